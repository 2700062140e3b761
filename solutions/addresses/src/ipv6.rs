//! IPv6 addresses as text: many spellings to read, one to write.
//!
//! The numbers of IPv4 ran out: 32 bits make four billion addresses, and there are more machines than that.
//! An IPv6 address has 128 bits. Dotted decimal would take sixteen octets, so people write eight groups of 16
//! bits in hexadecimal, with colons. Most addresses have long rows of zeros, and `::` stands for one row.
//!
//! ```text
//! number          0x2001_0DB8_0000_0000_0000_0000_0000_0001
//!
//! eight groups      2001:0db8:0000:0000:0000:0000:0000:0001
//! shorter           2001:db8:0:0:0:0:0:1             without superfluous zeros in a group
//! canonical         2001:db8::1                      `::` stands for the five groups of zeros
//!
//! IPv4 tail         ::ffff:192.0.2.1                 the last 32 bits may be an IPv4 address in dots
//!                        groups 7 and 8
//! ```
//!
//! Each of these spellings is right, and there are hundreds more. That is a trap: whoever looks for an
//! address in a log, or compares two as text, misses the same address in another spelling. So there is an old
//! rule and a newer one. Read every spelling that RFC 4291 §2.2 allows. Write the one that RFC 5952 §4 calls
//! canonical.
//!
//! Left out: zones (`fe80::1%eth0`), the brackets in `[::1]:80`, and prefixes (`::/0`).
//!
//! House rule: not with types of `std::net`, nor given ones that use them. They read and write addresses; here you do.

use std::array;
use std::iter;
use std::ops::Range;

use given::addresses::V6Error;

use crate::dotted::{dotted, parse_v4};

/// Reads an IPv6 address in any spelling of RFC 4291 §2.2.
///
/// - There are eight groups with a colon between each two, the most significant first. A group is one to four
///   hexadecimal digits, in upper or lower case. Superfluous zeros in front are allowed: `0db8`.
/// - Once, `::` may stand where one or more groups of zeros are left out: in front, between groups, behind
///   them, or alone. Then there are at most seven others.
/// - The last two groups may be spelled as one IPv4 address, in the form that
///   [`dotted::parse_v4`](crate::dotted::parse_v4) reads: the *tail*. What stands behind all colons and has a
///   dot in it is meant as a tail. It counts as two groups.
///
/// Nothing else is allowed before, between or behind them.
///
/// # Errors
///
/// Where several of these are true, the one that stands first in this list is the answer:
///
/// 1. [`V6Error::TwoGaps`]: behind the first `::` comes another. (In `:::` there is one `::`, and then a `:`
///    with an empty group on either side.)
/// 2. [`V6Error::TooMany`]: there are more than 7 groups beside a `::`, or more than 8 without it. Empty
///    groups count. But where `::` begins or ends the text, there is no group on that side, and the empty
///    text has none.
/// 3. [`V6Error::TooFew`]: there is no `::`, and there are fewer than 8 groups.
/// 4. The first wrong group decides, from left to right. It is named by its place in the address, from 1 to
///    8. The last group of all is always number 8.
///    1. [`V6Error::NotHex`]: the group is empty, or something in it is not a hexadecimal digit.
///    2. [`V6Error::TooLong`]: it has more than four digits, be they zeros.
/// 5. [`V6Error::Tail`]: `parse_v4` refuses the tail, for this reason.
///
/// # Examples
///
/// ```
/// use addresses::ipv6::parse_v6;
/// use given::addresses::{AddrError, V6Error};
///
/// assert_eq!(parse_v6("2001:0DB8:0:0::0:1"), Ok(0x2001_0db8_0000_0000_0000_0000_0000_0001));
/// assert_eq!(parse_v6("::"), Ok(0));
/// assert_eq!(parse_v6("1:2:3:4:5:6:7::"), Ok(0x0001_0002_0003_0004_0005_0006_0007_0000));
/// assert_eq!(parse_v6("::ffff:192.0.2.1"), Ok(0xffff_c000_0201));
///
/// assert_eq!(parse_v6("1::2::3"), Err(V6Error::TwoGaps));
/// assert_eq!(parse_v6("1:2:3:4::5:6:7:8"), Err(V6Error::TooMany { got: 8, most: 7 }));
/// assert_eq!(parse_v6("192.0.2.1"), Err(V6Error::TooFew { got: 2 }));
/// assert_eq!(parse_v6("fe80::1%eth0"), Err(V6Error::NotHex { group: 8 }));
/// assert_eq!(parse_v6("1.2.3.4::"), Err(V6Error::NotHex { group: 1 }));
/// assert_eq!(parse_v6("::00001"), Err(V6Error::TooLong { group: 8 }));
/// assert_eq!(parse_v6("::1.2.3"), Err(V6Error::Tail { error: AddrError::Count { got: 3 } }));
/// ```
pub fn parse_v6(text: &str) -> Result<u128, V6Error> {
    let gap = text.split_once("::");
    // Without a gap, all groups are behind nothing.
    let (front, back) = gap.unwrap_or(("", text));
    if back.contains("::") {
        return Err(V6Error::TwoGaps);
    }
    let (front, mut back) = (split(front), split(back));
    // A dot in any other group is a character that is no digit, like `x`.
    let tail = back.pop_if(|last| last.contains('.'));

    let got = front.len() + back.len() + if tail.is_some() { 2 } else { 0 };
    check_count(got, gap.is_some())?;

    // The groups that the text leaves out are put in, so that each group has its place.
    let zeros = iter::repeat_n("0", 8 - got);
    let mut address = 0;
    for (index, group) in front.into_iter().chain(zeros).chain(back).enumerate() {
        address = address << 16 | u128::from(parse_group(group, index + 1)?);
    }
    match tail {
        Some(tail) => {
            let tail = parse_v4(tail).map_err(|error| V6Error::Tail { error })?;
            Ok(address << 32 | u128::from(tail))
        }
        None => Ok(address),
    }
}

/// The groups on one side of the gap. There may be none: of an empty text, `split` makes one empty part.
fn split(side: &str) -> Vec<&str> {
    if side.is_empty() { Vec::new() } else { side.split(':').collect() }
}

/// Do so many groups make an address?
fn check_count(got: usize, has_gap: bool) -> Result<(), V6Error> {
    // A gap is at least one group wide (RFC 4291 §2.2), so it leaves room for seven.
    let most = if has_gap { 7 } else { 8 };
    if got > most {
        return Err(V6Error::TooMany { got, most });
    }
    if got < most && !has_gap {
        return Err(V6Error::TooFew { got });
    }
    Ok(())
}

/// Reads the group with this number. The order of the questions is the order of the errors.
fn parse_group(text: &str, group: usize) -> Result<u16, V6Error> {
    // As in `dotted`: `from_str_radix` would take `+1`, and of an empty text "all are digits" holds.
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(V6Error::NotHex { group });
    }
    // Whether the number fits 16 bits is another question: `00001` does, and has a digit too many.
    if text.len() > 4 {
        return Err(V6Error::TooLong { group });
    }
    Ok(u16::from_str_radix(text, 16).expect("one to four hexadecimal digits fit 16 bits"))
}

/// Writes an address in its one canonical spelling (RFC 5952 §4 and §5).
///
/// - The digits are in lower case, and a group has no superfluous zeros in front: a group of zeros is `0`.
/// - `::` stands for the longest row of groups that are zero, if that row has at least two groups. Of several
///   rows that are equally long, it is the first.
/// - An *IPv4-mapped* address, `::ffff:0:0` to `::ffff:ffff:ffff` (RFC 4291 §2.5.5.2), is `::ffff:` and then
///   its last 32 bits as [`dotted::dotted`](crate::dotted::dotted) writes them. All others have no tail, even
///   where an IPv4 address is in them.
///
/// [`parse_v6`] reads every such text, and gives back the address.
///
/// # Examples
///
/// ```
/// use addresses::ipv6::canonical_v6;
///
/// assert_eq!(canonical_v6(0x2001_0DB8_0000_0000_0000_0000_0000_0001), "2001:db8::1");
/// assert_eq!(canonical_v6(0), "::");
/// assert_eq!(canonical_v6(0xffff_c000_0201), "::ffff:192.0.2.1");
/// ```
pub fn canonical_v6(address: u128) -> String {
    // Rust's own `Ipv6Addr` has exactly these rules. RFC 5952 §5 would let us write more addresses with a
    // tail, wherever a well-known prefix says that an IPv4 address follows.
    if address >> 32 == 0xffff {
        return format!("::ffff:{}", dotted(address as u32));
    }
    let groups = array::from_fn(|index| (address >> (16 * (7 - index))) as u16);
    let zeros = longest_zeros(&groups);
    // RFC 5952 §4.2.2: `::` for one group would save nothing.
    if zeros.len() < 2 {
        return join(&groups);
    }
    format!("{}::{}", join(&groups[..zeros.start]), join(&groups[zeros.end..]))
}

/// Where the longest row of zeros is; empty if there is none.
fn longest_zeros(groups: &[u16; 8]) -> Range<usize> {
    let mut longest = 0..0;
    // The row that ends with the group we look at.
    let mut row = 0..0;
    for (index, group) in groups.iter().enumerate() {
        let start = if *group == 0 { row.start } else { index + 1 };
        row = start..index + 1;
        // Longer, not just as long: on a tie the first row stays (RFC 5952 §4.2.3).
        if row.len() > longest.len() {
            longest = row.clone();
        }
    }
    longest
}

/// These groups, with a colon between each two.
fn join(groups: &[u16]) -> String {
    let texts: Vec<String> = groups.iter().map(|group| format!("{group:x}")).collect();
    texts.join(":")
}
