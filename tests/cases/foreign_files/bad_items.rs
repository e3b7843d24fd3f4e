//! A file with something that can't be read in it: the rest comes in, what is bad is counted and its place told, and
//! the exit code is 1.

use glossator::exchange::FORMATS;
use serde_json::{Value as Json, json};

use super::{qda::archive, said};
use crate::command::Desk;

const TEXT: &str = "Mara sold the boats.";

/// The formats that are about a document which is not in their files, and are not converted without it.
const WITHOUT_TEXT: [&str; 8] =
    ["json", "jsonl", "toml", "csv", "tsv", "webannotation", "hypothesis", "claimreview"];

/// What is bad in a file of a format, and a part of what is told about it.
type BadItem = (&'static str, Vec<u8>, &'static str);

/// Takes a file of a format, and what is told about it.
type Add<'a> = &'a mut dyn FnMut(&'static str, String, &'static str);

/// Files with a good gloss on the first word, and something bad.
fn files() -> Vec<BadItem> {
    let mut files: Vec<BadItem> = Vec::new();
    let mut add = |format, file: String, told| files.push((format, file.into_bytes(), told));
    for of_some in [of_ours, of_the_web, by_line, of_cas, of_tools] {
        of_some(&mut add);
    }
    files.push((
        "refi",
        project("startPosition=\"0\" endPosition=\"99\"", 1),
        "line 4: 0 to 99 is no part of the text",
    ));
    files.push((
        "refi",
        project("startPosition=\"0\" endPosition=\"4\"", 7),
        "line 4: its code is not in the codebook",
    ));
    files
}

/// Files of this program's own formats, and tables.
fn of_ours(add: Add<'_>) {
    let whole = json!({ "start": 0, "end": 4, "exact": "Mara" });
    for (bad, told) in [
        (
            json!({ "tag": "b", "spans": [{ "start": "x", "end": 4, "exact": "Mara" }] }),
            "a whole number from 0 on",
        ),
        (json!({ "tag": "b", "spans": [{ "start": -1, "end": 4, "exact": "Mara" }] }), "-1 stands where"),
        (json!({ "tag": 5, "spans": [whole] }), "5 stands where a text belongs"),
        (json!({ "tag": "b", "spans": "x" }), "“x” stands where a list belongs"),
        (json!({ "tag": "b", "spans": [whole], "attributes": 5 }), "“attributes” is no object"),
        (json!({ "tag": "b" }), "there is no “spans”"),
        (json!(17), "it is no object"),
    ] {
        let good = json!({ "tag": "good", "spans": [whole] });
        add("json", json!([good, bad]).to_string(), told);
        add("jsonl", format!("{good}\n{bad}\n"), told);
    }
    add("jsonl", format!("{{\"tag\":\n{}\n", json!({ "tag": "good", "spans": [whole] })), "line 1: it ends");
    let entry = |id: &str, start: i64| {
        format!(
            "\n[[annotation]]\nid = \"{id}\"\ntag = \"good\"\nspans = [{{ start = {start}, end = 4, exact = \"Mara\" }}]\n"
        )
    };
    let sidecar = format!("format = \"gloss/1\"\n{}{}", entry("aaaaaaaaaa", 0), entry("bbbbbbbbbb", -1));
    add("toml", sidecar, "line 8: ");
    for (format, separator) in [("csv", ","), ("tsv", "\t")] {
        let table = "tag,exact,start\ngood,Mara,0\nb,Mara,x\n".replace(',', separator);
        add(format, table, "line 3: start is a number");
    }
}

/// Annotations of pages.
fn of_the_web(add: Add<'_>) {
    let target = |selector: Json| json!({ "source": "a.txt", "selector": selector });
    let annotation =
        |target: Json| json!({ "body": { "value": "good", "purpose": "tagging" }, "target": target });
    let good = annotation(target(json!({ "type": "TextQuoteSelector", "exact": "Mara" })));
    for bad in [
        json!(17),
        json!({ "body": "x" }),
        annotation(json!(5)),
        annotation(target(json!({ "type": "TextPositionSelector", "start": -1, "end": 4 }))),
    ] {
        add("webannotation", json!([good, bad]).to_string(), "annotation 2: has no words");
        add("webannotation", json!({ "items": [bad, good] }).to_string(), "annotation 1: has no words");
    }
    add("webannotation", format!("{{\"items\":\n[{good},\n{{\"target\": ]}}"), "line 3: ");
    let row =
        |selector: Json| json!({ "uri": "a.txt", "tags": ["good"], "target": [{ "selector": [selector] }] });
    let good = row(json!({ "type": "TextQuoteSelector", "exact": "Mara" }));
    for (bad, told) in [
        (json!(17), "row 2: is no object"),
        (json!({ "uri": 3 }), "row 2: its uri"),
        (row(json!({ "type": "TextPositionSelector", "start": -1, "end": 4 })), "row 2: its selectors"),
    ] {
        add("hypothesis", json!({ "rows": [good, bad] }).to_string(), told);
    }
    add("hypothesis", format!("{{\"rows\": [\n{good},\n{{\"uri\":\n"), "a list has no end");
    add(
        "claimreview",
        json!([{ "@type": "ClaimReview", "claimReviewed": "Mara" }, { "@type": "ClaimReview" }]).to_string(),
        "review 2 has no claim",
    );
}

/// Formats with a line for each entity, token or mark.
fn by_line(add: Add<'_>) {
    for (bad, told) in [
        ("T2\tb x 4\tMara", "line 2: an entity is"),
        ("T2\tb 90 94", "line 2: T2: 90 to 94 is no part of the text"),
        ("R1\tr Arg1:T1 Arg2:T7", "line 2: there is no T7"),
        ("A1\ta T7 x", "line 2: there is no T7"),
        ("E1\te:T7", "line 2: there is no T7"),
        ("#1\tAnnotatorNotes T7\tx", "line 2: there is no T7"),
        ("X1\tb 0 4\tMara", "line 2: “X1” is of no sort"),
    ] {
        add("brat", format!("T1\tgood 0 4\tMara\n{bad}\n"), told);
    }
    for (bad, told) in [("(0, x) - b", "line 2: is no list"), ("(9, 9) - b", "line 2: a position is no part")]
    {
        add("slate", format!("((0, 0, 0), (0, 0, 3)) - good\n{bad}\n"), told);
    }
    let tokens = "sold\tO\nthe\tO\nboats\tO\n";
    add("conll", format!("Mara\tB-good\n{}{tokens}?\t?\n", tokens.repeat(9)), "“?” is no tag");
    let token = |word: &str, entity: &str| format!("a 0 0 {word} X - - - - - {entity} -\n");
    let chains = token("Mara", "(good)") + &token("sold", "*") + &token("boats", "(b*") + &token("off", "*");
    add(
        "conll-2012",
        format!("#begin document (a); part 000\n{chains}#end document\n"),
        "line 4: “(b” is never closed",
    );
}

/// A CAS in both of its forms.
fn of_cas(add: Add<'_>) {
    for (bad, told) in [
        (json!({ "begin": 0, "end": 4, "%TYPE": "custom.B" }), "feature structure 3 has no %ID"),
        (json!(17), "feature structure 3 has no %ID"),
        (
            json!({ "%ID": 3, "%TYPE": "custom.B", "@sofa": 1, "begin": 9, "end": 99 }),
            "B 3: 9 to 99 is no part",
        ),
    ] {
        let sofa = json!({ "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": TEXT });
        let good = json!({ "%ID": 2, "%TYPE": "custom.good", "@sofa": 1, "begin": 0, "end": 4 });
        add("cas-json", json!({ "%FEATURE_STRUCTURES": [sofa, good, bad] }).to_string(), told);
    }
    for (bad, told) in [
        ("<c:B begin=\"0\" end=\"4\" sofa=\"1\"/>", "line 3: B has no xmi:id"),
        ("<c:B xmi:id=\"3\" begin=\"9\" end=\"99\" sofa=\"1\"/>", "B 3: 9 to 99 is no part"),
    ] {
        let spaces = "xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" xmlns:c=\"http:///custom.ecore\"";
        let good = "<c:good xmi:id=\"2\" begin=\"0\" end=\"4\" sofa=\"1\"/>";
        let sofa = format!("<cas:Sofa xmi:id=\"1\" sofaString=\"{TEXT}\"/>");
        add("cas-xmi", format!("<xmi:XMI {spaces}>{sofa}\n{good}\n{bad}</xmi:XMI>"), told);
    }
}

/// Documents of annotation tools, as JSON.
fn of_tools(add: Add<'_>) {
    let region = |value: Json| json!({ "id": "r2", "type": "labels", "value": value });
    for (bad, told) in [
        (json!(17), "result 2 has no type"),
        (region(json!({ "start": "x", "end": 4, "labels": ["b"] })), "r2 has no place in the text"),
        (region(json!({ "start": 90, "end": 94, "labels": ["b"] })), "r2: 90 to 94 is no part of the text"),
        (region(json!({ "start": 0, "end": 4, "labels": 5 })), "“labels” is no list"),
        (json!({ "type": "relation", "from_id": "r1", "to_id": "r7" }), "there is no r7"),
    ] {
        let good =
            json!({ "id": "r1", "type": "labels", "value": { "start": 0, "end": 4, "labels": ["good"] } });
        let task = json!({ "data": { "text": TEXT }, "annotations": [{ "result": [good, bad] }] });
        add("labelstudio", json!([task]).to_string(), told);
    }
    let bad_spans = [
        json!(17),
        json!({ "start": 3 }),
        json!({ "start": -1, "end": 4, "label": "b" }),
        json!({ "start": 90, "end": 94, "label": "b" }),
    ];
    for bad in bad_spans {
        let good = json!({ "start": 0, "end": 4, "label": "good" });
        add("prodigy", json!({ "text": TEXT, "spans": [good, bad] }).to_string(), "document 1: ");
        add("spacy", json!({ "text": TEXT, "ents": [good, bad] }).to_string(), "document 1: ");
        let of_doccano = |span: &Json| {
            if span.is_object() {
                json!({ "start_offset": span["start"], "end_offset": span["end"], "label": span["label"] })
            } else {
                span.clone()
            }
        };
        add(
            "doccano",
            json!({ "text": TEXT, "entities": [of_doccano(&good), of_doccano(&bad)] }).to_string(),
            "document 1: ",
        );
    }
    let spans = [json!({ "start": 0, "end": 4, "label": "good" })];
    let ends =
        json!({ "label": "r", "head_span": spans[0], "child_span": { "start": 5, "end": 9, "label": "b" } });
    for (bad, told) in [(json!(5), "relation 1 has no two ends"), (ends, "there is no 5 9 b")] {
        add("prodigy", json!({ "text": TEXT, "spans": spans, "relations": [bad] }).to_string(), told);
    }
    let denotation =
        |id: &str, end: i64| json!({ "id": id, "obj": "good", "span": { "begin": 0, "end": end } });
    for (key, bad, told) in [
        ("denotations", json!(17), "denotation 2 has no begin and end"),
        ("denotations", denotation("T2", -1), "T2 has no begin and end"),
        ("denotations", denotation("T2", 99), "T2: 0 to 99 is no part of the text"),
        ("relations", json!({ "pred": "r", "subj": "T1", "obj": "T7" }), "there is no T7"),
        ("attributes", json!({ "pred": "a", "subj": "T7", "obj": "x" }), "an attribute is of “T7”"),
    ] {
        let mut document =
            json!({ "text": TEXT, "denotations": [denotation("T1", 4)], "relations": [], "attributes": [] });
        document[key].as_array_mut().expect("a list").push(bad);
        add("pubannotation", document.to_string(), told);
    }
}

/// A project with a good coding, and one of these positions with the code of this number.
fn project(positions: &str, code: usize) -> Vec<u8> {
    let guid = |number: usize| format!("AAAAAAAA-1111-4111-8111-00000000000{number}");
    let selection = |own: usize, positions: &str, code: usize| {
        format!(
            "<PlainTextSelection guid=\"{}\" {positions}><Coding guid=\"{}\"><CodeRef targetGUID=\"{}\"/></Coding></PlainTextSelection>",
            guid(own),
            guid(own + 1),
            guid(code)
        )
    };
    let codes = format!(
        "<CodeBook><Codes><Code guid=\"{}\" name=\"good\" isCodable=\"true\"/></Codes></CodeBook>",
        guid(1)
    );
    let good = selection(3, "startPosition=\"0\" endPosition=\"4\"", 1);
    let xml = format!(
        "<Project xmlns=\"urn:QDA-XML:project:1.0\">{codes}\n<Sources><TextSource guid=\"{}\" name=\"a.txt\">\
         <PlainTextContent>{TEXT}</PlainTextContent>\n{good}\n{}</TextSource></Sources></Project>",
        guid(2),
        selection(5, positions, code)
    );
    archive(&[("project.qde", xml.as_bytes())])
}

/// What is wrong with what becomes of a file, if anything.
fn fault(format: &str, file: &[u8], told: &str) -> Option<String> {
    let name = if format == "slate" { "a.txt.annotations" } else { "a.ann" };
    let (desk, strict) = (Desk::with_document(TEXT), Desk::with_document(TEXT));
    desk.write(name, file);
    strict.write(name, file);
    let done = desk.run(&["import", "a.txt", "--from", format, name]);
    let is_told = done.err.contains("1 that can't be read") && done.err.contains(told);
    let of_serde = ["expected", "usize", "invalid type"];
    if done.code != 1 || !is_told || of_serde.iter().any(|word| done.err.contains(word)) {
        return Some(format!("{done:?}"));
    }
    if !done.out.contains(": 1 added") || said(&desk, "a.txt").len() != 1 {
        return Some(format!("not only the good one came in: {done:?}"));
    }
    let refused = strict.run(&["import", "a.txt", "--from", format, name, "--strict"]);
    if refused.code != 3 || strict.path("a.txt.gloss.toml").exists() {
        return Some(format!("not refused: {refused:?}"));
    }
    if WITHOUT_TEXT.contains(&format) {
        return None;
    }
    let converted = desk.run(&["convert", name, "--from", format, "--to", "jsonl"]);
    let is_converted = converted.code == 1 && converted.out.lines().count() == 1;
    (!is_converted).then(|| format!("not converted: {converted:?}"))
}

#[test]
fn what_is_bad_is_counted_and_the_rest_comes_in() {
    let files = files();
    let faults = files.iter().filter_map(|(format, file, told)| {
        let fault = fault(format, file, told)?;
        Some(format!("{format}: wanted {told}: {fault}\n{}\n", String::from_utf8_lossy(file)))
    });
    let faults: String = faults.collect();
    assert!(faults.is_empty(), "{faults}");
}

/// Each format that is read is in the table, but for those whose files are damaged elsewhere: a table of Parquet and
/// a database are written whole, and codebooks have no glosses.
#[test]
fn every_format_is_tried() {
    let tried: Vec<&str> = files().iter().map(|(format, ..)| *format).collect();
    let elsewhere = ["parquet", "sqlite"];
    for format in FORMATS.iter().filter(|format| format.read.is_some() && !format.is_codebook) {
        let is_tried = tried.contains(&format.name) || elsewhere.contains(&format.name);
        assert!(is_tried, "{}", format.name);
    }
}
