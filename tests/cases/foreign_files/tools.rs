//! Files of spaCy, Prodigy, doccano, Hypothesis, `PubAnnotation` and `CoNLL`.

use serde_json::{Value as Json, json};

use super::{glosses, said};
use crate::command::Desk;

const TEXT: &str = "Mara said it isn’t over. The boats left.Then it rained on the U.S. coast.";

fn import(desk: &Desk, format: &str, file: impl AsRef<[u8]>) -> (i32, String) {
    desk.write("file", file);
    let done = desk.run(&["import", "a.txt", "--from", format, "file"]);
    (done.code, format!("{}{}", done.out, done.err))
}

#[test]
fn tokens_are_cut_as_spacy_cuts_them() {
    let desk = Desk::with_document(TEXT);
    desk.run(&["add", "a.txt", "--tag", "note", "--exact", "rain"]);
    let expected = "Mara said it is n’t over . The boats left . Then it rain ed on the U.S. coast .";
    for format in ["spacy", "prodigy"] {
        let exported = desk.run(&["export", "a.txt", "--to", format]).out;
        let document: Json = serde_json::from_str(&exported).expect("JSON");
        let text: Vec<char> = document["text"].as_str().expect("a text").chars().collect();
        let token = |token: &Json| {
            let place = |key: &str| usize::try_from(token[key].as_u64().expect("a place")).expect("small");
            text[place("start")..place("end")].iter().collect::<String>()
        };
        let tokens: Vec<String> = document["tokens"].as_array().expect("tokens").iter().map(token).collect();
        assert_eq!(tokens.join(" "), expected, "{format}: a token is cut where a gloss ends");
    }
}

#[test]
fn doccano_says_of_a_whole_text_what_it_said() {
    let desk = Desk::with_document(TEXT);
    let line = json!({
        "id": 4, "text": TEXT, "label": [[0, 4, "Person"], [29, 34, "Goods"], "shipping"], "cats": ["news"], "Comments": ["ask"],
    });
    let (code, told) = import(&desk, "doccano", line.to_string());
    assert!(code == 0 && told.contains("2 added"), "{told}");
    assert_eq!(said(&desk, "a.txt"), ["Person: Mara", "Goods: boats"]);
    let back: Json =
        serde_json::from_str(&desk.run(&["export", "a.txt", "--to", "doccano"]).out).expect("JSON");
    assert_eq!(
        (&back["label"], &back["cats"], &back["Comments"]),
        (&json!(["shipping"]), &json!(["news"]), &json!(["ask"]))
    );
    let desk = Desk::with_document(TEXT);
    let old = json!({ "text": TEXT, "annotations": [{ "label": 5, "start_offset": 0, "end_offset": 4, "user": 2 }] });
    assert_eq!(import(&desk, "doccano", old.to_string()).0, 0);
    assert_eq!(
        (&glosses(&desk, "a.txt")[0]["tag"], &glosses(&desk, "a.txt")[0]["creator"]),
        (&json!("5"), &json!("2"))
    );
}

#[test]
fn labels_of_doccano_that_are_no_spans_are_counted() {
    for label in [
        json!([-1, 3, "Person"]),
        json!([0.5, 2, "Person"]),
        json!([0, 3]),
        json!(["0", "3", "Person"]),
        json!({ "start_offset": 0 }),
    ] {
        let desk = Desk::with_document(TEXT);
        let line = json!({ "text": TEXT, "label": [[0, 4, "Person"], label] });
        let (code, told) = import(&desk, "doccano", line.to_string());
        assert!(code == 1 && told.contains("1 added") && told.contains("not two offsets"), "{label}: {told}");
    }
}

#[test]
fn hypothesis_goes_back_to_its_page() {
    let desk = Desk::with_document(TEXT);
    let page = "https://news.example.org/boats?id=3";
    let row = json!({
        "id": "Zx9-Qk2mEeyB1f_7PpQ8Aw", "user": "acct:ada@hypothes.is", "uri": page, "text": "why?", "tags": ["claim", "weak"], "group": "a1b2",
        "target": [{ "source": page, "selector": [{ "type": "TextQuoteSelector", "exact": "it rained", "prefix": "Then " }] }],
    });
    let about_page = json!({ "id": "Page1", "user": "acct:bo@hypothes.is", "uri": page, "text": "read this", "tags": [], "target": [{ "source": page }] });
    let (code, told) = import(&desk, "hypothesis", json!([row, about_page]).to_string());
    assert_eq!(code, 0, "{told}");
    let out: Json =
        serde_json::from_str(&desk.run(&["export", "a.txt", "--to", "hypothesis"]).out).expect("JSON");
    let back = &out["rows"][0];
    for key in ["id", "uri", "tags", "group", "text"] {
        assert_eq!(back[key], row[key], "{key}");
    }
    assert_eq!((&back["target"][0]["source"], &out["rows"][1]), (&json!(page), &about_page));
}

#[test]
fn conll_has_several_documents_in_a_file() {
    let desk = Desk::empty();
    desk.write("file.conll", "-DOCSTART- (b.txt) O\n\nMara B-PER\nsold O\n\n-DOCSTART- (c.txt) O\n\nBo B-PER\nVane I-PER\nslept\nwell O\n");
    std::fs::create_dir(desk.path("docs")).expect("a folder");
    let done = desk.run(&["import", "docs", "--from", "conll", "file.conll"]);
    assert!(done.code == 1 && done.err.contains("line 10"), "{done:?}");
    assert_eq!(
        (said(&desk, "docs/b.txt"), said(&desk, "docs/c.txt")),
        (vec!["PER: Mara".to_owned()], vec!["PER: Bo Vane".to_owned()])
    );
    assert_eq!(desk.read("docs/c.txt"), "Bo Vane slept well");
    let out = desk.run(&["export", "docs", "--to", "conll"]).out;
    assert!(
        out.starts_with("-DOCSTART- (b.txt)\tO\n\nMara\tB-PER\n")
            && out.contains("\n-DOCSTART- (c.txt)\tO\n"),
        "{out}"
    );
}

#[test]
fn conll_has_its_tags_in_several_ways() {
    for (file, told) in [
        ("Mara PER\nVane PER\nsaid O\n", "PER: Mara Vane"),
        (
            "# newdoc id = a\n# text = Mara said\n1\tMara\tMara\tPROPN\tN\t_\t2\tsubj\t_\tNER=S-PER\n2\tsaid\tsay\tVERB\tV\t_\t0\troot\t_\tSpaceAfter=No\n",
            "PER: Mara",
        ),
        ("#\tO\nMara\tB-PER\nsaid\tO\n", "PER: Mara"),
        ("Mara\tNNP\tB-PER\nsaid\tVBD\tO\nso\tRB\t?\n", "PER: Mara"),
    ] {
        let desk = Desk::empty();
        let is_bad = file.contains('?');
        let tail = if is_bad { "and\tCC\tO\n".repeat(40) } else { String::new() };
        desk.write("file.conll", format!("{file}{tail}"));
        let done = desk.run(&["convert", "file.conll", "--from", "conll", "--to", "json"]);
        assert_eq!(done.code, i32::from(is_bad), "{file}: {done:?}");
        let glosses: Json = serde_json::from_str(&done.out).expect("JSON");
        let (kind, words) = (&glosses[0]["tag"], &glosses[0]["spans"][0]["exact"]);
        assert_eq!(format!("{}: {}", kind.as_str().expect("a kind"), words.as_str().expect("words")), told);
        assert_eq!(done.err.contains("line 3: “?” is no tag"), is_bad, "{}", done.err);
    }
}

const CHAINS: &str = "#begin document (talks/day_1); part 000
talks/day_1 0 0 Mara NNP (TOP(S(NP* - - - - (PERSON* (ARG0* (4|(7)
talks/day_1 0 1 Vane NNP *) - - - - *) *) 4)
talks/day_1 0 2 told VBD (VP* tell 01 1 - * (V*) -
talks/day_1 0 3 her PRP$ (NP* - - - - * (ARG2* (9|(4)
talks/day_1 0 4 sister NN *) - - - - * *) 9)
talks/day_1 0 5 -LRB- -LRB- * - - - - * * -
talks/day_1 0 6 Bo NNP (NP*) - - - - (PERSON) * (9)
talks/day_1 0 7 -RRB- -RRB- *)) - - - - * * -

#end document
#begin document (talks/day_1); part 001
talks/day_1 1 0 She PRP (TOP*) - - - Bo * (0)
talks/day_1 1 1 left VBD * - - - Bo (x -

#end document
";

#[test]
fn conll_2012_has_entities_and_chains() {
    for from in ["conll", "conll-2012"] {
        let desk = Desk::empty();
        desk.write("file.conll", CHAINS);
        std::fs::create_dir(desk.path("docs")).expect("a folder");
        let done = desk.run(&["import", "docs", "--from", from, "file.conll"]);
        assert!(done.code == 1 && done.err.contains("line 14: “(x” has no brackets"), "{done:?}");
        assert!(done.err.contains("2 arguments of predicates, 1 speaker"), "{}", done.err);
        assert_eq!(desk.read("docs/talks/day_1"), "Mara Vane told her sister ( Bo )\n");
        let glosses = glosses(&desk, "docs/talks/day_1");
        let words =
            |gloss: &Json| format!("{}: {}", gloss["tag"], gloss["spans"][0]["exact"]).replace('"', "");
        let target = |link: &Json| glosses.iter().find(|gloss| gloss["id"] == link["to"]).map(words);
        let told: Vec<String> = glosses
            .iter()
            .map(|gloss| format!("{} {:?}", words(gloss), target(&gloss["links"][0]).unwrap_or_default()))
            .collect();
        let mut wanted = [
            "PERSON: Mara Vane \"\"",
            "mention: Mara \"\"",
            "mention: her \"PERSON: Mara Vane\"",
            "mention: her sister \"\"",
            "PERSON: Bo \"mention: her sister\"",
        ];
        wanted.sort_unstable();
        let mut told: Vec<&str> = told.iter().map(String::as_str).collect();
        told.sort_unstable();
        assert_eq!(told, wanted);
        // The same entities and chains go out, with other numbers.
        let out = desk.run(&["export", "docs/talks/day_1", "--to", "conll-2012"]).out;
        let cells = |line: &str| line.split('\t').skip(10).map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = out.lines().filter(|line| line.contains('\t')).map(cells).collect();
        assert_eq!(
            (rows[0][0].as_str(), rows[1][0].as_str(), rows[6][0].as_str()),
            ("(PERSON*", "*)", "(PERSON)")
        );
        let again = Desk::empty();
        again.write("file.conll", &out);
        let convert =
            |desk: &Desk| desk.run(&["convert", "file.conll", "--from", "conll-2012", "--to", "csv"]).out;
        assert_eq!(convert(&again).lines().count(), 6, "{out}");
    }
}

#[test]
fn prodigy_says_its_words_and_pubannotation_has_blocks() {
    let desk = Desk::with_document(TEXT);
    let task = json!({ "text": TEXT, "answer": "accept", "spans": [{ "start": 1, "end": 5, "label": "Person", "text": "Mara" }, { "start": 3 }] });
    let (code, told) = import(&desk, "prodigy", task.to_string());
    assert!(
        code == 1 && told.contains("1 to review") && told.contains("span 2 has no start and end"),
        "{told}"
    );
    assert_eq!(said(&desk, "a.txt"), ["Person: Mara"]);
    let desk = Desk::with_document(TEXT);
    let document = json!({ "text": TEXT, "blocks": [{ "id": "B1", "span": { "begin": 0, "end": 24 }, "obj": "Sentence" }],
        "denotations": [{ "id": "T1", "span": { "begin": 0, "end": 4 }, "obj": "Person" }, { "id": "T2", "obj": "Lost" }] });
    let (code, told) = import(&desk, "pubannotation", document.to_string());
    assert!(code == 1 && told.contains("T2 has no begin and end"), "{told}");
    assert_eq!(said(&desk, "a.txt"), ["Person: Mara", "Sentence: Mara said it isn’t over."]);
}
