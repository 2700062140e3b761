//! The sandbox, as a person meets it at the command line, and what `process` does about programs under it.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "starts the grader as a person does")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use confine::{Network, Orders};
use grader::confinement::{Confinement, Tier};
use grader::process::{Exit, Heard, Limit, Limits, Process};
use grader::report::Report;

/// Time enough for anything here; no test waits for it.
const LONG: Limits = Limits { wall: Duration::from_secs(120), cpu: None };

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the grader lies in the course").to_owned()
}

/// The slot that the tests of the command line share.
fn slot() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("slot")
}

fn grade(args: &[&str]) -> Output {
    let mut command = Command::new(cargo_bin("grader"));
    command.current_dir(root()).env("GRADER_SLOT", slot()).args(args).output().expect("it runs")
}

fn most() -> Tier {
    confine::probe(&cargo_bin("grader"), Tier::Strict).tier
}

/// Orders for the grader itself, in a place where nobody gets namespaces, as in most containers: a build of ours.
fn in_a_container(slot: &Path, args: &[&str]) -> Orders {
    let grader = cargo_bin("grader");
    let folder = grader.parent().expect("it lies in a folder");
    let cargo = PathBuf::from(env!("CARGO")).canonicalize().expect("cargo built us");
    let toolchain = cargo.ancestors().nth(2).expect("<toolchain>/bin/cargo").to_owned();
    let mut orders =
        Orders::to_build(Tier::Landlock, &grader, toolchain, vec!["/".into()], vec![slot.to_owned()]);
    orders.execute.push(folder.to_owned());
    orders.network = Network::Loopback;
    orders.arguments = args.iter().map(|arg| (*arg).to_owned()).collect();
    let path = std::env::var("PATH").unwrap_or_default();
    orders.environment = vec![
        (String::from("GRADER_SLOT"), slot.display().to_string()),
        (String::from("PATH"), path),
        (String::from("GRADER_COURSE"), root().display().to_string()),
    ];
    orders
}

fn carried_out(orders: &Orders) -> Output {
    Command::new(cargo_bin("grader"))
        .args(orders.command_line("7").expect("plain values"))
        .current_dir(root())
        .output()
        .expect("it runs")
}

fn json(output: &Output) -> Report {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn the_report_tells_the_tier_that_was_demanded() {
    let tier = most();
    let demand = format!("--require-sandbox={tier}");
    let output = grade(&["report", "hello", "--submission", "solutions", "--format", "json", &demand]);
    let report = json(&output);

    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(report.sandbox.tier, tier.to_string());
}

#[test]
fn a_tier_that_is_not_there_is_our_fault_and_nothing_is_graded() {
    if most() < Tier::Landlock {
        println!(
            "skipped: no container without Landlock: {:?}",
            confine::probe(&cargo_bin("grader"), Tier::Strict)
        );
        return;
    }
    let empty = tempfile::tempdir().expect("a folder can be made");
    let args = ["hello", "--submission", "solutions", "--require-sandbox=strict"];
    let output = carried_out(&in_a_container(empty.path(), &args));
    let said = String::from_utf8_lossy(&output.stderr);

    assert_eq!(output.status.code(), Some(70), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    assert!(said.contains("the sandbox strict was demanded, and what there is here is landlock"), "{said}");
    assert!(said.contains("strict: ") && said.contains("EPERM"), "{said}");
    assert!(said.contains("kernel.apparmor_restrict_unprivileged_userns=0"), "{said}");
    assert_eq!(fs::read_dir(empty.path()).expect("it is there").count(), 0, "nothing was even staged");
}

#[test]
fn where_less_is_there_less_is_enforced_and_told() {
    if most() < Tier::Landlock {
        println!("skipped: no container without Landlock");
        return;
    }
    // So that in there nothing has to be fetched.
    grade(&["hello/cut", "--submission", "solutions", "-q"]);
    let slot = slot().canonicalize().expect("a grading made it");
    let args = ["report", "hello", "--submission", "solutions", "--format", "json"];
    let output = carried_out(&in_a_container(&slot, &args));
    let report = json(&output);

    assert_eq!(report.sandbox.tier, "landlock");
    assert!(report.sandbox.missing.iter().any(|what| what.starts_with("strict: ")), "{:?}", report.sandbox);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

fn launched(tier: Tier, script: &str, change: impl FnOnce(&mut Orders)) -> Process {
    let confinement = Confinement::find(cargo_bin("grader"), tier);
    let mut orders = Orders::to_build(confinement.tier, "/bin/sh", "/usr", vec![], vec![]);
    orders.arguments = vec![String::from("-c"), script.to_owned()];
    orders.environment = vec![(String::from("PATH"), String::from("/usr/bin:/bin"))];
    change(&mut orders);
    let mut process = Process::launch(&confinement, orders, Path::new("/")).expect("it starts");
    process.send_end();
    process
}

#[test]
fn a_program_ends_as_it_ended_under_each_tier() {
    for tier in [Tier::Basic, Tier::Landlock] {
        let mut process = launched(tier, "echo said; exit 7", |_| {});
        assert_eq!(process.wait(LONG), Heard::Line(b"said".to_vec()), "{tier}");
        assert_eq!(process.wait(LONG), Heard::Exit(Exit::Code(7)), "{tier}");
    }
}

#[test]
fn a_launcher_that_refuses_is_told_from_a_program_that_says_the_same() {
    let mut process = launched(Tier::Basic, "", |orders| orders.program = "/no/such/program".into());
    let heard = process.wait(LONG);
    assert!(matches!(&heard, Heard::Refused(reason) if reason.contains("/no/such/program")), "{heard:?}");

    let forged = "echo 'launcher : expected' >&2; echo 'launcher 0: expected' >&2; exit 125";
    assert_eq!(launched(Tier::Basic, forged, |_| {}).wait(LONG), Heard::Exit(Exit::Code(125)));
}

/// Each of the two stays below the limit of a process. `tail` keeps the whole line until it has read its end.
#[test]
fn the_memory_of_a_whole_tree_is_bounded() {
    let hold = "(head -c 60000000 /dev/zero; exec sleep 100) | tail -n 1";
    let mut process = launched(Tier::Basic, &format!("{hold} & {hold} & wait"), |orders| {
        orders.limits.data_bytes = 80_000_000;
    });
    assert_eq!(process.wait(LONG), Heard::Killed(Limit::Memory));
}

/// The processor time is that of the program, and not of the launcher that waits for it.
#[test]
fn processor_time_is_bounded_under_each_tier() {
    let cpu = Limits { wall: LONG.wall, cpu: Some(Duration::from_millis(200)) };
    for tier in [Tier::Basic, Tier::Landlock] {
        let mut process = launched(tier, "while :; do :; done", |_| {});
        assert_eq!(process.wait(cpu), Heard::Killed(Limit::Cpu), "{tier}");
    }
}
