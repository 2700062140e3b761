use probe::Table;

pub(crate) fn calls(_table: &mut Table) {}
