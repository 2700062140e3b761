//! Traces drawn by lot, for what must hold for all traces.

use sim::{ActorId, Micros, Trace};

/// A trace in which everything happens, often at once: the same for the same seed.
pub(crate) fn drawn_by_lot(seed: u64) -> Trace {
    let mut lot = Lot::new(seed);
    let mut trace = Trace::new();
    let actors: Vec<ActorId> = (0..lot.below(8)).map(|_| trace.actor(lot.text())).collect();
    for _ in 0..lot.below(25) {
        let is_first_difference = lot.below(20) == 0;
        if actors.is_empty() || lot.below(4) == 0 {
            note(&mut trace, &mut lot, &actors, is_first_difference);
        } else {
            message(&mut trace, &mut lot, &actors, is_first_difference);
        }
    }
    trace
}

fn note(trace: &mut Trace, lot: &mut Lot, actors: &[ActorId], is_first_difference: bool) {
    let choice = lot.below(actors.len() as u64 + 1) as usize;
    let mut note = match actors.get(choice) {
        Some(actor) => trace.note(*actor, lot.text()),
        None => trace.scene(lot.text()),
    };
    if let Some(at) = lot.time() {
        note = note.at(at);
    }
    if is_first_difference {
        note.first_difference();
    }
}

fn message(trace: &mut Trace, lot: &mut Lot, actors: &[ActorId], is_first_difference: bool) {
    let [from, to] = [0, 1].map(|_| actors[lot.below(actors.len() as u64) as usize]);
    let sent = lot.time();
    let mut message = trace.message(from, to, lot.text()).carrying(lot.text());
    if let Some(at) = sent {
        message = message.sent(at);
    }
    for _ in 0..lot.below(3) {
        message = match (lot.below(4), lot.time()) {
            (0, _) => message.lost(lot.text()),
            (1, _) => message.damaged(lot.text()),
            (2, _) => message.damaged_into(lot.text(), lot.text()),
            (_, Some(flight)) => message.arrives(Micros(sent.unwrap_or_default().0 + flight.0)),
            (_, None) => message,
        };
        if lot.below(3) == 0 {
            message = message.again();
        }
    }
    if is_first_difference {
        message.first_difference();
    }
}

/// Pseudo-random choices: the same for the same seed.
struct Lot {
    state: u64,
    /// Of ten events, so many have a time.
    timed: u64,
    /// Microseconds between one time and the next.
    scale: u64,
}

impl Lot {
    fn new(seed: u64) -> Self {
        let mut lot = Self { state: seed, timed: 0, scale: 0 };
        lot.timed = [10, 10, 0, 5][lot.below(4) as usize];
        lot.scale = [1, 1000, 1_000_000, u64::MAX / 400][lot.below(4) as usize];
        lot
    }

    /// A number below the limit. The constants are Knuth's, for MMIX.
    fn below(&mut self, limit: u64) -> u64 {
        self.state = self.state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.state >> 33) % limit
    }

    fn time(&mut self) -> Option<Micros> {
        let time = Micros(self.below(100) * self.scale);
        (self.below(10) < self.timed).then_some(time)
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 12] = [
            "SYN",
            "SYN,ACK seq=300 ack=101",
            "",
            "  ",
            "\x1b[2J\r\n",
            "漢字漢字漢字漢字漢字漢字",
            "\u{202e}\u{2066}e\u{301}\u{200b}",
            "👩\u{200d}💻👍🏽🇩🇪",
            "\\\"'",
            "→ ESTABLISHED",
            "\u{0}\u{7f}\u{9b}\u{ad}\u{feff}\u{1160}",
            "لا ﷽",
        ];
        let text = TEXTS[self.below(12) as usize];
        text.repeat([1, 1, 1, 1, 2, 20][self.below(6) as usize])
    }
}
