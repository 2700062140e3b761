//! A router as the docs of the exercise describe it, which may have a habit that is a mistake.

use given::addresses::Prefix;
use given::packets::{IcmpError, Interface, Ipv4Header, Routed, Via, protocol};

use super::wire::{self, Read};

/// How a router goes about it: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    // The way.
    BackToIngress,
    FirstInterface,
    SendsToItself,
    SendsToNetwork,
    ForFinalDestination,
    Readdresses,
    ShortestWins,
    FirstAddedWins,
    LastAddedWins,
    NoDefault,
    KeepsOldRoute,
    KeepsRemoved,
    RemovesInside,
    NeverBackOut,
    // The packet.
    KeepsTtl,
    StaleChecksum,
    CarryLost,
    SumsTwentyBytes,
    LosesOptions,
    MakesAnew,
    EmitsAgain,
    StaleRefused,
    CarryLostRefused,
    SumRefused,
    ForwardsPadding,
    UncheckedHeader,
    RepairsHeader,
    // The errors.
    NeverExpires,
    StaysAtZero,
    ForwardsTtlOne,
    WrapsTtl,
    DiesEarly,
    ExpiresSilently,
    ExpiresInPieces,
    SilentWithoutRoute,
    HostUnreachable,
    TtlBeforeRoute,
    ErrorFromIngress,
    ErrorFromFirst,
    ErrorFromDestination,
    ErrorToIngress,
    ErrorKeepsTtl,
    QuotesPayloadOnly,
    // To this router.
    IngressAddressOnly,
    TtlBeforeDelivery,
    ForwardsOwn,
    NetworkIsOwn,
    DeliversPadding,
    // Echoes.
    EchoDelivered,
    EchoTwice,
    EchoFromOutgoing,
    EchoToIngress,
    EchoKeepsTtl,
    AnswersFragments,
    AnswersForOthers,
    // Addresses that are not of one machine.
    ForwardsDirected,
    ForwardsLimited,
    BroadcastDropped,
    AnswersBroadcast,
    BroadcastOf31,
    ForwardsMulticast,
    ForwardsLoopback,
    ForwardsZero,
    ForwardsReserved,
    ComplainsAboutNobody,
    AnySource,
    BroadcastSource,
    SourceCheckedLate,
    NeverChecksSource,
    AlwaysChecksSource,
    ChecksByNetwork,
    UnknownSourceOk,
    // Sizes.
    IgnoresMtu,
    CutsDf,
    MtuOfIngress,
    TellsIngressMtu,
    TellsNoMtu,
    TooLongSilent,
    NeverCuts,
    ExactIsTooLong,
    CutsBeforeCounting,
    OnlyFirstPiece,
    OwnNotCut,
}

use Habit::*;

/// The mistakes that give themselves away by what is done.
pub(super) const HABITS: [(&str, Habit); 83] = [
    ("bounces-to-ingress", BackToIngress),
    ("first-interface", FirstInterface),
    ("sends-to-itself", SendsToItself),
    ("sends-to-network", SendsToNetwork),
    ("arp-for-final-dst", ForFinalDestination),
    ("destination-rewritten", Readdresses),
    ("shortest-wins", ShortestWins),
    ("order-matters", FirstAddedWins),
    ("order-matters", LastAddedWins),
    ("no-default-route", NoDefault),
    ("keeps-old-route", KeepsOldRoute),
    ("keeps-removed", KeepsRemoved),
    ("removes-inside", RemovesInside),
    ("never-back-out", NeverBackOut),
    ("refused-by-fragment", StaleRefused),
    ("ttl-stays", KeepsTtl),
    ("checksum-stale", StaleChecksum),
    ("carry-lost", CarryLost),
    ("carry-lost", CarryLostRefused),
    ("options-not-summed", SumsTwentyBytes),
    ("options-not-summed", SumRefused),
    ("reserved-bit-lost", EmitsAgain),
    ("options-lost", LosesOptions),
    ("header-made-anew", MakesAnew),
    ("padding-forwarded", ForwardsPadding),
    ("header-unchecked", UncheckedHeader),
    ("header-unchecked", RepairsHeader),
    ("never-expires", NeverExpires),
    ("never-expires", StaysAtZero),
    ("ttl-zero-forwarded", ForwardsTtlOne),
    ("ttl-wraps", WrapsTtl),
    ("dies-early", DiesEarly),
    ("expires-silently", ExpiresSilently),
    ("reassembly-for-transit", ExpiresInPieces),
    ("no-route-is-silent", SilentWithoutRoute),
    ("host-for-net", HostUnreachable),
    ("ttl-before-route", TtlBeforeRoute),
    ("error-from-ingress", ErrorFromIngress),
    ("error-from-first", ErrorFromFirst),
    ("error-from-destination", ErrorFromDestination),
    ("error-not-routed", ErrorToIngress),
    ("error-keeps-ttl", ErrorKeepsTtl),
    ("quote-without-header", QuotesPayloadOnly),
    ("only-ingress-address", IngressAddressOnly),
    ("ttl-before-delivery", TtlBeforeDelivery),
    ("own-packets-forwarded", ForwardsOwn),
    ("network-is-own", NetworkIsOwn),
    ("padding-delivered", DeliversPadding),
    ("echo-delivered", EchoDelivered),
    ("echo-twice", EchoTwice),
    ("reply-from-outgoing", EchoFromOutgoing),
    ("reply-not-routed", EchoToIngress),
    ("reply-keeps-ttl", EchoKeepsTtl),
    ("fragment-answered", AnswersFragments),
    ("answers-for-others", AnswersForOthers),
    ("forwards-broadcast", ForwardsDirected),
    ("forwards-broadcast", ForwardsLimited),
    ("broadcast-dropped", BroadcastDropped),
    ("answers-broadcast", AnswersBroadcast),
    ("broadcast-of-31", BroadcastOf31),
    ("forwards-multicast", ForwardsMulticast),
    ("forwards-loopback", ForwardsLoopback),
    ("forwards-this-network", ForwardsZero),
    ("forwards-reserved", ForwardsReserved),
    ("complains-about-nobody", ComplainsAboutNobody),
    ("any-source", AnySource),
    ("broadcast-source", BroadcastSource),
    ("source-checked-late", SourceCheckedLate),
    ("never-checks-source", NeverChecksSource),
    ("always-checks-source", AlwaysChecksSource),
    ("checks-by-network", ChecksByNetwork),
    ("unknown-source-ok", UnknownSourceOk),
    ("mtu-ignored", IgnoresMtu),
    ("df-ignored", CutsDf),
    ("mtu-of-ingress", MtuOfIngress),
    ("tells-wrong-mtu", TellsIngressMtu),
    ("tells-wrong-mtu", TellsNoMtu),
    ("too-long-is-silent", TooLongSilent),
    ("never-cuts", NeverCuts),
    ("exact-is-too-long", ExactIsTooLong),
    ("cut-before-counting", CutsBeforeCounting),
    ("only-first-piece", OnlyFirstPiece),
    ("own-not-cut", OwnNotCut),
];

/// Something that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Send {
        interface: usize,
        next_hop: u32,
        packet: Vec<u8>,
        /// Whether it is a packet of the router's own, whose identification may be any.
        is_own: bool,
    },
    Deliver(Vec<u8>),
}

/// All that may be done about one packet: one of these lists.
pub(super) type Acts = Vec<Vec<Act>>;

/// A router that looks through all its routes.
#[derive(Clone, Debug)]
pub(super) struct Model {
    habit: Habit,
    pub(super) interfaces: Vec<Interface>,
    /// In the order in which they were added.
    pub(super) routes: Vec<(Prefix, Via)>,
}

impl Model {
    pub(super) fn new(habit: Habit, interfaces: &[Interface]) -> Model {
        let connected =
            |(interface, of): (usize, &Interface)| (of.network, Via { interface, next_hop: None });
        let routes = interfaces.iter().enumerate().map(connected).collect();
        Model { habit, interfaces: interfaces.to_vec(), routes }
    }

    pub(super) fn add(&mut self, prefix: Prefix, via: Via) {
        match self.routes.iter_mut().find(|(other, _)| *other == prefix) {
            Some(_) if self.habit == KeepsOldRoute => {}
            Some((_, old)) => *old = via,
            None => self.routes.push((prefix, via)),
        }
    }

    pub(super) fn remove(&mut self, prefix: &Prefix) -> Option<Via> {
        let at = self.routes.iter().position(|(other, _)| other == prefix)?;
        let (_, via) = self.routes[at];
        match self.habit {
            KeepsRemoved => {}
            RemovesInside => {
                self.routes
                    .retain(|(other, _)| other.len < prefix.len || !matches(prefix, other.bits as u32));
            }
            _ => drop(self.routes.remove(at)),
        }
        Some(via)
    }

    /// What it does about a packet.
    pub(super) fn handle(&self, ingress: usize, arrived: &[u8]) -> Acts {
        let must_be_intact = !matches!(self.habit, UncheckedHeader | RepairsHeader);
        let Some(read) = wire::read(arrived, must_be_intact) else { return nothing() };
        let Ipv4Header { source, destination, .. } = read.header;
        if self.habit != SourceCheckedLate && !self.is_credible(source, ingress) {
            return nothing();
        }
        if self.is_own(destination, ingress) {
            return self.receive(ingress, arrived, &read);
        }
        if self.is_broadcast(destination) {
            return match self.habit {
                BroadcastDropped => nothing(),
                AnswersBroadcast => self.receive(ingress, arrived, &read),
                _ => deliver(read.packet),
            };
        }
        if self.is_nobody(destination) {
            let complains = self.habit == ComplainsAboutNobody && self.route(destination).is_none();
            return match complains {
                true => self.complain(ingress, &IcmpError::NetUnreachable, &read),
                false => nothing(),
            };
        }
        if self.habit == SourceCheckedLate && !self.is_credible(source, ingress) {
            return nothing();
        }
        if self.habit == AnswersForOthers
            && let Some(reply) = reply(&read)
        {
            return self.originate(ingress, destination, source, &reply, read.header.ttl);
        }
        self.forward(ingress, arrived, &read)
    }

    fn receive(&self, ingress: usize, arrived: &[u8], read: &Read<'_>) -> Acts {
        let Ipv4Header { source, destination, ttl, .. } = read.header;
        if self.habit == TtlBeforeDelivery && ttl <= 1 {
            return self.complain(ingress, &IcmpError::TimeExceeded, read);
        }
        let is_fragment = read.header.more_fragments || read.header.fragment_offset != 0;
        let may_answer = match self.habit {
            EchoDelivered => false,
            AnswersFragments => true,
            _ => !is_fragment,
        };
        let delivered = deliver(if self.habit == DeliversPadding { arrived } else { read.packet });
        match reply(read).filter(|_| may_answer) {
            None => delivered,
            Some(reply) => {
                let from = match (self.habit, self.way(source, ingress)) {
                    (EchoFromOutgoing, Some((interface, _))) => self.interfaces[interface].address,
                    _ => destination,
                };
                let mut sent = self.originate(ingress, from, source, &reply, ttl);
                if self.habit == EchoTwice {
                    sent[0].extend(delivered.concat());
                }
                sent
            }
        }
    }

    fn forward(&self, ingress: usize, arrived: &[u8], read: &Read<'_>) -> Acts {
        let Ipv4Header { destination, ttl, dont_fragment, .. } = read.header;
        let is_over = match self.habit {
            NeverExpires | StaysAtZero => false,
            ForwardsTtlOne => ttl == 0,
            WrapsTtl => ttl == 1,
            DiesEarly => ttl <= 2,
            _ => ttl <= 1,
        };
        let time_exceeded = || match self.habit {
            ExpiresSilently => nothing(),
            ExpiresInPieces => self.complain(ingress, &IcmpError::ReassemblyTimeExceeded, read),
            _ => self.complain(ingress, &IcmpError::TimeExceeded, read),
        };
        if self.habit == TtlBeforeRoute && is_over {
            return time_exceeded();
        }
        let Some((interface, next_hop)) = self.way(destination, ingress) else {
            return match self.habit {
                SilentWithoutRoute => nothing(),
                HostUnreachable => self.complain(ingress, &IcmpError::HostUnreachable, read),
                _ => self.complain(ingress, &IcmpError::NetUnreachable, read),
            };
        };
        if is_over {
            return time_exceeded();
        }
        if self.habit == NeverBackOut && interface == ingress {
            return nothing();
        }
        let packet = self.counted_down(read);
        if matches!(self.habit, StaleRefused | CarryLostRefused | SumRefused) && !wire::is_intact(&packet) {
            return nothing();
        }
        let limit = match self.habit {
            MtuOfIngress => self.interfaces[ingress].mtu,
            _ => self.interfaces[interface].mtu,
        };
        let fits = packet.len() < usize::from(limit)
            || (packet.len() == usize::from(limit) && self.habit != ExactIsTooLong)
            || self.habit == IgnoresMtu;
        let send = |packet| Act::Send { interface, next_hop, packet, is_own: false };
        if fits {
            let padding = if self.habit == ForwardsPadding { &arrived[read.packet.len()..] } else { &[] };
            return vec![vec![send([&packet, padding].concat())]];
        }
        if (dont_fragment && self.habit != CutsDf) || self.habit == NeverCuts {
            let mtu = match self.habit {
                TellsIngressMtu => self.interfaces[ingress].mtu,
                TellsNoMtu => 0,
                _ => limit,
            };
            return match self.habit {
                TooLongSilent => nothing(),
                _ => self.complain(ingress, &IcmpError::FragmentationNeeded { mtu }, read),
            };
        }
        let whole = if self.habit == CutsBeforeCounting { read.packet } else { &packet };
        // With DF in the pieces, or without.
        let wholes =
            if dont_fragment { vec![whole.to_vec(), wire::without_df(whole)] } else { vec![whole.to_vec()] };
        let sent = |whole: Vec<u8>| {
            let mut pieces = wire::cut(&whole, usize::from(limit));
            if self.habit == OnlyFirstPiece {
                pieces.truncate(1);
            }
            pieces.into_iter().map(send).collect()
        };
        wholes.into_iter().map(sent).collect()
    }

    fn counted_down(&self, read: &Read<'_>) -> Vec<u8> {
        let packet = read.packet;
        let ttl = match (self.habit, read.header.ttl) {
            (StaysAtZero, 0) => 0,
            (_, ttl) => ttl.wrapping_sub(1),
        };
        let via = self.route(read.header.destination).and_then(|via| via.next_hop);
        let Ipv4Header { protocol, source, destination, .. } = read.header;
        match self.habit {
            KeepsTtl => packet.to_vec(),
            StaleChecksum | StaleRefused => wire::with_stale_ttl(packet, ttl),
            CarryLost | CarryLostRefused => wire::one_less(packet, false),
            UncheckedHeader => wire::one_less(packet, true),
            SumsTwentyBytes | SumRefused => {
                wire::repaired_without_options(&wire::with_stale_ttl(packet, ttl))
            }
            LosesOptions => {
                wire::emit(&Ipv4Header { options: vec![], ttl, ..read.header.clone() }, read.payload)
            }
            EmitsAgain => wire::emit(&Ipv4Header { ttl, ..read.header.clone() }, read.payload),
            MakesAnew => {
                let header = Ipv4Header { ttl, ..Ipv4Header::new(protocol, source, destination) };
                wire::emit(&header, read.payload)
            }
            Readdresses => wire::readdressed(&wire::with_ttl(packet, ttl), via.unwrap_or(destination)),
            _ => wire::with_ttl(packet, ttl),
        }
    }

    /// Reports what went wrong with a packet. It may be quoted as it came, or counted down.
    fn complain(&self, ingress: usize, error: &IcmpError, read: &Read<'_>) -> Acts {
        let Ipv4Header { source, destination, ttl, .. } = read.header;
        let about = |packet: &[u8]| {
            let mut message = wire::error(error, packet)?;
            let (interface, _) = self.way(source, ingress)?;
            let from = match self.habit {
                ErrorFromIngress => self.interfaces[ingress].address,
                ErrorFromFirst => self.interfaces[0].address,
                ErrorFromDestination => destination,
                _ => self.interfaces[interface].address,
            };
            if self.habit == QuotesPayloadOnly {
                message.drain(8..8 + wire::header_len(packet));
                message = wire::resummed(&message);
            }
            Some(self.originate(ingress, from, source, &message, ttl).concat())
        };
        let counted = wire::with_ttl(read.packet, ttl.saturating_sub(1));
        let acts: Option<Acts> = [read.packet, &counted].into_iter().map(about).collect();
        acts.unwrap_or_else(nothing)
    }

    /// Sends a message of its own.
    fn originate(&self, ingress: usize, from: u32, to: u32, message: &[u8], their_ttl: u8) -> Acts {
        let is_reply = message.first() == Some(&0);
        let ttl = match (self.habit, is_reply) {
            (ErrorKeepsTtl, false) | (EchoKeepsTtl, true) => their_ttl,
            _ => 64,
        };
        let header = Ipv4Header { ttl, ..Ipv4Header::new(protocol::ICMP, from, to) };
        let packet = wire::emit(&header, message);
        let way = match (self.habit, is_reply) {
            (ErrorToIngress, false) | (EchoToIngress, true) => Some((ingress, to)),
            _ => self.way(to, ingress),
        };
        let Some((interface, next_hop)) = way else { return nothing() };
        let pieces = match self.habit {
            OwnNotCut => vec![packet],
            _ => wire::cut(&packet, self.interfaces[interface].mtu.into()),
        };
        let send = |packet| Act::Send { interface, next_hop, packet, is_own: true };
        vec![pieces.into_iter().map(send).collect()]
    }

    /// Through which interface, and to whom there.
    fn way(&self, destination: u32, ingress: usize) -> Option<(usize, u32)> {
        let via = self.route(destination)?;
        let interface = match self.habit {
            BackToIngress => ingress,
            FirstInterface => 0,
            _ => via.interface,
        };
        let next_hop = match (self.habit, via.next_hop) {
            (SendsToItself, None) => self.interfaces[interface].address,
            (SendsToNetwork, None) => self.interfaces[interface].network.bits as u32,
            (ForFinalDestination, _) | (_, None) => destination,
            (_, Some(next_hop)) => next_hop,
        };
        Some((interface, next_hop))
    }

    pub(super) fn route(&self, destination: u32) -> Option<Via> {
        let fits = |(prefix, _): &&(Prefix, Via)| {
            matches(prefix, destination) && !(self.habit == NoDefault && prefix.len == 0)
        };
        let mut fitting = self.routes.iter().filter(fits);
        let route = match self.habit {
            ShortestWins => fitting.min_by_key(|(prefix, _)| prefix.len),
            FirstAddedWins => fitting.next(),
            LastAddedWins => fitting.next_back(),
            _ => fitting.max_by_key(|(prefix, _)| prefix.len),
        };
        route.map(|(_, via)| *via)
    }

    fn is_own(&self, address: u32, ingress: usize) -> bool {
        match self.habit {
            ForwardsOwn => false,
            IngressAddressOnly => self.interfaces[ingress].address == address,
            NetworkIsOwn => self.interfaces.iter().any(|interface| matches(&interface.network, address)),
            _ => self.interfaces.iter().any(|interface| interface.address == address),
        }
    }

    fn is_broadcast(&self, address: u32) -> bool {
        let longest = if self.habit == BroadcastOf31 { 32 } else { 30 };
        let is_last =
            |interface: &Interface| interface.network.len <= longest && last(&interface.network) == address;
        (address == u32::MAX && self.habit != ForwardsLimited)
            || (self.habit != ForwardsDirected && self.interfaces.iter().any(is_last))
    }

    fn is_nobody(&self, address: u32) -> bool {
        let first = address >> 24;
        match self.habit {
            ForwardsMulticast if (224..240).contains(&first) => false,
            ForwardsLoopback if first == 127 => false,
            ForwardsZero if first == 0 => false,
            ForwardsReserved if first >= 240 => false,
            ForwardsLimited if address == u32::MAX => false,
            _ => wire::is_nobody(address),
        }
    }

    fn is_credible(&self, source: u32, ingress: usize) -> bool {
        let interface = &self.interfaces[ingress];
        let is_one = self.habit == AnySource
            || (!wire::is_nobody(source) && (self.habit == BroadcastSource || !self.is_broadcast(source)));
        let checks = match self.habit {
            NeverChecksSource => false,
            AlwaysChecksSource => true,
            _ => interface.checks_source,
        };
        let comes_from_here = match (self.habit, self.route(source)) {
            (ChecksByNetwork, _) => matches(&interface.network, source),
            (UnknownSourceOk, None) => true,
            (_, via) => via.is_some_and(|via| via.interface == ingress),
        };
        is_one && (!checks || comes_from_here)
    }
}

/// The reply, if it is an echo.
fn reply(read: &Read<'_>) -> Option<Vec<u8>> {
    if read.header.protocol == protocol::ICMP { wire::echo_reply(read.payload) } else { None }
}

fn nothing() -> Acts {
    vec![vec![]]
}

fn deliver(packet: &[u8]) -> Acts {
    vec![vec![Act::Deliver(packet.to_vec())]]
}

/// Whether an address begins with a prefix.
pub(super) fn matches(prefix: &Prefix, address: u32) -> bool {
    let shift = 32 - u32::from(prefix.len);
    (prefix.bits as u32).checked_shr(shift).unwrap_or(0) == address.checked_shr(shift).unwrap_or(0)
}

/// The last address of a network.
pub(super) fn last(network: &Prefix) -> u32 {
    network.bits as u32 | u32::MAX.checked_shr(network.len.into()).unwrap_or(0)
}

/// What of it a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Eye {
    /// Where a packet goes: not yet, whether it is counted down.
    Way,
    /// Whether a packet goes on: not, what is told about it.
    Life,
    Everything,
}

impl Eye {
    /// Whether what was done is what may be done.
    pub(super) fn sees_no_difference(self, acts: &Acts, seen: &[Routed]) -> bool {
        let is_one_of = |acts: &Vec<Act>| {
            acts.len() == seen.len() && acts.iter().zip(seen).all(|(act, routed)| self.is_same(act, routed))
        };
        let ends_here =
            |acts: &Vec<Act>| !acts.iter().any(|act| matches!(act, Act::Send { is_own: false, .. }));
        if self == Eye::Life && acts.iter().any(ends_here) {
            return !seen
                .iter()
                .any(|routed| matches!(routed, Routed::Send { packet, .. } if !is_icmp(packet)));
        }
        acts.iter().any(is_one_of)
    }

    fn is_same(self, act: &Act, routed: &Routed) -> bool {
        match (act, routed) {
            (Act::Deliver(wanted), Routed::Deliver { packet }) => wanted == packet,
            (
                Act::Send { interface, next_hop, packet: wanted, is_own },
                Routed::Send { interface: through, next_hop: to, packet },
            ) => interface == through && next_hop == to && self.is_same_packet(wanted, packet, *is_own),
            _ => false,
        }
    }

    /// Packets are the same if their bytes are, and if both have a right checksum: there are two zeros.
    fn is_same_packet(self, wanted: &[u8], seen: &[u8], is_own: bool) -> bool {
        let is_intact = wire::is_intact(wanted);
        if wanted.len() != seen.len() || (self != Eye::Way && is_intact != wire::is_intact(seen)) {
            return false;
        }
        let is_free = |at: usize| match self {
            Eye::Way => matches!(at, 8 | 10 | 11),
            _ => is_intact && is_free(at, is_own),
        };
        wanted.iter().zip(seen).enumerate().all(|(at, (one, other))| one == other || is_free(at))
    }
}

fn is_icmp(packet: &[u8]) -> bool {
    packet.get(9) == Some(&protocol::ICMP)
}

/// Places in a packet that may hold anything: the checksum, and what nobody asks for in the router's own.
pub(super) fn is_free(at: usize, is_own: bool) -> bool {
    matches!(at, 10 | 11) || (is_own && matches!(at, 4 | 5))
}

#[cfg(test)]
mod tests {
    use given::addresses::Family;

    use super::*;

    fn prefix(bits: u32, len: u8) -> Prefix {
        Prefix { family: Family::V4, bits: bits.into(), len }
    }

    #[test]
    fn prefixes_match_at_both_ends() {
        assert!(matches(&prefix(0, 0), 0x0A01_0203));
        assert!(matches(&prefix(0x0A01_0203, 32), 0x0A01_0203));
        assert!(!matches(&prefix(0x0A01_0203, 32), 0x0A01_0202));
        assert_eq!(last(&prefix(0, 0)), u32::MAX);
        assert_eq!(last(&prefix(0x0A01_0200, 24)), 0x0A01_02FF);
        assert_eq!(last(&prefix(0x0A01_0203, 32)), 0x0A01_0203);
    }

    #[test]
    fn two_zeros_are_one_packet() {
        let packet = wire::emit(&Ipv4Header::new(17, 1, 2), b"");
        let mut other = packet.clone();
        other[4] = 9;
        let other = wire::repaired(&other);
        let is_same = |other: &[u8], is_own| Eye::Everything.is_same_packet(&packet, other, is_own);
        assert!(is_same(&packet, false) && is_same(&other, true) && !is_same(&other, false));
        let stale = wire::with_stale_ttl(&packet, 63);
        assert!(!is_same(&stale, true) && Eye::Way.is_same_packet(&packet, &stale, false));
    }
}
