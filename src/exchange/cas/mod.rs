//! UIMA's common analysis structure (CAS), which INCEpTION, WebAnno and dkpro-cassis read and write: as JSON
//! (UIMA JSON CAS 0.4, types and all) and as XMI, whose types are in a file of their own (`TypeSystem.xml`).
//!
//! A kind is a layer, `webanno.custom.KIND`, and its attributes are features of it: strings, doubles, booleans and arrays of
//! strings, as the schema says. What else is said of a gloss are features, too: `id`, `note`, `creator`, `created`,
//! `modified`, `generator`, `review`. A value of another shape than the schema's stands in the feature `other`, as JSON.
//!
//! Links are relations as INCEpTION has them, `gloss.Link` from `Governor` to `Dependent` with a `role`. A split gloss
//! is an annotation for each part, with all that is said of it; from each further part a relation `gloss.PartOf` leads
//! to the first. `gloss.Names` says which layers and features were called otherwise, and which are no strings, since
//! XMI doesn't. Offsets are UTF-16 code units.

use super::{
    Carries, Export, Feature, Format, Given, Imported, Loss, OffsetUnit, Unreadable, Write, archive,
};

mod json;
mod layers;
mod read;
mod write;
mod xmi;

/// As JSON.
pub const JSON: Format = Format {
    name: "cas-json",
    extension: "json",
    doc: "UIMA CAS as JSON, for INCEpTION and dkpro-cassis",
    write: Some(Write::Each(|export, out, _| json::write(&write::cas(export), &export.schema_in_use(), out))),
    read: Some(|given, loss| each(given, loss, ".json", json::read)),
    ..BOTH
};

/// As XML.
pub const XMI: Format = Format {
    name: "cas-xmi",
    extension: "xmi",
    doc: "UIMA CAS as XMI, for INCEpTION and dkpro-cassis; the types are in TypeSystem.xml",
    companion: Some(super::Companion {
        codebook: Some(("TypeSystem.xml", xmi::type_system)),
        ..super::Companion::NONE
    }),
    write: Some(Write::Each(|export, out, loss| xmi::write(&write::cas(export), out, loss))),
    read: Some(|given, loss| each(given, loss, ".xmi", xmi::read)),
    ..BOTH
};

const BOTH: Format =
    Format { carries: Carries::AllBut(&[Feature::ORPHANS]), unit: Some(OffsetUnit::Utf16), ..Format::BLANK };

/// The text, and all that is said of it.
#[derive(Debug, Default, PartialEq)]
struct Cas {
    text: String,
    structures: Vec<Structure>,
}

/// A feature structure.
#[derive(Debug, PartialEq)]
struct Structure {
    /// What others refer to it by; the text has [`SOFA`].
    id: u32,
    /// The full name of its type.
    layer: String,
    features: Vec<(String, FeatureValue)>,
}

/// The text's own number in what is written.
const SOFA: u32 = 1;

/// The value of a feature. In XMI all but lists are read as texts.
#[derive(Clone, Debug, PartialEq)]
enum FeatureValue {
    Text(String),
    Integer(usize),
    Number(f64),
    Flag(bool),
    Texts(Vec<String>),
    /// Another structure, or several.
    Structures(Vec<u32>),
}

impl Structure {
    fn get(&self, name: &str) -> Option<&FeatureValue> {
        self.features.iter().find(|(known, _)| known == name).map(|(_, item)| item)
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(FeatureValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn texts(&self, name: &str) -> &[String] {
        match self.get(name) {
            Some(FeatureValue::Texts(texts)) => texts,
            _ => &[],
        }
    }

    fn integer(&self, name: &str) -> Option<usize> {
        match self.get(name)? {
            FeatureValue::Integer(integer) => Some(*integer),
            FeatureValue::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The structure that a feature refers to.
    fn structure(&self, name: &str) -> Option<u32> {
        match self.structures(name)[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The structures that a feature refers to.
    fn structures(&self, name: &str) -> Vec<u32> {
        match self.get(name) {
            Some(FeatureValue::Structures(structures)) => structures.clone(),
            Some(FeatureValue::Text(text)) => {
                let numbers = text.split(' ').map(str::parse).collect::<Result<_, _>>();
                numbers.unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// The last part of its type's name.
    fn short_name(&self) -> &str {
        self.layer.rsplit('.').next().unwrap_or_default()
    }
}

/// Reads a file, or those in an archive as INCEpTION exports it.
fn each(
    given: &Given<'_>,
    loss: &mut Loss,
    ending: &str,
    read: fn(&str) -> Result<Cas, Unreadable>,
) -> Result<Vec<Imported>, Unreadable> {
    if !archive::is_one(given.bytes) {
        return Ok(vec![read::document(&read(given.utf8()?)?, given.name, loss)]);
    }
    let mut archive = archive::Archive::open(given.bytes)?;
    let names: Vec<String> = archive.names().filter(|name| name.ends_with(ending)).collect();
    let mut documents = Vec::new();
    for name in names {
        let bytes = archive.bytes(&name)?;
        let given = Given { name: &name, bytes: &bytes, text: None };
        documents.push(read::document(&read(given.utf8()?)?, &name, loss));
    }
    Ok(documents)
}

impl Export {
    /// The schema, with whatever else the document's glosses use.
    fn schema_in_use(&self) -> crate::gloss::Schema {
        let mut schema = crate::gloss::Schema::clone(&self.schema);
        super::widen(&mut schema, self);
        schema
    }
}

#[cfg(test)]
mod tests;
