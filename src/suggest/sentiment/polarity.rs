//! How good or bad single words sound.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Endings and what stands in their place in the base form, tried in this order.
const ENDINGS: [(&str, &str); 8] =
    [("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", "")];

/// The longest word of which a base form is looked for.
const LONGEST: usize = 24;

fn table() -> &'static HashMap<&'static str, f32> {
    static TABLE: OnceLock<HashMap<&'static str, f32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("../../../assets/en/polarity.txt").lines();
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        pairs.filter_map(|(word, percent)| Some((word, percent.parse::<f32>().ok()? / 100.0))).collect()
    })
}

/// The polarity of the lower-case `word` or of its base form, about -1 to 1; 0 where nothing is known.
pub(super) fn polarity(word: &str) -> f32 {
    let table = table();
    if let Some(polarity) = table.get(word) {
        return *polarity;
    }
    let mut buffer = [0; LONGEST];
    for (ending, instead) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) else { continue };
        let length = stem.len() + instead.len();
        let Some(base) = buffer.get_mut(..length) else { continue };
        base[..stem.len()].copy_from_slice(stem.as_bytes());
        base[stem.len()..].copy_from_slice(instead.as_bytes());
        let known = std::str::from_utf8(base).ok().and_then(|base| table.get(base));
        if let Some(polarity) = known {
            return *polarity;
        }
    }
    0.0
}
