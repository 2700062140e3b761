//! Where the author's tools and the tests grade: a slot of their own, beside the learner's.

use std::path::{Path, PathBuf};

use grader::catalogue::{Course, Target};
use grader::compile::Toolchain;
use grader::confinement::{Confinement, Tier};
use grader::error::Error;
use grader::grade::{Request, Workshop, grade};
use grader::report::Report;

/// The slot in a folder of ours, the toolchain that built us, and the most confinement that there is. `launcher` is an
/// executable whose `main` calls [`grader::confinement::launch_if_told`] first: `cargo dev` itself, also for the tests.
pub fn workshop(slot: PathBuf, launcher: PathBuf) -> Workshop {
    #[expect(clippy::disallowed_methods, reason = "where a linker is found")]
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Slots side by side share the peers, which take long to build.
    let peers = slot.parent().unwrap_or(&slot).join("peers");
    let tools = Toolchain::find(PathBuf::from(env!("CARGO")), &path);
    Workshop { slot, peers, tools, confinement: Confinement::find(launcher, Tier::Strict) }
}

/// The same workshop with this tier in force and no greater one; or what is missing for it.
pub fn confined(workshop: &Workshop, tier: Tier) -> Result<Workshop, Vec<String>> {
    let found = Confinement::find(workshop.confinement.launcher.clone(), tier);
    match found.tier == tier {
        true => Ok(Workshop { confinement: found, ..workshop.clone() }),
        false => Err(found.missing),
    }
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
