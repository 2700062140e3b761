//! Lists of fates from chances: the only place where probabilities are.

use std::time::Duration;

use super::dice::{Chance, Dice};
use super::fate::Fate;

/// How likely each fate is. What remains is delivered.
///
/// ```
/// use sim::net::{Chance, Dice, Rates};
///
/// let rates = Rates::new().drop(Chance::percent(10)).swap(Chance::percent(5), 3);
/// let fates = rates.list(300, &mut Dice::new(42));
/// assert_eq!(fates.len(), 300);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(Vec<(Chance, Kind)>);

/// Weather that comes in bursts: two states, each with its own rates, and the chances to go from one to the other
/// before each packet (the model of Gilbert and Elliott). [`Rates`] alone are the one that never leaves its state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bursts {
    /// In fair weather, where every list begins.
    pub fair: Rates,
    /// In foul weather.
    pub foul: Rates,
    /// From fair to foul.
    pub worsens: Chance,
    /// From foul to fair.
    pub clears: Chance,
}

/// A fate whose numbers are not drawn yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Delay { longest: Duration },
    Drop,
    Duplicate { latest: Duration },
    Swap { most: u32 },
    FlipBit,
    SwapWords,
    Truncate,
    Cut,
    Pieces,
    Join,
    Reset,
}

/// Half of all places that are drawn lie in the headers, as do most mistakes.
const HEADER_BYTES: u64 = 64;
/// The other half lie anywhere in a packet as Ethernet carries it.
const PACKET_BYTES: u64 = 1500;

impl Rates {
    /// All is delivered.
    pub fn new() -> Self {
        Self::default()
    }

    /// [`Fate::Delay`], up to so long.
    pub fn delay(self, chance: Chance, longest: Duration) -> Self {
        self.with(chance, Kind::Delay { longest })
    }

    /// [`Fate::Drop`]
    pub fn drop(self, chance: Chance) -> Self {
        self.with(chance, Kind::Drop)
    }

    /// [`Fate::Duplicate`], the copy right behind or up to so much later.
    pub fn duplicate(self, chance: Chance, latest: Duration) -> Self {
        self.with(chance, Kind::Duplicate { latest })
    }

    /// [`Fate::Swap`], with 1 to `most` packets.
    pub fn swap(self, chance: Chance, most: u32) -> Self {
        self.with(chance, Kind::Swap { most })
    }

    /// [`Fate::FlipBit`]
    pub fn flip_bit(self, chance: Chance) -> Self {
        self.with(chance, Kind::FlipBit)
    }

    /// [`Fate::SwapWords`]
    pub fn swap_words(self, chance: Chance) -> Self {
        self.with(chance, Kind::SwapWords)
    }

    /// [`Fate::Truncate`]
    pub fn truncate(self, chance: Chance) -> Self {
        self.with(chance, Kind::Truncate)
    }

    /// [`Fate::Cut`]
    pub fn cut(self, chance: Chance) -> Self {
        self.with(chance, Kind::Cut)
    }

    /// [`Fate::Pieces`], a third of them of single bytes.
    pub fn pieces(self, chance: Chance) -> Self {
        self.with(chance, Kind::Pieces)
    }

    /// [`Fate::Join`]
    pub fn join(self, chance: Chance) -> Self {
        self.with(chance, Kind::Join)
    }

    /// [`Fate::Reset`]
    pub fn reset(self, chance: Chance) -> Self {
        self.with(chance, Kind::Reset)
    }

    /// As many fates.
    pub fn list(&self, packets: usize, dice: &mut Dice) -> Vec<Fate> {
        (0..packets).map(|_| self.fate(dice)).collect()
    }

    fn with(mut self, chance: Chance, kind: Kind) -> Self {
        self.0.push((chance, kind));
        self
    }

    /// One throw decides, so that chances add up and do not depend on their order.
    fn fate(&self, dice: &mut Dice) -> Fate {
        let mut thrown = dice.below(Chance::CERTAIN.in_a_million().into());
        for (chance, kind) in &self.0 {
            let width = u64::from(chance.in_a_million());
            if thrown < width {
                return kind.draw(dice);
            }
            thrown -= width;
        }
        Fate::Deliver
    }
}

impl Bursts {
    /// Losses in bursts of this mean length, and so many in all. They are never all: with a loss of 100 % the
    /// weather never clears, but it begins fair.
    pub fn of_losses(loss: Chance, mean_length: u32) -> Self {
        let clears = 1_000_000 / mean_length.max(1);
        // In the long run the share of foul weather is worsens / (worsens + clears).
        let (lost, kept) = (loss.in_a_million(), Chance::CERTAIN.in_a_million() - loss.in_a_million());
        let worsens = (u64::from(lost) * u64::from(clears)).checked_div(kept.into());
        Bursts {
            fair: Rates::new(),
            foul: Rates::new().drop(Chance::CERTAIN),
            worsens: worsens.map_or(Chance::CERTAIN, |worsens| {
                Chance::millionths(u32::try_from(worsens).unwrap_or(u32::MAX))
            }),
            clears: if kept == 0 { Chance::NEVER } else { Chance::millionths(clears) },
        }
    }

    /// As many fates.
    pub fn list(&self, packets: usize, dice: &mut Dice) -> Vec<Fate> {
        let mut is_foul = false;
        (0..packets)
            .map(|_| {
                is_foul ^= dice.happens(if is_foul { self.clears } else { self.worsens });
                if is_foul { &self.foul } else { &self.fair }.fate(dice)
            })
            .collect()
    }
}

impl From<Rates> for Bursts {
    fn from(fair: Rates) -> Self {
        Bursts { fair, ..Bursts::default() }
    }
}

impl Kind {
    fn draw(self, dice: &mut Dice) -> Fate {
        match self {
            Kind::Delay { longest } => Fate::Delay(moment(dice, longest)),
            Kind::Drop => Fate::Drop,
            Kind::Duplicate { latest } => match dice.below(2) {
                0 => Fate::Duplicate(Duration::ZERO),
                _ => Fate::Duplicate(moment(dice, latest)),
            },
            Kind::Swap { most } => Fate::Swap(1 + dice.below(most.max(1).into()) as u32),
            Kind::FlipBit => Fate::FlipBit(8 * place(dice) + dice.below(8) as u32),
            Kind::SwapWords => Fate::SwapWords(place(dice) / 2, place(dice) / 2),
            Kind::Truncate => Fate::Truncate(place(dice)),
            Kind::Cut => Fate::Cut(1 + place(dice)),
            Kind::Pieces => match dice.below(3) {
                0 => Fate::Pieces(1),
                _ => Fate::Pieces(1 + place(dice)),
            },
            Kind::Join => Fate::Join,
            Kind::Reset => Fate::Reset,
        }
    }
}

/// The place of a byte.
fn place(dice: &mut Dice) -> u32 {
    let most = if dice.below(2) == 0 { HEADER_BYTES } else { PACKET_BYTES };
    dice.below(most) as u32
}

/// Up to so long, in whole milliseconds where there is more than one, because a person reads it.
fn moment(dice: &mut Dice, longest: Duration) -> Duration {
    match u64::try_from(longest.as_millis()).unwrap_or(u64::MAX) {
        0 => Duration::from_micros(dice.below(longest.as_micros() as u64 + 1)),
        millis => Duration::from_millis(1 + dice.below(millis)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(fates: &[Fate], which: Fate) -> f64 {
        fates.iter().filter(|fate| **fate == which).count() as f64 / fates.len() as f64
    }

    #[test]
    fn rates_are_kept() {
        let rates = Rates::new().join(Chance::percent(20)).drop(Chance::percent(10));
        let fates = rates.list(100_000, &mut Dice::new(3));
        assert!((share(&fates, Fate::Drop) - 0.1).abs() < 0.01);
        assert!((share(&fates, Fate::Join) - 0.2).abs() < 0.01);
        assert_eq!(Rates::new().list(3, &mut Dice::new(3)), [Fate::Deliver; 3]);
    }

    #[test]
    fn bursts_lose_as_much_as_they_say_and_are_as_long() {
        let fates = Bursts::of_losses(Chance::percent(30), 3).list(200_000, &mut Dice::new(3));
        assert!((share(&fates, Fate::Drop) - 0.3).abs() < 0.01);
        let begun = fates.windows(2).filter(|pair| *pair == [Fate::Deliver, Fate::Drop]).count();
        let mean = share(&fates, Fate::Drop) * fates.len() as f64 / begun as f64;
        assert!((mean - 3.0).abs() < 0.1, "{mean}");
    }

    #[test]
    fn all_and_nothing_can_be_lost() {
        let all = Bursts::of_losses(Chance::CERTAIN, 3).list(100, &mut Dice::new(3));
        assert_eq!(share(&all, Fate::Drop), 1.0);
        let nothing = Bursts::of_losses(Chance::NEVER, 3).list(100, &mut Dice::new(3));
        assert_eq!(share(&nothing, Fate::Drop), 0.0);
    }
}
