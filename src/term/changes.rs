//! What differs between two frames, in the order in which it is written to the screen.

use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    style::{Color, Modifier},
};

/// The attributes that show on a blank.
const SHOWS_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// The cells of `next` that differ from those of `shown`, which is of the same size, each with its column and row.
///
/// Cells that a cluster of several cells covers are not written, with two exceptions. Below a cluster with U+FE0F, which some
/// terminals draw one cell wide, they are blanked, before the cluster: after it the cursor is where the terminal thinks that it
/// ends. And where such a cluster goes whose ground or attributes show on a blank, what it covered is written again.
pub fn changes<'a>(shown: &Buffer, next: &'a Buffer) -> Vec<(u16, u16, &'a Cell)> {
    let area = next.area;
    let width = usize::from(area.width.max(1));
    let rows = shown.content.chunks(width).zip(next.content.chunks(width));
    let mut changed = Vec::new();
    for (y, (old, new)) in (area.y..).zip(rows) {
        let mut at = 0;
        // Up to where cells are written, whether they differ or not.
        let mut stale = 0;
        while let (Some(before), Some(cell)) = (old.get(at), new.get(at)) {
            let is_changed = !is_same(before, cell);
            let end = at + width_of(cell);
            if is_changed || at < stale {
                let x = |column: usize| area.x + column as u16;
                if is_changed && end == at + 1 && shows_on_blank(before) {
                    stale = stale.max(at + width_of(before));
                }
                if end > at + 1 && cell.symbol().contains('\u{fe0f}') {
                    let covered = (at + 1..end).filter(|&i| {
                        old.get(i).zip(new.get(i)).is_some_and(|(old, new)| old.symbol() != new.symbol())
                    });
                    changed.extend(covered.map(|i| (x(i), y, &new[i])));
                }
                changed.push((x(at), y, cell));
            }
            at = end;
        }
    }
    changed
}

/// Whether two cells look the same. Most hold one byte, which is compared without a call.
fn is_same(one: &Cell, other: &Cell) -> bool {
    let is_same_symbol = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    is_same_symbol
        && one.fg == other.fg
        && one.bg == other.bg
        && one.underline_color == other.underline_color
        && one.modifier == other.modifier
}

/// How many cells the symbol takes, at least one.
fn width_of(cell: &Cell) -> usize {
    if cell.symbol().len() == 1 { 1 } else { usize::from(cell.cell_width().max(1)) }
}

/// Whether the style of a cell shows where nothing is printed.
fn shows_on_blank(cell: &Cell) -> bool {
    cell.bg != Color::Reset || cell.modifier.intersects(SHOWS_ON_BLANK)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{layout::Rect, style::Style};

    use super::*;

    const WIDTH: u16 = 8;

    /// A frame of one row: each of `glyphs` with its number of cells and its style, as far as they fit.
    fn frame(glyphs: &[(&str, u16, Style)]) -> Buffer {
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: WIDTH, height: 1 });
        let mut x = 0;
        for (glyph, width, style) in glyphs.iter().take_while(|(_, width, _)| *width > 0) {
            if x + width > WIDTH {
                break;
            }
            buffer[(x, 0)].set_symbol(glyph).set_style(*style);
            for covered in x + 1..x + width {
                buffer[(covered, 0)].set_style(*style);
            }
            x += width;
        }
        buffer
    }

    /// A row of a screen: for each cell, its symbol (none in the other half of a wide cluster) and its style.
    struct Screen(Vec<(String, Style)>);

    impl Screen {
        fn write(&mut self, changed: &[(u16, u16, &Cell)]) {
            for (x, _, cell) in changed {
                let x = usize::from(*x);
                let end = x + width_of(cell);
                // Half a cluster becomes a blank of the same style.
                let halves = |at: &usize| self.0.get(*at).is_some_and(|(symbol, _)| symbol.is_empty());
                let cut: Vec<usize> = [x].into_iter().chain([end]).filter(halves).collect();
                for at in cut {
                    self.0[at - 1].0 = " ".to_owned();
                    self.0[at].0 = " ".to_owned();
                }
                self.0[x] = (cell.symbol().to_owned(), cell.style());
                (x + 1..end).for_each(|at| self.0[at] = (String::new(), cell.style()));
            }
        }

        /// What a person sees: a blank has a ground and attributes, but no colour of its own.
        fn seen(&self) -> Vec<(String, Style)> {
            let seen = |(symbol, style): &(String, Style)| {
                let shown = style.add_modifier.intersection(SHOWS_ON_BLANK);
                let blank = Style { add_modifier: shown, ..Style::new().bg(style.bg.unwrap_or_default()) };
                (symbol.clone(), if symbol == " " && shown.is_empty() { blank } else { *style })
            };
            self.0.iter().map(seen).collect()
        }
    }

    #[test]
    fn what_a_cluster_of_two_code_points_covers_is_cleared_before_it() {
        let plain = Style::new();
        let old = frame(&["a", "b", "c", "d", "e", "f", "g", "h"].map(|letter| (letter, 1, plain)));
        let new = frame(&[
            ("x", 1, plain),
            ("\u{2764}\u{fe0f}", 2, plain),
            ("1\u{fe0f}\u{20e3}", 2, plain),
            ("日", 2, plain),
            ("y", 1, plain),
        ]);
        let order: Vec<u16> = changes(&old, &new).iter().map(|(x, ..)| *x).collect();
        assert_eq!(order, [0, 2, 1, 4, 3, 5, 7]);
    }

    proptest! {
        #[test]
        fn a_screen_with_the_changes_shows_the_frame(
            frames in prop::collection::vec(prop::collection::vec((0..5_usize, 0..4_usize), 0..9), 2..6),
        ) {
            let glyphs = [("a", 1), (" ", 1), ("日", 2), ("b\u{301}", 1), ("—", 1)];
            let styles = [
                Style::new(),
                Style::new().bg(Color::Blue),
                Style::new().fg(Color::Red),
                Style::new().add_modifier(Modifier::UNDERLINED),
            ];
            let drawn = |row: &Vec<(usize, usize)>| {
                let glyphs: Vec<_> = row.iter().map(|&(glyph, style)| (glyphs[glyph].0, glyphs[glyph].1, styles[style])).collect();
                frame(&glyphs)
            };
            let blank = || Screen(vec![(" ".to_owned(), Cell::EMPTY.style()); usize::from(WIDTH)]);
            let (mut screen, mut shown) = (blank(), frame(&[]));
            for next in frames.iter().map(drawn) {
                screen.write(&changes(&shown, &next));
                let mut anew = blank();
                anew.write(&changes(&frame(&[]), &next));
                prop_assert_eq!(screen.seen(), anew.seen());
                shown = next;
            }
        }
    }
}
