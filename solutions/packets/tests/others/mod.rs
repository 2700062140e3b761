//! What etherparse says of a packet: each field with its value, and the bytes that are no numbers.

use etherparse::{
    ArpPacketSlice, Ipv4HeaderSlice, Ipv6HeaderSlice, LinkSlice, NetSlice, SlicedPacket, TransportSlice,
};
use given::packets::{FieldName, LinkType};

/// Name and value of each field, in hexadecimal: of a number its digits, of bytes two digits each.
pub(crate) type Said = Vec<(FieldName, String)>;

/// Of a packet that is whole and well formed, or etherparse refuses it. Padding is not among the fields: etherparse
/// leaves it out.
pub(crate) fn etherparse_says(link: LinkType, bytes: &[u8]) -> Said {
    let sliced = match link {
        LinkType::ETHERNET => SlicedPacket::from_ethernet(bytes),
        _ => SlicedPacket::from_ip(bytes),
    };
    let sliced = sliced.unwrap_or_else(|error| panic!("{}: {error}", given::hex::encode(bytes)));
    let mut said = Said::new();
    if let Some(LinkSlice::Ethernet2(ethernet)) = &sliced.link {
        said.number(FieldName::EthernetDestination, wide(&ethernet.destination()));
        said.number(FieldName::EthernetSource, wide(&ethernet.source()));
        said.number(FieldName::EtherType, ethernet.ether_type().0);
        if sliced.net.is_none() {
            said.bytes(FieldName::Payload, ethernet.payload_slice());
        }
    }
    match &sliced.net {
        Some(NetSlice::Arp(arp)) => arp_says(&mut said, arp),
        Some(NetSlice::Ipv4(ip)) => ipv4_says(&mut said, &ip.header()),
        Some(NetSlice::Ipv6(ip)) => ipv6_says(&mut said, &ip.header()),
        None => {}
    }
    match &sliced.transport {
        Some(transport) => transport_says(&mut said, transport),
        None => {
            let payload = sliced.ip_payload().map(|payload| payload.payload).unwrap_or_default();
            said.bytes(FieldName::Payload, payload);
        }
    }
    said
}

trait Says {
    fn number(&mut self, name: FieldName, value: impl Into<u128>);
    fn bytes(&mut self, name: FieldName, bytes: &[u8]);
}

impl Says for Said {
    fn number(&mut self, name: FieldName, value: impl Into<u128>) {
        self.push((name, format!("{:x}", value.into())));
    }

    fn bytes(&mut self, name: FieldName, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.push((name, given::hex::encode(bytes)));
        }
    }
}

fn wide(bytes: &[u8]) -> u128 {
    bytes.iter().fold(0, |number, byte| number << 8 | u128::from(*byte))
}

fn arp_says(said: &mut Said, arp: &ArpPacketSlice<'_>) {
    said.number(FieldName::ArpHardware, arp.hw_addr_type().0);
    said.number(FieldName::ArpProtocol, arp.proto_addr_type().0);
    said.number(FieldName::ArpHardwareLength, arp.hw_addr_size());
    said.number(FieldName::ArpProtocolLength, arp.proto_addr_size());
    said.number(FieldName::ArpOperation, arp.operation().0);
    said.number(FieldName::ArpSenderMac, wide(arp.sender_hw_addr()));
    said.number(FieldName::ArpSenderIp, wide(arp.sender_protocol_addr()));
    said.number(FieldName::ArpTargetMac, wide(arp.target_hw_addr()));
    said.number(FieldName::ArpTargetIp, wide(arp.target_protocol_addr()));
}

fn ipv4_says(said: &mut Said, header: &Ipv4HeaderSlice<'_>) {
    said.number(FieldName::Ipv4Version, header.version());
    said.number(FieldName::Ipv4HeaderLength, header.ihl());
    said.number(FieldName::Ipv4TrafficClass, header.dcp().value() << 2 | header.ecn().value());
    said.number(FieldName::Ipv4TotalLength, header.total_len());
    said.number(FieldName::Ipv4Identification, header.identification());
    // etherparse does not say what is in the reserved flag.
    said.number(FieldName::Ipv4ReservedFlag, 0_u8);
    said.number(FieldName::Ipv4DontFragment, u8::from(header.dont_fragment()));
    said.number(FieldName::Ipv4MoreFragments, u8::from(header.more_fragments()));
    said.number(FieldName::Ipv4FragmentOffset, header.fragments_offset().value());
    said.number(FieldName::Ipv4TimeToLive, header.ttl());
    said.number(FieldName::Ipv4Protocol, header.protocol().0);
    said.number(FieldName::Ipv4Checksum, header.header_checksum());
    said.number(FieldName::Ipv4Source, wide(&header.source()));
    said.number(FieldName::Ipv4Destination, wide(&header.destination()));
    said.bytes(FieldName::Ipv4Options, header.options());
}

fn ipv6_says(said: &mut Said, header: &Ipv6HeaderSlice<'_>) {
    said.number(FieldName::Ipv6Version, header.version());
    said.number(FieldName::Ipv6TrafficClass, header.traffic_class());
    said.number(FieldName::Ipv6FlowLabel, header.flow_label().value());
    said.number(FieldName::Ipv6PayloadLength, header.payload_length());
    said.number(FieldName::Ipv6NextHeader, header.next_header().0);
    said.number(FieldName::Ipv6HopLimit, header.hop_limit());
    said.number(FieldName::Ipv6Source, wide(&header.source()));
    said.number(FieldName::Ipv6Destination, wide(&header.destination()));
}

fn transport_says(said: &mut Said, transport: &TransportSlice<'_>) {
    let payload = match transport {
        TransportSlice::Udp(udp) => {
            said.number(FieldName::UdpSourcePort, udp.source_port());
            said.number(FieldName::UdpDestinationPort, udp.destination_port());
            said.number(FieldName::UdpLength, udp.length());
            said.number(FieldName::UdpChecksum, udp.checksum());
            udp.payload()
        }
        TransportSlice::Tcp(tcp) => {
            let flags =
                [tcp.cwr(), tcp.ece(), tcp.urg(), tcp.ack(), tcp.psh(), tcp.rst(), tcp.syn(), tcp.fin()];
            said.number(FieldName::TcpSourcePort, tcp.source_port());
            said.number(FieldName::TcpDestinationPort, tcp.destination_port());
            said.number(FieldName::TcpSequence, tcp.sequence_number());
            said.number(FieldName::TcpAcknowledgment, tcp.acknowledgment_number());
            said.number(FieldName::TcpDataOffset, tcp.data_offset());
            // Of the four reserved bits etherparse knows one, by the name that it had for a while.
            said.number(FieldName::TcpReserved, u8::from(tcp.ns()));
            said.number(FieldName::TcpFlags, flags.iter().fold(0_u8, |all, flag| all << 1 | u8::from(*flag)));
            said.number(FieldName::TcpWindow, tcp.window_size());
            said.number(FieldName::TcpChecksum, tcp.checksum());
            said.number(FieldName::TcpUrgentPointer, tcp.urgent_pointer());
            said.bytes(FieldName::TcpOptions, tcp.options());
            tcp.payload()
        }
        TransportSlice::Icmpv4(icmp) => {
            let [a, b, c, d] = icmp.bytes5to8();
            said.number(FieldName::IcmpType, icmp.type_u8());
            said.number(FieldName::IcmpCode, icmp.code_u8());
            said.number(FieldName::IcmpChecksum, icmp.checksum());
            match (icmp.type_u8(), icmp.code_u8()) {
                (0 | 8, _) => {
                    said.number(FieldName::IcmpIdentifier, u16::from_be_bytes([a, b]));
                    said.number(FieldName::IcmpSequence, u16::from_be_bytes([c, d]));
                }
                (3, 4) => {
                    said.number(FieldName::IcmpUnused, u16::from_be_bytes([a, b]));
                    said.number(FieldName::IcmpNextHopMtu, u16::from_be_bytes([c, d]));
                }
                _ => said.number(FieldName::IcmpRest, u32::from_be_bytes([a, b, c, d])),
            }
            // Timestamps have a header of 20 bytes there, and none of them is made in our tests.
            icmp.payload()
        }
        other => panic!("not made in these tests: {other:?}"),
    };
    said.bytes(FieldName::Payload, payload);
}
