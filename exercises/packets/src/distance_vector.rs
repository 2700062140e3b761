//! Routers that tell their neighbors how far it is: RIP-2 (RFC 2453), without sockets and without a clock.
//!
//! Six cities, seven lines, and nobody has drawn a map. Each router knows the networks that are connected to it, and
//! who its neighbors are. Now and then it tells each neighbor which networks it can reach, and at what distance. A
//! neighbor adds the line between them, keeps what is nearer than all that it heard before, and tells its own
//! neighbors. Such a message is a list of distances, a *vector*; the algorithm is that of Bellman, Ford and
//! Fulkerson (RFC 2453 §3.1).
//!
//! ```text
//!            "London: 1"            "London: 2"           "London: 3"
//!   London ---------------> New York ------------> Tokyo ------------> …
//!      \                        |                    |
//!       the network itself:     1 + 1 by London      2 + 1 by New York
//!       1, here
//! ```
//!
//! A rumor is believed as long as it is repeated. What goes wrong is what goes wrong with rumors, and most of the
//! rules below are against that:
//!
//! | rule | against |
//! | --- | --- |
//! | what the next hop says counts, better or worse (§3.9.2) | routes that were good once |
//! | 16 is infinity (§3.4.2) | two routers that raise each other's distance for ever |
//! | poisoned reverse (§3.4.3) | a router that hears its own words from a neighbor |
//! | triggered updates (§3.4.4) | bad news that needs half a minute a hop |
//! | 180 s without a word, and a route is dead (§3.8) | neighbors that say nothing any more |
//!
//! The table has one row a network, however many routers and lines there are: nobody has the map.
//!
//! Left out: the bytes of the messages (§4), requests, by which a router that starts need not wait for its
//! neighbors' next update (§3.9.1), passwords (§4.1), the tags and next hops of entries (§4.2, §4.4), lines that come
//! back, the change to another route of the same metric when the old one is half forgotten (§3.9.2, optional), and
//! chance. RFC 2453 adds some seconds of it to each period, so that routers do not all talk at once, and waits 1 to
//! 5 s between two triggered updates (§3.8, §3.10.1). There is none here, and the same story always has the same end.

use std::marker::PhantomData;
use std::time::Duration;

use given::packets::{RipEntry, RipInterface, RipRoute, RipUpdate};
use given::time::Micros;

/// The metric of what can't be reached (RFC 2453 §3.4.1, §3.6).
pub const INFINITY: u32 = 16;

/// How often a router tells all that it knows (RFC 2453 §3.8).
pub const UPDATE_PERIOD: Duration = Duration::from_secs(30);

/// How long a route is believed that nobody repeats (RFC 2453 §3.8).
pub const TIMEOUT: Duration = Duration::from_secs(180);

/// How long a route that is dead is told as such, before it is gone (RFC 2453 §3.8).
pub const GARBAGE_COLLECTION: Duration = Duration::from_secs(120);

/// How much time lies at least between two triggered updates (RFC 2453 §3.10.1: 1 to 5 s, drawn at random).
pub const TRIGGERED_GAP: Duration = Duration::from_secs(1);

/// The most entries of one update (RFC 2453 §3.6).
pub const MAX_ENTRIES: usize = 25;

/// One router: its table, and what it owes to its neighbors.
///
/// *The table* has one row a network, and a row has one way: a metric, an interface, a next hop. What a neighbor
/// says that is no improvement is not kept.
///
/// *Dead rows.* A network that can't be reached any more keeps its row for [`GARBAGE_COLLECTION`], with the metric
/// [`INFINITY`], so that the neighbors hear of it. Which interface and next hop a dead row has does not matter.
///
/// The caller promises that time never goes back, and that [`poll_update`](Self::poll_update) is called at each
/// moment at which something has happened ([`new`](Self::new), [`handle_update`](Self::handle_update),
/// [`link_down`](Self::link_down)), before time goes on; and again at the moment that
/// [`poll_timeout`](Self::poll_timeout) names, if nothing happens before.
///
/// # Examples
///
/// ```
/// use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
/// use given::time::Micros;
/// use packets::distance_vector::DistanceVector;
///
/// let tokyo = RipNetwork { address: 0x0A01_0000, len: 16 }; // 10.1.0.0/16
/// let london = RipNetwork { address: 0x0A06_0000, len: 16 };
/// let new_york = 0x0A05_0001; // the router there: 10.5.0.1
/// let ms = Micros::from_millis;
///
/// // The router in Tokyo: its own network, and the lines to Singapore and New York.
/// let line = RipInterface { network: None, cost: 1 };
/// let mut router = DistanceVector::new(ms(0), &[RipInterface { network: Some(tokyo), cost: 1 }, line, line]);
/// router.poll_update(ms(0));
///
/// // New York says that London is 2 from there. So it is 3 from here, and that is news to Singapore.
/// router.handle_update(ms(80), 2, new_york, &[RipEntry { network: london, metric: 2 }]);
/// let told = router.poll_update(ms(80));
/// assert_eq!(told[1], RipUpdate { interface: 1, entries: vec![RipEntry { network: london, metric: 3 }] });
/// // Not to New York: from there it is no way to London at all.
/// assert_eq!(told[2], RipUpdate { interface: 2, entries: vec![RipEntry { network: london, metric: 16 }] });
///
/// let way = RipRoute { network: london, metric: 3, interface: 2, next_hop: Some(new_york) };
/// assert_eq!(router.routes()[1], way);
/// ```
#[derive(Debug)]
pub struct DistanceVector {
    // Put your own fields here, in place of this one. More types and functions of your own are welcome.
    _yours: PhantomData<()>,
}

impl DistanceVector {
    /// A router that starts at `now`, with these interfaces. It knows the networks that are connected to them, and
    /// nothing else; the metric of such a network is the cost of its interface.
    ///
    /// No two interfaces have the same network.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{RipInterface, RipNetwork, RipRoute};
    /// use given::time::Micros;
    /// use packets::distance_vector::DistanceVector;
    ///
    /// let tokyo = RipNetwork { address: 0x0A01_0000, len: 16 };
    /// let interfaces =
    ///     [RipInterface { network: None, cost: 1 }, RipInterface { network: Some(tokyo), cost: 2 }];
    /// let router = DistanceVector::new(Micros(0), &interfaces);
    /// assert_eq!(router.routes(), [RipRoute { network: tokyo, metric: 2, interface: 1, next_hop: None }]);
    /// ```
    pub fn new(now: Micros, interfaces: &[RipInterface]) -> Self {
        todo!()
    }

    /// Hears an update of the neighbor with the address `from`, who is at this interface (RFC 2453 §3.9.2).
    ///
    /// An entry whose metric is not from 1 to 16 says nothing. Any other one says that the network is at
    /// `metric` from there. So from here, by this neighbor, it is at that and the cost of the interface, and at
    /// [`INFINITY`] if that would be more. What comes of it depends on the row of the network:
    ///
    /// - There is none: it gets one. If the metric is [`INFINITY`], that is not worth a row.
    /// - The network is connected to an interface that is up: nothing changes.
    /// - This neighbor at this interface is the next hop of the row: the metric is what the neighbor says, whether
    ///   it is better or worse or the same. It is believed for [`TIMEOUT`] from now on. If it has become
    ///   [`INFINITY`], the row is dead from now on; if it was dead before, that changes nothing.
    /// - Somebody else is: if the metric is less than that of the row, the row takes it, with this neighbor as the
    ///   next hop, and believes it for [`TIMEOUT`]. Otherwise nothing changes.
    ///
    /// A row that is new, or whose metric or next hop has changed, is news: see [`poll_update`](Self::poll_update).
    /// At an interface that is down nothing is heard.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{RipEntry, RipInterface, RipNetwork};
    /// use given::time::Micros;
    /// use packets::distance_vector::DistanceVector;
    ///
    /// let london = RipNetwork { address: 0x0A06_0000, len: 16 };
    /// let line = RipInterface { network: None, cost: 1 };
    /// let (singapore, new_york) = (0x0A04_0001, 0x0A05_0001);
    /// let ms = Micros::from_millis;
    ///
    /// let mut router = DistanceVector::new(ms(0), &[line, line]);
    /// router.handle_update(ms(0), 0, singapore, &[RipEntry { network: london, metric: 4 }]);
    /// assert_eq!(router.routes()[0].metric, 5);
    /// router.handle_update(ms(10), 1, new_york, &[RipEntry { network: london, metric: 2 }]);
    /// assert_eq!(router.routes()[0].metric, 3);
    /// router.handle_update(ms(20), 0, singapore, &[RipEntry { network: london, metric: 7 }]);
    /// assert_eq!(router.routes()[0].metric, 3);
    /// router.handle_update(ms(30), 1, new_york, &[RipEntry { network: london, metric: 9 }]);
    /// assert_eq!(router.routes()[0].metric, 10);
    /// ```
    pub fn handle_update(&mut self, now: Micros, interface: usize, from: u32, entries: &[RipEntry]) {
        todo!()
    }

    /// The interface is down, and stays so. All rows whose packets leave there are dead from now on, that of its own
    /// network too, and are news. Those that were dead before stay as they are.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{RipInterface, RipNetwork};
    /// use given::time::Micros;
    /// use packets::distance_vector::DistanceVector;
    ///
    /// let tokyo = RipNetwork { address: 0x0A01_0000, len: 16 };
    /// let line = RipInterface { network: None, cost: 1 };
    /// let mut router =
    ///     DistanceVector::new(Micros(0), &[RipInterface { network: Some(tokyo), cost: 1 }, line]);
    /// router.poll_update(Micros(0));
    ///
    /// router.link_down(Micros(5), 0);
    /// assert_eq!(router.routes()[0].metric, 16);
    /// let told = router.poll_update(Micros(5));
    /// assert_eq!(told.len(), 1); // on the line: nothing leaves an interface that is down
    /// assert_eq!(told[0].entries[0].metric, 16);
    /// ```
    pub fn link_down(&mut self, now: Micros, interface: usize) {
        todo!()
    }

    /// Lets happen what is due, and gives what must be told now; mostly nothing.
    ///
    /// *First the rows.* One that was believed for [`TIMEOUT`], and not a moment longer, is dead from now on, and that
    /// is news. One that was dead for [`GARBAGE_COLLECTION`] is gone, without a word.
    ///
    /// *Then the updates.* All rows are told when the router starts, and each [`UPDATE_PERIOD`] after that, counted
    /// from the start and not from the last time: who is called too late sends one update, and is on time again
    /// with the next. Between them, rows that are news are told, and no others: at once, but not before
    /// [`TRIGGERED_GAP`] has passed since such a *triggered* update was sent before. What has been told, in one way
    /// or the other, is no news any more.
    ///
    /// An update goes out on every interface that is up, in the order of their numbers, with an entry for each row
    /// that is told, in the order of the networks. The metric is that of the row, but if the row's packets leave on
    /// that interface it is [`INFINITY`] (*poisoned reverse*, RFC 2453 §3.4.3). Of more than [`MAX_ENTRIES`] entries
    /// the first 25 are one update, the next 25 another, and so on. There is no update without entries.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{RipEntry, RipInterface, RipNetwork, RipUpdate};
    /// use given::time::Micros;
    /// use packets::distance_vector::DistanceVector;
    ///
    /// let tokyo = RipNetwork { address: 0x0A01_0000, len: 16 };
    /// let line = RipInterface { network: None, cost: 1 };
    /// let mut router =
    ///     DistanceVector::new(Micros(0), &[RipInterface { network: Some(tokyo), cost: 1 }, line]);
    ///
    /// let at = |interface, metric| RipUpdate { interface, entries: vec![RipEntry { network: tokyo, metric }] };
    /// assert_eq!(router.poll_update(Micros(0)), [at(0, 16), at(1, 1)]);
    /// assert_eq!(router.poll_update(Micros::from_millis(29_999)), []);
    /// assert_eq!(router.poll_update(Micros::from_millis(30_000)), [at(0, 16), at(1, 1)]);
    /// ```
    pub fn poll_update(&mut self, now: Micros) -> Vec<RipUpdate> {
        todo!()
    }

    /// The next moment at which there is something to do if nothing happens before: the next update of all rows, a
    /// triggered one that waits for its turn, or a row that dies or is gone then. It is asked after
    /// [`poll_update`](Self::poll_update).
    ///
    /// # Examples
    ///
    /// ```
    /// use given::time::Micros;
    /// use packets::distance_vector::DistanceVector;
    ///
    /// let mut router = DistanceVector::new(Micros::from_millis(7), &[]);
    /// assert_eq!(router.poll_update(Micros::from_millis(7)), []);
    /// assert_eq!(router.poll_timeout(), Micros::from_millis(30_007));
    /// ```
    pub fn poll_timeout(&self) -> Micros {
        todo!()
    }

    /// The table, in the order of the networks, with its dead rows.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute};
    /// use given::time::Micros;
    /// use packets::distance_vector::DistanceVector;
    ///
    /// let london = RipNetwork { address: 0x0A06_0000, len: 16 };
    /// let mut router = DistanceVector::new(Micros(0), &[RipInterface { network: None, cost: 4 }]);
    /// assert_eq!(router.routes(), []);
    ///
    /// router.handle_update(Micros(0), 0, 0x0A05_0001, &[RipEntry { network: london, metric: 2 }]);
    /// let way = RipRoute { network: london, metric: 6, interface: 0, next_hop: Some(0x0A05_0001) };
    /// assert_eq!(router.routes(), [way]);
    /// ```
    pub fn routes(&self) -> Vec<RipRoute> {
        todo!()
    }
}
