//! The lists of plain words that are kept for a language, and which of them a word stands in.

/// A list of plain words; what each is for is said at the heads of the files under `assets/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Bang,
    Starter,
    Day,
    Casual,
    Front,
    Elision,
    Clipped,
    Linking,
    Coordinator,
    Subordinator,
    Relative,
    Subject,
    Determiner,
    Verb,
    Honorific,
    Role,
    Group,
    Aside,
    Preposition,
    Pronoun,
    /// Verbs of speech and thought.
    Cue,
    /// Those of them that often report nothing.
    Weak,
    /// Words that tell the language.
    Common,
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
    /// Verbs that are of speech with "on" or "back" ("went on").
    Phrasal,
}

impl List {
    /// Whether the words count only in the case that they are listed in.
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
        )
    }
}

/// The lists that a word stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists(pub(super) u32);

const _: () = assert!(LISTS.len() <= u32::BITS as usize, "a list is a bit");

impl Lists {
    /// The lists whose words count only in their own case.
    pub(super) const CASED: u32 = {
        let (mut bits, mut i) = (0, 0);
        while i < LISTS.len() {
            if LISTS[i].1.is_cased() {
                bits |= 1 << i;
            }
            i += 1;
        }
        bits
    };

    /// Whether the word stands in `list`.
    pub(crate) const fn has(self, list: List) -> bool {
        self.0 & 1 << list as u32 != 0
    }
}

/// The first word of a line, and the list that the others go to.
pub(super) const LISTS: [(&str, List); 30] = [
    ("bang", List::Bang),
    ("starter", List::Starter),
    ("day", List::Day),
    ("casual", List::Casual),
    ("front", List::Front),
    ("elision", List::Elision),
    ("clipped", List::Clipped),
    ("linking", List::Linking),
    ("coordinator", List::Coordinator),
    ("subordinator", List::Subordinator),
    ("relative", List::Relative),
    ("subject", List::Subject),
    ("determiner", List::Determiner),
    ("verb", List::Verb),
    ("honorific", List::Honorific),
    ("role", List::Role),
    ("group", List::Group),
    ("aside", List::Aside),
    ("preposition", List::Preposition),
    ("pronoun", List::Pronoun),
    ("cue", List::Cue),
    ("weak", List::Weak),
    ("common", List::Common),
    ("work", List::Work),
    ("particle", List::Particle),
    ("speech", List::Speech),
    ("opener", List::Opener),
    ("male", List::Male),
    ("female", List::Female),
    ("phrasal", List::Phrasal),
];
