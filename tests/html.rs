//! HTML through the program: the article of a page, the whole page, and glosses that were made on its source.

#[path = "support/command.rs"]
mod command;

use std::fs;

use serde_json::Value as Json;

const SOURCE: &str = "<!DOCTYPE html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><title>The mill &mdash; Gazette</title>
<meta name=\"author\" content=\"Nell Ort\"><meta property=\"article:published_time\" content=\"2026-11-20\"></head>
<body><nav><a href=\"/\">Gazette</a></nav>
<h1>The <em>mill</em></h1>
<p>&ldquo;It turns,&rdquo; <b>Ada</b> said, &ldquo;and it
has turned for years.&rdquo;</p>
<ul><li>It <a href=\"x\">leaks</a>.<li>Nobody mends it, and nobody has asked why that is so.</ul>
<footer>About us</footer></body></html>
";

const TEXT: &str = "\
The mill

“It turns,” Ada said, “and it has turned for years.”

It leaks.

Nobody mends it, and nobody has asked why that is so.";

fn desk() -> command::Desk {
    let desk = command::Desk::empty();
    fs::write(desk.path("mill.html"), SOURCE).expect("written");
    desk
}

fn done(desk: &command::Desk, args: &[&str]) -> String {
    let done = desk.run(args);
    assert_eq!(done.code, 0, "{args:?}: {}{}", done.out, done.err);
    done.out
}

#[test]
fn the_article_is_shown_and_the_page_on_request() {
    let desk = desk();
    assert_eq!(done(&desk, &["text", "mill.html"]), TEXT);
    assert_eq!(done(&desk, &["text", "--source", "mill.html"]), SOURCE);
    for flags in [&["--whole"][..], &["--as-format", "html-whole"]] {
        let whole = done(&desk, &[&["text", "mill.html"], flags].concat());
        assert!(whole.starts_with("Gazette\n\nThe mill") && whole.ends_with("About us"), "{whole}");
    }
    // The first bytes tell a page whose name tells nothing.
    fs::copy(desk.path("mill.html"), desk.path("mill")).expect("copied");
    assert_eq!(done(&desk, &["text", "mill"]), TEXT);
}

#[test]
fn the_sidecar_names_the_reader_and_what_the_page_states() {
    let desk = desk();
    done(&desk, &["add", "mill.html", "--tag", "claim", "--exact", "Nobody mends it"]);
    let sidecar = fs::read_to_string(desk.path("mill.html.gloss.toml")).expect("read");
    for line in
        ["reader = \"html/1\"", "author = [\"Nell Ort\"]", "published = 2026-11-20", "language = \"en\""]
    {
        assert!(sidecar.contains(line), "{line}: {sidecar}");
    }
    done(&desk, &["add", "mill.html", "--whole", "--tag", "claim", "--exact", "About us"]);
    let sidecar = fs::read_to_string(desk.path("mill.html.gloss.toml")).expect("read");
    assert!(sidecar.contains("reader = \"html-whole/1\""), "{sidecar}");
}

/// A sidecar of version 0.1, which showed a page as its source, names no reader.
#[test]
fn glosses_of_the_source_stand_on_their_words_in_the_article() {
    let desk = desk();
    let words = ["has turned for years.", "leaks", "Nobody mends it", "Ada"];
    fs::copy(desk.path("mill.html"), desk.path("mill.txt")).expect("copied");
    for exact in words {
        done(&desk, &["add", "mill.txt", "--as-format", "plain", "--tag", "claim", "--exact", exact]);
    }
    let made = fs::read_to_string(desk.path("mill.txt.gloss.toml")).expect("made");
    fs::write(desk.path("mill.html.gloss.toml"), made.replace("mill.txt", "mill.html")).expect("written");
    fs::remove_dir_all(desk.path(".state")).expect("removed");
    let states: Json = serde_json::from_str(&desk.run(&["check", "mill.html", "--json"]).out).expect("JSON");
    let points: Vec<char> = TEXT.chars().collect();
    let mut found: Vec<(String, String)> = Vec::new();
    for gloss in states.as_array().expect("a list") {
        let number = |json: &Json| json.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
        let span = &gloss["spans"][0];
        let exact = points[number(&span["start"])..number(&span["end"])].iter().collect();
        found.push((gloss["state"].as_str().unwrap_or_default().to_owned(), exact));
    }
    found.sort();
    let mut expected = words.map(|words| ("moved".to_owned(), words.to_owned())).to_vec();
    expected.sort();
    assert_eq!(found, expected);
}
