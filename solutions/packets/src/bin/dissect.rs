//! `dissect`: says what captured packets say.
//!
//! Given, to run and to read. It reads a file and prints lines. Where packets begin and end in a capture file, which
//! bits are which field, and whether a checksum is right: all of that the exercises know. What the program does itself
//! is to read the newer of the two formats of capture files, pcapng, to lay out what the fields say, and to think
//! aloud about checksums that are wrong.
//!
//! Left out: putting fragments together, following TCP, and everything that is said above UDP and TCP.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use given::packets::FieldName::{self, *};
use given::packets::{Ends, Layer, LinkType, PacketField, Transport};
use given::program::{self, Arguments, Failure};
use packets::checksum::{checksum, is_intact, ones_sum, segment_checksum};
use packets::dissect::{dissect, read_pcap};

const HELP: &str = "\
dissect: says what captured packets say

Usage:
  dissect FILE             each packet of a capture file, field by field: where it is, its bytes, what it says
  dissect -                the same of what comes in on standard input
  dissect sample           the same of a capture that is built in
  dissect sample --pcap    writes that capture, for other programs

  --brief       a line a packet
  --packet N    this packet alone; the first is 1
  --hex         all bytes of each packet below it
  --json        for programs: a list of packets, each with its fields
  --follow N    what the two programs say to each other that packet N, which is UDP, belongs to

FILE is a capture file as tcpdump and Wireshark write them: pcap or pcapng.

Try it:
  dissect sample --brief
  dissect sample --packet 3 --hex
  tcpdump -c 10 -w - | dissect - --brief

Status: 0 if it worked, 1 if the file can't be read or is no capture or an exercise is not written, 2 if the
arguments make no sense.
";

/// A machine in Tokyo looks for its gateway, asks London something, and gets an answer that does not fit.
const SAMPLE: &str = "\
    d4c3b2a10200040000000000000000006000000001000000402aa469000000002a0000002a000000ffffffffffff02005e10\
    00010806000108000604000102005e100001c0000201000000000000c00002fe402aa469d40000003c0000003c0000000200\
    5e10000102005e1000020806000108000604000202005e100002c00002fe02005e100001c000020100000000000000000000\
    0000000000000000402aa469fa0000004a0000004a00000002005e10000202005e10000108004500003c1c46400040119a34\
    c0000201c0000235c00000350028c323126701000001000000000000066c6f6e646f6e076578616d706c650000010001402a\
    a469302f00005a0000005a00000002005e10000102005e10000208004500004c2a0140003f118d69c0000235c00002010035\
    c00000385708126781800001000100000000066c6f6e646f6e076578616d706c650000010001c00c000100010000012c0004\
    c6336407402aa469b4320000400000004000000002005e10000202005e1000010800450000321c47400002017048c0000201\
    c633640708008f371234000161726520796f752074686572652c204c6f6e646f6e3f402aa469845300004600000046000000\
    02005e10000102005e10000208004500003800070000fe01beb2cb007109c00002010b004b9300000000450000321c474000\
    01017148c0000201c633640708008f3712340001402aa469605900003a0000003a00000002005e10000202005e1000010800\
    4500002c1c48400040063248c0000201c6336407c00100509e3779b1000000006002faf0ec5a0000020405b4402aa469b00a\
    04003c0000003c00000002005e10000102005e1000020800450000280077400034115a12c6336407c00002010007c0000014\
    770b70617920303020746f203230000000000000402aa469c40a0400520000005200000002005e10000102005e1000020800\
    4500004400782000341179f5c6336407c00002010007c0000059bdcf61206c6f6e67206c65747465722066726f6d204c6f6e\
    646f6e2c2061206c6f6e67206c6574746572402aa469d30a04004b0000004b00000002005e10000102005e10000208004500\
    003d00780006341199f6c6336407c00002012066726f6d204c6f6e646f6e2c2061206c6f6e67206c65747465722066726f6d\
    204c6f6e646f6e2c20402aa4698b1604004d0000004d00000002005e10000202005e10000186dd600123450017114020010d\
    b800000000000000000000000120010db8000100000000000000000007c0020007001724a168656c6c6f206f766572204950\
    7636402aa4697f18040060000000cb03000002005e10000102005e1000020800450003bd0079400034065686c6336407c000\
    02010050c001000000019e3779b2501801f6623f0000485454502f312e3120323030204f4b0d0a7878787878787878787878\
    7878787878787878787878787878\
    ";

fn main() -> ExitCode {
    program::run("dissect", HELP, work)
}

fn work(mut arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let as_pcap = arguments.flag("--pcap");
    let (brief, hex, json) = (arguments.flag("--brief"), arguments.flag("--hex"), arguments.flag("--json"));
    let only: Option<usize> = arguments.option("--packet")?;
    let follow: Option<usize> = arguments.option("--follow")?;
    let words = arguments.words()?;
    let [name] = &words[..] else {
        return Err(Failure::Usage(format!("expected one file, got {}", words.len())));
    };
    let ways = [brief, json, as_pcap, follow.is_some()].iter().filter(|wanted| **wanted).count();
    if ways > 1 {
        return Err(Failure::Usage("of --brief, --json, --follow and --pcap only one at a time".to_owned()));
    }
    let file = read_file(name)?;
    if as_pcap {
        return Ok(out.write_all(&file)?);
    }

    let Captured { packets, rest } =
        captured(&file).map_err(|error| Failure::Failed(format!("{name}: {error}")))?;
    for number in [only, follow].into_iter().flatten() {
        if !(1..=packets.len()).contains(&number) {
            return Err(Failure::Failed(format!(
                "there is no packet {number}: {name} has {}",
                packets.len()
            )));
        }
    }
    if let Some(number) = follow {
        return followed(&packets, number, out);
    }
    let first = packets.first().map_or(0, |packet| packet.nanos);
    let chosen = packets.iter().zip(1..).filter(|(_, number)| only.is_none_or(|only| only == *number));
    if json {
        let packets: Vec<String> = chosen.map(|(packet, number)| in_json(packet, number)).collect();
        return Ok(writeln!(out, "[\n{}\n]", packets.join(",\n"))?);
    }
    for (packet, number) in chosen {
        let fields = dissect(packet.link, &packet.bytes);
        writeln!(out, "{number:>4}  {}  {}", seconds(packet.nanos, first), in_a_line(packet, &fields))?;
        if brief {
            continue;
        }
        told(packet, &fields, out)?;
        if hex {
            dump(&packet.bytes, out)?;
        }
        writeln!(out)?;
    }
    if rest > 0 {
        writeln!(out, "the file was cut short: {rest} bytes at its end are not a whole packet")?;
    }
    Ok(())
}

fn read_file(name: &str) -> Result<Vec<u8>, Failure> {
    let read = match name {
        "sample" => Ok(given::hex::decode(SAMPLE).expect("the sample is hexadecimal")),
        "-" => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        path => fs::read(path),
    };
    read.map_err(|error| Failure::Failed(format!("read {name}: {error}")))
}

/// A packet, whichever kind of file it comes from.
struct Packet {
    link: LinkType,
    nanos: u64,
    original_len: usize,
    bytes: Vec<u8>,
    comment: Option<String>,
}

/// The packets of a file, and how many bytes at its end are left over.
struct Captured {
    packets: Vec<Packet>,
    rest: usize,
}

fn captured(file: &[u8]) -> Result<Captured, String> {
    if file.starts_with(&pcapng::SECTION_HEADER) {
        return pcapng::read(file);
    }
    let capture = read_pcap(file).map_err(|error| error.to_string())?;
    let packet = |record: given::packets::PcapRecord| Packet {
        link: capture.link,
        nanos: record.nanos,
        original_len: record.original_len as usize,
        bytes: record.bytes,
        comment: None,
    };
    Ok(Captured { packets: capture.records.into_iter().map(packet).collect(), rest: capture.rest })
}

/// The newer format of capture files (draft-ietf-opsawg-pcapng): blocks, each with its length at both ends.
mod pcapng {
    use given::packets::LinkType;

    use super::{Captured, Packet};

    /// The type of the block that each section begins with. It is the same in both orders of bytes.
    pub(super) const SECTION_HEADER: [u8; 4] = [0x0A, 0x0D, 0x0D, 0x0A];
    const INTERFACE_DESCRIPTION: u32 = 1;
    const SIMPLE_PACKET: u32 = 3;
    const ENHANCED_PACKET: u32 = 6;
    const COMMENT: u16 = 1;
    const TIME_RESOLUTION: u16 = 9;
    const TIME_OFFSET: u16 = 14;

    /// Where packets of a section were seen, and how their times are told.
    struct Interface {
        link: LinkType,
        most_kept: u32,
        ticks_per_second: u64,
        offset_seconds: i64,
    }

    /// Bytes of a block, in the order of the section's numbers. It never reads behind their end.
    #[derive(Clone, Copy)]
    struct Numbers<'a> {
        bytes: &'a [u8],
        is_big: bool,
    }

    impl<'a> Numbers<'a> {
        fn u16(self, at: usize) -> Option<u16> {
            let number = *self.bytes.get(at..)?.first_chunk()?;
            Some(if self.is_big { u16::from_be_bytes(number) } else { u16::from_le_bytes(number) })
        }

        fn u32(self, at: usize) -> Option<u32> {
            let number = *self.bytes.get(at..)?.first_chunk()?;
            Some(if self.is_big { u32::from_be_bytes(number) } else { u32::from_le_bytes(number) })
        }

        fn i64(self, at: usize) -> Option<i64> {
            let number = *self.bytes.get(at..)?.first_chunk()?;
            Some(if self.is_big { i64::from_be_bytes(number) } else { i64::from_le_bytes(number) })
        }

        /// The options from a place on: codes and values.
        fn options(self, mut at: usize) -> Vec<(u16, Numbers<'a>)> {
            let mut options = Vec::new();
            while let (Some(code), Some(length)) = (self.u16(at), self.u16(at + 2)) {
                let start = at + 4;
                let Some(bytes) = self.bytes.get(start..start + usize::from(length)) else { break };
                if code == 0 {
                    break;
                }
                options.push((code, Numbers { bytes, ..self }));
                at = start + usize::from(length).next_multiple_of(4);
            }
            options
        }
    }

    pub(super) fn read(file: &[u8]) -> Result<Captured, String> {
        let mut packets = Vec::new();
        let mut interfaces: Vec<Interface> = Vec::new();
        let mut is_big = false;
        let mut left = file;
        while left.len() >= 12 {
            if left.starts_with(&SECTION_HEADER) {
                is_big = match left[8..12] {
                    [0x1A, 0x2B, 0x3C, 0x4D] => true,
                    [0x4D, 0x3C, 0x2B, 0x1A] => false,
                    _ => return Err("a section of the file does not say its order of bytes".to_owned()),
                };
                interfaces.clear();
            }
            let block = Numbers { bytes: left, is_big };
            let (Some(kind), Some(length)) = (block.u32(0), block.u32(4)) else { break };
            let length = length as usize;
            if length < 12 || !length.is_multiple_of(4) {
                return Err(format!("a block of the file has a length of {length}, which can't be"));
            }
            let Some(whole) = left.get(..length) else { break };
            let bytes = &whole[8..length - 4];
            let body = Numbers { bytes, is_big };
            match kind {
                INTERFACE_DESCRIPTION => interfaces.extend(interface(body)),
                ENHANCED_PACKET => packets.extend(enhanced(body, &interfaces)),
                SIMPLE_PACKET => packets.extend(simple(body, interfaces.first())),
                // Names, statistics, keys: nothing that a packet needs.
                _ => {}
            }
            left = &left[length..];
        }
        Ok(Captured { packets, rest: left.len() })
    }

    fn interface(body: Numbers<'_>) -> Option<Interface> {
        let options = body.options(8);
        let option = |code: u16| options.iter().find(|(other, _)| *other == code).map(|(_, value)| *value);
        // Without an option times count microseconds; with it powers of ten, or, where the top bit is set, of two.
        let resolution = option(TIME_RESOLUTION).and_then(|value| value.bytes.first().copied()).unwrap_or(6);
        let base: u64 = if resolution & 0x80 == 0 { 10 } else { 2 };
        Some(Interface {
            link: LinkType(body.u16(0)?),
            most_kept: body.u32(4)?,
            ticks_per_second: base.checked_pow(u32::from(resolution & 0x7F))?,
            offset_seconds: option(TIME_OFFSET).and_then(|value| value.i64(0)).unwrap_or(0),
        })
    }

    fn enhanced(body: Numbers<'_>, interfaces: &[Interface]) -> Option<Packet> {
        let interface = interfaces.get(body.u32(0)? as usize)?;
        let ticks = u64::from(body.u32(4)?) << 32 | u64::from(body.u32(8)?);
        let kept = body.u32(12)? as usize;
        let bytes = body.bytes.get(20..20_usize.checked_add(kept)?)?.to_vec();
        let comment =
            body.options(20 + kept.next_multiple_of(4)).into_iter().find(|(code, _)| *code == COMMENT);
        let nanos = u128::from(ticks) * 1_000_000_000 / u128::from(interface.ticks_per_second);
        let offset = i128::from(interface.offset_seconds) * 1_000_000_000;
        Some(Packet {
            link: interface.link,
            nanos: u64::try_from(nanos as i128 + offset).unwrap_or(0),
            original_len: body.u32(16)? as usize,
            bytes,
            comment: comment.map(|(_, value)| String::from_utf8_lossy(value.bytes).into_owned()),
        })
    }

    /// It has neither a time nor a length of what was kept: that is as much as fits.
    fn simple(body: Numbers<'_>, interface: Option<&Interface>) -> Option<Packet> {
        let interface = interface?;
        let original_len = body.u32(0)?;
        let most = if interface.most_kept == 0 { u32::MAX } else { interface.most_kept };
        let bytes = body.bytes.get(4..4 + original_len.min(most) as usize)?.to_vec();
        Some(Packet {
            link: interface.link,
            nanos: 0,
            original_len: original_len as usize,
            bytes,
            comment: None,
        })
    }
}

/// How long after the first packet, in seconds.
fn seconds(nanos: u64, first: u64) -> String {
    let (sign, apart) = if nanos < first { ("-", first - nanos) } else { ("", nanos - first) };
    let (seconds, rest) = (apart / 1_000_000_000, apart % 1_000_000_000);
    if rest.is_multiple_of(1000) {
        format!("{sign}{seconds}.{:06}", rest / 1000)
    } else {
        format!("{sign}{seconds}.{rest:09}")
    }
}

/// The values of a packet's numbers, by their names.
struct Values(BTreeMap<FieldName, u128>);

impl Values {
    fn of(fields: &[PacketField]) -> Values {
        Values(fields.iter().filter_map(|field| Some((field.name, field.value?))).collect())
    }

    fn get(&self, name: FieldName) -> Option<u128> {
        self.0.get(&name).copied()
    }

    /// Spelled for people.
    fn text(&self, name: FieldName) -> Option<String> {
        Some(name.spell(self.get(name)?))
    }

    fn first_of<const N: usize>(&self, names: [FieldName; N]) -> Option<String> {
        names.into_iter().find_map(|name| self.text(name))
    }
}

/// Who sends what to whom.
fn in_a_line(packet: &Packet, fields: &[PacketField]) -> String {
    let values = Values::of(fields);
    let mut line = endpoints(&values).map_or_else(String::new, |(from, to)| format!("{from} to {to}  "));
    line += &what(packet, fields, &values);
    if packet.bytes.len() < packet.original_len {
        let _ = write!(line, ", {} of {} bytes kept", packet.bytes.len(), packet.original_len);
    }
    if let Some(comment) = &packet.comment {
        let _ = write!(line, "  ({comment})");
    }
    line
}

/// Both ends, each with its port where there is one.
fn endpoints(values: &Values) -> Option<(String, String)> {
    let source = values.first_of([Ipv4Source, Ipv6Source, EthernetSource])?;
    let destination = values.first_of([Ipv4Destination, Ipv6Destination, EthernetDestination])?;
    let ports = (
        values.first_of([UdpSourcePort, TcpSourcePort]),
        values.first_of([UdpDestinationPort, TcpDestinationPort]),
    );
    let with = |address: String, port: Option<String>| match port {
        Some(port) if address.contains(':') => format!("[{address}]:{port}"),
        Some(port) => format!("{address}:{port}"),
        None => address,
    };
    Some((with(source, ports.0), with(destination, ports.1)))
}

fn what(packet: &Packet, fields: &[PacketField], values: &Values) -> String {
    let ended = fields.iter().find(|field| matches!(field.name, Truncated | Malformed));
    if let Some(field) = ended {
        return format!("{} from byte {} on", field.name.label(), field.start / 8);
    }
    let payload =
        fields.iter().find(|field| field.name == Payload).map_or(0, |field| (field.end - field.start) / 8);
    let text = |name| values.text(name).unwrap_or_default();
    let inside = |text: String| text.split_once(" (").map_or(text.clone(), |(_, name)| name.replace(')', ""));
    let flow = match (values.get(ArpOperation), values.get(UdpLength), values.get(TcpFlags)) {
        (Some(1), ..) => return format!("ARP: who has {}? tell {}", text(ArpTargetIp), text(ArpSenderIp)),
        (Some(2), ..) => return format!("ARP: {} is at {}", text(ArpSenderIp), text(ArpSenderMac)),
        (_, Some(_), _) => format!("UDP, {payload} bytes"),
        (_, _, Some(_)) => format!("TCP {}, {payload} bytes", inside(text(TcpFlags))),
        _ if values.get(IcmpType).is_some() => {
            let number = values.text(IcmpSequence).map(|number| format!(" {number}")).unwrap_or_default();
            format!("ICMP {}{number}, {payload} bytes", inside(text(IcmpType)))
        }
        _ if fields.is_empty() => "nothing".to_owned(),
        _ => match values.first_of([Ipv4Protocol, Ipv6NextHeader]) {
            Some(protocol) => format!("IP, protocol {protocol}, {payload} bytes"),
            None => match values.text(EtherType) {
                Some(kind) => format!("type {kind}, {payload} bytes"),
                None => format!("{}, {} bytes", packet.link, packet.bytes.len()),
            },
        },
    };
    let offset = values.get(Ipv4FragmentOffset).unwrap_or(0);
    match (offset, values.get(Ipv4MoreFragments)) {
        (0, Some(1)) => format!("{flow}, the first fragment"),
        (1.., _) => format!("{flow}, a fragment from byte {} on", 8 * offset),
        _ => flow,
    }
}

/// All fields of a packet, below their layers.
fn told(packet: &Packet, fields: &[PacketField], out: &mut dyn Write) -> Result<(), Failure> {
    let verdicts = verdicts(packet, fields);
    rows(&packet.bytes, fields, &verdicts, "      ", out)
}

/// A row a field: where it is, its bytes, its name, and what it says.
fn rows(
    bytes: &[u8],
    fields: &[PacketField],
    verdicts: &BTreeMap<FieldName, Verdict>,
    indent: &str,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut layer = None;
    for field in fields {
        if layer != Some(field.name.layer()) && field.name.layer() != Layer::Rest {
            writeln!(out, "{indent}{}", field.name.layer())?;
        }
        layer = Some(field.name.layer());
        let own = &bytes[field.start / 8..field.end.div_ceil(8)];
        let value = field.value.map_or_else(|| in_quotes(field, own), |value| field.name.spell(value));
        let verdict = verdicts.get(&field.name);
        let verdict_in_short = verdict.map_or(String::new(), |verdict| format!(", {}", verdict.in_short));
        let row = format!(
            "{indent}  {:<11} {:<24} {:<18} {value}{verdict_in_short}",
            place(field),
            some(own, 8),
            field.name.label()
        );
        writeln!(out, "{}", row.trim_end())?;
        for line in verdict.iter().flat_map(|verdict| &verdict.why) {
            writeln!(out, "{indent}{:58}{line}", "")?;
        }
    }
    // A message that reports trouble with a packet quotes the beginning of it.
    let is_error = matches!(Values::of(fields).get(IcmpType), Some(3 | 4 | 5 | 11 | 12));
    if let (true, Some(payload)) = (is_error, fields.iter().find(|field| field.name == Payload)) {
        let quoted = &bytes[payload.start / 8..payload.end / 8];
        writeln!(out, "{indent}the packet that it is about, as far as it is quoted")?;
        rows(quoted, &dissect(LinkType::RAW_IP, quoted), &BTreeMap::new(), &format!("{indent}  "), out)?;
    }
    Ok(())
}

/// Bytes from and to; and, where a field begins or ends within a byte, the bits, from 0 to 7.
fn place(field: &PacketField) -> String {
    let (start, last) = (field.start, field.end - 1);
    match (start.is_multiple_of(8) && last % 8 == 7, start / 8 == last / 8) {
        (true, true) => format!("{}", start / 8),
        (true, false) => format!("{}-{}", start / 8, last / 8),
        (false, true) if start == last => format!("{}.{}", start / 8, start % 8),
        (false, true) => format!("{}.{}-{}", start / 8, start % 8, last % 8),
        (false, false) => format!("{}.{}-{}.{}", start / 8, start % 8, last / 8, last % 8),
    }
}

/// Hexadecimal, a pair of digits a byte, and not more than so many.
fn some(bytes: &[u8], most: usize) -> String {
    let digits: Vec<String> = bytes.iter().take(most).map(|byte| format!("{byte:02x}")).collect();
    let more = if bytes.len() > most { "…" } else { "" };
    digits.join(" ") + more
}

/// What is no number: as text if it looks like it.
fn in_quotes(field: &PacketField, bytes: &[u8]) -> String {
    const MOST: usize = 40;
    let count = field.end - field.start;
    let size = if count.is_multiple_of(8) { format!("{} bytes", count / 8) } else { format!("{count} bits") };
    let is_text = bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n'));
    if field.name != Payload || !is_text {
        return size;
    }
    let more = if bytes.len() > MOST { "…" } else { "" };
    format!("{size}: \"{}\"{more}", bytes[..bytes.len().min(MOST)].escape_ascii())
}

/// What is to be said of a checksum.
struct Verdict {
    in_short: String,
    /// More lines, where it is wrong.
    why: Vec<String>,
}

impl Verdict {
    fn right() -> Verdict {
        Verdict::short("right")
    }

    fn short(text: &str) -> Verdict {
        Verdict { in_short: text.to_owned(), why: vec![] }
    }

    fn wrong(should_be: u16, why: &[&str]) -> Verdict {
        let why = why.iter().map(|line| (*line).to_owned()).collect();
        Verdict { in_short: format!("wrong: it should be {should_be:#06x}"), why }
    }
}

const DAMAGED: &[&str] = &[
    "It was damaged on its way, or somebody changed it. But if this",
    "machine sent it, its card may write the checksum only after the",
    "packet has been captured: that is checksum offload.",
];
const LEFT_TO_THE_CARD: &[&str] = &[
    "It is the sum of the pseudo header alone. So the packet is fine: it",
    "was captured at its sender, whose operating system leaves the rest of",
    "the sum to its card. That is checksum offload.",
];

/// Which checksums are right, by the names of their fields.
fn verdicts(packet: &Packet, fields: &[PacketField]) -> BTreeMap<FieldName, Verdict> {
    let values = Values::of(fields);
    let mut verdicts = BTreeMap::new();
    if let (Some(found), Some(header)) = (values.get(Ipv4Checksum), part(packet, fields, Layer::Ipv4)) {
        let should_be = checksum(header, 10);
        let is_right = ones_sum(header) == 0xFFFF;
        let zero: &[&str] = &["A header with 0 there has been left to its sender's card: checksum offload."];
        let why = if found == 0 { zero } else { DAMAGED };
        verdicts
            .insert(Ipv4Checksum, if is_right { Verdict::right() } else { Verdict::wrong(should_be, why) });
    }
    for (name, layer) in [(IcmpChecksum, Layer::Icmp), (UdpChecksum, Layer::Udp), (TcpChecksum, Layer::Tcp)] {
        if let Some(found) = values.get(name) {
            verdicts.insert(name, of_message(packet, fields, &values, layer, found as u16));
        }
    }
    verdicts
}

/// The bytes of a layer's own fields, if its header is whole. Options can be missing only at the end of the capture.
fn part<'a>(packet: &'a Packet, fields: &[PacketField], layer: Layer) -> Option<&'a [u8]> {
    let own = || fields.iter().filter(|field| field.name.layer() == layer);
    let (start, end) = (own().next()?.start / 8, own().next_back()?.end / 8);
    let words = match layer {
        Layer::Ipv4 => Values::of(fields).get(Ipv4HeaderLength)? as usize,
        _ => return packet.bytes.get(start..end),
    };
    packet.bytes.get(start..start + 4 * words).filter(|header| header.len() <= end - start)
}

/// About a checksum that covers everything behind it, which has to be there then.
fn of_message(packet: &Packet, fields: &[PacketField], values: &Values, layer: Layer, found: u16) -> Verdict {
    let own = fields.iter().find(|field| field.name.layer() == layer);
    let start = own.map_or(0, |field| field.start / 8);
    let end =
        fields.iter().filter(|field| field.name != Padding).map(|field| field.end / 8).max().unwrap_or(0);
    let message = &packet.bytes[start..end];
    let is_whole = match (values.get(Ipv4TotalLength), values.get(Ipv6PayloadLength)) {
        _ if layer == Layer::Udp => values.get(UdpLength) == Some(message.len() as u128),
        (Some(total), _) => {
            values.get(Ipv4HeaderLength).is_some_and(|words| 4 * words + message.len() as u128 == total)
        }
        (_, Some(length)) => length == message.len() as u128,
        _ => false,
    };
    let is_fragment = values.get(Ipv4MoreFragments) == Some(1);
    if !is_whole || is_fragment || fields.iter().any(|field| matches!(field.name, Truncated | Malformed)) {
        return Verdict::short("and nobody can say whether it is right: not all of it is here");
    }
    let transport = match layer {
        Layer::Udp => Transport::Udp,
        Layer::Tcp => Transport::Tcp,
        _ if ones_sum(message) == 0xFFFF => return Verdict::right(),
        _ => return Verdict::wrong(checksum(message, 2), DAMAGED),
    };
    let Some((ends, pseudo)) = pseudo_header(values, transport, message.len()) else {
        return Verdict::short("and nobody can say whether it is right: it has no addresses");
    };
    if transport == Transport::Udp && found == 0 && matches!(ends, Ends::V4 { .. }) {
        return Verdict::short("which says that there is none");
    }
    if is_intact(&ends, transport, message) {
        return Verdict::right();
    }
    let why = if found == ones_sum(&pseudo) { LEFT_TO_THE_CARD } else { DAMAGED };
    Verdict::wrong(segment_checksum(&ends, transport, message), why)
}

/// The addresses, and all bytes of the pseudo header.
fn pseudo_header(values: &Values, transport: Transport, len: usize) -> Option<(Ends, Vec<u8>)> {
    let [zero, length] = [vec![0, transport.number()], (len as u16).to_be_bytes().to_vec()];
    if let (Some(source), Some(destination)) = (values.get(Ipv4Source), values.get(Ipv4Destination)) {
        let (source, destination) = (source as u32, destination as u32);
        let addresses = [source.to_be_bytes(), destination.to_be_bytes()].concat();
        return Some((Ends::V4 { source, destination }, [addresses, zero, length].concat()));
    }
    let (source, destination) = (values.get(Ipv6Source)?, values.get(Ipv6Destination)?);
    let addresses = [source.to_be_bytes(), destination.to_be_bytes()].concat();
    Some((Ends::V6 { source, destination }, [addresses, zero, length].concat()))
}

/// All bytes, sixteen a row.
fn dump(bytes: &[u8], out: &mut dyn Write) -> Result<(), Failure> {
    for (row, bytes) in bytes.chunks(16).enumerate() {
        let text: String =
            bytes.iter().map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' }).collect();
        writeln!(out, "      {:04x}  {:<47}  {text}", 16 * row, some(bytes, 16))?;
    }
    Ok(())
}

/// A conversation over UDP: what each of the two said, in order.
fn followed(packets: &[Packet], number: usize, out: &mut dyn Write) -> Result<(), Failure> {
    let of = |packet: &Packet| {
        let fields = dissect(packet.link, &packet.bytes);
        let values = Values::of(&fields);
        let ends = values.get(UdpLength).and_then(|_| endpoints(&values));
        let payload = fields.iter().find(|field| field.name == Payload);
        ends.map(|ends| (ends, payload.map_or(0..0, |field| field.start / 8..field.end / 8)))
    };
    let Some(((one, other), _)) = packets.get(number - 1).and_then(of) else {
        return Err(Failure::Failed(format!("packet {number} is not UDP")));
    };
    let first = packets.first().map_or(0, |packet| packet.nanos);
    for (packet, number) in packets.iter().zip(1..) {
        let Some(((from, to), payload)) = of(packet) else { continue };
        if (&from, &to) != (&one, &other) && (&from, &to) != (&other, &one) {
            continue;
        }
        let said = &packet.bytes[payload];
        writeln!(out, "{number:>4}  {}  {from}, {} bytes", seconds(packet.nanos, first), said.len())?;
        dump(said, out)?;
    }
    Ok(())
}

fn in_json(packet: &Packet, number: usize) -> String {
    let fields = dissect(packet.link, &packet.bytes);
    let verdicts = verdicts(packet, &fields);
    let fields: Vec<String> = fields.iter().map(|field| field_in_json(packet, field, &verdicts)).collect();
    let comment = packet.comment.as_ref().map_or("null".to_owned(), |comment| quoted(comment));
    format!(
        "{{\"number\": {number}, \"nanos\": {}, \"link\": {}, \"kept\": {}, \"had\": {}, \"comment\": {comment}, \
         \"fields\": [\n  {}\n]}}",
        packet.nanos,
        packet.link.0,
        packet.bytes.len(),
        packet.original_len,
        fields.join(",\n  ")
    )
}

fn field_in_json(packet: &Packet, field: &PacketField, verdicts: &BTreeMap<FieldName, Verdict>) -> String {
    let PacketField { name, start, end, value } = *field;
    // Other programs keep numbers of up to 53 bits exactly. What is wider is an IPv6 address.
    let number = match value {
        Some(value) if end - start <= 53 => value.to_string(),
        Some(value) => quoted(&format!("{value:#x}")),
        None => "null".to_owned(),
    };
    let text = value.map_or("null".to_owned(), |value| quoted(&name.spell(value)));
    let verdict = verdicts.get(&name).map(|verdict| format!(", \"checksum\": {}", quoted(&verdict.in_short)));
    format!(
        "{{\"layer\": {}, \"name\": {}, \"bits\": [{start}, {end}], \"bytes\": {}, \"value\": {number}, \
         \"text\": {text}{}}}",
        quoted(&name.layer().to_string()),
        quoted(name.label()),
        quoted(&given::hex::encode(&packet.bytes[start / 8..end.div_ceil(8)])),
        verdict.unwrap_or_default()
    )
}

/// A text as JSON has it (RFC 8259 §7).
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            sign if sign < ' ' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(sign));
            }
            sign => quoted.push(sign),
        }
    }
    quoted + "\""
}
