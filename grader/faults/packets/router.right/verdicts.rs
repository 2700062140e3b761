//! Decides first and acts then: a verdict for each packet, routes in a sorted list, headers that are summed anew,
//! and a list of the last errors in place of a bucket.

use std::collections::VecDeque;

use given::addresses::Prefix;
use given::packets::{IcmpError, Interface, Ipv4Header, Routed, Via, protocol};
use given::time::Micros;

use crate::{checksum, fragment, ipv4, udp_icmp};

#[derive(Debug)]
pub struct Router {
    interfaces: Vec<Interface>,
    /// The longest prefix first.
    routes: Vec<(Prefix, Via)>,
    /// When the last ten errors were sent.
    sent: VecDeque<Micros>,
}

enum Verdict {
    Drop,
    Deliver,
    /// To the source, from this address.
    Reply(Vec<u8>, u32),
    Report(IcmpError),
    Forward(usize, u32),
}

struct Packet<'a> {
    header: Ipv4Header,
    payload: &'a [u8],
}

impl Router {
    pub fn new(interfaces: Vec<Interface>) -> Self {
        let mut router = Router { interfaces: vec![], routes: vec![], sent: VecDeque::new() };
        for (interface, of) in interfaces.iter().enumerate() {
            router.add_route(of.network, Via { interface, next_hop: None });
        }
        Router { interfaces, ..router }
    }

    pub fn add_route(&mut self, prefix: Prefix, via: Via) {
        self.remove_route(&prefix);
        let at = self.routes.partition_point(|(other, _)| other.len >= prefix.len);
        self.routes.insert(at, (prefix, via));
    }

    pub fn remove_route(&mut self, prefix: &Prefix) -> Option<Via> {
        let at = self.routes.iter().position(|(other, _)| other == prefix)?;
        Some(self.routes.remove(at).1)
    }

    pub fn handle_packet(&mut self, now: Micros, interface: usize, packet: &[u8]) -> Vec<Routed> {
        let Ok((header, payload)) = ipv4::parse(packet) else { return Vec::new() };
        let packet = &packet[..usize::from(u16::from_be_bytes([packet[2], packet[3]]))];
        let parsed = Packet { header, payload };
        match self.verdict(interface, &parsed) {
            Verdict::Drop => Vec::new(),
            Verdict::Deliver => vec![Routed::Deliver { packet: packet.to_vec() }],
            Verdict::Reply(message, from) => self.send(from, parsed.header.source, &message),
            Verdict::Report(error) => self.report(now, &error, packet),
            Verdict::Forward(interface, next_hop) => {
                let mut packet = packet.to_vec();
                packet[8] -= 1;
                let sum = checksum::checksum(&packet[..20 + parsed.header.options.len()], 10);
                packet[10..12].copy_from_slice(&sum.to_be_bytes());
                self.pieces(interface, next_hop, &packet)
            }
        }
    }

    fn verdict(&self, ingress: usize, Packet { header, payload }: &Packet<'_>) -> Verdict {
        let Ipv4Header { source, destination, ttl, .. } = *header;
        let length = 20 + header.options.len() + payload.len();
        let way_back = self.way(source).map(|(interface, _)| interface);
        if self.is_many_or_none(source)
            || (self.interfaces[ingress].checks_source && way_back != Some(ingress))
        {
            return Verdict::Drop;
        }
        if self.interfaces.iter().any(|of| of.address == destination) {
            let is_whole = !header.more_fragments && header.fragment_offset == 0;
            let reply = if header.protocol == protocol::ICMP && is_whole {
                udp_icmp::icmp_echo_reply(payload)
            } else {
                None
            };
            return reply.map_or(Verdict::Deliver, |reply| Verdict::Reply(reply, destination));
        }
        if self.is_many_or_none(destination) {
            let is_ours = destination == u32::MAX || self.is_last(destination);
            return if is_ours { Verdict::Deliver } else { Verdict::Drop };
        }
        let Some((interface, next_hop)) = self.way(destination) else {
            return Verdict::Report(IcmpError::NetUnreachable);
        };
        let mtu = self.interfaces[interface].mtu;
        if ttl < 2 {
            Verdict::Report(IcmpError::TimeExceeded)
        } else if header.dont_fragment && length > usize::from(mtu) {
            Verdict::Report(IcmpError::FragmentationNeeded { mtu })
        } else {
            Verdict::Forward(interface, next_hop)
        }
    }

    fn report(&mut self, now: Micros, error: &IcmpError, packet: &[u8]) -> Vec<Routed> {
        let source = u32::from_be_bytes([packet[12], packet[13], packet[14], packet[15]]);
        let (Some(message), Some((interface, _))) = (udp_icmp::icmp_error(error, packet), self.way(source))
        else {
            return Vec::new();
        };
        while self.sent.front().is_some_and(|moment| moment.0 + 1_000_000 <= now.0) {
            self.sent.pop_front();
        }
        if self.sent.len() == 10 {
            return Vec::new();
        }
        self.sent.push_back(now);
        self.send(self.interfaces[interface].address, source, &message)
    }

    fn send(&self, source: u32, destination: u32, message: &[u8]) -> Vec<Routed> {
        let Some((interface, next_hop)) = self.way(destination) else { return Vec::new() };
        let mut header = Ipv4Header::new(protocol::ICMP, source, destination);
        header.identification = 0xABCD;
        self.pieces(interface, next_hop, &ipv4::emit(&header, message))
    }

    fn pieces(&self, interface: usize, next_hop: u32, packet: &[u8]) -> Vec<Routed> {
        let mut routed = Vec::new();
        for packet in fragment::fragment(packet, self.interfaces[interface].mtu.into()).unwrap_or_default() {
            routed.push(Routed::Send { interface, next_hop, packet });
        }
        routed
    }

    fn way(&self, address: u32) -> Option<(usize, u32)> {
        let (_, via) =
            self.routes.iter().find(|(prefix, _)| mask(prefix.len) & address == prefix.bits as u32)?;
        Some((via.interface, via.next_hop.unwrap_or(address)))
    }

    fn is_many_or_none(&self, address: u32) -> bool {
        let [first, ..] = address.to_be_bytes();
        matches!(first, 0 | 127 | 224..=255) || self.is_last(address)
    }

    fn is_last(&self, address: u32) -> bool {
        self.interfaces.iter().any(|Interface { network, .. }| {
            network.len < 31
                && address & mask(network.len) == network.bits as u32
                && address | mask(network.len) == u32::MAX
        })
    }
}

fn mask(len: u8) -> u32 {
    !(u64::from(u32::MAX) >> len) as u32
}
