//! Files that reports are written into: which, and never one that somebody else wrote.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use grader::error::Error;

use super::{Failure, Options};

/// A format that reports are written in.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// For people, in a terminal
    #[default]
    Text,
    /// For programs: grader/report.schema.json says what it looks like
    Json,
    /// Markdown, for the summary of a step of GitHub's
    Summary,
    /// Commands for GitHub's runner, shown beside the lines of a change
    Annotations,
    /// XML, for Jenkins and others
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JSON in few bytes: without what anybody said or printed
    Brief,
}

/// Bytes of a file that are read to know whether it is one of ours.
const BEGINNING: u64 = 1024;

impl Format {
    /// Its name in a folder of reports.
    fn file_name(self) -> &'static str {
        match self {
            Format::Text => "report.txt",
            Format::Json => "report.json",
            Format::Summary => "summary.md",
            Format::Annotations => "annotations.txt",
            Format::Junit => "junit.xml",
            Format::Sarif => "report.sarif",
            Format::Brief => "brief.json",
        }
    }

    /// Whether a file that begins so was written by us in this format.
    fn is_ours(self, beginning: &str) -> bool {
        match self {
            Format::Text => beginning.starts_with(HEAD),
            Format::Json => beginning.starts_with("{\n  \"version\": 1,\n  \"grader_version\""),
            Format::Summary => beginning.starts_with("# cargo grade: "),
            Format::Annotations => beginning.starts_with("::error ") || beginning.starts_with("::warning "),
            Format::Junit => beginning.contains("<testsuites name=\"cargo grade\""),
            Format::Sarif => beginning.contains("\"name\": \"cargo grade\""),
            Format::Brief => beginning.starts_with("{\"version\":1,\"grader_version\""),
        }
    }
}

/// The first line of a text report in a file.
const HEAD: &str = "cargo grade\n\n";

/// Whether all reports that are asked for can be written. Before a grading: nobody wants to wait for that.
pub(crate) fn check(options: &Options) -> Result<(), Failure> {
    let Some(output) = &options.output else {
        return match options.format.len() {
            0 | 1 => Ok(()),
            _ => Err(usage("several formats need --output with a folder to write them in")),
        };
    };
    if options.as_test {
        // Not a report: what is there is replaced only by who says so.
        return match fs::symlink_metadata(output) {
            Ok(_) => {
                Err(usage(format!("{} exists; expected a new file, or >> of your shell", output.display())))
            }
            Err(_) => Ok(()),
        };
    }
    if options.format.len() > 1 && output.exists() && !output.is_dir() {
        return Err(usage(format!("several formats need a folder, and {} is none", output.display())));
    }
    for format in &options.format {
        let path = file(output, *format, options);
        if !is_free(&path, *format) {
            return Err(usage(format!(
                "{} exists and is no {} report of ours; expected a new file, or one to write anew",
                path.display(),
                format.to_possible_value().expect("no format is hidden").get_name(),
            )));
        }
    }
    Ok(())
}

fn usage(message: impl Into<String>) -> Failure {
    Failure::Usage(message.into())
}

/// Writes one report where `--output` says.
pub(crate) fn write_report(
    output: &Path,
    format: Format,
    options: &Options,
    text: &str,
) -> Result<(), Failure> {
    let path = file(output, format, options);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::io("make", folder))?;
    }
    if format == Format::Text {
        return write(&path, &format!("{HEAD}{}", anstream::adapter::strip_str(text)));
    }
    write(&path, text)
}

/// The file of a format: `--output` itself, or in it where that is a folder, or several formats make one of it.
fn file(output: &Path, format: Format, options: &Options) -> PathBuf {
    let is_folder = options.format.len() > 1 || output.is_dir();
    if is_folder { output.join(format.file_name()) } else { output.to_owned() }
}

/// Whether nothing is lost if a report is written there: nothing is there, or an earlier report.
fn is_free(path: &Path, format: Format) -> bool {
    match fs::symlink_metadata(path) {
        Err(_) => true,
        Ok(metadata) if !metadata.is_file() => false,
        Ok(metadata) => {
            let mut beginning = Vec::new();
            let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
            let is_ours = format.is_ours(&String::from_utf8_lossy(&beginning));
            metadata.len() == 0 || (read.is_ok() && is_ours)
        }
    }
}

/// Writes beside the file first, so that a reader never sees half of it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    Ok(replace(path, text.as_bytes()).map_err(Error::io("write", path))?)
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or(path.as_os_str()));
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    // A new one: whatever has this name is not followed, and not overwritten.
    let written = File::create_new(&beside).and_then(|mut file| file.write_all(bytes));
    #[expect(clippy::disallowed_methods, reason = "this room writes reports")]
    let moved = written.and_then(|()| fs::rename(&beside, path));
    if moved.is_err() {
        #[expect(clippy::disallowed_methods, reason = "half a report is of no use")]
        let _ = fs::remove_file(&beside);
    }
    moved
}
