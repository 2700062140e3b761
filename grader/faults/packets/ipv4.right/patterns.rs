//! By patterns: an array of the 20 bytes is taken apart into its bytes, and put together from them.

use given::packets::{Ipv4Error, Ipv4Header};

use crate::checksum::{checksum, ones_sum};

pub fn parse(packet: &[u8]) -> Result<(Ipv4Header, &[u8]), Ipv4Error> {
    let got = packet.len();
    let Some((fixed, behind)) = packet.split_first_chunk::<20>() else {
        return Err(Ipv4Error::Truncated { needed: 20, got });
    };
    let [first, traffic_class, t, otal, i, d, flags, offset, ttl, protocol, c, hecksum, addresses @ ..] = *fixed;
    let words = match (first / 16, first % 16) {
        (4, words @ 5..) => words,
        (4, words) => return Err(Ipv4Error::HeaderLength { words }),
        (version, _) => return Err(Ipv4Error::Version { version }),
    };
    let header = 4 * usize::from(words);
    let Some((options, data)) = behind.split_at_checked(header - 20) else {
        return Err(Ipv4Error::Truncated { needed: header, got });
    };
    let claimed = usize::from(t) * 256 + usize::from(otal);
    let payload = claimed.checked_sub(header).and_then(|len| data.get(..len));
    let payload = payload.ok_or(Ipv4Error::TotalLength { claimed, got })?;
    if ones_sum(&packet[..header]) != 0xFFFF {
        let found = u16::from_be_bytes([c, hecksum]);
        return Err(Ipv4Error::Checksum { found, expected: checksum(&packet[..header], 10) });
    }
    let [source, destination] = [&addresses[..4], &addresses[4..]]
        .map(|address| address.iter().fold(0, |number, byte| number * 256 + u32::from(*byte)));
    let read = Ipv4Header {
        traffic_class,
        identification: u16::from_be_bytes([i, d]),
        dont_fragment: flags / 64 % 2 == 1,
        more_fragments: flags / 32 % 2 == 1,
        fragment_offset: u16::from(flags % 32) * 256 + u16::from(offset),
        ttl,
        protocol,
        source,
        destination,
        options: options.to_vec(),
    };
    // Where there is no payload, it need not lie in the packet.
    Ok((read, if payload.is_empty() { &[] } else { payload }))
}

pub fn emit(header: &Ipv4Header, payload: &[u8]) -> Vec<u8> {
    let Ipv4Header { traffic_class, ttl, protocol, ref options, .. } = *header;
    let len = 20 + options.len();
    let mut packet = vec![0; len + payload.len()];
    let (front, back) = packet.split_at_mut(len);
    back.copy_from_slice(payload);
    let total = (front.len() + back.len()) as u16;
    let mut put = |at: usize, bytes: &[u8]| front[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0x40 + (len / 4) as u8, traffic_class]);
    put(2, &total.to_be_bytes());
    put(4, &header.identification.to_be_bytes());
    let flags = 2 * u16::from(header.dont_fragment) + u16::from(header.more_fragments);
    put(6, &(flags * 8192 + header.fragment_offset).to_be_bytes());
    put(8, &[ttl, protocol]);
    put(12, &header.source.to_be_bytes());
    put(16, &header.destination.to_be_bytes());
    put(20, options);
    let sum = checksum(front, 10);
    front[10..12].copy_from_slice(&sum.to_be_bytes());
    packet
}
