//! Learns the tone of prose and the polarity toward a target, and writes `assets/en/{valence,toward}_*.bin`.
//!
//!     cargo run --release --example train-sentiment -- DATA_FOLDER
//!
//! `DATA_FOLDER` holds `sentiment/vader_nyt.json` and `vader_movies.json` (sentences with readers' mean ratings, from
//! vaderSentiment, MIT) and `newsmtsc_{train,mt_dev,rw_dev}.jsonl` (news sentences with the polarity toward a target,
//! from `NewsMTSC`, Hamborg and Donnay 2021, MIT). The words' own polarities come from `assets/en/polarity.txt`, which
//! `train-polarity` writes.

#[path = "logistic.rs"]
mod logistic;
#[path = "sentiment/measure.rs"]
mod measure;
#[path = "sentiment/rows.rs"]
mod rows;
#[path = "sentiment/toward.rs"]
mod toward;
#[path = "sentiment/valence.rs"]
mod valence;

use std::{env, path::Path, process::exit};

fn main() {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("usage: train-sentiment DATA_FOLDER");
        exit(2);
    };
    let folder = Path::new(&folder).join("sentiment");
    valence::train(&folder);
    toward::train(&folder);
}
