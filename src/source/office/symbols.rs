//! Characters of the fonts Symbol and Wingdings, which office documents name by their places in those fonts.

/// A font whose characters are symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolFont {
    /// Greek letters, mathematics, arrows.
    Symbol,
    /// Signs, arrows, boxes, hands.
    Wingdings,
}

/// The characters of the font Symbol from 0x22, as its maker's table maps them to Unicode. A space stands for a part of a large
/// bracket and for what is in no table.
const SYMBOL_LOW: &str =
    "∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

/// Those from 0xA0.
const SYMBOL_HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/// Characters of the font Wingdings that documents use as signs.
const WINGDINGS: &[(u8, char)] = &[
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2a, '✉'),
    (0x36, '⌛'),
    (0x3f, '✍'),
    (0x41, '✌'),
    (0x43, '👍'),
    (0x44, '👎'),
    (0x45, '☜'),
    (0x46, '☞'),
    (0x47, '☝'),
    (0x48, '☟'),
    (0x4a, '☺'),
    (0x4b, '😐'),
    (0x4c, '☹'),
    (0x4e, '☠'),
    (0x51, '✈'),
    (0x52, '☼'),
    (0x54, '❄'),
    (0x58, '✠'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x78, '⌧'),
    (0x7b, '❀'),
    (0x9f, '•'),
    (0xa0, '▪'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xaa, '✦'),
    (0xab, '★'),
    (0xd5, '⌫'),
    (0xd8, '➢'),
    (0xdc, '➲'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe7, '🡄'),
    (0xe8, '➔'),
    (0xef, '⇦'),
    (0xf0, '⇨'),
    (0xf1, '⇧'),
    (0xf2, '⇩'),
    (0xf3, '⬄'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

impl SymbolFont {
    /// The font of this name, if it is one of symbols.
    pub fn by_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "symbol" | "opensymbol" | "starsymbol" => Some(Self::Symbol),
            "wingdings" => Some(Self::Wingdings),
            _ => None,
        }
    }

    /// The character at a place in the font, which may be given in the private area of Unicode (U+F020 to U+F0FF); `None` if it has
    /// no counterpart.
    pub fn character(self, place: u32) -> Option<char> {
        let place =
            u8::try_from(if (0xf000..=0xf0ff).contains(&place) { place - 0xf000 } else { place }).ok()?;
        let found = match self {
            Self::Wingdings => WINGDINGS.iter().find(|(known, _)| *known == place).map(|(_, c)| *c),
            Self::Symbol if place >= 0xa0 => SYMBOL_HIGH.chars().nth(usize::from(place - 0xa0)),
            Self::Symbol if place >= 0x22 => SYMBOL_LOW.chars().nth(usize::from(place - 0x22)),
            Self::Symbol => Some(char::from(place)),
        };
        found.filter(|c| !c.is_whitespace() || place == 0x20)
    }

    /// `text` in this font, with the characters of the private area replaced where they have counterparts.
    pub fn text(self, text: &str) -> String {
        let is_private = |c: char| ('\u{f020}'..='\u{f0ff}').contains(&c);
        text.chars().map(|c| if is_private(c) { self.character(c.into()).unwrap_or(c) } else { c }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::SymbolFont;

    #[test]
    fn symbols_are_characters() {
        let symbol = |place| SymbolFont::Symbol.character(place);
        assert_eq!(
            [0xf0ae, 0x61, 0xb3, 0xf0b7, 0xd6, 0xe5, 0xf2].map(symbol),
            ['→', 'α', '≥', '•', '√', '∑', '∫'].map(Some)
        );
        assert_eq!([0x22, 0x7e, 0xfe].map(symbol), ['∀', '∼', '⎭'].map(Some));
        assert_eq!(symbol(0xff).or(symbol(0xf0)).or(symbol(0x10000)), None);
        assert_eq!(SymbolFont::Wingdings.text("\u{f0fc} a\u{f001}"), "✓ a\u{f001}");
    }
}
