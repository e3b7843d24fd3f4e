//! Lists: their styles, and the numbers of their items.

use std::collections::HashMap;

use super::styles::Styles;
use crate::{
    source::{
        ReadError,
        office::{
            number_format::NumberFormat,
            words::one_line,
            xml::{XmlEvent, XmlEvents, XmlSpace, XmlTag},
        },
    },
    text::structure::ListMarker,
};

/// The number of levels of a list; deeper items are on the last one.
const LEVELS: usize = 10;

/// The last number of each level of a list.
type Counters = [Option<u32>; LEVELS];

/// A level of a list.
#[derive(Clone, Debug)]
struct ListLevel {
    format: NumberFormat,
    prefix: String,
    suffix: String,
    /// How many levels are shown: 2 for "3.1".
    shown_levels: usize,
    start: u32,
}

/// The style of a list: its levels.
#[derive(Clone, Debug, Default)]
pub struct ListStyle([Option<ListLevel>; LEVELS]);

impl ListStyle {
    /// Reads the style from its element, which was begun last.
    pub fn read(events: &mut XmlEvents<'_>) -> Result<Self, ReadError> {
        let mut style = Self::default();
        events.within(|_, event| {
            let XmlEvent::Start(tag) = event else { return Ok(()) };
            let (XmlSpace::Text, name) = tag.name() else { return Ok(()) };
            let is_bullet = match name {
                "list-level-style-bullet" | "list-level-style-image" => true,
                "list-level-style-number" | "outline-level-style" => false,
                _ => return Ok(()),
            };
            let level: usize = tag.number("level").unwrap_or(1);
            if let Some(stated) = level.checked_sub(1).and_then(|level| style.0.get_mut(level)) {
                *stated = Some(ListLevel::read(&tag, is_bullet));
            }
            Ok(())
        })?;
        Ok(style)
    }

    /// The marker of a level with these numbers; `None` if there is nothing to be shown.
    fn marker(&self, at: usize, counters: &Counters) -> Option<ListMarker> {
        let level = self.level(at)?;
        match level.format {
            NumberFormat::Bullet => return Some(ListMarker::Bullet),
            NumberFormat::None if level.prefix.is_empty() && level.suffix.is_empty() => return None,
            _ => {}
        }
        let first = (at + 1).saturating_sub(level.shown_levels.max(1));
        let numbers: Vec<String> = (first..=at)
            .filter_map(|of| {
                let named = self.level(of)?;
                let number = named.format.shown(counters[of].unwrap_or(named.start));
                (!number.is_empty()).then_some(number)
            })
            .collect();
        let shown = one_line(&format!("{}{}{}", level.prefix, numbers.join("."), level.suffix));
        (!shown.is_empty()).then(|| ListMarker::Number(shown.into()))
    }

    /// The level; that above it, if it is not stated.
    fn level(&self, at: usize) -> Option<&ListLevel> {
        self.0.get(..=at)?.iter().rev().flatten().next()
    }

    fn start(&self, at: usize) -> u32 {
        self.level(at).map_or(1, |level| level.start)
    }
}

impl ListLevel {
    fn read(tag: &XmlTag<'_>, is_bullet: bool) -> Self {
        let text = |name: &str| tag.get(name).unwrap_or_default().into_owned();
        let is_repeated = tag.get("num-letter-sync").is_some_and(|value| value == "true");
        let format = match is_bullet {
            true if tag.get("bullet-char").is_some_and(|bullet| bullet.trim().is_empty()) => {
                NumberFormat::None
            }
            true => NumberFormat::Bullet,
            false => NumberFormat::by_open_document_name(&text("num-format"), is_repeated),
        };
        Self {
            format,
            prefix: if is_bullet { String::new() } else { text("num-prefix") },
            suffix: if is_bullet { String::new() } else { text("num-suffix") },
            shown_levels: tag.number("display-levels").unwrap_or(1),
            start: tag.number("start-value").unwrap_or(1),
        }
    }
}

/// Counts a paragraph on this level.
fn count(counters: &mut Counters, at: usize, style: &ListStyle, start: Option<u32>) {
    let next = counters[at].map_or_else(|| style.start(at), |last| last.saturating_add(1));
    counters[at] = Some(start.unwrap_or(next));
    counters[at + 1..].fill(None);
}

/// A list that is open: one element for each level.
#[derive(Debug)]
struct OpenList {
    style: String,
    /// Whether the item that is open has not had a paragraph yet.
    is_new_item: bool,
    /// The number that the open item states.
    start: Option<u32>,
}

/// The lists of a document, and where their numbers are.
#[derive(Debug, Default)]
pub struct Lists {
    open: Vec<OpenList>,
    counters: Counters,
    /// The last numbers of lists that have ended, by their identifiers, and of those without one by their styles.
    ended: HashMap<String, Counters>,
    /// The name under which the numbers of the open list are kept.
    key: String,
    headings: Counters,
}

impl Lists {
    /// Begins a list, or a list in the item of another.
    pub fn begin(&mut self, tag: &XmlTag<'_>) {
        let text = |name: &str| tag.get(name).map(std::borrow::Cow::into_owned);
        let around = self.open.last().map(|list| list.style.clone());
        let style = text("style-name").or(around).unwrap_or_default();
        if self.open.is_empty() {
            let by_style = format!("style {style}");
            let continued = match text("continue-list") {
                Some(id) => Some(format!("id {id}")),
                None => text("continue-numbering").filter(|value| value == "true").map(|_| by_style.clone()),
            };
            self.counters = continued.and_then(|key| self.ended.get(&key)).copied().unwrap_or_default();
            self.key = text("id").map_or(by_style, |id| format!("id {id}"));
        }
        self.open.push(OpenList { style, is_new_item: false, start: None });
    }

    /// Ends the innermost list.
    pub fn end(&mut self) {
        if let Some(list) = self.open.pop()
            && self.open.is_empty()
        {
            self.ended.insert(format!("style {}", list.style), self.counters);
            self.ended.insert(std::mem::take(&mut self.key), self.counters);
        }
    }

    /// Begins an item of the innermost list; a header is an item without a marker.
    pub fn begin_item(&mut self, tag: &XmlTag<'_>, is_header: bool) {
        if let Some(list) = self.open.last_mut() {
            list.is_new_item = !is_header;
            list.start = tag.number("start-value");
        }
    }

    /// How many lists are open.
    pub fn depth(&self) -> u8 {
        u8::try_from(self.open.len()).unwrap_or(u8::MAX)
    }

    /// The marker of a paragraph, if it is the first of its item. `style` is the list style of the paragraph, which counts where the list
    /// names none.
    pub fn next(&mut self, styles: &Styles, style: Option<&str>) -> Option<ListMarker> {
        let at = self.open.len().checked_sub(1)?.min(LEVELS - 1);
        let list = self.open.last_mut()?;
        if !std::mem::take(&mut list.is_new_item) {
            return None;
        }
        let of_list = styles.lists.get(&list.style);
        let Some(style) = of_list.or_else(|| styles.lists.get(style?)) else {
            return Some(ListMarker::Bullet);
        };
        count(&mut self.counters, at, style, list.start.take());
        style.marker(at, &self.counters)
    }

    /// The number in front of a heading of this level, from 1, by the outline.
    pub fn next_heading(&mut self, outline: &ListStyle, level: u8, start: Option<u32>) -> Option<String> {
        let at = usize::from(level).checked_sub(1)?.min(LEVELS - 1);
        count(&mut self.headings, at, outline, start);
        match outline.marker(at, &self.headings)? {
            ListMarker::Number(number) => Some(number.into()),
            _ => None,
        }
    }
}
