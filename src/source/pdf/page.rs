//! The layout of a page: its rows in columns, boxes apart, tables found, cut into paragraphs.

use super::{
    columns::columns,
    drop_caps::attach_drop_caps,
    frame::{TextFrame, upright_columns},
    geometry::Rectangle,
    glyph::{Direction, Face, Glyph, PageContent, PageLink},
    grids::take_ruled_tables,
    paragraphs::paragraphs,
    part::Part,
    row::{Row, rows, settle_sizes},
    tables::{Piece, tables},
    word::{DrawnWord, raise_scripts, words},
};

/// The smallest box that sets text apart, in points.
const MIN_BOX: f32 = 36.0;

/// The rows of a page, and what else is needed of it.
#[derive(Debug, Default)]
pub(super) struct PageRows {
    /// The width of the page along its rows, and its height across them.
    pub extent: (f32, f32),
    /// The rows in the direction of most of the text.
    pub rows: Vec<Row>,
    /// The rows in other directions.
    pub turned: Vec<Vec<Row>>,
    /// The lines on the page.
    pub rules: Vec<Rectangle>,
    /// Rectangles that may set text apart.
    pub boxes: Vec<Rectangle>,
    /// The links.
    pub links: Vec<PageLink>,
}

impl PageRows {
    /// The rows of what is on the page with this index.
    pub fn new(content: PageContent, page: usize) -> Self {
        let PageContent { width, height, glyphs, rules, boxes, links, .. } = content;
        let mut glyphs = upright_columns(readable(glyphs));
        let is_recognised = glyphs.iter().any(|glyph| !glyph.is_visible);
        if is_recognised {
            // The font of recognised text has no look.
            for glyph in &mut glyphs {
                glyph.face = Face::default();
            }
        }
        let mut directions: Vec<(Direction, usize)> = Vec::new();
        for glyph in &glyphs {
            match directions.iter_mut().find(|(direction, _)| *direction == glyph.direction) {
                Some((_, count)) => *count += 1,
                None => directions.push((glyph.direction, 1)),
            }
        }
        directions.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let direction = directions.first().map_or(Direction::Right, |&(direction, _)| direction);
        let frame = TextFrame::new(direction, width, height);
        let (rules, boxes): (Vec<Rectangle>, Vec<Rectangle>) =
            (frame.areas(&rules).collect(), frame.areas(&boxes).collect());
        let areas: Vec<Rectangle> =
            frame.areas(&links.iter().map(|link| link.area).collect::<Vec<_>>()).collect();
        let mut laid_out = directions.iter().map(|&(direction, _)| {
            let frame = TextFrame::new(direction, width, height);
            let glyphs = glyphs.iter().filter(|glyph| glyph.direction == direction);
            let (mut words, min_gap) = words(&glyphs.map(|glyph| frame.shifted(*glyph)).collect::<Vec<_>>());
            attach_drop_caps(&mut words);
            raise_scripts(&mut words);
            for word in &mut words {
                let (x, y) = word.middle();
                word.link = areas.iter().position(|area| area.contains(x, y));
            }
            rows(words, page, min_gap)
        });
        let mut rows = laid_out.next().unwrap_or_default();
        if is_recognised {
            settle_sizes(&mut rows);
        }
        let turned = laid_out.collect();
        Self { extent: frame.extent, rows, turned, rules, boxes, links }
    }

    /// The parts of the page in reading order. `body` is the size of the running text of the document.
    pub fn parts(mut self, body: f32) -> Vec<Part> {
        let tables = take_ruled_tables(&mut self.rows, &self.rules, &self.boxes);
        let mut apart: Vec<(Rectangle, Vec<Part>)> =
            tables.into_iter().map(|(area, table)| (area, vec![table])).collect();
        for (area, rows) in self.boxed() {
            apart.push((area, columns_of(rows, &self.rules, body)));
        }
        let mut parts = columns_of(std::mem::take(&mut self.rows), &self.rules, body);
        apart.sort_by(|a, b| b.0.top.total_cmp(&a.0.top));
        for (area, inside) in apart {
            let below = parts.iter().position(|part| {
                part.area().top >= area.top - 1.0 && part.column.0 < area.right && part.column.1 > area.left
            });
            let at = below.unwrap_or(parts.len());
            parts.splice(at..at, inside);
        }
        for rows in std::mem::take(&mut self.turned) {
            parts.extend(columns_of(rows, &[], body));
        }
        parts
    }

    /// Takes the rows in boxes out, each with its box.
    fn boxed(&mut self) -> Vec<(Rectangle, Vec<Row>)> {
        let total: usize = self.rows.iter().map(|row| row.words.len()).sum();
        let is_cell = |area: &Rectangle, boxes: &[Rectangle]| {
            let touches = |other: &&Rectangle| {
                (other.left - area.right).abs() < 2.0 || (other.right - area.left).abs() < 2.0
            };
            boxes.iter().filter(touches).any(|other| other.top < area.bottom && other.bottom > area.top)
        };
        let mut boxes: Vec<Rectangle> = self
            .boxes
            .iter()
            .filter(|area| area.width() > 2.0 * MIN_BOX && area.height() > MIN_BOX / 2.0)
            .copied()
            .collect();
        boxes.sort_by(|a, b| (a.width() * a.height()).total_cmp(&(b.width() * b.height())));
        boxes.truncate(100);
        let mut apart = Vec::new();
        for area in &boxes {
            let is_in = |word: &DrawnWord| {
                let (x, y) = word.middle();
                area.contains(x, y)
            };
            let inside: usize =
                self.rows.iter().map(|row| row.words.iter().filter(|word| is_in(word)).count()).sum();
            let rows_inside = self.rows.iter().filter(|row| row.words.iter().any(is_in)).count();
            if inside < 3
                || 10 * inside > 8 * total
                || (rows_inside < 2 && is_cell(area, &boxes))
                || is_cell(area, &boxes)
            {
                continue;
            }
            let of = |keep: bool, rows: &[Row]| -> Vec<Row> {
                rows.iter()
                    .filter_map(|row| {
                        row.of(row.words.iter().filter(|word| is_in(word) == keep).cloned().collect())
                    })
                    .collect()
            };
            let (taken, left) = (of(true, &self.rows), of(false, &self.rows));
            self.rows = left;
            apart.push((*area, taken));
        }
        apart
    }
}

fn columns_of(rows: Vec<Row>, rules: &[Rectangle], body: f32) -> Vec<Part> {
    let pieces = columns(rows).into_iter().flat_map(|rows| tables(rows, rules));
    pieces
        .flat_map(|piece| match piece {
            Piece::Rows(rows) => paragraphs(rows, body),
            Piece::Table(table) => vec![table],
        })
        .collect()
}

/// The glyphs that are for reading: without those that the document declares not to be text, and without hidden ones unless they
/// are the recognised text of a scan.
fn readable(mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let count =
        |glyphs: &[Glyph], is_one: fn(&Glyph) -> bool| glyphs.iter().filter(|glyph| is_one(glyph)).count();
    if count(&glyphs, |glyph| !glyph.is_artifact && glyph.block.is_some()) > 0 {
        glyphs.retain(|glyph| !glyph.is_artifact);
    }
    if 2 * count(&glyphs, |glyph| glyph.is_visible) > glyphs.len() {
        glyphs.retain(|glyph| glyph.is_visible);
    }
    glyphs
}
