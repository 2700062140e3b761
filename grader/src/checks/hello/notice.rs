//! hello/notice: a sum that notices damage, most of the time.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::finding::Dump;
use crate::script::{Script, call};
use crate::spell::{Bytes, Spell};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "notice",
    title: "a small sum notices damage, but not all",
    track: Track::First,
    level: Level::Beginner,
    minutes: 10,
    needs: &[],
    rust: &[],
    hints: [
        "What happens in Rust when a `u8` that holds 255 is increased by 1, in a debug build?",
        "`wrapping_add` keeps the low eight bits and forgets the rest. For the third function: what can you change about a list of numbers without changing their sum?",
        "`bytes.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte))` is the sum. `intact` compares it. `unnoticed` copies the bytes, finds one that differs from the first, and swaps the two.",
    ],
    compare: "Our `unnoticed` swaps the first byte with the first that differs from it; any two would do.",
    checks: &[
        Check {
            name: "small_sums",
            title: "the sum of 3, 5 and 9 is 17",
            points: 1,
            rule: "the exercise: add all the bytes, keep the low eight bits",
            book: "sum",
            after: &[],
            mistakes: &[XOR_NOT_SUM, SKIPS_FIRST_BYTE],
            run: small_sums,
        },
        Check {
            name: "any_sum",
            title: "the sum of any bytes is the low eight bits of all of them added up",
            points: 2,
            rule: "the exercise: add all the bytes, keep the low eight bits",
            book: "sum",
            after: &["small_sums"],
            mistakes: &[SUM_OVERFLOWS, SUM_SATURATES, MODULO_255, SKIPS_LAST_BYTE, NOTHING_TO_ADD],
            run: any_sum,
        },
        Check {
            name: "notices_damage",
            title: "the right sum is accepted, and one changed byte is noticed",
            points: 2,
            rule: "one changed byte changes the sum by 1 to 255, and never by 256",
            book: "notice",
            after: &["small_sums", "any_sum"],
            mistakes: &[CHECKS_NOTHING, INTACT_UPSIDE_DOWN],
            run: notices_damage,
        },
        Check {
            name: "swapped_bytes_slip_through",
            title: "two swapped bytes are damage that the sum can't see",
            points: 1,
            rule: "a sum is the same in any order: a + b = b + a",
            book: "what-it-cannot-see",
            after: &["small_sums", "any_sum"],
            mistakes: &[UNDAMAGED_COPY, GIVES_UP_EARLY, TOO_FEW_TO_SWAP, DAMAGE_IS_NOTICED, NOT_A_SWAP],
            run: swapped_bytes_slip_through,
        },
    ],
};

const XOR_NOT_SUM: Mistake = Mistake {
    slug: "xor-not-sum",
    name: "the bytes are joined with exclusive or, not added",
    ask: "What is 1 + 3, and what is 1 ^ 3?",
};

const SKIPS_FIRST_BYTE: Mistake = Mistake {
    slug: "skips-first-byte",
    name: "the first byte is not in the sum, so damage to it is never noticed",
    ask: "Which number has the first element of a slice in Rust?",
};

const SUM_OVERFLOWS: Mistake = Mistake {
    slug: "sum-overflows",
    name: "the sum grows past what its type holds, and Rust stops the program rather than forget a bit silently",
    ask: "Which of Rust's ways to add says that forgetting the high bits is what you want?",
};

const SUM_SATURATES: Mistake = Mistake {
    slug: "sum-saturates",
    name: "the sum stays at 255 when it should begin again from 0",
    ask: "What are the low eight bits of 256?",
};

const MODULO_255: Mistake = Mistake {
    slug: "modulo-255",
    name: "the sum begins again one too early: at 255, not at 256",
    ask: "How many different values can eight bits have, 0 included?",
};

const SKIPS_LAST_BYTE: Mistake = Mistake {
    slug: "skips-last-byte",
    name: "the last byte is not in the sum, so damage to it is never noticed",
    ask: "Which bytes does your range or loop visit for a message of one byte?",
};

const NOTHING_TO_ADD: Mistake = Mistake {
    slug: "nothing-to-add",
    name: "it takes for granted that there is a first byte",
    ask: "What do you have before you have added anything?",
};

const CHECKS_NOTHING: Mistake = Mistake {
    slug: "checks-nothing",
    name: "everything is taken for intact",
    ask: "What does your `intact` compare with what?",
};

const INTACT_UPSIDE_DOWN: Mistake = Mistake {
    slug: "intact-upside-down",
    name: "it answers the opposite: whether there is damage",
    ask: "How does this sentence end: the bytes are intact if the two sums ...?",
};

const UNDAMAGED_COPY: Mistake = Mistake {
    slug: "undamaged-copy",
    name: "the copy is not damaged at all",
    ask: "What does a swap change when the two bytes are equal?",
};

const GIVES_UP_EARLY: Mistake = Mistake {
    slug: "gives-up-early",
    name: "it answers `None` although two of the bytes differ",
    ask: "Which bytes do you compare with which, and which two do you never compare?",
};

const TOO_FEW_TO_SWAP: Mistake = Mistake {
    slug: "too-few-to-swap",
    name: "it reaches for a byte that is not there",
    ask: "How many bytes must there be before you can swap two?",
};

const DAMAGE_IS_NOTICED: Mistake = Mistake {
    slug: "damage-is-noticed",
    name: "the copy has another sum, so London notices this damage",
    ask: "What is the sum of your copy, and what is the sum of the original?",
};

const NOT_A_SWAP: Mistake = Mistake {
    slug: "not-a-swap",
    name: "the sum is the same, but the change is another one than two bytes that changed places",
    ask: "Which bytes of your copy stand where they stood? Do all but two?",
};

fn sum(bytes: &[u8]) -> u8 {
    whole_sum(bytes) as u8
}

fn whole_sum(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(*byte)).sum()
}

fn ask_sum(bytes: &[u8]) -> Script {
    call("sum", (Bytes(bytes.to_vec()),)).spelled(format!("sum({})", numbers(bytes)))
}

/// Bytes as numbers to reckon with: `&[1, 2, 3]`.
fn numbers(bytes: &[u8]) -> String {
    match bytes {
        [first, .., last] if bytes.len() > 30 && first == last => format!("&[{first}; {}]", bytes.len()),
        _ => format!("&{bytes:?}"),
    }
}

fn small_sums(trial: &mut Trial<'_>) -> Verdict {
    // The last byte is 0 and nothing grows past 255: the first step needs a sum and no more.
    trial.table(
        [vec![3, 5, 9, 0], vec![40, 2, 0], vec![7, 0]],
        |bytes| ask_sum(bytes),
        |bytes, seen| {
            let xor = bytes.iter().fold(0, |sum, byte| sum ^ byte);
            let mistakes = [("xor-not-sum", xor), ("skips-first-byte", sum(&bytes[1..]))];
            seen.returns(sum(bytes), &mistakes).map(drop)
        },
    )
}

fn any_sum(trial: &mut Trial<'_>) -> Verdict {
    let forced = [vec![5], vec![], vec![200, 100, 1], vec![255, 1], vec![0, 0, 9], vec![255; 300]];
    trial.law(
        forced,
        vec(any::<u8>(), 0..40),
        |bytes| ask_sum(bytes),
        |bytes, seen| {
            let whole = whole_sum(bytes);
            let mistakes = [
                ("sum-saturates", bytes.iter().fold(0_u8, |sum, byte| sum.saturating_add(*byte))),
                ("modulo-255", (whole % 255) as u8),
                ("skips-last-byte", sum(&bytes[..bytes.len().saturating_sub(1)])),
            ];
            seen.returns(sum(bytes), &mistakes).map(drop).map_err(|trouble| {
                if whole > 255 {
                    seen.expected(format!(
                        "{}, because all together are {whole} = {} * 256 + {0}",
                        whole % 256,
                        whole / 256
                    ));
                }
                let trouble =
                    if bytes.is_empty() { trouble.panic_looks_like("nothing-to-add") } else { trouble };
                overflows(trouble)
            })
        },
    )
}

/// A sum that grew past its type, or did not fit the answer's.
fn overflows(trouble: Trouble) -> Trouble {
    trouble
        .panic_with_looks_like("attempt to add with overflow", "sum-overflows")
        .panic_with_looks_like("TryFromIntError", "sum-overflows")
}

/// Bytes, the place of one of them, and what it is changed by.
type Damage = (Vec<u8>, usize, u8);

fn damages() -> impl Strategy<Value = Damage> {
    (vec(any::<u8>(), 1..30), any::<proptest::sample::Index>(), 1..=255_u8)
        .prop_map(|(bytes, at, by)| (bytes.clone(), at.index(bytes.len()), by))
}

fn damaged((bytes, at, by): &Damage) -> Vec<u8> {
    let mut damaged = bytes.clone();
    damaged[*at] = damaged[*at].wrapping_add(*by);
    damaged
}

fn notices_damage(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        [(b"hello".to_vec(), 3, 1)],
        damages(),
        |damage: &Damage| {
            let right = sum(&damage.0);
            let intact = |script: Script, bytes: &[u8]| {
                let bytes = Bytes(bytes.to_vec());
                let spelled = format!("intact({}, {right:#04x})", bytes.spell());
                script.call("intact", (bytes, right)).spelled(spelled)
            };
            intact(intact(Script::default(), &damage.0), &damaged(damage))
        },
        |damage, seen| {
            let (bytes, at, _) = damage;
            let (accepts, notices) = (answers(true, seen)?, answers(false, seen)?);
            ensure(accepts && notices, || {
                let (before, after) = (sum(bytes), sum(&damaged(damage)));
                let label = format!("was {:02x}: the sum was {before:#04x} and is {after:#04x}", bytes[*at]);
                let trouble = Trouble::new(if accepts {
                    "a changed byte is not noticed"
                } else {
                    "bytes with their right sum are not taken for intact"
                });
                trouble
                    .looks_like_if(accepts && !notices, "checks-nothing")
                    .looks_like_if(!accepts && !notices, "intact-upside-down")
                    .figure(Dump::new("the second call", &damaged(damage)).wrong(*at, 1, label))
            })
        },
    )
}

/// Whether the next answer is `right`.
fn answers(right: bool, seen: &mut Seen<'_>) -> Result<bool, Trouble> {
    let came = seen.value::<bool>().map_err(overflows);
    if !matches!(came, Ok(came) if came == right) {
        seen.expected(right.to_string());
    }
    came.map(|came| came == right)
}

fn swapped_bytes_slip_through(trial: &mut Trial<'_>) -> Verdict {
    // Few different values, so that equal neighbors are common.
    let random = vec(0..4_u8, 0..12);
    let forced = [
        b"ab".to_vec(),
        vec![1, 1, 2],
        vec![2, 1, 1],
        vec![1, 2, 1],
        vec![1, 2, 3, 4],
        vec![7, 7, 7],
        vec![],
        vec![9],
    ];
    trial.law(
        forced,
        random,
        |bytes| call("unnoticed", (Bytes(bytes.clone()),)).spelled(format!("unnoticed({})", numbers(bytes))),
        |bytes, seen| {
            let came = seen.value::<Option<Bytes>>();
            let can_differ = bytes.iter().any(|byte| *byte != bytes[0]);
            let right = match &came {
                Ok(None) => !can_differ,
                Ok(Some(copy)) => is_swap(bytes, copy),
                Err(_) => false,
            };
            if right {
                return Ok(());
            }
            seen.expected(if can_differ {
                "Some(a copy in which two bytes that differ have changed places)"
            } else {
                "None, because no two bytes differ"
            });
            let came = came.map_err(|trouble| {
                trouble
                    .panic_with_looks_like("out of bounds", "too-few-to-swap")
                    .panic_with_looks_like("subtract with overflow", "too-few-to-swap")
                    .panic_with_looks_like("`None` value", "too-few-to-swap")
            })?;
            let Some(Bytes(copy)) = came else {
                return Err(Trouble::new("there are two bytes that differ").looks_like("gives-up-early"));
            };
            seen.shown_as(&format!("Some({})", numbers(&copy)));
            Err(Trouble::new("the copy is not the original with two different bytes swapped")
                .looks_like_if(copy == *bytes, "undamaged-copy")
                .looks_like_if(sum(&copy) != sum(bytes), "damage-is-noticed")
                .looks_like("not-a-swap"))
        },
    )
}

/// Whether two bytes that differ have changed places, and nothing else.
fn is_swap(bytes: &[u8], copy: &[u8]) -> bool {
    let changed: Vec<usize> = (0..bytes.len().min(copy.len())).filter(|at| copy[*at] != bytes[*at]).collect();
    copy.len() == bytes.len() && matches!(changed[..], [a, b] if copy[a] == bytes[b] && copy[b] == bytes[a])
}
