//! The polarity of single words.

use std::sync::OnceLock;

use crate::suggest::linear::Hash;

/// Endings and their replacements in the base form, tried in this order.
const ENDINGS: [(&str, &str); 8] =
    [("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", "")];

/// The number of slots in the table, about twice the number of words.
const SLOTS: usize = 1 << 15;

/// The polarity of words by their hashes, in an open-addressing hash table: each word is in the first free slot from
/// its own on. It is filled much faster than a map of strings.
struct PolarityTable(Vec<(Hash, f32)>);

impl PolarityTable {
    fn read(list: &str) -> Self {
        let mut table = Self(vec![(Hash::default(), 0.0); SLOTS]);
        for (word, percent) in list.lines().filter_map(|line| line.split_once('\t')) {
            let hash = hash(word, "");
            let place = table.place(hash);
            if let Some(entry) = table.0.get_mut(place) {
                *entry = (hash, percent.parse::<i16>().map_or(0.0, f32::from) / 100.0);
            }
        }
        table
    }

    /// The slot of `hash`, or the free one that it would take.
    fn place(&self, hash: Hash) -> usize {
        let mut place = hash.place(SLOTS);
        while self.0.get(place).is_some_and(|entry| entry.1 != 0.0 && entry.0 != hash) {
            place = (place + 1) % SLOTS;
        }
        place
    }

    fn get(&self, hash: Hash) -> f32 {
        self.0.get(self.place(hash)).map_or(0.0, |entry| entry.1)
    }
}

fn table() -> &'static PolarityTable {
    static TABLE: OnceLock<PolarityTable> = OnceLock::new();
    TABLE.get_or_init(|| PolarityTable::read(include_str!("../../../assets/en/polarity.txt")))
}

/// The hash of a lower-case word that is given in two parts.
fn hash(stem: &str, ending: &str) -> Hash {
    Hash::new(0).bytes(stem.as_bytes()).bytes(ending.as_bytes())
}

/// The polarity of the lower-case `word` or of its base form, about -1 to 1; 0 for unknown words.
pub(super) fn polarity(word: &str) -> f32 {
    let table = table();
    let bases = ENDINGS.iter().filter_map(|(ending, instead)| Some((word.strip_suffix(ending)?, *instead)));
    let bases = bases.filter(|(stem, _)| stem.len() > 2);
    let mut polarities =
        [(word, "")].into_iter().chain(bases).map(|(stem, instead)| table.get(hash(stem, instead)));
    polarities.find(|polarity| *polarity != 0.0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_sounds_as_its_base() {
        assert!(polarity("superb") > 0.5 && polarity("dreadful") < -0.4);
        assert!((polarity("robberies") - polarity("robbery")).abs() < 1e-6 && polarity("robbery") < -0.3);
        assert!(polarity("table") == 0.0 && polarity("") == 0.0 && polarity("ing") == 0.0);
    }

    #[test]
    fn every_word_is_found_and_the_table_has_room() {
        let list = include_str!("../../../assets/en/polarity.txt");
        let lines: Vec<(&str, &str)> = list.lines().filter_map(|line| line.split_once('\t')).collect();
        assert!(lines.len() * 2 < SLOTS);
        for (word, percent) in lines {
            let percent: f32 = percent.parse().expect("a number");
            assert!((polarity(word) * 100.0 - percent).abs() < 1e-3, "{word}");
        }
    }
}
