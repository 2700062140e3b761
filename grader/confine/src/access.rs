//! What may be read, executed, written and reached: Landlock.
//!
//! Rights are tied to files and not to their names, so links and other mounts of the same file change nothing. It
//! does not hide that a path exists: only [`crate::Tier::Strict`] does. See
//! [landlock(7)](https://man7.org/linux/man-pages/man7/landlock.7.html).

use std::io;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, NetPort, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, RulesetError, Scope, path_beneath_rules,
};

use crate::orders::{Network, Orders, Purpose};
use crate::tier::Tier;

/// Without these rights the tier isn't worth its name: the third version added truncating, Linux 6.2.
const NEEDED: ABI = ABI::V3;
/// The version our tests ran with. What a kernel lacks of it is left out, and [`crate::probe`] says so.
const WANTED: ABI = ABI::V6;

/// Opens all paths, so that a user who may not even find them can be given them.
pub(crate) fn prepare(orders: &Orders) -> io::Result<RulesetCreated> {
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let execute = read | AccessFs::Execute;
    create(orders)
        .and_then(|rules| rules.add_rules(path_beneath_rules(&orders.read, read)))
        .and_then(|rules| rules.add_rules(path_beneath_rules(&orders.execute, execute)))
        .and_then(|rules| rules.add_rules(path_beneath_rules(&orders.write, written(orders.purpose))))
        .and_then(|rules| add_ports(rules, orders))
        .map_err(refused)
}

/// Takes everything away that the rules don't grant. There is no way back.
pub(crate) fn apply(rules: RulesetCreated) -> io::Result<()> {
    rules.restrict_self().map(drop).map_err(refused)
}

fn create(orders: &Orders) -> Result<RulesetCreated, RulesetError> {
    let rules = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(NEEDED))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(WANTED))?
        .scope(Scope::from_all(WANTED))?;
    match handled_ports(orders) {
        ports if ports.is_empty() => rules,
        ports => rules.handle_access(ports)?,
    }
    .create()
}

/// A right that isn't handled is granted for all ports. A rule for ports can't say "loopback", and an honest program
/// connects to ports that it chose itself: the network of our own says it instead.
fn handled_ports(orders: &Orders) -> BitFlags<AccessNet> {
    match orders.network {
        Network::None => AccessNet::BindTcp | AccessNet::ConnectTcp,
        Network::Ports(_) if orders.tier < Tier::Strict => AccessNet::ConnectTcp.into(),
        Network::Ports(_) | Network::Loopback => BitFlags::EMPTY,
    }
}

fn add_ports(rules: RulesetCreated, orders: &Orders) -> Result<RulesetCreated, RulesetError> {
    match &orders.network {
        Network::Ports(ports) if orders.tier < Tier::Strict => rules.add_rules(
            ports.iter().map(|port| Ok::<_, RulesetError>(NetPort::new(*port, AccessNet::ConnectTcp))),
        ),
        _ => Ok(rules),
    }
}

/// A build also executes what it wrote: the build scripts of vendored crates. No device is made by anybody.
fn written(purpose: Purpose) -> BitFlags<AccessFs> {
    let never = AccessFs::MakeChar | AccessFs::MakeBlock | AccessFs::MakeSock | AccessFs::IoctlDev;
    let all = AccessFs::from_all(WANTED) & !never;
    match purpose {
        Purpose::Build => all,
        Purpose::Run => all & !BitFlags::from(AccessFs::Execute),
    }
}

fn refused(error: RulesetError) -> io::Error {
    io::Error::other(format!("expected the kernel to take Landlock's rules: {error}"))
}
