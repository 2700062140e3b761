//! tshark takes packets apart, too. Does it see the same fields at the same places?
//!
//! An extra, of two captures. One is written by us. The other is of packets that nobody here made: ping, curl and
//! nslookup send them from one network namespace to another, Linux answers, and tcpdump writes down what comes by.

#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use given::packets::FieldName::{self, *};
use given::packets::{Layer, LinkType, PacketField};
use packets::dissect::{dissect, read_pcap};
use pcap_file::DataLink;
use pcap_file::pcap::{PcapHeader, PcapPacket, PcapWriter};
use serde_json::Value;

/// How tshark calls our fields, and the layer in which it has them.
const NAMES: &[(FieldName, &str, &str)] = &[
    (EthernetDestination, "eth", "eth.dst"),
    (EthernetSource, "eth", "eth.src"),
    (EtherType, "eth", "eth.type"),
    (ArpHardware, "arp", "arp.hw.type"),
    (ArpProtocol, "arp", "arp.proto.type"),
    (ArpHardwareLength, "arp", "arp.hw.size"),
    (ArpProtocolLength, "arp", "arp.proto.size"),
    (ArpOperation, "arp", "arp.opcode"),
    (ArpSenderMac, "arp", "arp.src.hw_mac"),
    (ArpSenderIp, "arp", "arp.src.proto_ipv4"),
    (ArpTargetMac, "arp", "arp.dst.hw_mac"),
    (ArpTargetIp, "arp", "arp.dst.proto_ipv4"),
    (Ipv4Version, "ip", "ip.version"),
    (Ipv4HeaderLength, "ip", "ip.hdr_len"),
    (Ipv4TrafficClass, "ip", "ip.dsfield"),
    (Ipv4TotalLength, "ip", "ip.len"),
    (Ipv4Identification, "ip", "ip.id"),
    (Ipv4ReservedFlag, "ip", "ip.flags.rb"),
    (Ipv4DontFragment, "ip", "ip.flags.df"),
    (Ipv4MoreFragments, "ip", "ip.flags.mf"),
    (Ipv4FragmentOffset, "ip", "ip.frag_offset"),
    (Ipv4TimeToLive, "ip", "ip.ttl"),
    (Ipv4Protocol, "ip", "ip.proto"),
    (Ipv4Checksum, "ip", "ip.checksum"),
    (Ipv4Source, "ip", "ip.src"),
    (Ipv4Destination, "ip", "ip.dst"),
    (Ipv6Version, "ipv6", "ipv6.version"),
    (Ipv6TrafficClass, "ipv6", "ipv6.tclass"),
    (Ipv6FlowLabel, "ipv6", "ipv6.flow"),
    (Ipv6PayloadLength, "ipv6", "ipv6.plen"),
    (Ipv6NextHeader, "ipv6", "ipv6.nxt"),
    (Ipv6HopLimit, "ipv6", "ipv6.hlim"),
    (Ipv6Source, "ipv6", "ipv6.src"),
    (Ipv6Destination, "ipv6", "ipv6.dst"),
    (IcmpType, "icmp", "icmp.type"),
    (IcmpCode, "icmp", "icmp.code"),
    (IcmpChecksum, "icmp", "icmp.checksum"),
    (IcmpIdentifier, "icmp", "icmp.ident"),
    (IcmpSequence, "icmp", "icmp.seq"),
    (IcmpNextHopMtu, "icmp", "icmp.mtu"),
    (UdpSourcePort, "udp", "udp.srcport"),
    (UdpDestinationPort, "udp", "udp.dstport"),
    (UdpLength, "udp", "udp.length"),
    (UdpChecksum, "udp", "udp.checksum"),
    (TcpSourcePort, "tcp", "tcp.srcport"),
    (TcpDestinationPort, "tcp", "tcp.dstport"),
    (TcpSequence, "tcp", "tcp.seq_raw"),
    (TcpAcknowledgment, "tcp", "tcp.ack_raw"),
    (TcpDataOffset, "tcp", "tcp.hdr_len"),
    (TcpWindow, "tcp", "tcp.window_size_value"),
    (TcpChecksum, "tcp", "tcp.checksum"),
    (TcpUrgentPointer, "tcp", "tcp.urgent_pointer"),
    (TcpOptions, "tcp", "tcp.options"),
];

#[test]
#[ignore = "extra: needs tshark: .ci/extras tshark"]
fn tshark_sees_the_same_in_a_capture_of_ours() {
    if let Err(why) = version("tshark") {
        return eprintln!("skipped: {why}");
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let sample = Command::new(env!("CARGO_BIN_EXE_solution-dissect"))
        .args(["sample", "--pcap"])
        .output()
        .expect("it runs");
    let mut compared = agree("the sample", &sample.stdout, folder.path());
    for link in [LinkType::ETHERNET, LinkType::RAW_IP] {
        compared += agree("packets of etherparse", &written(link), folder.path());
    }
    assert!(compared > 400, "only {compared} fields");
    eprintln!("tshark agrees on {compared} fields of captures that we wrote");
}

#[test]
#[ignore = "extra: needs Linux, root, tshark, tcpdump, iproute2, ping, curl, nslookup and python3: .ci/extras tshark"]
fn tshark_sees_the_same_in_a_capture_of_others() {
    let missing = ["tshark", "tcpdump", "ip", "ping", "curl", "nslookup", "nsenter", "python3"]
        .into_iter()
        .find_map(|tool| version(tool).err());
    if let Some(why) = missing {
        return eprintln!("skipped: {why}");
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("real.pcap");
    let mut command = Command::new("unshare");
    command.args(["--net", "bash", "-c", CONVERSATION, "conversation"]).arg(&path);
    let output = command.timeout(Duration::from_secs(60)).output().expect("unshare runs");
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("not permitted") {
        return eprintln!("skipped: a network namespace takes root: {}", said.trim_end());
    }
    assert!(output.status.success(), "{said}");
    let file = fs::read(&path).expect("tcpdump has written it");
    let compared = agree("real packets", &file, folder.path());

    // Or the test would not have said much.
    let capture = read_pcap(&file).expect("it is a capture");
    let mut count = BTreeMap::new();
    for record in &capture.records {
        for field in dissect(capture.link, &record.bytes) {
            *count.entry(field.name).or_insert(0) += 1;
        }
    }
    let seen = |name: FieldName| count.get(&name).copied().unwrap_or(0);
    for name in [ArpOperation, TcpOptions, IcmpSequence, IcmpRest, UdpLength, Ipv6HopLimit, Payload] {
        assert!(seen(name) > 0, "no {name:?} in {} packets", capture.records.len());
    }
    assert!(seen(Malformed) + seen(Truncated) == 0, "{count:?}");
    eprintln!("tshark agrees on {compared} fields of {} packets of others", capture.records.len());
}

/// Two machines, each a network namespace, at the two ends of a cable. The first is the one that this runs in.
const CONVERSATION: &str = r#"
set -eu
file=$1
unshare --net sleep 50 &
london=$!
inside() { nsenter --target "$london" --net "$@"; }
ip link set lo up
ip link add tokyo type veth peer name london
until ip link set london netns "$london" && inside ip link show london >/dev/null 2>&1; do :; done
ip address add 192.0.2.1/24 dev tokyo
ip address add 2001:db8::1/64 dev tokyo nodad
ip link set tokyo up
inside ip address add 192.0.2.7/24 dev london
inside ip address add 2001:db8::7/64 dev london nodad
inside ip link set london up
inside ip link set lo up
folder=$(mktemp -d)
nsenter --target "$london" --net python3 -m http.server 8000 --bind :: --directory "$folder" >/dev/null 2>&1 &
web=$!
until curl --silent --output /dev/null http://192.0.2.7:8000/; do :; done
ip neighbor flush all
tcpdump --interface tokyo --immediate-mode --packet-buffered -w "$file" 2>"$file.log" &
tcpdump=$!
until grep -q 'listening on' "$file.log"; do :; done
curl --silent --output /dev/null http://192.0.2.7:8000/
curl --silent --output /dev/null 'http://[2001:db8::7]:8000/'
ping -c 2 192.0.2.7 >/dev/null
ping -c 1 -s 3000 192.0.2.7 >/dev/null
ping -6 -c 1 2001:db8::7 >/dev/null
nslookup -timeout=1 -retry=0 london.example 192.0.2.7 >/dev/null || true
# A last packet that can be told from the others: when it is in the file, all are.
ping -c 1 -p 656e64 192.0.2.7 >/dev/null
until grep --quiet --text endendend "$file"; do :; done
kill "$web" "$london"
kill -INT "$tcpdump"
wait "$tcpdump"
rmdir "$folder"
"#;

fn version(tool: &str) -> Result<(), String> {
    let found = Command::new("bash").args(["-c", &format!("command -v {tool}")]).output();
    match found {
        Ok(output) if output.status.success() => Ok(()),
        _ => Err(format!("there is no {tool}")),
    }
}

/// A capture of the committed packets of etherparse with this link type.
fn written(link: LinkType) -> Vec<u8> {
    let header = PcapHeader { datalink: DataLink::from(u32::from(link.0)), ..PcapHeader::default() };
    let mut writer = PcapWriter::with_header(Vec::new(), header).expect("a `Vec` takes all");
    let records = corpus::records(include_str!("../../../grader/corpus/packets/dissected.txt"));
    let name = if link == LinkType::ETHERNET { "ethernet" } else { "raw" };
    for record in records.iter().filter(|record| record.text("link") == name) {
        let bytes = record.bytes("packet");
        let packet = PcapPacket::new(Duration::from_secs(1), bytes.len() as u32, &bytes);
        writer.write_packet(&packet).expect("a `Vec` takes all");
    }
    writer.into_writer()
}

/// Compares all fields of all packets, and says how many they were.
fn agree(about: &str, file: &[u8], folder: &Path) -> usize {
    let path = folder.join("compared.pcap");
    write(&path, file);
    let mut command = Command::new("tshark");
    command.arg("-r").arg(&path).args(["-T", "json", "-x"]);
    // As we do: no fragments put together, no streams, and numbers as they stand in the packet.
    for preference in
        ["ip.defragment:FALSE", "tcp.relative_sequence_numbers:FALSE", "tcp.desegment_tcp_streams:FALSE"]
    {
        command.args(["-o", preference]);
    }
    let output = command.output().expect("tshark runs");
    let said = String::from_utf8_lossy(&output.stderr);
    let theirs: Vec<Value> =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{about}: {error}: {said}"));
    let capture = read_pcap(file).expect("it is a capture");
    assert_eq!(theirs.len(), capture.records.len(), "{about}: {said}");
    let mut compared = 0;
    for (number, (record, theirs)) in capture.records.iter().zip(&theirs).enumerate() {
        let layers = &theirs["_source"]["layers"];
        let ours = dissect(capture.link, &record.bytes);
        for field in &ours {
            let context = format!("{about}, packet {}: {field}", number + 1);
            compared += usize::from(agrees(field, &record.bytes, layers, &context));
        }
        flags_agree(&ours, layers, &format!("{about}, packet {}", number + 1));
        padding_agrees(&ours, layers, &format!("{about}, packet {}", number + 1));
        // What tshark takes apart and we know, we take apart as well.
        for (layer, name) in [
            (Layer::Arp, "arp"),
            (Layer::Ipv4, "ip"),
            (Layer::Ipv6, "ipv6"),
            (Layer::Udp, "udp"),
            (Layer::Tcp, "tcp"),
        ] {
            let has = ours.iter().any(|field| field.name.layer() == layer);
            assert_eq!(has, layers.get(name).is_some(), "{about}, packet {}: {layer}", number + 1);
        }
    }
    compared
}

#[expect(clippy::disallowed_methods, reason = "tshark reads files")]
fn write(path: &Path, file: &[u8]) {
    fs::write(path, file).expect("it can be written");
}

/// Whether there was something to compare. If there was, it is the same.
fn agrees(field: &PacketField, bytes: &[u8], layers: &Value, context: &str) -> bool {
    let Some((_, layer, name)) = NAMES.iter().find(|(name, ..)| *name == field.name) else { return false };
    let raw = format!("{name}_raw");
    let found = layers.get(*layer).and_then(|layer| search(layer, &raw));
    let Some(found) = found else { panic!("{context}: tshark has no {name}") };
    let number = |at: usize| found[at].as_u64().expect("a number") as usize;
    let (digits, at, len, mask) =
        (found[0].as_str().expect("digits"), 8 * number(1), 8 * number(2), number(3));
    match field.name {
        // tshark shows the whole byte.
        Ipv4Version | Ipv6Version => assert_eq!((field.start, field.end), (at, at + 4), "{context}"),
        Ipv4HeaderLength => assert_eq!((field.start, field.end), (at + 4, at + 8), "{context}"),
        TcpDataOffset => assert_eq!((field.start, field.end), (at, at + 4), "{context}"),
        _ if mask == 0 => {
            assert_eq!((field.start, field.end), (at, at + len), "{context}");
            let own = given::hex::encode(&bytes[field.start / 8..field.end / 8]);
            assert_eq!(own, digits, "{context}");
            if let Some(value) = field.value {
                assert_eq!(u128::from_str_radix(digits, 16), Ok(value), "{context}");
            }
            return true;
        }
        _ => {
            let (first, last) = (mask.ilog2() as usize, mask.trailing_zeros() as usize);
            assert_eq!((field.start, field.end), (at + len - first - 1, at + len - last), "{context}");
            assert_eq!(u128::from_str_radix(digits, 16).ok(), field.value, "{context}");
            return true;
        }
    }
    // In text, and lengths of headers in bytes.
    let text = layers.get(*layer).and_then(|layer| search(layer, name)).and_then(Value::as_str);
    let text: u128 =
        text.and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{context}: no number"));
    let factor = if matches!(field.name, Ipv4HeaderLength | TcpDataOffset) { 4 } else { 1 };
    assert_eq!(field.value.map(|value| value * factor), Some(text), "{context}");
    true
}

/// The reserved bits and the flags are one field of 12 bits there.
fn flags_agree(ours: &[PacketField], layers: &Value, context: &str) {
    let value = |name| ours.iter().find(|field| field.name == name).and_then(|field| field.value);
    if let (Some(reserved), Some(flags)) = (value(TcpReserved), value(TcpFlags)) {
        let found = layers.get("tcp").and_then(|tcp| search(tcp, "tcp.flags_raw"));
        let digits = found.and_then(|found| found[0].as_str()).expect("tshark has flags");
        assert_eq!(u128::from_str_radix(digits, 16), Ok(reserved << 8 | flags), "{context}");
    }
}

/// What we call padding is padding or trailer there, where it is of Ethernet.
fn padding_agrees(ours: &[PacketField], layers: &Value, context: &str) {
    let Some(field) = ours.iter().find(|field| field.name == Padding) else { return };
    let Some(ethernet) = layers.get("eth") else { return };
    let parts = ["eth.padding_raw", "eth.trailer_raw"].map(|name| search(ethernet, name));
    let places = parts.iter().flatten().map(|part| {
        let number = |at: usize| part[at].as_u64().expect("a number") as usize;
        (8 * number(1), 8 * number(1) + 8 * number(2))
    });
    let places: Vec<(usize, usize)> = places.collect();
    let start = places.iter().map(|(start, _)| *start).min();
    let end = places.iter().map(|(_, end)| *end).max();
    assert_eq!((start, end), (Some(field.start), Some(field.end)), "{context}");
}

/// The value of the first key of this name, in this object or deeper.
fn search<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    object.get(key).or_else(|| object.values().find_map(|value| search(value, key)))
}
