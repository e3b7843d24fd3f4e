//! Items of lists: which markers stand before items, and which belong to the text.

use super::{
    markers::ordinal,
    part::{Part, PartKind},
    row::Word,
};

/// Captions begin with one of these words and a number.
const CAPTION_WORDS: &[&str] = &[
    "figure",
    "fig.",
    "table",
    "tab.",
    "abbildung",
    "abb.",
    "tabelle",
    "tableau",
    "figura",
    "tabla",
    "obr.",
    "obrázek",
    "tabulka",
    "rysunek",
    "rys.",
    "chart",
    "map",
    "photo",
];

/// How many parts after an item the next item of the list is looked for.
const MAX_BETWEEN: usize = 4;

/// Keeps the markers of items that are part of a sequence; a number alone goes back into the text. Finds captions.
pub(super) fn check_items(parts: &mut [Part]) {
    let values: Vec<Option<u32>> = parts.iter().map(value).collect();
    for (i, part) in parts.iter_mut().enumerate() {
        if part.kind == PartKind::Text && is_caption(&part.text()) {
            part.kind = PartKind::Caption;
        }
        let Some(value) = values.get(i).copied().flatten() else { continue };
        let from = i.saturating_sub(MAX_BETWEEN);
        let before =
            values.get(from..i).unwrap_or_default().iter().flatten().any(|&other| other + 1 == value);
        let after = values
            .get(i + 1..)
            .unwrap_or_default()
            .iter()
            .take(MAX_BETWEEN)
            .flatten()
            .any(|&other| other == value + 1);
        if !before && !after {
            restore_marker(part);
        }
    }
}

/// The number of an item that is numbered.
fn value(part: &Part) -> Option<u32> {
    match &part.kind {
        PartKind::Item(marker) => ordinal(marker),
        _ => None,
    }
}

/// Puts the marker of an item back into its text.
pub(super) fn restore_marker(part: &mut Part) {
    let PartKind::Item(marker) = &part.kind else { return };
    if let Some(row) = part.rows.first_mut()
        && let Some(first) = row.words.first().cloned()
    {
        let left = first.left - first.size;
        row.words.insert(0, Word { text: marker.clone(), left, right: left, follows_space: false, ..first });
    }
    part.kind = PartKind::Text;
}

fn is_caption(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_named = words.next().is_some_and(|word| CAPTION_WORDS.contains(&word.to_lowercase().as_str()));
    let number = words.next().unwrap_or_default();
    is_named && number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with([':', '.', '–', '—'])
}
