//! Reproducible random numbers: the same seed gives the same numbers on every machine.
//!
//! The generator is `SplitMix64` (Steele, Lea and Flood 2014, “Fast splittable pseudorandom number generators”): good enough
//! to draw samples, and short.

/// The seed of all samples, so that a repeated computation gives the same figures.
pub const SEED: u64 = 1;

/// A generator of pseudorandom numbers.
#[derive(Clone, Debug)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// The generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A random whole number below `end`, which must not be 0; all are equally likely, up to a bias of `end` in 2⁶⁴.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.bits()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_reference() {
        let mut random = SplitMix64::new(1_234_567);
        let drawn = [random.bits(), random.bits(), random.bits()];
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn every_number_below_the_end_is_drawn() {
        let mut random = SplitMix64::new(SEED);
        let mut drawn = [0; 5];
        (0..1000).for_each(|_| drawn[random.below(5)] += 1);
        assert!(drawn.iter().all(|&times| (150..250).contains(&times)), "{drawn:?}");
    }
}
