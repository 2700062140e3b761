use given::hello::{Chunk, Missing};
use hello::put_back::put_back;
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table.call("put_back", |(arrived,): (Vec<Chunk>,)| -> Result<Bytes, Missing> {
        put_back(&arrived).map(Bytes)
    });
}
