//! Random routers and packets, which lean towards the edges.

use given::packets::{Interface, Ipv4Header, protocol};
use proptest::array::{uniform3, uniform8};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::strategy::BoxedStrategy;

use super::*;
use crate::checks::packets::router::model::last;

/// What the random cases of a check are drawn from. In each list the plainest stands first, so that cases shrink to it.
struct Focus {
    has_routes: bool,
    removes: bool,
    sources: &'static [Kind],
    destinations: &'static [Kind],
    ttls: &'static [u8],
    payloads: &'static [Payload],
    mtus: &'static [u16],
    has_flags: bool,
    is_damaged: bool,
    is_padded: bool,
    /// Whether routes lie in one another, and replace one another.
    nests: bool,
    /// Whether a network may be a /31.
    has_31: bool,
    /// Whether packets come for which there is no route.
    gets_lost: bool,
    /// Whether packets come through any interface, or through the first alone.
    anywhere: bool,
    checks_sources: bool,
}

/// A kind of address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A machine on a network of the router.
    Host,
    /// Its neighbor there.
    Neighbor,
    /// Behind some route, or nowhere.
    Remote,
    Own,
    /// All on a network of the router.
    Directed,
    /// All of them.
    Limited,
    /// No one machine.
    Nobody,
}

/// What a packet carries.
#[derive(Clone, Copy)]
enum Payload {
    Udp,
    Echo,
    DamagedEcho,
    Error,
    Nothing,
    Unknown,
}

use Kind::{Directed, Host, Limited, Neighbor, Nobody, Own, Remote};
use Payload::{DamagedEcho, Echo, Error, Nothing, Udp, Unknown};

/// The plainest: a datagram that is forwarded.
const PLAIN: Focus = Focus {
    has_routes: true,
    removes: false,
    sources: &[Host],
    destinations: &[Remote, Host, Neighbor],
    ttls: &[64, 255, 3, 128],
    payloads: &[Udp],
    mtus: &[1500],
    has_flags: false,
    is_damaged: false,
    is_padded: true,
    nests: true,
    has_31: false,
    gets_lost: true,
    anywhere: true,
    checks_sources: false,
};

fn focus(check: &str) -> Focus {
    let small = &[1500, 68, 100, 296, 576];
    match check {
        // What a later check asks for does not come up in an earlier one.
        "connected" => Focus {
            has_routes: false,
            destinations: &[Host, Neighbor],
            is_padded: false,
            gets_lost: false,
            ..PLAIN
        },
        "next_router" => Focus { nests: false, is_padded: false, gets_lost: false, ..PLAIN },
        "longest_route" => Focus { removes: true, is_padded: false, gets_lost: false, ..PLAIN },
        "counted_down" => Focus {
            payloads: &[Udp, Nothing, Unknown],
            has_flags: true,
            nests: false,
            gets_lost: false,
            ..PLAIN
        },
        "only_packets" => Focus { is_damaged: true, nests: false, gets_lost: false, ..PLAIN },
        "time_exceeded" => Focus { ttls: &[1, 0, 2, 64], anywhere: false, gets_lost: false, ..PLAIN },
        "errors_go_back" => Focus {
            ttls: &[64, 1, 0, 2],
            sources: &[Host, Remote, Neighbor],
            payloads: &[Udp, Error, Nothing],
            ..PLAIN
        },
        "for_this_router" => {
            Focus { destinations: &[Own, Own, Host], ttls: &[64, 1, 0, 255], has_flags: true, ..PLAIN }
        }
        "echo_is_answered" => Focus {
            destinations: &[Own, Own, Host, Remote],
            sources: &[Host, Remote, Neighbor],
            payloads: &[Echo, DamagedEcho, Udp, Error, Nothing],
            ttls: &[64, 1, 200],
            has_flags: true,
            ..PLAIN
        },
        "broadcasts_stay" => Focus {
            destinations: &[Directed, Limited, Nobody, Host, Remote],
            payloads: &[Udp, Echo],
            has_31: true,
            ..PLAIN
        },
        "sources_are_machines" => {
            Focus { sources: &[Nobody, Directed, Limited, Host, Remote], payloads: &[Udp, Echo], ..PLAIN }
        }
        "sources_are_checked" => Focus { sources: &[Remote, Host, Neighbor], checks_sources: true, ..PLAIN },
        "what_does_not_fit" => Focus { mtus: small, has_flags: true, ..PLAIN },
        "any_packet" => Focus {
            removes: true,
            sources: &[Host, Host, Host, Neighbor, Remote, Directed, Nobody],
            destinations: &[Remote, Host, Host, Host, Neighbor, Own, Own, Directed, Limited, Nobody],
            ttls: &[64, 64, 255, 2, 1, 0],
            payloads: &[Udp, Udp, Unknown, Echo, DamagedEcho, Error, Nothing],
            mtus: &[1500, 68, 68, 100, 296, 576],
            has_flags: true,
            is_damaged: true,
            has_31: true,
            checks_sources: true,
            ..PLAIN
        },
        _ => PLAIN,
    }
}

/// What a random case is made of: small numbers are plain.
#[derive(Clone, Debug)]
struct Drawn {
    setup: u8,
    mtus: [u8; 3],
    checks: [u8; 3],
    routes: Vec<[u8; 3]>,
    removed: Vec<u8>,
    packets: Vec<[u8; 8]>,
    len: u16,
}

/// Random cases of a check.
pub(in crate::checks::packets::router) fn random(check: &'static str) -> BoxedStrategy<Case> {
    let parts = (
        any::<u8>(),
        uniform3(any::<u8>()),
        uniform3(any::<u8>()),
        vec(uniform3(any::<u8>()), 0..5),
        vec(any::<u8>(), 0..3),
        vec(uniform8(any::<u8>()), 1..4),
        0..900_u16,
    );
    parts
        .prop_map(|(setup, mtus, checks, routes, removed, packets, len)| Drawn {
            setup,
            mtus,
            checks,
            routes,
            removed,
            packets,
            len,
        })
        .prop_map(move |drawn| drawn.case(&focus(check)))
        .boxed()
}

/// Prefixes that lie inside one another.
const PREFIXES: [(u32, u8); 8] = [
    (0x0A06_0000, 16),
    (0x0A00_0000, 8),
    (0, 0),
    (0x0A06_0000, 24),
    (0x0A02_0000, 16),
    (0x0A06_0009, 32),
    (0x0A06_0000, 29),
    (0xCB00_7100, 24),
];

/// Prefixes that have nothing in common.
const APART: [(u32, u8); 3] = [(0x0A06_0000, 16), (0x0A02_0000, 16), (0xCB00_7100, 24)];

/// Addresses in them, and at their ends.
const REMOTE: [u32; 8] =
    [LONDON, FRANKFURT, 0x0A06_0007, 0x0A06_0109, 0x0A06_0008, NOWHERE, 0xCB00_71FF, 0xDFFF_FFFF];

/// Addresses that no one machine has, and the ends of their blocks.
const NOBODY: [u32; 8] =
    [0x7F00_0001, 0xE000_0009, 0, 0xF000_0000, 0xEFFF_FFFF, 0x00FF_FFFF, 0x7FFF_FFFF, 0xFFFF_FFFE];

fn of<T: Copy>(list: &[T], number: u8) -> T {
    list[usize::from(number) % list.len()]
}

impl Drawn {
    fn case(&self, focus: &Focus) -> Case {
        let setups = [
            vec![interface(CITY, 16), interface(TO_NEW_YORK, 30), interface(TO_SINGAPORE, 30)],
            vec![
                interface(0xC000_0201, 24),
                if focus.has_31 { interface(0xC633_6400, 31) } else { interface(0xC633_6401, 30) },
            ],
            vec![interface(0xC633_64FE, 24), interface(0xC000_0281, 25), interface(0x0A01_FFFE, 16)],
        ];
        let mut interfaces = setups[usize::from(self.setup) % setups.len()].clone();
        for (at, interface) in interfaces.iter_mut().enumerate() {
            interface.mtu = of(focus.mtus, self.mtus[at]);
            interface.checks_source = focus.checks_sources && self.checks[at] % 3 == 1;
        }
        let mut case = Case { interfaces, ops: vec![] };
        for [which, via, direct] in self.routes.iter().filter(|_| focus.has_routes) {
            let (bits, len) = if focus.nests { of(&PREFIXES, *which) } else { of(&APART, *which) };
            let is_there = |op: &Op| matches!(op, Op::Add(other, _) if *other == prefix(bits, len));
            if !focus.nests && case.ops.iter().any(is_there) {
                continue;
            }
            let interface = usize::from(*via) % case.interfaces.len();
            let next_hop = (direct % 4 != 3).then(|| neighbor(&case.interfaces[interface]));
            case = case.add(bits, len, interface, next_hop);
        }
        for which in self.removed.iter().filter(|_| focus.removes) {
            let (bits, len) = of(&PREFIXES, *which);
            case = case.remove(bits, len);
        }
        for drawn in &self.packets {
            let ingress = if focus.anywhere { usize::from(drawn[0]) % case.interfaces.len() } else { 0 };
            let packet = self.packet(drawn, ingress, &case.interfaces, focus);
            if focus.gets_lost || case.has_route_for(&packet) {
                case = case.arrives(ingress, packet);
            }
        }
        case
    }

    fn packet(&self, drawn: &[u8; 8], ingress: usize, interfaces: &[Interface], focus: &Focus) -> Vec<u8> {
        let [_, source, destination, ttl, payload, flags, which, damage] = *drawn;
        // Sources are mostly where the packet comes from.
        let near = &interfaces[ingress..=ingress];
        let protocol = match of(focus.payloads, payload) {
            Udp => protocol::UDP,
            Echo | DamagedEcho | Error | Nothing => protocol::ICMP,
            Unknown => 253,
        };
        let mut header = Ipv4Header {
            ttl: of(focus.ttls, ttl),
            protocol,
            source: address(of(focus.sources, source), which, near),
            destination: address(of(focus.destinations, destination), which / 3, interfaces),
            ..Ipv4Header::new(protocol, 0, 0)
        };
        if focus.has_flags {
            header.dont_fragment = flags % 3 == 1;
            header.more_fragments = flags % 11 == 4;
            header.fragment_offset = if flags % 13 == 5 { u16::from(which) } else { 0 };
            header.identification = u16::from(flags) * 0x0101;
            header.traffic_class = if flags % 5 == 2 { 0xB8 } else { 0 };
            if flags % 7 == 3 {
                header.options = OPTIONS.to_vec();
            }
        }
        // Lengths at the MTU and next to it, or any.
        let rest = 28 + header.options.len();
        let mtu = usize::from(of(focus.mtus, damage));
        let len = match which % 4 {
            1 if mtu < 1500 => (mtu + usize::from(damage) % 3 - 1).saturating_sub(rest),
            2 => usize::from(self.len),
            _ => usize::from(which % 16),
        };
        let payload = match of(focus.payloads, payload) {
            Udp => wire::datagram(len),
            Echo => wire::echo(len),
            DamagedEcho => {
                let mut echo = wire::echo(len);
                echo[4] ^= 0x20;
                echo
            }
            Error => about(&udp_from(LONDON, HOST)),
            Nothing => vec![],
            Unknown => vec![0x77; len],
        };
        let mut packet = wire::emit(&header, &payload);
        match damage % 8 {
            5 if focus.is_padded => packet.extend(vec![0; usize::from(which % 40)]),
            6 if focus.is_damaged => {
                let at = usize::from(which) % (wire::header_len(&packet) * 8);
                packet[at / 8] ^= 1 << (at % 8);
            }
            7 if focus.is_damaged => packet.truncate(usize::from(which) % packet.len()),
            _ => {}
        }
        packet
    }
}

/// An address of a kind.
fn address(kind: Kind, which: u8, interfaces: &[Interface]) -> u32 {
    let interface = &of(interfaces, which);
    let network = interface.network.bits as u32;
    match kind {
        // Where a network has two machines, the other one.
        Host if interface.network.len >= 30 => neighbor(interface),
        Host => network | 7 | u32::from(which % 4) << 4,
        Neighbor => neighbor(interface),
        Remote => of(&REMOTE, which),
        Own => interface.address,
        Directed => last(&interface.network),
        Limited => u32::MAX,
        Nobody => of(&NOBODY, which),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::model::{Act, Habit, Model};
    use super::super::Op;
    use super::*;
    use crate::trial::drawn;

    /// How often each kind of end comes up in random cases.
    #[derive(Debug, Default)]
    struct Ends {
        forwarded: u32,
        cut: u32,
        own: u32,
        delivered: u32,
        dropped: u32,
    }

    #[test]
    fn random_packets_end_in_all_ways() {
        let mut ends = Ends::default();
        for Case { interfaces, ops } in drawn(random("any_packet")) {
            let mut model = Model::new(Habit::Right, &interfaces);
            for op in ops {
                match op {
                    Op::Add(prefix, via) => model.add(prefix, via),
                    Op::Remove(prefix) => drop(model.remove(&prefix)),
                    Op::Packet(ingress, packet) => match &model.handle(ingress, &packet)[0][..] {
                        [] => ends.dropped += 1,
                        [Act::Deliver(_)] => ends.delivered += 1,
                        [Act::Send { is_own: true, .. }, ..] => ends.own += 1,
                        [_] => ends.forwarded += 1,
                        _ => ends.cut += 1,
                    },
                }
            }
        }
        let Ends { forwarded, cut, own, delivered, dropped } = ends;
        assert!(forwarded > 30 && cut > 5 && own > 30 && delivered > 30 && dropped > 30, "{ends:?}");
    }
}
