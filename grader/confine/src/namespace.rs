//! A network for the grader, and processes, mounts and System V objects for each program.
//!
//! See [namespaces(7)](https://man7.org/linux/man-pages/man7/namespaces.7.html). Three processes of ours stand around
//! a program. The *launcher* makes the namespaces and stays outside, because nobody can move into a new process
//! namespace, only be born into it. Its first child is the *init* that a process namespace needs: it collects orphans,
//! and when it dies the kernel kills everything in there. Its second child becomes the program. So the program is a
//! child of the launcher, which learns exactly how it ended, and no process 1, which would not hear its own `abort`.

use std::convert::Infallible;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::AsRawFd;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use nix::errno::Errno;
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use nix::sys::signal::{SigSet, Signal, raise};
use nix::sys::socket::{AddressFamily, MsgFlags, SockFlag, SockProtocol, SockType, recv, send, socket};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{Gid, Uid};

use crate::launch::{INIT, INSIDE, LAUNCH, die_with_parent};
use crate::orders::{Orders, Purpose};

/// Gives this process, which must have one thread, the right to make networks, if it has none.
pub(crate) fn make_ready() -> io::Result<()> {
    match has_rights() {
        true => Ok(()),
        false => own_users(CloneFlags::empty()),
    }
}

/// Whether this thread may make namespaces: the capability SYS_ADMIN, which is bit 21 of a mask.
pub(crate) fn has_rights() -> bool {
    const SYS_ADMIN: u32 = 21;
    let status = fs::read_to_string("/proc/thread-self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> SYS_ADMIN & 1 == 1)
}

/// Moves this thread into a network of its own, with loopback and nothing else.
pub(crate) fn enter() -> io::Result<()> {
    unshare(CloneFlags::CLONE_NEWNET).map_err(|errno| wanted("a network", errno))?;
    loopback_up()
}

/// Makes namespaces, and a user namespace around them where we have no right to: in that we are who we were, with all
/// rights over what was made with it, until the next `exec`.
fn separate(flags: CloneFlags) -> io::Result<()> {
    match unshare(flags) {
        Err(Errno::EPERM) => own_users(flags),
        made => made.map_err(|errno| wanted("namespaces", errno)),
    }
}

fn own_users(flags: CloneFlags) -> io::Result<()> {
    let (uid, gid) = (Uid::effective(), Gid::effective());
    unshare(flags | CloneFlags::CLONE_NEWUSER).map_err(|errno| wanted("a user namespace", errno))?;
    // Without this the kernel lets nobody but root map groups: dropping one could grant what it was denied.
    fill("/proc/self/setgroups", "deny")?;
    fill("/proc/self/uid_map", &format!("{uid} {uid} 1"))?;
    fill("/proc/self/gid_map", &format!("{gid} {gid} 1"))
}

fn fill(path: &str, text: &str) -> io::Result<()> {
    File::options()
        .write(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| io::Error::other(format!("expected to write {text:?} to {path}: {error}")))
}

fn wanted(what: &str, errno: Errno) -> io::Error {
    io::Error::other(format!("expected to get {what}: {errno}"))
}

/// One message of [rtnetlink(7)](https://man7.org/linux/man-pages/man7/rtnetlink.7.html): set the flag UP of interface
/// 1, which loopback is in every network. The older way, an `ioctl`, has no safe function.
fn loopback_up() -> io::Result<()> {
    const RTM_NEWLINK: u16 = 16;
    const NLM_F_REQUEST_ACK: u16 = 1 | 4;
    const IFF_UP: u32 = 1;
    const LENGTH: u32 = 32;

    let mut message = Vec::new();
    // The header: length, type, flags, sequence number, sender (the kernel fills it in).
    message.extend(LENGTH.to_ne_bytes());
    message.extend(RTM_NEWLINK.to_ne_bytes());
    message.extend(NLM_F_REQUEST_ACK.to_ne_bytes());
    message.extend([0; 8]);
    // The interface: family and type are free, then its index, its flags, and which of them are meant.
    message.extend([0; 4]);
    message.extend(1_u32.to_ne_bytes());
    message.extend(IFF_UP.to_ne_bytes());
    message.extend(IFF_UP.to_ne_bytes());

    let kernel =
        socket(AddressFamily::Netlink, SockType::Raw, SockFlag::SOCK_CLOEXEC, SockProtocol::NetlinkRoute)
            .map_err(|errno| wanted("a netlink socket", errno))?;
    send(kernel.as_raw_fd(), &message, MsgFlags::empty()).map_err(|errno| wanted("loopback", errno))?;
    let mut reply = [0; 256];
    let length =
        recv(kernel.as_raw_fd(), &mut reply, MsgFlags::empty()).map_err(|errno| wanted("a reply", errno))?;
    // After the header of the reply: zero, or an error number below it.
    match reply[..length].get(16..20).and_then(|bytes| bytes.try_into().ok()).map(i32::from_ne_bytes) {
        Some(0) => Ok(()),
        Some(errno) => Err(wanted("loopback up", Errno::from_raw(-errno))),
        None => Err(io::Error::other(format!("expected 20 bytes about loopback, got {length}"))),
    }
}

/// Starts the program in namespaces of its own, waits for it, and ends as it ended.
pub(crate) fn wrap(mut orders: Orders, mark: &str) -> io::Result<Infallible> {
    // Before the mounts: they hide `/proc/self/exe`.
    let own = std::env::current_exe()?;
    separate(CloneFlags::CLONE_NEWPID | CloneFlags::CLONE_NEWNS | CloneFlags::CLONE_NEWIPC)?;
    if orders.purpose == Purpose::Run {
        hide(&mut orders, &own)?;
    }
    die_with_parent()?;

    let mut init = start(&own, &[LAUNCH, INIT], true)?;
    let [launch, mark, text] = &orders.command_line(mark)?[..] else {
        unreachable!("a command line is three arguments")
    };
    let mut program = start(&own, &[launch, INSIDE, mark, text], false)?;
    let_go_of_streams()?;
    let status = program.wait()?;
    init.kill()?;
    init.wait()?;
    end_as(status)
}

#[expect(clippy::disallowed_methods, reason = "whoever starts a launcher owns its group and its deadline")]
fn start(own: &Path, arguments: &[&str], alone: bool) -> io::Result<Child> {
    let mut command = Command::new(own);
    command.args(arguments);
    if alone {
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    }
    command.spawn().map_err(|error| io::Error::other(format!("expected to start {own:?} again: {error}")))
}

/// The program's streams are its own: as long as we held them, nobody would see it close one.
fn let_go_of_streams() -> io::Result<()> {
    let null = File::options().read(true).write(true).open("/dev/null")?;
    nix::unistd::dup2_stdin(&null)?;
    nix::unistd::dup2_stdout(&null)?;
    nix::unistd::dup2_stderr(&null)?;
    Ok(())
}

fn end_as(status: ExitStatus) -> io::Result<Infallible> {
    if let Some(signal) = status.signal().and_then(|number| Signal::try_from(number).ok()) {
        nix::sys::resource::setrlimit(nix::sys::resource::Resource::RLIMIT_CORE, 0, 0)?;
        // The first may meet std's own handler, which takes itself out of the way.
        raise(signal)?;
        raise(signal)?;
    }
    #[expect(clippy::disallowed_methods, reason = "this process has no other result than this status")]
    std::process::exit(status.code().unwrap_or(128 + status.signal().unwrap_or(0)))
}

/// The first process of a namespace: collects what others left behind, until it is killed.
pub(crate) fn init() -> io::Result<Infallible> {
    die_with_parent()?;
    let mut ends = SigSet::empty();
    ends.add(Signal::SIGCHLD);
    ends.thread_block()?;
    loop {
        while matches!(waitpid(None, Some(WaitPidFlag::WNOHANG)), Ok(status) if status != WaitStatus::StillAlive)
        {
        }
        ends.wait()?;
    }
}

/// Where a hidden program is found.
const PROGRAM: &str = "/proc/program";
/// Where it is put if it may not stay where it was started.
const EMPTY_FOLDER: &str = "/proc/empty";

/// Covers every folder below the root in which nothing is granted, with an empty one: no sockets, no names. `/proc`
/// is covered in any case. The program's own folder need not be reachable for the user it becomes, so it is mounted
/// there. Our own executable is needed once more, so its folder stays. A working folder that isn't granted is left for
/// an empty one, because `..` would lead out of it below the covers.
fn hide(orders: &mut Orders, own: &Path) -> io::Result<()> {
    let kept = |path: &PathBuf| fs::canonicalize(path).ok();
    let others = |path: &&PathBuf| **path != orders.program;
    let granted = orders.read.iter().chain(&orders.write).chain(orders.execute.iter().filter(others));
    let kept: Vec<PathBuf> = granted.filter_map(kept).chain([own.to_owned()]).collect();

    #[expect(
        clippy::disallowed_methods,
        reason = "asks where the program would be, to decide whether it may be there"
    )]
    let here = std::env::current_dir()?;
    mount_at(None, Path::new("/"), None, MsFlags::MS_REC | MsFlags::MS_PRIVATE)?;
    let folders: Vec<PathBuf> = fs::read_dir("/")?
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .filter(|folder| folder != Path::new("/proc") && !kept.iter().any(|path| path.starts_with(folder)))
        .collect();
    // Before its own folder is covered.
    cover_with_program(&orders.program)?;
    for folder in folders {
        mount_at(Some("tmpfs"), &folder, Some("tmpfs"), EMPTY | MsFlags::MS_RDONLY)?;
    }
    if !kept.iter().any(|path| here.starts_with(path)) {
        std::env::set_current_dir(EMPTY_FOLDER)?;
    }
    for path in orders.execute.iter_mut().filter(|path| **path == orders.program) {
        *path = PathBuf::from(PROGRAM);
    }
    orders.program = PathBuf::from(PROGRAM);
    Ok(())
}

const EMPTY: MsFlags = MsFlags::MS_NOSUID.union(MsFlags::MS_NODEV);

fn cover_with_program(program: &Path) -> io::Result<()> {
    let proc = Path::new("/proc");
    mount_at(Some("tmpfs"), proc, Some("tmpfs"), EMPTY)?;
    File::create_new(PROGRAM)?;
    fs::create_dir(EMPTY_FOLDER)?;
    let source =
        program.to_str().ok_or_else(|| io::Error::other("expected the program's path to be UTF-8"))?;
    mount_at(Some(source), Path::new(PROGRAM), None, MsFlags::MS_BIND)?;
    mount_at(None, proc, None, EMPTY | MsFlags::MS_REMOUNT | MsFlags::MS_BIND | MsFlags::MS_RDONLY)
}

fn mount_at(source: Option<&str>, target: &Path, kind: Option<&str>, flags: MsFlags) -> io::Result<()> {
    mount(source, target, kind, flags, None::<&str>)
        .map_err(|errno| io::Error::other(format!("expected to mount {source:?} at {target:?}: {errno}")))
}
