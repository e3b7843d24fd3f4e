//! The frame of text: the page turned so that rows run to the right and follow each other downwards.

use super::{
    geometry::Rectangle,
    glyph::{Direction, Glyph},
    script::is_cjk,
};

/// How much of a character is above its baseline, in sizes of the font, where characters fill squares.
const ASCENT: f32 = 0.88;

/// A page turned for text of one direction, with its origin at the top left again.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextFrame {
    direction: Direction,
    /// What is added to the places of [`Direction::into_frame`].
    shift: (f32, f32),
    /// The width along the rows, and the height across them.
    pub extent: (f32, f32),
}

impl TextFrame {
    /// The frame for text of this direction on an upright page of this width and height.
    pub fn new(direction: Direction, width: f32, height: f32) -> Self {
        let (shift, extent) = match direction {
            Direction::Right => ((0.0, 0.0), (width, height)),
            Direction::Left => ((width, height), (width, height)),
            Direction::Down | Direction::Columns => ((0.0, width), (height, width)),
            Direction::Up => ((height, 0.0), (height, width)),
        };
        Self { direction, shift, extent }
    }

    /// A glyph of this direction, moved as the frame is.
    pub fn shifted(&self, glyph: Glyph) -> Glyph {
        let (u, v) = self.shift;
        Glyph { left: glyph.left + u, right: glyph.right + u, baseline: glyph.baseline + v, ..glyph }
    }

    /// Areas of the upright page in the frame.
    pub fn areas<'a>(&'a self, areas: &'a [Rectangle]) -> impl Iterator<Item = Rectangle> + 'a {
        let corner = |x, y| {
            let (u, v) = self.direction.into_frame((x, y));
            (u + self.shift.0, v + self.shift.1)
        };
        areas
            .iter()
            .map(move |area| Rectangle::between(corner(area.left, area.top), corner(area.right, area.bottom)))
    }
}

/// The glyphs of a page, with upright characters that are placed below each other one by one taken for text in columns.
pub(super) fn upright_columns(mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let is_square = |glyph: &Glyph| glyph.direction == Direction::Right && is_cjk(glyph.character);
    let pairs = glyphs.iter().zip(glyphs.iter().skip(1)).filter(|(a, b)| is_square(a) && is_square(b));
    let (mut below, mut beside) = (0, 0);
    for (a, b) in pairs {
        let (across, down) = ((b.left - a.left) / a.size, (b.baseline - a.baseline) / a.size);
        below += usize::from(across.abs() < 0.3 && (0.5..2.0).contains(&down));
        beside += usize::from(down.abs() < 0.3 && (0.5..2.0).contains(&across));
    }
    if below <= beside {
        return glyphs;
    }
    for glyph in glyphs.iter_mut().filter(|glyph| is_square(glyph)) {
        let top = glyph.baseline - ASCENT * glyph.size;
        let middle = f32::midpoint(glyph.left, glyph.right);
        let (left, baseline) = Direction::Columns.into_frame((middle, top));
        *glyph = Glyph { left, right: left + glyph.size, baseline, direction: Direction::Columns, ..*glyph };
    }
    glyphs
}
