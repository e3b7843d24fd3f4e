//! An ordered pool of workers: work on many items on all cores, with the results in the order of the items, in memory that
//! doesn't grow with their number.

use std::{
    collections::BTreeMap,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread::{self, Scope},
};

/// How many items per core [`in_order`] may have in flight: handed to a worker, with a result that nobody has taken yet.
/// So many that no core waits for a slow item, unless it takes as long as 64 others.
const MAX_ITEMS_PER_CORE: usize = 64;

/// How many workers a pool has: one for each core.
pub fn workers() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Starts a pool that does `work` for each item, and returns its two ends, which may be given to two threads. At most
/// `max_in_flight` items are on their way between the two. The workers end once the first end is dropped and all is done, or
/// the second end is dropped.
pub fn pool<'scope, I, T>(
    scope: &'scope Scope<'scope, '_>,
    max_in_flight: usize,
    work: impl Fn(I) -> T + Send + Sync + 'scope,
) -> (Intake<I>, Results<T>)
where
    I: Send + 'scope,
    T: Send + 'scope,
{
    let (jobs, waiting_jobs) = mpsc::channel();
    let (done, results) = mpsc::channel();
    let (slots, taken_slots) = mpsc::sync_channel(max_in_flight);
    let shared = Arc::new((Mutex::new(waiting_jobs), work));
    for _ in 0..workers() {
        let (done, shared) = (done.clone(), shared.clone());
        scope.spawn(move || work_on(&shared.0, &shared.1, &done));
    }
    let intake = Intake { jobs, slots, sent: 0 };
    (intake, Results { done: results, slots: taken_slots, early: BTreeMap::new(), taken: 0 })
}

/// The end of a pool that takes items in.
pub struct Intake<I> {
    /// The workers end when this is dropped.
    jobs: Sender<(usize, I)>,
    /// Full when there are as many items in flight as there may be.
    slots: SyncSender<()>,
    sent: usize,
}

impl<I> Intake<I> {
    /// Hands an item to the workers, once there is room for it. Returns whether anybody still takes results.
    pub fn send(&mut self, item: I) -> bool {
        let number = self.sent;
        self.sent += 1;
        self.slots.send(()).is_ok() && self.jobs.send((number, item)).is_ok()
    }
}

/// The end of a pool that gives the results, in the order of the items. It ends once the other end is dropped and all
/// results are taken. A panic of the work goes on where its result is taken.
pub struct Results<T> {
    done: Receiver<Numbered<T>>,
    slots: Receiver<()>,
    /// What was done before its turn.
    early: BTreeMap<usize, thread::Result<T>>,
    taken: usize,
}

impl<T> Iterator for Results<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let result = loop {
            if let Some(result) = self.early.remove(&self.taken) {
                break result;
            }
            let (number, result) = self.done.recv().ok()?;
            self.early.insert(number, result);
        };
        self.taken += 1;
        // Its item was given a slot before.
        let _ = self.slots.recv();
        Some(result.unwrap_or_else(|panic| resume_unwind(panic)))
    }
}

/// Does `work` for each item, on all cores, and gives the results in order. No more is begun once they are dropped.
pub fn in_order<'scope, I, T, Items>(
    scope: &'scope Scope<'scope, '_>,
    items: Items,
    work: impl Fn(I) -> T + Send + Sync + 'scope,
) -> InOrder<Items::IntoIter, T>
where
    I: Send + 'scope,
    T: Send + 'scope,
    Items: IntoIterator<Item = I>,
{
    let max_in_flight = MAX_ITEMS_PER_CORE * workers();
    let (intake, results) = pool(scope, max_in_flight, work);
    InOrder { items: items.into_iter(), intake: Some(intake), results, max_in_flight }
}

/// Results of work, in the order of what it is done for. Items are taken only as results are.
pub struct InOrder<Items: Iterator, T> {
    items: Items,
    /// None once there are no more items.
    intake: Option<Intake<Items::Item>>,
    results: Results<T>,
    max_in_flight: usize,
}

impl<Items: Iterator, T> Iterator for InOrder<Items, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        while let Some(intake) = &mut self.intake
            && intake.sent - self.results.taken < self.max_in_flight
        {
            match self.items.next() {
                Some(item) => {
                    intake.send(item);
                }
                None => self.intake = None,
            }
        }
        self.results.next()
    }
}

/// A result with the number of its item. That of work which panicked is the panic.
type Numbered<T> = (usize, thread::Result<T>);

fn work_on<I, T>(jobs: &Mutex<Receiver<(usize, I)>>, work: &impl Fn(I) -> T, done: &Sender<Numbered<T>>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, item)) = next else { return };
        if done.send((number, catch_unwind(AssertUnwindSafe(|| work(item))))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_order() {
        // The first ones of each hundred take longest.
        let work = |n: usize| (0..(100 - n % 100) * 100).fold(n, |n, _| std::hint::black_box(n));
        let seen: Vec<_> = thread::scope(|scope| in_order(scope, 0..1000, work).collect());
        assert_eq!(seen, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn no_more_is_begun_than_is_wanted() {
        let begun = AtomicUsize::new(0);
        let work = |_| begun.fetch_add(1, Ordering::Relaxed);
        assert_eq!(thread::scope(|scope| in_order(scope, 0..1_000_000, work).take(3).count()), 3);
        assert!(begun.into_inner() <= MAX_ITEMS_PER_CORE * workers() + 3);
    }

    #[test]
    #[should_panic(expected = "the third")]
    fn a_panic_goes_on_where_the_result_is_taken() {
        thread::scope(|scope| in_order(scope, 0..1000, |n| assert!(n != 2, "the third")).for_each(drop));
    }

    #[test]
    fn nothing_is_taken_in_when_nobody_takes_results() {
        thread::scope(|scope| {
            let (mut intake, results) = pool(scope, 2, |n: usize| n);
            assert!(intake.send(1) && intake.send(2));
            drop(results);
            assert!(!intake.send(3));
        });
    }
}
