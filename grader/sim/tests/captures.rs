//! Capture files, read back byte by byte and block by block.

use sim::{LinkType, Micros, Trace, Vantage, pcapng};

/// A block: its type, and what is between the two lengths.
fn blocks(file: &[u8]) -> Vec<(u32, &[u8])> {
    let mut blocks = Vec::new();
    let mut rest = file;
    while !rest.is_empty() {
        let length = number(rest, 4) as usize;
        assert!(length.is_multiple_of(4) && length >= 12, "a block of {length} bytes");
        assert_eq!(number(&rest[length - 4..], 0) as usize, length, "the length at the end");
        blocks.push((number(rest, 0), &rest[8..length - 4]));
        rest = &rest[length..];
    }
    blocks
}

/// Options, by number.
fn options(mut rest: &[u8]) -> Vec<(u16, &[u8])> {
    let mut options = Vec::new();
    loop {
        let (code, length) = (number(rest, 0) as u16, (number(rest, 0) >> 16) as usize);
        if code == 0 {
            assert_eq!((length, rest.len()), (0, 4), "nothing follows the end of options");
            return options;
        }
        options.push((code, &rest[4..4 + length]));
        rest = &rest[4 + length.next_multiple_of(4)..];
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}

#[derive(Debug, PartialEq, Eq)]
struct Packet {
    interface: u32,
    at: u64,
    bytes: Vec<u8>,
    length: u32,
    comment: Option<String>,
    direction: u32,
}

fn packets(file: &[u8]) -> Vec<Packet> {
    let packet = |body: &[u8]| {
        let captured = number(body, 12) as usize;
        let options = options(&body[20 + captured.next_multiple_of(4)..]);
        let comment = options.iter().find(|(code, _)| *code == 1);
        let direction = options.iter().find(|(code, _)| *code == 2).unwrap().1;
        Packet {
            interface: number(body, 0),
            at: u64::from(number(body, 4)) << 32 | u64::from(number(body, 8)),
            bytes: body[20..20 + captured].to_vec(),
            length: number(body, 16),
            comment: comment.map(|(_, text)| String::from_utf8(text.to_vec()).unwrap()),
            direction: number(direction, 0),
        }
    };
    blocks(file).into_iter().filter(|(kind, _)| *kind == 6).map(|(_, body)| packet(body)).collect()
}

#[test]
fn a_tiny_capture_byte_by_byte() {
    let mut trace = Trace::new();
    let (a, b) = (trace.actor("a"), trace.actor("bc"));
    trace.message(a, b, "x").sent(Micros(0x0001_0000_0002)).carrying([0x45, 0, 1]).lost("fate 1: drop");
    let file = pcapng(&trace, LinkType::RAW_IP, Vantage::Everywhere);
    #[rustfmt::skip]
    let expected = [
        // Section header: type, length, byte order, version 1.0, unknown length, length.
        &[0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0][..],
        &[0xff; 8], &[28, 0, 0, 0],
        // Interface 0: type, length, link type 101, reserved, no limit; name; resolution; end; length.
        &[1, 0, 0, 0, 40, 0, 0, 0, 101, 0, 0, 0, 0, 0, 0, 0],
        &[2, 0, 1, 0, b'a', 0, 0, 0], &[9, 0, 1, 0, 6, 0, 0, 0], &[0; 4], &[40, 0, 0, 0],
        // Interface 1.
        &[1, 0, 0, 0, 40, 0, 0, 0, 101, 0, 0, 0, 0, 0, 0, 0],
        &[2, 0, 2, 0, b'b', b'c', 0, 0], &[9, 0, 1, 0, 6, 0, 0, 0], &[0; 4], &[40, 0, 0, 0],
        // Packet: type, length, interface, time (high, low), captured, original, bytes and padding.
        &[6, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0],
        &[3, 0, 0, 0, 3, 0, 0, 0, 0x45, 0, 1, 0],
        // Comment, flags (outbound), end, length.
        &[1, 0, 12, 0], b"fate 1: drop", &[2, 0, 4, 0, 2, 0, 0, 0], &[0; 4], &[64, 0, 0, 0],
    ];
    assert_eq!(file, expected.concat());
}

/// Something of each kind.
fn every_kind() -> Trace {
    let ms = Micros::from_millis;
    let mut trace = Trace::new();
    let (a, b) = (trace.actor("a"), trace.actor("b"));
    trace.message(a, b, "late").carrying([1]).sent(ms(0)).fated("fate 1: delay 30 ms").arrives(ms(80));
    trace.message(a, b, "lost").carrying([2]).sent(ms(1)).lost("fate 2: drop");
    trace
        .message(a, b, "bad")
        .carrying([3])
        .sent(ms(2))
        .arrives(ms(52))
        .damaged_into("fate 3: bit 7 flipped", [2]);
    trace
        .message(a, b, "twice")
        .carrying([4])
        .sent(ms(3))
        .fated("fate 4: dup")
        .arrives(ms(53))
        .again()
        .arrives(ms(54));
    trace.message(b, a, "answer").carrying([5; 5]).sent(ms(52)).arrives(ms(102));
    trace.message(b, a, "no bytes").sent(ms(52)).arrives(ms(102));
    trace.note(a, "a note").at(ms(52));
    trace
}

#[test]
fn everywhere_each_packet_is_seen_as_it_leaves() {
    let file = pcapng(&every_kind(), LinkType::USER0, Vantage::Everywhere);
    let seen: Vec<_> = packets(&file)
        .into_iter()
        .map(|packet| {
            assert_eq!((packet.length as usize, packet.direction), (packet.bytes.len(), 2));
            (packet.interface, packet.at, packet.bytes, packet.comment.unwrap_or_default())
        })
        .collect();
    let expected = [
        (0, 0, vec![1], "fate 1: delay 30 ms"),
        (0, 1_000, vec![2], "fate 2: drop"),
        (0, 2_000, vec![3], "fate 3: bit 7 flipped"),
        (0, 3_000, vec![4], "fate 4: dup"),
        (0, 3_000, vec![4], "a copy that the network made (fate 4: dup)"),
        (1, 52_000, vec![5; 5], ""),
    ];
    assert_eq!(
        seen,
        expected.map(|(interface, at, bytes, comment)| (interface, at, bytes, comment.to_owned()))
    );
}

#[test]
fn at_one_actor_packets_are_seen_as_they_arrive() {
    let trace = every_kind();
    let [a, b] = [0, 1].map(|place| match &trace.events()[if place == 0 { 0 } else { 5 }] {
        sim::Event::Message(message) => message.from,
        sim::Event::Note(_) => unreachable!("these are messages"),
    });
    let seen = |actor| -> Vec<_> {
        let file = pcapng(&trace, LinkType::USER0, Vantage::At(actor));
        packets(&file)
            .into_iter()
            .map(|packet| (packet.at / 1000, packet.direction, packet.bytes[0]))
            .collect()
    };
    assert_eq!(seen(a), [(0, 2, 1), (1, 2, 2), (2, 2, 3), (3, 2, 4), (102, 1, 5)]);
    assert_eq!(seen(b), [(52, 1, 2), (52, 2, 5), (53, 1, 4), (54, 1, 4), (80, 1, 1)]);
}
