//! The notes of a document: which elements refer to them, and which are their texts.

use std::collections::{HashMap, HashSet};

use super::{
    super::{marks, tag::Tag, tree::NodeId},
    mutual_links::{MarkLink, MutualLinks},
    page::{Address, Page},
};

/// What notes are called in `epub:type` and `role`.
const NOTE_TYPES: &[&str] = &["footnote", "endnote", "rearnote", "note", "annotation"];

/// What ids of notes begin with, in lower case.
const NOTE_IDS: &[&str] = &[
    "fn",
    "_ftn",
    "ftn",
    "_edn",
    "edn",
    "footnote",
    "endnote",
    "note",
    "cite_note",
    "sdfootnote",
    "sdendnote",
];

/// How many blocks after its first one a note may have that nothing marks as its own.
const MAX_MORE_BLOCKS: usize = 8;

/// How many links of a document may refer to notes. Chosen by hand: no book has half as many.
const MAX_REFERENCES: usize = 50_000;

/// How many elements around a link may have the id that its note leads back to.
const MAX_PARENTS: usize = 2;

/// The notes of a document, as far as its pages are announced.
#[derive(Debug, Default)]
pub struct NoteIndex {
    /// The notes that are referred to, by the keys of their places.
    targets: HashMap<String, NoteTarget>,
    /// The keys of notes by the links that refer to them, page by page.
    references: HashMap<String, HashMap<NodeId, String>>,
    /// How many links refer to notes.
    reference_count: usize,
    /// The keys of the places at which notes are referred to.
    sources: HashSet<String>,
    mutual: MutualLinks,
    /// Whether notes have the labels of their pages instead of numbers from 1.
    pub keeps_labels: bool,
    count: usize,
}

/// A note that is referred to.
#[derive(Debug)]
struct NoteTarget {
    /// The label in the source.
    label: String,
    /// The number in the text, from the first reference that is written.
    number: Option<usize>,
}

/// The place of a note's text in a page.
#[derive(Clone, Debug)]
pub struct NoteBody {
    /// The key of the note.
    pub key: String,
    /// The label that the source has for it; it is not written, since the number is drawn.
    pub label: Option<String>,
    /// The first element.
    pub start: NodeId,
    /// The number after the last node.
    pub end: NodeId,
}

impl NoteIndex {
    /// Looks for links in a page that refer to notes.
    pub fn announce(&mut self, page: &Page<'_>) {
        // Links within a note lead back, or to other places.
        let mut end_of_note = 0;
        for node in page.tree.descendants(page.root) {
            if self.reference_count >= MAX_REFERENCES {
                return;
            }
            if let Some(id) = page.id_of(node)
                && self.targets.contains_key(&page.key_of(id))
            {
                end_of_note = end_of_note.max(page.tree.node(block_around(page, node)).end);
            }
            let mutual = self.mutual.take(page, node);
            if !page.tree.is(node, Tag::A) {
                continue;
            }
            if let Some(MarkLink { page, node, label, target, places, .. }) = mutual {
                self.sources.extend(places);
                self.references.entry(page).or_default().insert(node, target.clone());
                self.targets.entry(target).or_insert(NoteTarget { label, number: None });
                self.reference_count += 1;
            } else if let Some((target, label)) = reference(page, node, node >= end_of_note) {
                let around = std::iter::once(node).chain(page.tree.ancestors(node).take(MAX_PARENTS));
                self.sources.extend(around.filter_map(|node| page.id_of(node)).map(|id| page.key_of(id)));
                self.references.entry(page.key.to_owned()).or_default().insert(node, target.clone());
                self.targets.entry(target).or_insert(NoteTarget { label, number: None });
                self.reference_count += 1;
            }
        }
    }

    /// The key of the note that a link refers to.
    pub fn target_of(&self, page: &Page<'_>, link: NodeId) -> Option<&str> {
        self.references.get(page.key)?.get(&link).map(String::as_str)
    }

    /// Whether notes are referred to at the place with this key.
    pub fn is_source(&self, key: &str) -> bool {
        self.sources.contains(key)
    }

    /// The number of a note: the next one, if it had none.
    pub fn number(&mut self, key: &str) -> usize {
        let Some(target) = self.targets.get_mut(key) else { return 0 };
        *target.number.get_or_insert_with(|| {
            self.count += 1;
            self.count
        })
    }

    /// The label of a note that has a number.
    pub fn label(&self, key: &str) -> String {
        let target = self.targets.get(key);
        let own = target.map(|target| &target.label).filter(|label| self.keeps_labels && !label.is_empty());
        own.cloned().or_else(|| target?.number.map(|number| number.to_string())).unwrap_or_default()
    }

    /// The texts of notes in a page, by the first element of each.
    pub fn bodies(&self, page: &Page<'_>) -> HashMap<NodeId, NoteBody> {
        let mut marked: Vec<(NodeId, String)> = Vec::new();
        if !self.targets.is_empty() {
            let nodes = page.tree.descendants(page.root);
            let keys = nodes.filter_map(|node| Some((node, page.key_of(page.id_of(node)?))));
            marked.extend(keys.filter(|(_, key)| self.targets.contains_key(key)));
        }
        let mut bodies = HashMap::new();
        let mut from = 0;
        for (i, (node, key)) in marked.iter().enumerate() {
            let next = marked.get(i + 1).map_or(page.tree.len(), |(node, _)| *node);
            let Some((start, end)) = extent(page, *node, next).filter(|(start, _)| *start >= from) else {
                continue;
            };
            from = end;
            let label =
                self.targets.get(key).map(|target| target.label.clone()).filter(|_| !self.keeps_labels);
            bodies.insert(start, NoteBody { key: key.clone(), label, start, end });
        }
        bodies
    }
}

/// The key of the note that a link refers to, with its label. What only looks like a reference counts only if it `may_be` one.
fn reference(page: &Page<'_>, link: NodeId, may_be: bool) -> Option<(String, String)> {
    let tree = page.tree;
    let href = tree.attribute(link, "href")?;
    let (_, fragment) = href.split_once('#')?;
    let is_stated = page.is_of_type(link, &["noteref", "annoref"]);
    if page.is_of_type(link, &["backlink"]) || !is_stated && !may_be {
        return None;
    }
    let text = tree.text_of(link, 64);
    let label = marks::label(&text);
    if !is_stated {
        label?;
        let parent = tree.node(link).parent;
        let is_raised = tree.is(parent, Tag::Sup)
            || tree.descendants(link).any(|inner| tree.is(inner, Tag::Sup))
            || tree.attribute(link, "class").is_some_and(|class| class.contains("note"));
        if !is_raised && !is_note_id(fragment) {
            return None;
        }
    }
    match (page.resolve)(href) {
        Address::Internal(key) => Some((key, label.unwrap_or(&text).to_owned())),
        Address::External(_) => None,
    }
}

fn is_note_id(id: &str) -> bool {
    let id = id.to_ascii_lowercase();
    NOTE_IDS.iter().any(|start| id.starts_with(start)) && !id.contains("ref")
}

/// The innermost block that a node is, or stands in.
fn block_around(page: &Page<'_>, node: NodeId) -> NodeId {
    let mut nodes = std::iter::once(node).chain(page.tree.ancestors(node));
    nodes.find(|&node| page.tree.tag(node).is_some_and(Tag::is_block)).unwrap_or(node)
}

/// From which node to which one a note reaches of which `node` has the id. `next` has the id of the next note.
fn extent(page: &Page<'_>, node: NodeId, next: NodeId) -> Option<(NodeId, NodeId)> {
    let tree = page.tree;
    let mut start = block_around(page, node);
    let is_whole = |tag: Tag| {
        matches!(tag, Tag::Body | Tag::Html | Tag::Article | Tag::Main | Tag::Table) || tag.is_in_table()
    };
    if tree.tag(start).is_none_or(|tag| is_whole(tag) || tag.heading_level().is_some())
        || tree.node(start).end > next
    {
        return None;
    }
    // A note may have more around its first paragraph.
    loop {
        let parent = tree.node(start).parent;
        let is_first = tree.children(parent).find(|&child| tree.tag(child).is_some()) == Some(start);
        let is_of_note = match tree.tag(parent) {
            Some(Tag::Li | Tag::Aside | Tag::Dd) => true,
            Some(Tag::Div | Tag::Section) => {
                page.is_of_type(parent, NOTE_TYPES) || page.id_of(parent).is_some_and(is_note_id)
            }
            _ => false,
        };
        if parent <= page.root || !is_first || !is_of_note || tree.node(parent).end > next {
            break;
        }
        start = parent;
    }
    let parent = tree.node(start).parent;
    let later = || {
        let first = Some(tree.node(start).end).filter(|&node| node < tree.node(parent).end);
        std::iter::successors(first, |&node| {
            Some(tree.node(node).end).filter(|&node| node < tree.node(parent).end)
        })
    };
    let mut elements = later().filter(|&node| tree.tag(node).is_some());
    let end = match tree.tag(start) {
        Some(Tag::Dt) => {
            elements.next().filter(|&next| tree.is(next, Tag::Dd)).map(|next| tree.node(next).end)
        }
        Some(Tag::P) => {
            let is_more =
                |node: &NodeId| matches!(tree.tag(*node), Some(Tag::P | Tag::Blockquote | Tag::Ul | Tag::Ol));
            let before_next = |node: &NodeId| tree.node(*node).end <= next;
            let more: Vec<NodeId> = elements
                .by_ref()
                .take_while(|node| is_more(node) && before_next(node))
                .take(MAX_MORE_BLOCKS + 1)
                .collect();
            // Only what stands between two notes is surely part of the first one.
            let stands_between = later()
                .find(|&node| tree.node(node).end > next)
                .is_some_and(|_| more.len() <= MAX_MORE_BLOCKS);
            more.last().filter(|_| stands_between).map(|&last| tree.node(last).end)
        }
        _ => None,
    };
    Some((start, end.unwrap_or(tree.node(start).end)))
}
