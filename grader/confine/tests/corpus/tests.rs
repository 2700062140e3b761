//! What is asserted.

use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use confine::{Layer, Network, Orders, REFUSED, Tier, refusal};
use nix::mount::MsFlags;

use crate::attack::THROUGH;
use crate::honest;
use crate::table::{Row, table};
use crate::world::{MARK, World, wait};

/// The word in our arguments that says who we became.
const AS_NOBODY: &str = "--as-nobody";

pub(crate) fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let mut failures = Failures { wanted, ..Failures::default() };
    if let Err(error) = all(&mut failures) {
        failures.add(format!("the tests themselves: {error}"));
    }
    println!("{} facts, {} of them untrue", failures.facts, failures.untrue.len());
    for untrue in &failures.untrue {
        println!("  untrue: {untrue}");
    }
    ExitCode::from(u8::from(!failures.untrue.is_empty()))
}

#[derive(Default)]
struct Failures {
    /// Parts of titles: only these are tried. Empty for all.
    wanted: Vec<String>,
    facts: usize,
    untrue: Vec<String>,
}

impl Failures {
    fn wants(&self, title: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|word| title.contains(word.as_str()))
    }

    fn check(&mut self, fact: bool, text: impl FnOnce() -> String) {
        self.facts += 1;
        if !fact {
            self.untrue.push(text());
        }
    }

    fn add(&mut self, text: String) {
        self.check(false, || text);
    }
}

/// Whether layers can be left out.
const HOLES: bool = cfg!(feature = "holes");

#[cfg(feature = "holes")]
fn leave_out(orders: &mut Orders, off: &[Layer]) {
    orders.off = off.to_vec();
}

#[cfg(not(feature = "holes"))]
fn leave_out(_: &mut Orders, off: &[Layer]) {
    assert!(off.is_empty(), "there are no holes");
}

/// The launcher that is built for use doesn't know the word.
fn no_layer_is_left_out_in_earnest(world: &World, failures: &mut Failures) -> io::Result<()> {
    if HOLES {
        return Ok(());
    }
    println!("all layers are on; cargo test -p confine --features holes leaves each out");
    let [launch, mark, orders] = &orders(world, Tier::Basic, "honest", &["print"]).command_line(MARK)?[..]
    else {
        unreachable!("a command line is three arguments")
    };
    let with_hole = orders.replacen('{', r#"{"off":["landlock"],"#, 1);
    let status = Command::new(&world.own).args([launch, mark, &with_hole]).stderr(Stdio::null()).status()?;
    failures.check(status.code() == Some(REFUSED), || format!("orders with a hole are refused: {status}"));
    Ok(())
}

fn all(failures: &mut Failures) -> io::Result<()> {
    let world = World::new()?;
    no_layer_is_left_out_in_earnest(&world, failures)?;
    let found = confine::probe(&world.own, Tier::Strict);
    println!(
        "as {}: {}, missing {:?}",
        if world.root { "root" } else { "no root" },
        found.tier,
        found.missing
    );
    for tier in [Tier::Basic, Tier::Landlock, Tier::Strict].into_iter().filter(|tier| *tier <= found.tier) {
        println!("{tier}");
        for row in table().iter().filter(|row| world.root || !row.root_only) {
            if failures.wants(row.title) {
                attacked(&world, tier, row, failures)?;
            }
        }
        for name in honest::ALL {
            if !failures.wants(name) {
                continue;
            }
            let (status, said) = world.run(&orders(&world, tier, "honest", &[name]), tier == Tier::Strict)?;
            failures.check(status.success(), || format!("{tier}: honest {name}: {status}: {said}"));
        }
        if failures.wants("ends") {
            ends(&world, tier, failures)?;
            nobody_is_left(&world, tier, failures)?;
        }
        if failures.wants("build") {
            built(&world, tier, failures)?;
        }
    }
    if failures.wants("container") && found.tier > Tier::Basic {
        in_a_container(&world, failures)?;
    }
    if world.root {
        as_nobody(failures)?;
    }
    Ok(())
}

fn orders(world: &World, tier: Tier, kind: &str, arguments: &[&str]) -> Orders {
    let mut orders = Orders::to_run(tier, &world.own, Network::Loopback);
    orders.arguments = [kind].iter().chain(arguments).map(|word| word.to_string()).collect();
    orders
}

/// With all layers on it fails; with all off that stop it, it works; with any single one of these on, it fails.
fn attacked(world: &World, tier: Tier, row: &Row, failures: &mut Failures) -> io::Result<()> {
    let layers = row.stopped_by(tier, world.root);
    println!(
        "  {:<22} {}",
        row.title,
        if layers.is_empty() { "open".to_owned() } else { format!("{layers:?}") }
    );
    let mut tries: Vec<(Vec<Layer>, bool)> = vec![(layers.clone(), true)];
    if !layers.is_empty() {
        tries.push((vec![], false));
    }
    if layers.len() > 1 {
        for one in &layers {
            tries.push((layers.iter().copied().filter(|layer| layer != one).collect(), false));
        }
    }
    // In earnest there are no holes: what is stopped is stopped, and the other half isn't tried.
    tries.retain(|(off, _)| HOLES || off.is_empty());
    for (off, works) in tries {
        let (through, said) = attack(world, tier, row, &off)?;
        failures.check(through == works, || {
            format!("{tier}: {} without {off:?} {}: {said}", row.title, if works { "works" } else { "fails" })
        });
    }
    Ok(())
}

fn attack(world: &World, tier: Tier, row: &Row, off: &[Layer]) -> io::Result<(bool, String)> {
    let target = world.argument(row.target)?;
    let mut orders = orders(world, tier, "attack", &[row.attack, &target]);
    orders.network = row.network.clone();
    leave_out(&mut orders, off);
    if row.target == "granted" {
        orders.write.push(world.path("granted"));
    }
    world.heard();
    let enter = tier == Tier::Strict && !off.contains(&Layer::Network);
    let (status, said) = world.run(&orders, enter)?;
    if status.code() == Some(REFUSED) && refusal(MARK, &said).is_some() {
        return Err(io::Error::other(format!("{tier}: {}: the launcher refused: {said}", row.title)));
    }
    let claimed = status.code() == Some(i32::from(THROUGH));
    // For these two the attacker's own word is not enough: only what arrived counts.
    let through = if ["tcp", "udp"].contains(&row.attack) { claimed && world.heard() } else { claimed };
    Ok((through, format!("{status} {said}")))
}

/// A program's end is told as it was.
fn ends(world: &World, tier: Tier, failures: &mut Failures) -> io::Result<()> {
    let cases: [(&[&str], Option<i32>, Option<i32>); 7] = [
        (&["exit", "0"], Some(0), None),
        (&["exit", "7"], Some(7), None),
        (&["exit", "137"], Some(137), None),
        (&["abort"], None, Some(6)),
        (&["overflow"], None, Some(6)),
        (&["signal", "11"], None, Some(11)),
        (&["signal", "9"], None, Some(9)),
    ];
    for (program, code, signal) in cases {
        let (status, said) = world.run(&orders(world, tier, "honest", program), tier == Tier::Strict)?;
        failures.check((status.code(), status.signal()) == (code, signal), || {
            format!("{tier}: {program:?} ends with {code:?}, {signal:?}: {status} {said}")
        });
    }
    let mut spin = orders(world, tier, "honest", &["spin"]);
    spin.limits.cpu_seconds = 1;
    let (status, said) = world.run(&spin, tier == Tier::Strict)?;
    failures
        .check(matches!(status.signal(), Some(9 | 24)), || format!("{tier}: CPU time ends: {status} {said}"));
    Ok(())
}

/// When the launcher is killed, so is the program: its streams close.
fn nobody_is_left(world: &World, tier: Tier, failures: &mut Failures) -> io::Result<()> {
    let mut launcher = world.start(&orders(world, tier, "honest", &["forever"]), tier == Tier::Strict)?;
    let start = Instant::now();
    let program = loop {
        // Until then a launcher is on its way to become, or to start, the program.
        if let Some(program) = confine::program_of(tier, launcher.id()).filter(|pid| is_the_program(*pid)) {
            break program;
        }
        if start.elapsed() > Duration::from_secs(20) {
            return Err(io::Error::other("the program doesn't start"));
        }
    };
    launcher.kill()?;
    wait(&mut launcher, Duration::from_secs(5))?;
    let gone = (0..400).any(|_| {
        std::thread::sleep(Duration::from_millis(5));
        !is_the_program(program)
    });
    failures.check(gone, || format!("{tier}: the program dies with its launcher"));
    Ok(())
}

fn is_the_program(pid: u32) -> bool {
    let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    line.ends_with(b"\0honest\0forever\0")
}

/// The folder that the cargo that builds us lies in, with `bin` and `lib`, if we may read it.
fn toolchain() -> Option<PathBuf> {
    let cargo = std::env::var("CARGO").map(PathBuf::from).ok()?.canonicalize().ok()?;
    std::fs::File::open(&cargo).ok()?;
    Some(cargo.ancestors().nth(2)?.to_owned())
}

/// A crate without dependencies, by the cargo that builds us: it is built, and can't include what lies outside.
fn built(world: &World, tier: Tier, failures: &mut Failures) -> io::Result<()> {
    let cargo =
        std::env::var("CARGO").map(PathBuf::from).ok().filter(|cargo| std::fs::File::open(cargo).is_ok());
    let Some(cargo) = cargo.and_then(|cargo| cargo.canonicalize().ok()) else {
        println!("  no toolchain in reach: nothing is built");
        return Ok(());
    };
    let toolchain = cargo.ancestors().nth(2).expect("<toolchain>/bin/cargo").to_owned();
    let canary = world.argument("canary")?;
    // Strict covers no folder for a build: Landlock is what stops it.
    let cases = [
        ("honest", "pub fn one() -> u8 { 1 }\n#[test] fn t() {}\nfn main() {}".to_owned(), vec![], true),
        (
            "includes",
            format!("fn main() {{ print!(include_str!({canary:?})) }}"),
            vec![],
            tier < Tier::Landlock,
        ),
        (
            "includes",
            format!("fn main() {{ print!(include_str!({canary:?})) }}"),
            vec![Layer::Landlock],
            true,
        ),
    ];
    for (name, source, off, works) in cases.into_iter().filter(|case| HOLES || case.2.is_empty()) {
        let slot = tempfile::tempdir()?;
        let [stage, target, tmp, home] =
            ["stage", "target", "tmp", "home"].map(|name| slot.path().join(name));
        for folder in [&stage.join("src"), &target, &tmp, &home] {
            std::fs::create_dir_all(folder)?;
        }
        let manifest = "[package]\nname = \"tiny\"\nedition = \"2024\"\n[workspace]\n";
        std::fs::write(stage.join("Cargo.toml"), manifest)?;
        std::fs::write(stage.join("src/main.rs"), source)?;

        let mut orders = Orders::to_build(
            tier,
            &cargo,
            &toolchain,
            vec![stage.clone()],
            vec![target.clone(), tmp.clone(), home.clone()],
        );
        orders.write.push(stage.join("Cargo.lock"));
        std::fs::write(
            stage.join("Cargo.lock"),
            "version = 4\n\n[[package]]\nname = \"tiny\"\nversion = \"0.0.0\"\n",
        )?;
        let folder = stage.join("Cargo.toml").display().to_string();
        orders.arguments = ["build", "--offline", "--manifest-path", &folder].map(str::to_owned).to_vec();
        let path = format!("{}:/usr/bin:/bin", toolchain.join("bin").display());
        let place = |path: &PathBuf| path.display().to_string();
        orders.environment = [
            ("PATH", path),
            ("HOME", place(&home)),
            ("CARGO_HOME", place(&home)),
            ("CARGO_TARGET_DIR", place(&target)),
            ("TMPDIR", place(&tmp)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec();
        leave_out(&mut orders, &off);
        let (status, said) = world.run(&orders, tier == Tier::Strict)?;
        let is_built = status.success() && target.join("debug/tiny").exists();
        failures
            .check(is_built == works, || format!("{tier}: build {name} without {off:?}: {status}: {said}"));
    }
    Ok(())
}

/// Where namespaces are refused, as in most containers, less is found, and the reason is told. A build of ours is such a
/// place.
fn in_a_container(world: &World, failures: &mut Failures) -> io::Result<()> {
    let folder = world.own.parent().expect("a file lies in a folder").to_owned();
    let mut orders = Orders::to_build(Tier::Landlock, &world.own, folder, vec!["/".into()], vec![]);
    orders.network = Network::Loopback;
    orders.arguments = ["honest", "probe"].map(str::to_owned).to_vec();
    let (status, said) = world.run(&orders, false)?;
    let told = said.starts_with("landlock") && said.contains("strict: ") && said.contains("EPERM");
    failures.check(status.success() && told, || format!("in a container: {status} {said}"));
    Ok(())
}

/// All of it once more, as a user with nothing.
fn as_nobody(failures: &mut Failures) -> io::Result<()> {
    // The toolchain often lies in root's home. In mounts of our own it also lies where nobody may go. It is removed as
    // the empty folder that it is, and never with what may be mounted there.
    let place = std::env::temp_dir().join(format!("confine-toolchain-{}", std::process::id()));
    std::fs::DirBuilder::new().mode(0o755).create(&place)?;
    if let Some(toolchain) = toolchain() {
        nix::sched::unshare(nix::sched::CloneFlags::CLONE_NEWNS)?;
        let bind = |source: Option<&Path>, target: &Path, flags| {
            nix::mount::mount(source, target, None::<&str>, flags, None::<&str>)
        };
        bind(None, Path::new("/"), MsFlags::MS_REC | MsFlags::MS_PRIVATE)?;
        bind(Some(&toolchain), &place, MsFlags::MS_BIND)?;
        bind(None, &place, MsFlags::MS_REMOUNT | MsFlags::MS_BIND | MsFlags::MS_RDONLY)?;
    }
    let status = Command::new("setpriv")
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "--"])
        .arg(std::env::current_exe()?)
        .arg(AS_NOBODY)
        .args(&failures.wanted)
        .env("CARGO", place.join("bin/cargo"))
        .status();
    // Where there is no toolchain nothing is mounted.
    let _ = nix::mount::umount(&place);
    std::fs::remove_dir(&place)?;
    let status = status?;
    failures.check(status.success(), || format!("as nobody: {status}"));
    Ok(())
}
