//! What a check found wrong, as plain data.

use probe::Call;
use serde::{Deserialize, Serialize};
use sim::Trace;

/// Why a check did not pass.
#[derive(Clone, Debug)]
pub struct Finding {
    /// How it ended.
    pub kind: Kind,
    /// In a line, what differs.
    pub message: String,
    /// The mistake that it looks like.
    pub fault: Option<&'static str>,
    /// The shortest story that shows it.
    pub detail: Detail,
    /// What learner code printed during that story.
    pub printed: String,
    /// The number of the case, to replay it.
    pub case: u32,
    /// The calls that show it, for a debugger; none where a peer was needed, too.
    pub calls: Vec<Call>,
}

/// How a check that did not pass ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A wrong answer.
    Failed,
    /// A `todo!()` was reached.
    NotWritten,
    /// A panic.
    Panicked,
    /// The process ended.
    Crashed,
    /// No answer in time.
    TimedOut,
    /// Too much memory, print or answer.
    OverLimit,
    /// Words on the judge's own line.
    Protocol,
    /// What it needs is not there, and that is nobody's mistake.
    Skipped,
    /// We could not do our job.
    Broken,
}

/// A story: what we did, what we saw, what should have been.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// In order.
    pub steps: Vec<Step>,
    /// Pictures of it.
    pub figures: Vec<Figure>,
}

/// One call, or one thing that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What we did, spelled as Rust where it is a call.
    pub did: String,
    /// What came of it.
    pub saw: Option<String>,
    /// What should have, where that is something else.
    pub expected: Option<String>,
    /// The same as Rust that compiles, where it is a call.
    #[serde(skip)]
    pub code: Option<Code>,
}

/// A call and its answers as Rust that compiles: what `--test` writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// The call: an expression, or a `let` that makes an object.
    pub call: String,
    /// What it gave, if it gave a value.
    pub saw: Option<String>,
    /// What it should have given, where that is one value and another one.
    pub expected: Option<String>,
}

/// A picture that belongs to a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Bytes with the names of their fields.
    Dump(Dump),
    /// Who sent what to whom.
    Ladder(Trace),
    /// Rows of text.
    Table(Table),
}

/// Bytes, and what they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dump {
    /// What the bytes are.
    pub title: String,
    /// The bytes themselves.
    #[serde(with = "given::hex")]
    pub bytes: Vec<u8>,
    /// Names of places in them, in order.
    pub fields: Vec<Field>,
}

/// A place in a [`Dump`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Where it begins.
    pub offset: usize,
    /// How many bytes it has.
    pub len: usize,
    /// What it is.
    pub label: String,
    /// Whether it is what the story is about; then a caret points at it.
    pub wrong: bool,
}

/// Rows of cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Rows that the story is about, by number from 0.
    pub wrong: Vec<usize>,
}

impl Dump {
    /// Bytes without names yet.
    pub fn new(title: impl Into<String>, bytes: &[u8]) -> Dump {
        Dump { title: title.into(), bytes: bytes.to_vec(), fields: vec![] }
    }

    /// Names a place.
    pub fn field(mut self, offset: usize, len: usize, label: impl Into<String>) -> Self {
        self.fields.push(Field { offset, len, label: label.into(), wrong: false });
        self
    }

    /// Names a place that is wrong.
    pub fn wrong(mut self, offset: usize, len: usize, label: impl Into<String>) -> Self {
        self.fields.push(Field { offset, len, label: label.into(), wrong: true });
        self
    }
}

impl From<Dump> for Figure {
    fn from(dump: Dump) -> Figure {
        Figure::Dump(dump)
    }
}

impl From<Trace> for Figure {
    fn from(trace: Trace) -> Figure {
        Figure::Ladder(trace)
    }
}

impl From<Table> for Figure {
    fn from(table: Table) -> Figure {
        Figure::Table(table)
    }
}
