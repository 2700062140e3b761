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
    /// One tree a family, so that the two can't meet. A root stands for the prefix of length 0.
    v4: Node<T>,
    /// See `v4`.
    v6: Node<T>,
}

/// A node of a *binary trie*. The way to it from the root is a row of bits, and that row is its prefix: at
/// each node, the next bit of the address says which child is next.
///
/// ```text
/// root                /0
///  |- 0 -             0.0.0.0/1
///  |   |- 0 -         0.0.0.0/2       ... six steps more: 10.0.0.0/8, "the campus"
///  |   '- 1 -         64.0.0.0/2
///  '- 1 -             128.0.0.0/1
/// ```
///
/// So all prefixes that match an address lie on one way down, at most 32 or 128 steps long, however many
/// routes there are elsewhere. A node does not store its prefix: whoever walks down knows it.
///
/// Real routers save steps and memory where a node has but one child, by storing a whole row of bits in one
/// node. That is a *Patricia trie*. The idea is the same, and there is more to get wrong.
#[derive(Debug)]
struct Node<T> {
    /// The value of the route with exactly this prefix, if there is one. Many nodes are only on the way.
    value: Option<T>,
    /// Where the next bit is 0, and where it is 1. A node owns its children, and a struct can't contain
    /// itself; the `Box` puts them elsewhere.
    children: [Option<Box<Node<T>>>; 2],
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
        RouteTable { v4: Node::bare(), v6: Node::bare() }
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
        let mut node = self.root_mut(prefix.family);
        for depth in 0..prefix.len {
            let child = &mut node.children[bit(prefix.family, prefix.bits, depth)];
            // Build the way where there is none yet.
            node = child.get_or_insert_with(|| Box::new(Node::bare()));
        }
        node.value.replace(value)
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
        self.root_mut(prefix.family).remove(prefix, 0)
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
        let mut node = self.root(family);
        let mut here = Prefix { family, bits: 0, len: 0 };
        let mut longest = node.value.as_ref().map(|value| (here, value));
        while here.len < family.width() {
            let bit = bit(family, address, here.len);
            let Some(child) = &node.children[bit] else { break };
            node = child;
            here = longer(here, bit);
            // Every route on the way matches. Each is longer than the one before it, so the last one wins.
            if let Some(value) = &node.value {
                longest = Some((here, value));
            }
        }
        longest
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
        let mut routes = Vec::new();
        for family in [Family::V4, Family::V6] {
            self.root(family).walk(Prefix { family, bits: 0, len: 0 }, &mut routes);
        }
        routes
    }

    fn root(&self, family: Family) -> &Node<T> {
        match family {
            Family::V4 => &self.v4,
            Family::V6 => &self.v6,
        }
    }

    fn root_mut(&mut self, family: Family) -> &mut Node<T> {
        match family {
            Family::V4 => &mut self.v4,
            Family::V6 => &mut self.v6,
        }
    }
}

// given
/// The same as [`RouteTable::new`].
impl<T> Default for RouteTable<T> {
    fn default() -> Self {
        RouteTable::new()
    }
}

impl<T> Node<T> {
    /// A node without a value that leads nowhere.
    fn bare() -> Self {
        Node { value: None, children: [None, None] }
    }

    fn is_bare(&self) -> bool {
        self.value.is_none() && self.children.iter().all(Option::is_none)
    }

    /// Removes the route from the tree below this node, which is `depth` steps below the root.
    fn remove(&mut self, prefix: &Prefix, depth: u8) -> Option<T> {
        if depth == prefix.len {
            return self.value.take();
        }
        let child = &mut self.children[bit(prefix.family, prefix.bits, depth)];
        let value = child.as_mut()?.remove(prefix, depth + 1)?;
        // On the way back up: a node that has become useless goes. A table where routes come and go for years
        // would otherwise fill the memory with ways to nowhere.
        if child.as_ref().is_some_and(|child| child.is_bare()) {
            *child = None;
        }
        Some(value)
    }

    /// Notes down the routes of this node, whose prefix is `here`, and of all below it.
    ///
    /// A node comes before its children: they are longer and not lower. The child for 0 comes before the
    /// child for 1: all its addresses are lower. So the routes come out sorted, and nobody has to sort them.
    fn walk<'a>(&'a self, here: Prefix, routes: &mut Vec<(Prefix, &'a T)>) {
        if let Some(value) = &self.value {
            routes.push((here, value));
        }
        for (bit, child) in self.children.iter().enumerate() {
            if let Some(child) = child {
                child.walk(longer(here, bit), routes);
            }
        }
    }
}

/// The bit at this depth, 0 or 1. Depth 0 is the most significant bit that an address of the family has.
fn bit(family: Family, bits: u128, depth: u8) -> usize {
    // `depth` is below the width, so the shift is from width - 1 down to 0. A shift by the whole width, which
    // Rust refuses and C leaves undefined, never comes up. That is why /0 needs no case of its own.
    (bits >> (family.width() - 1 - depth) & 1) as usize
}

/// The prefix that is one bit longer: `here`, and then `bit`.
fn longer(here: Prefix, bit: usize) -> Prefix {
    let place = here.family.width() - 1 - here.len;
    Prefix { bits: here.bits | (bit as u128) << place, len: here.len + 1, ..here }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emptied_table_keeps_no_nodes() {
        let mut table = RouteTable::new();
        let prefixes = [(0, 0), (0x0a00_0000, 8), (0x0a01_0000, 16), (0x0a01_0203, 32), (0xffff_ffff, 32)]
            .map(|(bits, len)| Prefix { family: Family::V4, bits, len });
        for prefix in prefixes {
            table.insert(prefix, ());
        }
        for prefix in prefixes {
            assert_eq!(table.remove(&prefix), Some(()));
        }
        assert!(table.v4.is_bare());
    }

    #[test]
    fn the_way_to_another_route_stays() {
        let mut table = RouteTable::new();
        let [outer, inner] = [8, 9].map(|len| Prefix { family: Family::V6, bits: 0, len });
        table.insert(outer, "outer");
        table.insert(inner, "inner");
        assert_eq!(table.remove(&outer), Some("outer"));
        assert_eq!(table.lookup(Family::V6, 0), Some((inner, &"inner")));
        assert_eq!(table.remove(&inner), Some("inner"));
        assert!(table.v6.is_bare());
    }
}
