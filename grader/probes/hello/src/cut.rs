use given::hello::Chunk;
use hello::cut::cut;
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table.call("cut", |(message, size): (Bytes, usize)| -> Vec<Chunk> { cut(&message, size) });
}
