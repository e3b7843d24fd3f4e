//! Sentence ends against the GUM and EWT corpora. (The golden rules are in `quality`.)
//!
//! The corpora are not part of the repository. Name a folder that holds them to run the tests:
//! `GLOSSATOR_DATA=… cargo test --test sentences -- --nocapture`.
//! Each line of `sentences/sbd_gum_dev.jsonl` and `sbd_ewt_dev.jsonl` has a `text` and its `sents`, each as
//! `[start, end]` in code points.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use glossator::text::segment::{Language, quotations, sentences, words};
use serde_json::Value;

fn rows(folder: &Path, name: &str) -> Option<Vec<Value>> {
    let path = folder.join("sentences").join(name);
    let lines = std::fs::read_to_string(&path)
        .inspect_err(|error| println!("skipped: cannot read {}: {error}", path.display()))
        .ok()?;
    Some(lines.lines().map(|line| serde_json::from_str(line).expect("a line of the data is JSON")).collect())
}

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("GLOSSATOR_DATA");
    if folder.is_none() {
        println!("skipped: GLOSSATOR_DATA does not name a folder with sentences/*.jsonl");
    }
    folder.map(PathBuf::from)
}

/// The letters and marks before `end` (a code point), white space not counted: sentence ends in this unit don't
/// depend on who the white space between two sentences belongs to.
fn solid(text: &str, end: usize) -> usize {
    text.chars().take(end).filter(|c| !c.is_whitespace()).count()
}

/// F1 of the sentence ends within paragraphs, as `eval/score.py` counts them.
fn boundaries(rows: &[Value]) -> f64 {
    let (mut both, mut found, mut expected) = (0, 0, 0);
    for row in rows {
        let text = row["text"].as_str().expect("a row has a text");
        let mut last = BTreeSet::new();
        let mut at = 0;
        for paragraph in text.split("\n\n") {
            at += paragraph.chars().filter(|c| !c.is_whitespace()).count();
            last.insert(at);
        }
        let gold: BTreeSet<usize> = row["sents"]
            .as_array()
            .expect("a row has sentences")
            .iter()
            .filter_map(|span| span[1].as_u64())
            .map(|end| solid(text, usize::try_from(end).expect("an offset fits")))
            .filter(|end| !last.contains(end))
            .collect();
        let said: BTreeSet<usize> = sentences(text, Language::english())
            .iter()
            .map(|span| solid(text, text[..span.end].chars().count()))
            .filter(|end| !last.contains(end))
            .collect();
        both += gold.intersection(&said).count();
        found += said.len();
        expected += gold.len();
    }
    2.0 * both as f64 / (found + expected) as f64
}

#[test]
fn gum() {
    let Some(rows) = data().and_then(|folder| rows(&folder, "sbd_gum_dev.jsonl")) else { return };
    let f = boundaries(&rows);
    println!("GUM: F1 {f:.4}");
    assert!(f >= 0.955);
}

#[test]
fn ewt() {
    let Some(rows) = data().and_then(|folder| rows(&folder, "sbd_ewt_dev.jsonl")) else { return };
    let f = boundaries(&rows);
    println!("EWT: F1 {f:.4}");
    assert!(f >= 0.905);
}

/// Prints megabytes a second: `cargo test --release --test sentences -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a check"]
fn throughput() {
    let paragraph = "“The lock is shut,” Nora Lund of the Harbour Union said on Friday, “and nobody has told us why.” \
                     The town’s council met at 5 p.m. in the U.S. embassy. It didn't decide; Mr. Kell, who keeps the \
                     lock, was ill. Is that all? It cost 3.5 million, i.e. more than the bridge.\n\n";
    let text = paragraph.repeat(64_000_000 / paragraph.len());
    let rate = |name: &str, run: &dyn Fn() -> usize| {
        let begun = std::time::Instant::now();
        let found = run();
        println!("{name}: {found}, {:.0} MB/s", text.len() as f64 / 1e6 / begun.elapsed().as_secs_f64());
    };
    rate("sentences", &|| sentences(&text, Language::english()).len());
    rate("quotations", &|| quotations(&text, Language::english()).len());
    rate("words", &|| words(&text).count());
}
