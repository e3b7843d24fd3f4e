//! Makes a CAS of a document.

use std::collections::{BTreeSet, HashMap};

use super::{
    Cas, FeatureStructure, FeatureValue, SOFA,
    layers::{ID, LINK, METADATA, NAMES, PART, feature, fits, layer_name, shape_name},
};
use crate::{
    exchange::{Export, json},
    gloss::{Gloss, Id, Kind, Value, fields},
    text::{Span, Utf16},
};

/// The document as a CAS.
pub fn cas(export: &Export) -> Cas {
    let text = export.whole();
    let schema = export.schema_in_use();
    let mut writer = CasWriter {
        units: Utf16::new(&text),
        names: BTreeSet::new(),
        structures: Vec::new(),
        first_parts: HashMap::new(),
    };
    let title = FeatureValue::Text(export.coded_name());
    let said = vec![("documentTitle".to_owned(), title.clone()), ("documentId".to_owned(), title)];
    writer.annotation(METADATA, Span::new(0, text.len()), said);
    for placed in export.in_place() {
        let unknown = Kind::unknown(&placed.gloss.tag);
        writer.parts(&placed.gloss, schema.kind(&placed.gloss.tag).unwrap_or(&unknown), &placed.place.spans);
    }
    for placed in export.in_place() {
        writer.links(&placed.gloss);
    }
    let names = FeatureValue::Texts(std::mem::take(&mut writer.names).into_iter().collect());
    writer.add(NAMES, vec![("names".to_owned(), names)]);
    Cas { structures: writer.structures, text: text.into_owned(), further_texts: 0 }
}

struct CasWriter<'a> {
    units: Utf16<'a>,
    names: BTreeSet<String>,
    structures: Vec<FeatureStructure>,
    /// The annotation of each gloss's first part, and its span.
    first_parts: HashMap<Id, (u32, Span)>,
}

impl CasWriter<'_> {
    fn add(&mut self, layer: &str, features: Vec<(String, FeatureValue)>) -> u32 {
        let id = SOFA + 1 + self.structures.len() as u32;
        self.structures.push(FeatureStructure { id, layer: layer.to_owned(), features });
        id
    }

    fn annotation(&mut self, layer: &str, span: Span, said: Vec<(String, FeatureValue)>) -> u32 {
        let mut features = vec![
            ("sofa".to_owned(), FeatureValue::Structures(vec![SOFA])),
            ("begin".to_owned(), FeatureValue::Integer(self.units.of(span.start))),
            ("end".to_owned(), FeatureValue::Integer(self.units.of(span.end))),
        ];
        features.extend(said);
        self.add(layer, features)
    }

    fn relation(&mut self, layer: &str, from: u32, to: (u32, Span), role: Option<&str>) {
        let mut said = vec![
            ("Governor".to_owned(), FeatureValue::Structures(vec![from])),
            ("Dependent".to_owned(), FeatureValue::Structures(vec![to.0])),
        ];
        said.extend(role.map(|role| ("role".to_owned(), FeatureValue::Text(role.to_owned()))));
        self.annotation(layer, to.1, said);
    }

    /// Adds an annotation for each part of a gloss.
    fn parts(&mut self, gloss: &Gloss, kind: &Kind, spans: &[Span]) {
        let layer = layer_name(&gloss.tag);
        if !layer.ends_with(&format!(".{}", gloss.tag)) {
            self.names.insert(format!("{layer} {}", gloss.tag));
        }
        let features = self.metadata(gloss, kind, &layer);
        let mut first = None;
        for &span in spans {
            let part = self.annotation(&layer, span, features.clone());
            match first {
                None => first = Some((part, span)),
                Some(first) => self.relation(PART, part, first, None),
            }
        }
        self.first_parts.extend(first.map(|first| (gloss.id.clone(), first)));
    }

    fn metadata(&mut self, gloss: &Gloss, kind: &Kind, layer: &str) -> Vec<(String, FeatureValue)> {
        let metadata = fields::metadata().filter_map(|field| Some((field.name, field.text(gloss)?)));
        let texts = [(ID, gloss.id.to_string())].into_iter().chain(metadata);
        let mut features: Vec<_> =
            texts.map(|(name, text)| (name.to_owned(), FeatureValue::Text(text))).collect();
        let mut other = Vec::new();
        for (name, value) in gloss.attributes.iter() {
            let known = kind.attribute(name);
            if !known.is_some_and(|attribute| fits(attribute, value)) {
                other.push(serde_json::json!({ name: json::attribute(value) }).to_string());
                continue;
            }
            let feature = feature(name);
            if feature != name || !matches!(value, Value::Text(_)) {
                self.names.insert(format!("{layer}:{feature} {} {name}", shape_name(value)));
            }
            features.push((feature.into_owned(), item(value)));
        }
        if !other.is_empty() {
            features.push(("other".to_owned(), FeatureValue::Texts(other)));
        }
        features
    }

    /// Adds the relations that start at a gloss. Links to glosses without a place are in a feature of the gloss itself.
    fn links(&mut self, gloss: &Gloss) {
        let Some(&(from, _)) = self.first_parts.get(&gloss.id) else { return };
        let mut unplaced = Vec::new();
        for link in &gloss.links {
            match self.first_parts.get(&link.to).copied() {
                Some(to) => self.relation(LINK, from, to, Some(&link.role)),
                None => unplaced.push(format!("{} {}", link.role, link.to)),
            }
        }
        let own = &mut self.structures[(from - SOFA - 1) as usize];
        if !unplaced.is_empty() {
            own.features.push(("unplaced".to_owned(), FeatureValue::Texts(unplaced)));
        }
    }
}

fn item(value: &Value) -> FeatureValue {
    match value {
        Value::Text(text) => FeatureValue::Text(text.clone()),
        Value::Number(number) => FeatureValue::Number(*number),
        Value::Flag(flag) => FeatureValue::Flag(*flag),
        Value::List(items) => FeatureValue::Texts(items.clone()),
    }
}
