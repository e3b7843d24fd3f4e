//! Numbers of lists as they are shown: 3, iii, c.

use crate::source::roman::roman;

/// The largest number that is shown with letters or Roman numerals; larger ones are decimal, as they would be too long.
const MAX_LETTERED: u32 = 3999;

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberFormat {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A, B, … Z, AA, BB.
    UpperLetter,
    /// a, b, … z, aa, bb.
    LowerLetter,
    /// A, B, … Z, AA, AB.
    UpperLetterCounted,
    /// a, b, … z, aa, ab.
    LowerLetterCounted,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// ①, ②, ③.
    Circled,
    /// *, †, ‡, §.
    Signs,
    /// А, Б, В.
    UpperRussian,
    /// а, б, в.
    LowerRussian,
    /// A bullet, which has no number.
    Bullet,
    /// Nothing.
    None,
}

impl NumberFormat {
    /// The format of this name in OOXML. Formats that are not known are decimal.
    pub fn by_word_name(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "ordinal" => Self::Ordinal,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "chicago" => Self::Signs,
            "russianUpper" => Self::UpperRussian,
            "russianLower" => Self::LowerRussian,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// The format of this name in `OpenDocument`. `is_repeated` says that letters are repeated after z: aa, bb.
    pub fn by_open_document_name(name: &str, is_repeated: bool) -> Self {
        match (name, is_repeated) {
            ("", _) => Self::None,
            ("I", _) => Self::UpperRoman,
            ("i", _) => Self::LowerRoman,
            ("A", true) => Self::UpperLetter,
            ("a", true) => Self::LowerLetter,
            ("A", false) => Self::UpperLetterCounted,
            ("a", false) => Self::LowerLetterCounted,
            ("01, 02, 03, ...", _) => Self::DecimalZero,
            ("1st", _) => Self::Ordinal,
            ("①, ②, ③, ...", _) => Self::Circled,
            _ => Self::Decimal,
        }
    }

    /// `number` as it is shown.
    pub fn shown(self, number: u32) -> String {
        let letters = |alphabet: &str| repeated_letter(alphabet, number);
        match self {
            Self::None | Self::Bullet => String::new(),
            Self::DecimalZero => format!("{number:02}"),
            Self::Ordinal => format!("{number}{}", ordinal_ending(number)),
            _ if !(1..=MAX_LETTERED).contains(&number) => number.to_string(),
            Self::Decimal => number.to_string(),
            Self::UpperRoman => roman(number as usize).to_uppercase(),
            Self::LowerRoman => roman(number as usize),
            Self::UpperLetter => letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            Self::LowerLetter => letters("abcdefghijklmnopqrstuvwxyz"),
            Self::UpperLetterCounted => counted_letters(number).to_uppercase(),
            Self::LowerLetterCounted => counted_letters(number),
            Self::Circled => circled(number),
            Self::Signs => letters("*†‡§"),
            Self::UpperRussian => letters("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
            Self::LowerRussian => letters("абвгдежзиклмнопрстуфхцчшщэюя"),
        }
    }
}

/// The letter with this number; after the last one, each letter twice, then three times.
fn repeated_letter(alphabet: &str, number: u32) -> String {
    let count = alphabet.chars().count();
    let index = number.saturating_sub(1) as usize;
    let letter = alphabet.chars().nth(index % count.max(1)).map(String::from).unwrap_or_default();
    letter.repeat(index / count.max(1) + 1)
}

fn counted_letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}

fn circled(number: u32) -> String {
    let circle = (1..=20).contains(&number).then(|| char::from_u32(0x245f + number)).flatten();
    circle.map_or_else(|| number.to_string(), String::from)
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::NumberFormat::{self, *};

    #[test]
    fn numbers_are_shown_as_office_programs_show_them() {
        let cases: [(NumberFormat, u32, &str); 14] = [
            (Decimal, 12, "12"),
            (DecimalZero, 3, "03"),
            (UpperRoman, 1994, "MCMXCIV"),
            (LowerRoman, 4, "iv"),
            (UpperLetter, 28, "BB"),
            (LowerLetter, 26, "z"),
            (LowerLetterCounted, 28, "ab"),
            (UpperLetterCounted, 703, "AAA"),
            (Ordinal, 112, "112th"),
            (Ordinal, 22, "22nd"),
            (Circled, 3, "③"),
            (Signs, 5, "**"),
            (LowerLetter, 0, "0"),
            (UpperRoman, u32::MAX, "4294967295"),
        ];
        for (format, number, shown) in cases {
            assert_eq!(format.shown(number), shown, "{format:?}");
        }
    }
}
