//! Bit by bit: one table says how many bits each field has, and a loop reads or writes whatever it is told to.

use given::packets::{Ipv4Error, Ipv4Header};

/// The widths of all fields, in order.
const WIDTHS: [u32; 14] = [4, 4, 8, 16, 16, 1, 1, 1, 13, 8, 8, 16, 32, 32];

/// Reads the fields of 20 bytes.
fn unpack(bytes: &[u8]) -> [u32; 14] {
    let mut bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |place| u32::from(byte >> place & 1)));
    WIDTHS.map(|width| bits.by_ref().take(width as usize).fold(0, |number, bit| number << 1 | bit))
}

/// Writes them.
fn pack(fields: [u32; 14]) -> Vec<u8> {
    let bits: Vec<u8> = fields
        .iter()
        .zip(WIDTHS)
        .flat_map(|(field, width)| (0..width).rev().map(move |place| (field >> place & 1) as u8))
        .collect();
    bits.chunks(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
}

/// A sum of its own: the remainder of a division. No header is all zeros, so 0 stands for 0xFFFF.
fn remainder(bytes: &[u8]) -> u64 {
    bytes.chunks(2).map(|pair| u64::from(pair[0]) << 8 | u64::from(pair[1])).sum::<u64>() % 0xFFFF
}

pub fn parse(packet: &[u8]) -> Result<(Ipv4Header, &[u8]), Ipv4Error> {
    let got = packet.len();
    let fixed = packet.get(..20).ok_or(Ipv4Error::Truncated { needed: 20, got })?;
    let [version, words, class, total, id, _, dont, more, offset, ttl, protocol, found, source, destination] =
        unpack(fixed);
    if version != 4 {
        return Err(Ipv4Error::Version { version: version as u8 });
    }
    let Some(beyond) = words.checked_sub(5) else {
        return Err(Ipv4Error::HeaderLength { words: words as u8 });
    };
    let options = packet[20..]
        .get(..beyond as usize * 4)
        .ok_or(Ipv4Error::Truncated { needed: words as usize * 4, got })?;
    let (begin, claimed) = (20 + options.len(), total as usize);
    let payload = packet.get(begin..claimed).ok_or(Ipv4Error::TotalLength { claimed, got })?;
    let header = &packet[..begin];
    if remainder(header) != 0 {
        let others = (remainder(header) + 0xFFFF - u64::from(found) % 0xFFFF) % 0xFFFF;
        let expected = if others == 0 { 0 } else { !(others as u16) };
        return Err(Ipv4Error::Checksum { found: found as u16, expected });
    }
    let header = Ipv4Header {
        traffic_class: class as u8,
        identification: id as u16,
        dont_fragment: dont == 1,
        more_fragments: more == 1,
        fragment_offset: offset as u16,
        ttl: ttl as u8,
        protocol: protocol as u8,
        source,
        destination,
        options: options.to_vec(),
    };
    Ok((header, payload))
}

pub fn emit(header: &Ipv4Header, payload: &[u8]) -> Vec<u8> {
    let words = 5 + header.options.len() as u32 / 4;
    let total = words * 4 + payload.len() as u32;
    let fields = |checksum: u32| {
        let flags = [0, header.dont_fragment.into(), header.more_fragments.into()];
        let [reserved, dont, more] = flags;
        pack([
            4,
            words,
            header.traffic_class.into(),
            total,
            header.identification.into(),
            reserved,
            dont,
            more,
            header.fragment_offset.into(),
            header.ttl.into(),
            header.protocol.into(),
            checksum,
            header.source,
            header.destination,
        ])
    };
    let bytes = |checksum| [fields(checksum), header.options.clone()].concat();
    let rest = match remainder(&bytes(0)) {
        0 => 0,
        rest => 0xFFFF - rest as u32,
    };
    [bytes(rest), payload.to_vec()].concat()
}
