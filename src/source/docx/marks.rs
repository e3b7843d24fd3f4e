//! Rendering the elements without content: characters, breaks, places, and the parts of fields.

use super::{
    body::{BodyRenderer, note_name},
    properties::is_on,
};
use crate::{
    source::office::{symbols::SymbolFont, xml::XmlTag},
    text::structure::LinkTarget,
};

impl BodyRenderer<'_> {
    /// Takes an empty element that stands for a character, a break, or a place.
    pub(super) fn mark(&mut self, name: &str, tag: &XmlTag<'_>) {
        match name {
            "tab" | "ptab" if self.paragraphs.last().is_some_and(|open| open.is_heading) => self.push(" "),
            "tab" | "ptab" => self.push("\t"),
            "br" => match tag.get("type").as_deref() {
                Some("page") => self.page_asked_for(),
                Some("column") => {}
                _ => self.push("\n"),
            },
            "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "sym" => self.symbol(tag),
            "lastRenderedPageBreak" if self.flow.is_in_document() => {
                let cell = self.flow.text_flow().table().map(|(table, _)| table.cells());
                let page = self.pages.laid_out(cell, self.flow.written());
                self.begin_page(page);
            }
            "footnoteReference" | "endnoteReference" if !self.is_hidden() => {
                self.flow.refer(&note_name(name.trim_end_matches("Reference"), tag));
                // A mark of the author's own follows, in the place of the number.
                self.run.is_hidden = tag.get("customMarkFollows").is_some_and(|value| is_on(Some(&value)));
            }
            "bookmarkStart" => {
                if let Some(name) = tag.get("name").filter(|name| name != "_GoBack") {
                    self.flow.text_flow().anchor(&name);
                }
            }
            _ => {}
        }
    }

    /// Takes the begin, the middle or the end of a field.
    pub(super) fn field(&mut self, tag: &XmlTag<'_>) {
        match tag.get("fldCharType").as_deref() {
            Some("begin") => self.fields.begin(),
            Some("separate") => {
                if let Some(address) = self.fields.separate() {
                    self.flow.text_flow().begin_link(LinkTarget::Address(address.into()));
                }
            }
            Some("end") if self.fields.end() => self.flow.text_flow().end_link(),
            _ => {}
        }
    }

    fn symbol(&mut self, tag: &XmlTag<'_>) {
        let font = tag.get("font").and_then(|name| SymbolFont::by_name(&name));
        let place = tag.get("char").and_then(|place| u32::from_str_radix(&place, 16).ok());
        let character = place.and_then(|place| match font {
            Some(font) => font.character(place),
            None => char::from_u32(place).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)),
        });
        if let Some(c) = character {
            self.push(c.encode_utf8(&mut [0; 4]));
        }
    }
}
