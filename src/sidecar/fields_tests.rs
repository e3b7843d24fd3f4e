//! How the fields of annotations are read and written: what version 0.1 wrote, what a person writes, what is not known yet.

use std::{fs, path::Path};

use super::{Sidecar, sidecar_text::SidecarText, tests::*, write};
use crate::{
    gloss::{Change, Citation, Generator, Gloss, Id, Link, Reason, Review},
    text::structure::LocatorKind,
};

/// An annotation of each shape that version 0.1 could write.
const FIRST_VERSION: &str = r#"format = "gloss/1"

[source]
file = "talks.txt"
sha256 = "5f0c"
length = 2347

[[annotation]]
id = "7k3q9xw2mf"
tag = "quote"
attributes = { speaker = "Ned Price", weight = 1.5, sure = true, topics = ["pay", "ferry"] }
spans = [
  { start = 986, end = 990, exact = "word", prefix = "a ", suffix = " b" },
]
links = [{ as = "contradicts", to = "1d8b0v5c2n" }]
note = """
Said on Wednesday.
Twice."""
creator = "alice"
created = 2026-11-23T15:42:00Z
modified = 2026-11-23T15:44:10Z
generator = "gloss 0.1 quotes"
review = "both sides changed speaker, note: the other version is 1d8b0v5c2n; is it all?"

[[annotation]]
id = "1d8b0v5c2n"
tag = "quote"
spans = [
  { start = 986, end = 990, exact = "word", prefix = "a ", suffix = " b" },
]
generator = "gloss 0.1 compare: ann, ben"
review = "both sides changed speaker, note: the other version is 7k3q9xw2mf and keeps the id"

[[annotation]]
id = "2e9c1w6d3p"
tag = "claim"
spans = [
  { start = 1986, end = 1990, exact = "word", prefix = "a ", suffix = " b" },
]
generator = "spaCy 3.8"
review = "imported: its words stand in several places; it links to 7k3q9xw2mf, which one side deleted"
orphaned = true

[[dismissed]]
tag = "claim"
exact = "word"
prefix = "a "
suffix = " b"
"#;

fn read(text: &str) -> SidecarText {
    let document = SidecarText::parse(Path::new("x"), text).expect("a sidecar");
    assert!(document.problems().is_empty(), "{:?}", document.problems());
    document
}

fn get(document: &SidecarText, id: &str) -> Gloss {
    document.get(&id.parse().expect("an id")).expect("a gloss").clone()
}

/// A sidecar with one annotation, which has these lines.
fn with(lines: &str) -> String {
    let spans = "spans = [{ start = 10, end = 14, exact = \"word\" }]";
    format!("format = \"gloss/1\"\n\n[[annotation]]\nid = \"a\"\ntag = \"quote\"\n{spans}\n{lines}\n")
}

/// The text of a sidecar after its gloss was changed.
fn changed(text: &str, change: impl FnOnce(&mut Gloss)) -> String {
    let mut document = read(text);
    let before = get(&document, "a");
    let mut after = before.clone();
    change(&mut after);
    document.apply(&Change::replace(before, after.clone()));
    let text = document.text();
    assert_eq!(get(&read(&text), "a"), after, "{text}");
    text
}

#[test]
fn what_the_first_version_wrote_is_understood() {
    let document = read(FIRST_VERSION);
    let id = |id: &str| -> Id { id.parse().expect("an id") };
    let fields = || vec!["speaker".to_owned(), "note".to_owned()];
    let kept = get(&document, "7k3q9xw2mf");
    assert_eq!(kept.generator, Some(Generator::new("gloss 0.1", Some("quotes".to_owned()), Vec::new())));
    let reasons = [Reason::conflict(fields(), id("1d8b0v5c2n")), Reason::noted("is it all?")];
    assert_eq!(kept.review, Review::from_iter(reasons));
    assert_eq!(kept.note.as_deref(), Some("Said on Wednesday.\nTwice."));
    let copy = get(&document, "1d8b0v5c2n");
    assert!(copy.is_outcome() && copy.is_version_beside(&kept.id));
    assert_eq!(
        copy.generator.map(|generator| generator.from.clone()),
        Some(vec!["ann".to_owned(), "ben".to_owned()])
    );
    let imported = get(&document, "2e9c1w6d3p");
    let because = "its words stand in several places";
    let reasons = [Reason::import(because), Reason::link_to_deleted(kept.id)];
    assert_eq!((imported.review, imported.orphaned), (Review::from_iter(reasons), true));
    assert_eq!(imported.generator, Some("spaCy 3.8".into()));
}

#[test]
fn what_the_first_version_wrote_stays_until_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("talks.txt.gloss.toml");
    fs::write(&path, FIRST_VERSION).expect("written");
    let mut sidecar = Sidecar::open(path.clone()).expect("opened");
    let before = sidecar.glosses().next().expect("a gloss").clone();
    let after = Gloss { note: Some("Once.".into()), ..before.clone() };
    sidecar.save(&of(&[Change::replace(before, after.clone())]), &info()).expect("saved");
    let text = fs::read_to_string(&path).expect("read");
    let note = "note = \"\"\"\nSaid on Wednesday.\nTwice.\"\"\"";
    assert_eq!(text, FIRST_VERSION.replace(note, "note = \"Once.\""));
    let review = after.review.without(&"1d8b0v5c2n".parse().expect("an id"));
    let settled = Gloss { review, generator: None, ..after.clone() };
    sidecar.save(&of(&[Change::replace(after, settled)]), &info()).expect("saved");
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.contains("\nreview = [{ why = \"is it all?\" }]\n"), "{text}");
    assert!(!text.contains("gloss 0.1 quotes"), "{text}");
}

#[test]
fn structured_fields_are_written_as_the_format_says() {
    let mut gloss = Gloss::new(Id::from_bits(1), "frame/economic", vec![selector(3, "word")]);
    gloss.review.add(Reason::conflict(vec!["note".into()], Id::from_bits(2)));
    gloss.generator = Some(Generator::comparison(vec!["ann".into()]));
    let written = write::annotation(&gloss);
    let review = r#"review = [{ why = "conflict", fields = ["note"], with = "0000000002" }]"#;
    assert!(written.contains(review), "{written}");
    let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    let generator =
        format!("generator = {{ by = \"gloss {version}\", what = \"compare\", from = [\"ann\"] }}");
    assert!(written.contains(&generator), "{written}");
    assert!(written.contains("tag = \"frame/economic\"\n"), "{written}");
    gloss.generator = Some("spaCy 3.8".into());
    assert!(write::annotation(&gloss).contains("generator = \"spaCy 3.8\"\n"));
}

#[test]
fn a_persons_way_of_writing_is_kept() {
    for own in [
        "review = \"is it all?\" # ask Jo",
        "review = true",
        "review = [\"one\", { why = \"two\", who = \"Jo\" }]",
        "generator = { by = \"mine\" }",
        "review = { why = \"one\" }",
        "orphaned = false",
    ] {
        let text = changed(&with(own), |gloss| gloss.note = Some("n".into()));
        assert!(text.contains(&format!("\n{own}\n")), "{text}");
    }
    let marked = |lines: &str| !get(&read(&with(lines)), "a").review.is_empty();
    assert!(marked("review = true") && marked("review = [\"x\"]") && marked("review = 3"));
    assert!(!marked("review = false") && !marked("review = []"));
}

#[test]
fn an_item_of_a_list_is_added_or_taken_out_alone() {
    let link = |to: u64| Link { role: "supports".into(), to: Id::from_bits(to) };
    let own = "links = [{ as = \"supports\", to = \"b\", in = \"other.txt\" }, { as = \"cites\", to = \"c\" }] # both";
    let longer = changed(&with(own), |gloss| gloss.links.push(link(2)));
    let kept = "{ as = \"supports\", to = \"b\", in = \"other.txt\" }";
    let new = "{ as = \"supports\", to = \"0000000002\" }";
    let last = format!("links = [{kept}, {{ as = \"cites\", to = \"c\" }}, {new}] # both");
    assert!(longer.contains(&last), "{longer}");
    let shorter = changed(&longer, |gloss| drop(gloss.links.remove(1)));
    assert!(shorter.contains(&format!("links = [{kept}, {new}] # both")), "{shorter}");
    let shorter = changed(&shorter, |gloss| drop(gloss.links.remove(0)));
    assert!(shorter.contains(&format!("links = [{new}] # both")), "{shorter}");
    assert!(!changed(&shorter, |gloss| gloss.links.clear()).contains("links"));
    let own = "review = [\n  { why = \"look\", who = \"Jo\" }, # soon\n]";
    let longer = changed(&with(own), |gloss| gloss.review.add(Reason::deleted()));
    assert!(longer.contains("who = \"Jo\""), "{longer}");
    let turned = changed(&with(own), |gloss| gloss.review = "other".into());
    assert!(turned.contains("{ why = \"other\" }") && !turned.contains("look"), "{turned}");
}

#[test]
fn what_is_not_known_yet_survives() {
    let own = concat!(
        "locator = { page = \"312–313\", chapter = \"3\" }\n",
        "links = [{ as = \"contradicts\", to = \"b\", in = \"other.txt\" }]\n",
        "replies = [{ by = \"ben\", at = 2026-11-29T09:00:00Z, text = \"Which table?\" }]\n",
        "resolved = 2026-11-29T10:00:00Z"
    );
    let tables =
        "\n[[memo]]\ntext = \"Second interview.\"\n\n[[done]]\nby = \"ann\"\nat = 2026-11-29T10:05:00Z\n";
    let source = "\n[source]\nfile = \"a.pdf\"\nreader = \"pdf/1\"\nauthor = [\"Nell Ort\"]\n";
    let text = with(own).replace("\n\n[[", &format!("\n{source}\n[[")) + tables;
    let after = changed(&text, |gloss| {
        gloss.note = Some("n".into());
        gloss.links.push(Link { role: "supports".into(), to: Id::from_bits(2) });
        gloss.review.add(Reason::noted("look"));
        gloss.attributes.set("speaker", "Jo".into());
    });
    for kept in
        own.lines().filter(|line| !line.starts_with("links")).chain(tables.lines()).chain(source.lines())
    {
        assert!(after.contains(kept), "{kept} in\n{after}");
    }
    assert!(after.contains("in = \"other.txt\""), "{after}");
    let mut document = read(&after);
    document.set_source(&info());
    let written = document.text();
    // What is recorded now counts in the plain text; what a person wrote of the document stays.
    assert!(written.contains("author = [\"Nell Ort\"]"), "{written}");
    assert!(!written.contains("reader"), "{written}");
}

#[test]
fn a_generator_or_a_review_of_an_unknown_shape_costs_no_gloss() {
    for line in ["generator = { name = \"bot\" }", "generator = 7", "generator = [{}]", "review = 7"] {
        let text = with(line);
        let after = changed(&text, |gloss| gloss.note = Some("n".into()));
        assert!(after.contains(line) && after.contains("note = \"n\""), "{line} in\n{after}");
    }
}

#[test]
fn keys_of_a_persons_own_stay_in_a_locator() {
    let own = "locator = { folio = \"9v\", page = \"3\" } # of the print";
    let set = |page: &'static str| move |gloss: &mut Gloss| gloss.locator.set(LocatorKind::Page, page);
    let renewed = changed(&with(own), set("4"));
    assert!(renewed.contains("locator = { folio = \"9v\", page = \"4\" } # of the print\n"), "{renewed}");
    let taken = changed(&renewed, |gloss| gloss.locator = Citation::default());
    assert!(taken.contains("folio = \"9v\"") && !taken.contains("page"), "{taken}");
    let again = changed(&taken, set("5"));
    assert!(again.contains("folio = \"9v\"") && again.contains("page = \"5\""), "{again}");
    let none = changed(&with("locator = { page = \"3\" }"), |gloss| gloss.locator = Citation::default());
    assert!(!none.contains("locator"), "{none}");
    let new = changed(&with("note = \"n\""), set("5"));
    assert!(new.contains("]\nlocator = { page = \"5\" }\nnote = \"n\"\n"), "{new}");
}
