//! The loss when glosses are written to a format, or read from one: a count for each thing that could not be carried, and the
//! lines that were passed over.

use std::{collections::BTreeMap, fmt};

use super::{Export, Feature, Format, Unreadable};
use crate::gloss::{Field, Gloss, fields::FIELDS};

/// How many of the lines that were passed over are named. Chosen by hand.
const NAMED_LINES: usize = 3;

/// How many code points of the reason for passing over a line are told: it may quote the line. Chosen by hand.
const MAX_REASON_CODE_POINTS: usize = 160;

/// The number of lost things, by their name in the plural, and the lines that were passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    counts: BTreeMap<&'static str, usize>,
    /// How many lines, or other parts that a file has many of, were passed over.
    passed_over: usize,
    /// Why the first of these were passed over.
    reasons: Vec<String>,
}

impl Loss {
    /// Adds a number of lost things, named in the plural.
    pub fn add(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.counts.entry(what).or_default() += count;
        }
    }

    /// Notes a line (or another part that a file has many of) that can't be read, so that the rest of the file is.
    pub fn pass_over(&mut self, line: &Unreadable) {
        self.passed_over += 1;
        if self.reasons.len() < NAMED_LINES {
            self.reasons.push(cut(line.to_string()));
        }
    }

    /// Does `work` on a part of a file, and puts the part's name before the reasons for what it passes over.
    pub fn within<T>(&mut self, part: impl fmt::Display, work: impl FnOnce(&mut Self) -> T) -> T {
        let mut of_part = Self::default();
        let done = work(&mut of_part);
        for reason in &mut of_part.reasons {
            *reason = cut(format!("{part}: {reason}"));
        }
        self.append(&of_part);
        done
    }

    /// How many lines were passed over, since they can't be read.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// Why the first line was passed over.
    pub fn first_reason(&self) -> Option<&str> {
        self.reasons.first().map(String::as_str)
    }

    /// Adds another loss.
    pub fn append(&mut self, other: &Self) {
        for (what, count) in &other.counts {
            self.add(what, *count);
        }
        self.passed_over += other.passed_over;
        let free = NAMED_LINES.saturating_sub(self.reasons.len());
        self.reasons.extend(other.reasons.iter().take(free).cloned());
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.passed_over == 0
    }

    /// Adds the features of a document that a format doesn't carry; nothing for a codebook, which is not expected to
    /// hold glosses.
    pub fn count(&mut self, format: &Format, export: &Export) {
        if format.is_codebook {
            return;
        }
        for feature in Feature::all().filter(|&feature| !format.carries.has(feature)) {
            self.add(feature.plural, uses(export, feature));
        }
    }
}

/// A reason of no more than [`MAX_REASON_CODE_POINTS`].
fn cut(reason: String) -> String {
    match reason.char_indices().nth(MAX_REASON_CODE_POINTS) {
        Some((end, _)) => format!("{}…", &reason[..end]),
        None => reason,
    }
}

/// The number of times that a document uses a feature.
fn uses(export: &Export, feature: Feature) -> usize {
    match feature {
        Feature::OVERLAP => overlaps(export),
        Feature::SPLIT => export.in_place().filter(|placed| placed.place.spans.len() > 1).count(),
        Feature::ORPHANS => export.glosses.len() - export.in_place().count(),
        // Several fields with one feature, such as two dates, count once for a gloss.
        feature => {
            let fields: Vec<&Field> = FIELDS.iter().filter(|field| field.feature == Some(feature)).collect();
            let most = |gloss: &Gloss| fields.iter().map(|field| field.count(gloss)).max().unwrap_or(0);
            export.glosses.iter().map(|placed| most(&placed.gloss)).sum()
        }
    }
}

/// The number of spans that begin before an earlier one has ended.
fn overlaps(export: &Export) -> usize {
    let mut spans: Vec<_> = export.in_place().flat_map(|placed| placed.place.spans.iter().copied()).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut end = 0;
    let mut begins_inside = |span: &crate::text::Span| {
        let inside = span.start < end;
        end = end.max(span.end);
        inside
    };
    spans.iter().map(|span| usize::from(begins_inside(span))).sum()
}

/// Shows the loss to a person: `3 links, 1 note, 2 that can't be read (line 4: …; line 9: …)`.
impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (what, count)) in self.counts.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            let what = if *count == 1 { singular(what) } else { (*what).to_owned() };
            write!(f, "{comma}{count} {what}")?;
        }
        if self.passed_over > 0 {
            let comma = if self.counts.is_empty() { "" } else { ", " };
            let more = if self.passed_over > self.reasons.len() { "; …" } else { "" };
            let reasons = self.reasons.join("; ");
            write!(f, "{comma}{} that can't be read ({reasons}{more})", self.passed_over)?;
        }
        Ok(())
    }
}

/// The singular of a lost thing: a feature's own, else `link to nothing` for `links to nothing`.
fn singular(plural: &str) -> String {
    if let Some(feature) = Feature::all().find(|feature| feature.plural == plural) {
        return feature.singular.to_owned();
    }
    let words: Vec<&str> = plural.split(' ').collect();
    let follows = ["of", "on", "outside", "to", "with", "without"];
    let noun = words.iter().position(|word| follows.contains(word)).unwrap_or(words.len()).saturating_sub(1);
    let one = |(number, word): (usize, &&str)| match word.strip_suffix("sses").zip(word.strip_suffix("es")) {
        _ if number != noun => (*word).to_owned(),
        Some((_, one)) => one.to_owned(),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    words.iter().enumerate().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_passed_over_are_counted_and_the_first_are_named() {
        let mut loss = Loss::default();
        loss.add("links", 2);
        for line in 1..=4 {
            loss.pass_over(&Unreadable::at(line, "is no row"));
        }
        let told =
            "2 links, 4 that can't be read (line 1: is no row; line 2: is no row; line 3: is no row; …)";
        assert_eq!((loss.to_string().as_str(), loss.passed_over()), (told, 4));
        let mut long = Loss::default();
        long.pass_over(&Unreadable::new("“é”".repeat(100_000)));
        assert!(long.to_string().chars().count() < 200, "what a reason quotes is cut");
        long.append(&loss);
        assert_eq!((long.passed_over(), long.reasons.len()), (5, NAMED_LINES));
        let mut whole = Loss::default();
        whole.within("document 2", |loss| {
            loss.add("links", 1);
            loss.pass_over(&Unreadable::new("span 1: has no offsets"));
        });
        let told = "1 link, 1 that can't be read (document 2: span 1: has no offsets)";
        assert_eq!(whole.to_string(), told);
    }

    #[test]
    fn one_of_several_is_named() {
        for (plural, one) in [
            ("links", "link"),
            ("split spans", "split span"),
            ("wordless annotations", "wordless annotation"),
            ("glosses", "gloss"),
            ("codings of whole sources", "coding of whole sources"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
