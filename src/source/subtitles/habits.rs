//! The habits of a file of subtitles: how it shows speakers and ends of sentences.

use super::utterances::{Opening, Utterance, ends_sentence, goes_on};

/// How a file shows speakers and ends of sentences.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Whether several persons talk in short turns, as on the stage: a sentence that ends may be the end of a turn.
    pub is_dialogue: bool,
    /// Whether sentences end with a full stop.
    is_punctuated: bool,
    /// Whether a name says only who is speaking, again and again, and not that another one begins.
    pub restates_names: bool,
}

/// The least share of utterances with a dash in a dialogue. All shares here were chosen by hand.
const MIN_DASHES: f64 = 0.03;

/// The least share of sounds in the subtitles of a film for people who don't hear.
const MIN_SOUNDS: f64 = 0.15;

/// The least share of utterances that end a sentence, where sentences end with a full stop.
const MIN_ENDS: f64 = 0.2;

/// The shortest pause between two paragraphs, in milliseconds; where no full stop tells the end of a sentence, a longer one.
const PAUSE_MILLIS: [u64; 2] = [1_000, 1_500];

/// A silence in which even a sentence ends, in milliseconds.
pub const SILENCE_MILLIS: u64 = 5_000;

/// The length in bytes from which a short pause ends a paragraph, and the one from which the end of a sentence does.
const LONG_BYTES: [usize; 2] = [800, 1_600];

impl Habits {
    /// The habits of a file with these utterances.
    pub fn of(utterances: &[Utterance]) -> Self {
        let count = |is_one: &dyn Fn(&&Utterance) -> bool| utterances.iter().filter(is_one).count() as f64;
        let all = utterances.len() as f64;
        let speech = count(&|one| !one.is_sign);
        let named = utterances.iter().filter_map(|one| one.speaker.as_deref());
        let again = named.clone().zip(named.clone().skip(1)).filter(|(one, next)| one == next).count();
        Self {
            is_dialogue: count(&|one| one.opening == Opening::Dash) > MIN_DASHES * all
                || all - speech > MIN_SOUNDS * all,
            is_punctuated: count(&|one| !one.is_sign && ends_sentence(one.last())) > MIN_ENDS * speech,
            restates_names: again * 2 > named.count(),
        }
    }

    /// Whether a sentence ends between two utterances.
    pub fn is_finished(self, last: &Utterance, next: &Utterance) -> bool {
        !self.is_punctuated || ends_sentence(last.last()) && !goes_on(next.first())
    }

    /// Whether the time between two utterances is a pause after a paragraph of `len` bytes.
    pub fn is_pause(self, last: &Utterance, next: &Utterance, len: usize) -> bool {
        let pause = next.start.saturating_sub(last.end);
        let usual = PAUSE_MILLIS[usize::from(!self.is_punctuated)];
        pause >= usual || len > LONG_BYTES[0] && pause >= usual / 4 || len > LONG_BYTES[1]
    }
}
