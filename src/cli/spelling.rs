//! Misspelt words: the names that may have been meant.

/// How many letters of a misspelt word may be wrong. Chosen by hand: more make any short word similar.
const MAX_WRONG_LETTERS: usize = 2;

/// The longest word, in bytes, that is compared with names. Chosen by hand: names are shorter.
const MAX_COMPARED_BYTES: usize = 100;

/// The name that was probably meant by `word`; `None` if it is one of them, or like none.
pub fn meant<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let names = names.into_iter().map(|name| (wrong_letters(word, name), name));
    let near = names.filter(|(wrong, name)| *wrong <= MAX_WRONG_LETTERS.min(name.len() / 2));
    near.min().map(|(_, name)| name).filter(|name| *name != word)
}

/// The names as a list, those most like `word` first.
pub fn nearest_first<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_by_cached_key(|name| wrong_letters(word, name));
    names.join(", ")
}

/// How many letters have to be changed to make one word the other; in capitals or not is the same.
fn wrong_letters(word: &str, name: &str) -> usize {
    if word.len().max(name.len()) > MAX_COMPARED_BYTES {
        return usize::MAX;
    }
    strsim::damerau_levenshtein(&word.to_lowercase(), &name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_meant() {
        let names = ["export", "list", "suggest", "stats", "add"];
        for (word, name) in [("exprot", "export"), ("lst", "list"), ("sugest", "suggest"), ("Stat", "stats")]
        {
            assert_eq!(meant(word, names), Some(name), "{word}");
        }
        for word in ["talks.txt", "x", "notes/list", "list"] {
            assert_eq!(meant(word, names), None, "{word}");
        }
    }

    #[test]
    fn names_are_listed_with_the_nearest_first() {
        assert_eq!(nearest_first("statd", ["denied", "hedged", "stated"]), "stated, denied, hedged");
        assert_eq!(nearest_first(&"x".repeat(1_000_000), ["b", "a"]), "b, a", "in their order");
    }
}
