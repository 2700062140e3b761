use given::packets::{Ends, Transport};
use packets::checksum::{checksum, is_intact, join, ones_sum, segment_checksum, update};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("ones_sum", |(bytes,): (Bytes,)| -> u16 { ones_sum(&bytes) })
        .call("join", |(left, left_len, right): (u16, usize, u16)| -> u16 { join(left, left_len, right) })
        .call("checksum", |(bytes, at): (Bytes, usize)| -> u16 { checksum(&bytes, at) })
        .call("segment_checksum", |(ends, transport, segment): (Ends, Transport, Bytes)| -> u16 {
            segment_checksum(&ends, transport, &segment)
        })
        .call("is_intact", |(ends, transport, segment): (Ends, Transport, Bytes)| -> bool {
            is_intact(&ends, transport, &segment)
        })
        .call("update", |(old_checksum, old, new): (u16, u16, u16)| -> u16 {
            update(old_checksum, old, new)
        });
}
