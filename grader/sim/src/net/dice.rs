//! Chance from a seed, and nothing else: the same numbers on every machine and with every version of every crate.

/// A stream of numbers that look random and follow from a seed.
///
/// The generator is SplitMix64 (Steele, Lea and Flood, 2014). It is short enough to be written here, so that no
/// update of a crate changes what a seed means. It keeps no secret.
///
/// ```
/// use sim::net::Dice;
///
/// let (mut one, mut same) = (Dice::new(7), Dice::new(7));
/// assert_eq!(one.below(1000), same.below(1000));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dice(u64);

/// How likely something is, in millionths, so that it compares and adds up exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chance(u32);

impl Dice {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        // Scaled, not by remainder: no number is favored by more than 1 part in 2⁶⁴ / `end`.
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// Whether something with this chance happens.
    pub fn happens(&mut self, chance: Chance) -> bool {
        self.below(u64::from(Chance::CERTAIN.0)) < u64::from(chance.0)
    }

    /// As many bytes.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(count + 7);
        while bytes.len() < count {
            bytes.extend_from_slice(&self.bits().to_le_bytes());
        }
        bytes.truncate(count);
        bytes
    }
}

impl Chance {
    /// It never happens.
    pub const NEVER: Chance = Chance(0);
    /// It always happens.
    pub const CERTAIN: Chance = Chance(1_000_000);

    /// So many times in a hundred; always, if that is more.
    pub const fn percent(percent: u32) -> Self {
        Self::millionths(percent.saturating_mul(10_000))
    }

    /// So many times in a million; always, if that is more.
    pub const fn millionths(millionths: u32) -> Self {
        if millionths > Self::CERTAIN.0 { Self::CERTAIN } else { Self(millionths) }
    }

    /// So many times in a million.
    pub const fn in_a_million(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_means_what_the_published_generator_makes_of_it() {
        // The first numbers of the reference implementation, https://prng.di.unimi.it/splitmix64.c, for these seeds.
        assert_eq!(Dice::new(0).bits(), 0xe220_a839_7b1d_cdaf);
        let mut dice = Dice::new(1_234_567);
        let numbers = [dice.bits(), dice.bits(), dice.bits()];
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn what_is_below_is_below_and_chances_are_kept() {
        let mut dice = Dice::new(1);
        assert!((0..1000).all(|_| dice.below(3) < 3));
        assert_eq!(dice.below(0), 0);
        assert!((0..1000).all(|_| dice.happens(Chance::CERTAIN) && !dice.happens(Chance::NEVER)));
        let tenth = (0..100_000).filter(|_| dice.happens(Chance::percent(10))).count();
        assert!((9_500..10_500).contains(&tenth), "{tenth}");
        assert_eq!(dice.bytes(13).len(), 13);
    }
}
