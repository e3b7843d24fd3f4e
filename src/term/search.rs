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
    suggest::Cancel,
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
        let search = RunningSearch { text: &text, query: &query, cancel };
        if let Err(stopped) = guarded(TASK, || search.answer(&mut counted, messages)) {
            send(messages, Event::Notice(stopped));
        }
    })
}

/// How many bytes are searched before a second thread helps: most searches end there. Chosen by hand.
const MAX_SINGLE_THREAD_BYTES: usize = 4 * search::CHUNK_BYTES;

/// A search of a text until it is abandoned.
#[derive(Clone, Copy)]
struct RunningSearch<'a> {
    text: &'a Text,
    query: &'a SearchQuery,
    cancel: &'a Cancel,
}

impl RunningSearch<'_> {
    /// Whether somebody still awaits the answer.
    fn is_awaited(self) -> bool {
        !self.cancel.is_cancelled()
    }

    /// Sends the match that the query asks for, then the count of matches if it asks for that as well.
    fn answer(self, counted: &mut Counts, messages: &Sender<Message>) {
        let serial = self.query.serial;
        let _span = tracing::debug_span!("search", serial, bytes = self.text.len()).entered();
        let Some((at, wrapped)) = self.find() else { return };
        send(messages, Event::SearchResult(SearchResult::Match { serial, at, wrapped }));
        if let (true, Some(at)) = (self.query.count, at)
            && let Some((total, before)) = counted.count(self, at)
        {
            send(messages, Event::SearchResult(SearchResult::Count { serial, total, before }));
        }
    }

    /// The match, continuing from the other end of the text if necessary; `None` if the search was abandoned.
    fn find(self) -> Option<(Option<Span>, bool)> {
        let (start, from, end) = (0, self.query.from, self.text.len());
        let (here, rest) = match self.query.direction {
            Direction::Forward => (Span::new(from, end), Span::new(start, from)),
            Direction::Backward => (Span::new(start, from), Span::new(from, end)),
        };
        for (range, wrapped) in [(here, false), (rest, true)] {
            if let Some(span) = self.find_in(range) {
                return Some((Some(span), wrapped));
            }
            if !self.is_awaited() {
                return None;
            }
        }
        Some((None, true))
    }

    /// The first match in a range, or the last one when searching backward.
    fn find_in(self, range: Span) -> Option<Span> {
        let (near, far) = match self.query.direction {
            Direction::Forward => {
                let border = (range.start + MAX_SINGLE_THREAD_BYTES).min(range.end);
                (Span::new(range.start, border), Span::new(border, range.end))
            }
            Direction::Backward => {
                let border = range.end.saturating_sub(MAX_SINGLE_THREAD_BYTES).max(range.start);
                (Span::new(border, range.end), Span::new(range.start, border))
            }
        };
        let found = self.find_alone(near);
        if found.is_some() || near == range { found } else { self.find_together(far) }
    }

    /// The same, found by this thread alone.
    fn find_alone(self, range: Span) -> Option<Span> {
        let Self { text, query, .. } = self;
        match query.direction {
            Direction::Forward => {
                query.pattern.first(text, range.start, range.end, &mut || self.is_awaited())
            }
            Direction::Backward => {
                query.pattern.last(text, range.start, range.end, &mut || self.is_awaited())
            }
        }
    }

    /// The same, found by two threads, which take alternate chunks; the nearer match is the answer.
    fn find_together(self, range: Span) -> Option<Span> {
        let count = range.len().div_ceil(search::CHUNK_BYTES);
        let chunk = |i: usize| match self.query.direction {
            Direction::Forward => {
                let start = range.start + i * search::CHUNK_BYTES;
                Span::new(start, (start + search::CHUNK_BYTES).min(range.end))
            }
            Direction::Backward => {
                let end = range.end - i * search::CHUNK_BYTES;
                Span::new(end.saturating_sub(search::CHUNK_BYTES).max(range.start), end)
            }
        };
        let (next, best) = (AtomicUsize::new(0), AtomicUsize::new(usize::MAX));
        let work = || {
            loop {
                let i = next.fetch_add(1, Ordering::Relaxed);
                if i >= count || i > best.load(Ordering::Relaxed) || !self.is_awaited() {
                    return None;
                }
                if let Some(span) = self.find_alone(chunk(i)) {
                    best.fetch_min(i, Ordering::Relaxed);
                    return Some((i, span));
                }
            }
        };
        let both = thread::scope(|scope| {
            let helper = scope.spawn(work);
            [work(), helper.join().unwrap_or_else(|panic| resume_unwind(panic))]
        });
        both.into_iter().flatten().min_by_key(|(i, _)| *i).map(|(_, span)| span)
    }
}

/// The number of matches in each chunk, for the last pattern counted.
#[derive(Default)]
struct Counts {
    /// The text and the pattern that were counted.
    of: Option<(Text, String)>,
    chunks: Vec<usize>,
}

impl Counts {
    /// The number of matches in the text and before `at`; `None` if the search was abandoned.
    fn count(&mut self, search: RunningSearch<'_>, at: Span) -> Option<(usize, usize)> {
        let RunningSearch { text, query, .. } = search;
        let range =
            |i: usize| Span::new(i * search::CHUNK_BYTES, ((i + 1) * search::CHUNK_BYTES).min(text.len()));
        let is_same = |(of, typed): &(Text, String)| of.is(text) && typed == query.pattern.typed();
        if !self.of.as_ref().is_some_and(is_same) {
            let (next, count) = (AtomicUsize::new(0), text.len().div_ceil(search::CHUNK_BYTES));
            let work = || {
                let mut counted = Vec::new();
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    if i >= count || !search.is_awaited() {
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
            if !search.is_awaited() {
                return None;
            }
            let mut chunks = vec![0; count];
            both.into_iter().flatten().for_each(|(i, n)| chunks[i] = n);
            *self = Self { of: Some((text.clone(), query.pattern.typed().to_owned())), chunks };
        }
        let chunk = at.start / search::CHUNK_BYTES;
        let earlier: usize = self.chunks.iter().take(chunk).sum();
        let inside = query.pattern.count(text, Span::new(chunk * search::CHUNK_BYTES, at.start));
        Some((self.chunks.iter().sum(), earlier + inside))
    }
}
