//! UIMA's common analysis structure (CAS), which INCEpTION, WebAnno and dkpro-cassis read and write: as JSON
//! (UIMA JSON CAS 0.4, types and all) and as XMI, whose types are in a file of their own (`TypeSystem.xml`).
//!
//! A kind is a layer, `webanno.custom.KIND`, and its attributes are features of that: strings, doubles, booleans and
//! arrays of strings, according to the schema. The other fields of a gloss are features, too: `id`, `note`, `creator`,
//! `created`, `modified`, `generator`, `review`. A value of another shape than the schema's is in the feature `other`,
//! as JSON.
//!
//! Links are relations as INCEpTION has them, `gloss.Link` from `Governor` to `Dependent` with a `role`. A split gloss
//! is an annotation for each part, each with all fields; from each further part a relation `gloss.PartOf` leads to the
//! first. Of other programs' chains (coreference) each member is linked to the next, and a feature that refers to another
//! annotation is a link of its name. The annotator whom INCEpTION names in the document's metadata is the creator.
//! `gloss.Names` lists the layers and features with other names, and those that are not strings, since XMI
//! doesn't tell. Offsets are UTF-16 code units.

use super::{Carries, Feature, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write};
use crate::archive::{Archive, is_archive};

mod json;
mod layers;
mod read;
mod write;
mod xmi;

/// The format as JSON.
pub const JSON: Format = Format {
    name: "cas-json",
    extension: "json",
    doc: "UIMA CAS as JSON, for INCEpTION and dkpro-cassis",
    write: Some(Write::Each(|export, out, _| json::write(&write::cas(export), &export.schema_in_use(), out))),
    read: Some(|input, loss| each(input, loss, ".json", json::read)),
    ..BOTH
};

/// The format as XML.
pub const XMI: Format = Format {
    name: "cas-xmi",
    extension: "xmi",
    doc: "UIMA CAS as XMI, for INCEpTION and dkpro-cassis; the types are in TypeSystem.xml",
    companion: Some(super::Companion {
        codebook: Some(("TypeSystem.xml", xmi::type_system)),
        ..super::Companion::NONE
    }),
    write: Some(Write::Each(|export, out, loss| xmi::write(&write::cas(export), out, loss))),
    read: Some(|input, loss| each(input, loss, ".xmi", xmi::read)),
    ..BOTH
};

const BOTH: Format =
    Format { carries: Carries::AllBut(&[Feature::ORPHANS]), unit: Some(OffsetUnit::Utf16), ..Format::BLANK };

/// A CAS: a text and its feature structures.
#[derive(Debug, Default, PartialEq)]
struct Cas {
    text: String,
    structures: Vec<FeatureStructure>,
    /// The number of texts beside the one that is read.
    further_texts: usize,
}

/// A feature structure.
#[derive(Debug, PartialEq)]
struct FeatureStructure {
    /// The number by which others refer to it; that of the text is [`SOFA`].
    id: u32,
    /// The full name of its type.
    layer: String,
    features: Vec<(String, FeatureValue)>,
}

/// The number of the text in the files that this program writes.
const SOFA: u32 = 1;

/// The value of a feature. From XMI all values but lists are read as texts.
#[derive(Clone, Debug, PartialEq)]
enum FeatureValue {
    Text(String),
    Integer(usize),
    Number(f64),
    Flag(bool),
    Texts(Vec<String>),
    /// References to other structures, by their numbers.
    Structures(Vec<u32>),
}

impl FeatureStructure {
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

/// Reads a file, or the files in an archive that INCEpTION exports. One in an archive that can't be read is passed
/// over.
fn each(
    input: &ForeignFile<'_>,
    loss: &mut Loss,
    ending: &str,
    read: fn(&str, &mut Loss) -> Result<Cas, Unreadable>,
) -> Result<Vec<Imported>, Unreadable> {
    if !is_archive(input.bytes) {
        return Ok(vec![read::document(&read(input.utf8()?, loss)?, input.name, loss)]);
    }
    let mut archive = Archive::open(input.bytes)?;
    let names: Vec<String> = archive.names().filter(|name| name.ends_with(ending)).collect();
    let mut documents = Vec::new();
    for name in names {
        let mut document = |loss: &mut Loss| {
            let bytes = archive.bytes(&name)?;
            let cas = read(ForeignFile::new(&name, &bytes).utf8()?, loss)?;
            Ok::<_, Unreadable>(read::document(&cas, &name, loss))
        };
        loss.within(&name, |loss| match document(loss) {
            Ok(document) => documents.push(document),
            Err(error) => loss.pass_over(&error),
        });
    }
    Ok(documents)
}

#[cfg(test)]
mod tests;
