//! Lays out a submission's sources under our own manifests, so that cargo sees nothing that a submission wrote
//! but Rust.
//!
//! A *slot* is a stable folder under a lock: one staged workspace, one target folder, one cargo home. All
//! chapters are always members; a missing file is its stub. Nothing here runs anything.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::catalogue::{Chapter, Course};
use crate::confinement::Tier;
use crate::error::Error;
use crate::house;
use crate::submission::{Handed, owner};

/// A folder to build and run submissions in, one at a time.
#[derive(Debug)]
pub struct Slot {
    /// The folder.
    pub path: PathBuf,
    /// Whether what is built here is confined: what was built otherwise is built again.
    confined: bool,
    _lock: File,
}

/// Which copy of a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Copy {
    /// The submission's own.
    Own,
    /// The submission's with some of our modules in it.
    StandIn,
}

/// Where the text of one exercise comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The submission.
    Submission,
    /// The stub, because the submission's can't be used.
    Stub,
    /// Our solution, for the sake of another exercise.
    Solution,
    /// Nowhere: the file is empty.
    Nothing,
}

impl Copy {
    fn folder(self) -> &'static str {
        match self {
            Copy::Own => "exercises",
            Copy::StandIn => "stand-in",
        }
    }

    fn probes(self) -> &'static str {
        match self {
            Copy::Own => "probes",
            Copy::StandIn => "stand-in-probes",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Copy::Own => "",
            Copy::StandIn => "stand-in-",
        }
    }

    /// The package of a chapter's learner crate.
    pub fn package(self, chapter: &str) -> String {
        format!("{}{chapter}", self.prefix())
    }

    /// The package, and the program, of a chapter's probe.
    pub fn probe_package(self, chapter: &str) -> String {
        format!("{}probe-{chapter}", self.prefix())
    }
}

/// A path in the staged workspace, as the learner knows it. One in the standard library says so.
pub fn own_path(staged: &str) -> String {
    match staged.strip_prefix("/rustc/").and_then(|rest| rest.split_once("/library/")) {
        Some((_, path)) => format!("{path} of the standard library, called by your code"),
        None => staged.replace("stand-in/", "exercises/"),
    }
}

impl Slot {
    /// Opens the slot at `path`, to build in under this tier, and waits for whoever has it. `waiting` is called once if
    /// that takes time.
    pub fn open(path: &Path, tier: Tier, waiting: impl FnOnce()) -> Result<Slot, Error> {
        fs::create_dir_all(path).map_err(Error::io("make the grader's own folder", path))?;
        let lock_path = path.join("lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&lock_path);
        let lock = lock.map_err(Error::io("open the lock", &lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waiting();
                lock.lock().map_err(Error::io("wait for the lock", &lock_path))?;
            }
            Err(TryLockError::Error(error)) => return Err(Error::io("take the lock", &lock_path)(error)),
        }
        Ok(Slot { path: path.to_owned(), confined: tier > Tier::Basic, _lock: lock })
    }

    /// The staged workspace.
    pub fn stage(&self) -> PathBuf {
        self.path.join("stage")
    }

    /// Where cargo builds.
    pub fn target(&self) -> PathBuf {
        self.path.join("target")
    }

    /// Cargo's home: empty but for what cargo writes.
    pub fn home(&self) -> PathBuf {
        self.path.join("home")
    }

    /// The sources of the crates we depend on.
    pub fn vendor(&self) -> PathBuf {
        self.path.join("vendor")
    }

    /// Where the compiler and the linker put what they need for a moment.
    pub fn temporary(&self) -> PathBuf {
        self.path.join("tmp")
    }

    /// An empty folder that probes run in.
    pub fn run(&self) -> PathBuf {
        self.path.join("run")
    }

    /// Lays out all that is ours, and the stubs of chapters that are not there yet. Gives a hash of what the
    /// dependencies are built from.
    pub fn lay_out(&self, course: &Course) -> Result<String, Error> {
        for folder in [self.target(), self.home(), self.run(), self.vendor(), self.temporary()] {
            fs::create_dir_all(&folder).map_err(Error::io("make", &folder))?;
        }
        let stage = self.stage();
        let grader = course.root.join("grader");
        let mut hash = Sha256::new();
        for (from, to) in [
            (grader.join("stage/Cargo.toml"), "Cargo.toml"),
            (grader.join("stage/Cargo.lock"), "Cargo.lock"),
            (course.root.join("exercises/given/Cargo.toml"), "given/Cargo.toml"),
            (grader.join("probe/Cargo.toml"), "probe/Cargo.toml"),
        ] {
            let text = fs::read(&from).map_err(Error::io("read", &from))?;
            hash.update(&text);
            write(&stage.join(to), &text)?;
        }
        for (from, to) in
            [(course.root.join("exercises/given/src"), "given/src"), (grader.join("probe/src"), "probe/src")]
        {
            let files = sources(&from)?;
            for (path, text) in &files {
                hash.update(path);
                hash.update(text);
            }
            replace(&stage.join(to), &files)?;
        }
        write(&self.home().join("config.toml"), CONFIG.as_bytes())?;
        // An earlier version's, which would say where crates come from when they are fetched.
        remove(&stage.join(".cargo"))?;
        for chapter in course.chapters {
            self.lay_out_probe(course, chapter, Copy::Own)?;
            self.lay_out_probe(course, chapter, Copy::StandIn)?;
            for copy in [Copy::Own, Copy::StandIn] {
                let staged = stage.join(copy.folder()).join(chapter.name).join("Cargo.toml");
                // One that an earlier version of the course has left may need other chapters than the lockfile says.
                if !fs::read_to_string(staged).is_ok_and(|text| is_current(&text, chapter, copy)) {
                    self.chapter(course, chapter, copy, &Handed::default(), |_| Source::Stub)?;
                }
            }
        }
        self.drop_old_chapters(course)?;
        Ok(given::hex::encode(&hash.finalize()))
    }

    /// Lays out one chapter of a submission: each exercise from where `source` says.
    pub fn chapter(
        &self,
        course: &Course,
        chapter: &Chapter,
        copy: Copy,
        handed: &Handed,
        source: impl Fn(&str) -> Source,
    ) -> Result<(), Error> {
        let stubs = sources(&course.root.join("grader/stubs").join(chapter.name).join("src"))?;
        let needs_solutions =
            chapter.exercises.iter().any(|exercise| source(exercise.name) == Source::Solution);
        let solutions = if needs_solutions {
            sources(&course.root.join("solutions").join(chapter.name).join("src"))?
        } else {
            vec![]
        };
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        files.extend(stubs.iter().filter(|(path, _)| path == "lib.rs").cloned());
        for exercise in chapter.exercises {
            let ours = |files: &[(String, Vec<u8>)]| {
                files.iter().filter(|(path, _)| owner(path) == Some(exercise.name)).cloned().collect()
            };
            let own: Vec<(String, Vec<u8>)> = match source(exercise.name) {
                Source::Solution => ours(&solutions),
                Source::Stub => ours(&stubs),
                Source::Nothing => vec![(format!("{}.rs", exercise.name), vec![])],
                Source::Submission => handed
                    .files_of(exercise.name)
                    .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
                    .collect(),
            };
            files.extend(own);
        }
        let programs = programs(course, chapter)?;
        files.extend(programs.iter().map(|(name, text)| (format!("bin/{name}.rs"), text.clone())));
        let folder = self.stage().join(copy.folder()).join(chapter.name);
        let mut manifest = manifest(chapter, copy, &self.hash(&files));
        if copy == Copy::Own {
            manifest.extend(programs.iter().map(|(name, _)| program_manifest(name)));
        }
        write(&folder.join("Cargo.toml"), manifest.as_bytes())?;
        // Here clippy looks for it first.
        write(&folder.join("clippy.toml"), house::configuration(chapter).as_bytes())?;
        replace(&folder.join("src"), &files)
    }

    fn lay_out_probe(&self, course: &Course, chapter: &Chapter, copy: Copy) -> Result<(), Error> {
        let files = sources(&course.root.join("grader/probes").join(chapter.name).join("src"))?;
        let folder = self.stage().join(copy.probes()).join(chapter.name);
        write(&folder.join("Cargo.toml"), probe_manifest(chapter, copy, &self.hash(&files)).as_bytes())?;
        replace(&folder.join("src"), &files)
    }

    /// Of what is built, and how.
    fn hash(&self, files: &[(String, Vec<u8>)]) -> String {
        let mut hash = Sha256::new();
        hash.update([u8::from(self.confined)]);
        for (path, text) in files {
            hash.update(path.len().to_be_bytes());
            hash.update(path);
            hash.update(text.len().to_be_bytes());
            hash.update(text);
        }
        given::hex::encode(&hash.finalize())
    }

    /// A chapter that was renamed or removed must not stay a member.
    fn drop_old_chapters(&self, course: &Course) -> Result<(), Error> {
        for copy in [Copy::Own, Copy::StandIn] {
            for parent in [copy.folder(), copy.probes()] {
                let parent = self.stage().join(parent);
                for entry in fs::read_dir(&parent).map_err(Error::io("list", &parent))? {
                    let path = entry.map_err(Error::io("list", &parent))?.path();
                    let is_known = path
                        .file_name()
                        .is_some_and(|name| course.chapters.iter().any(|chapter| name == chapter.name));
                    if !is_known {
                        remove(&path)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// The configuration in the slot's cargo home: crates come from the slot, never from the network. A path in it counts
/// from the folder that the home lies in.
const CONFIG: &str = "[source.crates-io]
replace-with = \"vendored\"

[source.vendored]
directory = \"vendor\"

[net]
offline = true

# Clippy sets this, and looks for what the house rules ban: code that is hidden from it must not run.
[build]
rustflags = [\"--cfg=clippy\"]
";

/// A learner crate's manifest. Cargo trusts the dates of files, and must not: the hash of the contents stands
/// where cargo looks for changes of the manifest, and is of no other use.
fn manifest(chapter: &Chapter, copy: Copy, hash: &str) -> String {
    let mut text = format!(
        "[package]
name = \"{}\"
version = \"0.0.0\"
edition = \"2024\"
publish = false
build = false
autolib = false
autobins = false
autoexamples = false
autotests = false
autobenches = false

[lib]
name = \"{}\"
path = \"src/lib.rs\"
doctest = false
test = false

[lints.rust]
unsafe_code = \"forbid\"
unused_variables = \"allow\"
unexpected_cfgs = {{ level = \"warn\", check-cfg = ['cfg(staged, values(\"{hash}\"))'] }}

[dependencies]
given.workspace = true
",
        copy.package(chapter.name),
        chapter.name,
    );
    for need in chapter.needs {
        text += &dependency(need, copy);
    }
    text
}

/// Whether a staged manifest is what a chapter has now, but for its files and programs.
fn is_current(staged: &str, chapter: &Chapter, copy: Copy) -> bool {
    let lasting = |text: &str| {
        let package = text.split("\n[[bin]]").next().unwrap_or_default();
        package.lines().filter(|line| !line.contains("cfg(staged")).map(String::from).collect::<Vec<_>>()
    };
    lasting(staged) == lasting(&manifest(chapter, copy, ""))
}

fn program_manifest(name: &str) -> String {
    format!("\n[[bin]]\nname = \"{name}\"\npath = \"src/bin/{name}.rs\"\ntest = false\n")
}

/// The given programs of a chapter: name and text.
pub fn programs(course: &Course, chapter: &Chapter) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let folder = course.root.join("grader/stubs").join(chapter.name).join("src/bin");
    if !folder.is_dir() {
        return Ok(vec![]);
    }
    let files = sources(&folder)?.into_iter();
    Ok(files.map(|(name, text)| (name.trim_end_matches(".rs").to_owned(), text)).collect())
}

fn probe_manifest(chapter: &Chapter, copy: Copy, hash: &str) -> String {
    let name = copy.probe_package(chapter.name);
    format!(
        "[package]
name = \"{name}\"
version = \"0.0.0\"
edition = \"2024\"
publish = false
build = false
autobins = false

[[bin]]
name = \"{name}\"
path = \"src/main.rs\"
test = false

[lints.rust]
unsafe_code = \"forbid\"
unexpected_cfgs = {{ level = \"warn\", check-cfg = ['cfg(staged, values(\"{hash}\"))'] }}

[dependencies]
given.workspace = true
probe.workspace = true
serde.workspace = true
{}",
        dependency(chapter.name, copy)
    )
}

fn dependency(chapter: &str, copy: Copy) -> String {
    format!(
        "{chapter} = {{ path = \"../../{}/{chapter}\", package = \"{}\" }}\n",
        copy.folder(),
        copy.package(chapter)
    )
}

/// The sources below one of our own folders, by path with `/`, in order; programs in `bin` excepted.
fn sources(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::io("list", &folder))? {
            let entry = entry.map_err(Error::io("list", &folder))?;
            let path = entry.path();
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if path.is_dir() {
                if name != "bin" {
                    folders.push((path, format!("{name}/")));
                }
            } else if name.ends_with(".rs") {
                files.push((name, fs::read(&path).map_err(Error::io("read", &path))?));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Makes a folder hold these files and no others.
fn replace(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let mut wanted: BTreeSet<PathBuf> = BTreeSet::new();
    for (path, text) in files {
        let path = folder.join(path);
        write(&path, text)?;
        wanted.extend(path.ancestors().take_while(|path| *path != folder).map(Path::to_owned));
    }
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::io("list", &folder))? {
            let path = entry.map_err(Error::io("list", &folder))?.path();
            if !wanted.contains(&path) {
                remove(&path)?;
            } else if path.is_dir() {
                folders.push(path);
            }
        }
    }
    Ok(())
}

/// Writes a file unless it holds that already: what did not change is not built again.
fn write(path: &Path, text: &[u8]) -> Result<(), Error> {
    if fs::read(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if path.is_dir() {
        remove(path)?;
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(Error::io("make", parent))?;
    }
    #[expect(clippy::disallowed_methods, reason = "this room writes the slot")]
    fs::write(path, text).map_err(Error::io("write", path))
}

fn remove(path: &Path) -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "this room writes the slot, and removes only there")]
    let removed =
        if path.is_dir() && !path.is_symlink() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Writes a note for the next time, in a folder of the slot's.
pub fn remember(path: &Path, text: &str) -> Result<(), Error> {
    write(path, text.as_bytes())
}

/// Remembers in the slot that its dependencies are built from what has this hash.
pub fn remember_prepared(slot: &Slot, hash: &str) -> Result<(), Error> {
    write(&slot.path.join("prepared"), hash.as_bytes())
}

/// Whether the slot's dependencies are built from what has this hash.
pub fn is_prepared(slot: &Slot, hash: &str) -> bool {
    fs::read(slot.path.join("prepared")).is_ok_and(|text| text == hash.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_of_an_earlier_course_is_told_apart() {
        let now = Chapter {
            name: "packets",
            title: "",
            needs: &["addresses"],
            exercises: &[],
            udp: false,
            house_rules: &[],
        };
        let before = Chapter { needs: &[], ..now };
        let staged = |chapter| manifest(chapter, Copy::Own, "0123") + &program_manifest("dissect");
        assert!(is_current(&staged(&now), &now, Copy::Own));
        assert!(!is_current(&staged(&before), &now, Copy::Own));
        assert!(!is_current(&staged(&now), &before, Copy::Own));
        assert!(!is_current(&staged(&now), &now, Copy::StandIn));
        assert!(!is_current("", &now, Copy::Own));
    }
}
