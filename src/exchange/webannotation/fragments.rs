//! Fragment selectors: the place of a span as programs for the document's own format open it.
//!
//! A page of a PDF is `page=3` (RFC 3778), counted from the first page of the file, whatever its pages are called. A time in a
//! recording is `t=751,763` (W3C Media Fragments URI 1.0): from where the words begin to where the next ones do. A place in a book is an
//! EPUB Canonical Fragment Identifier 1.1, `epubcfi(/6/4!/4/10,/1:0,/1:7)`.

use serde::Serialize;

use super::super::Export;
use crate::text::{
    Span,
    structure::{Locator, LocatorKind, Ranges},
};

/// A fragment of a document.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Fragment {
    r#type: &'static str,
    #[serde(rename = "conformsTo")]
    conforms_to: &'static str,
    value: String,
}

impl Fragment {
    /// The fragment of a book with this identifier.
    pub fn of_book(identifier: String) -> Self {
        Self::new("http://www.idpf.org/epub/linking/cfi/epub-cfi.html", identifier)
    }

    fn new(conforms_to: &'static str, value: String) -> Self {
        Self { r#type: "FragmentSelector", conforms_to, value }
    }
}

/// The fragments of the document that a span of its text, in bytes, stands in.
pub fn of(export: &Export, span: Span) -> Vec<Fragment> {
    let structure = export.text.structure();
    let page = structure.physical_page(span.start);
    let page =
        page.map(|number| Fragment::new("http://tools.ietf.org/rfc/rfc3778", format!("page={number}")));
    // What is written has the time of a clock.
    let is_written =
        [LocatorKind::Message, LocatorKind::Post].iter().any(|&kind| structure.has_locators(kind));
    let time = if is_written { None } else { time(structure.locators(), span) };
    let time = time.map(|value| Fragment::new("http://www.w3.org/TR/media-frags/", value));
    page.into_iter().chain(time).collect()
}

/// The times from the first to the last one of a span, in seconds. The end is left out if no later time follows, since nothing tells it.
fn time(locators: &Ranges<Locator>, span: Span) -> Option<String> {
    let is_time = |locator: &&Locator| locator.kind == LocatorKind::Timestamp;
    let start = seconds(&locators.overlapping(span).into_iter().find(is_time)?.label)?;
    let next = locators.starting_from(span.end).iter().find(is_time).and_then(|time| seconds(&time.label));
    Some(match next.filter(|end| *end > start) {
        Some(end) => format!("t={start},{end}"),
        None => format!("t={start}"),
    })
}

/// The seconds of a time such as `00:12:31`, `12:31` or `00:12:31.5`.
fn seconds(label: &str) -> Option<f64> {
    let mut total = 0.0;
    let parts = label.trim_matches('#').split(':');
    if !(2..=3).contains(&parts.clone().count()) {
        return None;
    }
    for part in parts {
        let part: f64 =
            part.replace(',', ".").parse().ok().filter(|part: &f64| part.is_finite() && *part >= 0.0)?;
        total = total * 60.0 + part;
    }
    // A thousandth of a second is as exact as subtitles are.
    Some((total * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gloss::Schema,
        text::{Text, structure::Markup},
    };

    #[test]
    fn pages_are_counted_and_times_reach_to_the_next_one() {
        let time = |start, end, label: &str| Locator {
            span: Span::new(start, end),
            kind: LocatorKind::Timestamp,
            label: label.into(),
        };
        let locators = vec![time(0, 5, "00:12:31,250"), time(5, 10, "12:43"), time(10, 20, "later")];
        let markup = Markup { locators, pages: vec![0, 5, 5, 12], ..Markup::default() };
        let text = Text::structured("x".repeat(20), markup);
        let export = Export::new("a.pdf", text, [], Schema::builtin().into());
        let values = |start, end| -> Vec<String> {
            of(&export, Span::new(start, end)).into_iter().map(|fragment| fragment.value).collect()
        };
        assert_eq!(values(0, 3), ["page=1", "t=751.25,763"]);
        assert_eq!(values(0, 7), ["page=1", "t=751.25"], "the next time can't be read");
        assert_eq!(values(6, 7), ["page=3", "t=763"], "the second page is blank");
        assert_eq!(values(12, 13), ["page=4"]);
        assert_eq!(of(&Export::new("a", Text::new("x"), [], Schema::builtin().into()), Span::new(0, 1)), []);
    }

    #[test]
    fn the_time_of_a_message_is_none_of_a_recording() {
        let at = |kind, label: &str| Locator { span: Span::new(0, 5), kind, label: label.into() };
        let locators = vec![at(LocatorKind::Message, "4"), at(LocatorKind::Timestamp, "22:40")];
        let text = Text::structured("Hello", Markup { locators, ..Markup::default() });
        let export = Export::new("chat", text, [], Schema::builtin().into());
        assert_eq!(of(&export, Span::new(0, 5)), []);
    }

    #[test]
    fn only_a_time_has_seconds() {
        for (label, is) in [
            ("00:12:31", Some(751.0)),
            ("#00:04:22#", Some(262.0)),
            ("1:00:00.0625", Some(3600.063)),
            ("12:31", Some(751.0)),
            ("12", None),
            ("1:2:3:4", None),
            ("a:b", None),
            ("1:-2", None),
            ("1:inf", None),
            ("", None),
        ] {
            assert_eq!(seconds(label), is, "{label}");
        }
    }
}
