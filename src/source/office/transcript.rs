//! Transcripts in office documents: who speaks, and when, told by the paragraphs and tables that have speakers and times.

use std::collections::HashMap;

use crate::text::{
    Span,
    structure::{BlockKind, Locator, LocatorKind, Markup, TextBlock},
};

/// The longest name of a speaker, in bytes. Chosen by hand: "Interviewer 2", "Mrs Mensah-Øst (translated)".
const MAX_SPEAKER_BYTES: usize = 40;

/// The largest number of words of such a name. Chosen by hand.
const MAX_SPEAKER_WORDS: usize = 4;

/// The smallest number of turns of a section that is a transcript. Chosen by hand.
const MIN_TURNS: usize = 3;

/// Adds locators with the speakers and times of the parts of a text that are transcripts.
pub fn locate(text: &str, markup: &mut Markup) {
    let mut found = Vec::new();
    let body_end = markup.notes.iter().map(|note| note.body.start).filter(|start| *start > 0).min();
    let is_body = |block: &&TextBlock| block.span.start < body_end.unwrap_or(usize::MAX);
    let blocks: Vec<&TextBlock> = markup.blocks.iter().filter(is_body).collect();
    let times = times_said(text, &blocks);
    for section in blocks.split(|block| block.heading_level().is_some()) {
        locate_turns(text, section, &times, &mut found);
        for block in section {
            if let BlockKind::Table { head, .. } = block.kind {
                locate_rows(text, block.span, head.into(), &mut found);
            }
        }
    }
    markup.locators.append(&mut found);
}

/// How often each possible speaker begins a paragraph.
fn times_said<'a>(text: &'a str, blocks: &[&TextBlock]) -> HashMap<&'a str, usize> {
    let mut times = HashMap::new();
    for block in blocks {
        if let Some(speaker) = speaker(words(text, block)) {
            *times.entry(speaker).or_default() += 1;
        }
    }
    times
}

fn words<'a>(text: &'a str, block: &TextBlock) -> &'a str {
    text.get(block.span.range()).unwrap_or_default()
}

/// Locates the paragraphs of a section, if most of them are turns: they begin with a speaker who speaks twice, or have a time, or
/// stand below a line with both.
fn locate_turns(text: &str, section: &[&TextBlock], times: &HashMap<&str, usize>, found: &mut Vec<Locator>) {
    let turn = |block: &&&TextBlock| {
        let words = words(text, block);
        if let Some((who, time)) = name_and_time(words) {
            return (block.span, Some(who), Some(time));
        }
        let is_timed = after_time(words) != words;
        let who = speaker(words).filter(|who| is_timed || times.get(who) > Some(&1));
        (block.span, who, time_mark(words))
    };
    let paragraphs = section.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let turns: Vec<_> = paragraphs.map(|block| turn(&block)).collect();
    let fitting = turns.iter().filter(|(_, who, time)| who.is_some() || time.is_some()).count();
    let above = turns.iter().filter(|(span, ..)| is_name_and_time_alone(text, *span)).count();
    if fitting < MIN_TURNS || (fitting + above) * 2 <= turns.len() {
        return;
    }
    let mut current: Option<Locator> = None;
    for (span, who, time) in turns {
        if let Some(time) = time {
            found.push(Locator { span, kind: LocatorKind::Timestamp, label: time.into() });
        }
        match (who, &mut current) {
            (Some(who), _) => {
                found.extend(current.take());
                current = Some(Locator { span, kind: LocatorKind::By, label: who.into() });
            }
            // A turn goes on in the paragraphs that name nobody.
            (None, Some(turn)) => turn.span.end = span.end,
            (None, None) => {}
        }
    }
    found.extend(current);
}

/// Locates the rows of a table, if each has a time in the same column, and perhaps a speaker in another.
fn locate_rows(text: &str, table: Span, head: usize, found: &mut Vec<Locator>) {
    let mut at = table.start;
    let mut rows = Vec::new();
    for line in text.get(table.range()).unwrap_or_default().split('\n') {
        rows.push((Span::new(at, at + line.len()), line.split('\t').collect::<Vec<_>>()));
        at += line.len() + 1;
    }
    // The first row may name the columns even if nothing says that it is the head.
    let skipped =
        head.max(usize::from(rows.first().is_some_and(|(_, cells)| !cells.iter().any(|cell| is_time(cell)))));
    let rows = rows.get(skipped..).unwrap_or_default();
    let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default().min(8);
    let is_column = |column: usize, fits: &dyn Fn(&str) -> bool| {
        rows.iter().all(|(_, cells)| cells.get(column).is_some_and(|cell| fits(cell)))
    };
    let Some(time) = (0..columns).find(|&column| is_column(column, &is_time)) else { return };
    let is_words = |cell: &str| is_name(cell);
    let who =
        (0..columns).find(|&column| column != time && column + 1 < columns && is_column(column, &is_words));
    if rows.len() < 2 {
        return;
    }
    for (span, cells) in rows {
        let label = |column: usize| cells.get(column).map(|cell| cell.trim().into());
        let places = [(LocatorKind::Timestamp, Some(time)), (LocatorKind::By, who)];
        let places = places.into_iter().filter_map(|(kind, column)| Some((kind, label(column?)?)));
        found.extend(places.map(|(kind, label)| Locator { span: *span, kind, label }));
    }
}

/// The speaker that a paragraph begins with: a short name and a colon. A time may stand before it.
fn speaker(words: &str) -> Option<&str> {
    let head = words.get(..words.floor_char_boundary(2 * MAX_SPEAKER_BYTES))?;
    let head = after_time(head);
    let (name, rest) = head.split_once(':')?;
    (is_name(name) && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then(|| name.trim())
}

/// The speaker and the time of a turn that has both in a line above its words, as programs for meetings write it: "Ada Holm 0:05".
fn name_and_time(words: &str) -> Option<(&str, &str)> {
    let line = words.lines().next()?.trim_end_matches([':', ' ', '\t']);
    let (name, time) = line.rsplit_once([' ', '\t'])?;
    let time = time.trim_matches(['(', ')', '[', ']']);
    (is_time(time) && is_name(name)).then(|| (name.trim(), whole_seconds(time)))
}

/// Whether a paragraph is a line with a speaker and a time, so that the turn's words are in the next one.
fn is_name_and_time_alone(text: &str, paragraph: Span) -> bool {
    let words = text.get(paragraph.range()).unwrap_or_default();
    !words.contains('\n') && name_and_time(words).is_some()
}

/// Whether words can be the name of a speaker.
fn is_name(name: &str) -> bool {
    let name = name.trim();
    let begins = name.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    begins
        && name.len() <= MAX_SPEAKER_BYTES
        && name.split_whitespace().count() <= MAX_SPEAKER_WORDS
        && !name.contains(['.', ',', '?', '!', '"', '“', '„', '«'])
        && !is_time(name)
        || matches!(name.strip_suffix('.'), Some("Mr" | "Mrs" | "Ms" | "Dr"))
}

/// What follows a time in brackets or marks at the start of a paragraph.
fn after_time(words: &str) -> &str {
    let inner = words.strip_prefix(['#', '[', '(']).unwrap_or(words);
    let end = inner.find(|c: char| !c.is_ascii_digit() && !":.,-".contains(c)).unwrap_or(inner.len());
    match inner.get(..end) {
        Some(time) if is_time(time) => {
            inner.get(end..).unwrap_or_default().trim_start_matches(['#', ']', ')', ' ', '\t', ':'])
        }
        _ => words,
    }
}

/// The time of a paragraph: between number signs anywhere, as transcription programs set them, or in brackets at its start.
fn time_mark(words: &str) -> Option<&str> {
    let marked = || words.split('#').skip(1).find(|part| is_time(part));
    let bracketed = |open: char, close: char| {
        words.strip_prefix(open)?.split_once(close).map(|(time, _)| time).filter(|time| is_time(time))
    };
    let bare =
        || words.split_whitespace().next().filter(|word| is_time(word) && word.matches(':').count() == 2);
    marked().or_else(|| bracketed('[', ']')).or_else(|| bracketed('(', ')')).or_else(bare).map(whole_seconds)
}

/// A time as it is cited, without the tenths of a second that F4 writes after a hyphen.
fn whole_seconds(time: &str) -> &str {
    time.split_once('-').map_or(time, |(time, _)| time)
}

/// Whether a cell or a mark is a time in a recording: "4:10", "00:04:10", "00:04:10-5", "00:04:10.250".
fn is_time(cell: &str) -> bool {
    let cell = cell.trim();
    let (clock, fraction) = cell.split_once(['-', '.', ',']).unwrap_or((cell, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = clock.split(':');
    let first = parts.next().is_some_and(|part| is_number(part) && part.len() <= 3);
    let rest: Vec<&str> = parts.take(3).collect();
    first
        && (1..=2).contains(&rest.len())
        && rest.iter().all(|part| part.len() == 2 && is_number(part) && *part < "60")
        && is_number(fraction)
        && fraction.len() <= 3
}
