//! The keys of kinds beside those of commands: in the article a command goes before a kind, which `t` and its key still tag.

use crate::{
    command::{Command, Context, Key, Keymap},
    gloss::{Kind, Schema},
};

/// The marks that are offered as keys after the letters; the program's own commands take them only in time.
const FREE_MARKS: &str = ";`@$^_\\";

/// A key of a kind that a command has in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenKey {
    /// The key.
    pub key: char,
    /// The name of the kind.
    pub kind: String,
    /// The name of the command.
    pub command: &'static str,
}

/// The keys of the schema's kinds that commands have in the article.
pub fn taken_keys(schema: &Schema, keymap: &Keymap) -> Vec<TakenKey> {
    let keys = schema.kinds.iter().flat_map(|kind| kind.keys.iter().map(move |key| (kind, key.key)));
    let taken = keys.filter_map(|(kind, key)| {
        let command = keymap.get(Context::Article, Key::char(key))?;
        Some(TakenKey { key, kind: kind.name.clone(), command: command.name() })
    });
    taken.collect()
}

/// The keys that neither a command has in the article nor a kind: letters first.
pub fn free_keys(schema: &Schema, keymap: &Keymap) -> Vec<char> {
    let is_free = |key: &char| {
        keymap.get(Context::Article, Key::char(*key)).is_none() && schema.kind_for_key(*key).is_none()
    };
    ('a'..='z').chain('A'..='Z').chain(FREE_MARKS.chars()).filter(is_free).collect()
}

/// What becomes of the keys of kinds that commands have, in a sentence; `None` if there are none.
pub fn about_taken(schema: &Schema, keymap: &Keymap) -> Option<String> {
    let about =
        |TakenKey { key, kind, command }: TakenKey| format!("{key} is {command}, so t{key} tags {kind}");
    let taken: Vec<String> = taken_keys(schema, keymap).into_iter().map(about).collect();
    (!taken.is_empty()).then(|| taken.join("; "))
}

/// The keys that are free, in a sentence.
pub fn about_free(schema: &Schema, keymap: &Keymap) -> String {
    let free: Vec<String> = free_keys(schema, keymap).iter().map(char::to_string).collect();
    format!("free keys: {}", if free.is_empty() { "none".to_owned() } else { free.join(" ") })
}

/// Both sentences, for the interface; `None` if commands have none of the kinds' keys.
pub fn notice(schema: &Schema, keymap: &Keymap) -> Option<String> {
    let taken = about_taken(schema, keymap)?;
    Some(format!("{taken}; {}", about_free(schema, keymap)))
}

/// What is typed to tag with `kind`, for each of its keys: the key, or `t` and the key where a command has it in one of these
/// contexts. For a kind without keys, `t` and its letter.
pub fn typed(kind: &Kind, keymap: &Keymap, contexts: &[Context]) -> Vec<String> {
    let is_taken = |key: char| contexts.iter().any(|context| keymap.get(*context, Key::char(key)).is_some());
    let tag = || keymap.keys(Context::Article, Command::Tag).first().map(ToString::to_string);
    let after_tag = |what: String| {
        let tag = tag()?;
        let space = if tag.chars().count() > 1 { " " } else { "" };
        Some(format!("{tag}{space}{what}"))
    };
    let of_key = |key: char| if is_taken(key) { after_tag(key.to_string()) } else { Some(key.to_string()) };
    if kind.keys.is_empty() {
        return after_tag(kind.letter.to_lowercase().to_string()).into_iter().collect();
    }
    kind.keys.iter().filter_map(|key| of_key(key.key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(text: &str) -> Schema {
        Schema::builtin().layered(text).expect("sound")
    }

    #[test]
    fn a_key_that_a_command_has_is_named_with_the_free_ones() {
        let (schema, mut keymap) =
            (schema("[kind.demand]\nkey = \"d\"\n[kind.rumour]\nkey = \"r\""), Keymap::default());
        let said = notice(&schema, &keymap).expect("a notice");
        assert!(
            said.starts_with("d is delete, so td tags demand; free keys: e B D E I J M Q X Y Z ;"),
            "{said}"
        );
        let typed = |keymap: &Keymap, name: &str| {
            typed(schema.kind(name).expect("a kind"), keymap, &[Context::Article])
        };
        assert_eq!(typed(&keymap, "demand"), ["td"]);
        assert_eq!(typed(&keymap, "rumour"), ["r"]);
        assert_eq!(typed(&keymap, "note"), ["tn"]);
        assert_eq!(typed(&keymap, "sentiment"), ["+", "-", "="]);
        keymap.bind("article", "d", None).expect("unbound");
        assert_eq!((notice(&schema, &keymap), typed(&keymap, "demand")), (None, vec!["d".to_owned()]));
    }
}
