//! What a launcher is told: one value, as JSON, in one argument.
//!
//! An argument and not the environment, because the environment would have to be cleaned again before the program
//! sees it; and not a pipe, because a pipe is one more descriptor that must not reach the program. An argument is
//! gone with the `exec`. It holds paths and numbers and never a secret: other users of the machine can read it.

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::launch::LAUNCH;
use crate::paths;
use crate::tier::Tier;

/// Everything a launcher needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Orders {
    /// How much is enforced. A layer of this tier that can't be put up is an error, and the program isn't started.
    pub tier: Tier,
    /// What kind of program it is.
    pub purpose: Purpose,
    /// The program's file.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Its whole environment.
    pub environment: Vec<(String, String)>,
    /// What it may read: files, and folders with all in them. Paths that don't exist are passed over.
    pub read: Vec<PathBuf>,
    /// What it may read and execute.
    pub execute: Vec<PathBuf>,
    /// What it may read, write, make and remove.
    pub write: Vec<PathBuf>,
    /// Whom it may talk to.
    pub network: Network,
    /// How much it may use.
    pub limits: Limits,
    /// Which user it becomes where we are root. Needed for a run: root is above [`Limits::processes`] and most others.
    pub uid: Option<u32>,
    /// Layers that are left out. Only our own tests can say so: without the feature the field is unknown, and
    /// orders with an unknown field are refused.
    #[cfg(feature = "holes")]
    #[serde(default)]
    pub off: Vec<Layer>,
}

/// What a confined program is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// A toolchain: it starts other programs and writes files.
    Build,
    /// A learner's program: threads, and nothing else.
    Run,
}

/// Whom a program may talk to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Network {
    /// Nobody: it gets no socket, but for a connected pair.
    None,
    /// TCP and UDP on loopback. Below [`Tier::Strict`] nothing can tell loopback from the rest of the world.
    Loopback,
    /// Below [`Tier::Strict`]: listening anywhere, TCP connections to these ports, and no UDP. Under it: loopback.
    Ports(Vec<u16>),
}

/// How much a program may use. See [setrlimit(2)](https://man7.org/linux/man-pages/man2/setrlimit.2.html).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Memory it writes to. Shared mappings aren't counted, hence the next field.
    pub data_bytes: u64,
    /// Addresses. Far more than data: a hundred threads reserve gigabytes and touch little of them.
    pub address_bytes: u64,
    /// Time on the processor.
    pub cpu_seconds: u64,
    /// Processes and threads, on top of what the user it runs as has already. Void for root.
    pub processes: u64,
    /// Open files.
    pub files: u64,
    /// The size of a file that it writes.
    pub file_bytes: u64,
}

/// One thing that stands between a program and the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// A network of our own, with nothing in it but loopback: made by [`crate::enter`], for the whole grader.
    Network,
    /// Processes, mounts and System V objects of its own.
    Namespaces,
    /// Another user than root.
    User,
    /// [`Limits`].
    Limits,
    /// No program that is started gives more rights than we have.
    NoNewPrivileges,
    /// Nothing open but the three standard streams.
    Descriptors,
    /// Files, TCP ports, signals, abstract sockets: Landlock.
    Landlock,
    /// System calls that no program of ours needs.
    Calls,
    /// Threads, and no processes.
    Threads,
    /// No environment but the one in the orders.
    Environment,
}

/// For a build: 4 GiB of data, 2 minutes of each process.
const BUILD: Limits = Limits {
    data_bytes: 4 << 30,
    // rustc and the linker map whole libraries, several at once.
    address_bytes: 16 << 30,
    cpu_seconds: 120,
    processes: 512,
    files: 512,
    file_bytes: 256 << 20,
};

/// For a run: 512 MiB of data hold 250 threads with default stacks, or one heap of almost that size.
const RUN: Limits = Limits {
    data_bytes: 512 << 20,
    address_bytes: 8 << 30,
    cpu_seconds: 10,
    processes: 256,
    files: 256,
    file_bytes: 1 << 20,
};

impl Orders {
    /// Orders for a toolchain's program. `read` is what it compiles and compiles with (sources, vendored crates, the
    /// cargo home), `toolchain` the folder with the toolchain's `bin` and `lib`, `write` where its results and its
    /// temporary files go. The system's own compiler and libraries are granted here.
    pub fn to_build(
        tier: Tier,
        program: impl Into<PathBuf>,
        toolchain: impl Into<PathBuf>,
        read: Vec<PathBuf>,
        write: Vec<PathBuf>,
    ) -> Orders {
        let execute = [toolchain.into()].into_iter().chain(paths::system_tools()).collect();
        Orders {
            read: read.into_iter().chain(paths::for_a_build()).collect(),
            execute,
            write: write.into_iter().chain(paths::always_writable()).collect(),
            limits: BUILD,
            // The toolchain may lie in root's home, where no other user can read it.
            uid: None,
            ..Orders::bare(tier, Purpose::Build, program.into())
        }
    }

    /// Orders for a learner's program. Nothing is granted but the program and what every program reads: the
    /// libraries, and the files that turn `localhost` into an address.
    pub fn to_run(tier: Tier, program: impl Into<PathBuf>, network: Network) -> Orders {
        let program = program.into();
        Orders {
            read: paths::for_a_run(),
            execute: [program.clone()].into_iter().chain(paths::loaders()).collect(),
            write: paths::always_writable(),
            network,
            limits: RUN,
            uid: Some(FIRST_UID),
            ..Orders::bare(tier, Purpose::Run, program)
        }
    }

    fn bare(tier: Tier, purpose: Purpose, program: PathBuf) -> Orders {
        Orders {
            tier,
            purpose,
            program,
            arguments: Vec::new(),
            environment: Vec::new(),
            read: Vec::new(),
            execute: Vec::new(),
            write: Vec::new(),
            network: Network::None,
            limits: RUN,
            uid: None,
            #[cfg(feature = "holes")]
            off: Vec::new(),
        }
    }

    /// The arguments with which an executable that knows [`LAUNCH`] carries these orders out. `mark` is what the
    /// program can't know: a launcher that refuses says it, see [`crate::refusal`]. It is random digits, and no word.
    pub fn command_line(&self, mark: &str) -> io::Result<Vec<String>> {
        let orders = serde_json::to_string(self)
            .map_err(|error| io::Error::other(format!("orders are written as JSON: {error}")))?;
        Ok(vec![LAUNCH.to_owned(), mark.to_owned(), orders])
    }

    pub(crate) fn parse(text: &str) -> io::Result<Orders> {
        serde_json::from_str(text)
            .map_err(|error| io::Error::other(format!("expected orders of this very program: {error}")))
    }

    /// Whether a layer is to be put up.
    #[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "there are no layers elsewhere"))]
    pub(crate) fn has(&self, layer: Layer) -> bool {
        #[cfg(feature = "holes")]
        if self.off.contains(&layer) {
            return false;
        }
        match layer {
            Layer::Network | Layer::Namespaces => self.tier == Tier::Strict,
            Layer::Landlock | Layer::Calls => self.tier >= Tier::Landlock,
            Layer::Threads => self.tier >= Tier::Landlock && self.purpose == Purpose::Run,
            Layer::User => self.purpose == Purpose::Run,
            Layer::Limits | Layer::NoNewPrivileges | Layer::Descriptors | Layer::Environment => true,
        }
    }
}

/// A user that no system gives to anybody: above what `useradd` hands out and below the `nobody`s.
pub const FIRST_UID: u32 = 61_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_survive_the_command_line() {
        let orders = Orders::to_run(Tier::Strict, "/slot/probe", Network::Ports(vec![53]));
        let line = orders.command_line("mark").expect("plain values");
        assert_eq!(line[..2], [LAUNCH, "mark"]);
        assert_eq!(Orders::parse(&line[2]).expect("our own"), orders);
    }

    #[test]
    fn an_unknown_order_is_refused() {
        let line = Orders::to_run(Tier::Basic, "/p", Network::None).command_line("").expect("plain values");
        let more = line[2].replacen('{', r#"{"holes":["landlock"],"#, 1);
        assert!(Orders::parse(&more).is_err());
    }

    #[cfg(not(feature = "holes"))]
    #[test]
    fn no_layer_can_be_left_out() {
        let line = Orders::to_run(Tier::Basic, "/p", Network::None).command_line("").expect("plain values");
        let more = line[2].replacen('{', r#"{"off":["landlock"],"#, 1);
        assert!(Orders::parse(&more).is_err());
    }
}
