//! The pages of a plain text: those that form feeds part, or those of the printed edition whose numbers were left in it.

use memchr::{memchr_iter, memmem};

use crate::text::{
    Span,
    structure::{Locator, LocatorKind},
};

/// The character that ends a page.
const FORM_FEED: u8 = 0x0c;

/// What stands in front of the number of a page that has a line to itself, and after it.
const MARKS: [(&str, &str); 4] = [("[Pg ", "]"), ("[Page ", "]"), ("[p. ", "]"), ("{", "}")];

/// The first of these, which Project Gutenberg puts within a line, too.
const MARK_WITHIN_LINE: &str = "[Pg ";

/// How many pages are told apart at most; the last one has the rest. Chosen by hand: more than the longest books have.
const MAX_PAGES: usize = 50_000;

/// The longest number of a page, in bytes: "lxxxviii".
const MAX_NUMBER_BYTES: usize = 8;

/// The pages of `text`: as locators, and where each physical one begins.
pub fn pages(text: &str) -> (Vec<Locator>, Vec<usize>) {
    let feeds = page_starts(text);
    let marks = marks(text);
    let locators = if marks.is_empty() {
        let labels = feeds.iter().enumerate().map(|(i, &start)| (start, (i + 1).to_string()));
        locators(text, labels.collect())
    } else {
        locators(text, marks)
    };
    (locators, feeds)
}

/// Where each page that a form feed ends begins; none if there is no form feed.
fn page_starts(text: &str) -> Vec<usize> {
    // The last page may be ended, too.
    let end = text.trim_ascii_end().len();
    let mut starts: Vec<usize> =
        memchr_iter(FORM_FEED, &text.as_bytes()[..end]).map(|at| at + 1).take(MAX_PAGES).collect();
    if !starts.is_empty() {
        starts.insert(0, 0);
    }
    starts
}

/// The numbers of printed pages that stand in the text, with where they do.
fn marks(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = memmem::find_iter(text.as_bytes(), MARK_WITHIN_LINE)
        .filter_map(|at| Some((at, number(&text[at..], MARK_WITHIN_LINE, "]")?.0.to_owned())))
        .collect();
    for (open, close) in MARKS.into_iter().skip(1) {
        let alone = |at: usize| {
            let (number, rest) = number(&text[at..], open, close)?;
            let begins = at == 0 || text[..at].ends_with(['\n', '\r']);
            (begins && (rest.is_empty() || rest.starts_with(['\n', '\r']))).then(|| (at, number.to_owned()))
        };
        found.extend(memmem::find_iter(text.as_bytes(), open).filter_map(alone));
    }
    found.sort_unstable();
    found.truncate(MAX_PAGES);
    found
}

/// The number between `open` and `close` at the start of `text`, and what follows.
fn number<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str)> {
    let rest = text.strip_prefix(open)?;
    let end = rest.bytes().take(MAX_NUMBER_BYTES + 1).position(|byte| byte == close.as_bytes()[0])?;
    let number = &rest[..end];
    let is_number = !number.is_empty()
        && (number.bytes().all(|byte| byte.is_ascii_digit())
            || number.bytes().all(|byte| b"ivxlc".contains(&byte)));
    is_number.then(|| (number, &rest[end + close.len()..]))
}

/// A locator for each page with a label, up to where the next one begins.
fn locators(text: &str, labels: Vec<(usize, String)>) -> Vec<Locator> {
    let ends: Vec<usize> = labels.iter().skip(1).map(|(start, _)| *start).chain([text.len()]).collect();
    let page = |((start, label), end): ((usize, String), usize)| Locator {
        span: Span::new(start, end),
        kind: LocatorKind::Page,
        label: label.into(),
    };
    labels.into_iter().zip(ends).map(page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<(String, usize, usize)> {
        let (locators, _) = pages(text);
        let tuple = |page: Locator| (page.label.into_string(), page.span.start, page.span.end);
        locators.into_iter().map(tuple).collect()
    }

    #[test]
    fn form_feeds_end_pages() {
        assert_eq!(labels("One.\n\u{c}Two.\n\u{c}\n"), [("1".into(), 0, 6), ("2".into(), 6, 13)]);
        assert_eq!(pages("One.\n\u{c}Two.\n\u{c}\n").1, [0, 6]);
        assert_eq!(pages("One.\n"), (vec![], vec![]));
        assert_eq!(pages("One.\n\u{c}"), (vec![], vec![]));
    }

    #[test]
    fn pages_without_end_are_the_last_page() {
        let (locators, starts) = pages(&("a\u{c}".repeat(MAX_PAGES + 9) + &"\u{c}".repeat(1_000_000)));
        assert_eq!((locators.len(), starts.len()), (MAX_PAGES + 1, MAX_PAGES + 1));
    }

    #[test]
    fn numbers_of_printed_pages_count_more_than_form_feeds() {
        let text = "Preface\n[p. xii]\nOne.\n{13}\r\nTwo {14} and [Pg 15]three.\n\u{c}Four.";
        let expected = [("xii", 8, 22), ("13", 22, 41), ("15", 41, text.len())];
        assert_eq!(labels(text), expected.map(|(label, start, end)| (label.to_owned(), start, end)));
        assert_eq!(labels("{x = 1}\n{}\n{12345678901}\n{3} and more\n[Page ]\n{é}\n"), []);
    }
}
