//! A worker that searches, so that the screen never waits: the last question counts, older ones are given up.

use std::{
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc::{self, Sender},
    },
    thread,
};

use super::{
    Message, send,
    worker::{self, guarded},
};
use crate::{
    app::{Event, Found, Query},
    text::{Span, Text, movement::Direction, search},
};

/// What the worker does, as the person is told it.
const TASK: &str = "the search";

/// The worker, and what it was asked last.
pub struct Searcher {
    queries: Sender<(Text, Query)>,
    latest: Arc<AtomicU64>,
}

impl Searcher {
    /// Starts the worker.
    pub fn start(messages: &Sender<Message>) -> std::io::Result<Self> {
        let (queries, asked) = mpsc::channel::<(Text, Query)>();
        let latest = Arc::new(AtomicU64::new(0));
        let current = latest.clone();
        worker::spawn("search", TASK, messages, move |messages| {
            let mut counted = Counts::default();
            for (text, query) in asked {
                let alive = || current.load(Ordering::Relaxed) == query.serial;
                let answered = guarded(TASK, || answer(&text, &query, &mut counted, &alive, messages));
                if let Err(stopped) = answered {
                    send(messages, Event::Notice(stopped));
                }
            }
        })?;
        Ok(Self { queries, latest })
    }

    /// Gives up what is being searched and begins this.
    pub fn ask(&self, text: Text, query: Query) {
        self.latest.store(query.serial, Ordering::Relaxed);
        // If the worker has ended the search finds nothing, and says nothing.
        let _ = self.queries.send((text, query));
    }

    /// Gives up what is being searched.
    pub fn stop(&self) {
        self.latest.store(u64::MAX, Ordering::Relaxed);
    }
}

/// Finds what a query asks for, and then counts all matches if it asks for that, too.
fn answer(
    text: &Text,
    query: &Query,
    counted: &mut Counts,
    alive: &(dyn Fn() -> bool + Sync),
    messages: &Sender<Message>,
) {
    let serial = query.serial;
    let _span = tracing::debug_span!("search", serial, bytes = text.len()).entered();
    let Some((at, wrapped)) = find(text, query, alive) else { return };
    send(messages, Event::Found(Found::Match { serial, at, wrapped }));
    if let (true, Some(at)) = (query.count, at)
        && let Some((total, before)) = counted.count(text, query, at, alive)
    {
        send(messages, Event::Found(Found::Count { serial, total, before }));
    }
}

/// The match that a query wants, beginning again at the other end; none when it was given up.
fn find(text: &Text, query: &Query, alive: &(dyn Fn() -> bool + Sync)) -> Option<(Option<Span>, bool)> {
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

/// Chunks that are searched before a second thread helps: most searches end in the first ones.
const ALONE: usize = 4 * search::CHUNK;

/// The first match of a range, or the last one when searching backward.
fn find_in(text: &Text, query: &Query, range: Span, alive: &(dyn Fn() -> bool + Sync)) -> Option<Span> {
    let pattern = &query.pattern;
    let one = |range: Span, alive: &(dyn Fn() -> bool + Sync)| match query.direction {
        Direction::Forward => pattern.first(text, range.start, range.end, &mut || alive()),
        Direction::Backward => pattern.last(text, range.start, range.end, &mut || alive()),
    };
    let near = match query.direction {
        Direction::Forward => Span::new(range.start, (range.start + ALONE).min(range.end)),
        Direction::Backward => Span::new(range.end.saturating_sub(ALONE).max(range.start), range.end),
    };
    let found = one(near, alive);
    if found.is_some() || near == range {
        return found;
    }
    let far = match query.direction {
        Direction::Forward => Span::new(near.end, range.end),
        Direction::Backward => Span::new(range.start, near.start),
    };
    // Two threads take chunks in turn; the nearest match of either is the answer.
    let count = far.len().div_ceil(search::CHUNK);
    let chunk = |i: usize| match query.direction {
        Direction::Forward => {
            let start = far.start + i * search::CHUNK;
            Span::new(start, (start + search::CHUNK).min(far.end))
        }
        Direction::Backward => {
            let end = far.end - i * search::CHUNK;
            Span::new(end.saturating_sub(search::CHUNK).max(far.start), end)
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

/// How many matches each chunk has, for the last pattern that was counted.
#[derive(Default)]
struct Counts {
    pattern: String,
    length: usize,
    chunks: Vec<usize>,
}

impl Counts {
    /// How many matches there are, and how many before `at`; none when it was given up.
    fn count(
        &mut self,
        text: &Text,
        query: &Query,
        at: Span,
        alive: &(dyn Fn() -> bool + Sync),
    ) -> Option<(usize, usize)> {
        let range = |i: usize| Span::new(i * search::CHUNK, ((i + 1) * search::CHUNK).min(text.len()));
        if self.pattern != query.pattern.typed() || self.length != text.len() {
            let (next, count) = (AtomicUsize::new(0), text.len().div_ceil(search::CHUNK));
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
        let chunk = at.start / search::CHUNK;
        let earlier: usize = self.chunks.iter().take(chunk).sum();
        let inside = query.pattern.count(text, Span::new(chunk * search::CHUNK, at.start));
        Some((self.chunks.iter().sum(), earlier + inside))
    }
}
