//! Segments of a text, derived and never stored.
#![allow(missing_docs, clippy::all, clippy::pedantic)]
use super::Span;
use unicode_segmentation::UnicodeSegmentation;
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.unicode_word_indices().map(|(i, w)| Span::new(i, i + w.len()))
}
pub fn clauses(s: &str) -> Vec<Span> {
    let mut v = Vec::new();
    let mut at = 0;
    for (i, _) in s.match_indices(", ") {
        v.push(Span::new(at, i + 1));
        at = i + 2;
    }
    v.push(Span::new(at, s.len()));
    v
}
pub fn sentences(text: &str) -> Vec<Span> {
    let mut v = Vec::new();
    for (i, s) in text.split_sentence_bound_indices() {
        let t = s.trim_end();
        if !t.is_empty() {
            v.push(Span::new(i, i + t.len()));
        }
    }
    v
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    pub outer: Span,
    pub inner: Span,
    pub depth: u8,
    pub closed: bool,
}
pub fn quotations(text: &str) -> Vec<Quotation> {
    let mut v = Vec::new();
    let mut open = None;
    for (i, c) in text.char_indices() {
        match c {
            '“' => open = Some(i),
            '”' => {
                if let Some(o) = open.take() {
                    v.push(Quotation {
                        outer: Span::new(o, i + 3),
                        inner: Span::new(o + 3, i),
                        depth: 0,
                        closed: true,
                    });
                }
            }
            _ => {}
        }
    }
    v
}
pub fn is_heading(p: &str) -> bool {
    p.len() < 80 && !p.contains('\n') && !p.ends_with(['.', '”', '!', '?'])
}
