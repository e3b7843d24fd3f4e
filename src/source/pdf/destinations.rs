//! Destinations: what bookmarks and links lead to, and the bookmarks and links themselves.

use std::collections::{HashMap, HashSet};

use hayro_syntax::{
    object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Rect, String as PdfString},
    page::{Page, Pages},
};

use super::{
    content::area,
    geometry::Matrix,
    glyph::{PageLink, PageTarget},
    strings::text_string,
};

/// How many bookmarks, named destinations and links of a page are read at most.
const MAX_ENTRIES: usize = 50_000;

/// How deep trees of bookmarks and names may be.
const MAX_DEPTH: usize = 32;

/// A bookmark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bookmark {
    /// How deep it stands, from 1.
    pub level: u8,
    /// The title.
    pub title: String,
    /// The page, from 0, and how far down on it in points, if it leads to a place in the document.
    pub place: Option<(usize, f32)>,
}

/// What is needed to find the place that a destination means.
pub(super) struct Destinations<'a> {
    pages: HashMap<ObjectIdentifier, usize>,
    /// For each page, the transformation onto the upright page.
    upright: Vec<Matrix>,
    named: HashMap<Vec<u8>, Object<'a>>,
}

impl<'a> Destinations<'a> {
    /// The destinations of a document with this catalog.
    pub fn new(catalog: &Dict<'a>, pages: &Pages<'a>) -> Self {
        let ids = pages.iter().enumerate().filter_map(|(i, page)| Some((page.raw().obj_id()?, i)));
        let mut named = HashMap::new();
        if let Some(dests) = catalog.get::<Dict<'a>>("Dests") {
            let entries = dests.keys().take(MAX_ENTRIES);
            named.extend(
                entries.filter_map(|key| Some((key.as_ref().to_vec(), dests.get::<Object<'a>>(&key)?))),
            );
        }
        let names = catalog.get::<Dict<'a>>("Names").and_then(|names| names.get::<Dict<'a>>("Dests"));
        if let Some(tree) = names {
            collect_names(&tree, 0, &mut named);
        }
        let upright = pages.iter().map(|page| Matrix::from(page.initial_transform(true))).collect();
        Self { pages: ids.collect(), upright, named }
    }

    /// The page and the place on it that a destination means.
    fn place(&self, destination: &Object<'a>, depth: usize) -> Option<(usize, f32)> {
        if depth > 3 {
            return None;
        }
        let named = |name: &[u8]| self.named.get(name).and_then(|found| self.place(found, depth + 1));
        match destination {
            Object::Name(name) => named(name.as_ref()),
            Object::String(name) => named(name.as_bytes()),
            Object::Dict(dict) => self.place(&dict.get::<Object<'a>>("D")?, depth + 1),
            Object::Array(array) => self.place_of(array),
            _ => None,
        }
    }

    fn place_of(&self, array: &Array<'a>) -> Option<(usize, f32)> {
        let first = array.raw_iter().next()?;
        let page = match first.as_obj_ref() {
            Some(reference) => *self.pages.get(&ObjectIdentifier::from(reference))?,
            None => usize::try_from(array.iter::<Number>().next()?.as_i64()).ok()?,
        };
        let upright = self.upright.get(page)?;
        let rest: Vec<Object<'a>> = array.iter::<Object<'a>>().skip(1).take(5).collect();
        let number = |i: usize| match rest.get(i) {
            Some(Object::Number(number)) => Some(number.as_f64()),
            _ => None,
        };
        let fit = match rest.first() {
            Some(Object::Name(name)) => name.as_ref().to_vec(),
            _ => Vec::new(),
        };
        let point = match fit.as_slice() {
            b"XYZ" => number(2).map(|y| (number(1).unwrap_or_default(), y)),
            b"FitH" | b"FitBH" => number(1).map(|y| (0.0, y)),
            b"FitR" => number(4).map(|y| (number(1).unwrap_or_default(), y)),
            _ => None,
        };
        Some((page, point.map_or(0.0, |(x, y)| upright.point(x, y).1)))
    }

    fn target(&self, dict: &Dict<'a>) -> Option<PageTarget> {
        let place = |object: Object<'a>| self.place(&object, 0).map(|(page, y)| PageTarget::Page(page, y));
        if let Some(target) = dict.get::<Object<'a>>("Dest").and_then(place) {
            return Some(target);
        }
        let action = dict.get::<Dict<'a>>("A")?;
        match action.get::<Name<'a>>("S")?.as_ref() {
            b"GoTo" => place(action.get::<Object<'a>>("D")?),
            b"URI" => {
                let address = action.get::<PdfString<'a>>("URI")?;
                Some(PageTarget::Address(String::from_utf8_lossy(address.as_bytes()).into_owned()))
            }
            _ => None,
        }
    }

    /// The links of a page.
    pub fn links(&self, page: &Page<'a>) -> Vec<PageLink> {
        let annotations = page.raw().get::<Array<'a>>("Annots");
        let annotations = annotations.iter().flat_map(Array::iter::<Dict<'a>>).take(MAX_ENTRIES);
        let links = annotations.filter(|dict| {
            dict.get::<Name<'a>>("Subtype").is_some_and(|subtype| subtype.as_ref() == b"Link")
        });
        let link = |dict: Dict<'a>| {
            Some(PageLink { area: area(page, dict.get::<Rect>("Rect")?), target: self.target(&dict)? })
        };
        links.filter_map(link).collect()
    }

    /// The bookmarks of the document in their order.
    pub fn bookmarks(&self, catalog: &Dict<'a>) -> Vec<Bookmark> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        // Siblings still to be read at each level, the innermost last.
        let mut open: Vec<Option<Dict<'a>>> = Vec::new();
        open.extend(catalog.get::<Dict<'a>>("Outlines").map(|root| root.get::<Dict<'a>>("First")));
        while let Some(next) = open.last_mut() {
            let Some(entry) = next.take() else {
                open.pop();
                continue;
            };
            *next = entry.get::<Dict<'a>>("Next");
            if entry.obj_id().is_some_and(|id| !seen.insert(id)) || found.len() >= MAX_ENTRIES {
                break;
            }
            let title = entry
                .get::<PdfString<'a>>("Title")
                .map(|title| text_string(title.as_bytes()))
                .unwrap_or_default();
            let place = match self.target(&entry) {
                Some(PageTarget::Page(page, y)) => Some((page, y)),
                _ => None,
            };
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            found.push(Bookmark { level: open.len() as u8, title, place });
            if open.len() < MAX_DEPTH {
                open.push(entry.get::<Dict<'a>>("First"));
            }
        }
        found
    }
}

fn collect_names<'a>(node: &Dict<'a>, depth: usize, named: &mut HashMap<Vec<u8>, Object<'a>>) {
    if depth > MAX_DEPTH || named.len() > MAX_ENTRIES {
        return;
    }
    if let Some(names) = node.get::<Array<'a>>("Names") {
        let objects: Vec<Object<'a>> = names.iter::<Object<'a>>().take(2 * MAX_ENTRIES).collect();
        for pair in objects.as_chunks::<2>().0 {
            if let [Object::String(name), destination] = pair {
                named.insert(name.as_bytes().to_vec(), destination.clone());
            }
        }
    }
    if let Some(kids) = node.get::<Array<'a>>("Kids") {
        for kid in kids.iter::<Dict<'a>>().take(MAX_ENTRIES) {
            collect_names(&kid, depth + 1, named);
        }
    }
}
