//! Answers questions about the chapter addresses. A module an exercise, a line a function.

mod aggregate;
mod cursor;
mod dialer;
mod dns_msg;
mod dns_name;
mod dotted;
mod ipv6;
mod lpm;
mod prefix;
mod punycode;

fn main() {
    probe::serve(|table| {
        dotted::calls(table.exercise("dotted"));
        cursor::calls(table.exercise("cursor"));
        ipv6::calls(table.exercise("ipv6"));
        prefix::calls(table.exercise("prefix"));
        aggregate::calls(table.exercise("aggregate"));
        lpm::calls(table.exercise("lpm"));
        dns_name::calls(table.exercise("dns_name"));
        dns_msg::calls(table.exercise("dns_msg"));
        punycode::calls(table.exercise("punycode"));
        dialer::calls(table.exercise("dialer"));
    });
}
