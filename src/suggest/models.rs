//! The weights of the suggesters' models.

use super::calibration::Calibration;
use super::linear::Linear;

/// The models of all suggesters. They are loaded once and passed to the engine, so that others can be used instead.
#[derive(Clone, Copy, Debug)]
pub struct Models {
    /// Tells whether a sentence is worth a fact-check; trained by `tools/train/claims.rs`.
    pub claims: Linear<'static>,
    /// Tells whether readers call a passage good; trained by `tools/train/sentiment.rs`.
    pub positive: Linear<'static>,
    /// Tells whether readers call a passage bad; trained by `tools/train/sentiment.rs`.
    pub negative: Linear<'static>,
    /// Tell the polarity of a sentence toward somebody named in it; trained by `tools/train/sentiment.rs`.
    pub toward: Toward,
    /// Tells how often a suggestion of sentiment is right whose passage is good or bad with some likelihood; counted by
    /// `tools/train/sentiment.rs`.
    pub sentiment: Calibration,
}

/// One model for each polarity toward a target; the one with the highest score decides.
#[derive(Clone, Copy, Debug)]
pub struct Toward {
    /// The model of blame.
    pub negative: Linear<'static>,
    /// The model of neither blame nor praise.
    pub neutral: Linear<'static>,
    /// The model of praise.
    pub positive: Linear<'static>,
}

/// The model in a file of the folder `assets/en`.
macro_rules! table {
    ($name:literal) => {
        Linear::embedded(include_bytes!(concat!("../../assets/en/", $name, ".bin")))
    };
}

static EMBEDDED: Models = Models {
    claims: table!("claims"),
    positive: table!("valence_positive"),
    negative: table!("valence_negative"),
    toward: Toward {
        negative: table!("toward_negative"),
        neutral: table!("toward_neutral"),
        positive: table!("toward_positive"),
    },
    sentiment: Calibration::embedded(include_bytes!("../../assets/en/sentiment_calibration.bin")),
};

impl Models {
    /// The models that are part of the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }
}
