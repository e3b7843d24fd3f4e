//! The state of text in a content stream (ISO 32000-1, 9.3): from codes to characters in their places.

use std::rc::Rc;

use hayro_syntax::{content::ops::TypedInstruction, object::Number};

use super::{
    font::PdfFont,
    geometry::Matrix,
    glyph::{Direction, Glyph},
    script::is_leftward,
};

/// The rendering mode of text that is not drawn.
const INVISIBLE: i64 = 3;

/// How far from a quarter turn a line may be slanted and still be read, as the ratio of its rise to its run. Text that is slanted
/// more is a watermark.
const MAX_SLANT: f64 = 0.1;

/// The state of text.
#[derive(Clone)]
pub(super) struct TextState<'a> {
    font: Option<Rc<PdfFont<'a>>>,
    size: f64,
    /// What is added to the advance of each character.
    pub character_spacing: f64,
    /// What is added to the advance of each space.
    pub word_spacing: f64,
    scaling: f64,
    leading: f64,
    rise: f64,
    is_visible: bool,
    matrix: Matrix,
    line: Matrix,
}

impl Default for TextState<'_> {
    fn default() -> Self {
        Self {
            font: None,
            size: 1.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
            is_visible: true,
            matrix: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }
}

impl<'a> TextState<'a> {
    /// Sets the font and its size.
    pub fn set_font(&mut self, font: Option<Rc<PdfFont<'a>>>, size: f64) {
        (self.font, self.size) = (font, size);
    }

    /// Follows an instruction, if it is one for this state.
    pub fn take(&mut self, instruction: &TypedInstruction<'_, '_>) -> bool {
        match instruction {
            TypedInstruction::BeginText(_) => (self.matrix, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            TypedInstruction::CharacterSpacing(by) => self.character_spacing = by.0.as_f64(),
            TypedInstruction::WordSpacing(by) => self.word_spacing = by.0.as_f64(),
            TypedInstruction::HorizontalScaling(by) => self.scaling = by.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(leading) => self.leading = leading.0.as_f64(),
            TypedInstruction::TextRise(rise) => self.rise = rise.0.as_f64(),
            TypedInstruction::TextRenderingMode(mode) => self.is_visible = mode.0.as_i64() != INVISIBLE,
            TypedInstruction::NextLine(by) => self.move_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.leading = -by.1.as_f64();
                self.move_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::SetTextMatrix(m) => {
                self.line = Matrix([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5].map(Number::as_f64));
                self.matrix = self.line;
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(),
            _ => return false,
        }
        true
    }

    /// Goes to the next line.
    pub fn next_line(&mut self) {
        self.move_line(0.0, -self.leading);
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.line = self.line.after(&Matrix::shift(x, y));
        self.matrix = self.line;
    }

    /// Moves back by thousandths of the size of the font.
    pub fn move_back(&mut self, by: f64) {
        let by = -by / 1000.0 * self.size;
        let is_horizontal = self.font.as_ref().is_none_or(|font| font.is_horizontal());
        let shift =
            if is_horizontal { Matrix::shift(by * self.scaling, 0.0) } else { Matrix::shift(0.0, by) };
        self.matrix = self.matrix.after(&shift);
    }

    /// Adds the characters of a string to `glyphs`, placed on the page by `page`, and moves on. Returns the number of those that the font does
    /// not tell.
    pub fn show(&mut self, bytes: &[u8], page: &Matrix, glyphs: &mut Vec<Glyph>) -> usize {
        let Some(font) = self.font.clone() else { return 0 };
        let (mut at, mut unknown) = (0, 0);
        while at < bytes.len() {
            let (code, length) = font.code(bytes, at);
            at += length;
            let meaning = font.meaning(code);
            unknown += usize::from(meaning.is_unknown);
            let spacing =
                self.character_spacing + if (code, length) == (32, 1) { self.word_spacing } else { 0.0 };
            let scaled = Matrix([self.size * self.scaling, 0.0, 0.0, self.size, 0.0, self.rise]);
            let placed = page.after(&self.matrix).after(&scaled);
            let is_horizontal = font.is_horizontal();
            if let Some(glyph) = self.glyph(&font, meaning.advance, &placed) {
                add(glyph, &meaning.text, glyphs);
            }
            let advance = meaning.advance * self.size + spacing;
            let shift = if is_horizontal {
                Matrix::shift(advance * self.scaling, 0.0)
            } else {
                Matrix::shift(0.0, advance)
            };
            self.matrix = self.matrix.after(&shift);
        }
        unknown
    }

    /// A character of this advance, placed by a matrix for a font of size 1. `None` if it is slanted.
    fn glyph(&self, font: &PdfFont<'_>, advance: f64, placed: &Matrix) -> Option<Glyph> {
        let m = &placed.0;
        let start = placed.point(0.0, 0.0);
        let is_horizontal = font.is_horizontal();
        let end = if is_horizontal { placed.point(advance, 0.0) } else { placed.point(0.0, advance) };
        let direction = if is_horizontal { direction(m[0], m[1])? } else { Direction::Columns };
        let size = if is_horizontal { m[2].hypot(m[3]) } else { m[0].hypot(m[1]) } as f32;
        let ((a, baseline), (b, _)) = (direction.into_frame(start), direction.into_frame(end));
        let glyph = Glyph {
            character: ' ',
            left: a.min(b),
            right: a.max(b),
            baseline,
            size,
            face: font.face,
            is_visible: self.is_visible,
            block: None,
            is_artifact: false,
            direction,
        };
        (size > 0.1 && size.is_finite()).then_some(glyph)
    }
}

/// Adds a glyph for each character of `text`, which share its box.
fn add(glyph: Glyph, text: &str, glyphs: &mut Vec<Glyph>) {
    let count = text.chars().count();
    let width = (glyph.right - glyph.left) / count.max(1) as f32;
    let is_leftward = text.chars().any(is_leftward);
    for (i, character) in text.chars().enumerate() {
        let left = glyph.left + width * if is_leftward { count - 1 - i } else { i } as f32;
        glyphs.push(Glyph { character, left, right: left + width, ..glyph });
    }
}

/// The direction of a vector on the page, whose y runs downwards; `None` for slanted text.
fn direction(x: f64, y: f64) -> Option<Direction> {
    if y.abs() <= MAX_SLANT * x.abs() {
        Some(if x >= 0.0 { Direction::Right } else { Direction::Left })
    } else if x.abs() <= MAX_SLANT * y.abs() {
        Some(if y >= 0.0 { Direction::Down } else { Direction::Up })
    } else {
        None
    }
}
