//! What lies outside: canaries, listeners, other processes. And how a case is run.

use std::fs::{self, File};
use std::io::{self, Read};
use std::net::{TcpListener, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use confine::Orders;
use nix::fcntl::{FcntlArg, FdFlag, fcntl};

/// What no program of the tests is told.
pub(crate) const MARK: &str = "5e1f";

/// The world of one run of the tests.
pub(crate) struct World {
    pub(crate) root: bool,
    pub(crate) own: PathBuf,
    folder: tempfile::TempDir,
    tcp: TcpListener,
    udp: UdpSocket,
    name: String,
    sibling: Child,
    _listeners: [UnixListener; 2],
    _left_open: File,
}

impl World {
    /// Everything in it is open to every user, so that nothing but a layer of ours stops an attack.
    pub(crate) fn new() -> io::Result<World> {
        let own = std::env::current_exe()?;
        // A folder that strict can cover: one below which nothing is granted.
        let outside = if own.starts_with("/var") { "/tmp" } else { "/var/tmp" };
        let folder = tempfile::Builder::new().prefix("confine-").tempdir_in(outside)?;
        open_to_all(folder.path())?;

        let name = format!("confine-{}", std::process::id());
        let socket = folder.path().join("socket");
        let listeners =
            [UnixListener::bind(&socket)?, UnixListener::bind_addr(&SocketAddr::from_abstract_name(&name)?)?];
        open_to_all(&socket)?;

        let left_open_path = folder.path().join("left-open");
        fs::write(&left_open_path, "canary")?;
        open_to_all(&left_open_path)?;
        let left_open = File::open(&left_open_path)?;
        fcntl(&left_open, FcntlArg::F_SETFD(FdFlag::empty()))?;
        assert!(left_open.as_raw_fd() > 2);

        let root = nix::unistd::geteuid().is_root();
        if root {
            let helper = folder.path().join("helper");
            fs::copy(&own, &helper)?;
            fs::set_permissions(&helper, fs::Permissions::from_mode(0o4755))?;
        }
        fs::create_dir(folder.path().join("granted"))?;
        open_to_all(&folder.path().join("granted"))?;

        let tcp = TcpListener::bind("127.0.0.1:0")?;
        let udp = UdpSocket::bind("127.0.0.1:0")?;
        udp.set_nonblocking(true)?;
        tcp.set_nonblocking(true)?;
        let sibling = Command::new(&own).arg("sleep").spawn()?;
        Ok(World { root, own, folder, tcp, udp, name, sibling, _listeners: listeners, _left_open: left_open })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a word of the table stands for.
    pub(crate) fn argument(&self, word: &str) -> io::Result<String> {
        let (us, sibling) = (std::process::id(), self.sibling.id());
        Ok(match word {
            "canary" | "private" => self.canary(word)?.display().to_string(),
            "granted" => self.path("granted").join("big").display().to_string(),
            "socket" | "helper" => self.path(word).display().to_string(),
            "name" => self.name.clone(),
            "parent" => us.to_string(),
            "sibling" => sibling.to_string(),
            "environ" => format!("/proc/{us}/environ"),
            "mem" => format!("/proc/{us}/mem"),
            "tcp" => self.tcp.local_addr()?.port().to_string(),
            "udp" => self.udp.local_addr()?.port().to_string(),
            _ => word.to_owned(),
        })
    }

    /// A fresh one for each case: the last may have been deleted.
    fn canary(&self, name: &str) -> io::Result<PathBuf> {
        for stale in ["canary-moved", "canary-link", "canary"] {
            let _ = fs::remove_file(self.path(stale));
        }
        let path = self.path(name);
        fs::write(&path, "canary")?;
        if name == "private" {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        } else {
            open_to_all(&path)?;
        }
        Ok(path)
    }

    /// Whether a listener out here heard anything since it was last asked.
    pub(crate) fn heard(&self) -> bool {
        let datagram = self.udp.recv(&mut [0; 16]).is_ok();
        let connection = self.tcp.accept().is_ok();
        datagram || connection
    }

    /// Starts a launcher as a grader would, which first enters a network of its own if it is told to.
    pub(crate) fn start(&self, orders: &Orders, enter: bool) -> io::Result<Child> {
        Command::new(&self.own)
            .args(["case", if enter { "enter" } else { "stay" }])
            .args(orders.command_line(MARK)?)
            .env("CANARY", "sings")
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    }

    /// Runs a case to its end: how it ended, and what it said.
    pub(crate) fn run(&self, orders: &Orders, enter: bool) -> io::Result<(ExitStatus, String)> {
        let mut child = self.start(orders, enter)?;
        let pipes = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
        let readers = (thread::spawn(|| text(pipes.0)), thread::spawn(|| text(pipes.1)));
        let status = wait(&mut child, Duration::from_secs(60))?;
        let said = readers.0.join().expect("reads") + &readers.1.join().expect("reads");
        Ok((status, said))
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.sibling.kill();
        let _ = self.sibling.wait();
    }
}

/// The process that a grader is: it may be in a network of its own, and becomes a launcher.
pub(crate) fn case(enter: bool, orders: &[&str]) -> ExitCode {
    if enter && let Err(error) = confine::make_ready().and_then(|()| confine::enter()) {
        eprintln!("enter: {error}");
        return ExitCode::from(125);
    }
    let own = std::env::current_exe().expect("we were started");
    eprintln!("case: {}", Command::new(own).args(orders).exec());
    ExitCode::from(125)
}

pub(crate) fn wait(child: &mut Child, most: Duration) -> io::Result<ExitStatus> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > most {
            child.kill()?;
            return child.wait();
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn text(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = pipe.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn open_to_all(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(0o777))
}
