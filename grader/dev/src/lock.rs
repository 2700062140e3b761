//! The lockfile of the staged workspace: the same versions as the course's own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use grader::catalogue::Course;
use grader::confinement::Tier;
use grader::stage::Slot;
use toml::{Table, Value};

/// Makes the staged workspace's lockfile from the course's own: lays the workspace out in a slot, gives it our
/// lockfile, and has cargo drop what it doesn't need.
pub fn make(course: &Course, slot: &Path) -> io::Result<String> {
    let staged = course.root.join("grader/stage/Cargo.lock");
    let root = fs::read_to_string(course.root.join("Cargo.lock"))?;
    crate::submissions::write(&staged, &root)?;
    // Nothing is built: of the slot, only its staged workspace is of use.
    let slot = Slot::open(slot, Tier::Basic, || {}).map_err(io::Error::other)?;
    slot.lay_out(course).map_err(io::Error::other)?;
    let stage = slot.stage();
    resolve(&stage)?;
    let lock = fs::read_to_string(stage.join("Cargo.lock"))?;
    crate::submissions::write(&staged, &lock)?;
    Ok(lock)
}

/// Makes the course's own lockfile know the packages that are there now.
pub fn update(course: &Course) -> io::Result<()> {
    resolve(&course.root)
}

/// Has cargo bring the lockfile of a workspace up to date, without the network: only for the packages of the workspace
/// itself, and without a look at crates of other systems, which a fresh machine has not fetched.
fn resolve(workspace: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "an author's tool, with nobody's code but ours")]
    let status = std::process::Command::new(env!("CARGO"))
        .args(["update", "--workspace", "--offline", "--quiet"])
        .current_dir(workspace)
        .status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other("cargo update --workspace failed")) }
}

/// Packages that the staged workspace takes in another version than the course's own, or that are not in the
/// course's lockfile at all.
pub fn differing(course: &Course) -> io::Result<Vec<String>> {
    let own = versions(&fs::read_to_string(course.root.join("Cargo.lock"))?)?;
    let staged = versions(&fs::read_to_string(course.root.join("grader/stage/Cargo.lock"))?)?;
    let differs = |(name, versions): (String, BTreeSet<String>)| {
        let known = own.get(&name).is_some_and(|known| versions.is_subset(known));
        (!known).then(|| format!("{name} {versions:?}"))
    };
    Ok(staged.into_iter().filter_map(differs).collect())
}

/// The versions of each package that comes from a registry.
fn versions(lock: &str) -> io::Result<BTreeMap<String, BTreeSet<String>>> {
    let table: Table = lock.parse().map_err(io::Error::other)?;
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in table.get("package").and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| package.get(key).and_then(Value::as_str).map(String::from);
        if let (Some(name), Some(version), Some(_)) = (text("name"), text("version"), text("source")) {
            versions.entry(name).or_default().insert(version);
        }
    }
    Ok(versions)
}
