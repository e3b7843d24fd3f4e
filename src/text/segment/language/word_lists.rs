//! The names of the word lists that a language may have, and the set of lists that a word stands in.

/// A list of words. The heads of the files under `assets/en/` explain each list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordList {
    /// Names that are written with a final exclamation mark ("Yahoo!").
    Bang,
    /// Words that begin sentences and hardly ever continue a name.
    Starter,
    /// Days, months and time zones.
    Day,
    /// Words that begin a sentence without a capital in careless writing.
    Casual,
    /// Words that close a letter, above the name ("Regards").
    Closing,
    /// Words that open a time phrase before the main clause.
    Front,
    /// Words after an apostrophe for missing letters ('twas).
    Elision,
    /// Words before an apostrophe for missing letters (o').
    Clipped,
    /// Letters between two apostrophes that are a word (rock 'n' roll).
    Enclosed,
    /// Words that hardly ever follow a plural possessive.
    Linking,
    /// Words that join two clauses ("and").
    Coordinator,
    /// Words that begin a clause of their own ("because").
    Subordinator,
    /// Words that begin a clause together with the subordinator after them ("parce que").
    Compound,
    /// Words that begin a clause after a verb of speech ("that").
    Relative,
    /// Pronouns that a verb follows.
    Subject,
    /// Words that begin a subject of several words.
    Determiner,
    /// Verb forms that can't be recognised by their ending.
    Verb,
    /// Titles before a name.
    Honorific,
    /// Persons named by an office or a relation.
    Role,
    /// Words that show that a name is not a person's.
    Group,
    /// Words that may stand between a subject and its verb.
    Aside,
    /// Prepositions.
    Preposition,
    /// Pronouns that may refer to a speaker.
    Pronoun,
    /// Verbs of speech and thought.
    Cue,
    /// Verbs of speech and thought that often report nothing.
    Weak,
    /// Kinds of works, which a title may follow.
    Work,
    /// Small words within names ("van").
    Particle,
    /// Nouns of speech ("statement").
    Speech,
    /// First words of the fixed phrases before a speaker ("according").
    Opener,
    /// First names of men.
    Male,
    /// First names of women.
    Female,
    /// Verbs that become verbs of speech with one of [`Self::PhrasalAdverb`] after them ("went on").
    Phrasal,
    /// Personal pronouns as they are written within a sentence.
    Nominative,
    /// Words of one letter that are written with a capital and are no initials ("A").
    Single,
    /// Words that have their capital anywhere ("I").
    Capital,
    /// Abbreviations that are words, too ("no").
    Homograph,
    /// Words before an ordinal number that is written with a full stop ("am 3. Mai").
    Ordinal,
    /// Nouns after an ordinal number that is written with a full stop ("19. Jahrhundert").
    Counted,
    /// Words that lose their last letter before an apostrophe ("l'art").
    Elided,
    /// The parts of a book that a heading numbers ("chapter").
    Division,
    /// Number words in such a heading ("one").
    Numeral,
    /// Adverbs that make a verb of [`Self::Phrasal`] a verb of speech ("went on").
    PhrasalAdverb,
    /// Articles and possessive pronouns, after which a noun follows.
    Article,
    /// The definite article ("the spokesman").
    Definite,
    /// Possessive pronouns that name a speaker ("his remark").
    Possessive,
    /// Forms of cues that are finite verbs and nothing else.
    Finite,
    /// Plural forms of cues that may stand before their subject ("…," say officials).
    BareCue,
    /// Subjects that do not speak.
    Impersonal,
    /// Words before an infinitive ("to").
    Infinitive,
    /// Words that can't be in a noun phrase.
    PhraseEnd,
    /// Pronouns that are objects.
    Oblique,
    /// Words that begin no noun phrase.
    Expletive,
    /// Pronouns for a man.
    Masculine,
    /// Pronouns for a woman.
    Feminine,
    /// Words before a verb that shares the subject of another verb ("wants to say").
    Dependent,
    /// Nouns for a time.
    Period,
    /// Words before a time ("last week").
    TimeLead,
    /// Relative pronouns.
    RelativePronoun,
    /// The word that begins a report or a relative clause ("that").
    Complementizer,
    /// Cues that name who is spoken to.
    Telling,
    /// Forms of the verb that makes a passive.
    Be,
    /// Words before a participle in a comparison ("as reported").
    Comparison,
    /// Verbs that give a name ("a plan called").
    Naming,
    /// Words before the agent of a passive ("by").
    Agent,
    /// Words that begin a clause within a report.
    Attached,
    /// Words at the beginning of a statement that are not part of it.
    Leading,
    /// Words within a name ("Bank of England").
    NameLink,
    /// Words that negate what follows them.
    Negation,
    /// Words of time or manner that end a noun phrase ("said Lund again").
    Adverb,
    /// Prepositions that tell whose or of what a noun is ("the head of the bank").
    Belonging,
    /// Prepositions that tell more about a verb than about the noun before them ("said Lund after the vote").
    Adjunct,
    /// Verbs that become verbs of speech with one of [`Self::IdiomObject`] after them ("put it").
    Idiom,
    /// The object of such a verb.
    IdiomObject,
    /// The letter between a verb and a pronoun after it ("demanda-t-il").
    Euphonic,
    /// Nouns for one who speaks for others ("the spokesman").
    Envoy,
    /// The dashes with which a turn of a dialogue begins.
    Dialogue,
    /// Nouns that end like an adverb ("family").
    LyNoun,
    /// Words that join those who speak together ("and").
    Joint,
    /// Words before two who speak together ("both").
    Pair,
    /// Words for nobody, with which a subject begins ("neither of them").
    Nobody,
    /// Offices that "to" belongs to ("an aide to the mayor").
    Attache,
    /// Verbs of asking, to which a short quotation may be the answer.
    Asking,
    /// Words that begin an answer ("yes").
    Answer,
    /// Verbs that give a name to somebody ("they call him").
    NameGiver,
    /// Verbs whose object may be a work, so that a title may follow ("she sang").
    WorkVerb,
    /// Nouns before words that stand for themselves ("the word “lock”").
    Metaword,
    /// Verbs that are verbs of speech with one of [`Self::Prefix`] at the end of their clause ("fügte … hinzu").
    Separable,
    /// Prefixes that stand apart from their verb.
    Prefix,
    /// Words that stand for the verb of speech right after a quotation ("so Lund").
    Quotative,
    /// Prepositions that tell whose view a sentence is, at its beginning ("pour Lund").
    Viewpoint,
    /// Verb forms of reported speech, whose subject is not who says it ("sei").
    Reported,
    /// Words before a colon that name what stands after it and not who says it ("Photo").
    Label,
    /// Words for who speaks or is spoken to ("je", "ton").
    Interlocutor,
    /// Subjects that are anybody: "If (you) say", "as the (saying) goes".
    Generic,
    /// Titles and kinds of places whose name is of what follows: "Duke of Ostmark", "Isle of Moor".
    Domain,
    /// Pronouns for what is no person ("it says so on the label").
    Thing,
    /// Pronouns of who speaks ("I").
    FirstPerson,
}

/// The number of lists.
pub(super) const COUNT: usize = WordList::FirstPerson as usize + 1;

impl WordList {
    /// Whether a word is only in the list if it has the case that is listed.
    const fn is_cased(self) -> bool {
        matches!(
            self,
            Self::Bang
                | Self::Starter
                | Self::Day
                | Self::Casual
                | Self::Honorific
                | Self::Group
                | Self::Male
                | Self::Female
                | Self::Nominative
                | Self::Single
                | Self::Capital
                | Self::Counted
                | Self::PhrasalAdverb
                | Self::Definite
                | Self::Possessive
                | Self::Infinitive
                | Self::PhraseEnd
                | Self::Oblique
                | Self::Dependent
                | Self::Period
                | Self::TimeLead
                | Self::RelativePronoun
                | Self::Complementizer
                | Self::Be
                | Self::Comparison
                | Self::Naming
                | Self::Agent
                | Self::Attached
                | Self::NameLink
                | Self::Negation
        )
    }
}

/// The lists that contain a word, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordLists(pub(super) u128);

const _: () = assert!(COUNT <= u128::BITS as usize, "a list is a bit");

impl WordLists {
    /// The lists whose words must have the case that is listed.
    pub(super) const CASED: u128 = {
        let (mut bits, mut i) = (0_u128, 0);
        while i < NAMES.len() {
            if NAMES[i].1.is_cased() {
                bits |= 1 << i;
            }
            i += 1;
        }
        bits
    };

    /// The set that holds `list` alone.
    pub(super) const fn of(list: WordList) -> Self {
        Self(1 << list as u128)
    }

    /// Whether `list` contains the word.
    pub(crate) const fn has(self, list: WordList) -> bool {
        self.0 & Self::of(list).0 != 0
    }
}

/// The first word of a line in a file, and the list that the line's other words go to; in the order of [`WordList`].
pub(super) const NAMES: [(&str, WordList); COUNT] = [
    ("bang", WordList::Bang),
    ("starter", WordList::Starter),
    ("day", WordList::Day),
    ("casual", WordList::Casual),
    ("closing", WordList::Closing),
    ("front", WordList::Front),
    ("elision", WordList::Elision),
    ("clipped", WordList::Clipped),
    ("enclosed", WordList::Enclosed),
    ("linking", WordList::Linking),
    ("coordinator", WordList::Coordinator),
    ("subordinator", WordList::Subordinator),
    ("compound", WordList::Compound),
    ("relative", WordList::Relative),
    ("subject", WordList::Subject),
    ("determiner", WordList::Determiner),
    ("verb", WordList::Verb),
    ("honorific", WordList::Honorific),
    ("role", WordList::Role),
    ("group", WordList::Group),
    ("aside", WordList::Aside),
    ("preposition", WordList::Preposition),
    ("pronoun", WordList::Pronoun),
    ("cue", WordList::Cue),
    ("weak", WordList::Weak),
    ("work", WordList::Work),
    ("particle", WordList::Particle),
    ("speech", WordList::Speech),
    ("opener", WordList::Opener),
    ("male", WordList::Male),
    ("female", WordList::Female),
    ("phrasal", WordList::Phrasal),
    ("nominative", WordList::Nominative),
    ("single", WordList::Single),
    ("capital", WordList::Capital),
    ("homograph", WordList::Homograph),
    ("ordinal", WordList::Ordinal),
    ("counted", WordList::Counted),
    ("elided", WordList::Elided),
    ("division", WordList::Division),
    ("numeral", WordList::Numeral),
    ("phrasal-adverb", WordList::PhrasalAdverb),
    ("article", WordList::Article),
    ("definite", WordList::Definite),
    ("possessive", WordList::Possessive),
    ("finite", WordList::Finite),
    ("bare-cue", WordList::BareCue),
    ("impersonal", WordList::Impersonal),
    ("infinitive", WordList::Infinitive),
    ("phrase-end", WordList::PhraseEnd),
    ("oblique", WordList::Oblique),
    ("expletive", WordList::Expletive),
    ("masculine", WordList::Masculine),
    ("feminine", WordList::Feminine),
    ("dependent", WordList::Dependent),
    ("period", WordList::Period),
    ("time-lead", WordList::TimeLead),
    ("relative-pronoun", WordList::RelativePronoun),
    ("complementizer", WordList::Complementizer),
    ("telling", WordList::Telling),
    ("be", WordList::Be),
    ("comparison", WordList::Comparison),
    ("naming", WordList::Naming),
    ("agent", WordList::Agent),
    ("attached", WordList::Attached),
    ("leading", WordList::Leading),
    ("name-link", WordList::NameLink),
    ("negation", WordList::Negation),
    ("adverb", WordList::Adverb),
    ("belonging", WordList::Belonging),
    ("adjunct", WordList::Adjunct),
    ("idiom", WordList::Idiom),
    ("idiom-object", WordList::IdiomObject),
    ("euphonic", WordList::Euphonic),
    ("envoy", WordList::Envoy),
    ("dialogue", WordList::Dialogue),
    ("ly-noun", WordList::LyNoun),
    ("joint", WordList::Joint),
    ("pair", WordList::Pair),
    ("nobody", WordList::Nobody),
    ("attache", WordList::Attache),
    ("asking", WordList::Asking),
    ("answer", WordList::Answer),
    ("name-giver", WordList::NameGiver),
    ("work-verb", WordList::WorkVerb),
    ("metaword", WordList::Metaword),
    ("separable", WordList::Separable),
    ("prefix", WordList::Prefix),
    ("quotative", WordList::Quotative),
    ("viewpoint", WordList::Viewpoint),
    ("reported", WordList::Reported),
    ("label", WordList::Label),
    ("interlocutor", WordList::Interlocutor),
    ("generic", WordList::Generic),
    ("domain", WordList::Domain),
    ("thing", WordList::Thing),
    ("first-person", WordList::FirstPerson),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_its_place() {
        for (i, (name, list)) in NAMES.iter().enumerate() {
            assert_eq!(*list as usize, i, "{name}");
        }
    }
}
