//! The parts of a key press, a frame, an opening and a save.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use glossator::{
    anchor,
    app::{App, Event},
    command::Settings,
    gloss::{Change, Gloss, Glosses, Id, Placed, Schema, Transaction},
    sidecar::{Sidecar, SourceInfo},
    source::{Document, Readers},
    text::{Layout, LineCache, Span, Text, Unit, movement, segment},
    ui,
    workspace::{Clock, Random},
};

const PARAGRAPH: &str = "The ferry left at nine, and nobody on the quay believed that it would come back before the storm. \
“We have crossed in worse weather,” the mate said, “and we have been late for better reasons.” She had counted 214 \
passengers, 31 crates of apples and one goat. Dr. Holm, who owned the goat, paid $4.50 for it.\n\n";

fn prose(bytes: usize) -> String {
    PARAGRAPH.repeat(bytes / PARAGRAPH.len() + 1)
}

fn placed(text: &Text, count: usize) -> Vec<Placed> {
    let step = text.len() / count;
    let gloss = |i: usize| {
        let start = text.floor(i * step);
        let span = Span::new(start, text.floor(start + 40.min(step)));
        let gloss = Gloss::new(Id::from_bits(i as u64), "claim", vec![anchor::selector(text, span)]);
        Placed { place: anchor::locate(text, &gloss), gloss }
    };
    (0..count).map(gloss).collect()
}

fn segments(c: &mut Criterion) {
    let text = prose(100_000);
    let mut group = c.benchmark_group("segments");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("sentences", |b| {
        b.iter(|| segment::sentences(black_box(&text), segment::Language::english()));
    });
    group.bench_function("quotations", |b| {
        b.iter(|| segment::quotations(black_box(&text), segment::Language::english()));
    });
    group.bench_function("words", |b| b.iter(|| segment::words(black_box(&text)).count()));
    group.finish();
}

fn moving(c: &mut Criterion) {
    let text = Text::new(prose(4_000_000));
    let middle = text.paragraph(text.len() / 2);
    c.bench_function("a page of rows from the middle", |b| {
        // Nothing is kept from one round to the next.
        b.iter(|| Layout::new(&text, 80, &LineCache::default()).rows(black_box(middle.start), 40));
    });
    c.bench_function("the next sentence", |b| {
        b.iter(|| Unit::Sentence.next(&text, black_box(middle.start + 1)));
    });
    c.bench_function("widen", |b| {
        b.iter(|| movement::widen(&text, Span::new(middle.start, middle.start + 3)));
    });
}

/// What the documentation of a program looks like: more marks than usual prose has.
const MARKDOWN: &str = "## The *ferry*\n\nIt left at **nine**, see [the list](https://example.org/a), and `nobody`\n\
believed that it would come back.[^1]\n\n- One crate of _apples_\n- [x] One goat, ~~ten~~ pears\n  1. of Dr. Holm\n\n\
| Year | Sum |\n|---|--:|\n| 1901 | 4.50 |\n\n> She had counted 214\n> passengers.\n\n```rust\nfn main() {}\n```\n\n";

fn rendering(c: &mut Criterion) {
    let source = MARKDOWN.repeat(1024 * 1024 / MARKDOWN.len()) + "[^1]: Said on Monday.\n";
    let mut group = c.benchmark_group("rendering");
    group.throughput(Throughput::Bytes(source.len() as u64));
    group.bench_function("markdown", |b| {
        b.iter(|| {
            Readers::default().read("x.md", black_box(&source).clone().into_bytes()).map(|d| d.text.len())
        });
    });
    group.finish();
}

fn glosses(c: &mut Criterion) {
    let text = Text::new(prose(6_000_000));
    let many = Glosses::new(placed(&text, 100_000));
    let page = Span::new(3_000_000, 3_004_000);
    c.bench_function("the glosses of a page, of 100,000", |b| {
        b.iter(|| many.overlapping(black_box(page)).len());
    });
    let some = placed(&text, 1_000);
    c.bench_function("1,000 glosses found in an unchanged text", |b| {
        b.iter(|| some.iter().map(|p| anchor::locate(&text, &p.gloss).spans.len()).sum::<usize>());
    });
    let edited = Text::new(format!("A new paragraph.\n\n{}", text.as_str().unwrap_or_default()));
    c.bench_function("10 glosses found in a text that repeats itself and has moved", |b| {
        b.iter(|| {
            some.iter().step_by(100).map(|p| anchor::locate(&edited, &p.gloss).spans.len()).sum::<usize>()
        });
    });
}

fn saving(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.txt.gloss.toml");
    let text = Text::new(prose(1_000_000));
    let info = SourceInfo { file: "x.txt".into(), ..SourceInfo::default() };
    let changes: Vec<Change> = placed(&text, 10_000).into_iter().map(|p| Change::add(p.gloss)).collect();
    Sidecar::open(path.clone())
        .and_then(|mut sidecar| sidecar.save(&Transaction::new("tag", changes), &info))
        .expect("saved");
    c.bench_function("open a sidecar of 10,000 glosses", |b| {
        b.iter(|| Sidecar::open(path.clone()).expect("opened"));
    });
    let mut sidecar = Sidecar::open(path).expect("opened");
    let gloss =
        Gloss::new(Id::from_bits(1 << 40), "note", vec![anchor::selector(&text, Span::new(500, 540))]);
    let both = Transaction::new("tag", vec![Change::add(gloss.clone()), Change::remove(gloss)]);
    c.bench_function("save a change to it", |b| b.iter(|| sidecar.save(&both, &info).expect("saved")));
}

fn frame(c: &mut Criterion) {
    let document = Document::from_bytes("x.txt", prose(100_000).into_bytes()).expect("text");
    let mut settings = Settings::default();
    settings.suggestions = false;
    let (clock, random) = (Clock::new(String::new), Random::new(|| 1));
    let mut app = App::new(document, Schema::builtin(), settings, clock, random);
    app.update(Event::Resize(120, 40));
    let glosses = placed(app.text(), 200);
    app.set_glosses(Glosses::new(glosses));
    c.bench_function("a frame of 120×40", |b| {
        b.iter(|| {
            let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, 120, 40));
            ui::render(&app, ui::Depth::True, &mut buffer);
            buffer
        });
    });
    c.bench_function("a key: one sentence on", |b| {
        b.iter(|| app.update(Event::Key(glossator::command::Key::char('j'))));
    });
}

criterion_group! {
    name = core;
    config = Criterion::default().sample_size(20);
    targets = segments, moving, rendering, glosses, saving, frame
}
criterion_main!(core);
