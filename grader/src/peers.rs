//! Peers that we did not write: real servers, built when a check first needs one, and started on loopback.
//!
//! Each is a package of its own in `grader/peers`, outside the workspace, with its own lockfile. A peer ends when its
//! standard input does, and tells in its first line where it can be reached.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::compile::{self, Toolchain};
use crate::confinement::Outside;
use crate::process::{Heard, Limits, Process, Program};
use crate::stage;

/// Builds peers, each once.
pub struct Peers<'a> {
    /// The course's folder `grader/peers`.
    pub sources: PathBuf,
    /// Where they are built.
    pub folder: PathBuf,
    /// What builds them.
    pub tools: &'a Toolchain,
    /// Where that is done: it may need the network.
    pub outside: &'a Outside,
    /// Called before a peer is built, which takes a while.
    pub building: &'a (dyn Fn() + Sync),
    /// Those that are known already.
    pub built: Mutex<BTreeMap<String, Result<PathBuf, String>>>,
}

/// How long a peer may take to say where it is.
const TO_START: Limits = Limits { wall: Duration::from_secs(20), cpu: None };
/// How long its answer may take, and how often it is asked: on loopback nothing is lost, but a machine may be busy.
const TO_ANSWER: Duration = Duration::from_secs(2);
const TRIES: u32 = 3;

impl Peers<'_> {
    /// All that there are.
    pub fn names(&self) -> Vec<String> {
        let folders =
            fs::read_dir(&self.sources).map(|entries| entries.flatten().collect()).unwrap_or_else(|_| vec![]);
        let mut names: Vec<String> =
            folders.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The program of a peer, which is built if it isn't yet; or why it can't be had.
    pub fn get(&self, name: &str) -> Result<PathBuf, String> {
        // Held while it is built: whoever else needs it has to wait anyway.
        let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        built.entry(name.to_owned()).or_insert_with(|| self.find_or_build(name)).clone()
    }

    fn find_or_build(&self, name: &str) -> Result<PathBuf, String> {
        let hash = self.hash(name).map_err(|error| error.to_string())?;
        let note = self.folder.join(format!("{name}.built"));
        let known = fs::read_to_string(&note).unwrap_or_default();
        if let Some((of, path)) = known.split_once('\n')
            && of == hash
            && Path::new(path).is_file()
        {
            return Ok(PathBuf::from(path));
        }
        (self.building)();
        let (tools, package, target) = (self.tools.clone(), self.sources.join(name), self.folder.clone());
        let path = self.outside.run(move || compile::build_peer(&tools, &package, &target))?;
        stage::remember(&note, &format!("{hash}\n{}", path.display())).map_err(|error| error.to_string())?;
        Ok(path)
    }

    /// What a peer is built from, and by what.
    fn hash(&self, name: &str) -> io::Result<String> {
        let mut hash = Sha256::new();
        for file in ["Cargo.toml", "Cargo.lock", "src/main.rs"] {
            hash.update(fs::read(self.sources.join(name).join(file))?);
        }
        hash.update(self.tools.cargo.display().to_string());
        Ok(given::hex::encode(&hash.finalize()))
    }
}

/// A peer that runs.
#[derive(Debug)]
pub struct Server {
    /// Ends when this is dropped.
    _process: Process,
    /// Where it answers.
    pub address: SocketAddr,
}

impl Server {
    /// Starts a peer.
    pub fn start(path: &Path) -> io::Result<Server> {
        let folder = path.parent().unwrap_or(path);
        let program = Program { path, args: vec![], folder, env: vec![], inherit_env: false };
        let mut process = Process::start(&program)?;
        let said = match process.wait(TO_START) {
            Heard::Line(line) => String::from_utf8_lossy(&line).into_owned(),
            other => return Err(io::Error::other(format!("it did not say where it is: {other:?}"))),
        };
        let address = said.trim().parse().map_err(|_| io::Error::other(format!("`{said}` is no address")))?;
        Ok(Server { _process: process, address })
    }

    /// Sends a datagram, and gives what came back, with its sender.
    pub fn ask(&self, datagram: &[u8]) -> io::Result<(SocketAddr, Vec<u8>)> {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        socket.set_read_timeout(Some(TO_ANSWER))?;
        let mut buffer = vec![0; 1 << 16];
        let mut last = io::Error::from(io::ErrorKind::TimedOut);
        for _ in 0..TRIES {
            socket.send_to(datagram, self.address)?;
            match socket.recv_from(&mut buffer) {
                Ok((length, from)) => return Ok((from, buffer[..length].to_vec())),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

impl fmt::Debug for Peers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peers").field("folder", &self.folder).finish_non_exhaustive()
    }
}
