//! What can go wrong with a prefix, and what to ask then.

use crate::catalogue::Mistake;

pub(super) const MASK_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "mask-little-endian",
    name: "the bytes of the mask are in the wrong order: its ones are not in front",
    ask: "Are the first bits of an address at the top or at the bottom of its number, and where are the first ones of yours?",
};

pub(super) const MASK_INVERTED: Mistake = Mistake {
    slug: "mask-inverted",
    name: "ones and zeros are the other way round",
    ask: "`address & mask` keeps the bits where the mask is one. Which bits of the address should be kept?",
};

pub(super) const ONES_AT_THE_END: Mistake = Mistake {
    slug: "ones-at-the-end",
    name: "there are as many ones as asked for, but in the last bits",
    ask: "`(1 << n) - 1` has its ones in the least significant bits. How far must they move?",
};

pub(super) const WHOLE_OCTETS: Mistake = Mistake {
    slug: "whole-octets",
    name: "only whole octets count, as if a prefix could end only at a dot",
    ask: "26 bits are three octets and two bits. What becomes of the two?",
};

pub(super) const V4_AS_128_BITS: Mistake = Mistake {
    slug: "v4-as-128-bits",
    name: "an IPv4 number has ones above its 32 bits",
    ask: "A u128 has 128 bits. Which 32 of them are an IPv4 address, and what does `!` or `<<` do to the others?",
};

pub(super) const SHIFT_BY_32: Mistake = Mistake {
    slug: "shift-by-32",
    name: "a number is shifted by all its bits: a panic in Rust, and often no shift at all in C",
    ask: "With a prefix of length 0, or of the whole width, by how much do you shift, and how many bits has the type?",
};

pub(super) const V6_AS_32_BITS: Mistake = Mistake {
    slug: "v6-as-32-bits",
    name: "an IPv6 mask has 32 bits",
    ask: "Which argument says how many bits an address has, and where do you ask it?",
};

pub(super) const HOST_BITS_KEPT: Mistake = Mistake {
    slug: "host-bits-kept",
    name: "bits behind the prefix are left as they were",
    ask: "192.0.2.77/26 and 192.0.2.78/26 are one network. Are they equal in your answers?",
};

pub(super) const WRONG_HALF: Mistake = Mistake {
    slug: "wrong-half",
    name: "the bits behind the prefix are kept, and the prefix itself is gone",
    ask: "Is a one in your mask a bit to keep, or a bit to clear?",
};

pub(super) const LAST_NOT_FIRST: Mistake = Mistake {
    slug: "last-not-first",
    name: "the bits behind the prefix are ones, so this is its highest address",
    ask: "Which address of a prefix do the docs of `Prefix::bits` ask for?",
};

pub(super) const FAMILY_IGNORED: Mistake = Mistake {
    slug: "family-ignored",
    name: "an address of the other family is let in",
    ask: "10.0.0.1 and ::a00:1 are the same number. Are they the same machine?",
};

pub(super) const ZEROS_NOT_COMPARED: Mistake = Mistake {
    slug: "zeros-not-compared",
    name: "the ones of the prefix are looked for in the address, but its zeros are not",
    ask: "`address & bits == bits` holds for which addresses, if all bits of the prefix are zero?",
};

pub(super) const ENDS_LEFT_OUT: Mistake = Mistake {
    slug: "ends-left-out",
    name: "the lowest or the highest address is not let in",
    ask: "Does 192.0.2.64 begin with the 26 bits of 192.0.2.64/26? Should it be `<` or `<=`?",
};

pub(super) const END_OVERFLOWS: Mistake = Mistake {
    slug: "end-overflows",
    name: "the address behind the end is computed, and the last prefix of all has none",
    ask: "What is the number behind ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff?",
};

pub(super) const ONE_PAST_THE_END: Mistake = Mistake {
    slug: "one-past-the-end",
    name: "this is the address behind the highest one",
    ask: "A prefix of 64 addresses begins at number 0. What is the number of the last?",
};

pub(super) const SIZE_OF_HOSTS: Mistake = Mistake {
    slug: "size-of-hosts",
    name: "two addresses are taken off, but they belong to the prefix all the same",
    ask: "Which function is about addresses, and which about machines?",
};

pub(super) const FENCE_POST: Mistake = Mistake {
    slug: "fence-post",
    name: "the distance from the first to the last address is one less than their number",
    ask: "How many addresses are there from 10.0.0.0 to 10.0.0.3, both included?",
};

pub(super) const TWO_TO_THE_LENGTH: Mistake = Mistake {
    slug: "two-to-the-length",
    name: "the bits of the prefix are counted, and not those behind it",
    ask: "Which prefix has more addresses, a /8 or a /24?",
};

pub(super) const SIZE_OF_EVERYTHING: Mistake = Mistake {
    slug: "size-of-everything",
    name: "2 to the 128 does not fit u128, and the docs say what to answer then",
    ask: "What is the largest number that a u128 holds, and which number is one more?",
};

pub(super) const V4_SIZE_IN_32_BITS: Mistake = Mistake {
    slug: "v4-size-in-32-bits",
    name: "2 to the 32 is taken for too large, but u128 holds it",
    ask: "In which type do you compute the size?",
};

pub(super) const SLASH31_HAS_BROADCAST: Mistake = Mistake {
    slug: "slash31-has-broadcast",
    name: "a prefix of two addresses gives one of them away for broadcast",
    ask: "If a link of two machines has two addresses, which could be spared?",
};

pub(super) const SLASH32_HAS_BROADCAST: Mistake = Mistake {
    slug: "slash32-has-broadcast",
    name: "the only address of a prefix is its broadcast address",
    ask: "If the only address means \"all machines here\", which is left for the machine?",
};

pub(super) const SLASH30_LOSES_BROADCAST: Mistake = Mistake {
    slug: "slash30-loses-broadcast",
    name: "a prefix of four addresses has no broadcast address",
    ask: "Which is the longest prefix that can spare two of its addresses: is it `<` or `<=`?",
};

pub(super) const V6_HAS_BROADCAST: Mistake = Mistake {
    slug: "v6-has-broadcast",
    name: "an IPv6 prefix has a broadcast address",
    ask: "What does IPv6 have in the place of broadcast?",
};

pub(super) const LOWEST_FOR_BROADCAST: Mistake = Mistake {
    slug: "lowest-for-broadcast",
    name: "the lowest address is taken for the broadcast address",
    ask: "All bits behind the prefix are zero, or all are one: which of the two means \"everybody\"?",
};

pub(super) const LIMITED_BROADCAST: Mistake = Mistake {
    slug: "limited-broadcast",
    name: "this is 255.255.255.255, which reaches everybody on the sender's own link, wherever that is",
    ask: "How would a machine far away reach all machines of this network, and no others?",
};

pub(super) const SLASH31_LOSES_HOSTS: Mistake = Mistake {
    slug: "slash31-loses-hosts",
    name: "a prefix of one or two addresses loses its ends, and no machine is left",
    ask: "How many addresses has a /31, and how many are left when two are taken off?",
};

pub(super) const BROADCAST_AS_HOST: Mistake = Mistake {
    slug: "broadcast-as-host",
    name: "the broadcast address is given to a machine",
    ask: "What happens to a packet for the last address of your answer: how many machines get it?",
};

pub(super) const NETWORK_AS_HOST: Mistake = Mistake {
    slug: "network-as-host",
    name: "the lowest address is given to a machine, but it names the network",
    ask: "Which two addresses of 192.0.2.64/26 can no machine have?",
};

pub(super) const V6_LOSES_HOSTS: Mistake = Mistake {
    slug: "v6-loses-hosts",
    name: "two addresses are taken off in IPv6, which has no broadcast",
    ask: "What does `broadcast` answer for this prefix, and what does that mean for `hosts`?",
};

pub(super) const HALVES_SWAPPED: Mistake = Mistake {
    slug: "halves-swapped",
    name: "the upper half comes first",
    ask: "Is the bit that is new 0 or 1 in the lower half?",
};

pub(super) const SAME_LENGTH: Mistake = Mistake {
    slug: "same-length",
    name: "the halves are as long as the whole, so each has as many addresses as it",
    ask: "If half of the addresses are left, how many bits do they agree in?",
};

pub(super) const WRONG_BIT: Mistake = Mistake {
    slug: "wrong-bit",
    name: "the halves differ in the bit beside the one that is new",
    ask: "The bit behind the first `len` of 32: how many bits are to its right?",
};

pub(super) const SPLITS_ONE_ADDRESS: Mistake = Mistake {
    slug: "splits-one-address",
    name: "a prefix of the whole width has no bit left to split at",
    ask: "How long would the halves of a /32 be?",
};

pub(super) const PARENT_OF_EVERYTHING: Mistake = Mistake {
    slug: "parent-of-everything",
    name: "a prefix of length 0 can't be shorter",
    ask: "What is 0 - 1 in a u8, and which method answers `None` there?",
};

pub(super) const PRIVATE_172_IS_16: Mistake = Mistake {
    slug: "private-172-is-16",
    name: "of 172.16.0.0/12, only 172.16.0.0/16 counts as private",
    ask: "12 bits are one octet and a half. Which second octets begin with the same four bits as 16?",
};

pub(super) const PRIVATE_172_IS_8: Mistake = Mistake {
    slug: "private-172-is-8",
    name: "all of 172.0.0.0/8 counts as private, most of which is somebody's",
    ask: "How many bits must agree with 172.16.0.0, by RFC 1918?",
};

pub(super) const LOOPBACK_IS_ONE_ADDRESS: Mistake = Mistake {
    slug: "loopback-is-one-address",
    name: "of 127.0.0.0/8, only 127.0.0.1 counts as loopback",
    ask: "Does a packet for 127.0.0.2 leave the machine?",
};

pub(super) const DOCUMENTATION_IS_ONE_BLOCK: Mistake = Mistake {
    slug: "documentation-is-one-block",
    name: "only 192.0.2.0/24 counts as documentation, and there are three such blocks",
    ask: "How many blocks do the docs of `Special::Documentation` name?",
};

pub(super) const SHARED_IS_PRIVATE: Mistake = Mistake {
    slug: "shared-is-private",
    name: "100.64.0.0/10 is taken for private, but it lies between a provider and its customers",
    ask: "Whose are the addresses in 100.64.0.0/10, the house's or the provider's?",
};

pub(super) const MULTICAST_TAKES_RESERVED: Mistake = Mistake {
    slug: "multicast-takes-reserved",
    name: "all from 224.0.0.0 up counts as multicast",
    ask: "How many bits has the prefix of multicast, and where does it end?",
};

pub(super) const BROADCAST_IS_RESERVED: Mistake = Mistake {
    slug: "broadcast-is-reserved",
    name: "255.255.255.255 is taken for one of the reserved block that it lies in",
    ask: "Two blocks contain this address. Which one do you ask first, and which is the longer prefix?",
};

pub(super) const CLASS_READS_BACKWARDS: Mistake = Mistake {
    slug: "class-reads-backwards",
    name: "the octets are read from the wrong end",
    ask: "10.0.0.1 is 0x0a000001. Which octet decides here?",
};

pub(super) const LAST_OF_BLOCK_LEFT_OUT: Mistake = Mistake {
    slug: "last-of-block-left-out",
    name: "the last address of a block does not count as one of it",
    ask: "Is the end of your range a part of it: `..` or `..=`?",
};

pub(super) const THIS_NETWORK_IS_ONE_ADDRESS: Mistake = Mistake {
    slug: "this-network-is-one-address",
    name: "of 0.0.0.0/8, only 0.0.0.0 counts",
    ask: "How many addresses has a /8?",
};

pub(super) const BENCHMARKING_IS_16: Mistake = Mistake {
    slug: "benchmarking-is-16",
    name: "of 198.18.0.0/15, only the half 198.18.0.0/16 counts",
    ask: "What are the two halves of a /15?",
};

pub(super) const PROTOCOLS_ARE_GLOBAL: Mistake = Mistake {
    slug: "protocols-are-global",
    name: "192.0.0.0/24 is taken for a block like any other",
    ask: "Which variants of `Special` does your function never answer?",
};
