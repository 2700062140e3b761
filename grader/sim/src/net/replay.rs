//! A run in a small text file: weather, written for people.
//!
//! ```text
//! sim 1
//! seed 0x2a
//! link client.0 -> server.0: deliver x2, drop, deliver x17, flip 17
//! link server.0 -> client.0: delay 30 ms, dup
//! cut off client, relay from 100 ms until 2000 ms
//! cut client.0 -> server.0 from 3000 ms
//! crash server at 300 ms restart at 500 ms
//! ```
//!
//! - The first line says what it is, and the version. Then each line is one thing, in any order; what is not said is
//!   fair. A line that begins with a blank goes on with the one before. Blank lines, and lines that begin with `#`,
//!   are for people.
//! - Fates are those of a link's packets in order: `deliver`, `delay 30 ms`, `drop`, `dup`, `dup 30 ms`, `swap 2`,
//!   `flip 17`, `swap-words 3 9`, `truncate 20`, `cut 20`, `pieces 1`, `join`, `reset`; see [`Fate`]. `x17` after
//!   one means as many of them. After the last, all is delivered.
//! - Times are milliseconds, with up to six digits after the point where they are long and three where they are
//!   moments.
//! - What is cut without `until` stays so, and what crashes without `restart` too.
//! - A name that is not made of letters, digits, `-` and `_` stands in quotes, as in Rust: `"b 2"`.

mod read;

use super::fate::Fate;
use super::network::{LinkId, Network, NodeId, Port};
use super::weather::{Split, Weather};

pub use read::{ReplayError, parse};

/// Where the list of fates goes on on the next line.
const WIDTH: usize = 100;
/// Writes weather so that [`parse`] reads the same.
///
/// # Panics
///
/// If the weather is that of another network.
pub fn emit(network: &Network, weather: &Weather) -> String {
    let mut text = format!("sim 1\nseed {:#x}\n", weather.seed);
    for (link, fates) in network.links().zip(&weather.fates) {
        if !fates.is_empty() {
            emit_fates(&mut text, format!("link {}:", arrow(network, link)), fates);
        }
    }
    for partition in &weather.partitions {
        let what = match &partition.split {
            Split::Nodes(nodes) => {
                let names: Vec<String> = nodes.iter().map(|node| name(network, *node)).collect();
                format!("cut off {}", names.join(", "))
            }
            Split::Links(links) => {
                let arrows: Vec<String> = links.iter().map(|link| arrow(network, *link)).collect();
                format!("cut {}", arrows.join(", "))
            }
        };
        let until =
            if partition.is_forever() { String::new() } else { format!(" until {}", partition.until) };
        text += &format!("{what} from {}{until}\n", partition.from);
    }
    for crash in &weather.crashes {
        let restart = crash.restart.map_or(String::new(), |restart| format!(" restart at {restart}"));
        text += &format!("crash {} at {}{restart}\n", name(network, crash.node), crash.at);
    }
    text
}

fn emit_fates(text: &mut String, mut line: String, fates: &[Fate]) {
    let runs: Vec<&[Fate]> = fates.chunk_by(|one, other| one == other).collect();
    for (place, run) in runs.iter().enumerate() {
        let comma = if place + 1 == runs.len() { "" } else { "," };
        let item = match run.len() {
            1 => format!(" {}{comma}", run[0]),
            many => format!(" {} x{many}{comma}", run[0]),
        };
        if line.len() + item.len() > WIDTH {
            *text += &std::mem::take(&mut line);
            text.push_str("\n ");
        }
        line += &item;
    }
    *text += &line;
    text.push('\n');
}

fn arrow(network: &Network, link: LinkId) -> String {
    let (from, to) = network.ends(link);
    let port = |port: Port| format!("{}.{}", name(network, port.node), port.interface);
    format!("{} -> {}", port(from), port(to))
}

fn name(network: &Network, node: NodeId) -> String {
    let name = network.name(node);
    // `off` would look like a keyword, at one place.
    let is_plain = !name.is_empty() && name != "off" && name.chars().all(is_plain);
    if is_plain { name.to_owned() } else { format!("{name:?}") }
}

fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || character == '-' || character == '_'
}
