//! Numbers with what they count, in messages to a person.

/// A number with the noun for it: `1 gloss`, `2 glosses`, `0 glosses`.
pub fn counted(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// The numbers that are not 0, each with the noun for it: `1 text, 2 undo histories`. Empty if all are 0.
pub fn counted_list(numbers: &[(usize, &str, &str)]) -> String {
    let counts = numbers.iter().filter(|(number, ..)| *number > 0);
    counts.map(|&(number, one, more)| counted(number, one, more)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_follows_the_number() {
        let links = |number| counted(number, "link", "links");
        assert_eq!([links(0), links(1), links(2)], ["0 links", "1 link", "2 links"]);
    }

    #[test]
    fn a_list_leaves_out_what_there_is_none_of() {
        let list = |texts, links| counted_list(&[(texts, "text", "texts"), (links, "link", "links")]);
        assert_eq!([list(1, 2), list(0, 1), list(0, 0)], ["1 text, 2 links", "1 link", ""]);
    }
}
