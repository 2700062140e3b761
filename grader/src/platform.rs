//! The one module that knows which operating system this is.
//!
//! Linux is tested. macOS shares the Unix half and is not tested yet; neither is the half for everything else.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Duration;

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe, a device: nothing we read.
    Special,
}

/// A folder that was opened without following a link, and gives out only what lies in it.
#[derive(Debug)]
pub struct Folder(imp::Folder);

impl Folder {
    /// Opens the folder at `path`. Links on the way there are the caller's business and are followed.
    pub fn open(path: &Path) -> io::Result<Folder> {
        imp::open(path).map(Folder)
    }

    /// The names in it, in order, and what they are.
    pub fn entries(&self) -> io::Result<Vec<(OsString, Kind)>> {
        let mut entries = imp::entries(&self.0)?;
        entries.sort();
        entries.into_iter().map(|name| imp::kind(&self.0, &name).map(|kind| (name, kind))).collect()
    }

    /// Opens a folder in it, which must not be a link.
    pub fn folder(&self, name: &OsString) -> io::Result<Folder> {
        imp::folder(&self.0, name).map(Folder)
    }

    /// Opens a file in it for reading, which must not be a link. It never waits, not even for a pipe; the caller
    /// asks the open file what it is.
    pub fn file(&self, name: &OsString) -> io::Result<File> {
        imp::file(&self.0, name)
    }
}

/// Makes the program that `command` starts the leader of a process group of its own.
pub fn in_own_group(command: &mut Command) -> &mut Command {
    imp::in_own_group(command)
}

/// Kills every process of the group that `pid` leads. It is no error if none is left.
pub fn kill_group(pid: u32) {
    imp::kill_group(pid);
}

/// Asks a process to end, as Ctrl-C would; where there is no such thing, it is killed soon after.
pub fn ask_to_end(pid: u32) {
    imp::ask_to_end(pid);
}

/// Takes keys from the terminal as they are pressed, unseen, until [`keys_as_usual`]. Nothing happens where standard
/// input is no terminal that can do that.
pub fn keys_at_once() {
    imp::keys_at_once();
}

/// Undoes [`keys_at_once`]; of no effect without it.
pub fn keys_as_usual() {
    imp::keys_as_usual();
}

/// The processor time that process `pid` has used so far, all its threads together; `None` where the system
/// doesn't tell.
pub fn cpu_time(pid: u32) -> Option<Duration> {
    imp::cpu_time(pid)
}

/// The numbers of a process's children. None where the system doesn't tell.
pub fn children(pid: u32) -> Vec<u32> {
    imp::children(pid)
}

/// The bytes of memory that process `pid` and all below it have touched and still hold; 0 where the system doesn't
/// tell.
pub fn memory_of_tree(pid: u32) -> u64 {
    imp::memory(pid) + imp::children(pid).into_iter().map(memory_of_tree).sum::<u64>()
}

/// Whether process `pid` computes, or would if the processor were free; `false` where the system doesn't tell.
pub fn wants_processor(pid: u32) -> bool {
    imp::wants_processor(pid)
}

/// Makes us the parent of whatever our children leave behind.
pub fn adopt_orphans() -> io::Result<()> {
    imp::adopt_orphans()
}

/// Kills a child of ours that nobody waits for, and collects it if it is gone already.
pub fn end_child(pid: u32) {
    imp::end_child(pid);
}

/// The signal that ended a process, with its name.
pub fn signal(status: ExitStatus) -> Option<(i32, String)> {
    imp::signal(status)
}

/// How many links lead to an open file; more than one means that it also lies elsewhere.
pub fn links(file: &File) -> io::Result<u64> {
    imp::links(file)
}

/// How many bytes can still be written where `path` is, or will be; `None` where the system doesn't tell.
pub fn free_bytes(path: &Path) -> Option<u64> {
    imp::free_bytes(path.ancestors().find(|path| path.exists())?)
}

#[cfg(unix)]
mod imp {
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::sync::{Mutex, PoisonError};

    use nix::dir::Dir;
    use nix::fcntl::{AtFlags, OFlag, openat};
    use nix::sys::signal::{Signal, kill, killpg};
    use nix::sys::stat::{Mode, SFlag, fstatat};
    use nix::sys::statvfs::statvfs;
    use nix::sys::termios::{LocalFlags, SetArg, Termios, tcgetattr, tcsetattr};
    use nix::sys::wait::{WaitPidFlag, waitpid};
    use nix::unistd::Pid;

    use super::*;

    pub(super) type Folder = OwnedFd;

    const HERE: OFlag = OFlag::O_CLOEXEC.union(OFlag::O_NONBLOCK).union(OFlag::O_NOCTTY);

    pub(super) fn open(path: &Path) -> io::Result<Folder> {
        Ok(nix::fcntl::open(path, HERE | OFlag::O_DIRECTORY, Mode::empty())?)
    }

    pub(super) fn entries(folder: &Folder) -> io::Result<Vec<OsString>> {
        // A descriptor of its own, because reading moves the position.
        let mut dir = Dir::openat(folder, ".", HERE | OFlag::O_DIRECTORY, Mode::empty())?;
        dir.iter()
            .map(|entry| Ok(OsString::from_vec(entry?.file_name().to_bytes().to_vec())))
            .filter(|name| !name.as_ref().is_ok_and(|name| name == "." || name == ".."))
            .collect()
    }

    pub(super) fn kind(folder: &Folder, name: &OsString) -> io::Result<Kind> {
        let stat = fstatat(folder.as_fd(), name.as_os_str(), AtFlags::AT_SYMLINK_NOFOLLOW)?;
        Ok(match SFlag::from_bits_truncate(stat.st_mode) & SFlag::S_IFMT {
            SFlag::S_IFREG => Kind::File,
            SFlag::S_IFDIR => Kind::Folder,
            _ => Kind::Special,
        })
    }

    pub(super) fn folder(folder: &Folder, name: &OsString) -> io::Result<Folder> {
        let flags = HERE | OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW;
        Ok(openat(folder, name.as_bytes(), flags, Mode::empty())?)
    }

    pub(super) fn file(folder: &Folder, name: &OsString) -> io::Result<File> {
        Ok(openat(folder, name.as_bytes(), HERE | OFlag::O_NOFOLLOW, Mode::empty())?.into())
    }

    pub(super) fn in_own_group(command: &mut Command) -> &mut Command {
        command.process_group(0)
    }

    pub(super) fn kill_group(pid: u32) {
        if let Ok(pid) = i32::try_from(pid) {
            let _ = killpg(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn cpu_time(pid: u32) -> Option<Duration> {
        let clock = nix::time::clock_getcpuclockid(Pid::from_raw(i32::try_from(pid).ok()?)).ok()?;
        Some(nix::time::clock_gettime(clock).ok()?.into())
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn cpu_time(_: u32) -> Option<Duration> {
        None
    }

    /// Each thread has a list of those that it started. See
    /// [proc_tid_children(5)](https://man7.org/linux/man-pages/man5/proc_tid_children.5.html).
    #[cfg(target_os = "linux")]
    pub(super) fn children(pid: u32) -> Vec<u32> {
        let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return vec![] };
        let lists = threads
            .flatten()
            .filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
        lists
            .flat_map(|list| list.split(' ').filter_map(|number| number.parse().ok()).collect::<Vec<u32>>())
            .collect()
    }

    /// The letter behind the name, which is in brackets, is `R` for a thread that runs or waits for a processor.
    #[cfg(target_os = "linux")]
    pub(super) fn wants_processor(pid: u32) -> bool {
        let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return false };
        let mut stats =
            threads.flatten().filter_map(|thread| std::fs::read_to_string(thread.path().join("stat")).ok());
        stats.any(|stat| stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('R')))
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn wants_processor(_: u32) -> bool {
        false
    }

    #[cfg(target_os = "linux")]
    pub(super) fn memory(pid: u32) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = resident.and_then(|text| text.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        kilobytes.unwrap_or(0) << 10
    }

    #[cfg(target_os = "linux")]
    pub(super) fn adopt_orphans() -> io::Result<()> {
        Ok(nix::sys::prctl::set_child_subreaper(true)?)
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn children(_: u32) -> Vec<u32> {
        vec![]
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn memory(_: u32) -> u64 {
        0
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn adopt_orphans() -> io::Result<()> {
        Ok(())
    }

    pub(super) fn end_child(pid: u32) {
        if let Ok(pid) = i32::try_from(pid) {
            let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
            let _ = waitpid(Pid::from_raw(pid), Some(WaitPidFlag::WNOHANG));
        }
    }

    pub(super) fn signal(status: ExitStatus) -> Option<(i32, String)> {
        let number = status.signal()?;
        let name = Signal::try_from(number).map_or_else(|_| number.to_string(), |signal| signal.to_string());
        Some((number, name))
    }

    pub(super) fn links(file: &File) -> io::Result<u64> {
        Ok(file.metadata()?.nlink())
    }

    pub(super) fn ask_to_end(pid: u32) {
        if let Ok(pid) = i32::try_from(pid) {
            let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
        }
    }

    /// How the terminal was before.
    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    pub(super) fn keys_at_once() {
        let Ok(before) = tcgetattr(io::stdin()) else { return };
        let mut now = before.clone();
        // Not the raw mode: line ends and Ctrl-C stay what they are.
        now.local_flags.remove(LocalFlags::ICANON | LocalFlags::ECHO);
        if tcsetattr(io::stdin(), SetArg::TCSANOW, &now).is_ok() {
            *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        }
    }

    pub(super) fn keys_as_usual() {
        if let Some(before) = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &before);
        }
    }

    pub(super) fn free_bytes(path: &Path) -> Option<u64> {
        let disk = statvfs(path).ok()?;
        #[expect(clippy::useless_conversion, reason = "these numbers have other types on other systems")]
        Some(u64::from(disk.blocks_available()).saturating_mul(u64::from(disk.fragment_size())))
    }
}

#[cfg(not(unix))]
mod imp {
    use std::path::PathBuf;

    use super::*;

    pub(super) type Folder = PathBuf;

    pub(super) fn open(path: &Path) -> io::Result<Folder> {
        std::fs::read_dir(path)?;
        Ok(path.to_owned())
    }

    pub(super) fn entries(folder: &Folder) -> io::Result<Vec<OsString>> {
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    pub(super) fn kind(folder: &Folder, name: &OsString) -> io::Result<Kind> {
        let kind = folder.join(name).symlink_metadata()?.file_type();
        Ok(if kind.is_file() {
            Kind::File
        } else if kind.is_dir() {
            Kind::Folder
        } else {
            Kind::Special
        })
    }

    pub(super) fn folder(folder: &Folder, name: &OsString) -> io::Result<Folder> {
        open(&folder.join(name))
    }

    pub(super) fn file(folder: &Folder, name: &OsString) -> io::Result<File> {
        File::open(folder.join(name))
    }

    pub(super) fn in_own_group(command: &mut Command) -> &mut Command {
        command
    }

    pub(super) fn kill_group(_: u32) {}

    pub(super) fn cpu_time(_: u32) -> Option<Duration> {
        None
    }

    pub(super) fn children(_: u32) -> Vec<u32> {
        vec![]
    }

    pub(super) fn wants_processor(_: u32) -> bool {
        false
    }

    pub(super) fn memory(_: u32) -> u64 {
        0
    }

    pub(super) fn adopt_orphans() -> io::Result<()> {
        Ok(())
    }

    pub(super) fn end_child(_: u32) {}

    pub(super) fn signal(_: ExitStatus) -> Option<(i32, String)> {
        None
    }

    pub(super) fn links(_: &File) -> io::Result<u64> {
        Ok(1)
    }

    pub(super) fn ask_to_end(_: u32) {}

    pub(super) fn keys_at_once() {}

    pub(super) fn keys_as_usual() {}

    pub(super) fn free_bytes(_: &Path) -> Option<u64> {
        None
    }
}
