//! Folders of several coders, out and in again.

use super::{super::command::Desk, documents, glosses, strip, team};

#[test]
fn every_format_gives_a_team_s_folder_back() {
    let desk = team();
    let before = glosses(&desk, "corpus");
    assert_eq!(before.len(), 7);
    let with_text: &[&str] = if cfg!(feature = "sqlite") {
        &["doccano", "labelstudio", "prodigy", "spacy", "refi", "sqlite"]
    } else {
        &["doccano", "labelstudio", "prodigy", "spacy", "refi"]
    };
    let without = ["csv", "tsv", "json", "jsonl", "parquet", "webannotation", "hypothesis", "claimreview"];
    let by_document = ["brat", "cas-json", "cas-xmi", "pubannotation", "slate", "toml"];
    for format in with_text.iter().chain(&without).chain(&by_document) {
        let out = format!("out-{format}{}", if by_document.contains(format) { "/" } else { "" });
        let done = desk.run(&["export", "corpus", "--to", format, "--all-coders", "-o", &out]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
    }
    strip(&desk, "corpus");
    let texts = documents(&desk.path("corpus"));
    for format in with_text.iter().chain(&without).chain(&by_document) {
        let done = desk.run(&["import", "corpus", "--from", format, &format!("out-{format}")]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
        assert_eq!(glosses(&desk, "corpus"), before, "{format}: {done:?}");
        assert_eq!(documents(&desk.path("corpus")), texts, "{format} makes no document that is there");
        strip(&desk, "corpus");
    }
    for format in with_text.iter().chain(&by_document).filter(|format| **format != "toml") {
        let new = format!("new-{format}/");
        let done = desk.run(&["import", &new, "--from", format, &format!("out-{format}")]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
        assert_eq!(glosses(&desk, &new), before, "{format}: {done:?}");
        assert_eq!(documents(&desk.path(&new)), texts, "{format} makes each document once");
    }
}

#[test]
fn names_tell_documents_apart_in_every_file_of_many() {
    let desk = team();
    for format in [
        "csv",
        "tsv",
        "json",
        "jsonl",
        "doccano",
        "prodigy",
        "spacy",
        "text",
        "html",
        "labelstudio",
        "webannotation",
        "hypothesis",
        "claimreview",
    ] {
        for files in [&["corpus"][..], &["corpus/x", "corpus/y"], &["corpus/x/a.txt", "corpus/y/a.txt"]] {
            let done = desk.run(&[&["export"], files, &["--to", format]].concat());
            let has = |name: &str| done.out.contains(name) || done.out.contains(&name.replace('/', "%2F"));
            assert!(has("x/a.txt") && has("y/a.txt") && !has("corpus/x"), "{format} {files:?}: {}", done.out);
        }
    }
    let done = desk.run(&["export", "corpus/x/a.txt", "--to", "csv"]);
    assert!(done.out.contains("\na.txt,"), "a file that is named alone needs no folder: {}", done.out);
    let done = desk.run(&["export", "corpus", "--to", "markdown", "-o", "reports/"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(desk.path("reports/x/a.txt.md").exists() && desk.path("reports/y/a.txt.md").exists());
}

#[test]
fn tables_say_whose_glosses_they_are() {
    let desk = team();
    let done = desk.run(&["export", "corpus", "--to", "csv", "--all-coders"]);
    let mut table = csv::Reader::from_reader(done.out.as_bytes());
    let header = table.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let rows: Vec<(String, String)> = table
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[at("file")].to_owned(), row[at("coder")].to_owned()))
        .collect();
    let count = |file: &str, coder: &str| {
        rows.iter().filter(|row| **row == (file.to_owned(), coder.to_owned())).count()
    };
    assert_eq!((count("x/a.txt", ""), count("x/a.txt", "ann"), count("x/a.txt", "ben")), (1, 1, 1));
    assert_eq!((count("y/a.txt", ""), count("y/a.txt", "ann"), count("y/a.txt", "ben")), (1, 0, 1));
    let own = desk.run(&["export", "corpus", "--to", "csv", "--as", "ann"]);
    assert_eq!(own.out.lines().filter(|line| line.contains(",ann,")).count(), 3, "{}", own.out);
}

#[test]
fn an_export_of_nothing_says_so() {
    let desk = Desk::with_document("The text.\n");
    let nothing = desk.run(&["export", "a.txt", "--to", "csv"]);
    assert_eq!((nothing.code, nothing.err.trim()), (0, "There are no glosses in these documents."));
    for coder in ["ann", "ben"] {
        desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "text", "--as", coder]);
    }
    let others = desk.run(&["export", "a.txt", "--to", "csv"]);
    assert!(others.err.contains("only glosses of ann, ben: --as NAME"), "{others:?}");
    assert!(others.err.contains("--all-coders"), "{others:?}");
    let misspelt = desk.run(&["export", "a.txt", "--to", "csv", "--as", "anne"]);
    assert_eq!((misspelt.code, misspelt.out.as_str()), (2, ""));
    assert!(misspelt.err.contains("“anne”") && misspelt.err.contains("there are: ann, ben"), "{misspelt:?}");
    let all = desk.run(&["export", "a.txt", "--to", "csv", "--all-coders"]);
    assert_eq!((all.out.lines().count(), all.err.as_str()), (3, ""));
    desk.write("empty.jsonl", "");
    let converted = desk.run(&["convert", "empty.jsonl", "--from", "doccano", "--to", "csv"]);
    assert_eq!(converted.err.trim(), "There are no glosses in these files.");
}

#[test]
fn a_coder_who_is_named_owns_what_is_imported() {
    let desk = Desk::with_document("One and two.\n");
    desk.write(
        "rows.csv",
        "file,id,tag,start,end,exact,coder,creator\na.txt,,claim,0,3,One,ann,\na.txt,,claim,8,11,two,,cleo\n",
    );
    desk.run(&["import", "a.txt", "--from", "csv", "rows.csv"]);
    assert_eq!(
        glosses(&desk, "."),
        [r#"["a.txt","","claim","two",8]"#, r#"["a.txt","ann","claim","One",0]"#]
    );
    desk.run(&["import", "a.txt", "--from", "csv", "rows.csv", "--as", "ben"]);
    let ben = desk.read("a.txt.ben.gloss.toml");
    assert!(ben.contains("creator = \"ben\"") && ben.contains("creator = \"cleo\""), "{ben}");
    desk.run(&["import", "a.txt", "--from", "csv", "rows.csv", "--by-coder"]);
    assert!(desk.read("a.txt.cleo.gloss.toml").contains("two"));
}

#[test]
fn files_of_one_document_are_called_by_their_folders_too() {
    let desk = team();
    for format in ["brat", "slate", "pubannotation", "cas-json"] {
        let (out, table) = (format!("{format}/"), format!("{format}.csv"));
        assert_eq!(desk.run(&["export", "corpus", "--to", format, "-o", &out]).code, 0, "{format}");
        let done = desk.run(&["convert", &out, "--from", format, "--to", "csv", "-o", &table]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
        let rows = desk.read(&table);
        assert!(rows.contains("\nx/a.txt,") && rows.contains("\ny/a.txt,"), "{format}: {rows}");
    }
}
