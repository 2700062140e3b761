//! `cargo book`: arguments, printing, exit status.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use mdbook_preprocessor::{Preprocessor, parse_input};
use press::Course;
use press::check::check;
use press::serve::serve;
use press::site::Site;

/// Builds the book and serves it on this machine, until Ctrl-C.
#[derive(Debug, Parser)]
#[command(name = "cargo book", bin_name = "cargo book", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Serve at this port; without it, at 4600, or at one that is free.
    #[arg(long)]
    port: Option<u16>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the site into a folder, for any web host.
    Build {
        /// Where to; it must be new, empty, or hold a built book. Without it, target/book-site.
        folder: Option<PathBuf>,
        /// The path of the site on its host, for the page that stands in for a missing one.
        #[arg(long, default_value = "/")]
        base: String,
    },
    /// Builds the book into a scratch folder and says what is broken: links, ids, quizzes, listings, figures.
    Check,
    /// Answers mdBook as its preprocessor.
    #[command(hide = true)]
    Preprocess {
        #[command(subcommand)]
        question: Option<Supports>,
    },
}

#[derive(Debug, Subcommand)]
enum Supports {
    /// Whether the preprocessor works for a renderer: status 0 or 1.
    Supports {
        /// The renderer's name.
        renderer: String,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // mdBook says through `tracing` what went wrong, and goes on.
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .without_time()
        .with_target(false)
        .init();
    match run(arguments) {
        Ok(status) => status,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let site = Site::new(&root()?);
    match arguments.command {
        None => {
            say("building the book");
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(serve(site, arguments.port, say))?;
        }
        Some(Command::Build { folder, base }) => {
            let folder = folder.unwrap_or_else(|| site.root.join("target/book-site"));
            Site { base, ..site }.build(&folder)?;
            say(&format!("written: {}", folder.join("index.html").display()));
        }
        Some(Command::Check) => {
            let folder = tempfile::tempdir()?;
            site.build(folder.path())?;
            check(&site.root, folder.path())?;
            say("the book is whole");
        }
        Some(Command::Preprocess { question: Some(Supports::Supports { renderer }) }) => {
            let supports = Course.supports_renderer(&renderer)?;
            return Ok(if supports { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Some(Command::Preprocess { question: None }) => {
            let (context, book) = parse_input(std::io::stdin())?;
            let book = Course.run(&context, book)?;
            serde_json::to_writer(std::io::stdout(), &book)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder of the course: the one that this program was built in, unless told otherwise.
fn root() -> Result<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "the same variable as for `cargo grade`")]
    let told: Option<OsString> = std::env::var_os("GRADER_COURSE");
    match told {
        Some(folder) => Ok(folder.into()),
        None => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
            root.map(Path::to_owned).context("the press stands in book/press")
        }
    }
}

#[expect(clippy::print_stderr, reason = "this is the program's terminal")]
fn say(what: &str) {
    eprintln!("{what}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
    }
}
