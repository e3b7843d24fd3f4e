//! The document: the parts of all pages become one text with structure.

use std::collections::HashMap;

use super::{
    catalog::CatalogData,
    glyph::{Glyph, PageTarget},
    headings::find_headings,
    hyphens::Vocabulary,
    inline::InlineWriter,
    joins::join,
    line_numbers::remove_line_numbers,
    lists::check_items,
    notes::find_notes,
    page::PageRows,
    part::{Part, PartKind},
    running::remove_running_rows,
    tags::forget_useless_blocks,
};
use crate::{
    source::TextWriter,
    text::{
        Span,
        structure::{BlockKind, ColumnAlignment, LinkTarget, ListMarker, LocatorKind, Markup, TextBlock},
    },
};

/// The size of a font that is taken for that of the running text if there is no text.
const USUAL_SIZE: f32 = 10.0;

/// The text with structure of the pages of a document.
pub(super) fn text(mut pages: Vec<PageRows>, catalog: &CatalogData) -> (String, Markup) {
    remove_line_numbers(&mut pages);
    remove_running_rows(&mut pages);
    forget_useless_blocks(&mut pages);
    let body = body_size(&pages);
    let links: Vec<Vec<LinkTarget>> =
        pages.iter().map(|page| page.links.iter().map(|link| address(&link.target)).collect()).collect();
    let mut parts: Vec<Part> = Vec::new();
    for page in pages {
        let height = page.extent.1;
        parts.extend(find_notes(page.parts(body), height, body));
    }
    let vocabulary = Vocabulary::new(parts.iter().flat_map(|part| &part.rows));
    let (notes, flow): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(|part| matches!(part.kind, PartKind::Note(_)));
    let mut flow = join(flow);
    find_headings(&mut flow, catalog, body);
    check_items(&mut flow);
    drop_contents(&mut flow);
    let labels = note_labels(&notes);
    let inline = InlineWriter {
        vocabulary: &vocabulary,
        labels: &catalog.labels,
        links: &links,
        notes: &labels,
        page: None,
    };
    DocumentWriter { writer: TextWriter::default(), inline, places: Vec::new() }.write(&flow, notes)
}

/// The labels that the notes get, by the page and the mark: the mark itself, or numbers if a mark is used for several notes.
fn note_labels(notes: &[Part]) -> HashMap<(usize, String), String> {
    let marks: Vec<(usize, &String)> = notes
        .iter()
        .filter_map(|note| match &note.kind {
            PartKind::Note(mark) => Some((note.page(), mark)),
            _ => None,
        })
        .collect();
    let mut seen = std::collections::HashSet::new();
    let are_unique =
        marks.iter().all(|(_, mark)| seen.insert(*mark) && mark.bytes().all(|byte| byte.is_ascii_digit()));
    let label = |i: usize, mark: &String| if are_unique { mark.clone() } else { (i + 1).to_string() };
    marks.iter().enumerate().map(|(i, &(page, mark))| ((page, mark.clone()), label(i, mark))).collect()
}

/// The size of the font of most characters.
fn body_size(pages: &[PageRows]) -> f32 {
    let mut sizes: HashMap<i32, usize> = HashMap::new();
    for word in pages.iter().flat_map(|page| &page.rows).flat_map(|row| &row.words) {
        *sizes.entry((10.0 * word.size).round() as i32).or_default() += word.len();
    }
    let most = sizes.into_iter().max_by_key(|&(size, count)| (count, std::cmp::Reverse(size)));
    most.map_or(USUAL_SIZE, |(size, _)| size as f32 / 10.0)
}

/// Drops a printed table of contents if all its entries are headings: the structure has it. What is left of one is a list.
fn drop_contents(parts: &mut Vec<Part>) {
    let folded = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let headings: std::collections::HashSet<String> = parts
        .iter()
        .filter(|part| matches!(part.kind, PartKind::Heading(_)))
        .map(|part| folded(&part.text()))
        .collect();
    let is_entry = |part: &Part| matches!(part.kind, PartKind::Contents(..));
    let is_known = |part: &Part| match &part.kind {
        PartKind::Contents(title, _) => headings.contains(&folded(title)),
        _ => false,
    };
    let entries = parts.iter().filter(|part| is_entry(part)).count();
    let known = parts.iter().filter(|part| is_known(part)).count();
    if entries > 0 && 10 * known >= 9 * entries {
        let first = parts.iter().position(is_entry).unwrap_or_default();
        let title = first.checked_sub(1).filter(|&before| {
            parts.get(before).is_some_and(|part| {
                part.rows.len() == 1
                    && part.text().chars().count() < 40
                    && !headings.contains(&folded(&part.text()))
            })
        });
        let mut i = 0;
        parts.retain(|part| {
            i += 1;
            !is_entry(part) && Some(i - 1) != title
        });
    }
}

fn address(target: &PageTarget) -> LinkTarget {
    match target {
        PageTarget::Address(address) => LinkTarget::Address(address.as_str().into()),
        PageTarget::Page(page, top) => LinkTarget::Address(format!("{PLACE}{page}/{top}").into()),
    }
}

/// The start of the address of a place in the document, until the place is known.
const PLACE: &str = "#page/";

/// Writes the parts as blocks.
struct DocumentWriter<'a> {
    writer: TextWriter,
    inline: InlineWriter<'a>,
    /// The page, the place on it from the top, and the start in the text of each part.
    places: Vec<(usize, f32, usize)>,
}

impl DocumentWriter<'_> {
    fn write(mut self, parts: &[Part], notes: Vec<Part>) -> (String, Markup) {
        let chapters = parts.iter().filter(|part| part.kind == PartKind::Heading(1)).count();
        for part in parts {
            self.write_part(part, chapters > 1);
        }
        self.inline.page = None;
        for note in notes {
            let PartKind::Note(mark) = &note.kind else { continue };
            let Some(label) = self.inline.notes.get(&(note.page(), mark.clone())).cloned() else { continue };
            let mut body = TextWriter::default();
            body.begin(TextBlock::new(BlockKind::Paragraph, Span::default()));
            self.inline.page = Some(note.page());
            self.inline.write(&note, &mut body);
            self.writer.append_note(body, &label);
        }
        let places = self.places;
        self.writer.resolve_links(|address| {
            let (page, top) = address.strip_prefix(PLACE)?.split_once('/')?;
            let (page, top): (usize, f32) = (page.parse().ok()?, top.parse().ok()?);
            let next = places.partition_point(|&(other, bottom, _)| (other, bottom) < (page, top));
            places.get(next).or(places.last()).map(|&(.., at)| at)
        });
        let (text, markup, _) = self.writer.finish("");
        (text, markup)
    }

    fn write_part(&mut self, part: &Part, has_chapters: bool) {
        let (kind, depth) = block_kind(&part.kind);
        self.writer.begin(TextBlock { list_depth: depth, ..TextBlock::new(kind, Span::default()) });
        let bottom = self.places.last().filter(|last| last.0 == part.page()).map_or(0.0, |last| last.1);
        self.places.push((part.page(), part.area().bottom.max(bottom), self.writer.len()));
        match &part.kind {
            PartKind::Heading(1) if has_chapters => {
                self.writer.locate(LocatorKind::Chapter, part.text());
                self.inline.write(part, &mut self.writer);
            }
            PartKind::Table(rows) => {
                for (i, row) in rows.iter().enumerate() {
                    if i > 0 {
                        self.writer.push("\n", Span::default());
                    }
                    for (column, cell) in row.iter().enumerate() {
                        if column > 0 {
                            self.writer.push("\t", Span::default());
                        }
                        self.inline.write_cell(cell, &mut self.writer);
                    }
                }
            }
            PartKind::Contents(title, page) => {
                self.writer.push(&format!("{title} {page}"), Span::default());
            }
            _ => self.inline.write(part, &mut self.writer),
        }
        self.writer.end();
    }
}

/// The kind of a block, and the number of lists that it stands in.
fn block_kind(kind: &PartKind) -> (BlockKind, u8) {
    match kind {
        PartKind::Text | PartKind::Note(_) => (BlockKind::Paragraph, 0),
        PartKind::Lines => (BlockKind::Verse, 0),
        PartKind::Code => (BlockKind::Code { language: Box::default() }, 0),
        PartKind::Item(marker) => {
            let is_number = marker.chars().any(char::is_alphanumeric);
            let marker =
                if is_number { ListMarker::Number(marker.as_str().into()) } else { ListMarker::Bullet };
            (BlockKind::ListItem { marker }, 1)
        }
        PartKind::Heading(level) => (BlockKind::Heading { level: *level }, 0),
        PartKind::Caption => (BlockKind::Caption, 0),
        PartKind::Contents(..) => (BlockKind::ListItem { marker: ListMarker::Bullet }, 1),
        PartKind::Table(rows) => {
            let columns = rows
                .first()
                .map(|row| row.iter().map(|_| ColumnAlignment::default()).collect())
                .unwrap_or_default();
            (BlockKind::Table { head: 1, columns }, 0)
        }
    }
}

/// Whether glyphs are enough to be called text.
pub(super) fn is_text(glyphs: &[Glyph]) -> bool {
    glyphs.iter().any(|glyph| glyph.character.is_alphanumeric())
}
