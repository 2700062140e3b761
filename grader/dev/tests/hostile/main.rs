//! Hostile submissions: what each gets, what holds after each, and that each would work if it were let.
//!
//! A row of `rows` is a test. After it the invariants hold: points and statuses as the row says (G1), in time, and
//! never as our fault (G2); no file of the course changed (G3); nobody left behind (G4); no secret in any form of
//! the report (G5), and no command to GitHub's runner but our annotations (G6); nobody outside called (G7); every form
//! valid (G8); the next honest submission full (G9). And with the defense away, the attack works (G10): else its row
//! would prove nothing.
//!
//! Its own `main`, so that rows are tests with names, and run one after the other: they are about resources.
#![expect(clippy::disallowed_methods, reason = "it plants files, and is a grader without any defense too")]
#![expect(clippy::print_stdout, reason = "what is not here is skipped visibly")]

#[cfg(target_os = "linux")]
mod range;
#[cfg(target_os = "linux")]
mod rows;
#[cfg(target_os = "linux")]
#[path = "../support/schema.rs"]
mod schema;
#[cfg(target_os = "linux")]
mod tests;
#[cfg(target_os = "linux")]
#[path = "../support/toy.rs"]
mod toy;
#[cfg(target_os = "linux")]
mod world;
#[cfg(target_os = "linux")]
#[path = "../formats/xsd.rs"]
mod xsd;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    tests::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("skipped: the attacks are written for Linux");
}
