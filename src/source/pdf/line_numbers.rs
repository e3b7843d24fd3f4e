//! Line numbers: manuscripts, laws and minutes have numbers beside their rows, which are no part of the text.

use super::{page::PageRows, row::Row, word::DrawnWord};

/// How many numbers of a page tell that its lines are numbered, at least.
const MIN_NUMBERS: usize = 6;

/// How far the ends of the numbers may be apart, in points.
const TOLERANCE: f32 = 2.0;

/// The gap between a number and its row, in sizes of the number's font.
const MIN_GAP: f32 = 0.7;

/// Which end of the rows the numbers stand at.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// Takes the numbers of lines out of the pages.
pub(super) fn remove_line_numbers(pages: &mut [PageRows]) {
    for page in pages {
        for side in [Side::Left, Side::Right] {
            if let Some(place) = place_of_numbers(&page.rows, side) {
                for row in &mut page.rows {
                    if number_at(row, side).is_some_and(|(_, at)| (at - place).abs() < TOLERANCE) {
                        match side {
                            Side::Left => drop(row.words.remove(0)),
                            Side::Right => drop(row.words.pop()),
                        }
                    }
                }
                let kept = page.rows.iter().filter_map(|row| row.of(row.words.clone()));
                page.rows = kept.filter(|row| !row.words.is_empty()).collect();
            }
        }
    }
}

/// Where the numbers of the lines of a page end, if most of its rows have one beside their text, or each fifth of them, and they count.
fn place_of_numbers(rows: &[Row], side: Side) -> Option<f32> {
    let mut numbers: Vec<(u32, f32)> = rows.iter().filter_map(|row| number_at(row, side)).collect();
    let mut places: Vec<f32> = numbers.iter().map(|(_, at)| *at).collect();
    places.sort_by(f32::total_cmp);
    let place = *places.get(places.len() / 2)?;
    numbers.retain(|(_, at)| (at - place).abs() < TOLERANCE);
    if numbers.len() < MIN_NUMBERS {
        return None;
    }
    let steps = || numbers.windows(2).map(|pair| i64::from(pair[1].0) - i64::from(pair[0].0));
    let step = steps().next()?;
    let is_counting = steps().filter(|&other| other == step).count() * 10 >= 9 * (numbers.len() - 1);
    let is_each_row = step == 1 && 5 * numbers.len() >= 4 * rows.len();
    let is_each_fifth = step == 5 || step == 10;
    // Nothing of the text reaches over to where the numbers stand.
    let is_alone = rows.iter().all(|row| {
        let text = match (side, number_at(row, side)) {
            (Side::Left, Some(_)) => row.words.get(1).map(|word| word.left),
            (Side::Left, None) => row.words.first().map(|word| word.left),
            (Side::Right, Some(_)) => row.words.iter().rev().nth(1).map(|word| word.right),
            (Side::Right, None) => row.words.last().map(|word| word.right),
        };
        text.is_none_or(|end| match side {
            Side::Left => end > place,
            Side::Right => end < place,
        })
    });
    (is_counting && (is_each_row || is_each_fifth) && is_alone && is_text(rows)).then_some(place)
}

/// Whether most rows have several words beside their number, as running text has and a table has not.
fn is_text(rows: &[Row]) -> bool {
    2 * rows.iter().filter(|row| row.words.len() > 4).count() > rows.len()
}

/// The number at an end of a row and where it ends on the side of the text, if there is one and it stands apart from the rest.
fn number_at(row: &Row, side: Side) -> Option<(u32, f32)> {
    let (number, gap, at): (&DrawnWord, f32, f32) = match side {
        Side::Left => (row.words.first()?, row.gap_before(1), row.words.first()?.right),
        Side::Right => (row.words.last()?, row.gap_before(row.words.len() - 1), row.words.last()?.left),
    };
    let is_number = number.text.len() <= 4 && number.text.bytes().all(|byte| byte.is_ascii_digit());
    let is_apart = row.words.len() == 1 || gap > MIN_GAP * number.size;
    if is_number && is_apart { Some((number.text.parse().ok()?, at)) } else { None }
}
