//! Properties of paragraphs and runs: what a document says of them directly, and what its styles say.

use super::each_element;
use crate::{
    source::{
        ReadError,
        office::{
            style_set::StyleChange,
            symbols::SymbolFont,
            xml::{XmlEvents, XmlSpace, XmlTag},
        },
    },
    text::structure::Style,
};

/// The properties of a run of text.
#[derive(Clone, Debug, Default)]
pub struct RunProperties {
    /// The styles that are set and unset.
    pub styles: StyleChange,
    /// Whether the text is hidden.
    pub is_hidden: Option<bool>,
    /// The font, if its characters are symbols; `Some(None)` for another font.
    pub font: Option<Option<SymbolFont>>,
    /// The identifier of the style of characters.
    pub style: Option<Box<str>>,
    /// Whether the run, or the mark of the paragraph, was deleted or moved away.
    pub is_deleted: bool,
    /// The language, as a tag of BCP 47.
    pub language: Option<Box<str>>,
}

impl RunProperties {
    /// Reads the properties from their element, which was begun last.
    pub fn read(events: &mut XmlEvents<'_>) -> Result<Self, ReadError> {
        let mut properties = Self::default();
        each_element(events, |events, tag| {
            if let (XmlSpace::Word, "rPrChange") = tag.name() {
                return events.skip();
            }
            properties.take(&tag);
            Ok(())
        })?;
        Ok(properties)
    }

    fn take(&mut self, tag: &XmlTag<'_>) {
        let (XmlSpace::Word, name) = tag.name() else { return };
        let value = tag.get("val");
        let is_on = is_on(value.as_deref());
        let is_marked = value.as_deref() != Some("none");
        match name {
            "b" => self.styles.put(Style::Strong, is_on),
            "i" => self.styles.put(Style::Emphasis, is_on),
            "strike" | "dstrike" => self.styles.put(Style::Deleted, is_on),
            "u" => self.styles.put(Style::Inserted, is_marked),
            "highlight" => self.styles.put(Style::Highlighted, is_marked),
            "vertAlign" => {
                self.styles.put(Style::Superscript, value.as_deref() == Some("superscript"));
                self.styles.put(Style::Subscript, value.as_deref() == Some("subscript"));
            }
            "vanish" => self.is_hidden = Some(is_on),
            "rStyle" => self.style = value.map(|id| id.into()),
            "rFonts" => {
                let font = tag.get("ascii").or_else(|| tag.get("hAnsi"));
                self.font = font.map(|name| SymbolFont::by_name(&name));
            }
            "lang" => self.language = value.map(|tag| tag.into()),
            "del" | "moveFrom" => self.is_deleted = true,
            _ => {}
        }
    }

    /// These properties, with those that they don't state from `base`.
    #[must_use]
    pub fn over(self, base: &Self) -> Self {
        Self {
            styles: self.styles.after(base.styles),
            is_hidden: self.is_hidden.or(base.is_hidden),
            font: self.font.or(base.font),
            style: self.style,
            is_deleted: self.is_deleted,
            language: self.language.or_else(|| base.language.clone()),
        }
    }
}

/// Whether a property with this value is set: it is, unless it says that it isn't.
pub fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}

/// The properties of a paragraph.
#[derive(Clone, Debug, Default)]
pub struct ParagraphProperties {
    /// The identifier of its style.
    pub style: Option<Box<str>>,
    /// Its level in the outline, from 0; 9 for running text.
    pub outline: Option<u8>,
    /// The list that it is in; 0 for none.
    pub list: Option<u32>,
    /// Its level in that list, from 0.
    pub level: Option<u8>,
    /// Whether a page begins before it.
    pub has_page_before: Option<bool>,
    /// Whether the section that it ends is followed by a new page.
    pub has_page_after: bool,
    /// The properties of its mark.
    pub mark: RunProperties,
}

impl ParagraphProperties {
    /// Reads the properties from their element, which was begun last.
    pub fn read(events: &mut XmlEvents<'_>) -> Result<Self, ReadError> {
        let mut properties = Self::default();
        each_element(events, |events, tag| {
            let (XmlSpace::Word, name) = tag.name() else { return Ok(()) };
            match name {
                "pPrChange" => return events.skip(),
                "rPr" => properties.mark = RunProperties::read(events)?,
                "sectPr" => properties.has_page_after = is_followed_by_page(events)?,
                "pStyle" => properties.style = tag.get("val").map(|id| id.into()),
                "outlineLvl" => properties.outline = tag.number("val"),
                "numId" => properties.list = tag.number("val"),
                "ilvl" => properties.level = tag.number("val"),
                "pageBreakBefore" => {
                    properties.has_page_before = Some(is_on(tag.get("val").as_deref()));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(properties)
    }
}

/// Whether the section, whose properties were begun last, ends with its page. Most do, unless the next one is said to follow on it.
fn is_followed_by_page(events: &mut XmlEvents<'_>) -> Result<bool, ReadError> {
    let mut is_followed = true;
    each_element(events, |events, tag| {
        match tag.name() {
            (XmlSpace::Word, "sectPrChange") => events.skip()?,
            (XmlSpace::Word, "type") => {
                is_followed = !matches!(tag.get("val").as_deref(), Some("continuous" | "nextColumn"));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(is_followed)
}
