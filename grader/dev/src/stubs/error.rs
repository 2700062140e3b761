//! What is wrong with a solution that no stub can be derived from.

use std::fmt;

/// Why there is no stub. The line, from 1, is the one in the solution to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StubError {
    /// The solution is not Rust.
    Unparsable {
        /// Where the parser gave up.
        line: usize,
        /// What it said.
        message: String,
    },
    /// A public function returns `impl Trait`, for which `todo!()` is no body.
    ReturnsImplTrait {
        /// Where the function is.
        line: usize,
        /// Its name.
        name: String,
    },
    /// A public function has no docs, and they are all that the learner has.
    Undocumented {
        /// Where the function is.
        line: usize,
        /// Its name.
        name: String,
    },
    /// What stays mentions an item that goes, so the stub would not compile.
    MentionsPrivate {
        /// Where the item that goes is.
        line: usize,
        /// Its name.
        name: String,
    },
    /// The docs that stay link to an item that goes.
    LinksPrivate {
        /// Where the item that goes is.
        line: usize,
        /// Its name.
        name: String,
    },
    /// A tuple struct's private fields would leave, and a public one behind them would get another number.
    MovesField {
        /// Where the struct is.
        line: usize,
        /// Its name.
        name: String,
    },
    /// There is a `// given` that keeps nothing.
    LooseGiven {
        /// Where the comment is.
        line: usize,
    },
}

impl StubError {
    pub(super) fn unparsable(error: &syn::Error) -> StubError {
        StubError::Unparsable { line: error.span().start().line, message: error.to_string() }
    }

    /// The line, from 1, of the solution to look at.
    pub fn line(&self) -> usize {
        match self {
            StubError::Unparsable { line, .. }
            | StubError::ReturnsImplTrait { line, .. }
            | StubError::Undocumented { line, .. }
            | StubError::MentionsPrivate { line, .. }
            | StubError::LinksPrivate { line, .. }
            | StubError::MovesField { line, .. }
            | StubError::LooseGiven { line } => *line,
        }
    }
}

impl fmt::Display for StubError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line())?;
        match self {
            StubError::Unparsable { message, .. } => write!(f, "does not parse: {message}"),
            StubError::ReturnsImplTrait { name, .. } => {
                write!(f, "`{name}` is public and returns `impl Trait`; name the type")
            }
            StubError::Undocumented { name, .. } => {
                write!(f, "`{name}` is public and has no docs, which are the learner's specification")
            }
            StubError::MentionsPrivate { name, .. } => write!(
                f,
                "`{name}` is private and goes, but what stays mentions it; make it `pub` or `// given`"
            ),
            StubError::LinksPrivate { name, .. } => {
                write!(f, "`{name}` is private and goes, but docs that stay link to it")
            }
            StubError::MovesField { name, .. } => {
                write!(
                    f,
                    "a public field of `{name}` stands behind two private ones and would get another number"
                )
            }
            StubError::LooseGiven { .. } => write!(
                f,
                "`// given` keeps nothing; it belongs directly above the docs of an item that can stay"
            ),
        }
    }
}

impl std::error::Error for StubError {}
