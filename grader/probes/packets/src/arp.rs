use given::packets::{ArpError, ArpMessage, EthernetError, EthernetHeader, LinkReceived, LinkTimeout, Mac};
use given::time::Micros;
use packets::arp::{Neighbors, emit_arp, emit_ethernet, parse_arp, parse_ethernet};
use probe::{Bytes, Slice, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("parse_ethernet", |(frame,): (Bytes,)| -> Result<(EthernetHeader, Slice), EthernetError> {
            parse_ethernet(&frame).map(|(header, payload)| (header, Slice::of(&frame, payload)))
        })
        .call("emit_ethernet", |(header, payload): (EthernetHeader, Bytes)| -> Bytes {
            emit_ethernet(&header, &payload).into()
        })
        .call("parse_arp", |(payload,): (Bytes,)| -> Result<ArpMessage, ArpError> { parse_arp(&payload) })
        .call("emit_arp", |(message,): (ArpMessage,)| -> Bytes { emit_arp(&message).into() })
        .new("Neighbors::new", |(mac, address): (Mac, u32)| -> Neighbors { Neighbors::new(mac, address) })
        .on(
            "Neighbors::send",
            |neighbors: &mut Neighbors, (now, next_hop, packet): (Micros, u32, Bytes)| -> Option<Bytes> {
                neighbors.send(now, next_hop, packet.0).map(Bytes)
            },
        )
        .on(
            "Neighbors::handle_frame",
            |neighbors: &mut Neighbors, (now, frame): (Micros, Bytes)| -> LinkReceived {
                neighbors.handle_frame(now, &frame)
            },
        )
        .on("Neighbors::handle_timeout", |neighbors: &mut Neighbors, (now,): (Micros,)| -> LinkTimeout {
            neighbors.handle_timeout(now)
        })
        .on("Neighbors::poll_timeout", |neighbors: &mut Neighbors, (): ()| -> Option<Micros> {
            neighbors.poll_timeout()
        });
}
