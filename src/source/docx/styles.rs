//! The styles of a document, with what each inherits from those that it is based on.

use std::collections::HashMap;

use super::{
    each_element,
    properties::{ParagraphProperties, RunProperties},
};
use crate::source::{
    ReadError,
    office::{
        style_role::StyleRole,
        xml::{XmlEvents, XmlSpace, XmlTag},
    },
};

/// How many styles one may be based on, one on the other. Chosen by hand: Word allows 11.
const MAX_BASES: usize = 32;

/// A style as the document states it.
#[derive(Debug, Default)]
struct StatedStyle {
    name: String,
    based_on: Option<Box<str>>,
    paragraph: ParagraphProperties,
    run: RunProperties,
    is_default_of_paragraphs: bool,
}

/// A style of paragraphs or characters, with what it inherits.
#[derive(Clone, Debug)]
pub struct DocumentStyle {
    /// What it is for.
    pub role: StyleRole,
    /// The list that its paragraphs are in.
    pub list: Option<u32>,
    /// Their level in it, from 0.
    pub level: Option<u8>,
    /// Whether a page begins before its paragraphs.
    pub has_page_before: bool,
    /// The properties of its text.
    pub run: RunProperties,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<Box<str>, DocumentStyle>,
    /// The identifier of the style of paragraphs that name none.
    default: Option<Box<str>>,
    /// The language of text for which no other is stated.
    language: Option<Box<str>>,
}

impl Styles {
    /// Reads the part with the styles.
    pub fn read(part: &str, xml: &str) -> Result<Self, ReadError> {
        let mut events = XmlEvents::new(part, xml);
        let mut stated = HashMap::new();
        let mut usual = RunProperties::default();
        each_element(&mut events, |events, tag| {
            match tag.name() {
                (XmlSpace::Word, "style") => {
                    let id: Box<str> = tag.get("styleId").unwrap_or_default().into();
                    stated.insert(id, StatedStyle::read(events, &tag)?);
                }
                (XmlSpace::Word, "rPrDefault") => usual = RunProperties::read(events)?,
                (XmlSpace::Word, "latentStyles") => events.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        let default =
            stated.iter().filter(|(_, style)| style.is_default_of_paragraphs).map(|(id, _)| id).min();
        let default = default.cloned();
        let styles = stated.keys().map(|id| (id.clone(), resolved(id, &stated))).collect();
        Ok(Self { styles, default, language: usual.language })
    }

    /// The style with this identifier.
    pub fn style(&self, id: &str) -> Option<&DocumentStyle> {
        self.styles.get(id)
    }

    /// The style of a paragraph that names this one; the usual one if it names none.
    pub fn of_paragraph(&self, id: Option<&str>) -> Option<&DocumentStyle> {
        self.style(id.or(self.default.as_deref())?)
    }

    /// The language of the document, as a tag of BCP 47.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

impl StatedStyle {
    fn read(events: &mut XmlEvents<'_>, tag: &XmlTag<'_>) -> Result<Self, ReadError> {
        let is_of_paragraphs = tag.get("type").is_none_or(|kind| kind == "paragraph");
        let is_default = tag.get("default").is_some_and(|value| super::properties::is_on(Some(&value)));
        let mut style = Self { is_default_of_paragraphs: is_of_paragraphs && is_default, ..Self::default() };
        each_element(events, |events, tag| {
            match tag.name() {
                (XmlSpace::Word, "name") => style.name = tag.get("val").unwrap_or_default().into_owned(),
                (XmlSpace::Word, "basedOn") => style.based_on = tag.get("val").map(|id| id.into()),
                (XmlSpace::Word, "pPr") => style.paragraph = ParagraphProperties::read(events)?,
                (XmlSpace::Word, "rPr") => style.run = RunProperties::read(events)?,
                // Styles of tables have further properties for their parts.
                (XmlSpace::Word, "tblStylePr") => events.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(style)
    }

    /// What this style is for, whatever it is based on.
    fn role(&self) -> Option<StyleRole> {
        match self.paragraph.outline {
            Some(level @ 0..=8) => Some(StyleRole::Heading(level + 1)),
            Some(_) => Some(StyleRole::Body),
            None => StyleRole::by_name(&self.name),
        }
    }
}

/// The style with what it inherits. Styles that are based on each other in a circle are followed no further than [`MAX_BASES`].
fn resolved(id: &str, stated: &HashMap<Box<str>, StatedStyle>) -> DocumentStyle {
    let first = stated.get(id);
    let bases = std::iter::successors(first, |style| stated.get(style.based_on.as_deref()?)).take(MAX_BASES);
    let bases: Vec<&StatedStyle> = bases.collect();
    let role = bases.iter().find_map(|style| style.role()).unwrap_or(StyleRole::Body);
    let run = bases.iter().rev().fold(RunProperties::default(), |base, style| style.run.clone().over(&base));
    DocumentStyle {
        role,
        list: bases.iter().find_map(|style| style.paragraph.list),
        level: bases.iter().find_map(|style| style.paragraph.level),
        has_page_before: bases.iter().find_map(|style| style.paragraph.has_page_before).unwrap_or(false),
        run,
    }
}
