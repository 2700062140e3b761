//! `dialer` in races whose end is known: told like a conversation, and compared with a plan that knows the
//! future.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use addresses::dialer::{CONNECTION_ATTEMPT_DELAY, Dialer, MIN_CONNECTION_ATTEMPT_DELAY, RESOLUTION_DELAY};
use given::addresses::{ConnectError, DialError, Do, Event, FailedAttempt, Family};
use given::time::Micros;
use proptest::prelude::*;

/// `6a` is an address of IPv6, and `4a` one of IPv4.
fn address(short: &str) -> IpAddr {
    let (family, letter) = short.split_at(1);
    let text = if family == "6" {
        format!("2001:db8::{letter}")
    } else {
        format!("192.0.2.{}", letter_number(letter))
    };
    text.parse().expect("an address")
}

fn letter_number(letter: &str) -> u8 {
    letter.as_bytes()[0] - b'a' + 1
}

fn short(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => format!("4{}", char::from(b'a' + address.octets()[3] - 1)),
        IpAddr::V6(address) => format!("6{:x}", address.octets()[15]),
    }
}

/// What is done, in short: `connect 6a`.
fn told(what: &Do) -> String {
    match what {
        Do::Connect(address) => format!("connect {}", short(*address)),
        Do::Close(address) => format!("close {}", short(*address)),
        Do::Done(Ok(address)) => format!("done {}", short(*address)),
        Do::Done(Err(error)) => {
            let attempts =
                error.attempts.iter().map(|failed| format!(" {} {}", short(failed.address), failed.error));
            format!("failed:{}", attempts.collect::<String>())
        }
        Do::Resolve(_) | Do::Wait { .. } => what.to_string(),
    }
}

/// An event, in short: `6: 6a 6b` and `4:` are answers, `6a up` and `6a refused` happen to attempts.
fn event(text: &str) -> Event {
    match text.split_once(": ").or(text.split_once(':')) {
        Some((family, shorts)) => Event::Resolved {
            family: if family == "6" { Family::V6 } else { Family::V4 },
            addresses: shorts.split_whitespace().map(address).collect(),
        },
        None => {
            let (who, what) = text.split_once(' ').expect("an address and what happens to it");
            let address = address(who);
            match what {
                "up" => Event::Connected(address),
                "refused" => Event::Failed { address, error: ConnectError::Refused },
                "unreachable" => Event::Failed { address, error: ConnectError::Unreachable },
                _ => Event::Failed { address, error: ConnectError::TimedOut },
            }
        }
    }
}

/// Asks what to do until there is nothing more to do now. Gives the time of the next thing, if there is one.
fn act(dialer: &mut Dialer, now: Micros, story: &mut Vec<String>) -> Option<Micros> {
    loop {
        let what = dialer.next(now);
        match what {
            Do::Wait { until } => return until,
            Do::Done(_) => {
                story.push(format!("{now} {}", told(&what)));
                return None;
            }
            _ => story.push(format!("{now} {}", told(&what))),
        }
    }
}

/// Runs a race in which these things happen, whatever the dialer does, and tells what it does.
fn race(events: &[(u64, &str)]) -> Vec<String> {
    let (mut dialer, mut story) = (Dialer::new(), Vec::new());
    let mut until = act(&mut dialer, Micros(0), &mut story);
    for (millis, text) in events {
        let now = Micros::from_millis(*millis);
        while let Some(moment) = until.filter(|moment| *moment < now) {
            until = act(&mut dialer, moment, &mut story);
        }
        dialer.on(now, event(text));
        until = act(&mut dialer, now, &mut story);
    }
    while let Some(moment) = until {
        until = act(&mut dialer, moment, &mut story);
    }
    // Every race begins with the two lookups.
    assert_eq!(story[..2], ["0 ms resolve IPv6", "0 ms resolve IPv4"]);
    story.split_off(2)
}

#[test]
fn the_delays_are_those_of_the_rfc() {
    assert_eq!(RESOLUTION_DELAY.as_millis(), 50);
    assert_eq!(CONNECTION_ATTEMPT_DELAY.as_millis(), 250);
    assert_eq!(MIN_CONNECTION_ATTEMPT_DELAY.as_millis(), 10);
}

#[test]
fn ipv6_begins_as_soon_as_it_is_known() {
    let story = race(&[(10, "6: 6a"), (11, "4: 4a"), (40, "6a up")]);
    assert_eq!(story, ["10 ms connect 6a", "40 ms done 6a"]);
}

#[test]
fn ipv4_waits_50_ms_for_ipv6() {
    assert_eq!(race(&[(10, "4: 4a")]), ["60 ms connect 4a"]);
    // In vain: the answer is late, or on time.
    assert_eq!(race(&[(10, "4: 4a"), (61, "6: 6a")]), ["60 ms connect 4a", "310 ms connect 6a"]);
    assert_eq!(race(&[(10, "4: 4a"), (59, "6: 6a")]), ["59 ms connect 6a", "309 ms connect 4a"]);
    // There is nothing more to wait for.
    assert_eq!(race(&[(10, "4: 4a"), (30, "6:")]), ["30 ms connect 4a"]);
    assert_eq!(race(&[(5, "6:"), (30, "4: 4a")]), ["30 ms connect 4a"]);
}

#[test]
fn each_attempt_has_250_ms_for_itself() {
    let story = race(&[(0, "6: 6a 6b"), (0, "4: 4a 4b"), (900, "4b up")]);
    assert_eq!(
        story,
        [
            "0 ms connect 6a",
            "250 ms connect 4a",
            "500 ms connect 6b",
            "750 ms connect 4b",
            "900 ms close 6a",
            "900 ms close 4a",
            "900 ms close 6b",
            "900 ms done 4b",
        ]
    );
}

#[test]
fn the_families_take_turns() {
    let order = |events: &[(u64, &str)]| -> Vec<String> {
        let story = race(events);
        story.iter().filter_map(|line| Some(line.split_once("connect ")?.1.to_owned())).collect()
    };
    assert_eq!(order(&[(0, "6: 6a 6b 6c"), (0, "4: 4a")]), ["6a", "4a", "6b", "6c"]);
    assert_eq!(order(&[(0, "6: 6a"), (0, "4: 4a 4b 4c")]), ["6a", "4a", "4b", "4c"]);
    assert_eq!(order(&[(0, "6:"), (0, "4: 4a 4b")]), ["4a", "4b"]);
    // Late addresses take their turns from then on.
    assert_eq!(order(&[(0, "4: 4a 4b 4c"), (100, "6: 6a 6b")]), ["4a", "6a", "4b", "6b", "4c"]);
    assert_eq!(order(&[(0, "4: 4a 4b 4c"), (400, "6: 6a 6b")]), ["4a", "4b", "6a", "4c", "6b"]);
    assert_eq!(order(&[(0, "6: 6a 6b 6c"), (260, "4: 4a 4b")]), ["6a", "6b", "4a", "6c", "4b"]);
}

#[test]
fn a_failure_of_the_latest_ends_the_wait() {
    let story = race(&[(0, "6: 6a"), (0, "4: 4a"), (100, "6a refused"), (150, "4a up")]);
    assert_eq!(story, ["0 ms connect 6a", "100 ms connect 4a", "150 ms done 4a"]);
    // But never within 10 ms.
    let story = race(&[(0, "6: 6a"), (0, "4: 4a"), (1, "6a unreachable"), (20, "4a up")]);
    assert_eq!(story, ["0 ms connect 6a", "10 ms connect 4a", "20 ms done 4a"]);
    // After the last address, there is nobody to wait for; but here there comes one.
    let story = race(&[(0, "6: 6a"), (100, "6a refused"), (130, "4: 4a")]);
    assert_eq!(story, ["0 ms connect 6a", "130 ms connect 4a"]);
}

#[test]
fn a_failure_of_an_earlier_one_changes_nothing() {
    let story = race(&[(0, "6: 6a 6b"), (0, "4: 4a"), (260, "6a refused")]);
    assert_eq!(story, ["0 ms connect 6a", "250 ms connect 4a", "500 ms connect 6b"]);
}

#[test]
fn losers_are_closed_unless_they_failed() {
    let story = race(&[(0, "6: 6a 6b"), (0, "4: 4a"), (260, "6a refused"), (600, "6b up")]);
    assert_eq!(story[3..], ["600 ms close 4a", "600 ms done 6b"]);
    let story = race(&[(0, "6: 6a 6b"), (0, "4: 4a"), (700, "6a up")]);
    assert_eq!(story[3..], ["700 ms close 4a", "700 ms close 6b", "700 ms done 6a"]);
}

#[test]
fn nothing_begins_after_the_end() {
    let story = race(&[(0, "6: 6a"), (10, "6a up"), (20, "4: 4a"), (900, "6a up")]);
    let end = ["10 ms done 6a", "20 ms done 6a", "900 ms done 6a"];
    assert_eq!(story, [&["0 ms connect 6a"][..], &end].concat());
}

/// Two handshakes may end at the same moment, before anybody had the time to close one of them.
#[test]
fn two_winners_are_one_winner_and_one_loser() {
    let (mut dialer, mut story) = (Dialer::new(), Vec::new());
    act(&mut dialer, Micros(0), &mut story);
    for text in ["6: 6a 6b", "4: 4a"] {
        dialer.on(Micros(0), event(text));
    }
    for moment in [0, 250, 500] {
        act(&mut dialer, Micros::from_millis(moment), &mut story);
    }
    let now = Micros::from_millis(510);
    for text in ["4a up", "6b up", "6a refused"] {
        dialer.on(now, event(text));
    }
    story.clear();
    act(&mut dialer, now, &mut story);
    assert_eq!(story, ["510 ms close 6b", "510 ms done 4a"]);
    // What was closed says a last word.
    dialer.on(now, event("6b refused"));
    assert_eq!(dialer.next(now), Do::Done(Ok(address("4a"))));
}

#[test]
fn every_error_is_reported_in_the_order_of_the_attempts() {
    let events =
        [(0, "6: 6a 6b"), (0, "4: 4a"), (300, "4a refused"), (400, "6b unreachable"), (9000, "6a timed out")];
    let story = race(&events);
    assert_eq!(story[3..], ["9000 ms failed: 6a timed out 4a refused 6b unreachable"]);
}

#[test]
fn a_missing_answer_is_hope() {
    let story = race(&[(0, "4: 4a"), (60, "4a refused"), (500, "6:")]);
    assert_eq!(story, ["50 ms connect 4a", "500 ms failed: 4a refused"]);
    let story = race(&[(0, "6:"), (9, "4:")]);
    assert_eq!(story, ["9 ms failed:"]);
}

#[test]
fn no_address_is_tried_twice() {
    let story = race(&[(0, "6: 6a 6a"), (0, "4: 4a 4b 4a"), (300, "6a refused"), (1000, "4b up")]);
    let expected =
        ["0 ms connect 6a", "250 ms connect 4a", "500 ms connect 4b", "1000 ms close 4a", "1000 ms done 4b"];
    assert_eq!(story, expected);
}

#[test]
fn strangers_change_nothing() {
    let story = race(&[(0, "6: 6a"), (10, "4a up"), (20, "4b refused"), (30, "6b up"), (40, "6a up")]);
    assert_eq!(story, ["0 ms connect 6a", "40 ms done 6a"]);
    // Not tried yet is as good as strange.
    let story = race(&[(0, "6: 6a"), (0, "4: 4a"), (10, "4a up"), (20, "4a refused"), (40, "6a up")]);
    assert_eq!(story, ["0 ms connect 6a", "40 ms done 6a"]);
    // And what has failed does not come back.
    let story = race(&[
        (0, "6: 6a"),
        (0, "4: 4a"),
        (20, "6a refused"),
        (30, "6a up"),
        (40, "6a timed out"),
        (50, "4a refused"),
    ]);
    assert_eq!(story[2..], ["50 ms failed: 6a refused 4a refused"]);
}

#[test]
fn waits_say_until_when() {
    let ms = Micros::from_millis;
    let mut dialer = Dialer::default();
    let mut story = Vec::new();
    assert_eq!(act(&mut dialer, ms(0), &mut story), None);
    dialer.on(ms(3), event("4: 4a 4b"));
    assert_eq!(act(&mut dialer, ms(3), &mut story), Some(ms(53)));
    assert_eq!(act(&mut dialer, ms(52), &mut story), Some(ms(53)));
    // Nobody came on time.
    assert_eq!(act(&mut dialer, ms(60), &mut story), Some(ms(310)));
    dialer.on(ms(62), event("4a refused"));
    assert_eq!(act(&mut dialer, ms(62), &mut story), Some(ms(70)));
    assert_eq!(act(&mut dialer, ms(70), &mut story), None);
    assert_eq!(story[2..], ["60 ms connect 4a", "70 ms connect 4b"]);
}

#[test]
fn the_last_moment_there_is_does_not_overflow() {
    let end = Micros(u64::MAX);
    let mut dialer = Dialer::new();
    act(&mut dialer, end, &mut Vec::new());
    dialer.on(end, event("4: 4a 4b"));
    assert_eq!(dialer.next(end), Do::Connect(address("4a")));
    assert_eq!(dialer.next(end), Do::Connect(address("4b")));
}

/// What will become of an attempt, and how many milliseconds after it began.
#[derive(Clone, Copy, Debug)]
struct Fate {
    after: u64,
    end: Result<(), ConnectError>,
}

/// A world in which everything is settled beforehand.
#[derive(Clone, Debug)]
struct World {
    /// For IPv6 and for IPv4: in which millisecond the answer comes, and which addresses are in it.
    answers: [(u64, Vec<IpAddr>); 2],
    fates: BTreeMap<IpAddr, Fate>,
}

const FAMILIES: [Family; 2] = [Family::V6, Family::V4];

impl World {
    fn answer(&self, family: Family) -> &(u64, Vec<IpAddr>) {
        let [six, four] = &self.answers;
        if family == Family::V6 { six } else { four }
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let when = prop_oneof![Just(0), 0_u64..120, 0_u64..900];
    let after = prop_oneof![Just(0), 0_u64..30, 200_u64..300, 0_u64..2000];
    let end = prop_oneof![
        Just(Ok(())),
        Just(Err(ConnectError::Refused)),
        Just(Err(ConnectError::Unreachable)),
        Just(Err(ConnectError::TimedOut)),
    ];
    let fate = (after, end).prop_map(|(after, end)| Fate { after, end });
    (prop::array::uniform2((when, 0_usize..5)), prop::collection::vec(fate, 8)).prop_map(
        |([(first, six), (second, four)], fates)| {
            let named = |names: &[&str]| names.iter().map(|name| address(name)).collect::<Vec<_>>();
            let six = named(&["6a", "6b", "6c", "6d"][..six]);
            let four = named(&["4a", "4b", "4c", "4d"][..four]);
            let fates = six.iter().chain(&four).copied().zip(fates).collect();
            World { answers: [(first, six), (second, four)], fates }
        },
    )
}

/// What the world makes a dialer do, with the milliseconds. At the extra moments nothing should be to do.
fn played(world: &World, extra: &BTreeSet<u64>) -> Vec<(u64, Do)> {
    let (mut dialer, mut story, mut now) = (Dialer::new(), Vec::new(), 0);
    let mut agenda = Vec::new();
    for (family, (when, addresses)) in FAMILIES.into_iter().zip(&world.answers) {
        agenda.push((*when, Event::Resolved { family, addresses: addresses.clone() }));
    }
    loop {
        let until = loop {
            let what = dialer.next(Micros::from_millis(now));
            match what {
                Do::Wait { until } => break until,
                Do::Resolve(_) => continue,
                Do::Connect(address) => {
                    let Fate { after, end } = world.fates[&address];
                    let event = match end {
                        Ok(()) => Event::Connected(address),
                        Err(error) => Event::Failed { address, error },
                    };
                    agenda.push((now + after, event));
                }
                Do::Close(_) | Do::Done(_) => {}
            }
            story.push((now, what));
            if let Some((_, Do::Done(_))) = story.last() {
                return story;
            }
        };
        let timer = until.map(|until| until.0 / 1000);
        assert!(timer.is_none_or(|timer| timer > now), "a wait for the past");
        let next = agenda.iter().map(|(when, _)| *when).chain(timer).min();
        let next = next.expect("the race is not over, so something must be to come");
        for moment in extra.range(now..next) {
            assert_eq!(dialer.next(Micros::from_millis(*moment)), Do::Wait { until });
        }
        now = next;
        for (_, event) in agenda.extract_if(.., |(when, _)| *when == now) {
            dialer.on(Micros::from_millis(now), event);
        }
    }
}

/// What a dialer should do in this world, by somebody who knows the future: when the next attempt begins
/// follows from the one before it, and the end from all of them.
fn planned(world: &World) -> Vec<(u64, Do)> {
    let mut attempts: Vec<(u64, Family, IpAddr)> = Vec::new();
    let winner = |attempts: &[(u64, Family, IpAddr)]| {
        let up = attempts.iter().filter(|(_, _, address)| world.fates[address].end.is_ok());
        up.map(|(began, _, address)| (began + world.fates[address].after, *address))
            .min_by_key(|(when, _)| *when)
    };
    while let Some((begins, family)) = next_attempt(world, &attempts) {
        if winner(&attempts).is_some_and(|(when, _)| when <= begins) {
            break;
        }
        let index = attempts.iter().filter(|(_, of, _)| *of == family).count();
        attempts.push((begins, family, world.answer(family).1[index]));
    }
    let ended = |(began, _, address): &(u64, Family, IpAddr)| began + world.fates[address].after;
    let mut story: Vec<_> =
        attempts.iter().map(|(began, _, address)| (*began, Do::Connect(*address))).collect();
    if let Some((when, winner)) = winner(&attempts) {
        // Who wins later is as much a loser as who fails later.
        let losers = attempts.iter().filter(|attempt| {
            attempt.2 != winner && (ended(attempt) > when || world.fates[&attempt.2].end.is_ok())
        });
        story.extend(losers.map(|(_, _, loser)| (when, Do::Close(*loser))));
        story.push((when, Do::Done(Ok(winner))));
    } else {
        let answered = world.answers.iter().map(|(when, _)| *when);
        let when = attempts.iter().map(ended).chain(answered).max().unwrap_or_default();
        let failed = |(_, _, address): &(u64, Family, IpAddr)| {
            let error = world.fates[address].end.expect_err("nobody has won");
            FailedAttempt { address: *address, error }
        };
        story.push((when, Do::Done(Err(DialError { attempts: attempts.iter().map(failed).collect() }))));
    }
    story
}

/// When the next attempt begins after these, and of which family it is, if nobody has won by then.
fn next_attempt(world: &World, attempts: &[(u64, Family, IpAddr)]) -> Option<(u64, Family)> {
    let [(six, _), (four, _)] = world.answers;
    let turn = match attempts.last() {
        None => FAMILIES,
        Some((_, Family::V4, _)) => [Family::V6, Family::V4],
        Some((_, Family::V6, _)) => [Family::V4, Family::V6],
    };
    let begins = |family| {
        let (answered, addresses) = world.answer(family);
        let tried = attempts.iter().filter(|(_, of, _)| *of == family).count();
        let free = match attempts.last() {
            None if family == Family::V6 => six,
            None => six.min(four + 50),
            Some((began, _, address)) => match world.fates[address] {
                Fate { after, end: Err(_) } => began + after.clamp(10, 250),
                Fate { end: Ok(()), .. } => began + 250,
            },
        };
        (tried < addresses.len()).then_some(free.max(*answered))
    };
    // Of two that are equal, `min_by_key` takes the first.
    turn.into_iter().filter_map(|family| Some((begins(family)?, family))).min_by_key(|(when, _)| *when)
}

/// Anything at all, from anybody, at any time.
fn scripts() -> impl Strategy<Value = Vec<(u64, Option<Event>)>> {
    let address = || prop::sample::select(&["6a", "6b", "6c", "4a", "4b", "4c"][..]).prop_map(address);
    let event = prop_oneof![
        (prop::bool::ANY, prop::collection::vec(address(), 0..4)).prop_map(|(is_v4, addresses)| {
            Event::Resolved { family: FAMILIES[usize::from(is_v4)], addresses }
        }),
        address().prop_map(Event::Connected),
        address().prop_map(|address| Event::Failed { address, error: ConnectError::Refused }),
    ];
    let pause = prop_oneof![3 => Just(0), 2 => 0_u64..20, 1 => 0_u64..400];
    prop::collection::vec((pause, prop::option::of(event)), 0..40)
}

proptest! {
    #[test]
    fn every_race_goes_as_planned(world in worlds()) {
        prop_assert_eq!(played(&world, &BTreeSet::new()), planned(&world));
    }

    /// To ask once more does not change what is done.
    #[test]
    fn questions_out_of_turn_change_nothing(
        world in worlds(),
        extra in prop::collection::btree_set(0_u64..3000, 0..40),
    ) {
        prop_assert_eq!(played(&world, &extra), planned(&world));
    }

    /// The user never waits for more than the delays allow: 50 ms, and 250 ms for each attempt before the
    /// good one.
    #[test]
    fn the_delay_is_bounded_by_the_attempts_before_the_good_one(world in worlds()) {
        let story = played(&world, &BTreeSet::new());
        let mut attempts = Vec::new();
        for (_, what) in &story {
            if let Do::Connect(address) = what {
                attempts.push(*address);
            }
        }
        let good = attempts.iter().position(|address| world.fates[address].end.is_ok());
        if let (Some(before), Some((when, Do::Done(Ok(_))))) = (good, story.last()) {
            let answers = world.answers.iter().map(|(when, _)| *when).max().unwrap_or_default();
            let after = world.fates[&attempts[before]].after;
            prop_assert!(*when <= answers + 50 + 250 * before as u64 + after);
        }
    }

    #[test]
    fn no_script_breaks_the_rules(script in scripts()) {
        let mut dialer = Dialer::new();
        let (mut now, mut latest, mut winner, mut end) = (0, None, None, None);
        let (mut begun, mut failed, mut closed) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for (pause, event) in script {
            now += pause;
            let asked = dialer.next(Micros::from_millis(now));
            prop_assert!(end.is_none() || end.as_ref() == Some(&asked), "it is over, and goes on");
            match &asked {
                Do::Connect(address) => {
                    prop_assert!(winner.is_none() && !begun.contains(address));
                    prop_assert!(latest.is_none_or(|latest| now >= latest + 10));
                    begun.push(*address);
                    latest = Some(now);
                }
                Do::Close(address) => {
                    prop_assert!(winner.is_some() && winner != Some(*address));
                    prop_assert!(begun.contains(address) && !failed.contains(address));
                    prop_assert!(closed.insert(*address));
                }
                Do::Done(Ok(address)) => {
                    prop_assert_eq!(winner, Some(*address));
                    prop_assert_eq!(begun.len(), 1 + failed.len() + closed.len());
                    end = Some(asked);
                }
                // A lookup that answers once more, against the promise, may bring new hope.
                Do::Done(Err(error)) => {
                    let reported: Vec<IpAddr> = error.attempts.iter().map(|failed| failed.address).collect();
                    prop_assert_eq!(&reported, &begun);
                    prop_assert_eq!(begun.len(), failed.len());
                }
                Do::Resolve(_) | Do::Wait { .. } => {}
            }
            let Some(event) = event else { continue };
            match event {
                Event::Connected(address) if begun.contains(&address) && !failed.contains(&address) => {
                    winner = winner.or(Some(address));
                }
                Event::Failed { address, .. } => {
                    let is_running = begun.contains(&address) && !closed.contains(&address);
                    if is_running && winner != Some(address) {
                        failed.insert(address);
                    }
                }
                Event::Connected(_) | Event::Resolved { .. } => {}
            }
            dialer.on(Micros::from_millis(now), event);
        }
    }
}
