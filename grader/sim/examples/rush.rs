//! How many packets a second a simulation carries: `cargo run --release -p sim --example rush`.

use std::convert::Infallible;
use std::time::Duration;

use sim::net::{
    Bursts, Chance, Climate, Ended, Keep, Limits, Link, Micros, Network, Node, Simulation, Transmit, Weather,
};

/// Sends and answers as fast as eight packets at a time allow.
struct Busy {
    left: u32,
    ready: u32,
}

impl Node for Busy {
    type Error = Infallible;

    fn handle_packet(&mut self, _now: Micros, _interface: usize, _bytes: &[u8]) -> Result<(), Infallible> {
        self.ready += 1;
        Ok(())
    }

    fn poll_transmit(&mut self, _now: Micros) -> Result<Option<Transmit>, Infallible> {
        if self.ready == 0 || self.left == 0 {
            return Ok(None);
        }
        self.ready -= 1;
        self.left -= 1;
        Ok(Some(Transmit::packet(0, vec![0; 1400])))
    }
}

const PACKETS: u32 = 200_000;

#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures, and decides nothing")]
fn main() {
    let link = Link::new().delay(Duration::from_millis(10)).rate(1_000_000_000).mtu(1500);
    let (network, _, wire) = Network::pair(link);
    let foul = Climate::new(&network)
        .packets(PACKETS as usize)
        .everywhere(Bursts::of_losses(Chance::millionths(10), 3))
        .weather(1);
    for (name, weather) in [("fair", &Weather::fair()), ("a little loss", &foul)] {
        for keep in [Keep::Nothing, Keep::Labels, Keep::Bytes] {
            let nodes = [Busy { left: PACKETS / 2, ready: 64 }, Busy { left: PACKETS / 2, ready: 0 }];
            let mut simulation = Simulation::new(&network, weather, nodes).keeping(keep);
            let begun = std::time::Instant::now();
            let Ok(ended) = simulation.run(Limits { events: u64::MAX, ..Limits::default() });
            let took = begun.elapsed();
            assert_eq!(ended, Ended::Quiet);
            let packets = simulation.traffic(wire.there).packets + simulation.traffic(wire.back).packets;
            let rate = packets as f64 / took.as_secs_f64();
            println!("{name}, keeping {keep:?}: {packets} packets, {rate:.0} a second");
        }
    }
}
