//! How long suggestions take: the analysis of a text, each suggester, and the stream of documents.
//!
//! The text is the worked examples, about 1,000 words of them.

use std::{fs, hint::black_box, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use glossator::{
    gloss::Schema,
    suggest::{Analysis, Engine, Models, SuggestionFilter, sentiment},
    workspace::answer_stream,
};

/// The articles of the worked examples, cut at the end of a paragraph to about this many words.
fn article(words: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("annotations");
    let mut files: Vec<_> = fs::read_dir(folder).expect("the examples").filter_map(Result::ok).collect();
    files.sort_by_key(fs::DirEntry::path);
    let texts =
        files.iter().map(fs::DirEntry::path).filter(|path| path.extension().is_some_and(|e| e == "txt"));
    let all: Vec<String> = texts.map(|path| fs::read_to_string(path).expect("an example")).collect();
    let mut article = String::new();
    for paragraph in all.iter().flat_map(|text| text.split("\n\n")) {
        if article.split_whitespace().count() >= words {
            break;
        }
        article.push_str(paragraph.trim_end());
        article.push_str("\n\n");
    }
    article
}

fn suggesters(c: &mut Criterion) {
    let article = article(1000);
    let mut group = c.benchmark_group("an article of 1,000 words");
    group.throughput(Throughput::Bytes(article.len() as u64));
    group.bench_function("analysis", |b| b.iter(|| Analysis::new(black_box(&article))));
    let models = Models::embedded();
    for tag in ["quote", "claim", "contradicts", "sentiment"] {
        let engine = engine(&[tag]);
        group.bench_function(tag, |b| b.iter(|| engine.find(&Analysis::new(black_box(&article)))));
    }
    group.bench_function("VADER", |b| b.iter(|| sentiment::vader(black_box(&article))));
    let valence = || sentiment::valence(models, &Analysis::new(black_box(&article)));
    group.bench_function("valence", |b| b.iter(valence));
    let engine = engine(&[]);
    group.bench_function("all", |b| b.iter(|| engine.find(&Analysis::new(black_box(&article)))));
    group.finish();
}

/// An engine for these kinds; for all kinds if there are none.
fn engine(tags: &[&str]) -> Engine {
    let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
    Engine::new(
        Schema::builtin(),
        SuggestionFilter { tags, ..SuggestionFilter::default() },
        Models::embedded(),
    )
}

fn stream(c: &mut Criterion) {
    let article = article(1000);
    let line = serde_json::json!({ "id": 1, "text": article }).to_string() + "\n";
    let lines = line.repeat(200);
    let engine = engine(&[]);
    let mut group = c.benchmark_group("200 articles of 1,000 words");
    group.sample_size(10).throughput(Throughput::Bytes(article.len() as u64 * 200));
    group.bench_function("stream", |b| {
        b.iter(|| {
            let mut out = Vec::new();
            answer_stream(&mut lines.as_bytes(), &mut out, &engine, |_| ()).expect("answered");
            out
        });
    });
    group.finish();
}

criterion_group!(benches, suggesters, stream);
criterion_main!(benches);
