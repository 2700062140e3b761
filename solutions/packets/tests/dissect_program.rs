//! The program `dissect`, as a person runs it. The captures of others are files that the crate pcap-file writes.

use std::borrow::Cow;
use std::fs;
use std::time::Duration;

use assert_cmd::Command;
use pcap_file::pcapng::PcapNgWriter;
use pcap_file::pcapng::blocks::enhanced_packet::{EnhancedPacketBlock, EnhancedPacketOption};
use pcap_file::pcapng::blocks::interface_description::{
    InterfaceDescriptionBlock, InterfaceDescriptionOption,
};
use pcap_file::pcapng::blocks::section_header::SectionHeaderBlock;
use pcap_file::{DataLink, Endianness};
use serde_json::Value;

/// What the program prints, what it complains about, and its status.
fn run_on(input: &[u8], arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solution-dissect"));
    let output = command.args(arguments).write_stdin(input).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    let status = output.status.code().expect("it ends by itself");
    (text(output.stdout), text(output.stderr), status)
}

fn run(arguments: &[&str]) -> (String, String, i32) {
    run_on(b"", arguments)
}

/// What it prints for arguments that it likes.
fn prints(line: &str) -> String {
    let (stdout, stderr, status) = run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!((stderr.as_str(), status), ("", 0), "dissect {line}");
    stdout
}

fn sample() -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solution-dissect"));
    command.args(["sample", "--pcap"]).output().expect("it runs").stdout
}

#[test]
fn help_is_what_it_was() {
    let help = prints("--help");
    insta::assert_snapshot!(help);
    assert_eq!(prints("sample -h"), help);
    assert_eq!(run(&[]), (help, String::new(), 0));
}

#[test]
fn what_makes_no_sense_is_refused_with_status_2() {
    for (line, complaint) in [
        ("sample more", "expected one file, got 2"),
        ("--brief", "expected one file, got 0"),
        ("sample --all", "there is no option --all here"),
        ("sample --brief --json", "of --brief, --json, --follow and --pcap only one at a time"),
        ("sample --packet x", "--packet x: invalid digit found in string"),
    ] {
        let (stdout, stderr, status) = run(&line.split(' ').collect::<Vec<_>>());
        let expected = format!("dissect: {complaint} (--help says what there is)\n");
        assert_eq!((stdout.as_str(), stderr, status), ("", expected, 2), "dissect {line}");
    }
}

#[test]
fn what_does_not_work_is_said_with_status_1() {
    for (input, line, complaint) in [
        (&b""[..], "-", "-: a capture file has at least 24 bytes, and 0 are there"),
        (b"GET / HTTP/1.1\r\n\r\n", "-", "-: a capture file does not begin with 47455420"),
        (b"", "sample --packet 13", "there is no packet 13: sample has 12"),
        (b"", "sample --packet 0", "there is no packet 0: sample has 12"),
        (b"", "sample --follow 1", "packet 1 is not UDP"),
    ] {
        let (stdout, stderr, status) = run_on(input, &line.split(' ').collect::<Vec<_>>());
        assert_eq!((stdout.as_str(), stderr, status), ("", format!("dissect: {complaint}\n"), 1), "{line}");
    }
    let (_, stderr, status) = run(&["no/such/file"]);
    assert!(stderr.starts_with("dissect: read no/such/file: "), "{stderr}");
    assert_eq!(status, 1);
}

#[test]
fn a_line_a_packet() {
    insta::assert_snapshot!(prints("sample --brief"));
}

#[test]
fn every_field_of_every_layer() {
    insta::assert_snapshot!(prints("sample"));
}

#[test]
fn the_bytes_below() {
    insta::assert_snapshot!(prints("sample --packet 5 --hex"));
}

#[test]
fn a_conversation_over_udp() {
    insta::assert_snapshot!(prints("sample --follow 4"));
}

#[test]
fn for_programs_it_is_json() {
    let packets: Value = serde_json::from_str(&prints("sample --json")).expect("it is JSON");
    let packets = packets.as_array().expect("a list");
    assert_eq!(packets.len(), 12);
    let first = &packets[0];
    assert_eq!((&first["number"], &first["kept"], &first["had"]), (&1.into(), &42.into(), &42.into()));
    let fields = first["fields"].as_array().expect("a list");
    let operation = fields.iter().find(|field| field["name"] == "operation").expect("ARP has one");
    assert_eq!(operation["layer"], "ARP");
    assert_eq!(operation["bits"], serde_json::json!([160, 176]));
    assert_eq!((&operation["value"], &operation["text"]), (&1.into(), &"1 (request)".into()));
    let checksum = packets[7]["fields"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|field| field["layer"] == "UDP" && field["name"] == "checksum");
    let verdict = checksum.expect("UDP has one")["checksum"].as_str().expect("a text");
    assert!(verdict.starts_with("wrong: it should be 0x"), "{verdict}");
}

#[test]
fn a_file_and_standard_input_are_the_same() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("sample.pcap");
    write(&path, &sample());
    let brief = prints("sample --brief");
    assert_eq!(run(&[path.to_str().expect("it is text"), "--brief"]).0, brief);
    assert_eq!(run_on(&sample(), &["-", "--brief"]).0, brief);
}

#[expect(clippy::disallowed_methods, reason = "the program reads files")]
fn write(path: &std::path::Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("it can be written");
}

#[test]
fn of_a_file_that_was_cut_short_the_whole_packets_are_shown() {
    let sample = sample();
    let (stdout, stderr, status) = run_on(&sample[..sample.len() - 10], &["-", "--brief"]);
    assert_eq!((stderr.as_str(), status), ("", 0));
    let (last, others) = (stdout.lines().last().expect("a line"), stdout.lines().count());
    assert_eq!(last, "the file was cut short: 102 bytes at its end are not a whole packet");
    assert_eq!(others, 12);
}

/// The packets of the sample in the other format, with another interface beside, and a comment.
fn pcapng(endianness: Endianness) -> Vec<u8> {
    let sample = packets::dissect::read_pcap(&sample()).expect("it is a capture");
    let section = SectionHeaderBlock { endianness, ..SectionHeaderBlock::default() };
    let mut writer = PcapNgWriter::with_section_header(Vec::new(), section).expect("a `Vec` takes all");
    let interface = |linktype, resolution| InterfaceDescriptionBlock {
        linktype,
        snaplen: 0,
        options: vec![InterfaceDescriptionOption::IfTsResol(resolution)],
    };
    writer.write_pcapng_block(interface(DataLink::RAW, 6)).expect("a `Vec` takes all");
    writer.write_pcapng_block(interface(DataLink::ETHERNET, 9)).expect("a `Vec` takes all");
    for record in &sample.records {
        let block = EnhancedPacketBlock {
            interface_id: 1,
            timestamp: Duration::from_nanos(record.nanos),
            original_len: record.original_len,
            data: Cow::from(&record.bytes),
            options: vec![EnhancedPacketOption::Comment(Cow::from("fate 3: drop"))],
        };
        writer.write_pcapng_block(block).expect("a `Vec` takes all");
    }
    writer.into_inner()
}

#[test]
fn the_newer_format_says_the_same() {
    for endianness in [Endianness::Little, Endianness::Big] {
        let (stdout, stderr, status) = run_on(&pcapng(endianness), &["-", "--brief"]);
        assert_eq!((stderr.as_str(), status), ("", 0));
        let expected: String =
            prints("sample --brief").lines().map(|line| format!("{line}  (fate 3: drop)\n")).collect();
        assert_eq!(stdout, expected, "{endianness:?}");
    }
}

#[test]
fn nothing_in_the_newer_format_is_believed() {
    let file = pcapng(Endianness::Little);
    for len in 0..file.len().min(400) {
        let (_, stderr, status) = run_on(&file[..len], &["-", "--brief"]);
        assert!(status == 0 || status == 1, "{len}: {stderr}");
        assert!(!stderr.contains("panicked"), "{len}: {stderr}");
    }
}
