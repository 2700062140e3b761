use given::packets::{Bits, Levels, LineError};
use packets::line_code::{decode_4b5b, encode_4b5b, manchester, nrz, nrzi, read_manchester};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table.call("nrz", |(bytes,): (Bytes,)| -> Levels { nrz(&bytes) });
    table.call("manchester", |(bytes,): (Bytes,)| -> Levels { manchester(&bytes) });
    table.call("read_manchester", |(levels,): (Levels,)| -> Result<Bytes, LineError> {
        read_manchester(&levels).map(Bytes)
    });
    table.call("encode_4b5b", |(bytes,): (Bytes,)| -> Bits { encode_4b5b(&bytes) });
    table.call("decode_4b5b", |(bits,): (Bits,)| -> Result<Bytes, LineError> {
        decode_4b5b(&bits).map(Bytes)
    });
    table.call("nrzi", |(bits,): (Bits,)| -> Levels { nrzi(&bits) });
}
