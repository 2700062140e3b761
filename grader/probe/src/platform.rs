//! What the probe asks of the operating system, and the one place here that knows which system it is.

use std::fs::File;
use std::io;

/// The most memory that the process may allocate: 512 MiB. Honest answers need a few.
#[cfg(unix)]
const MAX_DATA_BYTES: u64 = 512 << 20;
/// The most address space: 8 GiB. Threads reserve much and use little, so this is only a backstop.
#[cfg(target_os = "linux")]
const MAX_ADDRESS_SPACE_BYTES: u64 = 8 << 30;
/// The largest file it may write: 1 MiB.
#[cfg(unix)]
const MAX_FILE_BYTES: u64 = 1 << 20;
/// The most files it may have open.
#[cfg(unix)]
const MAX_OPEN_FILES: u64 = 256;
/// The most processor time in its whole life, in seconds: a backstop for a probe whose judge was killed.
#[cfg(unix)]
const MAX_CPU_SECONDS: u64 = 300;

/// Takes standard input and output for the protocol and gives learner code others: input that is empty, and
/// standard error for output, so that `println!` is just print.
#[cfg(unix)]
pub(crate) fn private_streams() -> io::Result<(File, File)> {
    use std::os::fd::AsFd;

    let questions = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let replies = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    nix::unistd::dup2_stdin(File::open("/dev/null")?)?;
    nix::unistd::dup2_stdout(io::stderr())?;
    Ok((questions, replies))
}

/// Elsewhere the streams stay shared; the judge passes over lines that are not replies. Not tested.
#[cfg(not(unix))]
pub(crate) fn private_streams() -> io::Result<(io::Stdin, io::Stdout)> {
    Ok((io::stdin(), io::stdout()))
}

/// Limits this process before any learner code has run, and ties its life to the judge's.
#[cfg(unix)]
pub(crate) fn limit() -> io::Result<()> {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};

    let lower = |resource, most: u64| {
        // Whoever started us may have set less already, and only root may raise a hard limit.
        let (_, hard) = getrlimit(resource)?;
        setrlimit(resource, most.min(hard), most.min(hard))
    };
    lower(Resource::RLIMIT_CORE, 0)?;
    lower(Resource::RLIMIT_CPU, MAX_CPU_SECONDS)?;
    lower(Resource::RLIMIT_FSIZE, MAX_FILE_BYTES)?;
    lower(Resource::RLIMIT_NOFILE, MAX_OPEN_FILES)?;
    lower(Resource::RLIMIT_DATA, MAX_DATA_BYTES)?;
    #[cfg(target_os = "linux")]
    {
        lower(Resource::RLIMIT_AS, MAX_ADDRESS_SPACE_BYTES)?;
        nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL)?;
    }
    Ok(())
}

/// No limits are known here. Not tested.
#[cfg(not(unix))]
pub(crate) fn limit() -> io::Result<()> {
    Ok(())
}
