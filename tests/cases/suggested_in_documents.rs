//! Suggestions in documents of each kind: none in what nobody says, and with the speakers that the document's structure names.

use std::io::Write;

use serde_json::Value;

use crate::command::Desk;

/// A suggestion: its kind, its words, and whose it is.
type Suggested = (String, String, String);

/// The suggestions for a document of this name.
fn suggested(name: &str, content: impl AsRef<[u8]>) -> Vec<Suggested> {
    let desk = Desk::empty();
    desk.write(name, content);
    let done = desk.run(&["suggest", name, "--json"]);
    assert_eq!(done.code, 0, "{done:?}");
    let all: Value = serde_json::from_str(&done.out).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let suggestion = |one: &Value| {
        let parts = one["exact"].as_array().expect("its words").iter();
        let words = parts.map(text).collect::<Vec<_>>().join(" … ");
        let whose = ["speaker", "source", "holder"].map(|name| text(&one["attributes"][name])).concat();
        (text(&one["tag"]), words, whose)
    };
    all.as_array().expect("an array").iter().map(suggestion).collect()
}

/// Asserts that these are the suggestions of a kind, each with whose it is.
#[track_caller]
fn assert_of_kind(found: &[Suggested], kind: &str, expected: &[(&str, &str)]) {
    let own = found.iter().filter(|(tag, ..)| tag == kind);
    let own: Vec<(&str, &str)> = own.map(|(_, words, whose)| (words.as_str(), whose.as_str())).collect();
    assert_eq!(own, expected, "{found:?}");
}

/// A Word document with these paragraphs.
fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let body: String =
        paragraphs.iter().map(|words| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")).collect();
    let office = "http://schemas.openxmlformats.org";
    let files = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{office}/package/2006/relationships\"><Relationship Id=\"r\" \
                 Type=\"{office}/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
                 </Relationships>"
            ),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{office}/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
            ),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
        archive.write_all(content.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

const RISE: &str = "Rents rose by 12 percent in the last year.";
const FALL: &str = "Exports fell by 5 percent in 2024.";

#[test]
fn nothing_is_suggested_in_what_a_page_does_not_say() {
    let page = format!(
        "<html><head><title>Harbour</title></head><body>\
         <nav><ul><li><a href=/a>The board lost 40 boats in 2020</a></li><li><a href=/b>A terrible, shameful year</a></li></ul></nav>\
         <article><h1>Harbour</h1><p class=byline>By Ina Falk, 3 November 2025, updated 10:45</p><p>{RISE}</p>\
         <figure><img src=a.png alt='The terrible board lost 40 boats in 2020'>\
         <figcaption>Figure 12: The harbour had 300 berths in 2019.</figcaption></figure>\
         <table><thead><tr><th>A terrible year: it lost 40 boats in 2020</th><th>Boats, “as we all know now”, she said</th></tr></thead>\
         <tr><td>The board lost 40 boats in 2020.</td><td>a great success</td></tr></table>\
         <pre><code>say(\"it is a terrible year, she said\") # it lost 40 boats in 2020</code></pre>\
         <p>Write <code>the board lost 40 boats in 2020</code> into it.</p></article>\
         <footer>A terrible page. It won 300 prizes in 2020. All rights reserved.</footer></body></html>"
    );
    let found = suggested("a.html", page);
    assert_of_kind(&found, "claim", &[(RISE, ""), ("The harbour had 300 berths in 2019.", "")]);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn nothing_is_suggested_in_the_front_matter_code_and_tables_of_markdown() {
    let source = format!(
        "---\ntitle: The board lost 40 boats in 2020\nmood: terrible and shameful\nsaid: \"it is late now\", she said\n---\n\n\
         {RISE}\n\n| A terrible year: it lost 40 boats in 2020 | Boats |\n|---|---|\n| The board lost 40 boats in 2020. | a great success |\n\n\
         Table 3: The harbour had 300 berths in 2019.\n\n```\n# the board lost 40 boats in 2020\n```\n\n\
         ![The board lost 40 boats in 2020](a.png)\n"
    );
    let found = suggested("a.md", source);
    assert_of_kind(&found, "claim", &[(RISE, ""), ("The harbour had 300 berths in 2019.", "")]);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn subtitles_and_captions_name_who_speaks() {
    let srt = format!(
        "1\n00:00:01,000 --> 00:00:04,000\nADA: It is a terrible, shameful year.\n\n2\n00:00:05,000 --> 00:00:08,000\nBEN: {RISE}\n"
    );
    let found = suggested("a.srt", srt);
    assert_of_kind(&found, "quote", &[("It is a terrible, shameful year.", "ADA"), (RISE, "BEN")]);
    assert_of_kind(&found, "sentiment", &[("It is a terrible, shameful year.", "ADA")]);
    assert_of_kind(&found, "claim", &[(RISE, "BEN")]);
    let vtt = format!(
        "WEBVTT\n\nNOTE the board lost 40 boats in 2020\n\n00:01.000 --> 00:04.000\n<v Ada Holm>{RISE}\n\n\
         00:05.000 --> 00:08.000\n<v Ben Stead>{FALL}\n"
    );
    let found = suggested("a.vtt", vtt);
    for kind in ["quote", "claim"] {
        assert_of_kind(&found, kind, &[(RISE, "Ada Holm"), (FALL, "Ben Stead")]);
    }
}

#[test]
fn messages_have_their_writers_and_no_words_of_their_form() {
    let mbox = format!(
        "From ada@x.example Mon Nov  3 10:00:00 2025\nFrom: Ada Holm <ada@x.example>\nDate: Mon, 3 Nov 2025 10:00:00 +0000\n\
         Subject: Harbour\n\nDear lovely friends,\n\n{RISE}\n\n“We lost everything,” I said.\n\nThanks a lot and the best wishes,\nAda\n\
         -- \nAda Holm, the best lawyer in town\nWe won 300 prizes in 2020.\n\n\
         From ben@x.example Mon Nov  3 11:00:00 2025\nFrom: Ben Stead <ben@x.example>\nDate: Mon, 3 Nov 2025 11:00:00 +0000\n\
         Subject: Re: Harbour\n\nOn Mon, 3 Nov 2025, Ada Holm wrote:\n> {RISE}\n\n{FALL}\n\nBest, Ben\n"
    );
    let found = suggested("a.mbox", mbox);
    let claims: Vec<_> =
        found.iter().filter(|(tag, words, _)| tag == "claim" && !words.starts_with("We")).cloned().collect();
    assert_of_kind(&claims, "claim", &[(RISE, "Ada Holm"), (RISE, "Ada Holm"), (FALL, "Ben Stead")]);
    assert_of_kind(&found, "quote", &[("“We lost everything,”", "Ada Holm")]);
    let is_form =
        |words: &str| ["Dear", "wishes", "Best", "lawyer", "prizes"].iter().any(|word| words.contains(word));
    assert!(!found.iter().any(|(_, words, _)| is_form(words)), "{found:?}");
}

#[test]
fn posts_have_their_writers_and_what_they_quote_has_not() {
    let post = |author: &str, words: &str| {
        format!(
            "<div class=post><div class=author>{author}</div><time datetime=2025-11-03>3 Nov 2025</time>\
             <div class=content>{words}</div></div>"
        )
    };
    let page = format!(
        "<html><head><title>Harbour</title></head><body><main><h1>Harbour</h1>{}{}{}</main></body></html>",
        post("Ada Holm", &format!("<p>{RISE} Nobody has mended the wall since.</p>")),
        post(
            "Ben Stead",
            &format!("<blockquote><p>{RISE}</p></blockquote><p>{FALL} “We lost everything,” I said.</p>")
        ),
        post("Cleo Ruiz", "<p>The wall has 300 stones today, as far as one can count them.</p>"),
    );
    let found = suggested("a.html", page);
    let of = |words: &str| {
        let own = found.iter().filter(|(tag, found, _)| tag == "claim" && found == words);
        own.map(|(.., whose)| whose.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (of(RISE), of(FALL)),
        (vec!["Ada Holm".to_owned(), String::new()], vec!["Ben Stead".to_owned()])
    );
    assert_of_kind(&found, "quote", &[("“We lost everything,”", "Ben Stead")]);
}

#[test]
fn transcripts_in_office_documents_name_who_speaks() {
    let found = suggested(
        "c.docx",
        docx(&[
            "[00:05] Ada Holm: “We lost it all,” the mayor said. So we did.",
            "[00:12] Ben Stead: Yes.",
            "[00:20] Ada Holm: No.",
        ]),
    );
    assert!(!found.iter().any(|(_, words, _)| words.contains("00:")), "{found:?}");
    let lines = [
        "Interview".to_owned(),
        format!("[00:00:05] Ada Holm: {RISE}"),
        "[00:00:12] Ben Stead: It is a terrible, shameful year.".to_owned(),
        format!("[00:00:20] Ada Holm: {FALL}"),
    ];
    let found = suggested("a.docx", docx(&lines.each_ref().map(String::as_str)));
    assert_of_kind(&found, "claim", &[(RISE, "Ada Holm"), (FALL, "Ada Holm")]);
    assert_of_kind(&found, "sentiment", &[("It is a terrible, shameful year.", "Ben Stead")]);
    let quotes = [(RISE, "Ada Holm"), ("It is a terrible, shameful year.", "Ben Stead"), (FALL, "Ada Holm")];
    assert_of_kind(&found, "quote", &quotes);
    // As programs for meetings write it: the name and the time in a line above.
    let found = suggested(
        "b.docx",
        docx(&[
            "Ada Holm 0:05",
            RISE,
            "Ben Stead 0:12",
            FALL,
            "Ada Holm 0:20",
            "“We lost everything,” I said.",
        ]),
    );
    let claims: Vec<_> = found.iter().filter(|(_, words, _)| !words.contains("lost")).cloned().collect();
    assert_of_kind(&claims, "claim", &[(RISE, "Ada Holm"), (FALL, "Ben Stead")]);
    assert_of_kind(&found, "quote", &[("“We lost everything,”", "Ada Holm")]);
}

#[test]
fn what_is_no_person_is_no_speaker() {
    let found = suggested(
        "a.txt",
        "There was a letter on the desk. It said “in haste” on the back. “Come at once,” it says below.\n",
    );
    assert!(found.iter().all(|(.., whose)| whose.is_empty()), "{found:?}");
    assert!(found.iter().any(|(tag, ..)| tag == "quote"), "{found:?}");
}
