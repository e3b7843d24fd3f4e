//! Attributions of quoted text: “On Tue, 12 May 2026 at 21:14, Anouk de Wit wrote:”, in several languages.

use super::dates;

/// Verbs of an attribution that stand after the name.
const VERBS: [&str; 16] = [
    "wrote",
    "writes",
    "said",
    "a écrit",
    "escribió",
    "ha scritto",
    "escreveu",
    "napisał",
    "napisała",
    "napisał(a)",
    "napsal",
    "napsal(a)",
    "пишет",
    "писал",
    "написал",
    "írta",
];

/// Verbs that stand before the name, or after it.
const EARLY_VERBS: [&str; 4] = ["schrieb", "schreef", "skrev", "kirjoitti"];

/// Words that are no name: pronouns, and what stands around dates.
const NO_NAMES: [&str; 30] = [
    "you", "i", "he", "she", "they", "on", "at", "in", "am", "um", "uhr", "le", "à", "el", "a", "las", "il",
    "giorno", "alle", "ore", "op", "om", "em", "às", "den", "kl.", "w", "dniu", "dne", "v",
];

/// The longest attribution, in bytes. Chosen by hand: a name, an address and a date.
const MAX_BYTES: usize = 300;

/// Who wrote what follows, and when, if `paragraph` says that somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The name, or the address; `None` if it is only meant.
    pub author: Option<String>,
    /// The date and the time, if it is told.
    pub date: Option<String>,
}

/// The attribution that `paragraph` is. `is_before_quotation` tells whether quoted text follows; otherwise a date or an address must
/// show that it is one.
pub fn read(paragraph: &str, is_before_quotation: bool) -> Option<Attribution> {
    if paragraph.len() > MAX_BYTES {
        return None;
    }
    let sentence = paragraph.trim().strip_suffix([':', '：'])?.trim_end();
    let is_told =
        is_before_quotation || sentence.contains('@') || sentence.bytes().any(|byte| byte.is_ascii_digit());
    let (before, after) = parted_by_verb(sentence)?;
    let author = [before, after].into_iter().find_map(name).or_else(|| address(sentence));
    is_told.then(|| Attribution { author, date: dates::find(sentence) })
}

/// What stands before and after the verb of an attribution.
fn parted_by_verb(sentence: &str) -> Option<(&str, &str)> {
    let word = |verb: &str| {
        let at = sentence.find(verb)?;
        let (before, after) = (&sentence[..at], &sentence[at + verb.len()..]);
        let is_word = (before.is_empty() || before.ends_with([' ', ',', '>', '\u{a0}']))
            && (after.is_empty() || after.starts_with([' ', ',']));
        is_word.then_some((before, after))
    };
    let is_date = |after: &str| after.trim().is_empty() || after.bytes().any(|byte| byte.is_ascii_digit());
    let early = EARLY_VERBS.iter().find_map(|verb| word(verb)).map(|(before, after)| {
        // “schrieb Anouk” has the name after the verb, “Anouk schrieb am 12. Mai” before it.
        if is_date(after) && !after.contains('@') { (before, "") } else { ("", after) }
    });
    early.or_else(|| {
        VERBS
            .iter()
            .find_map(|verb| word(verb))
            .filter(|(_, after)| is_date(after))
            .map(|(before, _)| (before, ""))
    })
}

/// The name at the end of `words`, after a date.
fn name(words: &str) -> Option<String> {
    let plain = without_brackets(words);
    let tokens: Vec<&str> = plain.split_whitespace().collect();
    let is_date = |token: &&str| {
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        bare.bytes().any(|byte| byte.is_ascii_digit()) || dates::is_part_of_date(bare)
    };
    let start = tokens.iter().rposition(is_date).map_or(0, |at| at + 1);
    let is_name = |token: &&&str| !NO_NAMES.contains(&&*token.to_lowercase());
    let named: Vec<&str> = tokens[start..].iter().skip_while(|token| !is_name(token)).copied().collect();
    let name = named.join(" ");
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",;:\"'“”„*_".contains(c));
    (!name.is_empty() && name.len() < 100 && !NO_NAMES.contains(&&*name.to_lowercase()))
        .then(|| name.to_owned())
}

/// `words` without addresses in angle brackets and remarks in round ones.
fn without_brackets(words: &str) -> String {
    let mut depth = 0_usize;
    let kept = words.chars().filter(|c| {
        depth += usize::from("<([".contains(*c));
        let is_kept = depth == 0;
        depth = depth.saturating_sub(usize::from(">)]".contains(*c)));
        is_kept
    });
    kept.collect()
}

/// The first address in `words`.
fn address(words: &str) -> Option<String> {
    let token = words.split_whitespace().find(|token| token.contains('@'))?;
    let token = token.trim_matches(|c: char| "<>()[],;:\"'".contains(c));
    Some(token.trim_start_matches("mailto:").to_owned())
}
