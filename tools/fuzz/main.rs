//! Fuzzes the readers of documents: changes documents at random, has a child process read them, and keeps those that end in a panic,
//! a crash or a broken text, or take too much time or memory.
//!
//!     cargo run --release --example fuzz-readers -- --format html --seconds 600 --seeds annotations --out target/fuzz
//!     cargo run --release --example fuzz-readers -- --format html --replay target/fuzz/html-1-4711
//!
//! The same seed and the same documents make the same inputs. Build it with debug assertions and overflow checks on
//! (`CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true`, `CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true`).

mod campaign;
mod check;
mod container;
mod mutation;
mod random;
mod seeds;
mod small_documents;
mod tokens;
mod worker;

use std::{error::Error, fs, path::PathBuf};

use clap::Parser;
use glossator::source::READERS;

use seeds::Seeds;

/// The arguments of this program.
#[derive(Parser)]
struct Arguments {
    /// The format whose reader is fuzzed
    #[arg(long)]
    format: String,
    /// How long inputs are read
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The seed of the random numbers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of the first input
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// A folder with documents from which inputs are made
    #[arg(long)]
    seeds: Option<PathBuf>,
    /// The folder in which inputs are kept that fail
    #[arg(long, default_value = "target/fuzz")]
    out: PathBuf,
    /// Read this file, and say how it goes
    #[arg(long)]
    replay: Option<PathBuf>,
    /// Read inputs as a child of this program
    #[arg(long, hide = true)]
    worker: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let reader =
        READERS.iter().find(|reader| reader.name == arguments.format).ok_or("there is no such format")?;
    if let Some(file) = &arguments.replay {
        let worker::Reading { result, fault, time, memory_kib } = worker::read(reader, fs::read(file)?);
        println!("{} {time:.1?} {} MiB", fault.unwrap_or(result), memory_kib / 1024);
        return Ok(());
    }
    let seeds = Seeds::of(reader, arguments.seeds.as_deref(), arguments.seed);
    if arguments.worker {
        return Ok(worker::run(reader, &seeds, campaign::numbers(&arguments))?);
    }
    let findings = campaign::run(&seeds, &arguments)?;
    println!("{}: {} inputs from number {}", arguments.format, findings.inputs, arguments.first);
    for (kind, count) in &findings.faults {
        println!("{count:>6} × {kind}");
    }
    Ok(())
}
