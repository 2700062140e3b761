//! Looks up the route for an address: the longest prefix that matches.
//!
//! A packet from Tokyo to London passes many routers. None of them plans the whole way. Each has a table that
//! says: for addresses that begin with these bits, hand the packet to this neighbor. Such a beginning is a
//! [`Prefix`].
//!
//! Prefixes lie inside one another, so several may match an address. The longest one wins, because it says
//! the most about where the address is. RFC 1812 §5.2.4.3 calls this rule *longest match*.
//!
//! ```text
//! prefix           goes to         matches
//! 0.0.0.0/0        the provider    everything: the default route
//! 10.0.0.0/8       the campus      10.x.x.x
//! 10.1.0.0/16      the library     10.1.x.x
//! 10.1.2.0/24      room 12         10.1.2.x
//!
//! address 10.1.2.3      00001010 00000001 00000010 00000011
//! 0.0.0.0/0                                                   0 bits agree: match
//! 10.0.0.0/8            --------                              8 bits agree: match
//! 10.1.0.0/16           -------- --------                     16 bits agree: match
//! 10.1.2.0/24           -------- -------- --------            24 bits agree: match, and the longest
//!
//! address 10.1.9.9      the library: room 12 does not match
//! address 192.0.2.1     the provider: nothing else matches
//! ```
//!
//! A router asks this for every packet, and the largest tables hold about a million routes. So the answer
//! must not take longer because the table is longer.
//!
//! Left out: where the routes come from (the chapter `packets` lets routers tell one another), several routes
//! for one prefix, and the circuits that do this in real routers, some of which compare all prefixes at once.

use std::marker::PhantomData;

use given::addresses::{Family, Prefix};

/// A table of routes: at most one value for each prefix, of both families.
///
/// The value says what to do with a packet; the table does not care what it is. IPv4 and IPv6 have nothing to
/// do with one another here: a prefix of one never matches an address of the other, and `0.0.0.0/0` and
/// `::/0` are two prefixes. A prefix of length 0 is called the default route. It matches every address of its
/// family, and is like any other prefix in all else.
///
/// The work of [`lookup`](RouteTable::lookup) may depend on how many bits an address has, but must not grow in
/// proportion to the number of routes: a router looks up every packet, and a table may hold a hundred thousand
/// routes.
///
/// The caller promises that every prefix is well formed, as the docs of [`Prefix`] say: its length is at most
/// the width of its family, and the bits behind its length are zero.
///
/// # Examples
///
/// ```
/// use addresses::lpm::RouteTable;
/// use given::addresses::{Family, Prefix};
///
/// let everything = Prefix { family: Family::V4, bits: 0, len: 0 };
/// let campus = Prefix { family: Family::V4, bits: 0x0a00_0000, len: 8 }; // 10.0.0.0/8
/// let library = Prefix { family: Family::V4, bits: 0x0a01_0000, len: 16 }; // 10.1.0.0/16
///
/// let mut table = RouteTable::new();
/// table.insert(everything, "the provider");
/// table.insert(campus, "the campus");
/// table.insert(library, "the library");
///
/// // 10.1.9.9, 10.2.0.1, 192.0.2.1
/// assert_eq!(table.lookup(Family::V4, 0x0a01_0909), Some((library, &"the library")));
/// assert_eq!(table.lookup(Family::V4, 0x0a02_0001), Some((campus, &"the campus")));
/// assert_eq!(table.lookup(Family::V4, 0xc000_0201), Some((everything, &"the provider")));
/// assert_eq!(table.lookup(Family::V6, 0x0a01_0909), None);
/// ```
#[derive(Debug)]
pub struct RouteTable<T> {
    // Put your own fields here, in place of this one. More types and functions of your own are welcome.
    _yours: PhantomData<T>,
}

impl<T> RouteTable<T> {
    /// A table without routes.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::lpm::RouteTable;
    /// use given::addresses::Family;
    ///
    /// let table: RouteTable<u32> = RouteTable::new();
    /// assert_eq!(table.lookup(Family::V4, 0), None);
    /// assert!(table.walk().is_empty());
    /// ```
    pub fn new() -> Self {
        todo!()
    }

    /// Puts a route into the table. If there was one with the same prefix, the new value takes its place and
    /// the old one is the answer; otherwise `None`.
    ///
    /// All other routes stay, also those inside or around this prefix. The order in which routes come never
    /// matters to a lookup.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::lpm::RouteTable;
    /// use given::addresses::{Family, Prefix};
    ///
    /// let campus = Prefix { family: Family::V4, bits: 0x0a00_0000, len: 8 };
    /// let mut table = RouteTable::new();
    /// assert_eq!(table.insert(campus, "east"), None);
    /// assert_eq!(table.insert(campus, "west"), Some("east"));
    /// assert_eq!(table.walk(), [(campus, &"west")]);
    /// ```
    pub fn insert(&mut self, prefix: Prefix, value: T) -> Option<T> {
        todo!()
    }

    /// Takes the route with exactly this prefix out of the table, and gives its value. `None` if there is no
    /// such route; then nothing changes.
    ///
    /// All other routes stay, also those inside or around this prefix.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::lpm::RouteTable;
    /// use given::addresses::{Family, Prefix};
    ///
    /// let campus = Prefix { family: Family::V4, bits: 0x0a00_0000, len: 8 };
    /// let library = Prefix { family: Family::V4, bits: 0x0a01_0000, len: 16 };
    /// let mut table = RouteTable::new();
    /// table.insert(campus, 8);
    /// table.insert(library, 16);
    ///
    /// assert_eq!(table.remove(&campus), Some(8));
    /// assert_eq!(table.remove(&campus), None);
    /// assert_eq!(table.lookup(Family::V4, 0x0a01_0909), Some((library, &16)));
    /// ```
    pub fn remove(&mut self, prefix: &Prefix) -> Option<T> {
        todo!()
    }

    /// The route for this address: of all prefixes of its family that match it, the longest, and its value.
    /// `None` if none matches.
    ///
    /// A prefix matches if the first `len` bits of the address are the first `len` bits of the prefix,
    /// counted from the most significant. A prefix of the whole width matches one address alone.
    ///
    /// `address` is below 2 to the [`Family::width`]: the caller promises.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::lpm::RouteTable;
    /// use given::addresses::{Family, Prefix};
    ///
    /// // 2001:db8::/32, and one address inside it
    /// let site = Prefix { family: Family::V6, bits: 0x2001_0db8 << 96, len: 32 };
    /// let host = Prefix { family: Family::V6, bits: 0x2001_0db8 << 96 | 1, len: 128 };
    /// let mut table = RouteTable::new();
    /// table.insert(site, "site");
    /// table.insert(host, "host");
    ///
    /// assert_eq!(table.lookup(Family::V6, 0x2001_0db8 << 96 | 1), Some((host, &"host")));
    /// assert_eq!(table.lookup(Family::V6, 0x2001_0db8 << 96 | 2), Some((site, &"site")));
    /// assert_eq!(table.lookup(Family::V6, 1), None);
    /// ```
    pub fn lookup(&self, family: Family, address: u128) -> Option<(Prefix, &T)> {
        todo!()
    }

    /// All routes, sorted: those of IPv4 before those of IPv6, then by the lowest address of the prefix, then
    /// the shorter prefix first.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::lpm::RouteTable;
    /// use given::addresses::{Family, Prefix};
    ///
    /// let v6 = Prefix { family: Family::V6, bits: 0, len: 0 };
    /// let everything = Prefix { family: Family::V4, bits: 0, len: 0 };
    /// let zeros = Prefix { family: Family::V4, bits: 0, len: 8 };
    /// let campus = Prefix { family: Family::V4, bits: 0x0a00_0000, len: 8 };
    ///
    /// let mut table = RouteTable::new();
    /// for prefix in [v6, campus, zeros, everything] {
    ///     table.insert(prefix, ());
    /// }
    /// assert_eq!(table.walk(), [(everything, &()), (zeros, &()), (campus, &()), (v6, &())]);
    /// ```
    pub fn walk(&self) -> Vec<(Prefix, &T)> {
        todo!()
    }
}

// given
/// The same as [`RouteTable::new`].
impl<T> Default for RouteTable<T> {
    fn default() -> Self {
        RouteTable::new()
    }
}
