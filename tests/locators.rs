//! Places as people cite them, and what is known of a document, from a reader to the sidecar, the screen and the exports.

#[path = "support/command.rs"]
mod command;

use std::{fs, path::Path};

use command::Desk;
use glossator::{
    app::{App, Effect, Event},
    command::Settings,
    exchange::{Export, format},
    gloss::{Change, Gloss, Id, Schema},
    source::{DocumentReader, MetadataField, ReadError, Readers, Rendered, TextWriter},
    text::{
        Span,
        structure::{BlockKind, LocatorKind, TextBlock},
    },
    ui,
    workspace::{AnnotatedDocument, Clock, ExportSource, Host, Random, export},
};

/// Books: `= 312` begins a page, `# Title` a chapter, `> NAME` the words of somebody, any other line is a paragraph.
const BOOK: DocumentReader = DocumentReader::new("book", 1, read).with_extensions(&["book"]);

fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    let source =
        std::str::from_utf8(bytes).map_err(|error| ReadError::new("it is not UTF-8").caused_by(error))?;
    let mut writer = TextWriter::default();
    for line in source.lines().filter(|line| !line.is_empty()) {
        let span = Span::at(line.as_ptr().addr() - source.as_ptr().addr());
        let span = Span::new(span.start, span.start + line.len());
        if let Some(page) = line.strip_prefix("= ") {
            writer.begin_page();
            writer.locate(LocatorKind::Page, page);
        } else if let Some(name) = line.strip_prefix("> ") {
            writer.locate(LocatorKind::By, name);
        } else if let Some(title) = line.strip_prefix("# ") {
            writer.begin(TextBlock::new(BlockKind::Heading { level: 1 }, Span::at(0)));
            writer.locate(LocatorKind::Chapter, title);
            writer.push(title, Span::new(span.start + 2, span.end));
        } else {
            writer.begin(TextBlock::new(BlockKind::Paragraph, Span::at(0)));
            writer.push(line, span);
        }
    }
    let (text, markup, source_map) = writer.finish(source);
    let mut rendered = Rendered::new(text, markup);
    rendered.source_map = source_map;
    rendered.metadata.title = Some("The Lock".to_owned());
    rendered.metadata.author = vec!["Nell Ort".to_owned()];
    Ok(rendered)
}

const SOURCE: &str =
    "= xii\n# Water\nThe gate was shut.\n= 1\nIt wept all night.\n= 2\n= 3\n> Ada\nNobody heard the bell.\n";

fn host(folder: &Path) -> Host {
    let clock = Clock::new(|| "2026-11-23T12:00:00Z".to_owned());
    let mut host = Host::new(clock, Random::new(|| 7), Some(folder.join("state")), Settings::default());
    host.readers = Readers::default().with(BOOK);
    host
}

/// Opens the document and puts a gloss on the words from the first to the last of these.
fn tag(path: &Path, host: &Host, id: u64, first: &str, last: &str) -> AnnotatedDocument {
    let mut opened = AnnotatedDocument::open(path, None, None, host).expect("opened");
    let text = opened.document.text.as_str().expect("in memory").to_owned();
    let start = text.find(first).expect("the first words");
    let end = text.find(last).expect("the last words") + last.len();
    let selectors = opened.selectors(&[Span::new(start, end)]);
    let gloss = Gloss::new(Id::from_bits(id), "claim", selectors);
    opened.commit("tag", vec![Change::add(gloss)]).expect("saved");
    opened
}

#[test]
fn a_sidecar_says_where_each_gloss_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("lock.book"), host(folder.path()));
    let sidecar = folder.path().join("lock.book.gloss.toml");
    let saved = || fs::read_to_string(&sidecar).expect("a sidecar");
    fs::write(&path, SOURCE).expect("written");
    tag(&path, &host, 1, "The gate", "all night");
    tag(&path, &host, 2, "Nobody", "bell");
    assert!(saved().contains("\nlocator = { page = \"xii–1\", chapter = \"Water\" }\n"), "{}", saved());
    assert!(
        saved().contains("\nlocator = { page = \"3\", chapter = \"Water\", by = \"Ada\" }\n"),
        "{}",
        saved()
    );
    // What a person writes into it stays, as far as the document can't tell.
    let by_hand = saved().replace("{ page = \"3\",", "{ folio = \"9v\", verse = 4, page = \"3\",");
    fs::write(&sidecar, by_hand.replace("xii–1", "?")).expect("written");
    // Another page, and the glosses below it have moved.
    fs::write(&path, SOURCE.replace("= 1\n", "= 1\nA boat came.\n= 1a\n")).expect("written");
    let mut opened = AnnotatedDocument::open(&path, None, None, &host).expect("opened");
    opened.record_moved().expect("recorded");
    let after = saved();
    assert!(after.contains("page = \"3\", chapter = \"Water\", by = \"Ada\""), "{after}");
    assert!(after.contains("folio = \"9v\", verse = 4"), "{after}");
    let again = AnnotatedDocument::open(&path, None, None, &host).expect("opened").record_moved();
    assert_eq!((again.expect("nothing to do"), saved()), (0, after));
}

#[test]
fn a_locator_that_is_missing_or_wrong_is_mended_with_the_positions() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("lock.book"), host(folder.path()));
    let sidecar = folder.path().join("lock.book.gloss.toml");
    fs::write(&path, SOURCE).expect("written");
    tag(&path, &host, 1, "It wept", "night");
    let saved = fs::read_to_string(&sidecar).expect("a sidecar");
    let line = "locator = { page = \"1\", chapter = \"Water\" }\n";
    for broken in [saved.replace(line, ""), saved.replace("page = \"1\"", "page = \"77\"")] {
        assert_ne!(broken, saved);
        fs::write(&sidecar, broken).expect("written");
        let mut opened = AnnotatedDocument::open(&path, None, None, &host).expect("opened");
        assert_eq!(opened.record_moved().expect("recorded"), 0, "no gloss has moved");
        assert_eq!(fs::read_to_string(&sidecar).expect("a sidecar"), saved);
    }
}

#[test]
fn exports_cite_the_place_that_the_gloss_has_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("lock.book"), host(folder.path()));
    fs::write(&path, SOURCE).expect("written");
    tag(&path, &host, 1, "The gate", "all night");
    tag(&path, &host, 2, "Nobody", "bell");
    let written = |name: &str| {
        let source = ExportSource { path: path.clone(), name: "lock.book".to_owned(), coder: None };
        let export: Export = export(&source, &host, |line| panic!("{line}")).expect("exported");
        let mut out = Vec::new();
        format(name).expect("a format").write_document(export, &mut out).expect("written");
        String::from_utf8_lossy(&out).into_owned()
    };
    for (name, parts) in [
        ("notes", &["[@lock, pp. xii–1]", "[@lock, p. 3]", "literal: \"Nell Ort\""][..]),
        ("markdown", &["(pp. xii–1, chap. Water)", "(p. 3, chap. Water, Ada)"]),
        ("html", &["p. 3, chap. Water, Ada</span>"]),
        ("latex", &["p. 3, chap. Water, Ada}"]),
        ("pandoc", &["p. 3, chap. Water, Ada"]),
        ("text", &["p. 3, chap. Water, Ada"]),
        (
            "csv",
            &[
                ",locator.page,locator.chapter,locator.by,source.line,source.column,source.title,source.author,",
                ",3,Water,Ada,9,1,The Lock,Nell Ort,",
            ],
        ),
        ("json", &["\"page\": \"xii–1\"", "\"line\": 9", "\"title\": \"The Lock\""]),
        (
            "toml",
            &["locator = { page = \"3\", chapter = \"Water\", by = \"Ada\" }", "author = [\"Nell Ort\"]"],
        ),
        (
            "webannotation",
            &[
                "\"conformsTo\":\"http://tools.ietf.org/rfc/rfc3778\",\"value\":\"page=4\"",
                "\"label\":\"locator.by\",\"format\":\"text/plain\",\"value\":\"Ada\"",
            ],
        ),
        ("parquet", &["locator.page", "source.author"]),
    ] {
        let written = written(name);
        for part in parts {
            assert!(written.contains(part), "{name}: {part} in\n{written}");
        }
    }
}

#[test]
fn the_screen_and_a_copy_name_the_place() {
    let document = Readers::default().with(BOOK).read("lock.book", SOURCE.into()).expect("read");
    let mut settings = Settings::default();
    settings.measure = 60;
    let clock = Clock::new(|| "2026-11-23T12:00:00Z".to_owned());
    let mut app = App::new(document, Schema::builtin(), settings, clock, Random::new(|| 7));
    let area = ratatui::layout::Rect::new(0, 0, 110, 24);
    app.update(Event::Resize(area.width, area.height));
    let screen = |app: &App| {
        let mut buffer = ratatui::buffer::Buffer::empty(area);
        ui::render(app, ui::Depth::True, &mut buffer);
        let cells = buffer.content().chunks(area.width.into());
        cells.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>()).collect::<Vec<_>>()
    };
    let press = |app: &mut App, keys: &str| -> Vec<Effect> {
        keys.split(' ').flat_map(|key| app.update(Event::Key(key.parse().expect("a key")))).collect()
    };
    assert!(screen(&app).iter().any(|row| row.contains("p. xii  ")), "{:#?}", screen(&app));
    // A search: the status line names the page of the match.
    press(&mut app, "G");
    assert!(screen(&app).iter().any(|row| row.contains("p. 3  ")), "{:#?}", screen(&app));
    let saved = press(&mut app, "c").into_iter().find_map(|effect| match effect {
        Effect::Save(transaction) => transaction.changes[0].after.clone(),
        _ => None,
    });
    let gloss = saved.expect("a gloss is saved");
    assert_eq!(gloss.locator.to_string(), "p. 3, chap. Water, Ada");
    assert!(
        screen(&app).iter().any(|row| row.contains("p. 3, chap. Water, Ada · lock.book:9:1")),
        "the card"
    );
    let copied = press(&mut app, "y").into_iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some("Nobody heard the bell. (Ada, The Lock, p. 3)"));
    press(&mut app, "u");
    assert!(app.glosses.is_empty());
    press(&mut app, "U");
    assert_eq!(app.glosses.iter().next().map(|placed| placed.gloss.clone()), Some(gloss));
}

#[test]
fn metadata_that_were_set_count_more_than_the_documents_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("lock.book"), host(folder.path()));
    fs::write(&path, SOURCE).expect("written");
    let open = || AnnotatedDocument::open(&path, None, None, &host).expect("opened");
    let mut opened = open();
    assert_eq!(opened.metadata().title.as_deref(), Some("The Lock"));
    let set = |field, value: &str| (field, vec![value.to_owned()]);
    opened
        .set_metadata(&[
            set(MetadataField::Title, "Lock"),
            set(MetadataField::Retrieved, "2026-11-29T08:12:00Z"),
        ])
        .expect("set");
    tag(&path, &host, 1, "Nobody", "bell");
    let known = open().metadata();
    assert_eq!((known.title.as_deref(), known.author), (Some("Lock"), vec!["Nell Ort".to_owned()]));
    let saved = fs::read_to_string(folder.path().join("lock.book.gloss.toml")).expect("a sidecar");
    assert!(
        saved.contains("title = \"Lock\"\n") && saved.contains("retrieved = 2026-11-29T08:12:00Z\n"),
        "{saved}"
    );
    open().set_metadata(&[(MetadataField::Title, Vec::new())]).expect("taken out");
    assert_eq!(open().metadata().title.as_deref(), Some("The Lock"), "the document's own word");
}

/// Captions with two speakers.
const CAPTIONS: &str = "WEBVTT\n\n00:00:05.000 --> 00:00:07.000\n<v Ada>The gate was shut all night.</v>\n\n\
00:12:31.000 --> 00:12:34.000\n<v Ben>Nobody heard the bell ring.</v>\n";

#[test]
fn the_command_line_asks_by_place_and_metadata() {
    let desk = Desk::empty();
    desk.write("talk.vtt", CAPTIONS);
    desk.write("other.txt", "The gate was shut all night.\n");
    for (file, words) in
        [("talk.vtt", "Nobody heard the bell ring."), ("other.txt", "The gate was shut all night.")]
    {
        let added = desk.run(&["add", file, "--tag", "claim", "--exact", words]);
        assert_eq!(added.code, 0, "{}", added.err);
    }
    let listed = desk.run(&["list", "talk.vtt"]).out;
    assert!(listed.starts_with("00:12:31\tclaim\tNobody heard the bell ring.\tby=Ben\tline=7:"), "{listed}");
    let plain = desk.run(&["list", "other.txt"]).out;
    assert_eq!(plain, "¶ 1\tclaim\tThe gate was shut all night.\n");
    assert!(!desk.read("other.txt.gloss.toml").contains("locator"));
    let set = desk.run(&[
        "meta",
        "talk.vtt",
        "--set",
        "title=Talk",
        "--set",
        "author=Nell Ort",
        "--set",
        "author=Jo",
        "--set",
        "published=2026-11",
    ]);
    assert_eq!(
        (set.code, set.out.as_str()),
        (0, "title\tTalk\nauthor\tNell Ort\nauthor\tJo\npublished\t2026-11\n")
    );
    let found = |condition: &str| {
        let done = desk.run(&["list", ".", "--where", condition, "--count"]);
        assert_eq!(done.code, 0, "{condition}: {}", done.err);
        done.out.trim().to_owned()
    };
    for (condition, count) in [
        ("locator.by=Ben", "1"),
        ("locator.by=Ada", "0"),
        ("locator.timestamp>=00:12", "1"),
        ("locator.timestamp=", "1"),
        ("source.author=Jo", "1"),
        ("source.published>=2026-01", "1"),
        ("source.published<2026-11", "0"),
        ("source.title=", "1"),
    ] {
        assert_eq!(found(condition), count, "{condition}");
    }
    // What is not recorded is asked of the text.
    let sidecar = desk.read("talk.vtt.gloss.toml");
    let line = sidecar.lines().find(|line| line.starts_with("locator")).expect("a locator");
    desk.write("talk.vtt.gloss.toml", sidecar.replace(&format!("{line}\n"), ""));
    assert_eq!(found("locator.by=Ben"), "1");
    let json = desk.run(&["meta", ".", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    assert_eq!(json[1]["author"], serde_json::json!(["Nell Ort", "Jo"]));
    let counted = desk.run(&["stats", ".", "--by", "locator.by,source.title", "--json"]);
    assert!(counted.out.contains("\"Ben\"") && counted.out.contains("\"Talk\""), "{}", counted.out);
    let media = desk.run(&["export", "talk.vtt", "--to", "webannotation"]).out;
    assert!(
        media.contains("\"conformsTo\":\"http://www.w3.org/TR/media-frags/\",\"value\":\"t=751\""),
        "{media}"
    );
    let csv = desk.run(&["export", ".", "--to", "csv"]).out;
    assert!(csv.lines().next().is_some_and(|head| head.contains(",locator.timestamp,locator.by,")), "{csv}");
    desk.write("back.csv", csv);
    let back = desk.run(&["convert", "back.csv", "--from", "csv", "--to", "jsonl"]);
    assert!(back.code != 0 || back.out.contains("00:12:31"), "{}", back.out);
}

#[test]
fn what_cannot_be_metadata_is_refused_with_what_can() {
    let desk = Desk::with_document("One.\n");
    for (args, says) in [
        (&["--set", "titel=x"][..], "there is title"),
        (&["--set", "title"], "NAME=VALUE"),
        (&["--set", "title= "], "--unset title"),
        (&["--set", "title=a", "--set", "title=b"], "only authors can be several"),
        (&["--set", "published=Monday"], "2026-11-20"),
        (&["--set", "retrieved=29.11.2026"], "2026-11-20"),
        (&["--set", "language=not a tag"], "BCP 47"),
        (&["--set", "url=https://a b"], "https://example.org"),
        (&["--set", "title=a\nb"], "one line"),
        (&["--unset", "colour"], "there is"),
    ] {
        let done = desk.run(&[&["meta", "a.txt"][..], args].concat());
        assert_eq!(done.code, 2, "{args:?}: {}", done.err);
        assert!(done.err.contains(says), "{args:?}: {}", done.err);
    }
    assert!(!desk.path("a.txt.gloss.toml").exists(), "nothing is written");
    let none = desk.run(&["meta", "a.txt"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
}
