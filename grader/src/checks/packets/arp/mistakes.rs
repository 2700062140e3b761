//! What people do wrong in `arp`.

use crate::catalogue::Mistake;

pub(super) const DESTINATION_SOURCE_SWAPPED: Mistake = Mistake {
    slug: "destination-source-swapped",
    name: "the two addresses of the frame are taken for one another",
    ask: "A card decides after six bytes whether a frame concerns it. Whose address must come first?",
};

pub(super) const TYPE_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "type-little-endian",
    name: "the type is read or written with its less significant byte first",
    ask: "`08 06` on the wire: which number is that in network byte order?",
};

pub(super) const PAYLOAD_WITH_TYPE: Mistake = Mistake {
    slug: "payload-with-type",
    name: "the payload begins at the type",
    ask: "Six and six and two: at which byte does the payload begin?",
};

pub(super) const PAYLOAD_WITH_HEADER: Mistake = Mistake {
    slug: "payload-with-header",
    name: "the whole frame is given as the payload",
    ask: "What of the frame is left for the layer above, once the header has been read?",
};

pub(super) const PADDING_TRIMMED: Mistake = Mistake {
    slug: "padding-trimmed",
    name: "zeros at the end are taken for padding, and removed",
    ask: "A file of zeros travels to London. How can a frame tell its zeros from padding?",
};

pub(super) const RUNTS_REFUSED: Mistake = Mistake {
    slug: "runts-refused",
    name: "a frame of fewer than 60 bytes is refused",
    ask: "Which of the two must hold to the minimum: whoever sends a frame, or whoever reads it?",
};

pub(super) const NOT_PADDED: Mistake = Mistake {
    slug: "not-padded",
    name: "a short frame is sent as it is",
    ask: "How many bytes has the shortest frame of Ethernet, and who brings a shorter one up to that?",
};

pub(super) const PADDED_TO_64: Mistake = Mistake {
    slug: "padded-to-64",
    name: "the frame is padded to 64 bytes",
    ask: "64 bytes is the minimum on the wire, with the check sequence. Who adds that, and how long is it?",
};

pub(super) const PAYLOAD_PADDED_TO_60: Mistake = Mistake {
    slug: "payload-padded-to-60",
    name: "the payload is padded to 60 bytes, and then comes the header",
    ask: "Are the 60 bytes those of the payload or those of the frame?",
};

pub(super) const ALWAYS_PADDED: Mistake = Mistake {
    slug: "always-padded",
    name: "padding is added also where nothing is missing",
    ask: "How much padding does a frame need that has 60 bytes already?",
};

pub(super) const PADDED_IN_FRONT: Mistake = Mistake {
    slug: "padded-in-front",
    name: "the zeros stand before the payload",
    ask: "The receiver looks for the payload at byte 14. What does it find there?",
};

pub(super) const CUT_AT_SIXTY: Mistake = Mistake {
    slug: "cut-at-sixty",
    name: "a longer frame is cut down to 60 bytes",
    ask: "What does `resize` do to a vector that is longer already?",
};

pub(super) const SHORT_FRAME_PANICS: Mistake = Mistake {
    slug: "short-frame-panics",
    name: "bytes that are too few for a header make it panic",
    ask: "A frame is cut short on the wire. Who decides how many bytes come, you or the wire?",
};

pub(super) const EMPTY_PAYLOAD_REFUSED: Mistake = Mistake {
    slug: "empty-payload-refused",
    name: "a header without a payload is refused",
    ask: "14 bytes are there and 14 are needed. Are they too few?",
};

pub(super) const LENGTH_IS_A_TYPE: Mistake = Mistake {
    slug: "length-is-a-type",
    name: "a number below 0x0600 is taken for a type",
    ask: "The oldest frames of IEEE 802.3 have something else in this place. How does one tell the two apart?",
};

pub(super) const LIMIT_AT_1500: Mistake = Mistake {
    slug: "limit-at-1500",
    name: "numbers from 1501 to 1535 are taken for types",
    ask: "1500 is the longest payload, and `0x0600` the lowest type. Which of the two do the docs compare with?",
};

pub(super) const FIRST_TYPE_REFUSED: Mistake = Mistake {
    slug: "first-type-refused",
    name: "`0x0600` is taken for a length",
    ask: "\"Below `0x0600`\": is the number itself below it?",
};

pub(super) const SENDER_TARGET_SWAPPED: Mistake = Mistake {
    slug: "sender-target-swapped",
    name: "sender and target are taken for one another",
    ask: "After the operation come four addresses. Whose are the first two?",
};

pub(super) const CARDS_FIRST: Mistake = Mistake {
    slug: "cards-first",
    name: "both addresses of cards are expected before those of IPv4",
    ask: "In which order do the four addresses stand: pairs of one machine, or pairs of one kind?",
};

pub(super) const ADDRESS_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "address-little-endian",
    name: "an IPv4 address is read or written with its least significant byte first",
    ask: "`c0 00 02 01` is 192.0.2.1. Which byte counts most?",
};

pub(super) const OPERATION_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "operation-little-endian",
    name: "the operation is read or written with its less significant byte first",
    ask: "`00 01` on the wire: is that 1 or 256?",
};

pub(super) const OPERATIONS_SWAPPED: Mistake = Mistake {
    slug: "operations-swapped",
    name: "1 is taken for the reply, and 2 for the request",
    ask: "Which of the two comes first, and has the number 1?",
};

pub(super) const PADDING_REFUSED: Mistake = Mistake {
    slug: "padding-refused",
    name: "a message with padding behind it is refused",
    ask: "An ARP message has 28 bytes, and the shortest payload 46. What stands behind the message?",
};

pub(super) const LENGTHS_SWAPPED: Mistake = Mistake {
    slug: "lengths-swapped",
    name: "the two lengths stand in each other's place",
    ask: "A card's address has six bytes. Which length comes first?",
};

pub(super) const ASKS_ABOUT_ITSELF: Mistake = Mistake {
    slug: "asks-about-itself",
    name: "the protocol in the message is ARP's own number, and not that of IPv4",
    ask: "Of which protocol are the addresses that are asked for?",
};

pub(super) const LENGTHS_MISSING: Mistake = Mistake {
    slug: "lengths-missing",
    name: "the two lengths are left zero",
    ask: "Whoever reads the message learns from these two bytes how long the addresses are. What do yours say?",
};

pub(super) const MESSAGE_PADDED: Mistake = Mistake {
    slug: "message-padded",
    name: "the message is padded to 46 bytes",
    ask: "Who pads: the message, or the frame that it is put into?",
};

pub(super) const SHORT_MESSAGE_PANICS: Mistake = Mistake {
    slug: "short-message-panics",
    name: "bytes that are too few for a message make it panic",
    ask: "Somebody sends a frame with half a message in it. What may happen to Tokyo because of that?",
};

pub(super) const HARDWARE_UNCHECKED: Mistake = Mistake {
    slug: "hardware-unchecked",
    name: "the kind of link is not looked at",
    ask: "A message says: these are addresses of another kind of link. What would you do with them?",
};

pub(super) const PROTOCOL_UNCHECKED: Mistake = Mistake {
    slug: "protocol-unchecked",
    name: "the protocol of the addresses is not looked at",
    ask: "What do four bytes mean that are no address of IPv4?",
};

pub(super) const LENGTHS_UNCHECKED: Mistake = Mistake {
    slug: "lengths-unchecked",
    name: "the lengths of the addresses are not looked at",
    ask: "If an address has 8 bytes, where does the next one begin?",
};

pub(super) const OPERATION_UNCHECKED: Mistake = Mistake {
    slug: "operation-unchecked",
    name: "whatever is no request is taken for a reply",
    ask: "There are more operations than two: 3 and 4 ask the opposite question. What do you take them for?",
};

pub(super) const ERRORS_OUT_OF_ORDER: Mistake = Mistake {
    slug: "errors-out-of-order",
    name: "of several errors, it is not the first of the list",
    ask: "Several things are wrong at once. Which does the list of the docs name first?",
};

pub(super) const SENDS_WITHOUT_ASKING: Mistake = Mistake {
    slug: "sends-without-asking",
    name: "the packet goes to all cards, and nobody is asked",
    ask: "Everybody gets the packet now, and has to look into it. Whose is it?",
};

pub(super) const ASKS_NOBODY: Mistake = Mistake {
    slug: "asks-nobody",
    name: "the request is in a frame for a card that nobody has",
    ask: "Nobody knows who has the address. To whom must the question go, then?",
};

pub(super) const ASKS_FOR_ITSELF: Mistake = Mistake {
    slug: "asks-for-itself",
    name: "the request asks for this machine's own address, in the neighbor's name",
    ask: "Who asks here, and who is asked for? Which is the sender, and which the target?",
};

pub(super) const ASKS_WITHOUT_A_NAME: Mistake = Mistake {
    slug: "asks-without-a-name",
    name: "the sender of the request has no IPv4 address",
    ask: "To which IPv4 address is the neighbor to answer, and of whom can it learn something?",
};

pub(super) const ASKS_WITH_A_REPLY: Mistake = Mistake {
    slug: "asks-with-a-reply",
    name: "the question is sent as a reply",
    ask: "Is this a question or an answer? Which number says so?",
};

pub(super) const ASKS_WITH_A_CARD: Mistake = Mistake {
    slug: "asks-with-a-card",
    name: "the request names a card for the target, where the docs ask for zeros",
    ask: "The target's card is what you want to know. What stands in its place as long as nobody knows it?",
};

pub(super) const FRAME_TOO_SHORT: Mistake = Mistake {
    slug: "frame-too-short",
    name: "the message travels in a frame that is not padded",
    ask: "Which of your functions makes frames long enough?",
};

pub(super) const QUEUE_LOST: Mistake = Mistake {
    slug: "queue-lost",
    name: "the packets that waited are not sent when the answer comes",
    ask: "The card is known now. What of the packets because of which you asked?",
};

pub(super) const QUEUE_DOUBLED: Mistake = Mistake {
    slug: "queue-doubled",
    name: "packets that waited are sent again at the next message",
    ask: "Where is a packet after it has been sent?",
};

pub(super) const QUEUE_REVERSED: Mistake = Mistake {
    slug: "queue-reversed",
    name: "the packets that waited are sent from the last to the first",
    ask: "At which end of the queue does a packet come in, and at which does it go out?",
};

pub(super) const QUEUE_OF_ALL: Mistake = Mistake {
    slug: "queue-of-all",
    name: "one neighbor's answer sends off the packets that wait for others, too",
    ask: "Whose card has just been learned, and for whom do these packets wait?",
};

pub(super) const ONE_PLACE_IN_THE_QUEUE: Mistake = Mistake {
    slug: "one-place-in-the-queue",
    name: "only the latest packet waits",
    ask: "How many packets may wait, by the docs?",
};

pub(super) const FIRST_ONE_STAYS: Mistake = Mistake {
    slug: "first-one-stays",
    name: "only the first packet waits, and later ones are lost",
    ask: "How many packets may wait, by the docs? And which is worth more, an old one or a new one?",
};

pub(super) const ASKS_WHO_IS_KNOWN: Mistake = Mistake {
    slug: "asks-who-is-known",
    name: "each packet makes a request, though the card is known",
    ask: "What was the answer to the first request remembered for?",
};

pub(super) const DROPS_THE_NEWEST: Mistake = Mistake {
    slug: "drops-the-newest",
    name: "when the queue is full, the packet that has just come is lost",
    ask: "If only one packet could be kept, which one would RFC 1122 keep?",
};

pub(super) const QUEUE_WITHOUT_END: Mistake = Mistake {
    slug: "queue-without-end",
    name: "a queue takes as many packets as come",
    ask: "A neighbor is switched off, and a program sends to it all day. How large is the queue in the evening?",
};

pub(super) const QUEUE_EMPTIED: Mistake = Mistake {
    slug: "queue-emptied",
    name: "when the queue is full, all that waited is lost",
    ask: "One place is needed. How many packets have to go?",
};

pub(super) const ONE_PLACE_TOO_FEW: Mistake = Mistake {
    slug: "one-place-too-few",
    name: "a queue holds one packet fewer than it may",
    ask: "At which length is the queue full: before or after the packet is added?",
};

pub(super) const ANSWERS_FOR_OTHERS: Mistake = Mistake {
    slug: "answers-for-others",
    name: "it answers requests for addresses that are not its own",
    ask: "What becomes of the packets that are sent to you because of this answer?",
};

pub(super) const NEVER_ANSWERS: Mistake = Mistake {
    slug: "never-answers",
    name: "requests for its own address are not answered",
    ask: "Who else could answer?",
};

pub(super) const ANSWERS_REPLIES: Mistake = Mistake {
    slug: "answers-replies",
    name: "a reply is answered with a reply",
    ask: "Two machines that both do this meet. When does the first of them stop?",
};

pub(super) const ANSWERS_EVERYBODY: Mistake = Mistake {
    slug: "answers-everybody",
    name: "the reply is in a frame for all cards",
    ask: "Who asked, and what is the address of that card?",
};

pub(super) const ANSWERS_THE_FRAME: Mistake = Mistake {
    slug: "answers-the-frame",
    name: "the answer goes to the card that the frame came from, and not to the sender of the message",
    ask: "A bridge passed the question on in a frame of its own. Who wants to know, and which card does the message name?",
};

pub(super) const REPLY_NOT_TURNED: Mistake = Mistake {
    slug: "reply-not-turned",
    name: "the reply still has the asker for its sender",
    ask: "Who speaks in the reply? And which of the two wanted to know something?",
};

pub(super) const REPLY_IS_A_REQUEST: Mistake = Mistake {
    slug: "reply-is-a-request",
    name: "the answer is sent as a request",
    ask: "Is this a question or an answer? Which number says so?",
};

pub(super) const PROBE_UNANSWERED: Mistake = Mistake {
    slug: "probe-unanswered",
    name: "whoever has no IPv4 address yet gets no answer",
    ask: "Somebody asks, before it takes an address, whether it is taken. What follows from your silence?",
};

pub(super) const TAKES_FOREIGN_FRAMES: Mistake = Mistake {
    slug: "takes-foreign-frames",
    name: "frames for other cards are taken",
    ask: "For whom is a frame that bears another card's address?",
};

pub(super) const REFUSES_BROADCAST: Mistake = Mistake {
    slug: "refuses-broadcast",
    name: "packets in frames for all cards are not taken",
    ask: "Who belongs to \"all\"?",
};

pub(super) const EVERYTHING_IS_IP: Mistake = Mistake {
    slug: "everything-is-ip",
    name: "payloads of any type are handed to IP",
    ask: "What tells IP's packets from others in a frame?",
};

pub(super) const BROADCAST_UNMARKED: Mistake = Mistake {
    slug: "broadcast-unmarked",
    name: "a packet that came to all is handed on as if it had come to this machine alone",
    ask: "How is IP to know, if not from the link, that everybody has got this packet?",
};

pub(super) const BROADCAST_MARKED_ALWAYS: Mistake = Mistake {
    slug: "broadcast-marked-always",
    name: "a packet for this machine alone is handed on as if all had got it",
    ask: "Which address in the frame says for whom it is?",
};

pub(super) const LEARNS_FROM_PACKETS: Mistake = Mistake {
    slug: "learns-from-packets",
    name: "the source of an IPv4 packet is taken for a neighbor",
    ask: "London's packet comes in a frame of the router. Whose card does the frame name?",
};

pub(super) const RUBBISH_PANICS: Mistake = Mistake {
    slug: "rubbish-panics",
    name: "a frame that makes no sense makes it panic",
    ask: "Anybody on the link can send such a frame. What do your two parsers say about it, and what do you do then?",
};

pub(super) const NO_LEARN_FROM_REQUEST: Mistake = Mistake {
    slug: "no-learn-from-request",
    name: "nothing is learned from who asks",
    ask: "Somebody asks for you, and names its own address and card. What will it want from you next, and whom would you have to ask?",
};

pub(super) const LEARNS_FROM_EVERYBODY: Mistake = Mistake {
    slug: "learns-from-everybody",
    name: "whoever speaks gets an entry, also if it speaks with others",
    ask: "A thousand machines on the link ask for the router each minute. With how many of them does Tokyo ever talk?",
};

pub(super) const ENTRY_NOT_UPDATED: Mistake = Mistake {
    slug: "entry-not-updated",
    name: "an entry is not updated when its neighbor speaks with others",
    ask: "The neighbor has a new card, and asks for somebody else. Where do your packets for it go now?",
};

pub(super) const LEARNS_THE_FRAME: Mistake = Mistake {
    slug: "learns-the-frame",
    name: "the card is taken from the frame, and not from the message",
    ask: "A bridge passes the message on in a frame of its own. Which card has the sender?",
};

pub(super) const LEARNS_THE_TARGET: Mistake = Mistake {
    slug: "learns-the-target",
    name: "the target of the message is learned, and not the sender",
    ask: "Who can know the sender's card best, and who the target's?",
};

pub(super) const REQUEST_RELEASES_NOTHING: Mistake = Mistake {
    slug: "request-releases-nothing",
    name: "packets go on waiting when the neighbor itself asks for somebody",
    ask: "Its card stands in the request. What else do you need to send the packets?",
};

pub(super) const FIRST_CARD_STAYS: Mistake = Mistake {
    slug: "first-card-stays",
    name: "a card that is known is never replaced",
    ask: "The router is replaced at noon by another one with the same IPv4 address. Until when do you send to the old one?",
};

pub(super) const GROUP_BELIEVED: Mistake = Mistake {
    slug: "group-believed",
    name: "the address of a group is taken for somebody's card",
    ask: "If everybody's card belongs to the router, who reads your packets for London?",
};

pub(super) const GROUP_ANSWERED: Mistake = Mistake {
    slug: "group-answered",
    name: "who claims the address of a group is answered",
    ask: "To which card does your answer go, and how many have it?",
};

pub(super) const NOBODY_HAS_A_CARD: Mistake = Mistake {
    slug: "nobody-has-a-card",
    name: "the address 0 gets an entry",
    ask: "0 stands there because the sender has no address yet. Who is it that you know now?",
};

pub(super) const NEVER_EXPIRES: Mistake = Mistake {
    slug: "never-expires",
    name: "an entry is kept for ever",
    ask: "The printer gets another card. When do you notice?",
};

pub(super) const EXPIRES_TOO_LATE: Mistake = Mistake {
    slug: "expires-too-late",
    name: "after exactly 30 s an entry is still used",
    ask: "\"From that moment on there is no entry\": which comparison says this?",
};

pub(super) const REFRESHED_BY_USE: Mistake = Mistake {
    slug: "refreshed-by-use",
    name: "sending to a neighbor makes its entry live longer",
    ask: "Does a packet that you send tell you that somebody has got it?",
};

pub(super) const NEVER_REFRESHED: Mistake = Mistake {
    slug: "never-refreshed",
    name: "an entry lives 30 s from the first message, whatever was heard since",
    ask: "The neighbor has just spoken. How old is what you know of it?",
};

pub(super) const EXPIRED_IS_UPDATED: Mistake = Mistake {
    slug: "expired-is-updated",
    name: "an entry that has expired is updated like one that has not",
    ask: "After 30 s there is no entry. What does a message tell that is not for you, about somebody whom you don't know?",
};

pub(super) const WAKES_FOR_NOTHING: Mistake = Mistake {
    slug: "wakes-for-nothing",
    name: "`poll_timeout` names a moment, and nobody waits",
    ask: "What would `handle_timeout` do at that moment?",
};

pub(super) const REQUEST_STORM: Mistake = Mistake {
    slug: "request-storm",
    name: "every packet for a neighbor that waits makes one more request",
    ask: "A program sends a thousand packets to a machine that is off. How often is everybody on the link disturbed?",
};

pub(super) const SEND_ASKS_AGAIN: Mistake = Mistake {
    slug: "send-asks-again",
    name: "`send` asks again, where only `handle_timeout` does",
    ask: "Which of the two methods do the docs name for asking again?",
};

pub(super) const NEVER_ASKS_AGAIN: Mistake = Mistake {
    slug: "never-asks-again",
    name: "one request is all, also if it was lost",
    ask: "The link has lost your request. Who notices?",
};

pub(super) const DUE_IS_NOT_ENOUGH: Mistake = Mistake {
    slug: "due-is-not-enough",
    name: "at the moment that `poll_timeout` named, nothing is done",
    ask: "You are called at exactly the right time. Which comparison should hold?",
};

pub(super) const TRUSTS_THE_CALL: Mistake = Mistake {
    slug: "trusts-the-call",
    name: "`handle_timeout` asks again whenever it is called",
    ask: "You are called too early. How do you know?",
};

pub(super) const DUE_FROM_THE_PLAN: Mistake = Mistake {
    slug: "due-from-the-plan",
    name: "the interval counts from when a request should have been sent, and not from when it was",
    ask: "You were called 7 s too late. How soon after this request may the next one follow?",
};

pub(super) const ONE_QUESTION_AT_A_TIME: Mistake = Mistake {
    slug: "one-question-at-a-time",
    name: "while one neighbor is asked, another one is not",
    ask: "The limit of 5 s is for each neighbor. Does the printer have to wait because the router is off?",
};

pub(super) const SEND_RESTARTS_THE_INTERVAL: Mistake = Mistake {
    slug: "send-restarts-the-interval",
    name: "each packet puts off the next request",
    ask: "A program sends a packet every second. When is the neighbor asked again?",
};

pub(super) const DURATION_FOR_A_MOMENT: Mistake = Mistake {
    slug: "duration-for-a-moment",
    name: "`poll_timeout` says how long to wait, where the moment is asked for",
    ask: "It is ten o'clock, and you want to be called in five minutes. Which time do you name?",
};

pub(super) const TIMER_STAYS: Mistake = Mistake {
    slug: "timer-stays",
    name: "`poll_timeout` still names a moment, though the answer has come",
    ask: "For whom would you be called?",
};

pub(super) const LAST_TIMER_FIRST: Mistake = Mistake {
    slug: "last-timer-first",
    name: "of several moments `poll_timeout` names the last",
    ask: "Two neighbors wait. When is there something to do for the first time?",
};

pub(super) const NO_TIMER: Mistake = Mistake {
    slug: "no-timer",
    name: "a neighbor waits, and `poll_timeout` names no moment",
    ask: "Who calls `handle_timeout`, and how does the caller know when?",
};

pub(super) const NEVER_GIVES_UP: Mistake = Mistake {
    slug: "never-gives-up",
    name: "it asks for ever",
    ask: "How many requests may a neighbor leave without an answer?",
};

pub(super) const GIVES_UP_WITH_THE_LAST_REQUEST: Mistake = Mistake {
    slug: "gives-up-with-the-last-request",
    name: "it gives up while it sends the last request",
    ask: "The third request has just been sent. How long may an answer take?",
};

pub(super) const ONE_REQUEST_TOO_MANY: Mistake = Mistake {
    slug: "one-request-too-many",
    name: "there is one request more than there may be",
    ask: "The request that `send` makes: is it counted?",
};

pub(super) const ONE_REQUEST_TOO_FEW: Mistake = Mistake {
    slug: "one-request-too-few",
    name: "it gives up one request too early",
    ask: "How many requests were sent, the first included, when you gave up?",
};

pub(super) const GIVES_UP_SILENTLY: Mistake = Mistake {
    slug: "gives-up-silently",
    name: "the packets are thrown away when it gives up",
    ask: "A router has to tell Tokyo that its packet can't be delivered. Which packet was it?",
};

pub(super) const UNDELIVERABLE_STAYS: Mistake = Mistake {
    slug: "undeliverable-stays",
    name: "packets that came back still wait",
    ask: "The caller has the packets back, and has told their sender so. What if they are delivered now?",
};

pub(super) const NEVER_TRIES_AGAIN: Mistake = Mistake {
    slug: "never-tries-again",
    name: "a neighbor that was given up is never asked for again",
    ask: "The machine was off, and somebody has switched it on. How do you find out?",
};

pub(super) const ASKS_FOR_EVERYBODY: Mistake = Mistake {
    slug: "asks-for-everybody",
    name: "it asks who has 255.255.255.255",
    ask: "Who could answer: \"I am everybody\"?",
};

pub(super) const ROOM_WITHOUT_END: Mistake = Mistake {
    slug: "room-without-end",
    name: "there are more entries than there may be",
    ask: "Somebody sends a million requests, each with another sender. How much memory do you have?",
};

pub(super) const STRANGERS_PUSH_OUT: Mistake = Mistake {
    slug: "strangers-push-out",
    name: "a request from a stranger pushes a neighbor out",
    ask: "An intruder invents a new sender for each request. How long do you know your router?",
};

pub(super) const FULL_IS_FULL: Mistake = Mistake {
    slug: "full-is-full",
    name: "when all places are taken, a packet for somebody new is lost",
    ask: "All entries are of machines that asked you once. Whom do you want to reach, and who could make room?",
};

pub(super) const NEWEST_IS_FORGOTTEN: Mistake = Mistake {
    slug: "newest-is-forgotten",
    name: "the neighbor heard of last is forgotten first",
    ask: "Of whom do you know something that is still true: of who spoke just now, or half a minute ago?",
};

pub(super) const FORGETS_WHO_WAITS: Mistake = Mistake {
    slug: "forgets-who-waits",
    name: "a neighbor that waits is forgotten, and its packets with it",
    ask: "An entry that is known can be had again for one request. What is lost with one that waits?",
};

pub(super) const EXPIRED_TAKE_ROOM: Mistake = Mistake {
    slug: "expired-take-room",
    name: "entries that have expired still take room",
    ask: "After 30 s there is no entry. How many places are free?",
};

pub(super) const STRANGER_UNANSWERED: Mistake = Mistake {
    slug: "stranger-unanswered",
    name: "who gets no entry gets no answer either",
    ask: "There is no room for an entry. What do you need for an answer, beside what stands in the request?",
};

pub(super) const NONDETERMINISTIC: Mistake = Mistake {
    slug: "nondeterministic",
    name: "the same story, told twice, goes two ways",
    ask: "In which order does a `HashMap` give out what it holds, and who is the first of several equal ones?",
};
