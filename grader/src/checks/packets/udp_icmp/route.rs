//! A traceroute: Tokyo's probes die one router further on each time, and those who let them die tell their names.

use std::net::Ipv4Addr;

use given::packets::{IcmpError, UdpPorts};
use given::time::Micros;
use proptest::prelude::Just;
use sim::{ActorId, Trace};

use super::icmp::{answer, ask_error};
use super::model::{self, Answer, HEADER, ICMP, LONDON, Packet, TOKYO, UDP, V4};
use crate::script::call;
use crate::spell::{Bytes, Ref};
use crate::trial::{Seen, Talk, Trial, Trouble, Verdict};

/// What Tokyo sends to find the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Probe {
    /// A datagram to a port that nobody uses; the number of the probe is in the port.
    Datagram,
    /// An echo, with the number of the probe in it.
    Echo,
}

/// The routers on the way, and how long a packet takes from Tokyo to each and to London.
const ROUTERS: [(&str, u64); 2] = [("Singapore", 35), ("Frankfurt", 95)];
const LONDON_AFTER: u64 = 105;

/// From this port Tokyo sends, and to the ports from the other on. The latter is where `traceroute` begins.
const FROM: u16 = 40_000;
const TO: u16 = 33_434;

/// The port for a probe. They are counted from 1 on, as their time to live is.
fn port(number: u16) -> u16 {
    TO + number - 1
}

pub(super) fn the_way_is_found(trial: &mut Trial<'_>) -> Verdict {
    trial.story([Probe::Datagram, Probe::Echo], None::<Just<Probe>>, |probe, talk| {
        let mut walk = Walk::new(*probe);
        let walked = walk.go(talk);
        walked.map_err(|trouble| trouble.figure(walk.trace))
    })
}

struct Walk {
    probe: Probe,
    trace: Trace,
    tokyo: ActorId,
    hops: Vec<(ActorId, u64)>,
    now: Micros,
}

impl Walk {
    fn new(probe: Probe) -> Walk {
        let mut trace = Trace::new();
        let tokyo = trace.actor("Tokyo");
        let places = ROUTERS.into_iter().chain([("London", LONDON_AFTER)]);
        let hops = places.map(|(name, after)| (trace.actor(name), after)).collect();
        Walk { probe, trace, tokyo, hops, now: Micros(0) }
    }

    /// One probe after the other, until London itself answers.
    fn go(&mut self, talk: &mut Talk<'_, '_>) -> Result<(), Trouble> {
        let hops = self.hops.clone();
        for (number, (place, after)) in hops.into_iter().enumerate() {
            let number = number as u16 + 1;
            let is_london = usize::from(number) == self.hops.len();
            let payload = self.sent(number, talk)?;
            let after = Micros::from_millis(after);
            let arrives = Micros(self.now.0 + after.0);
            let label = match self.probe {
                Probe::Datagram => format!("ttl {number}, to port {}", port(number)),
                Probe::Echo => format!("ttl {number}, echo {number}"),
            };
            self.trace.message(self.tokyo, place, label).sent(self.now).arrives(arrives);
            // On the way each router has counted it down.
            let protocol = if self.probe == Probe::Echo { ICMP } else { UDP };
            let packet = Packet { ttl: 1, ..Packet::new(protocol, &payload) };
            let reply = match (is_london, self.probe) {
                (false, _) => self.error(IcmpError::TimeExceeded, &packet, talk),
                (true, Probe::Datagram) => {
                    london_reads(&packet, number, talk)?;
                    self.error(IcmpError::PortUnreachable, &packet, talk)
                }
                (true, Probe::Echo) => self.reply(&packet, talk),
            };
            let label = match reply {
                Ok(label) => label,
                Err(trouble) => {
                    self.trace.note(place, "no answer").at(arrives).first_difference();
                    return Err(trouble);
                }
            };
            self.now = Micros(arrives.0 + after.0);
            self.trace.message(place, self.tokyo, label).sent(arrives).arrives(self.now);
        }
        Ok(())
    }

    /// What a probe carries. The datagrams are the learner's.
    fn sent(&self, number: u16, talk: &mut Talk<'_, '_>) -> Result<Vec<u8>, Trouble> {
        let data = b"probe";
        if self.probe == Probe::Echo {
            return Ok(model::echo(FROM, number, data));
        }
        let ports = UdpPorts { source: FROM, destination: port(number) };
        let script = call("udp_emit", (Ref(V4), Ref(ports), Bytes(data.to_vec())));
        talk.ask(&script, |seen| {
            let Bytes(own) = seen.value()?;
            seen.leave_out();
            Ok(own)
        })
    }

    fn error(&self, error: IcmpError, packet: &Packet, talk: &mut Talk<'_, '_>) -> Result<String, Trouble> {
        let right = "Some message: Tokyo waits for it";
        let own = ask(talk, error, packet, right)?;
        // Tokyo looks for its probe in the quote. Behind 20 bytes of header it finds the ports, or the number.
        let probe = own.get(HEADER + 20..HEADER + 28).filter(|began| packet.payload.starts_with(began));
        match probe {
            Some(_) => Ok(error.to_string()),
            None => {
                let message = "in the quote there is not enough of the probe to know it again";
                Err(Trouble::new(message))
            }
        }
    }

    fn reply(&self, packet: &Packet, talk: &mut Talk<'_, '_>) -> Result<String, Trouble> {
        let script =
            call("icmp_echo_reply", (Bytes(packet.payload.clone()),)).spelled("icmp_echo_reply(message)");
        talk.ask(&script, |seen| {
            let own = answer(seen)?;
            match own {
                Some(_) => {
                    seen.leave_out();
                    Ok(String::from("echo reply"))
                }
                None => Err(Trouble::new(seen.expected("Some reply"))),
            }
        })
    }
}

/// The learner's answer to a packet, which must be one.
fn ask(talk: &mut Talk<'_, '_>, error: IcmpError, packet: &Packet, right: &str) -> Result<Vec<u8>, Trouble> {
    let is_echo = packet.protocol == ICMP;
    let what = if is_echo { "an echo" } else { "a datagram" };
    let [from, to] = [TOKYO, LONDON].map(Ipv4Addr::from);
    let spelled = format!("icmp_error({error:?}, packet)   // {what}, ttl 1, from {from} to {to}");
    let script = ask_error(error, packet.bytes()).spelled(spelled);
    talk.ask(&script, |seen| {
        let own = answer(seen)?;
        match own {
            Some(own) => {
                seen.leave_out();
                Ok(own)
            }
            None => Err(Trouble::new(seen.expected(right)).looks_like_if(is_echo, "all-icmp-refused")),
        }
    })
}

/// London takes the probe for a good datagram before it finds that nobody has its port.
fn london_reads(packet: &Packet, number: u16, talk: &mut Talk<'_, '_>) -> Result<(), Trouble> {
    let bytes = packet.payload.clone();
    let script =
        call("udp_parse", (Ref(V4), Bytes(bytes))).spelled("udp_parse(192.0.2.1 to 198.51.100.7, bytes)");
    talk.ask(&script, |seen: &mut Seen<'_>| {
        let own: Answer = seen.value()?;
        let ports = UdpPorts { source: FROM, destination: port(number) };
        match own {
            Ok((own, _)) if own == ports => {
                seen.leave_out();
                Ok(())
            }
            _ => Err(Trouble::new(seen.expected(format!("Ok, with the ports {ports}")))),
        }
    })
}
