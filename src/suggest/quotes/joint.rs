//! Joint speakers: "Lund and Kell said", "said Lund, Kell and the mayor".

use super::mention::{MAX_PHRASE_WORDS, Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::text::segment::language::WordList;

/// How many may speak together; chosen by hand.
const MAX_JOINT_SPEAKERS: usize = 8;

/// The longest description in a joint speaker, in words: a longer one is rather a clause. Chosen by hand.
const MAX_DESCRIPTION_WORDS: usize = 8;

impl Analysis<'_> {
    /// `first`, which stands after its verb, with those who are named together with it: "said Lund and Kell".
    pub(super) fn with_others_after(&self, first: Mention) -> Mention {
        if !self.may_join(first) {
            return first;
        }
        let mut all = first;
        for _ in 0..MAX_JOINT_SPEAKERS {
            let at = self.after_apposition(all);
            let joins = self.is(at, WordList::Joint);
            let listed = self.gap_before(at).trim() == "," && first.kind == MentionKind::Name;
            // ", and Kell" goes on with a list, but begins a clause after a single name.
            let described = at > self.word_at(all.phrase.end);
            let last =
                joins && (self.is_joined(at) || listed && (described || all.kind == MentionKind::Joint));
            if !last && (joins || !listed) {
                break;
            }
            let next = if last { self.phrase_after(at + 1) } else { self.name_at(at) };
            let Some(next) = next else { break };
            let whole = Mention {
                span: all.span.hull(next.span),
                phrase: all.phrase.hull(next.phrase),
                kind: MentionKind::Joint,
            };
            if last {
                return if self.may_join(next) && self.ends_list(next) { whole } else { first };
            }
            all = whole;
        }
        first
    }

    /// The number of the word after `name`, and after the apposition between commas behind it if another name is joined to that:
    /// "Reth, (the mayor,) and Olm".
    fn after_apposition(&self, name: Mention) -> usize {
        let at = self.word_at(name.phrase.end);
        let comma = |i: usize| self.gap_before(i).trim() == ",";
        if name.kind != MentionKind::Name || !comma(at) || !self.is(at, WordList::Article) {
            return at;
        }
        let near = at + 1..(at + MAX_DESCRIPTION_WORDS).min(self.words.len());
        let end = near.clone().find(|&i| !self.is_joined(i)).unwrap_or(near.end);
        let described = comma(end) && !(at..end).any(|i| self.is_finite(i));
        let joins = self.is(end, WordList::Joint) && self.is_name_word(end + 1) && self.is_joined(end + 1);
        if described && joins { end } else { at }
    }

    /// The name that begins with word `from`.
    fn name_at(&self, from: usize) -> Option<Mention> {
        let words = (from..from + MAX_DESCRIPTION_WORDS)
            .take_while(|&i| self.is_name_word(i) && (i == from || self.is_joined(i)) && !self.is_quoted(i));
        let end = from + words.count();
        (end > from).then(|| self.mention(from, end, MentionKind::Name))
    }

    /// `last`, which stands before its verb, with those who are named together with it: "Lund and Kell said".
    pub(super) fn with_others_before(&self, last: Mention) -> Mention {
        let start = self.word_at(last.phrase.start);
        let Some(and) =
            start.checked_sub(1).filter(|&i| self.is(i, WordList::Joint) && self.is_joined(start))
        else {
            return last;
        };
        let listed = self.gap_before(and).trim() == ",";
        // "the secretary of trade and industry"
        let noun = last.kind == MentionKind::Role && !self.is(start, WordList::Article);
        if noun && let Some(office) = self.phrase_before(and).filter(|office| self.is_office_of(*office)) {
            let phrase = office.phrase.hull(last.phrase);
            return Mention { span: phrase, phrase, kind: MentionKind::Role };
        }
        if !self.may_join(last) || !(self.is_joined(and) || listed) {
            return last;
        }
        let (mut all, mut at, mut count) = (last, and, 1);
        while count < MAX_JOINT_SPEAKERS
            && let Some(next) = self.phrase_before(at).filter(|next| self.may_join(*next))
        {
            let from = self.word_at(next.phrase.start);
            let comma = self.gap_before(at).contains(',');
            let names = next.kind == MentionKind::Name && last.kind == MentionKind::Name;
            let pair = [Some(from), from.checked_sub(1).filter(|_| self.is_joined(from))];
            let pair = pair.into_iter().flatten().find(|&i| self.is(i, WordList::Pair));
            if comma && !names || pair.is_none() && !self.begins_phrase(from) {
                break;
            }
            let first = pair.filter(|&i| self.is(i, WordList::Nobody)).unwrap_or(from);
            let opening = self.words[first].hull(next.phrase);
            let span = if self.is(first, WordList::Nobody) { opening } else { next.span };
            all = Mention {
                span: span.hull(last.span),
                phrase: opening.hull(last.phrase),
                kind: MentionKind::Joint,
            };
            (at, count) = (from, count + 1);
            if self.gap_before(at).trim() != "," {
                break;
            }
        }
        if listed && count < 3 { self.with_described_before(last, and) } else { all }
    }

    /// `last` with the name before the conjunction `and` that has an apposition between commas: "Reth, the mayor, and Olm said".
    fn with_described_before(&self, last: Mention, and: usize) -> Mention {
        let near = and.saturating_sub(MAX_DESCRIPTION_WORDS)..and;
        let article = near.rev().find(|&i| !self.is_joined(i));
        let first =
            article.filter(|&i| i > 0 && self.is(i, WordList::Article) && self.gap_before(i).trim() == ",");
        let name = first.and_then(|i| self.phrase_before(i)).filter(|name| name.kind == MentionKind::Name);
        match name.filter(|name| last.kind == MentionKind::Name && self.after_apposition(*name) == and) {
            Some(name) => Mention {
                span: name.span.hull(last.span),
                phrase: name.phrase.hull(last.phrase),
                kind: MentionKind::Joint,
            },
            None => last,
        }
    }

    /// Whether `mention` describes somebody by an office of something.
    fn is_office_of(&self, mention: Mention) -> bool {
        let (from, to) = (self.word_at(mention.phrase.start), self.word_at(mention.phrase.end));
        let belongs = (from + 1..to).find(|&i| self.is(i, WordList::Belonging));
        let bare = |of: usize| (of + 1..to).all(|i| self.word(i).starts_with(char::is_lowercase));
        mention.kind == MentionKind::Role
            && belongs.is_some_and(|of| {
                self.is(of - 1, WordList::Role) && bare(of) && !self.is(of + 1, WordList::Article)
            })
    }

    /// Whether nothing before word `i` in its clause may belong to the noun phrase that begins with it.
    fn begins_phrase(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return true };
        !self.is_joined(i)
            || self.begins_sentence(i)
            || self.is_quoted(before)
            || self.is(before, WordList::Complementizer)
            || self.is(before, WordList::Subordinator) && !self.is(before, WordList::Preposition)
    }

    /// Whether the noun phrase `mention` may be one of several that speak together: a name, a pronoun, or a description
    /// with an article, of an office or of many.
    fn may_join(&self, mention: Mention) -> bool {
        let (from, to) = (self.word_at(mention.phrase.start), self.word_at(mention.phrase.end));
        let verb = |i: usize| {
            let word = self.word(i);
            word.len() > 4 && word.ends_with("ed") && word.starts_with(char::is_lowercase)
        };
        match mention.kind {
            MentionKind::Name => true,
            MentionKind::Pronoun => !self.is(from, WordList::Oblique),
            MentionKind::Role => {
                to - from <= MAX_DESCRIPTION_WORDS
                    && (self.is(from, WordList::Article) || (from..to).any(|i| self.is(i, WordList::Role)))
                    && !(from + 1..to).any(|i| verb(i) && !self.is_attribute(i - 1))
            }
            MentionKind::Relative | MentionKind::Joint => false,
        }
    }

    /// Whether the clause goes on with no verb of its own after `mention`: not so in "said Lund and Kell nodded".
    fn ends_list(&self, mention: Mention) -> bool {
        let end = self.word_at(mention.phrase.end);
        let verb = |i: usize| self.is_finite(i) || self.is_aside(i);
        !((end..end + MAX_PHRASE_WORDS).take_while(|&i| self.is_joined(i)).take(2).any(verb))
    }
}
