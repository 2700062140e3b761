//! What is tried, and what must come of it: the rows of the table of threats, and some that stand in none.
//!
//! `{FILE}` and the like stand for what only the world knows, see [`crate::world::World::told`].

use std::fs::{self, File, Permissions};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use dev::submissions::write;
use grader::confinement::Tier;
use grader::report::Status;

/// One attack.
pub(crate) struct Row {
    /// Of the table of threats; X is ours.
    pub(crate) id: &'static str,
    pub(crate) what: &'static str,
    /// What stops it.
    pub(crate) defense: &'static str,
    /// The exercise that is asked for.
    pub(crate) target: &'static str,
    pub(crate) attack: Attack,
    pub(crate) verdict: Verdict,
    /// How it works where that defense is not there.
    pub(crate) off: Off,
    /// Within so many seconds: some ten times what it takes on a machine that is idle, since CI is not.
    pub(crate) seconds: u64,
    /// Hundredths of the usual time for builds and calls.
    pub(crate) time_percent: u32,
    /// No greater tier than this.
    pub(crate) tier: Tier,
}

/// How the submission differs from the honest one.
pub(crate) enum Attack {
    /// This is the body of `plain`'s function.
    Body(&'static str),
    /// This is the text of the target's file.
    File(String),
    /// This is done to the folder of the submission.
    Folder(Change),
}

/// Changes a folder; it is given how to tell a text where the canaries are.
type Change = fn(&Path, &dyn Fn(&str) -> String);

/// What the grader must say.
pub(crate) enum Verdict {
    Full,
    /// No points, because nothing is written.
    Nothing,
    /// With words that tell why.
    Refused(&'static str),
    DidNotBuild(&'static str),
    /// Of the first check.
    Check(Status, &'static str),
}

/// How the attack is made without the defense, and how it shows then that it works.
pub(crate) enum Off {
    /// Graded under the tier `basic`.
    Basic(Trip),
    /// `cargo test`, in the folder that was handed in.
    Cargo(Trip),
    /// A test in the same process, in our environment.
    Process(Trip),
    /// Graded without house rules.
    Rules,
    /// Graded on the forced cases alone.
    Forced,
    /// Why it is not shown here.
    Never(&'static str),
}

/// What shows that an attack worked.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trip {
    /// It left a file.
    Marked,
    /// Somebody outside was called.
    Heard,
    /// A secret was said.
    Secret,
    /// The runner would take something for a command.
    Command,
    /// This was said, as it stands here.
    Said(&'static str),
    /// All is told to be well.
    Passes,
    /// A test began, and nobody says what came of it.
    Dies,
    /// More is said than anybody wants to keep.
    Floods,
    /// It goes on and on.
    Endless,
}

use crate::range::EXERCISES;

use Status::{Crashed, Failed, OverLimit, Panicked, Protocol, TimedOut};
use Verdict::{Check, DidNotBuild, Full, Nothing, Refused};

impl Row {
    fn within(self, seconds: u64) -> Row {
        Row { seconds, ..self }
    }

    fn hurried(self, time_percent: u32) -> Row {
        Row { time_percent, ..self }
    }

    fn off(self, off: Off) -> Row {
        Row { off, ..self }
    }

    fn under(self, tier: Tier) -> Row {
        Row { tier, ..self }
    }

    fn of(self, target: &'static str) -> Row {
        Row { target, ..self }
    }
}

/// Of what the sandbox does, also where we are root, whose programs become another user under every tier.
const IN_CONFINE: Off = Off::Never("see confine's corpus, which takes its layers away one by one");

fn row(id: &'static str, what: &'static str, defense: &'static str, attack: Attack, verdict: Verdict) -> Row {
    Row {
        id,
        what,
        defense,
        target: "plain",
        attack,
        verdict,
        off: Off::Never(""),
        seconds: 20,
        time_percent: 100,
        tier: Tier::Strict,
    }
}

pub(crate) fn rows() -> Vec<Row> {
    [staging(), building(), running(), lying(), talking(), ours()].into_iter().flatten().collect()
}

const ONLY_SOURCES: &str = "of a submission only sources are read, under manifests of ours";
const REGULAR: &str = "only regular files with plain names, and few";

fn staging() -> Vec<Row> {
    let folder = |id, what, defense, change, verdict| row(id, what, defense, Attack::Folder(change), verdict);
    vec![
        folder(
            "S1",
            "a manifest of its own",
            ONLY_SOURCES,
            |to, told| {
                put(to, "range/Cargo.toml", &format!("{MANIFEST}[lib]\npath = \"evil.rs\"\n"));
                put(
                    to,
                    "range/evil.rs",
                    &told("#[test] fn evil() { std::fs::write(\"{MARK}/s1\", \"\").unwrap(); }"),
                );
            },
            Full,
        )
        .off(Off::Cargo(Trip::Marked)),
        folder(
            "S2",
            "a build script",
            ONLY_SOURCES,
            |to, told| {
                put(to, "range/Cargo.toml", MANIFEST);
                put(
                    to,
                    "range/build.rs",
                    &told("fn main() { std::fs::write(\"{MARK}/s2\", \"\").unwrap(); }"),
                );
            },
            Full,
        )
        .off(Off::Cargo(Trip::Marked)),
        folder(
            "S3",
            "a configuration of cargo with a wrapper",
            ONLY_SOURCES,
            |to, told| {
                put(to, "range/Cargo.toml", MANIFEST);
                for at in ["", "range/", "range/src/"] {
                    put(to, &format!("{at}.cargo/config.toml"), "[build]\nrustc-wrapper = \"./wrapper\"\n");
                    put(to, &format!("{at}wrapper"), &told("#!/bin/sh\n: > {MARK}/s3\nexec \"$@\"\n"));
                    executable(&to.join(format!("{at}wrapper")));
                }
            },
            Full,
        )
        .off(Off::Cargo(Trip::Marked)),
        folder(
            "S4",
            "a toolchain of its own",
            ONLY_SOURCES,
            |to, told| {
                put(to, "range/Cargo.toml", MANIFEST);
                for at in ["", "range/"] {
                    put(
                        to,
                        &format!("{at}rust-toolchain.toml"),
                        &format!("[toolchain]\npath = {:?}\n", to.join("tools")),
                    );
                }
                for tool in ["cargo", "rustc"] {
                    put(to, &format!("tools/bin/{tool}"), &told("#!/bin/sh\n: > {MARK}/s4\n"));
                    executable(&to.join(format!("tools/bin/{tool}")));
                }
            },
            Full,
        )
        .off(Off::Cargo(Trip::Marked)),
        folder(
            "S5",
            "a link in the place of a file",
            REGULAR,
            |to, told| {
                let file = to.join("range/src/plain.rs");
                fs::remove_file(&file).expect("it is there");
                symlink(told("{ROOT}/solutions/range/src/plain.rs"), file).expect("a link can be made");
            },
            Refused("link"),
        )
        .off(Off::Cargo(Trip::Passes)),
        folder(
            "S5",
            "a link in the place of a folder",
            REGULAR,
            |to, told| {
                fs::remove_dir_all(to.join("range/src")).expect("it is there");
                symlink(told("{ROOT}/solutions/range/src"), to.join("range/src"))
                    .expect("a link can be made");
            },
            Refused("not a link"),
        )
        .off(Off::Cargo(Trip::Passes)),
        folder(
            "S7",
            "a name that is a command",
            REGULAR,
            |to, _| by_file(to, "x\n::error ::forged.rs"),
            Refused(""),
        )
        .off(Off::Cargo(Trip::Command)),
        folder(
            "S7",
            "a name with an escape sequence",
            REGULAR,
            |to, _| by_file(to, "\u{1b}[2J.rs"),
            Refused(""),
        )
        .off(Off::Cargo(Trip::Said("\u{1b}[2J"))),
        folder(
            "S7",
            "a name that is no text",
            REGULAR,
            |to, _| {
                let name = std::ffi::OsString::from_vec(b"\xff\xfe.rs".to_vec());
                fs::create_dir_all(to.join("range/src/plain")).expect("it can be made");
                File::create(to.join("range/src/plain").join(name)).expect("it can be made");
            },
            Refused(""),
        )
        .off(Off::Never("no code can name such a file, so cargo never meets it")),
        folder("S7", "a name in capitals", REGULAR, |to, _| by_file(to, "CON.rs"), Refused(""))
            .off(Off::Cargo(Trip::Passes)),
        folder(
            "S8",
            "a file of 2 GiB, all holes",
            REGULAR,
            |to, _| {
                let file =
                    File::options().write(true).open(to.join("range/src/plain.rs")).expect("it is there");
                file.set_len(2 << 30).expect("holes take no room");
            },
            Refused("KiB"),
        )
        .off(Off::Cargo(Trip::Said("out of memory")))
        .within(8),
        folder(
            "S8",
            "3000 files",
            REGULAR,
            |to, _| {
                by_file(to, "f0.rs");
                let path = to.join("range/src/plain.rs");
                let mut text = fs::read_to_string(&path).expect("it is there");
                for number in 1..3000 {
                    put(to, &format!("range/src/plain/f{number}.rs"), "");
                    text += &format!("mod f{number};\n");
                }
                put(to, "range/src/plain.rs", &text);
            },
            Refused("files"),
        )
        .off(Off::Cargo(Trip::Passes))
        .within(8),
        folder(
            "S8",
            "folders 300 deep",
            REGULAR,
            |to, _| by_file(to, &format!("{}x.rs", "d/".repeat(300))),
            Refused("at most 4 folders"),
        )
        .off(Off::Cargo(Trip::Passes))
        .within(8),
        folder(
            "S9",
            "a lockfile and vendored crates",
            ONLY_SOURCES,
            |to, _| {
                put(to, "Cargo.lock", "nonsense");
                put(to, "range/Cargo.lock", "nonsense");
                put(to, "range/vendor/serde/src/lib.rs", "compile_error!(\"mine\");");
            },
            Full,
        )
        .off(Off::Cargo(Trip::Said("failed to parse lock file"))),
        folder(
            "S10",
            "programs, tests, examples and benches",
            ONLY_SOURCES,
            |to, told| {
                put(to, "range/Cargo.toml", MANIFEST);
                let evil =
                    told("fn main() {} #[test] fn evil() { std::fs::write(\"{MARK}/s10\", \"\").unwrap(); }");
                for path in
                    ["src/bin/evil.rs", "tests/evil.rs", "examples/evil.rs", "benches/evil.rs", "src/main.rs"]
                {
                    put(to, &format!("range/{path}"), &evil);
                }
            },
            Full,
        )
        .off(Off::Cargo(Trip::Marked)),
        folder(
            "S11",
            "checks and solutions of its own beside it",
            ONLY_SOURCES,
            |to, _| {
                for tree in ["grader/probes/range", "solutions/range", "grader/stubs/range", "stand-in/range"]
                {
                    put(to, &format!("{tree}/src/lib.rs"), "compile_error!(\"mine\");");
                    put(to, &format!("range/{tree}/src/lib.rs"), "compile_error!(\"mine\");");
                }
            },
            Full,
        )
        .off(Off::Never("who has no checks but those of his own test has none to be replaced")),
        folder(
            "S12",
            "nothing at all",
            "what can be had is what the course says",
            |to, _| {
                fs::remove_dir_all(to.join("range")).expect("it is there");
            },
            Nothing,
        )
        .off(Off::Never("there is no attack: nothing can be asked of it")),
        folder(
            "S12",
            "an empty file",
            "what can be had is what the course says",
            |to, _| put(to, "range/src/plain.rs", ""),
            DidNotBuild("public interface"),
        )
        .off(Off::Never("there is no attack: nothing can be asked of it")),
    ]
}

const BOUNDED: &str = "a build has so much time, and so much memory";
const NO_UNSAFE: &str = "unsafe code does not build";
const INERT: &str = "every text of a submission is made inert";
const SEES_LITTLE: &str = "a build sees what it needs, and no environment";
/// It takes all memory that there is.
const HUNGRY: Off = Off::Process(Trip::Said("memory allocation of"));

fn building() -> Vec<Row> {
    let file = |id, what, defense, text: &str, verdict| {
        row(id, what, defense, Attack::File(text.to_owned()), verdict)
    };
    let with = |id, what, defense, text: &str, verdict| {
        file(id, what, defense, &format!("{text}\n{WRONG}"), verdict)
    };
    vec![
        with(
            "S6",
            "a file of others as text",
            SEES_LITTLE,
            r#"
            const FILE: &str = include_str!("{FILE}");
            const _: () = panic!("{}", FILE);
        "#,
            DidNotBuild(""),
        )
        .off(Off::Basic(Trip::Secret)),
        with(
            "S6",
            "a file of others by a way that is put together",
            SEES_LITTLE,
            r#"
            const _: () = panic!(
                "{}",
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../../../../../..{FILE}"))
            );
        "#,
            DidNotBuild(""),
        )
        .off(Off::Basic(Trip::Secret)),
        with("S6", "a file of others as code", SEES_LITTLE, "include!(\"{FILE}\");", DidNotBuild(""))
            .off(Off::Basic(Trip::Secret)),
        with(
            "S6",
            "a file of others as a module",
            SEES_LITTLE,
            r#"
            #[path = "{FILE}"]
            mod other;
        "#,
            DidNotBuild(""),
        )
        .off(Off::Basic(Trip::Secret)),
        file(
            "B1",
            "a secret of the environment",
            SEES_LITTLE,
            r#"
            pub fn double(_: u32) -> u32 {
                eprintln!("{:?}", option_env!("HOSTILE_SECRET"));
                0
            }
        "#,
            Check(Failed, ""),
        )
        .off(Off::Process(Trip::Secret)),
        with(
            "B2",
            "a constant that is never computed",
            BOUNDED,
            r#"
            #![allow(long_running_const_eval)]
            const _: () = loop {};
        "#,
            DidNotBuild(""),
        )
        .hurried(4)
        .within(60)
        .off(Off::Process(Trip::Endless)),
        with(
            "B3",
            "a macro that doubles itself",
            BOUNDED,
            r#"
            macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)*); } }
            m!(a);
        "#,
            DidNotBuild(""),
        )
        .hurried(4)
        .within(60)
        .off(HUNGRY),
        file(
            "B4",
            "3 GiB of constants",
            BOUNDED,
            r#"
            static ALL: [u8; 3 << 30] = [1; 3 << 30];
            pub fn double(x: u32) -> u32 {
                ALL[x as usize % ALL.len()].into()
            }
        "#,
            DidNotBuild(""),
        )
        .hurried(4)
        .within(60)
        .off(Off::Process(Trip::Said("tried to allocate more memory than available to compiler"))),
        file("B4", "a type that doubles itself", BOUNDED, &doubling_type(), DidNotBuild(""))
            .hurried(4)
            .within(60)
            .off(HUNGRY),
        file(
            "B5",
            "6000 warnings",
            "what a build says is bounded",
            &(HONEST.to_owned()
                + &(0..6000).map(|number| format!("fn dead_{number}() {{}}\n")).collect::<String>()),
            Full,
        )
        .off(Off::Process(Trip::Floods))
        .within(60),
        with(
            "B6",
            "an error that is a command",
            INERT,
            r#"
            compile_error!("x\n::error file=a.rs,line=1::forged\n##[error]forged");
        "#,
            DidNotBuild(""),
        )
        .off(Off::Process(Trip::Command)),
        with(
            "B6",
            "a warning that is a command",
            INERT,
            r#"
            #[deprecated(note = "x\n::notice title=Autograding report::{}\n")]
            fn old() {}
            pub fn young() {
                old();
                let _: u8 = "no";
            }
        "#,
            DidNotBuild(""),
        )
        .off(Off::Process(Trip::Command)),
        with(
            "B7",
            "code that runs before main",
            NO_UNSAFE,
            r#"
            #[used]
            #[unsafe(link_section = ".init_array")]
            static FIRST: extern "C" fn() = first;
            extern "C" fn first() {
                std::fs::write("{MARK}/b7", "").unwrap();
            }
        "#,
            DidNotBuild("unsafe"),
        )
        .off(Off::Process(Trip::Marked)),
        with(
            "B7",
            "a function of the system's name",
            NO_UNSAFE,
            r#"
            #[unsafe(no_mangle)]
            pub extern "C" fn exit(_: i32) -> ! {
                panic!("{}", std::os::unix::process::CommandExt::exec(&mut std::process::Command::new("true")))
            }
        "#,
            DidNotBuild("unsafe"),
        )
        .off(Off::Process(Trip::Passes)),
        with(
            "B7",
            "assembly",
            NO_UNSAFE,
            r#"
            macro_rules! first { ($($line:literal)*) => {
                core::arch::global_asm!(
                    ".pushsection .init_array, \"aw\"",
                    ".quad evil",
                    ".popsection",
                    "evil:",
                    $($line),*
                );
            } }
            // `exit_group(0)`. On Arm nobody has tried it.
            #[cfg(target_arch = "x86_64")]
            first!("xor edi, edi" "mov eax, 231" "syscall");
            #[cfg(target_arch = "aarch64")]
            first!("mov x0, #0" "mov x8, #94" "svc #0");
        "#,
            DidNotBuild("unsafe"),
        )
        .off(Off::Process(Trip::Passes)),
        file(
            "B7",
            "a function of C",
            NO_UNSAFE,
            r#"
            unsafe extern "C" {
                safe fn _exit(status: i32) -> !;
            }
            pub fn double(_: u32) -> u32 {
                _exit(0)
            }
        "#,
            DidNotBuild("unsafe"),
        )
        .off(Off::Process(Trip::Passes)),
        file(
            "B7",
            "unsafe code that allows itself",
            NO_UNSAFE,
            r#"
            #![allow(unsafe_code)]
            pub fn double(x: u32) -> u32 {
                unsafe { *std::ptr::without_provenance(x as usize) }
            }
        "#,
            DidNotBuild("unsafe"),
        )
        .off(Off::Process(Trip::Dies)),
        file(
            "B7",
            "unsafe code made by a macro",
            NO_UNSAFE,
            r#"
            macro_rules! read { ($word:ident, $x:ident) => { $word { *std::ptr::without_provenance($x as usize) } } }
            pub fn double(x: u32) -> u32 {
                read!(unsafe, x)
            }
        "#,
            DidNotBuild("unsafe"),
        )
        .off(Off::Process(Trip::Dies)),
        file(
            "B8",
            "what a house rule bans, by another name",
            "house rules",
            r#"
            use std::net::Ipv4Addr as Reader;
            pub fn parse(text: &str) -> u32 {
                text.parse::<Reader>().map_or(0, u32::from)
            }
        "#,
            Refused("is not to be used here"),
        )
        .of("ruled")
        .off(Off::Rules),
        with(
            "B9",
            "20000 parentheses",
            "a compiler that dies is a build that failed",
            &format!("pub const DEEP: u8 = {}0{};", "(".repeat(20_000), ")".repeat(20_000)),
            DidNotBuild(""),
        )
        .off(Off::Process(Trip::Said("rustc unexpectedly overflowed its stack")))
        .within(30),
        with(
            "B10",
            "a crate that the grader uses",
            "a learner's crate has one dependency",
            "extern crate probe;",
            DidNotBuild("probe"),
        )
        .off(Off::Never("who builds with rustc alone has no such crate")),
        with(
            "B10",
            "a crate of a crate",
            "a learner's crate has one dependency",
            "extern crate serde_json;",
            DidNotBuild("serde_json"),
        )
        .off(Off::Never("who builds with rustc alone has no such crate")),
    ]
}

const APART: &str = "code is judged from another process, by its answers alone";
const CASES: &str = "questions are random";
const ASKED_AGAIN: &str = "the same is asked again, in other processes and in another order";
const TIME: &str = "a call has so much time";
const MEMORY: &str = "a program has so much memory";
const PRINT: &str = "print is drained, and kept up to a bound";
const NO_PROCESS: &str = "threads, and no processes";
const NO_FILES: &str = "no file but the program is in reach";
const NO_NETWORK: &str = "a network of its own, and no sockets but where an exercise has them";
const NO_ENVIRONMENT: &str = "an environment of ours";
const OTHER_USER: &str = "another user, in namespaces of its own";

fn running() -> Vec<Row> {
    let body = |id, what, defense, text, verdict| row(id, what, defense, Attack::Body(text), verdict);
    vec![
        body(
            "R1",
            "exits with success",
            APART,
            r#"
            std::process::exit(0)
        "#,
            Check(Crashed, "exited with status 0"),
        )
        .off(Off::Process(Trip::Passes)),
        body("R2", "panics with a command", INERT, "panic!(\"::error ::forged\")", Check(Panicked, ""))
            .off(Off::Process(Trip::Command)),
        body(
            "R2",
            "panics with what panics when it is dropped",
            APART,
            r#"
            struct Bomb;
            impl Drop for Bomb {
                fn drop(&mut self) {
                    panic!("again")
                }
            }
            std::panic::panic_any(Bomb)
        "#,
            Check(Panicked, "not text"),
        )
        .off(Off::Process(Trip::Endless)),
        body(
            "R2",
            "panics with a message of 10 MB",
            "a message is cut where it is caught",
            r#"
            panic!("{}", "y".repeat(10_000_000))
        "#,
            Check(Panicked, "yyyy"),
        )
        .off(Off::Process(Trip::Floods)),
        body(
            "R2",
            "overflows its stack",
            APART,
            r#"
            fn down(depth: u64) -> u64 {
                if depth == u64::MAX { 0 } else { std::hint::black_box(down(depth + 1) + 1) }
            }
            down(0) as u32
        "#,
            Check(Crashed, "overflowed"),
        )
        .off(Off::Process(Trip::Dies)),
        body("R2", "aborts", APART, "std::process::abort()", Check(Crashed, "SIGABRT"))
            .off(Off::Process(Trip::Dies)),
        body(
            "R3",
            "computes for ever",
            TIME,
            r#"
            loop {
                std::hint::black_box(0);
            }
        "#,
            Check(TimedOut, "still computing"),
        )
        .hurried(20)
        .off(Off::Process(Trip::Endless)),
        body(
            "R3",
            "sleeps for ever",
            TIME,
            r#"
            loop {
                std::thread::park()
            }
        "#,
            Check(TimedOut, "no answer within"),
        )
        .hurried(20)
        .off(Off::Process(Trip::Endless)),
        body(
            "R3",
            "waits for a lock of its own",
            TIME,
            r#"
            let lock = std::sync::Mutex::new(0);
            let _one = lock.lock();
            let _other = lock.lock();
            0
        "#,
            Check(TimedOut, "no answer within"),
        )
        .hurried(20)
        .off(Off::Process(Trip::Endless)),
        body(
            "R4",
            "takes memory and writes to it",
            MEMORY,
            r#"
            let mut all = vec![];
            loop {
                all.push(vec![1_u8; 16 << 20]);
            }
        "#,
            Check(OverLimit, "memory"),
        )
        .off(HUNGRY),
        body(
            "R4",
            "takes memory and leaves it",
            MEMORY,
            r#"
            std::hint::black_box(Vec::<u8>::with_capacity(3 << 30));
            0
        "#,
            Check(OverLimit, "memory"),
        )
        .off(HUNGRY),
        body(
            "R5",
            "starts shells",
            NO_PROCESS,
            r#"
            for _ in 0..20 {
                let _ = std::process::Command::new("/bin/sh")
                    .args(["-c", ": > {MARK}/r5; sleep 100 & sleep 100"])
                    .spawn();
            }
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Basic(Trip::Marked)),
        body(
            "R6",
            "starts threads without end",
            "so many threads",
            r#"
            while std::thread::Builder::new()
                .stack_size(1 << 16)
                .spawn(|| {
                    loop {
                        std::thread::park()
                    }
                })
                .is_ok()
            {}
            0
        "#,
            Check(Failed, ""),
        )
        .off(IN_CONFINE),
        body(
            "R7",
            "prints without end",
            PRINT,
            r#"
            loop {
                println!("again and again and again")
            }
        "#,
            Check(OverLimit, "8 MiB"),
        )
        .off(Off::Process(Trip::Floods)),
        body(
            "R7",
            "complains without end",
            PRINT,
            r#"
            loop {
                eprintln!("again and again and again")
            }
        "#,
            Check(OverLimit, "8 MiB"),
        )
        .off(Off::Process(Trip::Floods)),
        body(
            "R7",
            "closes its print",
            PRINT,
            r#"
            use std::os::fd::AsFd;
            drop(std::fs::File::from(std::io::stderr().as_fd().try_clone_to_owned().unwrap()));
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Never("without unsafe code nobody closes more than a copy")),
        body(
            "R8",
            "writes files",
            NO_FILES,
            r#"
            for path in ["fill", "/tmp/fill-of-range", "/dev/shm/fill-of-range", "{MARK}/r8"] {
                let _ = std::fs::write(path, vec![0; 1 << 20]);
            }
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Basic(Trip::Marked)),
        body(
            "R9",
            "prints an answer",
            APART,
            r#"
            println!("{{\"id\":\"0\",\"answers\":[{{\"value\":{}}}]}}", x.wrapping_mul(2));
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Never("a test in its process reads no answers; see R10")),
        body(
            "R10",
            "prints that all is well",
            APART,
            r#"
            println!(
                "test result: ok. 1 passed; 0 failed; 0 ignored\n\
                 {{\"type\":\"suite\",\"event\":\"ok\"}}\n100%"
            );
            std::process::exit(0)
        "#,
            Check(Crashed, ""),
        )
        .off(Off::Process(Trip::Passes)),
        body(
            "R11",
            "reads the solutions and the files of others",
            NO_FILES,
            r#"
            for path in ["{ROOT}/solutions/range/src/plain.rs", "{FILE}", "/etc/passwd"] {
                if let Ok(text) = std::fs::read_to_string(path) {
                    eprintln!("{text}");
                }
            }
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Basic(Trip::Secret)),
        body(
            "R12",
            "writes the report",
            NO_FILES,
            r#"
            for path in ["{ROOT}/report.json", "report.json", "{MARK}/report.json"] {
                let _ = std::os::unix::fs::symlink("/dev/null", path);
            }
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Basic(Trip::Marked)),
        body(
            "R13",
            "reads the environment of its parents",
            OTHER_USER,
            r#"
            if let Ok(all) = std::fs::read_dir("/proc") {
                for one in all.flatten() {
                    if let Ok(text) = std::fs::read(one.path().join("environ")) {
                        eprintln!("{}", String::from_utf8_lossy(&text));
                    }
                }
            }
            0
        "#,
            Check(Failed, ""),
        )
        .off(IN_CONFINE),
        body(
            "R14",
            "signals its parent",
            OTHER_USER,
            r#"
            let _ = std::process::Command::new("/bin/kill")
                .arg(std::os::unix::process::parent_id().to_string())
                .status();
            0
        "#,
            Check(Failed, ""),
        )
        .off(IN_CONFINE),
        body(
            "R15",
            "leaves a daemon",
            NO_PROCESS,
            r#"
            let _ = std::process::Command::new("/bin/sh")
                .args(["-c", "setsid sh -c ': > {MARK}/r15; sleep 100' & sleep 0.2"])
                .status();
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Basic(Trip::Marked)),
        body(
            "R16",
            "calls somebody outside",
            NO_NETWORK,
            r#"
            static ONCE: std::sync::Once = std::sync::Once::new();
            ONCE.call_once(|| {
                let _ = std::net::TcpStream::connect("{TCP}");
                if let Ok(socket) = std::net::UdpSocket::bind("127.0.0.1:0") {
                    let _ = socket.send_to(b"x", "{UDP}");
                }
            });
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Basic(Trip::Heard)),
        body(
            "R17",
            "calls a socket that has a path",
            NO_NETWORK,
            r#"
            let _ = std::os::unix::net::UnixStream::connect("{UNIX}");
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Basic(Trip::Heard)),
        body(
            "R17",
            "calls a socket that has a name",
            NO_NETWORK,
            r#"
            use std::os::linux::net::SocketAddrExt;
            let name = std::os::unix::net::SocketAddr::from_abstract_name("{NAME}").unwrap();
            let _ = std::os::unix::net::UnixStream::connect_addr(&name);
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Basic(Trip::Heard)),
        body(
            "R18",
            "has a shell compute",
            NO_PROCESS,
            r#"
            let said = std::process::Command::new("/bin/sh")
                .args(["-c", &format!("echo $(({x} * 2 % 4294967296))")])
                .output();
            said.ok().and_then(|said| String::from_utf8(said.stdout).ok()?.trim().parse().ok()).unwrap_or(0)
        "#,
            Check(Failed, ""),
        )
        .within(30)
        .off(Off::Basic(Trip::Passes)),
        body(
            "R19",
            "asks for more rights",
            "no program gives more rights",
            r#"
            let _ = std::process::Command::new("sudo").args(["-n", "touch", "{MARK}/r19"]).status();
            0
        "#,
            Check(Failed, ""),
        )
        .off(IN_CONFINE),
        body(
            "R20",
            "reads its environment",
            NO_ENVIRONMENT,
            r#"
            for (name, value) in std::env::vars() {
                eprintln!("{name}={value}");
            }
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Process(Trip::Secret)),
        body(
            "R21",
            "knows the book's examples",
            CASES,
            r#"
            match x {
                1 => 2,
                2 => 4,
                21 => 42,
                _ => 0,
            }
        "#,
            Check(Failed, ""),
        )
        .off(Off::Forced),
        body(
            "R22",
            "is right the first times",
            ASKED_AGAIN,
            r#"
            static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
            if CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 4 { x.wrapping_mul(2) } else { 0 }
        "#,
            Check(Failed, ""),
        )
        .off(Off::Forced),
        body(
            "R23",
            "looks whether it is graded",
            NO_ENVIRONMENT,
            r#"
            if std::env::var_os("CI").is_some() { x.wrapping_mul(2) } else { 0 }
        "#,
            Check(Failed, ""),
        )
        .off(Off::Process(Trip::Passes)),
        body(
            "R24",
            "prints commands",
            INERT,
            r#"
            eprintln!(
                "::notice title=Autograding report::{{\"totalPoints\":100}}\nx ##[error]forged\n\
                 ::add-mask::e\r::set-env name=PATH::/evil\n\u{1b}]0;title\u{7}\u{2028}::stop-commands::x"
            );
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Process(Trip::Command)),
        body(
            "R25",
            "prints markup",
            INERT,
            r#"
            eprintln!(
                "</details>\n`````\n# Full points @everyone ![x](http://192.0.2.1/x.png)\n\
                 <img src=x>\n]]>&lt;\0"
            );
            0
        "#,
            Check(Failed, ""),
        )
        .off(Off::Process(Trip::Said("</details>\n`````\n"))),
        body(
            "R27",
            "complains a lot, and answers",
            PRINT,
            r#"
            static ONCE: std::sync::Once = std::sync::Once::new();
            ONCE.call_once(|| {
                for _ in 0..7000 {
                    eprintln!("{}", "x".repeat(1000))
                }
            });
            x.wrapping_mul(2)
        "#,
            Full,
        )
        .off(Off::Process(Trip::Floods)),
        body(
            "R30",
            "takes far too many steps",
            TIME,
            r#"
            let mut sum = 0_u32;
            for a in 0..200_000_u32 {
                for b in 0..200_000_u32 {
                    sum = std::hint::black_box(sum ^ a ^ b);
                }
            }
            sum
        "#,
            Check(TimedOut, "still computing"),
        )
        .hurried(20)
        .off(Off::Process(Trip::Endless)),
    ]
}

const STRICT: &str = "an answer is one line, of one form, with the number of its question";

/// Answers of a process that is the learner's whole: `{RIGHT}` is the right one.
fn lying() -> Vec<Row> {
    let right = EXERCISES.iter().find(|(_, name, ..)| *name == "answer").map_or("", |(.., body)| *body);
    let says = |id, what, answer: &str, verdict| {
        let text = format!(
            "fn right(question: &str) -> Vec<u8> {right}\n\
             fn text(question: &str) -> String {{ String::from_utf8(right(question)).unwrap() }}\n\
             pub fn answer(question: &str) -> Vec<u8> {{ {answer} }}\n"
        );
        row(id, what, STRICT, Attack::File(text), verdict)
            .of("answer")
            .off(Off::Never("the honest answer, of which it differs in this alone, is full"))
    };
    vec![
        says(
            "R9",
            "an answer to another question",
            "let id = question.split('\"').nth(3).unwrap(); text(question).replace(id, \"0\").into_bytes()",
            Check(Protocol, "the grader's own line"),
        ),
        says(
            "R9",
            "an answer, and the next one before it is asked for",
            "let mut two = right(question); two.extend(right(question)); two",
            Check(Protocol, "the grader's own line"),
        ),
        says(
            "R9",
            "an answer less",
            "text(question).replacen(\"{\\\"value\\\":2}\", \"\", 1).into_bytes()",
            Check(Protocol, "fewer answers"),
        ),
        says(
            "R9",
            "an answer more",
            "text(question).replace(\"]\", \",{\\\"value\\\":4}]\").into_bytes()",
            Check(Protocol, "more answers"),
        ),
        says(
            "R9",
            "that the question can't be understood",
            r#"
            text(question)
                .replace("value\":", "unknown\":\"")
                .replace("}", "\"}")
                .replace("]\"}", "]}")
                .into_bytes()
            "#,
            Check(Protocol, "refuses the question"),
        ),
        says(
            "R26",
            "a line of 2 MiB",
            "question.bytes().cycle().take(2 << 20).collect()",
            Check(OverLimit, "1 MiB"),
        ),
        says(
            "R26",
            "brackets 10000 deep",
            "let _ = question; (\"[\".repeat(10_000) + \"\\n\").into_bytes()",
            Check(Protocol, ""),
        ),
        says(
            "R26",
            "bytes that are no text",
            "let _ = question; b\"\\xff\\0\\n\".to_vec()",
            Check(Protocol, ""),
        ),
        says(
            "R26",
            "the same field twice",
            "text(question).replacen('{', \"{\\\"answers\\\":[],\", 1).into_bytes()",
            Check(Protocol, ""),
        ),
        says(
            "R26",
            "a number that is too large",
            "text(question).replace(\":2}\", \":1e999}\").into_bytes()",
            Check(Protocol, ""),
        ),
        says(
            "R26",
            "no end of the line",
            "let mut open = right(question); open.pop(); open",
            Check(TimedOut, ""),
        )
        .hurried(20),
    ]
}

const CLIENT: &str = "a client with bounds on time and on bytes";

fn talking() -> Vec<Row> {
    let server = |id, what, serve: &str, verdict| {
        let text = format!(
            "use std::io::{{Read, Write}};\nuse std::net::TcpListener;\n\
             pub fn serve(port: u16) {{ {serve} }}\n"
        );
        row(id, what, CLIENT, Attack::File(text), verdict).of("server").within(30)
    };
    vec![
        server(
            "R28",
            "a server that listens everywhere",
            r#"
                let listener = TcpListener::bind(("0.0.0.0", port)).unwrap();
                for stream in listener.incoming() {
                    let mut said = vec![];
                    let mut stream = stream.unwrap();
                    stream.read_to_end(&mut said).unwrap();
                    said.reverse();
                    stream.write_all(&said).unwrap();
                }
            "#,
            Check(Failed, "more addresses"),
        )
        .off(Off::Process(Trip::Passes)),
        server(
            "R28",
            "a server on another port",
            "let _listener = TcpListener::bind((\"127.0.0.1\", port ^ 1)); loop { std::thread::park() }",
            Check(Failed, "nobody listens"),
        )
        .off(Off::Process(Trip::Endless)),
        server(
            "R28",
            "a server that never listens",
            "let _ = port; loop { std::thread::park() }",
            Check(Failed, "nobody listens"),
        )
        .off(Off::Process(Trip::Endless)),
        Row {
            defense: INERT,
            ..server(
                "R28",
                "a server that says what it likes",
                r#"
                let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
                for stream in listener.incoming() {
                    let mut stream = stream.unwrap();
                    let _ = stream.read_to_end(&mut vec![]);
                    let _ = stream.write_all(b"::error ::forged\r\n\0\xff");
                }
            "#,
                Check(Failed, "the same bytes"),
            )
        }
        .off(Off::Process(Trip::Command)),
        server(
            "R29",
            "a server that hangs up at once",
            r#"
                let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
                for stream in listener.incoming() {
                    drop(stream.unwrap());
                }
            "#,
            Check(Failed, ""),
        )
        .off(Off::Never("any client sees that, with bounds or without")),
        server(
            "R29",
            "a server that stops in the middle",
            r#"
                let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
                let mut all = vec![];
                for stream in listener.incoming() {
                    let mut stream = stream.unwrap();
                    let _ = stream.write_all(b"half");
                    all.push(stream);
                }
            "#,
            Check(Failed, "did not end within"),
        )
        .off(Off::Process(Trip::Endless)),
        server(
            "R29",
            "a server that never stops",
            r#"
                let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
                for stream in listener.incoming() {
                    let mut stream = stream.unwrap();
                    while stream.write_all(&[0; 65536]).is_ok() {}
                }
            "#,
            Check(Failed, "longer than 8 MiB"),
        )
        .off(Off::Process(Trip::Said("OutOfMemory"))),
        server(
            "R29",
            "a server that ends its process",
            r#"
                let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
                let _client = listener.accept();
                std::process::exit(0)
            "#,
            Check(Failed, ""),
        )
        .off(Off::Process(Trip::Passes)),
    ]
}

/// Of classes that stand in no table that we know of.
fn ours() -> Vec<Row> {
    vec![
        // The judge compares, shrinks and draws what it is given: an answer that costs its writer a line may cost
        // the judge minutes, once for each input that shrinking tries.
        row(
            "X1",
            "an answer that is cheap to give and dear to show",
            "what is drawn of an answer is bounded, and so is shrinking",
            Attack::File(String::from(
                r#"
                pub fn shout(text: &str) -> String {
                    let seed = text.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) + u32::from(byte));
                    let mark = |at: u32| char::from_u32(0x300 + (at ^ seed) % 0x50).unwrap_or('\u{202e}');
                    (0..300_000).map(mark).collect()
                }
                "#,
            )),
            Check(Failed, ""),
        )
        .off(Off::Process(Trip::Floods))
        .of("shout"),
        // Where an exercise does not pass, ours stands in for it in the process of those that need it. That process
        // knows the answers, and could tell them to the one that is judged.
        row(
            "X2",
            "an exercise whose stand-in tells another one the answers",
            "what an exercise is judged by is over before ours stands in for it",
            Attack::Folder(|to, _| {
                put(to, "range/src/plain.rs", ASKS);
                put(to, "range/src/uses.rs", TELLS);
            }),
            Check(Failed, ""),
        )
        .off(Off::Never("a grader without stand-ins has none that could tell"))
        .of("")
        .within(30)
        .under(Tier::Basic),
        // It is right, and does its harm when nobody asks.
        row(
            "X3",
            "a right answer, and an end between two questions",
            APART,
            Attack::Body(
                r#"
                std::thread::spawn(|| std::process::exit(0));
                x.wrapping_mul(2)
                "#,
            ),
            Check(Crashed, ""),
        )
        .off(Off::Process(Trip::Dies)),
    ]
}

/// Asks a neighbor for the answer.
const ASKS: &str = r#"
use std::io::{Read, Write};

pub fn double(x: u32) -> u32 {
    let Ok(mut line) = std::net::TcpStream::connect("127.0.0.1:47017") else { return 0 };
    line.write_all(&x.to_be_bytes()).unwrap();
    let mut answer = [0; 4];
    line.read_exact(&mut answer).unwrap();
    u32::from_be_bytes(answer)
}
"#;

/// Tells it what it needs itself, and is not its own then.
const TELLS: &str = r#"
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

pub fn fourfold(x: u32) -> u32 {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| drop(std::thread::spawn(tell)));
    x.wrapping_mul(4)
}

fn tell() {
    let Ok(listener) = TcpListener::bind("127.0.0.1:47017") else { return };
    for line in listener.incoming().flatten() {
        let _ = one(line);
    }
}

fn one(mut line: TcpStream) -> std::io::Result<()> {
    let mut asked = [0; 4];
    line.read_exact(&mut asked)?;
    line.write_all(&crate::plain::double(u32::from_be_bytes(asked)).to_be_bytes())
}
"#;

/// `plain`'s answer comes from a file of this name, which has a warning too.
fn by_file(to: &Path, name: &str) {
    put(to, &format!("range/src/plain/{name}"), &format!("{HONEST}fn idle() {{}}\n"));
    let path = format!("plain/{name}");
    put(to, "range/src/plain.rs", &format!("#[path = {path:?}]\nmod file;\npub use file::double;\n"));
}

pub(crate) const MANIFEST: &str = "[package]\nname = \"range\"\nedition = \"2024\"\n[workspace]\n";
const HONEST: &str = "pub fn double(x: u32) -> u32 { x.wrapping_mul(2) }\n";
const WRONG: &str = "pub fn double(_: u32) -> u32 { 0 }\n";

fn doubling_type() -> String {
    let mut text = String::from("type T0 = u8;\n");
    for number in 1..60 {
        text += &format!("type T{number} = (T{0}, T{0});\n", number - 1);
    }
    text + "pub fn double(x: u32) -> u32 { std::mem::size_of::<T59>() as u32 ^ x }\n"
}

fn put(folder: &Path, path: &str, text: &str) {
    write(&folder.join(path), text).expect("it can be written");
}

fn executable(path: &Path) {
    fs::set_permissions(path, Permissions::from_mode(0o755)).expect("it is ours");
}
