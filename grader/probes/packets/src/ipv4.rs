use given::packets::{Ipv4Error, Ipv4Header};
use packets::ipv4::{emit, parse};
use probe::{Bytes, Slice, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("parse", |(packet,): (Bytes,)| -> Result<(Ipv4Header, Slice), Ipv4Error> {
            parse(&packet).map(|(header, payload)| (header, Slice::of(&packet, payload)))
        })
        .call("emit", |(header, payload): (Ipv4Header, Bytes)| -> Bytes { Bytes(emit(&header, &payload)) });
}
