//! Messages of ICMP: the echo and its reply, and what an error says and quotes.

use given::packets::IcmpError;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

use super::model::{self, HEADER, ICMP, MOST, Packet, TCP, UDP, word};
use super::pictures;
use super::udp::data;
use crate::checks::packets::ipv4::header;
use crate::script::{Script, call};
use crate::spell::{Bytes, Ref};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// The next answer: a message, or none. It is shown in a few words.
pub(super) fn answer(seen: &mut Seen<'_>) -> Result<Option<Vec<u8>>, Trouble> {
    let own: Option<Bytes> = seen.value()?;
    if let Some(own) = &own {
        seen.shown_as(&format!("Some({} bytes)", own.len()));
    }
    Ok(own.map(|Bytes(own)| own))
}

/// Equal, or with the other one of the two zeros as their checksum: a receiver sees no difference.
fn is_as_good(own: &[u8], right: &[u8]) -> bool {
    let zero = |bytes: &[u8]| {
        bytes.get(2..4).is_some_and(|field| [[0, 0], [0xFF, 0xFF]].contains(&[field[0], field[1]]))
    };
    own == right
        || own.len() == right.len()
            && own[..2] == right[..2]
            && own[4..] == right[4..]
            && zero(own)
            && zero(right)
            && model::sum(own) == 0xFFFF
}

/// An echo with this checksum: the last two bytes of its data see to it.
fn with_checksum(checksum: u16, (id, number): (u16, u16), data: &[u8]) -> Vec<u8> {
    let even = &data[..data.len() / 2 * 2];
    let open = model::echo(id, number, &[even, &[0, 0]].concat());
    // In ones' complement, to subtract is to add the inverse. The checksum is an inverse already.
    let missing = model::sum(&[(!checksum).to_be_bytes(), word(&open, 2).to_be_bytes()].concat());
    model::echo(id, number, &[even, &missing.to_be_bytes()].concat())
}

/// To this checksum one can't add 0x0800 without a carry.
const CARRIES: u16 = 0xFEDC;
/// With this one, the reply's checksum is a zero.
const BEFORE_ZERO: u16 = 0xF7FF;

/// Every fourth has a checksum near the top.
fn echoes() -> impl Strategy<Value = Vec<u8>> {
    (any::<(u16, u16)>(), data(60), 0..8).prop_map(|(numbers, data, kind)| match kind {
        0 => with_checksum(CARRIES, numbers, &data),
        1 => with_checksum(BEFORE_ZERO, numbers, &data),
        _ => model::echo(numbers.0, numbers.1, &data),
    })
}

fn ask_echo(message: &[u8]) -> Script {
    call("icmp_echo_reply", (Bytes(message.to_vec()),)).spelled("icmp_echo_reply(message)")
}

pub(super) fn echo_comes_back(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        model::echo(0x1234, 1, b"abcd"),
        model::echo(0x1234, 2, b""),
        model::echo(0xBEEF, 3, b"odd"),
        with_checksum(CARRIES, (0x1234, 4), b"ab"),
        with_checksum(BEFORE_ZERO, (0x1234, 4), b"ab"),
        model::echo(0x1234, 5, &[0x5A; 100]),
    ];
    trial.law(
        forced,
        echoes(),
        |message| ask_echo(message),
        |message, seen| {
            let right = model::summed(&[&[0], &message[1..]].concat(), 2);
            let own = answer(seen).map_err(|trouble| {
                seen.expected(format!("Some({} bytes)", right.len()));
                trouble
                    .panic_with_looks_like("attempt to add with overflow", "echo-carry-lost")
                    .figure(pictures::echo("message", message, &[]))
            })?;
            let Some(own) = own else {
                let message_shown = pictures::echo("message", message, &[]);
                return Err(
                    Trouble::new(seen.expected(format!("Some({} bytes)", right.len()))).figure(message_shown)
                );
            };
            if is_as_good(&own, &right) {
                return Ok(());
            }
            let differs: Vec<&str> = [
                ("type", 0..1),
                ("code", 1..2),
                ("checksum", 2..4),
                ("identifier", 4..6),
                ("number", 6..8),
                ("data", 8..right.len().max(own.len())),
            ]
            .into_iter()
            .filter(|(_, range)| own.get(range.clone()) != right.get(range.clone()))
            .map(|(name, _)| name)
            .collect();
            // A wrong checksum follows from any other difference, so it is told only where there is none.
            let told: Vec<&str> =
                differs.iter().copied().filter(|name| *name != "checksum" || differs.len() == 1).collect();
            let wrong = format!("not as it should be: {}", told.join(", "));
            seen.expected(format!("Some({} bytes), type 0, the rest as it came", right.len()));
            let trouble = misreplied(message, &own, &right, &differs)
                .into_iter()
                .fold(Trouble::new(wrong), Trouble::looks_like);
            Err(trouble.figure(pictures::echo("message", message, &[])).figure(pictures::echo(
                "your answer",
                &own,
                &told,
            )))
        },
    )
}

/// The mistake by which an echo is answered like this.
fn misreplied(message: &[u8], own: &[u8], right: &[u8], differs: &[&str]) -> Option<&'static str> {
    let field = own.get(2..4).map(|field| word(field, 0))?;
    let came = word(message, 2);
    let header_alone = model::summed(&right[..HEADER], 2);
    // With what was in the field when it was computed.
    let old_too = !model::sum(&model::with_word(right, 2, came));
    match differs {
        ["type", ..] if own[0] == message[0] => Some("type-stays"),
        ["data"] | ["checksum", "data"] if own.len() == HEADER => Some("echo-data-lost"),
        ["identifier", "number"] | ["checksum", "identifier", "number"] if own[4..8] == [0; 4] => {
            Some("identifier-lost")
        }
        ["checksum"] if field == came.wrapping_add(0x0800) => Some("echo-carry-lost"),
        ["checksum"] if field == came => Some("echo-checksum-stale"),
        ["checksum"] if field == 0 => Some("echo-checksum-missing"),
        ["checksum"] if field == word(&header_alone, 2) => Some("echo-data-not-summed"),
        ["checksum"] if field == old_too => Some("echo-field-not-zeroed"),
        _ => None,
    }
}

/// What is no echo, or no good one.
fn others() -> impl Strategy<Value = Vec<u8>> {
    let other = (prop_oneof![0..8_u8, 9..=255_u8], data(20))
        .prop_map(|(kind, data)| model::icmp(kind, 0, [0x12, 0x34, 0, 1], &data));
    let damaged = (echoes(), any::<Index>(), 0..8).prop_map(|(mut message, place, bit)| {
        let at = place.index(message.len());
        message[at] ^= 1_u8 << bit;
        message
    });
    let short = (echoes(), 0..HEADER).prop_map(|(mut message, len)| {
        message.truncate(len);
        message
    });
    prop_oneof![other, damaged, short]
}

pub(super) fn only_echoes_come_back(trial: &mut Trial<'_>) -> Verdict {
    let of_type = |kind| model::icmp(kind, 0, [0x12, 0x34, 0, 1], b"abcd");
    let mut damaged = model::echo(0x1234, 1, b"abcd");
    damaged[8] ^= 0x20;
    // It has the right sum, and is half a header.
    let half = model::summed(&[8, 0, 0, 0], 2);
    let forced = [of_type(0), of_type(13), of_type(3), damaged, half, vec![8], vec![]];
    trial.law(
        forced,
        others(),
        |message| ask_echo(message),
        |message, seen| {
            let (len, kind) = (message.len(), message.first().copied());
            let is_damaged = model::sum(message) != 0xFFFF;
            let shown = |trouble: Trouble| {
                let marked = if len < HEADER {
                    "too short"
                } else if kind == Some(8) {
                    "checksum"
                } else {
                    "type"
                };
                trouble.figure(pictures::echo("message", message, &[marked]))
            };
            let own = answer(seen).map_err(|trouble| {
                seen.expected("None");
                let trouble =
                    if len < HEADER { trouble.panic_looks_like("short-echo-panics") } else { trouble };
                shown(trouble)
            })?;
            ensure(own.is_none(), || {
                let trouble = Trouble::new(seen.expected("None"))
                    .looks_like_if(len >= HEADER && kind == Some(0), "answers-replies")
                    .looks_like_if(len >= HEADER && kind != Some(8), "answers-other-types")
                    .looks_like_if(len >= HEADER && is_damaged, "answers-damaged")
                    .looks_like_if(len < HEADER, "short-echo-answered");
                shown(trouble)
            })
        },
    )
}

pub(super) const ERRORS: [IcmpError; 9] = [
    IcmpError::NetUnreachable,
    IcmpError::HostUnreachable,
    IcmpError::ProtocolUnreachable,
    IcmpError::PortUnreachable,
    IcmpError::FragmentationNeeded { mtu: 1400 },
    IcmpError::Prohibited,
    IcmpError::TimeExceeded,
    IcmpError::ReassemblyTimeExceeded,
    IcmpError::ParameterProblem { pointer: 20 },
];

pub(super) fn any_error() -> impl Strategy<Value = IcmpError> {
    prop_oneof![
        3 => select(&ERRORS[..]),
        1 => any::<u16>().prop_map(|mtu| IcmpError::FragmentationNeeded { mtu }),
        1 => any::<u8>().prop_map(|pointer| IcmpError::ParameterProblem { pointer }),
    ]
}

/// Packets about which everybody may be told. One mistake shall fail one check, so none of them is a fragment, and nobody
/// can take the first byte of the payload, which there is, for the type of an ICMP error.
pub(super) fn good_packets(most: usize) -> impl Strategy<Value = Packet> {
    (select(&[TCP, UDP, 47][..]), vec(any::<u8>(), 1..most), 0..11_usize, any::<u8>()).prop_map(
        |(protocol, mut payload, option_words, ttl)| {
            payload[0] |= 0x80;
            Packet { option_words, ttl, ..Packet::new(protocol, &payload) }
        },
    )
}

/// Packets with nothing special about them: what becomes of the others is asked by the other checks.
fn plain_packets() -> impl Strategy<Value = Packet> {
    let payload = vec(any::<u8>(), 8..60);
    (payload, any::<u8>()).prop_map(|(mut payload, ttl)| {
        payload[0] |= 0x80;
        Packet { ttl, ..Packet::new(UDP, &payload) }
    })
}

pub(super) fn ask_error(error: IcmpError, packet: Vec<u8>) -> Script {
    use crate::spell::Spell;

    call("icmp_error", (Ref(error), Bytes(packet))).spelled(format!("icmp_error({}, packet)", error.spell()))
}

/// An error, and the packet it is about.
type Case = (IcmpError, Packet);

/// The next answer, which must be a message with a header.
fn message(case: &Case, seen: &mut Seen<'_>) -> Result<Vec<u8>, Trouble> {
    let (_, packet) = case;
    let shown = |trouble: Trouble| trouble.figure(pictures::packet(packet, &[]));
    let own = answer(seen).map_err(|trouble| {
        seen.expected("a message");
        shown(trouble)
    })?;
    match own {
        Some(own) if own.len() >= HEADER => Ok(own),
        Some(own) => {
            seen.expected("a message, with a header of 8 bytes");
            let message = format!("a header has 8 bytes, and this is {}", own.len());
            Err(shown(Trouble::new(message)))
        }
        None => Err(shown(Trouble::new(seen.expected("a message: of this packet the sender may be told")))),
    }
}

pub(super) fn error_says_what(trial: &mut Trial<'_>) -> Verdict {
    let forced = [3, 0, 1, 2, 5, 6, 7, 4, 8].map(|place| (ERRORS[place], Packet::udp()));
    trial.law(
        forced,
        (any_error(), plain_packets()),
        |(error, packet)| ask_error(*error, packet.bytes()),
        |case, seen| {
            let (error, packet) = case;
            let own = message(case, seen)
                .map_err(|trouble| trouble.panic_with_looks_like("out of range", "short-packet-panics"))?;
            let Some((what, marked, slug)) = misreported(error, packet, &own) else { return Ok(()) };
            let (kind, code, rest) = model::first_bytes(error);
            let rest = rest.map(|byte| format!("{byte:02x}")).join(" ");
            seen.expected(format!("type {kind}, code {code}, checksum, {rest}, the packet"));
            let trouble = Trouble::new(what).figure(pictures::error("your answer", error, &own, &[marked]));
            Err(slug.into_iter().fold(trouble, Trouble::looks_like))
        },
    )
}

/// What is wrong with the first eight bytes, if something is; which field; which mistake.
fn misreported(
    error: &IcmpError,
    packet: &Packet,
    own: &[u8],
) -> Option<(String, &'static str, Option<&'static str>)> {
    let (kind, code, rest) = model::first_bytes(error);
    let differs = |what: &str, right: u8, own: u8| format!("expected {what} {right}, saw {own}");
    if own[4..].starts_with(&packet.bytes()[..4]) && rest != own[4..8] {
        let what = String::from("the quote begins at byte 4, and should at byte 8");
        return Some((what, "unused", Some("no-unused-bytes")));
    }
    if own[..2] == [code, kind] && kind != code {
        return Some((differs("type", kind, own[0]), "type", Some("type-and-code-swapped")));
    }
    if own[0] != kind {
        let slug = (own[0] == 3).then_some("always-unreachable");
        return Some((differs("type", kind, own[0]), "type", slug));
    }
    if own[1] != code {
        return Some((differs("code", code, own[1]), "code", Some("codes-mixed-up")));
    }
    let came: [u8; 4] = own[4..8].try_into().expect("four bytes are four");
    if came != rest {
        let [a, b, c, d] = rest;
        let (what, slug) = match error {
            IcmpError::FragmentationNeeded { .. } => {
                let slug = match came {
                    _ if came == [0; 4] => Some("mtu-missing"),
                    _ if came == [c, d, 0, 0] => Some("mtu-in-front"),
                    _ if came == [0, 0, d, c] => Some("mtu-little-endian"),
                    _ => None,
                };
                ("MTU", slug)
            }
            IcmpError::ParameterProblem { .. } => {
                let slug = match came {
                    _ if came == [0; 4] => Some("pointer-missing"),
                    _ if came == [b, c, d, a] => Some("pointer-behind"),
                    _ => None,
                };
                ("pointer", slug)
            }
            _ => ("unused", None),
        };
        let [right, came] = [rest, came].map(|bytes| bytes.map(|byte| format!("{byte:02x}")).join(" "));
        return Some((format!("expected {right} in bytes 4 to 7, saw {came}"), what, slug));
    }
    if model::sum(own) == 0xFFFF {
        return None;
    }
    let field = word(own, 2);
    let right = word(&model::summed(own, 2), 2);
    let with_pseudo = {
        let ends = given::packets::Ends::V4 { source: packet.source, destination: packet.destination };
        !model::sum(&[model::pseudo(&ends, ICMP, own.len()), model::with_word(own, 2, 0)].concat())
    };
    let slug = match field {
        0 => Some("error-checksum-missing"),
        _ if field == word(&model::summed(&own[..HEADER], 2), 2) => Some("quote-not-summed"),
        _ if field == right.swap_bytes() => Some("error-checksum-little-endian"),
        _ if field == !right => Some("error-checksum-not-inverted"),
        _ if field == with_pseudo => Some("pseudo-header-in-icmp"),
        _ => None,
    };
    Some((format!("expected the checksum {right:04x}, saw {field:04x}"), "checksum", slug))
}

/// Packets around all lengths at which a quote ends.
fn quotable() -> impl Strategy<Value = Case> {
    let payload = prop_oneof![1..20_usize, 470..560_usize, 1..1500_usize];
    (any_error(), payload, 0..11_usize, prop_oneof![Just(0), 0..30_usize], any::<u8>()).prop_map(
        |(error, payload, option_words, padding, first)| {
            let payload: Vec<u8> = (0..payload).map(|at| (first | 0x80).wrapping_add(at as u8)).collect();
            (error, Packet { option_words, padding, ..Packet::new(UDP, &payload) })
        },
    )
}

/// A packet with so many words of options, bytes of payload, and bytes behind it.
fn sized(option_words: usize, payload: usize, padding: usize) -> Case {
    let payload: Vec<u8> = (0..payload).map(|at| at as u8).collect();
    (IcmpError::PortUnreachable, Packet { option_words, padding, ..Packet::new(UDP, &payload) })
}

pub(super) fn quotes_enough(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        sized(0, 10, 0),
        sized(2, 40, 0),
        // Ethernet fills up to 46 bytes.
        sized(0, 10, 16),
        sized(0, 3, 0),
        sized(0, 1, 0),
        sized(0, MOST - 20, 0),
        sized(10, 1000, 0),
        sized(0, 1480, 0),
        sized(0, MOST - 19, 0),
    ];
    trial.law(
        forced,
        quotable(),
        |(error, packet)| ask_error(*error, packet.bytes()),
        |case, seen| {
            let (_, packet) = case;
            let own = message(case, seen).map_err(|trouble| {
                let is_short = packet.payload.len() < 8;
                let trouble = trouble.figure(pictures::lengths(packet, None));
                if is_short {
                    trouble.panic_looks_like("short-packet-panics")
                } else {
                    trouble.panic_with_looks_like("out of range", "short-packet-panics")
                }
            })?;
            let quote = &own[HEADER..];
            let (least, most) = packet.quotable();
            let (whole, arrived) = (packet.whole(), packet.bytes());
            let range = if least == most { least.to_string() } else { format!("{least} to {most}") };
            let expected = format!("a quote of {range} bytes, as they arrived");
            let is_unchanged = arrived.starts_with(quote);
            if is_unchanged && (least..=most).contains(&quote.len()) {
                return Ok(());
            }
            seen.shown_as(&format!("Some({} bytes), of which {} are the quote", own.len(), quote.len()));
            let trouble = |message: String, seen: &mut Seen<'_>| {
                seen.expected(expected.clone());
                Trouble::new(message)
            };
            if !is_unchanged {
                let at = quote.iter().zip(&arrived).take_while(|(own, right)| own == right).count();
                let payload = &whole[packet.header_len()..];
                let is_payload =
                    payload.starts_with(quote) || quote.starts_with(&payload[..payload.len().min(8)]);
                let message = format!("the quote is another one than the packet from its byte {at} on");
                let trouble = trouble(message, seen);
                return Err(if is_payload && !payload.is_empty() {
                    trouble
                        .looks_like("header-not-quoted")
                        .figure(pictures::packet(packet, &[]))
                        .figure(pictures::headless(quote))
                } else {
                    let came = &arrived[..arrived.len().min(quote.len())];
                    trouble.looks_like_if(at >= 2, "quote-changed").figure(header::dump(
                        "your quote",
                        quote,
                        came,
                        |_| false,
                    ))
                });
            }
            let own = quote.len();
            let message = if own < least {
                format!("a quote has at least {least} bytes here, and this one has {own}")
            } else {
                format!("a quote has at most {most} bytes here, and this one has {own}")
            };
            Err(trouble(message, seen)
                .looks_like_if(own < least && own == 28, "options-not-counted")
                .looks_like_if(own < least, "quote-too-short")
                .looks_like_if(own > whole.len(), "padding-quoted")
                .looks_like_if(own == whole.len(), "quote-not-cut")
                .looks_like_if([576, 568, 556].contains(&own), "headers-not-counted")
                .figure(pictures::lengths(packet, Some(own))))
        },
    )
}

pub(super) fn quotes_what_fits(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        sized(0, 40, 0),
        sized(0, 1480, 0),
        sized(10, 1000, 0),
        sized(0, MOST - 20, 0),
        sized(0, MOST - 19, 0),
    ];
    trial.law(
        forced,
        quotable(),
        |(error, packet)| ask_error(*error, packet.bytes()),
        |case, seen| {
            let (_, packet) = case;
            let own = message(case, seen)?;
            let (least, most) = packet.quotable();
            let quote = own.len() - HEADER;
            seen.shown_as(&format!("Some({} bytes), of which {quote} are the quote", own.len()));
            ensure(quote == most, || {
                seen.expected(format!("a quote of {most} bytes"));
                Trouble::new(format!("a quote of {most} bytes fits, and this one has {quote}"))
                    .looks_like_if(quote == least, "quotes-the-least")
                    .figure(pictures::lengths(packet, Some(quote)))
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    #[test]
    fn echoes_have_the_checksums_that_they_are_asked_for() {
        for wanted in [CARRIES, BEFORE_ZERO, 0x1234] {
            let echo = with_checksum(wanted, (0x1234, 4), b"abc");
            assert_eq!(word(&echo, 2), wanted);
            assert_eq!(model::sum(&echo), 0xFFFF);
        }
        let echoes = drawn(&echoes());
        let carry = echoes.iter().filter(|echo| word(echo, 2) >= 0xF800).count();
        assert!((20..120).contains(&carry), "{carry}");
    }

    #[test]
    fn both_zeros_are_as_good_and_other_numbers_are_not() {
        let right = model::summed(&[&[0], &with_checksum(BEFORE_ZERO, (1, 2), b"ab")[1..]].concat(), 2);
        assert_eq!(word(&right, 2), 0);
        assert!(is_as_good(&right, &right));
        assert!(is_as_good(&model::with_word(&right, 2, 0xFFFF), &right));
        assert!(!is_as_good(&model::with_word(&right, 2, 1), &right));
    }

    #[test]
    fn what_is_no_echo_is_none() {
        for message in drawn(&others()) {
            let is_echo = message.len() >= HEADER && message[0] == 8 && model::sum(&message) == 0xFFFF;
            assert!(!is_echo, "{message:?}");
        }
    }

    /// Some are cut, some are not, and both ends of the limit are among them.
    #[test]
    fn quotes_of_all_lengths_are_asked_for() {
        let packets: Vec<Packet> = drawn(&quotable()).into_iter().map(|(_, packet)| packet).collect();
        let count = |fact: &dyn Fn(&Packet) -> bool| packets.iter().filter(|packet| fact(packet)).count();
        assert!(count(&|packet| packet.total_len() > MOST) > 100);
        assert!(count(&|packet| packet.total_len() <= MOST && packet.padding > 0) > 50);
        assert!(count(&|packet| packet.total_len().abs_diff(MOST) < 20) > 20);
        assert!(count(&|packet| packet.payload.len() < 8) > 20);
        assert!(packets.iter().all(model::may_be_told));
    }
}
