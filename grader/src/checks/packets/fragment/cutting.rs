//! How a packet is cut: what should come of it, and what comes of it with a mistake.

use given::packets::{FragmentError, Ipv4Error, Ipv4Header};

use super::wire::{LONGEST, Packet, UNIT};
use crate::checks::packets::ipv4::model::{checksum, repair};

/// What `fragment` answers.
pub(super) type Cut = Result<Vec<Vec<u8>>, FragmentError>;

/// How somebody cuts: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    OffsetInBytes,
    OffsetMissing,
    MfOnAll,
    MfOnNone,
    NotInEights,
    HeaderForgotten,
    LastLost,
    LastInEights,
    LastFirst,
    FullLast,
    NewIds,
    TtlDown,
    HeaderAnew,
    StaleLength,
    StaleChecksum,
    NoChecksum,
    FitsIsCut,
    DfAlways,
    DfNever,
    PaddingTravels,
    StartsOver,
    MfOfOwn,
    OffsetRuns,
    TooSmallFirst,
    NeedsHeaderOnly,
    OptionsEverywhere,
    OptionsFirstOnly,
    OptionsNowhere,
    RoomOfFirst,
}

/// The mistakes by their names.
pub(super) const HABITS: [(&str, Habit); 29] = [
    ("offset-in-bytes", Habit::OffsetInBytes),
    ("offset-missing", Habit::OffsetMissing),
    ("mf-on-last", Habit::MfOnAll),
    ("mf-missing", Habit::MfOnNone),
    ("pieces-not-in-eights", Habit::NotInEights),
    ("header-not-counted", Habit::HeaderForgotten),
    ("last-piece-lost", Habit::LastLost),
    ("last-piece-in-eights", Habit::LastInEights),
    ("last-piece-first", Habit::LastFirst),
    ("last-piece-filled-up", Habit::FullLast),
    ("new-identifications", Habit::NewIds),
    ("counts-down-ttl", Habit::TtlDown),
    ("header-made-anew", Habit::HeaderAnew),
    ("total-length-stale", Habit::StaleLength),
    ("checksum-stale", Habit::StaleChecksum),
    ("checksum-stale", Habit::NoChecksum),
    ("cuts-what-fits", Habit::FitsIsCut),
    ("df-forbids-sending", Habit::DfAlways),
    ("df-ignored", Habit::DfNever),
    ("padding-travels", Habit::PaddingTravels),
    ("offset-starts-over", Habit::StartsOver),
    ("middle-loses-mf", Habit::MfOfOwn),
    ("offset-runs-over", Habit::OffsetRuns),
    ("too-small-comes-first", Habit::TooSmallFirst),
    ("needs-eight-more", Habit::NeedsHeaderOnly),
    ("options-everywhere", Habit::OptionsEverywhere),
    ("options-first-only", Habit::OptionsFirstOnly),
    ("options-nowhere", Habit::OptionsNowhere),
    ("room-of-the-first", Habit::RoomOfFirst),
];

/// Cuts what came, bytes behind the packet included.
pub(super) fn cut(bytes: &[u8], mtu: usize, habit: Habit) -> Cut {
    let packet = Packet::read(bytes).ok_or_else(|| FragmentError::NotIpv4(why(bytes)))?;
    let fits = if habit == Habit::FitsIsCut { packet.len() < mtu } else { packet.len() <= mtu };
    if habit == Habit::DfAlways && packet.header.dont_fragment {
        return Err(FragmentError::DontFragment);
    }
    if fits {
        return Ok(vec![if habit == Habit::PaddingTravels { bytes.to_vec() } else { packet.bytes() }]);
    }
    let needed = packet.header_bytes() + if habit == Habit::NeedsHeaderOnly { 0 } else { UNIT };
    let too_small = Err(FragmentError::MtuTooSmall { mtu, needed });
    let is_too_small = mtu < packet.header_bytes() + UNIT;
    if habit == Habit::TooSmallFirst && is_too_small {
        return too_small;
    }
    if packet.header.dont_fragment && habit != Habit::DfNever {
        return Err(FragmentError::DontFragment);
    }
    if packet.header_bytes() + packet.end() > LONGEST && habit != Habit::OffsetRuns {
        return Err(FragmentError::PastTheEnd { end: packet.end() });
    }
    if is_too_small {
        return too_small;
    }
    Ok(pieces(&packet, mtu, habit))
}

/// The pieces of a packet that is too long.
fn pieces(packet: &Packet, mtu: usize, habit: Habit) -> Vec<Vec<u8>> {
    let later = match habit {
        Habit::OptionsEverywhere => packet.header.options.clone(),
        Habit::OptionsFirstOnly | Habit::OptionsNowhere => vec![],
        _ => copied(&packet.header.options, Reading::Right),
    };
    let first = if habit == Habit::OptionsNowhere { vec![] } else { packet.header.options.clone() };
    let mut pieces: Vec<Packet> = Vec::new();
    let mut at = 0;
    while at < packet.payload.len() {
        let options = if at == 0 { first.clone() } else { later.clone() };
        let own = Packet { header: Ipv4Header { options, ..packet.header.clone() }, payload: vec![] };
        let header_bytes =
            if habit == Habit::RoomOfFirst { packet.header_bytes() } else { own.header_bytes() };
        let rest = packet.payload.len() - at;
        let behind = if habit == Habit::HeaderForgotten { mtu } else { mtu - header_bytes };
        let room = if habit == Habit::NotInEights { behind } else { behind / UNIT * UNIT };
        let all = if habit == Habit::LastInEights { room } else { behind };
        let len = if rest <= all { rest } else { room };
        let is_last = rest <= all;
        let place = match habit {
            Habit::OffsetInBytes => packet.start() + at,
            Habit::OffsetMissing => 0,
            Habit::StartsOver => at / UNIT,
            _ => packet.start() / UNIT + at / UNIT,
        };
        let more_fragments = match habit {
            Habit::MfOnAll => true,
            Habit::MfOnNone => packet.header.more_fragments,
            Habit::MfOfOwn => !is_last,
            _ => !is_last || packet.header.more_fragments,
        };
        let mut header = Ipv4Header { more_fragments, fragment_offset: place as u16, ..own.header };
        match habit {
            Habit::NewIds => header.identification = header.identification.wrapping_add(pieces.len() as u16),
            Habit::TtlDown => header.ttl = header.ttl.wrapping_sub(1),
            Habit::HeaderAnew => {
                let anew = Ipv4Header::new(header.protocol, header.source, header.destination);
                let Ipv4Header { identification, options, .. } = header;
                header = Ipv4Header {
                    identification,
                    options,
                    more_fragments,
                    fragment_offset: place as u16,
                    ..anew
                };
            }
            _ => {}
        }
        let mut payload = packet.payload[at..at + len].to_vec();
        if habit == Habit::FullLast {
            payload.resize(room, 0);
        }
        pieces.push(Packet { header, payload });
        at += len;
    }
    if habit == Habit::LastLost {
        pieces.pop();
    }
    if habit == Habit::LastFirst {
        pieces.reverse();
    }
    pieces.iter().map(|piece| emitted(piece, packet, habit)).collect()
}

fn emitted(piece: &Packet, whole: &Packet, habit: Habit) -> Vec<u8> {
    let mut bytes = piece.bytes();
    match habit {
        Habit::StaleLength => {
            bytes[2..4].copy_from_slice(&(whole.len() as u16).to_be_bytes());
            repair(&mut bytes);
        }
        Habit::StaleChecksum => bytes[10..12].copy_from_slice(&whole.bytes()[10..12]),
        Habit::NoChecksum => bytes[10..12].fill(0),
        // An offset of more than 13 bits that is put behind the flags changes them.
        Habit::OffsetRuns if piece.header.fragment_offset > 0x1FFF => {
            let flags = u16::from(piece.header.more_fragments) << 13;
            bytes[6..8].copy_from_slice(&(flags | piece.header.fragment_offset).to_be_bytes());
            repair(&mut bytes);
        }
        _ => {}
    }
    bytes
}

/// Why bytes are no packet, of those that are asked about here.
fn why(bytes: &[u8]) -> Ipv4Error {
    let Some(header) = bytes.get(..20) else {
        return Ipv4Error::Truncated { needed: 20, got: bytes.len() };
    };
    let claimed = usize::from(u16::from_be_bytes([header[2], header[3]]));
    if header[0] >> 4 != 4 {
        return Ipv4Error::Version { version: header[0] >> 4 };
    }
    if claimed > bytes.len() {
        return Ipv4Error::TotalLength { claimed, got: bytes.len() };
    }
    let found = u16::from_be_bytes([header[10], header[11]]);
    Ipv4Error::Checksum { found, expected: checksum(&bytes[..4 * usize::from(header[0] & 0x0F)]) }
}

/// How somebody reads options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Right,
    CopiesAll,
    CopiesNone,
    LowBit,
    CopiesTheOthers,
    NopHasLength,
    HeadNotCounted,
    Unpadded,
    PaddedAlways,
    NeverEnds,
    BrokenCopied,
    BrokenLosesAll,
    OnlyTheFirst,
}

/// The mistakes by their names.
pub(super) const READINGS: [(&str, Reading); 12] = [
    ("copies-all-options", Reading::CopiesAll),
    ("copies-no-options", Reading::CopiesNone),
    ("copied-is-the-low-bit", Reading::LowBit),
    ("copies-the-others", Reading::CopiesTheOthers),
    ("nop-has-a-length", Reading::NopHasLength),
    ("length-without-its-head", Reading::HeadNotCounted),
    ("options-not-padded", Reading::Unpadded),
    ("pads-what-is-full", Reading::PaddedAlways),
    ("reads-behind-the-end", Reading::NeverEnds),
    ("broken-option-copied", Reading::BrokenCopied),
    ("broken-option-loses-all", Reading::BrokenLosesAll),
    ("first-option-only", Reading::OnlyTheFirst),
];

/// The options of the fragments behind the first.
pub(super) fn copied(options: &[u8], reading: Reading) -> Vec<u8> {
    let mut copied: Vec<u8> = Vec::new();
    let mut at = 0;
    while at < options.len() {
        let kind = options[at];
        let len = match kind {
            0 if reading == Reading::NeverEnds => 1,
            0 => break,
            1 if reading != Reading::NopHasLength => 1,
            _ => {
                let said = options.get(at + 1).map_or(0, |len| usize::from(*len));
                let len = if reading == Reading::HeadNotCounted { said + 2 } else { said };
                if said < 2 || at + len > options.len() {
                    match reading {
                        Reading::BrokenCopied if kind & 0x80 != 0 => copied.extend(&options[at..]),
                        Reading::BrokenLosesAll => copied.clear(),
                        _ => {}
                    }
                    break;
                }
                len
            }
        };
        let is_copied = match reading {
            Reading::CopiesAll => true,
            Reading::CopiesNone => false,
            Reading::LowBit => kind & 1 != 0,
            Reading::CopiesTheOthers => kind & 0x80 == 0,
            _ => kind & 0x80 != 0,
        };
        if is_copied {
            copied.extend(&options[at..at + len]);
        }
        at += len;
        if reading == Reading::OnlyTheFirst {
            break;
        }
    }
    match reading {
        Reading::Unpadded => {}
        Reading::PaddedAlways => copied.resize((copied.len() / 4 + 1) * 4, 0),
        _ => copied.resize(copied.len().next_multiple_of(4), 0),
    }
    copied
}
