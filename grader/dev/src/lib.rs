//! The author's tools: what `cargo dev` does. They write `exercises/` and `grader/stubs/` from `solutions/`,
//! plant faults and demand that they are caught, and look for what is missing or stray.

pub mod faults;
pub mod lock;
pub mod new;
pub mod runner;
pub mod rustfmt;
pub mod stubs;
pub mod submissions;
pub mod tidy;
pub mod vectors;
pub mod workshop;
