//! Vectors that the oracles of this chapter make, for whoever has no oracle: see the crate `corpus`.

use corpus::Record;
use hickory_proto::rr::Name;
use hickory_proto::serialize::binary::{BinEncodable, BinEncoder};

/// Names that stand in one message, one behind the other.
const NAMES: &[&[&str]] = &[
    // The example of RFC 1035 §4.1.4.
    &["F.ISI.ARPA.", "FOO.F.ISI.ARPA.", "ARPA.", "."],
    &["www.london.example.", "london.example.", "example.", "mail.london.example.", "www.london.example."],
    // Each but the first is a label and a pointer to the one before.
    &["a.", "b.a.", "c.b.a.", "d.c.b.a.", "e.d.c.b.a."],
    &["www.london.example.", "www.tokyo.example.", "www.tokyo.test.", "example.www.london."],
    &["Www.London.Example.", "www.london.example.", "WWW.LONDON.EXAMPLE."],
    &[".", "."],
    &[LONGEST, "x.example.", LONGEST],
];

/// It takes 255 bytes: three labels of 63, one of 61.
const LONGEST: &str = "\
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.\
    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.\
    ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.\
    ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.";

#[test]
fn dns_names() {
    let about = [
        "Messages of 12 bytes, in the place of a header, and of names. hickory-proto points back wherever it can.",
        "",
        "message  all bytes",
        "name     where it begins, where reading goes on behind it, and the name",
    ];
    let records: Vec<Record> = NAMES.iter().map(|names| message_of_names(names)).collect();
    corpus::keep("addresses/dns_names.txt", "hickory-proto", &about, &records);
}

fn message_of_names(names: &[&str]) -> Record {
    let mut message = Vec::new();
    let mut encoder = BinEncoder::new(&mut message);
    encoder.emit_vec(&[0; 12]).expect("there is room");
    let mut places = Vec::new();
    for text in names {
        let name = Name::from_ascii(text).expect("such names are fine");
        let at = encoder.offset();
        name.emit(&mut encoder).expect("there is room");
        places.push(format!("{at} {} {}", encoder.offset(), name.to_ascii()));
    }
    let record = Record::default().with_bytes("message", &message);
    places.iter().fold(record, |record, place| record.with("name", place))
}
