use super::*;
use crate::{
    gloss::{Id, Link, Place},
    text::{Span, Text},
};

const ARTICLE: &str = "A thaw 👩‍💻\n\n“We agreed,” Mara said, “and *meant* it.”\n\nNobody agreed.\n";

fn placed(text: &Text, id: u64, tag: &str, words: &[&str]) -> Placed {
    let whole = text.as_str().unwrap_or_default();
    let spans: Vec<Span> = words
        .iter()
        .map(|words| whole.find(words).map(|at| Span::new(at, at + words.len())).expect("in the text"))
        .collect();
    let selectors = spans.iter().map(|&span| anchor::selector(text, span)).collect();
    let gloss = Gloss::new(Id::from_bits(id), tag, selectors);
    Placed { gloss, place: Place::unchanged(spans) }
}

fn exported(name: &str) -> String {
    let text = Text::new(ARTICLE);
    let mut quote = placed(&text, 1, "quote", &["“We agreed,”", "“and *meant* it.”"]);
    quote.gloss.attributes.set("speaker", "Mara".into());
    quote.gloss.attributes.set("cue", "said".into());
    quote.gloss.note = Some("=1+1\nsecond line".into());
    let mut claim = placed(&text, 2, "claim", &["We agreed,” Mara"]);
    claim.gloss.links.push(Link { role: "contradicts".into(), to: Id::from_bits(3) });
    let denial = placed(&text, 3, "claim", &["Nobody agreed."]);
    let mut lost = placed(&text, 4, "note", &["thaw"]);
    lost.place = Place::orphan("gone");
    let glosses = [&quote, &claim, &denial, &lost];
    let schema = Schema::builtin();
    let export = Export { name: "a.txt", title: "A thaw", text: &text, glosses: &glosses, schema: &schema };
    let mut out = Vec::new();
    (format(name).expect("a format").write)(&export, &mut out).expect("written");
    String::from_utf8(out).expect("text")
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

      > =1+1

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
        "id,tag,part,parts,start,end,exact,paragraph,state,speaker,cue,note,links,creator,created,modified,generator"
    );
    assert!(table.contains("\"'=1+1\nsecond line\""), "{table}");
    assert!(
        lines
            .iter()
            .any(|line| line
                .starts_with("0000000001,quote,2,2,36,53,“and *meant* it.”,2,unchanged,Mara,said,")),
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
