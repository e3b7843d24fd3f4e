use std::path::Path;

use super::*;

fn read(text: &str) -> SidecarText {
    SidecarText::parse(Path::new("x"), text).expect("sound")
}

/// Merges texts, and checks that the other way round gives the same glosses, and that the result is one that can be read.
fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    let merged = documents(&read(base), &read(ours), &read(theirs));
    let other = documents(&read(base), &read(theirs), &read(ours));
    let sorted = |document: &SidecarText| {
        let mut glosses: Vec<Gloss> = document.glosses().cloned().collect();
        glosses.sort_by(|a, b| a.id.cmp(&b.id));
        glosses
    };
    let text = merged.text();
    text.parse::<toml_edit::DocumentMut>().expect("valid TOML");
    assert!(read(&text).glosses().eq(merged.document.glosses()), "{text}");
    assert_eq!(sorted(&merged.document), sorted(&other.document), "symmetric");
    assert_eq!(merged.conflicts.len(), other.conflicts.len());
    merged
}

const HEAD: &str = "format = \"gloss/1\"\n";

fn annotation(id: &str, start: usize, rest: &str) -> String {
    format!(
        "\n[[annotation]]\nid = \"{id}\"\ntag = \"quote\"\nspans = [{{ start = {start}, end = {}, exact = \"word\" }}]\n{rest}",
        start + 4
    )
}

fn file(annotations: &[(&str, usize, &str)]) -> String {
    let all: String = annotations.iter().map(|(id, start, rest)| annotation(id, *start, rest)).collect();
    format!("{HEAD}{all}")
}

fn ids(merged: &Merged) -> Vec<&str> {
    merged.document.glosses().map(|gloss| gloss.id.as_str()).collect()
}

fn get<'a>(merged: &'a Merged, id: &str) -> &'a Gloss {
    merged.document.get(&id.parse().expect("an id")).expect("there")
}

#[test]
fn both_sides_additions_stand_in_the_documents_order() {
    let base = file(&[("b", 20, "")]);
    let ours = file(&[("a", 10, ""), ("b", 20, "")]);
    let theirs = file(&[("b", 20, ""), ("c", 30, "# a word on it\nmine = 1\n")]);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.text(), file(&[("a", 10, ""), ("b", 20, ""), ("c", 30, "# a word on it\nmine = 1\n")]));
    assert_eq!(merged.conflicts, []);
    assert_eq!(ids(&merge("", &ours, &theirs)), ["a", "b", "c"], "without a base");
    assert_eq!(ids(&merge("", "", &theirs)), ["b", "c"]);
}

#[test]
fn different_fields_are_both_changed_and_every_byte_kept() {
    let base = file(&[("a", 10, "attributes = { speaker = \"Jo\", cue = \"said\" }\n")]);
    let ours = format!(
        "# ours\n{}",
        file(&[("a", 10, "attributes = {speaker='Jo Ek', cue = \"said\"} # sic\ncolor = \"red\"\n")])
    );
    let theirs = file(&[(
        "a",
        10,
        "attributes = { speaker = \"Jo\", cue = \"told\" }\nnote = \"seen\"\n# why\nwhen = 2020-01-01\n",
    )]);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    let text = merged.text();
    for kept in [
        "# ours\n",
        "speaker='Jo Ek'",
        "\"told\"",
        "# sic",
        "color = \"red\"",
        "# why",
        "note = \"seen\"",
        "when = 2020-01-01",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
}

#[test]
fn what_only_they_changed_is_as_they_wrote_it() {
    let base = file(&[("a", 10, ""), ("b", 20, "")]);
    let theirs =
        base.replace("\n[[annotation]]\nid = \"b\"", "\n# looked at twice\n[[annotation]] # b\nid = 'b'");
    let ours = file(&[("a", 10, "note = \"mine\"\n"), ("b", 20, "")]);
    let merged = merge(&base, &ours, &theirs).text();
    assert!(merged.contains("# looked at twice\n[[annotation]] # b\nid = 'b'"), "{merged}");
    assert!(merged.contains("note = \"mine\""));
}

#[test]
fn a_conflict_keeps_both_versions_and_marks_them() {
    let base = file(&[("a", 10, "attributes = { speaker = \"Jo\" }\n")]);
    let ours = file(&[("a", 10, "attributes = { speaker = \"Jo Ek\" }\nmodified = 2026-01-01T00:00:00Z\n")]);
    let theirs = file(&[(
        "a",
        10,
        "attributes = { speaker = \"Jo Ax\" }\nmodified = 2026-01-02T00:00:00Z\nmine = 1\n",
    )]);
    let merged = merge(&base, &ours, &theirs);
    insta::assert_snapshot!(merged.text(), @r#"
    format = "gloss/1"

    [[annotation]]
    id = "8gcrtnhsbc"
    tag = "quote"
    spans = [{ start = 10, end = 14, exact = "word" }]
    attributes = { speaker = "Jo Ek" }
    modified = 2026-01-02T00:00:00Z
    review = [{ why = "conflict", fields = ["speaker"], with = "a", copy = true }]
    mine = 1

    [[annotation]]
    id = "a"
    tag = "quote"
    spans = [{ start = 10, end = 14, exact = "word" }]
    attributes = { speaker = "Jo Ax" }
    modified = 2026-01-02T00:00:00Z
    review = [{ why = "conflict", fields = ["speaker"], with = "8gcrtnhsbc" }]
    mine = 1
    "#);
    assert_eq!(merged.conflicts.len(), 1);
    // Whoever merges the result again with what it was made of gets no third version.
    let again = merge(&base, &merged.text(), &theirs);
    assert_eq!(again.document.glosses().count(), 2, "{}", again.text());
    let again = merge(&ours, &merged.text(), &ours);
    assert_eq!(again.text(), merged.text());
}

#[test]
fn conflicts_that_both_sides_settled_are_compared_anew() {
    let marked = "attributes = { speaker = \"x\" }\nreview = \"both\"\n";
    let base = file(&[("a", 10, marked)]);
    let settled =
        |speaker: &str| file(&[("a", 10, &format!("attributes = {{ speaker = \"{speaker}\" }}\n"))]);
    assert_eq!(merge(&base, &settled("x"), &settled("x")).conflicts, []);
    assert_eq!(merge(&base, &settled("x"), &settled("y")).conflicts.len(), 1);
    let merged = merge(&base, &settled("y"), &base);
    assert_eq!((merged.conflicts.len(), merged.text()), (0, settled("y")));
}

#[test]
fn a_change_wins_over_a_deletion_and_is_marked() {
    let base = file(&[("a", 10, ""), ("b", 20, "")]);
    let deleted = file(&[("b", 20, "")]);
    let changed = file(&[("a", 10, "note = \"n\"\n"), ("b", 20, "")]);
    let merged = merge(&base, &deleted, &changed);
    assert_eq!(ids(&merged), ["a", "b"]);
    assert_eq!(get(&merged, "a").review.to_string(), "one side deleted it, the other changed it");
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merge(&base, &deleted, &base).text(), deleted);
    // An attribute, the same way.
    let base = file(&[("a", 10, "attributes = { speaker = \"Jo\" }\n")]);
    let merged = merge(&base, &file(&[("a", 10, "")]), &base.replace("Jo", "Jo Ek"));
    assert_eq!(get(&merged, "a").attributes.text("speaker"), Some("Jo Ek"));
    assert_eq!(get(&merged, "a").review.to_string(), "one side removed speaker, the other changed it");
}

#[test]
fn words_found_at_another_position_are_no_change() {
    let base = file(&[("a", 10, "")]);
    let moved = file(&[("a", 40, "")]).replace("\"word\" }", "\"word\", prefix = \"\" }");
    assert_eq!(ids(&merge(&base, &moved, HEAD)), Vec::<&str>::new(), "deleted by the other side");
    let wider = base.replace("end = 14, exact = \"word\"", "end = 15, exact = \"words\"");
    let merged = merge(&base, &moved, &wider);
    assert_eq!((get(&merged, "a").exact().as_str(), merged.conflicts.len()), ("words", 0));
    let merged = merge(&base, &moved, &file(&[("a", 70, "")]));
    assert_eq!((get(&merged, "a").start(), merged.conflicts.len()), (70, 0));
    let other = base.replace("end = 14, exact = \"word\"", "end = 16, exact = \"wordy.\"");
    assert_eq!(merge(&base, &wider, &other).document.glosses().count(), 2);
}

#[test]
fn a_new_link_to_what_was_deleted_is_kept_and_marked() {
    let base = file(&[("a", 10, ""), ("b", 20, "")]);
    let linked = file(&[("a", 10, "links = [{ as = \"supports\", to = \"b\" }]\n"), ("b", 20, "")]);
    let merged = merge(&base, &linked, &file(&[("a", 10, "")]));
    assert_eq!(ids(&merged), ["a"]);
    assert_eq!(get(&merged, "a").links.len(), 1);
    assert_eq!(get(&merged, "a").review.to_string(), "it links to b, which one side deleted");
    let both = linked.replace("supports", "contradicts");
    assert_eq!(get(&merge(&base, &linked, &both), "a").links.len(), 2);
}

#[test]
fn notes_that_both_write_below_each_other_are_one_note() {
    let note = |text: &str| file(&[("a", 10, &format!("note = \"{text}\"\n"))]);
    let merged = merge(&file(&[("a", 10, "")]), &note("x"), &note("y"));
    assert_eq!((get(&merged, "a").note.as_deref(), merged.conflicts.len()), (Some("x\ny"), 0));
    let merged = merge(&note("n"), &note("n\\nx"), &note("n\\ny"));
    assert_eq!((get(&merged, "a").note.as_deref(), merged.conflicts.len()), (Some("n\nx\ny"), 0));
    assert_eq!(merge(&note("n"), &note("x"), &note("y")).document.glosses().count(), 2);
}

#[test]
fn dismissals_and_what_cannot_be_read_are_sets() {
    let dismissed = |words: &str| format!("\n[[dismissed]]\ntag = \"claim\"\nexact = \"{words}\"\n");
    let broken = "\n[[annotation]]\nid = \"broken\"\n";
    let base = format!("{HEAD}{}{}", broken, dismissed("x"));
    let ours = format!("{HEAD}{}{}{}", broken, dismissed("x"), dismissed("y"));
    let theirs = format!("{HEAD}{}{}", broken.replace("broken", "also"), dismissed("z"));
    let text = merge(&base, &ours, &theirs).text();
    let merged = read(&text);
    assert_eq!(merged.dismissals().map(|d| d.exact.as_str()).collect::<Vec<_>>(), ["y", "z"]);
    assert!(text.contains("also") && !text.contains("broken"), "{text}");
}

#[test]
fn tables_of_a_persons_own_are_never_lost() {
    let file = |mine: &str| format!("{HEAD}\n[source]\nfile = \"a\"\n\n[mine]\n{mine}");
    assert_eq!(merge(&file("a = 1\n"), &file("a = 1\n"), &file("a = 2\n")).text(), file("a = 2\n"));
    assert_eq!(merge(&file("a = 1\n"), &file("a = 2\n"), &file("a = 1\n")).text(), file("a = 2\n"));
    let merged = merge(&file("a = 1\n"), &file("a = 2\n"), &file("a = 3\n"));
    assert_eq!(merged.text(), file("a = 2\n\n# review: the other side has\n# a = 3\n"));
    assert_eq!(merged.conflicts.len(), 1);
    // Sound alone, and not together.
    let theirs = format!("{HEAD}\n[mine]\na = 1\n");
    let merged = merge(HEAD, &format!("{HEAD}mine = 1\n"), &theirs);
    assert!(merged.text().contains("# [mine]\n# a = 1\n"), "{}", merged.text());
}

#[test]
fn the_source_is_that_of_the_newer_glosses() {
    let side = |hash: &str, time: &str| {
        let gloss = annotation(hash, 10, &format!("created = {time}\n"));
        format!("{HEAD}\n[source]\nfile = \"a\"  # the name\nsha256 = \"{hash}\"\n{gloss}")
    };
    let base = format!("{HEAD}\n[source]\nfile = \"a\"  # the name\nsha256 = \"0\"\n");
    let merged = merge(&base, &side("b", "2026-01-02T00:00:00Z"), &side("c", "2026-01-01T00:00:00Z"));
    assert_eq!(merged.document.source().and_then(|source| source.sha256).as_deref(), Some("b"));
    assert_eq!(merged.conflicts, []);
    assert!(merged.text().contains("# the name"));
}

#[test]
fn line_endings_are_those_of_the_file_that_is_kept() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let base = file(&[("a", 10, "")]);
    let theirs = file(&[("a", 10, "note = \"\"\"\nx\ny\"\"\"\n"), ("b", 20, "")]);
    let merged = documents(&read(&crlf(&base)), &read(&crlf(&base)), &read(&theirs));
    assert_eq!(merged.text(), crlf(&theirs));
    let merged = documents(&read(&base), &read(&base), &read(&crlf(&theirs)));
    assert_eq!(merged.text(), theirs);
}

#[test]
fn comments_that_stand_alone_are_kept() {
    let base = file(&[("a", 10, ""), ("b", 20, "")]);
    let theirs = base.replace("\n[[annotation]]\nid = \"b\"", "\n# apart\n\n[[annotation]]\nid = \"b\"");
    let ours = file(&[("a", 10, "note = \"n\"\n"), ("b", 20, "")]);
    let text = merge(&base, &ours, &theirs).text();
    assert_eq!(text.matches("# apart").count(), 1, "{text}");
    let text = merge(&base, &file(&[("b", 20, "")]), &theirs).text();
    assert_eq!(text.matches("# apart").count(), 1, "{text}");
}

#[test]
fn unknown_keys_of_links_are_merged() {
    let link = |key: &str| format!("links = [\n  {{ as = \"supports\", to = \"b\"{key} }},\n]\n");
    let of = |merged: &Merged| merged.text().lines().filter(|line| line.contains("\"supports\"")).count();
    let bare = file(&[("a", 10, ""), ("b", 20, "")]);
    let noted = file(&[("a", 10, "note = \"x\"\n"), ("b", 20, "")]);
    let linked = file(&[("a", 10, &link(", in = \"other.txt\"")), ("b", 20, "")]);
    let merged = merge(&bare, &noted, &linked);
    assert!(
        merged.text().contains("{ as = \"supports\", to = \"b\", in = \"other.txt\" }"),
        "{}",
        merged.text()
    );
    assert_eq!(merged.conflicts, []);

    let plain = file(&[("a", 10, &link("")), ("b", 20, "")]);
    let noted = file(&[("a", 10, &format!("{}note = \"x\"\n", link(""))), ("b", 20, "")]);
    let merged = merge(&plain, &noted, &linked);
    assert!(merged.text().contains("in = \"other.txt\""), "one side added the key: {}", merged.text());

    let noted = file(&[("a", 10, &format!("{}note = \"x\"\n", link(", in = \"other.txt\""))), ("b", 20, "")]);
    let merged = merge(&linked, &noted, &bare);
    assert_eq!(
        (of(&merged), &merged.conflicts[..]),
        (0, &[][..]),
        "a link that is gone takes its keys along"
    );
}

#[test]
fn locators_follow_the_text_and_are_no_conflict() {
    let of = |locator: &str, note: &str| file(&[("a", 10, &*format!("locator = {{ {locator} }}\n{note}"))]);
    let base = of("page = \"1\"", "");
    let merged =
        merge(&base, &of("page = \"2\"", ""), &of("page = \"3\", folio = \"9v\"", "note = \"seen\"\n"));
    assert_eq!(merged.conflicts, []);
    assert_eq!(get(&merged, "a").note.as_deref(), Some("seen"));
    assert!(merged.text().contains("page = \"3\", folio = \"9v\""), "{}", merged.text());
    let gone = merge(&base, HEAD, &of("page = \"4\"", ""));
    assert_eq!((ids(&gone).len(), gone.conflicts.len()), (0, 0), "a page alone is no change of a gloss");
}
