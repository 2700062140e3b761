//! `dotted` against published addresses, the standard library's `Ipv4Addr`, and a table of mistakes.

use std::net::Ipv4Addr;

use addresses::dotted::{binary, dotted, hex, parse_v4};
use given::addresses::AddrError::{self, Count, LeadingZero, NotDigit, TooBig};
use proptest::prelude::*;

#[test]
fn one_address_has_four_spellings() {
    let address = 3_232_235_777;
    assert_eq!(parse_v4("192.168.1.1"), Ok(address));
    assert_eq!(dotted(address), "192.168.1.1");
    assert_eq!(binary(address), "11000000.10101000.00000001.00000001");
    assert_eq!(hex(address), "0xC0A80101");
}

/// For documentation: RFC 5737 §3. Loopback: RFC 1122 §3.2.1.3. Private: RFC 1918 §3.
#[test]
fn published_blocks_have_their_numbers() {
    let blocks = [
        ("192.0.2.0", 0xC000_0200),
        ("198.51.100.0", 0xC633_6400),
        ("203.0.113.0", 0xCB00_7100),
        ("127.0.0.0", 0x7F00_0000),
        ("10.0.0.0", 0x0A00_0000),
        ("172.16.0.0", 0xAC10_0000),
        ("192.168.0.0", 0xC0A8_0000),
        ("0.0.0.0", 0),
        ("255.255.255.255", u32::MAX),
    ];
    for (text, address) in blocks {
        assert_eq!(parse_v4(text), Ok(address), "{text}");
        assert_eq!(dotted(address), text);
    }
}

#[test]
fn every_mistake_has_its_error() {
    let mistakes: &[(&str, AddrError)] = &[
        ("", Count { got: 1 }),
        ("1", Count { got: 1 }),
        (".", Count { got: 2 }),
        ("127.1", Count { got: 2 }),
        ("1.2.3", Count { got: 3 }),
        ("1.2.3.4.", Count { got: 5 }),
        (".1.2.3.4", Count { got: 5 }),
        ("1.2.3.4.5", Count { got: 5 }),
        ("1..2.3.4", Count { got: 5 }),
        ("...", NotDigit { octet: 1 }),
        ("1.2.3.", NotDigit { octet: 4 }),
        (" 1.2.3.4", NotDigit { octet: 1 }),
        ("1.2.3.4\n", NotDigit { octet: 4 }),
        ("1.+2.3.4", NotDigit { octet: 2 }),
        ("1.-0.3.4", NotDigit { octet: 2 }),
        ("1.2.0x3.4", NotDigit { octet: 3 }),
        ("1.2.3.٤", NotDigit { octet: 4 }),
        ("१.2.3.4", NotDigit { octet: 1 }),
        ("1.2.3.4:80", NotDigit { octet: 4 }),
        ("01.2.3.4", LeadingZero { octet: 1 }),
        ("1.2.3.00", LeadingZero { octet: 4 }),
        ("1.256.3.4", TooBig { octet: 2 }),
        ("1.2.3.1000", TooBig { octet: 4 }),
        ("1.2.99999999999999999999.4", TooBig { octet: 3 }),
    ];
    for (text, error) in mistakes {
        assert_eq!(parse_v4(text), Err(*error), "{text:?}");
    }
}

#[test]
fn the_worst_error_of_an_octet_wins() {
    assert_eq!(parse_v4("1.2.3.0x"), Err(NotDigit { octet: 4 }));
    assert_eq!(parse_v4("1.2.3.999x"), Err(NotDigit { octet: 4 }));
    assert_eq!(parse_v4("1.2.3.0999"), Err(LeadingZero { octet: 4 }));
}

#[test]
fn the_first_wrong_octet_decides() {
    assert_eq!(parse_v4("256.02.x.4"), Err(TooBig { octet: 1 }));
    assert_eq!(parse_v4("1.02.x.256"), Err(LeadingZero { octet: 2 }));
    assert_eq!(parse_v4("256.x.1"), Err(Count { got: 3 }));
}

/// Every number with up to four digits, also with zeros in front.
#[test]
fn every_short_octet_is_read_as_the_standard_library_reads_it() {
    for number in 0..10_000 {
        for octet in
            [format!("{number}"), format!("{number:02}"), format!("{number:03}"), format!("{number:04}")]
        {
            let text = format!("0.0.{octet}.0");
            let expected = text.parse::<Ipv4Addr>().map(u32::from).ok();
            assert_eq!(parse_v4(&text).ok(), expected, "{text}");
        }
    }
}

/// Numbers whose octets are often at an edge.
fn addresses() -> impl Strategy<Value = u32> {
    let octet = prop_oneof![Just(0), Just(1), Just(9), Just(10), Just(99), Just(100), Just(255), any::<u8>()];
    prop::array::uniform4(octet).prop_map(u32::from_be_bytes)
}

/// What people put into addresses, and what looks like a digit.
const PIECES: &[&str] =
    &["", ".", "0", "1", "25", "255", "256", "+", "-", " ", "x", "0x", "\0", "٣", "é", "999999999999"];

/// An address with something put in, taken out, doubled or replaced.
fn nearly_addresses() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    (addresses(), any::<prop::sample::Index>(), 0_usize..3, piece).prop_map(
        |(address, at, removed, piece)| {
            let mut text = dotted(address);
            let at = at.index(text.len() + 1);
            let end = (at + removed).min(text.len());
            text.replace_range(at..end, piece);
            text
        },
    )
}

proptest! {
    #[test]
    fn every_address_survives(address in prop_oneof![addresses(), any::<u32>()]) {
        prop_assert_eq!(parse_v4(&dotted(address)), Ok(address));
    }

    #[test]
    fn the_standard_library_writes_the_same(address: u32) {
        prop_assert_eq!(dotted(address), Ipv4Addr::from(address).to_string());
    }

    #[test]
    fn the_standard_library_accepts_the_same(
        text in prop_oneof![nearly_addresses(), "[0-9.]{0,16}", any::<String>()],
    ) {
        prop_assert_eq!(parse_v4(&text).ok(), text.parse::<Ipv4Addr>().map(u32::from).ok());
    }

    #[test]
    fn binary_can_be_read_again(address in addresses()) {
        let text = binary(address);
        let groups: Vec<&str> = text.split('.').collect();
        prop_assert!(groups.len() == 4 && groups.iter().all(|group| group.len() == 8), "{}", text);
        prop_assert_eq!(u32::from_str_radix(&groups.concat(), 2), Ok(address));
    }

    #[test]
    fn hex_can_be_read_again(address in addresses()) {
        let text = hex(address);
        let digits = text.strip_prefix("0x").expect("every one begins with 0x");
        prop_assert_eq!(digits.len(), 8);
        prop_assert_eq!(digits, digits.to_uppercase());
        prop_assert_eq!(u32::from_str_radix(digits, 16), Ok(address));
    }
}
