//! Names of people and organisations in a sentence, by their capitals.

use super::tokens::{Kind, Token};
use crate::text::Span;
use crate::text::segment::language::english;

/// The names among `tokens`, in order: runs of words with a capital, in bytes of their text.
pub(super) fn names(tokens: &[Token]) -> Vec<Span> {
    let language = english();
    let mut names: Vec<Span> = Vec::new();
    let mut open = false;
    let mut begins = true;
    for token in tokens {
        if token.kind != Kind::Word {
            // The stop of an initial or a title doesn't end a name.
            open &= token.lower == ".";
            begins |= token.kind == Kind::Quote || matches!(token.lower, "." | "!" | "?" | ":" | "'" | "‘");
            continue;
        }
        let near = names.last().is_some_and(|name| token.span.start <= name.end + 2);
        let ordinary = begins && (language.is_determiner(token.lower) || language.is_subject(token.lower));
        let named = token.is_capital && token.span.len() > 1 && !language.is_day(token.lower) && !ordinary;
        match names.last_mut().filter(|_| open && near) {
            Some(name) if named => *name = name.hull(token.span),
            _ if named => names.push(token.span),
            _ => {}
        }
        open = named;
        begins = false;
    }
    names
}
