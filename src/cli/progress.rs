//! A progress bar on standard error. It is shown if that is a terminal, the work is long, and no results go to a
//! terminal, too, where they would run into the bar.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

/// How long work must take before a bar is shown. Chosen by hand.
const SHOW_AFTER: Duration = Duration::from_millis(500);

/// The shortest time between two drawings of the bar. Chosen by hand.
const MIN_REDRAW_INTERVAL: Duration = Duration::from_millis(100);

/// The width of the bar, in cells. Chosen by hand.
const BAR_CELLS: u64 = 40;

/// The progress of some work.
pub struct Progress {
    done: u64,
    /// The amount of work, if it is known.
    total: Option<u64>,
    /// The time of the next drawing; `None` if the bar is never drawn.
    next: Option<Instant>,
    drawn: bool,
}

impl Progress {
    /// The progress of work that starts now.
    pub fn new(total: Option<u64>) -> Self {
        let is_shown = io::stderr().is_terminal() && !io::stdout().is_terminal();
        let next = is_shown.then(|| Instant::now() + SHOW_AFTER);
        Self { done: 0, total, next, drawn: false }
    }

    /// Counts `by` more units of work as done.
    pub fn advance(&mut self, by: usize) {
        self.done += by as u64;
        if self.next.is_some_and(|next| Instant::now() >= next) {
            self.next = Some(Instant::now() + MIN_REDRAW_INTERVAL);
            self.drawn = true;
            // A failure to draw the bar is no reason to stop the work.
            let _ = write!(io::stderr(), "\r\x1b[K{}", bar(self.done, self.total));
        }
    }

    /// Clears the bar until it is drawn again.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// Clears the bar for good.
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
    let full = done * BAR_CELLS / total;
    let cells: String = (0..BAR_CELLS).map(|i| if i < full { '█' } else { '░' }).collect();
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
