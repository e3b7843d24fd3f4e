//! A reader of a format of one's own, through the public API alone: a few lines of a script for the stage.

use std::fs;

use glossator::{
    source::{DocumentReader, ReadError, Readers, Rendered},
    text::{
        Span, Unit,
        structure::{BlockKind, Locator, LocatorKind, Markup, TextBlock},
    },
};

/// Scripts: `* ACT` is a heading, `NAME: words` are the words of somebody. `!` at the start of a line breaks the file.
const SCRIPT: DocumentReader = DocumentReader::new("script", 3, read)
    .with_extensions(&["scr"])
    .with_signature(|head| head.starts_with(b"SCRIPT\n"));

fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    let source = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::new("it is not UTF-8").caused_by(error))?
        .trim_start_matches("SCRIPT\n");
    let (mut text, mut markup) = (String::new(), Markup::default());
    for line in source.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('!') {
            return Err(ReadError::new("a line begins with !\u{1b}[2J"));
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        if let Some(title) = line.strip_prefix("* ") {
            text.push_str(title);
            let kind = BlockKind::Heading { level: 1 };
            markup.blocks.push(TextBlock::new(kind, Span::new(start, text.len())));
        } else if let Some((name, words)) = line.split_once(": ") {
            text.push_str(words);
            let span = Span::new(start, text.len());
            markup.locators.push(Locator { span, kind: LocatorKind::By, label: name.into() });
        } else {
            text.push_str(line);
        }
    }
    let mut rendered = Rendered::new(text, markup);
    rendered.metadata.title = Some("A play".to_owned());
    Ok(rendered)
}

const PLAY: &str = "* First\nADA: It turns.\nA door shuts.\n* Second\nBEN: It stands.\n";

#[test]
fn a_format_is_read_by_its_name_and_by_its_first_bytes() {
    let readers = Readers::default().with(SCRIPT);
    for (name, source) in [("play.scr", PLAY.to_owned()), ("play.txt", format!("SCRIPT\n{PLAY}"))] {
        let document = readers.read(name, source.into_bytes()).expect("read");
        let text = &document.text;
        assert_eq!(
            text.as_str(),
            Some("First\n\nIt turns.\n\nA door shuts.\n\nSecond\n\nIt stands."),
            "{name}"
        );
        assert_eq!(document.reader(), Some("script/3"));
        assert_eq!(document.metadata().and_then(|metadata| metadata.title.as_deref()), Some("A play"));
        let at = text.as_str().and_then(|text| text.find("stands")).unwrap_or_default();
        let locators = text.structure().locators().at(at);
        assert_eq!(locators.iter().map(|locator| &*locator.label).collect::<Vec<_>>(), ["BEN"]);
        let section = Unit::Section.at(text, at).unwrap_or_default();
        assert_eq!(text.quote(section), "Second\n\nIt stands.");
        assert_eq!(text.structure().outline().len(), 2);
    }
}

#[test]
fn what_is_insisted_on_counts_more_than_the_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("play.scr");
    fs::write(&path, PLAY).expect("written");
    let readers = Readers::default().with(SCRIPT);
    let plain = readers.clone().insisting_on("plain").expect("there is one").open(&path).expect("opened");
    assert_eq!((plain.text.as_str(), plain.reader()), (Some(PLAY), None));
    let rendered = readers.open(&path).expect("opened");
    assert_eq!(rendered.source_text().as_deref(), Some(PLAY));
    assert_ne!(rendered.key, plain.key);
    assert_eq!(rendered.sha256(), plain.sha256());
    let unknown = readers.insisting_on("opera").expect_err("there is none");
    let expected = "there is no reader of a format opera; there are script, plain, markdown";
    assert!(unknown.to_string().starts_with(expected), "{unknown}");
}

#[test]
fn a_file_that_its_reader_cannot_read_is_refused_with_the_reason() {
    let readers = Readers::default().with(SCRIPT);
    let error = readers.read("play.scr", b"! x".to_vec()).expect_err("refused");
    assert_eq!(error.to_string(), "can't read play.scr as script: a line begins with !\u{241b}[2J");
    let error = readers.read("play.scr", b"\xff".to_vec()).expect_err("refused");
    assert!(std::error::Error::source(&error).is_some());
}
