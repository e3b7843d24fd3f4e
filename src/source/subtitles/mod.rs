//! Subtitles (SRT) and captions (VTT): running talk in paragraphs, by speaker and pause.
//!
//! A sentence over several cues is one. A dash, a name or a voice begins a paragraph; sounds and songs are paragraphs of their own.
//! Each cue is a place in time. Captions that roll are read once, and advertisements of subtitle sites are left out.

mod credits;
mod cues;
mod habits;
mod labels;
mod languages;
mod paragraphs;
mod payload;
mod rolling;
mod signs;
mod utterances;

use super::{DocumentReader, Metadata, ReadError, Rendered, beginning, decode};
use habits::Habits;
use paragraphs::Paragraphs;
use rolling::TimedLines;
use utterances::Utterance;

/// The largest file that is read, in bytes: captions of some days.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The reader of subtitles in the format of SRT files.
pub const SRT: DocumentReader = DocumentReader::new("srt", 1, read)
    .with_doc("subtitles, as running talk")
    .with_extensions(&["srt"])
    .with_fits(cues::is_srt)
    .with_max_bytes(MAX_BYTES)
    .with_beginning(|bytes| beginning::of_blocks(bytes, read));

/// The reader of captions of the web.
pub const VTT: DocumentReader = DocumentReader::new("vtt", 1, read)
    .with_doc("captions of the web, as running talk")
    .with_extensions(&["vtt"])
    .with_signature(is_vtt)
    .with_max_bytes(MAX_BYTES)
    .with_beginning(|bytes| beginning::of_blocks(bytes, read));

/// The words that a VTT file begins with.
const VTT_START: &str = "WEBVTT";

fn is_vtt(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let after = head.strip_prefix(VTT_START.as_bytes());
    after.is_some_and(|after| after.first().is_none_or(u8::is_ascii_whitespace))
}

fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    let decode::Decoded { text: source, encoding, invalid } = decode::decode(bytes.to_vec());
    let cues = cues::read(&source);
    if cues.is_empty() && !source.starts_with(VTT_START) {
        return Err(ReadError::new(
            "it has no line with the times of a subtitle (00:00:01,000 --> 00:00:02,000)",
        ));
    }
    let timed = |cue: &cues::Cue| TimedLines { start: cue.start, end: cue.end, lines: payload::read(cue) };
    let mut cues: Vec<TimedLines> = cues.iter().map(timed).filter(|cue| !cue.lines.is_empty()).collect();
    rolling::unroll(&mut cues);
    credits::remove(&mut cues);
    let labels = utterances::count_labels(cues.iter().flat_map(|cue| &cue.lines));
    let translation = languages::take_second(&mut cues);
    let utterances_of = |cues: Vec<TimedLines>| {
        let read = |cue: TimedLines| utterances::read(cue.start, cue.end, cue.lines, &labels);
        let mut found: Vec<Utterance> = cues.into_iter().flat_map(read).collect();
        utterances::part_colours(&mut found);
        found
    };
    let (said, translation) = (utterances_of(cues), utterances_of(translation));
    let (text, markup, source_map) =
        Paragraphs::new(Habits::of(&said), translation).write(said).finish(&source);
    Ok(Rendered {
        text,
        markup,
        metadata: metadata(&source),
        source_map,
        encoding,
        invalid,
        ..Rendered::default()
    })
}

/// What the head of a VTT file says: its title after the first word, and lines such as `Language: en`.
fn metadata(source: &str) -> Metadata {
    let mut metadata = Metadata::default();
    let mut head = cues::lines(source).map(|line| line.text.trim()).take_while(|line| !line.is_empty());
    let Some(title) = head.next().and_then(|first| first.strip_prefix(VTT_START)) else { return metadata };
    metadata.take("title", vec![title.trim_start_matches([' ', '\t', '-', '–', ':']).to_owned()]);
    for (name, value) in head.filter_map(|line| line.split_once(':')) {
        if matches!(name, "Language" | "Title") {
            metadata.take(name, vec![value.to_owned()]);
        }
    }
    metadata
}

#[cfg(test)]
mod tests;
