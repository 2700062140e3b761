//! All that goes wrong in one run, known beforehand.

use given::time::Micros;

use super::fate::{Fate, trim};
use super::network::{LinkId, Network, NodeId};

/// What will go wrong: fates by link, partitions, crashes; and the seed of whatever else is left to chance.
///
/// It is plain data. A run follows from its network, its nodes and its weather alone, so the
/// [replay file](super::replay) of a weather replays the run. [`Climate`](super::Climate) draws one from chances, and
/// [`WeatherTree`](super::WeatherTree) makes one smaller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weather {
    /// For nodes that need chance, such as an initial sequence number. Where the weather was drawn, also what it was
    /// drawn from.
    pub seed: u64,
    /// What becomes of the packets of each link, in the order of [`Network::links`]. A list that is not here delivers
    /// all.
    pub fates: Vec<Vec<Fate>>,
    /// When links are down.
    pub partitions: Vec<Partition>,
    /// When nodes are.
    pub crashes: Vec<Crash>,
}

/// Links that are down for a while. A packet that leaves or arrives meanwhile is lost; a stream waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Which links.
    pub split: Split,
    /// The first moment at which they are down.
    pub from: Micros,
    /// The first at which they are up again. [`FOREVER`] if that never comes.
    pub until: Micros,
}

/// Which links a partition takes down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    /// All between these nodes and the rest, both ways.
    Nodes(Vec<NodeId>),
    /// These, each one way.
    Links(Vec<LinkId>),
}

/// A node that stops, and may start again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crash {
    /// Which.
    pub node: NodeId,
    /// When it stops.
    pub at: Micros,
    /// When it starts again, if it does.
    pub restart: Option<Micros>,
}

/// The moment that never comes.
pub const FOREVER: Micros = Micros(u64::MAX);

impl Weather {
    /// Nothing goes wrong.
    pub fn fair() -> Self {
        Self::default()
    }

    /// With these fates on a link.
    pub fn on(mut self, link: LinkId, fates: impl Into<Vec<Fate>>) -> Self {
        if self.fates.len() <= link.0 {
            self.fates.resize(link.0 + 1, vec![]);
        }
        self.fates[link.0] = fates.into();
        self
    }

    /// With these nodes cut off from the others for a while.
    pub fn cut_off(self, nodes: impl Into<Vec<NodeId>>, from: Micros, until: Micros) -> Self {
        self.partition(Partition { split: Split::Nodes(nodes.into()), from, until })
    }

    /// With these links down for a while.
    pub fn cut(self, links: impl Into<Vec<LinkId>>, from: Micros, until: Micros) -> Self {
        self.partition(Partition { split: Split::Links(links.into()), from, until })
    }

    /// With this partition.
    pub fn partition(mut self, partition: Partition) -> Self {
        self.partitions.push(partition);
        self
    }

    /// With a node that stops, and may start again.
    pub fn crash(mut self, node: NodeId, at: Micros, restart: Option<Micros>) -> Self {
        self.crashes.push(Crash { node, at, restart });
        self
    }

    /// With this seed.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The fate of a link's packet of this number, counted from 0.
    pub fn fate(&self, link: LinkId, place: usize) -> Fate {
        self.fates.get(link.0).and_then(|fates| fates.get(place)).copied().unwrap_or_default()
    }

    /// How many things go wrong: fates that are not [`Fate::Deliver`], partitions and crashes.
    pub fn mishaps(&self) -> usize {
        let fates = self.fates.iter().flatten().filter(|fate| **fate != Fate::Deliver).count();
        fates + self.partitions.len() + self.crashes.len()
    }

    /// The same weather, without the fates that say nothing. Two that do the same may still differ in their
    /// partitions.
    pub fn trimmed(mut self) -> Self {
        self.fates.iter_mut().for_each(trim);
        let used = self.fates.iter().rposition(|fates| !fates.is_empty()).map_or(0, |last| last + 1);
        self.fates.truncate(used);
        self
    }

    /// Whether it speaks of nothing that a network does not have.
    pub(super) fn fits(&self, network: &Network) -> bool {
        let has_node = |node: &NodeId| node.0 < network.nodes().len();
        let has_link = |link: &LinkId| link.0 < network.links().len();
        let has_all = |partition: &Partition| match &partition.split {
            Split::Nodes(nodes) => nodes.iter().all(has_node),
            Split::Links(links) => links.iter().all(has_link),
        };
        self.fates.len() <= network.links().len()
            && self.partitions.iter().all(has_all)
            && self.crashes.iter().all(|crash| has_node(&crash.node))
    }

    /// When a link is down, from each moment to another.
    pub(super) fn downs(&self, network: &Network, link: LinkId) -> Downs {
        let (from, to) = network.ends(link);
        let takes_down = |split: &Split| match split {
            Split::Nodes(nodes) => nodes.contains(&from.node) != nodes.contains(&to.node),
            Split::Links(links) => links.contains(&link),
        };
        let partitions = self.partitions.iter().filter(|partition| takes_down(&partition.split));
        let mut downs: Vec<_> = partitions.map(|partition| (partition.from, partition.until)).collect();
        downs.sort_unstable();
        Downs(downs)
    }
}

impl Partition {
    /// Whether it never ends.
    pub fn is_forever(&self) -> bool {
        self.until == FOREVER
    }
}

/// When one link is down, in order of the beginnings.
#[derive(Debug)]
pub(super) struct Downs(Vec<(Micros, Micros)>);

impl Downs {
    pub(super) fn is_down(&self, at: Micros) -> bool {
        self.0.iter().any(|(from, until)| *from <= at && at < *until)
    }

    /// The first moment from this one on at which the link is up; `None` if there is none.
    pub(super) fn up_from(&self, mut at: Micros) -> Option<Micros> {
        for (from, until) in &self.0 {
            if *from <= at {
                at = at.max(*until);
            }
        }
        (at != FOREVER).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partitions_may_overlap() {
        let downs = Downs(vec![(Micros(10), Micros(20)), (Micros(15), Micros(30)), (Micros(40), FOREVER)]);
        let up = [0, 9, 10, 19, 29, 30, 39, 40].map(|at| downs.up_from(Micros(at)).map(|at| at.0));
        assert_eq!(up, [Some(0), Some(9), Some(30), Some(30), Some(30), Some(30), Some(39), None]);
        assert_eq!([9, 10, 29, 30, 41].map(|at| downs.is_down(Micros(at))), [false, true, true, false, true]);
    }

    #[test]
    fn nodes_are_cut_off_from_the_rest_and_not_from_each_other() {
        let mut network = Network::new();
        let nodes = [network.node("a"), network.node("b"), network.node("c")];
        let wires = network.wires(&nodes, &[(0, 1), (1, 2)], super::super::Link::new());
        let weather = Weather::fair().cut_off([nodes[0], nodes[1]], Micros(5), Micros(9));
        assert!(!weather.downs(&network, wires[0].there).is_down(Micros(5)));
        assert!(weather.downs(&network, wires[1].there).is_down(Micros(5)));
        assert!(weather.downs(&network, wires[1].back).is_down(Micros(5)));
    }

    #[test]
    fn trimmed_weather_has_the_same_fates() {
        let weather = Weather {
            fates: vec![vec![Fate::Drop, Fate::Deliver], vec![Fate::Deliver], vec![]],
            ..Weather::fair()
        };
        assert_eq!(weather.clone().trimmed().fates, [[Fate::Drop]]);
        assert_eq!(weather.fate(LinkId(0), 0), Fate::Drop);
        assert_eq!(weather.fate(LinkId(7), 7), Fate::Deliver);
        assert_eq!(weather.mishaps(), 1);
    }
}
