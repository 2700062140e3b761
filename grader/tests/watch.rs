//! `cargo grade watch`, as a person sees it: without a terminal here, and in a real one (tmux) as a named extra.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

const SOON: Duration = Duration::from_secs(120);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the grader lies in the course").to_owned()
}

/// A copy of the course with pristine exercises, which nobody else looks at.
fn course() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for tree in
        ["exercises/given", "grader/stubs", "grader/probe", "grader/probes", "grader/stage", "solutions"]
    {
        copy(&root().join(tree), &folder.path().join(tree));
    }
    copy(&root().join("grader/stubs"), &folder.path().join("exercises"));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folders can be made");
    for entry in fs::read_dir(from).expect("it is a folder") {
        let path = entry.expect("it can be listed").path();
        let to = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            write(&to, &fs::read_to_string(&path).expect("it is text"));
        }
    }
}

fn write(path: &Path, text: &str) {
    #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
    fs::write(path, text).expect("it can be written");
}

/// A slot that remembers no hints.
fn slot(name: &str) -> PathBuf {
    let slot = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    #[expect(clippy::disallowed_methods, reason = "a folder of the test's own")]
    let _ = fs::remove_dir_all(slot.join("hints"));
    slot
}

fn file(course: &TempDir, exercise: &str) -> PathBuf {
    course.path().join("exercises/hello/src").join(format!("{exercise}.rs"))
}

fn solution(exercise: &str) -> String {
    let path = root().join("solutions/hello/src").join(format!("{exercise}.rs"));
    fs::read_to_string(path).expect("there is a solution")
}

fn wrong() -> String {
    let right = "first << 24 | second << 16 | third << 8 | fourth";
    let text = solution("name_machine");
    assert!(text.contains(right), "the solution is another now");
    text.replace(right, "fourth << 24 | third << 16 | second << 8 | first")
}

/// A watch without a terminal, and what it has said.
struct Watch {
    child: Child,
    lines: Receiver<String>,
    said: String,
}

impl Watch {
    fn start(course: &TempDir, target: &str) -> Watch {
        #[expect(clippy::disallowed_methods, reason = "the program that is tested")]
        let mut child = Command::new(cargo_bin("grader"))
            .args(["watch", target])
            .env("GRADER_COURSE", course.path())
            .env("GRADER_SLOT", slot("watch-slot"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Watch { child, lines, said: String::new() }
    }

    /// Waits for a line with these words in it.
    #[track_caller]
    fn hear(&mut self, words: &str) {
        let deadline = now() + SOON;
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(now())) {
                Ok(line) => {
                    self.said += &format!("{line}\n");
                    if line.contains(words) {
                        return;
                    }
                }
                Err(_) => panic!("`{words}` was never said, but\n{}", self.said),
            }
        }
    }

    fn type_line(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().expect("it was asked for");
        writeln!(input, "{line}").and_then(|()| input.flush()).expect("it listens");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A moment in which others can work.
fn pause() {
    #[expect(clippy::disallowed_methods, reason = "nobody tells when a screen has changed")]
    thread::sleep(Duration::from_millis(50));
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a test that must end")]
    Instant::now()
}

/// Processes that have something of the slot in their command line.
fn left_running(slot: &Path) -> Vec<String> {
    let slot = format!("{}/", slot.display());
    let folders = fs::read_dir("/proc").map(|entries| entries.flatten().collect()).unwrap_or_else(|_| vec![]);
    let commands = folders.iter().filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    commands
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .filter(|text| text.contains(&slot))
        .collect()
}

#[track_caller]
fn nothing_is_left(slot: &Path) {
    let deadline = now() + Duration::from_secs(10);
    while !left_running(slot).is_empty() {
        assert!(now() < deadline, "{:?}", left_running(slot));
        pause();
    }
}

#[test]
fn what_is_saved_is_graded_and_the_next_one_waits_for_its_key() {
    let course = course();
    let mut watch = Watch::start(&course, "hello");
    watch.hear("grading hello/name_machine");
    watch.hear("0 of 6 points");

    write(&file(&course, "name_machine"), &wrong());
    watch.hear("looks like little-endian");
    watch.hear("of 6 points");
    watch.type_line("h");
    watch.hear("hello/name_machine, hint 1 of 3");

    write(&file(&course, "name_machine"), &solution("name_machine"));
    watch.hear("✓ all 6 points");
    watch.hear("next, when you are ready: long messages travel in numbered chunks");
    watch.type_line("n");
    watch.hear("grading hello/cut");
    watch.hear("0 of 6 points");

    // A save in the middle of a run: the run is about a text that is old.
    write(&file(&course, "cut"), &solution("cut").replace("let mut pieces", "loop {}\n    let mut pieces"));
    watch.hear("grading hello/cut");
    write(&file(&course, "cut"), &solution("cut"));
    watch.hear("✓ all 6 points");

    // Many saves, and only the last is right.
    for number in 0..200 {
        write(&file(&course, "put_back"), &format!("// {number}\n"));
    }
    write(&file(&course, "put_back"), &solution("put_back"));
    watch.hear("✓ all 8 points");

    watch.type_line("q");
    watch.hear("bye");
    assert!(watch.child.wait().expect("it ends").success());
    nothing_is_left(&slot("watch-slot"));
}

/// A terminal: its own tmux server, so that nobody else's is touched.
struct Terminal {
    socket: PathBuf,
}

impl Terminal {
    fn tmux(&self, args: &[&str]) -> String {
        #[expect(clippy::disallowed_methods, reason = "the terminal of the test")]
        let output = Command::new("tmux")
            .arg("-S")
            .arg(&self.socket)
            .args(["-f", "/dev/null"])
            .args(args)
            .output()
            .expect("tmux is installed: apt-get install tmux");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    #[track_caller]
    fn see(&self, words: &str) -> String {
        let deadline = now() + SOON;
        loop {
            let screen = self.tmux(&["capture-pane", "-p", "-S", "-", "-t", "watch"]);
            if screen.contains(words) {
                return screen;
            }
            assert!(now() < deadline, "`{words}` was never seen, but\n{screen}");
            pause();
        }
    }

    fn press(&self, key: &str) {
        self.tmux(&["send-keys", "-t", "watch", key]);
    }

    /// Empties the history, so that what is seen next is new.
    fn forget(&self) {
        self.tmux(&["send-keys", "-t", "watch", "-R"]);
        self.tmux(&["clear-history", "-t", "watch"]);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

#[test]
#[ignore = "extra: needs tmux; .ci/extras runs it"]
fn in_a_terminal_keys_work_and_an_interrupt_leaves_nothing() {
    let course = course();
    let folder = tempfile::tempdir().expect("a folder can be made");
    let terminal = Terminal { socket: folder.path().join("socket") };
    let (program, slot) = (cargo_bin("grader"), slot("watch-terminal-slot"));
    let command = format!(
        "env GRADER_COURSE={} GRADER_SLOT={} {} watch hello; echo status $?; stty -a | grep -o '[-]*icanon'; sleep 1000",
        course.path().display(),
        slot.display(),
        program.display()
    );
    terminal.tmux(&["new-session", "-d", "-s", "watch", "-x", "110", "-y", "50", &command]);
    terminal.see("save to grade · n next · h hint");

    terminal.press("h");
    terminal.see("hello/name_machine, hint 1 of 3");
    terminal.press("?");
    terminal.see("goes to the next exercise that is not done");

    write(&file(&course, "name_machine"), &wrong());
    terminal.see("looks like little-endian");
    write(&file(&course, "name_machine"), &solution("name_machine"));
    terminal.see("next, when you are ready");
    terminal.press("n");
    terminal.see("hello/cut  exercises/hello/src/cut.rs");

    terminal.forget();
    write(
        &file(&course, "cut"),
        "pub fn cut(message: &[u8], size: usize) -> Vec<given::hello::Chunk> { loop {} }\n",
    );
    terminal.see("hello/cut");
    write(&file(&course, "cut"), &solution("cut"));
    terminal.see("✓ all 6 points");

    terminal.forget();
    terminal.press("x");
    terminal.see("put_back");
    terminal.press("l");
    terminal.see("two machines, one conversation");

    // In the middle of a run that would take long.
    terminal.forget();
    write(
        &file(&course, "notice"),
        "pub fn sum(bytes: &[u8]) -> u8 { loop { std::hint::black_box(0); } }\npub fn intact(bytes: &[u8], came: u8) -> bool { loop {} }\npub fn unnoticed(bytes: &[u8]) -> Option<Vec<u8>> { loop {} }\n",
    );
    terminal.see("hello/notice");
    terminal.press("C-c");
    terminal.see("status 130");
    // The terminal is what it was.
    assert!(!terminal.see("icanon").contains("-icanon"));
    nothing_is_left(&slot);
}
