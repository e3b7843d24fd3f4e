//! The worker that searches the text, so that the screen never waits.

use std::{
    io,
    panic::resume_unwind,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::Sender,
    },
    thread,
};

use super::{Message, latest_worker::LatestWorker, send, worker::guarded};
use crate::{
    app::{Event, SearchQuery, SearchResult},
    text::{Span, Text, movement::Direction, search},
};

/// The name of the worker's task in messages to the person.
const TASK: &str = "the search";

/// The worker that searches a text.
pub type SearchWorker = LatestWorker<(Text, SearchQuery)>;

/// Starts the worker.
pub fn start(messages: &Sender<Message>) -> io::Result<SearchWorker> {
    let mut counted = Counts::default();
    LatestWorker::start("search", TASK, messages, move |(text, query), cancel, messages| {
        let alive = || !cancel.is_cancelled();
        if let Err(stopped) = guarded(TASK, || answer(&text, &query, &mut counted, &alive, messages)) {
            send(messages, Event::Notice(stopped));
        }
    })
}

/// Sends the match that a query asks for, then the count of matches if it asks for that as well.
fn answer(
    text: &Text,
    query: &SearchQuery,
    counted: &mut Counts,
    alive: &(dyn Fn() -> bool + Sync),
    messages: &Sender<Message>,
) {
    let serial = query.serial;
    let _span = tracing::debug_span!("search", serial, bytes = text.len()).entered();
    let Some((at, wrapped)) = find(text, query, alive) else { return };
    send(messages, Event::SearchResult(SearchResult::Match { serial, at, wrapped }));
    if let (true, Some(at)) = (query.count, at)
        && let Some((total, before)) = counted.count(text, query, at, alive)
    {
        send(messages, Event::SearchResult(SearchResult::Count { serial, total, before }));
    }
}

/// The match for a query, continuing from the other end of the text if necessary; `None` if the search was abandoned.
fn find(text: &Text, query: &SearchQuery, alive: &(dyn Fn() -> bool + Sync)) -> Option<(Option<Span>, bool)> {
    let (here, rest) = match query.direction {
        Direction::Forward => (Span::new(query.from, text.len()), Span::new(0, query.from)),
        Direction::Backward => (Span::new(0, query.from), Span::new(query.from, text.len())),
    };
    for (range, wrapped) in [(here, false), (rest, true)] {
        if let Some(span) = find_in(text, query, range, alive) {
            return Some((Some(span), wrapped));
        }
        if !alive() {
            return None;
        }
    }
    Some((None, true))
}

/// How many bytes are searched before a second thread helps: most searches end there. Chosen by hand.
const MAX_SINGLE_THREAD_BYTES: usize = 4 * search::CHUNK_BYTES;

/// The first match in a range, or the last one when searching backward.
fn find_in(text: &Text, query: &SearchQuery, range: Span, alive: &(dyn Fn() -> bool + Sync)) -> Option<Span> {
    let pattern = &query.pattern;
    let one = |range: Span, alive: &(dyn Fn() -> bool + Sync)| match query.direction {
        Direction::Forward => pattern.first(text, range.start, range.end, &mut || alive()),
        Direction::Backward => pattern.last(text, range.start, range.end, &mut || alive()),
    };
    let near = match query.direction {
        Direction::Forward => Span::new(range.start, (range.start + MAX_SINGLE_THREAD_BYTES).min(range.end)),
        Direction::Backward => {
            Span::new(range.end.saturating_sub(MAX_SINGLE_THREAD_BYTES).max(range.start), range.end)
        }
    };
    let found = one(near, alive);
    if found.is_some() || near == range {
        return found;
    }
    let far = match query.direction {
        Direction::Forward => Span::new(near.end, range.end),
        Direction::Backward => Span::new(range.start, near.start),
    };
    // Two threads take alternate chunks; the nearer match is the answer.
    let count = far.len().div_ceil(search::CHUNK_BYTES);
    let chunk = |i: usize| match query.direction {
        Direction::Forward => {
            let start = far.start + i * search::CHUNK_BYTES;
            Span::new(start, (start + search::CHUNK_BYTES).min(far.end))
        }
        Direction::Backward => {
            let end = far.end - i * search::CHUNK_BYTES;
            Span::new(end.saturating_sub(search::CHUNK_BYTES).max(far.start), end)
        }
    };
    let (next, best) = (AtomicUsize::new(0), AtomicUsize::new(usize::MAX));
    let work = || {
        let mut found = None;
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= count || i > best.load(Ordering::Relaxed) || !alive() {
                return found;
            }
            if let Some(span) = one(chunk(i), alive) {
                best.fetch_min(i, Ordering::Relaxed);
                found = Some((i, span));
                return found;
            }
        }
    };
    let both = thread::scope(|scope| {
        let helper = scope.spawn(work);
        [work(), helper.join().unwrap_or_else(|panic| resume_unwind(panic))]
    });
    both.into_iter().flatten().min_by_key(|(i, _)| *i).map(|(_, span)| span)
}

/// The number of matches in each chunk, for the last pattern counted.
#[derive(Default)]
struct Counts {
    pattern: String,
    length: usize,
    chunks: Vec<usize>,
}

impl Counts {
    /// The number of matches in the text and before `at`; `None` if the search was abandoned.
    fn count(
        &mut self,
        text: &Text,
        query: &SearchQuery,
        at: Span,
        alive: &(dyn Fn() -> bool + Sync),
    ) -> Option<(usize, usize)> {
        let range =
            |i: usize| Span::new(i * search::CHUNK_BYTES, ((i + 1) * search::CHUNK_BYTES).min(text.len()));
        if self.pattern != query.pattern.typed() || self.length != text.len() {
            let (next, count) = (AtomicUsize::new(0), text.len().div_ceil(search::CHUNK_BYTES));
            let work = || {
                let mut counted = Vec::new();
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    if i >= count || !alive() {
                        return counted;
                    }
                    counted.push((i, query.pattern.count(text, range(i))));
                }
            };
            let both = thread::scope(|scope| {
                let helper = (count > 4).then(|| scope.spawn(work));
                let own = work();
                let helped = helper.map(|helper| helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
                [own, helped.unwrap_or_default()]
            });
            if !alive() {
                return None;
            }
            let mut chunks = vec![0; count];
            both.into_iter().flatten().for_each(|(i, n)| chunks[i] = n);
            *self = Self { pattern: query.pattern.typed().to_owned(), length: text.len(), chunks };
        }
        let chunk = at.start / search::CHUNK_BYTES;
        let earlier: usize = self.chunks.iter().take(chunk).sum();
        let inside = query.pattern.count(text, Span::new(chunk * search::CHUNK_BYTES, at.start));
        Some((self.chunks.iter().sum(), earlier + inside))
    }
}
