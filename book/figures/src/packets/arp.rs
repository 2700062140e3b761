//! Machines on one link: the first packet, the bytes of its question, and a lie.

use std::collections::BTreeMap;

use given::packets::{ArpMessage, ArpOperation, EthernetHeader, LinkReceived, Mac, ethertype};
use packets::arp::{Neighbors, emit_arp, emit_ethernet, parse_arp, parse_ethernet};
use sim::{ActorId, Micros, Trace};

use crate::{Drawing, Figure, Hex, Ladder, Span};

pub(super) const FIRST_PACKET: Figure = Figure {
    name: "packets/arp/first-packet",
    title: "Tokyo asks all for the router's card, the router answers, and the packets go",
    draw: || {
        Drawing::Ladder(Ladder { can_be_lost: names(&["the question", "the answer"]), trace: first_packet })
    },
};

pub(super) const FRAME: Figure = Figure {
    name: "packets/arp/frame",
    title: "the sixty bytes of a frame that asks for the router's card",
    draw: frame,
};

pub(super) const SPOOFING: Figure = Figure {
    name: "packets/arp/spoofing",
    title: "an intruder claims the router's address, and gets the next packet",
    draw: || Drawing::Ladder(Ladder { can_be_lost: names(&["the lie"]), trace: spoofing }),
};

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| String::from(*name)).collect()
}

const TOKYO: (Mac, u32) = (card(0x01), 0xC000_0201);
const PRINTER: (Mac, u32) = (card(0x07), 0xC000_0207);
const INTRUDER: (Mac, u32) = (card(0x66), 0xC000_0266);
const ROUTER: (Mac, u32) = (card(0xFE), 0xC000_02FE);

/// How long a frame takes, in milliseconds.
const TRAVELS: u64 = 1;

const fn card(number: u8) -> Mac {
    Mac([0x00, 0x00, 0x5E, 0x00, 0x53, number])
}

struct Machine {
    actor: ActorId,
    mac: Mac,
    neighbors: Neighbors,
}

/// What will happen.
enum Coming {
    /// A machine sends a packet to the router.
    Send(usize, &'static str),
    /// A machine sends bytes of its own making.
    Say(usize, Vec<u8>),
    /// A frame comes to a machine.
    Frame(usize, Vec<u8>),
    /// A machine wanted to be called.
    Timeout(usize),
}

struct Link<'a> {
    trace: Trace,
    machines: Vec<Machine>,
    /// By time; of the same time, in the order in which they were thought of.
    coming: BTreeMap<(Micros, usize), Coming>,
    thought_of: usize,
    /// Which messages are lost: those whose label begins like this, the first time.
    lost: Vec<&'a str>,
}

impl<'a> Link<'a> {
    fn new(machines: &[(&str, (Mac, u32))], lost: Vec<&'a str>) -> Link<'a> {
        let mut trace = Trace::new();
        let machine = |(name, (mac, address)): &(&str, (Mac, u32))| Machine {
            actor: trace.actor(*name),
            mac: *mac,
            neighbors: Neighbors::new(*mac, *address),
        };
        let machines = machines.iter().map(machine).collect();
        Link { trace, machines, coming: BTreeMap::new(), thought_of: 0, lost }
    }

    fn comes(&mut self, at: Micros, what: Coming) {
        self.thought_of += 1;
        self.coming.insert((at, self.thought_of), what);
    }

    fn run(mut self) -> Trace {
        while let Some(((now, _), what)) = self.coming.pop_first() {
            match what {
                Coming::Send(who, packet) => {
                    let frame = self.machines[who].neighbors.send(now, ROUTER.1, packet.into());
                    if frame.as_deref().is_none_or(|frame| label(frame) != format!("\"{packet}\"")) {
                        self.trace.note(self.machines[who].actor, format!("\"{packet}\" waits")).at(now);
                    }
                    self.transmit(now, who, frame.into_iter().collect());
                }
                Coming::Say(who, frame) => self.transmit(now, who, vec![frame]),
                Coming::Frame(who, frame) => {
                    let LinkReceived { frames, .. } = self.machines[who].neighbors.handle_frame(now, &frame);
                    self.transmit(now, who, frames);
                }
                Coming::Timeout(who) => {
                    let out = self.machines[who].neighbors.handle_timeout(now);
                    self.transmit(now, who, out.frames);
                }
            }
        }
        self.trace
    }

    /// Sends frames on their way: to one card, or to all others.
    fn transmit(&mut self, now: Micros, who: usize, frames: Vec<Vec<u8>>) {
        for frame in frames {
            let (header, _) = parse_ethernet(&frame).expect("our machines send frames");
            let label = label(&frame);
            let lost = self.lost.iter().position(|lost| label.starts_with(lost));
            if let Some(lost) = lost {
                self.lost.remove(lost);
            }
            for to in 0..self.machines.len() {
                let machine = &self.machines[to];
                if to == who || header.destination != machine.mac && header.destination != Mac::BROADCAST {
                    continue;
                }
                let sent = self.trace.message(self.machines[who].actor, machine.actor, &label).sent(now);
                if lost.is_some() {
                    sent.lost("");
                } else {
                    let arrives = Micros(now.0 + Micros::from_millis(TRAVELS).0);
                    sent.arrives(arrives);
                    self.comes(arrives, Coming::Frame(to, frame.clone()));
                }
            }
        }
        if let Some(due) = self.machines[who].neighbors.poll_timeout() {
            self.comes(due, Coming::Timeout(who));
        }
    }
}

/// A frame in a few words.
fn label(frame: &[u8]) -> String {
    let (header, payload) = parse_ethernet(frame).expect("our machines send frames");
    if header.ethertype == ethertype::IPV4 {
        let len = payload.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        return format!("\"{}\"", payload[..len].escape_ascii());
    }
    let message = parse_arp(payload).expect("our machines send messages");
    let last = |address: u32| address & 0xFF;
    match message.operation {
        ArpOperation::Request => format!("who has .{}?", last(message.target_address)),
        ArpOperation::Reply => {
            format!(".{} is at …:{:02x}", last(message.sender_address), message.sender_mac.0[5])
        }
    }
}

fn first_packet(lost: &[usize]) -> Trace {
    let labels = ["who has", ".254 is at"];
    let lost = lost.iter().map(|lost| labels[*lost]).collect();
    let mut link = Link::new(&[("Tokyo", TOKYO), ("printer", PRINTER), ("router", ROUTER)], lost);
    link.comes(Micros(0), Coming::Send(0, "one"));
    link.comes(Micros(500), Coming::Send(0, "two"));
    link.run()
}

fn spoofing(lost: &[usize]) -> Trace {
    let lost = lost.iter().map(|_| ".254 is at …:66").collect();
    let mut link = Link::new(&[("Tokyo", TOKYO), ("router", ROUTER), ("intruder", INTRUDER)], lost);
    let lie = ArpMessage {
        operation: ArpOperation::Reply,
        sender_mac: INTRUDER.0,
        sender_address: ROUTER.1,
        target_mac: TOKYO.0,
        target_address: TOKYO.1,
    };
    let header = EthernetHeader { destination: TOKYO.0, source: INTRUDER.0, ethertype: ethertype::ARP };
    link.comes(Micros(0), Coming::Send(0, "one"));
    link.comes(Micros::from_millis(10), Coming::Say(2, emit_ethernet(&header, &emit_arp(&lie))));
    link.comes(Micros::from_millis(20), Coming::Send(0, "my password"));
    link.run()
}

fn frame() -> Drawing {
    let mut tokyo = Neighbors::new(TOKYO.0, TOKYO.1);
    let bytes = tokyo.send(Micros(0), ROUTER.1, vec![0x45]).expect("the router is not known");
    let fields = [
        (6, "destination", "all"),
        (6, "source", "Tokyo's card"),
        (2, "type", "ARP"),
        (2, "kind of link", "Ethernet"),
        (2, "protocol", "IPv4"),
        (1, "bytes of a card's address", "6"),
        (1, "bytes of an IPv4 address", "4"),
        (2, "operation", "request"),
        (6, "sender: card", "00:00:5e:00:53:01"),
        (4, "sender: IPv4", "192.0.2.1"),
        (6, "target: card", "nobody knows"),
        (4, "target: IPv4", "192.0.2.254"),
        (18, "padding", "zeros"),
    ];
    let mut at = 0;
    let spans = fields.map(|(len, name, value)| {
        let range = at..at + len;
        at += len;
        Span { range, name: name.to_owned(), value: value.to_owned(), points_to: None }
    });
    Drawing::Hex(Hex { bytes, spans: spans.into() })
}

#[cfg(test)]
mod tests {
    use sim::{Delivery, Event};

    use super::*;

    /// Who got what, and when, in milliseconds.
    fn arrivals(trace: &Trace) -> Vec<(String, String, u64)> {
        let arrival = |event: &Event| match event {
            Event::Message(message) => match message.delivery {
                Delivery::Arrived { at, .. } => {
                    Some((trace.name(message.to).to_owned(), message.label.clone(), at?.0 / 1000))
                }
                _ => None,
            },
            Event::Note(_) => None,
        };
        trace.events().iter().filter_map(arrival).collect()
    }

    fn packets(trace: &Trace) -> Vec<(String, String, u64)> {
        arrivals(trace).into_iter().filter(|(_, label, _)| label.starts_with('"')).collect()
    }

    #[test]
    fn whatever_is_lost_both_packets_come_to_the_router_in_order() {
        for (lost, at) in [(&[][..], 3), (&[0], 5003), (&[1], 5003), (&[0, 1], 10_003)] {
            let trace = first_packet(lost);
            let expected =
                ["\"one\"", "\"two\""].map(|packet| (String::from("router"), String::from(packet), at));
            assert_eq!(packets(&trace), expected, "{lost:?}");
        }
    }

    #[test]
    fn the_lie_decides_who_gets_the_password() {
        for (lost, who) in [(&[][..], "intruder"), (&[0], "router")] {
            let trace = spoofing(lost);
            let (to, label, _) = packets(&trace).pop().expect("it is sent");
            assert_eq!((to.as_str(), label.as_str()), (who, "\"my password\""));
        }
    }
}
