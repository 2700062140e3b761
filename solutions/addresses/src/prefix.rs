//! Prefixes: all the addresses that begin with the same bits.
//!
//! No router can know where every machine is. But the machines of one network are neighbors, and so are
//! their addresses: they agree in their first bits. Tokyo's routers remember those bits for all of London's
//! network, and how many they are. `192.0.2.64/26` means the 26 bits with which 192.0.2.64 begins (RFC 4632
//! §3.1). The bits behind them tell the machines of that network apart.
//!
//! ```text
//! 192.0.2.77/26       26 bits that name the network       6 bits
//!
//! address             11000000 00000000 00000010 01       001101      192.0.2.77
//! mask                11111111 11111111 11111111 11       000000      255.255.255.192
//! lowest              11000000 00000000 00000010 01       000000      192.0.2.64      the prefix itself
//! highest             11000000 00000000 00000010 01       111111      192.0.2.127     broadcast
//! ```
//!
//! Some prefixes are set aside for something special. A packet for 127.0.0.1 never leaves the machine, and
//! one for 10.0.0.1 never leaves the house. [`class`] knows these.
//!
//! An address is a number below 2 to the width of its family, and the length of a prefix is at most that
//! width. The caller promises both, everywhere in this exercise, and that every [`Prefix`] is well formed.
//!
//! Left out: prefixes as text; the classes A, B and C of before 1993, where the first bits said how long a
//! prefix is; and what is special in IPv6, such as the lowest address of a prefix, to which any of its
//! routers answers (RFC 4291 §2.6.1).

use given::addresses::{Family, Hosts, Prefix, Special};

/// A number that has ones in the first `len` bits of an address of this family, and zeros behind them.
///
/// For IPv4 the number is below 2 to the 32.
///
/// # Examples
///
/// ```
/// use addresses::prefix::mask;
/// use given::addresses::Family;
///
/// assert_eq!(mask(Family::V4, 26), 0xffff_ffc0);
/// assert_eq!(mask(Family::V6, 26), 0xffff_ffc0 << 96);
/// assert_eq!(mask(Family::V4, 0), 0);
/// ```
pub fn mask(family: Family, len: u8) -> u128 {
    ones(family) ^ ones_behind(family, len)
}

/// Ones in all bits of an address of this family.
fn ones(family: Family) -> u128 {
    u128::MAX >> (128 - family.width())
}

/// Ones in the bits behind the first `len`.
fn ones_behind(family: Family, len: u8) -> u128 {
    // "Unbounded": a shift by all 128 bits leaves zero. With `>>` it is a panic. In C it is often no shift at
    // all, and then the mask of a single address lets everybody in.
    ones(family).unbounded_shr(u32::from(len))
}

/// The prefix of this length that the address lies in: its first `len` bits, and zeros behind them.
///
/// # Examples
///
/// ```
/// use addresses::prefix::network;
/// use given::addresses::Family;
///
/// let network = network(Family::V4, 0xc000_024d, 26); // 192.0.2.77/26
/// assert_eq!(network.to_string(), "192.0.2.64/26");
/// ```
pub fn network(family: Family, address: u128, len: u8) -> Prefix {
    Prefix { family, bits: address & mask(family, len), len }
}

/// Does the address, which is of this family, begin with the prefix?
///
/// An address of the other family never does.
///
/// # Examples
///
/// ```
/// use addresses::prefix::contains;
/// use given::addresses::{Family, Prefix};
///
/// let room = Prefix { family: Family::V4, bits: 0xc000_0240, len: 26 }; // 192.0.2.64/26
/// assert!(contains(&room, Family::V4, 0xc000_024d));
/// assert!(!contains(&room, Family::V4, 0xc000_0280));
/// assert!(!contains(&room, Family::V6, 0xc000_024d));
/// ```
pub fn contains(prefix: &Prefix, family: Family, address: u128) -> bool {
    prefix.family == family && address & mask(family, prefix.len) == prefix.bits
}

/// The highest address of the prefix. (The lowest is [`Prefix::bits`].)
///
/// # Examples
///
/// ```
/// use addresses::prefix::last;
/// use given::addresses::{Family, Prefix};
///
/// let room = Prefix { family: Family::V4, bits: 0xc000_0240, len: 26 };
/// assert_eq!(last(&room), 0xc000_027f);
/// let everything = Prefix { family: Family::V6, bits: 0, len: 0 };
/// assert_eq!(last(&everything), u128::MAX);
/// ```
pub fn last(prefix: &Prefix) -> u128 {
    prefix.bits | ones_behind(prefix.family, prefix.len)
}

/// How many addresses the prefix has. `None` if `u128` does not hold that number: this is so for `::/0`,
/// which has 2 to the 128, and for no other.
///
/// # Examples
///
/// ```
/// use addresses::prefix::size;
/// use given::addresses::{Family, Prefix};
///
/// let room = Prefix { family: Family::V4, bits: 0xc000_0240, len: 26 };
/// assert_eq!(size(&room), Some(64));
/// let everything = Prefix { family: Family::V6, bits: 0, len: 0 };
/// assert_eq!(size(&everything), None);
/// ```
pub fn size(prefix: &Prefix) -> Option<u128> {
    // Each bit behind the prefix doubles the number. "Checked" asks whether so many bits can be shifted by.
    1_u128.checked_shl(u32::from(prefix.family.width() - prefix.len))
}

/// The address that reaches all machines of this network at once, if it has one.
///
/// In IPv4 this is the highest address. Prefixes of length 31 have no such address, for they would have too
/// few left over: RFC 3021 §2.1 lets a link between two machines have only two. Nor have those of length 32.
/// IPv6 has none at all (RFC 4291 §2).
///
/// # Examples
///
/// ```
/// use addresses::prefix::broadcast;
/// use given::addresses::{Family, Prefix};
///
/// let room = Prefix { family: Family::V4, bits: 0xc000_0240, len: 26 };
/// assert_eq!(broadcast(&room), Some(0xc000_027f));
/// let link = Prefix { family: Family::V4, bits: 0xc000_0240, len: 31 };
/// assert_eq!(broadcast(&link), None);
/// let site = Prefix { family: Family::V6, bits: 0x2001_0db8 << 96, len: 48 };
/// assert_eq!(broadcast(&site), None);
/// ```
pub fn broadcast(prefix: &Prefix) -> Option<u128> {
    let has_broadcast = prefix.family == Family::V4 && prefix.len <= 30;
    has_broadcast.then(|| last(prefix))
}

/// The addresses that machines of this network can have.
///
/// These are all addresses of the prefix. But where there is a [`broadcast`] address, that one is not among
/// them, and neither is the lowest, which names the network itself (RFC 1122 §3.2.1.3).
///
/// # Examples
///
/// ```
/// use addresses::prefix::hosts;
/// use given::addresses::{Family, Prefix};
///
/// let room = Prefix { family: Family::V4, bits: 0xc000_0240, len: 26 };
/// assert_eq!(hosts(&room).to_string(), "192.0.2.65 to 192.0.2.126");
/// let link = Prefix { family: Family::V4, bits: 0xc000_0240, len: 31 };
/// assert_eq!(hosts(&link).to_string(), "192.0.2.64 to 192.0.2.65");
/// ```
pub fn hosts(prefix: &Prefix) -> Hosts {
    let (first, last) = match broadcast(prefix) {
        // At length 30 there are four addresses, so two remain. Shorter prefixes have more.
        Some(broadcast) => (prefix.bits + 1, broadcast - 1),
        None => (prefix.bits, last(prefix)),
    };
    Hosts { family: prefix.family, first, last }
}

/// The two halves of the prefix, the lower one first. Each is one bit longer. `None` for a prefix of the
/// whole width, which is one address alone.
///
/// # Examples
///
/// ```
/// use addresses::prefix::split;
/// use given::addresses::{Family, Prefix};
///
/// let room = Prefix { family: Family::V4, bits: 0xc000_0240, len: 26 };
/// let halves = split(&room).map(|(low, high)| (low.to_string(), high.to_string()));
/// assert_eq!(halves, Some(("192.0.2.64/27".into(), "192.0.2.96/27".into())));
/// ```
pub fn split(prefix: &Prefix) -> Option<(Prefix, Prefix)> {
    let Prefix { family, bits, len } = *prefix;
    if len == family.width() {
        return None;
    }
    // The two halves differ in the one bit that is new.
    let new_bit = 1 << (family.width() - 1 - len);
    let low = Prefix { family, bits, len: len + 1 };
    Some((low, Prefix { bits: bits | new_bit, ..low }))
}

/// The prefix that this one is a half of: one bit shorter. `None` for a prefix of length 0.
///
/// # Examples
///
/// ```
/// use addresses::prefix::parent;
/// use given::addresses::{Family, Prefix};
///
/// let half = Prefix { family: Family::V4, bits: 0xc000_0260, len: 27 }; // 192.0.2.96/27
/// let parent = parent(&half).map(|parent| parent.to_string());
/// assert_eq!(parent, Some("192.0.2.64/26".into()));
/// ```
pub fn parent(prefix: &Prefix) -> Option<Prefix> {
    let len = prefix.len.checked_sub(1)?;
    // The bit that is no longer named must become zero. `network` sees to it.
    Some(network(prefix.family, prefix.bits, len))
}

/// What an IPv4 address is for, by the block that it lies in. [`Special`] lists the blocks.
///
/// RFC 6890 §2.2.2 also lists a smaller block inside 192.0.0.0/24, which we do not tell apart, and
/// 192.88.99.0/24, which counts as global.
///
/// # Examples
///
/// ```
/// use addresses::prefix::class;
/// use given::addresses::Special;
///
/// assert_eq!(class(0x7f00_0001), Special::Loopback); // 127.0.0.1
/// assert_eq!(class(0xac1f_ffff), Special::Private); // 172.31.255.255
/// assert_eq!(class(0xac20_0000), Special::Global); // 172.32.0.0
/// ```
pub fn class(address: u32) -> Special {
    let address = u128::from(address);
    // The first block that contains it decides. A router, with so many more of them, would not ask one after
    // the other: see `lpm`.
    let block = BLOCKS.iter().find(|(block, _)| contains(block, Family::V4, address));
    block.map_or(Special::Global, |(_, special)| *special)
}

/// The blocks of [`Special`]. Only two overlap, and the smaller of them comes first.
const BLOCKS: [(Prefix, Special); 15] = [
    (v4([255, 255, 255, 255], 32), Special::Broadcast),
    (v4([240, 0, 0, 0], 4), Special::Reserved),
    (v4([224, 0, 0, 0], 4), Special::Multicast),
    (v4([203, 0, 113, 0], 24), Special::Documentation),
    (v4([198, 51, 100, 0], 24), Special::Documentation),
    (v4([198, 18, 0, 0], 15), Special::Benchmarking),
    (v4([192, 168, 0, 0], 16), Special::Private),
    (v4([192, 0, 2, 0], 24), Special::Documentation),
    (v4([192, 0, 0, 0], 24), Special::ProtocolAssignments),
    (v4([172, 16, 0, 0], 12), Special::Private),
    (v4([169, 254, 0, 0], 16), Special::LinkLocal),
    (v4([127, 0, 0, 0], 8), Special::Loopback),
    (v4([100, 64, 0, 0], 10), Special::Shared),
    (v4([10, 0, 0, 0], 8), Special::Private),
    (v4([0, 0, 0, 0], 8), Special::ThisNetwork),
];

/// An IPv4 prefix, as people write it. A `const fn` can be used where the compiler makes the table.
const fn v4(octets: [u8; 4], len: u8) -> Prefix {
    Prefix { family: Family::V4, bits: u32::from_be_bytes(octets) as u128, len }
}
