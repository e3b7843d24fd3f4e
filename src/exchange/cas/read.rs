//! Makes a document of a CAS. Layers of other programs become kinds, too: by their names, or for INCEpTION's built-in
//! layers by the feature `value` or `label`.

use std::collections::{HashMap, HashSet};

use super::{
    Cas, FeatureStructure, FeatureValue,
    layers::{METADATA, NAMES, PART},
};
use crate::{
    exchange::{
        Imported, Loss, Unreadable,
        import::{Capture, id, sort_and_join},
        json,
    },
    gloss::{Field, Gloss, Link, Selector, Value, fields},
    text::{Text, Utf16},
};

/// Types that are not annotations by people: sentences and tokens, and the programs' own records.
const APPARATUS: [&str; 5] = [
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "uima.",
    "gloss.",
];

/// The prefix of the types in which taggers and parsers annotate tokens.
const LINGUISTICS: &str = "de.tudarmstadt.ukp.dkpro.core.api.";

/// Layers whose feature `value` or `label` names the kind.
const GENERIC: [&str; 3] = [
    "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity",
    "custom.Span",
    "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink",
];

/// The document in a CAS; `file` is the name of the file that it comes from.
pub fn document(cas: &Cas, file: &str, loss: &mut Loss) -> Imported {
    let ours = cas.structures.iter().any(|structure| structure.layer == NAMES);
    let metadata = cas.structures.iter().find(|structure| structure.layer == METADATA);
    let title = metadata.and_then(|metadata| {
        let names =
            ["documentTitle", "documentId", "documentUri"].into_iter().filter_map(|name| metadata.text(name));
        // An address or a path of another machine says no more than the name of the file.
        let last = |name: &str| match name.rsplit(['/', '\\']).next() {
            Some(last) if !ours => last.to_owned(),
            _ => name.to_owned(),
        };
        names.map(last).find(|name| !name.is_empty())
    });
    let text = Text::new(&*cas.text);
    let mut reader = CasReader {
        scope: format!("cas {}", title.as_deref().unwrap_or(file)),
        names: NameTable::of(&cas.structures),
        units: Utf16::new(&cas.text),
        capture: Capture::new(&text),
        structures: &cas.structures,
        found: Vec::new(),
        places: HashMap::new(),
    };
    reader.annotations(loss);
    reader.links(loss);
    loss.add("further texts", cas.further_texts);
    let mut glosses = reader.found;
    let annotator = metadata.and_then(annotator);
    for gloss in &mut glosses {
        gloss.creator = gloss.creator.take().or_else(|| annotator.map(str::to_owned));
    }
    Imported { name: title, text: Some(text), glosses, ..Imported::default() }
}

/// The annotator of a document: INCEpTION and WebAnno have the name in the place of the document's id. An id that is a part of
/// the title or of the address is one.
fn annotator(metadata: &FeatureStructure) -> Option<&str> {
    let text = |name| metadata.text(name).filter(|text| !text.is_empty());
    let (title, id) = (text("documentTitle")?, text("documentId")?);
    let is_of_document = title.contains(id) || text("documentUri").is_some_and(|uri| uri.contains(id));
    (!is_of_document && !id.contains(['/', '\\']) && id != "INITIAL_CAS").then_some(id)
}

/// Whether a structure is a member of a chain, which the feature `next` leads on from.
fn is_in_chain(structure: &FeatureStructure) -> bool {
    structure.layer.ends_with("Link") && structure.get("next").is_some()
}

/// The content of [`NAMES`]: the kinds of layers, and the shapes and attributes of features.
struct NameTable<'a> {
    /// Whether this program wrote the file.
    ours: bool,
    said: HashMap<&'a str, &'a str>,
}

impl<'a> NameTable<'a> {
    fn of(structures: &'a [FeatureStructure]) -> Self {
        let all = structures.iter().find(|structure| structure.layer == NAMES);
        let said = all.map_or(&[][..], |all| all.texts("names"));
        Self { ours: all.is_some(), said: said.iter().filter_map(|said| said.split_once(' ')).collect() }
    }

    fn kind<'s: 'a>(&self, structure: &'s FeatureStructure) -> &'a str {
        let own = self.said.get(structure.layer.as_str()).copied();
        let generic = GENERIC.contains(&structure.layer.as_str());
        let value =
            || ["value", "label"].into_iter().filter(|_| generic).find_map(|name| structure.text(name));
        own.or_else(value).filter(|kind| !kind.is_empty()).unwrap_or_else(|| structure.short_name())
    }

    /// An attribute and its value.
    fn attribute(&self, layer: &str, feature: &str, item: &FeatureValue) -> Option<(String, Value)> {
        let said = self.said.get(format!("{layer}:{feature}").as_str());
        let (shape, name) = said.and_then(|said| said.split_once(' ')).unwrap_or(("text", feature));
        let value = match (item, shape) {
            (FeatureValue::Text(text), "flag") => Value::Flag(text.parse().ok()?),
            (FeatureValue::Text(text), "number") => Value::Number(text.parse().ok()?),
            (FeatureValue::Text(text), "list") if text.is_empty() => Value::List(Vec::new()),
            (FeatureValue::Text(text), _) => Value::Text(text.clone()),
            (FeatureValue::Integer(integer), _) => Value::Number(*integer as f64),
            (FeatureValue::Number(number), _) => Value::Number(*number),
            (FeatureValue::Flag(flag), _) => Value::Flag(*flag),
            (FeatureValue::Texts(texts), _) => Value::List(texts.clone()),
            (FeatureValue::Structures(_), _) => return None,
        };
        Some((name.to_owned(), value))
    }
}

struct CasReader<'a> {
    scope: String,
    names: NameTable<'a>,
    units: Utf16<'a>,
    capture: Capture<'a>,
    structures: &'a [FeatureStructure],
    found: Vec<Gloss>,
    /// The index of the gloss for each annotation, by the annotation's number.
    places: HashMap<u32, usize>,
}

impl<'a> CasReader<'a> {
    /// Makes glosses of annotations; further parts of a split gloss are added to it.
    fn annotations(&mut self, loss: &mut Loss) {
        let parts = self.structures.iter().filter(|structure| structure.layer == PART);
        let mut before: HashMap<u32, u32> = parts.filter_map(ends).collect();
        let (further, first): (Vec<_>, Vec<_>) =
            self.structures.iter().filter(|s| is_annotation(s)).partition(|s| before.contains_key(&s.id));
        for structure in first {
            self.annotation(structure, loss);
        }
        for structure in further {
            let first = first_of(&mut before, structure.id);
            match self.places.get(&first).copied() {
                Some(place) => match self.selector(structure) {
                    Some(selector) => self.found[place].selectors.push(selector),
                    None => loss.pass_over(&outside(structure)),
                },
                None => self.annotation(structure, loss),
            }
        }
        for gloss in self.found.iter_mut().filter(|gloss| gloss.selectors.len() > 1) {
            gloss.selectors = sort_and_join(std::mem::take(&mut gloss.selectors), &self.capture);
        }
    }

    fn selector(&self, structure: &FeatureStructure) -> Option<Selector> {
        let (begin, end) = (structure.integer("begin")?, structure.integer("end")?);
        self.units.span(begin, end).and_then(|span| self.capture.bytes(span))
    }

    fn annotation(&mut self, structure: &'a FeatureStructure, loss: &mut Loss) {
        let layer = structure.layer.as_str();
        let is_generic = GENERIC.contains(&layer);
        if layer.starts_with(LINGUISTICS) && !is_generic {
            return loss.add("linguistic annotations", 1);
        }
        let Some(selector) = self.selector(structure) else {
            return loss.pass_over(&outside(structure));
        };
        let own = structure.text("id").filter(|_| self.names.ours).and_then(|id| id.parse().ok());
        let own = own.unwrap_or_else(|| id(&self.scope, &structure.id.to_string()));
        let mut gloss = Gloss::new(own, self.names.kind(structure), vec![selector]);
        for (feature, item) in &structure.features {
            match (feature.as_str(), item) {
                ("sofa" | "begin" | "end", _) => {}
                ("next", _) if is_in_chain(structure) => {}
                ("id" | "unplaced", _) if self.names.ours => {}
                ("other", FeatureValue::Texts(texts)) if self.names.ours => {
                    loss.add("attributes", other(&mut gloss, texts));
                }
                ("value" | "label", _) if is_generic => {}
                (name, FeatureValue::Text(text)) if is_metadata(name) => {
                    let field = fields::field(name);
                    let is_set = field.is_some_and(|field| field.set_text(&mut gloss, text));
                    loss.add("unread features", usize::from(!is_set));
                }
                _ => match self.names.attribute(layer, feature, item) {
                    Some((name, value)) => gloss.attributes.set(&name, value),
                    // References to other structures may be links.
                    None if matches!(item, FeatureValue::Structures(_)) => {}
                    None => loss.add("attributes", 1),
                },
            }
        }
        self.places.insert(structure.id, self.found.len());
        self.found.push(gloss);
    }

    /// Makes links of relations, and of the slots that INCEpTION calls link features.
    fn links(&mut self, loss: &mut Loss) {
        for structure in self.structures.iter().filter(|structure| structure.layer != PART) {
            if let Some(ends) = ends(structure) {
                if structure.layer.starts_with(LINGUISTICS) {
                    loss.add("linguistic annotations", 1);
                } else {
                    self.link(ends, role(structure).unwrap_or_else(|| structure.short_name()), loss);
                }
            }
        }
        let slots: HashMap<u32, &FeatureStructure> = self
            .structures
            .iter()
            .filter(|one| one.get("begin").is_none())
            .map(|one| (one.id, one))
            .collect();
        for structure in self.structures {
            let Some(&place) = self.places.get(&structure.id) else { continue };
            for feature in structure.features.iter().map(|(name, _)| name).filter(|name| *name != "sofa") {
                let is_reference = matches!(structure.get(feature), Some(FeatureValue::Structures(_)))
                    || (feature == "next" && is_in_chain(structure));
                for to in structure.structures(feature) {
                    if let Some(slot) = slots.get(&to) {
                        if let Some(target) = slot.structure("target") {
                            self.found[place].attributes.remove(feature);
                            self.link((structure.id, target), role(slot).unwrap_or(feature), loss);
                        }
                    } else if is_reference && self.places.contains_key(&to) {
                        let relation = structure.text("referenceRelation").filter(|_| feature == "next");
                        self.link((structure.id, to), relation.unwrap_or(feature), loss);
                    } else if is_reference {
                        loss.add("references to what is no annotation", 1);
                    }
                }
            }
            for link in structure.texts("unplaced").iter().filter(|_| self.names.ours) {
                match link.rsplit_once(' ').and_then(|(role, to)| Some((role, to.parse().ok()?))) {
                    Some((role, to)) => self.found[place].links.push(Link { role: role.to_owned(), to }),
                    None => loss.add("links", 1),
                }
            }
        }
    }

    fn link(&mut self, (from, to): (u32, u32), role: &str, loss: &mut Loss) {
        let target = self.places.get(&to).map(|&to| self.found[to].id.clone());
        match (self.places.get(&from), target) {
            (Some(&from), Some(to)) => self.found[from].links.push(Link { role: role.to_owned(), to }),
            (from_there, _) => {
                let missing = if from_there.is_none() { from } else { to };
                loss.pass_over(&Unreadable::new(format!(
                    "the link {role}: there is no annotation {missing}"
                )));
            }
        }
    }
}

/// The first part of the gloss that a part belongs to: a person may draw a part of a part. In a circle it is one of its
/// members. Paths are compressed, so that no part is followed twice.
fn first_of(before: &mut HashMap<u32, u32>, part: u32) -> u32 {
    let mut way: Vec<u32> = Vec::new();
    let mut seen: HashSet<u32> = HashSet::new();
    let mut first = part;
    while let Some(&next) = before.get(&first).filter(|_| seen.insert(first)) {
        way.push(first);
        first = next;
    }
    before.extend(way.into_iter().map(|part| (part, first)));
    first
}

/// The error about an annotation that is not in the text.
fn outside(structure: &FeatureStructure) -> Unreadable {
    let place = |name: &str| structure.integer(name).map_or("?".to_owned(), |place| place.to_string());
    let (kind, id) = (structure.short_name(), structure.id);
    let what = format!("{kind} {id}: {} to {} is no part of the text", place("begin"), place("end"));
    Unreadable::new(what)
}

/// Whether a structure is an annotation that a person may have made, and not a relation.
fn is_annotation(structure: &FeatureStructure) -> bool {
    let has_place = structure.get("begin").is_some() && structure.get("end").is_some();
    let is_apparatus = APPARATUS.iter().any(|apparatus| structure.layer.starts_with(apparatus));
    has_place && !is_apparatus && ends(structure).is_none()
}

/// The annotations that a relation leads from and to.
fn ends(structure: &FeatureStructure) -> Option<(u32, u32)> {
    Some((structure.structure("Governor")?, structure.structure("Dependent")?))
}

fn role(structure: &FeatureStructure) -> Option<&str> {
    ["role", "label", "value"]
        .into_iter()
        .find_map(|name| structure.text(name))
        .filter(|role| !role.is_empty())
}

/// Sets the attributes that have another shape than their feature; returns how many can't be read.
fn other(gloss: &mut Gloss, texts: &[String]) -> usize {
    let mut unread = 0;
    for text in texts {
        match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text) {
            Ok(map) => {
                map.iter().for_each(|(name, value)| gloss.attributes.set(name, json::attribute_of(value)));
            }
            Err(_) => unread += 1,
        }
    }
    unread
}

fn is_metadata(feature: &str) -> bool {
    fields::field(feature).is_some_and(Field::is_metadata)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_first_part_is_gone_once() {
        let mut before: HashMap<u32, u32> = (1..2000).map(|part| (part, part - 1)).collect();
        assert_eq!(first_of(&mut before, 1999), 0);
        assert!(before.values().all(|&first| first == 0), "the next ones are there at once");
        let mut circle = HashMap::from([(1, 2), (2, 3), (3, 2)]);
        assert!([2, 3].contains(&first_of(&mut circle, 1)));
    }
}
