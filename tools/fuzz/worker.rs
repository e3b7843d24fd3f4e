//! The work of a child: reads inputs one after the other, and says before each one which it is and after it how it went, so that its
//! parent knows what it has died of.

use std::{
    fs,
    io::{self, Write},
    panic::{self, AssertUnwindSafe},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use glossator::source::{DocumentReader, Readers};
use rustix::time::{ClockId, clock_gettime};

use super::{check::check, seeds::Seeds};

/// The longest processor time that an input may take.
const MAX_TIME: Duration = Duration::from_secs(5);

/// The most memory that an input may take, in KiB.
const MAX_MEMORY_KIB: u64 = 512 * 1024;

/// The place and the message of the last panic: those of threads are caught elsewhere.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Reads the inputs with these numbers.
pub fn run(reader: &DocumentReader, seeds: &Seeds, numbers: std::ops::Range<u64>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for number in numbers {
        let input = seeds.input(number);
        writeln!(out, "{number}")?;
        out.flush()?;
        let fault = read(reader, input).fault;
        writeln!(out, "{}", fault.unwrap_or_default())?;
    }
    Ok(())
}

/// How the reading of an input went.
pub struct Reading {
    /// What the text is, or why there is none.
    pub result: String,
    /// What went wrong that must not, in one line.
    pub fault: Option<String>,
    /// The processor time.
    pub time: Duration,
    /// The peak of memory, in KiB.
    pub memory_kib: u64,
}

/// Reads an input in this process.
pub fn read(reader: &DocumentReader, input: Vec<u8>) -> Reading {
    panic::set_hook(Box::new(|info| {
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.to_string());
    }));
    // From now on the peak is that of this input.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let start = processor_time();
    let result = panic::catch_unwind(AssertUnwindSafe(|| open(reader, input)));
    let time = processor_time().saturating_sub(start);
    let memory_kib = peak_kib();
    let panic = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    let (result, broken) = match result {
        Ok(Ok(text)) => (text, None),
        Ok(Err(broken)) => (String::new(), Some(format!("broken: {broken}"))),
        Err(_) => (String::new(), None),
    };
    let fault = panic.map(|panic| format!("panic: {panic}")).or(broken);
    let slow = || (time > MAX_TIME).then(|| format!("slow: {time:.1?}"));
    let large = || (memory_kib > MAX_MEMORY_KIB).then(|| format!("large: {} MiB", memory_kib / 1024));
    let fault = fault.or_else(slow).or_else(large).map(|fault| fault.replace(['\n', '\r'], " "));
    Reading { result, fault, time, memory_kib }
}

/// Makes the text of an input and of its beginning, and checks it.
fn open(reader: &DocumentReader, input: Vec<u8>) -> Result<String, String> {
    if let Some(beginning) = reader.beginning {
        drop(beginning(&input));
    }
    let readers = Readers::default().insisting_on(reader.name).map_err(|error| error.to_string())?;
    match readers.read(reader.name, input) {
        Ok(document) => {
            check(&document)?;
            let (bytes, blocks) = (document.text.len(), document.text.structure().blocks().len());
            Ok(format!("{bytes} bytes of text in {blocks} blocks"))
        }
        Err(error) => Ok(format!("refused: {error}")),
    }
}

fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}

/// The peak of memory, in KiB.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}
