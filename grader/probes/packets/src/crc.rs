use packets::crc::{crc32, crc32_flipped, crc32_more, fcs_is_right, shift_in, unnoticed, with_fcs};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("shift_in", |(register, byte): (u32, u8)| -> u32 { shift_in(register, byte) })
        .call("crc32", |(bytes,): (Bytes,)| -> u32 { crc32(&bytes) })
        .call("crc32_more", |(crc, more): (u32, Bytes)| -> u32 { crc32_more(crc, &more) })
        .call("with_fcs", |(frame,): (Bytes,)| -> Bytes { Bytes(with_fcs(&frame)) })
        .call("fcs_is_right", |(frame,): (Bytes,)| -> bool { fcs_is_right(&frame) })
        .call("crc32_flipped", |(crc, flips): (u32, Bytes)| -> u32 { crc32_flipped(crc, &flips) })
        .call("unnoticed", |(start,): (u32,)| -> [u8; 5] { unnoticed(start) });
}
