//! The Linux kernel forwards packets by the longest prefix, too. Does `lpm` always find the route that it finds?
//!
//! An extra, in a network namespace of its own: a copy of the network stack that begins empty, that nobody else
//! sees, and that ends with the one process that is in it. All routes lead to `lo`, which each namespace has.

#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use addresses::lpm::RouteTable;
use addresses::prefix::network;
use assert_cmd::Command;
use given::addresses::{Family, Prefix};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// One thing that is done to both tables.
#[derive(Clone, Debug)]
enum Step {
    Insert(Prefix),
    Remove(Prefix),
    /// Which route is the one for this address?
    LookUp(IpAddr),
}

#[test]
#[ignore = "extra: needs Linux, root and iproute2: .ci/extras"]
fn the_kernel_finds_the_same_routes() {
    let namespace = match namespace() {
        Ok(namespace) => namespace,
        Err(why) => return eprintln!("skipped: {why}"),
    };
    let steps = steps();
    let ours = our_answers(&steps);
    let theirs = kernels_answers(namespace, &steps);
    let probes = steps.iter().filter(|step| matches!(step, Step::LookUp(_)));
    assert_eq!((probes.clone().count(), ours.len(), theirs.len()), (1000, 1000, 1000));
    for ((probe, ours), theirs) in probes.zip(&ours).zip(&theirs) {
        assert_eq!(ours, theirs, "ours and the kernel's: {probe:?}");
    }
    let routes: BTreeSet<&String> = theirs.iter().flatten().collect();
    let nowhere = theirs.iter().filter(|route| route.is_none()).count();
    // Or the test would not have said much.
    assert!(routes.len() > 100 && nowhere > 20, "{} routes, {nowhere} times none", routes.len());
    eprintln!("the kernel agrees on 1000 probes, by {} routes, {nowhere} times by none", routes.len());
}

/// The command that runs another one in a fresh namespace: as root, or as one who is root in there alone.
fn namespace() -> Result<&'static [&'static str], String> {
    let version = Command::new("ip").arg("-V").output();
    version.map_err(|error| format!("there is no iproute2: ip: {error}"))?;
    let mut why = String::new();
    for namespace in [&["unshare", "--net"][..], &["unshare", "--net", "--map-root-user"]] {
        let output = Command::new(namespace[0]).args(&namespace[1..]).args(["ip", "link"]).output();
        match output {
            Ok(output) if output.status.success() => return Ok(namespace),
            Ok(output) => why = String::from_utf8_lossy(&output.stderr).into_owned(),
            Err(error) => why = error.to_string(),
        }
    }
    Err(format!("no network namespace can be made, which takes root: {}", why.trim_end()))
}

/// 200 routes and 1000 probes: after they are inserted, after some are removed, and with a route for all.
fn steps() -> Vec<Step> {
    // Always the same numbers, so that who sees a difference sees it again.
    let mut runner = TestRunner::deterministic();
    let mut draw = |most: u32| (0..most).new_tree(&mut runner).expect("a number can be drawn").current();

    let mut routes: Vec<Prefix> = Vec::new();
    while routes.len() < 200 {
        let route = route(&routes, &mut draw);
        if !routes.contains(&route) {
            routes.push(route);
        }
    }
    let removed = &routes[..50];
    let defaults = [Family::V4, Family::V6].map(|family| Prefix { family, bits: 0, len: 0 });
    let mut probes =
        |count: usize| -> Vec<Step> { (0..count).map(|_| Step::LookUp(probe(&routes, &mut draw))).collect() };
    [
        routes.iter().copied().map(Step::Insert).collect(),
        probes(500),
        removed.iter().copied().map(Step::Remove).collect(),
        probes(300),
        defaults.map(Step::Insert).to_vec(),
        probes(200),
    ]
    .concat()
}

/// A route inside an earlier one, most of the time: what lies side by side is found by any table.
fn route(routes: &[Prefix], draw: &mut impl FnMut(u32) -> u32) -> Prefix {
    let outer = match routes.len() as u32 {
        count if count >= 8 && draw(8) > 0 => routes[draw(count) as usize],
        count => realm([Family::V4, Family::V6][count as usize % 2]),
    };
    let Prefix { family, bits, len } = outer;
    let longer = len + draw(u32::from(family.width() - len).min(12) + 1) as u8;
    network(family, bits | random_behind(&outer, draw), longer)
}

/// An address in a route or at one of its edges, or a step beyond them; now and then any address.
fn probe(routes: &[Prefix], draw: &mut impl FnMut(u32) -> u32) -> IpAddr {
    let route = routes[draw(routes.len() as u32) as usize];
    let realm = realm(route.family);
    let behind = u128::MAX >> (128 - route.family.width()).min(127);
    let last = route.bits | behind.unbounded_shr(route.len.into());
    let address = match draw(8) {
        0 => route.bits,
        1 => last,
        2 => route.bits.wrapping_sub(1),
        3 => last.wrapping_add(1),
        4 => random_behind(&realm, draw),
        _ => route.bits | random_behind(&route, draw),
    };
    // What is one beyond the realm comes back into it.
    let address = realm.bits | address & behind.unbounded_shr(realm.len.into());
    match route.family {
        Family::V4 => Ipv4Addr::from(address as u32).into(),
        Family::V6 => Ipv6Addr::from(address).into(),
    }
}

/// Where all routes and probes lie. Elsewhere the kernel has routes of its own, for itself and for groups.
fn realm(family: Family) -> Prefix {
    match family {
        Family::V4 => Prefix { family, bits: 0x4000_0000, len: 3 },
        Family::V6 => Prefix { family, bits: 0x2000 << 112, len: 3 },
    }
}

/// Any bits behind those of the prefix.
fn random_behind(prefix: &Prefix, draw: &mut impl FnMut(u32) -> u32) -> u128 {
    let bits = (0..4).fold(0, |bits: u128, _| bits << 32 | u128::from(draw(u32::MAX)));
    let ones = u128::MAX >> (128 - u32::from(prefix.family.width()));
    bits & ones.unbounded_shr(prefix.len.into())
}

fn our_answers(steps: &[Step]) -> Vec<Option<String>> {
    let mut table = RouteTable::new();
    let mut answers = Vec::new();
    for step in steps {
        match step {
            Step::Insert(prefix) => assert_eq!(table.insert(*prefix, ()), None, "{prefix} is new"),
            Step::Remove(prefix) => assert_eq!(table.remove(prefix), Some(()), "{prefix} is there"),
            Step::LookUp(address) => {
                let (family, number) = match *address {
                    IpAddr::V4(address) => (Family::V4, u32::from(address).into()),
                    IpAddr::V6(address) => (Family::V6, address.into()),
                };
                answers.push(table.lookup(family, number).map(|(prefix, ())| prefix.to_string()));
            }
        }
    }
    answers
}

/// What the kernel says, in one run of `ip`: a line of input a step.
fn kernels_answers(namespace: &[&str], steps: &[Step]) -> Vec<Option<String>> {
    let mut input = "link set lo up\n".to_owned();
    for step in steps {
        input += &match step {
            Step::Insert(prefix) => format!("route add {prefix} dev lo\n"),
            Step::Remove(prefix) => format!("route del {prefix} dev lo\n"),
            // It says the route as it stands in the table, and not what follows from it.
            Step::LookUp(address) => format!("route get fibmatch {address}\n"),
        };
    }
    let mut command = Command::new(namespace[0]);
    // One line of output an answer, and go on where there is none.
    command.args(&namespace[1..]).args(["ip", "-oneline", "-force", "-batch", "-"]).write_stdin(input);
    let output = command.output().expect("it ran before");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));

    let mut routes = stdout.lines();
    let failed: BTreeSet<usize> =
        stderr.lines().filter_map(|line| line.strip_prefix("Command failed -:")?.parse().ok()).collect();
    let mut answers = Vec::new();
    // The first line is number 1, and brought `lo` up.
    for (step, line) in steps.iter().zip(2..) {
        match step {
            Step::LookUp(_) if failed.contains(&line) => answers.push(None),
            Step::LookUp(address) => answers.push(Some(spelled(routes.next().unwrap_or_default(), *address))),
            _ => assert!(!failed.contains(&line), "{step:?}: {stderr}"),
        }
    }
    assert_eq!(routes.next(), None, "an answer too many");
    answers
}

/// The prefix at the beginning of a route, as we spell it: `ip` says `default`, and leaves out `/32` and `/128`.
fn spelled(route: &str, address: IpAddr) -> String {
    let prefix = route.split(' ').next().unwrap_or_default();
    let (everything, width) = if address.is_ipv4() { ("0.0.0.0/0", 32) } else { ("::/0", 128) };
    match prefix {
        "default" => everything.to_owned(),
        _ if prefix.contains('/') => prefix.to_owned(),
        _ => format!("{prefix}/{width}"),
    }
}
