//! Fewer prefixes for the same addresses.
//!
//! A provider has four networks, side by side. Must each router of the world remember four prefixes for them?
//! No: the two halves of a prefix together are that prefix, so four can become two, and two become one. This
//! is called *aggregation*. It keeps the largest tables at about a million routes, for billions of machines.
//!
//! ```text
//! 10.0.0.0/24 ---+
//!                +--- 10.0.0.0/23 ---+
//! 10.0.1.0/24 ---+                   |
//!                                    +--- 10.0.0.0/22
//! 10.0.2.0/24 ---+                   |
//!                +--- 10.0.2.0/23 ---+
//! 10.0.3.0/24 ---+
//! ```
//!
//! Being neighbors is not enough. 10.0.1.0/24 and 10.0.2.0/24 stand side by side as well, but they are not
//! the halves of one prefix: a prefix that covers both covers 10.0.0.0/24 too, which may be on the other side
//! of the world. Who announces more than is theirs draws the packets of others.
//!
//! The functions of [`prefix`](crate::prefix) know what contains what, and which prefix another is a half of.
//!
//! Left out: where the prefixes lead. A router may only put together what goes the same way.

use given::addresses::Prefix;

use crate::prefix::{contains, parent};

/// The fewest prefixes that have exactly the addresses of these: none more, and none less.
///
/// There is only one such list. In it, no prefix lies inside another, and no two are the halves of one. It is
/// sorted: IPv4 before IPv6, then by the lowest address.
///
/// The prefixes may come in any order, some of them twice, some inside others. The caller promises that each
/// is well formed, as the docs of [`Prefix`] say.
///
/// There may be a hundred thousand of them. So the work must not grow with the square of their number.
///
/// # Examples
///
/// ```
/// use addresses::aggregate::aggregate;
/// use given::addresses::{Family, Prefix};
///
/// let v4 = |bits, len| Prefix { family: Family::V4, bits, len };
/// // 10.0.3.0/24, 10.0.2.0/24, 10.0.1.0/24, and 10.0.2.128/25, which is inside the second
/// let prefixes = [v4(0x0a00_0300, 24), v4(0x0a00_0200, 24), v4(0x0a00_0100, 24), v4(0x0a00_0280, 25)];
/// // 10.0.1.0/24 and 10.0.2.0/23
/// assert_eq!(aggregate(&prefixes), [v4(0x0a00_0100, 24), v4(0x0a00_0200, 23)]);
/// ```
pub fn aggregate(prefixes: &[Prefix]) -> Vec<Prefix> {
    let mut sorted = prefixes.to_vec();
    // Where two have the same lowest address, the larger one, which is the shorter, comes first.
    sorted.sort_by_key(|prefix| (prefix.family, prefix.bits, prefix.len));

    // What is here is finished, except that its last prefix may still find its other half.
    let mut kept: Vec<Prefix> = Vec::new();
    for prefix in sorted {
        // All that is kept is lower, and prefixes never overlap by a part: so if any of them contains this
        // one, it is the last.
        if kept.last().is_some_and(|last| contains(last, prefix.family, prefix.bits)) {
            continue;
        }
        kept.push(prefix);
        // A prefix made of two halves may be a half itself. So it goes on until nothing fits.
        while let [.., low, high] = kept[..]
            && let Some(whole) = joined(&low, &high)
        {
            kept.truncate(kept.len() - 2);
            kept.push(whole);
        }
    }
    kept
}

/// The prefix that has these two, which are not the same, for its halves, if there is one.
fn joined(low: &Prefix, high: &Prefix) -> Option<Prefix> {
    let whole = parent(low)?;
    (parent(high)? == whole).then_some(whole)
}
