//! Calibration: scores that say how often suggestions are right.

use super::linear::logistic;

/// The length in bytes of a calibration's file.
const FILE_BYTES: usize = 8;

/// Platt's calibration (1999) of a likelihood that a model gives: with the log-odds x of that likelihood, those of a right
/// suggestion are `slope · x + offset`. A slope above 0 leaves the order of the scores as it is.
///
/// The file format: the slope and the offset (little-endian `f32`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    slope: f32,
    offset: f32,
}

impl Calibration {
    /// The calibration that changes nothing.
    pub const IDENTITY: Self = Self { slope: 1.0, offset: 0.0 };

    /// The calibration in `bytes`, the file of one.
    pub const fn embedded(bytes: &[u8; FILE_BYTES]) -> Self {
        let slope = f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        Self { slope, offset: f32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) }
    }

    /// The file of the calibration with these numbers, as [`embedded`](Self::embedded) takes it.
    pub fn write([slope, offset]: [f32; 2]) -> Vec<u8> {
        [slope, offset].into_iter().flat_map(f32::to_le_bytes).collect()
    }

    /// How often a suggestion of this `likelihood` is right, from 0 to 1.
    pub fn of(self, likelihood: f32) -> f32 {
        logistic(self.slope * log_odds(likelihood) + self.offset)
    }
}

/// The log-odds of a likelihood from 0 to 1; infinite at its ends.
pub fn log_odds(likelihood: f32) -> f32 {
    (likelihood / (1.0 - likelihood)).ln()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::suggest::Models;

    #[test]
    fn the_identity_changes_nothing_and_the_ends_stay() {
        let models = Models::embedded();
        for likelihood in [0.0_f32, 0.1, 0.5, 0.93, 1.0] {
            assert!((Calibration::IDENTITY.of(likelihood) - likelihood).abs() < 1e-6);
        }
        assert!(models.sentiment.of(0.0) <= 0.0 && models.sentiment.of(1.0) >= 1.0);
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let bytes = Calibration::write([0.5, -1.25]).try_into().expect("a file");
        assert_eq!(Calibration::embedded(&bytes), Calibration { slope: 0.5, offset: -1.25 });
    }

    proptest! {
        #[test]
        fn the_order_of_scores_stays(one in 0.0_f32..=1.0, other in 0.0_f32..=1.0) {
            let calibration = Models::embedded().sentiment;
            let (low, high) = (calibration.of(one.min(other)), calibration.of(one.max(other)));
            prop_assert!(low <= high && (0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high));
        }
    }
}
