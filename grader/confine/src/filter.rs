//! System calls that fail: seccomp filters.
//!
//! A list of what is denied, not of what is allowed: what a learner's honest program calls is decided by std, libc
//! and their next versions. Landlock and the namespaces say what may be reached; this closes the ways around them.
//! See [seccomp(2)](https://man7.org/linux/man-pages/man2/seccomp.2.html).

use std::collections::BTreeMap;
use std::io;

use seccompiler::{
    SeccompAction, SeccompCmpArgLen as Length, SeccompCmpOp as Compare, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter,
};

use crate::orders::{Layer, Network, Orders, Purpose};
use crate::tier::Tier;

/// Each of these looks into, steers or outlives another process, changes what the system looks like, or is a way past
/// the other layers: io_uring does its work where no filter sees it, a memfd is a file that no path rule knows.
const DENIED: &[i64] = &[
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_kcmp,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    libc::SYS_chroot,
    libc::SYS_pivot_root,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_fanotify_init,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_kexec_file_load,
    libc::SYS_reboot,
    libc::SYS_quotactl,
    libc::SYS_acct,
    libc::SYS_syslog,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
    libc::SYS_personality,
];

/// The same number on every architecture; libc doesn't know it on all of them.
const FCHMODAT2: i64 = 452;

/// Denied to a run alone: a linker may use a memfd, and a shell a group.
const DENIED_TO_A_RUN: &[i64] = &[
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
    libc::SYS_execveat,
    libc::SYS_setsid,
    libc::SYS_setpgid,
    // Landlock lets them through, and a learner owns the files around: without them nothing outside changes its mode,
    // its owner, its dates or its attributes.
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    FCHMODAT2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    // What has no file to write to may still fill the machine's memory with these.
    libc::SYS_shmget,
    libc::SYS_msgget,
    libc::SYS_semget,
    libc::SYS_mq_open,
];

/// Older forms of the same. Newer architectures never had them.
#[cfg(target_arch = "x86_64")]
const DENIED_TO_A_RUN_TOO: &[i64] = &[
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
];
#[cfg(not(target_arch = "x86_64"))]
const DENIED_TO_A_RUN_TOO: &[i64] = &[];

/// Limits, priorities and processors of a process, and which argument says of which. Zero is the caller itself, which
/// may. Anybody else's are not its business, and no other layer of [`Tier::Landlock`] minds.
const ONLY_OF_ITSELF: &[(i64, u8)] = &[
    (libc::SYS_prlimit64, 0),
    (libc::SYS_sched_setaffinity, 0),
    (libc::SYS_sched_setparam, 0),
    (libc::SYS_sched_setscheduler, 0),
    (libc::SYS_sched_setattr, 0),
    (libc::SYS_setpriority, 1),
    (libc::SYS_ioprio_set, 1),
    (libc::SYS_migrate_pages, 0),
    (libc::SYS_move_pages, 0),
];

/// The two calls that are processes and nothing else. Newer architectures never had them.
#[cfg(target_arch = "x86_64")]
const FORKS: &[i64] = &[libc::SYS_fork, libc::SYS_vfork];
#[cfg(not(target_arch = "x86_64"))]
const FORKS: &[i64] = &[];

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Takes the calls away from this thread and from all that it becomes. There is no way back.
pub(crate) fn apply(orders: &Orders) -> io::Result<()> {
    if orders.has(Layer::Calls) {
        install(calls(orders)?, libc::EPERM)?;
    }
    if orders.has(Layer::Threads) {
        install(threads_only()?, libc::EPERM)?;
        // Its flags lie in memory, where no filter can look. As if the kernel were older than the call, so that libc
        // takes `clone`, whose flags are an argument.
        install(BTreeMap::from([(libc::SYS_clone3, vec![])]), libc::ENOSYS)?;
    }
    Ok(())
}

fn calls(orders: &Orders) -> io::Result<Rules> {
    let mut rules: Rules = DENIED.iter().map(|call| (*call, vec![])).collect();
    if orders.purpose == Purpose::Run {
        rules.extend(DENIED_TO_A_RUN.iter().chain(DENIED_TO_A_RUN_TOO).map(|call| (*call, vec![])));
    }
    for (call, argument) in ONLY_OF_ITSELF {
        rules.insert(*call, vec![rule(vec![condition(*argument, Compare::Ne, 0)?])?]);
    }
    rules.insert(libc::SYS_socket, sockets(orders)?);
    Ok(rules)
}

/// An empty list denies every socket. Pairs come from another call and stay allowed: they reach nobody.
fn sockets(orders: &Orders) -> io::Result<Vec<SeccompRule>> {
    if orders.network == Network::None {
        return Ok(vec![]);
    }
    // Unix sockets reach whatever listens on a path, VSOCK the machine below, NETLINK and PACKET the network's setup.
    let other_families = rule(vec![
        condition(0, Compare::Ne, libc::AF_INET as u64)?,
        condition(0, Compare::Ne, libc::AF_INET6 as u64)?,
    ])?;
    // The low four bits are the type, above them are flags.
    let kind = |kind: i32| rule(vec![condition(1, Compare::MaskedEq(0xf), kind as u64)?]);
    let mut denied = vec![other_families];
    // Streams are 1 and datagrams 2. Raw packets and protocols that nobody here speaks have the numbers after them.
    for other in 3..=10 {
        denied.push(kind(other)?);
    }
    let ports_are_all_we_have = orders.tier < Tier::Strict && matches!(orders.network, Network::Ports(_));
    if ports_are_all_we_have {
        // No rule for ports sees a datagram.
        denied.push(kind(libc::SOCK_DGRAM)?);
    }
    Ok(denied)
}

fn threads_only() -> io::Result<Rules> {
    let no_thread = rule(vec![condition(0, Compare::MaskedEq(libc::CLONE_THREAD as u64), 0)?])?;
    let forks = FORKS.iter().map(|call| (*call, vec![]));
    Ok([(libc::SYS_clone, vec![no_thread])].into_iter().chain(forks).collect())
}

fn rule(conditions: Vec<SeccompCondition>) -> io::Result<SeccompRule> {
    SeccompRule::new(conditions).map_err(refused)
}

fn condition(argument: u8, compare: Compare, value: u64) -> io::Result<SeccompCondition> {
    SeccompCondition::new(argument, Length::Dword, compare, value).map_err(refused)
}

/// Another architecture's calls have other numbers: whoever makes one is killed.
fn install(rules: Rules, errno: i32) -> io::Result<()> {
    let arch = std::env::consts::ARCH.try_into().map_err(refused)?;
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, SeccompAction::Errno(errno as u32), arch)
        .map_err(refused)?;
    let program: seccompiler::BpfProgram = filter.try_into().map_err(refused)?;
    apply_filter(&program).map_err(refused)
}

fn refused(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(format!("expected the kernel to take a seccomp filter: {error}"))
}
