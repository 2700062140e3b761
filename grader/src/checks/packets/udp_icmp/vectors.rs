//! What `cargo dev vectors` keeps: datagrams and errors as etherparse makes them. The latter are here to prove our own.

use given::packets::{Ends, UdpPorts};

use super::model::{Arrival, Datagram};

/// What is sent, and the bytes that it becomes.
pub(super) fn datagrams() -> Vec<(Datagram, Arrival)> {
    let address = |text: &str| u128::from_str_radix(text, 16).expect("an address in hexadecimal");
    let datagram = |record: &corpus::Record| {
        let [source, destination] = ["source", "destination"].map(|name| address(record.text(name)));
        let ends = match record.text("source").len() {
            8 => Ends::V4 { source: source as u32, destination: destination as u32 },
            _ => Ends::V6 { source, destination },
        };
        let [from, to] = ["from", "to"].map(|name| record.text(name).parse().expect("a port in decimal"));
        let ports = UdpPorts { source: from, destination: to };
        let datagram = Datagram { ends, ports, data: record.bytes("data") };
        (datagram, Arrival { ends, bytes: record.bytes("datagram") })
    };
    corpus::records(include_str!("../../../../corpus/packets/datagrams.txt")).iter().map(datagram).collect()
}

#[cfg(test)]
mod tests {
    use super::super::icmp::ERRORS;
    use super::super::model;
    use super::*;

    #[test]
    fn our_datagrams_are_those_of_etherparse() {
        let datagrams = datagrams();
        assert_eq!(datagrams.len(), 5);
        for (datagram, arrival) in datagrams {
            assert_eq!(datagram.arrival(), arrival);
            assert!(arrival.right().is_ok(), "{datagram:?}");
        }
    }

    #[test]
    fn our_errors_are_those_of_etherparse() {
        let records = corpus::records(include_str!("../../../../corpus/packets/icmp_errors.txt"));
        assert_eq!(records.len(), ERRORS.len());
        for (record, error) in records.iter().zip(ERRORS) {
            assert_eq!(record.text("error"), error.to_string());
            let (kind, code, rest) = model::first_bytes(&error);
            let ours = model::icmp(kind, code, rest, &record.bytes("quote"));
            assert_eq!(ours, record.bytes("message"), "{error}");
        }
    }
}
