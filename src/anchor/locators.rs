//! Recording the locators of glosses: the pages, chapters, times and messages at which they stand.

use super::recorded_places;
use crate::{
    gloss::{Change, Citation, Gloss, Glosses, State},
    text::Text,
};

/// The changes with the locators of what they record in `text`. A gloss that doesn't stand there where it is recorded keeps its own.
pub fn with_locators(text: &Text, changes: Vec<Change>) -> Vec<Change> {
    let structure = text.structure();
    if structure.locators().is_empty() {
        return changes;
    }
    let after: Vec<&Gloss> = changes.iter().filter_map(|change| change.after.as_ref()).collect();
    let mut locators = recorded_places(text, &after).into_iter().zip(after).map(|(place, gloss)| {
        place.map_or_else(|| gloss.locator.clone(), |place| gloss.locator.renewed(structure, &place.spans))
    });
    let locators: Vec<Option<Citation>> =
        changes.iter().map(|change| change.after.as_ref().and_then(|_| locators.next())).collect();
    let with_locator = |(change, locator): (Change, Option<Citation>)| {
        let after = change.after.zip(locator).map(|(gloss, locator)| Gloss { locator, ..gloss });
        Change { before: change.before, after }
    };
    changes.into_iter().zip(locators).map(with_locator).collect()
}

/// The changes that record the locators of glosses anew which stand in `text` where they were recorded, as far as they are others now.
pub fn record_locators(text: &Text, glosses: &Glosses) -> Vec<Change> {
    let structure = text.structure();
    if structure.locators().is_empty() {
        return Vec::new();
    }
    let unchanged = glosses.in_state(State::Unchanged);
    let changed = unchanged.filter_map(|placed| {
        let (before, locator) = (&placed.gloss, placed.gloss.locator.renewed(structure, &placed.place.spans));
        let after = || Gloss { locator: locator.clone(), ..before.clone() };
        (before.locator != locator).then(|| Change::replace(before.clone(), after()))
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        anchor::selectors,
        gloss::{Id, Place, Placed},
        text::{
            Span,
            structure::{Locator, LocatorKind, Markup},
        },
    };

    fn paged() -> Text {
        let page = |start, end, label: &str| Locator {
            span: Span::new(start, end),
            kind: LocatorKind::Page,
            label: label.into(),
        };
        let markup = Markup { locators: vec![page(0, 6, "311"), page(6, 20, "312")], ..Markup::default() };
        Text::structured("One.\n\nTwo. Three.", markup)
    }

    fn gloss(text: &Text, start: usize, end: usize) -> Gloss {
        Gloss::new(Id::from_bits(1), "quote", selectors(text, &[Span::new(start, end)]))
    }

    #[test]
    fn what_is_recorded_gets_the_locator_of_its_place() {
        let text = paged();
        let (one, both) = (gloss(&text, 6, 10), gloss(&text, 0, 10));
        let removed = Change::remove(one.clone());
        let changes = vec![removed.clone(), Change::add(one.clone()), Change::replace(one.clone(), both)];
        let changes = with_locators(&text, changes);
        assert_eq!(changes[0], removed);
        let label =
            |at: usize| changes[at].after.as_ref().and_then(|after| after.locator.label(LocatorKind::Page));
        assert_eq!((label(1), label(2)), (Some("312"), Some("311–312")));
        assert_eq!(changes[2].before.as_ref(), Some(&one));
        let elsewhere = Text::new("Nothing of it.");
        let kept = with_locators(&elsewhere, changes.clone());
        assert_eq!(kept, changes, "a plain text has no locators to give");
    }

    #[test]
    fn a_locator_that_was_not_recorded_is_recorded() {
        let text = paged();
        let placed = |gloss: Gloss| Placed { gloss, place: Place::unchanged(vec![Span::new(6, 10)]) };
        let changes = record_locators(&text, &Glosses::new([placed(gloss(&text, 6, 10))]));
        let after = changes[0].after.clone().expect("changed");
        assert_eq!(after.locator.to_string(), "p. 312");
        assert_eq!(record_locators(&text, &Glosses::new([placed(after)])), []);
    }
}
