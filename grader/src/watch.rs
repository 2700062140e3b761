//! Which exercises were saved, for whoever grades them again. It reads files and grades nothing.
//!
//! A system's events only say that something happened somewhere: opening a file is an event too, and one save may be
//! four. So after an event we wait for a moment of quiet, read the exercises, and compare their contents with what
//! they were. What is the same is no save. Where the system has no events, we look twice a second.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::catalogue::Course;
use crate::grade::ExerciseId;
use crate::submission::{Submission, owner};

/// How long nothing must have happened before a save counts as over.
const QUIET: Duration = Duration::from_millis(30);
/// An editor that empties a file before it writes it is given so long to write.
const TO_FILL: Duration = Duration::from_millis(150);
/// How often we look where the system has no events.
const POLL: Duration = Duration::from_millis(500);

/// The contents of the exercises, as they were when somebody looked last.
#[derive(Clone, Debug)]
pub struct Contents {
    course: Course,
    folder: PathBuf,
    /// Path and hash of every exercise's files.
    known: BTreeMap<ExerciseId, Vec<(String, String)>>,
}

/// Tells of saves: what was saved, one after the other. It ends when nothing more can come.
pub struct Saves {
    contents: Contents,
    events: Receiver<()>,
    /// What tells of events: dropped, it stops.
    _watcher: Box<dyn Watcher + Send>,
}

/// How saves are noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noticing {
    /// The system tells.
    Events,
    /// By looking every now and then, and why.
    Polling(String),
}

impl Saves {
    /// Watches the exercises of a course in `folder`; `poll` to look every now and then, whatever the system can do.
    pub fn new(course: &Course, folder: &Path, poll: bool) -> Result<(Saves, Noticing), String> {
        let (sender, events) = mpsc::channel();
        let told = move |event: notify::Result<notify::Event>| {
            // An error may mean that events were lost: that is an event as well.
            if event.map_or(true, |event| event.need_rescan() || may_be_save(event.kind)) {
                let _ = sender.send(());
            }
        };
        let folders: Vec<PathBuf> =
            course.chapters.iter().map(|chapter| folder.join(chapter.name).join("src")).collect();
        let (watcher, noticing) = if poll {
            (polling(&folders, told)?, Noticing::Polling(String::from("asked for")))
        } else {
            match listening(&folders, told.clone()) {
                Ok(watcher) => (watcher, Noticing::Events),
                Err(error) => (polling(&folders, told)?, Noticing::Polling(error)),
            }
        };
        Ok((Saves { contents: Contents::new(course, folder), events, _watcher: watcher }, noticing))
    }

    /// Waits until nothing has happened for so long.
    fn settle(&self, quiet: Duration) {
        while self.events.recv_timeout(quiet).is_ok() {}
    }
}

impl Iterator for Saves {
    type Item = BTreeSet<ExerciseId>;

    fn next(&mut self) -> Option<BTreeSet<ExerciseId>> {
        loop {
            self.events.recv().ok()?;
            self.settle(QUIET);
            let before = self.contents.clone();
            let mut changed = self.contents.look();
            if changed.iter().any(|id| self.contents.is_empty(id)) {
                self.settle(TO_FILL);
                self.contents = before;
                changed = self.contents.look();
            }
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }
}

impl Contents {
    /// The exercises of a course in `folder`, as they are now.
    pub fn new(course: &Course, folder: &Path) -> Contents {
        let mut contents =
            Contents { course: course.clone(), folder: folder.to_owned(), known: BTreeMap::new() };
        contents.look();
        contents
    }

    /// Reads the exercises, and gives those that are not what they were.
    pub fn look(&mut self) -> BTreeSet<ExerciseId> {
        let now = self.read();
        let differs = |id: &&ExerciseId| self.known.get(*id) != now.get(*id);
        let changed = now.keys().chain(self.known.keys()).filter(differs).copied().collect();
        self.known = now;
        changed
    }

    fn read(&self) -> BTreeMap<ExerciseId, Vec<(String, String)>> {
        let mut contents: BTreeMap<ExerciseId, Vec<(String, String)>> = BTreeMap::new();
        let Ok(submission) = Submission::read(&self.course, &self.folder) else { return contents };
        for file in submission.graded_files() {
            let id = self.course.exercises().find_map(|(chapter, exercise)| {
                let path = file.path.strip_prefix(chapter.name)?.strip_prefix("/src/")?;
                (owner(path) == Some(exercise.name)).then_some((chapter.name, exercise.name))
            });
            if let Some(id) = id {
                contents.entry(id).or_default().push((file.path, file.sha256));
            }
        }
        contents
    }

    fn is_empty(&self, id: &ExerciseId) -> bool {
        // The hash of nothing.
        const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        self.known.get(id).is_none_or(|files| files.iter().any(|(_, hash)| hash == EMPTY))
    }
}

/// Whether contents may have changed. Reading is an event as well, and we read.
pub fn may_be_save(kind: EventKind) -> bool {
    match kind {
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => true,
        // Who polls says of a file with a later date only that its date is later.
        EventKind::Modify(ModifyKind::Metadata(kind)) => kind == MetadataKind::WriteTime,
        EventKind::Modify(_) => true,
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
    }
}

fn listening(
    folders: &[PathBuf],
    told: impl notify::EventHandler,
) -> Result<Box<dyn Watcher + Send>, String> {
    let watcher = RecommendedWatcher::new(told, Config::default().with_follow_symlinks(false));
    let mut watcher = watcher.map_err(|error| error.to_string())?;
    watch(&mut watcher, folders)?;
    Ok(Box::new(watcher))
}

fn polling(folders: &[PathBuf], told: impl notify::EventHandler) -> Result<Box<dyn Watcher + Send>, String> {
    // Contents are compared, because some disks have dates that are seconds apart.
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
    let mut watcher = PollWatcher::new(told, config).map_err(|error| error.to_string())?;
    watch(&mut watcher, folders)?;
    Ok(Box::new(watcher))
}

/// Watches folders and not files: who saves by renaming makes another file.
fn watch(watcher: &mut impl Watcher, folders: &[PathBuf]) -> Result<(), String> {
    let mut some = false;
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let watched = watcher.watch(folder, RecursiveMode::Recursive);
        watched.map_err(|error| format!("{}: {error}", folder.display()))?;
        some = true;
    }
    if some { Ok(()) } else { Err(String::from("there is no folder of exercises to watch")) }
}

impl std::fmt::Debug for Saves {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Saves").field("contents", &self.contents).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Instant;

    use super::*;

    /// A folder with one exercise in it, and what tells of its saves.
    fn watched(poll: bool) -> (tempfile::TempDir, PathBuf, Saves) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("hello/src/cut.rs");
        fs::create_dir_all(file.parent().expect("it has one")).expect("folders can be made");
        save(&file, "// first\n");
        let (saves, noticing) =
            Saves::new(&crate::checks::course(), folder.path(), poll).expect("it can be watched");
        assert_eq!(noticing == Noticing::Events, !poll);
        (folder, file, saves)
    }

    fn save(file: &Path, text: &str) {
        #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
        fs::write(file, text).expect("it can be written");
    }

    /// Saves by writing another file and giving it the name, as many editors do.
    fn save_by_renaming(file: &Path, text: &str) {
        let beside = file.with_extension("tmp");
        save(&beside, text);
        #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
        fs::rename(beside, file).expect("it can be renamed");
    }

    #[test]
    fn no_save_of_a_thousand_goes_unnoticed() {
        let (_folder, file, mut saves) = watched(false);
        let cut = BTreeSet::from([("hello", "cut")]);
        for number in 0..1000 {
            let text = format!("// {number}\n");
            if number % 2 == 0 {
                save(&file, &text)
            } else {
                save_by_renaming(&file, &text)
            }
            assert_eq!(saves.next(), Some(cut.clone()), "{number}");
        }
    }

    #[test]
    fn a_burst_of_saves_ends_with_the_last() {
        let (_folder, file, mut saves) = watched(false);
        for number in 0..1000 {
            save(&file, &format!("// {number}\n"));
        }
        let mut last = Contents::new(&saves.contents.course, &saves.contents.folder);
        while saves.contents.known != last.known {
            saves.next().expect("more can come");
        }
        assert!(last.look().is_empty());
    }

    #[test]
    fn what_changes_nothing_is_no_save() {
        let (folder, file, mut saves) = watched(false);
        save(&file, "// first\n");
        save(&folder.path().join("hello/src/notes.txt"), "notes");
        let _ = fs::read(&file).expect("it can be read");
        save(&file, "// second\n");
        assert_eq!(saves.next(), Some(BTreeSet::from([("hello", "cut")])));
        assert!(saves.contents.look().is_empty());
    }

    #[test]
    fn where_there_are_no_events_we_look() {
        let (_folder, file, mut saves) = watched(true);
        save(&file, "// second\n");
        #[expect(clippy::disallowed_methods, reason = "how long a person would have waited")]
        let begun = Instant::now();
        assert_eq!(saves.next(), Some(BTreeSet::from([("hello", "cut")])));
        assert!(begun.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn looking_finds_what_was_saved_in_another_second() {
        let (_folder, path, mut saves) = watched(true);
        save(&path, "// second\n");
        let file = fs::File::options().append(true).open(&path).expect("it can be opened");
        let date = file.metadata().and_then(|data| data.modified()).expect("it has a date");
        file.set_modified(date + Duration::from_secs(5)).expect("it can be dated");
        assert_eq!(saves.next(), Some(BTreeSet::from([("hello", "cut")])));
    }
}
