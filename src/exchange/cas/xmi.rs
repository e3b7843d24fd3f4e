//! Reads and writes a CAS as XMI, with its types as UIMA's `TypeSystem.xml`.

use std::{collections::BTreeMap, io};

use super::{Cas, FeatureStructure, FeatureValue, SOFA, layers::layers};
use crate::{
    exchange::{
        Loss, Unreadable,
        xml::{self, Element},
    },
    gloss::Schema,
};

const XMI_SPACE: &str = "http://www.omg.org/XMI";
const CAS_SPACE: &str = "http:///uima/cas.ecore";

/// Writes a CAS.
pub fn write(cas: &Cas, out: &mut dyn io::Write, loss: &mut Loss) -> io::Result<()> {
    let mut prefixes: BTreeMap<&str, String> = BTreeMap::new();
    for structure in &cas.structures {
        let package = package(&structure.layer);
        let number = prefixes.len();
        prefixes.entry(package).or_insert_with(|| format!("l{number}"));
    }
    let mut root = Element::new("xmi:XMI").with("xmlns:xmi", XMI_SPACE).with("xmlns:cas", CAS_SPACE);
    for (package, prefix) in &prefixes {
        root = root.with(format!("xmlns:{prefix}"), format!("http:///{}.ecore", package.replace('.', "/")));
    }
    root = root.with("xmi:version", "2.0").around([Element::new("cas:NULL").with("xmi:id", 0)]);
    for structure in &cas.structures {
        let prefix = &prefixes[package(&structure.layer)];
        root.children.push(element(structure, format!("{prefix}:{}", structure.short_name())));
    }
    let sofa =
        Element::new("cas:Sofa").with("xmi:id", SOFA).with("sofaNum", 1).with("sofaID", "_InitialView");
    let members: Vec<String> = cas.structures.iter().map(|structure| structure.id.to_string()).collect();
    let view = Element::new("cas:View").with("sofa", SOFA).with("members", members.join(" "));
    root.children.extend([sofa.with("mimeType", "text/plain").with("sofaString", &cas.text), view]);
    root.write(out, loss)
}

fn package(layer: &str) -> &str {
    layer.rsplit_once('.').map_or("", |(package, _)| package)
}

fn element(structure: &FeatureStructure, name: String) -> Element {
    let mut element = Element::new(name).with("xmi:id", structure.id);
    for (name, item) in &structure.features {
        let value = match item {
            FeatureValue::Text(text) => text.clone(),
            FeatureValue::Integer(integer) => integer.to_string(),
            FeatureValue::Flag(flag) => flag.to_string(),
            FeatureValue::Number(number) if number.is_infinite() => {
                number.to_string().replace("inf", "Infinity")
            }
            FeatureValue::Number(number) => number.to_string(),
            FeatureValue::Structures(to) => to.iter().map(u32::to_string).collect::<Vec<_>>().join(" "),
            FeatureValue::Texts(texts) if texts.is_empty() => String::new(),
            FeatureValue::Texts(texts) => {
                element.children.extend(texts.iter().map(|text| Element::new(name).holding(text)));
                continue;
            }
        };
        element = element.with(name, value);
    }
    element
}

/// The type system for a schema.
pub fn type_system(schema: &Schema) -> String {
    let text = |name: &str, text: &str| Element::new(name).holding(text);
    let types = layers(schema).into_iter().map(|layer| {
        let features = layer.features.iter().map(|(name, range)| {
            let described = [text("name", name), text("description", ""), text("rangeTypeName", range)];
            Element::new("featureDescription").around(described)
        });
        let named =
            [text("name", &layer.name), text("description", &layer.doc), text("supertypeName", layer.above)];
        let features = Element::new("features").around(features);
        Element::new("typeDescription").around(named).around([features])
    });
    let root =
        Element::new("typeSystemDescription").with("xmlns", "http://uima.apache.org/resourceSpecifier");
    let root = root.around([text("name", "gloss"), Element::new("types").around(types)]);
    let mut out = Vec::new();
    // Writing to memory doesn't fail, and characters replaced in a description are no loss.
    let _ = root.write(&mut out, &mut Loss::default());
    String::from_utf8(out).unwrap_or_default()
}

/// Reads a CAS; of several texts the first. Feature structures that can't be read are passed over.
pub fn read(text: &str, loss: &mut Loss) -> Result<Cas, Unreadable> {
    let root = xml::read(text)?;
    let is_sofa = |element: &&Element| element.space == CAS_SPACE && element.name == "Sofa";
    let mut sofas = root.children.iter().filter(is_sofa).filter(|sofa| sofa.get("sofaString").is_some());
    let Some(sofa) = sofas.next() else {
        return Err(Unreadable::new("there is no text (a cas:Sofa with a sofaString)"));
    };
    let text = sofa.get("sofaString").unwrap_or_default().to_owned();
    let mut cas = Cas { text, structures: Vec::new(), further_texts: sofas.count() };
    for element in &root.children {
        let is_own = element.space == CAS_SPACE && matches!(element.name.as_str(), "NULL" | "Sofa" | "View");
        let of_another = element.get("sofa").is_some_and(|of| Some(of) != sofa.get("xmi:id"));
        if is_own || of_another {
            continue;
        }
        match element.get("xmi:id").and_then(|id| id.parse().ok()) {
            Some(id) => cas.structures.push(structure(id, element)),
            None => loss.pass_over(&Unreadable::at(element.line, format!("{} has no xmi:id", element.name))),
        }
    }
    Ok(cas)
}

fn structure(id: u32, element: &Element) -> FeatureStructure {
    let package = element.space.trim_start_matches("http:///").trim_end_matches(".ecore").replace('/', ".");
    let attributes = element.attributes.iter().filter(|(name, _)| !name.contains(':'));
    let mut features: Vec<(String, FeatureValue)> =
        attributes.map(|(name, value)| (name.clone(), FeatureValue::Text(value.clone()))).collect();
    for child in &element.children {
        match features.iter_mut().find(|(name, _)| *name == child.name) {
            Some((_, FeatureValue::Texts(texts))) => texts.push(child.text.clone()),
            _ => features.push((child.name.clone(), FeatureValue::Texts(vec![child.text.clone()]))),
        }
    }
    FeatureStructure { id, layer: format!("{package}.{}", element.name), features }
}
