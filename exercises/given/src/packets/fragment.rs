//! What `fragment` works on: why a packet can't be cut, and what is missing of one that is not whole yet.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Ipv4Error;

/// Why a packet is not cut into fragments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FragmentError {
    /// The bytes are not an IPv4 packet.
    NotIpv4(Ipv4Error),
    /// DF is set: the packet is too long for the link, and nobody may cut it.
    DontFragment,
    /// The packet is a fragment, and its payload goes on where no packet can be any more: a packet has at most
    /// 65,535 bytes, its header included.
    PastTheEnd {
        /// The place in the whole payload behind this fragment's last byte.
        end: usize,
    },
    /// A fragment on this link would have room for the header, perhaps, but not for 8 bytes behind it.
    MtuTooSmall {
        /// How many bytes a packet on this link may have.
        mtu: usize,
        /// How many it would have to allow, at least.
        needed: usize,
    },
}

impl fmt::Display for FragmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FragmentError::NotIpv4(error) => write!(f, "not an IPv4 packet: {error}"),
            FragmentError::DontFragment => write!(f, "too long for the link, and DF is set"),
            FragmentError::PastTheEnd { end } => {
                write!(f, "the fragment goes on to byte {end}, where no packet can be")
            }
            FragmentError::MtuTooSmall { mtu, needed } => {
                write!(f, "{mtu} bytes are too few for a fragment: it takes {needed}")
            }
        }
    }
}

impl std::error::Error for FragmentError {}

/// A stretch of a packet's payload of which nothing has arrived. The names are those of RFC 815 §3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hole {
    /// The first byte that is missing, counted from 0.
    pub first: usize,
    /// The last byte that is missing. `None` as long as nobody knows where the payload ends.
    pub last: Option<usize>,
}

/// `8 to 15`, `24 and on`
impl fmt::Display for Hole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) => write!(f, "{} to {last}", self.first),
            None => write!(f, "{} and on", self.first),
        }
    }
}
