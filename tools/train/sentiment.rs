//! Learns what the suggestions of sentiment rest on: the sound of words, the tone of prose, the polarity toward a target,
//! and how often what is suggested is right.
//!
//!     cargo run --release --example train-sentiment -- DATA_FOLDER
//!     cargo run --release --example train-sentiment -- DATA_FOLDER WORDNET_DICT EN_SENTIMENT_XML
//!
//! The first writes the models, `assets/en/{valence,toward}_*.bin` and `sentiment_calibration.bin`; the second the word list `assets/en/polarity.txt`,
//! which the models' features are made with, so that the first is to be run after it. `DATA_FOLDER` holds
//! `sentiment/vader_nyt.json` and `vader_movies.json` (sentences with readers' mean ratings, from vaderSentiment, MIT) and
//! `newsmtsc_{train,mt_dev,rw_dev}.jsonl` (news sentences with the polarity toward a target, from `NewsMTSC`, F. Hamborg
//! and K. Donnay 2021, MIT). The same data give the same bytes.

#[path = "sentiment/calibration.rs"]
mod calibration;
#[path = "sentiment/known.rs"]
mod known;
#[path = "logistic.rs"]
#[allow(dead_code, reason = "shared with the trainer of claims, which needs more of it")]
mod logistic;
#[path = "sentiment/measure.rs"]
mod measure;
#[path = "sentiment/polarity.rs"]
mod polarity;
#[path = "sentiment/rows.rs"]
mod rows;
#[path = "sentiment/toward.rs"]
mod toward;
#[path = "sentiment/valence.rs"]
mod valence;
#[path = "sentiment/wordnet.rs"]
mod wordnet;

use std::{env, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let folder = |data: &str| Path::new(data).join("sentiment");
    match arguments.as_slice() {
        [data] => {
            let (texts, news) =
                (valence::rows(&folder(data)), rows::targeted(&folder(data), "newsmtsc_train.jsonl"));
            let calibrations = valence::train(&texts);
            toward::train(&folder(data), &news);
            calibration::train(&texts, &news, calibrations);
        }
        [data, dict, pattern] => polarity::train(&folder(data), dict, pattern),
        _ => {
            eprintln!("usage: train-sentiment DATA_FOLDER [WORDNET_DICT EN_SENTIMENT_XML]");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
