use addresses::punycode::{to_ascii, to_unicode};
use given::addresses::PunycodeError;
use probe::Table;

pub(crate) fn calls(table: &mut Table) {
    table
        .call("to_ascii", |(label,): (String,)| -> Result<String, PunycodeError> { to_ascii(&label) })
        .call("to_unicode", |(ascii,): (String,)| -> Result<String, PunycodeError> { to_unicode(&ascii) });
}
