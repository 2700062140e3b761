//! Which of the system's own paths a confined program needs.
//!
//! Each list is what honest programs were seen to need, and no more. Paths that a system doesn't have are passed
//! over.

use std::path::PathBuf;

/// Where shared libraries lie. Reading is enough for them: the kernel wants the right to execute for a program and
/// for its loader only.
const LIBRARIES: [&str; 5] = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"];

/// The programs that load libraries for others, glibc's and musl's. `exec` of any dynamic program executes its loader.
const LOADERS: [&str; 5] = [
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib64/ld-linux-aarch64.so.1",
    "/lib/ld-musl-x86_64.so.1",
    "/lib/ld-musl-aarch64.so.1",
];

/// What a program reads before `main`, and what glibc reads to learn that `localhost` is 127.0.0.1: without these
/// four an honest program fails. See [nsswitch.conf(5)](https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html)
/// and [gai.conf(5)](https://man7.org/linux/man-pages/man5/gai.conf.5.html).
const SYSTEM: [&str; 9] = [
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/host.conf",
    "/etc/gai.conf",
    "/etc/localtime",
    "/dev/urandom",
    "/dev/zero",
];

/// What a linker and its driver are made of.
const TOOLS: [&str; 8] =
    ["/bin", "/usr/bin", "/usr/local/bin", "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/libexec"];

/// Sizes and counts that a toolchain looks up: processors, pages, its own limits.
const FOR_TOOLS: [&str; 5] =
    ["/usr/include", "/usr/share", "/etc/alternatives", "/proc/meminfo", "/sys/fs/cgroup"];

pub(crate) fn for_a_run() -> Vec<PathBuf> {
    LIBRARIES.iter().chain(&SYSTEM).map(PathBuf::from).collect()
}

pub(crate) fn for_a_build() -> Vec<PathBuf> {
    SYSTEM.iter().chain(&FOR_TOOLS).map(PathBuf::from).collect()
}

pub(crate) fn loaders() -> impl Iterator<Item = PathBuf> {
    LOADERS.iter().map(PathBuf::from)
}

pub(crate) fn system_tools() -> impl Iterator<Item = PathBuf> {
    TOOLS.iter().map(PathBuf::from)
}

/// The one file that takes what is written and keeps nothing.
pub(crate) fn always_writable() -> Vec<PathBuf> {
    vec![PathBuf::from("/dev/null")]
}
