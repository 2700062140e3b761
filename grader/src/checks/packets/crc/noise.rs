//! The receiver's end: what is right, what is not, and what noise does to a frame.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::Index;

use super::{model, numbers, pictures};
use crate::script::{Script, call};
use crate::spell::Bytes;
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// What `crc32` says of frame and FCS.
const GOOD: u32 = 0x2144_DF1C;

/// Whether the next answer is `right`.
fn answers(right: bool, seen: &mut Seen<'_>) -> Result<bool, Trouble> {
    let came = seen.value::<bool>();
    if !matches!(came, Ok(came) if came == right) {
        seen.expected(right.to_string());
    }
    came.map(|came| came == right)
}

/// A frame with its FCS, and with other numbers in its place: each is what a certain mistake would accept.
struct Variants {
    good: Vec<u8>,
    damaged: Vec<u8>,
    turned: Vec<u8>,
    zero: Vec<u8>,
    residue: Vec<u8>,
    counted: Vec<u8>,
}

impl Variants {
    /// `None` where no number is the CRC of a frame that ends in it.
    fn of(frame: &[u8]) -> Option<Variants> {
        let crc = model::crc32(frame);
        let with = |number| model::with_number(frame, number);
        let fitting = |wanted: u32| {
            model::solve(|number| model::crc32(&model::with_number(frame, number)) ^ wanted).map(with)
        };
        let mut damaged = with(crc);
        damaged[0] ^= 0x04;
        Some(Variants {
            good: with(crc),
            damaged,
            turned: with(crc.swap_bytes()),
            zero: fitting(0)?,
            residue: fitting(!GOOD)?,
            counted: model::solve(|number| model::crc32(&model::with_number(frame, number)) ^ number)
                .map(with)?,
        })
    }
}

/// None of them is the same from both ends, and each has a number that is its own CRC.
const FRAMES: [&[u8]; 3] = [b"to London", b"hi", &[0, 1, 2, 3, 4, 5, 6, 7]];

pub(super) fn right_and_wrong(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        FRAMES,
        |frame| {
            let Variants { good, damaged, turned, zero, residue, counted } =
                Variants::of(frame).expect("the test below tries all frames");
            let frames = [
                (good, "undamaged"),
                (damaged, "the first byte is damaged"),
                (turned, "the FCS is turned round"),
                (zero, "crc32 of all this is 0"),
                (residue, "crc32 of all this is 0xDEBB20E3"),
                (counted, "the last four bytes are crc32 of all this"),
            ];
            frames.into_iter().fold(Script::default(), |script, (frame, what)| {
                let spelled = format!("fcs_is_right({})   // {what}", numbers(&frame));
                script.call("fcs_is_right", (Bytes(frame),)).spelled(spelled)
            })
        },
        |frame, seen| {
            let accepts = answers(true, seen)?;
            if accepts {
                seen.leave_out();
            }
            let notices = answers(false, seen)?;
            if notices {
                seen.leave_out();
            }
            // What else is accepted says which mistake it is. Where everything is, it says nothing.
            let mut accepted = [false; 4];
            for accepted in &mut accepted {
                let refused = answers(false, seen)?;
                *accepted = !refused;
                if refused || !notices {
                    seen.leave_out();
                }
            }
            let [turned, zero, residue, counted] = accepted;
            ensure(accepts && notices && accepted == [false; 4], || {
                let variants = Variants::of(frame).expect("the test below tries all frames");
                let (message, shown) = match (accepts, notices) {
                    (true, false) => ("a damaged frame is taken for right", variants.damaged),
                    (true, true) => ("a frame with a wrong FCS is taken for right", variants.turned),
                    (false, _) => ("a frame with its FCS is refused", variants.good),
                };
                Trouble::new(message)
                    .looks_like_if(accepts && !notices, "everything-right")
                    .looks_like_if(!accepts && !notices, "upside-down")
                    .looks_like_if(accepts && turned && !zero && !residue && !counted, "either-order")
                    .looks_like_if(!accepts && turned, "compares-big-endian")
                    .looks_like_if(!accepts && zero, "waits-for-zero")
                    .looks_like_if(!accepts && residue, "residue-of-the-register")
                    .looks_like_if(!accepts && counted, "fcs-counted")
                    .looks_like_if(!accepts && notices, "nothing-right")
                    .figure(pictures::receipt(&shown))
            })
        },
    )
}

pub(super) fn short_frames(trial: &mut Trial<'_>) -> Verdict {
    let cases: [&[u8]; 6] = [&[0, 0, 0], &[], &[0], b"no", &[0, 0, 0, 0], &[0, 0, 0, 1]];
    trial.table(
        cases.map(<[u8]>::to_vec),
        |frame| {
            call("fcs_is_right", (Bytes(frame.clone()),)).spelled(format!("fcs_is_right({})", numbers(frame)))
        },
        |frame, seen| {
            let short = frame.len() < model::FCS;
            let right = model::is_right(frame);
            let came = answers(right, seen)
                .map_err(|trouble| if short { trouble.panic_looks_like("short-panics") } else { trouble })?;
            ensure(came, || {
                let message = if short {
                    "a frame without a whole FCS is taken for right"
                } else {
                    "four bytes are misjudged"
                };
                Trouble::new(message)
                    .looks_like_if(short, "short-accepted")
                    .looks_like_if(right, "empty-frame-refused")
                    .figure(pictures::receipt(frame))
            })
        },
    )
}

/// What was sent, what arrived, and what happened on the way.
#[derive(Clone, Debug)]
struct Noise {
    what: String,
    sent: Vec<u8>,
    came: Vec<u8>,
}

impl Noise {
    fn new(what: impl Into<String>, frame: &[u8], damage: impl FnOnce(&mut Vec<u8>)) -> Noise {
        let sent = model::with_fcs(frame);
        let mut came = sent.clone();
        damage(&mut came);
        Noise { what: what.into(), sent, came }
    }
}

/// So many bits from this one on, of which the first and the last are flipped, and those between as `inside` has it.
fn burst(bytes: &mut [u8], first: usize, len: usize, inside: u32) {
    for at in first..(first + len).min(bytes.len() * 8) {
        let flip = at == first || at + 1 == first + len || inside >> (at - first) & 1 == 1;
        bytes[at / 8] ^= u8::from(flip) << (at % 8);
    }
}

fn bursts() -> impl Strategy<Value = Noise> {
    (vec(any::<u8>(), 1..40), any::<Index>(), 1..=32_usize, any::<u32>()).prop_map(
        |(frame, first, len, inside)| {
            let first = first.index((frame.len() + model::FCS) * 8);
            Noise::new("a burst of at most 32 bits", &frame, |came| burst(came, first, len, inside))
        },
    )
}

/// Damage that leaves the sum of the Internet as it was.
fn unseen_by_a_sum() -> Vec<Noise> {
    let swap = |at: usize, other: usize, len: usize| {
        move |came: &mut Vec<u8>| (0..len).for_each(|next| came.swap(at + next, other + next))
    };
    vec![
        Noise::new("two words swapped", b"pay 10 to 20", swap(4, 10, 2)),
        Noise::new("one word up, one down", b"pay 10 to 20", |came| {
            came[5] += 1;
            came[11] -= 1;
        }),
        Noise::new("0000 turned into ffff", b"\0\0London", |came| came[..2].fill(0xFF)),
        Noise::new(
            "source and destination swapped",
            &[0x02, 0, 0, 0, 0, 0x07, 0x02, 0, 0, 0, 0, 0x01, 0x08, 0x00],
            swap(0, 6, 6),
        ),
    ]
}

/// Each bit alone; each difference of a single bit in what one would compare; and what a sum can't see.
fn forced() -> Vec<Noise> {
    let frame = b"Tokyo";
    let bit = |at: usize| Noise::new(format!("bit {at} flipped"), frame, |came| burst(came, at, 1, 0));
    let bits = (0..(frame.len() + model::FCS) * 8).map(bit);
    let near = (0..32).filter_map(|place| {
        let wanted = GOOD ^ 1 << place;
        let number = model::solve(|number| model::crc32(&model::with_number(frame, number)) ^ wanted)?;
        let other = model::with_number(frame, number);
        Some(Noise::new("some bits of the FCS flipped", frame, |came| came.clone_from(&other)))
    });
    let lengths = [
        Noise::new("the last byte lost", b"to London", |came| {
            came.pop();
        }),
        Noise::new("a zero byte lost in front", b"\0\0London", |came| {
            came.remove(0);
        }),
        Noise::new("a zero byte more in front", b"\0\0London", |came| came.insert(0, 0)),
        Noise::new("a zero byte more at the end", b"to London", |came| came.push(0)),
    ];
    bits.chain(near).chain(lengths).chain(unseen_by_a_sum()).collect()
}

pub(super) fn noise_is_noticed(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        forced(),
        bursts(),
        |noise| {
            let spelled = format!("fcs_is_right({})   // {}", numbers(&noise.came), noise.what);
            call("fcs_is_right", (Bytes(noise.came.clone()),)).spelled(spelled)
        },
        |noise, seen| {
            let notices = answers(false, seen)?;
            ensure(notices, || {
                let (frame, fcs) = noise
                    .came
                    .split_last_chunk::<{ model::FCS }>()
                    .expect("no noise leaves less than an FCS");
                let differences =
                    [model::crc32(frame) ^ u32::from_le_bytes(*fcs), model::crc32(&noise.came) ^ GOOD];
                let in_part = differences.iter().any(|difference| difference.to_le_bytes().contains(&0));
                Trouble::new(format!("not noticed: {}", noise.what))
                    .looks_like_if(in_part, "compared-in-part")
                    .figure(pictures::damage(&noise.sent, &noise.came))
                    .figure(pictures::receipt(&noise.came))
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::drawn;

    #[test]
    fn all_frames_have_their_variants_and_one_is_right() {
        for frame in FRAMES {
            let Variants { good, damaged, turned, zero, residue, counted } =
                Variants::of(frame).expect("it has");
            assert!(model::is_right(&good));
            for wrong in [damaged, turned, zero, residue, counted] {
                assert!(!model::is_right(&wrong), "{wrong:?}");
            }
        }
    }

    #[test]
    fn variants_are_what_they_are_called() {
        for frame in FRAMES {
            let Variants { zero, residue, counted, .. } = Variants::of(frame).expect("it has");
            assert_eq!(model::crc32(&zero), 0);
            assert_eq!(model::crc32(&residue), 0xDEBB_20E3);
            assert_eq!(model::crc32(&counted).to_le_bytes(), counted[frame.len()..]);
        }
    }

    #[test]
    fn all_noise_is_damage_that_a_crc_notices() {
        for noise in forced().into_iter().chain(drawn(bursts())) {
            assert_ne!(noise.sent, noise.came, "{noise:?}");
            assert!(!model::is_right(&noise.came), "{noise:?}");
        }
        assert!(forced().len() >= 72 + 32 + 8);
    }

    #[test]
    fn a_sum_does_not_see_it() {
        for noise in unseen_by_a_sum() {
            let sum = |bytes: &[u8]| model::internet_sum(&bytes[..bytes.len() - model::FCS]);
            assert_eq!(sum(&noise.sent), sum(&noise.came), "{noise:?}");
        }
    }

    #[test]
    fn a_third_of_the_bursts_are_longer_than_two_bytes() {
        let long = |noise: &&Noise| {
            noise.sent.iter().zip(&noise.came).filter(|(sent, came)| sent != came).count() > 2
        };
        let bursts = drawn(bursts());
        let count = bursts.iter().filter(long).count();
        assert!((66..170).contains(&count), "{count}");
    }
}
