//! The fonts of a document: from codes to characters and advances.

use std::{cell::RefCell, collections::HashMap, rc::Rc, sync::Arc};

use hayro_cmap::{BfString, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, UNITS_PER_EM};
use hayro_syntax::object::{Array, Dict, Name};

use unicode_normalization::UnicodeNormalization;

use super::glyph::Face;

/// The flags of a font's descriptor (ISO 32000-1, table 123).
const FIXED_PITCH: u32 = 1;
const ITALIC: u32 = 1 << 6;
const FORCE_BOLD: u32 = 1 << 18;

/// Parts of the names of bold fonts, in lower case. The weight of Nimbus and of Times Ten is shortened to "medi".
const BOLD_NAMES: &[&str] =
    &["bold", "black", "heavy", "semibold", "demi", "-bd", "cmbx", "cmssbx", "medi", "sfbx", "lmbx"];

/// Parts of the names of italic fonts, in lower case.
const ITALIC_NAMES: &[&str] =
    &["ital", "oblique", "-it", "slanted", "cmti", "cmsl", "cmmi", "sfti", "kursiv"];

/// Parts of the names of fonts for code, in lower case.
const MONOSPACED_NAMES: &[&str] = &["mono", "courier", "cmtt", "consol", "typewriter", "sftt"];

/// The loader of fonts, for one document.
pub(super) struct FontLibrary<'a> {
    cache: FontCache<'a>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
}

impl<'a> FontLibrary<'a> {
    /// A loader that has nothing loaded yet.
    pub fn new() -> Self {
        Self {
            cache: FontCache::new(),
            font_resolver: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
            }),
            cmap_resolver: Arc::new(load_embedded),
        }
    }

    /// The font that a dictionary describes; `None` if it is broken.
    pub fn load(&self, dict: &Dict<'a>) -> Option<Rc<PdfFont<'a>>> {
        let font = self.cache.font(dict, &self.font_resolver, &self.cmap_resolver)?;
        let is_simple = dict.get::<Name<'_>>("Subtype").is_none_or(|name| name.as_ref() != b"Type0");
        Some(Rc::new(PdfFont { font, face: face(dict), is_simple, codes: RefCell::default() }))
    }
}

/// A font of the document.
pub(super) struct PdfFont<'a> {
    font: Font<'a>,
    /// The look of the font.
    pub face: Face,
    /// Whether each code is a byte.
    is_simple: bool,
    codes: RefCell<HashMap<u32, CodeMeaning>>,
}

/// What a code means in a font.
#[derive(Clone, Debug)]
pub(super) struct CodeMeaning {
    /// The characters; more than one for a ligature, none if they are unknown.
    pub text: Rc<str>,
    /// Whether the font does not say what the code stands for.
    pub is_unknown: bool,
    /// The advance, for a font of size 1: along the line, or downwards in a vertical font.
    pub advance: f64,
}

impl PdfFont<'_> {
    /// Whether lines run across the page.
    pub fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// The code at `at` of a string, with its length in bytes.
    pub fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, at);
        (code, length.max(1))
    }

    /// What a code means.
    pub fn meaning(&self, code: u32) -> CodeMeaning {
        self.codes.borrow_mut().entry(code).or_insert_with(|| self.look_up(code)).clone()
    }

    fn look_up(&self, code: u32) -> CodeMeaning {
        let advance = self.font.code_advance(code);
        let advance = if self.is_horizontal() { advance.x } else { advance.y };
        let (text, is_unknown) = match self.text(code) {
            Some(text) => (plain(&text).into(), false),
            None => ("".into(), true),
        };
        CodeMeaning { text, is_unknown, advance: advance / f64::from(UNITS_PER_EM) }
    }

    /// The text of a code; `None` if the font does not say.
    fn text(&self, code: u32) -> Option<String> {
        let unicode = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        match unicode {
            Some(BfString::Char(character)) => Some(character.to_string()),
            Some(BfString::String(text)) => Some(text.clone()),
            None if self.is_simple => Some(guessed(code)),
            None => None,
        }
    }
}

/// The text of a code of a font that tells nothing: ASCII or Latin-1, and below that the ligatures and signs of TeX's fonts
/// (encodings OT1 and T1), whose bitmaps have no names.
fn guessed(code: u32) -> String {
    let text = match code {
        0x0b | 0x1b => "ff",
        0x0c | 0x1c => "fi",
        0x0d | 0x1d => "fl",
        0x0e | 0x1e => "ffi",
        0x0f | 0x1f => "ffl",
        0x10 => "“",
        0x11 => "”",
        0x12 => "„",
        0x13 => "«",
        0x14 => "»",
        0x15 => "–",
        0x16 => "—",
        0x20..=0x7e | 0xa0..=0xff => return char::from_u32(code).map(String::from).unwrap_or_default(),
        _ => "",
    };
    text.to_owned()
}

/// The text with ligatures as letters, white space as spaces, and without what is no character.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            'ﬅ' | 'ﬆ' => plain.push_str("st"),
            // The bullets of the fonts Symbol and Wingdings, as Word writes them.
            '\u{f0b7}' | '\u{f076}' | '\u{f0a8}' | '\u{f0fc}' | '\u{f0d8}' | '\u{f0e0}' => plain.push('•'),
            '\u{f0a7}' | '\u{f06e}' => plain.push('▪'),
            '\u{f02d}' => plain.push('–'),
            '\u{200b}'
            | '\u{feff}'
            | '\u{2060}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{fffe}' => {}
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => plain.push(' '),
            // Forms of Arabic and Hebrew letters as they are drawn.
            '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => plain.extend(character.nfkc()),
            character if character.is_whitespace() => plain.push(' '),
            character if character.is_control() => {}
            character => plain.push(character),
        }
    }
    plain
}

fn face(dict: &Dict<'_>) -> Face {
    let descendant =
        dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let described = descendant.as_ref().unwrap_or(dict);
    let name = dict
        .get::<Name<'_>>("BaseFont")
        .map(|name| name.as_str().to_lowercase().replace("medium", ""))
        .unwrap_or_default();
    let name = name.split_once('+').map_or(name.as_str(), |(_, name)| name);
    let descriptor = described.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let flags = descriptor.get::<u32>("Flags").unwrap_or_default();
    let weight = descriptor.get::<f32>("FontWeight").unwrap_or_default();
    let is_named = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    Face {
        is_bold: is_named(BOLD_NAMES) || flags & FORCE_BOLD != 0 || weight >= 600.0,
        is_italic: is_named(ITALIC_NAMES) || flags & ITALIC != 0,
        is_monospaced: is_named(MONOSPACED_NAMES) || flags & FIXED_PITCH != 0,
    }
}
