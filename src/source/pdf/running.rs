//! Running heads and feet, and page numbers: rows at the top and the bottom of pages that come again from page to page.

use std::collections::HashMap;

use super::{markers::roman, page::PageRows, row::Row};

/// How many rows at the top and at the bottom of a page may belong to its head and its foot.
const MAX_ROWS: usize = 4;

/// How far rows at the same place of two pages may be apart, in points.
const PLACE_TOLERANCE: f32 = 3.0;

/// The gap between the two ends of a running head, in sizes of the font.
const MIN_GAP: f32 = 2.0;

/// How many places of heads are counted.
const MAX_PLACES: usize = 64;

/// Which end of a page a row is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum End {
    Top,
    Bottom,
}

/// A row as it comes again on other pages: the end of the page, and its text with numbers abstracted.
type Repeated = (End, String);

/// Takes running heads, running feet and page numbers out of the pages.
pub(super) fn remove_running_rows(pages: &mut [PageRows]) {
    for _ in 0..MAX_ROWS {
        let found: Vec<(usize, End)> = found(pages);
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
    let mut outer: Vec<(usize, End, &Row, String)> = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        let height = page.extent.1;
        let ends = [(End::Top, page.rows.first()), (End::Bottom, page.rows.last())];
        for (end, row) in ends {
            let is_near = |row: &&Row| match end {
                End::Top => row.baseline < 0.2 * height,
                End::Bottom => row.baseline > 0.8 * height,
            };
            if let Some(row) = row.filter(is_near) {
                outer.push((i, end, row, abstracted(&row.text())));
            }
        }
    }
    let mut repeated: HashMap<Repeated, Vec<(usize, f32)>> = HashMap::new();
    for (page, end, row, text) in &outer {
        let mut texts = ends(row);
        texts.push(text.clone());
        texts.dedup();
        for text in texts {
            repeated.entry((*end, text)).or_default().push((*page, row.baseline));
        }
    }
    let places = head_places(pages, &outer, &repeated);
    let mut offsets: HashMap<(End, i64), usize> = HashMap::new();
    for (page, end, row, _) in &outer {
        if let Some(offset) = roman_offset(row, *page) {
            *offsets.entry((*end, offset)).or_default() += 1;
        }
    }
    let is_running = |(page, end, row, text): &&(usize, End, &Row, String)| {
        // Roman numbers that don't count the pages are those of chapters.
        if roman_offset(row, *page)
            .is_some_and(|offset| offsets.get(&(*end, offset)).is_none_or(|&count| count < 2))
        {
            return false;
        }
        let Some(same) = repeated.get(&(*end, text.clone())) else { return false };
        let near = same
            .iter()
            .filter(|(other, place)| other != page && (place - row.baseline).abs() < PLACE_TOLERANCE);
        let is_number = is_page_number(text);
        let is_at_head_place = places.iter().any(|(place_end, place, size)| {
            place_end == end
                && (place - row.baseline).abs() < PLACE_TOLERANCE
                && (size - row.size).abs() < 0.3
        });
        near.count() >= 1 && (is_number || same.len() >= 3 || pages.len() <= 6)
            || (is_number && (is_apart(pages.get(*page), *end) || pages.len() > 1))
            || is_at_head_place
    };
    outer.iter().filter(is_running).map(|&(page, end, ..)| (page, end)).collect()
}

/// The places at which most pages have a head that changes from chapter to chapter: it stands apart from the text, and the same
/// head stands on several pages.
fn head_places(
    pages: &[PageRows],
    outer: &[(usize, End, &Row, String)],
    repeated: &HashMap<Repeated, Vec<(usize, f32)>>,
) -> Vec<(End, f32, f32)> {
    let mut places: Vec<(End, f32, f32, usize, usize)> = Vec::new();
    for (page, end, row, text) in outer {
        if !is_apart(pages.get(*page), *end) {
            continue;
        }
        let comes_again =
            |text: &String| repeated.get(&(*end, text.clone())).is_some_and(|same| same.len() >= 2);
        let comes_again =
            usize::from(text.contains('#') || comes_again(text) || ends(row).iter().any(comes_again));
        let known = places.iter_mut().find(|(other, place, size, ..)| {
            other == end && (*place - row.baseline).abs() < PLACE_TOLERANCE && (*size - row.size).abs() < 0.3
        });
        match known {
            Some((_, _, _, count, again)) => {
                *count += 1;
                *again += comes_again;
            }
            None => places.push((*end, row.baseline, row.size, 1, comes_again)),
        }
        places.truncate(MAX_PLACES);
    }
    let is_head = |&&(_, _, _, count, again): &&(End, f32, f32, usize, usize)| {
        count >= 3 && 3 * count >= pages.len() && 2 * again >= count
    };
    places.iter().filter(is_head).map(|&(end, place, size, ..)| (end, place, size)).collect()
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

/// How far the Roman number that stands alone in a row is ahead of the index of its page.
fn roman_offset(row: &Row, page: usize) -> Option<i64> {
    let [word] = row.words.as_slice() else { return None };
    let number = roman(&word.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())?;
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
            && (bare.bytes().all(|b| b.is_ascii_digit()) || roman(&bare.to_lowercase()).is_some());
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
