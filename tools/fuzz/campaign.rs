//! A campaign: children that read inputs, one after the other until the time is over, and the inputs that they failed on.

use std::{
    collections::HashMap,
    env, fs,
    io::{self, BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use super::{Arguments, seeds::Seeds};

/// How many inputs one child reads.
const INPUTS_PER_CHILD: u64 = 500;

/// How long a child may say nothing. The machine may do other work, too.
const MAX_SILENCE: Duration = Duration::from_mins(1);

/// How many inputs are kept that fail in the same way.
const MAX_KEPT: u32 = 3;

/// What a campaign has found so far.
#[derive(Default)]
pub struct Findings {
    /// How many inputs were read.
    pub inputs: u64,
    /// How often inputs have failed, by the way in which they did.
    pub faults: HashMap<String, u32>,
}

impl Findings {
    /// Counts a fault, and keeps its input if it is among the first of its kind.
    fn add(&mut self, fault: &str, number: u64, seeds: &Seeds, arguments: &Arguments) -> io::Result<()> {
        // Numbers in a message tell of the input and not of the fault, but the place of a panic is one.
        let kind = if fault.starts_with("panic") { fault } else { fault.split(':').next().unwrap_or(fault) };
        let kind: String = kind.chars().take(120).collect();
        let count = self.faults.entry(kind).or_default();
        *count += 1;
        if *count > MAX_KEPT {
            return Ok(());
        }
        let name = format!("{}-{}-{number}", arguments.format, arguments.seed);
        println!("{name}: {fault:.200}");
        fs::create_dir_all(&arguments.out)?;
        fs::write(arguments.out.join(&name), seeds.input(number))?;
        fs::write(arguments.out.join(format!("{name}.txt")), format!("{fault}\n"))
    }
}

/// Reads inputs until the time is over.
pub fn run(seeds: &Seeds, arguments: &Arguments) -> io::Result<Findings> {
    let end = Instant::now() + Duration::from_secs(arguments.seconds);
    let mut findings = Findings::default();
    let mut next = arguments.first;
    while Instant::now() < end {
        let (after, fault) = run_child(next, end, &mut findings, seeds, arguments)?;
        if let Some(fault) = fault {
            findings.add(&fault, after - 1, seeds, arguments)?;
        }
        findings.inputs += after - next;
        next = after;
    }
    Ok(findings)
}

/// Has a child read inputs from this number on. The result is the number after the last one that it has begun, and how it has died of
/// that, if it did.
fn run_child(
    first: u64,
    end: Instant,
    findings: &mut Findings,
    seeds: &Seeds,
    arguments: &Arguments,
) -> io::Result<(u64, Option<String>)> {
    let mut child = start(first, arguments)?;
    let lines = lines_of(&mut child);
    let mut next = first;
    let died = loop {
        match lines.recv_timeout(MAX_SILENCE) {
            Ok(line) if line.parse() == Ok(next) => next += 1,
            Ok(line) if line.is_empty() => {}
            Ok(fault) => findings.add(&fault, next - 1, seeds, arguments)?,
            Err(RecvTimeoutError::Timeout) => break Some("hang: it was stopped".to_owned()),
            Err(RecvTimeoutError::Disconnected) => break None,
        }
        if Instant::now() > end {
            break None;
        }
    };
    let is_stopped = died.is_some() || Instant::now() > end;
    if is_stopped {
        child.kill()?;
    }
    let status = child.wait()?;
    let crashed = (!is_stopped && !status.success()).then(|| format!("crash: {status}"));
    Ok((next.max(first + 1), died.or(crashed)))
}

fn start(first: u64, arguments: &Arguments) -> io::Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    command.args(["--worker", "--format", &arguments.format]);
    command.args(["--seed", &arguments.seed.to_string(), "--first", &first.to_string()]);
    if let Some(folder) = &arguments.seeds {
        command.arg("--seeds").arg::<&Path>(folder);
    }
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
}

/// The lines that a child writes, as they come.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let (sender, receiver) = channel();
    let stdout = child.stdout.take();
    thread::spawn(move || {
        for line in stdout.into_iter().flat_map(|stdout| BufReader::new(stdout).lines()).map_while(Result::ok)
        {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// The numbers of the inputs that a child reads.
pub fn numbers(arguments: &Arguments) -> std::ops::Range<u64> {
    arguments.first..arguments.first.saturating_add(INPUTS_PER_CHILD)
}
