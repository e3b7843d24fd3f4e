//! Counts how many quotations of each sort are somebody's words: the shares by which `suggest::quotes` scores quotations.
//!
//!     cargo run --release --example count-worth -- TEXTS RUNS
//!
//! `TEXTS` has an object a line with the `id` and the `text` of an article, `RUNS` one with the same `id` and `seg`, the
//! runs of words between double quotation marks: `s` and `e`, the code points from its first mark to behind its last, and
//! `att`, 1 where somebody is said to have said it. That is the form of `quotes/polnear_train.jsonl` and
//! `quotes/polnear_qseg_train.jsonl`, which were made from `PolNeAR` (Newell, Margolin and Ruths, *An Attribution Relations
//! Corpus for Political News*, 2018). A quotation counts as somebody's words if more than half of its code points stand in
//! such runs. Prints a row for each sort: how many there are, the share of them, and the score that they have now. Nothing is
//! written: a sort that is rare says little, and its score is set by hand between those of its neighbours.

use std::{
    collections::{BTreeMap, HashMap},
    env,
    error::Error,
    fs,
    ops::Range,
};

use glossator::{suggest::quotes::sorts, text::CodePoints};
use serde::{Deserialize, de::DeserializeOwned};

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Runs {
    id: String,
    seg: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    s: usize,
    e: usize,
    att: u8,
}

/// What was counted of a sort.
#[derive(Default)]
struct Count {
    all: usize,
    said: usize,
    score: f32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(texts), Some(runs)) = (arguments.next(), arguments.next()) else {
        return Err("usage: count-worth TEXTS RUNS".into());
    };
    let articles: Vec<Article> = lines(&texts)?;
    let runs: HashMap<String, Vec<Run>> =
        lines(&runs)?.into_iter().map(|runs: Runs| (runs.id, runs.seg)).collect();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for article in &articles {
        let Some(runs) = runs.get(&article.id) else { continue };
        count(&article.text, runs, &mut counts);
    }
    println!("| sort | quotations | somebody's words | score now |\n|---|--:|--:|--:|");
    for (sort, Count { all, said, score }) in &counts {
        println!("| {sort} | {all} | {:.2} | {score:.2} |", *said as f64 / *all as f64);
    }
    Ok(())
}

fn lines<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read {path}: {error}"))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// Counts the quotations of one article.
fn count(text: &str, runs: &[Run], counts: &mut BTreeMap<String, Count>) {
    let points = CodePoints::new(text);
    for (spans, sort, score) in sorts(text) {
        let parts: Vec<Range<usize>> =
            spans.iter().map(|span| points.of(span.start)..points.of(span.end)).collect();
        let length: usize = parts.iter().map(Range::len).sum();
        let shared = |is_counted: fn(&Run) -> bool| -> usize {
            let runs = runs.iter().filter(|run| is_counted(run));
            runs.flat_map(|run| parts.iter().map(|part| shared(part, &(run.s..run.e)))).sum()
        };
        if shared(|_| true) == 0 {
            continue;
        }
        let said = shared(|run| run.att > 0);
        let count = counts.entry(sort).or_default();
        count.all += 1;
        count.said += usize::from(2 * said > length);
        count.score = score;
    }
}

fn shared(one: &Range<usize>, other: &Range<usize>) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}
