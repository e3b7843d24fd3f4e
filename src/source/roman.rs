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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_romans_did() {
        assert_eq!([1, 4, 1994, 3999, 4000].map(roman), ["i", "iv", "mcmxciv", "mmmcmxcix", "4000"]);
    }
}
