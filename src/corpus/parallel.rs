//! Work on many things on all cores, with the outcomes in the order of the things, in memory that doesn't grow with them.

use std::{
    collections::BTreeMap,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, Scope},
};

/// So many things for each core are begun at most before the first of them is taken.
const AHEAD: usize = 64;

/// Does `work` for each item, on all cores, and gives the outcomes in order. No more is begun once they are dropped.
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
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let (hand, handed) = mpsc::channel();
    let (give, given) = mpsc::channel();
    let shared = Arc::new((Mutex::new(handed), work));
    for _ in 0..cores {
        let (give, shared) = (give.clone(), shared.clone());
        scope.spawn(move || work_on(&shared.0, &shared.1, &give));
    }
    let (items, waiting) = (items.into_iter(), BTreeMap::new());
    InOrder { items, hand, given, waiting, most: AHEAD * cores, begun: 0, taken: 0 }
}

/// Outcomes of work, in the order of what it is done for; a panic of the work goes on where its outcome is taken.
pub struct InOrder<Items: Iterator, T> {
    items: Items,
    /// The workers end when this is dropped.
    hand: Sender<(usize, Items::Item)>,
    given: Receiver<Outcome<T>>,
    /// What was done before its turn.
    waiting: BTreeMap<usize, thread::Result<T>>,
    /// How many things are begun at most before the first of them is taken.
    most: usize,
    begun: usize,
    taken: usize,
}

impl<Items: Iterator, T> Iterator for InOrder<Items, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        while self.begun - self.taken < self.most
            && let Some(item) = self.items.next()
        {
            // The workers are there as long as this is.
            let _ = self.hand.send((self.begun, item));
            self.begun += 1;
        }
        if self.begun == self.taken {
            return None;
        }
        let outcome = loop {
            if let Some(outcome) = self.waiting.remove(&self.taken) {
                break outcome;
            }
            let (number, outcome) = self.given.recv().ok()?;
            self.waiting.insert(number, outcome);
        };
        self.taken += 1;
        Some(outcome.unwrap_or_else(|panic| resume_unwind(panic)))
    }
}

/// An outcome and its number; a panic is one that goes on where it is taken.
type Outcome<T> = (usize, thread::Result<T>);

fn work_on<I, T>(handed: &Mutex<Receiver<(usize, I)>>, work: &impl Fn(I) -> T, give: &Sender<Outcome<T>>) {
    loop {
        let next = handed.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, item)) = next else { return };
        if give.send((number, catch_unwind(AssertUnwindSafe(|| work(item))))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn outcomes_come_in_order() {
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
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        assert!(begun.into_inner() <= AHEAD * cores + 3);
    }

    #[test]
    #[should_panic(expected = "the third")]
    fn a_panic_goes_on_where_the_outcome_is_taken() {
        thread::scope(|scope| in_order(scope, 0..1000, |n| assert!(n != 2, "the third")).for_each(drop));
    }
}
