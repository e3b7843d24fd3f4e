//! What a person has set in `gloss/config.toml`. What is wrong is named, and the default used for that alone.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike};

use super::Keymap;

/// The settings, with the defaults for what is not set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether the theme is dark; none: as the terminal is.
    pub dark: Option<bool>,
    /// The comfortable width of a line, in cells.
    pub measure: usize,
    /// Who is named as creator, and whose sidecar is used.
    pub coder: Option<String>,
    /// Whether the line of key hints is shown.
    pub hints: bool,
    /// Whether paragraphs are numbered.
    pub paragraph_numbers: bool,
    /// Whether suggestions are shown.
    pub suggestions: bool,
    /// Nothing less likely than this is suggested, from 0 to 1.
    pub min_score: f32,
    /// Which keys mean what.
    pub keymap: Keymap,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            dark: None,
            measure: 80,
            coder: None,
            hints: true,
            paragraph_numbers: false,
            suggestions: true,
            min_score: 0.5,
            keymap: Keymap::default(),
        }
    }
}

/// The settings there are, each with what it takes.
pub const SETTINGS: &[(&str, &str)] = &[
    ("theme", "\"auto\", \"light\" or \"dark\""),
    ("measure", "a number of cells from 20 to 300"),
    ("coder", "a name: letters, digits, - and _"),
    ("hints", "true or false"),
    ("paragraph-numbers", "true or false"),
    ("suggestions", "true or false"),
    ("min-score", "a number from 0 to 1"),
    (
        "keys",
        "tables [keys.article], [keys.glosses] and [keys.compare]: \"KEY\" = \"COMMAND\", or false to unbind",
    ),
];

/// Something in the settings that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl Settings {
    /// Reads a configuration.
    pub fn parse(text: &str) -> (Self, Vec<Warning>) {
        let mut reader = Reader { text, settings: Self::default(), warnings: Vec::new() };
        match Document::parse(text) {
            Ok(document) => reader.read(document.as_table()),
            Err(error) => {
                reader.warn(error.span(), format!("{}; the defaults are used", error.message().trim()));
            }
        }
        (reader.settings, reader.warnings)
    }
}

struct Reader<'a> {
    text: &'a str,
    settings: Settings,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    fn warn(&mut self, span: Option<Range<usize>>, message: impl Into<String>) {
        let start = self.text.floor_char_boundary(span.map_or(0, |span| span.start));
        let line = self.text.get(..start).unwrap_or_default().matches('\n').count() + 1;
        self.warnings.push(Warning { line, message: message.into() });
    }

    fn read(&mut self, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let understood = match name {
                "theme" => self.theme(item),
                "measure" => {
                    let measure = item.as_integer().filter(|n| (20..=300).contains(n));
                    measure.and_then(|n| usize::try_from(n).ok()).map(|n| self.settings.measure = n)
                }
                "coder" => {
                    let good = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
                    let coder = item.as_str().filter(|name| !name.is_empty() && name.chars().all(good));
                    coder.map(|name| self.settings.coder = Some(name.to_owned()))
                }
                "hints" => item.as_bool().map(|flag| self.settings.hints = flag),
                "paragraph-numbers" => item.as_bool().map(|flag| self.settings.paragraph_numbers = flag),
                "suggestions" => item.as_bool().map(|flag| self.settings.suggestions = flag),
                "min-score" => {
                    let number = item.as_float().or(item.as_integer().map(|n| n as f64));
                    let good = number.filter(|n| (0.0..=1.0).contains(n));
                    good.map(|n| self.settings.min_score = n as f32)
                }
                "keys" => item.as_table_like().map(|keys| self.keys(keys)),
                _ => {
                    let names: Vec<_> = SETTINGS.iter().map(|(name, _)| *name).collect();
                    let span = table.key(name).and_then(toml_edit::Key::span).or(item.span());
                    self.warn(span, format!("there is no setting “{name}”; there are {}", names.join(", ")));
                    continue;
                }
            };
            if understood.is_none() {
                let takes = SETTINGS.iter().find(|(known, _)| *known == name).map_or("", |(_, takes)| takes);
                self.warn(item.span(), format!("{name} takes {takes}; the default is used"));
            }
        }
    }

    fn theme(&mut self, item: &Item) -> Option<()> {
        self.settings.dark = match item.as_str()? {
            "auto" => None,
            "light" => Some(false),
            "dark" => Some(true),
            _ => return None,
        };
        Some(())
    }

    fn keys(&mut self, contexts: &dyn TableLike) {
        for (context, item) in contexts.iter() {
            let Some(bindings) = item.as_table_like() else {
                self.warn(item.span(), format!("keys.{context} is a table: \"KEY\" = \"COMMAND\""));
                continue;
            };
            for (key, item) in bindings.iter() {
                let command = match (item.as_str(), item.as_bool()) {
                    (Some(""), _) | (_, Some(false)) => Ok(None),
                    (Some(name), _) => Ok(Some(name)),
                    _ => Err(format!("“{key}” takes the name of a command, or false to unbind it")),
                };
                let bound = command.and_then(|command| self.settings.keymap.bind(context, key, command));
                if let Err(message) = bound {
                    self.warn(item.span(), message);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Command, Context, Key};

    #[test]
    fn what_is_right_counts_and_what_is_wrong_is_named() {
        let text = "theme = \"dark\"\nmeasure = 7\nmesure = 70\ncoder = \"al ice\"\n\n[keys.article]\nx = \"next\"\nj = false\nk = \"nexxt\"\n\
                    [keys.elsewhere]\na = \"next\"\n";
        let (settings, warnings) = Settings::parse(text);
        assert_eq!((settings.dark, settings.measure, settings.coder), (Some(true), 80, None));
        assert_eq!(settings.keymap.get(Context::Article, Key::char('x')), Some(Command::Next));
        assert_eq!(settings.keymap.get(Context::Article, Key::char('j')), None);
        assert_eq!(settings.keymap.get(Context::Article, Key::char('k')), Some(Command::Previous));
        let lines: Vec<_> = warnings.iter().map(|warning| warning.line).collect();
        assert_eq!(lines, [2, 3, 4, 9, 11]);
        assert!(warnings[0].message.contains("from 20 to 300"));
    }

    #[test]
    fn what_is_no_toml_leaves_the_defaults() {
        let (settings, warnings) = Settings::parse("hints = false\nmeasure = \n");
        assert!(settings.hints);
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0].line, 2);
    }
}
