//! A node that does what it was told beforehand: the other end of a test.

use std::collections::VecDeque;
use std::marker::PhantomData;

use given::time::Micros;

use super::node::{Node, Transmit};

/// Sends what it was told at the moments it was told, and remembers what it hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scripted<E = std::convert::Infallible> {
    plan: VecDeque<(Micros, Transmit)>,
    /// What arrived, in order.
    pub heard: Vec<Heard>,
    error: PhantomData<fn() -> E>,
}

/// Something that came to a [`Scripted`] node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// When.
    pub at: Micros,
    /// Where.
    pub interface: usize,
    /// What.
    pub what: Arrival,
}

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A packet, or a piece of a stream.
    Bytes(Vec<u8>),
    /// The end of a stream.
    End,
    /// A stream was broken.
    Reset,
}

impl<E> Scripted<E> {
    /// It only listens.
    pub fn new() -> Self {
        Scripted { plan: VecDeque::new(), heard: vec![], error: PhantomData }
    }

    /// Then it sends this packet. Moments are told in order; one that is earlier than the one before comes right
    /// after it.
    pub fn sends(self, at: Micros, interface: usize, bytes: impl Into<Vec<u8>>) -> Self {
        self.then(at, Transmit::packet(interface, bytes))
    }

    /// Then it does this.
    pub fn then(mut self, at: Micros, transmit: Transmit) -> Self {
        self.plan.push_back((at, transmit));
        self
    }

    /// All bytes that arrived at an interface, one after another.
    pub fn bytes(&self, interface: usize) -> Vec<u8> {
        let here = self.heard.iter().filter(|heard| heard.interface == interface);
        let bytes = here.filter_map(|heard| match &heard.what {
            Arrival::Bytes(bytes) => Some(bytes.as_slice()),
            Arrival::End | Arrival::Reset => None,
        });
        bytes.collect::<Vec<_>>().concat()
    }

    fn hear(&mut self, at: Micros, interface: usize, what: Arrival) -> Result<(), E> {
        self.heard.push(Heard { at, interface, what });
        Ok(())
    }
}

impl<E> Default for Scripted<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Node for Scripted<E> {
    type Error = E;

    fn handle_packet(&mut self, now: Micros, interface: usize, bytes: &[u8]) -> Result<(), E> {
        self.hear(now, interface, Arrival::Bytes(bytes.to_vec()))
    }

    fn handle_end(&mut self, now: Micros, interface: usize) -> Result<(), E> {
        self.hear(now, interface, Arrival::End)
    }

    fn handle_reset(&mut self, now: Micros, interface: usize) -> Result<(), E> {
        self.hear(now, interface, Arrival::Reset)
    }

    fn poll_transmit(&mut self, now: Micros) -> Result<Option<Transmit>, E> {
        Ok(self.plan.pop_front_if(|(at, _)| *at <= now).map(|(_, transmit)| transmit))
    }

    fn poll_timeout(&mut self) -> Result<Option<Micros>, E> {
        Ok(self.plan.front().map(|(at, _)| *at))
    }
}
