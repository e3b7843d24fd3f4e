//! The relations of a package: which parts a document has, and where its links lead.

use std::collections::HashMap;

use super::each_element;
use crate::source::{
    ReadError,
    office::{package::Package, xml::XmlEvents},
};

/// A relation of a part.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The last word of its type: "styles", "hyperlink".
    kind: String,
    /// The name of the part, or the address of what is outside of the package.
    pub target: String,
}

/// The relations of a part, by their identifiers.
#[derive(Clone, Debug, Default)]
pub struct Relations(HashMap<String, Relation>);

impl Relations {
    /// The relations of the part of this name; of the package, if it is empty.
    pub fn of_part(package: &mut Package<'_>, part: &str) -> Result<Self, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let file = joined(folder, &format!("_rels/{name}.rels"));
        let Some(xml) = package.part(&file)? else { return Ok(Self::default()) };
        let mut events = XmlEvents::new(&file, &xml);
        let mut relations = HashMap::new();
        each_element(&mut events, |_, tag| {
            if let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target")) {
                let kind = tag.get("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let is_external = tag.get("TargetMode").is_some_and(|mode| mode == "External");
                let target = if is_external { target.into_owned() } else { joined(folder, &target) };
                relations.insert(id.into_owned(), Relation { kind, target });
            }
            Ok(())
        })?;
        Ok(Self(relations))
    }

    /// The target of the relation with this identifier.
    pub fn target(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(|relation| relation.target.as_str())
    }

    /// The target of the relation of this kind.
    fn of_kind(&self, kind: &str) -> Option<String> {
        let targets =
            self.0.values().filter(|relation| relation.kind == kind).map(|relation| &relation.target);
        targets.min().cloned()
    }
}

/// The name of the part at `target`, seen from `folder`.
fn joined(folder: &str, target: &str) -> String {
    let (mut parts, target): (Vec<&str>, &str) = match target.strip_prefix('/') {
        Some(target) => (Vec::new(), target),
        None => (folder.split('/').collect(), target),
    };
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// The names of the parts of a document.
#[derive(Debug)]
pub struct DocumentParts {
    /// The document itself.
    pub document: String,
    /// Its styles.
    pub styles: String,
    /// The numbers of its lists.
    pub numbering: String,
    /// Its footnotes.
    pub footnotes: String,
    /// Its endnotes.
    pub endnotes: String,
    /// Its comments.
    pub comments: String,
    /// Its metadata.
    pub properties: String,
    /// The relations of the document.
    pub relations: Relations,
}

impl DocumentParts {
    /// Finds the parts by the relations of the package; what these don't name has its usual name.
    pub fn find(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let of_package = Relations::of_part(package, "")?;
        let document = of_package.of_kind("officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
        let relations = Relations::of_part(package, &document)?;
        let part = |kind: &str| relations.of_kind(kind).unwrap_or_else(|| format!("word/{kind}.xml"));
        Ok(Self {
            styles: part("styles"),
            numbering: part("numbering"),
            footnotes: part("footnotes"),
            endnotes: part("endnotes"),
            comments: part("comments"),
            properties: of_package
                .of_kind("core-properties")
                .unwrap_or_else(|| "docProps/core.xml".to_owned()),
            document,
            relations,
        })
    }
}
