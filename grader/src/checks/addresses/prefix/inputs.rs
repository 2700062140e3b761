//! Addresses and prefixes to ask about: the edges, and what lies beside them.

use given::addresses::{Family, Prefix};
use proptest::prelude::{Strategy, any};

use super::super::{Draw, draw};
use super::model::{BLOCKS, Habit::Right, ends};

/// An address, and how many of its first bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) family: Family,
    pub(super) address: u128,
    pub(super) len: u8,
}

/// In IPv4, spelled by its octets.
pub(super) const fn v4(a: u8, b: u8, c: u8, d: u8, len: u8) -> Place {
    Place { family: Family::V4, address: u32::from_be_bytes([a, b, c, d]) as u128, len }
}

/// In IPv6, in the documentation range 2001:db8::/32.
pub(super) const fn v6(bits: u128, len: u8) -> Place {
    Place { family: Family::V6, address: 0x2001_0db8 << 96 | bits, len }
}

pub(super) const V6_EVERYTHING: Place = Place { family: Family::V6, address: 0, len: 0 };
pub(super) const V6_LAST: Place = Place { family: Family::V6, address: u128::MAX, len: 128 };

/// A room with lengths in the middle of an octet, an octet, IPv6; then all ends.
pub(super) const PLACES: [Place; 14] = [
    v4(192, 0, 2, 77, 26),
    v4(10, 1, 2, 3, 8),
    v4(172, 20, 5, 6, 12),
    v6(0x4d, 122),
    v6(0x1234 << 64, 48),
    v4(192, 0, 2, 77, 30),
    v4(192, 0, 2, 77, 31),
    v4(192, 0, 2, 77, 32),
    v4(0, 0, 0, 0, 32),
    v4(255, 255, 255, 255, 32),
    v4(203, 0, 113, 5, 0),
    v6(1, 127),
    V6_LAST,
    V6_EVERYTHING,
];

impl Place {
    pub(super) fn prefix(self) -> Prefix {
        Right.network(self.family, self.address, self.len)
    }

    pub(super) fn everything(family: Family) -> Place {
        Place { family, address: 0, len: 0 }
    }

    /// At most so long.
    pub(super) fn up_to(self, most: u8) -> Place {
        Place { len: self.len.min(most), ..self }
    }
}

/// Places in both families, half of them with a length or an address at an edge.
pub(super) fn places() -> impl Strategy<Value = Place> {
    (0..5_u8, draw(), 0..16_usize, any::<u8>()).prop_map(
        |(family, draw, edge, len): (u8, Draw, usize, u8)| {
            let family = if family < 3 { Family::V4 } else { Family::V6 };
            let width = family.width();
            let edges = [24, 0, 1, 16, width - 2, width - 1, width, 26];
            let len = edges.get(edge).copied().unwrap_or(len % (width + 1));
            Place { family, address: draw.number(width.into()), len }
        },
    )
}

/// An address that may be in a prefix.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guest {
    pub(super) prefix: Prefix,
    pub(super) family: Family,
    pub(super) address: u128,
}

impl Place {
    pub(super) fn has(self, guest: Place) -> Guest {
        Guest { prefix: self.prefix(), family: guest.family, address: guest.address }
    }
}

/// Guests at the door: inside, at the ends, one beside them, with one bit changed, of the other family.
pub(super) fn guests() -> impl Strategy<Value = Guest> {
    (places(), 0..8_u8, any::<u8>(), any::<u128>()).prop_map(|(place, which, place_of_bit, any)| {
        let (prefix, own) = (place.prefix(), place.family);
        let all = |family: Family| u128::MAX >> (128 - family.width());
        let other = if own == Family::V4 { Family::V6 } else { Family::V4 };
        let (family, address) = match which {
            0 => (own, place.address),
            1 => (own, prefix.bits),
            2 => (own, Right.last(prefix)),
            3 => (own, prefix.bits.wrapping_sub(1) & all(own)),
            4 => (own, Right.last(prefix).wrapping_add(1) & all(own)),
            5 => (own, place.address ^ 1 << (place_of_bit % own.width())),
            6 => (own, any & all(own)),
            _ => (other, place.address & all(other)),
        };
        Guest { prefix, family, address }
    })
}

/// Addresses inside the special blocks, at their ends and beside them, and some anywhere.
pub(super) fn special_addresses() -> impl Strategy<Value = u32> {
    (0..BLOCKS.len(), 0..6_u8, any::<u32>()).prop_map(|(block, which, any)| {
        let (first, last) = ends(&BLOCKS[block]);
        match which {
            0 => first,
            1 => last,
            2 => first.wrapping_sub(1),
            3 => last.wrapping_add(1),
            4 => first | any & (last - first),
            _ => any,
        }
    })
}

#[cfg(test)]
mod tests {
    use given::addresses::Special;

    use super::super::super::tests::drawn;
    use super::super::{CLASSES, GUESTS};
    use super::*;

    #[test]
    fn places_are_at_all_edges() {
        let places = drawn(&places(), 600);
        for family in [Family::V4, Family::V6] {
            let of: Vec<&Place> = places.iter().filter(|place| place.family == family).collect();
            assert!(of.len() >= 150);
            for len in [0, 1, family.width() - 2, family.width() - 1, family.width()] {
                assert!(of.iter().any(|place| place.len == len), "{family:?} {len}");
            }
            let all = u128::MAX >> (128 - family.width());
            assert!(of.iter().all(|place| place.address <= all && place.len <= family.width()));
            let has_host_bits = of.iter().filter(|place| place.prefix().bits != place.address);
            assert!(has_host_bits.count() * 3 >= of.len());
        }
    }

    #[test]
    fn guests_are_inside_and_outside_at_every_end() {
        let guests = drawn(&guests(), 600);
        let count = |is: fn(&Guest) -> bool| guests.iter().filter(|guest| is(guest)).count();
        let is_inside = |guest: &Guest| Right.contains(guest.prefix, guest.family, guest.address);
        assert!(count(is_inside) >= 200);
        assert!(count(|guest| !Right.contains(guest.prefix, guest.family, guest.address)) >= 200);
        assert!(count(|guest| guest.family != guest.prefix.family) >= 50);
        for (slug, habit) in GUESTS {
            let shows =
                |guest: &Guest| habit.contains(guest.prefix, guest.family, guest.address) != is_inside(guest);
            assert!(guests.iter().any(shows), "{slug}");
        }
    }

    #[test]
    fn special_addresses_are_of_every_class() {
        let addresses = drawn(&special_addresses(), 400);
        for (slug, habit) in CLASSES {
            let shows = |address: &&u32| habit.class(**address) != Right.class(**address);
            assert!(addresses.iter().any(|address| shows(&address)), "{slug}");
        }
        for (_, _, special) in BLOCKS {
            assert!(addresses.iter().any(|address| Right.class(*address) == special), "{special}");
        }
        assert!(addresses.iter().filter(|address| Right.class(**address) == Special::Global).count() >= 100);
    }
}
