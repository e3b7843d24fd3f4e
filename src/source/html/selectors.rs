//! Places in a page by CSS selectors: the element that holds them, and the place in its text.

use std::collections::HashMap;

use super::{
    builder::build,
    encoding, metadata,
    page_text::{self, Extent},
    tag::Tag,
    tree::{Content, NodeId, Tree},
};
use crate::{source::SourcePlace, text::Span};

/// The places of these parts of the text of a page, as many as there are parts.
pub(super) fn find(bytes: &[u8], extent: Extent, text: &str, spans: &[Span]) -> Vec<Option<SourcePlace>> {
    let source = encoding::decode(bytes).text;
    let tree = build(&source, page_text::is_xml(&source));
    let (made, _, map) = page_text::write(&tree, &metadata::read(&tree), extent).finish(&source);
    if tree.is_cut || made != text {
        return vec![None; spans.len()];
    }
    let page = PageIndex::of(&tree);
    let place = |&span: &Span| page.place(map.source_span(text, span)?);
    spans.iter().map(place).collect()
}

/// What is counted of a page once, so that finding a place takes no longer in a larger one.
struct PageIndex<'t, 'a> {
    tree: &'t Tree<'a>,
    /// How many code points of text come before each node, and at the end before none.
    before: Vec<usize>,
    /// The number of each element among those of its name in its parent, from 1.
    numbers: Vec<usize>,
    /// How many elements have each id.
    ids: HashMap<&'t str, usize>,
    /// The starts of the texts in the source with their nodes, ascending.
    texts: Vec<(usize, NodeId)>,
}

impl<'t, 'a> PageIndex<'t, 'a> {
    fn of(tree: &'t Tree<'a>) -> Self {
        let (mut before, mut numbers) = (Vec::with_capacity(tree.len()), Vec::with_capacity(tree.len()));
        let (mut ids, mut texts) = (HashMap::new(), Vec::new());
        let mut counts: HashMap<(NodeId, String), usize> = HashMap::new();
        let mut points = 0;
        for id in 0..tree.len() {
            before.push(points);
            let mut number = 0;
            match tree.node(id).content {
                Content::Text { span, .. } => {
                    texts.push((span.start, id));
                    tree.text_pieces(id, |piece, _| points += piece.chars().count());
                }
                Content::Element { .. } if id > 0 => {
                    let count =
                        counts.entry((tree.node(id).parent, tree.name(id).to_ascii_lowercase())).or_default();
                    *count += 1;
                    number = *count;
                    if let Some(own) = tree.attribute(id, "id") {
                        *ids.entry(own).or_default() += 1;
                    }
                }
                Content::Element { .. } => {}
            }
            numbers.push(number);
        }
        Self { tree, before, numbers, ids, texts }
    }

    /// The place of a part of the source that begins and ends in texts.
    fn place(&self, source: Span) -> Option<SourcePlace> {
        let (first, last) = (self.text_at(source.start)?, self.text_at(source.end.checked_sub(1)?)?);
        let holds_both = |&id: &NodeId| id > 0 && last < self.tree.node(id).end;
        let element = self.tree.ancestors(first).find(holds_both)?;
        let offset =
            |id: NodeId, at: usize| self.before[id] + self.points_before(id, at) - self.before[element];
        let (start, end) = (offset(first, source.start), offset(last, source.end));
        Some(SourcePlace::Element { selector: self.selector(element)?, start, end })
    }

    /// The text that has this byte of the source.
    fn text_at(&self, at: usize) -> Option<NodeId> {
        let after = self.texts.partition_point(|(start, _)| *start <= at);
        let (_, id) = *self.texts.get(after.checked_sub(1)?)?;
        matches!(self.tree.node(id).content, Content::Text { span, .. } if span.contains(at)).then_some(id)
    }

    /// How many code points of a text come before this place in the source.
    fn points_before(&self, id: NodeId, at: usize) -> usize {
        let mut points = 0;
        self.tree.text_pieces(id, |piece, source| {
            if source.end <= at {
                points += piece.chars().count();
            } else if source.start < at && source.len() == piece.len() {
                points += piece.get(..at - source.start).map_or(0, |before| before.chars().count());
            }
        });
        points
    }

    /// The selector of an element, from the nearest one on that has an id of its own.
    fn selector(&self, element: NodeId) -> Option<String> {
        let mut steps: Vec<String> = Vec::new();
        for id in std::iter::once(element).chain(self.tree.ancestors(element)).filter(|id| *id > 0) {
            let own = self.tree.attribute(id, "id").filter(|own| self.ids.get(own) == Some(&1));
            if let Some(own) = own.filter(|own| is_identifier(own)) {
                steps.push(format!("#{own}"));
                break;
            }
            let name = self.tree.name(id).to_ascii_lowercase();
            if !is_identifier(&name) {
                return None;
            }
            if matches!(name.as_str(), "html" | "head" | "body") {
                steps.push(name);
                break;
            }
            let number = self.numbers[id];
            steps.push(format!("{name}:nth-of-type({number})"));
            let parent = self.tree.node(id).parent;
            // Browsers put rows into a body of the table, and all that is shown into one of the page, where they are not written.
            if self.tree.is(id, Tag::Tr) && self.tree.is(parent, Tag::Table) {
                steps.push("tbody".to_owned());
            }
            if parent == 0 || self.tree.name(parent).eq_ignore_ascii_case("html") {
                steps.push("body".to_owned());
                break;
            }
        }
        steps.reverse();
        Some(steps.join(" > "))
    }
}

/// Whether a name can stand in a selector as it is.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::HTML;

    const PAGE: &str = "<!DOCTYPE html><html><head><title>The lock</title></head><body><article>\n<h1>The lock</h1>\n\
        <p>It rained for days, and nobody knew why the gates of the old lock stood open in the night.</p>\
        <p id=\"end\">The <em>keeper</em> &amp; his dog 🌧 waited for the boats, which did not come before the evening was over.</p>\
        <table><tr><th>Boat</th><th>Tons</th></tr><tr><td>Anna Maria</td><td>120</td></tr></table>\
        <p>On Monday the water was let in again, and everybody came to see how the boats went up.</p></article></body></html>";

    /// The selector of the element, and the start and end there.
    fn place(page: &str, words: &str) -> Option<(String, usize, usize)> {
        let text = (HTML.read)(page.as_bytes()).expect("a page").text;
        let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        let span = Span::new(start, start + words.len());
        let find = HTML.find_in_source.expect("pages have selectors");
        match find(page.as_bytes(), &text, &[span]).pop()?? {
            SourcePlace::Element { selector, start, end } => Some((selector, start, end)),
            SourcePlace::Cfi(_) => None,
        }
    }

    #[test]
    fn the_smallest_element_is_selected_and_its_text_counted_in_code_points() {
        let is = |selector: &str, start, end| Some((selector.to_owned(), start, end));
        assert_eq!(place(PAGE, "rained"), is("body > article:nth-of-type(1) > p:nth-of-type(1)", 3, 9));
        assert_eq!(place(PAGE, "keeper"), is("#end > em:nth-of-type(1)", 0, 6));
        assert_eq!(place(PAGE, "keeper & his dog 🌧 waited"), is("#end", 4, 29));
        assert_eq!(place(PAGE, "On Monday"), is("body > article:nth-of-type(1) > p:nth-of-type(3)", 0, 9));
        let row = "body > article:nth-of-type(1) > table:nth-of-type(1) > tbody > tr:nth-of-type(2)";
        assert_eq!(place(PAGE, "120"), is(&format!("{row} > td:nth-of-type(2)"), 0, 3));
        assert_eq!(place(PAGE, "Anna Maria\t120"), is(row, 0, 13));
    }

    #[test]
    fn an_id_counts_only_if_one_element_has_it() {
        let page = PAGE.replace("<p>On", "<p id=\"end\">On");
        let (selector, ..) = place(&page, "On Monday").expect("a place");
        assert_eq!(selector, "body > article:nth-of-type(1) > p:nth-of-type(3)");
        let page = PAGE.replace("id=\"end\"", "id=\"1 end\"").replace("<html>", "").replace("<body>", "");
        let (selector, ..) = place(&page, "keeper").expect("a place");
        assert!(selector.ends_with("p:nth-of-type(2) > em:nth-of-type(1)"), "{selector}");
    }

    #[test]
    fn many_places_take_linear_time() {
        let time = |count: usize| {
            let page = format!("<article>{}</article>", "<p>Words, and more words of it.</p>".repeat(count));
            let text = (HTML.read)(page.as_bytes()).expect("a page").text;
            let spans: Vec<Span> = text.match_indices("more").map(|(at, _)| Span::new(at, at + 4)).collect();
            let started = std::time::Instant::now();
            let found = find(page.as_bytes(), Extent::Article, &text, &spans);
            assert_eq!((found.len(), found.iter().flatten().count()), (count, count));
            started.elapsed().as_secs_f64()
        };
        let small = (0..3).map(|_| time(500)).fold(f64::MAX, f64::min);
        assert!(time(5000) < 60.0 * small.max(0.001));
    }
}
