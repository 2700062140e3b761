//! Rust as `rustfmt` would have it.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The text, formatted as the course at `root` says; or what `rustfmt` said, or why it did not start.
pub fn formatted(root: &Path, text: &str) -> Result<String, String> {
    let output = rustfmt(root, text).map_err(|error| format!("run rustfmt: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    String::from_utf8(output.stdout).map_err(|_| "rustfmt wrote something that is not UTF-8".to_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "rustfmt is a program, and only the maintainers' commands need it"
)]
fn rustfmt(root: &Path, text: &str) -> io::Result<Output> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root)
        // There, rust-toolchain.toml says which rustfmt this is.
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // rustfmt reads everything before it writes anything, so the pipes cannot block each other. If it stops
    // early, what it has to say is worth more than a broken pipe.
    let fed = rustfmt.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
    let output = rustfmt.wait_with_output()?;
    if output.status.success() { fed.map(|()| output) } else { Ok(output) }
}
