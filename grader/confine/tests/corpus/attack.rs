//! The attacks. Each says whether it got through, and no more.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::net::{TcpStream, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};
use std::thread;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use nix::unistd::Pid;

/// The exit status of an attack that got through.
pub(crate) const THROUGH: u8 = 42;
const THROUGH_SHELL: &str = "exit 42";

pub(crate) fn run(name: &str, rest: &[&str]) -> ExitCode {
    match attempt(name, rest) {
        Ok(()) => ExitCode::from(THROUGH),
        Err(error) => {
            println!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn attempt(name: &str, rest: &[&str]) -> io::Result<()> {
    let first = rest.first().copied().unwrap_or_default();
    match name {
        "read" => fs::read(first).map(drop),
        "stat" => fs::metadata(first).map(drop),
        "write" => OpenOptions::new().append(true).open(first)?.write_all(b"more"),
        "delete" => fs::remove_file(first),
        "rename" => fs::rename(first, format!("{first}-moved")),
        "link" => fs::hard_link(first, format!("{first}-link")),
        "shell" => Err(Command::new("/bin/sh").args(["-c", THROUGH_SHELL]).exec()),
        "fork" => Command::new(own()?).args(["attack", "nothing"]).spawn()?.wait().map(drop),
        "exec itself" => Err(Command::new(own()?).args(["attack", "nothing"]).exec()),
        "nothing" => Ok(()),
        "setsid" => Ok(nix::unistd::setsid().map(drop)?),
        // One that does nothing, and not SIGCONT: that one is allowed within a session.
        "signal" => Ok(kill(pid(first), Signal::SIGWINCH)?),
        "tcp" => TcpStream::connect(("127.0.0.1", port(first))).map(drop),
        "udp" => {
            UdpSocket::bind("127.0.0.1:0")?.send_to(b"out", ("127.0.0.1", port(first))).and_then(answered)
        }
        "unix path" => UnixStream::connect(first).map(drop),
        "unix name" => UnixStream::connect_addr(&SocketAddr::from_abstract_name(first)?).map(drop),
        // The sibling gets our own limit, and keeps its priority; a file keeps its mode. That is refused or allowed like
        // any other value.
        "limit" => limit(first),
        "priority" => priority(first),
        "chmod" => fs::set_permissions(first, fs::metadata(first)?.permissions()),
        "ptrace" => Ok(nix::sys::ptrace::seize(pid(first), nix::sys::ptrace::Options::empty())?),
        "vm" => vm(pid(first)),
        "open" => File::open(first).map(drop),
        "set-user-id" => Err(Command::new(first).args(["attack", "am root"]).exec()),
        "am root" => nix::unistd::geteuid().is_root().then_some(()).ok_or(io::Error::other("still nobody")),
        "io_uring" => io_uring::IoUring::new(8).map(drop),
        "memfd" => Ok(nix::sys::memfd::memfd_create("x", nix::sys::memfd::MFdFlags::empty()).map(drop)?),
        "user namespace" => Ok(nix::sched::unshare(nix::sched::CloneFlags::CLONE_NEWUSER)?),
        "memory" => memory(),
        "threads" => threads(10_000),
        "file" => File::create(first)?.write_all(&vec![1; 2 << 20]),
        "descriptors" => descriptors(),
        "environment" => std::env::var("CANARY").map(drop).map_err(io::Error::other),
        _ => Err(io::Error::other("expected the name of an attack")),
    }
}

/// `argv[0]` is a path that works in here, and `/proc/self/exe` may not be.
fn own() -> io::Result<String> {
    std::env::args().next().ok_or(io::Error::other("expected a name"))
}

fn pid(text: &str) -> Pid {
    Pid::from_raw(text.parse().expect("a number"))
}

fn limit(pid: &str) -> io::Result<()> {
    use rustix::process::{Resource, getrlimit, prlimit};
    let pid = rustix::process::Pid::from_raw(pid.parse().expect("a number"));
    Ok(prlimit(pid, Resource::Fsize, getrlimit(Resource::Fsize)).map(drop)?)
}

fn priority(pid: &str) -> io::Result<()> {
    use rustix::process::{getpriority_process, setpriority_process};
    let pid = rustix::process::Pid::from_raw(pid.parse().expect("a number"));
    Ok(setpriority_process(pid, getpriority_process(pid)?)?)
}

fn port(text: &str) -> u16 {
    text.parse().expect("a number")
}

/// On loopback a datagram is there or refused by the time that it is sent; into nothing it would be lost. The other
/// side tells the harness.
fn answered(_sent: usize) -> io::Result<()> {
    thread::sleep(Duration::from_millis(1));
    Ok(())
}

/// Nothing lies at that address: whoever may look is told so, and whoever may not is told that.
fn vm(pid: Pid) -> io::Result<()> {
    let mut byte = [0];
    let remote = [RemoteIoVec { base: 8, len: 1 }];
    match process_vm_readv(pid, &mut [io::IoSliceMut::new(&mut byte)], &remote) {
        Ok(_) | Err(nix::errno::Errno::EFAULT) => Ok(()),
        Err(errno) => Err(errno.into()),
    }
}

/// 4 GiB, touched here and there.
fn memory() -> io::Result<()> {
    const BYTES: usize = 4 << 30;
    let mut bytes: Vec<u8> = Vec::new();
    bytes.try_reserve_exact(BYTES).map_err(io::Error::other)?;
    let spare = bytes.spare_capacity_mut();
    for at in (0..BYTES).step_by(64 << 20) {
        spare[at].write(1);
    }
    Ok(())
}

fn threads(count: usize) -> io::Result<()> {
    for _ in 0..count {
        let small = thread::Builder::new().stack_size(16 << 10);
        small.spawn(|| {
            loop {
                thread::park();
            }
        })?;
    }
    Ok(())
}

/// Opens again whatever is open beyond the standard streams.
fn descriptors() -> io::Result<()> {
    let listing = fs::read_dir("/proc/self/fd")?;
    for entry in listing.flatten() {
        let number: i32 = entry.file_name().to_string_lossy().parse().map_err(io::Error::other)?;
        if number > 2 && fs::read(entry.path()).is_ok_and(|bytes| bytes.starts_with(b"canary")) {
            return Ok(());
        }
    }
    Err(io::Error::other("nothing of interest is open"))
}
