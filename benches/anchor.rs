//! Glosses found again in a book of 3 MB, unchanged and edited.

#[allow(dead_code, reason = "a part of it is used here")]
#[path = "../tests/history/edits.rs"]
mod edits;
#[allow(dead_code, reason = "a part of it is used here")]
#[path = "../tests/history/prose.rs"]
mod prose;

use criterion::{Criterion, criterion_group, criterion_main};
use edits::{Measure, revise};
use glossator::{
    anchor::{self, Baseline},
    gloss::{Gloss, Id},
    text::{Span, Text},
};
use prose::{Writer, text_of};

fn book(c: &mut Criterion) {
    let mut writer = Writer::new(1);
    let tokens = writer.text(9_500);
    let (old, places) = text_of(&tokens);
    let measure = Measure { words: 5, sentences: 10, paragraphs: 5, moves: 3, ..Measure::NOTHING };
    let (edited, _) = text_of(&revise(&mut writer, &tokens, measure));
    let text = Text::new(old.as_str());
    let step = tokens.len() / 1_000;
    let gloss = |i: usize| {
        let span = Span::new(places[i * step].start, places[i * step + 1 + i % 35].end);
        Gloss::new(Id::from_bits(i as u64), "note", vec![anchor::selector(&text, span)])
    };
    let glosses: Vec<Gloss> = (0..1_000).map(gloss).collect();
    let asked: Vec<&Gloss> = glosses.iter().collect();
    let mut group = c.benchmark_group(format!("1,000 glosses in {} KB", old.len() / 1000));
    group.bench_function("unchanged", |b| b.iter(|| anchor::locate_all(&text, &asked, Baseline::Current)));
    let length = Some(old.chars().count());
    group.bench_function("edited", |b| {
        b.iter(|| anchor::locate_all(&Text::new(edited.as_str()), &asked, Baseline::Unknown(length)));
    });
    group.bench_function("edited, with the old text", |b| {
        b.iter(|| anchor::locate_all(&Text::new(edited.as_str()), &asked, Baseline::Text(&old)));
    });
    group.finish();
}

criterion_group! {
    name = anchor_all;
    config = Criterion::default().sample_size(10);
    targets = book
}
criterion_main!(anchor_all);
