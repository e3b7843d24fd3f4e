//! A child process that gets bytes and answers with bytes, within limits.

use std::{
    ffi::OsString,
    fmt,
    io::{self, Read, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use super::within;

/// A program for child processes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildProgram {
    /// The path of the program.
    pub program: PathBuf,
    /// Its first arguments.
    pub arguments: Vec<OsString>,
}

/// The limits for a child process, as its parent holds them.
#[derive(Clone, Copy, Debug)]
pub struct ChildLimits {
    /// How many bytes it may answer.
    pub output_bytes: u64,
    /// How long it is waited for.
    pub wait: Duration,
}

/// Why a child process gave no answer.
#[derive(Debug)]
pub enum ChildFailure {
    /// It could not be started.
    NotStarted(io::Error),
    /// It ended without an answer: it crashed, or was ended because it passed a limit of its own.
    Ended,
    /// It took too long, and was killed.
    TookTooLong,
    /// Its answer was too long.
    AnsweredTooMuch,
}

impl fmt::Display for ChildFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(error) => write!(f, "the process that reads it can't be started: {error}"),
            Self::Ended => f.write_str("the process that reads it ended early"),
            Self::TookTooLong => f.write_str("the process that reads it took too long"),
            Self::AnsweredTooMuch => f.write_str("the process that reads it answered too much"),
        }
    }
}

impl std::error::Error for ChildFailure {}

/// Runs a child process with `input` as its standard input, and returns all of its standard output if it ends well. What it writes
/// to standard error is dropped. The child is killed when it passes a limit.
pub fn run_child(
    program: &ChildProgram,
    arguments: &[OsString],
    input: &[u8],
    limits: ChildLimits,
) -> Result<Vec<u8>, ChildFailure> {
    let mut command = Command::new(&program.program);
    command.args(&program.arguments).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(ChildFailure::NotStarted)?;
    let answer = converse(&mut child, input, limits);
    if answer.is_err() {
        // It may have ended by itself.
        let _ = child.kill();
    }
    let status = child.wait();
    let answer = answer?;
    if status.is_ok_and(|status| status.success()) { Ok(answer) } else { Err(ChildFailure::Ended) }
}

fn converse(child: &mut Child, input: &[u8], limits: ChildLimits) -> Result<Vec<u8>, ChildFailure> {
    let (Some(mut to_child), Some(from_child)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(ChildFailure::Ended);
    };
    thread::scope(|scope| {
        // A child that ends before it has read all shows that by its status.
        scope.spawn(move || drop(to_child.write_all(input)));
        let read = move || {
            let mut answer = Vec::new();
            from_child.take(limits.output_bytes + 1).read_to_end(&mut answer).map(|_| answer)
        };
        let answer = within(limits.wait, read);
        if answer.is_none() {
            // The thread that writes goes on only when nobody can read any more.
            let _ = child.kill();
        }
        match answer {
            None => Err(ChildFailure::TookTooLong),
            Some(Err(_)) => Err(ChildFailure::Ended),
            Some(Ok(answer)) if answer.len() as u64 > limits.output_bytes => {
                let _ = child.kill();
                Err(ChildFailure::AnsweredTooMuch)
            }
            Some(Ok(answer)) => Ok(answer),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(script: &str, input: &[u8], wait: Duration) -> Result<Vec<u8>, ChildFailure> {
        let program = ChildProgram { program: "/bin/sh".into(), arguments: vec!["-c".into(), script.into()] };
        run_child(&program, &[], input, ChildLimits { output_bytes: 1 << 20, wait })
    }

    #[test]
    fn a_child_answers() {
        let input = vec![b'x'; 300_000];
        assert_eq!(run("cat", &input, Duration::from_secs(60)).expect("answered"), input);
    }

    #[test]
    fn a_child_that_fails_gives_no_answer() {
        assert!(matches!(run("echo half; exit 3", b"", Duration::from_secs(60)), Err(ChildFailure::Ended)));
        assert!(matches!(
            run("kill -ABRT $$", &[0; 300_000], Duration::from_secs(60)),
            Err(ChildFailure::Ended)
        ));
    }

    #[test]
    fn a_child_is_killed_at_its_limits() {
        let late = run("exec sleep 60", &[0; 300_000], Duration::from_millis(100));
        assert!(matches!(late, Err(ChildFailure::TookTooLong)));
        let long = run("exec cat /dev/zero", &[0; 300_000], Duration::from_secs(60));
        assert!(matches!(long, Err(ChildFailure::AnsweredTooMuch)));
    }
}
