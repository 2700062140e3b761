//! A network in which all that goes wrong is known beforehand.
//!
//! Three things make a run, and each is plain data or a few methods:
//!
//! - A [`Network`] says who is connected to whom, by links with a delay, a rate, a queue, an MTU. A link carries
//!   packets, or a [stream](Link::stream) of bytes.
//! - A [`Weather`] says what goes wrong: a list of [`Fate`]s for each link, one for each packet in order; partitions;
//!   crashes. There is no chance in it. [`Climate`], [`Rates`] and [`Bursts`] make such lists out of chances and a
//!   seed, and are done before the run begins.
//! - [`Node`]s are told what happens ([`handle_packet`](Node::handle_packet), …) and asked what they do
//!   ([`poll_transmit`](Node::poll_transmit), …). They may fail, because a node may be somebody's code behind a pipe.
//!
//! A [`Simulation`] puts them together in virtual time and writes a [`Trace`](crate::Trace) of what happened. The same
//! three give the same run, so:
//!
//! - the weather is the replay: [`replay`] writes it as a small text, and reads it;
//! - the weather shrinks: [`WeatherTree`] makes it fairer as long as a run goes wrong, until it says "drop only packet
//!   3". It is a proptest strategy as the inputs of all other checks.
//!
//! ```
//! use std::time::Duration;
//!
//! use sim::net::{Ended, Fate, Limits, Link, Micros, Network, Node, Scripted, Simulation, Transmit, Weather, single};
//!
//! /// Answers each packet.
//! struct Echo(Vec<Transmit>);
//!
//! impl Node for Echo {
//!     type Error = std::convert::Infallible;
//!
//!     fn handle_packet(&mut self, _now: Micros, interface: usize, bytes: &[u8]) -> Result<(), Self::Error> {
//!         self.0.push(Transmit::packet(interface, bytes));
//!         Ok(())
//!     }
//!
//!     fn poll_transmit(&mut self, _now: Micros) -> Result<Option<Transmit>, Self::Error> {
//!         Ok(self.0.pop())
//!     }
//! }
//!
//! let (network, [client, _], wire) = Network::pair(Link::new().delay(Duration::from_millis(50)));
//! let weather = Weather::fair().on(wire.back, single(1, Fate::Drop));
//!
//! let mut asks = Scripted::new().sends(Micros(0), 0, *b"one").sends(Micros::from_millis(200), 0, *b"two");
//! let mut echoes = Echo(vec![]);
//! let nodes: [&mut dyn Node<Error = _>; 2] = [&mut asks, &mut echoes];
//! let mut simulation = Simulation::new(&network, &weather, nodes)
//!     .labelled(|bytes| String::from_utf8_lossy(bytes).into_owned());
//!
//! assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
//! assert_eq!(sim::ladder(simulation.trace(), 72), "\
//! t ms   client                                server
//!    0   one                  ──────────────▶
//!   50   lost (fate 1: drop)          ✗╌╌╌╌╌╌  one
//!  200   two                  ──────────────▶
//!  250                        ◀──────────────  two
//! ");
//! drop(simulation);
//! assert_eq!(asks.bytes(0), *b"two");
//! ```
//!
//! # Rules that a check can rely on
//!
//! - What happens at one moment happens in the order in which it was planned.
//! - Each packet that is handed to a link uses one fate, whatever becomes of it; so "fate 3" is the third packet of
//!   that link, also if the second was too large for it.
//! - A packet is lost if its link is down when it leaves or when it would arrive, or if its receiver is down then. What
//!   is dropped by a fate has still taken its time on the link.
//! - On a stream, each write uses one fate. Bytes arrive in order and as they were written, unless a fate damages
//!   them, which makes the network an attacker. While a stream's link is down it waits. When a node crashes its
//!   streams break, and its peers hear of it after the link's delay; what is written to a node that is down is answered
//!   by a break. There is no handshake and no end of room: who wants those simulates TCP.
//!
//! # What a link does not do
//!
//! It has no bit errors beside its fates, no losses beside those of the rules above, and no jitter that nobody wrote
//! down. Clocks of nodes do not drift: `now` is the same everywhere.

mod carry;
pub mod cities;
mod climate;
mod dice;
mod fate;
mod link;
mod milder;
mod network;
mod node;
mod queue;
mod rates;
mod record;
pub mod replay;
mod scripted;
pub mod shape;
mod shrink;
mod simulation;
mod spell;
mod stream;
mod weather;

pub use climate::Climate;
pub use dice::{Chance, Dice};
pub use fate::{Fate, HOLD, single, trim};
pub use given::time::Micros;
pub use link::{Link, Traffic};
pub use network::{LinkId, Network, NodeId, Port, Wire};
pub use node::{Node, Transmit};
pub use rates::{Bursts, Rates};
pub use record::{Keep, messages_sent};
pub use scripted::{Arrival, Heard, Scripted};
pub use shrink::{FateLists, FatesTree, WeatherTree, fates};
pub use simulation::{Ended, Limits, Simulation};
pub use weather::{Crash, FOREVER, Partition, Split, Weather};
