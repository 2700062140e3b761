//! Judges submissions: stages them under our own manifests, builds them, asks their code questions, and reports.
//!
//! ```text
//! Submission -> stage -> Staged -> compile -> Compiled -> launch -> Probe -> check -> Outcome -> Report -> render
//! ```
//!
//! Each arrow is one function; [`grade::grade`] is the one that knows their order. ARCHITECTURE.md describes the
//! rooms and what each must never do.

pub mod catalogue;
pub mod checks;
pub mod compile;
pub mod confinement;
pub mod error;
pub mod finding;
pub mod grade;
pub mod house;
pub mod peer;
pub mod peers;
pub mod platform;
pub mod probe;
pub mod process;
pub mod report;
pub mod sanitise;
pub mod script;
pub mod seat;
pub mod seed;
pub mod spell;
pub mod stage;
pub mod submission;
pub mod trial;
pub mod watch;
