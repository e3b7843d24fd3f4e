use super::*;
use crate::{
    archive::archive_of,
    exchange::{
        ForeignFile, Imported,
        tests::{article, bytes},
    },
    gloss::{Gloss, Schema, Shape, Value},
};

fn read(bytes: &[u8]) -> (Vec<Imported>, Loss) {
    let mut loss = Loss::default();
    let input = ForeignFile::new("a.qdpx", bytes);
    let read = read::project(&input, &mut loss).expect("read");
    (read, loss)
}

#[test]
fn what_is_written_is_read_again() {
    let mut export = article();
    let quote = &mut export.glosses[0].gloss;
    quote.attributes.set("many", Value::List(vec!["b".into(), "a".into(), "b".into()]));
    quote.attributes.set("none", Value::List(Vec::new()));
    quote.attributes.set("weight", Value::Number(-1.5));
    quote.attributes.set("sure", Value::Flag(false));
    quote.creator = Some("alice".into());
    quote.created = Some("2026-01-02T03:04:05Z".into());
    quote.modified = Some("2026-01-03T03:04:05.5Z".into());
    let written = bytes(&PROJECT, export.clone());
    assert_eq!(written, bytes(&PROJECT, export.clone()), "the same project is the same file");
    let (read, loss) = read(&written);
    assert!(loss.is_empty() && read.len() == 1, "{loss}");
    assert_eq!(read[0].name.as_deref(), Some("a.txt"));
    assert_eq!(read[0].text.as_ref().and_then(crate::text::Text::as_str), export.text.as_str());
    let recorded: Vec<Gloss> = export.in_place().map(|placed| export.recorded(placed).into_owned()).collect();
    assert_eq!(read[0].glosses, recorded);
}

#[test]
fn two_documents_with_the_same_glosses_stay_apart() {
    let (one, mut other) = (article(), article());
    other.name = "b.txt".into();
    let mut out = Vec::new();
    let mut both = [one, other].into_iter();
    write::project(&mut both, &mut out, &mut Loss::default()).expect("written");
    let (read, loss) = read(&out);
    assert!(loss.is_empty(), "{loss}");
    let exact = |n: usize| read[n].glosses.iter().map(Gloss::exact).collect::<Vec<_>>();
    assert_eq!((exact(0), read[1].glosses[1].links.len()), (exact(1), 1));
    assert_eq!(read[1].glosses[1].links[0].to, read[1].glosses[2].id);
}

const FOREIGN: &str = r##"<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Interviews" origin="Other 1">
  <Users><User guid="{AAAAAAAA-0000-0000-0000-000000000001}" name="Bo"/></Users>
  <CodeBook><Codes>
    <Code guid="BBBBBBBB-0000-0000-0000-000000000001" name="Weather" isCodable="true" color="#ff0000">
      <Description>what it was like (mostly)</Description>
      <Code guid="BBBBBBBB-0000-0000-0000-000000000002" name="Cold" isCodable="true"/>
    </Code>
  </Codes></CodeBook>
  <Sources>
    <TextSource guid="CCCCCCCC-0000-0000-0000-000000000001" name="Anna" plainTextPath="internal://x.txt">
      <PlainTextSelection guid="DDDDDDDD-0000-0000-0000-000000000001" name="a" startPosition="2" endPosition="6"
          creatingUser="aaaaaaaa-0000-0000-0000-000000000001" creationDateTime="2020-01-01T00:00:00Z">
        <Description>odd</Description>
        <Coding guid="EEEEEEEE-0000-0000-0000-000000000001"><CodeRef targetGUID="bbbbbbbb-0000-0000-0000-000000000002"/>
        </Coding>
        <Coding guid="EEEEEEEE-0000-0000-0000-000000000002"><CodeRef targetGUID="bbbbbbbb-0000-0000-0000-000000000001"/>
          <NoteRef targetGUID="FFFFFFFF-0000-0000-0000-000000000001"/></Coding>
      </PlainTextSelection>
      <PlainTextSelection guid="DDDDDDDD-0000-0000-0000-000000000002" startPosition="2" endPosition="600">
        <Coding guid="EEEEEEEE-0000-0000-0000-000000000003"><CodeRef targetGUID="bbbbbbbb-0000-0000-0000-000000000002"/>
        </Coding></PlainTextSelection>
    </TextSource>
    <PictureSource guid="CCCCCCCC-0000-0000-0000-000000000002" name="map.png" path="internal://map.png"/>
  </Sources>
  <Notes><Note guid="FFFFFFFF-0000-0000-0000-000000000001" name="n"><PlainTextContent>see &amp; tell</PlainTextContent>
  </Note></Notes>
</Project>"##;

#[test]
fn what_others_write_is_read() {
    let files = [
        ("Interviews.qde".to_owned(), FOREIGN.as_bytes()),
        ("Sources/X.TXT".to_owned(), "\u{feff}👋 cold\r\n".as_bytes()),
    ];
    let (read, loss) = read(&archive_of(files).expect("an archive"));
    assert_eq!(
        loss.to_string(),
        "1 source without a plain text, 1 that can't be read (line 20: 2 to 600 is no part of the text)"
    );
    assert_eq!(read[0].name.as_deref(), Some("Anna.txt"));
    let told = |gloss: &Gloss| {
        let note = gloss.note.clone().unwrap_or_default();
        format!("{} {} {} {note:?}", gloss.tag, gloss.exact(), gloss.creator.clone().unwrap_or_default())
    };
    let told: Vec<String> = read[0].glosses.iter().map(told).collect();
    assert_eq!(told, ["Weather/Cold cold Bo \"odd\"", "Weather cold Bo \"odd\\n\\nsee & tell\""]);
}

#[test]
fn a_codebook_has_kinds_attributes_and_choices() {
    let book = String::from_utf8(bytes(&CODEBOOK, article())).expect("text");
    for code in ["name=\"quote\"", "name=\"speaker\"", "name=\"unchecked\"", "color=\"#"] {
        assert!(book.contains(code), "{code} in {book}");
    }
}

const FOREIGN_BOOK: &str = r##"<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Other 1">
  <Codes>
    <Code guid="BBBBBBBB-0000-0000-0000-000000000001" name="Weather" isCodable="true" color="#FF8800">
      <Description>what it was
        like (mostly)</Description>
      <Code guid="BBBBBBBB-0000-0000-0000-000000000002" name="Cold" isCodable="true" color="#f80"/>
    </Code>
    <Code guid="BBBBBBBB-0000-0000-0000-000000000003" name="People" isCodable="false">
      <Code guid="BBBBBBBB-0000-0000-0000-000000000004" name="in &quot;town&quot;" isCodable="true" color="mauve"/>
    </Code>
    <Code guid="BBBBBBBB-0000-0000-0000-000000000005" name="Weather" isCodable="true"/>
    <Code guid="BBBBBBBB-0000-0000-0000-000000000007" isCodable="true"/>
  </Codes>
  <Sets><Set guid="BBBBBBBB-0000-0000-0000-000000000006" name="all"/></Sets>
</CodeBook>"##;

#[test]
fn a_codebook_of_others_has_kinds_by_their_path() {
    let input = ForeignFile::new("a.qdc", FOREIGN_BOOK.as_bytes());
    let mut loss = Loss::default();
    let read = read::codebook(&input, &mut loss).expect("read");
    assert_eq!(loss.to_string(), "1 that can't be read (line 13: a code has no name)");
    let schema = read[0].schema.as_ref().expect("a schema");
    let told: Vec<String> =
        schema.kinds.iter().map(|kind| format!("{} {} {}", kind.name, kind.color, kind.doc)).collect();
    let wanted =
        ["Weather #FF8800 what it was like (mostly)", "Weather/Cold #ff8800 ", "People/in \"town\" grey "];
    assert_eq!(told, wanted);
    let own = schema.additions_to(&Schema::builtin());
    assert!(Schema::builtin().layered(&own).is_ok(), "{own}");
    let project = ForeignFile { bytes: b"<Project/>", ..input };
    let error = read::codebook(&project, &mut Loss::default()).expect_err("another file");
    assert_eq!(error.to_string(), "line 1: a codebook is a CodeBook, not a Project");
}

#[test]
fn a_project_describes_its_kinds() {
    let mut export = article();
    export.glosses[0].gloss.attributes.set("tone", "warm".into());
    let (read, _) = read(&bytes(&PROJECT, export));
    let kind = read[0].schema.as_ref().and_then(|schema| schema.kind("quote").cloned()).expect("described");
    let shape = |name| kind.attribute(name).map(|attribute| attribute.shape.clone());
    assert_eq!((shape("tone"), shape("speaker")), (Some(Shape::Text), Some(Shape::Text)));
    let form = ["direct", "partial", "indirect"].map(str::to_owned).to_vec();
    assert_eq!((shape("form"), kind.color.as_str()), (Some(Shape::Choice(form)), "green"));
}
