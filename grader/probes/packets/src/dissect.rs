use given::packets::{Capture, LinkType, PacketField, PcapError};
use packets::dissect::{dissect, read_pcap};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table.call("read_pcap", |(file,): (Bytes,)| -> Result<Capture, PcapError> { read_pcap(&file) });
    table.call("dissect", |(link, bytes): (LinkType, Bytes)| -> Vec<PacketField> { dissect(link, &bytes) });
}
