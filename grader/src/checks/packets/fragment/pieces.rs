//! The checks of cutting.

use given::packets::{FragmentError, Ipv4Header};
use proptest::collection::vec;
use proptest::prelude::{Just, any, prop_oneof};
use proptest::strategy::Strategy;

use super::EXERCISE;
use super::cutting::{Cut, HABITS, Habit, READINGS, Reading, copied, cut};
use super::wire::{HEAD, Packet, UNIT, describe, header_dump};
use crate::finding::{Dump, Figure, Table};
use crate::script::{Script, call};
use crate::spell::Bytes;
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict};

pub(super) fn room_in_eights(trial: &mut Trial<'_>) -> Verdict {
    let forced =
        [(20, 283), (20, 1500), (24, 280), (20, 28), (20, 27), (60, 68), (20, 20), (20, 19), (60, 0)];
    let header = (0..11_usize).prop_map(|words| HEAD + 4 * words);
    let mtu = prop_oneof![0..100_usize, 0..1501_usize, Just(65_535_usize)];
    trial.law(
        forced,
        (header, mtu),
        |(header_bytes, mtu)| call("room", (*header_bytes, *mtu)),
        |(header_bytes, mtu), seen| {
            let left = mtu.saturating_sub(*header_bytes);
            let right = left / UNIT * UNIT;
            let mistakes: [Looks<usize>; 5] = [
                ("room-not-in-eights", left),
                ("room-without-header", mtu / UNIT * UNIT),
                ("room-rounded-up", left.next_multiple_of(UNIT)),
                ("room-in-units", left / UNIT),
                ("header-rounded-too", (mtu / UNIT * UNIT).saturating_sub(*header_bytes)),
            ];
            let mistakes: Vec<Looks<usize>> =
                mistakes.into_iter().filter(|(_, wrong)| *wrong != right).collect();
            seen.returns(right, &mistakes).map(drop).map_err(|trouble| {
                let is_below = mtu < header_bytes;
                let trouble = trouble.panic_with_looks_like("subtract with overflow", "mtu-below-header");
                if is_below { trouble.panic_looks_like("mtu-below-header") } else { trouble }
            })
        },
    )
}

/// Something to cut.
#[derive(Clone, Debug)]
struct Task {
    bytes: Vec<u8>,
    mtu: usize,
}

fn task(packet: &Packet, mtu: usize) -> Task {
    Task { bytes: packet.bytes(), mtu }
}

fn ask(task: &Task) -> Script {
    let words = match Packet::read(&task.bytes) {
        Some(packet) => {
            let place = if packet.is_whole() { String::new() } else { format!(", {}", packet.place()) };
            let df = if packet.header.dont_fragment { ", DF" } else { "" };
            let behind = match task.bytes.len() - packet.len() {
                0 => String::new(),
                more => format!(", and {more} bytes behind it"),
            };
            format!("{} + {} bytes{place}{df}{behind}", packet.header_bytes(), packet.payload.len())
        }
        None => describe(&task.bytes),
    };
    call("fragment", (Bytes(task.bytes.clone()), task.mtu))
        .spelled(format!("fragment(&packet, {})   // {words}", task.mtu))
}

/// What of a fragment must be right before its header is looked at: offset, MF, and all that stands behind the header.
fn place(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let header_bytes = 4 * usize::from(bytes.first()? & 0x0F);
    let place = u16::from_be_bytes([*bytes.get(6)?, *bytes.get(7)?]);
    Some((place & 0x3FFF, bytes.get(header_bytes.max(HEAD)..)?))
}

/// Whether two packets are in the same place, and of the same length.
fn same_place(a: &[u8], b: &[u8]) -> bool {
    place(a).is_some() && place(a) == place(b)
}

/// The same, of all packets.
fn same_places(a: &Cut, b: &Cut) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_place(a, b)),
        _ => a == b,
    }
}

/// Compares the learner's fragments with those that there should be. The mistakes are those that the check knows.
fn judge(task: &Task, seen: &mut Seen<'_>, check: &str) -> Result<(), Trouble> {
    let right = cut(&task.bytes, task.mtu, Habit::Right);
    let answer = |cut: &Cut| cut.clone().map(|all| all.into_iter().map(Bytes).collect::<Vec<_>>());
    let came: Result<Vec<Bytes>, FragmentError> = match seen.value() {
        Ok(came) => came,
        Err(trouble) => {
            seen.differs(&answer(&right));
            seen.expected(words(&right));
            return Err(panicked(trouble, task));
        }
    };
    let came: Cut = came.map(|all| all.into_iter().map(|bytes| bytes.0).collect());
    // The rest of the headers has a check of its own.
    let is_about_places = check == "pieces_cover_the_payload";
    if came == right || is_about_places && same_places(&came, &right) {
        return Ok(());
    }
    seen.differs(&answer(&right));
    seen.shown_as(&words(&came));
    let message = seen.expected(beside_words(&came, &right));
    let known =
        EXERCISE.checks.iter().find(|known| known.name == check).map_or(&[][..], |check| check.mistakes);
    let is_uncut = matches!(&came, Ok(all) if *all == [task.bytes.clone()] && task.bytes.len() > task.mtu);
    let looks = known.iter().map(|mistake| mistake.slug).find(|slug| {
        *slug == "cuts-nothing" && is_uncut
            || HABITS.iter().any(|(of, habit)| of == slug && cut(&task.bytes, task.mtu, *habit) == came)
    });
    let trouble = figure(&came, &right).into_iter().fold(Trouble::new(message), Trouble::figure);
    Err(looks.into_iter().fold(trouble, Trouble::looks_like))
}

fn panicked(trouble: Trouble, task: &Task) -> Trouble {
    match Packet::read(&task.bytes) {
        None => trouble.panic_looks_like("unwraps-the-parser"),
        Some(packet) if packet.len() <= task.mtu => trouble,
        Some(packet) if task.mtu < packet.header_bytes() + UNIT => {
            trouble.panic_looks_like("tiny-mtu-panics")
        }
        Some(packet) if cut(&task.bytes, task.mtu, Habit::Right).is_err() && !packet.is_whole() => {
            trouble.panic_looks_like("offset-runs-over")
        }
        Some(_) => trouble,
    }
}

/// `Ok(2 fragments: 276 and 216 bytes)`
fn words(cut: &Cut) -> String {
    match cut {
        Err(error) => format!("Err({error:?})"),
        Ok(all) => {
            let lens: Vec<String> = all.iter().take(6).map(|bytes| bytes.len().to_string()).collect();
            let more = if all.len() > lens.len() { ", …" } else { "" };
            let noun = if all.len() == 1 { "packet" } else { "packets" };
            format!("Ok({} {noun}: {}{more} bytes)", all.len(), lens.join(", "))
        }
    }
}

/// What there should be, beside what came: where both have the same words, what differs is said.
fn beside_words(came: &Cut, right: &Cut) -> String {
    match (came, right) {
        (Ok(all), Ok(should)) if words(came) == words(right) => {
            match all.iter().zip(should).position(|(own, should)| own != should) {
                Some(at) if same_place(&all[at], &should[at]) => {
                    format!("the same, with another header on number {}", at + 1)
                }
                _ => String::from("the same lengths, with the places and MF below"),
            }
        }
        _ => words(right),
    }
}

/// The fragments side by side, or the header of the first that differs in nothing else.
fn figure(came: &Cut, right: &Cut) -> Vec<Figure> {
    const ROWS: usize = 6;
    let (Ok(came), Ok(right)) = (came, right) else {
        return match came {
            Ok(came) => vec![beside(&came[..came.len().min(ROWS)], &[]).into()],
            Err(_) => vec![],
        };
    };
    let differs: usize =
        (0..came.len().max(right.len())).find(|at| came.get(*at) != right.get(*at)).unwrap_or(0);
    if let (Some(own), Some(should)) = (came.get(differs), right.get(differs))
        && same_place(own, should)
    {
        let title = format!("the header of fragment {}", differs + 1);
        return vec![options_too(header_dump(&title, own, should), own, should).into()];
    }
    let from = differs.saturating_sub(1);
    let part =
        |all: &[Vec<u8>]| all.get(from..).map_or(vec![], |all| all.iter().take(ROWS).cloned().collect());
    vec![beside(&part(came), &part(right)).into()]
}

/// Marks the options, where they are not the right ones.
fn options_too(mut dump: Dump, own: &[u8], should: &[u8]) -> Dump {
    let options = |bytes: &[u8]| Packet::read(bytes).map(|packet| packet.header.options);
    if let (Some(own), Some(should)) = (options(own), options(should))
        && own != should
    {
        let hex: Vec<String> = should.iter().map(|byte| format!("{byte:02x}")).collect();
        let label = if should.is_empty() {
            String::from("options, there should be none")
        } else {
            format!("options, should be {}", hex.join(" "))
        };
        dump.fields.retain(|field| field.label != "options");
        if !own.is_empty() {
            dump = dump.wrong(HEAD, own.len(), label);
        }
    }
    dump
}

fn beside(came: &[Vec<u8>], right: &[Vec<u8>]) -> Table {
    let cell = |bytes: Option<&Vec<u8>>| {
        bytes.map_or(String::from("-"), |bytes| match Packet::read(bytes) {
            Some(packet) => format!("{}   {} bytes", packet.place(), bytes.len()),
            None => describe(bytes),
        })
    };
    let rows: Vec<Vec<String>> = (0..came.len().max(right.len()))
        .map(|at| match right {
            [] => vec![cell(came.get(at))],
            _ => vec![cell(came.get(at)), cell(right.get(at))],
        })
        .collect();
    let head: &[&str] = if right.is_empty() { &["came"] } else { &["came", "should be"] };
    Table {
        title: String::from("which bytes of the payload each packet has, and how long it is"),
        head: head.iter().map(|name| String::from(*name)).collect(),
        wrong: (0..rows.len()).filter(|at| !right.is_empty() && came.get(*at) != right.get(*at)).collect(),
        rows,
    }
}

fn law<S: Strategy<Value = Task>>(
    trial: &mut Trial<'_>,
    check: &str,
    forced: Vec<Task>,
    random: S,
) -> Verdict {
    trial.law(forced, random, ask, |task, seen| judge(task, seen, check))
}

/// A packet, mostly with a payload a little below or above some fragments, and a link that is too small for it.
fn too_long() -> impl Strategy<Value = (Packet, usize)> {
    (1..9_usize, 0..8_usize, 1..6_usize, 0..20_usize).prop_map(|(units, spare, fragments, more)| {
        let room = units * UNIT;
        let mtu = HEAD + room + spare;
        let len = (fragments * room + more).saturating_sub(10).max(room + spare + 1);
        (Packet::new(7, len), mtu)
    })
}

pub(super) fn pieces_cover_the_payload(trial: &mut Trial<'_>) -> Verdict {
    let forced = [(32, 28), (20, 36), (452, 280), (18, 30), (19, 30), (32, 36), (3000, 1500)];
    let forced = forced.map(|(len, mtu)| task(&Packet::new(7, len), mtu));
    let random = too_long().prop_map(|(packet, mtu)| task(&packet, mtu));
    law(trial, "pieces_cover_the_payload", forced.into(), random)
}

/// What a header may say beside the usual.
fn unusual(packet: Packet, (traffic_class, identification, ttl, protocol): (u8, u16, u8, u8)) -> Packet {
    packet.with(|header| {
        *header = Ipv4Header { traffic_class, identification, ttl, protocol, ..header.clone() };
    })
}

pub(super) fn headers_say_the_same(trial: &mut Trial<'_>) -> Verdict {
    let forced = [(0, 7, 64, 17), (0x48, 0xFFFF, 1, 6)];
    let forced = forced.map(|says| task(&unusual(Packet::new(7, 20), says), 36));
    let random = (too_long(), any::<(u8, u16, u8, u8)>())
        .prop_map(|((packet, mtu), says)| task(&unusual(packet, says), mtu));
    law(trial, "headers_say_the_same", forced.into(), random)
}

pub(super) fn what_fits_goes_as_it_is(trial: &mut Trial<'_>) -> Verdict {
    let with_df = Packet::new(7, 24).with(|header| header.dont_fragment = true);
    let padded = Task { bytes: [Packet::new(7, 24).bytes(), vec![0; 2]].concat(), mtu: 50 };
    let long_frame = Task { bytes: [Packet::new(7, 10).bytes(), vec![0; 16]].concat(), mtu: 40 };
    let forced = vec![
        task(&Packet::new(7, 24), 1500),
        task(&with_df, 1500),
        task(&with_df, 44),
        task(&Packet::new(7, 40), 60),
        padded,
        long_frame,
        task(&Packet::new(7, 0), 20),
    ];
    let random = (0..60_usize, 0..20_usize, 0..4_u8, 0..5_usize).prop_map(|(len, more, flags, padding)| {
        let packet = Packet::new(7, len).with(|header| {
            header.dont_fragment = flags & 1 != 0;
            header.more_fragments = flags == 2;
        });
        let mtu = packet.len() + if flags & 1 == 0 { 0 } else { more };
        Task { bytes: [packet.bytes(), vec![0; padding]].concat(), mtu }
    });
    law(trial, "what_fits_goes_as_it_is", forced, random)
}

pub(super) fn df_is_obeyed(trial: &mut Trial<'_>) -> Verdict {
    let with_df = |len| Packet::new(7, len).with(|header| header.dont_fragment = true);
    let forced = vec![task(&with_df(24), 36), task(&with_df(24), 43), task(&with_df(24), 20)];
    let random =
        (1..100_usize, 0..120_usize).prop_map(move |(len, mtu)| task(&with_df(len), mtu.min(HEAD + len - 1)));
    law(trial, "df_is_obeyed", forced, random)
}

pub(super) fn errors_say_why(trial: &mut Trial<'_>) -> Verdict {
    let packet = Packet::new(7, 24);
    let options = packet.clone().with(|header| header.options = vec![0x94, 4, 0, 0]);
    let far = |offset: u16, len: usize| {
        Packet::new(7, len).with(|header| {
            header.fragment_offset = offset;
            header.more_fragments = true;
        })
    };
    let mut damaged = packet.bytes();
    damaged[8] ^= 1;
    let forced = vec![
        task(&packet, 19),
        task(&packet, 27),
        task(&packet, 20),
        task(&packet, 0),
        task(&options, 31),
        Task { bytes: packet.bytes()[..10].to_vec(), mtu: 1500 },
        Task { bytes: damaged, mtu: 28 },
        task(&far(8190, 32), 28),
        task(&far(8100, 800), 20),
        task(&far(8191, 8), 28),
    ];
    let random = (0..80_usize, 0..40_usize, 0..4_u8, any::<proptest::sample::Index>()).prop_map(
        |(len, mtu, what, at)| {
            let packet = Packet::new(7, len);
            let bytes = packet.bytes();
            match what {
                0 => Task { bytes: bytes[..at.index(bytes.len())].to_vec(), mtu },
                1 => {
                    let offset = 8150 + at.index(42) as u16;
                    task(&packet.with(|header| header.fragment_offset = offset), mtu)
                }
                _ => task(&packet, mtu),
            }
        },
    );
    trial.cases = trial.cases.min(super::STORIES);
    // A conversation a case: what does not come to an end has no answer, and is not judged in a law.
    trial.story(forced, Some(random), |task, talk| {
        talk.ask(&ask(task), |seen| judge(task, seen, "errors_say_why")).map_err(|trouble| {
            let right = cut(&task.bytes, task.mtu, Habit::Right);
            talk.expected(words(&right));
            let is_too_small = matches!(right, Err(FragmentError::MtuTooSmall { .. }));
            if is_too_small { trouble.endless_looks_like("tiny-mtu-endless") } else { trouble }
        })
    })
}

pub(super) fn a_fragment_is_cut_again(trial: &mut Trial<'_>) -> Verdict {
    let whole = Packet::new(7, 100);
    let forced =
        vec![task(&whole.piece(32, 64), 36), task(&whole.piece(64, 100), 36), task(&whole.piece(0, 24), 28)];
    let random =
        (1..9_usize, 0..12_usize, any::<bool>(), 1..5_usize).prop_map(|(units, from, to_the_end, room)| {
            let (room, start) = (room * UNIT, from * UNIT);
            let len = room + units * UNIT;
            let end = start + if to_the_end { len - 3 } else { len };
            let whole = Packet::new(7, end + if to_the_end { 0 } else { 10 });
            task(&whole.piece(start, end), HEAD + room)
        });
    law(trial, "a_fragment_is_cut_again", forced, random)
}

/// An option, or something that looks like one.
fn some_option() -> impl Strategy<Value = Vec<u8>> {
    let whole = (any::<u8>(), vec(any::<u8>(), 0..7)).prop_map(|(kind, data)| {
        let kind = if kind & 0x7F < 2 { kind | 2 } else { kind };
        [vec![kind, 2 + data.len() as u8], data].concat()
    });
    let broken = (any::<u8>(), prop_oneof![Just(0_u8), Just(1), 30..=255_u8])
        .prop_map(|(kind, len)| vec![kind | 2, len]);
    prop_oneof![4 => whole, 2 => Just(vec![1]), 1 => Just(vec![0]), 1 => broken]
}

/// Up to 40 bytes of them.
fn some_options() -> impl Strategy<Value = Vec<u8>> {
    vec(some_option(), 0..6).prop_map(|all| {
        let mut options = all.concat();
        options.truncate(40);
        options.resize(options.len().next_multiple_of(4), 0);
        options
    })
}

/// Record route, which stays with the first fragment.
const ROUTE: [u8; 7] = [0x07, 7, 4, 0, 0, 0, 0];
const FULL_ROUTE: [u8; 4] = [0x07, 4, 4, 0];
/// Stream identifier, router alert, extended security and a source route, which are copied.
const STREAM: [u8; 4] = [0x88, 4, 0, 9];
const ALERT: [u8; 4] = [0x94, 4, 0, 0];
const SECURITY: [u8; 4] = [0x85, 4, 1, 0];
const THREE: [u8; 3] = [0x89, 3, 4];

/// In the first one the mistakes that concern whole options differ from each other.
fn forced_options() -> [Vec<u8>; 14] {
    [
        [STREAM, FULL_ROUTE, SECURITY].concat(),
        [&ROUTE[..], &[1], &ALERT].concat(),
        [&THREE[..], &[0]].concat(),
        [&[1, 1][..], &THREE, &THREE].concat(),
        [&STREAM[..], &ALERT].concat(),
        ROUTE.into_iter().chain([0]).collect(),
        [&STREAM[..], &[0], &THREE].concat(),
        [&STREAM[..], &[0x94, 0, 0, 0]].concat(),
        [&STREAM[..], &[0x94, 9, 0, 0]].concat(),
        [&STREAM[..], &[1, 1, 1, 0x94]].concat(),
        [&STREAM[..], &[0x94, 1, 0x94, 2]].concat(),
        vec![],
        vec![0; 4],
        vec![1; 40],
    ]
}

/// The mistake with which somebody gives this answer, and gave the right ones to what was asked before.
fn misread(options: &[u8], came: &[u8]) -> Option<&'static str> {
    let before: Vec<Vec<u8>> = forced_options().into_iter().take_while(|forced| forced != options).collect();
    let is_right = |reading, options: &[u8]| copied(options, reading) == copied(options, Reading::Right);
    let fits =
        |reading| copied(options, reading) == came && before.iter().all(|options| is_right(reading, options));
    READINGS.iter().find(|(_, reading)| fits(*reading)).map(|(slug, _)| *slug)
}

pub(super) fn marked_options_are_copied(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(super::STORIES);
    trial.story(forced_options(), Some(some_options()), |options, talk| {
        let numbers: Vec<String> = options.iter().map(|byte| format!("{byte:#04x}")).collect();
        let script = call("copied_options", (Bytes(options.clone()),))
            .spelled(format!("copied_options(&[{}])", numbers.join(", ")));
        talk.ask(&script, |seen| judge_options(options, seen)).map_err(|trouble| {
            // What does not come to an end has no answer, and was not judged.
            talk.expected(hex(&copied(options, Reading::Right)));
            trouble.endless_looks_like("option-of-length-zero-hangs").figure(one_by_one(options))
        })
    })
}

fn judge_options(options: &[u8], seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = Bytes(copied(options, Reading::Right));
    let came: Bytes = seen.value().map_err(|trouble| {
        seen.differs(&right);
        trouble.panic_looks_like("option-past-the-end-panics")
    })?;
    if came == right {
        return Ok(());
    }
    let message = seen.differs(&right);
    seen.shown_as(&hex(&came));
    Err(misread(options, &came).into_iter().fold(Trouble::new(message), Trouble::looks_like))
}

fn hex(bytes: &[u8]) -> String {
    let all: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    if all.is_empty() { String::from("none") } else { all.join(" ") }
}

/// The options, one a row.
fn one_by_one(options: &[u8]) -> Table {
    let mut rows = Vec::new();
    let mut rest = options;
    while let [kind, behind @ ..] = rest {
        let len = match (kind, behind) {
            (0, _) => rest.len(),
            (1, _) => 1,
            (_, [len, ..]) if *len >= 2 && usize::from(*len) <= rest.len() => usize::from(*len),
            _ => rest.len(),
        };
        let says = match (kind, behind) {
            (0, _) => "the end of the list",
            (1, _) => "does nothing",
            (_, [own, ..]) if usize::from(*own) == len && *own >= 2 => {
                if kind & 0x80 != 0 {
                    "copied"
                } else {
                    "first fragment only"
                }
            }
            (_, []) => "has no length",
            _ => "has a length that can't be",
        };
        let bits = if *kind < 2 { String::new() } else { format!("{kind:08b}") };
        rows.push(vec![hex(&rest[..len]), bits, String::from(says)]);
        rest = &rest[len..];
    }
    Table {
        title: String::from("option by option"),
        head: ["bytes", "type in bits", ""].map(String::from).to_vec(),
        rows,
        wrong: vec![],
    }
}

pub(super) fn options_in_fragments(trial: &mut Trial<'_>) -> Verdict {
    let with = |len: usize, options: Vec<u8>| Packet::new(7, len).with(|header| header.options = options);
    let forced = vec![
        task(&with(40, [&ROUTE[..], &[1], &ALERT].concat()), 40),
        task(&with(24, STREAM.to_vec()), 32),
        task(&with(24, [&ROUTE[..], &[0]].concat()), 36),
    ];
    let random = (some_options(), 1..60_usize, 0..40_usize).prop_map(|(options, more, spare)| {
        let mtu = HEAD + options.len() + UNIT + spare;
        let packet = Packet::new(7, UNIT + spare + more).with(|header| header.options = options.clone());
        task(&packet, mtu)
    });
    law(trial, "options_in_fragments", forced, random)
}

#[cfg(test)]
mod tests {
    use proptest::strategy::ValueTree;

    use super::*;
    use crate::seed::Seed;

    fn drawn<S: Strategy>(strategy: &S) -> Vec<S::Value> {
        let one = |case| strategy.new_tree(&mut Seed::default().streams("a test").runner(case));
        (0..300).map(|case| one(case).expect("it generates").current()).collect()
    }

    /// RFC 791, appendix A, example 2.
    #[test]
    fn the_model_cuts_as_the_rfc_does() {
        let packet = Packet::new(111, 452).with(|header| header.ttl = 123);
        let all = cut(&packet.bytes(), 280, Habit::Right).expect("it may be cut");
        let read: Vec<Packet> = all.iter().map(|bytes| Packet::read(bytes).expect("a packet")).collect();
        let says =
            |packet: &Packet| (packet.len(), packet.header.more_fragments, packet.header.fragment_offset);
        assert_eq!(read.iter().map(says).collect::<Vec<_>>(), [(276, true, 0), (216, false, 32)]);
    }

    #[test]
    fn lengths_are_around_a_multiple_of_the_room() {
        let all = drawn(&too_long());
        assert!(all.iter().all(|(packet, mtu)| packet.len() > *mtu));
        let shows = |habit| {
            let differs = |(packet, mtu): &&(Packet, usize)| {
                cut(&packet.bytes(), *mtu, habit) != cut(&packet.bytes(), *mtu, Habit::Right)
            };
            all.iter().filter(differs).count()
        };
        assert!(shows(Habit::LastInEights) > 20, "{}", shows(Habit::LastInEights));
        assert!(shows(Habit::NotInEights) > 150);
        assert!(shows(Habit::FullLast) > 150);
    }

    #[test]
    fn options_are_of_all_kinds() {
        let all = drawn(&some_options());
        for (slug, reading) in READINGS {
            let shows =
                all.iter().filter(|options| copied(options, reading) != copied(options, Reading::Right));
            assert!(shows.count() > 3, "{slug}");
        }
    }
}
