//! What a format says it carries comes back when what it wrote is read: on any glosses, of texts that are not easy.
//!
//! `PROPTEST_CASES=2000 cargo test --lib roundtrip` looks longer.

use proptest::prelude::*;

use super::*;
use crate::{
    anchor,
    gloss::{
        Attribute, Field, Gloss, Id, Kind, Link, Place, Placed, Schema, Tree, Value,
        fields::{self, FieldShape, MergeRule},
    },
    text::{Span, Text},
};

/// What texts are made of: joined emoji, combining marks, flags, line ends of all kinds, what formats have for their own.
const PIECES: &[&str] = &[
    "A thaw ",
    "👩‍💻",
    "e\u{301}tude ",
    "\r\n",
    "\n",
    "\n\n",
    "\u{2028}",
    "漢字",
    "🇫🇷",
    "“We agreed,” ",
    "said ",
    " ",
    "x",
    "<b>&amp;</b> ",
    "{\\it} ",
    "a\tb ",
    "\u{feff}",
    "😀 ",
    "\"yes\" ",
    "É",
    ". ",
    "# 1; ",
    "\u{a0}",
];

const KINDS: &[&str] = &["claim", "quote", "note", "Ort_1", "in-doubt", "frame/economic"];

const TEXTS: &[&str] =
    &["Mara", "Mara Å 😀", "=1+1", "'quoted'", "a; b", "two\nlines", "\"<&>\"", "7", "yes", "x:y=z|w"];

#[derive(Clone, Debug)]
struct Plan {
    kind: usize,
    /// Where each span starts and ends, as shares of the text in thousandths.
    spans: Vec<(usize, usize)>,
    attributes: Vec<(usize, Value)>,
    link: Option<usize>,
    /// What each of the metadata is, by its place in the table.
    metadata: Vec<Option<usize>>,
    is_orphan: bool,
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Flag),
        (-999..999i32).prop_map(|n| Value::Number(f64::from(n) / 4.0)),
        (0..TEXTS.len()).prop_map(|i| Value::Text(TEXTS[i].to_owned())),
        prop::collection::vec(prop_oneof![Just("one"), Just("zwei 2")], 1..3)
            .prop_map(|items| Value::List(items.into_iter().map(str::to_owned).collect())),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let spans = prop::collection::vec((0..1000usize, prop_oneof![1..40usize, 1..1000usize]), 1..4);
    let attributes = prop::collection::vec((0..4usize, value()), 0..3);
    let metadata = prop::collection::vec(prop::option::of(0..TEXTS.len()), fields::metadata().count());
    (0..KINDS.len(), spans, attributes, prop::option::of(0..9usize), metadata, 0..12u8).prop_map(
        |(kind, spans, attributes, link, metadata, orphan)| Plan {
            kind,
            spans,
            attributes,
            link,
            metadata,
            is_orphan: orphan == 0,
        },
    )
}

/// A value that a field can have; only a note has several lines.
fn metadata_value(field: &Field, number: usize) -> Tree {
    let text = |text: &str| Tree::Text(text.to_owned());
    let line = text(&TEXTS[number].replace('\n', " "));
    match field.shape {
        FieldShape::Text(_) if field.merge == MergeRule::Append => text(TEXTS[number]),
        FieldShape::Time(_) => Tree::Time(format!("2026-11-25T20:0{}:09Z", number % 10)),
        FieldShape::Flag(_) => Tree::Flag(true),
        FieldShape::Structured(_) => {
            let program = Tree::table([
                ("by", Some(text("gloss 0.1"))),
                ("what", Some(text("compare"))),
                ("from", Some(Tree::List(vec![text("ann"), line.clone()]))),
            ]);
            let reasons = Tree::List(vec![
                Tree::table([
                    ("why", Some(text("conflict"))),
                    ("fields", Some(Tree::List(vec![text("note")]))),
                    ("with", Some(text("7f3k2m9q0c"))),
                ]),
                Tree::table([("why", Some(line.clone()))]),
            ]);
            let locator = Tree::table([("page", Some(text("312–313"))), ("by", Some(line.clone()))]);
            let all = [program, reasons, locator, line];
            let fits = |tree: &&Tree| field.set(&mut Gloss::default(), Some((*tree).clone()));
            let fitting: Vec<&Tree> = all.iter().filter(fits).collect();
            fitting[number % fitting.len()].clone()
        }
        _ => line,
    }
}

fn document() -> impl Strategy<Value = (String, Vec<Plan>)> {
    let text = prop::collection::vec(0..PIECES.len(), 1..40)
        .prop_map(|pieces| pieces.into_iter().map(|i| PIECES[i]).collect::<String>());
    (text, prop::collection::vec(plan(), 0..6))
}

/// The document that was planned, with nothing in it that the format doesn't carry.
fn export(format: &Format, text: &str, plans: &[Plan]) -> Export {
    use unicode_segmentation::UnicodeSegmentation;
    let text = Text::new(text.trim_start_matches('\u{feff}'));
    let whole = text.as_str().unwrap_or_default();
    let mut bounds: Vec<usize> = whole.grapheme_indices(true).map(|(at, _)| at).collect();
    bounds.push(whole.len());
    let carries = |feature| format.carries.has(feature);
    let mut glosses: Vec<Placed> = Vec::new();
    let mut covered: Vec<Span> = Vec::new();
    for (number, plan) in plans.iter().enumerate() {
        let mut spans = spans(plan, &bounds);
        if format.unit == Some(OffsetUnit::Tokens) {
            spans = spans.iter().filter_map(|&span| tokens::trim(whole, span)).collect();
        }
        if !carries(Feature::SPLIT) {
            spans.truncate(1);
        }
        let overlaps = spans
            .iter()
            .any(|span| covered.iter().any(|other| span.start < other.end && other.start < span.end));
        if spans.is_empty() || (overlaps && !carries(Feature::OVERLAP)) {
            continue;
        }
        covered.extend(&spans);
        let selectors = anchor::selectors(&text, &spans);
        let mut gloss = Gloss::new(Id::from_bits(number as u64 * 77 + 5), KINDS[plan.kind], selectors);
        if carries(Feature::ATTRIBUTES) {
            for (name, value) in &plan.attributes {
                gloss.attributes.set(["speaker", "cue", "sure", "how-much"][*name], value.clone());
            }
        }
        for (field, number) in fields::metadata().zip(&plan.metadata) {
            // Only of an orphan it is decided that it stays one.
            let fits = plan.is_orphan || field.name != "orphaned";
            if let (Some(number), true) = (number, fits && field.feature.is_none_or(carries)) {
                assert!(field.set(&mut gloss, Some(metadata_value(field, *number))), "{}", field.name);
            }
        }
        let place = if plan.is_orphan && carries(Feature::ORPHANS) {
            Place::orphan("it is gone")
        } else {
            gloss.orphaned = false;
            Place::unchanged(spans)
        };
        glosses.push(Placed { gloss, place });
    }
    link(format, &mut glosses, plans);
    glosses.sort_by_key(|placed| placed.place.hull().map(|hull| (hull.start, hull.end)));
    Export::new("a.txt", text, glosses, Schema::builtin().into())
}

fn spans(plan: &Plan, bounds: &[usize]) -> Vec<Span> {
    let last = bounds.len() - 1;
    let mut spans: Vec<(usize, usize)> = plan
        .spans
        .iter()
        .map(|(start, len)| {
            (start * last / 1000, (start * last / 1000 + (len * last / 1000).max(1)).min(last))
        })
        .filter(|(start, end)| start < end)
        .collect();
    spans.sort_unstable();
    // A gap between the parts, or they would be one.
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| last.1 < span.0) {
            kept.push(span);
        }
    }
    kept.into_iter().map(|(start, end)| Span::new(bounds[start], bounds[end])).collect()
}

fn link(format: &Format, glosses: &mut [Placed], plans: &[Plan]) {
    if !format.carries.has(Feature::LINKS) {
        return;
    }
    let ids: Vec<Id> = glosses.iter().map(|placed| placed.gloss.id.clone()).collect();
    for (number, placed) in glosses.iter_mut().enumerate() {
        let to = plans.get(number).and_then(|plan| plan.link).and_then(|to| ids.get(to));
        if let Some(to) = to.filter(|to| **to != placed.gloss.id) {
            placed.gloss.links.push(Link { role: "contradicts".to_owned(), to: to.clone() });
        }
    }
}

/// All that is said of glosses, in words that don't depend on their ids and are in no order.
fn said(glosses: &[Gloss]) -> Vec<String> {
    let place = |gloss: &Gloss| {
        let spans = gloss.selectors.iter().map(|s| format!("{}-{} {:?}", s.start, s.end, s.exact));
        format!("{} at {}", gloss.tag, spans.collect::<Vec<_>>().join(", "))
    };
    let mut said: Vec<String> = glosses
        .iter()
        .map(|gloss| {
            let mut attributes: Vec<String> = gloss
                .attributes
                .iter()
                .map(|(name, value)| format!("{name}={:?}", value.to_string()))
                .collect();
            attributes.sort();
            let target = |link: &Link| glosses.iter().find(|gloss| gloss.id == link.to).map(place);
            let links: Vec<_> =
                gloss.links.iter().map(|link| format!("{} {:?}", link.role, target(link))).collect();
            let metadata: Vec<_> = fields::metadata().map(|field| (field.name, field.tree(gloss))).collect();
            format!("{} {attributes:?} {links:?} {metadata:?}", place(gloss))
        })
        .collect();
    said.sort();
    said
}

fn round_trip(format: &Format, export: &Export) -> Result<(), TestCaseError> {
    let bytes = tests::bytes(format, export.clone());
    let whole = export.whole();
    let name = format.file_name(&export.name);
    let input = ForeignFile { text: format.companion.map(|_| &*whole), ..ForeignFile::new(&name, &bytes) };
    let mut loss = Loss::default();
    let read = format.read.expect("read")(&input, &mut loss);
    let read = read.map_err(|error| TestCaseError::fail(format!("{}: {error}", format.name)))?;
    prop_assert!(loss.is_empty(), "{}: {loss} lost", format.name);
    prop_assert!(read.len() <= 1, "{}: one document became {}", format.name, read.len());
    let glosses = read.first().map_or(&[][..], |document| &document.glosses);
    let wanted: Vec<Gloss> =
        export.glosses.iter().map(|placed| export.recorded(placed).into_owned()).collect();
    let shown = || String::from_utf8_lossy(&bytes).into_owned();
    prop_assert_eq!(said(glosses), said(&wanted), "{}:\n{}", format.name, shown());
    if let Some(text) = read.first().and_then(|document| document.text.as_ref()) {
        prop_assert_eq!(text.as_str(), Some(&*whole), "{}", format.name);
    }
    Ok(())
}

/// What a codebook has of a schema: no keys and letters, no defaults, no links.
fn described(schema: &Schema) -> Vec<String> {
    let attribute = |a: &Attribute| format!("{} {:?} {:?}", a.name, a.doc, a.shape);
    let kind = |kind: &Kind| {
        let attributes: Vec<String> = kind.attributes.iter().map(attribute).collect();
        format!("{} {:?} {} {attributes:?}", kind.name, kind.doc, kind.color)
    };
    schema.kinds.iter().map(kind).collect()
}

/// Draws each span to whole tokens, as the format does.
fn draw_to_tokens(export: &mut Export) {
    let pieces = tokens::pieces(&export.whole(), &std::collections::BTreeSet::new());
    for placed in &mut export.glosses {
        for span in &mut placed.place.spans {
            let mut inside = pieces.iter().filter(|piece| piece.start < span.end && span.start < piece.end);
            if let (Some(first), last) = (inside.next(), inside.next_back()) {
                *span = Span::new(first.start, last.unwrap_or(first).end);
            }
        }
    }
}

/// The kind of each gloss, and its words without white space, which tokens don't keep.
fn letters(glosses: &[Gloss]) -> Vec<String> {
    let folded = |gloss: &Gloss| gloss.exact().split_whitespace().collect::<String>();
    let mut letters: Vec<_> =
        glosses.iter().map(|gloss| format!("{}: {}", gloss.tag, folded(gloss))).collect();
    letters.sort();
    letters
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn what_a_format_carries_comes_back((text, plans) in document()) {
        // What has no text beside its tokens makes one of its own; one without offsets carries only some glosses, by
        // their words.
        let keeps_text = |format: &Format| match format.unit {
            Some(OffsetUnit::Tokens) => format.companion.is_some(),
            unit => unit.is_some(),
        };
        let both = |format: &&Format| format.read.is_some() && format.write.is_some() && keeps_text(format);
        for format in FORMATS.iter().filter(both) {
            round_trip(format, &export(format, &text, &plans))?;
        }
    }

    #[test]
    fn a_codebook_gives_the_kinds_again((text, plans) in document()) {
        // That of brat has neither colours nor purposes, and Label Studio has one shape for attributes of one name.
        let has_all = |format: &&Format| format.is_codebook && !["brat-config", "labelstudio-config"].contains(&format.name);
        for format in FORMATS.iter().filter(has_all) {
            let export = export(&json::FORMAT, &text, &plans);
            let mut schema = Schema::default();
            add_used(&mut schema, &export);
            let bytes = tests::bytes(format, export);
            let input = ForeignFile::new("a.qdc", &bytes);
            let read = format.read.expect("read")(&input, &mut Loss::default());
            let read = read.map_err(|error| TestCaseError::fail(error.to_string()))?;
            let read = read[0].schema.as_ref().expect("a schema");
            prop_assert_eq!(described(read), described(&schema));
        }
    }

    #[test]
    fn words_come_back_from_a_token_a_line((text, plans) in document()) {
        // No file begins with a byte order mark that is a token.
        let mut export = export(&conll::FORMAT, &text.replace('\u{feff}', ""), &plans);
        draw_to_tokens(&mut export);
        let bytes = tests::bytes(&conll::FORMAT, export.clone());
        let input = ForeignFile::new("a.txt.conll", &bytes);
        let read = conll::FORMAT.read.expect("read")(&input, &mut Loss::default());
        let read = read.map(|mut read| read.remove(0).glosses).unwrap_or_default();
        let wanted: Vec<Gloss> = export.glosses.iter().map(|placed| export.recorded(placed).into_owned()).collect();
        prop_assert_eq!(letters(&read), letters(&wanted), "{}", String::from_utf8_lossy(&bytes));
    }
}
