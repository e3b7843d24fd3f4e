//! Entries of a printed table of contents: a title, a leader of dots, and a page.

use super::row::Row;

/// How many dots make a leader.
const MIN_DOTS: usize = 4;

/// The title and the page of an entry of a table of contents; `None` for any other row.
pub(super) fn entry(row: &Row) -> Option<(String, String)> {
    let text = row.text();
    let page = text.trim_end().rsplit(['.', '…', '_', ' ']).next().unwrap_or_default();
    let is_page = page.len() <= 7 && page.chars().all(|c| c.is_ascii_digit() || "ivxlcIVXLC-".contains(c));
    let before = text.trim_end().strip_suffix(page).filter(|_| is_page)?;
    let title = before.trim_end_matches(['.', '…', '_', ' ', '·']);
    let dots = before
        .get(title.len()..)?
        .chars()
        .map(|c| if c == '…' { 3 } else { usize::from(c != ' ') })
        .sum::<usize>();
    (dots >= MIN_DOTS && !title.is_empty()).then(|| (title.to_owned(), page.to_owned()))
}
