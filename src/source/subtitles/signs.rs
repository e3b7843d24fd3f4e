//! Signs in subtitles that are not speech: sounds, music, songs, and the names of speakers in brackets.

/// Brackets around a sound, each with its end.
const BRACKETS: [(char, char); 4] = [('[', ']'), ('(', ')'), ('（', '）'), ('【', '】')];

/// Signs of music.
pub const NOTES: [char; 6] = ['♪', '♫', '♬', '♩', '🎵', '🎶'];

/// The longest sentence in round brackets that is a sound, in bytes; a longer one is speech. Chosen by hand.
const MAX_SOUND_BYTES: usize = 60;

/// Words for persons without a name.
const PERSONS: [&str; 14] = [
    "man",
    "woman",
    "boy",
    "girl",
    "child",
    "narrator",
    "announcer",
    "reporter",
    "host",
    "interviewer",
    "both",
    "all",
    "crowd",
    "voice",
];

/// Words for sounds, which are often written with a capital letter, as names are.
const SOUNDS: [&str; 16] = [
    "music",
    "musik",
    "musique",
    "música",
    "musica",
    "applause",
    "applaus",
    "beifall",
    "laughter",
    "laughs",
    "silence",
    "inaudible",
    "cheering",
    "crosstalk",
    "foreign",
    "pause",
];

/// Words that stand before the way in which somebody is heard: on phone, over radio.
const WAYS: [&str; 8] = ["on", "over", "in", "through", "via", "am", "au", "whispering"];

/// Text without the dash of a speaker.
pub fn without_dash(text: &str) -> &str {
    text.trim_start_matches(is_dash).trim_start()
}

/// Whether `c` is a dash that can stand before the words of a speaker.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '﹣' | '－')
}

/// Whether `text` has a sign of music at its start.
pub fn begins_song(text: &str) -> bool {
    let text = without_dash(text);
    text.starts_with(NOTES) || text.strip_prefix("# ").is_some_and(|rest| rest.trim_end().ends_with('#'))
}

/// Whether `text` has a sign of music at its end.
pub fn ends_song(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || c == ']' || c == ')').ends_with(NOTES)
        || text.ends_with(" #")
}

/// Whether all of `text` is sounds, or a song.
pub fn is_sign(text: &str) -> bool {
    let text = without_dash(text);
    if begins_song(text) {
        return true;
    }
    let is_starred = text.len() > 2 && text.starts_with('*') && text.ends_with('*');
    is_starred && !text.contains(". ") || is_in_brackets(text)
}

/// Whether nothing but punctuation stands outside of brackets.
fn is_in_brackets(text: &str) -> bool {
    let (mut rest, mut any) = (text, false);
    while let Some((inside, after)) = bracketed(rest) {
        let is_remark =
            rest.starts_with('(') && inside.len() > MAX_SOUND_BYTES && inside.ends_with(['.', '!', '?']);
        if is_remark {
            return false;
        }
        any = true;
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || ".,!;:".contains(c) || is_dash(c));
    }
    any && rest.is_empty()
}

/// The words in brackets at the start of `text`, and what follows them.
pub fn bracketed(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let (open, close) = BRACKETS.into_iter().find(|(open, _)| *open == first)?;
    let (inside, after) = text[open.len_utf8()..].split_once(close)?;
    Some((inside.trim(), after.trim_start()))
}

/// Whether a line opens brackets that it doesn't close.
pub fn is_open(line: &str) -> bool {
    let line = without_dash(line);
    line.chars()
        .next()
        .is_some_and(|first| BRACKETS.iter().any(|(open, close)| *open == first && !line.contains(*close)))
}

/// The name of the speaker that words in brackets before speech give: “Prendergast, on phone”, “woman”. `None` if they tell a sound.
pub fn speaker(inside: &str) -> Option<&str> {
    let (head, has_way) = match inside.split_once(',') {
        Some((head, _)) => (head, true),
        None => {
            let way = WAYS.iter().filter_map(|way| inside.find(&format!(" {way} "))).min();
            way.map_or((inside, false), |at| (&inside[..at], true))
        }
    };
    let head = head.trim();
    let words: Vec<&str> = head.split_whitespace().take(5).collect();
    let lower = head.to_lowercase();
    if words.is_empty()
        || words.len() > 4
        || SOUNDS.iter().any(|sound| lower.split_whitespace().any(|word| word == *sound))
    {
        return None;
    }
    let is_person = lower.split_whitespace().any(|word| PERSONS.contains(&word));
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let is_shouted = !head.chars().any(char::is_lowercase);
    let is_named = words.iter().all(is_capital) && (has_way || !is_shouted);
    (is_person || is_named).then_some(head)
}
