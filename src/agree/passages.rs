//! Passages: the glosses of different coders that stand for the same thing, on which their labels are compared.
//!
//! Glosses that share text are grouped, the most similar first. A [`Passage`] has at most one gloss of each coder, and any two of
//! its glosses share text. So it is one thing that coders saw the same way, or differently, or not at all. (The differences
//! that a person has to settle are grouped [in another way](super::compare), since two glosses of one coder may stand against
//! one of another.)

use crate::{
    gloss::{Glosses, Placed},
    text::Span,
};

/// A passage: the glosses of different coders at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage<'a> {
    /// The gloss of each coder, in the order of the coders; `None` for a coder without one here. At least one is there.
    pub glosses: Vec<Option<&'a Placed>>,
}

impl<'a> Passage<'a> {
    /// The glosses of the passage, each with the index of its coder.
    pub fn present(&self) -> impl Iterator<Item = (usize, &'a Placed)> {
        self.glosses.iter().enumerate().filter_map(|(coder, placed)| Some((coder, (*placed)?)))
    }

    /// The span from the first byte to the last one of all glosses.
    pub fn hull(&self) -> Span {
        let hulls = self.present().filter_map(|(_, placed)| placed.place.hull());
        hulls.reduce(Span::hull).unwrap_or_default()
    }

    /// How much coders differ, from 0 to 1: the mean over all pairs of coders of whom at least one has a gloss here. A pair counts 1
    /// if only one of them has a gloss. Otherwise the text that they don't share counts one half, and different kinds the other.
    pub fn dispute(&self) -> f64 {
        let (mut sum, mut pairs) = (0.0, 0.0);
        for (i, one) in self.glosses.iter().enumerate() {
            for other in &self.glosses[i + 1..] {
                sum += match (one, other) {
                    (Some(one), Some(other)) => gloss_difference(one, other),
                    (None, None) => continue,
                    _ => 1.0,
                };
                pairs += 1.0;
            }
        }
        if pairs > 0.0 { sum / pairs } else { 0.0 }
    }
}

/// The passages of a document, in the order of its text. Each gloss that has a place is in one of them. The glosses of a passage
/// are in the order of `coders`.
pub fn passages<'a>(coders: &[&'a Glosses]) -> Vec<Passage<'a>> {
    let all: Vec<(usize, &Placed)> = {
        let of = |(coder, glosses): (usize, &&'a Glosses)| {
            glosses.iter().map(move |placed| (coder, placed)).collect::<Vec<_>>()
        };
        let mut all: Vec<_> = coders.iter().enumerate().flat_map(of).collect();
        all.retain(|(_, placed)| placed.place.hull().is_some_and(|hull| !hull.is_empty()));
        all.sort_by_key(|(coder, placed)| (placed.place.hull(), *coder));
        all
    };
    let mut members: Vec<Vec<usize>> = (0..all.len()).map(|number| vec![number]).collect();
    let mut home: Vec<usize> = (0..all.len()).collect();
    for (_, one, other) in pairs(&all) {
        let (to, from) = (home[one], home[other]);
        let fits = |a: &usize, b: &usize| all[*a].0 != all[*b].0 && shared(all[*a].1, all[*b].1) > 0;
        if to != from && members[to].iter().all(|a| members[from].iter().all(|b| fits(a, b))) {
            let coming = std::mem::take(&mut members[from]);
            for &number in &coming {
                home[number] = to;
            }
            members[to].extend(coming);
        }
    }
    let passage = |members: &Vec<usize>| {
        let mut glosses = vec![None; coders.len()];
        for &number in members {
            glosses[all[number].0] = Some(all[number].1);
        }
        Passage { glosses }
    };
    let mut passages: Vec<Passage> =
        members.iter().filter(|members| !members.is_empty()).map(passage).collect();
    passages.sort_by_key(Passage::hull);
    passages
}

/// The pairs of glosses of different coders that share text, each with its difference and the indices of both; the most similar
/// first.
fn pairs(all: &[(usize, &Placed)]) -> Vec<(f64, usize, usize)> {
    let mut pairs = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (number, (coder, placed)) in all.iter().enumerate() {
        let start = placed.place.hull().unwrap_or_default().start;
        open.retain(|&other| all[other].1.place.hull().is_some_and(|hull| hull.end > start));
        let others =
            open.iter().filter(|other| all[**other].0 != *coder && shared(all[**other].1, placed) > 0);
        pairs.extend(others.map(|&other| (pair_rank(all[other].1, placed), other, number)));
        open.push(number);
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    pairs
}

/// The order of pairs: their difference, and a little more for those with different attributes.
fn pair_rank(one: &Placed, other: &Placed) -> f64 {
    let said = if one.gloss.attributes == other.gloss.attributes { 0.0 } else { 1e-6 };
    gloss_difference(one, other) + said
}

/// The difference of two glosses, from 0 to 1: half for the share of text that only one of them has, half for different kinds.
fn gloss_difference(one: &Placed, other: &Placed) -> f64 {
    let length = |placed: &Placed| placed.place.spans.iter().map(|span| span.len()).sum::<usize>();
    let both = shared(one, other);
    let either = length(one) + length(other) - both;
    let kind = if one.gloss.tag == other.gloss.tag { 0.0 } else { 0.5 };
    kind + 0.5 * (1.0 - both as f64 / either.max(1) as f64)
}

/// The number of bytes that two glosses share.
fn shared(one: &Placed, other: &Placed) -> usize {
    let with = |span: &Span| {
        other.place.spans.iter().filter_map(|theirs| span.intersection(*theirs)).map(Span::len).sum::<usize>()
    };
    one.place.spans.iter().map(with).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        agree::ratings::tests::assert_near,
        gloss::{Gloss, Id, Place, Value},
    };

    /// Kind, ranges of bytes, speaker.
    type Said<'a> = (&'a str, &'a [(usize, usize)], &'a str);

    fn coder(number: u64, glosses: &[Said]) -> Glosses {
        Glosses::new(glosses.iter().zip(number * 100..).map(|((kind, spans, speaker), id)| {
            let mut gloss = Gloss::new(Id::from_bits(id), *kind, Vec::new());
            if !speaker.is_empty() {
                gloss.attributes.set("speaker", Value::from(*speaker));
            }
            let spans = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
            Placed { gloss, place: Place::unchanged(spans) }
        }))
    }

    /// The kinds that coders have in each passage.
    fn kinds(coders: &[&Glosses]) -> Vec<Vec<String>> {
        let kind =
            |placed: Option<&Placed>| placed.map_or_else(String::new, |placed| placed.gloss.tag.clone());
        passages(coders).iter().map(|passage| passage.glosses.iter().copied().map(kind).collect()).collect()
    }

    #[test]
    fn what_is_on_the_same_text_is_one_thing_however_it_was_seen() {
        let one = coder(
            1,
            &[
                ("quote", &[(0, 10)], "Ned"),
                ("quote", &[(20, 30)], "Ned"),
                ("claim", &[(40, 50)], ""),
                ("claim", &[(60, 70)], ""),
                ("claim", &[(80, 90)], ""),
            ],
        );
        let other = coder(
            2,
            &[
                ("quote", &[(0, 10)], "Ned"),
                ("quote", &[(20, 28)], "Mara"),
                ("quote", &[(40, 50)], ""),
                ("claim", &[(60, 64), (66, 70)], ""),
            ],
        );
        let found = kinds(&[&one, &other]);
        assert_eq!(
            found,
            [["quote", "quote"], ["quote", "quote"], ["claim", "quote"], ["claim", "claim"], ["claim", ""]]
        );
    }

    #[test]
    fn glosses_of_the_same_kind_belong_together_before_others() {
        let one = coder(1, &[("claim", &[(0, 20)], ""), ("quote", &[(0, 20)], "")]);
        let other = coder(2, &[("quote", &[(0, 12)], ""), ("claim", &[(2, 20)], "")]);
        assert_eq!(kinds(&[&one, &other]), [["quote", "quote"], ["claim", "claim"]]);
    }

    #[test]
    fn what_shares_no_text_is_never_put_together() {
        let (one, two) = (coder(1, &[("claim", &[(0, 10)], "")]), coder(2, &[("claim", &[(8, 20)], "")]));
        let three = coder(3, &[("claim", &[(18, 30)], "")]);
        let found = passages(&[&one, &two, &three]);
        assert_eq!(found.len(), 2);
        for passage in &found {
            let present: Vec<&Placed> = passage.present().map(|(_, placed)| placed).collect();
            assert!(present.windows(2).all(|two| shared(two[0], two[1]) > 0));
        }
        // Two parts with the other one between them.
        let (apart, between) =
            (coder(1, &[("quote", &[(0, 5), (20, 25)], "")]), coder(2, &[("quote", &[(8, 15)], "")]));
        assert_eq!(passages(&[&apart, &between]).len(), 2);
    }

    #[test]
    fn every_gloss_with_a_place_is_in_one_passage_in_the_documents_order() {
        let one = coder(1, &[("claim", &[(30, 40)], ""), ("claim", &[], ""), ("quote", &[(0, 50)], "")]);
        let two = coder(2, &[("claim", &[(35, 38)], ""), ("claim", &[(31, 33)], "")]);
        let none = Glosses::default();
        let found = passages(&[&one, &two, &none]);
        assert_eq!(found.iter().map(|passage| passage.present().count()).sum::<usize>(), 4);
        assert!(found.is_sorted_by_key(Passage::hull));
        assert!(found.iter().all(|passage| passage.glosses.len() == 3));
    }

    #[test]
    fn dispute_grows_with_what_coders_don_t_share() {
        let one = coder(1, &[("claim", &[(0, 10)], "")]);
        let of = |other: &Glosses| passages(&[&one, other])[0].dispute();
        let same = coder(2, &[("claim", &[(0, 10)], "")]);
        let half = coder(2, &[("claim", &[(0, 5)], "")]);
        let kind = coder(2, &[("quote", &[(0, 10)], "")]);
        let found = [of(&same), of(&half), of(&kind), of(&Glosses::default())];
        for (found, expected) in found.into_iter().zip([0.0, 0.25, 0.5, 1.0]) {
            assert_near(Some(found), expected, 1e-12);
        }
    }
}
