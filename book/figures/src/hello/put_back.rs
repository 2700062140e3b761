//! Chunks that overtake one another and get lost, and what London makes of them.

use std::time::Duration;

use given::hello::Chunk;
use hello::cut::cut;
use hello::put_back::put_back;
use sim::{ActorId, Micros, Trace};

use super::{MESSAGE, quoted};
use crate::{Drawing, Figure, Ladder};

/// The reader loses chunks, and sees London ask for them.
pub(super) const ANY_ORDER: Figure = Figure {
    name: "hello/put_back/any-order",
    title: "four chunks travel to London, which says after each what is still missing",
    draw: || {
        let chunks = cut(MESSAGE, 4);
        Drawing::Ladder(Ladder {
            can_be_lost: chunks.iter().map(|chunk| format!("chunk {}", chunk.number)).collect(),
            trace: conversation,
        })
    },
};

/// How long a chunk travels, one way. Light in glass needs about half of that.
const TRAVEL: Duration = Duration::from_millis(100);

/// The chunk that takes a longer way, and how much longer. Those behind it overtake it.
const SLOW: u32 = 1;
const DETOUR: Duration = Duration::from_millis(20);

/// How long London waits for more before it asks.
const PATIENCE: Duration = Duration::from_millis(50);

/// Nobody asks more often: with a right `put_back`, the second answer is complete.
const MAX_QUESTIONS: usize = 3;

fn conversation(lost: &[usize]) -> Trace {
    let mut trace = Trace::new();
    let (tokyo, london) = (trace.actor("Tokyo"), trace.actor("London"));
    let chunks = cut(MESSAGE, 4);
    let mut heard = Heard { london, chunks: Vec::new(), now: Micros::default() };

    let mut under_way = Vec::new();
    for (chunk, millis) in chunks.iter().zip(0..) {
        let sent = Micros::from_millis(millis);
        let sending = trace.message(tokyo, london, chunk.to_string()).sent(sent);
        if lost.contains(&(chunk.number as usize)) {
            sending.lost("on the way");
        } else {
            let arrival = sent + TRAVEL + if chunk.number == SLOW { DETOUR } else { Duration::ZERO };
            sending.arrives(arrival);
            under_way.push((arrival, chunk));
        }
    }
    heard.now = Micros::from_millis(chunks.len() as u64) + TRAVEL;
    heard.all(&mut trace, under_way);

    for _ in 0..MAX_QUESTIONS {
        let Err(missing) = put_back(&heard.chunks) else { break };
        let asked = heard.now + PATIENCE;
        trace.message(london, tokyo, missing.to_string()).sent(asked).arrives(asked + TRAVEL);
        let mut under_way = Vec::new();
        let again = chunks.iter().filter(|chunk| missing.numbers.contains(&chunk.number));
        for (chunk, millis) in again.zip(0..) {
            let sent = asked + TRAVEL + Duration::from_millis(millis);
            trace.message(tokyo, london, format!("{chunk}, again")).sent(sent).arrives(sent + TRAVEL);
            under_way.push((sent + TRAVEL, chunk));
        }
        heard.all(&mut trace, under_way);
    }
    trace
}

/// What has reached London.
struct Heard {
    london: ActorId,
    chunks: Vec<Chunk>,
    now: Micros,
}

impl Heard {
    /// Lets these arrive, the earliest first, and notes what `put_back` says after each.
    fn all(&mut self, trace: &mut Trace, mut under_way: Vec<(Micros, &Chunk)>) {
        under_way.sort_by_key(|(arrival, _)| *arrival);
        for (arrival, chunk) in under_way {
            self.chunks.push(chunk.clone());
            let says = match put_back(&self.chunks) {
                Ok(message) => quoted(&message),
                Err(missing) => missing.to_string(),
            };
            trace.note(self.london, says).at(arrival);
            self.now = arrival;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes;

    #[test]
    fn whatever_is_lost_the_message_arrives() {
        for set in 0..16_u32 {
            let lost: Vec<usize> = (0..4).filter(|chunk| set >> chunk & 1 == 1).collect();
            let trace = conversation(&lost);
            assert_eq!(notes(&trace).last(), Some(&"\"hello, London\""), "{lost:?}");
        }
    }

    #[test]
    fn london_says_after_each_arrival_what_it_lacks() {
        assert_eq!(
            notes(&conversation(&[])),
            ["missing chunk 1, 2, 3", "missing chunk 1, 3", "missing chunk 1", "\"hello, London\""]
        );
        assert_eq!(
            notes(&conversation(&[0, 3])),
            ["missing chunk 0, 1, 3", "missing chunk 0, 3", "missing chunk 3", "\"hello, London\""]
        );
    }

    #[test]
    fn london_that_heard_nothing_asks_for_the_first_and_then_knows_how_many_there_are() {
        assert_eq!(notes(&conversation(&[0, 1, 2, 3]))[0], "missing chunk 1, 2, 3");
    }
}
