//! Verse in a file of a book: the lines of a stanza are often paragraphs of their own.

use crate::source::html::{
    Tag,
    tree::{Content, NodeId, Tree},
};

/// Classes of stanzas and poems, in lower case.
const VERSE_CLASSES: &[&str] = &[
    "stanza",
    "verse",
    "strophe",
    "strofa",
    "linegroup",
    "line-group",
    "lg",
    "poem",
    "poetry",
    "song",
    "vers",
    "gedicht",
];

/// Types of stanzas and poems.
const VERSE_TYPES: &[&str] = &["z3998:verse", "z3998:poem", "z3998:song", "z3998:hymn", "z3998:lyrics"];

/// The longest line of verse, in bytes. Chosen by hand: a longer one is prose.
const MAX_LINE_BYTES: usize = 160;

/// How verse is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerseForm {
    /// The blocks in the element are stanzas.
    Stanzas,
    /// The blocks in the element are lines of one stanza.
    Lines,
}

/// The elements of a file with verse.
pub fn verses(tree: &Tree<'_>) -> Vec<(NodeId, VerseForm)> {
    let mut verses = Vec::new();
    let mut node = 1;
    while node < tree.len() {
        if is_verse(tree, node) {
            let is_stanza = are_lines(tree, node);
            verses.push((node, if is_stanza { VerseForm::Lines } else { VerseForm::Stanzas }));
            if is_stanza {
                node = tree.node(node).end - 1;
            }
        }
        node += 1;
    }
    verses
}

fn is_verse(tree: &Tree<'_>, node: NodeId) -> bool {
    let is_class = |class: &str| VERSE_CLASSES.iter().any(|name| class.eq_ignore_ascii_case(name));
    tree.tag(node).is_some_and(|tag| matches!(tag, Tag::Div | Tag::Section | Tag::Blockquote | Tag::P))
        && !tree.attributes(node).is_empty()
        && (tree.classes(node).any(is_class) || tree.has_word(node, "epub:type", VERSE_TYPES))
}

/// Whether the children of an element are several short blocks, with nothing between them and no blocks or line breaks in them.
fn are_lines(tree: &Tree<'_>, node: NodeId) -> bool {
    let mut count = 0;
    for child in tree.children(node) {
        match tree.node(child).content {
            Content::Text { span, .. } if tree.source[span.range()].trim().is_empty() => {}
            Content::Element { tag: Tag::P | Tag::Div, .. } => {
                let is_inner =
                    |inner: NodeId| tree.tag(inner).is_some_and(|tag| tag.is_block() || tag == Tag::Br);
                let is_long = || tree.text_of(child, MAX_LINE_BYTES + 1).len() > MAX_LINE_BYTES;
                if tree.descendants(child).any(is_inner) || is_long() {
                    return false;
                }
                count += 1;
            }
            _ => return false,
        }
    }
    count > 1
}
