//! How much a program may use: resource limits.
//!
//! See [setrlimit(2)](https://man7.org/linux/man-pages/man2/setrlimit.2.html). Memory has two: addresses alone would
//! stop a program with a hundred threads that touch little, and data alone doesn't count shared mappings.

use std::io;

use nix::sys::resource::{Resource, getrlimit, setrlimit};

use crate::orders::{Limits, Purpose};

/// How far a learner's program stands back for everything else on the machine, of 19.
const NICE: i32 = 5;

pub(crate) fn apply(limits: &Limits) -> io::Result<()> {
    lower(Resource::RLIMIT_CORE, 0)?;
    lower(Resource::RLIMIT_DATA, limits.data_bytes)?;
    #[cfg(target_os = "linux")]
    lower(Resource::RLIMIT_AS, limits.address_bytes)?;
    lower(Resource::RLIMIT_CPU, limits.cpu_seconds)?;
    #[cfg(target_os = "linux")]
    lower(Resource::RLIMIT_NPROC, limits.processes)?;
    lower(Resource::RLIMIT_NOFILE, limits.files)?;
    lower(Resource::RLIMIT_FSIZE, limits.file_bytes)
}

/// Whoever started us may have set less already, and only root may raise a hard limit.
fn lower(resource: Resource, most: u64) -> io::Result<()> {
    let (_, hard) = getrlimit(resource)?;
    setrlimit(resource, most.min(hard), most.min(hard))
        .map_err(|errno| io::Error::other(format!("expected to set {resource:?} to {most}: {errno}")))
}

/// A learner's endless loop must not make an editor slow. A build is what a person waits for, and keeps its place.
pub(crate) fn give_way(purpose: Purpose) -> io::Result<()> {
    if purpose == Purpose::Run {
        rustix::process::nice(NICE)?;
    }
    Ok(())
}

/// How many threads a user has already. The kernel's limit counts all of them, wherever they came from: a learner with
/// a browser open has a thousand.
#[cfg(target_os = "linux")]
pub(crate) fn threads_of(uid: u32) -> u64 {
    use std::fs;
    use std::os::unix::fs::MetadataExt;

    let Ok(processes) = fs::read_dir("/proc") else { return 0 };
    processes
        .flatten()
        .filter(|entry| entry.file_name().as_encoded_bytes().iter().all(u8::is_ascii_digit))
        .filter(|entry| entry.metadata().is_ok_and(|data| data.uid() == uid))
        // A folder has a link from above, one from itself, and one from each folder in it: a thread each.
        .filter_map(|entry| fs::metadata(entry.path().join("task")).ok())
        .map(|tasks| tasks.nlink().saturating_sub(2))
        .sum()
}
