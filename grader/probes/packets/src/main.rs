//! Answers questions about the chapter packets. A module an exercise, a line a function.

mod arp;
mod checksum;
mod crc;
mod deframe;
mod dissect;
mod distance_vector;
mod fragment;
mod ipv4;
mod line_code;
mod router;
mod udp_icmp;

fn main() {
    probe::serve(|table| {
        line_code::calls(table.exercise("line_code"));
        crc::calls(table.exercise("crc"));
        deframe::calls(table.exercise("deframe"));
        checksum::calls(table.exercise("checksum"));
        arp::calls(table.exercise("arp"));
        ipv4::calls(table.exercise("ipv4"));
        udp_icmp::calls(table.exercise("udp_icmp"));
        fragment::calls(table.exercise("fragment"));
        router::calls(table.exercise("router"));
        distance_vector::calls(table.exercise("distance_vector"));
        dissect::calls(table.exercise("dissect"));
    });
}
