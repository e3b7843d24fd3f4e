//! The styles of a document, with what each inherits from its parents, and those of lists.

use std::collections::HashMap;

use super::lists::ListStyle;
use crate::{
    source::{
        ReadError,
        office::{
            style_role::StyleRole,
            style_set::StyleChange,
            symbols::SymbolFont,
            xml::{XmlEvent, XmlEvents, XmlSpace, XmlTag},
        },
    },
    text::structure::Style,
};

/// How many parents are followed, one from the other. Chosen by hand.
const MAX_PARENTS: usize = 32;

/// The least weight of a font that counts as bold.
const MIN_BOLD_WEIGHT: u32 = 600;

/// The properties that a style states.
#[derive(Clone, Debug, Default)]
pub struct DocumentStyle {
    /// The name that people see.
    name: String,
    parent: Option<String>,
    /// What it is for.
    role: Option<StyleRole>,
    /// The styles of its text.
    pub styles: StyleChange,
    /// Whether its text is not shown.
    pub is_hidden: Option<bool>,
    /// The font, if its characters are symbols.
    pub font: Option<SymbolFont>,
    /// The style of the list that its paragraphs are in.
    pub list: Option<String>,
    /// Whether a page begins before its paragraphs.
    pub has_page_before: Option<bool>,
    /// Whether a page begins after its paragraphs.
    pub has_page_after: Option<bool>,
}

impl DocumentStyle {
    /// A style of which only the name is known.
    pub fn named(name: &str) -> Self {
        Self { role: StyleRole::by_name(&decoded(name)), ..Self::default() }
    }

    /// What the style is for.
    pub fn role(&self) -> StyleRole {
        self.role.unwrap_or(StyleRole::Body)
    }
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    /// The styles by family and name, as they are stated.
    stated: HashMap<(Box<str>, Box<str>), DocumentStyle>,
    /// Those that were asked for, with what they inherit.
    resolved: HashMap<(Box<str>, Box<str>), DocumentStyle>,
    /// The styles of lists by name.
    pub lists: HashMap<String, ListStyle>,
    /// The numbers of headings.
    pub outline: ListStyle,
    /// The language of the document, as a tag of BCP 47.
    pub language: Option<String>,
}

impl Styles {
    /// Reads the styles within the element that was begun last, to its end.
    pub fn read(&mut self, events: &mut XmlEvents<'_>) -> Result<(), ReadError> {
        events.within(|events, event| {
            let XmlEvent::Start(tag) = event else { return Ok(()) };
            match tag.name() {
                (XmlSpace::Style, "style") => {
                    let key = |name: &str| Box::from(tag.get(name).unwrap_or_default());
                    let key = (key("family"), key("name"));
                    self.stated.insert(key, read_style(events, &tag)?);
                }
                (XmlSpace::Style, "default-style")
                    if tag.get("family").is_some_and(|family| family == "paragraph") =>
                {
                    self.language = read_language(events)?;
                }
                (XmlSpace::Text, "list-style") => {
                    let name = tag.get("name").unwrap_or_default().into_owned();
                    self.lists.insert(name, ListStyle::read(events)?);
                }
                (XmlSpace::Text, "outline-style") => self.outline = ListStyle::read(events)?,
                _ => {}
            }
            Ok(())
        })
    }

    /// The style of this family and name, with what it inherits.
    pub fn style(&mut self, family: &str, name: &str) -> Option<&DocumentStyle> {
        let key = (family.into(), name.into());
        if !self.resolved.contains_key(&key) {
            let style = self.resolve(&key)?;
            self.resolved.insert(key.clone(), style);
        }
        self.resolved.get(&key)
    }

    /// The style with what it inherits. Parents in a circle are followed no further than [`MAX_PARENTS`].
    fn resolve(&self, key: &(Box<str>, Box<str>)) -> Option<DocumentStyle> {
        let parent =
            |style: &&DocumentStyle| self.stated.get(&(key.0.clone(), style.parent.as_deref()?.into()));
        let chain: Vec<_> =
            std::iter::successors(Some(self.stated.get(key)?), parent).take(MAX_PARENTS).collect();
        Some(DocumentStyle {
            name: String::new(),
            parent: None,
            role: chain.iter().find_map(|style| StyleRole::by_name(&style.name)),
            styles: chain.iter().rev().fold(StyleChange::default(), |base, style| style.styles.after(base)),
            is_hidden: chain.iter().find_map(|style| style.is_hidden),
            font: chain.iter().find_map(|style| style.font),
            list: chain.iter().find_map(|style| style.list.clone()),
            has_page_before: chain.iter().find_map(|style| style.has_page_before),
            has_page_after: chain.iter().find_map(|style| style.has_page_after),
        })
    }
}

/// Reads a style from its element, which was begun last.
fn read_style(events: &mut XmlEvents<'_>, tag: &XmlTag<'_>) -> Result<DocumentStyle, ReadError> {
    let text = |name: &str| tag.get(name).map(std::borrow::Cow::into_owned);
    let mut style = DocumentStyle {
        name: text("display-name").unwrap_or_else(|| decoded(&text("name").unwrap_or_default())),
        parent: text("parent-style-name"),
        list: text("list-style-name"),
        // A change of the layout of pages takes a new page.
        has_page_before: text("master-page-name").filter(|name| !name.is_empty()).map(|_| true),
        ..DocumentStyle::default()
    };
    events.within(|_, event| {
        if let XmlEvent::Start(tag) = event {
            match tag.name() {
                (XmlSpace::Style, "text-properties") => style.take_text(&tag),
                (XmlSpace::Style, "paragraph-properties") => {
                    let breaks = |name: &str| tag.get(name).map(|value| value == "page");
                    style.has_page_before = style.has_page_before.or(breaks("break-before"));
                    style.has_page_after = breaks("break-after");
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(style)
}

impl DocumentStyle {
    /// Takes the properties of text.
    fn take_text(&mut self, tag: &XmlTag<'_>) {
        let mut put = |style: Style, name: &str, is_set: &dyn Fn(&str) -> bool| {
            if let Some(value) = tag.get(name) {
                self.styles.put(style, is_set(&value));
            }
        };
        let is_bold =
            |value: &str| value == "bold" || value.parse().is_ok_and(|weight: u32| weight >= MIN_BOLD_WEIGHT);
        let is_marked = |value: &str| value != "none";
        put(Style::Strong, "font-weight", &is_bold);
        put(Style::Emphasis, "font-style", &|value| matches!(value, "italic" | "oblique"));
        put(Style::Deleted, "text-line-through-style", &is_marked);
        put(Style::Inserted, "text-underline-style", &is_marked);
        put(Style::Highlighted, "background-color", &|value| value != "transparent");
        put(Style::Superscript, "text-position", &|value| {
            value.starts_with("super") || value.starts_with(|c: char| matches!(c, '1'..='9'))
        });
        put(Style::Subscript, "text-position", &|value| value.starts_with("sub") || value.starts_with('-'));
        self.is_hidden = tag.get("display").map(|value| value == "none").or(self.is_hidden);
        self.font = tag.get("font-name").and_then(|name| SymbolFont::by_name(&name)).or(self.font);
    }
}

/// Reads the language from the style that all paragraphs have by default.
fn read_language(events: &mut XmlEvents<'_>) -> Result<Option<String>, ReadError> {
    let mut language = None;
    events.within(|_, event| {
        if let XmlEvent::Start(tag) = event
            && let Some(code) = tag.get("language").filter(|code| code != "none" && code != "zxx")
        {
            let country = tag.get("country").filter(|country| country != "none");
            language = Some(country.map_or_else(|| code.to_string(), |country| format!("{code}-{country}")));
        }
        Ok(())
    })?;
    Ok(language)
}

/// The name that is written with `_20_` for a space, and so on.
fn decoded(name: &str) -> String {
    let mut text = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('_') {
        text.push_str(before);
        let code = after.split_once('_').and_then(|(code, rest)| {
            let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?;
            Some((c, rest))
        });
        let (c, next) = code.unwrap_or(('_', after));
        text.push(c);
        rest = next;
    }
    text + rest
}
