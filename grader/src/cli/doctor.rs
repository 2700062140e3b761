//! `cargo grade doctor`: what is missing or odd on this machine, in plain words, and the command that mends it.

use std::fmt::Write;
use std::net::TcpListener;
use std::path::Path;

use grader::catalogue::Course;
use grader::confinement::{Confinement, Tier, advice};
use grader::process::{Exit, Program, listen_to};
use grader::submission::Submission;

use super::{Color, Failure, Options, print, progress, skip, slot, submission, tools, variable};

/// What is said of one thing.
enum Said {
    Good(String),
    /// It works, but differs from what most people have.
    Odd(String, String),
    /// Nothing works without it.
    Missing(String, String),
}

use Said::{Good, Missing, Odd};

/// What building takes in the slot, and some room.
const NEEDED_BYTES: u64 = 600 << 20;

/// Looks at everything, and says how each is.
pub(crate) fn doctor(course: &Course, confinement: &Confinement) -> Result<u8, Failure> {
    let all = [
        compiler(course),
        linker(course),
        room(course),
        crates(course),
        loopback(),
        sandbox(confinement),
        exercises(course),
        put_aside(course)?,
        history(course),
        environment(),
        terminal(),
        mounted(course),
    ];
    let mut text = String::new();
    for said in &all {
        let (style, mark, words, mend) = match said {
            Good(words) => (anstyle::AnsiColor::Green, '✓', words, None),
            Odd(words, mend) => (anstyle::AnsiColor::Yellow, '!', words, Some(mend)),
            Missing(words, mend) => (anstyle::AnsiColor::Red, '✗', words, Some(mend)),
        };
        let style = style.on_default();
        let _ = writeln!(text, "{style}{mark}{style:#} {words}");
        if let Some(mend) = mend {
            let _ = writeln!(text, "    mend  {mend}");
        }
    }
    print(&text, Color::Auto)?;
    Ok(if all.iter().any(|said| matches!(said, Missing(..))) { super::NOT_PASSED } else { super::PASSED })
}

/// What a program says, if it starts and ends well.
fn ask(course: &Course, program: &Path, args: &[&str]) -> Result<String, String> {
    let args = args.iter().map(|arg| (*arg).to_owned()).collect();
    let program = Program { path: program, args, folder: &course.root, env: vec![], inherit_env: true };
    match listen_to(&program) {
        Ok((Exit::Code(0), said)) => Ok(said),
        Ok((_, said)) => Err(said),
        Err(error) => Err(error.to_string()),
    }
}

fn compiler(course: &Course) -> Said {
    let pinned = std::fs::read_to_string(course.root.join("rust-toolchain.toml")).unwrap_or_default();
    let pinned = pinned.lines().find_map(|line| line.strip_prefix("channel = ")).unwrap_or("?");
    let pinned = pinned.trim_matches('"');
    match ask(course, &tools().cargo, &["--version"]) {
        Ok(version) if version.contains(pinned) => {
            Good(format!("the compiler is the pinned one, Rust {pinned}"))
        }
        Ok(version) => Odd(
            format!("the compiler is {}, and the course is tested with Rust {pinned}", version.trim()),
            format!("rustup toolchain install {pinned}"),
        ),
        Err(error) => Missing(
            format!("cargo does not run: {}", first_line(&error)),
            String::from("install rustup: https://rustup.rs"),
        ),
    }
}

/// A linker is what a machine without build tools lacks.
fn linker(course: &Course) -> Said {
    let slot = slot(course);
    let (source, program) = (slot.join("doctor.rs"), slot.join("doctor-program"));
    #[expect(clippy::disallowed_methods, reason = "a file of the doctor's own, in the slot")]
    let written = std::fs::create_dir_all(&slot).and_then(|()| std::fs::write(&source, "fn main() {}\n"));
    if let Err(error) = written {
        return Missing(
            format!("the grader's folder {} can't be written: {error}", slot.display()),
            String::from("set GRADER_SLOT to a folder that you may write to"),
        );
    }
    let rustc = tools().cargo.with_file_name("rustc");
    let rustc = if rustc.exists() { rustc } else { Path::new("rustc").to_owned() };
    let (source, program) = (source.display().to_string(), program.display().to_string());
    match ask(course, &rustc, &[&source, "-o", &program]) {
        Ok(_) => Good(String::from("programs can be linked")),
        Err(said) => Missing(
            format!("programs can't be linked: {}", first_line(&said)),
            String::from(
                "Debian, Ubuntu: sudo apt-get install gcc    Fedora: sudo dnf install gcc    macOS: xcode-select --install",
            ),
        ),
    }
}

fn room(course: &Course) -> Said {
    let slot = slot(course);
    match grader::platform::free_bytes(&slot) {
        Some(free) if free < NEEDED_BYTES => Missing(
            format!(
                "{} has {} MB left, and building takes some {} MB",
                slot.display(),
                free >> 20,
                NEEDED_BYTES >> 20
            ),
            String::from("make room, or set GRADER_SLOT to a folder on another disk"),
        ),
        _ => Good(format!("there is room to build in {}", slot.display())),
    }
}

fn crates(course: &Course) -> Said {
    if slot(course).join("prepared").exists() {
        Good(String::from("the crates that your code is built with are there; grading needs no network"))
    } else {
        Odd(
            String::from(
                "the crates that your code is built with are not there yet; the first grading fetches them",
            ),
            String::from("cargo grade prepare    (while there is a network)"),
        )
    }
}

fn loopback() -> Said {
    match TcpListener::bind(("127.0.0.1", 0)) {
        Ok(_) => Good(String::from("loopback works: 127.0.0.1 can be listened on")),
        Err(error) => Missing(
            format!("nobody can listen on 127.0.0.1: {error}"),
            String::from("sudo ip link set lo up; or look at your firewall or container's settings"),
        ),
    }
}

fn sandbox(Confinement { tier, missing, .. }: &Confinement) -> Said {
    let said = format!("your code runs in a sandbox, of the tier {tier}");
    match missing[..] {
        [] => Good(said),
        _ => Odd(
            format!(
                "{said}; that is enough for your own code, and not for a stranger's\n    {}",
                missing.join("\n    ")
            ),
            advice(if *tier == Tier::Basic { Tier::Landlock } else { Tier::Strict }).to_owned(),
        ),
    }
}

fn exercises(course: &Course) -> Said {
    let path = submission(course, &Options::default());
    let submission = match Submission::read(course, &path) {
        Ok(submission) => submission,
        Err(error) => {
            return Missing(
                format!("{} can't be read: {error}", path.display()),
                String::from("git checkout -- exercises"),
            );
        }
    };
    for (chapter, exercise) in course.exercises() {
        let handed = submission.chapter(chapter.name);
        let target = format!("{}/{}", chapter.name, exercise.name);
        if let Some(refused) = handed.refusal(exercise.name) {
            return Missing(refused.to_owned(), format!("cargo grade reset {target}"));
        }
        if handed.files_of(exercise.name).next().is_none() {
            return Odd(
                format!("exercises/{}/src/{}.rs is not there", chapter.name, exercise.name),
                format!("cargo grade reset {target}"),
            );
        }
    }
    Good(String::from("the file of every exercise is there and can be read"))
}

fn put_aside(course: &Course) -> Result<Said, Failure> {
    let skipped = skip::read(course)?;
    let unknown = skipped.iter().find(|name| course.target(name).is_err());
    Ok(match unknown {
        Some(name) => Odd(
            format!("exercises/skipped.txt names {}, which is no exercise", grader::sanitise::line(name)),
            String::from("take that line out"),
        ),
        None if skipped.is_empty() => Good(String::from("no exercise is put aside")),
        None => Good(format!("put aside: {}", skipped.into_iter().collect::<Vec<_>>().join(", "))),
    })
}

fn history(course: &Course) -> Said {
    if course.root.join(".git").exists() {
        Good(String::from("the course lies in git, so you can keep your work and get news"))
    } else {
        Odd(
            String::from("the course does not lie in git: nothing keeps your work but you"),
            String::from("git init && git add . && git commit -m 'the course'"),
        )
    }
}

fn environment() -> Said {
    let set: Vec<&str> = ["RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTC_WRAPPER"]
        .into_iter()
        .filter(|name| variable(name).is_some())
        .collect();
    match set[..] {
        [] => Good(String::from("nothing in the environment changes how cargo builds")),
        _ => Odd(
            format!(
                "{} is set, and changes how cargo builds the grader; your code is built without it",
                set.join(", ")
            ),
            format!("unset {}", set.join(" ")),
        ),
    }
}

fn terminal() -> Said {
    let is_utf8 = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()))
        .is_some_and(|value| value.to_string_lossy().to_ascii_lowercase().replace('-', "").contains("utf8"));
    let width = progress::terminal_width();
    if !is_utf8 && cfg!(unix) {
        Odd(
            String::from("the locale is not UTF-8, so ✓ and → may look odd"),
            String::from("export LC_ALL=C.UTF-8"),
        )
    } else if width < 80 {
        Odd(
            format!("the terminal has {width} columns; cards are drawn for 80 and more"),
            String::from("make the window wider"),
        )
    } else {
        Good(format!("the terminal shows UTF-8, and has {width} columns"))
    }
}

/// Folders of Windows seen from Linux are slow, and don't tell when a file changes.
fn mounted(course: &Course) -> Said {
    let version = std::fs::read_to_string("/proc/version").unwrap_or_default().to_lowercase();
    if version.contains("microsoft") && course.root.starts_with("/mnt") {
        Odd(
            String::from(
                "the course lies on a Windows disk, seen from Linux: building is slow, and saves go unnoticed",
            ),
            String::from("clone the course into your Linux home; or cargo grade watch --poll"),
        )
    } else {
        Good(String::from("the course lies on a disk of this system"))
    }
}

fn first_line(text: &str) -> String {
    grader::sanitise::line(text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it says nothing"))
}
