//! Lookalikes: other places nearby at which a span's words stand with the same words beside them. Paragraphs that say the same of
//! different people, or the updates of a page, differ only farther off; so the context of a span is recorded up to the word that tells
//! it from each of them.

use std::ops::Range;

use memchr::memmem;

use super::words::goes_on;

/// The longest context that is recorded to tell a span from its lookalikes, in bytes on each side. Chosen by hand: a long paragraph.
const MAX_REACH_BYTES: usize = 400;

/// How many lookalikes are told from a span, at most. Chosen by hand.
const MAX_LOOKALIKES: usize = 64;

/// How many bytes before and behind `span` in `text` its context must reach to tell it from its lookalikes. `context` is what reaches
/// far enough without any. A lookalike that nothing within [`MAX_REACH_BYTES`] tells from it is left out.
pub fn reach(text: &str, span: &Range<usize>, context: [usize; 2]) -> [usize; 2] {
    let mut reach = context;
    // What stands in the next paragraph tells nothing for sure: that paragraph may be cut.
    let own = own_part(text, span, context);
    let needle = &text.as_bytes()[own.clone()];
    let offset = span.start - own.start;
    let places = memmem::find_iter(text.as_bytes(), needle).map(|at| at + offset);
    for place in places.filter(|&place| place != span.start).take(MAX_LOOKALIKES) {
        let other = place..place + span.len();
        let told = told_from(text, span, &other, context);
        for (reach, told) in reach.iter_mut().zip(told) {
            *reach = (*reach).max(told);
        }
    }
    reach
}

/// How many bytes on one side tell `span` from a lookalike, 0 on the other one: those up to the nearest word that differs in the same
/// paragraph, or, if both the paragraph and all of `context` are alike, up to the nearest at all.
fn told_from(text: &str, span: &Range<usize>, other: &Range<usize>, context: [usize; 2]) -> [usize; 2] {
    let before = equal_before(&text[..span.start], &text[..other.start]);
    let behind = equal_behind(&text[span.end..], &text[other.end..]);
    let words = [word_before(&text[..span.start], before), word_behind(&text[span.end..], behind)];
    let is_own = [
        words[0].is_some_and(|bytes| last_border(&text[span.start - bytes..span.start]).is_none()),
        words[1].is_some_and(|bytes| first_border(&text[span.end..span.end + bytes]).is_none()),
    ];
    let is_alike = before >= context[0] && behind >= context[1];
    let sides = (0..2).filter(|&side| is_own[side] || is_alike && !is_own[1 - side]);
    let nearest = sides.filter_map(|side| Some((words[side]?, side))).min();
    let mut told = [0; 2];
    if let Some((bytes, side)) = nearest {
        told[side] = bytes;
    }
    told
}

/// The span with as much of its context as stands in its own paragraph.
fn own_part(text: &str, span: &Range<usize>, [before, behind]: [usize; 2]) -> Range<usize> {
    let (prefix, suffix) = (&text[span.start - before..span.start], &text[span.end..span.end + behind]);
    let start = last_border(prefix).map_or(span.start - before, |at| span.start - before + at);
    start..span.end + first_border(suffix).unwrap_or(behind)
}

/// The byte behind the last end of a paragraph, a row or an item of a list in `text`.
fn last_border(text: &str) -> Option<usize> {
    text.match_indices('\n').rev().find(|&(at, _)| !goes_on(text, at, at + 1)).map(|(at, _)| at + 1)
}

/// The byte at which the first paragraph that ends in `text` does.
fn first_border(text: &str) -> Option<usize> {
    text.match_indices('\n').find(|&(at, _)| !goes_on(text, at, at + 1)).map(|(at, _)| at)
}

/// How many bytes at the ends of both texts are equal, up to [`MAX_REACH_BYTES`].
fn equal_before(one: &str, other: &str) -> usize {
    let pairs = one.bytes().rev().zip(other.bytes().rev());
    pairs.take(MAX_REACH_BYTES).take_while(|(one, other)| one == other).count()
}

/// How many bytes at the beginnings of both texts are equal, up to [`MAX_REACH_BYTES`].
fn equal_behind(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take(MAX_REACH_BYTES).take_while(|(one, other)| one == other).count()
}

/// The bytes at the end of `text` that begin with the last word not wholly in the last `equal` bytes. `None` if there is none, or
/// they are more than [`MAX_REACH_BYTES`].
fn word_before(text: &str, equal: usize) -> Option<usize> {
    // The character that differs, and the word that it is in or behind.
    let end = text.ceil_char_boundary(text.len() - equal);
    let first = text[..end].chars().next_back()?;
    let end = end - first.len_utf8();
    let in_word = |c: char| c.is_alphanumeric();
    let rest = if in_word(first) { &text[..end] } else { text[..end].trim_end_matches(|c| !in_word(c)) };
    let start = rest.trim_end_matches(in_word).len();
    let reach = text.len() - start;
    (text[start..].starts_with(in_word) && reach <= MAX_REACH_BYTES).then_some(reach)
}

/// The bytes at the beginning of `text` that end with the first word not wholly in the first `equal` bytes. `None` if there is none, or
/// they are more than [`MAX_REACH_BYTES`].
fn word_behind(text: &str, equal: usize) -> Option<usize> {
    let start = text.floor_char_boundary(equal);
    let first = text[start..].chars().next()?;
    let start = start + first.len_utf8();
    let in_word = |c: char| c.is_alphanumeric();
    let rest = &text[start..];
    let rest = if in_word(first) { rest } else { rest.trim_start_matches(|c| !in_word(c)) };
    let rest = rest.trim_start_matches(in_word);
    let reach = text.len() - rest.len();
    (text[..reach].ends_with(in_word) && reach <= MAX_REACH_BYTES).then_some(reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is recorded before and behind the last `exact` in `text`, if 8 bytes of context are enough without lookalikes.
    fn recorded<'a>(text: &'a str, exact: &str) -> [&'a str; 2] {
        let start = text.rfind(exact).expect("there");
        let span = start..start + exact.len();
        let context = [text.floor_char_boundary(start.saturating_sub(8)), text.len().min(span.end + 8)];
        let context = [start - context[0], text.floor_char_boundary(context[1]) - span.end];
        let [before, behind] = reach(text, &span, context);
        [&text[start - before..start], &text[span.end..span.end + behind]]
    }

    #[test]
    fn a_context_reaches_up_to_the_word_that_tells() {
        let alike =
            "Team Bor said that it would pay.\n\nTeam Mor said that it would pay.\n\nNobody else did.";
        assert_eq!(recorded(alike, "pay"), ["Mor said that it would ", ".\n\nNobod"]);
        assert_eq!(recorded(alike, "Nobody"), ["d pay.\n\n", " else di"]);
        assert_eq!(
            recorded("The dog of Ann barks. The dog of Ann sleeps.", "dog of"),
            ["ks. The ", " Ann sle"]
        );
        // The first word of the text may be the one.
        assert_eq!(recorded("Now it is his turn. Then it is his turn.", "turn"), ["Then it is his ", "."]);
        assert_eq!(recorded("Ben: that was all?\nAnn: that was all?", "all"), ["Ann: that was ", "?"]);
    }

    #[test]
    fn what_repeats_itself_has_a_context_of_bounded_length() {
        let text = "It rained on and on. ".repeat(200);
        for context in recorded(&text, "rained") {
            assert!(context.len() <= MAX_REACH_BYTES, "{context}");
        }
    }

    #[test]
    fn a_word_is_kept_whole_in_every_script() {
        let alike = "Ёлка стоит у нас дома. Белка стоит у нас дома.";
        assert_eq!(recorded(alike, "дома")[0], "Белка стоит у нас ");
        assert_eq!(recorded("Šárka spí jako dudek. Klárka spí jako dudek.", "dudek")[0], "Klárka spí jako ");
    }
}
