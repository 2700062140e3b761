//! Vectors of `crc`.

use corpus::Record;

/// Messages whose CRC is worth to be known: what, and their bytes.
fn messages() -> Vec<(&'static str, Vec<u8>)> {
    let request = [
        // To everybody, from a card in Tokyo: who has 192.0.2.7? Filled up with zeros to the shortest frame.
        &[0xFF; 6][..],
        &[0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x01, 0x08, 0x00, 0x06, 0x04, 0x00, 0x01],
        &[0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 192, 0, 2, 7],
        &[0; 18],
    ]
    .concat();
    vec![
        ("the digits by which catalogues name a CRC", b"123456789".to_vec()),
        ("a zero in the middle", b"Tokyo\0London".to_vec()),
        ("zeros at both ends", b"\0\0Singapore\0\0\0".to_vec()),
        ("16 bytes", (0..16).collect()),
        ("17 bytes", (0..17).collect()),
        ("a question to everybody on the wire", request),
        ("more than a byte can count", vec![0x55; 300]),
    ]
}

#[test]
fn crcs() {
    let about = [
        "What crc32fast makes of some messages.",
        "",
        "message  what it is",
        "bytes    all of it",
        "crc      a number in hexadecimal",
    ];
    let record = |(message, bytes): &(&str, Vec<u8>)| {
        Record::default()
            .with("message", message)
            .with_bytes("bytes", bytes)
            .with("crc", format!("{:08x}", crc32fast::hash(bytes)))
    };
    let records: Vec<Record> = messages().iter().map(record).collect();
    corpus::keep("packets/crcs.txt", "crc32fast", &about, &records);
}
