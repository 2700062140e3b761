//! What a launch costs: `cargo run --release -p confine --example cost`.
//!
//! Starts a program that does nothing, plain and under each tier, and prints the middle of 100 times.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "measures, and starts what it measures")]

use std::process::Command;
use std::time::{Duration, Instant};

use confine::{LAUNCH, Network, Orders, Tier};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [launch, orders @ ..] if launch == LAUNCH => confine::launch(orders),
        [nothing] if nothing == "nothing" => return Ok(()),
        _ => {}
    }
    let own = std::env::current_exe()?;
    let found = confine::probe(&own, Tier::Strict);
    println!("this machine: {}; missing: {:?}", found.tier, found.missing);
    println!("{:<10} {:>8.2} ms", "plain", middle(&own, &["nothing".to_owned()])?);
    let start = Instant::now();
    confine::probe(&own, Tier::Strict);
    println!("{:<10} {:>8.2} ms, once", "probe", milliseconds(start.elapsed()));
    let tiers = [Tier::Basic, Tier::Landlock, Tier::Strict];
    for tier in tiers.into_iter().filter(|tier| *tier <= found.tier) {
        if tier == Tier::Strict {
            let start = Instant::now();
            confine::make_ready()?;
            confine::enter()?;
            println!("{:<10} {:>8.2} ms, once", "enter", milliseconds(start.elapsed()));
        }
        let mut orders = Orders::to_run(tier, &own, Network::Loopback);
        orders.arguments = vec!["nothing".to_owned()];
        println!("{:<10} {:>8.2} ms", tier.to_string(), middle(&own, &orders.command_line("cost")?)?);
    }
    Ok(())
}

fn middle(own: &std::path::Path, arguments: &[String]) -> std::io::Result<f64> {
    let mut times = Vec::new();
    for _ in 0..100 {
        let start = Instant::now();
        let status = Command::new(own).args(arguments).status()?;
        times.push(start.elapsed());
        if !status.success() {
            return Err(std::io::Error::other(format!("expected a program that does nothing: {status}")));
        }
    }
    times.sort();
    Ok(milliseconds(times[times.len() / 2]))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
