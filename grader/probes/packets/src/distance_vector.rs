use given::packets::{RipEntry, RipInterface, RipRoute, RipUpdate};
use given::time::Micros;
use packets::distance_vector::DistanceVector;
use probe::Table;

pub(crate) fn calls(table: &mut Table) {
    table
        .new("DistanceVector::new", |(now, interfaces): (Micros, Vec<RipInterface>)| -> DistanceVector {
            DistanceVector::new(now, &interfaces)
        })
        .on(
            "DistanceVector::handle_update",
            |router: &mut DistanceVector,
             (now, interface, from, entries): (Micros, usize, u32, Vec<RipEntry>)| {
                router.handle_update(now, interface, from, &entries)
            },
        )
        .on("DistanceVector::link_down", |router: &mut DistanceVector, (now, interface): (Micros, usize)| {
            router.link_down(now, interface)
        })
        .on(
            "DistanceVector::poll_update",
            |router: &mut DistanceVector, (now,): (Micros,)| -> Vec<RipUpdate> { router.poll_update(now) },
        )
        .on("DistanceVector::poll_timeout", |router: &mut DistanceVector, (): ()| -> Micros {
            router.poll_timeout()
        })
        .on("DistanceVector::routes", |router: &mut DistanceVector, (): ()| -> Vec<RipRoute> {
            router.routes()
        });
}
