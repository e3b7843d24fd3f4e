//! What becomes of glosses through revisions of prose: how many are on their words, on other words, or lost.
//!
//! `cargo test --release --test history -- --ignored --nocapture` prints the table of a long run. With
//! `GLOSSATOR_TEXTS=FOLDER` the texts of that folder are revised as well; each revision is made by a script that
//! knows what became of every word. `GLOSSATOR_SEED=NUMBER` writes and revises others than those that thresholds were chosen by.

mod edits;
mod lookalikes;
mod measure;
mod prose;
mod reference;
mod revisions;

use std::path::Path;

use edits::{Measure, revise};
use lookalikes::KINDS;
use measure::{Tally, Trial, measure, show, tally};
use prose::{Token, Writer};
use revisions::MEASURES;

/// The number from which on texts are numbered: each has its own dice.
fn seed() -> u64 {
    std::env::var("GLOSSATOR_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// The counts for `count` glosses in each of `rounds` texts revised by this measure.
fn run(
    texts: &mut dyn FnMut(&mut Writer, usize) -> Vec<Token>,
    (rounds, count): (usize, usize),
    measures: Measure,
    with_old: bool,
) -> [Tally; 4] {
    let mut tallies = [Tally::default(); 4];
    for round in 0..rounds {
        let mut writer = Writer::new(round as u64 + seed());
        let old = texts(&mut writer, round);
        let new = revise(&mut writer, &old, measures);
        measure(&old, &new, count, with_old, round as u64 + 76 + seed(), &mut tallies);
    }
    tallies
}

#[test]
fn glosses_stay_on_their_words() {
    let mut texts = |writer: &mut Writer, round: usize| writer.text(20 + 60 * (round % 3));
    for with_old in [false, true] {
        for (name, measures) in MEASURES {
            let [unchanged, edited, cut, deleted] = run(&mut texts, (6, 60), measures, with_old);
            assert!(unchanged.share(unchanged.exact) > 97.0, "{name} {with_old}: {unchanged:?}");
            assert!(unchanged.share(unchanged.wrong) < 0.5, "{name} {with_old}: {unchanged:?}");
            assert!(edited.share(edited.near) > 80.0, "{name} {with_old}: {edited:?}");
            assert!(edited.share(edited.wrong) < 2.5, "{name} {with_old}: {edited:?}");
            assert!(cut.share(cut.wrong) < 2.0, "{name} {with_old}: {cut:?}");
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
        for (name, measures) in MEASURES {
            let tallies = run(&mut written, (60, 100), measures, with_old);
            show(&format!("written texts, {name} revision, {known}"), &tallies);
        }
        let Ok(folder) = std::env::var("GLOSSATOR_TEXTS") else { continue };
        let files = listed(Path::new(&folder));
        let texts: Vec<String> = files.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        let mut read = |writer: &mut Writer, round: usize| {
            let text = &texts[round % texts.len()];
            // A part of a book about as long as a chapter.
            let from = text.ceil_char_boundary((round / texts.len() * 60_000) % text.len().max(1));
            let to = text.ceil_char_boundary((from + 60_000).min(text.len()));
            writer.read(if to - from > 1000 { &text[from..to] } else { text })
        };
        for (name, measures) in MEASURES {
            let tallies = run(&mut read, (60, 100), measures, with_old);
            show(&format!("texts of the folder, {name} revision, {known}"), &tallies);
        }
    }
}

/// The counts for the glosses of `rounds` texts of one kind.
fn run_lookalikes(kind: fn(&mut Writer) -> lookalikes::Lookalike, rounds: u64, with_old: bool) -> [Tally; 4] {
    let mut tallies = [Tally::default(); 4];
    for round in 0..rounds {
        let lookalike = kind(&mut Writer::new(round + seed()));
        tally(&Trial::of(&lookalike.old, &lookalike.new, &lookalike.spans), with_old, &mut tallies);
    }
    tallies
}

#[test]
fn glosses_do_not_go_over_to_words_that_look_like_theirs() {
    for with_old in [false, true] {
        for (name, kind) in KINDS {
            let [unchanged, _, _, deleted] = run_lookalikes(kind, 60, with_old);
            assert!(unchanged.share(unchanged.silent) < 2.0, "{name} {with_old}: {unchanged:?}");
            // What stood behind a sentence that closes the replaced news stands behind one like it now.
            let most = [if name.contains("inside") { 6.0 } else { 3.0 }, 2.0][usize::from(with_old)];
            assert!(deleted.share(deleted.silent) < most, "{name} {with_old}: {deleted:?}");
            // Rows and answers that change places are told apart by the old text only.
            let is_certain = ["live", "log", "prose"].iter().any(|kind| name.contains(kind));
            if is_certain || with_old && !name.contains("alike") {
                assert!(unchanged.doubted * 200 <= unchanged.once, "{name} {with_old}: {unchanged:?}");
            }
        }
    }
}

#[test]
#[ignore = "a long run, for its table"]
fn the_table_of_lookalikes() {
    for with_old in [false, true] {
        for (name, kind) in KINDS {
            let known = if with_old { "with" } else { "without" };
            show(&format!("{name}, {known} the old text"), &run_lookalikes(kind, 300, with_old));
        }
    }
}

/// Versions of texts that people have edited: a folder for each text, with one file for each version, in order.
#[test]
#[ignore = "a long run, for its table"]
fn the_table_of_histories() {
    let Ok(folder) = std::env::var("GLOSSATOR_HISTORIES") else { return };
    let histories: Vec<Vec<String>> = listed(Path::new(&folder))
        .iter()
        .map(|text| listed(text).iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect())
        .collect();
    let pairs: Vec<[Vec<Token>; 2]> = histories
        .iter()
        .flat_map(|versions| versions.windows(2))
        .map(|two| {
            let mut writer = Writer::new(1);
            let [old, mut new] = [&two[0], &two[1]].map(|text| writer.read(text));
            reference::identify(&old, &mut new);
            [old, new]
        })
        .collect();
    for with_old in [false, true] {
        let mut tallies = [Tally::default(); 4];
        for (round, [old, new]) in pairs.iter().enumerate() {
            measure(old, new, 400, with_old, round as u64 + 77, &mut tallies);
        }
        show(&format!("histories, {} the old text", if with_old { "with" } else { "without" }), &tallies);
    }
}

fn listed(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok).map(|f| f.path()).collect();
    paths.sort();
    paths
}
