use given::packets::{Ends, IcmpError, UdpError, UdpPorts};
use packets::udp_icmp::{icmp_echo_reply, icmp_error, udp_emit, udp_parse};
use probe::{Bytes, Slice, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("udp_parse", |(ends, bytes): (Ends, Bytes)| -> Result<(UdpPorts, Slice), UdpError> {
            udp_parse(&ends, &bytes).map(|(ports, data)| (ports, Slice::of(&bytes, data)))
        })
        .call("udp_emit", |(ends, ports, data): (Ends, UdpPorts, Bytes)| -> Bytes {
            Bytes(udp_emit(&ends, &ports, &data))
        })
        .call("icmp_echo_reply", |(message,): (Bytes,)| -> Option<Bytes> {
            icmp_echo_reply(&message).map(Bytes)
        })
        .call("icmp_error", |(error, packet): (IcmpError, Bytes)| -> Option<Bytes> {
            icmp_error(&error, &packet).map(Bytes)
        });
}
