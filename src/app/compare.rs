//! Adjudication: going from one difference between coders to the next, and taking one version, several or none.
//!
//! A version that is taken becomes a gloss of the open document (the outcome); a version that is rejected becomes a
//! dismissal in it. Undo, saving and continuing on another day therefore work as in any document, and how far a
//! difference is settled follows from the two.

use super::{App, Comparison, SaveState};
use crate::{
    agree::{Difference, Majority, Version},
    anchor,
    command::Command,
    gloss::{Change, Dismissal, Generator, Gloss, Glosses, Id, Review, Transaction},
    text::{Span, movement::Direction},
};

/// How far a difference is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// No version was taken and none rejected.
    Open,
    /// All versions were rejected.
    Neither,
    /// The numbers of the versions that were taken.
    Taken(Vec<usize>),
}

impl Settlement {
    /// How far `difference` is settled by the glosses of an outcome, and by what was dismissed in it: a kind on a span.
    pub fn of(difference: &Difference, outcome: &Glosses, is_dismissed: impl Fn(&str, Span) -> bool) -> Self {
        let versions = difference.versions.iter().enumerate();
        let taken: Vec<usize> =
            versions.filter(|(_, version)| is_taken(version, outcome)).map(|(number, _)| number).collect();
        let is_unwanted = |version: &Version| {
            let first = version.first();
            let span = first.place.spans.first();
            span.is_some_and(|&span| is_dismissed(&first.gloss.tag, span))
        };
        if !taken.is_empty() {
            Self::Taken(taken)
        } else if difference.versions.iter().all(is_unwanted) {
            Self::Neither
        } else {
            Self::Open
        }
    }
}

/// Whether the outcome has a gloss equal to this version.
fn is_taken(version: &Version, outcome: &Glosses) -> bool {
    version.glosses.iter().any(|placed| outcome.get(&placed.gloss.id).is_some())
}

/// The message for a command that needs a comparison when there is none.
const NOT_COMPARING: &str = "no coders are compared; gloss compare does that";

impl App {
    /// Starts comparing what coders made.
    pub fn set_comparison(&mut self, comparison: Comparison) {
        self.comparison = Some(comparison);
        self.count_unsettled();
        self.say_what_is_left_to_settle();
    }

    /// Says what there is to take and to settle, until the first difference was shown.
    pub(super) fn say_what_is_left_to_settle(&mut self) {
        let Some(comparison) = self.comparison.as_ref().filter(|comparison| !comparison.is_begun) else {
            return;
        };
        let agreed = comparison.made.agreed.iter().filter(|version| !self.is_taken(version)).count();
        let (take, next) = (self.key_of(Command::TakeAgreed), self.key_of(Command::NextDifference));
        let agreed = (agreed > 0).then(|| format!("all agree on {agreed} not taken yet ({take} takes them)"));
        let open = match comparison.open {
            0 => "no difference is open".to_owned(),
            1 => format!("{next} goes to the one open difference"),
            open => format!("{next} goes to the first of {open} open differences"),
        };
        self.say(agreed.into_iter().chain([open]).collect::<Vec<_>>().join("; "));
    }

    /// The difference being shown, with its number.
    pub fn difference_here(&self) -> Option<(usize, &Difference)> {
        let number = self.cursor.difference?;
        Some((number, self.comparison.as_ref()?.made.differences.get(number)?))
    }

    /// Whether the outcome has a gloss equal to this version.
    fn is_taken(&self, version: &Version) -> bool {
        is_taken(version, &self.glosses)
    }

    /// The number of the first difference that is not settled.
    fn first_open(&self) -> Option<usize> {
        let differences = &self.comparison.as_ref()?.made.differences;
        differences.iter().position(|difference| self.settled(difference) == Settlement::Open)
    }

    /// How far `difference` is settled.
    pub fn settled(&self, difference: &Difference) -> Settlement {
        let is_dismissed = |tag: &str, span| self.suggestions.is_dismissed(self.text(), tag, span);
        Settlement::of(difference, &self.glosses, is_dismissed)
    }

    /// Counts the unsettled differences again after a change.
    pub(super) fn count_unsettled(&mut self) {
        let differences = self.comparison.iter().flat_map(|comparison| &comparison.made.differences);
        let open = differences.filter(|difference| self.settled(difference) == Settlement::Open).count();
        if let Some(comparison) = &mut self.comparison {
            comparison.open = open;
        }
    }

    /// Shows the next difference, or the previous one; the first call shows the first unsettled one, wherever the
    /// cursor is.
    pub(super) fn step_difference(&mut self, direction: Direction) {
        let start = self.cursor.selection.hull().start;
        let first_open = self.first_open();
        let Some(comparison) = &self.comparison else { return self.say(NOT_COMPARING) };
        let differences = &comparison.made.differences;
        let from = differences.partition_point(|difference| difference.hull.start < start);
        let next = match (direction, self.cursor.difference) {
            (Direction::Forward, Some(at)) => Some(at + 1),
            (Direction::Forward, None) if !comparison.is_begun => first_open.or(Some(from)),
            (Direction::Forward, None) => Some(from),
            (Direction::Backward, Some(at)) => at.checked_sub(1),
            (Direction::Backward, None) => from.checked_sub(1),
        };
        match next.filter(|next| *next < differences.len()) {
            Some(number) => self.show_difference(number),
            None if differences.is_empty() => self.say("the coders agree on everything"),
            None if direction == Direction::Backward => self.say("this is the first difference"),
            None => match first_open {
                None => {
                    let next = if self.has_next() { "; :n goes to the next document" } else { "" };
                    self.say(format!("this is the last difference; all are settled{next}"));
                }
                Some(number) if self.cursor.difference == Some(number) => {
                    self.say("this is the last difference, and the only open one");
                }
                Some(number) => {
                    let open = comparison.open;
                    self.show_difference(number);
                    self.say(format!("that was the last difference; this is the first of {open} still open"));
                }
            },
        }
    }

    /// Says how to get to a difference.
    fn say_what_is_next(&mut self) {
        self.say(format!("{} goes to the next difference", self.key_of(Command::NextDifference)));
    }

    /// Shows the difference with this number, and selects all of its words.
    pub(super) fn show_difference(&mut self, number: usize) {
        let differences = self.comparison.as_ref().map(|comparison| &comparison.made.differences);
        let Some(hull) = differences.and_then(|all| all.get(number)).map(|difference| difference.hull) else {
            return;
        };
        self.select(hull);
        self.cursor.difference = Some(number);
        if let Some(comparison) = &mut self.comparison {
            comparison.is_begun = true;
        }
    }

    /// Takes a version of the difference being shown, by its number from 1; if it is taken already, takes it back.
    pub(super) fn take_version(&mut self, number: usize) {
        let Some((at, difference)) = self.difference_here() else {
            self.say_what_is_next();
            return;
        };
        let Some(version) = number.checked_sub(1).and_then(|number| difference.versions.get(number)).cloned()
        else {
            let count = difference.versions.len();
            self.say(format!("there is no version {number}; there are {count}"));
            return;
        };
        let taken = version.glosses.iter().find_map(|placed| self.glosses.get(&placed.gloss.id));
        if let Some(taken) = taken.map(|placed| placed.gloss.clone()) {
            self.cursor.clear_target();
            if self.commit(format!("take back version {number}"), vec![Change::remove(taken)]) {
                self.say(format!("version {number} is taken back"));
            }
        } else {
            let gloss = self.outcome(&version);
            // The new gloss becomes the target, so that it can be corrected or given a note at once.
            self.cursor.set_target(gloss.id.clone());
            if self.commit(format!("take version {number}"), vec![Change::add(gloss)]) {
                let (note, next) = (self.key_of(Command::Note), self.key_of(Command::NextDifference));
                self.say(format!("version {number} is taken; {note} notes why, {next} goes on"));
            }
        }
        self.cursor.difference = Some(at);
    }

    /// Takes what most coders made (possibly nothing), and goes on to the next difference.
    pub(super) fn take_majority(&mut self) {
        let Some(comparison) = &self.comparison else { return self.say(NOT_COMPARING) };
        let Some((_, difference)) = self.difference_here() else {
            self.say_what_is_next();
            return;
        };
        match difference.majority(comparison.coders.len()) {
            Some(Majority::Version(number)) => {
                if !matches!(self.settled(difference), Settlement::Taken(taken) if taken.contains(&number)) {
                    self.take_version(number + 1);
                }
                self.go_on_if_saved(Vec::new());
            }
            Some(Majority::Nothing) => {
                self.take_none(Some("most coders tagged nothing there: none is taken"));
            }
            None => self.say(format!(
                "no version is that of most coders; its number takes one, {} none",
                self.key_of(Command::TakeNone)
            )),
        }
    }

    /// Rejects all versions of the difference being shown, for an optional reason, and goes on to the next
    /// difference.
    pub(super) fn take_none(&mut self, why: Option<&str>) {
        if self.comparison.is_none() {
            return self.say(NOT_COMPARING);
        }
        let Some((_, difference)) = self.difference_here() else {
            self.say_what_is_next();
            return;
        };
        let glosses = difference.versions.iter().flat_map(|version| &version.glosses);
        let taken = glosses.filter_map(|placed| self.glosses.get(&placed.gloss.id));
        let changes: Vec<Change> = taken.map(|placed| Change::remove(placed.gloss.clone())).collect();
        let removed = match changes.len() {
            0 => None,
            1 => Some(format!("1 taken gloss removed; {} takes it back", self.key_of(Command::Undo))),
            n => Some(format!("{n} taken glosses removed; {} takes them back", self.key_of(Command::Undo))),
        };
        let dismissed = difference.versions.iter().filter_map(|version| self.dismissal(version)).collect();
        let label = "take none".to_owned();
        self.commit_all(Transaction { label, changes, dismissed, ..Transaction::default() });
        self.go_on_if_saved(why.map(str::to_owned).into_iter().chain(removed).collect());
    }

    /// Goes on to the next difference if the change was saved, and reports what was done.
    fn go_on_if_saved(&mut self, mut said: Vec<String>) {
        if matches!(self.status.saved, SaveState::Yes) {
            self.status.message = None;
            self.step_difference(Direction::Forward);
            said.extend(self.status.message.take());
            self.status.message = (!said.is_empty()).then(|| said.join("; "));
        }
    }

    /// Takes everything that all coders agree on.
    pub(super) fn take_agreed(&mut self) {
        let Some(comparison) = &self.comparison else { return self.say(NOT_COMPARING) };
        let agreed = comparison.made.agreed.iter();
        let left = agreed.filter(|version| !self.is_taken(version));
        let changes: Vec<Change> = left.map(|version| Change::add(self.outcome(version))).collect();
        if changes.is_empty() {
            self.say("there is nothing left that all agree on");
            return;
        }
        let label = format!("take {} that all agree on", changes.len());
        if self.commit(&*label, changes) {
            self.cursor.clear_target();
            self.say(format!("{label}; {} takes them back", self.key_of(Command::Undo)));
        }
    }

    /// Toggles whether the coders' names are hidden.
    pub(super) fn change_blind(&mut self) {
        let Some(comparison) = &mut self.comparison else { return self.say(NOT_COMPARING) };
        comparison.blind = !comparison.blind;
        let now = if comparison.blind { "hidden" } else { "shown" };
        self.say(format!("the coders' names are {now}"));
    }

    /// The gloss that a version becomes: the gloss of the first coder who made it, with all its coders as provenance,
    /// and its links pointing to what becomes of the glosses at their ends.
    fn outcome(&self, version: &Version) -> Gloss {
        let first = version.first();
        let mut gloss = first.gloss.clone();
        gloss.selectors = anchor::selectors(self.text(), &first.place.spans);
        gloss.links.iter_mut().for_each(|link| link.to = self.representative(&link.to));
        let names = self.comparison.as_ref().map(|comparison| comparison.true_names(&version.coders));
        gloss.generator = Some(Generator::comparison(names.unwrap_or_default()));
        gloss.creator.clone_from(&self.settings.coder);
        gloss.created = Some(self.clock.now());
        gloss.modified = None;
        gloss.review = Review::default();
        gloss
    }

    /// The id of the gloss that stands for a coder's gloss: that of the first coder who made the same one.
    fn representative(&self, id: &Id) -> Id {
        let made = self.comparison.iter().map(|comparison| &comparison.made);
        let versions =
            made.flat_map(|made| made.agreed.iter().chain(made.differences.iter().flat_map(|d| &d.versions)));
        let is_in = |version: &&Version| version.glosses.iter().any(|placed| placed.gloss.id == *id);
        let found = versions.into_iter().find(is_in);
        found.map_or_else(|| id.clone(), |version| version.first().gloss.id.clone())
    }

    fn dismissal(&self, version: &Version) -> Option<Dismissal> {
        let first = version.first();
        let selector = anchor::selector(self.text(), *first.place.spans.first()?);
        let (exact, prefix, suffix) = (selector.exact, selector.prefix, selector.suffix);
        Some(Dismissal { tag: first.gloss.tag.clone(), exact, prefix, suffix })
    }
}
