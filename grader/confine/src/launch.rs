//! The launcher: a process that gives up its rights one by one and then becomes the program.
//!
//! The order matters, and each step is where it is for a reason: another user while we still may; the tie to our
//! parent after that, because changing the user cuts it; limits next; then no new privileges, which the filters need;
//! files; and system calls last, because everything before makes some of those.

use std::convert::Infallible;
use std::io::{self, Write};

use crate::orders::Orders;

/// The first argument of an executable that is a launcher and nothing else.
pub const LAUNCH: &str = "__launch";
/// The first process of a namespace. These follow [`LAUNCH`] where it isn't orders.
#[cfg(target_os = "linux")]
pub(crate) const INIT: &str = "init";
/// What becomes the program in there.
#[cfg(target_os = "linux")]
pub(crate) const INSIDE: &str = "inside";
/// [`crate::probe`]'s launcher, and its program.
#[cfg(target_os = "linux")]
pub(crate) const TRY: &str = "try";
#[cfg(target_os = "linux")]
pub(crate) const WITNESS: &str = "witness";
/// A launcher that can't carry out its orders ends with this status and a line on standard error, and has not started
/// the program. A program may end with it too, but it doesn't know the mark: see [`refusal`].
pub const REFUSED: i32 = 125;

/// Carries out orders: `arguments` are those that follow [`LAUNCH`]. To be called first thing in `main`, before any
/// thread is started. On Linux the program is killed when the *thread* that started the launcher ends: see
/// PR_SET_PDEATHSIG in [prctl(2)](https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html).
pub fn launch(arguments: &[String]) -> ! {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Err(error) = carry_out(&arguments);
    let _ = writeln!(io::stderr(), "{}{error}", line_of(mark(&arguments)));
    #[expect(clippy::disallowed_methods, reason = "a launcher that could not become its program is done")]
    std::process::exit(REFUSED)
}

/// Why a launcher refused, if it did, out of what was said on standard error. Only the status [`REFUSED`] together
/// with this is a refusal: the program can say the words, but was never told the mark.
pub fn refusal(mark: &str, said: &str) -> Option<String> {
    let start = line_of(mark);
    said.lines().find_map(|line| line.strip_prefix(&start)).map(str::to_owned)
}

fn line_of(mark: &str) -> String {
    format!("launcher {mark}: ")
}

/// What the line that says why begins with.
fn mark<'a>(arguments: &[&'a str]) -> &'a str {
    match arguments {
        #[cfg(target_os = "linux")]
        [INSIDE, mark, _] => mark,
        [mark, ..] => mark,
        [] => "",
    }
}

fn carry_out(arguments: &[&str]) -> io::Result<Infallible> {
    match arguments {
        #[cfg(target_os = "linux")]
        [INIT] => crate::namespace::init(),
        #[cfg(target_os = "linux")]
        [INSIDE, _, orders] => become_program(&Orders::parse(orders)?),
        #[cfg(target_os = "linux")]
        [TRY, tier] => crate::tier::attempt(tier.parse()?),
        #[cfg(target_os = "linux")]
        [WITNESS, tier] => crate::tier::testify(tier.parse()?),
        [mark, orders] => from_outside(Orders::parse(orders)?, mark),
        _ => Err(io::Error::other(format!("expected orders, got {} arguments", arguments.len()))),
    }
}

#[cfg(target_os = "linux")]
pub(crate) use linux::{become_program, die_with_parent, from_outside};
#[cfg(target_os = "linux")]
pub use linux::{enter, guard, is_ready, make_ready, program_of};

#[cfg(target_os = "linux")]
mod linux {
    use std::convert::Infallible;
    use std::fs::{self, File};
    use std::io;
    use std::os::fd::AsRawFd;
    use std::os::unix::process::CommandExt;
    use std::path::PathBuf;
    use std::process::Command;

    use nix::sys::prctl;
    use nix::sys::signal::Signal;
    use nix::unistd::{Gid, Uid, setgroups, setresgid, setresuid};

    use crate::orders::{Layer, Orders};
    use crate::tier::Tier;
    use crate::{access, filter, limits, namespace};

    /// Gives this process the right to [`enter`]: a user namespace, in which it stays who it was, where it has no such
    /// right already. To be called first thing in `main`, because the kernel lets only a process with one thread do it.
    pub fn make_ready() -> io::Result<()> {
        namespace::make_ready()
    }

    /// Whether this process has the right to [`enter`].
    pub fn is_ready() -> bool {
        namespace::has_rights()
    }

    /// Moves the calling thread into a network of its own, with loopback and nothing else, for [`Tier::Strict`]. The
    /// threads and the programs that it starts from then on share it. There is no way back; threads that are there
    /// already stay where they are, with the real network.
    pub fn enter() -> io::Result<()> {
        namespace::enter()
    }

    /// Keeps other processes of the same user from reading this one's memory and environment. To be called after
    /// [`enter`]. Not inherited by what is executed.
    pub fn guard() -> io::Result<()> {
        Ok(prctl::set_dumpable(false)?)
    }

    /// The number of the program that a launcher runs: under [`Tier::Strict`] the launcher's second child, else the
    /// launcher itself has become it. `None` while it is not there yet, and where the kernel doesn't list children.
    pub fn program_of(tier: Tier, launcher: u32) -> Option<u32> {
        if tier < Tier::Strict {
            return Some(launcher);
        }
        let children = fs::read_to_string(format!("/proc/{launcher}/task/{launcher}/children")).ok()?;
        children.split_whitespace().nth(1)?.parse().ok()
    }

    pub(crate) fn from_outside(mut orders: Orders, mark: &str) -> io::Result<Infallible> {
        if orders.has(Layer::Descriptors) {
            close_the_rest()?;
        }
        // In there the others can't be counted any more.
        orders.limits.processes +=
            limits::threads_of(next_user(&orders).unwrap_or(Uid::effective()).as_raw());
        match orders.has(Layer::Namespaces) {
            true => namespace::wrap(orders, mark),
            false => become_program(&orders),
        }
    }

    pub(crate) fn become_program(orders: &Orders) -> io::Result<Infallible> {
        let rules = orders.has(Layer::Landlock).then(|| access::prepare(orders)).transpose()?;
        let program = Program::open(orders)?;
        if let Some(uid) = next_user(orders) {
            change_user(uid)?;
        }
        die_with_parent()?;
        if orders.has(Layer::Limits) {
            limits::apply(&orders.limits)?;
            limits::give_way(orders.purpose)?;
        }
        if orders.has(Layer::NoNewPrivileges) {
            prctl::set_no_new_privs()?;
        }
        if let Some(rules) = rules {
            access::apply(rules)?;
        }
        filter::apply(orders)?;
        Err(program.exec(orders))
    }

    /// Not for a parent that is gone already: its end of the pipes is closed, and the program reads the end of its
    /// input.
    pub(crate) fn die_with_parent() -> io::Result<()> {
        Ok(prctl::set_pdeathsig(Signal::SIGKILL)?)
    }

    /// Whom to become. Only root can become another, and only root has to.
    fn next_user(orders: &Orders) -> Option<Uid> {
        let wanted = orders.uid.filter(|_| orders.has(Layer::User));
        wanted.filter(|_| Uid::effective().is_root()).map(Uid::from_raw)
    }

    fn change_user(uid: Uid) -> io::Result<()> {
        let gid = Gid::from_raw(uid.as_raw());
        setgroups(&[])
            .and_then(|()| setresgid(gid, gid, gid))
            .and_then(|()| setresuid(uid, uid, uid))
            .map_err(|errno| io::Error::other(format!("expected to become user {uid}: {errno}")))
    }

    /// Files that whoever started us left open, by mistake or by way of a shell. Our own are closed by `exec`.
    fn close_the_rest() -> io::Result<()> {
        let open: Vec<i32> = fs::read_dir("/proc/self/fd")
            .map_err(|error| io::Error::other(format!("expected to list /proc/self/fd: {error}")))?
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .filter(|number| *number > 2)
            .collect();
        for number in open {
            // One of them was the folder that told their numbers, and is closed already.
            let _ = nix::unistd::close(number);
        }
        Ok(())
    }

    /// The program's file, found while we still were who we are: the next user may not be let through the folders
    /// above it.
    struct Program {
        path: PathBuf,
        _open: Option<File>,
    }

    impl Program {
        fn open(orders: &Orders) -> io::Result<Program> {
            if next_user(orders).is_none() || orders.has(Layer::Namespaces) {
                return Ok(Program { path: orders.program.clone(), _open: None });
            }
            let file = File::open(&orders.program)?;
            Ok(Program { path: format!("/proc/self/fd/{}", file.as_raw_fd()).into(), _open: Some(file) })
        }

        #[expect(clippy::disallowed_methods, reason = "becomes a program, and starts none")]
        fn exec(&self, orders: &Orders) -> io::Error {
            let mut command = Command::new(&self.path);
            command.arg0(&orders.program).args(&orders.arguments);
            if orders.has(Layer::Environment) {
                command.env_clear();
            }
            let error = command.envs(orders.environment.iter().cloned()).exec();
            io::Error::other(format!("expected to execute {:?}: {error}", orders.program))
        }
    }
}

#[cfg(not(target_os = "linux"))]
use elsewhere::from_outside;
#[cfg(not(target_os = "linux"))]
pub use elsewhere::{enter, guard, is_ready, make_ready, program_of};

/// Nothing is enforced here but an environment of our own and, where it is a Unix, limits. Not tested.
#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::convert::Infallible;
    use std::io;
    use std::process::Command;

    use crate::orders::Orders;
    use crate::tier::Tier;

    /// There is nothing to be ready for.
    pub fn make_ready() -> io::Result<()> {
        Ok(())
    }

    /// There is no such network here.
    pub fn is_ready() -> bool {
        false
    }

    /// There is no such network here.
    pub fn enter() -> io::Result<()> {
        Err(io::Error::other("expected Linux, for a network of our own"))
    }

    /// Nothing to do here.
    pub fn guard() -> io::Result<()> {
        Ok(())
    }

    /// The number of the program that a launcher runs.
    pub fn program_of(_: Tier, launcher: u32) -> Option<u32> {
        Some(launcher)
    }

    pub(crate) fn from_outside(orders: Orders, _: &str) -> io::Result<Infallible> {
        if orders.tier > Tier::Basic {
            return Err(io::Error::other(format!("expected Linux, for the tier {}", orders.tier)));
        }
        #[expect(clippy::disallowed_methods, reason = "becomes a program, or stands in for it")]
        let mut command = Command::new(&orders.program);
        command.args(&orders.arguments).env_clear().envs(orders.environment);
        #[cfg(unix)]
        {
            crate::limits::apply(&orders.limits)?;
            crate::limits::give_way(orders.purpose)?;
            Err(std::os::unix::process::CommandExt::exec(&mut command))
        }
        #[cfg(not(unix))]
        {
            let status = command.status()?;
            #[expect(
                clippy::disallowed_methods,
                reason = "this process has no other result than this status"
            )]
            std::process::exit(status.code().unwrap_or(1))
        }
    }
}
