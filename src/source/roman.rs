//! Roman numbers, which lists and pages are numbered with.

/// The largest number that is written in Roman numerals; there is no usual sign for 5,000.
const MAX_NUMBER: usize = 3999;

/// The number in small Roman numerals; in digits beyond 3,999.
pub fn roman(mut number: usize) -> String {
    const NUMERALS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > MAX_NUMBER {
        return number.to_string();
    }
    let mut shown = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            shown.push_str(numeral);
            number -= value;
        }
    }
    shown
}

/// The value of a number in small Roman numerals up to “c”; also of one that the Romans would have written otherwise (“iiii”).
pub fn roman_value(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut last = 0;
    for letter in text.chars().rev() {
        let value = match letter {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        total = if value < last { total - value.min(total) } else { total + value };
        last = last.max(value);
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_romans_did() {
        assert_eq!([1, 4, 1994, 3999, 4000].map(roman), ["i", "iv", "mcmxciv", "mmmcmxcix", "4000"]);
    }

    #[test]
    fn numbers_are_read() {
        let values = ["iv", "xlii", "iiii", "", "mild"].map(roman_value);
        assert_eq!(values, [Some(4), Some(42), Some(4), None, None]);
    }
}
