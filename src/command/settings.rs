//! The settings in `gloss/config.toml`. A setting with a wrong value is reported, and its default is used.

use std::ops::{Range, RangeInclusive};

use toml_edit::{Document, TableLike};

use super::{BindError, Context, Keymap};
use crate::{
    suggest::{MinScore, SUGGESTED},
    text::{line_and_column, normal_form::composed},
};

/// The widths that a line of text may have, in cells. Chosen by hand: from a narrow column to the widest screens.
const MEASURE_CELLS: RangeInclusive<i64> = 20..=300;

/// All settings. A setting that is not in the configuration has its default.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "switches of the configuration, each for itself")]
pub struct Settings {
    /// Whether the theme is dark; `None` to follow the terminal.
    pub dark: Option<bool>,
    /// The width of a line of text, in cells, from 20 to 300.
    pub measure: usize,
    /// Whether the lines of hard-wrapped prose in plain text are joined on the screen.
    pub flow: bool,
    /// The coder's name: the creator of new glosses, and part of the sidecar's name.
    pub coder: Option<String>,
    /// Whether the line of key hints is shown.
    pub hints: bool,
    /// Whether paragraphs are numbered.
    pub paragraph_numbers: bool,
    /// Whether suggestions are shown.
    pub suggestions: bool,
    /// The kinds and relations that are suggested; all but reports, if there are none.
    pub suggest: Vec<String>,
    /// The least score that a suggestion must have to be shown, from 0 to 1.
    pub min_score: MinScore,
    /// Whether texts, histories and reading positions of documents are kept outside of their folders.
    pub keep: bool,
    /// The browser: the program and its arguments, of which an address becomes the last one.
    pub browser: Vec<String>,
    /// The viewer of pictures: the program and its arguments, of which the path of a picture becomes the last one.
    pub viewer: Vec<String>,
    /// The key bindings.
    pub keymap: Keymap,
}

/// The program that opens whatever it is given with what the person has chosen for it, where nothing else is set.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

impl Default for Settings {
    fn default() -> Self {
        Self {
            dark: None,
            measure: 80,
            flow: true,
            coder: None,
            hints: true,
            paragraph_numbers: false,
            suggestions: true,
            suggest: Vec::new(),
            min_score: MinScore::ByKind,
            keep: true,
            browser: vec![OPENER.to_owned()],
            viewer: vec![OPENER.to_owned()],
            keymap: Keymap::default(),
        }
    }
}

/// The name of each setting, with the values that it takes.
pub const SETTINGS: &[(&str, &str)] = &[
    ("theme", "\"auto\", \"light\" or \"dark\""),
    ("measure", "a number of cells from 20 to 300"),
    ("flow", "true or false"),
    ("coder", "a name: letters, digits, - and _"),
    ("hints", "true or false"),
    ("paragraph-numbers", "true or false"),
    ("suggestions", "true or false"),
    ("suggest", "a list of kinds: \"quote\", \"report\", \"claim\", \"sentiment\", \"contradicts\""),
    ("min-score", "a number from 0 to 1"),
    ("keep", "true or false"),
    ("browser", "a list: a program and its arguments, as [\"xdg-open\"]; the address comes last"),
    ("viewer", "a list: a program and its arguments, as [\"xdg-open\"]; the path of the picture comes last"),
    (
        "keys",
        "tables [keys.article], [keys.glosses] and [keys.compare]: \"KEY\" = \"COMMAND\", or false to unbind",
    ),
];

/// A problem in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// The line, from 1.
    pub line: usize,
    /// The column, in code points, from 1.
    pub column: usize,
    /// Whether it is about a key, which matters in the interface alone.
    pub is_about_key: bool,
    /// What is wrong and what was expected.
    pub message: String,
    /// Why a key can't be bound, where it is about one.
    pub cause: Option<BindError>,
}

impl Settings {
    /// Reads the text of a configuration. Problems are returned as warnings, in the order of the text.
    pub fn parse(text: &str) -> (Self, Vec<Warning>) {
        let mut reader = SettingsReader { text, settings: Self::default(), warnings: Vec::new() };
        match Document::parse(text) {
            Ok(document) => reader.read(document.as_table()),
            Err(error) => {
                let message = error.message().trim().replace('\n', ", ");
                reader.warn(error.span(), message);
            }
        }
        (reader.settings, reader.warnings)
    }
}

/// The themes by name, each with whether it is dark; `auto` leaves that to the terminal.
const THEMES: [(&str, Option<bool>); 3] = [("auto", None), ("light", Some(false)), ("dark", Some(true))];

/// Puts `value` into `setting`, if it was understood. Returns whether it was.
fn store<T>(setting: &mut T, value: Option<T>) -> bool {
    let is_understood = value.is_some();
    if let Some(value) = value {
        *setting = value;
    }
    is_understood
}

/// A program with its arguments.
fn program(item: &toml_edit::Item) -> Option<Vec<String>> {
    let text = |value: &toml_edit::Value| value.as_str().map(str::to_owned);
    let program: Vec<String> = item.as_array()?.iter().map(text).collect::<Option<_>>()?;
    program.first().is_some_and(|name| !name.trim().is_empty()).then_some(program)
}

/// A reader of a configuration, which collects warnings.
struct SettingsReader<'a> {
    text: &'a str,
    settings: Settings,
    warnings: Vec<Warning>,
}

impl SettingsReader<'_> {
    fn warn(&mut self, span: Option<Range<usize>>, message: impl Into<String>) {
        let (line, column) = line_and_column(self.text, span.map_or(0, |span| span.start));
        self.warnings.push(Warning {
            line,
            column,
            is_about_key: false,
            message: message.into(),
            cause: None,
        });
    }

    fn read(&mut self, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let is_understood = match name {
                "theme" => {
                    let theme = THEMES.iter().find(|(theme, _)| item.as_str() == Some(*theme));
                    store(&mut self.settings.dark, theme.map(|(_, is_dark)| *is_dark))
                }
                "measure" => {
                    let measure = item.as_integer().filter(|n| MEASURE_CELLS.contains(n));
                    store(&mut self.settings.measure, measure.and_then(|n| usize::try_from(n).ok()))
                }
                "coder" => {
                    let good = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
                    let coder = item.as_str().map(|name| composed(name).into_owned());
                    let coder = coder.filter(|name| !name.is_empty() && name.chars().all(good));
                    store(&mut self.settings.coder, coder.map(Some))
                }
                "flow" => store(&mut self.settings.flow, item.as_bool()),
                "hints" => store(&mut self.settings.hints, item.as_bool()),
                "paragraph-numbers" => store(&mut self.settings.paragraph_numbers, item.as_bool()),
                "suggestions" => store(&mut self.settings.suggestions, item.as_bool()),
                "suggest" => {
                    let is_known = |kind: &&str| SUGGESTED.contains(kind);
                    let kind = |value: &toml_edit::Value| value.as_str().filter(is_known).map(str::to_owned);
                    let kinds = item.as_array().and_then(|kinds| kinds.iter().map(kind).collect());
                    store(&mut self.settings.suggest, kinds.filter(|kinds: &Vec<_>| !kinds.is_empty()))
                }
                "min-score" => {
                    let number = item.as_float().or(item.as_integer().map(|n| n as f64));
                    let good = number.filter(|n| (0.0..=1.0).contains(n));
                    store(&mut self.settings.min_score, good.map(|n| MinScore::Fixed(n as f32)))
                }
                "keep" => store(&mut self.settings.keep, item.as_bool()),
                "browser" => store(&mut self.settings.browser, program(item)),
                "viewer" => store(&mut self.settings.viewer, program(item)),
                "keys" => match item.as_table_like() {
                    Some(contexts) => {
                        self.keys(contexts);
                        true
                    }
                    None => false,
                },
                _ => {
                    let names: Vec<_> = SETTINGS.iter().map(|(name, _)| *name).collect();
                    let span = table.key(name).and_then(toml_edit::Key::span).or(item.span());
                    self.warn(span, format!("there is no setting “{name}”; there are {}", names.join(", ")));
                    continue;
                }
            };
            if !is_understood {
                let takes = SETTINGS.iter().find(|(known, _)| *known == name).map_or("", |(_, takes)| takes);
                self.warn(item.span(), format!("{name} takes {takes}"));
            }
        }
    }

    /// Takes the bindings of all contexts.
    fn keys(&mut self, contexts: &dyn TableLike) {
        for (context, item) in contexts.iter() {
            let Some(bindings) = item.as_table_like() else {
                self.warn_of_key(
                    item.span(),
                    format!("keys.{context} is a table: \"KEY\" = \"COMMAND\""),
                    None,
                );
                continue;
            };
            if Context::ALL.into_iter().all(|known| known.name() != context) {
                let error = BindError::UnknownContext(context.to_owned());
                let span = contexts.key(context).and_then(toml_edit::Key::span).or(item.span());
                self.warn_of_key(span, error.to_string(), Some(error));
                continue;
            }
            for (key, item) in bindings.iter() {
                let command = match (item.as_str(), item.as_bool()) {
                    (Some(""), _) | (_, Some(false)) => None,
                    (Some(name), _) => Some(name),
                    _ => {
                        let what = format!("“{key}” takes the name of a command, or false to unbind it");
                        self.warn_of_key(item.span(), what, None);
                        continue;
                    }
                };
                if let Err(error) = self.settings.keymap.bind(context, key, command) {
                    self.warn_of_key(item.span(), error.to_string(), Some(error));
                }
            }
        }
    }

    fn warn_of_key(&mut self, span: Option<Range<usize>>, message: String, cause: Option<BindError>) {
        self.warn(span, message);
        if let Some(warning) = self.warnings.last_mut() {
            (warning.is_about_key, warning.cause) = (true, cause);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Command, Key};

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
        assert_eq!(lines, [2, 3, 4, 9, 10]);
        assert!(warnings[0].message.contains("from 20 to 300"));
    }

    #[test]
    fn a_table_of_keys_that_nothing_reads_is_named_even_if_it_is_empty() {
        for text in ["[keys.zzz]\n", "keys = { zzz = {} }\n", "[keys.zzz]\nq = \"next\"\nr = false\n"] {
            let (_, warnings) = Settings::parse(text);
            assert_eq!(warnings.len(), 1, "{text}: {warnings:?}");
            assert!(warnings[0].is_about_key && warnings[0].message.contains("there is no [keys.zzz]"));
            assert_eq!(warnings[0].line, 1);
        }
    }

    #[test]
    fn the_kinds_that_are_suggested_are_a_list_of_names() {
        let (settings, warnings) = Settings::parse("suggest = [\"quote\", \"report\"]\n");
        assert_eq!((settings.suggest.join(" "), warnings.len()), ("quote report".to_owned(), 0));
        for wrong in ["suggest = \"quote\"", "suggest = [1]", "suggest = []"] {
            let (settings, warnings) = Settings::parse(wrong);
            assert!(
                settings.suggest.is_empty() && warnings[0].message.contains("a list of kinds"),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_program_is_a_list_and_no_line_for_a_shell() {
        let (settings, warnings) = Settings::parse("browser = [\"firefox\", \"-P\", \"work\"]\n");
        assert_eq!((settings.browser.join(" "), warnings.len()), ("firefox -P work".to_owned(), 0));
        for wrong in ["browser = \"firefox -P\"", "viewer = []", "viewer = [\" \"]", "browser = [1]"] {
            let (settings, warnings) = Settings::parse(wrong);
            assert_eq!(
                (&settings.browser[..], &settings.viewer[..]),
                (&[OPENER.to_owned()][..], &[OPENER.to_owned()][..])
            );
            assert!(warnings[0].message.contains("a list: a program and its arguments"), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_toml_leaves_the_defaults() {
        let (settings, warnings) = Settings::parse("hints = false\nmeasure = \n");
        assert!(settings.hints);
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0].line, 2);
    }
}
