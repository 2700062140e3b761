use given::packets::{FragmentError, Hole};
use given::time::Micros;
use packets::fragment::{Reassembly, copied_options, fragment, room};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("room", |(header_bytes, mtu): (usize, usize)| -> usize { room(header_bytes, mtu) })
        .call("copied_options", |(options,): (Bytes,)| -> Bytes { Bytes(copied_options(&options)) })
        .call("fragment", |(packet, mtu): (Bytes, usize)| -> Result<Vec<Bytes>, FragmentError> {
            fragment(&packet, mtu).map(all)
        })
        .new("Reassembly::new", |(max_bytes,): (usize,)| -> Reassembly { Reassembly::new(max_bytes) })
        .on(
            "Reassembly::push",
            |reassembly: &mut Reassembly, (now, packet): (Micros, Bytes)| -> Option<Bytes> {
                reassembly.push(now, &packet).map(Bytes)
            },
        )
        .on("Reassembly::holes", |reassembly: &mut Reassembly, (fragment,): (Bytes,)| -> Vec<Hole> {
            reassembly.holes(&fragment)
        })
        .on("Reassembly::poll_timeout", |reassembly: &mut Reassembly, (): ()| -> Option<Micros> {
            reassembly.poll_timeout()
        })
        .on("Reassembly::handle_timeout", |reassembly: &mut Reassembly, (now,): (Micros,)| -> Vec<Bytes> {
            all(reassembly.handle_timeout(now))
        });
}

fn all(packets: Vec<Vec<u8>>) -> Vec<Bytes> {
    packets.into_iter().map(Bytes).collect()
}
