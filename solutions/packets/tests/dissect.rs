//! `dissect` against etherparse and the laws that it states, and `read_pcap` against the crate pcap-file.

mod others;

use std::time::Duration;

use etherparse::{
    ArpHardwareId, ArpOperation, ArpPacket, EtherType, Ethernet2Header, IpFragOffset, IpNumber, Ipv4Header,
    Ipv4Options, Ipv6FlowLabel, Ipv6Header, TcpHeader, UdpHeader,
};
use given::packets::{FieldName, Layer, LinkType, PacketField, PcapError};
use packets::dissect::{dissect, read_pcap};
use pcap_file::pcap::{PcapHeader, PcapPacket, PcapWriter};
use pcap_file::{DataLink, Endianness, TsResolution};
use proptest::collection::vec;
use proptest::prelude::*;

use self::others::{Said, etherparse_says};

/// What our fields say, as [`etherparse_says`] has it.
fn we_say(link: LinkType, bytes: &[u8]) -> Said {
    let fields = dissect(link, bytes);
    let said = fields.iter().filter(|field| field.name != FieldName::Padding).map(|field| {
        let value = match field.value {
            Some(value) => format!("{value:x}"),
            None => given::hex::encode(&bytes[field.start / 8..field.end / 8]),
        };
        (field.name, value)
    });
    said.collect()
}

/// Bits, most significant first.
fn bits(bytes: &[u8]) -> Vec<bool> {
    bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect()
}

/// The laws for any bytes at all.
fn laws(link: LinkType, bytes: &[u8]) {
    let fields = dissect(link, bytes);
    let all = bits(bytes);
    let mut at = 0;
    for field in &fields {
        assert!(field.start == at && field.end > at, "{field} begins at {at}, and has bits");
        at = field.end;
        let is_number = field.name.layer() != Layer::Rest && !field.name.label().contains("options");
        assert_eq!(field.value.is_some(), is_number, "{field}");
        if let Some(value) = field.value {
            let written = (0..field.end - field.start).rev().map(|bit| value >> bit & 1 == 1);
            assert!(written.eq(all[field.start..field.end].iter().copied()), "{field}");
        }
    }
    assert_eq!(at, all.len());
}

/// What the fields of the first `len` bytes are, if those of the whole packet are these. Only where no end that the
/// packet tells of was cut off could it be something else, and the docs say that there is none.
fn cut(fields: &[PacketField], len: usize) -> Vec<PacketField> {
    let end = len * 8;
    let there = fields.iter().filter(|field| field.start < end).map(|field| {
        if field.end <= end {
            return *field;
        }
        let name = if field.name.layer() == Layer::Rest { field.name } else { FieldName::Truncated };
        let name = if field.name.label() == "options" { FieldName::Truncated } else { name };
        PacketField { name, end, value: None, ..*field }
    });
    there.collect()
}

/// A packet that etherparse takes for a good one.
#[derive(Clone, Debug)]
struct Good {
    link: LinkType,
    bytes: Vec<u8>,
}

fn v4_header(total: usize, protocol: u8) -> impl Strategy<Value = Ipv4Header> {
    let options = (0..=10_usize).prop_flat_map(|words| vec(any::<u8>(), 4 * words));
    let numbers = (any::<u16>(), any::<bool>(), any::<u8>(), any::<[u8; 4]>(), any::<[u8; 4]>(), any::<u8>());
    // A later fragment, one in four.
    let offset = prop_oneof![3 => Just(0), 1 => 1..=0x1FFF_u16];
    (options, numbers, offset).prop_map(move |(options, numbers, offset)| {
        let (identification, dont_fragment, time_to_live, source, destination, class) = numbers;
        let mut header = Ipv4Header::new(0, time_to_live, IpNumber(protocol), source, destination)
            .expect("a payload of no bytes is short enough");
        header.options = Ipv4Options::try_from(&options[..]).expect("at most 40 bytes, in words");
        header.set_payload_len(total).expect("a short payload");
        header.identification = identification;
        header.dont_fragment = dont_fragment;
        header.fragment_offset = IpFragOffset::try_new(offset).expect("13 bits");
        header.more_fragments = offset != 0 && class & 1 == 1;
        header.dscp = etherparse::IpDscp::try_new(class >> 2).expect("6 bits");
        header.ecn = etherparse::IpEcn::try_new(class & 3).expect("2 bits");
        header.header_checksum = header.calc_header_checksum();
        header
    })
}

/// Protocol and bytes of what an IP packet carries.
fn segment() -> impl Strategy<Value = (u8, Vec<u8>)> {
    let data = || vec(any::<u8>(), 0..30);
    let udp =
        (any::<[u16; 3]>(), data(), 0..4_usize).prop_map(|([source, destination, checksum], data, less)| {
            // Behind the end of the datagram there may be bytes that are still in the packet.
            let length = 8 + data.len() - less.min(data.len());
            let header = UdpHeader {
                source_port: source,
                destination_port: destination,
                length: length as u16,
                checksum,
            };
            (17, [header.to_bytes().to_vec(), data].concat())
        });
    let options = (0..=10_usize).prop_flat_map(|words| vec(any::<u8>(), 4 * words));
    let tcp = (any::<[u16; 5]>(), any::<[u32; 2]>(), any::<u8>(), options, data()).prop_map(
        |(
            [source, destination, window, checksum, urgent],
            [sequence, acknowledgment],
            flags,
            options,
            data,
        )| {
            let mut header = TcpHeader::new(source, destination, sequence, window);
            header.acknowledgment_number = acknowledgment;
            header.checksum = checksum;
            header.urgent_pointer = urgent;
            header.set_options_raw(&options).expect("at most 40 bytes");
            let mut bytes = header.to_bytes().to_vec();
            bytes[13] = flags;
            (6, [bytes, data].concat())
        },
    );
    // Not the timestamps of RFC 792, 13 and 14: etherparse knows more about them than we do.
    let icmp = (prop_oneof![Just(0), Just(3), Just(8), Just(11)], 0..6_u8, any::<[u8; 6]>(), data())
        .prop_map(|(kind, code, rest, data)| (1, [&[kind, code][..], &rest, &data].concat()));
    let other = (200..=252_u8, data());
    prop_oneof![udp, tcp, icmp, other]
}

fn good() -> impl Strategy<Value = Good> {
    let ipv4 = segment().prop_flat_map(|(protocol, segment)| {
        v4_header(segment.len(), protocol)
            .prop_map(move |header| (0x0800, [header.to_bytes().to_vec(), segment.clone()].concat()))
    });
    let numbers = (any::<u8>(), 0..=0xF_FFFF_u32, any::<u8>(), any::<[u8; 16]>(), any::<[u8; 16]>());
    let ipv6 = (segment(), numbers).prop_map(|((protocol, mut segment), numbers)| {
        // A length of 0 says to etherparse what RFC 2675 makes of it: that another field has the length.
        if segment.is_empty() {
            segment.push(0);
        }
        let (traffic_class, flow_label, hop_limit, source, destination) = numbers;
        let header = Ipv6Header {
            traffic_class,
            flow_label: Ipv6FlowLabel::try_new(flow_label).expect("20 bits"),
            payload_length: segment.len() as u16,
            // ICMP of IPv4 is nothing over IPv6.
            next_header: IpNumber(if protocol == 1 { 200 } else { protocol }),
            hop_limit,
            source,
            destination,
        };
        (0x86DD, [header.to_bytes().to_vec(), segment].concat())
    });
    let arp = (any::<u16>(), any::<[u8; 6]>(), any::<[u8; 4]>(), any::<[u8; 6]>(), any::<[u8; 4]>())
        .prop_map(|(operation, sender, sender_ip, target, target_ip)| {
            let (hardware, protocol) = (ArpHardwareId::ETHERNET, EtherType::IPV4);
            let arp = ArpPacket::new(
                hardware,
                protocol,
                ArpOperation(operation),
                &sender,
                &sender_ip,
                &target,
                &target_ip,
            );
            (0x0806, arp.expect("the addresses fit each other").to_bytes().to_vec())
        });
    let other = vec(any::<u8>(), 0..60).prop_map(|bytes| (0x88B5, bytes));
    let packet = prop_oneof![4 => ipv4, 2 => ipv6, 1 => arp, 1 => other];
    let padding = vec(any::<u8>(), 0..20);
    (packet, any::<[[u8; 6]; 2]>(), any::<bool>(), padding).prop_map(
        |((kind, packet), macs, raw, padding)| {
            let [source, destination] = macs;
            let is_ip = kind == 0x0800 || kind == 0x86DD;
            let padding = if kind == 0x88B5 { vec![] } else { padding };
            if raw && is_ip {
                return Good { link: LinkType::RAW_IP, bytes: [packet, padding].concat() };
            }
            let header = Ethernet2Header { source, destination, ether_type: EtherType(kind) };
            let bytes = [header.to_bytes().to_vec(), packet, padding].concat();
            Good { link: LinkType::ETHERNET, bytes }
        },
    )
}

proptest! {
    #[test]
    fn etherparse_sees_the_same(good in good()) {
        prop_assert_eq!(we_say(good.link, &good.bytes), etherparse_says(good.link, &good.bytes));
    }

    #[test]
    fn all_bits_belong_to_one_field_whatever_arrives(good in good(), lies: [(u8, u8); 2], cut_at: u8) {
        let mut bytes = good.bytes;
        for (place, value) in lies {
            let place = usize::from(place) % bytes.len();
            bytes[place] = value;
        }
        bytes.truncate(usize::from(cut_at));
        laws(good.link, &bytes);
    }

    #[test]
    fn all_bits_belong_to_one_field_of_noise(bytes in vec(any::<u8>(), 0..100), link in 0..110_u16) {
        laws(LinkType(link), &bytes);
        laws(LinkType::ETHERNET, &bytes);
        laws(LinkType::RAW_IP, &bytes);
    }

    #[test]
    fn what_was_cut_off_changes_nothing_before_it(good in good()) {
        let fields = dissect(good.link, &good.bytes);
        for len in 0..=good.bytes.len() {
            prop_assert_eq!(dissect(good.link, &good.bytes[..len]), cut(&fields, len), "{} bytes", len);
        }
    }

    #[test]
    fn captures_of_others_are_read(
        packets in vec((any::<u32>(), 0..1_000_000_u32, vec(any::<u8>(), 0..40), 0..100_u32), 0..5),
        big: bool,
        nano: bool,
        link in prop_oneof![Just(1_u16), Just(101), Just(147)],
    ) {
        let header = PcapHeader {
            endianness: if big { Endianness::Big } else { Endianness::Little },
            ts_resolution: if nano { TsResolution::NanoSecond } else { TsResolution::MicroSecond },
            datalink: DataLink::from(u32::from(link)),
            ..PcapHeader::default()
        };
        let mut writer = PcapWriter::with_header(Vec::new(), header).expect("a `Vec` takes all");
        for (seconds, micros, bytes, more) in &packets {
            let time = Duration::new(u64::from(*seconds), micros * 1000 + u32::from(nano));
            let original_len = bytes.len() as u32 + more;
            writer.write_packet(&PcapPacket::new(time, original_len, bytes)).expect("a `Vec` takes all");
        }
        let mut file = writer.into_writer();
        let capture = read_pcap(&file).expect("it is a capture");
        prop_assert_eq!((capture.link, capture.rest), (LinkType(link), 0));
        prop_assert_eq!(capture.records.len(), packets.len());
        for (record, (seconds, micros, bytes, more)) in capture.records.iter().zip(&packets) {
            let nanos = u64::from(*seconds) * 1_000_000_000 + u64::from(micros * 1000 + u32::from(nano));
            prop_assert_eq!((record.nanos, record.original_len), (nanos, bytes.len() as u32 + more));
            prop_assert_eq!(&record.bytes, bytes);
        }
        // Cut short anywhere, it loses the records that are not whole.
        let whole = file.len();
        while file.len() > 24 {
            file.pop();
            let cut = read_pcap(&file).expect("its header is there");
            prop_assert!(capture.records.starts_with(&cut.records));
            let kept: usize = cut.records.iter().map(|record| 16 + record.bytes.len()).sum();
            prop_assert_eq!(24 + kept + cut.rest, file.len());
            prop_assert!(file.len() == whole || cut.records.len() < packets.len());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..100), magic in 0..4_usize) {
        let _ = read_pcap(&bytes);
        let magic: [u8; 4] =
            [[0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D], [0x4D, 0x3C, 0xB2, 0xA1]]
                [magic];
        let version = if magic[0] == 0xA1 { [0, 2, 0, 4] } else { [2, 0, 4, 0] };
        let file = [&magic[..], &version, &bytes].concat();
        let read = read_pcap(&file);
        prop_assert_eq!(read.is_err(), file.len() < 24);
    }
}

#[test]
fn what_is_no_capture_is_refused() {
    let header = |version: [u8; 4]| [&[0xD4, 0xC3, 0xB2, 0xA1][..], &version, &[0; 16]].concat();
    assert_eq!(read_pcap(b""), Err(PcapError::TooShort { got: 0 }));
    assert_eq!(read_pcap(b"abc"), Err(PcapError::TooShort { got: 3 }));
    assert_eq!(read_pcap(b"abcd"), Err(PcapError::NotPcap { magic: *b"abcd" }));
    assert_eq!(read_pcap(&header([2, 0, 4, 0])[..23]), Err(PcapError::TooShort { got: 23 }));
    assert_eq!(read_pcap(&header([2, 0, 3, 0])), Err(PcapError::Version { major: 2, minor: 3 }));
    assert_eq!(read_pcap(&header([0, 2, 0, 4])), Err(PcapError::Version { major: 512, minor: 1024 }));
}

/// Ends of lengths, and what is behind a value that can't be.
#[test]
fn lies_are_where_it_ends() {
    use FieldName::*;
    let names = |bytes: &[u8]| -> Vec<FieldName> {
        dissect(LinkType::RAW_IP, bytes).iter().map(|field| field.name).collect()
    };
    assert_eq!(names(&[]), []);
    assert_eq!(names(&[0x30, 1]), [Malformed]);
    assert_eq!(names(&[0x44, 0, 0, 20]), [Ipv4Version, Ipv4HeaderLength, Malformed]);
    let start = [Ipv4Version, Ipv4HeaderLength, Ipv4TrafficClass, Ipv4TotalLength];
    assert_eq!(names(&[0x46, 0, 0, 23, 9]), [&start[..], &[Malformed]].concat());
    assert_eq!(names(&[0x46, 0, 0, 23]), start);
    let mut packet = vec![0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 198, 51, 100, 7];
    packet.extend([4, 0, 0, 53, 0, 7, 0, 0, 0xAA]);
    let udp = names(&packet)[14..].to_vec();
    assert_eq!(udp, [UdpSourcePort, UdpDestinationPort, UdpLength, Malformed, Padding]);
}
