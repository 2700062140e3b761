//! Packets: how bits become a signal, and a signal becomes a route across the world.
//!
//! Tokyo has London's address. Now something must travel. From the wire up: levels become bits, bits become frames,
//! a frame carries a packet to the next machine, and machine by machine the packet comes to London, or it does not.
//! Each layer notices some damage, repairs none of it, and promises nothing.
//!
//! | exercise | question |
//! | --- | --- |
//! | [`line_code`] | A wire knows high and low. How do bytes travel on it, and how does the other end keep count? |
//! | [`crc`] | Noise hits the wire. How does the next machine notice, whichever bits it was? |
//! | [`deframe`] | The bytes come without an end. Where does a frame begin, and where does it end? |
//! | [`checksum`] | How does London notice that bits have changed on the way? |
//! | [`arp`] | London is far, the router is near. Which card on this wire belongs to the router's address? |
//! | [`ipv4`] | What does a packet say about itself, and how much of it may London believe? |
//! | [`udp_icmp`] | For which program is a packet, and who tells its sender when it is thrown away? |
//! | [`fragment`] | A packet is longer than the next link allows. How does it still come to London, and whole? |
//! | [`router`] | Six machines between Tokyo and London know one step each. What does each of them do with a packet? |
//! | [`distance_vector`] | Nobody has the map. How does each router know where London is? |
//! | [`dissect`] | What do these captured bytes say? |

pub mod arp;
pub mod checksum;
pub mod crc;
pub mod deframe;
pub mod dissect;
pub mod distance_vector;
pub mod fragment;
pub mod ipv4;
pub mod line_code;
pub mod router;
pub mod udp_icmp;
