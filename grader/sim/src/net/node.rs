//! What takes part in a simulation.

use given::time::Micros;

/// A host, a router, a process: whatever is told what happens and asked what it does.
///
/// It has no clock and no socket. Each method may fail, because a node may be somebody's code at the other end of a
/// pipe; a failure ends the run, and what happened until then stays in the trace.
///
/// The order of calls is part of the contract, so that a node behind a pipe can ask about all of them at once: after
/// each `handle_*`, [`crash`](Self::crash) aside, comes [`poll_transmit`](Self::poll_transmit) until it says `None`,
/// and then [`poll_timeout`](Self::poll_timeout) once. [`poll_note`](Self::poll_note) may come between any two. At
/// the very beginning each node is polled once, in the order of the network.
pub trait Node {
    /// Why a node could not do its part.
    type Error;

    /// A packet arrives, or a piece of a stream.
    fn handle_packet(&mut self, now: Micros, interface: usize, bytes: &[u8]) -> Result<(), Self::Error>;

    /// The moment has come that [`poll_timeout`](Self::poll_timeout) named.
    fn handle_timer(&mut self, now: Micros) -> Result<(), Self::Error> {
        let _ = now;
        Ok(())
    }

    /// The other end of a stream will write no more.
    fn handle_end(&mut self, now: Micros, interface: usize) -> Result<(), Self::Error> {
        let _ = (now, interface);
        Ok(())
    }

    /// A stream is broken: what was on its way is lost, either way. What is written from now on is a new stream.
    fn handle_reset(&mut self, now: Micros, interface: usize) -> Result<(), Self::Error> {
        let _ = (now, interface);
        Ok(())
    }

    /// What it sends next, if anything.
    fn poll_transmit(&mut self, now: Micros) -> Result<Option<Transmit>, Self::Error>;

    /// When it wants [`handle_timer`](Self::handle_timer), if nothing happens before. A moment that is past comes at
    /// once.
    fn poll_timeout(&mut self) -> Result<Option<Micros>, Self::Error> {
        Ok(None)
    }

    /// Something to write beside it in the trace: a state that it moves to, what it delivers.
    fn poll_note(&mut self) -> Option<String> {
        None
    }

    /// It stops. Until [`restart`](Self::restart) it is told nothing, and what arrives is lost.
    fn crash(&mut self, now: Micros) -> Result<(), Self::Error> {
        let _ = now;
        Ok(())
    }

    /// It starts again. What it remembers is its own affair: by default everything, as after a sleep.
    fn restart(&mut self, now: Micros) -> Result<(), Self::Error> {
        let _ = now;
        Ok(())
    }
}

/// What a node sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transmit {
    /// A packet, or on a stream: as many bytes.
    Packet {
        /// Where it leaves.
        interface: usize,
        /// What it is.
        bytes: Vec<u8>,
    },
    /// On a stream: it writes no more. On a link of packets this is nothing.
    End {
        /// Of the stream.
        interface: usize,
    },
    /// On a stream: it breaks it off. On a link of packets this is nothing.
    Reset {
        /// Of the stream.
        interface: usize,
    },
}

impl Transmit {
    /// A packet, or on a stream: as many bytes.
    pub fn packet(interface: usize, bytes: impl Into<Vec<u8>>) -> Self {
        Transmit::Packet { interface, bytes: bytes.into() }
    }
}

/// Implements [`Node`] for what points to one, so that one network can have nodes of many kinds, lent or owned.
macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<N: Node + ?Sized> Node for $pointer {
            type Error = N::Error;

            fn handle_packet(&mut self, now: Micros, interface: usize, bytes: &[u8]) -> Result<(), N::Error> {
                (**self).handle_packet(now, interface, bytes)
            }

            fn handle_timer(&mut self, now: Micros) -> Result<(), N::Error> {
                (**self).handle_timer(now)
            }

            fn handle_end(&mut self, now: Micros, interface: usize) -> Result<(), N::Error> {
                (**self).handle_end(now, interface)
            }

            fn handle_reset(&mut self, now: Micros, interface: usize) -> Result<(), N::Error> {
                (**self).handle_reset(now, interface)
            }

            fn poll_transmit(&mut self, now: Micros) -> Result<Option<Transmit>, N::Error> {
                (**self).poll_transmit(now)
            }

            fn poll_timeout(&mut self) -> Result<Option<Micros>, N::Error> {
                (**self).poll_timeout()
            }

            fn poll_note(&mut self) -> Option<String> {
                (**self).poll_note()
            }

            fn crash(&mut self, now: Micros) -> Result<(), N::Error> {
                (**self).crash(now)
            }

            fn restart(&mut self, now: Micros) -> Result<(), N::Error> {
                (**self).restart(now)
            }
        }
    )*};
}

forward!(&mut N, Box<N>);
