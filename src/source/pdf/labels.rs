//! The labels of pages, as they are printed: "xii", "312" (ISO 32000-1, 12.4.2).

use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

use super::strings::text_string;
use crate::source::roman::roman;

/// How deep the tree of labels may be, and how many nodes and ranges it may have.
const MAX_DEPTH: usize = 16;
const MAX_RANGES: usize = 10_000;

/// The labels of all pages; page numbers from 1 where the document has none.
pub(super) fn page_labels(catalog: &Dict<'_>, pages: usize) -> Vec<String> {
    let mut ranges = Vec::new();
    if let Some(tree) = catalog.get::<Dict<'_>>("PageLabels") {
        collect(&tree, 0, &mut ranges);
    }
    ranges.sort_by_key(|range: &LabelRange| range.first);
    let mut labels = Vec::with_capacity(pages);
    for page in 0..pages {
        let next = ranges.partition_point(|range| range.first <= page);
        let label = next.checked_sub(1).and_then(|i| ranges.get(i)).map(|range| range.label(page));
        labels.push(label.filter(|label| !label.is_empty()).unwrap_or_else(|| (page + 1).to_string()));
    }
    labels
}

/// Pages that are numbered in one way.
struct LabelRange {
    first: usize,
    prefix: String,
    style: Option<u8>,
    start: usize,
}

impl LabelRange {
    fn label(&self, page: usize) -> String {
        let number = self.start.saturating_add(page.saturating_sub(self.first));
        let number = match self.style {
            Some(b'D') => number.to_string(),
            Some(b'r') => roman(number),
            Some(b'R') => roman(number).to_uppercase(),
            Some(b'a') => letters(number),
            Some(b'A') => letters(number).to_uppercase(),
            _ => String::new(),
        };
        format!("{}{number}", self.prefix)
    }
}

fn collect(node: &Dict<'_>, depth: usize, ranges: &mut Vec<LabelRange>) {
    if depth > MAX_DEPTH || ranges.len() > MAX_RANGES {
        return;
    }
    if let Some(numbers) = node.get::<Array<'_>>("Nums") {
        let objects: Vec<Object<'_>> = numbers.iter::<Object<'_>>().take(2 * MAX_RANGES).collect();
        for pair in objects.as_chunks::<2>().0 {
            if let [Object::Number(first), Object::Dict(label)] = pair {
                ranges.push(LabelRange {
                    first: usize::try_from(first.as_i64()).unwrap_or_default(),
                    prefix: label
                        .get::<PdfString<'_>>("P")
                        .map(|prefix| text_string(prefix.as_bytes()).trim().to_owned())
                        .unwrap_or_default(),
                    style: label.get::<Name<'_>>("S").and_then(|style| style.as_ref().first().copied()),
                    start: label.get::<u32>("St").map_or(1, |start| start as usize),
                });
            }
        }
    }
    if let Some(kids) = node.get::<Array<'_>>("Kids") {
        for kid in kids.iter::<Dict<'_>>().take(MAX_RANGES) {
            collect(&kid, depth + 1, ranges);
        }
    }
}

/// The letters a to z, aa to zz and so on; in digits beyond some.
fn letters(number: usize) -> String {
    let Some(index) = number.checked_sub(1).filter(|&index| index < 26 * 20) else {
        return number.to_string();
    };
    let letter = char::from(b'a' + (index % 26) as u8);
    std::iter::repeat_n(letter, index / 26 + 1).collect()
}
