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
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
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
