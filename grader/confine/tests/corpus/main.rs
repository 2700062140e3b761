//! Hostile and honest programs, under every tier that this machine offers.
//!
//! One executable is all of them: the tests, the launcher, the attackers, the honest programs. As root, the tests run
//! a second time as `nobody`, because a learner's laptop isn't root.
//!
//! An attack is stopped by a set of layers. With all of them off it works, and with any one of them on it doesn't:
//! so no row of the table is true because the attack was broken, and none names a layer that does nothing.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "attackers do what is banned, and these tests have no harness but themselves"
)]

#[cfg(target_os = "linux")]
mod attack;
#[cfg(target_os = "linux")]
mod honest;
#[cfg(target_os = "linux")]
mod table;
#[cfg(target_os = "linux")]
mod tests;
#[cfg(target_os = "linux")]
mod world;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [confine::LAUNCH, ..] => confine::launch(&arguments[1..]),
        ["case", enter, orders @ ..] => world::case(*enter == "enter", orders),
        ["attack", name, rest @ ..] => attack::run(name, rest),
        ["honest", name, rest @ ..] => honest::run(name, rest),
        ["sleep"] => loop {
            std::thread::park();
        },
        _ => tests::main(),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("nothing is confined here");
}
