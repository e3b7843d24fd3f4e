//! Subtitles in two languages at once: in each cue some lines, and below them the same words in another script, slanted, or coloured.

use super::{payload::CueLine, rolling::TimedLines};
use crate::text::structure::Style;

/// The least share of cues that have both languages.
const MIN_SHARE: f64 = 0.7;

/// The fewest cues that show it.
const MIN_CUES: usize = 2;

/// What tells the lines of a language: the script, the slant, the colour.
type Look<'l> = (Script, bool, Option<&'l str>);

/// A script that another language is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Semitic,
    EastAsian,
    Other,
}

/// Takes the second language out of the cues, if the file has two. The result is its cues.
pub fn take_second(cues: &mut [TimedLines]) -> Vec<TimedLines> {
    let parted: Vec<Option<usize>> = cues.iter().map(|cue| second_start(&cue.lines)).collect();
    let count = parted.iter().flatten().count();
    if count < MIN_CUES || (count as f64) < MIN_SHARE * cues.len() as f64 {
        return Vec::new();
    }
    let both = cues.iter().zip(&parted).find_map(|(cue, start)| {
        let start = (*start)?;
        Some((script(&cue.lines[0].text), script(&cue.lines[start].text)))
    });
    let mut second = Vec::new();
    for (cue, start) in cues.iter_mut().zip(parted) {
        // A cue in one language is told by its script alone.
        let is_second =
            || both.is_some_and(|(one, other)| one != other && script(&cue.lines[0].text) == other);
        let start = start.unwrap_or_else(|| if is_second() { 0 } else { cue.lines.len() });
        let lines = cue.lines.split_off(start);
        if !lines.is_empty() {
            second.push(TimedLines { start: cue.start, end: cue.end, lines });
        }
    }
    second
}

/// The number of the first line in the second language, if the lines change their look once.
fn second_start(lines: &[CueLine]) -> Option<usize> {
    let looks: Vec<Look<'_>> = lines.iter().map(look).collect();
    let mut changes = (1..looks.len()).filter(|&at| looks[at] != looks[at - 1]);
    let start = changes.next().filter(|_| changes.next().is_none())?;
    let is_dash = |line: &CueLine| line.text.starts_with(super::signs::is_dash);
    // Two persons of whom one is heard from afar are in one language.
    let is_script = looks[start].0 != looks[start - 1].0;
    (is_script || looks[start].1 && !lines.iter().any(is_dash)).then_some(start)
}

fn look(line: &CueLine) -> Look<'_> {
    let slanted: usize = line
        .styles
        .iter()
        .filter(|styled| styled.style == Style::Emphasis)
        .map(|styled| styled.span.len())
        .sum();
    (script(&line.text), slanted >= line.text.len(), line.colour.as_deref())
}

/// The script of most letters.
fn script(text: &str) -> Script {
    const SCRIPTS: [Script; 6] =
        [Script::Latin, Script::Cyrillic, Script::Greek, Script::Semitic, Script::EastAsian, Script::Other];
    let mut counts = [0_usize; 6];
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let script = match c {
            '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{590}'..='\u{7ff}' => Script::Semitic,
            '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => Script::EastAsian,
            _ => Script::Other,
        };
        counts[script as usize] += 1;
    }
    SCRIPTS.into_iter().max_by_key(|script| counts[*script as usize]).unwrap_or(Script::Other)
}
