//! calendar/leap: which years have a day more.

use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::script::call;
use crate::trial::{Trial, Verdict};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "leap",
    title: "which years have a day more",
    track: Track::First,
    level: Level::Beginner,
    minutes: 5,
    needs: &[],
    rust: &[],
    hints: [
        "Which years between 1890 and 1910 had a 29th of February?",
        "A year that 100 divides is no leap year, unless 400 divides it.",
        "`is_multiple_of` is true for three numbers here: 4, 100 and 400.",
    ],
    compare: "Our `is_leap` is one expression. Does its order matter?",
    checks: &[Check {
        name: "days_repeat_after_400_years",
        title: "of 400 years, 97 are leap years",
        points: 3,
        rule: "Inter gravissimas, 1582",
        book: "leap",
        after: &[],
        mistakes: &[EVERY_FOURTH],
        run: days_repeat_after_400_years,
    }],
};

const EVERY_FOURTH: Mistake = Mistake {
    slug: "every-fourth",
    name: "every fourth year is a leap year",
    ask: "How many days had February 1900?",
};

fn days_repeat_after_400_years(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        [2023, 2024, 1900, 2000],
        0..3000_u32,
        |year| call("is_leap", (*year,)),
        |year, seen| {
            let leap = match year % 400 {
                0 => true,
                100 | 200 | 300 => false,
                rest => rest % 4 == 0,
            };
            seen.returns(leap, &[("every-fourth", year % 4 == 0)]).map(drop)
        },
    )
}
