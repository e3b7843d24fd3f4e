//! Advertisements of subtitle sites, and who made the subtitles, at the start and the end of a file.

use super::rolling::TimedLines;

/// How many cues at each end of a file may be advertisements. Chosen by hand.
const MAX_CREDITS: usize = 3;

/// Sites that write themselves into subtitles.
const SITES: [&str; 12] = [
    "opensubtitles",
    "addic7ed",
    "subscene",
    "podnapisi",
    "yifysubtitles",
    "yts.",
    "tvsubtitles",
    "osdb.link",
    "amara.org",
    "subdl",
    "napiprojekt",
    "legendas.tv",
];

/// Words for the making of subtitles, in several languages.
const MAKING: [&str; 19] = [
    "subtitles",
    "subtitled",
    "subtitling",
    "subs by",
    "captions by",
    "captioned by",
    "captioning",
    "synced",
    "sync by",
    "synchronized",
    "corrected by",
    "untertitel",
    "sous-titr",
    "subtítul",
    "subtitul",
    "sottotitoli",
    "legendas",
    "titulky",
    "napisy",
];

/// Words before the name of who made them.
const BY: [&str; 9] = [" by ", " by:", " von ", ": ", " par ", " por ", " di ", " przez ", " od "];

/// Takes out the advertisements at both ends of a file.
pub fn remove(cues: &mut Vec<TimedLines>) {
    let is_credit =
        |cue: &TimedLines| is_credit(&cue.lines.iter().map(|line| &*line.text).collect::<Vec<_>>().join(" "));
    let at_end = cues.len().saturating_sub(MAX_CREDITS);
    let mut index = 0;
    cues.retain(|cue| {
        index += 1;
        !((index <= MAX_CREDITS || index > at_end) && is_credit(cue))
    });
}

/// Whether words tell who made the subtitles, or where they come from.
fn is_credit(words: &str) -> bool {
    let words = words.to_lowercase();
    let has = |names: &[&str]| names.iter().any(|name| words.contains(name));
    let has_address = has(&["www.", "http:", "https:"]) || words.split_whitespace().any(is_address);
    let begins =
        MAKING.iter().any(|name| words.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(name));
    has(&SITES) || has(&MAKING) && has_address || begins && has(&BY)
}

/// Whether a word looks like the address of a site.
fn is_address(word: &str) -> bool {
    [".com", ".org", ".net", ".tv", ".info"]
        .iter()
        .any(|end| word.trim_end_matches(['.', '!', '/']).ends_with(end))
}
