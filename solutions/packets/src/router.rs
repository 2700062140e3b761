//! What a router does with a packet: almost always, it sends it one step further.
//!
//! Nobody on the way from Tokyo to London knows the way. Tokyo's router knows that packets for London go to New York,
//! and New York's that they go through its cable to London. Each has a table of such single steps, looks at the
//! destination of each packet, and hands it on. What comes of many such steps is a way across the world, or a circle:
//! then a packet would go round for ever, if each router did not count it down.
//!
//! ```text
//!  packet ──▶ is it one? ──▶ who sends it? ──▶ for me? ──▶ which way? ──▶ still alive? ──▶ does it fit? ──▶ next
//!                │ no           │ nobody        │ yes         │ none         │ no             │ no         router
//!                ▼              ▼               ▼             ▼              ▼                ▼
//!             dropped        dropped        delivered     ┌──────────────────────────┐     cut, or
//!                                                         │ ICMP, back to the source │◀─── not allowed
//!                                                         └──────────────────────────┘
//! ```
//!
//! That is RFC 1812 §5.2.1. Here the parts of this chapter come together: [`parse`](crate::ipv4::parse) reads the
//! header, the [`RouteTable`] of the chapter `addresses` knows the way, [`update`](crate::checksum::update) mends the
//! checksum, [`fragment`](crate::fragment::fragment) cuts, and [`icmp_error`](crate::udp_icmp::icmp_error) tells the
//! source what went wrong.
//!
//! A router promises nothing. It keeps no copy of what it has sent, so it can't send it again. Where something is lost,
//! the two ends notice, or nobody does.
//!
//! Left out: where routes come from (the exercise `distance_vector`); the cards of the machines that a packet is sent to
//! (the exercise `arp`); options that are addressed to routers, like those that record the route or prescribe it, which
//! travel on as they are; multicast, which would take a protocol of its own; redirects, with which a router may tell a
//! host that another router is nearer (RFC 1812 §5.2.7.2); several ways to the same destination.

use addresses::lpm::RouteTable;
use given::addresses::{Family, Prefix};
use given::packets::{FragmentError, IcmpError, Interface, Ipv4Header, Routed, Via, protocol};
use given::time::Micros;

use crate::checksum::update;
use crate::fragment::fragment;
use crate::ipv4::{emit, parse};
use crate::udp_icmp::{icmp_echo_reply, icmp_error};

/// Where the header keeps what each router changes. The time to live and the protocol are one word of the checksum.
const TTL_AT: usize = 8;
const CHECKSUM_AT: usize = 10;

/// A router: it has interfaces to several networks, and knows for each destination one step of the way.
///
/// It has no clock, no card and no cable. Whoever has those hands it each packet that arrives, and does what it says.
///
/// # Examples
///
/// Tokyo's router, which knows its own city and the way to New York:
///
/// ```
/// use given::addresses::{Family, Prefix};
/// use given::packets::{Interface, Ipv4Header, Routed, Via, protocol};
/// use given::time::Micros;
/// use packets::ipv4::{emit, parse};
/// use packets::router::Router;
///
/// let v4 = |bits, len| Prefix { family: Family::V4, bits, len };
/// let interface = |address, network| Interface { address, network, mtu: 1500, checks_source: false };
/// let mut tokyo = Router::new(vec![
///     interface(0x0A01_0001, v4(0x0A01_0000, 16)), // 10.1.0.1 in 10.1.0.0/16: the city
///     interface(0x0A00_0602, v4(0x0A00_0600, 30)), // 10.0.6.2 in 10.0.6.0/30: the cable to New York
/// ]);
/// // All the rest of the world is behind New York, which is 10.0.6.1.
/// tokyo.add_route(v4(0, 0), Via { interface: 1, next_hop: Some(0x0A00_0601) });
///
/// // 10.1.0.7 in Tokyo sends to 10.6.0.9 in London.
/// let packet = emit(&Ipv4Header::new(protocol::UDP, 0x0A01_0007, 0x0A06_0009), b"hello");
/// let routed = tokyo.handle_packet(Micros(0), 0, &packet);
/// let [Routed::Send { interface: 1, next_hop: 0x0A00_0601, packet: sent }] = &routed[..] else { panic!() };
/// let (header, payload) = parse(sent).unwrap();
/// assert_eq!((header.ttl, header.destination, payload), (63, 0x0A06_0009, &b"hello"[..]));
/// ```
#[derive(Debug)]
pub struct Router {
    /// In the order in which the caller counts them.
    interfaces: Vec<Interface>,
    /// Everything that this router knows about the world.
    routes: RouteTable<Via>,
    /// Which errors it may still report.
    allowance: Allowance,
}

impl Router {
    /// A router with these interfaces. It knows the way to their networks: directly, without another router.
    ///
    /// All networks are of IPv4, and no two interfaces have the same one. There is at least one interface.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::addresses::{Family, Prefix};
    /// use given::packets::{Interface, Ipv4Header, Routed, protocol};
    /// use given::time::Micros;
    /// use packets::ipv4::emit;
    /// use packets::router::Router;
    ///
    /// let network = |bits| Prefix { family: Family::V4, bits, len: 24 };
    /// let interface = |address, network| Interface { address, network, mtu: 1500, checks_source: false };
    /// // 192.0.2.1 in 192.0.2.0/24, and 198.51.100.1 in 198.51.100.0/24
    /// let mut router = Router::new(vec![
    ///     interface(0xC000_0201, network(0xC000_0200)),
    ///     interface(0xC633_6401, network(0xC633_6400)),
    /// ]);
    ///
    /// // 192.0.2.7 sends to 198.51.100.9, who is on the network of interface 1.
    /// let packet = emit(&Ipv4Header::new(protocol::UDP, 0xC000_0207, 0xC633_6409), b"hello");
    /// let routed = router.handle_packet(Micros(0), 0, &packet);
    /// assert!(matches!(routed[..], [Routed::Send { interface: 1, next_hop: 0xC633_6409, .. }]));
    /// ```
    pub fn new(interfaces: Vec<Interface>) -> Self {
        let mut routes = RouteTable::new();
        for (interface, Interface { network, .. }) in interfaces.iter().enumerate() {
            routes.insert(*network, Via { interface, next_hop: None });
        }
        Router { interfaces, routes, allowance: Allowance::default() }
    }

    /// Adds a route: packets for destinations in `prefix` go this way. It takes the place of a route with the same
    /// prefix.
    ///
    /// Where the prefixes of several routes match a destination, the longest one is taken (RFC 1812 §5.2.4.3), in
    /// whatever order they were added. `via` names an interface that there is, and the prefix is of IPv4.
    ///
    /// See the example of [`Router`].
    pub fn add_route(&mut self, prefix: Prefix, via: Via) {
        self.routes.insert(prefix, via);
    }

    /// Removes the route with exactly this prefix, and says where it led. `None` if there is none; then nothing changes.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::addresses::{Family, Prefix};
    /// use given::packets::{Interface, Via};
    /// use packets::router::Router;
    ///
    /// let v4 = |bits, len| Prefix { family: Family::V4, bits, len };
    /// let network = v4(0xC000_0200, 24);
    /// let mut router =
    ///     Router::new(vec![Interface { address: 0xC000_0201, network, mtu: 1500, checks_source: false }]);
    /// let via = Via { interface: 0, next_hop: Some(0xC000_0202) };
    /// router.add_route(v4(0, 0), via);
    ///
    /// assert_eq!(router.remove_route(&v4(0, 0)), Some(via));
    /// assert_eq!(router.remove_route(&v4(0, 0)), None);
    /// assert_eq!(router.remove_route(&network), Some(Via { interface: 0, next_hop: None }));
    /// ```
    pub fn remove_route(&mut self, prefix: &Prefix) -> Option<Via> {
        self.routes.remove(prefix)
    }

    /// Says what to do about a packet that has arrived through an interface. Of these rules, the first that applies
    /// (RFC 1812 §5.2.1):
    ///
    /// 1. *It is no packet*: [`parse`] has an error for it. It is dropped: the answer is empty. Nobody is told, because
    ///    where the header is damaged, the source may be as well.
    /// 2. *Its source is not one machine*. It is dropped. Such sources are 0.0.0.0/8, 127.0.0.0/8 and all from 224.0.0.0
    ///    on, and each *broadcast address* of an interface's network: the last address of a network whose prefix is
    ///    at most 30 bits long. (A longer one has no address to spare, RFC 3021.)
    /// 3. *It pretends to be somewhere else*: its interface [checks sources](Interface::checks_source), and a packet
    ///    *to* its source would not go out through this interface, or there is no route at all. It is dropped.
    /// 4. *It is for this router*: its destination is the address of one of the interfaces, whichever. If it carries an
    ///    ICMP message, is not a fragment, and [`icmp_echo_reply`] has an answer, then that is sent. Anything else is
    ///    delivered.
    /// 5. *It is for everybody*: its destination is 255.255.255.255 or a broadcast address as in rule 2. It is delivered,
    ///    and never sent on, nor answered.
    /// 6. *Its destination is not one machine*: the rest of those in rule 2. It is dropped.
    /// 7. *No route matches its destination*. It is dropped, with [`IcmpError::NetUnreachable`].
    /// 8. *Its time to live is 1 or 0*. It is dropped, with [`IcmpError::TimeExceeded`].
    /// 9. *It is longer than the MTU of the interface that its route names*. If DF is set it is dropped, with
    ///    [`IcmpError::FragmentationNeeded`], which tells that MTU. Otherwise its fragments are sent as in rule 10, one
    ///    after the other. What [`fragment`] can't cut is dropped.
    /// 10. It is sent through the interface that its route names, to the `next_hop` of the route. If the route has none,
    ///     the destination itself is the next hop. That may be the interface on which it came.
    ///
    /// # What is sent
    ///
    /// A packet that is sent on is as it came, byte for byte, but for two things: its time to live is one less, and so
    /// the checksum of its header is another one (RFC 1812 §5.3.1, RFC 1624). Fragments are made of that packet. Bytes
    /// behind the end that its total length says do not belong to it: they are neither sent nor delivered.
    ///
    /// What the router itself sends has a header as [`Ipv4Header::new`] makes it, of the protocol ICMP. Its
    /// `identification` may be any. It is routed like any other packet, by its destination and in fragments where it does
    /// not fit, and there is no error about it: without a route it is not sent.
    ///
    /// - An *echo reply* goes to the source of the packet, and comes from the address that the packet was sent to.
    /// - An *error* goes to the source, too. It comes from the address of the interface through which it leaves (RFC 1812
    ///   §4.3.2.4). Its payload is what [`icmp_error`] gives; if that is `None`, nothing is sent. The packet that it
    ///   quotes is the one that came. (It may have been counted down already, if its checksum is right.)
    ///
    /// # Not too many errors
    ///
    /// Whoever sends junk to a router must not keep it busy with complaints (RFC 1812 §4.3.2.8). So it limits its errors,
    /// all kinds and all sources together. When it has sent none for a second, it can send 10 at once. And within any
    /// second it never sends more than 20. In between you may decide. Errors beyond the limit are not sent, now or
    /// later. Echo replies are not errors, and don't count.
    ///
    /// `now` never goes back. `interface` is one that there is. Whatever the packet is, nothing panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::addresses::{Family, Prefix};
    /// use given::packets::{Interface, Ipv4Header, Routed, icmp_type, protocol};
    /// use given::time::Micros;
    /// use packets::ipv4::{emit, parse};
    /// use packets::router::Router;
    ///
    /// // 192.0.2.1 in 192.0.2.0/24
    /// let network = Prefix { family: Family::V4, bits: 0xC000_0200, len: 24 };
    /// let mut router =
    ///     Router::new(vec![Interface { address: 0xC000_0201, network, mtu: 1500, checks_source: false }]);
    ///
    /// // 192.0.2.7 sends to 203.0.113.9, to which no route leads.
    /// let packet = emit(&Ipv4Header::new(protocol::UDP, 0xC000_0207, 0xCB00_7109), b"hello");
    /// let routed = router.handle_packet(Micros(0), 0, &packet);
    /// let [Routed::Send { interface: 0, next_hop: 0xC000_0207, packet: error }] = &routed[..] else { panic!() };
    /// let (header, message) = parse(error).unwrap();
    /// assert_eq!((header.source, header.protocol, header.ttl), (0xC000_0201, protocol::ICMP, 64));
    /// assert_eq!(message[..2], [icmp_type::DESTINATION_UNREACHABLE, 0]);
    ///
    /// // To the router itself.
    /// let packet = emit(&Ipv4Header { ttl: 1, ..Ipv4Header::new(protocol::UDP, 0xC000_0207, 0xC000_0201) }, b"hello");
    /// assert_eq!(router.handle_packet(Micros(0), 0, &packet), [Routed::Deliver { packet }]);
    /// ```
    pub fn handle_packet(&mut self, now: Micros, interface: usize, packet: &[u8]) -> Vec<Routed> {
        let Ok((header, payload)) = parse(packet) else { return vec![] };
        let packet = without_padding(&header, payload, packet);
        if !self.is_credible(header.source, interface) {
            return vec![];
        }
        // Before anything is counted down: a packet that has just made it is not thrown away at the door.
        let is_for_us = self.is_own(header.destination);
        if is_for_us && let Some(reply) = answer(&header, payload) {
            return self.originate(header.destination, header.source, &reply);
        }
        if is_for_us || self.is_broadcast(header.destination) {
            return vec![Routed::Deliver { packet: packet.to_vec() }];
        }
        if !is_one_machine(header.destination) {
            return vec![];
        }
        self.forward(&header, packet).unwrap_or_else(|error| self.complain(now, &error, &header, packet))
    }

    /// Sends a packet one step further.
    fn forward(&self, header: &Ipv4Header, packet: &[u8]) -> Result<Vec<Routed>, IcmpError> {
        let hop = self.next_hop(header.destination).ok_or(IcmpError::NetUnreachable)?;
        // It counts routers. That it is called a time, and that RFC 791 meant seconds, nobody heeds any more.
        if header.ttl <= 1 {
            return Err(IcmpError::TimeExceeded);
        }
        self.transmit(&hop, &counted_down(packet))
    }

    /// Reports to a packet's source what went wrong with it, if that may be reported.
    fn complain(
        &mut self,
        now: Micros,
        error: &IcmpError,
        header: &Ipv4Header,
        packet: &[u8],
    ) -> Vec<Routed> {
        let Some(message) = icmp_error(error, packet) else { return vec![] };
        let Some(hop) = self.next_hop(header.source) else { return vec![] };
        if !self.allowance.take(now) {
            return vec![];
        }
        // So the source learns an address that it can reach, and `traceroute` a name for this router.
        self.originate(self.interfaces[hop.interface].address, header.source, &message)
    }

    /// Sends an ICMP message of the router's own. Nobody is told if that can't be done: a router that complains about
    /// its own complaints would never end.
    fn originate(&self, source: u32, destination: u32, message: &[u8]) -> Vec<Routed> {
        let packet = emit(&Ipv4Header::new(protocol::ICMP, source, destination), message);
        let hop = self.next_hop(destination);
        hop.and_then(|hop| self.transmit(&hop, &packet).ok()).unwrap_or_default()
    }

    /// Hands a packet to a link, in pieces if it has to be.
    fn transmit(&self, hop: &Hop, packet: &[u8]) -> Result<Vec<Routed>, IcmpError> {
        let Hop { interface, next_hop } = *hop;
        let mtu = self.interfaces[interface].mtu;
        match fragment(packet, usize::from(mtu)) {
            Ok(packets) => {
                let send = |packet| Routed::Send { interface, next_hop, packet };
                Ok(packets.into_iter().map(send).collect())
            }
            Err(FragmentError::DontFragment) => Err(IcmpError::FragmentationNeeded { mtu }),
            // A fragment that ends where no packet can: there is no error for it, and nobody honest to tell.
            Err(_) => Ok(vec![]),
        }
    }

    /// The next step on the way to an address, if there is a route.
    fn next_hop(&self, destination: u32) -> Option<Hop> {
        let (_, via) = self.routes.lookup(Family::V4, destination.into())?;
        // The packet keeps its destination, whoever is next. Only the frame around it is for the next machine.
        Some(Hop { interface: via.interface, next_hop: via.next_hop.unwrap_or(destination) })
    }

    fn is_own(&self, address: u32) -> bool {
        self.interfaces.iter().any(|interface| interface.address == address)
    }

    /// Whether this is everybody on some network of ours. Of a network elsewhere we can't know.
    fn is_broadcast(&self, address: u32) -> bool {
        address == u32::MAX
            || self.interfaces.iter().any(|interface| broadcast(&interface.network) == Some(address))
    }

    /// Whether a packet from this source may have come through this interface.
    fn is_credible(&self, source: u32, interface: usize) -> bool {
        let comes_back = || self.next_hop(source).is_some_and(|hop| hop.interface == interface);
        is_one_machine(source)
            && !self.is_broadcast(source)
            && (!self.interfaces[interface].checks_source || comes_back())
    }
}

/// A step of the way of one packet: a [`Via`] with the gap filled in.
struct Hop {
    interface: usize,
    next_hop: u32,
}

/// What belongs to the packet of what arrived: a link may have filled up a frame that was too short.
fn without_padding<'a>(header: &Ipv4Header, payload: &[u8], packet: &'a [u8]) -> &'a [u8] {
    const MIN_HEADER_BYTES: usize = 20;
    &packet[..MIN_HEADER_BYTES + header.options.len() + payload.len()]
}

/// The reply, if this is a whole echo. The first fragment of one looks like an echo, too.
fn answer(header: &Ipv4Header, payload: &[u8]) -> Option<Vec<u8>> {
    let is_fragment = header.more_fragments || header.fragment_offset != 0;
    if header.protocol != protocol::ICMP || is_fragment {
        return None;
    }
    icmp_echo_reply(payload)
}

/// The packet, with one router less to go.
///
/// To read and to write all of a header takes longer than what really changes: one byte, and the checksum. And a header
/// that is made anew has a checksum that vouches for everything in it, also for what a broken router has damaged.
fn counted_down(packet: &[u8]) -> Vec<u8> {
    let word = |at: usize| u16::from_be_bytes([packet[at], packet[at + 1]]);
    // The upper byte of the word.
    let (old, new) = (word(TTL_AT), word(TTL_AT) - 0x0100);
    let checksum = update(word(CHECKSUM_AT), old, new);
    let mut packet = packet.to_vec();
    packet[TTL_AT..TTL_AT + 2].copy_from_slice(&new.to_be_bytes());
    packet[CHECKSUM_AT..CHECKSUM_AT + 2].copy_from_slice(&checksum.to_be_bytes());
    packet
}

/// Whether an address can belong to one machine, seen from any network (RFC 1812 §5.3.7): not one of "this network",
/// loopback, multicast, and what is reserved behind it.
fn is_one_machine(address: u32) -> bool {
    !matches!(address >> 24, 0 | 127 | 224..)
}

/// The address of all machines on a network: all its host bits are ones.
fn broadcast(network: &Prefix) -> Option<u32> {
    // A shift by all 32 bits, which is no shift in Rust, can't be: len is below 31 here.
    (network.len <= 30).then(|| network.bits as u32 | (u32::MAX >> network.len))
}

/// How many errors may still be reported: a *token bucket*. An error takes a token, and tokens come back with time.
#[derive(Debug)]
struct Allowance {
    /// Never more than [`Allowance::TOKENS`].
    tokens: u64,
    /// Until when tokens have been put back.
    counted: Micros,
}

impl Default for Allowance {
    fn default() -> Self {
        Allowance { tokens: Self::TOKENS, counted: Micros(0) }
    }
}

impl Allowance {
    /// What the bucket holds.
    const TOKENS: u64 = 10;
    /// How long it takes until one comes back.
    const MICROS_A_TOKEN: u64 = 100_000;

    /// Takes a token, if there is one.
    fn take(&mut self, now: Micros) -> bool {
        let back = now.0.saturating_sub(self.counted.0) / Self::MICROS_A_TOKEN;
        // Not to `now`: what is left of the time counts for the next token.
        self.counted = Micros(self.counted.0 + back * Self::MICROS_A_TOKEN);
        self.tokens = self.tokens.saturating_add(back).min(Self::TOKENS);
        let has_one = self.tokens > 0;
        self.tokens -= u64::from(has_one);
        has_one
    }
}
