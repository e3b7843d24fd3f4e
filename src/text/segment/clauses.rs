//! Clauses.
use crate::text::Span;
/// The clauses of one sentence.
pub fn clauses(sentence: &str) -> Vec<Span> {
    super::marks::trim(sentence, Span::new(0, sentence.len())).into_iter().collect()
}
