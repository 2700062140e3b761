//! Who is connected to whom, and how: plain data, made once and run as often as wanted.

use std::collections::{BTreeMap, BTreeSet};

use super::link::Link;

/// Which node of its network, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) usize);

/// Which link of its network, counted from 0. A link goes one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub(super) usize);

/// One of a node's interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Port {
    /// Whose it is.
    pub node: NodeId,
    /// Which, counted from 0 at each node.
    pub interface: usize,
}

/// Two links, one each way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    /// From the port that was named first.
    pub there: LinkId,
    /// Back to it.
    pub back: LinkId,
}

/// Nodes and links. It has no state: what happens on it is a [`Simulation`](super::Simulation).
///
/// ```
/// use std::time::Duration;
///
/// use sim::net::{Link, Network};
///
/// let mut network = Network::new();
/// let (client, router, server) = (network.node("client"), network.node("router"), network.node("server"));
/// let slow = Link::new().delay(Duration::from_millis(50)).rate(1_000_000);
/// network.wire(client.port(0), router.port(0), slow);
/// network.wire(router.port(1), server.port(0), Link::new());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    nodes: Vec<String>,
    links: Vec<Laid>,
    /// The links that leave each port. A map for the look-up; its order is that of the ports.
    leaving: BTreeMap<Port, Vec<LinkId>>,
}

/// A link and its two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Laid {
    pub(super) from: Port,
    pub(super) to: Port,
    pub(super) link: Link,
}

impl NodeId {
    /// Its place among the nodes.
    pub fn index(self) -> usize {
        self.0
    }

    /// This interface of the node.
    pub fn port(self, interface: usize) -> Port {
        Port { node: self, interface }
    }
}

impl LinkId {
    /// Its place among the links.
    pub fn index(self) -> usize {
        self.0
    }
}

impl Network {
    /// Nobody and nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Two nodes, `client` and `server`, with a wire between their interfaces 0.
    pub fn pair(link: Link) -> (Network, [NodeId; 2], Wire) {
        let mut network = Network::new();
        let ends = [network.node("client"), network.node("server")];
        let wire = network.wire(ends[0].port(0), ends[1].port(0), link);
        (network, ends, wire)
    }

    /// Adds a node.
    ///
    /// # Panics
    ///
    /// If another has this name: replay files speak of nodes by name.
    pub fn node(&mut self, name: impl Into<String>) -> NodeId {
        let name = name.into();
        assert!(!self.nodes.contains(&name), "two nodes named {name:?}");
        self.nodes.push(name);
        NodeId(self.nodes.len() - 1)
    }

    /// Adds a link, one way. Where several leave a port, what is sent there goes out on each of them, as it does
    /// from a hub.
    ///
    /// # Panics
    ///
    /// If there is one between these ports already, or if a node is of another network.
    pub fn link(&mut self, from: Port, to: Port, link: Link) -> LinkId {
        for port in [from, to] {
            assert!(port.node.0 < self.nodes.len(), "node {} is of another network", port.node.0);
        }
        assert!(
            self.between(from, to).is_none(),
            "two links from {} to {}",
            self.spell(from),
            self.spell(to)
        );
        let id = LinkId(self.links.len());
        self.links.push(Laid { from, to, link });
        self.leaving.entry(from).or_default().push(id);
        id
    }

    /// Adds two links, one each way.
    pub fn wire(&mut self, one: Port, other: Port, link: Link) -> Wire {
        Wire { there: self.link(one, other, link), back: self.link(other, one, link) }
    }

    /// Adds a wire for each edge, a pair of places in `nodes`. Each takes the next free interface of either node, so
    /// in a new network a node's interfaces are in the order of its edges. Shapes are in [`shape`](super::shape).
    pub fn wires(&mut self, nodes: &[NodeId], edges: &[(usize, usize)], link: Link) -> Vec<Wire> {
        let wire = |&(one, other): &(usize, usize)| {
            let one = nodes[one].port(self.free_interface(nodes[one]));
            let other = nodes[other].port(self.free_interface(nodes[other]));
            self.wire(one, other, link)
        };
        edges.iter().map(wire).collect()
    }

    /// The nodes, in the order in which they were added.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId)
    }

    /// The links, in the order in which they were added.
    pub fn links(&self) -> impl ExactSizeIterator<Item = LinkId> + use<> {
        (0..self.links.len()).map(LinkId)
    }

    /// The name of a node.
    ///
    /// # Panics
    ///
    /// If the node is of another network.
    pub fn name(&self, node: NodeId) -> &str {
        &self.nodes[node.0]
    }

    /// The two ends of a link.
    ///
    /// # Panics
    ///
    /// If the link is of another network.
    pub fn ends(&self, link: LinkId) -> (Port, Port) {
        let laid = self.laid(link);
        (laid.from, laid.to)
    }

    /// The node of this name.
    pub fn find(&self, name: &str) -> Option<NodeId> {
        self.nodes.iter().position(|other| other == name).map(NodeId)
    }

    /// The link from one port to another.
    pub fn between(&self, from: Port, to: Port) -> Option<LinkId> {
        self.leaving(from).iter().copied().find(|id| self.laid(*id).to == to)
    }

    /// The ports at the other ends of a node's links, each once and in order.
    pub fn neighbors(&self, node: NodeId) -> Vec<Port> {
        let of_node = |laid: &&Laid| laid.from.node == node;
        let neighbors: BTreeSet<Port> = self.links.iter().filter(of_node).map(|laid| laid.to).collect();
        neighbors.into_iter().collect()
    }

    pub(super) fn laid(&self, link: LinkId) -> &Laid {
        &self.links[link.0]
    }

    pub(super) fn leaving(&self, port: Port) -> &[LinkId] {
        self.leaving.get(&port).map_or(&[], Vec::as_slice)
    }

    /// The link that goes the other way.
    pub(super) fn back(&self, link: LinkId) -> Option<LinkId> {
        let laid = self.laid(link);
        self.between(laid.to, laid.from)
    }

    fn free_interface(&self, node: NodeId) -> usize {
        let ports = self.links.iter().flat_map(|laid| [laid.from, laid.to]);
        let used = ports.filter(|port| port.node == node).map(|port| port.interface + 1);
        used.max().unwrap_or(0)
    }

    fn spell(&self, port: Port) -> String {
        format!("{}.{}", self.name(port.node), port.interface)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wires_take_the_next_free_interfaces() {
        let mut network = Network::new();
        let nodes = [network.node("a"), network.node("b"), network.node("c")];
        let wires = network.wires(&nodes, &[(0, 1), (1, 2), (0, 2)], Link::new());
        assert_eq!(network.ends(wires[0].there), (nodes[0].port(0), nodes[1].port(0)));
        assert_eq!(network.ends(wires[1].there), (nodes[1].port(1), nodes[2].port(0)));
        assert_eq!(network.ends(wires[2].there), (nodes[0].port(1), nodes[2].port(1)));
        assert_eq!(network.back(wires[2].there), Some(wires[2].back));
        assert_eq!(network.neighbors(nodes[0]), [nodes[1].port(0), nodes[2].port(1)]);
    }

    #[test]
    #[should_panic(expected = "two nodes named \"a\"")]
    fn names_are_unique() {
        let mut network = Network::new();
        network.node("a");
        network.node("a");
    }
}
