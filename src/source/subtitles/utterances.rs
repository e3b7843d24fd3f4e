//! Utterances: the lines of a cue, parted where another one begins to speak, and told from sounds and songs.

use super::{labels::KnownLabels, payload::CueLine, signs};

/// How many lines the description of a sound may have.
const MAX_SIGN_LINES: usize = 4;

/// What one speaker says in a cue, or a sound.
#[derive(Debug)]
pub struct Utterance {
    /// When the cue begins, in milliseconds.
    pub start: u64,
    /// When the cue, or its last word, ends, in milliseconds.
    pub end: u64,
    /// The lines.
    pub lines: Vec<CueLine>,
    /// Whether it is a sound or a song.
    pub is_sign: bool,
    /// How it is said to begin.
    pub opening: Opening,
    /// The name of the speaker, if the file gives it.
    pub speaker: Option<String>,
}

/// How the beginning of an utterance shows who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It doesn't.
    None,
    /// By a dash: another one speaks than before.
    Dash,
    /// By `>>`.
    Chevron,
    /// By another colour.
    Colour,
    /// By a name in the words, this many bytes long with what follows it: “NÓRA: ”.
    Label(usize),
    /// By a name in brackets: “[Prendergast, on phone]”.
    Bracket,
    /// By the mark of a voice, which is not in the words.
    Voice,
}

impl Utterance {
    /// The words, in one line.
    pub fn first(&self) -> &str {
        self.lines.first().map_or("", |line| &line.text)
    }

    /// The end of the words.
    pub fn last(&self) -> &str {
        self.lines.last().map_or("", |line| &line.text)
    }
}

/// The utterances of a cue. `labels` are the names at the start of lines that are known to be speakers.
pub fn read(start: u64, end: u64, lines: Vec<CueLine>, labels: &KnownLabels) -> Vec<Utterance> {
    let mut found: Vec<Utterance> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    let mut voice = None;
    let mut colour: Option<Option<String>> = None;
    while let Some(line) = lines.next() {
        let mut sign = vec![line];
        while sign.len() < MAX_SIGN_LINES && is_unfinished_sign(&sign) {
            match lines.next_if(|next| next.voice == sign[0].voice) {
                Some(next) => sign.push(next),
                None => break,
            }
        }
        let words = joined(&sign);
        let is_sign = signs::is_sign(&words) || labels.is_sound(&words);
        for line in sign {
            let (mut opening, speaker) = opening(&line, &words, labels, voice.as_ref());
            let is_other = colour.replace(line.colour.clone()).is_some_and(|before| before != line.colour);
            if opening == Opening::None && is_other {
                opening = Opening::Colour;
            }
            voice.clone_from(&line.voice);
            match found.last_mut().filter(|last| opening == Opening::None && last.is_sign == is_sign) {
                Some(last) => last.lines.push(line),
                None => {
                    let end = line.last_word.map_or(end, |last| last.clamp(start, end.max(start)));
                    found.push(Utterance { start, end, lines: vec![line], is_sign, opening, speaker });
                }
            }
        }
    }
    name_speakers(&mut found);
    found
}

fn is_unfinished_sign(sign: &[CueLine]) -> bool {
    let words = joined(sign);
    signs::is_open(&words)
        || signs::begins_song(&words) && !signs::ends_song(words.trim_start_matches(signs::NOTES))
}

fn joined(lines: &[CueLine]) -> String {
    lines.iter().map(|line| &*line.text).collect::<Vec<_>>().join(" ")
}

/// How a line begins. `words` are those of the line, or of the sign that it belongs to; `voice` is that of the line before.
fn opening(
    line: &CueLine,
    words: &str,
    labels: &KnownLabels,
    voice: Option<&String>,
) -> (Opening, Option<String>) {
    let text = &*line.text;
    if line.voice.is_some() && line.voice.as_ref() != voice {
        return (Opening::Voice, line.voice.clone());
    }
    let after_marks = text.trim_start_matches(|c: char| signs::is_dash(c) || c == '>' || c == ' ');
    let marks = text.len() - after_marks.len();
    let is_number = after_marks.starts_with(|c: char| c.is_ascii_digit());
    let label = labels.label(after_marks);
    if let Some((name, len)) = label {
        return (Opening::Label(marks + len), Some(name.to_owned()));
    }
    if text.starts_with(">>") {
        return (Opening::Chevron, None);
    }
    let named =
        signs::bracketed(after_marks).and_then(|(inside, after)| Some((signs::speaker(inside)?, after)));
    if let Some((name, _)) = named.filter(|(_, after)| !after.is_empty() || words.len() == text.len()) {
        return (Opening::Bracket, Some(name.to_owned()));
    }
    let is_dash = text.starts_with(signs::is_dash) && !is_number && !after_marks.is_empty();
    (if is_dash { Opening::Dash } else { Opening::None }, None)
}

/// Joins a speaker's name in brackets, which stands in a line of its own, with the words that follow; other brackets are sounds.
fn name_speakers(found: &mut Vec<Utterance>) {
    let mut named: Vec<Utterance> = Vec::with_capacity(found.len());
    for mut next in found.drain(..) {
        let is_name = |last: &&mut Utterance| last.is_sign && last.opening == Opening::Bracket;
        match named.last_mut().filter(is_name) {
            Some(name) if !next.is_sign && next.opening == Opening::None => {
                name.lines.append(&mut next.lines);
                name.is_sign = false;
            }
            _ => named.push(next),
        }
    }
    for sign in
        named.iter_mut().filter(|utterance| utterance.is_sign && utterance.opening == Opening::Bracket)
    {
        sign.opening = Opening::None;
        sign.speaker = None;
    }
    *found = named;
}

/// Whether a text ends where a sentence may end.
pub fn ends_sentence(text: &str) -> bool {
    const TITLES: [&str; 7] = ["Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Prof.", "No."];
    let is_closing = |c: char| "\"'”’»“)]}」』♪ ".contains(c);
    let text = text.trim_end_matches(is_closing);
    let is_title = TITLES.iter().any(|title| {
        text.strip_suffix(title).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    });
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '—', '–']) && !is_title
        || text.ends_with("--")
}

/// Whether a text goes on with a sentence that has begun before.
pub fn goes_on(text: &str) -> bool {
    let text = signs::bracketed(text).map_or(text, |(_, after)| after);
    text.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_lowercase)
}

/// Finds where a cue is in another colour than the words before, so that another one speaks.
pub fn part_colours(utterances: &mut [Utterance]) {
    let mut colour = None;
    for next in utterances.iter_mut().filter(|next| !next.is_sign) {
        let first = next.lines.first().map(|line| line.colour.clone());
        if next.opening == Opening::None && colour.as_ref().is_some_and(|before| *before != first) {
            next.opening = Opening::Colour;
        }
        colour = Some(next.lines.last().map(|line| line.colour.clone()));
    }
}

/// How often names stand at the start of the lines.
pub fn count_labels<'a>(lines: impl Iterator<Item = &'a CueLine> + Clone) -> KnownLabels {
    let starts =
        lines.map(|line| line.text.trim_start_matches(|c: char| signs::is_dash(c) || c == '>' || c == ' '));
    KnownLabels::of(starts)
}
