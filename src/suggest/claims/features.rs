//! What the model looks at in a sentence.

use crate::suggest::linear::{Feature, Hash};
use crate::text::segment::words;

/// Adds the features of `sentence` to `found`.
pub fn features(sentence: &str, found: &mut Vec<Feature>) {
    let start = found.len();
    let mut before = "";
    for word in words(sentence) {
        let word = &sentence[word.range()];
        found.push((Hash::new(0).word(word), 1.0));
        found.push((Hash::new(1).word(before).word(word), 1.0));
        before = word;
    }
    let length = ((found.len() - start) as f32).sqrt();
    for feature in &mut found[start..] {
        feature.1 /= length;
    }
}
