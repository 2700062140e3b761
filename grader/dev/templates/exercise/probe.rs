use probe::{Bytes, Table};
use {{chapter}}::{{exercise}}::ones;

pub(crate) fn calls(table: &mut Table) {
    table.call("ones", |(bytes,): (Bytes,)| -> u32 { ones(&bytes) });
}
