//! Which layers stop which attack.

use confine::Layer::{
    self, Calls, Descriptors, Environment, Landlock, Limits, Namespaces, Network as OwnNetwork,
    NoNewPrivileges, Threads, User,
};
use confine::{Network, Tier};

/// An attack, and the layers each of which stops it alone.
pub(crate) struct Row {
    /// What it is called in a report, if the same attack is tried in several settings.
    pub(crate) title: &'static str,
    pub(crate) attack: &'static str,
    /// A word that stands for something outside.
    pub(crate) target: &'static str,
    pub(crate) network: Network,
    /// All layers that stop it. A tier has some of them; where it has none, the attack works and is known to.
    layers: &'static [Layer],
    /// The other users' part of it: it reaches into a process, which the kernel also denies across user namespaces.
    /// Without root there is one, around the network of our own.
    into_a_process: bool,
    /// Makes no sense without root: there is nothing to lose, or nobody to make the helper.
    pub(crate) root_only: bool,
}

impl Row {
    pub(crate) fn stopped_by(&self, tier: Tier, root: bool) -> Vec<Layer> {
        let has = |layer: &Layer| match layer {
            OwnNetwork | Namespaces => tier == Tier::Strict,
            Landlock if matches!(self.network, Network::Ports(_)) => tier == Tier::Landlock,
            Calls if matches!(self.network, Network::Ports(_)) => tier == Tier::Landlock,
            Landlock | Calls | Threads => tier >= Tier::Landlock,
            User => root,
            _ => true,
        };
        let users = (self.into_a_process && tier == Tier::Strict && !root).then_some(OwnNetwork);
        self.layers.iter().copied().filter(has).chain(users).collect()
    }
}

const fn row(attack: &'static str, target: &'static str, layers: &'static [Layer]) -> Row {
    let network = Network::Loopback;
    Row { title: attack, attack, target, network, layers, into_a_process: false, root_only: false }
}

const FILES: &[Layer] = &[Landlock, Namespaces];
const OTHERS: &[Layer] = &[Landlock, Namespaces, User];
const MEMORY_OF_OTHERS: &[Layer] = &[Calls, Landlock, Namespaces, User];

pub(crate) fn table() -> Vec<Row> {
    vec![
        row("read", "canary", FILES),
        row("write", "canary", FILES),
        row("delete", "canary", FILES),
        row("rename", "canary", FILES),
        row("link", "canary", FILES),
        // Landlock doesn't hide names.
        row("stat", "canary", &[Namespaces]),
        Row { title: "stat from here", ..row("stat", "./left-open", &[Namespaces]) },
        Row { title: "read root's file", root_only: true, ..row("read", "private", OTHERS) },
        row("shell", "", &[Landlock]),
        row("fork", "", &[Threads]),
        // It gains nothing: what was taken away stays away.
        row("exec itself", "", &[]),
        // It gains nothing: what was taken away stays away.
        row("exec itself", "", &[]),
        row("setsid", "", &[Calls]),
        Row { title: "signal to parent", ..row("signal", "parent", OTHERS) },
        Row { title: "signal to sibling", ..row("signal", "sibling", OTHERS) },
        row("limit", "sibling", &[Calls, Namespaces, User]),
        row("priority", "sibling", &[Calls, Namespaces, User]),
        row("chmod", "canary", &[Calls, Namespaces, User]),
        row("tcp", "tcp", &[OwnNetwork]),
        Row {
            title: "tcp, no network",
            network: Network::None,
            ..row("tcp", "tcp", &[OwnNetwork, Landlock, Calls])
        },
        Row {
            title: "tcp, other ports",
            network: Network::Ports(Vec::new()),
            ..row("tcp", "tcp", &[OwnNetwork, Landlock])
        },
        row("udp", "udp", &[OwnNetwork]),
        Row { title: "udp, no network", network: Network::None, ..row("udp", "udp", &[OwnNetwork, Calls]) },
        Row {
            title: "udp, other ports",
            network: Network::Ports(Vec::new()),
            ..row("udp", "udp", &[OwnNetwork, Calls])
        },
        row("unix path", "socket", &[Calls, Namespaces]),
        row("unix name", "name", &[Calls, Landlock, OwnNetwork]),
        Row { into_a_process: true, ..row("ptrace", "parent", MEMORY_OF_OTHERS) },
        Row { into_a_process: true, ..row("vm", "parent", MEMORY_OF_OTHERS) },
        Row { title: "parent's environment", into_a_process: true, ..row("read", "environ", OTHERS) },
        Row { title: "parent's memory", into_a_process: true, ..row("open", "mem", OTHERS) },
        // Whoever takes Landlock's rules or a filter gives up new privileges too: the kernel asks for it.
        Row {
            root_only: true,
            ..row("set-user-id", "helper", &[NoNewPrivileges, Landlock, Namespaces, Calls, Threads])
        },
        row("io_uring", "", &[Calls]),
        row("memfd", "", &[Calls]),
        row("user namespace", "", &[Calls]),
        row("memory", "", &[Limits]),
        row("threads", "", &[Limits]),
        // The one attack that two layers stop together and neither alone: the limit is void for root.
        Row { title: "threads, by root", root_only: true, ..row("threads", "", &[User]) },
        row("file", "granted", &[Limits]),
        row("descriptors", "", &[Descriptors, Landlock, Namespaces]),
        row("environment", "", &[Environment]),
    ]
}
