use super::*;
use crate::{
    archive::archive_of,
    exchange::{
        Export,
        tests::{article, bytes},
    },
    gloss::{Gloss, Id, Link, Value},
};

/// The article, with a word that doesn't fit the schema, names that UIMA can't have, and a link to an orphan.
fn hard() -> Export {
    let mut export = article();
    let quote = &mut export.glosses[0].gloss;
    quote.attributes.set("who said it?", Value::List(vec!["a b".into(), "é".into()]));
    quote.attributes.set("type", Value::Number(f64::INFINITY));
    quote.attributes.set("speaker", Value::Flag(true));
    quote.attributes.set("empty", Value::List(Vec::new()));
    quote.links.push(Link { role: "see also".into(), to: Id::from_bits(4) });
    quote.creator = Some("alice".into());
    quote.created = Some("2026-01-02T03:04:05Z".into());
    export.glosses[1].gloss.tag = "my kind".into();
    export
}

fn read(format: &Format, bytes: &[u8]) -> (Imported, Loss) {
    let mut loss = Loss::default();
    let input = ForeignFile::new("a.xmi", bytes);
    let mut read = (format.read.expect("read"))(&input, &mut loss).expect("read");
    (read.remove(0), loss)
}

#[test]
fn what_is_written_is_read_again() {
    for format in [&JSON, &XMI] {
        let export = hard();
        let (read, loss) = read(format, &bytes(format, export.clone()));
        assert!(loss.is_empty(), "{}: {loss}", format.name);
        assert_eq!(read.name.as_deref(), Some("a.txt"));
        assert_eq!(read.text.as_ref().and_then(crate::text::Text::as_str), export.text.as_str());
        let recorded: Vec<Gloss> =
            export.in_place().map(|placed| export.recorded(placed).into_owned()).collect();
        assert_eq!(read.glosses, recorded, "{}", format.name);
    }
}

#[test]
fn the_types_have_names_that_uima_takes() {
    let export = hard();
    let types = xmi::type_system(&export.schema_in_use());
    for name in
        ["webanno.custom.quote", "webanno.custom.my_kind_", "who_said_it__", "type_", "uima.cas.Double"]
    {
        assert!(types.contains(name), "{name}");
    }
}

const INCEPTION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
  xmlns:custom="http:///webanno/custom.ecore" xmlns:inception="http:///custom.ecore" xmi:version="2.0"
  xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
  xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore">
  <cas:NULL xmi:id="0"/>
  <seg:Token xmi:id="3" sofa="12" begin="0" end="2"/>
  <type:NamedEntity xmi:id="4" sofa="12" begin="3" end="7" value="PER"/>
  <custom:Claim xmi:id="5" sofa="12" begin="0" end="14" certainty="high" Roles="8 9"/>
  <custom:Claim xmi:id="6" sofa="12" begin="14" end="99"/>
  <custom:ClaimRolesLink xmi:id="8" role="about" target="4"/>
  <custom:ClaimRolesLink xmi:id="9" role="" target="3"/>
  <inception:Relation xmi:id="7" sofa="12" begin="3" end="7" Governor="5" Dependent="4" label="names"/>
  <cas:Sofa xmi:id="12" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="👋 Mara agreed.&#10;"/>
  <cas:View sofa="12" members="3 4 5 6 7"/>
</xmi:XMI>"#;

#[test]
fn what_inception_writes_is_read() {
    let archive = archive_of([
        ("TypeSystem.xml".to_owned(), &b"<x/>"[..]),
        ("admin.xmi".to_owned(), INCEPTION.as_bytes()),
    ]);
    for bytes in [INCEPTION.as_bytes(), &archive.expect("an archive")] {
        let (read, loss) = read(&XMI, bytes);
        let told = |gloss: &Gloss| format!("{} {}", gloss.tag, gloss.exact());
        assert_eq!(read.glosses.iter().map(told).collect::<Vec<_>>(), ["PER Mara", "Claim 👋 Mara agreed"]);
        assert_eq!(read.glosses[1].attributes.text("certainty"), Some("high"));
        assert_eq!(read.glosses[1].attributes.get("Roles"), None);
        let roles: Vec<&str> = read.glosses[1].links.iter().map(|link| link.role.as_str()).collect();
        assert_eq!(roles, ["names", "about"]);
        assert_eq!(read.glosses[1].links[0].to, read.glosses[0].id);
        assert_eq!(
            loss.to_string().replace("admin.xmi: ", ""),
            "2 that can't be read (Claim 6: 14 to 99 is no part of the text; the link Roles: there is no annotation 3)"
        );
    }
}

#[test]
fn what_is_no_cas_is_refused() {
    for (format, text) in [
        (&JSON, "{}"),
        (&JSON, "[1"),
        (&JSON, r#"{"%FEATURE_STRUCTURES":[{"%TYPE":"uima.cas.Sofa"}]}"#),
        (&XMI, "<a/>"),
        (&XMI, "PK\u{3}\u{4}"),
    ] {
        let input = ForeignFile::new("a", text.as_bytes());
        assert!((format.read.expect("read"))(&input, &mut Loss::default()).is_err(), "{text}");
    }
}
