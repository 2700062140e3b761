//! How much this machine enforces, found out by trying.
//!
//! A version number says what a kernel could do, not what its administrator, a container or another security module
//! lets it do. So a whole launch is tried, with a witness in the program's place that does what must fail.

use std::fmt;
use std::io;
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How much is enforced. The greater, the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// An environment of our own and, on Linux, limits. It keeps honest programs from accidents and stops nobody.
    Basic,
    /// Files and system calls too. Left open: that paths exist; with [`crate::Network::Loopback`] all of the network.
    Landlock,
    /// A network, processes and mounts of its own too.
    Strict,
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tier::Basic => "basic",
            Tier::Landlock => "landlock",
            Tier::Strict => "strict",
        })
    }
}

impl FromStr for Tier {
    type Err = io::Error;

    fn from_str(name: &str) -> io::Result<Tier> {
        [Tier::Basic, Tier::Landlock, Tier::Strict]
            .into_iter()
            .find(|tier| tier.to_string() == name)
            .ok_or_else(|| io::Error::other(format!("expected strict, landlock or basic, got {name:?}")))
    }
}

/// What [`probe`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The most that is enforced.
    pub tier: Tier,
    /// What is not, a sentence each: what was expected and what the machine said.
    pub missing: Vec<String>,
}

/// Finds out how much of `most` this machine enforces. Starts `launcher`, an executable whose `main` knows
/// [`crate::LAUNCH`]: the one that will carry out orders.
pub fn probe(launcher: &Path, most: Tier) -> Found {
    let mut missing = Vec::new();
    for tier in [Tier::Strict, Tier::Landlock].into_iter().filter(|tier| *tier <= most) {
        match trial(launcher, tier) {
            Ok(lacking) => {
                missing.extend(lacking);
                return Found { tier, missing };
            }
            Err(reason) => missing.push(format!("{tier}: {reason}")),
        }
    }
    Found { tier: Tier::Basic, missing }
}

#[cfg(target_os = "linux")]
use linux::trial;
#[cfg(target_os = "linux")]
pub(crate) use linux::{attempt, testify};

#[cfg(not(target_os = "linux"))]
fn trial(_: &Path, _: Tier) -> io::Result<Vec<String>> {
    Err(io::Error::other("expected Linux"))
}

#[cfg(target_os = "linux")]
mod linux {
    use std::convert::Infallible;
    use std::fs::File;
    use std::io::{self, Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::os::unix::net::UnixListener;
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::{Command, Stdio};

    use nix::sys::signal::kill;
    use nix::unistd::getppid;

    use super::Tier;
    use crate::launch::{LAUNCH, TRY, WITNESS, enter, make_ready, refusal};
    use crate::orders::{Network, Orders};

    /// Runs a witness under all of a tier: what the tier lacks, or why it isn't this tier.
    pub(super) fn trial(launcher: &Path, tier: Tier) -> io::Result<Vec<String>> {
        #[expect(clippy::disallowed_methods, reason = "starts a launcher; nothing of a submission is near")]
        let mut child = Command::new(launcher)
            .args([LAUNCH, TRY, &tier.to_string()])
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut said = [String::new(), String::new()];
        // A few lines, far less than a pipe holds: neither blocks the other.
        child.stdout.take().map(|mut pipe| pipe.read_to_string(&mut said[0])).transpose()?;
        child.stderr.take().map(|mut pipe| pipe.read_to_string(&mut said[1])).transpose()?;
        let status = child.wait()?;
        let [lacking, reason] = said;
        match status.success() {
            true => Ok(lacking.lines().map(str::to_owned).collect()),
            false => Err(io::Error::other(why(&reason))),
        }
    }

    /// What the launcher of a witness says when it refuses. There is nobody who would forge it.
    const MARK: &str = "trial";

    /// What a launcher or its witness said, without who said it.
    fn why(said: &str) -> String {
        let refusal = [TRY, WITNESS, MARK].into_iter().find_map(|mark| refusal(mark, said));
        refusal.unwrap_or_else(|| said.trim().to_owned())
    }

    /// Launches the witness, as the grader would launch a probe.
    pub(crate) fn attempt(tier: Tier) -> io::Result<Infallible> {
        if tier == Tier::Strict {
            children_are_listed()?;
            make_ready()?;
            enter()?;
        }
        let own = std::env::current_exe()?;
        let mut orders = Orders::to_run(tier, &own, Network::Loopback);
        orders.arguments = vec![LAUNCH.to_owned(), WITNESS.to_owned(), tier.to_string()];
        #[expect(clippy::disallowed_methods, reason = "becomes the launcher, and starts none")]
        Err(Command::new(own).args(orders.command_line(MARK)?).exec())
    }

    /// Without this list nobody outside knows which process the program is, and how much it uses.
    fn children_are_listed() -> io::Result<()> {
        let path = format!("/proc/self/task/{}/children", std::process::id());
        std::fs::read_to_string(&path)
            .map(drop)
            .map_err(|error| io::Error::other(format!("expected a list of children at {path}: {error}")))
    }

    /// Tries what must fail. What the tier is made of is an error; what only newer kernels have is told.
    pub(crate) fn testify(tier: Tier) -> io::Result<Infallible> {
        must_fail("a file outside can't be read", File::open("/etc/passwd"))?;
        must_fail("unix sockets can't be made", UnixListener::bind("/tmp/witness"))?;
        #[expect(clippy::disallowed_methods, reason = "tries whether it can")]
        let started = Command::new("/bin/true").spawn();
        must_fail("no program can be started", started)?;
        if tier == Tier::Strict {
            let parent = getppid().as_raw();
            (parent == 0).then_some(()).ok_or_else(|| lacks("the parent is out of sight", parent))?;
            must_fail("no process is listed", File::open("/proc/1/status"))?;
            let far =
                TcpStream::connect_timeout(&([192, 0, 2, 1], 9).into(), std::time::Duration::from_secs(1));
            let error = far.expect_err("192.0.2.1 is nobody's address, RFC 5737");
            let unreachable = error.kind() == io::ErrorKind::NetworkUnreachable;
            unreachable.then_some(()).ok_or_else(|| lacks("other networks can't be reached", error))?;
        } else if kill(getppid(), None).is_ok() {
            writeln!(io::stdout(), "landlock: expected that signals don't reach other processes; they do")?;
        }
        let listener = TcpListener::bind("127.0.0.1:0")?;
        TcpStream::connect(listener.local_addr()?)?;
        #[expect(clippy::disallowed_methods, reason = "the witness has said all that it saw")]
        std::process::exit(0)
    }

    fn must_fail<T>(fact: &str, tried: io::Result<T>) -> io::Result<()> {
        tried.err().map(drop).ok_or_else(|| lacks(fact, "it worked"))
    }

    fn lacks(fact: &str, found: impl std::fmt::Display) -> io::Error {
        io::Error::other(format!("expected that {fact}: {found}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_is_more_than_landlock_is_more_than_basic() {
        assert!(Tier::Strict > Tier::Landlock && Tier::Landlock > Tier::Basic);
    }

    #[test]
    fn a_tier_is_read_as_it_is_written() {
        for tier in [Tier::Basic, Tier::Landlock, Tier::Strict] {
            assert_eq!(tier.to_string().parse::<Tier>().expect("a tier"), tier);
        }
        assert!("docker".parse::<Tier>().is_err());
    }
}
