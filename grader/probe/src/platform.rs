//! What the probe asks of the operating system, and the one place here that knows which system it is.

use std::fs::File;
use std::io;

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
