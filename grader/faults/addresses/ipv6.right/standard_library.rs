//! Lets the standard library read and write, and asks why only when it refuses.

use std::net::Ipv6Addr;

use given::addresses::V6Error;

pub fn parse_v6(text: &str) -> Result<u128, V6Error> {
    text.parse::<Ipv6Addr>().map(Ipv6Addr::to_bits).map_err(|_| why(text))
}

fn why(text: &str) -> V6Error {
    let sides: Vec<&str> = text.splitn(2, "::").collect();
    if sides.len() == 2 && sides[1].contains("::") {
        return V6Error::TwoGaps;
    }
    let groups_of = |side: &str| side.split(':').filter(|_| !side.is_empty()).map(String::from).collect();
    let mut sides: Vec<Vec<String>> = sides.into_iter().map(groups_of).collect();
    let last = sides.last_mut().expect("there is one side at least");
    let tail = last.pop_if(|group| group.contains('.'));
    // What stands for a tail are two groups that nobody finds fault with.
    last.extend(tail.iter().flat_map(|_| [String::from("0"), String::from("0")]));

    let got: usize = sides.iter().map(Vec::len).sum();
    let most = 9 - sides.len();
    if got > most {
        return V6Error::TooMany { got, most };
    }
    if got < 8 && sides.len() == 1 {
        return V6Error::TooFew { got };
    }
    let front = if sides.len() == 2 { sides[0].len() } else { 8 };
    let place = |at: usize| if at < front { at + 1 } else { at + 1 + 8 - got };
    let wrong = sides.concat().into_iter().enumerate().find_map(|(at, group)| {
        let group_number = place(at);
        match group.as_bytes() {
            [] => Some(V6Error::NotHex { group: group_number }),
            digits if !digits.iter().all(u8::is_ascii_hexdigit) => Some(V6Error::NotHex { group: group_number }),
            [_, _, _, _, _, ..] => Some(V6Error::TooLong { group: group_number }),
            _ => None,
        }
    });
    wrong.unwrap_or_else(|| {
        let tail = tail.expect("something is wrong, and no group is");
        V6Error::Tail { error: crate::dotted::parse_v4(&tail).expect_err("something is wrong") }
    })
}

pub fn canonical_v6(address: u128) -> String {
    Ipv6Addr::from_bits(address).to_string()
}
