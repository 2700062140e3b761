//! The stories of each check: those that are told first, in which each mistake shows in little, and random ones.

use given::packets::{ArpMessage, ArpOperation, Mac, ethertype};
use given::time::Micros;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::{BoxedStrategy, Strategy};

use super::model::{ENTRIES, Model};
use super::stories::{Act, Answer, Story, stories};
use super::wire::{
    INTRUDER, PRINTER, ROUTER, STRANGER, TOKYO, address, bytes_of, card, card_of, frame, is_at, packet_of,
    unpadded, who_has,
};
use crate::trial::{Trial, Verdict};

/// The stories that are written down, and no others.
pub(super) fn told(trial: &mut Trial<'_>, check: &'static str) -> Verdict {
    stories(trial, check, written(check), None)
}

/// And then random ones.
pub(super) fn told_at_random(trial: &mut Trial<'_>, check: &'static str) -> Verdict {
    stories(trial, check, written(check), Some(random(check)))
}

/// A message of a sender that does not fit its frame.
fn odd(operation: ArpOperation, sender: u32, sender_mac: Mac, target: u32, source: Mac) -> Vec<u8> {
    let (destination, target_mac) = match operation {
        ArpOperation::Request => (Mac::BROADCAST, Mac::default()),
        ArpOperation::Reply => (card_of(target), card_of(target)),
    };
    let message =
        ArpMessage { operation, sender_mac, sender_address: sender, target_mac, target_address: target };
    frame(destination, source, ethertype::ARP, &bytes_of(&message))
}

/// Who has Tokyo's address? The sender has none yet.
fn probe() -> Vec<u8> {
    odd(ArpOperation::Request, 0, card(9), TOKYO, card(9))
}

/// A packet for a card.
fn ip_to(destination: Mac, payload: &[u8]) -> Vec<u8> {
    frame(destination, card_of(ROUTER), ethertype::IPV4, payload)
}

/// Frames that make no sense.
fn rubbish() -> Vec<Vec<u8>> {
    let question = who_has(TOKYO, PRINTER);
    let arp = |payload: &[u8]| frame(card_of(TOKYO), card_of(PRINTER), ethertype::ARP, payload);
    let reply = is_at(PRINTER, card_of(PRINTER), TOKYO);
    let with = |at: usize, byte: u8| {
        let mut message = reply[14..42].to_vec();
        message[at] = byte;
        arp(&message)
    };
    vec![
        vec![],
        question[..13].to_vec(),
        question[..14].to_vec(),
        question[..41].to_vec(),
        with(1, 6),
        with(5, 16),
        with(7, 3),
        unpadded(card_of(TOKYO), card_of(ROUTER), 46, &[0x45; 46]),
    ]
}

/// The first of them shows the mistakes that it can show, and so on.
pub(super) fn written(check: &str) -> Vec<Story> {
    let story = Story::default;
    let speaks = |sender| is_at(sender, card_of(sender), TOKYO);
    match check {
        "asks_all" => vec![story().send(0, ROUTER, "one"), story().send(7, PRINTER, "a page")],
        "packets_wait" => vec![
            story()
                .send(0, ROUTER, "one")
                .send(1, ROUTER, "two")
                .frame(3, speaks(ROUTER))
                .send(4, ROUTER, "three"),
            story()
                .send(0, ROUTER, "one")
                .send(1, PRINTER, "a page")
                .frame(3, speaks(ROUTER))
                .frame(4, speaks(PRINTER)),
            story().send(0, ROUTER, "one").frame(3, speaks(ROUTER)).frame(5, speaks(ROUTER)),
            story()
                .send(0, ROUTER, "one")
                .send(1, ROUTER, "two")
                .send(2, ROUTER, "three")
                .frame(4, speaks(ROUTER)),
        ],
        "queue_has_an_end" => {
            let four = || {
                story()
                    .send(0, ROUTER, "one")
                    .send(1, ROUTER, "two")
                    .send(2, ROUTER, "three")
                    .send(3, ROUTER, "four")
            };
            vec![four().frame(5, speaks(ROUTER)), four().send(4, ROUTER, "five").frame(5, speaks(ROUTER))]
        }
        "one_request_in_five_seconds" => {
            let one = || story().send(0, ROUTER, "one");
            vec![
                one().send(1, ROUTER, "two"),
                one().timeout(5000).timeout(10_000),
                story().send(1000, ROUTER, "one").poll(1000).frame(1003, speaks(ROUTER)).poll(1003),
                one().send(2000, PRINTER, "a page").poll(2000).timeout(5000).timeout(7000),
                one().timeout(4999).timeout(5000),
                one().timeout(12_000).timeout(12_001).poll(12_001).timeout(17_000),
                one().send(4000, ROUTER, "two").timeout(5000),
                one().send(6000, ROUTER, "two").timeout(6000),
            ]
        }
        "gives_up" => {
            let in_vain = || story().send(0, ROUTER, "one").timeout(5000).timeout(10_000);
            vec![
                in_vain().timeout(15_000).timeout(20_000).poll(20_000),
                in_vain().timeout(15_000).send(15_001, ROUTER, "two").frame(15_003, speaks(ROUTER)),
                story()
                    .send(0, ROUTER, "one")
                    .send(1, ROUTER, "two")
                    .send(2, PRINTER, "a page")
                    .timeout(5002)
                    .timeout(10_002)
                    .timeout(15_002),
            ]
        }
        "answers_for_itself" => vec![
            story().frame(0, who_has(TOKYO, PRINTER)),
            story().frame(0, who_has(ROUTER, PRINTER)),
            story().frame(0, speaks(PRINTER)),
            story().frame(0, probe()),
            story().frame(0, odd(ArpOperation::Request, PRINTER, card_of(PRINTER), TOKYO, card(0x55))),
            story().send(0, PRINTER, "a page").frame(1, who_has(TOKYO, PRINTER)),
        ],
        "takes_what_is_for_it" => {
            let of_ipv6 = frame(card_of(TOKYO), card_of(ROUTER), ethertype::IPV6, &[0x60; 40]);
            let rubbish = rubbish()
                .into_iter()
                .map(|frame| story().frame(0, frame).send(1, PRINTER, "a page").frame(2, speaks(PRINTER)));
            [
                story().frame(0, ip_to(card_of(TOKYO), b"hi")),
                story().frame(0, ip_to(Mac::BROADCAST, b"hi")),
                story().frame(0, ip_to(card(9), b"hi")),
                story().frame(0, of_ipv6),
                story().frame(0, is_at(ROUTER, card_of(ROUTER), STRANGER)).send(1, ROUTER, "one"),
                story().frame(0, ip_to(card_of(TOKYO), &packet_of(PRINTER))).send(1, PRINTER, "a page"),
            ]
            .into_iter()
            .chain(rubbish)
            .collect()
        }
        "learns_from_who_speaks" => vec![
            story().frame(0, speaks(ROUTER)).send(1, ROUTER, "one"),
            story()
                .frame(0, speaks(ROUTER))
                .frame(1, is_at(ROUTER, card(0x42), TOKYO))
                .send(2, ROUTER, "one"),
            story().frame(0, who_has(TOKYO, PRINTER)).send(1, PRINTER, "a page"),
            story().frame(0, who_has(ROUTER, PRINTER)).send(1, PRINTER, "a page"),
            story()
                .frame(0, speaks(ROUTER))
                .frame(1, odd(ArpOperation::Request, ROUTER, card(0x42), PRINTER, card(0x42)))
                .send(2, ROUTER, "one"),
            story().send(0, ROUTER, "one").frame(1, who_has(PRINTER, ROUTER)),
            story()
                .frame(0, odd(ArpOperation::Reply, ROUTER, card_of(ROUTER), TOKYO, card(0x55)))
                .send(1, ROUTER, "one"),
        ],
        "believes_the_last" => vec![
            story()
                .send(0, ROUTER, "one")
                .frame(1, speaks(ROUTER))
                .frame(100, is_at(ROUTER, INTRUDER, TOKYO))
                .send(101, ROUTER, "my password")
                .frame(200, speaks(ROUTER))
                .send(201, ROUTER, "two"),
        ],
        "some_are_not_believed" => {
            let group = Mac([0x01, 0x00, 0x5E, 0x00, 0x53, 0xFE]);
            vec![
                story().send(0, ROUTER, "one").frame(1, is_at(ROUTER, group, TOKYO)).frame(2, speaks(ROUTER)),
                story().frame(0, odd(ArpOperation::Request, PRINTER, Mac::BROADCAST, TOKYO, card(7))),
                story().frame(0, probe()).send(1, 0, "nobody"),
            ]
        }
        "entries_expire" => vec![
            story().frame(0, speaks(ROUTER)).send(31_000, ROUTER, "one"),
            story().frame(0, speaks(ROUTER)).send(30_000, ROUTER, "one"),
            story().frame(0, speaks(ROUTER)).send(29_999, ROUTER, "one"),
            story().frame(0, speaks(ROUTER)).send(20_000, ROUTER, "one").send(40_000, ROUTER, "two"),
            story().frame(0, speaks(ROUTER)).frame(20_000, speaks(ROUTER)).send(40_000, ROUTER, "one"),
            story()
                .frame(0, speaks(ROUTER))
                .frame(30_000, who_has(PRINTER, ROUTER))
                .send(30_001, ROUTER, "one"),
            story().frame(0, speaks(ROUTER)).poll(1),
        ],
        "everybody_is_not_asked_for" => vec![story().send(0, u32::MAX, "is there a printer?").poll(0)],
        "room_for_sixteen" => {
            let end = 10 + ENTRIES as u8;
            let full = || story().crowd(0, 10..end);
            vec![
                full().send(1, STRANGER, "one").send(2, address(10), "two").send(3, address(25), "three"),
                full()
                    .frame(1, who_has(TOKYO, STRANGER))
                    .send(2, address(10), "one")
                    .send(3, STRANGER, "two"),
                story()
                    .send(0, ROUTER, "one")
                    .crowd(1, 10..end - 1)
                    .send(2, STRANGER, "two")
                    .frame(3, speaks(ROUTER)),
                full().frame(30_000, who_has(TOKYO, STRANGER)).send(30_001, STRANGER, "one"),
                full()
                    .send(29_000, address(11), "one")
                    .send(30_000, STRANGER, "two")
                    .frame(30_001, speaks(STRANGER)),
                story().send_all(0, 10..end).send(1, STRANGER, "one").frame(2, speaks(STRANGER)),
                // Who chooses by chance among those of one age hardly chooses right eight times.
                full().send_all(1, 30..38).send_all(2, 18..end),
            ]
        }
        "arp_ladder" => vec![whole_story()],
        "any_story" => {
            vec![story().crowd(0, 10..26).send_all(1, 30..46).send(2, address(25), "one"), whole_story()]
        }
        _ => vec![],
    }
}

/// What the ladder shows.
fn whole_story() -> Story {
    let new_card = card(0x42);
    Story::default()
        .send(0, ROUTER, "one") // nobody is known: all are asked
        .send(10, ROUTER, "two") // and once is enough
        .timeout(5000) // the question was lost
        .frame(5003, is_at(ROUTER, card_of(ROUTER), TOKYO)) // both packets go
        .frame(6000, who_has(TOKYO, PRINTER)) // the printer asks
        .send(6001, PRINTER, "a page") // and is known by that
        .frame(9000, odd(ArpOperation::Request, ROUTER, new_card, ROUTER, new_card)) // the router has a new card
        .send(9001, ROUTER, "three")
        .send(39_000, ROUTER, "four") // 30 s later nobody is sure any more
}

/// What a random story is made of: how long to wait, what happens, to whom, and how.
type Drawn = Vec<(u8, u8, u8, u8)>;

/// Kinds of acts, of which a check has some.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Send,
    Everybody,
    /// A reply to Tokyo.
    Speaks,
    /// A request for Tokyo, or for somebody else.
    AsksForTokyo,
    AsksForOthers,
    /// An announcement: somebody has a new card.
    NewCard,
    /// A message that came in another card's frame.
    Bridged,
    /// A reply for another card.
    Foreign,
    Probe,
    Group,
    Ip,
    Rubbish,
    Timeout,
    Poll,
    Crowd,
}

use Kind::*;

/// Moments between acts, in milliseconds: on both sides of each interval, and others.
const SHORT: &[u64] = &[0, 1, 3, 10];
const FOR_REQUESTS: &[u64] = &[0, 1, 2500, 4999, 5000, 5001, 12_000];
const FOR_LIVES: &[u64] = &[0, 1, 10_000, 14_999, 15_000, 29_999, 30_000, 30_001];
const ALL: &[u64] = &[0, 0, 1, 3, 10, 2500, 4999, 5000, 5001, 10_000, 15_000, 29_999, 30_000];

fn random(check: &str) -> BoxedStrategy<Story> {
    let (waits, kinds): (&'static [u64], &'static [Kind]) = match check {
        "packets_wait" => (SHORT, &[Send, Send, Speaks]),
        "one_request_in_five_seconds" => (FOR_REQUESTS, &[Send, Timeout, Timeout, Poll, Speaks]),
        "gives_up" => (FOR_REQUESTS, &[Send, Timeout, Timeout, Timeout, Poll, Speaks]),
        "answers_for_itself" => (SHORT, &[AsksForTokyo, AsksForOthers, Speaks, Probe, Bridged]),
        "takes_what_is_for_it" => (SHORT, &[Ip, Ip, Rubbish, Foreign, Send]),
        "learns_from_who_speaks" => (SHORT, &[Send, Speaks, AsksForTokyo, AsksForOthers, NewCard, Bridged]),
        "entries_expire" => (FOR_LIVES, &[Send, Speaks, AsksForTokyo, AsksForOthers]),
        _ => (
            ALL,
            &[
                Send,
                Send,
                Send,
                Everybody,
                Speaks,
                Speaks,
                AsksForTokyo,
                AsksForOthers,
                NewCard,
                Bridged,
                Foreign,
                Probe,
                Group,
                Ip,
                Rubbish,
                Timeout,
                Timeout,
                Timeout,
                Timeout,
                Poll,
                Crowd,
            ],
        ),
    };
    // Who gives up, or whose queue is full, is another question in some checks.
    let (gives_up, overflows) = match check {
        "one_request_in_five_seconds" => (false, false),
        "packets_wait" | "learns_from_who_speaks" | "entries_expire" => (true, false),
        _ => (true, true),
    };
    drawn().prop_map(move |drawn| made(&drawn, waits, kinds, gives_up, overflows)).boxed()
}

pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
    vec((any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>()), 1..30)
}

fn made(drawn: &[(u8, u8, u8, u8)], waits: &[u64], kinds: &[Kind], gives_up: bool, overflows: bool) -> Story {
    let mut story = Story::default();
    let mut model = Model::new(super::model::Habit::Right);
    let mut now = 0;
    for (number, (wait, kind, who, how)) in drawn.iter().enumerate() {
        let at = now + waits[usize::from(*wait) % waits.len()];
        let act = act(number, kinds[usize::from(*kind) % kinds.len()], *who, *how);
        if let Act::Send { to, .. } = &act
            && !overflows
            && model.queued(*to) == 3
        {
            continue;
        }
        if !gives_up && matches!(act, Act::Timeout) && would_give_up(&story, at) {
            continue;
        }
        model.act(Micros::from_millis(at), &act);
        story.acts.push((at, act));
        now = at;
    }
    story
}

/// Whether somebody is given up if time comes to this.
fn would_give_up(story: &Story, at: u64) -> bool {
    let mut model = Model::new(super::model::Habit::Right);
    for (at, act) in &story.acts {
        model.act(Micros::from_millis(*at), act);
    }
    let answer = model.act(Micros::from_millis(at), &Act::Timeout);
    matches!(answer, Answer::TimedOut(out) if !out.undeliverable.is_empty())
}

fn act(number: usize, kind: Kind, who: u8, how: u8) -> Act {
    let someone = [ROUTER, PRINTER, STRANGER][usize::from(who % 3)];
    let other = [PRINTER, STRANGER, ROUTER][usize::from(who % 3)];
    let new_card = card(0x40 + how % 4);
    let operation = if how < 128 { ArpOperation::Request } else { ArpOperation::Reply };
    match kind {
        Send => Act::Send { to: someone, packet: format!("p{number}").into() },
        Everybody => Act::Send { to: u32::MAX, packet: format!("p{number}").into() },
        Speaks => Act::Frame(is_at(someone, card_of(someone), TOKYO)),
        AsksForTokyo => Act::Frame(who_has(TOKYO, someone)),
        AsksForOthers => Act::Frame(who_has(other, someone)),
        NewCard => Act::Frame(odd(ArpOperation::Request, someone, new_card, someone, new_card)),
        Bridged => Act::Frame(odd(operation, someone, card_of(someone), TOKYO, card(0x55))),
        Foreign => Act::Frame(is_at(someone, card_of(someone), other)),
        Probe => Act::Frame(probe()),
        Group => {
            Act::Frame(odd(operation, someone, Mac([3, 0, 0x5E, 0, 0x53, how]), TOKYO, card_of(someone)))
        }
        Ip => {
            let destination = [card_of(TOKYO), Mac::BROADCAST, card(9)][usize::from(how % 3)];
            let payload = if how.is_multiple_of(2) { packet_of(someone) } else { b"hi".to_vec() };
            // Sometimes it is of another version, and not for us.
            let ethertype = if how.is_multiple_of(5) { ethertype::IPV6 } else { ethertype::IPV4 };
            Act::Frame(frame(destination, card_of(ROUTER), ethertype, &payload))
        }
        Rubbish => {
            let all = rubbish();
            Act::Frame(all[usize::from(how) % all.len()].clone())
        }
        Timeout => Act::Timeout,
        Poll => Act::Poll,
        Crowd => {
            let first = 10 + how % 8;
            let asks = |number| Act::Frame(who_has(TOKYO, address(number)));
            Act::Many((first..first + 12).map(asks).collect())
        }
    }
}

#[cfg(test)]
mod tests;
