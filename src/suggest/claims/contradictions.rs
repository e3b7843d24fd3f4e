//! Contradictions: pairs of claims in one article that can't both be true.
//!
//! Two claims are about the same matter if they share enough words; a word counts more if it is rare in the article.
//! They contradict each other if one denies a word that the other affirms, or if they have opposite words
//! (`assets/en/opposites.txt`). Each word leads to the latest claims that contain it, so that the work grows linearly
//! with the text.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::Claims;
use super::lexicon::LexicalClass;
use super::tokens::{ClaimToken, tokens};
use crate::suggest::linear::Hash;
use crate::suggest::suggestion::LinkEnd;
use crate::suggest::{Analysis, Error, Suggester, Suggestion, Task};
use crate::text::Span;

/// Two claims that can't both be true, by their indices in the list of claims; `a` is before `b`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contradiction {
    /// The index of the earlier claim.
    pub(super) a: usize,
    /// The index of the later claim.
    pub(super) b: usize,
    /// The share of the shorter claim's weight that both claims have in common, from 0 to 1.
    pub(super) score: f32,
    /// The reason that is shown: what one affirms and the other denies.
    pub(super) reason: String,
}

/// The lowest score of a claim that is compared with others; chosen by hand.
const MIN_SCORE: f32 = 0.4;

/// How many earlier claims are compared for each word; chosen by hand.
const MAX_EARLIER_CLAIMS: usize = 12;

/// The lowest share of the shorter claim's weight that contradicting claims have in common; chosen by hand.
const MIN_SHARED_PART: f32 = 0.4;

/// How many words after a negation it applies to; chosen by hand.
const MAX_REACH_WORDS: usize = 5;

/// Suggests links between contradicting claims, from the later claim to the earlier one.
pub struct Contradictions {
    /// The relation that it suggests: `contradicts`.
    kinds: [Arc<str>; 1],
    /// The kind of the glosses that it links: `claim`.
    ends: Arc<str>,
}

impl Contradictions {
    /// The name of this source.
    pub const NAME: &str = "contradictions";
}

impl Default for Contradictions {
    fn default() -> Self {
        Self { kinds: ["contradicts".into()], ends: "claim".into() }
    }
}

impl Suggester for Contradictions {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.kinds
    }

    fn needs(&self) -> &[&str] {
        &[Claims::NAME]
    }

    fn suggest(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        let claims = task.found_by(Claims::NAME);
        let [relation] = &self.kinds;
        let link = |found: Contradiction| {
            let (earlier, later) = (claims.get(found.a)?, claims.get(found.b)?);
            let to = Some(LinkEnd { span: earlier.hull(), tag: Some(self.ends.clone()) });
            let link = Suggestion::new(relation.clone(), later.spans.clone(), found.score);
            Some(Suggestion { to, reason: found.reason, ..link })
        };
        Ok(contradictions(analysis, claims).into_iter().filter_map(link).collect())
    }
}

/// The contradictions between `claims`, the likeliest first.
pub(super) fn contradictions(analysis: &Analysis, claims: &[Suggestion]) -> Vec<Contradiction> {
    let mut matters: Vec<(usize, Matter)> = claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| claim.score >= MIN_SCORE)
        .map(|(i, claim)| (i, Matter::of(analysis, claim.hull())))
        .collect();
    let mut having: FxHashMap<Hash, usize> = FxHashMap::default();
    for term in matters.iter().flat_map(|(_, matter)| &matter.terms) {
        *having.entry(term.stem).or_default() += 1;
    }
    let count = matters.len() as f32;
    for term in matters.iter_mut().flat_map(|(_, matter)| &mut matter.terms) {
        let rarity = (1.0 + count / having.get(&term.stem).copied().unwrap_or(1) as f32).ln();
        term.weight = if term.is_name { 1.5 * rarity } else { rarity };
    }
    let mut found = Vec::new();
    let mut recent: FxHashMap<Hash, Vec<usize>> = FxHashMap::default();
    for (later, (b, matter)) in matters.iter().enumerate() {
        let mut near: Vec<usize> = Vec::new();
        for term in &matter.terms {
            let list = recent.entry(term.stem).or_default();
            near.extend(list.iter().rev().take(MAX_EARLIER_CLAIMS));
            list.push(later);
        }
        near.sort_unstable();
        for earlier in near.chunk_by(|x, y| x == y).filter(|same| same.len() > 1).map(|same| same[0]) {
            let (a, other) = &matters[earlier];
            if let Some((score, reason)) = other.contradicts(matter, analysis.text) {
                found.push(Contradiction { a: *a, b: *b, score, reason });
            }
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found
}

/// A content word of a claim.
#[derive(Clone, Copy)]
struct Term {
    stem: Hash,
    span: Span,
    is_name: bool,
    /// The weight of the word: the fewer claims contain it, the higher.
    weight: f32,
    /// Whether a negation applies to it.
    denied: bool,
}

/// The matter of a claim: its content words, each stem once, ordered by their hashes.
struct Matter {
    terms: Vec<Term>,
}

impl Matter {
    fn of(analysis: &Analysis, span: Span) -> Self {
        let mut list = Vec::new();
        tokens(analysis.text, &analysis.words, span, &mut list);
        let mut reach = 0;
        let mut terms = Vec::new();
        for token in &list {
            if token.classes.has(LexicalClass::Negation) {
                reach = MAX_REACH_WORDS;
            } else if !token.is_word {
                reach = 0;
            }
            if is_content(token) {
                let word = analysis.text.get(token.span.range()).unwrap_or_default();
                let is_name = token.classes.has(LexicalClass::Name);
                terms.push(Term {
                    stem: stem(word),
                    span: token.span,
                    is_name,
                    weight: 0.0,
                    denied: reach > 0,
                });
            }
            reach = if token.classes.has(LexicalClass::Negation) { reach } else { reach.saturating_sub(1) };
        }
        terms.sort_by_key(|term| term.stem);
        terms.dedup_by_key(|term| term.stem);
        Self { terms }
    }

    /// The score and the reason of the contradiction between the two claims; `None` if there is none.
    fn contradicts(&self, other: &Self, text: &str) -> Option<(f32, String)> {
        let word = |term: &Term| text.get(term.span.range()).unwrap_or_default();
        let total = |terms: &[Term]| terms.iter().map(|term| term.weight).sum::<f32>();
        let shared: Vec<(&Term, &Term)> =
            self.terms.iter().filter_map(|term| Some((term, other.get(term.stem)?))).collect();
        let both: f32 = shared.iter().map(|(term, _)| term.weight).sum();
        let score = both / f32::min(total(&self.terms), total(&other.terms));
        if shared.len() < 2 || score < MIN_SHARED_PART {
            return None;
        }
        let flipped = shared.iter().find(|(a, b)| a.denied != b.denied && !a.is_name);
        if let Some((a, b)) = flipped {
            // Everything that one denies must be affirmed by the other: "no talks …, no agreement" and "talks …,
            // agreement".
            return Some((score, format!("“{}” is {}, “{}” {}", word(a), told(a), word(b), told(b))));
        }
        let opposed = self.terms.iter().find_map(|a| {
            let b = other.terms.iter().find(|b| opposed(a.stem, b.stem) && a.denied == b.denied)?;
            Some(format!("“{}” against “{}”", word(a), word(b)))
        });
        opposed.filter(|_| shared.len() > 2).map(|reason| (score, reason))
    }

    fn get(&self, stem: Hash) -> Option<&Term> {
        self.terms.binary_search_by_key(&stem, |term| term.stem).ok().and_then(|i| self.terms.get(i))
    }
}

fn told(term: &Term) -> &'static str {
    if term.denied { "denied" } else { "affirmed" }
}

/// Whether a word is a content word: it says what a claim is about.
fn is_content(token: &ClaimToken) -> bool {
    const EMPTY: [LexicalClass; 6] = [
        LexicalClass::Function,
        LexicalClass::Own,
        LexicalClass::Hearer,
        LexicalClass::Person,
        LexicalClass::Negation,
        LexicalClass::Question,
    ];
    token.is_word && token.span.len() > 2 && !EMPTY.iter().any(|class| token.classes.has(*class))
}

/// The hash of `word` in lower case without a common ending.
fn stem(word: &str) -> Hash {
    let is_end = |end: &str| {
        word.len() > end.len() + 2
            && word.get(word.len() - end.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let end =
        ["'s", "’s", "ing", "ed", "es", "s", "e"].into_iter().find(|end| is_end(end)).map_or(0, str::len);
    Hash::new(b'*').word(word.get(..word.len() - end).unwrap_or(word))
}

/// Whether the words with these stems are opposites.
fn opposed(a: Hash, b: Hash) -> bool {
    static ENGLISH: OnceLock<FxHashMap<Hash, Vec<(usize, bool)>>> = OnceLock::new();
    let list = ENGLISH.get_or_init(|| read(include_str!("../../../assets/en/opposites.txt")));
    let sides = |stem: Hash| list.get(&stem).map_or(&[][..], Vec::as_slice);
    sides(a).iter().any(|(line, side)| sides(b).contains(&(*line, !side)))
}

/// For each stem, the numbers of the lines of `list` that contain it, and whether it is on the right side there.
fn read(list: &str) -> FxHashMap<Hash, Vec<(usize, bool)>> {
    let mut found: FxHashMap<Hash, Vec<(usize, bool)>> = FxHashMap::default();
    for (number, line) in list.lines().filter(|line| !line.starts_with('#')).enumerate() {
        for (side, words) in line.split('|').enumerate() {
            for word in words.split_whitespace() {
                found.entry(stem(word)).or_default().push((number, side > 0));
            }
        }
    }
    found
}

#[cfg(test)]
#[path = "contradictions_tests.rs"]
mod tests;
