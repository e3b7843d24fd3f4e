//! The classes of characters that spaCy's rules name.

use std::sync::LazyLock;

/// Ranges of characters in ascending order.
struct CharClass(Vec<(u32, u32)>);

impl CharClass {
    /// Reads ranges such as `41-5a c0`, in hexadecimal digits, separated by white space.
    fn parse(ranges: &str) -> Self {
        let range = |range: &str| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let number = |hex| u32::from_str_radix(hex, 16).unwrap_or_default();
            (number(first), number(last))
        };
        Self(ranges.split_whitespace().map(range).collect())
    }

    fn has(&self, c: char) -> bool {
        let next = self.0.partition_point(|&(first, _)| first <= u32::from(c));
        next > 0 && u32::from(c) <= self.0[next - 1].1
    }
}

static LETTERS: LazyLock<CharClass> =
    LazyLock::new(|| CharClass::parse(include_str!("../../../assets/spacy/letters.txt")));

static SYMBOLS: LazyLock<CharClass> =
    LazyLock::new(|| CharClass::parse(include_str!("../../../assets/spacy/symbols.txt")));

/// Whether a character is a letter.
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && LETTERS.has(c))
}

/// Whether a character is a small letter, or one of a script without capitals.
pub fn is_lower(c: char) -> bool {
    // Of the letters that are neither small nor capital, these are capitals at the beginning of a word.
    is_letter(c) && !c.is_uppercase() && !matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

/// Whether a character is a capital letter, or one of a script without capitals.
pub fn is_upper(c: char) -> bool {
    is_letter(c) && !c.is_lowercase()
}

/// Whether a character is a symbol such as an emoji.
pub fn is_symbol(c: char) -> bool {
    !c.is_ascii() && SYMBOLS.has(c)
}

/// Whether a character is punctuation other than a full stop.
pub fn is_punctuation(c: char) -> bool {
    "…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪".contains(c)
}

/// Whether a character is a quotation mark, or a bracket of East Asia.
pub fn is_quote(c: char) -> bool {
    "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉〈〉⟦⟧".contains(c)
}

/// The signs of currencies.
pub const CURRENCIES: &str = "$£€¥฿₽﷼₴₠₡₢₣₤₥₦₧₨₩₪₫₭₮₯₰₱₲₳₵₶₷₸₹₺₻₼₾₿";

/// The currencies of more than one character.
pub const DOLLARS: [&str; 3] = ["US$", "C$", "A$"];

/// The units of measurement that are tokens after a digit.
pub const UNITS: &str = "km km² km³ m m² m³ dm dm² dm³ cm cm² cm³ mm mm² mm³ ha µm nm yd in ft kg g mg µg t lb oz m/s km/h \
    kmh mph hPa Pa mbar mb MB kb KB gb GB tb TB T G M K % км км² км³ м м² м³ дм дм² дм³ см см² см³ мм мм² мм³ нм кг г мг м/с \
    км/ч кПа Па мбар Кб КБ кб Мб МБ мб Гб ГБ гб Тб ТБ тбكم كم² كم³ م م² م³ سم سم² سم³ مم مم² مم³ كم غرام جرام جم كغ ملغ كوب \
    اكواب";
