//! Runs a program that nobody trusts: a compiler at work on a stranger's text, or the probe that it built.
//!
//! Owns what such a program may read, execute, write, reach and use. It judges nothing, sets no deadline and waits
//! for no output: that is the business of whoever starts the launcher.
//!
//! The grader starts *itself* with the arguments of [`Orders::command_line`]. Its `main` hands them to [`launch`]
//! before it does anything else. That process has one thread, so it can take rights away from itself one by one with
//! safe functions, and then becomes the program. Nothing runs between a `fork` and an `exec`, and nothing here is
//! `unsafe`.
//!
//! ```no_run
//! use confine::{LAUNCH, Network, Orders, Tier};
//!
//! fn main() -> std::io::Result<()> {
//!     let arguments: Vec<String> = std::env::args().skip(1).collect();
//!     if arguments.first().is_some_and(|first| first == LAUNCH) {
//!         confine::launch(&arguments[1..]);
//!     }
//!     let own = std::env::current_exe()?;
//!     let tier = confine::probe(&own, Tier::Strict).tier;
//!     if tier == Tier::Strict {
//!         // While there is one thread.
//!         confine::make_ready()?;
//!     }
//!     confine::guard()?;
//!     // What needs the real network comes here, or stays on this thread if another one enters.
//!     if tier == Tier::Strict {
//!         confine::enter()?;
//!     }
//!
//!     let orders = Orders::to_run(tier, "/slot/target/debug/probe-hello", Network::Loopback);
//!     let launcher = std::process::Command::new(own)
//!         .args(orders.command_line("what the program can't know")?)
//!         .current_dir("/slot/run")
//!         .spawn()?;
//!     // Under strict the launcher waits for the program and ends as it ends; below it, it becomes the program.
//!     let program = confine::program_of(tier, launcher.id());
//!     # drop(program);
//!     Ok(())
//! }
//! ```
//!
//! Linux is what this is written for. Elsewhere, and on a Linux that refuses, less is enforced: [`probe`] tells how
//! much, because a report must say it.

#[cfg(target_os = "linux")]
mod access;
#[cfg(target_os = "linux")]
mod filter;
mod launch;
#[cfg(unix)]
mod limits;
#[cfg(target_os = "linux")]
mod namespace;
mod orders;
mod paths;
mod tier;

pub use launch::{LAUNCH, REFUSED, enter, guard, is_ready, launch, make_ready, program_of, refusal};
pub use orders::{FIRST_UID, Layer, Limits, Network, Orders, Purpose};
pub use tier::{Found, Tier, probe};
