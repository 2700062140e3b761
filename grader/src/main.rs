//! `cargo grade`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    grader::confinement::launch_if_told();
    cli::main()
}
