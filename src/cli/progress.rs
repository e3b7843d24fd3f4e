//! A progress bar on standard error, where that is a terminal, the work is long, and no results come on a terminal, too:
//! they would run into the bar.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar is drawn anew no more often than this.
const STEP: Duration = Duration::from_millis(100);

/// Cells of the bar.
const WIDTH: u64 = 40;

/// How far some work has come.
pub struct Progress {
    done: u64,
    /// How much there is in all, where that is known.
    total: Option<u64>,
    /// When it is drawn next; never, where nobody looks.
    next: Option<Instant>,
    drawn: bool,
}

impl Progress {
    /// Work that begins now.
    pub fn new(total: Option<u64>) -> Self {
        let is_shown = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let next = is_shown.then(|| Instant::now() + PATIENCE);
        Self { done: 0, total, next, drawn: false }
    }

    /// Counts `by` more as done.
    pub fn advance(&mut self, by: usize) {
        self.done += by as u64;
        if self.next.is_some_and(|next| Instant::now() >= next) {
            self.next = Some(Instant::now() + STEP);
            self.drawn = true;
            // A bar that can't be drawn is no reason to stop.
            let _ = write!(io::stderr(), "\r\x1b[K{}", bar(self.done, self.total));
        }
    }

    /// Takes the bar away, until it is drawn anew.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// The work is done.
    pub fn end(&mut self) {
        self.clear();
        self.next = None;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

fn bar(done: u64, total: Option<u64>) -> String {
    let Some(total) = total.filter(|&total| total > 0) else { return format!("{done} done") };
    let done = done.min(total);
    let full = done * WIDTH / total;
    let cells: String = (0..WIDTH).map(|i| if i < full { '█' } else { '░' }).collect();
    format!("{cells} {}%", done * 100 / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_up_and_not_further() {
        assert_eq!(bar(5, None), "5 done");
        assert!(bar(0, Some(8)).starts_with('░') && bar(0, Some(8)).ends_with(" 0%"));
        assert!(bar(4, Some(8)).contains("█░") && bar(9, Some(8)).ends_with("█ 100%"));
        assert_eq!(bar(3, Some(0)), "3 done");
    }
}
