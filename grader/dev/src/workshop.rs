//! Where the author's tools and the tests grade: a slot of their own, beside the learner's.

use std::path::{Path, PathBuf};

use grader::catalogue::{Course, Target};
use grader::compile::Toolchain;
use grader::error::Error;
use grader::grade::{Request, Workshop, grade};
use grader::report::Report;

/// The slot in a folder of ours, and the toolchain that built us.
pub fn workshop(slot: PathBuf) -> Workshop {
    #[expect(clippy::disallowed_methods, reason = "where a linker is found")]
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Slots side by side share the peers, which take long to build.
    let peers = slot.parent().unwrap_or(&slot).join("peers");
    Workshop { slot, peers, tools: Toolchain::find(PathBuf::from(env!("CARGO")), &path) }
}

/// The author's slot: in the target folder of the course, so that `cargo clean` removes it.
pub fn slot(course: &Course) -> PathBuf {
    course.root.join("target/dev-slot")
}

/// Grades a folder as `cargo grade --submission` does.
pub fn grade_folder(
    course: &Course,
    workshop: &Workshop,
    submission: &Path,
    target: Target<'_>,
) -> Result<Report, Error> {
    let request = Request { target, ..Request::new(submission.to_owned()) };
    grade(course, workshop, &request, &|_| {})
}
