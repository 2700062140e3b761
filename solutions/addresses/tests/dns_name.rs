//! `dns_name` against the picture in RFC 1035, tables of mistakes, and the crate `hickory-proto`.

use addresses::dns_name::{MAX_LABEL, MAX_NAME, decode_name, encode_name, parse_name, same_name};
use given::addresses::Name;
use given::addresses::NameError::{
    self, EmptyLabel, LabelTooLong, NameTooLong, NotPlain, PointerNotPrior, ReservedBits, Truncated,
};
use hickory_proto::rr::Name as Foreign;
use hickory_proto::serialize::binary::{BinDecodable, BinDecoder, BinEncodable, BinEncoder};
use proptest::prelude::*;
use proptest::sample::Index;

fn name(text: &str) -> Name {
    parse_name(text).expect("the tests spell names well")
}

/// RFC 1035 §4.1.4 draws four names, and leaves open what is between them.
#[test]
fn the_names_of_the_rfc_are_read() {
    let mut message = vec![0xFF; 93];
    message[20..32].copy_from_slice(b"\x01F\x03ISI\x04ARPA\x00");
    message[40..46].copy_from_slice(b"\x03FOO\xC0\x14");
    message[64..66].copy_from_slice(b"\xC0\x1A");
    message[92] = 0;
    let names = [(20, "F.ISI.ARPA", 32), (40, "FOO.F.ISI.ARPA", 46), (64, "ARPA", 66), (92, ".", 93)];
    for (at, text, next) in names {
        assert_eq!(decode_name(&message, at), Ok((name(text), next)), "{text}");
    }
}

#[test]
fn messages_of_hickory_are_read() {
    let records = corpus::records(include_str!("../../../grader/corpus/addresses/dns_names.txt"));
    assert!(records.len() > 5);
    for record in records {
        let message = record.bytes("message");
        for line in record.all("name") {
            let [at, next, text] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let [at, next] = [at, next].map(|place| place.parse().expect("it is a number"));
            assert_eq!(decode_name(&message, at), Ok((name(text), next)), "{record}");
        }
    }
}

#[test]
fn a_text_is_split_at_its_dots() {
    let names: &[(&str, &[&[u8]])] = &[
        (".", &[]),
        ("a", &[b"a"]),
        ("a.", &[b"a"]),
        ("www.London.example", &[b"www", b"London", b"example"]),
        ("_dns.resolver.arpa.", &[b"_dns", b"resolver", b"arpa"]),
        ("*.example", &[b"*", b"example"]),
        ("1.2.0.192.in-addr.arpa", &[b"1", b"2", b"0", b"192", b"in-addr", b"arpa"]),
        ("!\"#$%&'()*+,-/:;<=>?@[]^_`{|}~.example", &[b"!\"#$%&'()*+,-/:;<=>?@[]^_`{|}~", b"example"]),
    ];
    for (text, labels) in names {
        let labels = labels.iter().map(|label| label.to_vec()).collect();
        assert_eq!(parse_name(text), Ok(Name { labels }), "{text}");
    }
}

#[test]
fn every_mistake_in_a_text_has_its_error() {
    let mistakes: &[(&str, NameError)] = &[
        ("", EmptyLabel { label: 1 }),
        ("..", EmptyLabel { label: 1 }),
        (".example", EmptyLabel { label: 1 }),
        ("www..example", EmptyLabel { label: 2 }),
        ("www.example..", EmptyLabel { label: 3 }),
        ("www.lon don.example", NotPlain { label: 2 }),
        ("www.example\n", NotPlain { label: 2 }),
        ("\0.example", NotPlain { label: 1 }),
        ("\u{7F}.example", NotPlain { label: 1 }),
        ("www.zürich.example", NotPlain { label: 2 }),
        ("www。example", NotPlain { label: 1 }),
        (r"a\.b.example", NotPlain { label: 1 }),
        (r"www.\097.example", NotPlain { label: 2 }),
        // The first wrong label decides, and in it the first in the list.
        ("a b..example", NotPlain { label: 1 }),
        (".a b", EmptyLabel { label: 1 }),
    ];
    for (text, error) in mistakes {
        assert_eq!(parse_name(text), Err(*error), "{text:?}");
    }
    let long = "a".repeat(64);
    assert_eq!(parse_name(&format!("www.{long}")), Err(LabelTooLong { label: 2, bytes: 64 }));
    assert_eq!(parse_name(&format!("{long} ")), Err(NotPlain { label: 1 }));
    assert_eq!(parse_name(&format!("{long}..a")), Err(LabelTooLong { label: 1, bytes: 64 }));
    let many = "a.".repeat(200);
    assert_eq!(parse_name(&format!("{many}.")), Err(EmptyLabel { label: 201 }));
    assert_eq!(parse_name(&many), Err(NameTooLong));
}

/// A name of labels with these lengths.
fn name_of(lengths: &[usize]) -> Name {
    Name { labels: lengths.iter().map(|length| vec![b'a'; *length]).collect() }
}

#[test]
fn a_label_has_at_most_63_bytes() {
    assert_eq!(MAX_LABEL, 63);
    assert_eq!(parse_name(&"a".repeat(63)), Ok(name_of(&[63])));
    for bytes in [64, 65, 255, 256, 319] {
        assert_eq!(parse_name(&"a".repeat(bytes)), Err(LabelTooLong { label: 1, bytes }));
    }
    let (wire, end) = (encode_name(&name_of(&[63])), 65);
    assert_eq!(decode_name(&wire, 0), Ok((name_of(&[63]), end)));
    // What 64 would be is a reserved bit.
    let mut wire = wire;
    wire[0] = 64;
    assert_eq!(decode_name(&wire, 0), Err(ReservedBits { at: 0 }));
}

#[test]
fn a_name_takes_at_most_255_bytes() {
    assert_eq!(MAX_NAME, 255);
    let longest: &[&[usize]] = &[&[63, 63, 63, 61], &[1; 127], &[62, 63, 63, 62]];
    for lengths in longest {
        let name = name_of(lengths);
        let wire = encode_name(&name);
        assert_eq!(wire.len(), 255);
        assert_eq!(decode_name(&wire, 0), Ok((name.clone(), 255)));
        let text = name.to_string();
        assert_eq!(parse_name(&text), Ok(name.clone()));
        assert_eq!(parse_name(text.strip_suffix('.').expect("there is always one")), Ok(name.clone()));

        let mut longer = name;
        longer.labels[0].push(b'a');
        if longer.labels[0].len() > MAX_LABEL {
            longer.labels[0] = b"aa".to_vec();
            longer.labels.push(vec![b'a'; 61]);
        }
        assert_eq!(parse_name(&longer.to_string()), Err(NameTooLong));
        assert_eq!(decode_name(&encode_name(&longer), 0), Err(NameTooLong));
    }
}

/// Pointers spell out as what they stand for.
#[test]
fn pointers_do_not_stretch_the_limit() {
    let mut message = encode_name(&name_of(&[63, 63, 63]));
    let first = message.len();
    message.extend_from_slice(&encode_name(&name_of(&[61]))[..62]);
    message.extend_from_slice(&[0xC0, 0]);
    let second = message.len();
    assert_eq!(decode_name(&message, first), Ok((name_of(&[61, 63, 63, 63]), second)));

    message.extend_from_slice(&encode_name(&name_of(&[62]))[..63]);
    message.extend_from_slice(&[0xC0, 0]);
    assert_eq!(decode_name(&message, second), Err(NameTooLong));
}

#[test]
fn the_next_field_is_behind_the_first_pointer() {
    let message = b"\x07example\x00\x06london\xC0\x00\x03www\xC0\x09\xC0\x12\xC0\x18";
    let names = [
        (9, "london.example", 18),
        (18, "www.london.example", 24),
        (24, "www.london.example", 26),
        (26, "www.london.example", 28),
        (16, "example", 18),
        (8, ".", 9),
    ];
    for (at, text, next) in names {
        assert_eq!(decode_name(message, at), Ok((name(text), next)), "{at}");
    }
}

#[test]
fn the_root_can_be_pointed_to() {
    assert_eq!(decode_name(b"\x00\xC0\x00", 1), Ok((name("."), 3)));
    assert_eq!(decode_name(b"\x00\x01a\xC0\x00", 1), Ok((name("a"), 5)));
}

#[test]
fn every_mistake_in_a_message_has_its_error() {
    let mistakes: &[(&[u8], usize, NameError)] = &[
        // The end is missing.
        (b"", 0, Truncated),
        (b"\x00", 1, Truncated),
        (b"\x00", usize::MAX, Truncated),
        (b"\x01a", 0, Truncated),
        (b"\x02a", 0, Truncated),
        (b"\x3F", 0, Truncated),
        (b"\x00\xC0", 1, Truncated),
        (b"\x00\x03www\xC0", 1, Truncated),
        // A pointer leads to itself, to its own run, forwards, behind the end.
        (b"\xC0\x00", 0, PointerNotPrior { at: 0, target: 0 }),
        (b"\x03www\xC0\x00", 0, PointerNotPrior { at: 4, target: 0 }),
        (b"\x03www\xC0\x04", 0, PointerNotPrior { at: 4, target: 4 }),
        (b"\x01a\x01b\xC0\x02", 0, PointerNotPrior { at: 4, target: 2 }),
        (b"\xC0\x02\x00", 0, PointerNotPrior { at: 0, target: 2 }),
        (b"\xC0\x01", 0, PointerNotPrior { at: 0, target: 1 }),
        (b"\x00\xFF\xFF", 1, PointerNotPrior { at: 1, target: 0x3FFF }),
        // Two pointers lead to each other; or one leads back, and the other forwards.
        (b"\xC0\x02\xC0\x00", 2, PointerNotPrior { at: 0, target: 2 }),
        (b"\x01a\xC0\x04\x01b\xC0\x00", 4, PointerNotPrior { at: 2, target: 4 }),
        // The earlier run does not end before the later one: with a label, with a pointer, just so.
        (b"\x03ab\xC0\x00\x00", 3, Truncated),
        (b"\x01a\xC0\x00", 2, Truncated),
        (b"\x00\xC0\xC0\x01\x00", 2, Truncated),
        // Reserved bits, at once and on the way.
        (b"\x40", 0, ReservedBits { at: 0 }),
        (b"\x80\x00", 0, ReservedBits { at: 0 }),
        (b"\x03www\xBF", 0, ReservedBits { at: 4 }),
        (b"\x7F\xC0\x00", 1, ReservedBits { at: 0 }),
    ];
    for (message, at, error) in mistakes {
        assert_eq!(decode_name(message, *at), Err(*error), "{} at {at}", message.escape_ascii());
    }
}

/// As many pointers as the first 16 KiB hold, each to the one before it.
#[test]
fn a_long_chain_of_pointers_comes_to_an_end() {
    let mut message = vec![0, 0];
    for target in (0..0x3FFE_u16).step_by(2) {
        message.extend_from_slice(&(0xC000 | target).to_be_bytes());
    }
    let last = message.len() - 2;
    assert_eq!(decode_name(&message, last), Ok((name("."), last + 2)));
    message[0] = 0x80;
    assert_eq!(decode_name(&message, last), Err(ReservedBits { at: 0 }));
}

#[test]
fn the_far_end_of_16383_bytes_can_be_reached() {
    let mut message = vec![0xFF; 0x4000];
    message[0x3FFF] = 0;
    message.extend_from_slice(b"\x01a\xFF\xFF");
    assert_eq!(decode_name(&message, 0x4000), Ok((name("a"), 0x4004)));
}

/// All pairs of bytes: 26 letters have another case, and nothing else has one.
#[test]
fn only_ascii_letters_have_a_case() {
    for one in 0..=u8::MAX {
        for other in 0..=u8::MAX {
            let names = [one, other].map(|byte| Name { labels: vec![vec![byte]] });
            let letters = one.is_ascii_alphabetic() && other.is_ascii_alphabetic();
            let expected = one == other || letters && one & 0x1F == other & 0x1F;
            assert_eq!(same_name(&names[0], &names[1]), expected, "{one} {other}");
        }
    }
}

#[test]
fn labels_are_compared_one_by_one() {
    let different = [
        ("a", "."),
        ("a.b", "a"),
        ("a.b", "b"),
        ("a.b", "ab"),
        ("a.bc", "ab.c"),
        ("a.b", "b.a"),
        ("a.b.c", "a.b.d"),
        ("xn--bcher-kva", "xn--bcher-kvb"),
    ];
    for (one, other) in different {
        assert!(!same_name(&name(one), &name(other)), "{one} {other}");
        assert!(!same_name(&name(other), &name(one)), "{other} {one}");
    }
    let dot_inside = Name { labels: vec![b"a.b".to_vec()] };
    assert!(!same_name(&dot_inside, &name("a.b")));
    assert!(same_name(&name("."), &name(".")));
}

/// The examples of RFC 4343 §2.2, and a dot alone.
#[test]
fn odd_labels_are_shown_with_escapes() {
    let names: &[(&[&[u8]], &str)] = &[
        (&[b"Donald E. Eastlake 3rd", b"example"], r"Donald\032E\.\032Eastlake\0323rd.example."),
        (&[b"a\x00\\\xFFz", b"example"], r"a\000\\\255z.example."),
        (&[b".", b"~!"], r"\..~!."),
        (&[], "."),
    ];
    for (labels, text) in names {
        let labels = labels.iter().map(|label| label.to_vec()).collect();
        assert_eq!(Name { labels }.to_string(), *text);
    }
}

/// Well-formed names, of bytes as `byte` maps them. The lengths of the labels are often at an edge.
///
/// The strategy maps plain numbers: value trees of many nested ones are slow.
fn names_of(byte: fn(u8) -> u8) -> impl Strategy<Value = Name> {
    (prop::collection::vec(any::<u16>(), 0..24), any::<[u8; 32]>()).prop_map(move |(numbers, bytes)| {
        let mut name = Name::default();
        for number in numbers {
            let length = match number % 8 {
                0..=4 => 1 + number / 8 % 7,
                5 => 60 + number / 8 % 4,
                _ => 1 + number / 8 % 63,
            };
            let turned = bytes.iter().cycle().skip(usize::from(number % 32));
            name.labels.push(turned.take(usize::from(length)).map(|each| byte(*each)).collect());
            if encode_name(&name).len() > MAX_NAME {
                name.labels.pop();
            }
        }
        name
    })
}

fn names() -> impl Strategy<Value = Name> {
    names_of(|byte| byte)
}

/// Names that a text can spell.
fn plain_names() -> impl Strategy<Value = Name> {
    names_of(|byte| match b'!' + byte % 94 {
        b'.' | b'\\' => b'x',
        plain => plain,
    })
}

/// Names as machines have them, which is all that `hickory-proto` reads from a text.
fn host_names() -> impl Strategy<Value = Name> {
    names_of(|byte| b"abcxyzABCXYZ0189_"[usize::from(byte % 17)])
}

/// Names that often have labels in common.
fn similar_names() -> impl Strategy<Value = Name> {
    names_of(|byte| b'a' + byte % 2)
}

/// A message made of little else than names: labels, roots, reserved bytes, and pointers, most of them to
/// where something begins. And the places where something begins.
fn graphs() -> impl Strategy<Value = (Vec<u8>, Vec<usize>)> {
    prop::collection::vec((0_u8..12, any::<u16>()), 1..40).prop_map(|pieces| {
        let (mut message, mut places) = (Vec::new(), Vec::new());
        for (kind, number) in pieces {
            places.push(message.len());
            let pointer = |target: usize| (0xC000 | target as u16).to_be_bytes();
            let number = usize::from(number);
            match kind {
                0..=1 => message.push(0),
                2..=4 => {
                    message.extend_from_slice([&b"\x01a"[..], b"\x02bc", b"\x03def"][usize::from(kind) - 2])
                }
                5..=8 => message.extend_from_slice(&pointer(places[number % places.len()])),
                9..=10 => message.extend_from_slice(&pointer(number % 80)),
                _ => message.push(0x40 + (number % 0x80) as u8),
            }
        }
        (message, places)
    })
}

/// What `hickory-proto` reads at this place.
fn foreign(message: &[u8], at: usize) -> Option<(Name, usize)> {
    let mut decoder = BinDecoder::new(message).clone(u16::try_from(at).ok()?);
    let read = Foreign::read(&mut decoder).ok()?;
    Some((Name { labels: read.iter().map(<[u8]>::to_vec).collect() }, decoder.index()))
}

fn to_foreign(name: &Name) -> Foreign {
    Foreign::from_labels(name.labels.iter().map(Vec::as_slice)).expect("the name is well formed")
}

/// `hickory-proto` lets the second byte of a pointer be the first byte of the later run. To us, such a run
/// does not end before the later one.
fn has_straddling_pointer(message: &[u8], at: usize) -> bool {
    let (mut limit, mut run, mut here) = (message.len(), at, at);
    while let Some(&first) = message.get(here) {
        match first >> 6 {
            0b00 if first != 0 => here += 1 + usize::from(first),
            0b11 if here + 1 == limit => return true,
            0b11 => {
                let Some(&second) = message.get(here + 1) else { return false };
                let target = usize::from(first & 0x3F) << 8 | usize::from(second);
                if target >= run {
                    return false;
                }
                (limit, run, here) = (run, target, target);
            }
            _ => return false,
        }
    }
    false
}

/// Reads at every place of the message, ours and theirs.
fn compare_everywhere(message: &[u8]) -> Result<(), TestCaseError> {
    for at in 0..=message.len() {
        let ours = decode_name(message, at);
        if ours == Err(Truncated) && has_straddling_pointer(message, at) {
            continue;
        }
        prop_assert_eq!(ours.clone().ok(), foreign(message, at), "at {}: {:?}", at, ours);
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_name_survives(
        name in names(),
        before in prop::collection::vec(any::<u8>(), 0..40),
        behind in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let wire = encode_name(&name);
        let message = [before.clone(), wire.clone(), behind].concat();
        let next = before.len() + wire.len();
        prop_assert_eq!(decode_name(&message, before.len()), Ok((name, next)));
    }

    #[test]
    fn every_plain_name_survives_as_text(name in plain_names()) {
        let text = name.to_string();
        prop_assert_eq!(parse_name(&text), Ok(name.clone()));
        if text != "." {
            prop_assert_eq!(parse_name(&text[..text.len() - 1]), Ok(name));
        }
    }

    /// What we accept is well formed, and is what was written.
    #[test]
    fn any_text_may_come(
        text in prop_oneof![any::<String>(), "[a-z. é\\\\]{0,12}", "([a-z]{0,64}\\.?){0,6}"],
    ) {
        if let Ok(name) = parse_name(&text) {
            prop_assert!(name.labels.iter().all(|label| (1..=63).contains(&label.len())));
            prop_assert!(encode_name(&name).len() <= 255);
            let again = name.to_string();
            prop_assert!(again == text || again == format!("{text}."), "{}", again);
        }
    }

    #[test]
    fn any_bytes_may_come(
        message in prop::collection::vec(any::<u8>(), 0..80),
        at in prop_oneof![0_usize..82, any::<usize>()],
    ) {
        if let Ok((name, next)) = decode_name(&message, at) {
            prop_assert!(name.labels.iter().all(|label| (1..=63).contains(&label.len())));
            prop_assert!(encode_name(&name).len() <= 255);
            prop_assert!(at < next && next <= message.len());
            // What is behind the name does not matter to it.
            prop_assert_eq!(decode_name(&message[..next], at), Ok((name, next)));
        }
    }

    #[test]
    fn a_cut_at_any_byte_is_noticed((message, places) in graphs(), index: Index) {
        let at = *index.get(&places);
        let whole = decode_name(&message, at);
        if let Ok((_, next)) = whole {
            for end in 0..next {
                let cut = decode_name(&message[..end], at);
                // Nothing but the end can be wrong: all pointers but the first lead to bytes before it.
                prop_assert_eq!(cut, Err(Truncated), "{}", end);
            }
        }
    }

    #[test]
    fn hickory_reads_the_same_from_graphs((message, _) in graphs()) {
        compare_everywhere(&message)?;
    }

    #[test]
    fn hickory_reads_the_same_from_any_bytes(
        message in prop::collection::vec(prop_oneof![any::<u8>(), 0_u8..12, Just(0xC0)], 0..60),
    ) {
        compare_everywhere(&message)?;
    }

    #[test]
    fn hickory_writes_the_same(name in names()) {
        let wire = to_foreign(&name).to_bytes().expect("the name is well formed");
        prop_assert_eq!(encode_name(&name), wire);
    }

    #[test]
    fn hickory_reads_what_we_write(name in names()) {
        let wire = encode_name(&name);
        prop_assert_eq!(foreign(&wire, 0), Some((name, wire.len())));
    }

    /// Names with common ends, one behind the other, and every pointer that `hickory-proto` finds a use for.
    #[test]
    fn pointers_of_hickory_are_followed(
        end in similar_names(),
        starts in prop::collection::vec((similar_names(), any::<Index>()), 1..8),
    ) {
        let mut wire = Vec::new();
        let mut written = Vec::new();
        let mut encoder = BinEncoder::new(&mut wire);
        for (start, index) in starts {
            let kept = index.index(end.labels.len() + 1);
            let mut name = Name { labels: end.labels[kept..].to_vec() };
            for label in start.labels {
                if encode_name(&name).len() + 1 + label.len() <= MAX_NAME {
                    name.labels.insert(0, label);
                }
            }
            let at = encoder.len();
            to_foreign(&name).emit(&mut encoder).expect("there is room");
            written.push((at, name, encoder.len()));
        }
        for (at, name, next) in written {
            prop_assert_eq!(decode_name(&wire, at), Ok((name, next)));
        }
    }

    #[test]
    fn hickory_reads_host_names_as_we_do(name in host_names()) {
        let text = name.to_string();
        let theirs = Foreign::from_ascii(&text).expect("such labels are fine");
        let labels: Vec<Vec<u8>> = theirs.iter().map(<[u8]>::to_vec).collect();
        prop_assert_eq!(parse_name(&text).expect("so they are").labels, labels);
    }

    #[test]
    fn hickory_compares_as_we_do(
        name in names(),
        other in names(),
        flips in prop::collection::vec(any::<bool>(), 63),
    ) {
        let mut cased = name.clone();
        for label in &mut cased.labels {
            for (byte, _) in label.iter_mut().zip(&flips).filter(|(_, flip)| **flip) {
                *byte = byte.to_ascii_uppercase();
            }
        }
        prop_assert!(same_name(&name, &cased) && same_name(&cased, &name));
        prop_assert!(to_foreign(&name) == to_foreign(&cased));
        prop_assert_eq!(same_name(&name, &other), to_foreign(&name) == to_foreign(&other));
    }
}
