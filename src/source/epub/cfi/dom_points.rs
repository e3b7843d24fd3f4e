//! Points in an XML file as its document object model has them: an element, or a place in a text between two elements.

use std::{collections::HashMap, ops::Range};

use quick_xml::{events::Event, reader::Reader};

use super::{super::xml, element_step::ElementStep};
use crate::source::html;

/// How deep elements may be nested above a point. Chosen by hand: deeper text is shown as if it stood there.
const MAX_DEPTH: usize = 256;

/// An offset in a file, in bytes, whose point is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WantedPoint {
    /// The offset.
    pub at: usize,
    /// Whether something ends there; otherwise something begins.
    pub is_end: bool,
}

/// A point in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomPoint {
    /// The steps from the root element to the element that it is in.
    pub elements: Vec<ElementStep>,
    /// The number of the text and the offset there, in UTF-16 code units; `None` for the element itself.
    pub text: Option<(usize, usize)>,
}

impl DomPoint {
    /// The path to the point from the element after this many steps.
    pub fn path_from(&self, steps: usize) -> String {
        let mut path: String = self.elements.iter().skip(steps).map(ToString::to_string).collect();
        if let Some((number, units)) = self.text {
            path.push_str(&format!("/{number}:{units}"));
        }
        path
    }
}

impl WantedPoint {
    /// A byte that is on the inner side of the point.
    fn inner(self) -> usize {
        if self.is_end { self.at.saturating_sub(1) } else { self.at }
    }
}

/// An element that is open.
#[derive(Default)]
struct OpenXmlElement {
    step: ElementStep,
    /// How many elements it has so far.
    children: usize,
    /// The length of the text since the last of them, in UTF-16 code units.
    units: usize,
}

/// The walk through a file.
struct PointFinder<'a> {
    source: &'a str,
    open: Vec<OpenXmlElement>,
    /// The points that are wanted, ascending; those before `next` are found.
    wanted: Vec<WantedPoint>,
    next: usize,
    found: HashMap<WantedPoint, DomPoint>,
}

/// The points at these offsets, as far as the file has them: none if it is no well-formed XML.
pub fn dom_points(source: &str, mut wanted: Vec<WantedPoint>) -> HashMap<WantedPoint, DomPoint> {
    wanted.sort_unstable_by_key(|point| (point.inner(), point.is_end));
    wanted.dedup();
    let mut finder = PointFinder { source, open: Vec::new(), wanted, next: 0, found: HashMap::new() };
    if finder.walk().is_some() { finder.found } else { HashMap::new() }
}

impl PointFinder<'_> {
    /// Reads the file. `None` if it is no well-formed XML.
    fn walk(&mut self) -> Option<()> {
        let mut reader = Reader::from_str(self.source);
        reader.config_mut().allow_dangling_amp = true;
        let mut from = 0;
        loop {
            let event = reader.read_event().ok()?;
            let to = usize::try_from(reader.buffer_position()).ok()?.min(self.source.len());
            match event {
                Event::Start(start) => self.element(xml::tag(&start).get("id"), from..to),
                Event::Empty(start) => {
                    self.element(xml::tag(&start).get("id"), from..to);
                    self.end_element();
                }
                Event::End(_) => self.end_element(),
                Event::Text(_) => self.text(from..to),
                Event::CData(_) => {
                    self.text((from + "<![CDATA[".len()).min(to)..to.saturating_sub("]]>".len()).max(from));
                }
                Event::GeneralRef(_) => self.reference(from..to),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
                Event::Eof => return self.open.is_empty().then_some(()),
            }
            from = to;
        }
    }

    /// Begins an element whose start tag is at `place`. What its attributes say has the element itself as its point.
    fn element(&mut self, id: Option<&str>, place: Range<usize>) {
        let number = self.open.last_mut().map_or(0, |parent| {
            parent.children += 1;
            parent.children
        });
        self.open.push(OpenXmlElement {
            step: ElementStep { number, id: id.map(Into::into) },
            ..OpenXmlElement::default()
        });
        while let Some(point) = self.next_within(place.end) {
            self.keep(point, None);
        }
    }

    fn end_element(&mut self) {
        self.open.pop();
        if let Some(parent) = self.open.last_mut() {
            parent.units = 0;
        }
    }

    /// Goes over text that stands as it is.
    fn text(&mut self, place: Range<usize>) {
        let mut at = place.start;
        while let Some(point) = self.next_within(place.end) {
            self.add_units(units(self.source, at..point.at));
            at = at.max(point.at);
            self.keep_in_text(point);
        }
        self.add_units(units(self.source, at..place.end));
    }

    /// Goes over a reference to a character.
    fn reference(&mut self, place: Range<usize>) {
        let characters = self.source.get(place.clone()).and_then(html::entity::reference);
        let units = characters.map_or(0, |(characters, _)| characters.encode_utf16().count());
        let mut is_after = false;
        while let Some(point) = self.next_within(place.end) {
            if point.at >= place.end && !is_after {
                self.add_units(units);
                is_after = true;
            }
            self.keep_in_text(point);
        }
        if !is_after {
            self.add_units(units);
        }
    }

    fn add_units(&mut self, units: usize) {
        if let Some(open) = self.open.last_mut() {
            open.units += units;
        }
    }

    /// Takes the next point that is wanted, if it is on or before the part that ends at `end`.
    fn next_within(&mut self, end: usize) -> Option<WantedPoint> {
        let point = self.wanted.get(self.next).copied().filter(|point| point.inner() < end)?;
        self.next += 1;
        Some(point)
    }

    fn keep_in_text(&mut self, point: WantedPoint) {
        let text = self.open.last().map(|open| (open.children * 2 + 1, open.units));
        if text.is_some() {
            self.keep(point, text);
        }
    }

    fn keep(&mut self, point: WantedPoint, text: Option<(usize, usize)>) {
        if self.open.len() <= MAX_DEPTH {
            // Paths begin in the root element.
            let elements = self.open.iter().skip(1).map(|open| open.step.clone()).collect();
            self.found.insert(point, DomPoint { elements, text });
        }
    }
}

/// The length of a part of a file in UTF-16 code units. The end of a line is one, also where it is written as two characters.
fn units(source: &str, part: Range<usize>) -> usize {
    let from = part.start;
    let is_first_of_two = |at: usize| source.as_bytes()[from + at..].starts_with(b"\r\n");
    let characters = source.get(part).unwrap_or_default().char_indices();
    characters.filter(|(at, _)| !is_first_of_two(*at)).map(|(_, c)| c.len_utf16()).sum()
}
