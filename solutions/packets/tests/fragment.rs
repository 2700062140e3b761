//! `fragment` against the example of RFC 791, the laws that it rests on, and smoltcp and etherparse.

#[path = "fragment/smoltcp_host.rs"]
mod smoltcp_host;

use std::time::Duration;

use etherparse::SlicedPacket;
use etherparse::defrag::IpDefragPool;
use given::packets::{FragmentError, Hole, Ipv4Error, Ipv4Header, protocol};
use given::time::Micros;
use packets::fragment::{REASSEMBLY_TIMEOUT, Reassembly, copied_options, fragment, room};
use packets::ipv4::{emit, parse};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;

use self::smoltcp_host::Host;

const TOKYO: u32 = 0xC000_0201;
const LONDON: u32 = 0xC633_6407;
const ENOUGH: usize = 1 << 20;

fn header(identification: u16) -> Ipv4Header {
    Ipv4Header { identification, ..Ipv4Header::new(protocol::UDP, TOKYO, LONDON) }
}

fn payload(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * 7 + at / 256) as u8).collect()
}

fn packet(identification: u16, len: usize) -> Vec<u8> {
    emit(&header(identification), &payload(len))
}

/// Offset in bytes, MF, and how many bytes of payload.
fn places(fragments: &[Vec<u8>]) -> Vec<(usize, bool, usize)> {
    let place = |fragment: &Vec<u8>| {
        let (header, payload) = parse(fragment).expect("a fragment is a packet");
        (8 * usize::from(header.fragment_offset), header.more_fragments, payload.len())
    };
    fragments.iter().map(place).collect()
}

fn pushed(reassembly: &mut Reassembly, packets: &[Vec<u8>]) -> Vec<Option<Vec<u8>>> {
    packets.iter().map(|packet| reassembly.push(Micros(0), packet)).collect()
}

/// RFC 791, appendix A, example 2, field by field, but for the checksums, which it does not give.
#[test]
fn the_example_of_rfc_791() {
    let header =
        Ipv4Header { identification: 111, ttl: 123, ..Ipv4Header::new(protocol::TCP, TOKYO, LONDON) };
    let packet = emit(&header, &payload(452));
    assert_eq!(packet.len(), 472);
    let fragments = fragment(&packet, 280).expect("it may be cut");
    assert_eq!(fragments.iter().map(Vec::len).collect::<Vec<_>>(), [276, 216]);
    assert_eq!(places(&fragments), [(0, true, 256), (256, false, 196)]);
    for (fragment, (more_fragments, fragment_offset)) in fragments.iter().zip([(true, 0), (false, 32)]) {
        let (read, _) = parse(fragment).expect("a fragment is a packet");
        assert_eq!(read, Ipv4Header { more_fragments, fragment_offset, ..header.clone() });
    }
    let mut london = Reassembly::new(ENOUGH);
    assert_eq!(pushed(&mut london, &fragments), [None, Some(packet)]);
}

#[test]
fn what_is_left_need_not_be_a_multiple_of_eight() {
    assert_eq!(places(&fragment(&packet(1, 18), 30).unwrap()), [(0, true, 8), (8, false, 10)]);
    assert_eq!(places(&fragment(&packet(1, 19), 30).unwrap()), [(0, true, 8), (8, true, 8), (16, false, 3)]);
}

#[test]
fn a_fragment_is_cut_again() {
    let middle = Ipv4Header { fragment_offset: 4, more_fragments: true, ..header(1) };
    let fragments = fragment(&emit(&middle, &payload(32)), 40).unwrap();
    assert_eq!(places(&fragments), [(32, true, 16), (48, true, 16)]);
    let last = Ipv4Header { fragment_offset: 4, ..header(1) };
    let fragments = fragment(&emit(&last, &payload(30)), 40).unwrap();
    assert_eq!(places(&fragments), [(32, true, 16), (48, false, 14)]);
}

#[test]
fn why_a_packet_is_not_cut() {
    let long = packet(1, 100);
    assert_eq!(fragment(&long, 27), Err(FragmentError::MtuTooSmall { mtu: 27, needed: 28 }));
    assert_eq!(fragment(&long, 0), Err(FragmentError::MtuTooSmall { mtu: 0, needed: 28 }));
    let short = Ipv4Error::Truncated { needed: 20, got: 3 };
    assert_eq!(fragment(&long[..3], 1500), Err(FragmentError::NotIpv4(short)));
    let with_df = emit(&Ipv4Header { dont_fragment: true, ..header(1) }, &payload(100));
    assert_eq!(fragment(&with_df, 119), Err(FragmentError::DontFragment));
    assert_eq!(fragment(&with_df, 120), Ok(vec![with_df]));
    let far = emit(&Ipv4Header { fragment_offset: 8191, ..header(1) }, &payload(100));
    assert_eq!(fragment(&far, 60), Err(FragmentError::PastTheEnd { end: 65_628 }));
}

#[test]
fn bytes_behind_the_total_length_stay_behind() {
    let packet = packet(1, 30);
    let framed = [&packet[..], &[0; 10]].concat();
    assert_eq!(fragment(&framed, 50), Ok(vec![packet.clone()]));
    assert_eq!(Reassembly::new(0).push(Micros(0), &framed), Some(packet));
}

#[test]
fn options_go_where_they_belong() {
    let record_route = [7, 7, 4, 0, 0, 0, 0];
    let stream_id = [0x88, 4, 0, 1];
    let options = [&record_route[..], &[1], &stream_id].concat();
    assert_eq!(copied_options(&options), stream_id);
    let with_options = Ipv4Header { options: options.clone(), ..header(1) };
    let fragments = fragment(&emit(&with_options, &payload(40)), 40).unwrap();
    // 32 bytes of header leave room for 8, and 24 for 16.
    assert_eq!(places(&fragments), [(0, true, 8), (8, true, 16), (24, false, 16)]);
    let of = |fragment: &Vec<u8>| parse(fragment).unwrap().0.options;
    assert_eq!(
        fragments.iter().map(of).collect::<Vec<_>>(),
        [options, stream_id.to_vec(), stream_id.to_vec()]
    );
}

#[test]
fn options_that_are_nonsense_end_the_list() {
    assert_eq!(copied_options(&[]), []);
    assert_eq!(copied_options(&[0x88]), []);
    assert_eq!(copied_options(&[0x88, 0, 0, 0]), []);
    assert_eq!(copied_options(&[0x88, 1, 0x88, 2]), []);
    assert_eq!(copied_options(&[0x88, 5, 0, 0]), []);
    assert_eq!(copied_options(&[0x88, 2, 0x94, 9]), [0x88, 2, 0, 0]);
    assert_eq!(copied_options(&[0, 0x88, 2, 0]), []);
}

#[test]
fn holes_as_they_close() {
    let fragments = fragment(&packet(1, 40), 28).unwrap();
    let hole = |first, last| Hole { first, last };
    let mut london = Reassembly::new(ENOUGH);
    let mut evolution = Vec::new();
    for at in [1, 3, 4, 0] {
        london.push(Micros(0), &fragments[at]);
        evolution.push(london.holes(&fragments[0]));
    }
    assert_eq!(
        evolution,
        [
            vec![hole(0, Some(7)), hole(16, None)],
            vec![hole(0, Some(7)), hole(16, Some(23)), hole(32, None)],
            vec![hole(0, Some(7)), hole(16, Some(23))],
            vec![hole(16, Some(23))],
        ]
    );
    assert!(london.push(Micros(0), &fragments[2]).is_some());
    assert_eq!(london.holes(&fragments[0]), [hole(0, None)]);
}

#[test]
fn contradictions_end_a_packet() {
    let of = |start: usize, len: usize, more_fragments: bool, byte: u8| {
        let fragment_offset = (start / 8) as u16;
        emit(&Ipv4Header { fragment_offset, more_fragments, ..header(1) }, &vec![byte; len])
    };
    let cases = [
        ("other bytes", vec![of(0, 8, true, b'a'), of(0, 8, true, b'b'), of(8, 8, false, b'a')]),
        ("the tail overlaps", vec![of(8, 16, true, b'a'), of(0, 16, true, b'b'), of(24, 8, false, b'a')]),
        ("one inside", vec![of(0, 24, true, b'a'), of(8, 8, true, b'b'), of(24, 8, false, b'a')]),
        ("one around", vec![of(8, 8, true, b'a'), of(0, 24, true, b'b'), of(24, 8, false, b'a')]),
        ("two ends", vec![of(8, 8, false, b'a'), of(16, 8, false, b'a'), of(0, 8, true, b'a')]),
        ("on behind the end", vec![of(8, 8, false, b'a'), of(16, 8, true, b'a'), of(0, 8, true, b'a')]),
        ("an end too early", vec![of(16, 8, true, b'a'), of(8, 8, false, b'a'), of(0, 8, true, b'a')]),
        ("MF or not", vec![of(8, 8, true, b'a'), of(8, 8, false, b'a'), of(0, 8, true, b'a')]),
    ];
    for (name, packets) in cases {
        let mut london = Reassembly::new(ENOUGH);
        assert_eq!(pushed(&mut london, &packets), [None, None, None], "{name}");
        assert!(london.handle_timeout(Micros(0) + Duration::from_secs(59)).is_empty(), "{name}");
    }
}

#[test]
fn nonsense_is_as_if_it_had_never_come() {
    let with = |fragment_offset, more_fragments, len| {
        emit(&Ipv4Header { fragment_offset, more_fragments, ..header(1) }, &payload(len))
    };
    let mut damaged = with(0, true, 8);
    damaged[8] ^= 1;
    for nonsense in [with(1, true, 7), with(1, false, 0), with(0, true, 0), with(8191, false, 8), damaged] {
        let mut london = Reassembly::new(ENOUGH);
        assert_eq!(london.push(Micros(0), &nonsense), None);
        assert_eq!(london.poll_timeout(), None);
    }
    // The largest packet there is.
    let largest = packet(1, 65_515);
    let mut london = Reassembly::new(ENOUGH);
    assert_eq!(pushed(&mut london, &fragment(&largest, 1500).unwrap()).pop(), Some(Some(largest)));
    // Each piece is fine, and together they are too long.
    let first = Ipv4Header { more_fragments: true, options: vec![1; 40], ..header(2) };
    let last = Ipv4Header { fragment_offset: 1, ..header(2) };
    let pieces = [emit(&first, &[0; 8]), emit(&last, &payload(65_500))];
    assert_eq!(pushed(&mut london, &pieces), [None, None]);
    assert_eq!(london.poll_timeout(), None);
}

#[test]
fn packets_are_told_apart_by_four_things() {
    let others = [
        header(2),
        Ipv4Header { protocol: protocol::TCP, ..header(1) },
        Ipv4Header { source: TOKYO + 1, ..header(1) },
        Ipv4Header { destination: LONDON + 1, ..header(1) },
    ];
    for other in others {
        let mut london = Reassembly::new(ENOUGH);
        let ours = fragment(&packet(1, 16), 28).unwrap();
        let theirs = emit(&other, &[b'x'; 16]);
        let pieces = fragment(&theirs, 28).unwrap();
        assert_eq!(london.push(Micros(0), &ours[0]), None);
        assert_eq!(london.push(Micros(0), &pieces[1]), None);
        assert_eq!(london.push(Micros(0), &ours[1]), Some(packet(1, 16)));
        assert_eq!(london.push(Micros(0), &pieces[0]), Some(theirs));
    }
}

#[test]
fn a_whole_packet_is_none_of_their_business() {
    let fragments = fragment(&packet(0, 16), 28).unwrap();
    let whole = emit(&Ipv4Header { dont_fragment: true, ..header(0) }, b"hello");
    let mut london = Reassembly::new(ENOUGH);
    london.push(Micros(0), &fragments[0]);
    assert_eq!(london.push(Micros(0), &whole), Some(whole));
    assert_eq!(london.push(Micros(0), &fragments[1]), Some(packet(0, 16)));
}

#[test]
fn a_minute_and_no_longer() {
    let begin = Micros::from_millis(500);
    let end = begin + REASSEMBLY_TIMEOUT;
    let just_before = Micros(end.0 - 1);
    let fragments = fragment(&packet(1, 24), 28).unwrap();
    let mut london = Reassembly::new(ENOUGH);
    london.push(begin, &fragments[0]);
    london.push(just_before, &fragments[1]);
    assert_eq!(london.poll_timeout(), Some(end));
    assert_eq!(london.push(end, &fragments[2]), None);
    assert_eq!(london.handle_timeout(just_before), Vec::<Vec<u8>>::new());
    assert_eq!(london.handle_timeout(end), [fragments[0].clone()]);
    assert_eq!(london.poll_timeout(), None);

    london.push(begin, &fragments[0]);
    london.push(just_before, &fragments[1]);
    assert_eq!(london.push(just_before, &fragments[2]), Some(packet(1, 24)));
    assert_eq!(london.poll_timeout(), None);
}

#[test]
fn the_oldest_goes_first() {
    let all: Vec<_> = (0..4).map(|id| fragment(&packet(id, 16), 28).unwrap()).collect();
    let mut london = Reassembly::new(3 * 28);
    for pieces in &all {
        london.push(Micros(0), &pieces[0]);
    }
    assert_eq!(london.push(Micros(0), &all[1][1]), Some(packet(1, 16)));
    assert_eq!(london.push(Micros(0), &all[0][1]), None);
    assert_eq!(london.handle_timeout(Micros(u64::MAX)).len(), 2);
}

fn any_packet() -> impl Strategy<Value = (Ipv4Header, Vec<u8>)> {
    let options = prop_oneof![
        3 => Just(vec![]),
        1 => Just(vec![0x94, 4, 0, 0]),
        1 => Just(vec![7, 7, 4, 0, 0, 0, 0, 1]),
        1 => vec(any::<u8>(), 0..11).prop_map(|bytes| bytes.repeat(4)),
    ];
    let payload = prop_oneof![vec(any::<u8>(), 1..60), (0..1400_usize).prop_map(payload)];
    (any::<(u8, u16, u8, u8)>(), options, payload).prop_map(
        |((traffic_class, identification, ttl, protocol), options, payload)| {
            let header = Ipv4Header {
                traffic_class,
                identification,
                ttl,
                options,
                ..Ipv4Header::new(protocol, TOKYO, LONDON)
            };
            (header, payload)
        },
    )
}

proptest! {
    #[test]
    fn pieces_fit_and_are_the_whole((header, payload) in any_packet(), mtu in 0..1500_usize) {
        let packet = emit(&header, &payload);
        let header_bytes = 20 + header.options.len();
        let Ok(fragments) = fragment(&packet, mtu) else {
            prop_assert!(room(header_bytes, mtu) == 0 && packet.len() > mtu);
            return Ok(());
        };
        let mut next = 0;
        for (index, piece) in fragments.iter().enumerate() {
            prop_assert!(piece.len() <= mtu);
            let (read, part) = parse(piece).unwrap();
            prop_assert_eq!(8 * usize::from(read.fragment_offset), next);
            prop_assert_eq!(part, &payload[next..next + part.len()]);
            prop_assert_eq!(read.more_fragments, index + 1 < fragments.len());
            next += part.len();
        }
        prop_assert_eq!(next, payload.len());
    }

    #[test]
    fn any_order_any_doubles_and_any_way(
        (header, payload) in any_packet(),
        mtus in vec(68..600_usize, 3),
        seed in any::<prop::sample::Index>(),
        doubled in subsequence((0..8_usize).collect::<Vec<_>>(), 0..8),
    ) {
        let packet = emit(&header, &payload);
        let mut pieces = vec![packet.clone()];
        for mtu in mtus {
            pieces = pieces.iter().flat_map(|piece| fragment(piece, mtu).unwrap()).collect();
        }
        let doubles: Vec<_> = doubled.iter().filter_map(|at| pieces.get(*at).cloned()).collect();
        if pieces.len() > 1 {
            pieces.extend(doubles);
        }
        let middle = seed.index(pieces.len());
        pieces.rotate_left(middle);
        pieces.reverse();
        let mut london = Reassembly::new(ENOUGH);
        let whole: Vec<_> = pushed(&mut london, &pieces).into_iter().flatten().collect();
        prop_assert_eq!(&whole[0], &packet);
    }

    #[test]
    fn nothing_panics(packets in vec(vec(any::<u8>(), 0..80), 1..20), mtu in 0..100_usize, fix in any::<bool>()) {
        let mut london = Reassembly::new(100);
        for mut packet in packets {
            if fix && packet.len() >= 20 {
                packet[0] = 0x45;
                let len = packet.len() as u16;
                packet[2..4].copy_from_slice(&len.to_be_bytes());
                let sum = packets::checksum::checksum(&packet[..20], 10);
                packet[10..12].copy_from_slice(&sum.to_be_bytes());
            }
            let _ = fragment(&packet, mtu);
            let _ = copied_options(&packet);
            london.push(Micros(0), &packet);
            london.holes(&packet);
        }
    }

    #[test]
    fn etherparse_puts_our_pieces_together(
        (header, payload) in any_packet(),
        mtu in 68..600_usize,
        turn in any::<prop::sample::Index>(),
    ) {
        // etherparse takes an authentication header, protocol 51, for a part of the IP header.
        let header = Ipv4Header { protocol: protocol::UDP, ..header };
        let mut pieces = fragment(&emit(&header, &payload), mtu).unwrap();
        prop_assume!(pieces.len() > 1);
        let at = turn.index(pieces.len());
        pieces.rotate_left(at);
        let mut pool = IpDefragPool::<(), ()>::new();
        let mut london = Reassembly::new(ENOUGH);
        for piece in &pieces {
            let sliced = SlicedPacket::from_ip(piece).unwrap();
            let theirs = pool.process_sliced_packet(&sliced, (), ()).unwrap();
            let ours = london.push(Micros(0), piece);
            let ours = ours.as_deref().map(|whole| parse(whole).unwrap().1.to_vec());
            prop_assert_eq!(theirs.map(|whole| whole.payload), ours);
        }
    }

    /// smoltcp keeps 1500 bytes and 4 gaps.
    #[test]
    fn smoltcp_puts_our_pieces_together(len in 100..1400_usize, mtu in 400..700_usize, turn in 0..4_usize) {
        let mut pieces = fragment(&packet(9, len), mtu).unwrap();
        let turn = turn.min(pieces.len() - 1);
        pieces.rotate_left(turn);
        let mut host = Host::new(LONDON, 1500);
        for piece in pieces {
            host.receives(piece);
        }
        let came = host.came();
        prop_assert_eq!(came.len(), 1);
        prop_assert_eq!(parse(&came[0]).unwrap().1, payload(len));
    }

    /// smoltcp makes all fragments a multiple of 8, also the last but one that could take all that is left. So the
    /// places are compared where that makes no difference.
    #[test]
    fn we_cut_like_smoltcp(len in 100..1400_usize, units in 9..80_usize) {
        let mtu = 20 + 8 * units;
        let packet = smoltcp_host::udp_packet(TOKYO, LONDON, &payload(len));
        let theirs = Host::new(TOKYO, mtu).sends(&packet);
        let packet = smoltcp_host::identified(&packet, &theirs[0]);
        if theirs.len() > 1 {
            prop_assert_eq!(&theirs, &fragment(&packet, mtu).unwrap());
        }
        let mut london = Reassembly::new(ENOUGH);
        let whole = pushed(&mut london, &theirs).pop().flatten().unwrap();
        prop_assert_eq!(parse(&whole).unwrap().1, payload(len));
    }
}
