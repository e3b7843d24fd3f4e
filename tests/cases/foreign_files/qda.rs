//! REFI-QDA projects and UIMA's CAS.

use std::io::{Read, Write};

use super::{glosses, said};
use crate::command::Desk;

const TEXT: &str = "The ferry stopped in autumn. Nobody asked us.";

const PROJECT: &str = r##"<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Lock" origin="Other 2">
  <CodeBook><Codes>
    <Code guid="AAAAAAAA-1111-4111-8111-000000000001" name="Matters" isCodable="false"><Description>what people raise</Description>
      <Code guid="AAAAAAAA-1111-4111-8111-000000000002" name="Transport" isCodable="true" color="#ff8800">
        <Description>how people get about</Description>
        <Code guid="AAAAAAAA-1111-4111-8111-000000000003" name="Ferry/boat" isCodable="true"/>
      </Code>
    </Code>
  </Codes></CodeBook>
  <Variables><Variable guid="AAAAAAAA-1111-4111-8111-000000000010" name="age" typeOfVariable="Integer"/></Variables>
  <Cases><Case guid="AAAAAAAA-1111-4111-8111-000000000020" name="Household 3">
    <VariableValue><VariableRef targetGUID="AAAAAAAA-1111-4111-8111-000000000010"/><IntegerValue>61</IntegerValue></VariableValue>
    <SourceRef targetGUID="AAAAAAAA-1111-4111-8111-000000000030"/></Case></Cases>
  <Sources>
    <TextSource guid="AAAAAAAA-1111-4111-8111-000000000030" name="a.txt" plainTextPath="internal://t.txt">
      <Description>second interview</Description>
      <PlainTextSelection guid="AAAAAAAA-1111-4111-8111-000000000031" startPosition="4" endPosition="9">
        <Coding guid="AAAAAAAA-1111-4111-8111-000000000032"><CodeRef targetGUID="AAAAAAAA-1111-4111-8111-000000000003"/></Coding>
      </PlainTextSelection>
      <Coding guid="AAAAAAAA-1111-4111-8111-000000000033"><CodeRef targetGUID="AAAAAAAA-1111-4111-8111-000000000002"/></Coding>
      <NoteRef targetGUID="AAAAAAAA-1111-4111-8111-000000000040"/>
      <VariableValue><VariableRef targetGUID="AAAAAAAA-1111-4111-8111-000000000010"/><IntegerValue>62</IntegerValue></VariableValue>
    </TextSource>
  </Sources>
  <Notes>
    <Note guid="AAAAAAAA-1111-4111-8111-000000000040" name="m"><PlainTextContent>the tape broke off</PlainTextContent></Note>
    <Note guid="AAAAAAAA-1111-4111-8111-000000000041" name="n"><PlainTextContent>for later</PlainTextContent></Note>
  </Notes>
  <Sets><Set guid="AAAAAAAA-1111-4111-8111-000000000050" name="pilot"><MemberSource targetGUID="AAAAAAAA-1111-4111-8111-000000000030"/></Set></Sets>
  <Graphs><Graph guid="AAAAAAAA-1111-4111-8111-000000000060" name="g"/></Graphs>
</Project>"##;

/// An archive of these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        let options =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        archive.start_file(*name, options).expect("begun");
        archive.write_all(content).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

fn project_in(desk: &Desk, name: &str) -> String {
    let bytes = std::fs::read(desk.path(name)).expect("read");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut project = String::new();
    archive.by_name("project.qde").expect("a project").read_to_string(&mut project).expect("text");
    project
}

#[test]
fn a_project_keeps_its_codes_and_what_it_says_of_sources() {
    let desk = Desk::with_document(TEXT);
    desk.write("p.qdpx", archive(&[("project.qde", PROJECT.as_bytes()), ("sources/t.txt", TEXT.as_bytes())]));
    let done = desk.run(&["import", "a.txt", "--from", "refi", "p.qdpx", "--schema"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.err.contains("1 graph, 1 note on no source"), "{}", done.err);
    assert_eq!(said(&desk, "a.txt"), ["Matters/Transport/Ferry/boat: ferry"]);
    assert!(desk.read("gloss.toml").contains("guid = \"aaaaaaaa-1111-4111-8111-000000000002\""));
    let done = desk.run(&["export", "a.txt", "--to", "refi", "-o", "out.qdpx"]);
    assert_eq!(done.code, 0, "{done:?}");
    let project = project_in(&desk, "out.qdpx");
    for there in [
        "<Code guid=\"aaaaaaaa-1111-4111-8111-000000000001\" name=\"Matters\" isCodable=\"false\">",
        "<Code guid=\"aaaaaaaa-1111-4111-8111-000000000002\" name=\"Transport\" isCodable=\"true\" color=\"#ff8800\">",
        "name=\"Ferry/boat\"",
        "<CodeRef targetGUID=\"aaaaaaaa-1111-4111-8111-000000000003\"/>",
        "<Description>how people get about</Description>",
        "<Description>second interview</Description>",
        "typeOfVariable=\"Integer\"",
        "<IntegerValue>61</IntegerValue>",
        "<IntegerValue>62</IntegerValue>",
        "name=\"Household 3\"",
        "<Set guid=\"aaaaaaaa-1111-4111-8111-000000000050\" name=\"pilot\">",
        "the tape broke off",
    ] {
        assert!(project.contains(there), "{there} in {project}");
    }
    // Codes are inside of each other, in one tree.
    assert_eq!(project.matches("</Codes>").count(), 1);
    let (matters, end) =
        (project.find("name=\"Matters\"").expect("there"), project.find("</Codes>").expect("there"));
    assert!(project[matters..end].contains("Ferry/boat"));
}

/// The end of a GUID that is made up for these tests.
fn guid(end: &str) -> String {
    format!("bbbbbbbb-2222-4222-8222-0000000000{end}")
}

/// A project with a variable of each type, and with notes on a code, a group of codes, an attribute and a source.
fn survey() -> String {
    let types = ["Text", "Boolean", "Integer", "Float", "Date", "DateTime"];
    let values = ["north bank", "1", "-3", "2", "2026-05-01", "2026-05-01T09:30:00"];
    let variable = |(at, kind): (usize, &str)| {
        format!(r#"<Variable guid="{}" name="v {kind}" typeOfVariable="{kind}"/>"#, guid(&format!("1{at}")))
    };
    let value = |(at, (kind, value)): (usize, (&str, &str))| {
        let of = guid(&format!("1{at}"));
        format!(
            r#"<VariableValue><VariableRef targetGUID="{of}"/><{kind}Value>{value}</{kind}Value></VariableValue>"#
        )
    };
    let variables: String = types.into_iter().enumerate().map(variable).collect();
    let values: String = types.into_iter().zip(values).enumerate().map(value).collect();
    let note = |end: &str, name: &str, text: &str| {
        let author = format!(r#"creatingUser="{}" creationDateTime="2026-05-02T08:00:00Z""#, guid("60"));
        format!(
            r#"<Note guid="{}" name="{name}" {author}><PlainTextContent>{text}</PlainTextContent></Note>"#,
            guid(end)
        )
    };
    let reference = |end: &str| format!(r#"<NoteRef targetGUID="{}"/>"#, guid(end));
    let notes = [
        note("41", "rule", "Only if they are on board.\nNot on the quay."),
        note("42", "of the group", "Agreed in May."),
        note("43", "first visit", "The tape broke off."),
        note("44", "of a value", "Rarely said."),
    ];
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="Survey" origin="Other 2">
<Users><User guid="{user}" name="Ines"/></Users>
<CodeBook><Codes><Code guid="{group}" name="Ways" isCodable="false">{of_group}
<Code guid="{boat}" name="Boat" isCodable="true">{of_boat}
<Code guid="{size}" name="size" isCodable="true"><Description>(text)</Description>{of_size}</Code></Code></Code></Codes></CodeBook>
<Variables>{variables}<Variable guid="{unused}" name="unused" typeOfVariable="Date"><Description>later</Description></Variable></Variables>
<Cases><Case guid="{case}" name="Pier 9"><Description>far out</Description>{values}<SourceRef targetGUID="{source}"/></Case></Cases>
<Sources><TextSource guid="{source}" name="a.txt" plainTextPath="internal://t.txt">
<PlainTextSelection guid="{span}" startPosition="4" endPosition="9"><Coding guid="{coding}"><CodeRef targetGUID="{boat}"/></Coding></PlainTextSelection>
{of_source}{values}</TextSource></Sources><Notes>{notes}</Notes></Project>"#,
        user = guid("60"),
        group = guid("01"),
        boat = guid("02"),
        size = guid("03"),
        unused = guid("19"),
        case = guid("20"),
        source = guid("30"),
        span = guid("31"),
        coding = guid("32"),
        of_group = reference("42"),
        of_boat = reference("41"),
        of_size = reference("44"),
        of_source = reference("43"),
        notes = notes.concat(),
    )
}

#[test]
fn variables_keep_their_types_and_notes_their_codes() {
    let desk = Desk::with_document(TEXT);
    desk.write(
        "p.qdpx",
        archive(&[("project.qde", survey().as_bytes()), ("sources/t.txt", TEXT.as_bytes())]),
    );
    let done = desk.run(&["import", "a.txt", "--from", "refi", "p.qdpx", "--schema"]);
    assert_eq!(done.code, 0, "{done:?}");
    for lost in
        ["1 description of variables", "1 variable without a value", "1 note on attributes and values"]
    {
        assert!(done.err.contains(lost), "{lost} in {}", done.err);
    }
    let book = desk.read("gloss.toml");
    assert!(book.contains("Not on the quay.") && book.contains("memo = \"Agreed in May.\""), "{book}");
    for _ in 0..2 {
        let done = desk.run(&["export", "a.txt", "--to", "refi", "-o", "out.qdpx", "--force"]);
        assert_eq!(done.code, 0, "{done:?}");
        let project = project_in(&desk, "out.qdpx");
        for (kind, value) in [
            ("Text", "north bank"),
            ("Boolean", "true"),
            ("Integer", "-3"),
            ("Float", "2.0"),
            ("Date", "2026-05-01"),
            ("DateTime", "2026-05-01T09:30:00"),
        ] {
            let declared = format!("name=\"v {kind}\" typeOfVariable=\"{kind}\"");
            assert!(project.contains(&declared), "{declared} in {project}");
            let stated = format!("<{kind}Value>{value}</{kind}Value>");
            assert_eq!(project.matches(&stated).count(), 2, "of the case and of the source: {stated}");
        }
        for there in [
            "Only if they are on board.\nNot on the quay.",
            "Agreed in May.",
            "<Description>far out</Description>",
            "name=\"first visit\"",
            "The tape broke off.",
            "creationDateTime=\"2026-05-02T08:00:00Z\"",
            "name=\"Ines\"",
        ] {
            assert!(project.contains(there), "{there} in {project}");
        }
        let boat = project.find("name=\"Boat\"").expect("the code");
        assert!(project[boat..].trim_start().contains("<NoteRef"), "its memo is referred to");
        // What was written is read as what it was.
        std::fs::remove_file(desk.path("a.txt.gloss.toml")).expect("removed");
        let done = desk.run(&["import", "a.txt", "--from", "refi", "out.qdpx"]);
        assert_eq!((done.code, done.err.contains("not read")), (0, false), "{done:?}");
    }
}

#[test]
fn an_archive_that_is_a_trap_is_refused_in_little_memory() {
    let elements = format!("<Project>{}</Project>", "<a/>".repeat(8_000_000));
    let zeros = vec![b' '; 200_000_000];
    for content in [elements.as_bytes(), &zeros] {
        let desk = Desk::with_document(TEXT);
        desk.write("p.qdpx", archive(&[("project.qde", content)]));
        let program = env!("CARGO_BIN_EXE_gloss");
        let script = format!("ulimit -v 900000; exec '{program}' import a.txt --from refi p.qdpx");
        let done = std::process::Command::new("sh")
            .args(["-c", &script])
            .current_dir(desk.path(""))
            .env("XDG_STATE_HOME", desk.path(".state"))
            .env("XDG_CONFIG_HOME", desk.path(".config"))
            .output()
            .expect("run");
        let err = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(3), "{err}");
        assert!(err.contains("trap"), "{err}");
    }
}

const CAS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"
  xmlns:meta="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"
  xmlns:coref="http:///de/tudarmstadt/ukp/dkpro/core/api/coref/type.ecore">
  <cas:NULL xmi:id="0"/>
  <meta:DocumentMetaData xmi:id="1" sofa="9" begin="0" end="45" documentTitle="a.txt" documentId="ann"/>
  <coref:CoreferenceChain xmi:id="2" first="3"/>
  <coref:CoreferenceLink xmi:id="3" sofa="9" begin="0" end="9" next="4" referenceType="nam" referenceRelation="same"/>
  <coref:CoreferenceLink xmi:id="4" sofa="9" begin="29" end="35" referenceType="pro"/>
  <cas:Sofa xmi:id="9" sofaNum="1" sofaID="_InitialView" sofaString="The ferry stopped in autumn. Nobody asked us."/>
  <cas:Sofa xmi:id="10" sofaNum="2" sofaID="other" sofaString="Another text."/>
</xmi:XMI>"#;

#[test]
fn a_chain_is_links_and_the_annotator_is_the_creator() {
    let desk = Desk::with_document(TEXT);
    desk.write("ann.xmi", CAS);
    let done = desk.run(&["import", "a.txt", "--from", "cas-xmi", "ann.xmi"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.err.contains("1 further text"), "{}", done.err);
    let glosses = glosses(&desk, "a.txt");
    assert_eq!((&glosses[0]["creator"], &glosses[0]["links"][0]["as"]), (&"ann".into(), &"same".into()));
    assert_eq!(glosses[0]["links"][0]["to"], glosses[1]["id"]);
    assert_eq!(
        (&glosses[0]["attributes"]["referenceType"], &glosses[0]["attributes"]["next"]),
        (&"nam".into(), &serde_json::Value::Null)
    );
}
