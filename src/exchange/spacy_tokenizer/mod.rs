//! The tokens of a text as `spacy.blank("en")` cuts it (spaCy 3.8): a run of characters without white space is a special
//! case, or loses the affixes at its ends one by one, and what is left is a URL or is cut at the marks inside it.
//!
//! The rules are those of spaCy's `Tokenizer` and of its English punctuation; the special cases, letters and symbols are its
//! data, in `assets/spacy` (MIT). <https://spacy.io/usage/linguistic-features#how-tokenizer-works>

mod affixes;
mod characters;
mod exceptions;
mod url;

use super::white_space::is_space;
use crate::text::Span;

/// The words and marks of a text in order, without white space, in bytes.
pub fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_space(c), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                let run = text.get(from..at).unwrap_or_default();
                let pieces = exceptions::find(run, &cut(run, true));
                words.extend(spans(&pieces, from));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The spans of pieces that follow each other from `start` on, in bytes.
fn spans<'a>(pieces: &'a [&str], mut start: usize) -> impl Iterator<Item = Span> + 'a {
    pieces.iter().map(move |piece| {
        let span = Span::new(start, start + piece.len());
        start = span.end;
        span
    })
}

/// Cuts a run without white space; special cases count only if they are wanted.
fn cut(run: &str, with_exceptions: bool) -> Vec<&str> {
    let is_exception = |text: &str| with_exceptions && exceptions::pieces(text).is_some();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut rest = run;
    while !rest.is_empty() && !is_exception(rest) {
        let (prefix, without_prefix) = rest.split_at(affixes::prefix_len(rest));
        if !prefix.is_empty() && is_exception(without_prefix) {
            before.push(prefix);
            rest = without_prefix;
            break;
        }
        let suffix_at = without_prefix.len() - affixes::suffix_len(without_prefix);
        let suffix = &without_prefix[suffix_at..];
        let without_suffix = &rest[..rest.len() - suffix.len()];
        if !suffix.is_empty() && is_exception(without_suffix) {
            after.push(suffix);
            rest = without_suffix;
            break;
        }
        if prefix.is_empty() && suffix.is_empty() {
            break;
        }
        if !prefix.is_empty() {
            before.push(prefix);
        }
        if !suffix.is_empty() {
            after.push(suffix);
        }
        rest = &without_prefix[..suffix_at];
    }
    let mut pieces = before;
    match exceptions::pieces(rest).filter(|_| with_exceptions) {
        Some(known) => pieces.extend(exceptions::parts(rest, known)),
        None if rest.is_empty() => {}
        None if url::is_url(rest) => pieces.push(rest),
        None => pieces.extend(affixes::split_at_infixes(rest)),
    }
    pieces.extend(after.into_iter().rev());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        words(text).into_iter().map(|span| &text[span.range()]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_are_those_of_spacy() {
        // Each line is what spaCy 3.8.18 makes of the text without the extra spaces.
        for (text, tokens) in [
            (
                "Dr. Vane isn’t in; ask a.b@example.org and/or",
                "Dr. Vane is n’t in ; ask a.b@example.org and/or",
            ),
            ("Sidlow Inc. said so.", "Sidlow Inc. said so ."),
            ("They left.The hall (U.S.) emptied...", "They left . The hall ( U.S. ) emptied ..."),
            ("I can't've, won't, dunno, gonna", "I ca n't 've , wo n't , dunno , gon na"),
            ("10km, 5kg. C++ $5 5$ US$3 3°C. 7%", "10 km , 5 kg . C++ $ 5 5 $ US$ 3 3 ° C . 7 %"),
            (
                "5/6/2021 3-4 well-known a--b x=y 10-year",
                "5/6/2021 3 - 4 well - known a -- b x = y 10 - year",
            ),
            (
                "see www.example.org/a?b=c, http://x.io:80/y).",
                "see www.example.org/a?b=c , http://x.io:80/y ) .",
            ),
            ("“It’s Mara’s,” he said…", "“ It ’s Mara ’s , ” he said …"),
            (":-) hm:-( 8am 9p.m. e.g. @user #tag", ":-) hm:- ( 8 am 9 p.m. e.g. @user # tag"),
            ("don't.Stop a,b 1,000.5 U.K.'s", "don't . Stop a , b 1,000.5 U.K. 's"),
            ("👩‍💻x 漢字。かな", "👩 \u{200d} 💻 x 漢字。かな"),
        ] {
            assert_eq!(shown(text), tokens, "{text}");
        }
    }

    #[test]
    fn a_long_run_is_cut_in_time() {
        for run in ["(", ".", "-a", "a@", "😀", "'", ":-", "a.", "US$"] {
            let text = run.repeat(20_000);
            let whole: usize = words(&text).iter().map(|span| span.len()).sum();
            assert_eq!(whole, text.len(), "{run}");
        }
    }
}
