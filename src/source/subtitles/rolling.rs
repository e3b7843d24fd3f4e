//! Captions that roll: each cue repeats what was shown before and adds a line or a few words.

use super::payload::CueLine;
use crate::text::{Span, structure::StyledSpan};

/// The lines of a cue with its times, in milliseconds.
#[derive(Debug)]
pub struct TimedLines {
    /// When they are shown.
    pub start: u64,
    /// When they are no longer shown.
    pub end: u64,
    /// The lines.
    pub lines: Vec<CueLine>,
}

/// The longest time in milliseconds between two cues that show that captions roll. Chosen by hand: they follow each other at once.
const MAX_GAP_MILLIS: u64 = 500;

/// The longest time in milliseconds after which a cue repeats the one before, once it is known that captions roll. Chosen by hand.
const MAX_PAUSE_MILLIS: u64 = 20_000;

/// How many lines of two cues are compared. More are never shown at once.
const MAX_LINES: usize = 8;

/// One of so many cues, at least, repeats the one before if captions roll.
const ROLLING_SHARE: usize = 3;

/// What a cue repeats of the cue before: whole lines, then a part of the next line, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Repeated {
    lines: usize,
    bytes: usize,
}

/// Takes out what was shown before, if the captions roll. Of two cues with one text at one time the second is taken out in any file.
pub fn unroll(cues: &mut Vec<TimedLines>) {
    let repeated_after = |gap: u64| cues.windows(2).map(move |pair| repeats(&pair[0], &pair[1], gap));
    let count = repeated_after(MAX_GAP_MILLIS).filter(|repeated| *repeated != Repeated::default()).count();
    let rolls = count > 1 && count * ROLLING_SHARE >= cues.len().saturating_sub(1);
    let repeated: Vec<Repeated> = repeated_after(MAX_PAUSE_MILLIS).collect();
    let doubled = cues.windows(2).map(|pair| is_doubled(&pair[0], &pair[1])).collect::<Vec<_>>();
    for ((cue, repeated), is_doubled) in cues.iter_mut().skip(1).zip(repeated).zip(doubled) {
        if is_doubled {
            cue.lines.clear();
        } else if rolls {
            cue.lines.drain(..repeated.lines);
            if let Some(line) = cue.lines.first_mut() {
                line.cut_start(repeated.bytes);
            }
        }
    }
    cues.retain(|cue| !cue.lines.is_empty());
}

fn is_doubled(before: &TimedLines, cue: &TimedLines) -> bool {
    let texts = |cue: &TimedLines| cue.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    before.start == cue.start && before.end == cue.end && texts(before) == texts(cue)
}

/// What `cue` repeats of the end of `before`, if it comes at most `gap` milliseconds later.
fn repeats(before: &TimedLines, cue: &TimedLines, gap: u64) -> Repeated {
    if cue.start > before.end.saturating_add(gap) {
        return Repeated::default();
    }
    let most = before.lines.len().min(cue.lines.len()).min(MAX_LINES);
    for count in (1..=most).rev() {
        let old = &before.lines[before.lines.len() - count..];
        let new = &cue.lines[..count];
        let is_same = |(old, new): (&CueLine, &CueLine)| old.text == new.text;
        let (last_old, last_new) = (&*old[count - 1].text, &*new[count - 1].text);
        if !old.iter().zip(new).take(count - 1).all(is_same) {
            continue;
        }
        match last_new.strip_prefix(last_old) {
            Some("") => return Repeated { lines: count, bytes: 0 },
            Some(more) if more.starts_with(' ') => {
                return Repeated { lines: count - 1, bytes: last_new.len() - more.trim_start().len() };
            }
            _ => {}
        }
    }
    Repeated::default()
}

impl CueLine {
    /// Takes the first `bytes` out of the line.
    pub fn cut_start(&mut self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        self.text.drain(..bytes);
        let unshifted = |at: usize| at.saturating_sub(bytes);
        let cut = |styled: StyledSpan| StyledSpan {
            span: Span::new(unshifted(styled.span.start), unshifted(styled.span.end)),
            ..styled
        };
        self.styles = self.styles.drain(..).map(cut).filter(|styled| !styled.span.is_empty()).collect();
    }
}
