//! A prefix as a row of bits, each looked at by itself: what the answers should be, and what they are with a habit
//! that is a mistake.

use given::addresses::{Family, Hosts, Prefix, Special};

/// How one answers: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    WrapsShift,
    LittleEndian,
    Inverted,
    OnesAtTheEnd,
    WholeOctets,
    Spills,
    TopOf128,
    Narrow,
    KeepsHostBits,
    KeepsHostPart,
    SetsTheRest,
    ForgetsFamily,
    OnesOnly,
    WithoutFirst,
    WithoutLast,
    WithoutEnds,
    OnePast,
    NotOfMask,
    HostsOnly,
    FencePost,
    TwoToTheLength,
    EverythingIsNothing,
    EverythingIsMost,
    NoSizeOfV4,
    ZeroSizeOfV4,
    Slash31Broadcasts,
    Slash32Broadcasts,
    V6Broadcasts,
    LowestIsBroadcast,
    AllOnes,
    Slash30IsLink,
    TakesTwoOfV4,
    TakesTwoOfV6,
    BroadcastIsHost,
    NetworkIsHost,
    AllAreHosts,
    HighFirst,
    SameLength,
    BitTooHigh,
    AddsTooHigh,
    BitTooLow,
    ReadsBackwards,
    WithoutLastOfBlock,
    /// Lacks the first blocks, and has the second.
    Instead(&'static [Block], &'static [Block]),
}

use Habit::*;

/// Addresses from this one, the first so many bits of which agree, and what they are for.
pub(super) type Block = ([u8; 4], u8, Special);

/// RFC 6890, section 2.2.2, and multicast of RFC 1112, section 4. The largest first: of two that overlap, the later
/// one decides.
#[rustfmt::skip]
pub(super) const BLOCKS: [Block; 15] = [
    ([240, 0, 0, 0],        4, Special::Reserved),
    ([224, 0, 0, 0],        4, Special::Multicast),
    ([0, 0, 0, 0],          8, Special::ThisNetwork),
    ([10, 0, 0, 0],         8, Special::Private),
    ([127, 0, 0, 0],        8, Special::Loopback),
    ([100, 64, 0, 0],      10, Special::Shared),
    ([172, 16, 0, 0],      12, Special::Private),
    ([198, 18, 0, 0],      15, Special::Benchmarking),
    ([169, 254, 0, 0],     16, Special::LinkLocal),
    ([192, 168, 0, 0],     16, Special::Private),
    ([192, 0, 0, 0],       24, Special::ProtocolAssignments),
    ([192, 0, 2, 0],       24, Special::Documentation),
    ([198, 51, 100, 0],    24, Special::Documentation),
    ([203, 0, 113, 0],     24, Special::Documentation),
    ([255, 255, 255, 255], 32, Special::Broadcast),
];

const NONE: (&[Block], &[Block]) = (&[], &[]);

impl Habit {
    pub(super) fn mask(self, family: Family, len: u8) -> u128 {
        let width = family.width();
        let is_v4 = family == Family::V4;
        match self {
            WrapsShift if len == 0 => row(family, |_| true),
            LittleEndian => row(family, |place| place < len).swap_bytes() >> (128 - width),
            Inverted => row(family, |place| place >= len),
            OnesAtTheEnd => row(family, |place| place >= width - len),
            WholeOctets => row(family, |place| place < len / 8 * 8),
            Spills if is_v4 => u128::MAX << (32 - len),
            TopOf128 if is_v4 => row(Family::V6, |place| place < len),
            Narrow if !is_v4 && len <= 32 => row(Family::V4, |place| place < len),
            _ => row(family, |place| place < len),
        }
    }

    pub(super) fn network(self, family: Family, address: u128, len: u8) -> Prefix {
        let bits = match self {
            KeepsHostBits => address,
            KeepsHostPart => address & Inverted.mask(family, len),
            SetsTheRest => address | Inverted.mask(family, len),
            _ => address & self.mask(family, len),
        };
        Prefix { family, bits, len }
    }

    pub(super) fn contains(self, prefix: Prefix, family: Family, address: u128) -> bool {
        let Prefix { family: own, bits, len } = prefix;
        let agrees = |len: u8| (0..len).all(|place| bit(own, bits, place) == bit(own, address, place));
        let (is_first, is_last) = (address == bits, address == Right.last(prefix));
        match self {
            ForgetsFamily => agrees(len),
            _ if own != family => false,
            WrapsShift if len == 0 => is_first,
            OnesOnly => address & bits == bits,
            WholeOctets => agrees(len / 8 * 8),
            WithoutFirst => agrees(len) && !is_first,
            WithoutLast => agrees(len) && !is_last,
            WithoutEnds => agrees(len) && !is_first && !is_last,
            _ => agrees(len),
        }
    }

    pub(super) fn last(self, prefix: Prefix) -> u128 {
        let Prefix { family, bits, len } = prefix;
        let right = row(family, |place| place >= len || bit(family, bits, place));
        match self {
            OnePast => right.wrapping_add(1),
            NotOfMask => bits | !Right.mask(family, len),
            TopOf128 => bits | Inverted.mask(Family::V6, len),
            WrapsShift if len == 0 => bits,
            _ => right,
        }
    }

    pub(super) fn size(self, prefix: Prefix) -> Option<u128> {
        let Prefix { family, len, .. } = prefix;
        let right = (len..family.width()).try_fold(1_u128, |size, _| size.checked_mul(2));
        let v4_everything = family == Family::V4 && len == 0;
        match self {
            EverythingIsNothing => right.or(Some(0)),
            EverythingIsMost => right.or(Some(u128::MAX)),
            NoSizeOfV4 if v4_everything => None,
            ZeroSizeOfV4 if v4_everything => Some(0),
            HostsOnly if Right.broadcast(prefix).is_some() => right.map(|size| size - 2),
            FencePost => Some(right.map_or(u128::MAX, |size| size - 1)),
            TwoToTheLength => 1_u128.checked_shl(len.into()),
            _ => right,
        }
    }

    pub(super) fn broadcast(self, prefix: Prefix) -> Option<u128> {
        let Prefix { family, bits, len } = prefix;
        let has_it = match (family, len) {
            (Family::V4, 0..=29) => true,
            (Family::V4, 30) => self != Slash30IsLink,
            (Family::V4, 31) => self == Slash31Broadcasts,
            (Family::V4, _) => self == Slash32Broadcasts,
            (Family::V6, _) => self == V6Broadcasts,
        };
        has_it.then(|| match self {
            LowestIsBroadcast => bits,
            AllOnes => row(family, |_| true),
            _ => Right.last(prefix),
        })
    }

    pub(super) fn hosts(self, prefix: Prefix) -> Hosts {
        let Prefix { family, bits, .. } = prefix;
        let last = Right.last(prefix);
        let has_broadcast = Right.broadcast(prefix).is_some();
        let takes_two = has_broadcast
            || self == TakesTwoOfV4 && family == Family::V4
            || self == TakesTwoOfV6 && family == Family::V6;
        let lowest_is_host = !takes_two || matches!(self, NetworkIsHost | AllAreHosts);
        let last_is_host = !takes_two || matches!(self, BroadcastIsHost | AllAreHosts);
        Hosts {
            family,
            first: if lowest_is_host { bits } else { bits.wrapping_add(1) },
            last: if last_is_host { last } else { last.wrapping_sub(1) },
        }
    }

    pub(super) fn split(self, prefix: Prefix) -> Option<(Prefix, Prefix)> {
        let Prefix { family, bits, len } = prefix;
        let behind = u32::from(family.width() - len).checked_sub(1)?;
        let power = |places: u32| 1_u128.checked_shl(places).unwrap_or(0);
        let high = match self {
            BitTooHigh => bits | power(behind + 1),
            AddsTooHigh => bits.wrapping_add(power(behind + 1)),
            BitTooLow => bits | power(behind) >> 1,
            _ => bits | power(behind),
        };
        let len = if self == SameLength { len } else { len + 1 };
        let (low, high) = (Prefix { family, bits, len }, Prefix { family, bits: high, len });
        Some(if self == HighFirst { (high, low) } else { (low, high) })
    }

    pub(super) fn parent(self, prefix: Prefix) -> Option<Prefix> {
        let len = prefix.len.checked_sub(1)?;
        Some(self.network(prefix.family, prefix.bits, len))
    }

    pub(super) fn class(self, address: u32) -> Special {
        if self == ReadsBackwards {
            // Most addresses are global, whichever way they are read: that they are is no evidence.
            let backwards = Right.class(address.swap_bytes());
            return if backwards == Special::Global { Right.class(address) } else { backwards };
        }
        let (gone, instead) = if let Instead(gone, instead) = self { (gone, instead) } else { NONE };
        let block = BLOCKS.iter().filter(|block| !gone.contains(block)).chain(instead).rfind(|block| {
            let (first, last) = ends(block);
            (first..=last).contains(&address) && !(self == WithoutLastOfBlock && last == address)
        });
        block.map_or(Special::Global, |(_, _, special)| *special)
    }
}

/// The first and the last address of a block.
pub(super) fn ends(block: &Block) -> (u32, u32) {
    let (octets, len, _) = *block;
    let first = u32::from_be_bytes(octets);
    (first, first + (u64::MAX >> 32 >> len) as u32)
}

/// The number that has a one in each place, counted from the most significant, of which `is_one` says so.
fn row(family: Family, is_one: impl Fn(u8) -> bool) -> u128 {
    (0..family.width()).fold(0, |number, place| number << 1 | u128::from(is_one(place)))
}

/// Whether there is a one in this place of a number.
fn bit(family: Family, number: u128, place: u8) -> bool {
    number >> (family.width() - 1 - place) & 1 == 1
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn the_model_is_that_of_the_docs() {
        let room = Prefix { family: Family::V4, bits: 0xc000_0240, len: 26 };
        assert_eq!(Right.mask(Family::V4, 26), 0xffff_ffc0);
        assert_eq!(Right.mask(Family::V6, 26), 0xffff_ffc0 << 96);
        assert_eq!(Right.network(Family::V4, 0xc000_024d, 26), room);
        assert!(
            Right.contains(room, Family::V4, 0xc000_024d) && !Right.contains(room, Family::V6, 0xc000_024d)
        );
        assert_eq!((Right.last(room), Right.size(room)), (0xc000_027f, Some(64)));
        assert_eq!(Right.broadcast(room), Some(0xc000_027f));
        assert_eq!(Right.hosts(room).to_string(), "192.0.2.65 to 192.0.2.126");
        let (low, high) = Right.split(room).expect("it has halves");
        assert_eq!((low.to_string(), high.to_string()), ("192.0.2.64/27".into(), "192.0.2.96/27".into()));
        assert_eq!((Right.parent(low), Right.parent(high)), (Some(room), Some(room)));
    }

    #[test]
    fn the_ends_of_both_families_are_right() {
        for family in [Family::V4, Family::V6] {
            let all = u128::MAX >> (128 - family.width());
            let everything = Prefix { family, bits: 0, len: 0 };
            let one = Prefix { family, bits: all, len: family.width() };
            assert_eq!((Right.mask(family, 0), Right.mask(family, family.width())), (0, all));
            assert_eq!((Right.last(everything), Right.last(one)), (all, all));
            assert_eq!((Right.split(one), Right.parent(everything)), (None, None));
            assert_eq!(Right.size(one), Some(1));
            assert_eq!(Right.hosts(one), Hosts { family, first: all, last: all });
        }
        assert_eq!(Right.size(Prefix { family: Family::V4, bits: 0, len: 0 }), Some(1 << 32));
        assert_eq!(Right.size(Prefix { family: Family::V6, bits: 0, len: 0 }), None);
        let link = Prefix { family: Family::V4, bits: 4, len: 31 };
        assert_eq!(
            (Right.broadcast(link), Right.hosts(link).to_string()),
            (None, "0.0.0.4 to 0.0.0.5".into())
        );
    }

    /// What the standard library says of an address, where it says anything.
    #[test]
    fn the_table_is_that_of_the_standard_library() {
        for block in &BLOCKS {
            let (first, last) = ends(block);
            for address in [first.wrapping_sub(1), first, last, last.wrapping_add(1)] {
                let (special, theirs) = (Right.class(address), Ipv4Addr::from(address));
                assert_eq!(special == Special::Private, theirs.is_private());
                assert_eq!(special == Special::Loopback, theirs.is_loopback());
                assert_eq!(special == Special::LinkLocal, theirs.is_link_local());
                assert_eq!(special == Special::Documentation, theirs.is_documentation());
                assert_eq!(special == Special::Multicast, theirs.is_multicast());
                assert_eq!(special == Special::Broadcast, theirs.is_broadcast());
            }
        }
        assert_eq!(Right.class(0xffff_fffe), Special::Reserved);
        assert_eq!(Right.class(0xac20_0000), Special::Global);
    }
}
