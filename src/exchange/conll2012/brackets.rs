//! The brackets of a column, which open and close on the tokens of their spans: `(PERSON*` and `*)` of entities, `(12` and `12)` of
//! chains.

use std::collections::HashMap;

/// What a cell of a column opens and closes.
#[derive(Debug, Default, PartialEq)]
pub struct Brackets<'a> {
    /// The labels of the spans that begin with the token, the outermost first.
    pub opened: Vec<&'a str>,
    /// How many spans end with the token, for each label that says so; entities close without a label.
    pub closed: Vec<&'a str>,
}

impl<'a> Brackets<'a> {
    /// The brackets of entities in a cell. `None` if it has none and is not empty either.
    pub fn of_entities(cell: &'a str) -> Option<Self> {
        let mut brackets = Self::default();
        let mut rest = cell;
        while let Some(c) = rest.chars().next() {
            let after = rest.get(c.len_utf8()..)?;
            rest = match c {
                '*' | '-' => after,
                ')' => {
                    brackets.closed.push("");
                    after
                }
                '(' => {
                    let (label, after) = after.split_at(after.find(['(', '*', ')'])?);
                    brackets.opened.push(label);
                    after
                }
                _ => return None,
            };
        }
        Some(brackets)
    }

    /// The brackets of chains in a cell: `(12|(13)`. `None` if it has none and is not empty either.
    pub fn of_chains(cell: &'a str) -> Option<Self> {
        let mut brackets = Self::default();
        if matches!(cell, "-" | "_" | "*") {
            return Some(brackets);
        }
        for part in cell.split('|') {
            let opened = part.strip_prefix('(');
            let label = opened.unwrap_or(part);
            let closed = label.strip_suffix(')');
            let label = closed.unwrap_or(label);
            if label.is_empty() || (opened.is_none() && closed.is_none()) {
                return None;
            }
            brackets.opened.extend(opened.map(|_| label));
            brackets.closed.extend(closed.map(|_| label));
        }
        Some(brackets)
    }
}

/// A span of tokens with its label, half-open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Labelled {
    /// The first token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// What the bracket says.
    pub label: String,
}

/// The spans of a column that is being read.
#[derive(Debug, Default)]
pub struct OpenBrackets {
    /// The tokens at which spans begin, with the labels, by what closes them.
    open: HashMap<String, Vec<(usize, String)>>,
    /// The spans that are closed.
    pub spans: Vec<Labelled>,
}

impl OpenBrackets {
    /// Reads the brackets of a token, of which those of entities close `by_label` or not. Returns how many closed nothing.
    pub fn step(&mut self, brackets: &Brackets<'_>, token: usize, by_label: bool) -> usize {
        for &label in &brackets.opened {
            let closed_by = if by_label { label } else { "" };
            self.open.entry(closed_by.to_owned()).or_default().push((token, label.to_owned()));
        }
        let mut unmatched = 0;
        for &label in &brackets.closed {
            match self.open.get_mut(label).and_then(Vec::pop) {
                Some((first, label)) => self.spans.push(Labelled { first, end: token + 1, label }),
                None => unmatched += 1,
            }
        }
        unmatched
    }

    /// The brackets that have not been closed: their tokens and labels, in order.
    pub fn unclosed(&self) -> Vec<(usize, &str)> {
        let mut open: Vec<_> =
            self.open.values().flatten().map(|(token, label)| (*token, label.as_str())).collect();
        open.sort_unstable();
        open
    }
}

/// The spans that nest in each other, in order; the number of others, which cross one of them.
pub fn nested(mut spans: Vec<Labelled>) -> (Vec<Labelled>, usize) {
    spans.sort_by(|one, other| (one.first, other.end, &one.label).cmp(&(other.first, one.end, &other.label)));
    let all = spans.len();
    let mut around: Vec<usize> = Vec::new();
    spans.retain(|span| {
        around.retain(|end| *end > span.first);
        let fits = around.last().is_none_or(|end| span.end <= *end);
        if fits {
            around.push(span.end);
        }
        fits
    });
    let crossing = all - spans.len();
    (spans, crossing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_nest() {
        let brackets = Brackets::of_entities("(ORG(GPE)*").expect("brackets");
        assert_eq!((brackets.opened, brackets.closed), (vec!["ORG", "GPE"], vec![""]));
        let brackets = Brackets::of_chains("7)|(12|(3)").expect("brackets");
        assert_eq!((brackets.opened, brackets.closed), (vec!["12", "3"], vec!["7", "3"]));
        for (cell, is_chain) in [("x", false), ("(", true), ("12", true), ("()", true), ("(1||2)", true)] {
            let read = if is_chain { Brackets::of_chains(cell) } else { Brackets::of_entities(cell) };
            assert_eq!(read, None, "{cell}");
        }
    }

    #[test]
    fn what_crosses_is_left_out() {
        let span = |first, end, label: &str| Labelled { first, end, label: label.to_owned() };
        let spans = vec![span(1, 4, "b"), span(0, 2, "a"), span(0, 5, "all"), span(2, 4, "c")];
        let (kept, crossing) = nested(spans);
        let labels: Vec<&str> = kept.iter().map(|span| span.label.as_str()).collect();
        assert_eq!((labels, crossing), (vec!["all", "a", "c"], 1));
    }
}
