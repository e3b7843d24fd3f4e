//! Limits for the process itself.

use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Limits the address space of this process to `memory` bytes and its time to `seconds` of a processor. A process that needs more
/// memory aborts; one that needs more time is ended by the system. It leaves no dump of its memory.
pub fn limit_resources(memory: u64, seconds: u64) -> io::Result<()> {
    let lower = |resource, limit: u64| {
        let Rlimit { maximum, .. } = getrlimit(resource);
        let limit = Some(maximum.map_or(limit, |maximum| limit.min(maximum)));
        setrlimit(resource, Rlimit { current: limit, maximum: limit })
    };
    lower(Resource::Core, 0)?;
    lower(Resource::Cpu, seconds)?;
    lower(Resource::As, memory)?;
    Ok(())
}
