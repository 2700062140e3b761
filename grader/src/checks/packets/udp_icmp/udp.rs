//! Datagrams, sent and read.

use given::packets::{Ends, UdpError, UdpPorts};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::model::{self, Answer, Arrival, Datagram, HEADER, TCP, UDP, V4, V6, is_same, word};
use super::{pictures, vectors};
use crate::script::{Script, call};
use crate::spell::{Bytes, Ref, Slice, Spell};
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict};

/// Random bytes; zeros and ones are common.
pub(super) fn data(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![2 => any::<u8>(), 1 => Just(0xFF), 1 => Just(0)], 0..most)
}

fn any_ends() -> impl Strategy<Value = Ends> {
    prop_oneof![
        (any::<u32>(), any::<u32>()).prop_map(|(source, destination)| Ends::V4 { source, destination }),
        (any::<u128>(), any::<u128>()).prop_map(|(source, destination)| Ends::V6 { source, destination }),
    ]
}

/// Every fourth has a checksum that comes out as 0.
fn any_datagram() -> impl Strategy<Value = Datagram> {
    (any_ends(), any::<(u16, u16)>(), data(40), 0..4).prop_map(|(ends, (source, destination), data, kind)| {
        let datagram = Datagram::new(ends, source, destination, &data);
        if kind == 0 { datagram.of_zero() } else { datagram }
    })
}

fn ask_emit(datagram: &Datagram) -> Script {
    let Datagram { ends, ports, data } = datagram;
    call("udp_emit", (Ref(*ends), Ref(*ports), Bytes(data.clone())))
}

/// The datagram that the learner's code made, shown in a few words: the picture has the rest.
fn emitted(seen: &mut Seen<'_>) -> Result<Vec<u8>, Trouble> {
    let Bytes(own) = seen.value()?;
    let count = own.len();
    seen.shown_as(&format!("{count} bytes"));
    Ok(own)
}

pub(super) fn header_first(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        Datagram::new(V4, 1024, 53, b"hi"),
        Datagram::new(V4, 1, 2, b""),
        Datagram::new(V6, 40_000, 443, b"abc"),
    ];
    trial.law(forced, any_datagram(), ask_emit, |datagram, seen| {
        let own = emitted(seen)
            .map_err(|trouble| trouble.panic_with_looks_like("out of range", "summed-as-tcp"))?;
        // What stands in the checksum field is not looked at yet.
        let open =
            |bytes: &[u8]| if bytes.len() < HEADER { bytes.to_vec() } else { model::with_word(bytes, 6, 0) };
        let right = datagram.bytes();
        let is_right = |bytes: &[u8]| open(bytes) == open(&right);
        if is_right(&own) {
            return Ok(());
        }
        let mistakes = misbuilt(datagram);
        // Without its field, the data's first bytes stand where the field is, and opening would clear them.
        let exactly =
            mistakes.iter().find(|(slug, wrong)| *slug == "no-room-for-the-checksum" && *wrong == own);
        let looks = exactly.or_else(|| mistakes.iter().find(|(_, wrong)| open(wrong) == open(&own)));
        let looks = looks.map(|(slug, _)| *slug);
        let differs: Vec<&str> =
            [("source", 0..2), ("destination", 2..4), ("length", 4..6), ("data", 8..right.len())]
                .into_iter()
                .filter(|(_, range)| own.get(range.clone()) != right.get(range.clone()))
                .map(|(name, _)| name)
                .collect();
        let message = match &differs[..] {
            [] => format!("expected {} bytes, saw {}", right.len(), own.len()),
            differs => format!("not as it should be: {}", differs.join(", ")),
        };
        seen.expected(format!("{} bytes: see below", right.len()));
        let trouble = Trouble::new(message)
            .figure(pictures::datagram("your datagram", &own, &differs))
            .figure(pictures::datagram("as it should be, but for the checksum", &open(&right), &[]));
        Err(looks.into_iter().fold(trouble, Trouble::looks_like))
    })
}

/// What certain mistakes make of a datagram, whatever their checksum.
fn misbuilt(datagram: &Datagram) -> Vec<Looks<Vec<u8>>> {
    let Datagram { ports: UdpPorts { source, destination }, data, .. } = datagram;
    let built = |words: [u16; 3]| {
        let header: Vec<u8> = words.into_iter().flat_map(u16::to_be_bytes).chain([0, 0]).collect();
        [&header, &data[..]].concat()
    };
    let length = (HEADER + data.len()) as u16;
    let swap = u16::swap_bytes;
    let right = built([*source, *destination, length]);
    vec![
        ("ports-swapped", built([*destination, *source, length])),
        ("length-of-data", built([*source, *destination, data.len() as u16])),
        ("length-of-packet", built([*source, *destination, length + 20])),
        ("length-of-packet", built([*source, *destination, length + 40])),
        ("little-endian", built([swap(*source), swap(*destination), swap(length)])),
        ("little-endian", built([swap(*source), swap(*destination), length])),
        ("header-missing", data.clone()),
        ("data-missing", right[..HEADER].to_vec()),
        ("no-room-for-the-checksum", [&right[..6], &data[..]].concat()),
    ]
}

pub(super) fn checksum_covers_it(trial: &mut Trial<'_>) -> Verdict {
    let forced = vectors::datagrams().into_iter().map(|(datagram, _)| datagram).chain([
        Datagram::new(V4, 1024, 53, b""),
        Datagram::new(V4, 1024, 53, b"zero").of_zero(),
        Datagram::new(V6, 1024, 53, b"").of_zero(),
    ]);
    trial.law(forced, any_datagram(), ask_emit, |datagram, seen| {
        let own = emitted(seen)
            .map_err(|trouble| trouble.panic_with_looks_like("out of range", "summed-as-tcp"))?;
        let right = datagram.bytes();
        if own == right {
            return Ok(());
        }
        let field = own.get(6..8).map(|field| word(field, 0));
        let expected = word(&right, 6);
        seen.expected(format!("{} bytes, with the checksum {expected:04x}", right.len()));
        let message = match field {
            Some(field) if field != expected => {
                format!("expected the checksum {expected:04x}, saw {field:04x}")
            }
            _ => String::from("the checksum is right, and something else is not"),
        };
        let looks =
            missummed(datagram).into_iter().find(|(_, wrong)| Some(*wrong) == field).map(|(slug, _)| slug);
        let trouble = Trouble::new(message)
            .figure(pictures::datagram("your datagram", &own, &["checksum"]))
            .figure(pictures::covered(&datagram.arrival()));
        Err(looks.into_iter().fold(trouble, Trouble::looks_like))
    })
}

/// What certain mistakes put into the checksum field.
fn missummed(datagram: &Datagram) -> Vec<Looks<u16>> {
    let Datagram { ends, .. } = datagram;
    let bytes = datagram.with_checksum(0);
    let right = word(&datagram.bytes(), 6);
    let pseudo = |protocol, len| model::pseudo(ends, protocol, len);
    let all = bytes.len();
    let (header, no_length) = (&bytes[..HEADER], model::with_word(&bytes, 4, 0));
    let raw = model::raw_checksum(&pseudo(UDP, all), &bytes);
    let mut mistakes = vec![
        // The first only where something else came out than 0.
        ("zero-sent", if right == 0xFFFF { raw } else { right }),
        ("checksum-left-zero", 0),
        ("sent-without-pseudo-header", model::raw_checksum(&[], &bytes)),
        ("sent-without-pseudo-header", model::finished(model::raw_checksum(&[], &bytes))),
        ("summed-before-data", model::raw_checksum(&pseudo(UDP, HEADER), header)),
        ("summed-before-data", model::raw_checksum(&pseudo(UDP, all), header)),
        ("summed-before-length", model::raw_checksum(&pseudo(UDP, all), &no_length)),
        ("summed-as-tcp", model::raw_checksum(&pseudo(TCP, all), &bytes)),
        ("checksum-little-endian", right.swap_bytes()),
        ("checksum-not-inverted", !raw),
    ];
    if let Some(field) = bytes.get(16..18) {
        // TCP's field, in the middle of the data, counted as zeros.
        let tcp = model::with_word(&bytes, 16, 0);
        let field = word(field, 0);
        mistakes.push((
            "summed-as-tcp",
            if field == 0 { right } else { model::raw_checksum(&pseudo(TCP, all), &tcp) },
        ));
    }
    mistakes.retain(|(_, wrong)| *wrong != right);
    mistakes
}

fn ask_parse(arrival: &Arrival) -> Script {
    call("udp_parse", (Ref(arrival.ends), Bytes(arrival.bytes.clone())))
        .spelled(format!("udp_parse({}, bytes)", arrival.ends))
}

/// What `udp_parse` should have said: as a card shows it, and as a test has it.
struct Expected<'a> {
    arrival: &'a Arrival,
    answer: Answer,
}

impl Spell for Expected<'_> {
    fn spell(&self) -> String {
        shown(&self.answer)
    }

    fn rust(&self) -> String {
        match &self.answer {
            Ok((ports, Slice::Span { offset, len })) => {
                let data = Bytes(self.arrival.bytes[*offset..offset + len].to_vec());
                format!("Ok(({}, &{}[..]))", ports.rust(), data.spell().trim_start_matches('&'))
            }
            other => other.rust(),
        }
    }
}

/// An answer as a card shows it.
fn shown(answer: &Answer) -> String {
    match answer {
        Ok((ports, Slice::Span { offset, len })) => {
            format!("Ok((ports {ports}, &bytes[{offset}..{}]))", offset + len)
        }
        Ok((ports, Slice::Elsewhere(data))) => format!("Ok((ports {ports}, other bytes: {}))", data.spell()),
        Err(UdpError::Checksum { found, expected }) => {
            format!("Err(Checksum {{ found: {found:#06x}, expected: {expected:#06x} }})")
        }
        Err(error) => format!("Err({})", error.spell()),
    }
}

/// The next answer must be the right one.
fn parsed(
    arrival: &Arrival,
    seen: &mut Seen<'_>,
    marked: &[&str],
    mistakes: impl FnOnce(&Answer) -> Vec<Looks<Answer>>,
) -> Result<(), Trouble> {
    let answer = arrival.right();
    let expected = Expected { arrival, answer: answer.clone() };
    let own = match seen.value::<Answer>() {
        Ok(own) if is_same(&own, &answer) => return Ok(()),
        Ok(own) => own,
        Err(trouble) => {
            seen.differs(&expected);
            return Err(trouble.figure(pictures::arrived(arrival, marked)));
        }
    };
    seen.shown_as(&shown(&own));
    let trouble = Trouble::new(seen.differs(&expected)).figure(pictures::arrived(arrival, marked));
    let mut looks =
        mistakes(&own).into_iter().filter(|(_, wrong)| is_same(wrong, &own) && !is_same(wrong, &answer));
    Err(looks.next().into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug)))
}

pub(super) fn reads_what_was_sent(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        Datagram::new(V4, 1024, 53, b"hi"),
        Datagram::new(V4, 1, 2, b""),
        Datagram::new(V6, 40_000, 443, b"abc"),
        Datagram::new(V4, 1024, 53, b"").of_zero(),
    ];
    let vectors = vectors::datagrams().into_iter().map(|(_, arrival)| arrival);
    let forced = forced.map(|datagram| datagram.arrival()).into_iter().chain(vectors);
    trial.law(forced, any_datagram().prop_map(|datagram| datagram.arrival()), ask_parse, |arrival, seen| {
        let Arrival { ends, bytes } = arrival;
        let (got, found) = (bytes.len(), word(bytes, 6));
        let data = Slice::Span { offset: HEADER, len: got - HEADER };
        let [source, destination] = [0, 2].map(|at| word(bytes, at));
        let ports = |source, destination| Ok((UdpPorts { source, destination }, data.clone()));
        let mut is_about_sums = false;
        parsed(arrival, seen, &[], |own| {
            is_about_sums = matches!(own, Err(UdpError::Checksum { .. }));
            let refused = |expected| Err(UdpError::Checksum { found, expected });
            let alone = model::raw_checksum(&[], bytes);
            let mut mistakes = vec![
                ("read-ports-swapped", ports(destination, source)),
                ("read-little-endian", ports(source.swap_bytes(), destination.swap_bytes())),
                (
                    "read-little-endian",
                    Err(UdpError::Length { claimed: usize::from((got as u16).swap_bytes()), got }),
                ),
                ("header-in-data", arrival.says(0, got)),
                ("length-without-header", Err(UdpError::Length { claimed: got, got })),
                ("length-without-header", Err(UdpError::Length { claimed: got + HEADER, got })),
                ("pseudo-header-skipped", refused(alone)),
                ("pseudo-header-skipped", refused(model::finished(alone))),
                ("read-as-tcp", refused(model::raw_checksum(&model::pseudo(ends, TCP, got), bytes))),
            ];
            // It computes what is right, and refuses it all the same.
            let fits = matches!(own, Err(UdpError::Checksum { found, expected }) if found == expected);
            mistakes.extend(fits.then(|| ("right-sum-refused", own.clone())));
            mistakes
        })
        .map_err(|trouble| {
            let beyond = format!("range end index {} out of range", got + HEADER);
            let trouble = trouble.panic_with_looks_like(&beyond, "length-without-header");
            if is_about_sums { trouble.figure(pictures::covered(arrival)) } else { trouble }
        })
    })
}

/// Datagrams with something behind them.
fn surplus() -> impl Strategy<Value = Arrival> {
    (any_datagram(), data(8)).prop_map(|(datagram, surplus)| {
        let Arrival { ends, bytes } = datagram.arrival();
        Arrival { ends, bytes: [bytes, surplus].concat() }
    })
}

/// One lie about the length, or a piece cut off.
fn lies() -> impl Strategy<Value = Arrival> {
    let kinds = prop_oneof![(0..8_u16).prop_map(Ok), any::<u16>().prop_map(Ok), any::<Index>().prop_map(Err)];
    (any_datagram(), kinds).prop_map(|(datagram, kind)| {
        let Arrival { ends, mut bytes } = datagram.arrival();
        match kind {
            Ok(length) => bytes = model::with_word(&bytes, 4, length),
            Err(cut) => bytes.truncate(cut.index(bytes.len())),
        }
        Arrival { ends, bytes }
    })
}

pub(super) fn length_governs(trial: &mut Trial<'_>) -> Verdict {
    let hi = Datagram::new(V4, 1024, 53, b"hi").arrival();
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut arrival = hi.clone();
        change(&mut arrival.bytes);
        arrival
    };
    let claims = |length| changed(&move |bytes| *bytes = model::with_word(bytes, 4, length));
    let forced = [
        // Zeros, as Ethernet puts them behind short packets, would not change a sum, but for its length.
        changed(&|bytes| bytes.extend([0, 0, 0, 0])),
        changed(&|bytes| bytes.extend(b"more")),
        changed(&|bytes| bytes.truncate(9)),
        claims(9000),
        claims(7),
        claims(0),
        changed(&|bytes| bytes.truncate(7)),
        changed(&|bytes| bytes.clear()),
    ];
    trial.law(forced, prop_oneof![surplus(), lies()], ask_parse, |arrival, seen| {
        let right = arrival.right();
        let marked = match &right {
            Ok(_) => "behind",
            Err(UdpError::Truncated { .. }) => "too short",
            Err(_) => "length",
        };
        parsed(arrival, seen, &[marked], |own| misled(arrival, &right, own)).map_err(|trouble| match &right {
            Err(UdpError::Truncated { .. }) => trouble.panic_looks_like("short-panics"),
            Err(UdpError::Length { claimed, .. }) if *claimed < HEADER => {
                trouble.panic_looks_like("tiny-length-panics")
            }
            Err(UdpError::Length { .. }) => trouble.panic_looks_like("trusts-length"),
            _ => trouble,
        })
    })
}

/// What mistakes with the length lead to.
fn misled(arrival: &Arrival, right: &Answer, own: &Answer) -> Vec<Looks<Answer>> {
    let Arrival { ends, bytes } = arrival;
    let got = bytes.len();
    if got < HEADER {
        let wrong = matches!(own, Err(UdpError::Length { .. }));
        return if wrong { vec![("length-of-nothing", own.clone())] } else { vec![] };
    }
    let (claimed, found) = (usize::from(word(bytes, 4)), word(bytes, 6));
    let of_all = model::udp_checksum(ends, bytes);
    let to_the_end = arrival.says(HEADER, got);
    match right {
        Err(UdpError::Length { .. }) if claimed < HEADER => {
            let accepted =
                own.is_ok() || matches!(own, Err(UdpError::Checksum { .. } | UdpError::NoChecksum));
            if accepted { vec![("tiny-length-accepted", own.clone())] } else { vec![] }
        }
        Err(UdpError::Length { .. }) => match own {
            Ok(_) => vec![("length-capped", own.clone())],
            Err(UdpError::Checksum { .. } | UdpError::NoChecksum) => {
                vec![("checksum-before-length", own.clone())]
            }
            Err(_) => vec![],
        },
        _ => vec![
            ("length-ignored", to_the_end),
            ("length-ignored", Err(UdpError::Checksum { found, expected: of_all })),
            ("surplus-refused", Err(UdpError::Length { claimed, got })),
        ],
    }
}

/// One bit of a good datagram, or of its addresses, is another one. Its length is not damaged.
fn damaged() -> impl Strategy<Value = Arrival> {
    (any_datagram(), any::<Index>(), 0..8, any::<Option<u8>>()).prop_map(|(datagram, place, bit, end)| {
        let mut arrival = datagram.arrival();
        match (end, &mut arrival.ends) {
            (Some(bit), Ends::V4 { destination, .. }) => *destination ^= 1 << (bit % 32),
            (Some(bit), Ends::V6 { source, .. }) => *source ^= 1 << (bit % 128),
            (None, _) => {
                let places: Vec<usize> = (0..arrival.bytes.len()).filter(|at| !(4..6).contains(at)).collect();
                arrival.bytes[places[place.index(places.len())]] ^= 1_u8 << bit;
            }
        }
        arrival
    })
}

pub(super) fn damage_is_refused(trial: &mut Trial<'_>) -> Verdict {
    let flipped = |ends, at: usize, bit: u8| {
        let mut arrival = Datagram::new(ends, 1024, 53, b"pay 10").arrival();
        arrival.bytes[at] ^= bit;
        arrival
    };
    let misdelivered = |ends, to| Arrival { ends: to, ..Datagram::new(ends, 1024, 53, b"pay 10").arrival() };
    let Ends::V4 { source, destination } = V4 else { unreachable!("it is an end of IPv4") };
    let forced = [
        // "pay 90"
        flipped(V4, 12, 0x08),
        flipped(V4, 2, 0x80),
        flipped(V4, 7, 0x01),
        misdelivered(V4, Ends::V4 { source, destination: destination + 1 }),
        flipped(V6, 12, 0x08),
        misdelivered(V6, V4),
    ];
    trial.law(forced, damaged(), ask_parse, |arrival, seen| {
        let Arrival { ends, bytes } = arrival;
        parsed(arrival, seen, &["checksum"], |_| {
            let found = word(bytes, 6);
            let mut alone = vec![];
            // A sum without the addresses fits, where nothing but them has changed.
            if model::summed(bytes, 6) == *bytes {
                alone.push(("pseudo-header-skipped", arrival.says(HEADER, bytes.len())));
            }
            let of_raw = model::raw_checksum(&model::pseudo(ends, UDP, bytes.len()), bytes);
            let everything = if arrival.is_v6() { "damage-over-ipv6-accepted" } else { "checksum-ignored" };
            let with_field = !model::sum(&[&model::pseudo(ends, UDP, bytes.len()), &bytes[..]].concat());
            alone.extend([
                (everything, arrival.says(HEADER, bytes.len())),
                ("expected-with-field", Err(UdpError::Checksum { found, expected: with_field })),
                ("expected-not-inverted", Err(UdpError::Checksum { found, expected: !of_raw })),
                ("found-and-expected-swapped", swapped(arrival)),
            ]);
            alone
        })
        .map_err(|trouble| trouble.figure(pictures::covered(arrival)))
    })
}

fn swapped(arrival: &Arrival) -> Answer {
    match arrival.right() {
        Err(UdpError::Checksum { found, expected }) => {
            Err(UdpError::Checksum { found: expected, expected: found })
        }
        other => other,
    }
}

pub(super) fn zero_means_none(trial: &mut Trial<'_>) -> Verdict {
    let none = |ends, data: &[u8]| {
        let datagram = Datagram::new(ends, 1024, 53, data);
        Arrival { ends, bytes: datagram.with_checksum(0) }
    };
    // All ones are a number like others, and here not the right one.
    let ones = Datagram::new(V4, 1024, 53, b"hi").with_checksum(0xFFFF);
    let forced = [
        none(V4, b"hi"),
        none(V6, b"hi"),
        Arrival { ends: V4, bytes: ones },
        none(V4, b""),
        // It would be right to have computed 0, and it is still no checksum.
        {
            let datagram = Datagram::new(V6, 1024, 53, b"zero").of_zero();
            Arrival { ends: V6, bytes: datagram.with_checksum(0) }
        },
    ];
    let random =
        any_datagram().prop_map(|datagram| Arrival { ends: datagram.ends, bytes: datagram.with_checksum(0) });
    trial.law(forced, random, ask_parse, |arrival, seen| {
        let Arrival { bytes, .. } = arrival;
        let found = word(bytes, 6);
        parsed(arrival, seen, &["checksum"], |own| {
            let all = arrival.says(HEADER, bytes.len());
            let refused = own.clone();
            match (found, arrival.is_v6(), own) {
                (0, false, Err(UdpError::Checksum { .. } | UdpError::NoChecksum)) => {
                    vec![("zero-checksum-rejected", refused)]
                }
                (0, true, Ok(_)) => vec![("zero-accepted-over-ipv6", all)],
                (0, true, Err(UdpError::Checksum { .. })) => vec![("zero-is-just-wrong", refused)],
                (0xFFFF, false, Ok(_)) => vec![("ones-are-none", all)],
                _ => vec![],
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    #[test]
    fn good_datagrams_are_good_and_damaged_ones_are_not() {
        for datagram in drawn(&any_datagram()) {
            let arrival = datagram.arrival();
            assert!(is_same(&arrival.right(), &arrival.says(HEADER, arrival.bytes.len())), "{datagram:?}");
        }
        for arrival in drawn(&damaged()) {
            let none = word(&arrival.bytes, 6) == 0;
            assert!(none || matches!(arrival.right(), Err(UdpError::Checksum { .. })), "{arrival:?}");
        }
    }

    #[test]
    fn a_quarter_of_the_checksums_come_out_as_zero() {
        let zeros =
            drawn(&any_datagram()).iter().filter(|datagram| word(&datagram.bytes(), 6) == 0xFFFF).count();
        assert!((40..160).contains(&zeros), "{zeros}");
    }

    #[test]
    fn lengths_lie_in_every_way() {
        let answers: Vec<Answer> = drawn(&lies()).iter().map(Arrival::right).collect();
        let count = |fact: &dyn Fn(&Answer) -> bool| answers.iter().filter(|answer| fact(answer)).count();
        assert!(count(&|answer| matches!(answer, Err(UdpError::Truncated { .. }))) > 20);
        assert!(count(&|answer| matches!(answer, Err(UdpError::Length { claimed: 0..8, .. }))) > 50);
        assert!(count(&|answer| matches!(answer, Err(UdpError::Length { claimed: 8.., .. }))) > 50);
    }
}
