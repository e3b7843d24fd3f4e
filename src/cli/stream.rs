//! `gloss suggest --jsonl`: a document a line in, a line out, in the same order, on all cores, in memory that is constant but
//! for the longest line. Whoever writes a line and waits for its answer gets it.

use std::{
    io::{self, BufRead, Write},
    num::NonZero,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::error::Error;
use crate::{
    gloss::Attributes,
    suggest::{self, Analysis, Suggestion, sentiment},
    text::{CodePoints, Span},
};

/// A worker is handed the lines of at most so many bytes of input at once.
const BATCH: usize = 64 * 1024;

/// Batches that may wait before and after each worker.
const WAITING: usize = 4;

/// A line that comes in.
#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    text: String,
    /// Code points, half-open.
    target: Option<[usize; 2]>,
}

/// A line that goes out; offsets are code points.
#[derive(Serialize)]
struct Answer<'a> {
    id: Option<&'a RawValue>,
    vader: f64,
    valence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_polarity: Option<&'static str>,
    sentences: Vec<[usize; 2]>,
    suggestions: Vec<Item<'a>>,
}

/// A suggestion as scripts read it; offsets are code points.
#[derive(Serialize)]
pub struct Item<'a> {
    tag: &'static str,
    spans: Vec<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<[usize; 2]>,
    score: f64,
    #[serde(serialize_with = "as_object")]
    attributes: &'a Attributes,
    speaker_spans: Vec<[usize; 2]>,
    cue_spans: Vec<[usize; 2]>,
    reason: &'a str,
}

impl<'a> Item<'a> {
    /// `suggestion`, with its offsets made code points by `point`.
    pub fn new(suggestion: &'a Suggestion, point: &dyn Fn(usize) -> usize) -> Self {
        let pair = |span: Span| [point(span.start), point(span.end)];
        Self {
            tag: suggestion.tag,
            spans: suggestion.spans.iter().map(|span| pair(*span)).collect(),
            to: suggestion.to.map(pair),
            score: rounded(f64::from(suggestion.score)),
            attributes: &suggestion.attributes,
            speaker_spans: suggestion.speaker.map(pair).into_iter().collect(),
            cue_spans: suggestion.cue.map(pair).into_iter().collect(),
            reason: &suggestion.reason,
        }
    }
}

/// Attributes as an object, as files have them.
fn as_object<S: Serializer>(attributes: &Attributes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(attributes.iter())
}

/// To four decimals, as scores are given.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// A line that could not be answered.
#[derive(Serialize)]
struct Failure<'a> {
    id: Option<&'a RawValue>,
    error: String,
}

/// Which suggestions are wanted.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Kinds; all, if there are none.
    pub tags: &'a [String],
    /// The least score.
    pub min_score: f32,
}

impl Wanted<'_> {
    /// What is wanted of what is found in `analysis`.
    pub fn of(self, analysis: &Analysis) -> Vec<Suggestion> {
        let mut found = suggest::suggest_kinds(analysis, |tag| self.names(tag));
        found.retain(|suggestion| self.takes(suggestion));
        found
    }

    fn names(self, tag: &str) -> bool {
        self.tags.is_empty() || self.tags.iter().any(|wanted| wanted == tag)
    }

    /// Whether this one is wanted.
    pub fn takes(self, suggestion: &Suggestion) -> bool {
        self.names(suggestion.tag) && suggestion.score >= self.min_score
    }
}

/// Answers each line of `input` with a line of `output`. `progress` is told how many bytes were answered.
pub fn run(
    input: &mut dyn BufRead,
    output: &mut (dyn Write + Send),
    wanted: Wanted<'_>,
    mut progress: impl FnMut(usize) + Send,
) -> Result<(), Error> {
    let count = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let mut to_workers = Vec::new();
        let mut from_workers = Vec::new();
        for _ in 0..count {
            let (send, receive) = sync_channel::<Vec<u8>>(WAITING);
            let (send_answer, receive_answer) = sync_channel::<(usize, Vec<u8>)>(WAITING);
            scope.spawn(move || work(&receive, &send_answer, wanted));
            to_workers.push(send);
            from_workers.push(receive_answer);
        }
        // The workers take turns, so the answers are in order if the writer takes turns with them.
        let writer = scope.spawn(move || -> io::Result<()> {
            for receive in from_workers.iter().cycle() {
                let Ok((bytes, answer)) = receive.recv() else { break };
                output.write_all(&answer)?;
                output.flush()?;
                progress(bytes);
            }
            Ok(())
        });
        let read = read_batches(input, &to_workers);
        drop(to_workers);
        let written = writer.join().unwrap_or(Ok(()));
        match (read, written) {
            (Err(error), _) => Err(Error::failed(format!("cannot read the lines: {error}"))),
            (_, Err(error)) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::failed(format!("cannot write the answers: {error}")))
            }
            _ => Ok(()),
        }
    })
}

/// Answers each line of `input` with all suggestions of its document.
pub fn answer_lines(input: &mut dyn BufRead, output: &mut (dyn Write + Send)) -> Result<(), Error> {
    run(input, output, Wanted { tags: &[], min_score: 0.0 }, |_| ())
}

/// Hands the lines of `input` to the workers in turn, until there are no more or nobody takes them. All whole lines that are
/// there are handed on before more are waited for, also where the input then fails.
fn read_batches(input: &mut dyn BufRead, workers: &[SyncSender<Vec<u8>>]) -> io::Result<()> {
    let mut turns = workers.iter().cycle();
    let mut is_sent = |batch: Vec<u8>| turns.next().is_some_and(|worker| worker.send(batch).is_ok());
    // Lines to be sent, and at their end the beginning of one.
    let mut batch = Vec::new();
    loop {
        let held = match input.fill_buf() {
            Ok([]) => break,
            Ok(held) => held.get(..BATCH).unwrap_or(held),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let (length, end) = (held.len(), held.iter().rposition(|&byte| byte == b'\n').map(|last| last + 1));
        batch.extend_from_slice(held);
        input.consume(length);
        if let Some(end) = end {
            let begun = batch.split_off(batch.len() - length + end);
            if !is_sent(std::mem::replace(&mut batch, begun)) {
                return Ok(());
            }
        }
    }
    if !batch.is_empty() {
        is_sent(batch);
    }
    Ok(())
}

fn work(batches: &Receiver<Vec<u8>>, answers: &SyncSender<(usize, Vec<u8>)>, wanted: Wanted<'_>) {
    for batch in batches {
        let mut out = Vec::with_capacity(batch.len() * 2);
        for line in batch.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
            answer(line, wanted, &mut out);
            out.push(b'\n');
        }
        if answers.send((batch.len(), out)).is_err() {
            break;
        }
    }
}

/// The answer to one line.
fn answer(line: &[u8], wanted: Wanted<'_>, out: &mut Vec<u8>) {
    let written = match serde_json::from_slice::<Request<'_>>(line) {
        Ok(request) => match respond(&request, wanted, out) {
            Ok(()) => Ok(()),
            Err(error) => serde_json::to_writer(out, &Failure { id: request.id, error }),
        },
        Err(error) => {
            let id = serde_json::from_slice::<Identified<'_>>(line).ok().and_then(|line| line.id);
            let error = format!("{error}; a line is {{\"id\": …, \"text\": \"…\"}}");
            serde_json::to_writer(out, &Failure { id, error })
        }
    };
    debug_assert!(written.is_ok(), "a vector takes all that is written to it");
}

/// What an answer to a bad line can still name.
#[derive(Deserialize)]
struct Identified<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

fn respond(request: &Request<'_>, wanted: Wanted<'_>, out: &mut Vec<u8>) -> Result<(), String> {
    let text = &request.text;
    let points = CodePoints::new(text);
    let target = match request.target {
        Some([start, end]) => Some(points.span(start, end).ok_or_else(|| {
            format!(
                "the target [{start}, {end}] is not in the text, which has {} code points",
                points.count()
            )
        })?),
        None => None,
    };
    let analysis = Analysis::new(text);
    let suggestions = wanted.of(&analysis);
    let answer = Answer {
        id: request.id,
        vader: rounded(sentiment::vader(text)),
        valence: rounded(sentiment::valence(text)),
        target_polarity: target.map(|target| sentiment::toward(text, target).name()),
        sentences: analysis.sentences().iter().map(|s| [points.of(s.start), points.of(s.end)]).collect(),
        suggestions: suggestions
            .iter()
            .map(|suggestion| Item::new(suggestion, &|at| points.of(at)))
            .collect(),
    };
    serde_json::to_writer(out, &answer).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &str) -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        answer_lines(&mut input.as_bytes(), &mut out).expect("answered");
        let out = String::from_utf8(out).expect("text");
        out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    #[test]
    fn a_bad_line_is_answered_in_its_place() {
        let answers = answers(
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
    fn the_order_is_kept() {
        let input: String =
            (0..20_000).map(|i| format!("{{\"id\":{i},\"text\":\"{}\"}}\n", "Ha! ".repeat(i % 7))).collect();
        let ids: Vec<_> = answers(&input).iter().map(|answer| answer["id"].as_u64()).collect();
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

    /// What fails when its text has been read.
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
        let long = "Ha! ".repeat(BATCH);
        let answers = answers(&format!("{{\"id\":1,\"text\":\"{long}\"}}\n{{\"id\":2,\"text\":\"\"}}"));
        assert!(answers.iter().map(|answer| &answer["id"]).eq([1, 2].iter()));
    }
}
