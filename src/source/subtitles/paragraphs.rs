//! Paragraphs of running talk: the utterances of one speaker up to a pause.

use std::collections::VecDeque;

use super::{
    cues::shown,
    habits::{Habits, SILENCE_MILLIS},
    payload::CueLine,
    signs,
    utterances::{Opening, Utterance, goes_on},
};
use crate::{
    source::TextWriter,
    text::{
        Span,
        structure::{BlockKind, LocatorKind, TextBlock},
    },
};

/// How many sounds within a sentence are put off until it ends.
const MAX_SOUNDS_WITHIN: usize = 3;

/// Writes utterances as paragraphs.
pub struct Paragraphs {
    writer: TextWriter,
    habits: Habits,
    last: Option<Utterance>,
    /// The speaker of the words that follow, if none is named.
    speaker: Option<String>,
    /// The start of the open paragraph in the text, in bytes.
    start: usize,
    /// What is still to be written of the same words in another language, in the order of time.
    translation: VecDeque<Utterance>,
    /// Sounds within the open paragraph, which are written after it.
    sounds: Vec<Utterance>,
}

impl Paragraphs {
    /// A writer for a file with these habits, and with a second language if it has one.
    pub fn new(habits: Habits, translation: Vec<Utterance>) -> Self {
        Self {
            writer: TextWriter::default(),
            habits,
            last: None,
            speaker: None,
            start: 0,
            translation: translation.into(),
            sounds: Vec::new(),
        }
    }

    /// Writes all utterances of a file.
    pub fn write(mut self, utterances: Vec<Utterance>) -> TextWriter {
        let mut rest = utterances.into_iter();
        while let Some(next) = rest.next() {
            let is_song = signs::begins_song(next.first());
            let is_sound = next.is_sign && !is_song && self.sounds.len() < MAX_SOUNDS_WITHIN;
            if is_sound && self.is_within_sentence(rest.as_slice()) {
                self.sounds.push(next);
            } else {
                self.take(next);
            }
        }
        self.write_sounds();
        self.write_translation(u64::MAX);
        self.writer
    }

    /// Whether the sentence that was begun goes on in what follows, after a sound or a few.
    fn is_within_sentence(&self, rest: &[Utterance]) -> bool {
        let next = rest.iter().take(MAX_SOUNDS_WITHIN).find(|next| !next.is_sign);
        let last = self.last.as_ref().filter(|last| !last.is_sign);
        last.zip(next).is_some_and(|(last, next)| {
            next.opening == Opening::None && goes_on(next.first()) && !self.begins_paragraph(last, next)
        })
    }

    fn take(&mut self, mut next: Utterance) {
        let begins = self.last.as_ref().is_none_or(|last| self.begins_paragraph(last, &next));
        if begins {
            self.write_sounds();
            self.write_translation(next.start);
            self.begin(&next);
        } else {
            if let (Opening::Label(len), Some(line)) = (next.opening, next.lines.first_mut()) {
                line.cut_start(len);
            }
            self.join(next.first());
            self.writer.locate(LocatorKind::Timestamp, shown(next.start));
        }
        self.write_lines(&next.lines);
        // A song goes on until its sign of music comes again.
        next.is_sign |= !begins && self.last.as_ref().is_some_and(|last| last.is_sign);
        self.last = Some(next);
    }

    fn begins_paragraph(&self, last: &Utterance, next: &Utterance) -> bool {
        if next.is_sign || last.is_sign {
            let is_open_song =
                last.is_sign && signs::begins_song(last.first()) && !signs::ends_song(last.last());
            return !(is_open_song && !next.is_sign && signs::ends_song(next.last()));
        }
        let is_finished = self.habits.is_finished(last, next);
        let is_pause = self.habits.is_pause(last, next, self.writer.len() - self.start);
        if next.start.saturating_sub(last.end) > SILENCE_MILLIS {
            return true;
        }
        match next.opening {
            Opening::Chevron | Opening::Colour => true,
            Opening::Dash => is_finished || next.start == last.start,
            Opening::None if self.is_end_of_voice(next) => is_finished,
            Opening::None => is_finished && (self.habits.is_dialogue || is_pause),
            Opening::Voice | Opening::Label(_) | Opening::Bracket => {
                next.speaker != self.speaker || is_finished && (is_pause || !self.habits.restates_names)
            }
        }
    }

    /// Whether the words before have a voice, and these have none.
    fn is_end_of_voice(&self, next: &Utterance) -> bool {
        let has_voice = |utterance: &Utterance| utterance.lines.iter().any(|line| line.voice.is_some());
        self.last.as_ref().is_some_and(has_voice) && !has_voice(next)
    }

    /// Begins a paragraph with the time and the speaker of `next`.
    fn begin(&mut self, next: &Utterance) {
        let kind = if next.is_sign { BlockKind::Boilerplate } else { BlockKind::Paragraph };
        self.writer.begin(TextBlock::new(kind, Span::default()));
        self.start = self.writer.len();
        self.writer.locate(LocatorKind::Timestamp, shown(next.start));
        self.writer.end_locator(LocatorKind::By);
        if next.is_sign {
            return;
        }
        // In a dialogue, and where another one begins to speak, a name holds for its own words alone.
        let goes_on =
            next.opening == Opening::None && !self.habits.is_dialogue && !self.is_end_of_voice(next);
        if !goes_on {
            self.speaker.clone_from(&next.speaker);
        }
        let Some(speaker) = &self.speaker else { return };
        self.writer.locate(LocatorKind::By, &**speaker);
        if next.opening == Opening::Voice && !next.first().starts_with(&**speaker) {
            let source = next.lines.first().map_or(Span::default(), |line| line.source);
            self.writer.push(&format!("{speaker}: "), source);
        }
    }

    fn write_lines(&mut self, lines: &[CueLine]) {
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.join(&line.text);
            }
            let mut at = 0;
            let mut styles: Vec<_> = line.styles.clone();
            styles.sort_by_key(|styled| styled.span.end);
            for styled in styles {
                self.writer.push(&line.text[at..styled.span.end], line.source);
                at = styled.span.end;
                self.writer.style_from(self.writer.len() - styled.span.len(), styled.style);
            }
            self.writer.push(&line.text[at..], line.source);
        }
    }

    /// Joins what is written with `next`: with a space, unless both are in a script without spaces or a word is parted by a hyphen.
    fn join(&mut self, next: &str) {
        let is_spaceless = |c: char| matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}');
        let before = self.writer.text().chars().next_back();
        let after = next.chars().next();
        let is_one_script = [before, after].into_iter().all(|c| c.is_some_and(is_spaceless));
        let mut last = self.writer.text().chars().rev();
        let is_word = last.next() == Some('-') && last.next().is_some_and(char::is_alphabetic);
        if !(is_one_script || is_word && after.is_some_and(char::is_lowercase)) {
            self.writer.push(" ", Span::default());
        }
    }

    /// Writes what is said in the second language before `until`, in milliseconds, as paragraphs of their own.
    fn write_translation(&mut self, until: u64) {
        let mut is_first = true;
        while self.translation.front().is_some_and(|next| next.start < until)
            && let Some(next) = self.translation.pop_front()
        {
            if is_first || next.is_sign || next.opening != Opening::None {
                self.begin(&next);
            } else {
                self.join(next.first());
                self.writer.locate(LocatorKind::Timestamp, shown(next.start));
            }
            self.write_lines(&next.lines);
            is_first = next.is_sign;
        }
    }

    fn write_sounds(&mut self) {
        for sound in std::mem::take(&mut self.sounds) {
            self.begin(&sound);
            self.write_lines(&sound.lines);
        }
    }
}
