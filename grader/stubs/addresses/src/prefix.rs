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
    todo!()
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
    todo!()
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
    todo!()
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
    todo!()
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
    todo!()
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
    todo!()
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
    todo!()
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
    todo!()
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
    todo!()
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
    todo!()
}
