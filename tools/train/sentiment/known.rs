//! The words whose polarity is known: from VADER's lexicon and Pattern's.

use std::collections::BTreeMap;

/// VADER's valence of a word that sounds as bad or good as can be, about.
const FULL: f64 = 3.0;

/// How much VADER's twenty judges count beside Pattern's one or two.
const SHARE: f64 = 2.0 / 3.0;

/// Words of letters with their polarity, about -1 to 1, of the texts of VADER's lexicon and Pattern's XML.
pub fn known(vader: &str, pattern: &str) -> BTreeMap<String, f64> {
    let letters = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let pairs = vader.lines().filter_map(|line| line.split_once('\t'));
    let mut known: BTreeMap<String, f64> = pairs
        .filter(|(word, _)| letters(word))
        .filter_map(|(word, mean)| Some((word.to_owned(), mean.parse::<f64>().ok()? / FULL)))
        .collect();
    let mut senses: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for line in pattern.lines().filter(|line| line.contains("<word ")) {
        let polarity = attribute(line, "polarity").and_then(|polarity| polarity.parse().ok());
        if let (Some(form), Some(polarity)) = (attribute(line, "form"), polarity) {
            senses.entry(form.to_lowercase()).or_default().push(polarity);
        }
    }
    for (word, senses) in senses.into_iter().filter(|(word, _)| letters(word)) {
        let mean = senses.iter().sum::<f64>() / senses.len() as f64;
        known.entry(word).and_modify(|known| *known = *known * SHARE + mean * (1.0 - SHARE)).or_insert(mean);
    }
    known
}

/// The value of the attribute `name` in the XML element of `line`.
fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}
