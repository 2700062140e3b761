//! What the cards show: a packet, field by field.

use given::packets::PacketField;

use super::inputs::Packet;
use crate::finding::Table;

/// Rows before the one that the story is about, and behind it.
const BEFORE: usize = 4;
const BEHIND: usize = 3;
/// Bytes of a field that are shown.
const BYTES: usize = 6;

/// A field in a line: its place in the list, and what it says.
pub(super) fn line(fields: &[PacketField], at: usize) -> String {
    match fields.get(at) {
        Some(field) => format!("[{at}] {field}"),
        None => format!("no field [{at}]"),
    }
}

/// The fields around one of them, which is marked.
pub(super) fn around(title: &str, packet: &Packet, fields: &[PacketField], marked: usize) -> Table {
    let from = marked.saturating_sub(BEFORE);
    let to = (marked + BEHIND + 1).min(fields.len());
    let mut rows = Vec::new();
    let left_out =
        |count: usize| vec![String::from("…"), format!("{count} more"), String::new(), String::new()];
    if from > 0 {
        rows.push(left_out(from));
    }
    let first = rows.len();
    rows.extend(fields[from.min(to)..to].iter().map(|field| row(packet, field)));
    if to < fields.len() {
        rows.push(left_out(fields.len() - to));
    }
    Table {
        title: format!("{title}, {} bytes", packet.bytes.len()),
        head: ["bits", "bytes", "field", "value"].map(String::from).to_vec(),
        wrong: if marked < fields.len() { vec![first + marked - from] } else { vec![] },
        rows,
    }
}

fn row(packet: &Packet, field: &PacketField) -> Vec<String> {
    let PacketField { name, start, end, value } = *field;
    let bytes = packet.bytes.get(start / 8..end.div_ceil(8)).unwrap_or_default();
    let hex: Vec<String> = bytes.iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect();
    let more = if bytes.len() > BYTES { " …" } else { "" };
    let layer = name.layer();
    let rest = layer == given::packets::Layer::Rest;
    let label = if rest { name.label().to_owned() } else { format!("{layer} {}", name.label()) };
    let value = value.map(|value| name.spell(value)).unwrap_or_default();
    vec![format!("{start} to {end}"), format!("{}{more}", hex.join(" ")), label, value]
}
