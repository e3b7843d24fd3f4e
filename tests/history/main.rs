//! Glosses through revisions of prose: how many are on their words, on others, or lost.
//!
//! `cargo test --release --test history -- --ignored --nocapture` prints the table of a long run. With
//! `GLOSSATOR_TEXTS=FOLDER` the texts of that folder are revised as well; each revision is made by a script that knows
//! what became of every word.

mod edits;
mod prose;

use std::{collections::HashMap, ops::Range};

use edits::{Measure, revise};
use glossator::{
    anchor::{self, Past},
    gloss::{Gloss, Id, Place, State},
    text::{Span, Text},
};
use prose::{Dice, Token, Writer, text_of};

/// What a revision did to the words of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Unchanged,
    Edited,
    Deleted,
}

/// What came of the spans of one class.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    all: usize,
    exact: usize,
    near: usize,
    attached: usize,
    /// Silently on a place that shares less than half with theirs.
    off: usize,
    /// Silently on other words altogether.
    wrong: usize,
    doubtful: usize,
    orphan: usize,
}

impl Tally {
    fn share(self, count: usize) -> f64 {
        100.0 * count as f64 / self.all.max(1) as f64
    }

    fn add(&mut self, place: &Place, truth: Option<&Range<usize>>) {
        self.all += 1;
        let silent = !matches!(place.state, State::Doubtful | State::Orphan);
        self.attached += usize::from(silent);
        self.doubtful += usize::from(place.state == State::Doubtful);
        self.orphan += usize::from(place.state == State::Orphan);
        let span = place.hull().filter(|_| silent);
        let share = truth.map_or(0.0, |truth| place.hull().map_or(0.0, |hull| overlap(truth, hull)));
        self.exact += usize::from(span.is_some_and(|span| Some(&span.range()) == truth));
        self.near += usize::from(share >= 0.5 && silent);
        self.off += usize::from(span.is_some() && share < 0.5);
        self.wrong += usize::from(span.is_some() && share <= 0.0);
    }
}

/// The shared part of the union.
fn overlap(truth: &Range<usize>, span: Span) -> f64 {
    let shared = truth.end.min(span.end).saturating_sub(truth.start.max(span.start));
    let union = truth.end.max(span.end) - truth.start.min(span.start);
    shared as f64 / union.max(1) as f64
}

/// What became of the tokens `span` of `old`, and where they are, in bytes of the new text.
fn truth(
    old: &[Token],
    span: &Range<usize>,
    new: &HashMap<u64, usize>,
    places: &[Range<usize>],
) -> (Class, Option<Range<usize>>) {
    let at: Vec<usize> = old[span.clone()].iter().filter_map(|token| new.get(&token.id).copied()).collect();
    // A part that went elsewhere by itself is not the span.
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for i in at {
        match runs.last_mut() {
            Some(run) if (1..40).contains(&i.wrapping_sub(run[run.len() - 1])) => run.push(i),
            _ => runs.push(vec![i]),
        }
    }
    let Some(run) = runs.into_iter().max_by_key(Vec::len) else { return (Class::Deleted, None) };
    let hull = places[run[0]].start..places[run[run.len() - 1]].end;
    let whole = run.len() == span.len() && run[run.len() - 1] - run[0] + 1 == span.len();
    (if whole { Class::Unchanged } else { Class::Edited }, Some(hull))
}

/// Tags `count` spans of `old`, looks for them in `new`, and counts what came of it.
fn measure(old: &[Token], new: &[Token], count: usize, with_old: bool, seed: u64, tallies: &mut [Tally; 3]) {
    let mut dice = Dice::new(seed);
    let (old_text, old_places) = text_of(old);
    let (new_text, new_places) = text_of(new);
    let index: HashMap<u64, usize> = new.iter().enumerate().map(|(i, token)| (token.id, i)).collect();
    let texts: HashMap<u64, &str> = new.iter().map(|token| (token.id, token.text.as_str())).collect();
    let text = Text::new(old_text.as_str());
    let mut spans = Vec::new();
    let mut glosses = Vec::new();
    for i in 0..count {
        let start = dice.below(old.len() - 36);
        let tokens = start..start + 1 + dice.below(35);
        let span = Span::new(old_places[tokens.start].start, old_places[tokens.end - 1].end);
        glosses.push(Gloss::new(Id::from_bits(i as u64), "note", vec![anchor::selector(&text, span)]));
        spans.push(tokens);
    }
    let asked: Vec<&Gloss> = glosses.iter().collect();
    let past = if with_old { Past::Known(&old_text) } else { Past::Lost(Some(old_text.chars().count())) };
    let found = anchor::place_all(&Text::new(new_text.as_str()), &asked, past);
    for (tokens, place) in spans.iter().zip(&found) {
        let (class, truth) = truth(old, tokens, &index, &new_places);
        let corrected = old[tokens.clone()]
            .iter()
            .any(|token| texts.get(&token.id).is_some_and(|new| new.len() == token.text.len() + 1));
        let class = if class == Class::Unchanged && corrected { Class::Edited } else { class };
        let before = tallies[class as usize];
        tallies[class as usize].add(place, truth.as_ref());
        let after = tallies[class as usize];
        let show = std::env::var("GLOSSATOR_SHOW").is_ok()
            && (class == Class::Deleted && place.state != State::Orphan
                || after.off > before.off
                || (class == Class::Unchanged && after.exact == before.exact)
                || (class == Class::Edited && after.near == before.near));
        if show {
            let old_span = old_places[tokens.start].start..old_places[tokens.end - 1].end;
            let cut = |text: &str, r: &Range<usize>| {
                let (a, b) = (
                    text.floor_char_boundary(r.start.saturating_sub(40)),
                    text.ceil_char_boundary((r.end + 40).min(text.len())),
                );
                format!("{}[{}]{}", &text[a..r.start], &text[r.clone()], &text[r.end..b]).replace('\n', "/")
            };
            println!("--- {class:?} {:?} {}: {}", place.state, place.score, place.reason);
            println!("  old   {}", cut(&old_text, &old_span));
            println!("  truth {}", truth.as_ref().map_or(String::new(), |r| cut(&new_text, r)));
            println!("  found {}", place.hull().map_or(String::new(), |h| cut(&new_text, &h.range())));
        }
    }
}

fn show(name: &str, tallies: &[Tally; 3]) {
    println!("{name}");
    println!(
        "  {:10} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "", "spans", "exact", "near", "off", "wrong", "attached", "doubtful", "orphan"
    );
    for (class, tally) in ["unchanged", "edited", "deleted"].iter().zip(tallies) {
        print!("  {class:10} {:>7}", tally.all);
        for count in
            [tally.exact, tally.near, tally.off, tally.wrong, tally.attached, tally.doubtful, tally.orphan]
        {
            print!(" {:>7.2}%", tally.share(count));
        }
        println!();
    }
}

const LIGHT: Measure =
    Measure { words: 20, sentences: 30, paragraphs: 20, moves: 0, rewrap: false, straighten: false };

const MEASURES: [(&str, Measure); 4] = [
    ("light", LIGHT),
    ("moved", Measure { moves: 3, ..LIGHT }),
    ("set anew", Measure { rewrap: true, straighten: true, ..LIGHT }),
    (
        "heavy",
        Measure { words: 60, sentences: 120, paragraphs: 80, moves: 2, rewrap: true, straighten: true },
    ),
];

fn run(
    texts: &mut dyn FnMut(&mut Writer, usize) -> Vec<Token>,
    rounds: usize,
    count: usize,
    with_old: bool,
) -> Vec<[Tally; 3]> {
    let tally = |(_, measures): &(&str, Measure)| {
        let mut tallies = [Tally::default(); 3];
        for round in 0..rounds {
            let mut writer = Writer::new(round as u64 + 1);
            let old = texts(&mut writer, round);
            let new = revise(&mut writer, &old, *measures);
            measure(&old, &new, count, with_old, round as u64 + 77, &mut tallies);
        }
        tallies
    };
    MEASURES.iter().map(tally).collect()
}

#[test]
fn glosses_stay_on_their_words() {
    let mut texts = |writer: &mut Writer, round: usize| writer.text(20 + 60 * (round % 3));
    for with_old in [false, true] {
        for (i, [unchanged, edited, deleted]) in run(&mut texts, 6, 60, with_old).into_iter().enumerate() {
            let name = MEASURES[i].0;
            assert!(unchanged.share(unchanged.exact) > 97.0, "{name} {with_old}: {unchanged:?}");
            assert!(unchanged.share(unchanged.wrong) < 0.5, "{name} {with_old}: {unchanged:?}");
            assert!(edited.share(edited.near) > 80.0, "{name} {with_old}: {edited:?}");
            assert!(edited.share(edited.wrong) < 2.5, "{name} {with_old}: {edited:?}");
            assert!(deleted.share(deleted.attached) < 4.0, "{name} {with_old}: {deleted:?}");
        }
    }
}

#[test]
#[ignore = "a long run, for its table"]
fn the_table_of_figures() {
    for with_old in [false, true] {
        let known = if with_old { "with the old text" } else { "without the old text" };
        let mut written = |writer: &mut Writer, round: usize| writer.text(20 + 60 * (round % 5));
        for ((name, _), tallies) in MEASURES.iter().zip(run(&mut written, 60, 100, with_old)) {
            show(&format!("written texts, {name} revision, {known}"), &tallies);
        }
        let Ok(folder) = std::env::var("GLOSSATOR_TEXTS") else { continue };
        let mut files: Vec<_> =
            std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok).map(|f| f.path()).collect();
        files.sort();
        let texts: Vec<String> = files.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        let mut read = |writer: &mut Writer, round: usize| {
            let text = &texts[round % texts.len()];
            // A part of a book as long as a chapter.
            let from = text.ceil_char_boundary((round / texts.len() * 60_000) % text.len().max(1));
            let to = text.ceil_char_boundary((from + 60_000).min(text.len()));
            writer.read(if to - from > 1000 { &text[from..to] } else { text })
        };
        for ((name, _), tallies) in MEASURES.iter().zip(run(&mut read, 60, 100, with_old)) {
            show(&format!("texts of the folder, {name} revision, {known}"), &tallies);
        }
    }
}
