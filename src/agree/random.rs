//! Chance that can be had again: the same numbers from the same seed, on every machine and for ever.
//!
//! `SplitMix64` (Steele, Lea and Flood 2014, “Fast splittable pseudorandom number generators”), good enough to draw samples
//! with and short enough to be read.

/// The seed of all that is drawn here: who counts again gets the same numbers.
pub const SEED: u64 = 1;

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream that begins with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number below `end`, which is not 0, each as likely as any other (to one in 2⁶⁴ / `end`).
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.bits()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_reference() {
        let mut random = Random::new(1_234_567);
        let drawn = [random.bits(), random.bits(), random.bits()];
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn every_number_below_the_end_is_drawn() {
        let mut random = Random::new(SEED);
        let mut drawn = [0; 5];
        (0..1000).for_each(|_| drawn[random.below(5)] += 1);
        assert!(drawn.iter().all(|&times| (150..250).contains(&times)), "{drawn:?}");
    }
}
