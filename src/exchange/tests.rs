use super::*;
use crate::{
    anchor,
    gloss::{Gloss, Id, Link, Place, Placed, Schema},
    text::{Span, Text},
};

const ARTICLE: &str = "A thaw 👩‍💻\n\n“We agreed,” Mara said, “and *meant* it.”\n\nNobody agreed.\n";

fn placed(text: &Text, id: u64, tag: &str, words: &[&str]) -> Placed {
    let whole = text.as_str().unwrap_or_default();
    let spans: Vec<Span> = words
        .iter()
        .map(|words| whole.find(words).map(|at| Span::new(at, at + words.len())).expect("in the text"))
        .collect();
    let selectors = anchor::selectors(text, &spans);
    let gloss = Gloss::new(Id::from_bits(id), tag, selectors);
    Placed { gloss, place: Place::unchanged(spans) }
}

/// A split quotation, two claims that overlap and contradict, and an orphan.
pub(super) fn article() -> Export {
    let text = Text::new(ARTICLE);
    let mut quote = placed(&text, 1, "quote", &["“We agreed,”", "“and *meant* it.”"]);
    quote.gloss.attributes.set("speaker", "Mara".into());
    quote.gloss.attributes.set("cue", "said".into());
    quote.gloss.note = Some("=1+1\nsecond line".into());
    let mut claim = placed(&text, 2, "claim", &["We agreed,” Mara"]);
    claim.gloss.links.push(Link { role: "contradicts".into(), to: Id::from_bits(3) });
    let denial = placed(&text, 3, "claim", &["Nobody agreed."]);
    let mut orphan = placed(&text, 4, "note", &["thaw"]);
    orphan.place = Place::orphan("gone");
    let glosses = vec![quote, claim, denial, orphan];
    let (name, title) = ("a.txt".to_owned(), "A thaw".to_owned());
    Export { title, ..Export::new(name, text, glosses, Schema::builtin().into()) }
}

fn exported(name: &str) -> String {
    String::from_utf8(bytes(format(name).expect("a format"), article())).expect("text")
}

/// A document in a format.
pub(super) fn bytes(format: &Format, export: Export) -> Vec<u8> {
    let mut out = Vec::new();
    let mut loss = Loss::default();
    match format.write.expect("written") {
        Write::Each(write) => write(&export, &mut out, &mut loss),
        Write::All(write) => write(&mut std::iter::once(export), &mut out, &mut loss),
    }
    .expect("written");
    out
}

#[test]
fn text_marks_what_nests_overlaps_and_is_split() {
    insta::assert_snapshot!(exported("text"), @r"
    A thaw 👩‍💻

    [Q1 “[C1 We agreed,” Q1] Mara C1] said, [Q1 “and *meant* it.” Q1]

    [C2 Nobody agreed. C2]


    ----

    Q1 quote  speaker: Mara; cue: said
        =1+1
        second line
    C1 claim  contradicts C2
    C2 claim  
    N1 note (not in the text any more: thaw)
    ");
}

#[test]
fn markdown_is_a_report_by_kind() {
    insta::assert_snapshot!(exported("markdown"), @r"
    # A thaw

    a.txt, 4 glosses

    ## Claim (2)

    - We agreed,” Mara (¶ 2)
      - contradicts: Nobody agreed.
    - Nobody agreed. (¶ 3)

    ## Quote (1)

    - “We agreed,” … “and \*meant\* it.” — **Mara** — *cue: said* (¶ 2)

      > \=1+1

      > second line

    ## Without a place in the text (1)

    - thaw
    ");
}

#[test]
fn a_spreadsheet_is_given_no_formula() {
    let table = exported("csv");
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(
        lines[0],
        "file,id,tag,part,parts,start,end,exact,paragraph,state,coder,speaker,cue,links,note,creator,created,modified,generator,review,orphaned"
    );
    assert!(table.contains("\"'=1+1\nsecond line\""), "{table}");
    assert!(
        lines.iter().any(|line| line
            .starts_with("a.txt,0000000001,quote,2,2,36,53,“and *meant* it.”,2,unchanged,,Mara,said,")),
        "{table}"
    );
    assert!(table.contains("contradicts 0000000003"));
}

#[test]
fn json_has_the_sidecars_keys() {
    let values: serde_json::Value = serde_json::from_str(&exported("json")).expect("JSON");
    assert_eq!(values[0]["spans"][1]["exact"], "“and *meant* it.”");
    assert_eq!((&values[0]["file"], &values[0]["attributes"]["speaker"]), (&"a.txt".into(), &"Mara".into()));
    assert_eq!(values[1]["links"][0]["as"], "contradicts");
    assert_eq!(values[3]["state"], "orphan");
    let lines = exported("jsonl");
    assert_eq!(lines.lines().flat_map(serde_json::from_str::<serde_json::Value>).count(), 4);
}

#[test]
fn toml_is_a_sidecar_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    std::fs::write(&path, exported("toml")).expect("written");
    let read = crate::sidecar::Sidecar::open(path).expect("read");
    assert_eq!(read.glosses().count(), 4);
    assert_eq!(read.problems(), []);
}

#[test]
fn what_is_written_is_read_again() {
    for name in ["toml", "json", "jsonl", "csv", "tsv"] {
        let format = format(name).expect("a format");
        let export = article();
        let bytes = bytes(format, export.clone());
        let input = ForeignFile::new("a", &bytes);
        let mut loss = Loss::default();
        let read = (format.read.expect("read"))(&input, &mut loss).expect("read");
        assert!(loss.is_empty() && read.len() == 1, "{name}: {loss}");
        assert_eq!(read[0].name.as_deref(), Some("a.txt"), "{name}");
        let texts =
            |gloss: &Gloss| (gloss.id.clone(), gloss.exact(), gloss.note.clone(), gloss.links.clone());
        let said = |gloss: &Gloss| (gloss.tag.clone(), gloss.attributes.clone());
        let recorded: Vec<Gloss> =
            export.glosses.iter().map(|placed| export.recorded(placed).into_owned()).collect();
        let mut glosses = read[0].glosses.clone();
        glosses.sort_by_key(|gloss| gloss.id.clone());
        assert_eq!(
            glosses.iter().map(texts).collect::<Vec<_>>(),
            recorded.iter().map(texts).collect::<Vec<_>>()
        );
        assert_eq!(
            glosses.iter().map(said).collect::<Vec<_>>(),
            recorded.iter().map(said).collect::<Vec<_>>()
        );
    }
}

#[test]
fn what_a_format_does_not_carry_is_counted() {
    let mut loss = Loss::default();
    let bare = Format { name: "bare", ..Format::BLANK };
    loss.count(&bare, &article());
    assert_eq!(loss.to_string(), "2 attributes, 1 link, 1 note, 1 orphan, 1 overlap, 1 split span");
    let mut nothing = Loss::default();
    nothing.count(format("json").expect("a format"), &article());
    assert!(nothing.is_empty());
}

#[test]
fn the_table_is_sound() {
    for (i, format) in FORMATS.iter().enumerate() {
        assert!(FORMATS[..i].iter().all(|other| other.name != format.name), "{} is there twice", format.name);
        assert!(!format.doc.is_empty() && !format.extension.is_empty(), "{}", format.name);
        assert!(format.write.is_some() || format.read.is_some(), "{}", format.name);
        let (Carries::AllBut(features) | Carries::Only(features)) = format.carries;
        let known: Vec<Feature> = Feature::all().collect();
        assert!(features.iter().all(|feature| known.contains(feature)), "{}", format.name);
    }
}

#[test]
fn no_reader_is_surprised_by_what_is_no_file_of_its_format() {
    let files = ["", "[]", "{}", "null", "[[]]", "[null]", "[{}]", "[1]", "{\"a\": []}", "T1", "\u{feff}"];
    for (format, file) in FORMATS.iter().flat_map(|format| files.map(|file| (format, file))) {
        if let Some(read) = format.read {
            for text in [None, Some("A text.")] {
                let input = ForeignFile { text, ..ForeignFile::new("a.x", file.as_bytes()) };
                let _ = read(&input, &mut Loss::default());
            }
        }
    }
}

#[test]
fn a_table_keeps_the_order_of_its_columns_and_takes_any_number() {
    let table = "tag,zeal,exact,age,start,mood,b,a\nclaim,z,here,1,18446744073709551615,m,2,3\n";
    let input = ForeignFile::new("a.csv", table.as_bytes());
    let read = format("csv").and_then(|format| format.read).expect("read");
    let documents = read(&input, &mut Loss::default()).expect("read");
    let gloss = &documents[0].glosses[0];
    let names: Vec<&str> = gloss.attributes.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["zeal", "age", "mood", "b", "a"]);
    assert_eq!(gloss.start(), usize::MAX);
}

#[test]
fn json_spans_need_no_context() {
    let rows = r#"[{"id": "x", "tag": "note", "spans": [{"start": 0, "end": 1, "exact": "A"}]}]"#;
    let input = ForeignFile::new("a.json", rows.as_bytes());
    let read = format("json").and_then(|format| format.read).expect("read");
    assert_eq!(read(&input, &mut Loss::default()).expect("read")[0].glosses.len(), 1);
}

#[test]
fn what_was_recorded_in_the_text_is_written_as_it_was() {
    let format = format("webannotation").expect("a format");
    let anew = bytes(format, article());
    assert_eq!(bytes(format, Export { is_recorded: true, ..article() }), anew);
}
