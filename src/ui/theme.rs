//! Colours, as many as the terminal has; text attributes where it has none. Colour is never the only sign of a
//! meaning.

use ratatui::style::{Color, Modifier, Style};

use crate::text::{Look, structure};

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// No colours: text attributes only.
    None,
    /// The sixteen basic colours.
    Sixteen,
    /// The 256 colours of xterm.
    Many,
    /// 24-bit colours.
    True,
}

/// How strong a background colour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Weak, for the span of any gloss.
    Tint,
    /// Strong, for the span of the chosen gloss.
    Strong,
}

/// The styles of everything on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether the background is dark.
    pub dark: bool,
    /// How many colours the terminal has.
    pub depth: Depth,
}

/// The hues: name, RGB colour, and the nearest of the sixteen colours.
const HUES: &[(&str, (u8, u8, u8), Color)] = &[
    ("yellow", (214, 168, 0), Color::Yellow),
    ("orange", (224, 122, 30), Color::LightRed),
    ("red", (214, 64, 64), Color::Red),
    ("magenta", (200, 70, 170), Color::Magenta),
    ("purple", (140, 100, 220), Color::LightMagenta),
    ("blue", (60, 120, 220), Color::Blue),
    ("cyan", (30, 160, 180), Color::Cyan),
    ("teal", (20, 150, 130), Color::LightCyan),
    ("green", (60, 160, 70), Color::Green),
    ("grey", (128, 128, 128), Color::Gray),
];

const INK: ((u8, u8, u8), (u8, u8, u8)) = ((32, 32, 36), (232, 232, 228));
const PAPER: ((u8, u8, u8), (u8, u8, u8)) = ((255, 255, 255), (24, 24, 28));

impl Theme {
    /// The style of a kind's letter in the gutter and the pane.
    pub fn kind(self, hue: &str) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        match self.depth {
            Depth::None => style,
            Depth::Sixteen => style.fg(named(hue).2),
            _ => style.fg(self.color(mix(rgb(hue), self.ink(), 15))),
        }
    }

    /// The style of a span with a gloss of this hue: a background, where there are enough colours.
    pub fn span(self, hue: &str, strength: Strength) -> Style {
        match (self.depth, strength) {
            (Depth::None, Strength::Tint) => Style::new().add_modifier(Modifier::UNDERLINED),
            (Depth::None, Strength::Strong) => {
                Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
            }
            (Depth::Sixteen, Strength::Tint) => Style::new().fg(named(hue).2),
            (Depth::Sixteen, Strength::Strong) => Style::new().fg(Color::Black).bg(named(hue).2),
            (_, strength) => {
                let share = match (strength, self.dark) {
                    (Strength::Tint, true) => 30,
                    (Strength::Tint, false) => 22,
                    (Strength::Strong, true) => 62,
                    (Strength::Strong, false) => 55,
                };
                let ground = mix(self.paper(), rgb(hue), share);
                Style::new().fg(self.color(self.ink())).bg(self.color(ground))
            }
        }
    }

    /// The style of a second gloss on the same text: an underline in the colour of its kind, where there are colours.
    pub fn under(self, hue: &str) -> Style {
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        match self.depth {
            Depth::None => style.add_modifier(Modifier::ITALIC),
            Depth::Sixteen => style,
            _ => style.underline_color(self.color(mix(rgb(hue), self.ink(), 10))),
        }
    }

    /// The style of a suggested span: a faint underline, where a gloss has a background.
    pub fn suggested(self, hue: &str) -> Style {
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        match self.depth {
            Depth::None => Style::new().add_modifier(Modifier::DIM | Modifier::ITALIC),
            Depth::Sixteen => style.add_modifier(Modifier::DIM),
            _ => style.underline_color(self.color(mix(self.paper(), rgb(hue), 60))),
        }
    }

    /// The style of selected text.
    pub fn selection(self) -> Style {
        match self.depth {
            Depth::None | Depth::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            _ => {
                let ground = if self.dark { (58, 78, 118) } else { (190, 214, 250) };
                Style::new().fg(self.color(self.ink())).bg(self.color(ground))
            }
        }
    }

    /// The style of the ruler beside the selected rows.
    pub fn ruler(self) -> Style {
        self.accent().add_modifier(Modifier::BOLD)
    }

    /// The style of matches of the search.
    pub fn found(self) -> Style {
        match self.depth {
            Depth::None => Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED),
            _ => Style::new().fg(Color::Black).bg(self.pick(Color::Yellow, (250, 210, 80))),
        }
    }

    /// The style of a jump label.
    pub fn label(self) -> Style {
        match self.depth {
            Depth::None => Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED),
            _ => Style::new()
                .fg(self.pick(Color::White, (255, 255, 255)))
                .bg(self.pick(Color::Red, (190, 40, 60)))
                .add_modifier(Modifier::BOLD),
        }
    }

    /// The style of words that differ between two versions; it is the same with and without colours.
    pub fn changed() -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The style of less important text.
    pub fn dim(self) -> Style {
        match self.depth {
            Depth::None | Depth::Sixteen => Style::new().add_modifier(Modifier::DIM),
            _ => Style::new().fg(self.color(mix(self.paper(), self.ink(), 58))),
        }
    }

    /// The style of keys, titles and the field being edited.
    pub fn accent(self) -> Style {
        match self.depth {
            Depth::None => Style::new().add_modifier(Modifier::BOLD),
            Depth::Sixteen => Style::new().fg(Color::Cyan),
            _ => Style::new().fg(self.color(if self.dark { (120, 180, 250) } else { (20, 90, 190) })),
        }
    }

    /// The style of errors and losses.
    pub fn alarm(self) -> Style {
        match self.depth {
            Depth::None => Style::new().add_modifier(Modifier::BOLD),
            _ => Style::new().fg(self.pick(Color::Red, (220, 60, 60))).add_modifier(Modifier::BOLD),
        }
    }

    /// The style of the status line.
    pub fn status(self) -> Style {
        match self.depth {
            Depth::None | Depth::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            _ => {
                let ground = mix(self.paper(), self.ink(), 14);
                Style::new().fg(self.color(self.ink())).bg(self.color(ground))
            }
        }
    }

    /// The style of the chosen row of a list.
    pub fn chosen(self) -> Style {
        match self.depth {
            Depth::None | Depth::Sixteen => Style::new().add_modifier(Modifier::BOLD),
            _ => Style::new().bg(self.color(mix(self.paper(), self.ink(), 10))),
        }
    }

    /// The style of text by its structure. Without colours an underline means tagged text, so links and insertions
    /// get a second attribute there.
    pub fn look(self, look: Look) -> Style {
        match look {
            Look::Heading(1..=2) => self.accent().add_modifier(Modifier::BOLD),
            Look::Heading(3) | Look::TableHead => Style::new().add_modifier(Modifier::BOLD),
            Look::Heading(_) => Style::new().add_modifier(Modifier::BOLD | Modifier::ITALIC),
            Look::CodeBlock => self.ground(8),
            Look::CodeMargin => self.dim().patch(self.ground(8)),
            Look::Caption => self.dim().add_modifier(Modifier::ITALIC),
            Look::Boilerplate | Look::NoteBody | Look::Rule | Look::Bar => self.dim(),
            Look::NoteReference | Look::Marker => self.accent(),
            Look::Link => self.link(),
            Look::Inline(style) => self.inline(style),
        }
    }

    fn inline(self, style: structure::Style) -> Style {
        use structure::Style as S;
        match style {
            S::Emphasis => Style::new().add_modifier(Modifier::ITALIC),
            S::Strong => Style::new().add_modifier(Modifier::BOLD),
            S::Code => match self.depth {
                Depth::None => Style::new().add_modifier(Modifier::DIM),
                Depth::Sixteen => Style::new().fg(Color::Green),
                _ => self.ground(12).fg(self.color(mix(self.ink(), rgb("teal"), 35))),
            },
            S::Deleted => Style::new().add_modifier(Modifier::CROSSED_OUT),
            S::Inserted if self.depth == Depth::None => {
                Style::new().add_modifier(Modifier::UNDERLINED | Modifier::ITALIC)
            }
            S::Inserted => Style::new().add_modifier(Modifier::UNDERLINED),
            S::Highlighted => match self.depth {
                Depth::None => Style::new().add_modifier(Modifier::BOLD | Modifier::ITALIC),
                Depth::Sixteen => Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD),
                _ => Style::new().bg(self.color(mix(self.paper(), (250, 210, 80), 28))),
            },
            S::Small | S::Superscript | S::Subscript => self.dim(),
        }
    }

    fn link(self) -> Style {
        let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
        match self.depth {
            Depth::None => underlined.add_modifier(Modifier::DIM),
            _ => self.accent().patch(underlined),
        }
    }

    /// A background that mixes `percent` of the text colour into the page colour, where there are enough colours.
    fn ground(self, percent: u16) -> Style {
        match self.depth {
            Depth::None | Depth::Sixteen => Style::new(),
            _ => Style::new().bg(self.color(mix(self.paper(), self.ink(), percent))),
        }
    }

    fn ink(self) -> (u8, u8, u8) {
        if self.dark { INK.1 } else { INK.0 }
    }

    fn paper(self) -> (u8, u8, u8) {
        if self.dark { PAPER.1 } else { PAPER.0 }
    }

    fn pick(self, sixteen: Color, rgb: (u8, u8, u8)) -> Color {
        if self.depth == Depth::Sixteen { sixteen } else { self.color(rgb) }
    }

    fn color(self, (r, g, b): (u8, u8, u8)) -> Color {
        if self.depth == Depth::True { Color::Rgb(r, g, b) } else { Color::Indexed(indexed(r, g, b)) }
    }
}

fn named(hue: &str) -> &'static (&'static str, (u8, u8, u8), Color) {
    HUES.iter().find(|(name, ..)| *name == hue).unwrap_or(&HUES[9])
}

/// The RGB colour of a hue, which is a name or `#rrggbb`.
fn rgb(hue: &str) -> (u8, u8, u8) {
    let hex =
        hue.strip_prefix('#').filter(|h| h.len() == 6).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    hex.map_or(named(hue).1, |rgb| ((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8))
}

/// `one` mixed with `percent` of `other`.
fn mix(one: (u8, u8, u8), other: (u8, u8, u8), percent: u16) -> (u8, u8, u8) {
    let part = |a: u8, b: u8| ((u16::from(a) * (100 - percent) + u16::from(b) * percent) / 100) as u8;
    (part(one.0, other.0), part(one.1, other.1), part(one.2, other.2))
}

/// The index of the nearest colour of the xterm palette, among its 6×6×6 cube and its 24 greys.
fn indexed(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |v: u8| (0..6_u8).min_by_key(|&i| STEPS[usize::from(i)].abs_diff(v)).unwrap_or(0);
    let (cr, cg, cb) = (step(r), step(g), step(b));
    let grey = (((u16::from(r) + u16::from(g) + u16::from(b)) / 3).clamp(8, 238) - 8) / 10;
    let level = (8 + 10 * grey) as u8;
    let far = |x: u8, y: u8, z: u8| {
        let d = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        d(x, r) + d(y, g) + d(z, b)
    };
    let cube = far(STEPS[usize::from(cr)], STEPS[usize::from(cg)], STEPS[usize::from(cb)]);
    if far(level, level, level) < cube { 232 + grey as u8 } else { 16 + 36 * cr + 6 * cg + cb }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_the_nearest_of_the_palette() {
        assert_eq!([indexed(0, 0, 0), indexed(255, 255, 255), indexed(255, 0, 0)], [16, 231, 196]);
        assert_eq!(indexed(50, 50, 50), 236);
        assert_eq!(rgb("#102030"), (16, 32, 48));
        assert_eq!(rgb("no such hue"), (128, 128, 128));
    }

    #[test]
    fn without_colours_there_are_none() {
        let theme = Theme { dark: true, depth: Depth::None };
        let styles =
            [theme.kind("red"), theme.span("red", Strength::Strong), theme.under("red"), theme.selection()];
        let others =
            [theme.found(), theme.label(), theme.dim(), theme.accent(), theme.alarm(), theme.status()];
        for style in styles.into_iter().chain(others) {
            assert_eq!((style.fg, style.bg), (None, None));
            assert!(!style.add_modifier.is_empty());
        }
    }
}
