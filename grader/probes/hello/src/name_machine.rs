use hello::name_machine::{bytes, number};
use probe::Table;

pub(crate) fn calls(table: &mut Table) {
    table
        .call("number", |(array,): ([u8; 4],)| -> u32 { number(array) })
        .call("bytes", |(number,): (u32,)| -> [u8; 4] { bytes(number) });
}
