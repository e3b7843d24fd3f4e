//! What is found on a page: characters with their boxes, lines, rectangles, pictures and links.

use super::geometry::Rectangle;

/// A character on a page. Coordinates are in points, from the top left corner of the upright page, in the frame of its direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The character; a ligature is several glyphs.
    pub character: char,
    /// The left end of its advance.
    pub left: f32,
    /// The right end of its advance.
    pub right: f32,
    /// The baseline, downwards from the top.
    pub baseline: f32,
    /// The size of the font.
    pub size: f32,
    /// The look of the font.
    pub face: Face,
    /// Whether it is drawn. A scan with recognised text has invisible text over a picture.
    pub is_visible: bool,
    /// The number of the marked content that it belongs to, and then of the block that a tagged document makes of that.
    pub block: Option<u32>,
    /// Whether the document says that it belongs to the page and not to the text: a running head, a page number.
    pub is_artifact: bool,
    /// The direction in which it is written.
    pub direction: Direction,
}

/// What the name and the descriptor of a font say about its look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Face {
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it is italic or oblique.
    pub is_italic: bool,
    /// Whether all its characters are equally wide.
    pub is_monospaced: bool,
}

/// The direction in which text is written on the upright page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// From left to right, the usual one; Arabic and Hebrew are drawn so, too.
    #[default]
    Right,
    /// Turned clockwise: lines run downwards.
    Down,
    /// Upside down.
    Left,
    /// Turned anticlockwise: lines run upwards.
    Up,
    /// Columns of upright characters, from right to left, as in Japanese.
    Columns,
}

impl Direction {
    /// A point of the page in the frame in which text of this direction runs to the right and its lines downwards.
    pub fn into_frame(self, (x, y): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Right => (x, y),
            Self::Left => (-x, -y),
            Self::Down | Self::Columns => (y, -x),
            Self::Up => (-y, x),
        }
    }

    /// The point of the page for one of the frame.
    pub fn onto_page(self, (u, v): (f32, f32)) -> (f32, f32) {
        match self {
            Self::Right => (u, v),
            Self::Left => (-u, -v),
            Self::Down | Self::Columns => (-v, u),
            Self::Up => (v, -u),
        }
    }
}

impl Glyph {
    /// The left end of the baseline on the page.
    pub fn on_page(&self) -> (f32, f32) {
        self.direction.onto_page((self.left, self.baseline))
    }
}

/// All that is found on a page.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    /// The width of the upright page in points.
    pub width: f32,
    /// The height of the upright page in points.
    pub height: f32,
    /// The characters, in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// The number of characters of fonts that do not say what they stand for.
    pub unknown: usize,
    /// Thin lines and the sides of rectangles.
    pub rules: Vec<Rectangle>,
    /// Rectangles that are filled or outlined.
    pub boxes: Vec<Rectangle>,
    /// The part of the page that pictures cover, from 0 to 1 or more.
    pub pictures: f32,
    /// Links.
    pub links: Vec<PageLink>,
}

/// A link on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PageLink {
    /// The part of the page that is the link.
    pub area: Rectangle,
    /// The target.
    pub target: PageTarget,
}

/// The target of a link or of a bookmark.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PageTarget {
    /// An address.
    Address(String),
    /// A page, from 0, and how far down on it in points.
    Page(usize, f32),
}
