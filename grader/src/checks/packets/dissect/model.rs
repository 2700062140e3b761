//! What the fields of a packet are, from tables of the headers' layouts; and what they would be for those who have
//! got one thing wrong.

use given::packets::FieldName::{self, *};
use given::packets::{LinkType, PacketField, ethertype, protocol};

use super::inputs::Packet;

/// A thing that somebody has got wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quirk {
    // Fields in general.
    BytesNotBits,
    EndIsLast,
    LengthNotEnd,
    ValuesMissing,
    LittleEndian,
    PayloadMissing,
    SourceFirst,
    LinkIgnored,
    // IPv4.
    FlagsBackwards,
    OffsetKeepsFlags,
    OffsetInBytes,
    HeaderLengthInBytes,
    AddressesSwapped,
    OptionsInPayload,
    OptionsInWords,
    PaddingLeaks,
    TotalWithoutHeader,
    PaddingLost,
    HeaderInLaterFragment,
    FirstFragmentUnread,
    // What is above.
    PortsSwapped,
    UdpLengthIgnored,
    UdpLengthWithoutHeader,
    PaddingTwice,
    TcpOptionsInPayload,
    SixFlags,
    NineFlags,
    FlagsKeepOffset,
    NumbersSwapped,
    EchoAlways,
    EchoRequestAlone,
    RestAlways,
    MtuUnknown,
    MtuAlways,
    ArpPaddingIsPayload,
    ArpSizesIgnored,
    ArpCardsFirst,
    // IPv6.
    V6OldLayout,
    V6LengthWithHeader,
    V6LengthIgnored,
    AddressesCut,
    V6CarriesNothing,
    IcmpBehindV6,
    // What is missing, and what can't be.
    TruncatedLost,
    TruncatedIsPayload,
    AllOrNothing,
    HalfNumber,
    PromiseIsMalformed,
    MalformedLost,
    MalformedHidesField,
    MalformedEatsPadding,
}

/// A header: names and bits.
type Layout = &'static [(FieldName, usize)];

const ETHERNET: Layout = &[(EthernetDestination, 48), (EthernetSource, 48), (EtherType, 16)];
const ARP: Layout = &[
    (ArpHardware, 16),
    (ArpProtocol, 16),
    (ArpHardwareLength, 8),
    (ArpProtocolLength, 8),
    (ArpOperation, 16),
];
const ARP_ADDRESSES: Layout = &[(ArpSenderMac, 48), (ArpSenderIp, 32), (ArpTargetMac, 48), (ArpTargetIp, 32)];
const ARP_CARDS_FIRST: Layout =
    &[(ArpSenderMac, 48), (ArpTargetMac, 48), (ArpSenderIp, 32), (ArpTargetIp, 32)];
const IPV4: Layout = &[
    (Ipv4Version, 4),
    (Ipv4HeaderLength, 4),
    (Ipv4TrafficClass, 8),
    (Ipv4TotalLength, 16),
    (Ipv4Identification, 16),
    (Ipv4ReservedFlag, 1),
    (Ipv4DontFragment, 1),
    (Ipv4MoreFragments, 1),
    (Ipv4FragmentOffset, 13),
    (Ipv4TimeToLive, 8),
    (Ipv4Protocol, 8),
    (Ipv4Checksum, 16),
    (Ipv4Source, 32),
    (Ipv4Destination, 32),
];
const IPV6: Layout = &[
    (Ipv6Version, 4),
    (Ipv6TrafficClass, 8),
    (Ipv6FlowLabel, 20),
    (Ipv6PayloadLength, 16),
    (Ipv6NextHeader, 8),
    (Ipv6HopLimit, 8),
    (Ipv6Source, 128),
    (Ipv6Destination, 128),
];
const UDP: Layout = &[(UdpSourcePort, 16), (UdpDestinationPort, 16), (UdpLength, 16), (UdpChecksum, 16)];
const TCP: Layout = &[
    (TcpSourcePort, 16),
    (TcpDestinationPort, 16),
    (TcpSequence, 32),
    (TcpAcknowledgment, 32),
    (TcpDataOffset, 4),
    (TcpReserved, 4),
    (TcpFlags, 8),
    (TcpWindow, 16),
    (TcpChecksum, 16),
    (TcpUrgentPointer, 16),
];
const ICMP: Layout = &[(IcmpType, 8), (IcmpCode, 8), (IcmpChecksum, 16)];
const ICMP_ECHO: Layout = &[(IcmpIdentifier, 16), (IcmpSequence, 16)];
const ICMP_MTU: Layout = &[(IcmpUnused, 16), (IcmpNextHopMtu, 16)];
const ICMP_REST: Layout = &[(IcmpRest, 32)];

/// The right fields.
pub(super) fn fields(packet: &Packet) -> Vec<PacketField> {
    fields_with(packet, None)
}

/// The fields for somebody who has got this wrong.
pub(super) fn fields_with(packet: &Packet, quirk: Option<Quirk>) -> Vec<PacketField> {
    let Packet { link, bytes } = packet;
    let all = 8 * bytes.len();
    let mut reading = Reading { bytes, quirk, at: 0, end: all, ends: vec![], fields: vec![], left: Payload };
    let link = if reading.has(Quirk::LinkIgnored) { LinkType::ETHERNET } else { *link };
    match (link, bytes.first().map(|first| first >> 4)) {
        (LinkType::ETHERNET, _) => reading.ethernet(),
        (LinkType::RAW_IP, Some(4)) => reading.ipv4(),
        (LinkType::RAW_IP, Some(6)) => reading.ipv6(),
        (LinkType::RAW_IP, Some(_)) => reading.left = Malformed,
        _ => {}
    }
    reading.finish(all)
}

struct Reading<'a> {
    bytes: &'a [u8],
    quirk: Option<Quirk>,
    at: usize,
    end: usize,
    /// Ends that lengths told, from the outermost on.
    ends: Vec<usize>,
    fields: Vec<PacketField>,
    /// What is left over in the end. Anything but `Payload` says that it goes no further.
    left: FieldName,
}

impl Reading<'_> {
    fn has(&self, quirk: Quirk) -> bool {
        self.quirk == Some(quirk)
    }

    fn stopped(&self) -> bool {
        self.left != Payload
    }

    fn value(&self, name: FieldName) -> u128 {
        let field = self.fields.iter().rev().find(|field| field.name == name);
        field.and_then(|field| field.value).unwrap_or(0)
    }

    fn ethernet(&mut self) {
        let swapped: Layout = &[(EthernetSource, 48), (EthernetDestination, 48), (EtherType, 16)];
        self.header(if self.has(Quirk::SourceFirst) { swapped } else { ETHERNET });
        match self.value(EtherType) as u16 {
            _ if self.stopped() => {}
            ethertype::IPV4 => self.ipv4(),
            ethertype::IPV6 => self.ipv6(),
            ethertype::ARP => self.arp(),
            _ => {}
        }
    }

    fn arp(&mut self) {
        self.header(ARP);
        let kinds =
            [ArpHardware, ArpProtocol, ArpHardwareLength, ArpProtocolLength].map(|name| self.value(name));
        if self.stopped() || kinds != [1, 0x0800, 6, 4] && !self.has(Quirk::ArpSizesIgnored) {
            return;
        }
        self.header(if self.has(Quirk::ArpCardsFirst) { ARP_CARDS_FIRST } else { ARP_ADDRESSES });
        if !self.stopped() && !self.has(Quirk::ArpPaddingIsPayload) {
            self.ends_at(self.at);
        }
    }

    fn ipv4(&mut self) {
        let start = self.at;
        self.header(IPV4);
        if self.stopped() {
            return;
        }
        let header = 4 * self.value(Ipv4HeaderLength) as usize;
        let options = if self.has(Quirk::OptionsInWords) { header / 4 - 5 } else { header - 20 };
        if !self.has(Quirk::OptionsInPayload) {
            self.bytes(Ipv4Options, options);
        }
        let offset = self.value(Ipv4FragmentOffset);
        let unread = self.has(Quirk::FirstFragmentUnread) && self.value(Ipv4MoreFragments) == 1;
        if self.stopped() || unread || offset != 0 && !self.has(Quirk::HeaderInLaterFragment) {
            return;
        }
        if self.has(Quirk::TotalWithoutHeader) {
            self.end =
                (8 * self.bytes.len()).min(start + 8 * (header + self.value(Ipv4TotalLength) as usize));
        }
        let protocol = self.value(Ipv4Protocol) as u8;
        if protocol == protocol::ICMP { self.icmp() } else { self.transport(protocol) }
    }

    fn ipv6(&mut self) {
        const OLD: Layout = &[
            (Ipv6Version, 4),
            (Ipv6TrafficClass, 4),
            (Ipv6FlowLabel, 24),
            (Ipv6PayloadLength, 16),
            (Ipv6NextHeader, 8),
            (Ipv6HopLimit, 8),
            (Ipv6Source, 128),
            (Ipv6Destination, 128),
        ];
        self.header(if self.has(Quirk::V6OldLayout) { OLD } else { IPV6 });
        if self.stopped() {
            return;
        }
        let length = 8 * self.value(Ipv6PayloadLength) as usize;
        if self.has(Quirk::V6LengthWithHeader) {
            self.ends_at((self.at - 320 + length).max(self.at));
        } else if !self.has(Quirk::V6LengthIgnored) {
            self.ends_at(self.at + length);
        }
        let next = self.value(Ipv6NextHeader) as u8;
        if self.has(Quirk::IcmpBehindV6) && next == protocol::ICMP {
            self.icmp();
        } else if !self.has(Quirk::V6CarriesNothing) {
            self.transport(next);
        }
    }

    fn transport(&mut self, protocol: u8) {
        match protocol {
            protocol::UDP => {
                let swapped: Layout =
                    &[(UdpDestinationPort, 16), (UdpSourcePort, 16), (UdpLength, 16), (UdpChecksum, 16)];
                self.header(if self.has(Quirk::PortsSwapped) { swapped } else { UDP });
            }
            protocol::TCP => self.tcp(),
            _ => {}
        }
    }

    fn tcp(&mut self) {
        let layout: Vec<(FieldName, usize)> = TCP
            .iter()
            .map(|(name, bits)| match (self.quirk, *name) {
                (Some(Quirk::SixFlags), TcpReserved | TcpFlags) => (*name, 6),
                (Some(Quirk::NineFlags), TcpReserved) => (*name, 3),
                (Some(Quirk::NineFlags), TcpFlags) => (*name, 9),
                (Some(Quirk::NumbersSwapped), TcpSequence) => (TcpAcknowledgment, 32),
                (Some(Quirk::NumbersSwapped), TcpAcknowledgment) => (TcpSequence, 32),
                _ => (*name, *bits),
            })
            .collect();
        self.header(&layout);
        if !self.stopped() && !self.has(Quirk::TcpOptionsInPayload) {
            self.bytes(TcpOptions, 4 * self.value(TcpDataOffset) as usize - 20);
        }
    }

    fn icmp(&mut self) {
        self.header(ICMP);
        let (kind, code) = (self.value(IcmpType), self.value(IcmpCode));
        let layout = match (kind, code) {
            _ if self.stopped() => return,
            _ if self.has(Quirk::EchoAlways) => ICMP_ECHO,
            _ if self.has(Quirk::RestAlways) => ICMP_REST,
            (0, _) if self.has(Quirk::EchoRequestAlone) => ICMP_REST,
            (0 | 8, _) => ICMP_ECHO,
            (3, 4) if self.has(Quirk::MtuUnknown) => ICMP_REST,
            (3, 4) => ICMP_MTU,
            (3, _) if self.has(Quirk::MtuAlways) => ICMP_MTU,
            _ => ICMP_REST,
        };
        self.header(layout);
    }

    /// The fields of a header, one after the other, as far as they go.
    fn header(&mut self, layout: &[(FieldName, usize)]) {
        let start = self.at;
        for (name, bits) in layout {
            if self.at + bits > self.end {
                if self.has(Quirk::AllOrNothing) {
                    self.fields.retain(|field| field.end <= start);
                    self.at = start;
                } else if self.has(Quirk::HalfNumber) && self.at < self.end {
                    self.push(*name, self.end - self.at, true);
                }
                self.left = Truncated;
                return;
            }
            self.push(*name, *bits, true);
            if !self.can_be(*name) {
                if self.has(Quirk::MalformedHidesField) {
                    let hidden = self.fields.pop();
                    self.at = hidden.map_or(self.at, |hidden| hidden.start);
                }
                self.left = Malformed;
                return;
            }
            self.look_for_an_end(*name, start);
            if self.stopped() {
                return;
            }
        }
    }

    /// Bytes that are no number, if all of them are there.
    fn bytes(&mut self, name: FieldName, count: usize) {
        if self.at + 8 * count > self.end {
            if self.has(Quirk::HalfNumber) && self.at < self.end {
                self.push(name, self.end - self.at, false);
            }
            self.left = Truncated;
        } else if count > 0 {
            self.push(name, 8 * count, false);
        }
    }

    fn push(&mut self, name: FieldName, bits: usize, is_number: bool) {
        let (start, end) = (self.at, self.at + bits);
        let bit = |at: usize| u128::from(self.bytes[at / 8] << (at % 8) >> 7);
        let number = |start: usize| (start..end).map(bit).fold(0, |number: u128, bit| number << 1 | bit);
        let number = match (self.quirk, name) {
            (Some(Quirk::OffsetKeepsFlags), Ipv4FragmentOffset) => number(start - 3),
            (Some(Quirk::OffsetInBytes), Ipv4FragmentOffset) => 8 * number(start),
            (Some(Quirk::FlagsKeepOffset), TcpFlags) => number(start - 8),
            (Some(Quirk::AddressesCut), Ipv6Source | Ipv6Destination) => number(start) & u128::from(u64::MAX),
            _ => number(start),
        };
        self.fields.push(PacketField { name, start, end, value: is_number.then_some(number) });
        self.at = end;
    }

    fn can_be(&self, name: FieldName) -> bool {
        let value = self.value(name);
        match name {
            Ipv4Version => value == 4,
            Ipv6Version => value == 6,
            Ipv4HeaderLength | TcpDataOffset => value >= 5,
            Ipv4TotalLength => value >= 4 * self.value(Ipv4HeaderLength),
            UdpLength => value >= 8,
            _ => true,
        }
    }

    fn look_for_an_end(&mut self, name: FieldName, start: usize) {
        let ignored = match name {
            Ipv4TotalLength => self.has(Quirk::PaddingLeaks) || self.has(Quirk::TotalWithoutHeader),
            UdpLength => self.has(Quirk::UdpLengthIgnored),
            _ => true,
        };
        if ignored {
            return;
        }
        let promised = start + 8 * self.value(name) as usize;
        if self.has(Quirk::PromiseIsMalformed) && promised > self.end {
            self.left = Malformed;
        } else if name == UdpLength && self.has(Quirk::UdpLengthWithoutHeader) {
            self.ends_at(promised + 64);
        } else {
            self.ends_at(promised);
        }
    }

    fn ends_at(&mut self, end: usize) {
        if end < self.end {
            self.ends.push(self.end);
            self.end = end;
        }
    }

    fn finish(mut self, all: usize) -> Vec<PacketField> {
        let left = self.left;
        match (self.quirk, left) {
            (Some(Quirk::PayloadMissing), Payload) => self.at = self.at.max(self.end),
            (Some(Quirk::TruncatedLost), Truncated) => self.at = self.at.max(self.end),
            (Some(Quirk::TruncatedIsPayload), Truncated) => self.rest(self.end, Payload),
            (Some(Quirk::MalformedLost), Malformed) => self.at = self.at.max(self.end),
            (Some(Quirk::MalformedEatsPadding), Malformed) => self.rest(all, Malformed),
            _ => self.rest(self.end, left),
        }
        if self.has(Quirk::PaddingTwice) {
            for end in self.ends.clone().into_iter().rev() {
                self.rest(end, Padding);
            }
        }
        if !self.has(Quirk::PaddingLost) {
            self.rest(all, Padding);
        }
        let quirk = self.quirk;
        self.fields.into_iter().map(|field| told(quirk, field)).collect()
    }

    fn rest(&mut self, end: usize, name: FieldName) {
        if self.at < end {
            self.push(name, end - self.at, false);
        }
    }
}

/// A field as somebody tells it who has got fields wrong in general.
fn told(quirk: Option<Quirk>, field: PacketField) -> PacketField {
    let PacketField { name, start, end, value } = field;
    match quirk {
        Some(Quirk::BytesNotBits) => PacketField { start: start / 8, end: end / 8, ..field },
        Some(Quirk::EndIsLast) => PacketField { end: end - 1, ..field },
        Some(Quirk::LengthNotEnd) => PacketField { end: end - start, ..field },
        Some(Quirk::ValuesMissing) => PacketField { value: None, ..field },
        Some(Quirk::LittleEndian) if end - start >= 16 => {
            let turned = |value: u128| value.swap_bytes() >> (128 - (end - start));
            PacketField { value: value.map(turned), ..field }
        }
        Some(Quirk::HeaderLengthInBytes) if name == Ipv4HeaderLength => {
            PacketField { value: value.map(|words| 4 * words), ..field }
        }
        Some(Quirk::FlagsBackwards) => match name {
            Ipv4ReservedFlag => PacketField { name: Ipv4MoreFragments, ..field },
            Ipv4MoreFragments => PacketField { name: Ipv4ReservedFlag, ..field },
            _ => field,
        },
        Some(Quirk::AddressesSwapped) => match name {
            Ipv4Source => PacketField { name: Ipv4Destination, ..field },
            Ipv4Destination => PacketField { name: Ipv4Source, ..field },
            _ => field,
        },
        _ => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::packets::dissect::inputs::{V4, udp_of_length};

    /// All lengths at once: a frame with an IPv4 packet that has options, a datagram in it, and padding.
    #[test]
    fn the_model_says_what_was_written() {
        let mut header = V4::of(protocol::UDP);
        header.options = vec![[7; 4]];
        let packet = header.carrying(&udp_of_length(10, b"hi!!"));
        let packet =
            crate::checks::packets::dissect::inputs::frame(ethertype::IPV4, &packet.bytes).padded(&[0; 3]);
        let said: Vec<(FieldName, usize, Option<u128>)> =
            fields(&packet).iter().map(|field| (field.name, field.end - field.start, field.value)).collect();
        let [tokyo, london] = [0xC000_0201, 0xC633_6407];
        assert_eq!(
            said,
            [
                (EthernetDestination, 48, Some(0x0200_5E10_0002)),
                (EthernetSource, 48, Some(0x0200_5E10_0001)),
                (EtherType, 16, Some(0x0800)),
                (Ipv4Version, 4, Some(4)),
                (Ipv4HeaderLength, 4, Some(6)),
                (Ipv4TrafficClass, 8, Some(0x28)),
                (Ipv4TotalLength, 16, Some(36)),
                (Ipv4Identification, 16, Some(0x1C46)),
                (Ipv4ReservedFlag, 1, Some(0)),
                (Ipv4DontFragment, 1, Some(1)),
                (Ipv4MoreFragments, 1, Some(0)),
                (Ipv4FragmentOffset, 13, Some(0)),
                (Ipv4TimeToLive, 8, Some(61)),
                (Ipv4Protocol, 8, Some(17)),
                (Ipv4Checksum, 16, Some(0xB1E6)),
                (Ipv4Source, 32, Some(tokyo)),
                (Ipv4Destination, 32, Some(london)),
                (Ipv4Options, 32, None),
                (UdpSourcePort, 16, Some(1024)),
                (UdpDestinationPort, 16, Some(53)),
                (UdpLength, 16, Some(10)),
                (UdpChecksum, 16, Some(0x6907)),
                (Payload, 16, None),
                (Padding, 40, None),
            ]
        );
    }
}
