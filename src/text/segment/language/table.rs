//! The languages that come with the program. Each has a folder of lists, and a line here.

use std::sync::OnceLock;

use super::Language;

/// The files of one language, and the language itself once it has been read.
pub(super) struct LanguageEntry {
    code: &'static str,
    name: &'static str,
    /// The word lists; the format is described at the head of `assets/en/abbreviations.txt`.
    pub(super) lists: [&'static str; 3],
    /// The verbs of speech; the format is described at the head of `assets/en/cues.txt`.
    pub(super) cues: &'static str,
    language: OnceLock<Language>,
}

/// The language in the folder `assets/$code`.
macro_rules! language {
    ($code:literal, $name:literal) => {
        LanguageEntry {
            code: $code,
            name: $name,
            lists: [
                include_str!(concat!("../../../../assets/", $code, "/abbreviations.txt")),
                include_str!(concat!("../../../../assets/", $code, "/clauses.txt")),
                include_str!(concat!("../../../../assets/", $code, "/speakers.txt")),
            ],
            cues: include_str!(concat!("../../../../assets/", $code, "/cues.txt")),
            language: OnceLock::new(),
        }
    };
}

/// Every language. The first one, English, is taken if nothing identifies the language of a text.
pub(super) static LANGUAGES: [LanguageEntry; 8] = [
    language!("en", "English"),
    language!("de", "German"),
    language!("fr", "French"),
    language!("es", "Spanish"),
    language!("it", "Italian"),
    language!("ru", "Russian"),
    language!("ja", "Japanese"),
    language!("zh", "Chinese"),
];

impl LanguageEntry {
    /// The language; its lists are read at the first call.
    pub(super) fn language(&self) -> &Language {
        self.language.get_or_init(|| Language::from_lists(self.code, self.name, &self.lists, self.cues))
    }

    /// The language's code.
    pub(super) fn code(&self) -> &'static str {
        self.code
    }
}
