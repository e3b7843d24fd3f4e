//! Numbers of lists, as Word shows them.

use std::collections::{HashMap, HashSet};

use super::{each_element, styles::Styles};
use crate::{
    source::{
        ReadError,
        office::{
            number_format::NumberFormat,
            xml::{XmlEvents, XmlSpace, XmlTag},
        },
    },
    text::structure::ListMarker,
};

/// The number of levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug)]
struct ListLevel {
    start: u32,
    format: NumberFormat,
    /// What is shown, with `%1` for the number of the first level.
    shown: String,
    /// The level, from 1, after which its numbers begin again; 0 if they never do. Usually any higher one.
    restarts_after: Option<u8>,
    /// Whether the numbers of all levels are shown as decimal ones.
    is_decimal: bool,
    /// The style whose paragraphs are on this level.
    style: Option<Box<str>>,
}

impl Default for ListLevel {
    fn default() -> Self {
        Self {
            start: 1,
            format: NumberFormat::Decimal,
            shown: String::new(),
            restarts_after: None,
            is_decimal: false,
            style: None,
        }
    }
}

/// A definition of lists: they count on together.
#[derive(Debug, Default)]
struct ListDefinition {
    levels: [Option<ListLevel>; LEVELS],
    /// The style of lists that has the levels instead.
    style: Option<Box<str>>,
}

/// A list, by which paragraphs name a definition.
#[derive(Debug, Default)]
struct NumberedList {
    definition: u32,
    /// The numbers with which levels begin in this list.
    starts: [Option<u32>; LEVELS],
    /// Levels that differ from those of the definition.
    levels: [Option<ListLevel>; LEVELS],
}

/// The lists of a document, and where their numbers are.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, ListDefinition>,
    lists: HashMap<u32, NumberedList>,
    /// The last number of each level, by definition.
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    /// The levels of lists that have begun with a number of their own.
    started: HashSet<(u32, usize)>,
}

impl Numbering {
    /// Reads the part with the lists.
    pub fn read(part: &str, xml: &str, styles: &Styles) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        let mut events = XmlEvents::new(part, xml);
        each_element(&mut events, |events, tag| {
            let (XmlSpace::Word, name) = tag.name() else { return Ok(()) };
            match name {
                "abstractNum" => {
                    let id = tag.number("abstractNumId").unwrap_or_default();
                    numbering.definitions.insert(id, ListDefinition::read(events)?);
                }
                "num" => {
                    let id = tag.number("numId").unwrap_or_default();
                    numbering.lists.insert(id, NumberedList::read(events)?);
                }
                _ => {}
            }
            Ok(())
        })?;
        numbering.follow_styles(styles);
        Ok(numbering)
    }

    /// Lets lists whose levels are in a style of lists use the definition of that style.
    fn follow_styles(&mut self, styles: &Styles) {
        let followed = |list: &NumberedList| {
            let style = self.definitions.get(&list.definition)?.style.as_deref()?;
            Some(self.lists.get(&styles.style(style)?.list?)?.definition)
        };
        let changes: Vec<_> =
            self.lists.iter().filter_map(|(id, list)| Some((*id, followed(list)?))).collect();
        for (id, definition) in changes {
            if let Some(list) = self.lists.get_mut(&id) {
                list.definition = definition;
            }
        }
    }

    /// The level of the list that the paragraphs of a style are on, if the list says so.
    pub fn level_of_style(&self, list: u32, style: &str) -> Option<u8> {
        let levels = (0..LEVELS).filter(|&level| {
            self.level(list, level).is_some_and(|level| level.style.as_deref() == Some(style))
        });
        levels.map(|level| level as u8).next()
    }

    fn level(&self, list: u32, level: usize) -> Option<&ListLevel> {
        let list = self.lists.get(&list)?;
        let own = list.levels.get(level)?.as_ref();
        own.or_else(|| self.definitions.get(&list.definition)?.levels.get(level)?.as_ref())
    }

    /// The marker of the next paragraph on this level of a list, which is counted. `None` if there is nothing to be shown.
    pub fn next(&mut self, list: u32, level: u8) -> Option<ListMarker> {
        let at = usize::from(level).min(LEVELS - 1);
        let definition = self.lists.get(&list)?.definition;
        let mut counters = self.counters.get(&definition).copied().unwrap_or_default();
        let own_start = self.lists.get(&list)?.starts[at].filter(|_| self.started.insert((list, at)));
        let start = self.level(list, at).map_or(1, |level| level.start);
        counters[at] = Some(match (own_start, counters[at]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => self.lists.get(&list)?.starts[at].unwrap_or(start),
        });
        for deeper in at + 1..LEVELS {
            let after = self.level(list, deeper).and_then(|level| level.restarts_after);
            if after.is_none_or(|after| at < usize::from(after)) {
                counters[deeper] = None;
            }
        }
        self.counters.insert(definition, counters);
        self.marker(list, at, &counters)
    }

    /// The marker of a level with these numbers.
    fn marker(&self, list: u32, at: usize, counters: &[Option<u32>; LEVELS]) -> Option<ListMarker> {
        let level = self.level(list, at)?;
        if level.format == NumberFormat::Bullet {
            return (!level.shown.trim().is_empty()).then_some(ListMarker::Bullet);
        }
        let mut shown = String::new();
        let mut pattern = level.shown.chars().peekable();
        while let Some(c) = pattern.next() {
            let digit = pattern.peek().and_then(|digit| digit.to_digit(10)).filter(|_| c == '%');
            let Some(of) = digit.and_then(|digit| (digit as usize).checked_sub(1)).filter(|of| *of < LEVELS)
            else {
                shown.push(c);
                continue;
            };
            pattern.next();
            let named = self.level(list, of);
            let number = counters[of].unwrap_or_else(|| named.map_or(1, |level| level.start));
            let format = named.map(|level| level.format).unwrap_or_default();
            let format = if level.is_decimal { NumberFormat::Decimal } else { format };
            shown.push_str(&format.shown(number));
        }
        let shown = crate::source::office::words::one_line(&shown);
        (!shown.is_empty()).then(|| ListMarker::Number(shown.into()))
    }
}

impl ListDefinition {
    fn read(events: &mut XmlEvents<'_>) -> Result<Self, ReadError> {
        let mut definition = Self::default();
        each_element(events, |events, tag| {
            match tag.name() {
                (XmlSpace::Word, "lvl") => read_level(events, &tag, &mut definition.levels)?,
                (XmlSpace::Word, "numStyleLink") => definition.style = tag.get("val").map(|id| id.into()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(definition)
    }
}

impl NumberedList {
    fn read(events: &mut XmlEvents<'_>) -> Result<Self, ReadError> {
        let mut list = Self::default();
        let mut level = 0;
        each_element(events, |events, tag| {
            let (XmlSpace::Word, name) = tag.name() else { return Ok(()) };
            match name {
                "abstractNumId" => list.definition = tag.number("val").unwrap_or_default(),
                "lvlOverride" => level = tag.number("ilvl").unwrap_or_default(),
                "startOverride" => {
                    if let Some(start) = list.starts.get_mut(level) {
                        *start = tag.number("val");
                    }
                }
                "lvl" => read_level(events, &tag, &mut list.levels)?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(list)
    }
}

/// Reads a level from its element, which was begun last.
fn read_level(
    events: &mut XmlEvents<'_>,
    tag: &XmlTag<'_>,
    levels: &mut [Option<ListLevel>; LEVELS],
) -> Result<(), ReadError> {
    let index: usize = tag.number("ilvl").unwrap_or_default();
    let mut level = ListLevel::default();
    each_element(events, |events, tag| {
        let (XmlSpace::Word, name) = tag.name() else { return Ok(()) };
        let value = tag.get("val");
        match name {
            "start" => level.start = tag.number("val").unwrap_or(1),
            "numFmt" => level.format = NumberFormat::by_word_name(value.as_deref().unwrap_or_default()),
            "lvlText" => level.shown = value.unwrap_or_default().into_owned(),
            "lvlRestart" => level.restarts_after = tag.number("val"),
            "isLgl" => level.is_decimal = super::properties::is_on(value.as_deref()),
            "pStyle" => level.style = value.map(|id| id.into()),
            "pPr" | "rPr" => events.skip()?,
            _ => {}
        }
        Ok(())
    })?;
    if let Some(stated) = levels.get_mut(index) {
        *stated = Some(level);
    }
    Ok(())
}
