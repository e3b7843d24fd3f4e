//! Suggestions for a stream of documents: each line of JSON is answered with a line, in the same order, on all cores.
//! Memory grows only with the longest line. A program may write one line and wait for its answer.

use std::{
    io::{self, BufRead, Write},
    panic::resume_unwind,
    thread,
};

use serde::Deserialize;
use serde_json::value::RawValue;
use thiserror::Error;

use super::pool::{Intake, pool, workers};
use crate::{
    platform::reason,
    suggest::{
        Engine,
        wire::{Refusal, Request},
    },
    text::abridged,
};

/// How many bytes of input make a batch for a worker, unless a single line is longer. Chosen by hand.
const MAX_BATCH_BYTES: usize = 64 * 1024;

/// How many batches per core may be in flight. Chosen by hand.
const MAX_BATCHES_PER_CORE: usize = 8;

/// A byte order mark in UTF-8, which some programs put before the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How many lines were answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamTally {
    /// The lines that are not blank.
    pub lines: u64,
    /// Those of them that could not be understood, and got an error for an answer.
    pub failed: u64,
    /// The number of the first line that failed, from 1, blank lines counted.
    pub first_failed: Option<u64>,
}

/// Lines for a worker.
struct LineBatch {
    bytes: Vec<u8>,
    /// The number of the first line, from 1.
    first: u64,
}

/// Answers each line of `input` that is not blank with a line of `output`, in the same order. `progress` gets the number
/// of bytes answered. A closed output pipe is no error. Fails if the input cannot be read or the output cannot be written.
pub fn answer_stream(
    input: &mut dyn BufRead,
    output: &mut (dyn Write + Send),
    engine: &Engine,
    mut progress: impl FnMut(usize) + Send,
) -> Result<StreamTally, StreamError> {
    thread::scope(|scope| {
        let work = |batch: LineBatch| (batch.bytes.len(), answers(&batch, engine));
        let (mut intake, results) = pool(scope, MAX_BATCHES_PER_CORE * workers(), work);
        let mut tally = StreamTally::default();
        let writer = scope.spawn(move || {
            for (bytes, (answers, answered)) in results {
                tally.add(answered);
                if let Err(error) = output.write_all(&answers).and_then(|()| output.flush()) {
                    return (tally, Err(error));
                }
                progress(bytes);
            }
            (tally, Ok(()))
        });
        let read = read_batches(input, &mut intake);
        drop(intake);
        let (tally, written) = writer.join().unwrap_or_else(|panic| resume_unwind(panic));
        match (read, written) {
            (Err(error), _) => Err(StreamError::Read(error)),
            (_, Err(error)) if error.kind() != io::ErrorKind::BrokenPipe => Err(StreamError::Write(error)),
            _ => Ok(tally),
        }
    })
}

impl StreamTally {
    /// Adds the lines that came after these.
    fn add(&mut self, later: Self) {
        self.lines += later.lines;
        self.failed += later.failed;
        self.first_failed = self.first_failed.or(later.first_failed);
    }
}

/// Why a stream ended before its input did.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StreamError {
    /// The input can't be read.
    #[error("can't read the lines: {}", reason(.0))]
    Read(#[source] io::Error),
    /// The answers can't be written.
    #[error("can't write the answers: {}", reason(.0))]
    Write(#[source] io::Error),
}

/// Hands the lines of `input` to the workers, until there are no more or nobody takes the answers. All complete lines
/// are handed on before the function waits for more input, and before it reports a failed read.
fn read_batches(input: &mut dyn BufRead, intake: &mut Intake<LineBatch>) -> io::Result<()> {
    // The lines of the next batch, and at the end the beginning of an incomplete line.
    let mut batch = Vec::new();
    let mut first = 1;
    loop {
        let held = match input.fill_buf() {
            Ok([]) => break,
            Ok(held) => held.get(..MAX_BATCH_BYTES).unwrap_or(held),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let (length, end) = (held.len(), held.iter().rposition(|&byte| byte == b'\n').map(|last| last + 1));
        batch.extend_from_slice(held);
        input.consume(length);
        if let Some(end) = end {
            let begun = batch.split_off(batch.len() - length + end);
            let bytes = std::mem::replace(&mut batch, begun);
            let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
            if !intake.send(LineBatch { bytes, first }) {
                return Ok(());
            }
            first += lines;
        }
    }
    if !batch.is_empty() {
        intake.send(LineBatch { bytes: batch, first });
    }
    Ok(())
}

/// The answers to a batch of lines, a line each, and how many there are.
fn answers(batch: &LineBatch, engine: &Engine) -> (Vec<u8>, StreamTally) {
    let mut out = Vec::with_capacity(batch.bytes.len() * 2);
    let mut tally = StreamTally::default();
    for (number, line) in (batch.first..).zip(batch.bytes.split(|&byte| byte == b'\n')) {
        let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        if line.trim_ascii().is_empty() {
            continue;
        }
        let is_answered = answer(line, number, engine, &mut out);
        out.push(b'\n');
        let (failed, first_failed) = if is_answered { (0, None) } else { (1, Some(number)) };
        tally.add(StreamTally { lines: 1, failed, first_failed });
    }
    (out, tally)
}

/// Writes the answer to the line with this number, and returns whether the line could be understood.
fn answer(line: &[u8], number: u64, engine: &Engine, out: &mut Vec<u8>) -> bool {
    let request = serde_json::from_slice::<Request<'_>>(line);
    let answer = match &request {
        Ok(request) => engine.answer(request),
        Err(error) => {
            let id = serde_json::from_slice::<LineId<'_>>(line).ok().and_then(|line| line.id);
            Err(Refusal { id, line: None, error: fault(error) })
        }
    };
    let written = match &answer {
        Ok(answer) => serde_json::to_writer(out, answer),
        Err(Refusal { id, error, .. }) => {
            serde_json::to_writer(out, &Refusal { id: *id, line: Some(number), error: error.clone() })
        }
    };
    debug_assert!(written.is_ok(), "a vector takes all that is written to it");
    answer.is_ok()
}

/// What is wrong with a line: where, since the place that `serde_json` names is in the line, and what a line is.
fn fault(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let (line, column) = (error.line(), error.column());
    let what = whole.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&whole);
    format!("byte {column}: {}; a line is {{\"id\": …, \"text\": \"…\"}}", abridged(what))
}

/// The part of a bad line that its answer can still name.
#[derive(Deserialize)]
struct LineId<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gloss::Schema,
        suggest::{Models, SuggestionFilter},
    };

    /// Answers each line of `input` with all suggestions of its document.
    fn answer_lines(
        input: &mut dyn BufRead,
        output: &mut (dyn Write + Send),
    ) -> Result<StreamTally, StreamError> {
        let engine = Engine::new(Schema::builtin(), SuggestionFilter::default(), Models::embedded());
        answer_stream(input, output, &engine, |_| ())
    }

    fn answers_to(input: &str) -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        answer_lines(&mut input.as_bytes(), &mut out).expect("answered");
        let out = String::from_utf8(out).expect("text");
        out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    #[test]
    fn a_bad_line_is_answered_in_its_place() {
        let answers = answers_to(
            "{\"id\":1,\"text\":\"Hé. Ho.\"}\nno\n{\"id\":\"x\"}\n\n{\"id\":2,\"text\":\"\"}\n{\"text\":\"a\",\"target\":[0,2]}",
        );
        assert_eq!(answers.len(), 5);
        assert_eq!(answers[0]["sentences"], serde_json::json!([[0, 3], [4, 7]]));
        assert!(answers[1]["error"].is_string() && answers[1]["id"].is_null());
        assert!(answers[2]["error"].is_string() && answers[2]["id"] == "x");
        assert_eq!(answers[3]["id"], 2);
        assert!(answers[4]["error"].as_str().is_some_and(|error| error.contains("[0, 2]")));
    }

    #[test]
    fn lines_that_fail_are_numbered_and_counted() {
        let good = "{\"id\":1,\"text\":\"Ha!\"}";
        let long = "x".repeat(MAX_BATCH_BYTES);
        let input = format!(
            "\u{feff}{good}\r\n\r\n{{\"text\":7}}\n\n{good}\n{{\"id\":2,\"txt\":\"{long}\"}}\n\u{feff}{good}\nno"
        );
        let mut out = Vec::new();
        let tally = answer_lines(&mut input.as_bytes(), &mut out).expect("answered");
        assert_eq!(tally, StreamTally { lines: 6, failed: 3, first_failed: Some(3) });
        let answers: Vec<serde_json::Value> = String::from_utf8(out)
            .expect("text")
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line of JSON"))
            .collect();
        let failed: Vec<_> = answers.iter().filter_map(|answer| answer["line"].as_u64()).collect();
        assert_eq!(failed, [3, 6, 8]);
        let error = answers[1]["error"].as_str().expect("an error");
        assert!(error.starts_with("byte 9: invalid type: integer `7`"), "{error}");
    }

    #[test]
    fn an_error_quotes_no_more_than_anyone_reads() {
        let long = format!("{{\"text\":\"a\",\"target\":\"{}\"}}", "x".repeat(1_000_000));
        let answers = answers_to(&long);
        assert!(answers[0]["error"].as_str().is_some_and(|error| error.len() < 1000), "{:?}", answers[0]);
    }

    #[test]
    fn the_order_is_kept() {
        let input: String =
            (0..20_000).map(|i| format!("{{\"id\":{i},\"text\":\"{}\"}}\n", "Ha! ".repeat(i % 7))).collect();
        let ids: Vec<_> = answers_to(&input).iter().map(|answer| answer["id"].as_u64()).collect();
        assert!(ids.iter().copied().eq((0..20_000).map(Some)));
    }
    #[test]
    fn a_line_is_answered_before_the_next_one_comes() {
        let (requests, mut to_program) = io::pipe().expect("a pipe");
        let (from_program, mut answers) = io::pipe().expect("a pipe");
        thread::scope(|scope| {
            scope.spawn(move || answer_lines(&mut io::BufReader::new(requests), &mut answers));
            let mut lines = io::BufReader::new(from_program).lines();
            for id in 0..20 {
                // The second half of a line comes later than the first one.
                to_program.write_all(format!("{{\"id\":{id},").as_bytes()).expect("written");
                to_program.write_all(b"\"text\":\"Ha!\"}\n").expect("written");
                let answer = lines.next().expect("an answer").expect("read");
                assert!(answer.starts_with(&format!("{{\"id\":{id},")));
            }
            drop(to_program);
            assert!(lines.next().is_none());
        });
    }

    /// An input that fails after its text has been read.
    struct Failing(&'static [u8]);

    impl io::Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() { Err(io::Error::other("gone")) } else { self.0.read(buffer) }
        }
    }

    #[test]
    fn what_was_read_is_answered_where_the_input_fails() {
        let mut out = Vec::new();
        let input = Failing(b"{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"a\"}\n{\"id\":3,");
        assert!(answer_lines(&mut io::BufReader::new(input), &mut out).is_err());
        assert_eq!(String::from_utf8(out).expect("text").lines().count(), 2);
    }

    #[test]
    fn a_line_may_be_longer_than_a_batch() {
        let long = "Ha! ".repeat(MAX_BATCH_BYTES);
        let answers = answers_to(&format!("{{\"id\":1,\"text\":\"{long}\"}}\n{{\"id\":2,\"text\":\"\"}}"));
        assert!(answers.iter().map(|answer| &answer["id"]).eq([1, 2].iter()));
    }
}
