//! What stands around an attack: the honest submission, canaries that nobody may touch, and what holds after each.

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, Permissions};
use std::hash::{Hash, Hasher};
use std::io::ErrorKind;
use std::net::{TcpListener, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine};
use dev::runner::commands;
use dev::submissions::copy;
use dev::workshop::{confined, workshop};
use grader::catalogue::{Course, Target};
use grader::confinement::Tier;
use grader::grade::{Request, Workshop, grade, prepare};
use grader::process::{Heard, Limit, Limits, Process, Program, stopwatch};
use grader::report::{Report, UnitStatus, annotations, brief, json, junit, sarif, summary, text};
use tempfile::TempDir;

use crate::range;
use crate::rows::Trip;
use crate::schema::{held_to, schema};
use crate::xsd;

/// The variable of our environment that holds a secret. See `main`.
pub(crate) const SECRET: &str = "HOSTILE_SECRET";
/// The variable with the folder of the world.
pub(crate) const FOLDER: &str = "HOSTILE_FOLDER";

/// A course, a slot, and canaries.
pub(crate) struct World {
    folder: PathBuf,
    pub(crate) course: Course,
    workshop: Workshop,
    tcp: TcpListener,
    udp: UdpSocket,
    path: UnixListener,
    name: UnixListener,
    secret: String,
}

/// What came of a grading.
pub(crate) struct Outcome {
    pub(crate) report: Report,
    pub(crate) took: Duration,
    /// Every form of the report: what it is called, and the text.
    forms: Vec<(&'static str, String)>,
}

impl Outcome {
    /// Whether all points of a chapter or of an exercise are there.
    pub(crate) fn is_full(&self, target: &str) -> bool {
        let (chapter, exercise) = target.split_once('/').unwrap_or((target, ""));
        let chapter = self.report.chapters.iter().find(|found| found.name == chapter).expect("it is listed");
        let mut asked =
            chapter.exercises.iter().filter(|found| exercise.is_empty() || found.name == exercise);
        asked.all(|found| found.status == UnitStatus::Passed)
    }
}

impl World {
    pub(crate) fn new() -> World {
        let folder = PathBuf::from(variable(FOLDER));
        let at = |name: &str| folder.join(name);
        open(&folder, 0o755);
        for name in ["course", "marks"] {
            fs::create_dir(at(name)).expect("it can be made");
        }
        open(&at("marks"), 0o777);
        let secret = variable(SECRET);
        dev::submissions::write(&at("secret"), &format!("{secret}\n")).expect("it can be written");
        open(&at("secret"), 0o644);
        let path = UnixListener::bind(at("socket")).expect("a socket can be made");
        open(&at("socket"), 0o777);
        let name = SocketAddr::from_abstract_name(&secret[..16]).expect("it is a name");
        let name = UnixListener::bind_addr(&name).expect("a socket can be made");
        let tcp = TcpListener::bind("127.0.0.1:0").expect("loopback works");
        let udp = UdpSocket::bind("127.0.0.1:0").expect("loopback works");
        for quiet in [
            tcp.set_nonblocking(true),
            udp.set_nonblocking(true),
            path.set_nonblocking(true),
            name.set_nonblocking(true),
        ] {
            quiet.expect("it is a socket");
        }
        let slot = Path::new(env!("CARGO_TARGET_TMPDIR")).join("range-slot");
        let course = range::make(&at("course"));
        dev::lock::make(&course, &slot).expect("a lockfile can be made");
        let workshop = workshop(slot, PathBuf::from(env!("CARGO_BIN_EXE_dev")));
        // Else the first row would pay for all of them.
        prepare(&course, &workshop, false, &|_| {}).expect("dependencies can be built");
        World { folder, course, workshop, tcp, udp, path, name, secret }
    }

    /// The slot with no more than this tier in force; `None` where it is not here.
    pub(crate) fn shop(&self, tier: Tier) -> Option<Workshop> {
        confined(&self.workshop, tier).ok()
    }

    /// The slot with the greatest tier that there is, up to this one.
    pub(crate) fn greatest(&self, most: Tier) -> Workshop {
        [Tier::Strict, Tier::Landlock, Tier::Basic]
            .into_iter()
            .filter(|tier| *tier <= most)
            .find_map(|tier| self.shop(tier))
            .expect("basic is everywhere")
    }

    /// A text with the places of the canaries.
    pub(crate) fn told(&self, text: &str) -> String {
        let at = |name: &str| self.folder.join(name).display().to_string();
        text.replace("{FILE}", &at("secret"))
            .replace("{MARK}", &at("marks"))
            .replace("{ROOT}", &self.course.root.display().to_string())
            .replace("{TCP}", &self.tcp.local_addr().expect("it listens").to_string())
            .replace("{UDP}", &self.udp.local_addr().expect("it listens").to_string())
            .replace("{UNIX}", &at("socket"))
            .replace("{NAME}", &self.secret[..16])
    }

    /// The honest submission, to be changed.
    pub(crate) fn honest(&self) -> TempDir {
        let folder = TempDir::new().expect("a folder can be made");
        copy(&self.course.root.join("solutions"), folder.path()).expect("it can be copied");
        folder
    }

    /// Grades as `cargo grade` would.
    pub(crate) fn grade(
        &self,
        shop: &Workshop,
        submission: &Path,
        target: &str,
        change: impl FnOnce(Request<'_>) -> Request<'_>,
    ) -> Outcome {
        let target = if target.is_empty() {
            Target::default()
        } else {
            self.course.target(target).expect("it exists")
        };
        let request = change(Request { target, ..Request::new(submission.to_owned()) });
        let elapsed = stopwatch();
        let report =
            grade(&self.course, shop, &request, &|_| {}).expect("whatever is handed in, it can be graded");
        Outcome { took: elapsed(), forms: self.forms(&report), report }
    }

    fn forms(&self, report: &Report) -> Vec<(&'static str, String)> {
        vec![
            ("json", json::render(report)),
            ("brief", brief::render(report)),
            ("text", text::render(report, &text::View::of(&self.course))),
            ("summary", summary::render(report)),
            ("annotations", annotations::render(report)),
            ("junit", junit::render(report)),
            ("sarif", sarif::render(report)),
        ]
    }

    /// Whether an attack got through: of a grading, or of what was said without one.
    pub(crate) fn tripped(&self, trip: Trip, said: &str) -> bool {
        match trip {
            Trip::Marked => self.is_marked(),
            Trip::Heard => self.was_called(),
            Trip::Secret => said.contains(&self.secret),
            Trip::Command => !commands(said).is_empty(),
            Trip::Said(text) => said.contains(text),
            Trip::Passes | Trip::Dies | Trip::Floods | Trip::Endless => false,
        }
    }

    fn is_marked(&self) -> bool {
        fs::read_dir(self.folder.join("marks")).expect("it is there").next().is_some()
    }

    /// Whether one of the listeners heard something; it is forgotten then.
    fn was_called(&self) -> bool {
        let mut buffer = [0; 16];
        let heard = [
            self.tcp.accept().map(drop),
            self.udp.recv_from(&mut buffer).map(drop),
            self.path.accept().map(drop),
            self.name.accept().map(drop),
        ];
        heard.iter().any(|heard| !matches!(heard, Err(error) if error.kind() == ErrorKind::WouldBlock))
    }

    /// Takes away what an attack left that was let through.
    pub(crate) fn clean(&self) {
        let marks = self.folder.join("marks");
        fs::remove_dir_all(&marks).expect("it is ours");
        fs::create_dir(&marks).expect("it is ours");
        open(&marks, 0o777);
        while self.was_called() {}
    }

    /// What holds after every attack, whatever it was.
    pub(crate) fn hold(&self, before: u64, outcome: &Outcome) {
        assert!(!outcome.report.is_broken(), "our fault: {:#?}", outcome.report);
        assert_eq!(self.canaries(), before, "somebody changed a file of the course");
        assert!(!self.is_marked(), "somebody left a file");
        assert!(!self.was_called(), "somebody outside was called");
        let left = left_behind(&self.workshop.slot);
        assert!(left.is_empty(), "somebody is still running: {left:?}");
        for (form, text) in &outcome.forms {
            for secret in disguises(&self.secret) {
                assert!(!text.contains(&secret), "{form} tells a secret:\n{text}");
            }
            let found = commands(text);
            match *form {
                "annotations" => assert_eq!(found.len(), text.lines().count(), "{text}"),
                _ => assert_eq!(found, [], "{form}:\n{text}"),
            }
            valid(form, text);
        }
    }

    /// The state of all files that no submission may change.
    pub(crate) fn canaries(&self) -> u64 {
        let mut hash = DefaultHasher::new();
        hash_folder(&self.course.root, &mut hash);
        fs::read(self.folder.join("secret")).expect("it is there").hash(&mut hash);
        hash.finish()
    }

    /// Whether the honest submission is full, in the same slot.
    pub(crate) fn is_honest_full(&self, shop: &Workshop, target: &str) -> bool {
        self.grade(shop, self.honest().path(), target, |request| request).is_full(target)
    }

    /// Runs a program as a grader without any defense would: cargo, rustc or a test, in our whole environment. There is
    /// 2 GiB of memory, as if the machine had no more: what takes all that there is does not take ours.
    pub(crate) fn naive(&self, words: &[&str], folder: &Path, seconds: u64) -> Naive {
        // Only what our own cargo put there is not passed on.
        let ours = ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTC", "RUSTC_WRAPPER"];
        let mut env: Vec<(String, String)> =
            std::env::vars().filter(|(name, _)| !ours.contains(&name.as_str())).collect();
        env.push((String::from("CARGO_TARGET_DIR"), folder.join("naive").display().to_string()));
        let small = ["-c", "ulimit -v 2097152; exec \"$0\" \"$@\" 2>&1"];
        let args = small.iter().chain(words).map(|word| String::from(*word)).collect();
        let program = Program { path: Path::new("sh"), args, folder, env, inherit_env: false };
        let mut process = Process::start(&program).expect("it starts");
        process.send_end();
        let elapsed = stopwatch();
        let mut said = String::new();
        while said.len() <= MUCH_BYTES {
            let left = Duration::from_secs(seconds).saturating_sub(elapsed());
            match process.wait(Limits { wall: left, cpu: None }) {
                Heard::Line(line) => said += &format!("{}\n", String::from_utf8_lossy(&line)),
                end => return Naive { said, end },
            }
        }
        Naive { said, end: Heard::Killed(Limit::Output) }
    }
}

/// Eight times what a grading keeps of what a program prints.
const MUCH_BYTES: usize = 512 << 10;

/// What came of a program that nobody confined.
pub(crate) struct Naive {
    /// On both streams.
    pub(crate) said: String,
    pub(crate) end: Heard,
}

fn open(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
}

fn variable(name: &str) -> String {
    std::env::var(name).expect("main has put it there")
}

/// The ways in which a secret may leave.
fn disguises(secret: &str) -> [String; 4] {
    let hex = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let base64 = BASE64_STANDARD.encode(secret);
    // The last letters depend on what follows.
    [secret.to_owned(), hex, base64[..base64.len() - 4].to_owned(), secret.chars().rev().collect()]
}

fn hash_folder(folder: &Path, hash: &mut DefaultHasher) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("it is there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    entries.sort();
    for path in entries {
        path.hash(hash);
        match path.symlink_metadata().expect("it is there").file_type() {
            kind if kind.is_dir() => hash_folder(&path, hash),
            kind if kind.is_file() => fs::read(&path).expect("it can be read").hash(hash),
            _ => "neither".hash(hash),
        }
    }
}

/// The programs of a slot that still run a fifth of a second later.
fn left_behind(slot: &Path) -> Vec<PathBuf> {
    let elapsed = stopwatch();
    loop {
        let all = fs::read_dir("/proc").expect("this is Linux");
        let left: Vec<PathBuf> = all
            .flatten()
            .filter(|entry| {
                let of_slot = |link: &str| {
                    fs::read_link(entry.path().join(link)).is_ok_and(|path| path.starts_with(slot))
                };
                of_slot("exe") || of_slot("cwd")
            })
            .map(|entry| entry.path())
            .collect();
        if left.is_empty() || elapsed() > Duration::from_millis(200) {
            return left;
        }
    }
}

/// Holds a report to the schema or the strict parser of its format.
fn valid(form: &str, text: &str) {
    let held_to = |text_of_schema: &str| drop(held_to(&schema(text_of_schema), text));
    match form {
        "json" | "brief" => held_to(include_str!("../../../report.schema.json")),
        "sarif" => held_to(include_str!("../formats/schemas/sarif-schema-2.1.0.json")),
        "junit" => {
            let document = roxmltree::Document::parse(text).expect("it is XML, without a document type");
            let problems = xsd::problems(include_str!("../formats/schemas/junit-10.xsd"), &document);
            assert!(problems.is_empty(), "{}", problems.join("\n"));
        }
        "summary" => assert!(text.len() < 900 << 10, "a summary of {} bytes is dropped", text.len()),
        _ => {}
    }
}
