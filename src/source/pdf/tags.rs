//! The structure that a tagged document states: which of its marked content belongs to one paragraph, and what is a heading
//! (ISO 32000-1, 14.7).

use std::collections::{HashMap, HashSet};

use hayro_syntax::{
    object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier},
    xref::XRef,
};

use super::{page::PageRows, row::Row};

/// The share of rows close below each other that must belong to one block for the blocks to be believed: some programs tag each row.
const MIN_SHARED: f32 = 0.4;

/// How deep the tree of structure may be, and how many elements are read of it.
const MAX_DEPTH: usize = 128;
const MAX_ELEMENTS: usize = 2_000_000;

/// How often a role may be said to stand for another one.
const MAX_ROLES: usize = 8;

/// Elements that are parts of a block and no blocks themselves.
const INLINE: &[&str] = &[
    "Span",
    "Link",
    "Em",
    "Strong",
    "Reference",
    "Quote",
    "Code",
    "Annot",
    "Sub",
    "BibEntry",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "NonStruct",
    "Private",
];

/// What the structure says of marked content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// The number of the block that it belongs to.
    pub block: u32,
    /// The level, if the block is a heading.
    pub heading: Option<u8>,
}

/// The tags of a document, by the page and the number of the marked content on it.
#[derive(Debug, Default)]
pub(super) struct Tags(HashMap<(usize, u32), Tag>);

/// An element whose parts are still to be read.
struct OpenStructureElement<'a> {
    kids: Vec<MaybeRef<Object<'a>>>,
    page: Option<usize>,
    tag: Tag,
}

impl Tags {
    /// The tags of a document with this catalog, whose pages are these objects.
    pub fn new<'a>(catalog: &Dict<'a>, pages: &HashMap<ObjectIdentifier, usize>, xref: &'a XRef) -> Self {
        let mut tags = Self::default();
        let Some(root) = catalog.get::<Dict<'a>>("StructTreeRoot") else { return tags };
        let roles = root.get::<Dict<'a>>("RoleMap").unwrap_or_default();
        let none = Tag { block: 0, heading: None };
        let mut open = vec![OpenStructureElement { kids: kids(&root), page: None, tag: none }];
        let mut count = 0;
        let mut seen = HashSet::new();
        while let Some(element) = open.last_mut() {
            let Some(kid) = element.kids.pop() else {
                open.pop();
                continue;
            };
            count += 1;
            if count > MAX_ELEMENTS {
                break;
            }
            let (page, tag) = (element.page, element.tag);
            let object = match kid {
                MaybeRef::Ref(reference) if !seen.insert(ObjectIdentifier::from(reference)) => None,
                MaybeRef::Ref(reference) => xref.get::<Object<'a>>(reference.into()),
                MaybeRef::NotRef(object) => Some(object),
            };
            match object {
                Some(Object::Number(number)) => tags.add(page, number.as_i64(), tag),
                Some(Object::Dict(dict)) => {
                    let page = dict.get_ref("Pg").and_then(|page| pages.get(&page.into()).copied()).or(page);
                    if let Some(number) = dict.get::<i32>("MCID") {
                        tags.add(page, i64::from(number), tag);
                    } else if open.len() < MAX_DEPTH {
                        let tag = inherited(&dict, &roles, tag, count as u32);
                        open.push(OpenStructureElement { kids: kids(&dict), page, tag });
                    }
                }
                _ => {}
            }
        }
        tags
    }

    fn add(&mut self, page: Option<usize>, number: i64, tag: Tag) {
        if let (Some(page), Ok(number)) = (page, u32::try_from(number)) {
            self.0.insert((page, number), tag);
        }
    }

    /// The number of the block that marked content on a page belongs to.
    pub fn block(&self, page: usize, number: u32) -> Option<u32> {
        self.0.get(&(page, number)).map(|tag| tag.block)
    }

    /// The levels of the blocks that are headings.
    pub fn headings(&self) -> HashMap<u32, u8> {
        self.0.values().filter_map(|tag| Some((tag.block, tag.heading?))).collect()
    }
}

/// Forgets the blocks of a document in which most rows are said to be blocks of their own.
pub(super) fn forget_useless_blocks(pages: &mut [PageRows]) {
    let pairs = pages.iter().flat_map(|page| page.rows.iter().zip(page.rows.iter().skip(1)));
    let is_near =
        |(a, b): &(&Row, &Row)| b.baseline - a.baseline < 1.5 * a.size && (a.size - b.size).abs() < 0.5;
    let block = |row: &Row, last: bool| {
        if last { row.words.last() } else { row.words.first() }.and_then(|word| word.block)
    };
    let blocks: Vec<bool> =
        pairs.filter(is_near).filter_map(|(a, b)| Some(block(a, true)? == block(b, false)?)).collect();
    let shared = blocks.iter().filter(|&&is_shared| is_shared).count();
    if (shared as f32) < MIN_SHARED * blocks.len() as f32 {
        let words = pages.iter_mut().flat_map(|page| &mut page.rows).flat_map(|row| &mut row.words);
        words.for_each(|word| word.block = None);
    }
}

/// The parts of an element, the last one first.
fn kids<'a>(element: &Dict<'a>) -> Vec<MaybeRef<Object<'a>>> {
    if let Some(kids) = element.get::<Array<'a>>("K") {
        let mut kids: Vec<MaybeRef<Object<'a>>> = kids.raw_iter().take(MAX_ELEMENTS).collect();
        kids.reverse();
        return kids;
    }
    element.get_raw::<Object<'a>>("K").into_iter().collect()
}

/// The tag of what is in an element; `number` is for a block of its own.
fn inherited(element: &Dict<'_>, roles: &Dict<'_>, around: Tag, number: u32) -> Tag {
    let Some(mut role) = element.get::<Name<'_>>("S").map(|name| name.as_str().to_owned()) else {
        return around;
    };
    for _ in 0..MAX_ROLES {
        match roles.get::<Name<'_>>(role.as_str()) {
            Some(other) if other.as_str() != role => other.as_str().clone_into(&mut role),
            _ => break,
        }
    }
    if INLINE.contains(&role.as_str()) {
        return around;
    }
    let level =
        role.strip_prefix('H').and_then(|level| level.parse::<u8>().ok()).map(|level| level.clamp(1, 6));
    Tag { block: number, heading: level.or((role == "H").then_some(1)) }
}
