//! Objects in a document that are documents of their own: formulas.

use crate::source::{
    ReadError,
    office::{
        formula,
        package::Package,
        xml::{XmlEvent, XmlEvents, XmlSpace},
    },
};

/// The objects of a document.
pub struct Objects<'a>(Option<Package<'a>>);

impl<'a> Objects<'a> {
    /// Those of a document that is no package: they stand in the document.
    pub fn none() -> Self {
        Self(None)
    }

    /// Those of a package.
    pub fn of(package: Package<'a>) -> Self {
        Self(Some(package))
    }

    /// The formula of the object at this address; `None` if it is no formula.
    pub fn formula(&mut self, address: &str) -> Result<Option<String>, ReadError> {
        let Some(package) = &mut self.0 else { return Ok(None) };
        let name = format!("{}/content.xml", address.trim_start_matches("./").trim_end_matches('/'));
        let Some(xml) = package.part(&name)? else { return Ok(None) };
        let mut events = XmlEvents::new(&name, &xml);
        while let Some(event) = events.next()? {
            match event {
                XmlEvent::Start(tag) if tag.name() == (XmlSpace::MathMl, "math") => {
                    return formula::read(&mut events).map(Some);
                }
                XmlEvent::Start(_) => break,
                _ => {}
            }
        }
        Ok(None)
    }
}
