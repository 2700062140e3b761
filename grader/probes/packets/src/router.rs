use given::addresses::Prefix;
use given::packets::{Interface, Routed, Via};
use given::time::Micros;
use packets::router::Router;
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .new("Router::new", |(interfaces,): (Vec<Interface>,)| -> Router { Router::new(interfaces) })
        .on("Router::add_route", |router: &mut Router, (prefix, via): (Prefix, Via)| {
            router.add_route(prefix, via)
        })
        .on("Router::remove_route", |router: &mut Router, (prefix,): (Prefix,)| -> Option<Via> {
            router.remove_route(&prefix)
        })
        .on(
            "Router::handle_packet",
            |router: &mut Router, (now, interface, Bytes(packet)): (Micros, usize, Bytes)| -> Vec<Routed> {
                router.handle_packet(now, interface, &packet)
            },
        );
}
