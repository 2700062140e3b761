//! A machine on the link as the docs of the exercise describe it, which may have a habit that is a mistake.

use std::time::Duration;

use given::packets::{
    ArpMessage, ArpOperation, LinkPacket, LinkReceived, LinkTimeout, Mac, Undeliverable, ethertype,
};
use given::time::Micros;

use super::stories::{Act, Answer};
use super::wire::{TOKYO, bytes_of, card_of, frame, header_of, message_of, unpadded};

/// RFC 1122 §2.3.2.1 asks for a life and a rate; the docs of the exercise say which.
const LIFE: Duration = Duration::from_secs(30);
const INTERVAL: Duration = Duration::from_secs(5);
const REQUESTS: u32 = 3;
const QUEUED: usize = 3;
pub(super) const ENTRIES: usize = 16;
const EVERYBODY: u32 = u32::MAX;

macro_rules! habits {
    ($($habit:ident $slug:literal),* $(,)?) => {
        /// How a machine goes about it: right, or with a habit that is a mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Habit {
            Right,
            $($habit),*
        }

        use Habit::*;

        /// The mistakes that give themselves away by what is answered.
        pub(super) const HABITS: &[(&str, Habit)] = &[$(($slug, $habit)),*];
    };
}

habits! {
    SendsToAll "sends-without-asking",
    AsksNobody "asks-nobody",
    AsksForItself "asks-for-itself",
    AsksWithoutName "asks-without-a-name",
    AsksAsReply "asks-with-a-reply",
    NamesACard "asks-with-a-card",
    RequestUnpadded "frame-too-short",
    QueueLost "queue-lost",
    QueueDoubled "queue-doubled",
    QueueReversed "queue-reversed",
    QueueOfAll "queue-of-all",
    LatestOnly "one-place-in-the-queue",
    FirstOnly "first-one-stays",
    NeverKnows "asks-who-is-known",
    NoPlaceLeft "drops-the-newest",
    NoLimit "queue-without-end",
    QueueEmptied "queue-emptied",
    OneTooFew "one-place-too-few",
    AnswersAll "answers-for-others",
    NeverAnswers "never-answers",
    AnswersReplies "answers-replies",
    AnswersToAll "answers-everybody",
    AnswersTheFrame "answers-the-frame",
    NotTurned "reply-not-turned",
    ReplyIsRequest "reply-is-a-request",
    ProbeIgnored "probe-unanswered",
    TakesAll "takes-foreign-frames",
    RefusesBroadcast "refuses-broadcast",
    TrimsZeros "padding-trimmed",
    AllIsIp "everything-is-ip",
    BroadcastUnmarked "broadcast-unmarked",
    BroadcastAlways "broadcast-marked-always",
    LearnsFromPackets "learns-from-packets",
    NotFromRequests "no-learn-from-request",
    FromEverybody "learns-from-everybody",
    NoUpdate "entry-not-updated",
    OfTheFrame "learns-the-frame",
    OfTheTarget "learns-the-target",
    RequestsDontRelease "request-releases-nothing",
    FirstCardStays "first-card-stays",
    GroupBelieved "group-believed",
    GroupAnswered "group-answered",
    ZeroLearned "nobody-has-a-card",
    NeverExpires "never-expires",
    ExpiresLate "expires-too-late",
    UseRefreshes "refreshed-by-use",
    NothingRefreshes "never-refreshed",
    ExpiredUpdated "expired-is-updated",
    WakesToExpire "wakes-for-nothing",
    Storm "request-storm",
    SendAsksAgain "send-asks-again",
    NeverAgain "never-asks-again",
    DueIsEarly "due-is-not-enough",
    TrustsTheCall "trusts-the-call",
    CatchesUp "due-from-the-plan",
    OneAtATime "one-question-at-a-time",
    SendRestarts "send-restarts-the-interval",
    DurationForMoment "duration-for-a-moment",
    TimerStays "timer-stays",
    LastTimer "last-timer-first",
    NoTimer "no-timer",
    NeverGivesUp "never-gives-up",
    GivesUpAtOnce "gives-up-with-the-last-request",
    OneRequestTooMany "one-request-too-many",
    OneRequestTooFew "one-request-too-few",
    GivesUpSilently "gives-up-silently",
    StaysWaiting "undeliverable-stays",
    RemembersTheDead "never-tries-again",
    AsksForEverybody "asks-for-everybody",
    RoomForAll "room-without-end",
    StrangersPush "strangers-push-out",
    NoRoom "full-is-full",
    NewestGoes "newest-is-forgotten",
    WaitingGoes "forgets-who-waits",
    ExpiredTakeRoom "expired-take-room",
    StrangerUnanswered "stranger-unanswered",
}

/// One that is known has a card. One that waits has none.
struct Neighbor {
    address: u32,
    card: Option<Mac>,
    /// When it was heard of, or began to wait.
    since: Micros,
    asked: Micros,
    requests: u32,
    queue: Vec<Vec<u8>>,
    /// Given up, and remembered all the same: only some habits do that.
    dead: bool,
}

/// A machine that keeps its neighbors in a list, as they came.
pub(super) struct Model {
    habit: Habit,
    list: Vec<Neighbor>,
}

impl Model {
    pub(super) fn new(habit: Habit) -> Model {
        Model { habit, list: vec![] }
    }

    pub(super) fn act(&mut self, now: Micros, act: &Act) -> Answer {
        match act {
            Act::Send { to, packet } => Answer::Sent(self.send(now, *to, packet.clone())),
            Act::Frame(frame) => Answer::Received(self.frame(now, frame)),
            Act::Timeout => Answer::TimedOut(self.timeout(now)),
            Act::Poll => Answer::Due(self.due()),
            Act::Many(acts) => Answer::Many(acts.iter().map(|act| self.act(now, act)).collect()),
        }
    }

    /// How many packets wait for a neighbor.
    pub(super) fn queued(&self, address: u32) -> usize {
        self.place(address).map_or(0, |place| self.list[place].queue.len())
    }

    fn place(&self, address: u32) -> Option<usize> {
        self.list.iter().position(|neighbor| neighbor.address == address)
    }

    fn expire(&mut self, now: Micros) {
        let habit = self.habit;
        self.list.retain(|neighbor| {
            let end = neighbor.since + LIFE;
            match habit {
                _ if neighbor.card.is_none() => true,
                NeverExpires => true,
                ExpiresLate => now <= end,
                _ => now < end,
            }
        });
    }

    fn send(&mut self, now: Micros, to: u32, packet: Vec<u8>) -> Option<Vec<u8>> {
        if to == EVERYBODY && self.habit != AsksForEverybody {
            return Some(packet_frame(Mac::BROADCAST, &packet));
        }
        if self.habit != ExpiredTakeRoom {
            self.expire(now);
        } else if let Some(place) = self.place(to)
            && self.list[place].card.is_some()
            && now >= self.list[place].since + LIFE
        {
            self.list.remove(place);
        }
        if let Some(place) = self.place(to) {
            return self.send_to(now, place, packet);
        }
        if self.habit == SendsToAll {
            return Some(packet_frame(Mac::BROADCAST, &packet));
        }
        if !self.makes_room() {
            return None;
        }
        // Whoever asks one question at a time does not ask while somebody else waits.
        let other = self.list.iter().find(|other| other.card.is_none()).map(|other| other.asked);
        let is_silent = self.habit == OneAtATime && other.is_some_and(|asked| now < asked + INTERVAL);
        let asked = if is_silent { other.unwrap_or(now) } else { now };
        let requests = u32::from(!is_silent);
        let queue = vec![packet];
        self.list.push(Neighbor { address: to, card: None, since: now, asked, requests, queue, dead: false });
        (!is_silent).then(|| self.request(to))
    }

    /// To a neighbor that has an entry.
    fn send_to(&mut self, now: Micros, place: usize, packet: Vec<u8>) -> Option<Vec<u8>> {
        let habit = self.habit;
        let neighbor = &mut self.list[place];
        if let Some(card) = neighbor.card {
            if habit == NeverKnows {
                return Some(self.request(self.list[place].address));
            }
            if habit == UseRefreshes {
                neighbor.since = now;
            }
            return Some(packet_frame(card, &packet));
        }
        if neighbor.dead && habit == RemembersTheDead {
            return None;
        }
        enqueue(habit, &mut neighbor.queue, packet);
        if habit == SendRestarts {
            neighbor.asked = now;
        }
        let asks = habit == Storm || habit == SendAsksAgain && now >= neighbor.asked + INTERVAL;
        if asks {
            neighbor.asked = now;
            neighbor.requests += u32::from(habit == SendAsksAgain);
        }
        let to = neighbor.address;
        asks.then(|| self.request(to))
    }

    /// Whether one more may be added by this machine itself.
    fn makes_room(&mut self) -> bool {
        if self.list.len() < ENTRIES || self.habit == RoomForAll {
            return true;
        }
        let mut known: Vec<(Micros, u32)> = Vec::new();
        for neighbor in &self.list {
            if neighbor.card.is_some() || self.habit == WaitingGoes {
                known.push((neighbor.since, neighbor.address));
            }
        }
        known.sort();
        let goes = if self.habit == NewestGoes { known.last() } else { known.first() };
        match goes {
            Some((_, address)) if self.habit != NoRoom => {
                self.list.retain(|neighbor| neighbor.address != *address);
                true
            }
            _ => false,
        }
    }

    fn frame(&mut self, now: Micros, frame: &[u8]) -> LinkReceived {
        let mut received = LinkReceived::default();
        let Some((header, payload)) = header_of(frame) else { return received };
        let mut broadcast = header.destination == Mac::BROADCAST;
        let is_for_us = match self.habit {
            TakesAll => true,
            RefusesBroadcast => header.destination == card_of(TOKYO) || header.ethertype == ethertype::ARP,
            _ => header.destination == card_of(TOKYO) || broadcast,
        };
        if !is_for_us || header.ethertype < 0x0600 {
            return received;
        }
        match self.habit {
            BroadcastUnmarked => broadcast = false,
            BroadcastAlways => broadcast = true,
            _ => {}
        }
        let mut bytes = payload.to_vec();
        if self.habit == TrimsZeros {
            bytes.truncate(payload.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1));
        }
        match (header.ethertype, message_of(payload)) {
            (ethertype::ARP, Some(message)) => received.frames = self.arp(now, &message, header.source),
            (ethertype::ARP, None) => {}
            (other, _) if other == ethertype::IPV4 || self.habit == AllIsIp => {
                if let (LearnsFromPackets, Some(source)) = (self.habit, payload.get(12..16)) {
                    let source = u32::from_be_bytes(source.try_into().expect("four bytes"));
                    received.frames = self.learn(now, source, header.source);
                }
                received.packet = Some(LinkPacket { bytes, broadcast });
            }
            _ => {}
        }
        received
    }

    fn arp(&mut self, now: Micros, message: &ArpMessage, frame_source: Mac) -> Vec<Vec<u8>> {
        let is_request = message.operation == ArpOperation::Request;
        let is_group = message.sender_mac.0[0] % 2 == 1;
        if is_group && !matches!(self.habit, GroupBelieved | GroupAnswered) {
            return vec![];
        }
        if !matches!(self.habit, ExpiredUpdated | ExpiredTakeRoom) {
            self.expire(now);
        }
        let is_for_us = message.target_address == TOKYO;
        let mut frames = vec![];
        if self.is_learned(now, message, is_for_us) && !(is_group && self.habit == GroupAnswered) {
            let (address, card) = match self.habit {
                OfTheTarget => (message.target_address, message.target_mac),
                OfTheFrame => (message.sender_address, frame_source),
                _ => (message.sender_address, message.sender_mac),
            };
            frames = self.learn(now, address, card);
        }
        let is_answered = match self.habit {
            NeverAnswers => false,
            AnswersAll => is_request,
            AnswersReplies => is_for_us,
            ProbeIgnored => is_request && is_for_us && message.sender_address != 0,
            StrangerUnanswered => {
                let has_entry = self.place(message.sender_address).is_some() || self.list.len() < ENTRIES;
                is_request && is_for_us && has_entry
            }
            _ => is_request && is_for_us,
        };
        if is_answered {
            frames.push(self.reply(message, frame_source));
        }
        frames
    }

    /// Whether the message tells of its sender something that is kept.
    fn is_learned(&mut self, now: Micros, message: &ArpMessage, is_for_us: bool) -> bool {
        let is_request = message.operation == ArpOperation::Request;
        let sender = message.sender_address;
        if sender == 0 && self.habit != ZeroLearned || sender == TOKYO {
            return false;
        }
        let place = self.place(sender);
        let is_waiting = place.is_some_and(|place| self.list[place].card.is_none());
        let mut room = self.list.len() < ENTRIES || self.habit == RoomForAll;
        if self.habit == ExpiredTakeRoom
            && place.is_some_and(|place| !is_waiting && now >= self.list[place].since + LIFE)
        {
            return is_for_us;
        }
        if self.habit == StrangersPush && place.is_none() && is_for_us && !room {
            room = self.makes_room();
        }
        match self.habit {
            NotFromRequests if is_request => place.is_some() && !is_waiting,
            RequestsDontRelease if is_request && is_waiting => false,
            FromEverybody => true,
            NoUpdate => is_for_us && (place.is_some() || room),
            FirstCardStays if place.is_some() && !is_waiting => false,
            _ => place.is_some() || is_for_us && room,
        }
    }

    fn learn(&mut self, now: Micros, address: u32, card: Mac) -> Vec<Vec<u8>> {
        let habit = self.habit;
        let place = self.place(address).unwrap_or_else(|| {
            let (queue, since) = (vec![], now);
            self.list.push(Neighbor {
                address,
                card: None,
                since,
                asked: now,
                requests: 0,
                queue,
                dead: false,
            });
            self.list.len() - 1
        });
        let neighbor = &mut self.list[place];
        let was_waiting = neighbor.card.is_none();
        neighbor.card = Some(card);
        neighbor.dead = false;
        if was_waiting || habit != NothingRefreshes {
            neighbor.since = now;
        }
        let mut queue = std::mem::take(&mut neighbor.queue);
        match habit {
            QueueLost => queue.clear(),
            QueueDoubled => neighbor.queue = queue.clone(),
            QueueReversed => queue.reverse(),
            QueueOfAll => {
                for other in &mut self.list {
                    queue.append(&mut other.queue);
                }
            }
            _ => {}
        }
        queue.iter().map(|packet| packet_frame(card, packet)).collect()
    }

    fn timeout(&mut self, now: Micros) -> LinkTimeout {
        let mut out = LinkTimeout::default();
        let habit = self.habit;
        let mut ask = vec![];
        let most = match habit {
            OneRequestTooMany => REQUESTS + 1,
            OneRequestTooFew => REQUESTS - 1,
            _ => REQUESTS,
        };
        self.list.retain_mut(|neighbor| {
            let due = neighbor.asked + INTERVAL;
            let is_due = match habit {
                NeverAgain => false,
                DueIsEarly => due < now,
                TrustsTheCall => true,
                _ => due <= now,
            };
            if neighbor.card.is_some() || neighbor.dead || !is_due {
                return true;
            }
            if neighbor.requests < most || habit == NeverGivesUp {
                neighbor.requests += 1;
                neighbor.asked = if habit == CatchesUp { due } else { now };
                ask.push(neighbor.address);
                if habit != GivesUpAtOnce || neighbor.requests < most {
                    return true;
                }
            }
            let back =
                |packet: &Vec<u8>| Undeliverable { next_hop: neighbor.address, packet: packet.clone() };
            if habit != GivesUpSilently {
                out.undeliverable.extend(neighbor.queue.iter().map(back));
            }
            match habit {
                RemembersTheDead => {
                    neighbor.dead = true;
                    neighbor.queue.clear();
                    true
                }
                StaysWaiting => {
                    neighbor.dead = true;
                    true
                }
                _ => false,
            }
        });
        out.frames = ask.into_iter().map(|address| self.request(address)).collect();
        out
    }

    fn due(&self) -> Option<Micros> {
        let mut moments = vec![];
        for neighbor in &self.list {
            let waits = neighbor.card.is_none() && !neighbor.dead;
            if waits || self.habit == TimerStays {
                moments.push(neighbor.asked + INTERVAL);
            }
            if neighbor.card.is_some() && self.habit == WakesToExpire {
                moments.push(neighbor.since + LIFE);
            }
        }
        match self.habit {
            NoTimer | NeverAgain => None,
            LastTimer => moments.into_iter().max(),
            DurationForMoment => moments.into_iter().min().map(|_| Micros(0) + INTERVAL),
            _ => moments.into_iter().min(),
        }
    }

    fn request(&self, target: u32) -> Vec<u8> {
        let mut message = ArpMessage {
            operation: ArpOperation::Request,
            sender_mac: card_of(TOKYO),
            sender_address: TOKYO,
            target_mac: Mac::default(),
            target_address: target,
        };
        let mut destination = Mac::BROADCAST;
        match self.habit {
            AsksNobody => destination = Mac::default(),
            AsksForItself => (message.sender_address, message.target_address) = (target, TOKYO),
            AsksWithoutName => message.sender_address = 0,
            AsksAsReply => message.operation = ArpOperation::Reply,
            NamesACard => message.target_mac = Mac::BROADCAST,
            RequestUnpadded => {
                return unpadded(destination, card_of(TOKYO), ethertype::ARP, &bytes_of(&message));
            }
            _ => {}
        }
        frame(destination, card_of(TOKYO), ethertype::ARP, &bytes_of(&message))
    }

    fn reply(&self, request: &ArpMessage, frame_source: Mac) -> Vec<u8> {
        let mut message = ArpMessage {
            operation: ArpOperation::Reply,
            sender_mac: card_of(TOKYO),
            // Whoever answers for others says: it is I.
            sender_address: request.target_address,
            target_mac: request.sender_mac,
            target_address: request.sender_address,
        };
        let mut destination = request.sender_mac;
        match self.habit {
            AnswersToAll => destination = Mac::BROADCAST,
            AnswersTheFrame => destination = frame_source,
            NotTurned => {
                message =
                    ArpMessage { operation: ArpOperation::Reply, target_mac: card_of(TOKYO), ..*request };
            }
            ReplyIsRequest => message.operation = ArpOperation::Request,
            _ => {}
        }
        frame(destination, card_of(TOKYO), ethertype::ARP, &bytes_of(&message))
    }
}

fn enqueue(habit: Habit, queue: &mut Vec<Vec<u8>>, packet: Vec<u8>) {
    let most = match habit {
        LatestOnly | FirstOnly => 1,
        OneTooFew => QUEUED - 1,
        NoLimit => usize::MAX,
        _ => QUEUED,
    };
    if queue.len() >= most {
        match habit {
            NoPlaceLeft | FirstOnly => return,
            QueueEmptied => queue.clear(),
            _ => drop(queue.remove(0)),
        }
    }
    queue.push(packet);
}

fn packet_frame(destination: Mac, packet: &[u8]) -> Vec<u8> {
    frame(destination, card_of(TOKYO), ethertype::IPV4, packet)
}
