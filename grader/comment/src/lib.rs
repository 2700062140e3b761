//! What a pull request from a stranger is told: one comment, kept up to date, made of the catalogue's own words.
//!
//! The grading of a pull request runs where its author has a say: its workflow file is the author's, and so is the
//! report that it leaves. This runs afterwards, from the course's own branch, with a token that may write comments.
//! So nothing here believes what the report says of itself. Whatever is not an id, a word or a number of the trusted
//! catalogue is dropped, points are counted anew from the checks, and no text of a stranger's is ever repeated.
//!
//! ```text
//! workflow_run event -> api: the pull request, its files -> gate -> api: the artifact -> claim -> render -> api: comment
//! ```

pub mod api;
pub mod claim;
pub mod event;
pub mod gate;
pub mod past;
pub mod render;
pub mod work;

/// What went wrong, for the log of the run. It says what was expected, and repeats nothing that a stranger wrote.
pub type Problem = String;
