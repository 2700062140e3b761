use calendar::leap::is_leap;
use probe::Table;

pub(crate) fn calls(table: &mut Table) {
    table.call("is_leap", |(year,): (u32,)| -> bool { is_leap(year) });
}
