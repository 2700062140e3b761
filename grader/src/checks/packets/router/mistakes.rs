//! What goes wrong in routers.

use crate::catalogue::Mistake;

pub(super) const BOUNCES_TO_INGRESS: Mistake = Mistake {
    slug: "bounces-to-ingress",
    name: "the packet is sent back to where it came from",
    ask: "Through which interface did it come, and through which one does its route lead?",
};

pub(super) const FIRST_INTERFACE: Mistake = Mistake {
    slug: "first-interface",
    name: "the packet leaves through interface 0, whatever its route says",
    ask: "What does the route of this destination say about the interface?",
};

pub(super) const SENDS_TO_ITSELF: Mistake = Mistake {
    slug: "sends-to-itself",
    name: "the packet is sent to the router's own address on the next network",
    ask: "Whose card shall the frame be for, if the destination is on the next network itself?",
};

pub(super) const SENDS_TO_NETWORK: Mistake = Mistake {
    slug: "sends-to-network",
    name: "the packet is sent to the address of the network, which no machine has",
    ask: "Whose card shall the frame be for, if the destination is on the next network itself?",
};

pub(super) const NEVER_BACK_OUT: Mistake = Mistake {
    slug: "never-back-out",
    name: "a packet whose way leads out where it came in is dropped",
    ask: "Two routers stand on one network. A machine there knows only one of them. What does that one do with packets for the other?",
};

pub(super) const REFUSED_BY_FRAGMENT: Mistake = Mistake {
    slug: "refused-by-fragment",
    name: "a packet that should be sent on is dropped, as it is where `fragment` refuses it for its checksum",
    ask: "Which of your lines drops it? If it is the one with `fragment`: what is its `Err`, and does the checksum fit the time to live by then?",
};

pub(super) const ARP_FOR_FINAL_DST: Mistake = Mistake {
    slug: "arp-for-final-dst",
    name: "the packet is sent to its destination, which is not on that network: nobody there has this address",
    ask: "Which machine on the next network is to get the frame, and which one is to get the packet?",
};

pub(super) const DESTINATION_REWRITTEN: Mistake = Mistake {
    slug: "destination-rewritten",
    name: "the next router's address is written into the packet, so the destination is lost",
    ask: "How would the next router know where the packet is going?",
};

pub(super) const SHORTEST_WINS: Mistake = Mistake {
    slug: "shortest-wins",
    name: "of several prefixes that match, the shortest is taken",
    ask: "Which says more about where an address is: 10.0.0.0/8, or 10.6.0.0/16?",
};

pub(super) const ORDER_MATTERS: Mistake = Mistake {
    slug: "order-matters",
    name: "of several prefixes that match, the one is taken that was added first, or last",
    ask: "Does the docs' rule speak of when a route was added?",
};

pub(super) const NO_DEFAULT_ROUTE: Mistake = Mistake {
    slug: "no-default-route",
    name: "the prefix of length 0 never matches",
    ask: "With how many bits must an address agree, to match 0.0.0.0/0?",
};

pub(super) const KEEPS_OLD_ROUTE: Mistake = Mistake {
    slug: "keeps-old-route",
    name: "a route does not take the place of the old one with the same prefix",
    ask: "Two routes have the same prefix. Which of them is the latest news?",
};

pub(super) const KEEPS_REMOVED: Mistake = Mistake {
    slug: "keeps-removed",
    name: "a route that was removed is still taken",
    ask: "What is in the table after `remove_route`?",
};

pub(super) const REMOVES_INSIDE: Mistake = Mistake {
    slug: "removes-inside",
    name: "with a route, all those inside its prefix are removed",
    ask: "Which routes have exactly this prefix?",
};

pub(super) const TTL_STAYS: Mistake = Mistake {
    slug: "ttl-stays",
    name: "the time to live is not counted down, so nothing ends a circle",
    ask: "After how many routers would this packet be dropped?",
};

pub(super) const CHECKSUM_STALE: Mistake = Mistake {
    slug: "checksum-stale",
    name: "the time to live has changed, and the checksum is still that of before",
    ask: "What does the next router do with a header whose checksum is wrong?",
};

pub(super) const CARRY_LOST: Mistake = Mistake {
    slug: "carry-lost",
    name: "the checksum is mended without the carry, which comes back in at the bottom",
    ask: "In which arithmetic is the checksum one more when a word is one less? If nothing is sent: what does `fragment` say of that checksum?",
};

pub(super) const OPTIONS_NOT_SUMMED: Mistake = Mistake {
    slug: "options-not-summed",
    name: "the checksum is computed over 20 bytes, and the header is longer",
    ask: "How many bytes has this header? If nothing is sent: what does `fragment` say of that checksum?",
};

pub(super) const OPTIONS_LOST: Mistake = Mistake {
    slug: "options-lost",
    name: "the options of the header are not sent on",
    ask: "For whom were the options meant, if not for the destination?",
};

pub(super) const HEADER_MADE_ANEW: Mistake = Mistake {
    slug: "header-made-anew",
    name: "the header is made anew, and what it said beside the addresses is lost",
    ask: "Which fields does a router change, and what becomes of the others?",
};

pub(super) const RESERVED_BIT_LOST: Mistake = Mistake {
    slug: "reserved-bit-lost",
    name: "the header is put together again from what was read of it, and the bit that nobody uses is lost",
    ask: "What becomes of a bit for which the header that you read has no field?",
};

pub(super) const PADDING_FORWARDED: Mistake = Mistake {
    slug: "padding-forwarded",
    name: "bytes that a link has put behind the packet are sent on with it",
    ask: "Where does the packet end: where the bytes end, or where its header says?",
};

pub(super) const HEADER_UNCHECKED: Mistake = Mistake {
    slug: "header-unchecked",
    name: "a packet is sent on although its header's checksum is wrong: its destination may be, too",
    ask: "Which field could be the damaged one?",
};

pub(super) const SHORT_PACKET_PANICS: Mistake = Mistake {
    slug: "short-packet-panics",
    name: "bytes that are too short for a header stop the router",
    ask: "What do you know of the bytes before you have looked at how many they are?",
};

pub(super) const TTL_ZERO_FORWARDED: Mistake = Mistake {
    slug: "ttl-zero-forwarded",
    name: "the packet is sent on with a time to live of 0",
    ask: "What would the next router do with what you have sent?",
};

pub(super) const TTL_WRAPS: Mistake = Mistake {
    slug: "ttl-wraps",
    name: "a time to live of 0 becomes 255, and the packet lives on",
    ask: "What is 0 - 1 in a byte?",
};

pub(super) const TTL_UNDERFLOW_PANICS: Mistake = Mistake {
    slug: "ttl-underflow-panics",
    name: "the time to live is counted down below 0, and Rust stops the router",
    ask: "What do you check first: whether there is something left, or what is left?",
};

pub(super) const DIES_EARLY: Mistake = Mistake {
    slug: "dies-early",
    name: "a packet is dropped that could go one step further",
    ask: "With a time to live of 2, how many routers may still send it on?",
};

pub(super) const EXPIRES_SILENTLY: Mistake = Mistake {
    slug: "expires-silently",
    name: "the packet is dropped, and its source is not told",
    ask: "Do you ask `icmp_error`? If you do, and it says `None`: has the packet that you give it the right checksum, or did you change it before?",
};

pub(super) const REASSEMBLY_FOR_TRANSIT: Mistake = Mistake {
    slug: "reassembly-for-transit",
    name: "the error says that fragments were missing",
    ask: "Which of the two kinds of time exceeded is about a packet in transit?",
};

pub(super) const NO_ROUTE_IS_SILENT: Mistake = Mistake {
    slug: "no-route-is-silent",
    name: "the packet is dropped, and its source is not told",
    ask: "Who else could tell the source that no way leads there?",
};

pub(super) const HOST_FOR_NET: Mistake = Mistake {
    slug: "host-for-net",
    name: "the error says that one machine can't be reached, and there is no way to its network at all",
    ask: "What does this router know about the machine itself?",
};

pub(super) const TTL_BEFORE_ROUTE: Mistake = Mistake {
    slug: "ttl-before-route",
    name: "the time to live is looked at before there is a route",
    ask: "Which of the two rules comes first in the list?",
};

pub(super) const ERROR_FROM_INGRESS: Mistake = Mistake {
    slug: "error-from-ingress",
    name: "the error comes from the address of the interface on which the packet came",
    ask: "Through which interface does the error leave?",
};

pub(super) const ERROR_FROM_FIRST: Mistake = Mistake {
    slug: "error-from-first",
    name: "the error comes from the address of interface 0, wherever it leaves",
    ask: "Through which interface does the error leave?",
};

pub(super) const ERROR_FROM_DESTINATION: Mistake = Mistake {
    slug: "error-from-destination",
    name: "the error pretends to come from the packet's destination",
    ask: "Who writes this error?",
};

pub(super) const ERROR_NOT_ROUTED: Mistake = Mistake {
    slug: "error-not-routed",
    name: "the error goes out where the packet came in, to the source's address, without a look at the routes",
    ask: "Is the source on that network? Which way do the routes to it lead?",
};

pub(super) const ERROR_KEEPS_TTL: Mistake = Mistake {
    slug: "error-keeps-ttl",
    name: "the error has the time to live of the packet that it is about",
    ask: "How many routers may be on the way back?",
};

pub(super) const QUOTE_WITHOUT_HEADER: Mistake = Mistake {
    slug: "quote-without-header",
    name: "what is quoted begins behind the packet's header",
    ask: "How does the source know which of its packets is meant?",
};

pub(super) const ONLY_INGRESS_ADDRESS: Mistake = Mistake {
    slug: "only-ingress-address",
    name: "only the address of the interface on which a packet comes counts as the router's own",
    ask: "A machine in Tokyo sends to the address that the router has on the cable. To whom?",
};

pub(super) const TTL_BEFORE_DELIVERY: Mistake = Mistake {
    slug: "ttl-before-delivery",
    name: "a packet to the router itself is dropped because of its time to live",
    ask: "Is a packet forwarded, if it has arrived?",
};

pub(super) const OWN_PACKETS_FORWARDED: Mistake = Mistake {
    slug: "own-packets-forwarded",
    name: "a packet to the router itself is sent on",
    ask: "Who is to answer, if the router does not take what is for it?",
};

pub(super) const NETWORK_IS_OWN: Mistake = Mistake {
    slug: "network-is-own",
    name: "everything for one of its networks is taken for the router's own",
    ask: "Which one of all the addresses of this network is the router's?",
};

pub(super) const PADDING_DELIVERED: Mistake = Mistake {
    slug: "padding-delivered",
    name: "bytes that a link has put behind the packet are delivered with it",
    ask: "Where does the packet end: where the bytes end, or where its header says?",
};

pub(super) const ECHO_DELIVERED: Mistake = Mistake {
    slug: "echo-delivered",
    name: "an echo to the router is not answered",
    ask: "Which messages does `icmp_echo_reply` have an answer to?",
};

pub(super) const ECHO_TWICE: Mistake = Mistake {
    slug: "echo-twice",
    name: "an echo is answered, and delivered as well",
    ask: "How many answers does the one who asks expect?",
};

pub(super) const REPLY_FROM_OUTGOING: Mistake = Mistake {
    slug: "reply-from-outgoing",
    name: "the reply comes from another address than the one that was asked",
    ask: "From which address does `ping` wait for an answer?",
};

pub(super) const REPLY_NOT_ROUTED: Mistake = Mistake {
    slug: "reply-not-routed",
    name: "the reply goes out where the echo came in, to the source's address, without a look at the routes",
    ask: "Is the source on that network? Which way do the routes to it lead?",
};

pub(super) const REPLY_KEEPS_TTL: Mistake = Mistake {
    slug: "reply-keeps-ttl",
    name: "the reply has the time to live that the echo had left",
    ask: "How many routers may be on the way back?",
};

pub(super) const FRAGMENT_ANSWERED: Mistake = Mistake {
    slug: "fragment-answered",
    name: "a fragment of an echo is answered as if it were the whole",
    ask: "What does the rest of the message look like?",
};

pub(super) const ANSWERS_FOR_OTHERS: Mistake = Mistake {
    slug: "answers-for-others",
    name: "an echo for another machine is answered here",
    ask: "Who was asked?",
};

pub(super) const FORWARDS_BROADCAST: Mistake = Mistake {
    slug: "forwards-broadcast",
    name: "a packet to everybody on a network is sent on, to all machines there",
    ask: "How many machines get what one has sent, and how many answers come back?",
};

pub(super) const BROADCAST_DROPPED: Mistake = Mistake {
    slug: "broadcast-dropped",
    name: "a packet to everybody on a network of this router is dropped",
    ask: "Is the router one of them?",
};

pub(super) const ANSWERS_BROADCAST: Mistake = Mistake {
    slug: "answers-broadcast",
    name: "an echo to everybody is answered",
    ask: "A thousand routers hear one echo. How many replies does its source get, and is it really the source?",
};

pub(super) const BROADCAST_OF_31: Mistake = Mistake {
    slug: "broadcast-of-31",
    name: "the last address of a /31 is taken for a broadcast",
    ask: "How many addresses has a /31, and how many machines stand at the two ends of a line?",
};

pub(super) const FORWARDS_MULTICAST: Mistake = Mistake {
    slug: "forwards-multicast",
    name: "a packet to a group is sent on as if the group were one machine",
    ask: "To how many machines is 224.0.0.9 addressed?",
};

pub(super) const FORWARDS_LOOPBACK: Mistake = Mistake {
    slug: "forwards-loopback",
    name: "a packet to 127.0.0.0/8 is sent on",
    ask: "Which machine is 127.0.0.1?",
};

pub(super) const FORWARDS_THIS_NETWORK: Mistake = Mistake {
    slug: "forwards-this-network",
    name: "a packet to 0.0.0.0/8 is sent on",
    ask: "Which machine has an address that begins with 0?",
};

pub(super) const FORWARDS_RESERVED: Mistake = Mistake {
    slug: "forwards-reserved",
    name: "a packet to 240.0.0.0/4 is sent on",
    ask: "Where does the list of rule 2 end?",
};

pub(super) const COMPLAINS_ABOUT_NOBODY: Mistake = Mistake {
    slug: "complains-about-nobody",
    name: "somebody is told that there is no route to an address that no machine can have",
    ask: "Which rule comes first: that of routes, or that of such destinations?",
};

pub(super) const ANY_SOURCE: Mistake = Mistake {
    slug: "any-source",
    name: "a packet whose source is no machine is sent on",
    ask: "To whom would an answer go?",
};

pub(super) const BROADCAST_SOURCE: Mistake = Mistake {
    slug: "broadcast-source",
    name: "a packet that comes from everybody is sent on",
    ask: "If this packet is answered, who gets the answer?",
};

pub(super) const SOURCE_CHECKED_LATE: Mistake = Mistake {
    slug: "source-checked-late",
    name: "the source is looked at only where a packet is sent on",
    ask: "Which of the rules comes first: that about the source, or that about packets for this router?",
};

pub(super) const NEVER_CHECKS_SOURCE: Mistake = Mistake {
    slug: "never-checks-source",
    name: "a packet goes through that pretends to come from elsewhere",
    ask: "Where would an answer to this source go?",
};

pub(super) const ALWAYS_CHECKS_SOURCE: Mistake = Mistake {
    slug: "always-checks-source",
    name: "sources are checked on interfaces that are not to check them",
    ask: "What does `checks_source` say of this interface?",
};

pub(super) const CHECKS_BY_NETWORK: Mistake = Mistake {
    slug: "checks-by-network",
    name: "a source behind another router is refused, although the way to it leads through this interface",
    ask: "Must a source be on the network itself to send through it?",
};

pub(super) const UNKNOWN_SOURCE_OK: Mistake = Mistake {
    slug: "unknown-source-ok",
    name: "a source is believed because no route leads to it",
    ask: "If there is no way back to the source, did it come from there?",
};

pub(super) const MTU_IGNORED: Mistake = Mistake {
    slug: "mtu-ignored",
    name: "the packet is longer than the next network takes",
    ask: "How many bytes may a packet have on the interface through which it leaves?",
};

pub(super) const DF_IGNORED: Mistake = Mistake {
    slug: "df-ignored",
    name: "a packet is cut although it says that nobody may",
    ask: "What does DF say, and why would somebody set it?",
};

pub(super) const MTU_OF_INGRESS: Mistake = Mistake {
    slug: "mtu-of-ingress",
    name: "the MTU of the network on which the packet came is applied",
    ask: "Which network must the packet fit into: the one behind it, or the one before it?",
};

pub(super) const TELLS_WRONG_MTU: Mistake = Mistake {
    slug: "tells-wrong-mtu",
    name: "the error tells another MTU than that of the next network",
    ask: "How long may the next try of the source be?",
};

pub(super) const TOO_LONG_IS_SILENT: Mistake = Mistake {
    slug: "too-long-is-silent",
    name: "the packet is dropped, and its source is not told",
    ask: "What does your code do with `DontFragment`? If it asks `icmp_error`, and that says `None`: has the packet that you give it the right checksum?",
};

pub(super) const NEVER_CUTS: Mistake = Mistake {
    slug: "never-cuts",
    name: "an error is sent although the packet may be cut",
    ask: "Who has said that this packet may not be cut?",
};

pub(super) const EXACT_IS_TOO_LONG: Mistake = Mistake {
    slug: "exact-is-too-long",
    name: "a packet of exactly as many bytes as the MTU is taken for too long",
    ask: "How many bytes may a packet have, if the MTU is 68?",
};

pub(super) const CUT_BEFORE_COUNTING: Mistake = Mistake {
    slug: "cut-before-counting",
    name: "the fragments have the time to live that the packet came with",
    ask: "Which packet is cut: the one that came, or the one that goes on?",
};

pub(super) const ONLY_FIRST_PIECE: Mistake = Mistake {
    slug: "only-first-piece",
    name: "only the first fragment is sent",
    ask: "How many pieces has the packet become?",
};

pub(super) const OWN_NOT_CUT: Mistake = Mistake {
    slug: "own-not-cut",
    name: "a message of the router's own is longer than the network takes",
    ask: "Does the MTU know who has made a packet?",
};

pub(super) const NO_LIMIT: Mistake = Mistake {
    slug: "no-limit",
    name: "every packet gets its error, so junk keeps the router busy",
    ask: "How many errors does a router send that gets a million bad packets in a second?",
};

pub(super) const BUCKET_UNDERFLOW_PANICS: Mistake = Mistake {
    slug: "bucket-underflow-panics",
    name: "a token is taken that is not there, and Rust stops the router",
    ask: "What do you look at before you take a token, and what do you do if there is none?",
};

pub(super) const TWENTY_AT_ONCE: Mistake = Mistake {
    slug: "twenty-at-once",
    name: "20 errors are sent at once: with what comes back meanwhile, that is more than 20 in a second",
    ask: "How many errors may go out in the first second after a quiet time, if the bucket holds 20 and 10 come back?",
};

pub(super) const FRACTIONS_LOST: Mistake = Mistake {
    slug: "fractions-lost",
    name: "each bad packet throws away the time since the one before, so in a flood no token ever comes back",
    ask: "A token comes back each 100 ms, and a bad packet each 50 ms. How much time have you counted when the second one comes?",
};

pub(super) const LIMIT_FOR_EVER: Mistake = Mistake {
    slug: "limit-for-ever",
    name: "after a while no errors are sent any more",
    ask: "What gives tokens back?",
};

pub(super) const LIMIT_PER_SOURCE: Mistake = Mistake {
    slug: "limit-per-source",
    name: "each source has a limit of its own",
    ask: "A source address costs its sender nothing. How many can one machine pretend to have?",
};

pub(super) const ECHOES_COUNT: Mistake = Mistake {
    slug: "echoes-count",
    name: "echo replies use up what errors may use",
    ask: "What are the limits about, according to the docs?",
};

pub(super) const TOO_FEW_ERRORS: Mistake = Mistake {
    slug: "too-few-errors",
    name: "fewer errors are sent than the docs allow",
    ask: "How many can it send at once, after a second without any?",
};

pub(super) const MICROS_ARE_MILLIS: Mistake = Mistake {
    slug: "micros-are-millis",
    name: "the time is taken for milliseconds, so the limit is a thousand times too high",
    ask: "What is the unit of `Micros`?",
};

pub(super) const NEVER_EXPIRES: Mistake = Mistake {
    slug: "never-expires",
    name: "the packet is sent on whatever its time to live is, so it goes round for ever",
    ask: "What ends a circle, if every router in it does the same as yours?",
};

pub(super) const ROUTERS_SHARE_STATE: Mistake = Mistake {
    slug: "routers-share-state",
    name: "this router has taken the way of another one: they share their routes",
    ask: "Six routers live in one process. Where do you keep what each of them knows?",
};
