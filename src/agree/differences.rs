//! The differences between coders: passages with the versions of each coder, for a person to settle.

use crate::{
    gloss::{Attributes, Glosses, Placed},
    text::Span,
};

/// A version: a gloss that one or more coders made with the same kind, the same words and the same attributes.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The indices of the coders who made it, ascending.
    pub coders: Vec<usize>,
    /// The gloss of each of these coders.
    pub glosses: Vec<Placed>,
}

impl Version {
    /// The gloss of the first of these coders; there is always one.
    pub fn first(&self) -> &Placed {
        &self.glosses[0]
    }

    /// The span from its first byte to its last one.
    pub fn hull(&self) -> Span {
        self.first().place.hull().unwrap_or_default()
    }
}

/// A passage on which coders differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The span from the first to the last byte that any coder has tagged.
    pub hull: Span,
    /// The versions: those of the most coders first, then in the order of the text.
    pub versions: Vec<Version>,
    /// The indices of the coders who tagged nothing here, ascending.
    pub silent: Vec<usize>,
}

/// The choice of more than half of the coders on a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Majority {
    /// A version, by its index.
    Version(usize),
    /// No gloss.
    Nothing,
}

impl Difference {
    /// The choice of more than half of the coders, if that many agree.
    pub fn majority(&self, coders: usize) -> Option<Majority> {
        let is_of_most = |who: &[usize]| who.len() * 2 > coders;
        let version = self.versions.iter().position(|version| is_of_most(&version.coders));
        version.map(Majority::Version).or_else(|| is_of_most(&self.silent).then_some(Majority::Nothing))
    }
}

/// The result of a comparison, in the order of the text. Orphans are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// The versions that all coders made.
    pub agreed: Vec<Version>,
    /// The passages on which they differ.
    pub differences: Vec<Difference>,
    /// The length of the longest of these passages, in bytes.
    longest: usize,
}

impl Compared {
    /// The differences that share text with `span`.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &Difference> {
        let start = span.start.saturating_sub(self.longest);
        let from = self.differences.partition_point(|difference| difference.hull.start < start);
        let near =
            self.differences[from..].iter().take_while(move |difference| difference.hull.start < span.end);
        near.filter(move |difference| difference.hull.overlaps(span))
    }
}

/// Compares the glosses that several coders made of one text.
pub fn compare(coders: &[Glosses]) -> Compared {
    let (agreed, open): (Vec<Version>, Vec<Version>) =
        versions(coders).into_iter().partition(|version| version.coders.len() == coders.len());
    let passages = passages(open).into_iter();
    let differences: Vec<_> = passages.map(|versions| difference(versions, coders.len())).collect();
    let longest = differences.iter().map(|difference| difference.hull.len()).max().unwrap_or(0);
    Compared { agreed, differences, longest }
}

/// The versions of all coders, in the order of the text.
fn versions(coders: &[Glosses]) -> Vec<Version> {
    let mut all: Vec<(usize, &Placed)> = Vec::new();
    for (coder, glosses) in coders.iter().enumerate() {
        all.extend(
            glosses.iter().filter(|placed| placed.place.hull().is_some()).map(|placed| (coder, placed)),
        );
    }
    all.sort_by(|(a, one), (b, other)| {
        let place = |placed: &Placed| placed.place.spans.clone();
        (place(one), &one.gloss.tag, *a).cmp(&(place(other), &other.gloss.tag, *b))
    });
    let mut versions: Vec<Version> = Vec::new();
    for (coder, placed) in all {
        // Glosses on the same words follow each other.
        let same_words = |version: &&mut Version| version.first().place.spans == placed.place.spans;
        let alike = |version: &&mut Version| {
            let gloss = &version.first().gloss;
            gloss.tag == placed.gloss.tag
                && said(&gloss.attributes) == said(&placed.gloss.attributes)
                && !version.coders.contains(&coder)
        };
        match versions.iter_mut().rev().take_while(same_words).find(alike) {
            Some(version) => {
                version.coders.push(coder);
                version.glosses.push(placed.clone());
            }
            None => versions.push(Version { coders: vec![coder], glosses: vec![placed.clone()] }),
        }
    }
    versions
}

/// The attributes without blank ones.
fn said(attributes: &Attributes) -> Attributes {
    let said = attributes.iter().filter(|(_, value)| !value.is_blank());
    said.map(|(name, value)| (name, value.clone())).collect()
}

/// The versions grouped into passages: two versions are in one passage if they are about the same words, or if a chain of such
/// versions links them.
fn passages(versions: Vec<Version>) -> Vec<Vec<Version>> {
    let mut done: Vec<Vec<Version>> = Vec::new();
    // The passages to which a later version may still belong.
    let mut open: Vec<Vec<Version>> = Vec::new();
    for version in versions {
        let start = version.hull().start;
        let (mut passage, mut others) = (Vec::new(), Vec::new());
        for candidate in open {
            if candidate.iter().all(|other: &Version| other.hull().end <= start) {
                done.push(candidate);
            } else if candidate.iter().any(|other| are_about_the_same(other, &version)) {
                passage.extend(candidate);
            } else {
                others.push(candidate);
            }
        }
        passage.push(version);
        others.push(passage);
        open = others;
    }
    done.extend(open);
    done.sort_by_key(|passage| passage.iter().map(|version| version.hull().start).min());
    done
}

/// Whether two versions are about the same words: they share words and have the same kind, or they share more than half of the
/// text of the longer one.
fn are_about_the_same(one: &Version, other: &Version) -> bool {
    let (one, other) = (one.first(), other.first());
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let (spans, theirs) = (&one.place.spans, &other.place.spans);
    let shared: usize =
        spans.iter().flat_map(|a| theirs.iter().filter_map(|b| a.intersection(*b))).map(Span::len).sum();
    shared > 0 && (one.gloss.tag == other.gloss.tag || shared * 2 > length(spans).max(length(theirs)))
}

/// The difference that consists of these versions.
fn difference(mut versions: Vec<Version>, coders: usize) -> Difference {
    versions.sort_by_key(|version| (usize::MAX - version.coders.len(), version.hull().start));
    let hull = versions.iter().map(Version::hull).reduce(Span::hull).unwrap_or_default();
    let silent = |coder: &usize| versions.iter().all(|version| !version.coders.contains(coder));
    let silent = (0..coders).filter(silent).collect();
    Difference { hull, versions, silent }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        anchor,
        gloss::{Gloss, Id, Place, Value},
        text::Text,
    };

    const TEXT: &str = "The mill closed, Ada Brook said. Nobody was told. It opens again in May.";

    /// A coder's glosses: kind, words, speaker.
    fn coder(number: u64, made: &[(&str, &str, &str)]) -> Glosses {
        let text = Text::new(TEXT);
        Glosses::new(made.iter().enumerate().map(|(i, (tag, words, speaker))| {
            let at = TEXT.find(words).expect("in the text");
            let span = Span::new(at, at + words.len());
            let id = Id::from_bits(number * 100 + i as u64);
            let mut gloss = Gloss::new(id, *tag, vec![anchor::selector(&text, span)]);
            gloss.attributes.set("speaker", Value::from(*speaker));
            Placed { gloss, place: Place::unchanged(vec![span]) }
        }))
    }

    #[test]
    fn what_all_made_alike_is_agreed_and_the_rest_is_told_by_passage() {
        let coders = [
            coder(1, &[("quote", "The mill closed", "Ada Brook"), ("claim", "Nobody was told.", "")]),
            coder(2, &[("quote", "The mill closed, Ada", "Ada Brook"), ("claim", "Nobody was told.", "")]),
            coder(3, &[("quote", "The mill closed", "Ada Brook"), ("claim", "Nobody was told.", "")]),
        ];
        let Compared { agreed, differences, .. } = compare(&coders);
        assert_eq!((agreed.len(), agreed[0].coders.as_slice()), (1, &[0, 1, 2][..]));
        assert_eq!(differences.len(), 1);
        let made: Vec<_> =
            differences[0].versions.iter().map(|v| (v.hull().len(), v.coders.clone())).collect();
        assert_eq!(made, [(15, vec![0, 2]), (20, vec![1])], "those of most coders first");
        assert_eq!(
            (differences[0].majority(3), &differences[0].silent[..]),
            (Some(Majority::Version(0)), &[][..])
        );
    }

    #[test]
    fn another_kind_or_value_on_the_same_words_is_the_same_passage() {
        let coders = [
            coder(1, &[("quote", "The mill closed", "Ada Brook"), ("claim", "It opens again in May.", "")]),
            coder(2, &[("quote", "The mill closed", "Brook"), ("note", "It opens again in May.", "")]),
        ];
        let differences = compare(&coders).differences;
        assert_eq!(differences.iter().map(|d| d.versions.len()).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(differences[0].majority(2), None);
    }

    #[test]
    fn where_most_made_nothing_that_is_what_most_made() {
        let coders = [coder(1, &[("claim", "Nobody was told.", "")]), coder(2, &[]), coder(3, &[])];
        let differences = compare(&coders).differences;
        assert_eq!(differences[0].majority(3), Some(Majority::Nothing));
    }

    #[test]
    fn a_long_note_does_not_join_what_lies_in_it() {
        let coders = [coder(1, &[("note", TEXT, ""), ("quote", "The mill closed", "")]), coder(2, &[])];
        let differences = compare(&coders).differences;
        assert_eq!(differences.len(), 2);
        assert!(differences.iter().all(|difference| difference.silent == [1]));
        assert_eq!(differences[0].majority(2), None);
        assert_eq!(compare(&[]), Compared::default());
    }
}
