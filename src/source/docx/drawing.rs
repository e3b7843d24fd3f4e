//! What the elements of a drawing say of it.

use super::relations::Relations;
use crate::source::office::{
    drawing::OpenDrawing,
    xml::{XmlSpace, XmlTag},
};

/// Takes what an element in a drawing says of it.
pub fn take(drawing: &mut OpenDrawing, tag: &XmlTag<'_>, relations: &Relations) {
    let is_on = |name: &str| tag.get(name).is_some_and(|value| matches!(&*value, "1" | "true"));
    let mut describe = |names: &[&str]| {
        for value in names.iter().filter_map(|name| tag.get(name)) {
            drawing.describe(value.into_owned());
        }
    };
    match tag.name() {
        (XmlSpace::Drawing, "docPr" | "cNvPr") => {
            describe(&["descr", "title"]);
            if is_on("hidden") {
                drawing.hide();
            }
        }
        (XmlSpace::Drawing, "decorative") if is_on("val") => drawing.hide(),
        (XmlSpace::Vml, "shape" | "rect" | "oval" | "roundrect" | "group") => describe(&["alt"]),
        (XmlSpace::Drawing, "blip") => show(drawing, tag.get("embed").as_deref(), relations),
        (XmlSpace::Vml, "imagedata") => show(drawing, tag.get("id").as_deref(), relations),
        _ => {}
    }
}

fn show(drawing: &mut OpenDrawing, id: Option<&str>, relations: &Relations) {
    if let Some(target) = id.and_then(|id| relations.target(id)) {
        drawing.show(target.to_owned());
    }
}
