//! The types of `given`, spelled. A card shows most of them as their `Display` does, because that is short; errors
//! and what has no `Display` as their `Debug`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use given::addresses::{
    AddrError, Class, ConnectError, Data, DialError, Do, Event, FailedAttempt, Family, Flags, Hosts,
    MsgError, Name, NameError, Prefix, PunycodeError, Query, Question, Rcode, Record, RecordType, Response,
    Short, Special, TooWide, V6Error, Why,
};
use given::hello::{Chunk, Missing};
use given::packets::FrameError;
use given::packets::{
    ArpError, ArpMessage, ArpOperation, EthernetError, EthernetHeader, LinkPacket, LinkReceived, LinkTimeout,
    Undeliverable,
};
use given::packets::{Bits, Ends, Levels, LineError, Transport};
use given::packets::{Capture, FieldName, LinkType, PacketField, PcapError, PcapRecord};
use given::packets::{FragmentError, Hole};
use given::packets::{IcmpError, UdpError, UdpPorts};
use given::packets::{Interface, Routed, Via};
use given::packets::{Ipv4Error, Ipv4Header, Mac};
use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
use given::time::Micros;

use super::{Bytes, Spell};

/// How a card shows a value.
macro_rules! card {
    (Display, $value:expr) => {
        format!("{}", $value)
    };
    (Debug, $value:expr) => {
        format!("{:?}", $value)
    };
}

/// A type with the names of its fields, each of which can be spelled.
macro_rules! spell_struct {
    ($form:ident, $type:ident { $($field:ident),* }) => {
        impl Spell for $type {
            fn spell(&self) -> String {
                card!($form, self)
            }

            fn rust(&self) -> String {
                let fields = [$(format!("{}: {}", stringify!($field), self.$field.rust())),*];
                format!("{} {{ {} }}", stringify!($type), fields.join(", "))
            }
        }
    };
}

/// A type with its variants, and what they hold.
macro_rules! spell_enum {
    ($form:ident, $type:ident {
        $($variant:ident $(($($item:ident),*))? $({ $($field:ident),* })?),* $(,)?
    }) => {
        impl Spell for $type {
            fn spell(&self) -> String {
                card!($form, self)
            }

            fn rust(&self) -> String {
                match self {
                    $($type::$variant $(($($item),*))? $({ $($field),* })? => [
                        String::from(concat!(stringify!($type), "::", stringify!($variant))),
                        $(format!("({})", [$($item.rust()),*].join(", ")),)?
                        $(format!(
                            " {{ {} }}",
                            [$(format!("{}: {}", stringify!($field), $field.rust())),*].join(", ")
                        ),)?
                    ]
                    .concat(),)*
                }
            }
        }
    };
}

/// A type without named fields that its own `Display` shows, and how to get it from that text.
macro_rules! spell_parsed {
    ($($type:ty),*) => {
        $(impl Spell for $type {
            fn spell(&self) -> String {
                self.to_string()
            }

            fn rust(&self) -> String {
                format!("\"{self}\".parse().unwrap()")
            }
        })*
    };
}

/// A type that shows itself as its name and a text, and how to get it from that text.
macro_rules! spell_text {
    ($($type:ty),*) => {
        $(impl Spell for $type {
            fn spell(&self) -> String {
                format!("{self:?}")
            }

            fn rust(&self) -> String {
                format!("\"{self}\".parse().unwrap()")
            }
        })*
    };
}

/// A number in a type of its own.
macro_rules! spell_number {
    ($($type:ident),*) => {
        $(impl Spell for $type {
            fn spell(&self) -> String {
                self.to_string()
            }

            fn rust(&self) -> String {
                format!("{}({})", stringify!($type), self.0)
            }
        })*
    };
}

spell_parsed!(IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr);
spell_text!(Bits, Levels);
spell_number!(Micros, RecordType, Class, Rcode);

spell_struct!(Debug, Missing { numbers });
spell_struct!(Debug, Short { needed, left });
spell_struct!(Debug, TooWide { value, bits });
spell_struct!(Display, FailedAttempt { address, error });
spell_struct!(Debug, DialError { attempts });
spell_struct!(Display, Query { id, name, qtype });
spell_struct!(Display, Response { id, flags, questions, answers });
spell_struct!(Display, Flags { qr, opcode, aa, tc, rd, ra, rcode });
spell_struct!(Display, Question { name, qtype, qclass });
spell_struct!(Display, Record { name, rtype, class, ttl, data });

spell_struct!(Display, RipNetwork { address, len });
spell_struct!(Display, RipInterface { network, cost });
spell_struct!(Display, RipEntry { network, metric });
spell_struct!(Display, RipUpdate { interface, entries });
spell_struct!(Display, RipRoute { network, metric, interface, next_hop });

spell_enum!(Debug, Family { V4, V6 });
spell_enum!(Debug, AddrError { Count { got }, NotDigit { octet }, LeadingZero { octet }, TooBig { octet } });
spell_enum!(
    Debug,
    Special {
        ThisNetwork,
        Private,
        Shared,
        Loopback,
        LinkLocal,
        ProtocolAssignments,
        Documentation,
        Benchmarking,
        Multicast,
        Reserved,
        Broadcast,
        Global,
    }
);
spell_enum!(Debug, V6Error {
    TwoGaps,
    TooMany { got, most },
    TooFew { got },
    NotHex { group },
    TooLong { group },
    Tail { error },
});
spell_enum!(Debug, PunycodeError { NotAscii { at }, NotDigit { at }, Truncated, Overflow, NotCharacter { code_point } });
spell_enum!(Display, Do { Resolve(family), Connect(address), Close(address), Wait { until }, Done(end) });
spell_enum!(Display, Event { Resolved { family, addresses }, Connected(address), Failed { address, error } });
spell_enum!(Debug, ConnectError { Refused, Unreachable, TimedOut });
spell_enum!(Debug, NameError {
    EmptyLabel { label },
    NotPlain { label },
    LabelTooLong { label, bytes },
    NameTooLong,
    Truncated,
    PointerNotPrior { at, target },
    ReservedBits { at },
});
spell_enum!(Debug, MsgError { Short(short), Name(error), DataLength { rtype, rdlength } });
spell_enum!(Debug, Why {
    WrongSource { asked, from },
    WrongId { expected, got },
    NotAResponse,
    WrongQuestion,
    Truncated,
    Failed(rcode),
    TooManyAliases,
    NoAddress,
});

spell_enum!(Debug, FrameError { TooShort { got }, TooLong { limit }, BadFcs, Aborted });
spell_enum!(Debug, LineError { Length { got, of }, NoChange { bit }, Control { group }, Invalid { group } });

/// As `Debug` has it, but checksums in hexadecimal: so they stand in every dump.
impl Spell for Ipv4Error {
    fn spell(&self) -> String {
        match self {
            Ipv4Error::Checksum { found, expected } => {
                format!("Checksum {{ found: {found:#06x}, expected: {expected:#06x} }}")
            }
            other => format!("{other:?}"),
        }
    }

    fn rust(&self) -> String {
        format!("Ipv4Error::{}", self.spell())
    }
}

impl Spell for Ipv4Header {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        let Ipv4Header {
            traffic_class, identification, dont_fragment, more_fragments, fragment_offset, ..
        } = self;
        let Ipv4Header { ttl, protocol, source, destination, options, .. } = self;
        format!(
            "Ipv4Header {{ traffic_class: {traffic_class}, identification: {identification}, \
             dont_fragment: {dont_fragment}, more_fragments: {more_fragments}, \
             fragment_offset: {fragment_offset}, ttl: {ttl}, protocol: {protocol}, source: {source:#010x}, \
             destination: {destination:#010x}, options: vec!{options:?} }}"
        )
    }
}

spell_enum!(Debug, FragmentError { NotIpv4(error), DontFragment, PastTheEnd { end }, MtuTooSmall { mtu, needed } });
spell_struct!(Debug, Hole { first, last });

impl Spell for Mac {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        format!("Mac({:?})", self.0)
    }
}

spell_enum!(Debug, Transport { Tcp, Udp });

spell_struct!(Display, EthernetHeader { destination, source, ethertype });
spell_struct!(Display, ArpMessage { operation, sender_mac, sender_address, target_mac, target_address });
spell_enum!(Debug, ArpOperation { Request, Reply });
spell_enum!(Debug, EthernetError { Truncated { got }, Length { length } });
spell_enum!(Debug, ArpError {
    Truncated { got },
    Hardware { hardware },
    Protocol { protocol },
    Lengths { hardware, protocol },
    Operation { operation },
});

impl Spell for LinkPacket {
    fn spell(&self) -> String {
        let bytes = Bytes(self.bytes.clone()).spell();
        format!("LinkPacket {{ bytes: {bytes}, broadcast: {} }}", self.broadcast)
    }

    fn rust(&self) -> String {
        let bytes = Bytes(self.bytes.clone()).rust();
        format!("LinkPacket {{ bytes: {bytes}, broadcast: {} }}", self.broadcast)
    }
}

impl Spell for Undeliverable {
    fn spell(&self) -> String {
        format!("{} for {}", Bytes(self.packet.clone()).spell(), Ipv4Addr::from(self.next_hop))
    }

    fn rust(&self) -> String {
        let packet = Bytes(self.packet.clone()).rust();
        format!("Undeliverable {{ next_hop: {:#010x}, packet: {packet} }}", self.next_hop)
    }
}

impl Spell for LinkReceived {
    fn spell(&self) -> String {
        format!(
            "LinkReceived {{ frames: {}, packet: {} }}",
            listed(&self.frames).spell(),
            self.packet.spell()
        )
    }

    fn rust(&self) -> String {
        format!("LinkReceived {{ frames: {}, packet: {} }}", listed(&self.frames).rust(), self.packet.rust())
    }
}

impl Spell for LinkTimeout {
    fn spell(&self) -> String {
        let LinkTimeout { frames, undeliverable } = self;
        let (frames, undeliverable) = (listed(frames).spell(), undeliverable.spell());
        format!("LinkTimeout {{ frames: {frames}, undeliverable: {undeliverable} }}")
    }

    fn rust(&self) -> String {
        let LinkTimeout { frames, undeliverable } = self;
        let (frames, undeliverable) = (listed(frames).rust(), undeliverable.rust());
        format!("LinkTimeout {{ frames: {frames}, undeliverable: {undeliverable} }}")
    }
}

fn listed(frames: &[Vec<u8>]) -> Vec<Bytes> {
    frames.iter().cloned().map(Bytes).collect()
}

spell_struct!(Debug, Capture { link, records, rest });
spell_enum!(Debug, PcapError { TooShort { got }, NotPcap { magic }, Version { major, minor } });
spell_struct!(Display, PacketField { name, start, end, value });

impl Spell for LinkType {
    fn spell(&self) -> String {
        match *self {
            LinkType::ETHERNET => String::from("LinkType::ETHERNET"),
            LinkType::RAW_IP => String::from("LinkType::RAW_IP"),
            LinkType(number) => format!("LinkType({number})"),
        }
    }
}

impl Spell for FieldName {
    fn spell(&self) -> String {
        format!("FieldName::{self:?}")
    }
}

impl Spell for PcapRecord {
    fn spell(&self) -> String {
        let PcapRecord { nanos, original_len, bytes } = self;
        let bytes = Bytes(bytes.clone()).spell();
        format!("PcapRecord {{ nanos: {nanos}, original_len: {original_len}, bytes: {bytes} }}")
    }

    fn rust(&self) -> String {
        let PcapRecord { nanos, original_len, bytes } = self;
        let bytes = Bytes(bytes.clone()).rust();
        format!("PcapRecord {{ nanos: {nanos}, original_len: {original_len}, bytes: {bytes} }}")
    }
}

impl Spell for Ends {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        match self {
            Ends::V4 { source, destination } => {
                format!("Ends::V4 {{ source: {source:#x}, destination: {destination:#x} }}")
            }
            Ends::V6 { source, destination } => {
                format!("Ends::V6 {{ source: {source:#x}, destination: {destination:#x} }}")
            }
        }
    }
}

spell_struct!(Display, UdpPorts { source, destination });
spell_enum!(Debug, UdpError { Truncated { got }, Length { claimed, got }, NoChecksum, Checksum { found, expected } });
spell_enum!(Debug, IcmpError {
    NetUnreachable,
    HostUnreachable,
    ProtocolUnreachable,
    PortUnreachable,
    FragmentationNeeded { mtu },
    Prohibited,
    TimeExceeded,
    ReassemblyTimeExceeded,
    ParameterProblem { pointer },
});

impl Spell for Interface {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        let Interface { address, network, mtu, checks_source } = self;
        format!(
            "Interface {{ address: {address:#010x}, network: {}, mtu: {mtu}, checks_source: {checks_source} }}",
            network.rust()
        )
    }
}

impl Spell for Via {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        let next_hop = match self.next_hop {
            Some(next_hop) => format!("Some({next_hop:#010x})"),
            None => String::from("None"),
        };
        format!("Via {{ interface: {}, next_hop: {next_hop} }}", self.interface)
    }
}

impl Spell for Routed {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        match self {
            Routed::Send { interface, next_hop, packet } => format!(
                "Routed::Send {{ interface: {interface}, next_hop: {next_hop:#010x}, packet: {} }}",
                Bytes(packet.clone()).rust()
            ),
            Routed::Deliver { packet } => {
                format!("Routed::Deliver {{ packet: {} }}", Bytes(packet.clone()).rust())
            }
        }
    }
}

impl Spell for Chunk {
    fn spell(&self) -> String {
        let bytes = Bytes(self.bytes.clone()).spell();
        format!("Chunk {{ number: {}, of: {}, bytes: {bytes} }}", self.number, self.of)
    }

    fn rust(&self) -> String {
        let bytes = Bytes(self.bytes.clone()).rust();
        format!("Chunk {{ number: {}, of: {}, bytes: {bytes} }}", self.number, self.of)
    }
}

impl Spell for Prefix {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        format!("Prefix {{ family: {}, bits: {:#x}, len: {} }}", self.family.rust(), self.bits, self.len)
    }
}

impl Spell for Hosts {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        let Hosts { family, first, last } = self;
        format!("Hosts {{ family: {}, first: {first:#x}, last: {last:#x} }}", family.rust())
    }
}

impl Spell for Name {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        let labels: Vec<Bytes> = self.labels.iter().map(|label| Bytes(label.clone())).collect();
        format!("Name {{ labels: {} }}", labels.rust())
    }
}

impl Spell for Data {
    fn spell(&self) -> String {
        self.to_string()
    }

    fn rust(&self) -> String {
        match self {
            Data::A(address) => format!("Data::A({})", address.rust()),
            Data::Aaaa(address) => format!("Data::Aaaa({})", address.rust()),
            Data::Cname(name) => format!("Data::Cname({})", name.rust()),
            Data::Other(bytes) => format!("Data::Other({})", Bytes(bytes.clone()).rust()),
        }
    }
}
