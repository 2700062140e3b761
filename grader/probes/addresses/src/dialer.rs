use addresses::dialer::Dialer;
use given::addresses::{Do, Event};
use given::time::Micros;
use probe::Table;

pub(crate) fn calls(table: &mut Table) {
    table
        .new("Dialer::new", |(): ()| -> Dialer { Dialer::new() })
        .on("Dialer::next", |dialer: &mut Dialer, (now,): (Micros,)| -> Do { dialer.next(now) })
        .on("Dialer::on", |dialer: &mut Dialer, (now, event): (Micros, Event)| dialer.on(now, event));
}
