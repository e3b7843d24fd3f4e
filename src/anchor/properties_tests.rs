//! What holds after any edits of any text: a gloss whose words stand is on them, and none is on other words unnoticed.

use std::{collections::HashMap, ops::Range};

use proptest::prelude::*;

use super::*;
use crate::{
    gloss::{Gloss, Id, Place, State},
    text::{Span, Text},
};

/// A word of a text, known from all others that read the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Token {
    identity: usize,
    word: u16,
}

/// What is done to the words from some place on.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Insert,
    Delete,
    Replace,
    Move(usize),
}

/// So many words on either side belong to the surroundings of a span.
const AROUND: usize = 5;

/// So many words on either side that stand as before show that a part of the text is where a span stands.
const WIDELY_AROUND: usize = 30;

/// Words that are said again, the lower the number the more often. They are not made simpler one by one: in a text of one
/// word nobody could tell what was put in.
fn words(most: usize) -> impl Strategy<Value = Vec<u16>> {
    let word = prop_oneof![1 => 0_u16..12, 2 => 12_u16..200, 3 => 200_u16..4000];
    prop::collection::vec(word.no_shrink(), 60..most)
}

fn edits() -> impl Strategy<Value = Vec<(usize, usize, Edit)>> {
    let edit = prop_oneof![
        Just(Edit::Insert),
        Just(Edit::Delete),
        Just(Edit::Replace),
        any::<usize>().prop_map(Edit::Move)
    ];
    prop::collection::vec((any::<usize>(), 1_usize..40, edit), 0..8)
}

fn edited(old: &[Token], edits: &[(usize, usize, Edit)], fresh: &[u16]) -> Vec<Token> {
    let mut new = old.to_vec();
    let mut written =
        (old.len()..).zip(fresh.iter().cycle()).map(|(identity, &word)| Token { identity, word });
    for &(at, size, edit) in edits {
        let at = at % (new.len() + 1);
        let end = (at + size).min(new.len());
        match edit {
            Edit::Insert => drop(new.splice(at..at, written.by_ref().take(size))),
            Edit::Delete => drop(new.drain(at..end)),
            Edit::Replace => drop(new.splice(at..end, written.by_ref().take(size))),
            Edit::Move(to) => {
                let block: Vec<Token> = new.drain(at..end).collect();
                let to = to % (new.len() + 1);
                drop(new.splice(to..to, block));
            }
        }
    }
    new
}

/// The text of tokens, sentences and paragraphs among them, and where each token stands.
fn text_of(tokens: &[Token]) -> (String, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for token in tokens {
        let start = text.len();
        text += &spelled(token.word);
        spans.push(Span::new(start, text.len()));
        text += match token.identity % 37 {
            36 => ".\n\n",
            12 | 25 => ". ",
            7 => ",\n",
            _ => " ",
        };
    }
    (text, spans)
}

/// A word for each number, unlike all others.
fn spelled(number: u16) -> String {
    let mut rest = (u64::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut letter = || {
        rest = rest.rotate_left(11).wrapping_mul(31);
        char::from(b'a' + (rest >> 40) as u8 % 26)
    };
    let length = if number < 12 { 2 } else { 7 };
    (0..length).map(|_| letter()).collect()
}

/// Whether a span stands as it was, between `words` that stood around it on either side.
fn stands(old: &[Token], span: &Range<usize>, words: usize, new: &HashMap<usize, usize>) -> bool {
    let around = span.start.saturating_sub(words)..(span.end + words).min(old.len());
    let places: Option<Vec<usize>> =
        old[around].iter().map(|token| new.get(&token.identity).copied()).collect();
    places.is_some_and(|places| places.windows(2).all(|two| two[1] == two[0] + 1))
}

/// The tokens that a place touches, by their indices.
fn touched(place: &Place, spans: &[Span]) -> Vec<usize> {
    let touches = |span: &Span| place.spans.iter().any(|placed| placed.overlaps(*span));
    (0..spans.len()).filter(|&i| touches(&spans[i])).collect()
}

/// Whether `new[at]` is one of the words `span` of `old`, or reads like one and stands beside what stood around them: that
/// it is another, nobody could tell.
fn is_own(old: &[Token], span: &Range<usize>, new: &[Token], at: usize) -> bool {
    let around = &old[span.start.saturating_sub(AROUND)..(span.end + AROUND).min(old.len())];
    let beside = &new[at.saturating_sub(AROUND)..(at + AROUND).min(new.len())];
    old[span.clone()].iter().any(|token| {
        *token == new[at] || token.word == new[at].word && beside.iter().any(|token| around.contains(token))
    })
}

proptest! {
    #[test]
    fn a_gloss_is_on_its_words_or_marked(
        old in words(260), fresh in words(120), edits in edits(),
        glosses in prop::collection::vec((any::<usize>(), 1_usize..20), 1..12),
    ) {
        let old: Vec<Token> =
            old.into_iter().enumerate().map(|(identity, word)| Token { identity, word }).collect();
        let new = edited(&old, &edits, &fresh);
        let ((old_text, old_spans), (new_text, new_spans)) = (text_of(&old), text_of(&new));
        let index: HashMap<usize, usize> =
            new.iter().enumerate().map(|(i, token)| (token.identity, i)).collect();
        let text = Text::new(old_text.as_str());
        let ranges: Vec<_> = glosses
            .iter()
            .map(|(start, length)| start % (old.len() - 20)..start % (old.len() - 20) + length)
            .collect();
        let glosses: Vec<Gloss> = ranges
            .iter()
            .map(|range| old_spans[range.start].hull(old_spans[range.end - 1]))
            .map(|span| Gloss::new(Id::from_bits(1), "note", vec![selector(&text, span)]))
            .collect();
        let asked: Vec<&Gloss> = glosses.iter().collect();
        for baseline in [Baseline::Unknown(Some(old_text.chars().count())), Baseline::Text(&old_text)] {
            let places = locate_all(&Text::new(new_text.as_str()), &asked, baseline);
            for (range, place) in ranges.iter().zip(&places) {
                let touched = touched(place, &new_spans);
                let right = touched.iter().filter(|&&at| is_own(&old, range, &new, at)).count();
                let silent = place.state <= State::Moved;
                if stands(&old, range, AROUND, &index) {
                    prop_assert_ne!(place.state, State::Orphan);
                    prop_assert!(!silent || (right, touched.len()) == (range.len(), range.len()), "{:?}", place);
                }
                if stands(&old, range, WIDELY_AROUND, &index) {
                    prop_assert!(silent || !matches!(baseline, Baseline::Text(_)), "{:?}", place);
                }
                prop_assert!(!silent || 2 * right >= touched.len(), "{:?} {:?}", place, touched);
                prop_assert!(place.state >= State::Doubtful || right > 0, "{:?} {:?}", place, touched);
            }
        }
    }
}
