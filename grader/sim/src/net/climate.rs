//! Weather from chances and a seed.

use std::time::Duration;

use given::time::Micros;

use super::dice::Dice;
use super::network::{LinkId, Network, NodeId};
use super::rates::Bursts;
use super::weather::{Crash, Partition, Split, Weather};

/// What weather is like in general: how likely each fate is on each link, how many partitions and crashes there may
/// be. A seed makes [weather](Climate::weather) of it; so does proptest, for which it is a strategy that shrinks.
///
/// ```
/// use std::time::Duration;
///
/// use sim::net::{Chance, Climate, Link, Network, Rates};
///
/// let (network, _, wire) = Network::pair(Link::new());
/// let climate = Climate::new(&network)
///     .everywhere(Rates::new().drop(Chance::percent(10)))
///     .partitions(2, Duration::from_secs(10), Duration::from_secs(2));
/// assert_eq!(climate.weather(7), climate.weather(7));
/// ```
#[derive(Clone, Debug)]
pub struct Climate {
    links: Vec<Bursts>,
    packets: usize,
    nodes: usize,
    partitions: Outages,
    crashes: Outages,
    /// Who may crash.
    mortal: Vec<NodeId>,
}

/// How often something is out.
#[derive(Clone, Copy, Debug, Default)]
struct Outages {
    most: u64,
    within: Duration,
    longest: Duration,
}

impl Climate {
    /// Fair weather on this network.
    pub fn new(network: &Network) -> Self {
        Climate {
            links: vec![Bursts::default(); network.links().len()],
            packets: 300,
            nodes: network.nodes().len(),
            partitions: Outages::default(),
            crashes: Outages::default(),
            mortal: vec![],
        }
    }

    /// With fates for so many packets of each link; after them all is fair. At first it is 300.
    pub fn packets(self, packets: usize) -> Self {
        Climate { packets, ..self }
    }

    /// With these [`Rates`](super::Rates) or [`Bursts`] on every link.
    pub fn everywhere(mut self, bursts: impl Into<Bursts>) -> Self {
        self.links.fill(bursts.into());
        self
    }

    /// With these on one link.
    pub fn on(mut self, link: LinkId, bursts: impl Into<Bursts>) -> Self {
        self.links[link.index()] = bursts.into();
        self
    }

    /// With up to so many partitions, of some nodes or of a link one way, that begin within this time and last no
    /// longer than that.
    pub fn partitions(mut self, most: usize, within: Duration, longest: Duration) -> Self {
        self.partitions = Outages { most: most as u64, within, longest };
        self
    }

    /// With up to so many crashes of these nodes, within this time; each starts again within that.
    pub fn crashes(
        mut self,
        nodes: impl Into<Vec<NodeId>>,
        most: usize,
        within: Duration,
        longest: Duration,
    ) -> Self {
        self.mortal = nodes.into();
        self.crashes = Outages { most: most as u64, within, longest };
        self
    }

    /// The weather of this seed.
    pub fn weather(&self, seed: u64) -> Weather {
        let mut dice = Dice::new(seed);
        let dice = &mut dice;
        let fates = self.links.iter().map(|bursts| bursts.list(self.packets, dice)).collect();
        let partitions = self.partitions.draw(dice, self.nodes > 1, |dice, from, until| Partition {
            split: self.split(dice),
            from,
            until,
        });
        let crashes = self.crashes.draw(dice, !self.mortal.is_empty(), |dice, at, restart| Crash {
            node: self.mortal[dice.below(self.mortal.len() as u64) as usize],
            at,
            restart: Some(restart),
        });
        Weather { seed, fates, partitions, crashes }.trimmed()
    }

    /// Some nodes of all, but neither none nor all; or one link.
    fn split(&self, dice: &mut Dice) -> Split {
        if !self.links.is_empty() && dice.below(3) == 0 {
            return Split::Links(vec![LinkId(dice.below(self.links.len() as u64) as usize)]);
        }
        let mut others: Vec<NodeId> = (0..self.nodes).map(NodeId).collect();
        let count = 1 + dice.below(self.nodes as u64 - 1);
        let mut cut_off = Vec::new();
        for _ in 0..count {
            cut_off.push(others.swap_remove(dice.below(others.len() as u64) as usize));
        }
        cut_off.sort_unstable();
        Split::Nodes(cut_off)
    }
}

impl Outages {
    fn draw<T>(
        self,
        dice: &mut Dice,
        is_possible: bool,
        mut outage: impl FnMut(&mut Dice, Micros, Micros) -> T,
    ) -> Vec<T> {
        let count = if is_possible { dice.below(self.most + 1) } else { 0 };
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let draw = |_| {
            let from = dice.below(millis(self.within));
            let until = from.saturating_add(1 + dice.below(millis(self.longest)));
            outage(dice, Micros::from_millis(from), Micros::from_millis(until))
        };
        (0..count).map(draw).collect()
    }
}
