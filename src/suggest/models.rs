//! The weights that suggesters decide by.

use super::linear::Linear;

/// The models of all suggesters. They are made once and handed to the engine, so that other weights can take their place.
#[derive(Clone, Copy, Debug)]
pub struct Models {
    /// Whether a sentence is worth a check, as `tools/train/claims.rs` fitted it.
    pub claims: Linear<'static>,
    /// Whether readers call a passage good, as `tools/train/sentiment.rs` fitted it.
    pub positive: Linear<'static>,
    /// Whether readers call a passage bad.
    pub negative: Linear<'static>,
    /// The polarity of a sentence toward somebody named in it.
    pub toward: Toward,
}

/// A model for each polarity toward a target; the highest score decides.
#[derive(Clone, Copy, Debug)]
pub struct Toward {
    /// Blame.
    pub negative: Linear<'static>,
    /// Neither.
    pub neutral: Linear<'static>,
    /// Praise.
    pub positive: Linear<'static>,
}

/// The table in a file of the folder `assets/en`.
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
};

impl Models {
    /// The models that are part of the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }
}
