//! The key bindings: the defaults of the table, changed by the person's own.

use std::collections::HashMap;

use super::{BindError, Command, Context, Key, TABLE};

/// The command that each key is bound to, in each context.
#[derive(Clone, Debug)]
pub struct Keymap(HashMap<(Context, Key), Command>);

impl Default for Keymap {
    fn default() -> Self {
        let mut map = HashMap::new();
        for row in TABLE {
            for (context, keys) in row.keys {
                // A test ensures that every key of the table can be read.
                map.extend(keys.iter().filter_map(|key| Some(((*context, key.parse().ok()?), row.command))));
            }
        }
        Self(map)
    }
}

impl Keymap {
    /// The command that `key` is bound to in `context`.
    pub fn get(&self, context: Context, key: Key) -> Option<Command> {
        self.0.get(&(context, key)).copied()
    }

    /// Binds `key` to the command with this name, or unbinds it. Fails where the context, the key or the command is
    /// unknown.
    pub fn bind(&mut self, context: &str, key: &str, command: Option<&str>) -> Result<(), BindError> {
        let place = Context::ALL.into_iter().find(|c| c.name() == context);
        let place = place.ok_or_else(|| BindError::UnknownContext(context.to_owned()))?;
        let key: Key = key.parse()?;
        match command {
            None => {
                self.0.remove(&(place, key));
            }
            Some(name) => {
                let unknown = || BindError::UnknownCommand { name: name.to_owned(), similar: similar(name) };
                let command = named(name).ok_or_else(unknown)?;
                self.0.insert((place, key), command);
            }
        }
        Ok(())
    }

    /// The keys that are bound to `command` in `context`: the defaults first, in the order of the table.
    pub fn keys(&self, context: Context, command: Command) -> Vec<Key> {
        let table = TABLE.iter().find(|row| row.command == command).map_or(&[][..], |row| row.keys);
        let of_table: Vec<Key> = table
            .iter()
            .filter(|(place, _)| *place == context)
            .flat_map(|(_, keys)| keys.iter().filter_map(|key| key.parse().ok()))
            .collect();
        let mut keys: Vec<Key> =
            self.0.iter().filter(|(at, c)| at.0 == context && **c == command).map(|(at, _)| at.1).collect();
        keys.sort_by_key(|key| (of_table.iter().position(|k| k == key).unwrap_or(usize::MAX), *key));
        keys
    }
}

/// The command with this name.
pub fn named(name: &str) -> Option<Command> {
    TABLE.iter().find(|row| row.name == name).map(|row| row.command)
}

fn similar(name: &str) -> Option<&'static str> {
    let shared = |other: &str| other.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    TABLE.iter().map(|row| row.name).filter(|other| shared(other) >= 3).max_by_key(|other| shared(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_keys_lie_over_the_tables() {
        let mut map = Keymap::default();
        let j = Key::char('j');
        assert_eq!(map.get(Context::Article, j), Some(Command::Next));
        assert_eq!(map.bind("article", "j", None), Ok(()));
        assert_eq!(map.get(Context::Article, j), None);
        assert_eq!(map.bind("article", "ctrl-j", Some("next")), Ok(()));
        let keys: Vec<_> = map.keys(Context::Article, Command::Next).iter().map(Key::to_string).collect();
        assert_eq!(keys, ["down", "ctrl-j"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let mut map = Keymap::default();
        let wrong = |e: Result<(), BindError>| e.expect_err("wrong").to_string();
        assert!(wrong(map.bind("article", "j", Some("nextt"))).contains("did you mean “next"));
        assert!(wrong(map.bind("normal", "j", None)).contains("[keys.article]"));
        assert!(wrong(map.bind("article", "blorp", None)).contains("there is no key “blorp”"));
    }
}
