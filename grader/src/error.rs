//! Why we could not do our job. What a submission did is never an error; it is data, in the report.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::confinement::{self, Confinement, Tier};

/// We could not do our job.
#[derive(Debug)]
pub enum Error {
    /// The operating system refused something.
    Io {
        /// What we were doing.
        doing: String,
        /// What it said.
        source: io::Error,
    },
    /// The submission's folder can't be opened.
    NoSubmission {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Learner code can't be confined as it was demanded.
    Sandbox {
        /// The tier that was demanded.
        demanded: Tier,
        /// What there is.
        confinement: Confinement,
    },
    /// Our own crates can't be fetched or built.
    Prepare {
        /// What we were doing.
        doing: &'static str,
        /// What cargo said.
        said: String,
    },
}

impl Error {
    /// For `map_err`: what we were doing to a path.
    pub fn io(doing: &str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let doing = format!("{doing} {}", path.display());
        move |source| Error::Io { doing, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io { doing, source } => write!(f, "{doing}: {source}"),
            Error::NoSubmission { path, source } => write!(
                f,
                "expected a folder that holds <chapter>/src at {}: {source}",
                crate::sanitise::line(&path.display().to_string())
            ),
            Error::Sandbox { demanded, confinement } => {
                writeln!(
                    f,
                    "the sandbox {demanded} was demanded, and what there is here is {}; nothing was graded",
                    confinement.tier
                )?;
                for missing in &confinement.missing {
                    writeln!(f, "  {missing}")?;
                }
                write!(f, "{}", confinement::advice(*demanded))
            }
            Error::Prepare { doing, said } => write!(f, "{doing}; cargo said:\n{said}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } | Error::NoSubmission { source, .. } => Some(source),
            Error::Sandbox { .. } | Error::Prepare { .. } => None,
        }
    }
}
