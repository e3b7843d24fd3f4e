//! The steps that lead from the package file of a book to its files.

use std::collections::HashMap;

use super::{
    super::{
        container,
        files::BookFiles,
        xml::{self, XmlPart, XmlTag},
    },
    element_step::ElementStep,
};

/// The package file as far as steps lead through it.
#[derive(Default)]
struct StepReader {
    /// How many elements are open.
    depth: usize,
    /// How many elements the package has so far.
    sections: usize,
    /// The step to the spine, once it has begun.
    spine: Option<ElementStep>,
    /// Whether the spine is open.
    is_in_spine: bool,
    /// How many elements the spine has so far.
    references: usize,
    /// The identifiers of the spine's files with the steps to them.
    steps: Vec<(String, ElementStep)>,
    /// The addresses of files by their identifiers.
    addresses: HashMap<String, String>,
}

/// The steps to each file of the spine, by its number: `/6/4[chapter]!`. `None` if there is no package file.
pub fn spine_steps(files: &mut BookFiles<'_>) -> Option<HashMap<usize, String>> {
    let package = container::package_file(files).ok()??;
    let bytes = files.bytes(package).ok()?;
    let mut reader = StepReader::default();
    xml::read(&bytes, |part| reader.take(&part));
    let spine = reader.spine?;
    let mut steps = HashMap::new();
    for (id, step) in reader.steps {
        let address = reader.addresses.get(&id);
        if let Some(place) = address.and_then(|address| files.resolve(package, address)) {
            steps.entry(place.file).or_insert_with(|| format!("{spine}{step}!"));
        }
    }
    Some(steps)
}

impl StepReader {
    fn take(&mut self, part: &XmlPart<'_>) {
        match part {
            XmlPart::Start(tag) => {
                self.start(tag);
                self.depth += 1;
            }
            XmlPart::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.is_in_spine &= self.depth > 1;
            }
            XmlPart::Text(_) => {}
        }
    }

    fn start(&mut self, tag: &XmlTag) {
        let step = |number| ElementStep { number, id: tag.get("id").map(Into::into) };
        match (self.depth, tag.name.as_str()) {
            (1, name) => {
                self.sections += 1;
                if name == "spine" && self.spine.is_none() {
                    self.spine = Some(step(self.sections));
                    self.is_in_spine = true;
                }
            }
            (2, _) if self.is_in_spine => {
                self.references += 1;
                let reference = tag.get("idref").map(|id| (id.to_owned(), step(self.references)));
                self.steps.extend(reference);
            }
            (2, "item") => {
                if let Some((id, address)) = tag.get("id").zip(tag.get("href")) {
                    self.addresses.entry(id.to_owned()).or_insert_with(|| address.to_owned());
                }
            }
            _ => {}
        }
    }
}
