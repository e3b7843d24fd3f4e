//! The sums of the polarities around the target.

use super::features::kind;
use super::sentence::Sentence;
use crate::suggest::linear::Feature;

/// The weight of the sums beside the words; chosen by hand.
const SUMS_WEIGHT: f32 = 0.3;

impl Sentence<'_> {
    /// Adds the sums of polarities by position, positive and negative ones apart.
    pub(super) fn sums(&self, found: &mut Vec<Feature>) {
        let Some(target) = self.tokens.get(self.at) else { return };
        let mut sums = [[0.0_f32; 12]; 2];
        for (i, token) in self.tokens.iter().enumerate().filter(|(_, token)| token.polarity != 0.0) {
            let size = 3.0 * token.polarity.abs();
            let sums = &mut sums[usize::from(token.polarity > 0.0)];
            let side = usize::from(i > self.at);
            let near = size / (1.0 + i.abs_diff(self.at) as f32 / 3.0);
            let inside = usize::from(token.clause == target.clause);
            sums[0] += size;
            sums[1 + side] += size;
            sums[3 + 2 * side + inside] += size;
            sums[7] += near;
            sums[8 + side] += near;
            sums[10 + usize::from(token.is_quoted != target.is_quoted)] += size;
        }
        for (sign, sums) in (0..).zip(sums) {
            let all = (0..).zip(sums).filter(|(_, sum)| *sum > 0.0);
            found.extend(all.map(|(i, sum)| (kind(b'#').byte(sign).byte(i), sum.ln_1p() * SUMS_WEIGHT)));
        }
    }
}
