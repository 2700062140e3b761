//! Damage that a sum shows, and damage that it does not.

use hello::notice::{intact, sum, unnoticed};
use sim::{ActorId, Trace};

use super::quoted;
use crate::{Drawing, Figure, Ladder};

/// The same bytes three times: intact, with one bit changed, with two bytes swapped.
pub(super) const DAMAGE: Figure = Figure {
    name: "hello/notice/damage",
    title: "one changed bit is noticed, two swapped bytes are not",
    draw: || Drawing::Ladder(Ladder { can_be_lost: Vec::new(), trace: |_| conversation() }),
};

fn conversation() -> Trace {
    let sent = b"hello";
    let came = sum(sent);
    let mut flipped = *sent;
    flipped[3] ^= 1;
    let swapped = unnoticed(sent).unwrap_or_else(|| sent.to_vec());

    let mut trace = Trace::new();
    let (tokyo, london) = (trace.actor("Tokyo"), trace.actor("London"));
    let label = format!("{}, sum 0x{came:02x}", quoted(sent));
    trace.message(tokyo, london, label.clone()).carrying(*sent);
    judge(&mut trace, london, sent, came);
    trace.message(tokyo, london, label.clone()).carrying(*sent).damaged_into("one bit flipped", flipped);
    judge(&mut trace, london, &flipped, came);
    trace.message(tokyo, london, label).carrying(*sent).damaged_into("two bytes swapped", swapped.clone());
    judge(&mut trace, london, &swapped, came);
    trace
}

/// What London makes of these bytes, and of the sum that came with them.
fn judge(trace: &mut Trace, london: ActorId, bytes: &[u8], came: u8) {
    let verdict = if intact(bytes, came) { "taken for intact" } else { "damaged, thrown away" };
    trace.note(london, format!("{}, sum 0x{:02x}: {verdict}", quoted(bytes), sum(bytes)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes;

    #[test]
    fn the_swap_alone_slips_through() {
        let trace = conversation();
        let notes = notes(&trace);
        assert_eq!(
            notes,
            [
                "\"hello\", sum 0x14: taken for intact",
                "\"helmo\", sum 0x15: damaged, thrown away",
                "\"ehllo\", sum 0x14: taken for intact",
            ]
        );
    }
}
