//! Writes documents as tokens with their entities and chains.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io,
    ops::Range,
};

use super::{
    BEGIN, COREFERENT, END, MENTION,
    brackets::{Labelled, nested},
};
use crate::{
    exchange::{
        Export, Loss,
        tokens::{pieces, whole_tokens},
    },
    gloss::Id,
    text::{
        Span,
        segment::{Language, sentences},
    },
};

/// Writes all documents.
pub fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    loss: &mut Loss,
) -> io::Result<()> {
    for export in exports {
        document(&export, out, loss)?;
    }
    Ok(())
}

fn document(export: &Export, out: &mut dyn io::Write, loss: &mut Loss) -> io::Result<()> {
    let text = export.whole();
    let tokens = pieces(&text, &BTreeSet::new());
    let Columns { entities, chains } = Columns::of(export, &tokens, loss);
    let sentences = sentences(&text, Language::of(&text));
    let mut ends = sentences.iter().map(|sentence| sentence.end).peekable();
    let name = one_word(&export.name);
    writeln!(out, "{BEGIN} ({name}); part 000")?;
    let mut number = 0;
    for (at, token) in tokens.iter().enumerate() {
        if ends.next_if(|&end| end <= token.start).is_some() {
            while ends.next_if(|&end| end <= token.start).is_some() {}
            writeln!(out)?;
            number = 0;
        }
        let word = &text[token.range()];
        let (entity, chain) = (entities.cell(at, "", "*"), chains.cell(at, "|", "-"));
        writeln!(out, "{name}\t0\t{number}\t{word}\t-\t*\t-\t-\t-\t-\t{entity}\t{chain}")?;
        number += 1;
    }
    writeln!(out, "\n{END}")
}

/// A name, or a kind, that separates no columns and is no bracket.
fn one_word(name: &str) -> String {
    name.replace(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '(' | ')' | '*' | '|'), "_")
}

/// The two columns with brackets.
struct Columns {
    entities: BracketColumn,
    chains: BracketColumn,
}

impl Columns {
    fn of(export: &Export, tokens: &[Span], loss: &mut Loss) -> Self {
        let chain_of = chains(export, loss);
        let mut entities = Vec::new();
        let mut members: BTreeMap<usize, Vec<Labelled>> = BTreeMap::new();
        for placed in export.in_place() {
            let gloss = &placed.gloss;
            loss.add("renamed kinds", usize::from(one_word(&gloss.tag) != gloss.tag));
            for (part, span) in placed.place.spans.iter().enumerate() {
                let Some(Range { start: first, end }) = whole_tokens(tokens, *span, loss) else { continue };
                if gloss.tag != MENTION {
                    entities.push(Labelled { first, end, label: one_word(&gloss.tag) });
                }
                if let Some(&chain) = chain_of.get(&gloss.id).filter(|_| part == 0) {
                    members.entry(chain).or_default().push(Labelled { first, end, label: chain.to_string() });
                }
            }
        }
        let (entities, crossing) = nested(entities);
        loss.add("spans that cross others", crossing);
        // Those of different chains may cross each other.
        let mut of_chains = Vec::new();
        for members in members.into_values() {
            let (members, crossing) = nested(members);
            loss.add("spans that cross others", crossing);
            of_chains.extend(members);
        }
        Self { entities: BracketColumn::of(&entities, false), chains: BracketColumn::of(&of_chains, true) }
    }
}

/// The number of each gloss's chain, in the order of the first member of each. Other links are counted as a loss.
fn chains<'a>(export: &'a Export, loss: &mut Loss) -> HashMap<&'a Id, usize> {
    let numbers: HashMap<&Id, usize> =
        export.in_place().enumerate().map(|(number, placed)| (&placed.gloss.id, number)).collect();
    let mut first: Vec<usize> = (0..numbers.len()).collect();
    let root = |first: &[usize], mut at: usize| {
        while first[at] != at {
            at = first[at];
        }
        at
    };
    let mut is_linked = vec![false; numbers.len()];
    for (from, placed) in export.in_place().enumerate() {
        is_linked[from] |= placed.gloss.tag == MENTION;
        for link in &placed.gloss.links {
            match numbers.get(&link.to).filter(|_| link.role == COREFERENT) {
                Some(&to) => {
                    let (one, other) = (root(&first, from), root(&first, to));
                    first[one.max(other)] = one.min(other);
                    first[from] = one.min(other);
                    (is_linked[from], is_linked[to]) = (true, true);
                }
                None => loss.add("links but for coreference", 1),
            }
        }
    }
    let mut known: HashMap<usize, usize> = HashMap::new();
    let mut of_gloss = HashMap::new();
    for (at, placed) in export.in_place().enumerate().filter(|(at, _)| is_linked[*at]) {
        let next = known.len();
        of_gloss.insert(&placed.gloss.id, *known.entry(root(&first, at)).or_insert(next));
    }
    of_gloss
}

/// The brackets of a column, by the token.
#[derive(Default)]
struct BracketColumn {
    opened: BTreeMap<usize, Vec<String>>,
    closed: BTreeMap<usize, Vec<String>>,
    /// Those of one token.
    whole: BTreeMap<usize, Vec<String>>,
}

impl BracketColumn {
    /// A column of spans, the outer ones first; they close with their labels or without.
    fn of(spans: &[Labelled], by_label: bool) -> Self {
        let mut column = Self::default();
        for Labelled { first, end, label } in spans {
            let last = end - 1;
            if *first == last {
                column.whole.entry(last).or_default().push(format!("({label})"));
            } else {
                column.opened.entry(*first).or_default().push(format!("({label}"));
                let closing = if by_label { format!("{label})") } else { ")".to_owned() };
                column.closed.entry(last).or_default().push(closing);
            }
        }
        column
    }

    /// The brackets at a token, with `between` between them; `middle` stands between those that open and those that close, or
    /// alone.
    fn cell(&self, token: usize, between: &str, middle: &str) -> String {
        let at = |brackets: &BTreeMap<usize, Vec<String>>| brackets.get(&token).cloned().unwrap_or_default();
        let (opened, whole, closed) = (at(&self.opened), at(&self.whole), at(&self.closed));
        if !between.is_empty() {
            let all = [opened, whole, closed].concat();
            return if all.is_empty() { middle.to_owned() } else { all.join(between) };
        }
        let middle = if whole.is_empty() { middle } else { "" };
        format!("{}{}{middle}{}", opened.concat(), whole.concat(), closed.concat())
    }
}
