//! packets/router: what a router does with a packet.

mod cases;
mod limit;
mod mistakes;
mod model;
mod run;
mod trip;
mod wire;
mod world;

use std::time::Duration;

use given::packets::{Routed, Via};
use given::time::Micros;

use self::cases::{Case, Op, forced, random};
use self::mistakes::*;
use self::model::{Act, Acts, Eye, HABITS, Habit, Model, is_free};
use super::ipv4::header;
use crate::catalogue::{Check, Exercise, Level, Track};
use crate::finding::Dump;
use crate::script::{Object, Script};
use crate::spell::{Bytes, Ref, Spell};
use crate::trial::{Seen, Trial, Trouble, Verdict};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "router",
    title: "one step of the way, for every packet",
    track: Track::First,
    level: Level::Intermediate,
    minutes: 120,
    needs: &["checksum", "ipv4", "udp_icmp", "fragment", "addresses/lpm"],
    rust: &["ownership", "error handling"],
    hints: [
        "The ten rules of `handle_packet` are a list of questions, and each check adds one or two of them. Begin with the last one alone: look the destination up, and send the packet as it is. Which things must the struct remember? The interfaces, and a `RouteTable<Via>`, in which `new` puts the interfaces' own networks.",
        "Three helpers are used again and again: one that finds the step for an address (`Option<(usize, u32)>`, the interface and the next hop), one that hands a packet to a link in pieces that fit (`fragment`), and one that sends an ICMP message of the router's own with `ipv4::emit`. Errors, replies and forwarded packets all leave through the first two. What forwarding can't do is an `IcmpError`, so it may return a `Result`.",
        "Forward: `routes.lookup(Family::V4, destination.into())`, or `NetUnreachable`; `ttl <= 1` is `TimeExceeded`; copy the packet, write `ttl - 1` to byte 8, and `update` the checksum in bytes 10 and 11 with the word of bytes 8 and 9; `fragment(&packet, mtu)`, which refuses a packet whose checksum is not right yet, and whose `DontFragment` is `FragmentationNeeded { mtu }`. An error: `icmp_error(&error, packet)`, the step for `header.source`, and the address of that step's interface as the source. For the limit keep how many tokens are left (10 at most) and when you last gave some back (one each 100 ms).",
    ],
    compare: "Look at `forward` and `complain` in our solution: what can't be forwarded is an `Err`, and one place turns it into a message, whichever rule it broke.",
    checks: &[
        Check {
            name: "connected",
            title: "a packet for a machine on one of its networks goes to that machine",
            points: 2,
            rule: "RFC 1812 §5.2.4.2: if the destination is on a directly connected network, it is the next hop itself",
            book: "one-step",
            after: &[],
            mistakes: &[
                BOUNCES_TO_INGRESS,
                FIRST_INTERFACE,
                SENDS_TO_ITSELF,
                SENDS_TO_NETWORK,
                NEVER_BACK_OUT,
                NETWORK_IS_OWN,
                REFUSED_BY_FRAGMENT,
            ],
            run: |trial| law(trial, "connected", Eye::Way),
        },
        Check {
            name: "next_router",
            title: "a packet for elsewhere goes to the next router, and its destination stays",
            points: 2,
            rule: "RFC 1812 §5.2.1.2: the link-layer address is that of the next hop; the header's destination stays",
            book: "next-hop",
            after: &["connected"],
            mistakes: &[ARP_FOR_FINAL_DST, DESTINATION_REWRITTEN],
            run: |trial| law(trial, "next_router", Eye::Way),
        },
        Check {
            name: "longest_route",
            title: "the longest prefix that matches says the way, and routes come and go",
            points: 2,
            rule: "RFC 1812 §5.2.4.3: longest match",
            book: "longest-match",
            after: &["next_router"],
            mistakes: &[
                SHORTEST_WINS,
                ORDER_MATTERS,
                NO_DEFAULT_ROUTE,
                KEEPS_OLD_ROUTE,
                KEEPS_REMOVED,
                REMOVES_INSIDE,
            ],
            run: |trial| law(trial, "longest_route", Eye::Way),
        },
        Check {
            name: "counted_down",
            title: "the time to live is one less, the checksum is right, and all else is as it came",
            points: 3,
            rule: "RFC 1812 §5.3.1 and §4.2.2.5: a router decrements the TTL, and changes the checksum with it",
            book: "counting-down",
            after: &["next_router"],
            mistakes: &[
                TTL_STAYS,
                CHECKSUM_STALE,
                CARRY_LOST,
                OPTIONS_NOT_SUMMED,
                // Whoever loses more loses the bit, too.
                RESERVED_BIT_LOST,
                OPTIONS_LOST,
                HEADER_MADE_ANEW,
                PADDING_FORWARDED,
            ],
            run: |trial| law(trial, "counted_down", Eye::Everything),
        },
        Check {
            name: "six_cities",
            title: "six routers that know one step each make the shortest way across the world",
            points: 3,
            rule: "RFC 1812 §5.2.4: each router chooses the next hop by itself",
            book: "six-cities",
            after: &["longest_route", "counted_down"],
            mistakes: &[ROUTERS_SHARE_STATE, ANSWERS_FOR_OTHERS],
            run: world::six_cities,
        },
        Check {
            name: "only_packets",
            title: "what is no packet is dropped, and nobody is told",
            points: 1,
            rule: "RFC 1812 §5.2.2: what fails a test of its header MUST be silently discarded. Of a truncated packet the source SHOULD be told; that it is not told here is the course's own rule",
            book: "junk",
            after: &["counted_down"],
            mistakes: &[HEADER_UNCHECKED, SHORT_PACKET_PANICS],
            run: |trial| law(trial, "only_packets", Eye::Everything),
        },
        Check {
            name: "loops_end",
            title: "a packet in a circle passes as many routers as its time to live says, and no more",
            points: 2,
            rule: "RFC 1812 §5.3.1: a packet whose TTL is reduced to zero is discarded",
            book: "loops",
            after: &["six_cities"],
            // The first of them looks like the second, until the next router is asked.
            mistakes: &[TTL_ZERO_FORWARDED, NEVER_EXPIRES, DIES_EARLY, ALWAYS_CHECKS_SOURCE],
            run: world::loops_end,
        },
        Check {
            name: "time_exceeded",
            title: "whose time is over, its source is told",
            points: 3,
            rule: "RFC 1812 §5.2.7.3: a router that discards a packet because of its TTL sends time exceeded, code 0",
            book: "time-exceeded",
            after: &["loops_end"],
            mistakes: &[
                TTL_WRAPS,
                TTL_UNDERFLOW_PANICS,
                EXPIRES_SILENTLY,
                REASSEMBLY_FOR_TRANSIT,
                ERROR_FROM_DESTINATION,
                ERROR_KEEPS_TTL,
                QUOTE_WITHOUT_HEADER,
            ],
            run: |trial| law(trial, "time_exceeded", Eye::Everything),
        },
        Check {
            name: "errors_go_back",
            title: "no route is an error, and errors find their own way back",
            points: 3,
            rule: "RFC 1812 §4.3.3.1: no route is network unreachable; §4.3.2.4: an error comes from the interface over which it leaves",
            book: "telling-the-source",
            after: &["time_exceeded"],
            mistakes: &[
                NO_ROUTE_IS_SILENT,
                HOST_FOR_NET,
                TTL_BEFORE_ROUTE,
                ERROR_FROM_INGRESS,
                ERROR_FROM_FIRST,
                ERROR_NOT_ROUTED,
            ],
            run: |trial| law(trial, "errors_go_back", Eye::Everything),
        },
        Check {
            name: "for_this_router",
            title: "what is for one of its addresses is delivered, whatever its time to live",
            points: 2,
            rule: "RFC 1812 §5.2.3: any address of the router; §4.2.2.9: the TTL is checked only when forwarding",
            book: "for-me",
            after: &["time_exceeded"],
            mistakes: &[ONLY_INGRESS_ADDRESS, TTL_BEFORE_DELIVERY, OWN_PACKETS_FORWARDED, PADDING_DELIVERED],
            run: |trial| law(trial, "for_this_router", Eye::Everything),
        },
        Check {
            name: "echo_is_answered",
            title: "a whole echo to one of its addresses is answered from that address",
            points: 2,
            rule: "RFC 1812 §4.3.3.6: a router answers echoes; RFC 1122 §3.2.2.6: from the address that was asked",
            book: "ping",
            after: &["for_this_router", "errors_go_back"],
            mistakes: &[
                ECHO_DELIVERED,
                ECHO_TWICE,
                REPLY_FROM_OUTGOING,
                REPLY_NOT_ROUTED,
                REPLY_KEEPS_TTL,
                FRAGMENT_ANSWERED,
                ANSWERS_FOR_OTHERS,
            ],
            run: |trial| law(trial, "echo_is_answered", Eye::Everything),
        },
        Check {
            name: "broadcasts_stay",
            title: "what is for everybody, or for nobody, is never sent on",
            points: 2,
            rule: "RFC 1812 §5.3.5.1, §5.3.7; RFC 2644 §3: directed broadcasts are not forwarded",
            book: "everybody",
            after: &["echo_is_answered"],
            mistakes: &[
                FORWARDS_BROADCAST,
                BROADCAST_DROPPED,
                ANSWERS_BROADCAST,
                BROADCAST_OF_31,
                COMPLAINS_ABOUT_NOBODY,
                FORWARDS_MULTICAST,
                FORWARDS_LOOPBACK,
                FORWARDS_THIS_NETWORK,
                FORWARDS_RESERVED,
            ],
            run: |trial| law(trial, "broadcasts_stay", Eye::Everything),
        },
        Check {
            name: "sources_are_machines",
            title: "what comes from everybody, or from nobody, is dropped",
            points: 1,
            rule: "RFC 1812 §5.3.7: a packet with an invalid source address SHOULD NOT be forwarded; that none is, and none delivered, is the course's own rule",
            book: "sources",
            after: &["broadcasts_stay"],
            mistakes: &[SOURCE_CHECKED_LATE, BROADCAST_SOURCE, ANY_SOURCE],
            run: |trial| law(trial, "sources_are_machines", Eye::Everything),
        },
        Check {
            name: "sources_are_checked",
            title: "an interface that checks sources lets nobody pretend to be elsewhere",
            points: 2,
            rule: "RFC 1812 §5.3.8: a packet is discarded if the way to its source is not through the interface on which it came",
            book: "spoofing",
            after: &["for_this_router"],
            mistakes: &[UNKNOWN_SOURCE_OK, NEVER_CHECKS_SOURCE, CHECKS_BY_NETWORK],
            run: |trial| law(trial, "sources_are_checked", Eye::Everything),
        },
        Check {
            name: "what_does_not_fit",
            title: "a packet longer than the next MTU is cut, or its source is told that MTU",
            points: 3,
            rule: "RFC 1812 §4.2.2.7, §5.2.6: a router fragments; RFC 1191 §4: DF is answered with the MTU of the next hop",
            book: "too-long",
            after: &["errors_go_back"],
            mistakes: &[
                MTU_IGNORED,
                DF_IGNORED,
                MTU_OF_INGRESS,
                TELLS_WRONG_MTU,
                TOO_LONG_IS_SILENT,
                NEVER_CUTS,
                EXACT_IS_TOO_LONG,
                CUT_BEFORE_COUNTING,
                ONLY_FIRST_PIECE,
                OWN_NOT_CUT,
            ],
            run: |trial| law(trial, "what_does_not_fit", Eye::Everything),
        },
        Check {
            name: "traceroute",
            title: "a traceroute from Tokyo to London names each router, three times",
            points: 2,
            rule: "RFC 1812 §5.2.7.3 and §4.3.2.8: time exceeded is sent, and limited only where there is too much",
            book: "traceroute",
            after: &["errors_go_back"],
            mistakes: &[TOO_FEW_ERRORS],
            run: world::traceroute,
        },
        Check {
            name: "errors_are_limited",
            title: "10 errors at once after a quiet second, and never more than 20 in a second",
            points: 2,
            rule: "RFC 1812 §4.3.2.8: a router should be able to limit its errors; the numbers are those of the docs",
            book: "rate-limit",
            after: &["errors_go_back"],
            mistakes: &[
                NO_LIMIT,
                BUCKET_UNDERFLOW_PANICS,
                TWENTY_AT_ONCE,
                FRACTIONS_LOST,
                LIMIT_FOR_EVER,
                LIMIT_PER_SOURCE,
                ECHOES_COUNT,
                MICROS_ARE_MILLIS,
            ],
            run: limit::errors_are_limited,
        },
        Check {
            name: "any_packet",
            title: "any packet is sent on, delivered, reported or dropped, by the first rule that applies",
            points: 3,
            rule: "RFC 1812 §5.2.1: the order of the steps; and the docs of `handle_packet`",
            book: "any-packet",
            after: &[
                "longest_route",
                "only_packets",
                "sources_are_machines",
                "sources_are_checked",
                "what_does_not_fit",
            ],
            mistakes: &[],
            run: |trial| law(trial, "any_packet", Eye::Everything),
        },
    ],
};

/// The learner's, as cards call it.
const ROUTER: Object = Object { number: 1, name: "router" };

/// What a router answered, op by op.
enum Answer {
    Nothing,
    Removed(Option<Via>),
    Routed(Vec<Routed>),
}

/// The forced cases of a check and random ones, judged by a model.
fn law(trial: &mut Trial<'_>, check: &'static str, eye: Eye) -> Verdict {
    trial.law(forced(check), random(check), script, |case, seen| judge(check, eye, case, seen))
}

fn script(case: &Case) -> Script {
    let mut now = Micros(0);
    case.ops.iter().fold(new(ROUTER, case), |script, op| match op {
        Op::Add(prefix, via) => script.on(ROUTER, "Router::add_route", (*prefix, *via)),
        Op::Remove(prefix) => script.on(ROUTER, "Router::remove_route", (Ref(*prefix),)),
        Op::Packet(ingress, packet) => {
            // Far enough apart for any limit of errors.
            now = now + Duration::from_secs(1);
            handle(script, ROUTER, now, *ingress, packet)
        }
    })
}

/// Makes a router with the interfaces of a case.
fn new(router: Object, case: &Case) -> Script {
    let interfaces: Vec<String> = case.interfaces.iter().map(ToString::to_string).collect();
    let card = format!("let mut {} = Router::new([{}])", router.name, interfaces.join("; "));
    let rust = format!("let mut {} = Router::new({})", router.name, case.interfaces.rust());
    Script::default().new(router, "Router::new", (case.interfaces.clone(),)).spelled(card).coded(rust)
}

fn handle(script: Script, router: Object, now: Micros, ingress: usize, packet: &[u8]) -> Script {
    let card = format!("{}.handle_packet({now}, {ingress}, {})", router.name, wire::words(packet));
    script.on(router, "Router::handle_packet", (now, ingress, Bytes(packet.to_vec()))).spelled(card)
}

fn judge(check: &str, eye: Eye, case: &Case, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let mut model = Model::new(Habit::Right, &case.interfaces);
    let mut answers = Vec::new();
    seen.skip()?;
    for op in &case.ops {
        match op {
            Op::Add(prefix, via) => {
                seen.skip()?;
                model.add(*prefix, *via);
                answers.push(Answer::Nothing);
            }
            Op::Remove(prefix) => {
                let removed: Option<Via> = seen.value()?;
                answers.push(Answer::Removed(removed));
                let right = model.remove(prefix);
                if removed != right {
                    return Err(looking_like(check, eye, case, &answers, Trouble::new(seen.differs(&right))));
                }
            }
            Op::Packet(ingress, packet) => {
                let right = model.handle(*ingress, packet);
                let routed = read(seen, packet)?;
                if eye.sees_no_difference(&right, &routed) {
                    answers.push(Answer::Routed(routed));
                    continue;
                }
                let trouble = differing(seen.expected(acts_said(&right)), &right, &routed);
                answers.push(Answer::Routed(routed));
                return Err(looking_like(check, eye, case, &answers, trouble));
            }
        }
    }
    Ok(())
}

/// What was done about a packet, shown in words.
fn read(seen: &mut Seen<'_>, packet: &[u8]) -> Result<Vec<Routed>, Trouble> {
    let routed: Vec<Routed> = seen.value().map_err(|trouble| {
        match wire::read(packet, true) {
            None => trouble.panic_looks_like("short-packet-panics"),
            // Other numbers go below zero too.
            Some(read) if read.header.ttl == 0 => {
                trouble.panic_with_looks_like("subtract with overflow", "ttl-underflow-panics")
            }
            Some(_) => trouble,
        }
    })?;
    seen.shown_as(&said(&routed));
    Ok(routed)
}

/// A wrong answer, with the bytes where it is they that differ.
fn differing(message: String, right: &Acts, routed: &[Routed]) -> Trouble {
    let trouble = Trouble::new(message);
    match dump(nearest(right, routed), routed) {
        Some(dump) => trouble.figure(dump),
        None => trouble,
    }
}

/// Of all that may be done, what is most like that which was done: whatever else may be is no difference.
fn nearest<'a>(right: &'a Acts, routed: &[Routed]) -> &'a [Act] {
    let differences = |pair: (&Act, &Routed)| match pair {
        (Act::Send { packet: wanted, .. }, Routed::Send { packet, .. }) => {
            wanted.iter().zip(packet).filter(|(one, other)| one != other).count()
        }
        _ => 0,
    };
    let nearest = right.iter().min_by_key(|acts| acts.iter().zip(routed).map(differences).sum::<usize>());
    nearest.map_or(&[], Vec::as_slice)
}

/// The mistake by which a router answers like this: first those that the check knows.
fn looking_like(check: &str, eye: Eye, case: &Case, answers: &[Answer], trouble: Trouble) -> Trouble {
    let is_it = |habit: Habit| {
        let mut model = Model::new(habit, &case.interfaces);
        case.ops.iter().zip(answers).all(|pair| match pair {
            (Op::Add(prefix, via), _) => {
                model.add(*prefix, *via);
                true
            }
            (Op::Remove(prefix), Answer::Removed(removed)) => model.remove(prefix) == *removed,
            (Op::Packet(ingress, packet), Answer::Routed(routed)) => {
                eye.sees_no_difference(&model.handle(*ingress, packet), routed)
            }
            _ => false,
        })
    };
    named(check, is_it).into_iter().fold(trouble, Trouble::looks_like)
}

/// The first mistake whose habit explains what was seen. Those of the check come first, in its order.
fn named(check: &str, explains: impl Fn(Habit) -> bool) -> Option<&'static str> {
    let known = EXERCISE.checks.iter().find(|known| known.name == check)?.mistakes;
    let own = known.iter().flat_map(|mistake| HABITS.iter().filter(|(slug, _)| *slug == mistake.slug));
    let others = HABITS.iter().filter(|(slug, _)| known.iter().all(|mistake| mistake.slug != *slug));
    own.chain(others).find(|(_, habit)| explains(*habit)).map(|(slug, _)| *slug)
}

/// Lines of a list that are said; the others are counted.
const MOST_SAID: usize = 3;

/// What was done, in words.
fn said(routed: &[Routed]) -> String {
    listed(routed.iter().map(|routed| match routed {
        Routed::Send { interface, next_hop, packet } => sending(*interface, *next_hop, packet),
        Routed::Deliver { packet } => delivering(packet),
    }))
}

/// What should have been done, in words.
fn acts_said(right: &Acts) -> String {
    listed(right[0].iter().map(|act| match act {
        Act::Send { interface, next_hop, packet, .. } => sending(*interface, *next_hop, packet),
        Act::Deliver(packet) => delivering(packet),
    }))
}

fn sending(interface: usize, next_hop: u32, packet: &[u8]) -> String {
    format!("interface {interface}, to {}: {}", wire::dotted(next_hop), wire::words(packet))
}

fn delivering(packet: &[u8]) -> String {
    format!("delivers {}", wire::words(packet))
}

fn listed(acts: impl ExactSizeIterator<Item = String>) -> String {
    let count = acts.len();
    let mut said: Vec<String> = acts.take(MOST_SAID).collect();
    if count > MOST_SAID {
        said.push(format!("and {} more", count - MOST_SAID));
    }
    if said.is_empty() { String::from("nothing: it drops the packet") } else { said.join("; ") }
}

/// The bytes of the first packet that is another one, if the same is done with it.
fn dump(right: &[Act], routed: &[Routed]) -> Option<Dump> {
    if right.len() != routed.len() {
        return None;
    }
    right.iter().zip(routed).find_map(|pair| match pair {
        (
            Act::Send { interface, next_hop, packet: wanted, is_own },
            Routed::Send { interface: through, next_hop: to, packet },
        ) if (interface, next_hop) == (through, to) && wanted != packet => {
            let is_intact = wire::is_intact(packet);
            let is_free = |at| is_free(at, *is_own) && is_intact;
            Some(header::dump("the packet that you send", packet, wanted, is_free))
        }
        (Act::Deliver(wanted), Routed::Deliver { packet }) if wanted != packet => {
            Some(header::dump("the packet that you deliver", packet, wanted, |_| false))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests;
