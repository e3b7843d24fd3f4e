//! Transcripts: paragraphs that begin with the speaker's name and a colon, with or without quotation marks.

use std::collections::HashMap;

use super::attribution::{AttributedQuotation, AttributionCandidate, AttributionPattern};
use super::mention::MentionKind;
use crate::suggest::analysis::Analysis;
use crate::suggest::time_marks::time_mark;
use crate::text::segment::language::WordList;
use crate::text::{Span, segment::snap};

/// A paragraph of a transcript.
struct Turn {
    /// The speaker's name: "WALLACE".
    label: Span,
    /// The words after the colon.
    words: Span,
}

/// The longest signature, in code points; chosen by hand.
const MAX_SIGNATURE_CHARS: usize = 120;

/// The longest label, in words; chosen by hand.
const MAX_LABEL_WORDS: usize = 5;

impl Analysis<'_> {
    /// The turns of the transcripts in the text, in order.
    ///
    /// A label is in capitals, is used more than once, or is said to be one by the document's structure; a single paragraph of that form is a headline.
    pub(super) fn turns(&self) -> Vec<AttributedQuotation> {
        let turns: Vec<Turn> = self.lines().filter_map(|line| self.turn(line)).collect();
        let slice = |span: Span| self.text.get(span.range()).unwrap_or_default();
        let mut often: HashMap<&str, usize> = HashMap::new();
        for turn in &turns {
            *often.entry(slice(turn.label)).or_default() += 1;
        }
        let known = |turn: &&Turn| {
            let label = slice(turn.label);
            !label.chars().any(char::is_lowercase)
                || often.get(label).is_some_and(|&count| count > 1)
                || self.voice(turn.label.start) == Some(label)
        };
        let turns: Vec<&Turn> = turns.iter().filter(known).collect();
        if turns.len() < 2 {
            return Vec::new();
        }
        turns.into_iter().map(|turn| self.turn_quotation(turn)).collect()
    }

    fn turn_quotation(&self, turn: &Turn) -> AttributedQuotation {
        let (from, to) = (self.word_at(turn.label.start), self.word_at(turn.label.end));
        let speaker = Some(self.mention(from, to, MentionKind::Name));
        let attribution =
            Some(AttributionCandidate { cost: 0, cue: None, speaker, pattern: AttributionPattern::Turn });
        AttributedQuotation { spans: vec![turn.words], attribution }
    }

    /// The lines of the text that are not blank.
    fn lines(&self) -> impl Iterator<Item = Span> {
        let mut at = 0;
        self.text.split_inclusive('\n').filter_map(move |line| {
            let start = at;
            at += line.len();
            let text = line.trim();
            let indent = line.len() - line.trim_start().len();
            (!text.is_empty()).then(|| Span::new(start + indent, start + indent + text.len()))
        })
    }

    /// The turn in `line`, if the line begins with a label.
    fn turn(&self, line: Span) -> Option<Turn> {
        let text = self.text.get(line.range())?;
        // A time before it is no part of the turn.
        let text = text.get(time_mark(text).unwrap_or(0)..)?.trim_start();
        let bare = text.trim_start_matches(['"', '“', '‘', '\'']);
        let start = line.end - bare.len();
        let colon = bare.char_indices().take(48).find(|&(_, c)| c == ':').map(|(at, _)| start + at)?;
        let (from, to) = (self.word_at(start), self.word_at(colon));
        let first = self.words.get(from)?;
        let named = (from..to).all(|i| self.word(i).starts_with(char::is_uppercase));
        let apart = self.text.get(colon + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        if self.is_label(to)
            || first.start != start
            || to - from > MAX_LABEL_WORDS
            || !named
            || !apart
            || to == from
        {
            return None;
        }
        let words = self.text.get(colon + 1..line.end)?;
        let start = line.end - words.trim_start().len();
        let open = text.len() > bare.len() && words.ends_with(['"', '”']);
        let end =
            if open { line.end - words.chars().next_back().map_or(0, char::len_utf8) } else { line.end };
        let label = first.hull(self.words[to - 1]);
        let words = snap(self.text, Span::new(start, end));
        self.text.get(words.range())?.chars().any(char::is_alphabetic).then_some(Turn { label, words })
    }

    /// Whether the word before word `end`, which ends a label, tells what stands after the colon and not who says it: "Photo:".
    pub(super) fn is_label(&self, end: usize) -> bool {
        end > 0 && self.is(end - 1, WordList::Label)
    }

    /// The candidate of a signature after the quotation that ends at the byte `at`: “…” — Nora Lund
    pub(super) fn signature(&self, at: usize) -> Option<AttributionCandidate> {
        let rest = self.text.get(at..)?;
        let line = rest.trim_start();
        let name = line.strip_prefix(['—', '–', '―', '-'])?;
        let start = at + rest.len() - line.len();
        let width = name.char_indices().take(MAX_SIGNATURE_CHARS).find(|&(_, c)| c == '\n').map(|(at, _)| at);
        let width = width.or((name.len() <= MAX_SIGNATURE_CHARS).then_some(name.len()))?;
        let (first, end) = (self.word_at(start), self.word_at(self.text.len() - name.len() + width));
        if end - first > 12 || end == first || !self.word(first).starts_with(char::is_uppercase) {
            return None;
        }
        let stop = (first + 1..end).find(|&i| !self.is_joined(i)).unwrap_or(end);
        let speaker = self.head(first, stop).filter(|mention| mention.kind == MentionKind::Name);
        speaker.map(|_| AttributionCandidate {
            cost: 0,
            cue: None,
            speaker,
            pattern: AttributionPattern::Signature,
        })
    }
}
