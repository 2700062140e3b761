use hello::notice::{intact, sum, unnoticed};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("sum", |(bytes,): (Bytes,)| -> u8 { sum(&bytes) })
        .call("intact", |(bytes, sum): (Bytes, u8)| -> bool { intact(&bytes, sum) })
        .call("unnoticed", |(bytes,): (Bytes,)| -> Option<Bytes> { unnoticed(&bytes).map(Bytes) });
}
