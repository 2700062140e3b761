//! How much is kept. Nobody can look into the learner's memory; but what comes out must have been kept.

use given::time::Micros;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;

use super::stories::{Firsts, LONDON, push};
use super::wire::{Packet, describe};
use crate::finding::Table;
use crate::script::Script;
use crate::spell::Bytes;
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// What is done before the memory is filled, and must leave nothing behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// A packet is finished.
    Finished,
    /// One is given up.
    GivenUp,
    /// Fragments contradict one another.
    Contradicted,
}

/// What is asked of a memory.
#[derive(Clone, Debug)]
enum Memory {
    /// All of this fits: one half of each packet, and one half more. So each packet is finished.
    Fits { before: Vec<Before>, packets: usize, doubles: usize, half: usize },
    /// The first halves do not fit.
    Flood { limit: usize, halves: Vec<usize> },
    /// A single packet does not, in pieces of so many bytes.
    Large { limit: usize, pieces: usize, len: usize },
}

/// A packet's number, and a piece of it, in the order in which they come. Behind it: when it comes.
type Coming = (u16, Packet, u64);

impl Memory {
    fn limit(&self) -> usize {
        match self {
            Memory::Fits { packets, half, .. } => (packets + 1) * (20 + half),
            Memory::Flood { limit, .. } | Memory::Large { limit, .. } => *limit,
        }
    }

    fn coming(&self) -> Vec<Coming> {
        let halves = |id: u16, half: usize| {
            let packet = Packet::new(id, 2 * half);
            [packet.piece(0, half), packet.piece(half, 2 * half)]
        };
        match self {
            Memory::Fits { before, packets, doubles, half } => {
                let mut coming = Vec::new();
                for (index, before) in (0_u64..).zip(before) {
                    let id = 100 + index as u16;
                    let [first, second] = halves(id, *half);
                    let at = 70_000 * index;
                    coming.push((id, first.clone(), at));
                    match before {
                        Before::Finished => coming.push((id, second, at)),
                        Before::GivenUp => {}
                        Before::Contradicted => {
                            let lie = Packet { payload: vec![b'z'; *half], ..first };
                            coming.push((id, lie, at));
                        }
                    }
                }
                let at = 70_000 * before.len() as u64;
                for id in 1..=*packets as u16 {
                    let [first, _] = halves(id, *half);
                    coming.extend(vec![(id, first, at); 1 + doubles]);
                }
                coming.extend((1..=*packets as u16).map(|id| (id, halves(id, *half)[1].clone(), at)));
                coming
            }
            Memory::Flood { halves: lens, .. } => {
                let all: Vec<(u16, [Packet; 2])> =
                    (1..).zip(lens).map(|(id, len)| (id, halves(id, *len))).collect();
                let first = all.iter().map(|(id, [first, _])| (*id, first.clone(), 0));
                let second = all.iter().map(|(id, [_, second])| (*id, second.clone(), 0));
                first.chain(second).collect()
            }
            Memory::Large { pieces, len, .. } => {
                Packet::new(1, pieces * len).pieces(*len).into_iter().map(|piece| (1, piece, 0)).collect()
            }
        }
    }

    fn has_times(&self) -> bool {
        matches!(self, Memory::Fits { before, .. } if before.contains(&Before::GivenUp))
    }
}

fn ask(memory: &Memory) -> Script {
    let limit = memory.limit();
    let mut script = Script::default().new(LONDON, "Reassembly::new", (limit,));
    let mut now = 0;
    for (_, packet, at) in memory.coming() {
        if at != now {
            now = at;
            let moment = Micros::from_millis(now);
            script = script
                .on(LONDON, "Reassembly::handle_timeout", (moment,))
                .spelled(format!("london.handle_timeout({moment})"));
        }
        script = push(script, Micros::from_millis(at), &packet.bytes(), memory.has_times());
    }
    script
}

pub(super) fn kept_bytes_have_a_limit(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(60);
    trial.law(forced(), memories(), ask, judge)
}

fn forced() -> Vec<Memory> {
    let after = |before: Before| Memory::Fits { before: vec![before; 3], packets: 1, doubles: 0, half: 8 };
    vec![
        Memory::Large { limit: 100, pieces: 4, len: 64 },
        Memory::Flood { limit: 200, halves: vec![64; 4] },
        Memory::Fits { before: vec![], packets: 3, doubles: 0, half: 64 },
        Memory::Fits { before: vec![], packets: 2, doubles: 2, half: 8 },
        after(Before::Finished),
        after(Before::GivenUp),
        after(Before::Contradicted),
    ]
}

fn memories() -> impl Strategy<Value = Memory> {
    let before = (0..3_u8).prop_map(|what| match what {
        0 => Before::Finished,
        1 => Before::GivenUp,
        _ => Before::Contradicted,
    });
    let fits = (vec(before, 0..6), 1..6_usize, 0..3_usize, 1..9_usize).prop_map(
        |(before, packets, doubles, units)| Memory::Fits { before, packets, doubles, half: 8 * units },
    );
    let flood = (vec(1..9_usize, 2..7), any::<proptest::sample::Index>()).prop_map(|(units, limit)| {
        let halves: Vec<usize> = units.iter().map(|units| 8 * units).collect();
        Memory::Flood { limit: limit.index(halves.iter().sum()), halves }
    });
    let large =
        (3..7_usize, 1..9_usize, any::<proptest::sample::Index>()).prop_map(|(pieces, units, limit)| {
            let len = 8 * units;
            Memory::Large { limit: limit.index((pieces - 1) * len), pieces, len }
        });
    proptest::prop_oneof![fits, flood, large]
}

fn judge(memory: &Memory, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    seen.skip()?;
    let mut now = 0;
    let mut kept: Vec<(u16, usize)> = Vec::new();
    let mut finished: Vec<(u16, usize)> = Vec::new();
    let coming = memory.coming();
    for (id, packet, at) in &coming {
        if *at != now {
            now = *at;
            seen.value::<Firsts>()?;
            seen.leave_unsaid();
            seen.leave_open();
        }
        let whole: Option<Bytes> = seen.value()?;
        let is_last = !packet.header.more_fragments;
        let came = whole.as_ref().map_or(String::from("None"), |whole| format!("Some({})", describe(whole)));
        seen.shown_as(&came);
        if whole.is_none() && !is_last {
            seen.leave_unsaid();
        }
        if let Memory::Fits { before, doubles, .. } = memory {
            let must = is_last;
            ensure(whole.is_some() == must, || {
                let should = if must {
                    format!("Some(id {id}: whole, {} bytes)", packet.end())
                } else {
                    String::from("None")
                };
                let trouble = Trouble::new(seen.expected(should));
                // A finding that only one kind of past can explain.
                let only =
                    |kind| !before.is_empty() && *doubles == 0 && before.iter().all(|before| *before == kind);
                trouble
                    .looks_like_if(before.is_empty() && *doubles > 0, "duplicates-counted")
                    .looks_like_if(before.is_empty() && *doubles == 0, "gives-up-while-there-is-room")
                    .looks_like_if(only(Before::Finished), "finished-still-counted")
                    .looks_like_if(only(Before::GivenUp), "given-up-still-counted")
                    .looks_like_if(only(Before::Contradicted), "contradicted-still-counted")
                    .figure(arithmetic(memory, &[]))
            })?;
            continue;
        }
        if !is_last {
            kept.push((*id, packet.payload.len()));
        }
        if whole.is_some() {
            finished.extend(kept.iter().filter(|(of, _)| of == id));
            let bytes: usize = finished.iter().map(|(_, bytes)| bytes).sum();
            ensure(bytes <= memory.limit(), || {
                seen.expected(format!(
                    "None, or None for one before: {} bytes are the limit",
                    memory.limit()
                ));
                let slug =
                    if matches!(memory, Memory::Large { .. }) { "no-bound" } else { "bound-per-packet" };
                Trouble::new(format!("{bytes} bytes were kept, and {} may be", memory.limit()))
                    .looks_like(slug)
                    .figure(arithmetic(memory, &finished))
            })?;
        }
        // Which packets are kept is a choice, as long as they are not too many.
        seen.leave_open();
    }
    Ok(())
}

/// What should be kept, or must have been, beside the limit.
fn arithmetic(memory: &Memory, finished: &[(u16, usize)]) -> Table {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let title = match memory {
        Memory::Fits { packets, half, .. } => {
            let each = 20 + half;
            let halves = match packets {
                1 => String::from("the first half, with its header"),
                _ => format!("{packets} first halves, with their headers"),
            };
            rows.push(vec![halves, (packets * each).to_string()]);
            rows.push(vec![String::from("the second half that comes"), each.to_string()]);
            "what is there at most when the first packet is finished"
        }
        Memory::Flood { .. } | Memory::Large { .. } => {
            for (id, bytes) in finished {
                rows.push(vec![format!("of id {id}, payload alone"), bytes.to_string()]);
            }
            let all: usize = finished.iter().map(|(_, bytes)| bytes).sum();
            rows.push(vec![String::from("together"), all.to_string()]);
            "what was kept, or it could not have come out"
        }
    };
    rows.push(vec![String::from("the limit"), memory.limit().to_string()]);
    Table {
        title: String::from(title),
        head: ["what", "bytes"].map(String::from).to_vec(),
        rows,
        wrong: vec![],
    }
}

#[cfg(test)]
mod tests {
    use proptest::strategy::ValueTree;

    use super::*;
    use crate::seed::Seed;

    #[test]
    fn what_must_fit_fits_and_what_must_not_does_not() {
        let strategy = memories();
        let one = |case| strategy.new_tree(&mut Seed::default().streams("a test").runner(case));
        let drawn = (0..200).map(|case| one(case).expect("it generates").current());
        let mut kinds = [0; 3];
        for memory in drawn.chain(forced()) {
            match &memory {
                Memory::Fits { packets, half, .. } => {
                    kinds[0] += 1;
                    let first_halves: usize = packets * (half + 20);
                    assert!(first_halves + half + 20 <= memory.limit());
                }
                Memory::Flood { halves, limit } => {
                    kinds[1] += 1;
                    assert!(halves.iter().sum::<usize>() > *limit);
                }
                Memory::Large { limit, pieces, len } => {
                    kinds[2] += 1;
                    assert!((pieces - 1) * len > *limit);
                }
            }
        }
        assert!(kinds.iter().all(|count| *count > 40), "{kinds:?}");
    }
}
