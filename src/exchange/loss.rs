//! The loss when glosses are written to a format, or read from one: a count for each thing that could not be carried.

use std::{collections::BTreeMap, fmt};

use super::{Export, Feature, Format};
use crate::gloss::{Field, Gloss, fields::FIELDS};

/// How many of each thing were lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss(BTreeMap<&'static str, usize>);

impl Loss {
    /// Adds a number of lost things, named in the plural.
    pub fn add(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    /// Adds another loss.
    pub fn append(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            self.add(what, *count);
        }
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what a document has and a format doesn't carry; nothing for a codebook, of which nobody expects glosses.
    pub fn count(&mut self, format: &Format, export: &Export) {
        if format.is_codebook {
            return;
        }
        for feature in Feature::all().filter(|&feature| !format.carries.has(feature)) {
            self.add(feature.0, uses(export, feature));
        }
    }
}

/// How often a document has a feature.
fn uses(export: &Export, feature: Feature) -> usize {
    match feature {
        Feature::OVERLAP => overlaps(export),
        Feature::SPLIT => export.in_place().filter(|placed| placed.place.spans.len() > 1).count(),
        Feature::ORPHANS => export.glosses.len() - export.in_place().count(),
        // A gloss of two dates has its dates once.
        feature => {
            let fields: Vec<&Field> = FIELDS.iter().filter(|field| field.feature == Some(feature)).collect();
            let most = |gloss: &Gloss| fields.iter().map(|field| field.count(gloss)).max().unwrap_or(0);
            export.glosses.iter().map(|placed| most(&placed.gloss)).sum()
        }
    }
}

/// How many spans begin before one that stands earlier has ended.
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

/// As a person reads it: `3 links, 1 note`.
impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (what, count)) in self.0.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            let what = if *count == 1 { singular(what) } else { (*what).to_owned() };
            write!(f, "{comma}{count} {what}")?;
        }
        Ok(())
    }
}

/// One of these: `split spans` is `split span`, `links to nothing` is `link to nothing`.
fn singular(plural: &str) -> String {
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
    use super::singular;

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
