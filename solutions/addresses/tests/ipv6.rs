//! `ipv6` against the spellings of RFC 4291 and RFC 5952, the standard library's `Ipv6Addr`, and a table of
//! mistakes.

use std::net::Ipv6Addr;

use addresses::ipv6::{canonical_v6, parse_v6};
use given::addresses::AddrError::{Count, LeadingZero, NotDigit, TooBig};
use given::addresses::V6Error::{self, NotHex, Tail, TooFew, TooLong, TooMany, TwoGaps};
use proptest::prelude::*;

/// RFC 4291 §2.2: the examples of the three forms.
#[test]
fn published_texts_have_their_numbers() {
    let texts = [
        ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", 0xABCD_EF01_2345_6789_ABCD_EF01_2345_6789),
        ("2001:DB8:0:0:8:800:200C:417A", 0x2001_0DB8_0000_0000_0008_0800_200C_417A),
        ("2001:DB8::8:800:200C:417A", 0x2001_0DB8_0000_0000_0008_0800_200C_417A),
        ("FF01:0:0:0:0:0:0:101", 0xFF01_0000_0000_0000_0000_0000_0000_0101),
        ("FF01::101", 0xFF01_0000_0000_0000_0000_0000_0000_0101),
        ("0:0:0:0:0:0:0:1", 1),
        ("::1", 1),
        ("0:0:0:0:0:0:0:0", 0),
        ("::", 0),
        ("0:0:0:0:0:0:13.1.68.3", 0x0D01_4403),
        ("::13.1.68.3", 0x0D01_4403),
        ("0:0:0:0:0:FFFF:129.144.52.38", 0xFFFF_8190_3426),
        ("::FFFF:129.144.52.38", 0xFFFF_8190_3426),
    ];
    for (text, address) in texts {
        assert_eq!(parse_v6(text), Ok(address), "{text}");
    }
}

/// RFC 5952 §1 (the first row) and §2.
#[test]
fn every_spelling_of_an_address_becomes_one() {
    let addresses: &[(&str, &[&str])] = &[
        (
            "2001:db8::1:0:0:1",
            &[
                "2001:db8:0:0:1:0:0:1",
                "2001:0db8:0:0:1:0:0:1",
                "2001:db8::1:0:0:1",
                "2001:db8::0:1:0:0:1",
                "2001:0db8::1:0:0:1",
                "2001:db8:0:0:1::1",
                "2001:db8:0000:0:1::1",
                "2001:DB8:0:0:1::1",
            ],
        ),
        (
            "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
            &[
                "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001",
                "2001:db8:aaaa:bbbb:cccc:dddd:eeee:001",
                "2001:db8:aaaa:bbbb:cccc:dddd:eeee:01",
                "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
            ],
        ),
        (
            "2001:db8:aaaa:bbbb:cccc:dddd:0:1",
            &["2001:db8:aaaa:bbbb:cccc:dddd::1", "2001:db8:aaaa:bbbb:cccc:dddd:0:1"],
        ),
        (
            "2001:db8::1",
            &["2001:db8:0:0:0::1", "2001:db8:0:0::1", "2001:db8:0::1", "2001:db8::1", "2001:db8::0.0.0.1"],
        ),
        ("2001:db8::aaaa:0:0:1", &["2001:db8::aaaa:0:0:1", "2001:db8:0:0:aaaa::1"]),
        (
            "2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
            &["2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:AaAa"],
        ),
    ];
    for (canonical, spellings) in addresses {
        for spelling in *spellings {
            assert_eq!(parse_v6(spelling).map(canonical_v6).as_deref(), Ok(*canonical), "{spelling}");
        }
    }
}

/// RFC 5952 §4.1 to §4.3 and §5. The last three are what the standard library does, too.
#[test]
fn published_addresses_have_their_canonical_text() {
    let texts = [
        ("2001:0db8::0001", "2001:db8::1"),
        ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
        ("2001:db8::0:1", "2001:db8::1"),
        ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:DB8::ABCD:EF", "2001:db8::abcd:ef"),
        ("0:0:0:0:0:ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("::ffff:0:0", "::ffff:0.0.0.0"),
        ("::fffe:ffff:ffff", "::fffe:ffff:ffff"),
        ("::1:0:0:0", "::1:0:0:0"),
        ("::192.0.2.1", "::c000:201"),
    ];
    for (text, canonical) in texts {
        assert_eq!(parse_v6(text).map(canonical_v6).as_deref(), Ok(canonical), "{text}");
    }
}

#[test]
fn every_mistake_has_its_error() {
    let mistakes: &[(&str, V6Error)] = &[
        ("1::2::3", TwoGaps),
        ("::1::", TwoGaps),
        ("::::", TwoGaps),
        ("", TooFew { got: 0 }),
        ("1", TooFew { got: 1 }),
        (":", TooFew { got: 2 }),
        ("localhost", TooFew { got: 1 }),
        ("192.0.2.1", TooFew { got: 2 }),
        ("1:2:3:4:5:6:7", TooFew { got: 7 }),
        ("1:2:3:4:5:1.2.3.4", TooFew { got: 7 }),
        ("1:2:3:4:5:6:7:8:9", TooMany { got: 9, most: 8 }),
        ("1:2:3:4:5:6:7:8:", TooMany { got: 9, most: 8 }),
        (":1:2:3:4:5:6:7:8", TooMany { got: 9, most: 8 }),
        ("1:2:3:4:5:6:7:1.2.3.4", TooMany { got: 9, most: 8 }),
        ("1:2:3:4:5:6:7:8::", TooMany { got: 8, most: 7 }),
        ("::1:2:3:4:5:6:7:8", TooMany { got: 8, most: 7 }),
        ("::1:2:3:4:5:6:1.2.3.4", TooMany { got: 8, most: 7 }),
        (":::", NotHex { group: 7 }),
        ("1:::2", NotHex { group: 7 }),
        (":1::2", NotHex { group: 1 }),
        ("1::2:", NotHex { group: 8 }),
        (":1:2:3:4:5:6:7", NotHex { group: 1 }),
        ("1:2:3:4:5:6:7:", NotHex { group: 8 }),
        (" ::1", NotHex { group: 1 }),
        ("::1\n", NotHex { group: 8 }),
        ("::g", NotHex { group: 8 }),
        ("::+1", NotHex { group: 8 }),
        ("::0x1", NotHex { group: 8 }),
        ("::١", NotHex { group: 8 }),
        ("fe80::1%eth0", NotHex { group: 8 }),
        ("::/0", NotHex { group: 8 }),
        ("[::1]", NotHex { group: 1 }),
        ("1.2.3.4::", NotHex { group: 1 }),
        ("::1.2.3.4:5", NotHex { group: 7 }),
        ("1:2:3:4:5:1.2.3.4:7:8", NotHex { group: 6 }),
        ("00001::", TooLong { group: 1 }),
        ("1:2:3:4:5:6:7:12345", TooLong { group: 8 }),
        ("::99999999999999999999999999999999999999999", TooLong { group: 8 }),
        ("::.", Tail { error: Count { got: 2 } }),
        ("::1.2.3", Tail { error: Count { got: 3 } }),
        ("fe80::1%eth0.5", Tail { error: Count { got: 2 } }),
        ("::1.2.3.4 ", Tail { error: NotDigit { octet: 4 } }),
        ("::ffff:1.2.3.04", Tail { error: LeadingZero { octet: 4 } }),
        ("1:2:3:4:5:6:256.0.0.1", Tail { error: TooBig { octet: 1 } }),
    ];
    for (text, error) in mistakes {
        assert_eq!(parse_v6(text), Err(*error), "{text:?}");
        assert!(text.parse::<Ipv6Addr>().is_err(), "{text:?}");
    }
}

#[test]
fn the_first_error_of_the_list_wins() {
    assert_eq!(parse_v6("1:2:3:4:5:6:7:8:9::x::"), Err(TwoGaps));
    assert_eq!(parse_v6("1:2:3:4:5:6:7:8:x"), Err(TooMany { got: 9, most: 8 }));
    assert_eq!(parse_v6("x:12345"), Err(TooFew { got: 2 }));
    assert_eq!(parse_v6("12345:x::"), Err(TooLong { group: 1 }));
    assert_eq!(parse_v6("x:12345::"), Err(NotHex { group: 1 }));
    assert_eq!(parse_v6("::1234x"), Err(NotHex { group: 8 }));
    assert_eq!(parse_v6("::12345:1.2.3"), Err(TooLong { group: 6 }));
}

/// All ways to be zero or not, in eight groups.
#[test]
fn every_row_of_zeros_is_written_as_the_standard_library_writes_it() {
    for pattern in 0..1_u32 << 8 {
        for value in [1, 0x0a, 0xabc, 0xffff_u128] {
            let address =
                (0..8).fold(0, |address, group| address << 16 | (value * u128::from(pattern >> group & 1)));
            assert_eq!(canonical_v6(address), Ipv6Addr::from(address).to_string());
        }
    }
}

/// All shapes of up to ten groups on each side of a gap, with and without a tail.
#[test]
fn every_shape_is_accepted_as_the_standard_library_accepts_it() {
    let side = |groups: usize| vec!["5"; groups].join(":");
    for front in 0..10 {
        for back in 0..10 {
            for between in ["", ":", "::", ":::"] {
                for end in ["", ":", "::", ":1.2.3.4", "1.2.3.4", "::1.2.3.4", ":1.2.3.4::"] {
                    let text = format!("{}{between}{}{end}", side(front), side(back));
                    let expected = text.parse::<Ipv6Addr>().map(u128::from).ok();
                    assert_eq!(parse_v6(&text).ok(), expected, "{text}");
                }
            }
        }
    }
}

/// Numbers whose groups are often zero, or at an edge.
fn addresses() -> impl Strategy<Value = u128> {
    let group = prop_oneof![4 => Just(0), 1 => Just(1), 1 => Just(0xffff), 2 => any::<u16>()];
    let mapped = any::<u32>().prop_map(|tail| 0xffff << 32 | u128::from(tail));
    let groups = prop::array::uniform8(group)
        .prop_map(|groups| groups.into_iter().fold(0, |address, group| address << 16 | u128::from(group)));
    prop_oneof![6 => groups, 1 => any::<u128>(), 1 => mapped]
}

/// What people put into addresses, and what looks like a digit.
const PIECES: &[&str] = &[
    "", ":", "::", ".", "0", "1", "F", "g", "0000", "12345", "+", "-", " ", "%", "[", "/", "\0", "٣", "é",
    "1.2.3.4", "0:", ":0",
];

/// An address with something put in, taken out, doubled or replaced.
fn nearly_addresses() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    (addresses(), any::<prop::sample::Index>(), 0_usize..4, piece).prop_map(
        |(address, at, removed, piece)| {
            let mut text = canonical_v6(address);
            let at = at.index(text.len() + 1);
            let end = (at + removed).min(text.len());
            text.replace_range(at..end, piece);
            text
        },
    )
}

/// Some other right spelling: longer groups, in any case, and a gap wherever there are zeros.
fn spellings() -> impl Strategy<Value = (u128, String)> {
    let flags = (0_usize..8, 0_usize..8, any::<[bool; 8]>(), any::<bool>());
    (addresses(), flags).prop_map(|(address, (start, len, padded, upper))| {
        let groups: Vec<u128> = (0..8).map(|group| address >> (112 - 16 * group) & 0xffff).collect();
        let texts: Vec<String> = groups
            .iter()
            .zip(padded)
            .map(|(group, padded)| if padded { format!("{group:04x}") } else { format!("{group:x}") })
            .collect();
        let end = (start + len).min(8);
        let may_leave_out = start < end && groups[start..end].iter().all(|group| *group == 0);
        let text = if may_leave_out {
            format!("{}::{}", texts[..start].join(":"), texts[end..].join(":"))
        } else {
            texts.join(":")
        };
        (address, if upper { text.to_uppercase() } else { text })
    })
}

proptest! {
    #[test]
    fn every_address_survives(address in addresses()) {
        prop_assert_eq!(parse_v6(&canonical_v6(address)), Ok(address));
    }

    #[test]
    fn every_spelling_is_read((address, text) in spellings()) {
        prop_assert_eq!(parse_v6(&text), Ok(address), "{}", text);
    }

    #[test]
    fn the_standard_library_writes_the_same(address in addresses()) {
        prop_assert_eq!(canonical_v6(address), Ipv6Addr::from(address).to_string());
    }

    #[test]
    fn the_standard_library_accepts_the_same(
        text in prop_oneof![nearly_addresses(), "[0-9a-f:.]{0,24}", any::<String>()],
    ) {
        prop_assert_eq!(parse_v6(&text).ok(), text.parse::<Ipv6Addr>().map(u128::from).ok());
    }
}
