//! The folder view: a list of documents, or of glosses with the chosen one in full below.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{Depth, about, list, list::ListRow, message, paint, theme::Theme};
use crate::app::corpus::{Corpus, CorpusList, Hit, MAX_LISTED_GLOSSES};

/// How many rows the chosen gloss takes below the list. Chosen by hand.
const CHOSEN_ROWS: u16 = 6;

/// The height of the lowest screen that shows the chosen gloss below the list, in rows. Chosen by hand.
const MIN_ROWS_FOR_CHOSEN: u16 = 16;

/// Draws the folder view. Returns the column and row of the cursor.
pub fn draw(corpus: &Corpus, depth: Depth, screen: Rect, buffer: &mut Buffer) -> (u16, u16) {
    let theme = Theme { dark: corpus.dark, depth };
    if screen.height < 4 {
        return (0, 0);
    }
    title(corpus, theme, Rect { height: 1, ..screen }, buffer);
    let below = Rect { y: screen.y + 1, height: screen.height - 2, ..screen };
    let cursor = match corpus.listed {
        CorpusList::Documents => documents(corpus, theme, below, buffer),
        CorpusList::Glosses => glosses(corpus, theme, below, buffer),
    };
    draw_footer(corpus, theme, Rect { y: screen.bottom() - 1, height: 1, ..screen }, buffer);
    cursor
}

/// Draws the title: the folder, and how many documents and glosses it has.
fn title(corpus: &Corpus, theme: Theme, row: Rect, buffer: &mut Buffer) {
    let style = theme.status();
    paint::clear(buffer, row, style);
    let (end, y) = (row.right(), row.y);
    // A long path leaves room for the counts.
    let x = paint::write_cut(buffer, row.x + 1, y, row.x + row.width * 2 / 5, &corpus.folder, style);
    let (found, total) = (corpus.documents.rows().len(), corpus.documents.total());
    let open = if corpus.is_whole { "" } else { " …" };
    let documents = if found == total {
        format!("Documents {total}{open}")
    } else {
        format!("Documents {found} of {total}{open}")
    };
    let hits = &corpus.hits;
    let glosses = match (hits.total, hits.is_open) {
        (0, false) if corpus.listed == CorpusList::Documents => "Glosses".to_owned(),
        (total, true) => format!("Glosses {total} …"),
        (total, false) if total > MAX_LISTED_GLOSSES => {
            format!("Glosses {total}, the first {MAX_LISTED_GLOSSES} listed")
        }
        (total, false) => format!("Glosses {total}"),
    };
    let look =
        |listed| if corpus.listed == listed { style.patch(theme.accent()) } else { style.patch(theme.dim()) };
    let x = paint::write_cut(buffer, x + 3, y, end, &documents, look(CorpusList::Documents));
    let x = paint::write_cut(buffer, x + 3, y, end, &glosses, look(CorpusList::Glosses));
    if let Some(coder) = &corpus.coder {
        paint::write_cut(buffer, x + 3, y, end, &format!("as {coder}"), style.patch(theme.dim()));
    }
}

fn documents(corpus: &Corpus, theme: Theme, area: Rect, buffer: &mut Buffer) -> (u16, u16) {
    let rows = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let dim_line = |y, line: &str, buffer: &mut Buffer| {
        paint::write_cut(buffer, rows.x + 1, y, rows.right(), line, theme.dim());
    };
    if corpus.is_whole && corpus.documents.total() == 0 {
        dim_line(rows.y + 1, "There are no documents in this folder.", buffer);
    }
    let documents = corpus.documents.rows().map(|choice| ListRow {
        text: &choice.text,
        aside: &choice.aside,
        is_dim: !corpus.is_readable(&choice.text),
    });
    // The list is closed by a row of its own, unless it is narrowed down.
    let closing = corpus.others_line().filter(|_| rows.height > 1 && corpus.documents.line.text().is_empty());
    let listed = Rect { height: rows.height - u16::from(closing.is_some()), ..rows };
    let shown = documents.len().min(usize::from(listed.height)) as u16;
    list::draw_rows(documents, corpus.documents.chosen, theme, listed, buffer);
    if let Some(line) = closing {
        let below = if shown == 0 { 2 } else { shown };
        dim_line((listed.y + below).min(listed.bottom()), &line, buffer);
    }
    list::prompt(&corpus.documents.line, theme, area, buffer)
}

fn glosses(corpus: &Corpus, theme: Theme, area: Rect, buffer: &mut Buffer) -> (u16, u16) {
    let hits = &corpus.hits;
    let chosen = hits.rows.get(hits.chosen).filter(|_| area.height >= MIN_ROWS_FOR_CHOSEN);
    let full = if chosen.is_some() { CHOSEN_ROWS } else { 0 };
    let rows = Rect { y: area.y + 1, height: area.height - 1 - full, ..area };
    for (i, (y, hit)) in list::in_view(hits.rows.iter(), hits.chosen, rows) {
        draw_hit(corpus, hit, i == hits.chosen, theme, Rect { y, height: 1, ..rows }, buffer);
    }
    if let Some(hit) = chosen {
        draw_chosen(corpus, hit, theme, Rect { y: rows.bottom(), height: full, ..area }, buffer);
    }
    let cursor = list::prompt(&hits.line, theme, area, buffer);
    let (hint, style) = match &hits.error {
        Some(error) => (error.as_str(), theme.alarm()),
        None if hits.rows.is_empty() && !hits.is_open => (
            "nothing fits; type words, or speaker=Mara tag=quote created>=2026-11 exact*=strike",
            theme.dim(),
        ),
        None => ("", theme.dim()),
    };
    paint::write_cut(buffer, (cursor.0 + 3).min(area.right()), area.y, area.right(), hint, style);
    cursor
}

/// Draws a row of the list of glosses: kind, text, attributes, document.
fn draw_hit(corpus: &Corpus, hit: &Hit, chosen: bool, theme: Theme, row: Rect, buffer: &mut Buffer) {
    let (x, base) = list::begin_row(chosen, theme, row, buffer);
    let (letter, hue) = corpus.schema.look(&hit.gloss);
    let x = paint::write(
        buffer,
        x,
        row.y,
        row.right(),
        letter.encode_utf8(&mut [0; 4]),
        theme.kind(hue).patch(base),
    );
    let column = |parts: u16| row.x + row.width * parts / 10;
    let dim = theme.dim().patch(base);
    paint::write_cut(buffer, x + 1, row.y, column(5), &about::one_line(&hit.gloss.exact()), base);
    let said = about::attribute_lines(&corpus.schema, &hit.gloss.tag, &hit.gloss.attributes)
        .collect::<Vec<_>>()
        .join(" · ");
    paint::write_cut(buffer, column(5) + 1, row.y, column(8), &said, dim);
    paint::write_cut(buffer, column(8) + 1, row.y, row.right(), &place(hit), dim);
}

/// The document of a gloss, and its place there as far as it is recorded.
fn place(hit: &Hit) -> String {
    let recorded = hit.gloss.locator.place(None);
    if recorded.is_empty() { hit.file.clone() } else { format!("{}, {recorded}", hit.file) }
}

/// Draws the chosen gloss, as far as there is room.
fn draw_chosen(corpus: &Corpus, hit: &Hit, theme: Theme, area: Rect, buffer: &mut Buffer) {
    for x in area.left()..area.right() {
        paint::put(buffer, x, area.y, "─", 1, theme.dim());
    }
    let (x, end) = (area.x + 1, area.right().saturating_sub(1));
    let said = about::attribute_lines(&corpus.schema, &hit.gloss.tag, &hit.gloss.attributes);
    let note = hit.gloss.note.as_ref().map(|note| format!("✎ {}", about::one_line(note)));
    let about: Vec<String> = std::iter::once(hit.gloss.tag.clone()).chain(said).chain(note).collect();
    let words = about::one_line(&hit.gloss.exact());
    let used = paint::write_wrapped(buffer, (x, area.y + 1), end, &words, Style::new(), area.height - 3);
    paint::write_cut(buffer, x, area.y + 1 + used, end, &about.join(" · "), theme.dim());
    paint::write_cut(buffer, x, area.y + 2 + used, end, &place(hit), theme.dim());
}

/// Draws the last row: an error, or else the keys.
fn draw_footer(corpus: &Corpus, theme: Theme, row: Rect, buffer: &mut Buffer) {
    let (mut x, end) = (row.x + 1, row.right());
    if let Some(message) = &corpus.message {
        message::draw(&[message], theme.alarm(), row, buffer);
        return;
    }
    let other = match corpus.listed {
        CorpusList::Documents => "glosses of all",
        CorpusList::Glosses => "documents",
    };
    let back = corpus.origin.as_ref().map_or_else(|| "back".to_owned(), |file| format!("back to {file}"));
    for (key, what) in
        [("enter", "open"), ("tab", other), ("up/down", "choose"), ("esc", &back), ("ctrl-c", "quit")]
    {
        x = paint::write(buffer, x, row.y, end, key, theme.accent());
        x = paint::write_cut(buffer, x + 1, row.y, end, what, theme.dim()) + 2;
    }
}
