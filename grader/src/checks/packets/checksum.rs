//! packets/checksum: how many bits are 1.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::script::call;
use crate::spell::Bytes;
use crate::trial::{Trial, Verdict};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "checksum",
    title: "how many bits are 1",
    track: Track::Core,
    level: Level::Beginner,
    minutes: 5,
    needs: &[],
    rust: &[],
    hints: [
        "How would you count by hand the bits that are 1 in one byte?",
        "`count_ones` counts them for you. What is the sum of nothing?",
        "`bytes.iter().map(|byte| byte.count_ones()).sum()` is all of it.",
    ],
    compare: "Our `ones` has no loop: the iterator counts, and `sum` begins with 0.",
    checks: &[Check {
        name: "ones_are_counted",
        title: "a bit counts if it is 1, in whichever byte it is",
        points: 2,
        rule: "the docs of `ones`",
        book: "ones",
        after: &[],
        mistakes: &[COUNTS_BYTES],
        run: ones_are_counted,
    }],
};

const COUNTS_BYTES: Mistake = Mistake {
    slug: "counts-bytes",
    name: "the bytes are counted, not their bits that are 1",
    ask: "How many bits of the byte 7 are 1?",
};

fn ones_are_counted(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        [Bytes(vec![7]), Bytes(vec![]), Bytes(vec![0x80, 0, 1])],
        vec(any::<u8>(), 0..40).prop_map(Bytes),
        |bytes| call("ones", (bytes.clone(),)),
        |bytes, seen| {
            let ones: u32 = bytes.iter().map(|byte| byte.count_ones()).sum();
            seen.returns(ones, &[("counts-bytes", bytes.len() as u32)]).map(drop)
        },
    )
}
