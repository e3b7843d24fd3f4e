//! The text of a cue: its markup becomes styles, voices and lines.

use super::cues::{Cue, SourceLine, time};
use crate::text::{
    Span,
    structure::{Style, StyledSpan},
};

/// A line of a cue as it is read.
#[derive(Clone, Debug, Default)]
pub struct CueLine {
    /// The words.
    pub text: String,
    /// Its parts with a style, in bytes of `text`.
    pub styles: Vec<StyledSpan>,
    /// The name of the voice that speaks, if the file marks it.
    pub voice: Option<String>,
    /// The colour of its first letter, if the file gives it one.
    pub colour: Option<String>,
    /// The part of the source that it was made of.
    pub source: Span,
    /// When its last word is said, in milliseconds, if each word has its time.
    pub last_word: Option<u64>,
}

/// Names of tags. What else stands between `<` and `>` is text.
const TAGS: [&str; 17] = [
    "b", "c", "font", "i", "em", "lang", "rp", "rt", "ruby", "s", "span", "strong", "strike", "u", "v", "br",
    "p",
];

/// The longest tag, entity or command that is looked for, in bytes. Chosen by hand: a font with all its attributes.
const MAX_TAG_BYTES: usize = 300;

/// How many styles may be open at once. Chosen by hand: there are three of them.
const MAX_OPEN_STYLES: usize = 16;

/// A parser of one cue.
#[derive(Default)]
struct Payload {
    lines: Vec<CueLine>,
    line: CueLine,
    /// Styles that are open, with their starts in the line.
    open: Vec<(Style, usize)>,
    voice: Option<String>,
    colour: Option<String>,
    /// Whether the reading of a ruby text is being left out.
    in_reading: bool,
}

/// The lines of `cue` that have words.
pub fn read(cue: &Cue) -> Vec<CueLine> {
    let mut payload = Payload::default();
    for line in &cue.lines {
        payload.take(line);
        payload.end_line(line.at + line.text.len());
    }
    payload.lines
}

impl Payload {
    fn take(&mut self, line: &SourceLine) {
        self.line.source = Span::at(line.at);
        let mut rest = line.text;
        while let Some(c) = rest.chars().next() {
            let at = line.at + line.text.len() - rest.len();
            let taken = match c {
                '<' => self.tag(rest, at),
                '{' => command(rest),
                '&' => self.entity(rest),
                '\\' => self.escape(rest, at),
                _ => None,
            };
            let len = taken.unwrap_or_else(|| {
                self.push(c);
                c.len_utf8()
            });
            rest = &rest[len..];
        }
    }

    /// Writes a character, unless it is a further space or can't be seen.
    fn push(&mut self, c: char) {
        let is_space = c.is_control() || c == ' ';
        let is_unseen = matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if self.in_reading
            || is_unseen
            || is_space && (self.line.text.is_empty() || self.line.text.ends_with(' '))
        {
            return;
        }
        if self.line.text.is_empty() {
            self.line.colour.clone_from(&self.colour);
        }
        self.line.text.push(if is_space { ' ' } else { c });
    }

    /// Takes a tag at the start of `rest`, which is at `at` in the source. The result is its length.
    fn tag(&mut self, rest: &str, at: usize) -> Option<usize> {
        let len = length_to(rest, '>')?;
        let inside = &rest[1..len - 1];
        if let Some(millis) = time(inside) {
            self.line.last_word = Some(millis);
            return Some(len);
        }
        let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name_len = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let (name, more) = inside.split_at(name_len);
        let name = name.to_ascii_lowercase();
        if !TAGS.contains(&&*name) {
            return None;
        }
        match (&*name, style(&name)) {
            (_, Some(style)) if is_end => self.close(style),
            (_, Some(style)) if self.open.len() < MAX_OPEN_STYLES => {
                self.open.push((style, self.line.text.len()));
            }
            ("v", None) => {
                self.end_line(at);
                self.line.source = Span::at(at);
                self.voice = if is_end { None } else { voice(more) };
            }
            ("font" | "c", None) => self.colour = if is_end { None } else { colour(more) },
            ("rt" | "rp", None) => self.in_reading = !is_end,
            ("ruby", None) => self.in_reading = false,
            ("br", None) => {
                self.end_line(at);
                self.line.source = Span::at(at);
            }
            _ => {}
        }
        Some(len)
    }

    fn close(&mut self, style: Style) {
        if let Some(open) = self.open.iter().rposition(|(open, _)| *open == style) {
            let (_, start) = self.open.remove(open);
            self.set(style, start);
        }
    }

    fn set(&mut self, style: Style, start: usize) {
        let end = self.line.text.trim_end().len();
        if start < end {
            self.line.styles.push(StyledSpan { span: Span::new(start, end), style });
        }
    }

    /// Takes an entity at the start of `rest`.
    fn entity(&mut self, rest: &str) -> Option<usize> {
        let len = length_to(rest, ';')?;
        let c = match &rest[1..len - 1] {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            "lrm" => '\u{200e}',
            "rlm" => '\u{200f}',
            "hellip" => '…',
            number => {
                let number = number.strip_prefix('#')?;
                let hexadecimal =
                    number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
                char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?
            }
        };
        self.push(c);
        Some(len)
    }

    /// Takes a line break or a space of Sub Station Alpha, which converters leave in place.
    fn escape(&mut self, rest: &str, at: usize) -> Option<usize> {
        match rest.as_bytes().get(1)? {
            b'N' | b'n' => {
                self.end_line(at);
                self.line.source = Span::at(at);
            }
            b'h' => self.push(' '),
            _ => return None,
        }
        Some(2)
    }

    /// Ends the line, up to `at` in the source. Styles that are open go on in the next one.
    fn end_line(&mut self, at: usize) {
        for (style, start) in std::mem::take(&mut self.open) {
            self.set(style, start);
            self.open.push((style, 0));
        }
        let mut line = std::mem::take(&mut self.line);
        line.text.truncate(line.text.trim_end().len());
        if !line.text.is_empty() {
            line.voice.clone_from(&self.voice);
            line.source.end = at;
            self.lines.push(line);
        }
    }
}

/// The length of what begins `rest` and ends with `end`, if that is near and in the same line.
fn length_to(rest: &str, end: char) -> Option<usize> {
    let near = &rest[..rest.floor_char_boundary(MAX_TAG_BYTES)];
    near.find(end).map(|at| at + end.len_utf8())
}

/// The length of a command of Sub Station Alpha, such as `{\an8}`, at the start of `rest`.
fn command(rest: &str) -> Option<usize> {
    rest.starts_with("{\\").then(|| length_to(rest, '}')).flatten()
}

fn style(name: &str) -> Option<Style> {
    match name {
        "i" | "em" => Some(Style::Emphasis),
        "b" | "strong" => Some(Style::Strong),
        "s" | "strike" => Some(Style::Deleted),
        _ => None,
    }
}

/// The colour that a tag gives: ` color="#ffff00"`, `.yellow`.
fn colour(more: &str) -> Option<String> {
    const CLASSES: [&str; 8] = ["white", "lime", "green", "cyan", "red", "yellow", "magenta", "blue"];
    let lower = more.to_ascii_lowercase();
    let class = || lower.split('.').find(|class| CLASSES.contains(class));
    let stated = lower.split_once("color=").and_then(|(_, value)| {
        value.trim_start_matches(['"', '\'']).split(['"', '\'', ' ']).next().filter(|value| !value.is_empty())
    });
    stated.or_else(class).filter(|colour| !matches!(*colour, "white" | "#ffffff")).map(str::to_owned)
}

/// The name in a tag of a voice, after its classes: `.loud Anna`.
fn voice(more: &str) -> Option<String> {
    let (_, name) = more.split_once([' ', '\t'])?;
    let mut line = Payload::default();
    line.take(&SourceLine { text: name, at: 0 });
    let name = line.line.text.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
