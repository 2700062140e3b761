//! What the cards show: the register as it moves, and what arrived.

use super::model;
use super::wrong::{MIRRORED, register};
use crate::finding::{Dump, Table};

/// Rows of bytes shown, at most, at the beginning and at the end.
const ROWS: usize = 5;

fn table(title: impl Into<String>, head: &[&str], rows: Vec<Vec<String>>) -> Table {
    Table {
        title: title.into(),
        head: head.iter().map(|name| String::from(*name)).collect(),
        rows,
        wrong: vec![],
    }
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(String::from).to_vec()
}

fn hex(number: u32) -> String {
    format!("{number:08x}")
}

/// One byte, step by step.
pub(super) fn steps(start: u32, byte: u8) -> Table {
    let mut register = start ^ u32::from(byte);
    let mut rows = vec![row(["", "", &hex(register)])];
    for step in 1..=8 {
        let falls_out = register & 1;
        register >>= 1;
        if falls_out == 1 {
            register ^= MIRRORED;
        }
        rows.push(row([&step.to_string(), &falls_out.to_string(), &hex(register)]));
    }
    let title = if start == 0 {
        String::from("as it should go, from an empty register and the byte")
    } else {
        format!("as it should go, from {} and {byte:02x} together", hex(start))
    };
    table(title, &["step", "falls out", "register"], rows)
}

/// A whole message, byte by byte.
pub(super) fn message(bytes: &[u8]) -> Table {
    let mut rows = vec![row(["at the beginning", &hex(!0)])];
    let mut now = !0;
    for byte in bytes {
        now = register(now, &[*byte]);
        rows.push(row([&format!("after {byte:02x}"), &hex(now)]));
    }
    if rows.len() > 2 * ROWS + 1 {
        let left_out = rows.len() - 2 * ROWS;
        rows.splice(ROWS..rows.len() - ROWS, [row([&format!("{left_out} more"), ""])]);
    }
    rows.push(row(["inverted", &hex(!now)]));
    table("what should be in the register", &["when", "register"], rows)
}

/// Two pieces, and what the register holds between them.
pub(super) fn pieces(first: &[u8], second: &[u8]) -> Table {
    let between = register(!0, first);
    let end = register(between, second);
    let len =
        |piece: &[u8]| if piece.len() == 1 { "1 byte".to_owned() } else { format!("{} bytes", piece.len()) };
    let rows = vec![
        row(["at the beginning", &hex(!0), ""]),
        row([&format!("after the first piece, {}", len(first)), &hex(between), &hex(!between)]),
        row([&format!("after the second, {}", len(second)), &hex(end), &hex(!end)]),
    ];
    table("what should be in the register", &["when", "register", "inverted"], rows)
}

/// A frame with its FCS as it should be sent.
pub(super) fn sent(frame: &[u8]) -> Dump {
    let bytes = model::with_fcs(frame);
    let crc = hex(model::crc32(frame));
    let dump = Dump::new("what should be sent", &bytes);
    let dump = if frame.is_empty() { dump } else { dump.field(0, frame.len(), "frame") };
    dump.wrong(frame.len(), model::FCS, format!("FCS: the CRC is {crc}"))
}

/// What a receiver compares.
pub(super) fn receipt(came: &[u8]) -> Table {
    let Some((frame, fcs)) = came.split_last_chunk::<{ model::FCS }>() else {
        let rows = vec![row(["bytes that arrived", &came.len().to_string()]), row(["bytes of an FCS", "4"])];
        return table("what the receiver has", &["part", "number"], rows);
    };
    let mut rows = vec![
        row(["CRC of all but the last four bytes", &hex(model::crc32(frame))]),
        row(["the last four, least significant first", &hex(u32::from_le_bytes(*fcs))]),
        row(["or: CRC of all of it", &hex(model::crc32(came))]),
    ];
    if model::is_right(came) {
        rows[2].push(String::from("as it should be"));
    } else {
        rows[2].push(String::from("and not 2144df1c"));
    }
    table("what the receiver compares", &["part", "number", ""], rows)
}

/// What noise made of a frame: the bytes that changed, if it kept its length.
pub(super) fn damage(sent: &[u8], came: &[u8]) -> Dump {
    let dump = Dump::new("what arrived", came);
    let differs: Vec<usize> = if sent.len() == came.len() {
        (0..sent.len()).filter(|at| sent[*at] != came[*at]).collect()
    } else {
        vec![]
    };
    let (Some(first), Some(last)) = (differs.first(), differs.last()) else { return dump };
    let was: Vec<String> = sent[*first..=*last].iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let more = if last - first >= 6 { " …" } else { "" };
    dump.wrong(*first, last - first + 1, format!("was {}{more}", was.join(" ")))
}

/// A message before and after its flips.
pub(super) fn flips(message: &[u8], flips: &[u8]) -> Table {
    let after = model::flipped(message, flips);
    let digits =
        |bytes: &[u8]| bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
    let more = if message.len() > 8 { " …" } else { "" };
    let line = |name: &str, bytes: &[u8]| {
        row([name, &format!("{}{more}", digits(bytes)), &hex(model::crc32(bytes))])
    };
    let rows = vec![
        line("before", message),
        row(["flips", &format!("{}{more}", digits(flips)), ""]),
        line("after", &after),
    ];
    table("the message, which you need not know", &["", "bytes", "crc32"], rows)
}

/// Bits as they travel, what came and what should have.
pub(super) fn burst(came: &[u8; 5], start: u32) -> Table {
    let line = |bytes: &[u8]| {
        let bits = model::bits(bytes);
        let digits = |bits: &[bool]| bits.iter().map(|bit| if *bit { '1' } else { '.' }).collect::<String>();
        bits.chunks(8).map(digits).collect::<Vec<_>>().join(" ")
    };
    let rows = vec![row(["came", &line(came)]), row(["should have come", &line(&model::unnoticed(start))])];
    let mut table =
        table("the flips as they travel, from left to right", &["", "five bytes of eight bits"], rows);
    table.wrong = vec![0];
    table
}
