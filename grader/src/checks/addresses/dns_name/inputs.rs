//! Names and messages to ask about.

use given::addresses::Name;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::Index;

use super::model::Spot;

/// A name from its text, which must be a plain one.
pub(super) fn name(text: &str) -> Name {
    let labels = text.split('.').filter(|label| !label.is_empty());
    Name { labels: labels.map(|label| label.as_bytes().to_vec()).collect() }
}

/// A name with labels of these lengths, of letters.
pub(super) fn name_of(lengths: &[usize]) -> Name {
    let label = |(number, length): (usize, &usize)| vec![b'a' + (number % 26) as u8; *length];
    Name { labels: lengths.iter().enumerate().map(label).collect() }
}

/// How many bytes a name takes, all of it spelled out.
pub(super) fn spelled_out(name: &Name) -> usize {
    name.labels.iter().map(|label| 1 + label.len()).sum::<usize>() + 1
}

/// A name as it travels, without pointers.
pub(super) fn wire(name: &Name) -> Vec<u8> {
    let mut bytes = run(&name.labels);
    bytes.push(0);
    bytes
}

/// Labels as they travel, without what ends them.
fn run(labels: &[Vec<u8>]) -> Vec<u8> {
    labels.iter().flat_map(|label| [&[label.len() as u8][..], label].concat()).collect()
}

fn pointer(target: usize) -> [u8; 2] {
    (0xC000 | target as u16).to_be_bytes()
}

/// Well-formed names, of bytes as `byte` maps them. Half of their labels are short; a quarter has the most bytes
/// that a label can have, or nearly.
pub(super) fn names(byte: fn(u8) -> u8) -> impl Strategy<Value = Name> {
    (vec(any::<u16>(), 0..7), any::<[u8; 16]>()).prop_map(move |(numbers, bytes)| {
        let mut name = Name::default();
        for number in numbers {
            let (kind, number) = (number % 4, usize::from(number / 4));
            let length = match kind {
                0 | 1 => 1 + number % 6,
                2 => 1 + number % 63,
                _ => 60 + number % 4,
            };
            let turned = bytes.iter().cycle().skip(number % 16);
            name.labels.push(turned.take(length).map(|each| byte(*each)).collect());
            if spelled_out(&name) > 255 {
                name.labels.pop();
            }
        }
        name
    })
}

/// What text can spell: any visible ASCII character but the dot and the backslash.
pub(super) fn plain(byte: u8) -> u8 {
    match b'!' + byte % 94 {
        b'.' | b'\\' => b'x',
        visible => visible,
    }
}

/// Any byte, and often a dot.
pub(super) fn any_byte(byte: u8) -> u8 {
    if byte.is_multiple_of(8) { b'.' } else { byte }
}

/// A name without pointers somewhere in a message.
pub(super) fn alone(byte: fn(u8) -> u8) -> impl Strategy<Value = Spot> {
    (names(byte), 0..30_usize, 0..5_usize).prop_map(|(name, before, behind)| {
        let message = [filler(before), wire(&name), filler(behind)].concat();
        Spot { message, at: before }
    })
}

/// Bytes that are no name's.
fn filler(count: usize) -> Vec<u8> {
    (0..count).map(|at| (at as u8).wrapping_mul(37) | 0x40).collect()
}

/// A message as a server would write it: names one behind the other, most of which end in a pointer to a place in
/// an earlier one. All are right, and none is long.
pub(super) fn compressed() -> impl Strategy<Value = Spot> {
    let before = (0..5_usize).prop_map(|number| [0, 12, 250, 255, 600][number]);
    let one = (0..4_usize, any::<u16>(), any::<Index>(), 0..5_u8);
    (before, vec(one, 1..6), any::<Index>()).prop_map(|(before, all, asked)| {
        let mut message = filler(before);
        let (mut begins, mut places) = (Vec::new(), Vec::new());
        for (count, letters, target, kind) in all {
            begins.push(message.len());
            let earlier = places.len();
            for number in 0..count {
                places.push(message.len());
                let length = usize::from(letters >> (2 * number)) % 4 + 1;
                let label = (0..length).map(|at| b'a' + (usize::from(letters) + number + at) as u8 % 26);
                message.extend(run(&[label.collect()]));
            }
            places.push(message.len());
            match kind {
                0 => message.push(0),
                _ if earlier == 0 => message.push(0),
                _ => message.extend(pointer(places[target.index(earlier)])),
            }
        }
        Spot { at: begins[asked.index(begins.len())], message }
    })
}

/// A chain of so many pointers, each to the one before, and the first of them to the name `a`.
pub(super) fn chain(pointers: usize) -> Spot {
    let mut message = b"\x01a\x00".to_vec();
    for number in 0..pointers {
        message.extend(pointer(if number == 0 { 0 } else { message.len() - 2 }));
    }
    Spot { at: message.len() - 2, message }
}

/// Pointers in a circle, some with a label before them; one that leads to the name may go before.
pub(super) fn circles() -> impl Strategy<Value = Spot> {
    (vec(0..3_usize, 1..5), 0..3_usize, any::<Index>()).prop_map(|(runs, before, asked)| {
        let mut places = vec![before];
        for labels in &runs {
            places.push(places[places.len() - 1] + 2 * labels + 2);
        }
        let mut message = filler(before);
        for (number, labels) in runs.iter().enumerate() {
            message.extend(b"\x01a".repeat(*labels));
            // The first leads to the last one; each other one to the one before it.
            let target = if number == 0 { runs.len() - 1 } else { number - 1 };
            message.extend(pointer(places[target]));
        }
        Spot { at: places[asked.index(runs.len())], message }
    })
}

/// A name, cut into runs that lead to one another, the last of them first in the message.
pub(super) fn in_runs(name: &Name, cuts: &[usize]) -> Spot {
    let mut message = Vec::new();
    let (mut end, mut at) = (name.labels.len(), None);
    for cut in cuts.iter().rev().chain([&0]) {
        let begin = message.len();
        message.extend(run(&name.labels[*cut..end]));
        match at {
            None => message.push(0),
            Some(target) => message.extend(pointer(target)),
        }
        (end, at) = (*cut, Some(begin));
    }
    Spot { message, at: at.unwrap_or_default() }
}

/// Names of 250 to 260 bytes, spelled out or in some runs.
pub(super) fn nearly_too_long() -> impl Strategy<Value = Spot> {
    (250..=260_usize, vec(1..=63_usize, 4..12), vec(any::<Index>(), 0..4)).prop_map(
        |(total, lengths, cuts)| {
            let mut left = total - 1;
            let mut labels = Vec::new();
            for length in lengths.into_iter().cycle() {
                // What would be left must be a label, or nothing.
                let length = match left - 1 - length.min(left - 1) {
                    1 => left - 3,
                    _ => length.min(left - 1),
                };
                labels.push(length.min(63));
                left -= 1 + labels[labels.len() - 1];
                if left < 2 {
                    break;
                }
            }
            let name = name_of(&labels);
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(labels.len())).collect();
            cuts.sort_unstable();
            cuts.dedup();
            cuts.retain(|cut| *cut > 0);
            in_runs(&name, &cuts)
        },
    )
}

/// A message of little else than labels, roots, reserved bytes and pointers, most of which lead to where
/// something begins; and a place where something begins, or any.
pub(super) fn graphs() -> impl Strategy<Value = Spot> {
    (vec((0..14_u8, any::<u16>()), 1..16), any::<Index>(), 0..9_usize).prop_map(|(pieces, asked, far)| {
        let (mut message, mut places) = (Vec::new(), Vec::new());
        for (kind, number) in pieces {
            places.push(message.len());
            let number = usize::from(number);
            match kind {
                0..=2 => message.push(0),
                3..=5 => message.extend([&b"\x01a"[..], b"\x02bc", b"\x03def"][number % 3]),
                6..=10 => message.extend(pointer(places[number % places.len()])),
                11 => message.extend(pointer(number % 40)),
                12 => message.push(0x40 | number as u8 & 0x7F),
                _ => message.push(number as u8),
            }
        }
        let at = match far {
            0 => message.len() + number_far(asked),
            1 => asked.index(message.len()),
            _ => places[places.len() / 2 + asked.index(places.len().div_ceil(2))],
        };
        Spot { message, at }
    })
}

/// How far behind the end.
fn number_far(asked: Index) -> usize {
    [0, 1, 1 << 16, usize::MAX >> 1][asked.index(4)]
}

#[cfg(test)]
mod tests {
    use given::addresses::NameError;

    use super::super::super::tests::drawn;
    use super::*;

    #[test]
    fn messages_of_servers_are_right_and_their_pointers_lead_to_pointers() {
        let spots = drawn(&compressed(), 200);
        assert!(spots.iter().all(|spot| spot.right().is_ok()));
        let with = |least| spots.iter().filter(|spot| spot.pointers() >= least).count();
        assert!(with(1) > 60 && with(2) > 20, "{} {}", with(1), with(2));
        assert!(spots.iter().filter(|spot| spot.pointers() > 0 && spot.at > 0x100).count() > 30);
    }

    #[test]
    fn circles_never_end_in_a_name() {
        for spot in drawn(&circles(), 200) {
            assert!(matches!(spot.right(), Err(NameError::PointerNotPrior { .. })), "{spot:?}");
        }
    }

    #[test]
    fn names_at_the_limit_lie_on_both_sides_of_it() {
        let spots = drawn(&nearly_too_long(), 200);
        let long = spots.iter().filter(|spot| spot.right() == Err(NameError::NameTooLong)).count();
        let right = spots.iter().filter(|spot| spot.right().is_ok()).count();
        assert!(long > 50 && right > 50 && long + right == 200, "{long} {right}");
        let of = |bytes| {
            spots
                .iter()
                .filter(|spot| matches!(spot.right(), Ok((name, _)) if spelled_out(&name) == bytes))
                .count()
        };
        assert!(of(255) > 5 && spots.iter().any(|spot| spot.pointers() > 1));
    }

    #[test]
    fn graphs_go_wrong_in_every_way() {
        let spots = drawn(&graphs(), 300);
        let how_many = |is: fn(&Spot) -> bool| spots.iter().filter(|spot| is(spot)).count();
        assert!(how_many(|spot| spot.right().is_ok() && spot.pointers() > 0) > 20);
        assert!(how_many(|spot| spot.right() == Err(NameError::Truncated)) > 20);
        assert!(how_many(|spot| matches!(spot.right(), Err(NameError::PointerNotPrior { .. }))) > 20);
        assert!(how_many(|spot| matches!(spot.right(), Err(NameError::ReservedBits { .. }))) > 20);
    }

    #[test]
    fn names_have_labels_of_all_lengths() {
        let all: Vec<Name> = drawn(&names(plain), 200);
        let lengths: Vec<usize> = all.iter().flat_map(|name| &name.labels).map(Vec::len).collect();
        assert!([1, 62, 63].iter().all(|edge| lengths.contains(edge)));
        assert!(all.iter().any(|name| name.labels.is_empty()));
        assert!(all.iter().all(|name| spelled_out(name) <= 255));
    }

    #[test]
    fn a_name_in_runs_is_the_same_name() {
        let name = name_of(&[3, 1, 4, 1, 5]);
        let spot = in_runs(&name, &[1, 3]);
        assert_eq!(spot.right().map(|(name, _)| name), Ok(name));
        assert_eq!(spot.pointers(), 2);
        assert_eq!(chain(8192).right().map(|(name, _)| name.to_string()), Ok(String::from("a.")));
    }
}
