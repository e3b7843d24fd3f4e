//! Work on many things on all cores, with the outcomes in the order of the things, in memory that doesn't grow with them.

use std::{
    collections::BTreeMap,
    num::NonZero,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

/// So many things for each core are begun at most before the first of them is taken.
const AHEAD: usize = 64;

/// Does `work` for each item, on all cores, and gives each outcome to `take`, in order, on this thread. No more is begun
/// once `take` breaks.
pub fn in_order<I: Send, T: Send>(
    mut items: impl Iterator<Item = I>,
    work: impl Fn(I) -> T + Sync,
    mut take: impl FnMut(T) -> ControlFlow<()>,
) {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let (hand, handed) = mpsc::channel();
    let (give, given) = mpsc::channel();
    let handed = Mutex::new(handed);
    thread::scope(|scope| {
        // Dropped on the way out, which is what the workers end by.
        let (hand, given) = (hand, given);
        for _ in 0..cores {
            let give = give.clone();
            let (handed, work) = (&handed, &work);
            scope.spawn(move || work_on(handed, work, &give));
        }
        let mut waiting = BTreeMap::new();
        let (mut begun, mut taken) = (0, 0);
        loop {
            while begun - taken < AHEAD * cores
                && let Some(item) = items.next()
            {
                // The workers are there as long as this is.
                let _ = hand.send((begun, item));
                begun += 1;
            }
            if begun == taken {
                return;
            }
            let Ok((number, outcome)) = given.recv() else { return };
            waiting.insert(number, outcome);
            while let Some(outcome) = waiting.remove(&taken) {
                taken += 1;
                if take(outcome.unwrap_or_else(|panic| resume_unwind(panic))).is_break() {
                    return;
                }
            }
        }
    });
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
        let mut seen = Vec::new();
        // The first ones of each hundred take longest.
        let work = |n: usize| (0..(100 - n % 100) * 100).fold(n, |n, _| std::hint::black_box(n));
        in_order(0..1000, work, |n| {
            seen.push(n);
            ControlFlow::Continue(())
        });
        assert_eq!(seen, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn no_more_is_begun_than_is_wanted() {
        let begun = AtomicUsize::new(0);
        let work = |_| begun.fetch_add(1, Ordering::Relaxed);
        let mut left = 3;
        in_order(0..1_000_000, work, |_| {
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        assert!(left == 0 && begun.into_inner() <= AHEAD * cores + 3);
    }

    #[test]
    #[should_panic(expected = "the third")]
    fn a_panic_goes_on_where_the_outcome_is_taken() {
        in_order(0..1000, |n| assert!(n != 2, "the third"), |()| ControlFlow::Continue(()));
    }
}
