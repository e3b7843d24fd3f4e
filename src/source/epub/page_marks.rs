//! Where the pages of the printed edition begin in a file of a book.

use std::collections::HashMap;

use crate::source::html::{
    Tag,
    tree::{NodeId, Tree},
};

/// Parts of the classes of elements that hold the number of a page.
const PAGE_CLASSES: &[&str] =
    &["pagenum", "pageno", "page-num", "pagebreak", "page-break", "page_break", "pagemarker"];

/// How much of an element is looked at for the number of a page, in bytes.
const MAX_LABEL_BYTES: usize = 24;

/// The beginning of a printed page.
#[derive(Debug, PartialEq, Eq)]
pub struct PageMark {
    /// The element.
    pub node: NodeId,
    /// The label of the page: "312", "xii".
    pub label: String,
    /// Whether the element is nothing but the mark, so that its text isn't part of the book's.
    pub is_only_mark: bool,
}

/// The beginnings of pages in a file: at the elements that the book lists by their ids, and at those that look like page numbers.
pub fn page_marks(tree: &Tree<'_>, listed: &HashMap<&str, &str>) -> Vec<PageMark> {
    let mut marks: Vec<PageMark> = Vec::new();
    // The end of the element that was taken for the number of a page.
    let mut end = 0;
    for node in tree.descendants(0) {
        if tree.attributes(node).is_empty() {
            continue;
        }
        let id = ["id", "xml:id", "name"].iter().find_map(|name| tree.attribute(node, name));
        let label = id.and_then(|id| listed.get(id).copied());
        let number = page_number(tree, node);
        match (label, number) {
            // The number of a page may stand around the element that is listed.
            (Some(label), _) if node < end => {
                if let Some(mark) = marks.last_mut() {
                    label.clone_into(&mut mark.label);
                }
            }
            (None, _) if node < end => {}
            (Some(label), number) => {
                end = if number.is_some() { tree.node(node).end } else { end };
                marks.push(PageMark { node, label: label.to_owned(), is_only_mark: number.is_some() });
            }
            (None, Some(label)) => {
                end = tree.node(node).end;
                marks.push(PageMark { node, label, is_only_mark: true });
            }
            (None, None) => {}
        }
    }
    marks
}

/// The label of a page, if the element is the number of one by its class, and has no other text.
fn page_number(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    let class = tree.attribute(node, "class")?.to_ascii_lowercase();
    if !PAGE_CLASSES.iter().any(|name| class.contains(name))
        || tree.tag(node).is_none_or(|tag| tag == Tag::Body)
    {
        return None;
    }
    let text = tree.text_of(node, MAX_LABEL_BYTES + 1);
    let text = if text.is_empty() { tree.attribute(node, "title").unwrap_or_default() } else { &text };
    let is_mark = |c: char| !c.is_alphanumeric();
    let label = text.trim_matches(is_mark);
    let label = ["page", "pg", "p", "seite", "s"]
        .iter()
        .find_map(|word| {
            let head = label.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word))?;
            Some(label[head.len()..].trim_start_matches(is_mark)).filter(|rest| !rest.is_empty())
        })
        .unwrap_or(label);
    let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = label.bytes().all(|byte| b"ivxlcdm".contains(&byte.to_ascii_lowercase()));
    (!label.is_empty() && label.len() <= MAX_LABEL_BYTES && (is_number || is_roman)).then(|| label.to_owned())
}
