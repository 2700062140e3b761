//! What a program leaves behind ends with it. A file of its own: whoever adopts orphans must start no other children.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::time::Duration;

use grader::process::{Heard, Limits, Process, Program, adopt_orphans};

const LONG: Limits = Limits { wall: Duration::from_secs(60), cpu: None };

#[test]
fn a_daemon_in_a_session_of_its_own_ends_with_the_program_that_left_it() {
    adopt_orphans().expect("Linux lets everybody");
    let script = "setsid sh -c 'echo $$; exec sleep 1000' & wait";
    let mut program = Process::start(&Program {
        path: Path::new("/bin/sh"),
        args: vec![String::from("-c"), script.to_owned()],
        folder: Path::new("/"),
        env: vec![(String::from("PATH"), String::from("/usr/bin:/bin"))],
        inherit_env: false,
    })
    .expect("there is a shell");
    let Heard::Line(number) = program.wait(LONG) else { panic!("the daemon says its number") };
    let daemon = Path::new("/proc").join(String::from_utf8_lossy(&number).trim());
    assert!(daemon.exists());

    drop(program);

    assert!(!daemon.exists(), "it was in no group of ours");
}
