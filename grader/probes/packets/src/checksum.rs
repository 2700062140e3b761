use packets::checksum::ones;
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table.call("ones", |(bytes,): (Bytes,)| -> u32 { ones(&bytes) });
}
