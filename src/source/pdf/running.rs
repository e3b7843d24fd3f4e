//! Running heads and feet, and page numbers: rows at the top and the bottom of pages that come again from page to page.

use std::collections::{HashMap, HashSet};

use super::{page::PageRows, row::Row, word::DrawnWord};
use crate::source::roman::roman_value;

/// How many rows at the top and at the bottom of a page may belong to its head and its foot.
const MAX_ROWS: usize = 4;

/// How far rows at the same place of two pages may be apart, in points.
const PLACE_TOLERANCE: f32 = 3.0;

/// How much the sizes of heads at one place may differ, in points.
const SIZE_TOLERANCE: f32 = 0.3;

/// The gap between the two ends of a running head, in sizes of the font.
const MIN_GAP: f32 = 2.0;

/// The part of a page at its upper and at its lower end in which its head and its foot stand.
const MAX_MARGIN: f32 = 0.2;

/// How many places of heads are counted.
const MAX_PLACES: usize = 64;

/// Which end of a page a row is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum End {
    Top,
    Bottom,
}

/// The first or the last row of a page, near the edge of the page.
struct OuterRow<'a> {
    /// The index of the page.
    page: usize,
    end: End,
    row: &'a Row,
    /// Its text with numbers abstracted.
    text: String,
}

/// A place at which pages may have a head.
struct HeadPlace {
    end: End,
    /// The baseline, in points.
    baseline: f32,
    /// The size of the font, in points.
    size: f32,
    /// How many pages have a row there.
    count: usize,
    /// How many of these rows come again on another page.
    again: usize,
}

/// A row as it comes again on other pages: the end of the page, and its text with numbers abstracted.
type Repeated = (End, String);

/// Takes running heads, running feet and page numbers out of the pages.
pub(super) fn remove_running_rows(pages: &mut [PageRows]) {
    for _ in 0..MAX_ROWS {
        let found = found(pages);
        if found.is_empty() {
            return;
        }
        for (page, end) in found {
            let Some(page) = pages.get_mut(page) else { continue };
            match end {
                End::Top if !page.rows.is_empty() => drop(page.rows.remove(0)),
                End::Bottom => drop(page.rows.pop()),
                End::Top => {}
            }
        }
    }
}

/// The outermost rows that are running heads or feet.
fn found(pages: &[PageRows]) -> Vec<(usize, End)> {
    let outer = outer_rows(pages);
    let mut repeated: HashMap<Repeated, Vec<(usize, f32)>> = HashMap::new();
    for OuterRow { page, end, row, text } in &outer {
        let mut texts = ends(row);
        texts.push(text.clone());
        texts.dedup();
        for text in texts {
            repeated.entry((*end, text)).or_default().push((*page, row.baseline));
        }
    }
    let places = head_places(pages, &outer, &repeated);
    let chapters = chapter_numbers(&outer);
    let is_running = |OuterRow { page, end, row, text }: &&OuterRow<'_>| {
        if chapters.contains(&(*page, *end)) {
            return false;
        }
        let Some(same) = repeated.get(&(*end, text.clone())) else { return false };
        let near = same
            .iter()
            .filter(|(other, place)| other != page && (place - row.baseline).abs() < PLACE_TOLERANCE);
        let is_number = is_page_number(text);
        near.count() >= 1 && (is_number || same.len() >= 3 || pages.len() <= 6)
            || (is_number && (is_apart(pages.get(*page), *end) || pages.len() > 1))
            || places.iter().any(|place| place.is_of(*end, row))
    };
    outer.iter().filter(is_running).map(|outer| (outer.page, outer.end)).collect()
}

/// The first and the last row of each page, where they are near its edge.
fn outer_rows(pages: &[PageRows]) -> Vec<OuterRow<'_>> {
    let baselines = || pages.iter().flat_map(|page| &page.rows).map(|row| row.baseline);
    let (highest, lowest) = (baselines().fold(f32::MAX, f32::min), baselines().fold(f32::MIN, f32::max));
    let rows = pages.iter().enumerate().flat_map(|(page, rows)| {
        let height = rows.extent.1;
        let (mut top, mut bottom) = (MAX_MARGIN * height, (1.0 - MAX_MARGIN) * height);
        if lowest - highest > 0.4 * height {
            // The sheet may be larger than what was set.
            top = top.max(highest + MAX_MARGIN / 2.0 * height);
            bottom = bottom.min(lowest - MAX_MARGIN / 2.0 * height);
        }
        let first = rows.rows.first().filter(|row| row.baseline < top);
        let last = rows.rows.last().filter(|row| row.baseline > bottom);
        [(page, End::Top, first), (page, End::Bottom, last)]
    });
    rows.filter_map(|(page, end, row)| {
        Some(OuterRow { page, end, row: row?, text: abstracted(&row?.text()) })
    })
    .collect()
}

/// The rows with a Roman number alone that don't count the pages: they are those of chapters. Page numbers may stand at the top of
/// some pages, beside a head, and at the bottom of others.
fn chapter_numbers(outer: &[OuterRow<'_>]) -> HashSet<(usize, End)> {
    let mut pages_with: HashMap<i64, usize> = HashMap::new();
    for OuterRow { page, row, .. } in outer {
        let offsets = [row.words.first(), row.words.last()].map(|word| roman_offset(word?, *page));
        let offsets: HashSet<i64> = offsets.into_iter().flatten().collect();
        for offset in offsets {
            *pages_with.entry(offset).or_default() += 1;
        }
    }
    let counts_no_pages = |OuterRow { page, end, row, .. }: &OuterRow<'_>| {
        let [word] = row.words.as_slice() else { return None };
        let offset = roman_offset(word, *page)?;
        (pages_with.get(&offset).is_none_or(|&count| count < 2)).then_some((*page, *end))
    };
    outer.iter().filter_map(counts_no_pages).collect()
}

/// The places at which most pages have a head that changes from chapter to chapter: it stands apart from the text, and the same
/// head stands on several pages.
fn head_places(
    pages: &[PageRows],
    outer: &[OuterRow<'_>],
    repeated: &HashMap<Repeated, Vec<(usize, f32)>>,
) -> Vec<HeadPlace> {
    let mut places: Vec<HeadPlace> = Vec::new();
    for OuterRow { page, end, row, text } in outer {
        if !is_apart(pages.get(*page), *end) {
            continue;
        }
        let comes_again =
            |text: &String| repeated.get(&(*end, text.clone())).is_some_and(|same| same.len() >= 2);
        let again = usize::from(text.contains('#') || comes_again(text) || ends(row).iter().any(comes_again));
        match places.iter_mut().find(|place| place.is_of(*end, row)) {
            Some(place) => {
                place.count += 1;
                place.again += again;
            }
            None => {
                let (end, baseline, size) = (*end, row.baseline, row.size);
                places.push(HeadPlace { end, baseline, size, count: 1, again });
            }
        }
        places.truncate(MAX_PLACES);
    }
    places.retain(|HeadPlace { count, again, .. }| {
        *count >= 3 && 3 * count >= pages.len() && 2 * again >= *count
    });
    places
}

impl HeadPlace {
    /// Whether `row`, at this end of its page, stands here.
    fn is_of(&self, end: End, row: &Row) -> bool {
        self.end == end
            && (self.baseline - row.baseline).abs() < PLACE_TOLERANCE
            && (self.size - row.size).abs() < SIZE_TOLERANCE
    }
}

/// The texts at the left and the right end of a row that has a wide gap in it, with numbers abstracted.
fn ends(row: &Row) -> Vec<String> {
    let Some(gap) = (1..row.words.len()).find(|&i| row.gap_before(i) > MIN_GAP * row.size) else {
        return Vec::new();
    };
    let (left, right) = row.words.split_at(gap);
    let sides = [left, right].into_iter().filter_map(|words| row.of(words.to_vec()));
    sides.map(|side| abstracted(&side.text())).filter(|text| text.chars().any(char::is_alphabetic)).collect()
}

/// How far a word that is a Roman number is ahead of the index of its page.
fn roman_offset(word: &DrawnWord, page: usize) -> Option<i64> {
    let number = roman_value(&word.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())?;
    Some(i64::from(number) - i64::try_from(page).ok()?)
}

/// Whether the outermost row is farther from the next one than rows of a text are from each other.
fn is_apart(page: Option<&PageRows>, end: End) -> bool {
    let rows = page.map(|page| page.rows.as_slice()).unwrap_or_default();
    let pair = match (end, rows) {
        (End::Top, [a, b, ..]) | (End::Bottom, [.., a, b]) => (a, b),
        _ => return true,
    };
    pair.1.baseline - pair.0.baseline > 1.5 * pair.0.size.max(pair.1.size)
}

/// The text with each number as `#`.
fn abstracted(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() && !words.is_empty() {
            continue;
        }
        let is_number = !bare.is_empty()
            && (bare.bytes().all(|b| b.is_ascii_digit()) || roman_value(&bare.to_lowercase()).is_some());
        words.push(if is_number {
            "#".to_owned()
        } else {
            word.to_lowercase().replace(|c: char| c.is_ascii_digit(), "#")
        });
    }
    words.join(" ")
}

/// Whether an abstracted text is nothing but a page number: "12", "– 12 –", "Page 3 of 5", "3/5".
fn is_page_number(text: &str) -> bool {
    let mut words =
        text.split(|c: char| !c.is_alphanumeric() && c != '#').filter(|word| !word.is_empty()).peekable();
    let is_part = |word: &str| {
        word.chars().all(|c| c == '#')
            || matches!(
                word,
                "page"
                    | "of"
                    | "p"
                    | "pg"
                    | "seite"
                    | "von"
                    | "s"
                    | "sur"
                    | "de"
                    | "di"
                    | "pagina"
                    | "página"
                    | "str"
                    | "strana"
                    | "z"
            )
    };
    words.peek().is_some() && text.contains('#') && words.all(is_part)
}
