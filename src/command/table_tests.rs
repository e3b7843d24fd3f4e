use std::collections::BTreeSet;

use super::*;
use crate::command::Key;

#[test]
fn names_are_unique_and_rows_are_documented() {
    let names: BTreeSet<_> = TABLE.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), TABLE.len());
    let commands: BTreeSet<_> = TABLE.iter().map(|row| row.command).collect();
    assert_eq!(commands.len(), TABLE.len());
    for row in TABLE {
        assert!(!row.doc.is_empty() && !row.doc.ends_with('.'), "{}", row.name);
        assert!(row.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", row.name);
    }
}

#[test]
fn the_letters_of_schemas_stay_free() {
    // `c` is that of claims, and schemas of others use the rest; a new command takes alt-, ctrl- or one of ; ` @ $ ^ _ \\.
    const FREE: &str = "cerBDEIJMQXYZ";
    let of_article = TABLE.iter().flat_map(|row| row.keys).filter(|(place, _)| *place == Article);
    let bound: BTreeSet<&str> = of_article.flat_map(|(_, keys)| keys.iter().copied()).collect();
    let letters = ('a'..='z').chain('A'..='Z');
    let free: String = letters.filter(|letter| !bound.contains(&*letter.to_string())).collect();
    assert_eq!(free, FREE);
}

#[test]
fn no_key_has_two_meanings_in_one_place() {
    for context in Context::ALL {
        let mut seen = BTreeSet::new();
        for (place, keys) in TABLE.iter().flat_map(|row| row.keys) {
            for key in keys.iter().filter(|_| *place == context) {
                let key: Key = key.parse().expect("a key");
                assert!(seen.insert(key), "{key} in {}", context.name());
            }
        }
    }
}
