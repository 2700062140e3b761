//! Ethernet: the addresses of cards.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The address of a network card, as Ethernet frames carry it: six bytes, unique on the link.
///
/// It says who a machine is, not where it is, so it helps on one link alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mac(pub [u8; 6]);

impl Mac {
    /// To all cards on the link (IEEE 802.3, section 3.2.3).
    pub const BROADCAST: Mac = Mac([0xFF; 6]);
}

/// `02:00:5e:10:00:01`
impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, last] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{last:02x}")
    }
}

/// What an Ethernet frame carries: a number in its header.
pub mod ethertype {
    /// An IPv4 packet (RFC 894).
    pub const IPV4: u16 = 0x0800;
    /// A message of ARP (RFC 826; the number is in IANA's list).
    pub const ARP: u16 = 0x0806;
    /// An IPv6 packet (RFC 2464 §3).
    pub const IPV6: u16 = 0x86DD;
}
