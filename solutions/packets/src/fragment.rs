//! Fragments: a packet that is too long for a link travels in pieces, and London puts them together.
//!
//! Each link has a largest packet, its MTU (*maximum transmission unit*). Tokyo's packet has 472 bytes, and a link
//! on the way takes 280. So the router before that link cuts the payload, and puts a header in front of each piece.
//! Each *fragment* is a packet of its own, finds its own way, and may be lost, overtaken, doubled, and cut again.
//! Nobody on the way puts anything together: only London sees all of them.
//!
//! ```text
//!   what Tokyo sent      | header |               452 bytes               |
//!
//!   what the link takes  | header |      256 bytes      |   offset 0, MF
//!                                              | header |    196 bytes    |   offset 32
//! ```
//!
//! That is the second example of RFC 791, appendix A. Three fields of the header do it. The *identification* says
//! which fragments belong together. The *fragment offset* says where in the whole payload a piece begins, in units
//! of 8 bytes, because only 13 bits were left for 65,536 places. And MF, *more fragments*, is set in all but the
//! last one. So the piece without MF says where the payload ends.
//!
//! London keeps the pieces of a packet until they are the whole payload. What is missing are *holes* (RFC 815):
//!
//! ```text
//!   nothing yet                    [0 and on                            ]
//!   bytes 256 to 451, no MF        [0 to 255        ]#######################
//!   bytes 0 to 255, MF             #########################################   whole
//! ```
//!
//! Anybody can send pieces, and never the rest. So London has a limit for what it keeps, and gives a packet up when
//! it has waited for a minute.
//!
//! Left out: what the options mean, a report of congestion that only one of the fragments has seen (RFC 3168 §5.3),
//! and the sender's choice of identifications (RFC 6864). IPv6 moves the three fields into a header of their own, and
//! lets only the sender cut (RFC 8200 §4.5).

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use given::packets::{FragmentError, Hole, Ipv4Header};
use given::time::Micros;

use crate::ipv4::{emit, parse};

/// How long after its first fragment came a packet is given up (RFC 1122 §3.3.2 recommends 60 to 120 seconds).
pub const REASSEMBLY_TIMEOUT: Duration = Duration::from_secs(60);

/// What a fragment offset counts: so many bytes are one (RFC 791 §3.1).
const UNIT_BYTES: usize = 8;

/// A header without options.
const MIN_HEADER_BYTES: usize = 20;

/// The total length has 16 bits.
const MAX_PACKET_BYTES: usize = 65_535;

/// The two options that are a single byte (RFC 791 §3.1). The others have their length in the second one.
const END_OF_OPTIONS: u8 = 0;
const NO_OPERATION: u8 = 1;

/// The bit of an option's type that says that each fragment gets a copy.
const COPIED: u8 = 0b1000_0000;

/// How many bytes of payload a fragment takes that is not the last one: as many as fit behind a header of
/// `header_bytes` bytes into a packet of at most `mtu`, but a multiple of 8, so that the next fragment can begin
/// there (RFC 791 §3.2).
///
/// 0 if not even 8 bytes fit. `mtu` may be less than the header.
///
/// # Examples
///
/// ```
/// use packets::fragment::room;
///
/// assert_eq!(room(20, 280), 256); // 260 bytes are left, and 256 of them are whole units
/// assert_eq!(room(20, 1500), 1480);
/// assert_eq!(room(20, 27), 0);
/// ```
pub fn room(header_bytes: usize, mtu: usize) -> usize {
    mtu.saturating_sub(header_bytes) / UNIT_BYTES * UNIT_BYTES
}

/// The options that go into all fragments but the first, from those of the packet (RFC 791 §3.1).
///
/// An option begins with its *type*. If that is 0, the list of options ends here. If it is 1, the option does
/// nothing, and is this one byte. Any other option has its length in its second byte, type and length included. The
/// highest bit of the type, `0x80`, says that the option is copied into each fragment; the others stand in the first
/// one alone.
///
/// The answer has all options that are copied, as they are and in their order, and behind them as many zeros as it
/// takes to make it a multiple of 4 bytes.
///
/// Some senders send nonsense. An option without a length, with a length below 2, or with one that goes past the end
/// of `options` can't be read, and nothing behind it either: the list ends before it.
///
/// # Examples
///
/// ```
/// use packets::fragment::copied_options;
///
/// let record_route = [7, 3, 4]; // without 0x80
/// let router_alert = [0x94, 4, 0, 0]; // with it
/// let options = [&record_route[..], &[1], &router_alert].concat();
/// assert_eq!(copied_options(&options), router_alert);
///
/// assert_eq!(copied_options(&[0x88, 3, 5, 0]), [0x88, 3, 5, 0]); // 3 bytes, and one to fill up
/// assert_eq!(copied_options(&[7, 3, 4, 0]), []);
/// ```
pub fn copied_options(options: &[u8]) -> Vec<u8> {
    let mut copied = Vec::new();
    let mut rest = options;
    while let Some((option, behind)) = split_option(rest) {
        if option[0] & COPIED != 0 {
            copied.extend(option);
        }
        rest = behind;
    }
    copied.resize(copied.len().next_multiple_of(4), END_OF_OPTIONS);
    copied
}

/// The first option, and what stands behind it. `None` at the end of the list.
fn split_option(options: &[u8]) -> Option<(&[u8], &[u8])> {
    let len = match options {
        [] | [END_OF_OPTIONS, ..] => return None,
        [NO_OPERATION, ..] => 1,
        // A length below 2 does not even cover itself, and one of 0 would keep us here for ever.
        [_, len, ..] if *len >= 2 => usize::from(*len),
        _ => return None,
    };
    options.split_at_checked(len)
}

/// Cuts a packet so that each piece fits into a link that takes packets of at most `mtu` bytes.
///
/// A packet that fits goes as it is, DF or not: the answer is that one packet. (Bytes behind its total length don't
/// belong to it, and are left out.)
///
/// Otherwise its payload is cut, from the front to the back (RFC 791 §3.2). Each fragment is a packet of its own:
/// its header and, behind it, the next part of the payload. As soon as all that is left fits, however many bytes
/// that are, it is the last fragment. Each one before takes as many bytes as it has [`room`] for.
///
/// The headers say all what the packet's header says, except:
///
/// - *options*: the first fragment has all of them, the others those that [`copied_options`] gives. So the others
///   may have more room for payload;
/// - *fragment offset*: where the piece begins in the whole payload, in units of 8 bytes;
/// - *MF* is set in all but the last one;
/// - lengths and checksum are those of the fragment.
///
/// The packet may itself be a fragment of a longer one: routers on the way cut again what is still too long. Then its
/// pieces begin at its own offset, not at 0, and MF of the last one is what it was in the packet.
///
/// # Errors
///
/// Where several are true, it is the first of these:
///
/// 1. [`FragmentError::NotIpv4`], if [`parse`] can't read the packet. The next ones are only for packets that are
///    longer than `mtu`.
/// 2. [`FragmentError::DontFragment`], if DF is set.
/// 3. [`FragmentError::PastTheEnd`], if the packet is a fragment that goes on where no packet can be: its offset in
///    bytes and its payload's length make `end`, and `end` and its header have more than 65,535 bytes together.
/// 4. [`FragmentError::MtuTooSmall`], if behind the first fragment's header there is no [`room`].
///
/// # Examples
///
/// ```
/// use given::packets::{FragmentError, Ipv4Header, protocol};
/// use packets::fragment::fragment;
/// use packets::ipv4::{emit, parse};
///
/// let header = Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407);
/// let header = Ipv4Header { identification: 7, ..header };
/// let packet = emit(&header, &[b'x'; 452]);
///
/// let fragments = fragment(&packet, 280).unwrap();
/// assert_eq!(fragments.len(), 2);
/// let (first, payload) = parse(&fragments[0]).unwrap();
/// assert_eq!((first.fragment_offset, first.more_fragments, payload.len()), (0, true, 256));
/// let (second, payload) = parse(&fragments[1]).unwrap();
/// assert_eq!((second.fragment_offset, second.more_fragments, payload.len()), (32, false, 196));
/// assert_eq!((first.identification, second.identification), (7, 7));
///
/// assert_eq!(fragment(&packet, 472).unwrap(), [packet.clone()]);
/// assert_eq!(fragment(&packet, 27), Err(FragmentError::MtuTooSmall { mtu: 27, needed: 28 }));
/// let packet = emit(&Ipv4Header { dont_fragment: true, ..header }, &[b'x'; 452]);
/// assert_eq!(fragment(&packet, 280), Err(FragmentError::DontFragment));
/// ```
pub fn fragment(packet: &[u8], mtu: usize) -> Result<Vec<Vec<u8>>, FragmentError> {
    let (header, payload) = parse(packet).map_err(FragmentError::NotIpv4)?;
    let header_bytes = MIN_HEADER_BYTES + header.options.len();
    let total_bytes = header_bytes + payload.len();
    if total_bytes <= mtu {
        return Ok(vec![packet[..total_bytes].to_vec()]);
    }
    if header.dont_fragment {
        return Err(FragmentError::DontFragment);
    }
    let end = offset_bytes(&header) + payload.len();
    if header_bytes + end > MAX_PACKET_BYTES {
        return Err(FragmentError::PastTheEnd { end });
    }
    if room(header_bytes, mtu) == 0 {
        return Err(FragmentError::MtuTooSmall { mtu, needed: header_bytes + UNIT_BYTES });
    }
    Ok(cut(&header, payload, mtu))
}

/// Cuts a payload of which at least 8 bytes fit behind the header, and not all.
fn cut(header: &Ipv4Header, payload: &[u8], mtu: usize) -> Vec<Vec<u8>> {
    let mut fragments = Vec::new();
    let mut next = header.clone();
    let mut rest = payload;
    loop {
        let header_bytes = MIN_HEADER_BYTES + next.options.len();
        if header_bytes + rest.len() <= mtu {
            // If the packet is a fragment in the middle, more follows behind our last one, too.
            fragments.push(emit(&Ipv4Header { more_fragments: header.more_fragments, ..next }, rest));
            return fragments;
        }
        let (piece, behind) = rest.split_at(room(header_bytes, mtu));
        next.more_fragments = true;
        fragments.push(emit(&next, piece));
        next.fragment_offset += (piece.len() / UNIT_BYTES) as u16;
        next.options = copied_options(&header.options);
        rest = behind;
    }
}

/// Where in the whole payload this packet's begins.
fn offset_bytes(header: &Ipv4Header) -> usize {
    usize::from(header.fragment_offset) * UNIT_BYTES
}

/// Puts fragments together, as they come.
///
/// *What belongs together* are the fragments with the same source, destination, protocol, and identification (RFC 791
/// §3.2). All four: a sender counts identifications for each of the others anew.
///
/// *The whole packet* is there as soon as its payload has no holes: all bytes from 0 on, up to the end of a fragment
/// without MF. Its header is that of the fragment with offset 0, whichever came first, but with offset 0, without
/// MF, and with the lengths and the checksum that are now right. With that it is forgotten: nothing is kept of it.
///
/// *A duplicate*, a fragment with the same place, the same payload and the same MF as one that is there, changes
/// nothing.
///
/// *A contradiction* is the end. If two fragments of a packet say different things about the same byte, or about where
/// the payload ends (one that goes on behind the end contradicts, too), one of them is a lie, and nobody knows which.
/// So all that is kept of the packet is thrown away, and the fragment with it. What becomes of fragments that come
/// afterwards is up to you. So is an overlap in which all bytes agree, if it is no duplicate: take it as fine or as a
/// contradiction.
///
/// *Time.* A packet is given up [`REASSEMBLY_TIMEOUT`] after the first of its fragments came, whatever has come since.
/// At that moment it is over: a fragment that comes then can't complete it.
///
/// *Memory.* At most `max_bytes` bytes are kept, of all packets together. Each fragment counts as long as its packet
/// is unfinished, with its header or without it, as you like; duplicates don't count. If a fragment would be too
/// much, something has to go, a packet and all that is kept of it, and which one is up to you. As long as all that
/// came fits, with headers and the fragment that came last, nothing may go.
///
/// The caller promises that time never goes back.
///
/// # Examples
///
/// ```
/// use given::packets::{Hole, Ipv4Header, protocol};
/// use given::time::Micros;
/// use packets::fragment::{Reassembly, fragment};
/// use packets::ipv4::emit;
///
/// let packet = emit(&Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407), b"Tokyo to London, hello!!");
/// let fragments = fragment(&packet, 28).unwrap();
/// let [first, second, third] = &fragments[..] else { panic!("8 bytes each") };
///
/// let ms = Micros::from_millis;
/// let mut london = Reassembly::new(65_536);
/// assert_eq!(london.push(ms(0), third), None);
/// assert_eq!(london.holes(third), [Hole { first: 0, last: Some(15) }]);
/// assert_eq!(london.push(ms(20), first), None);
/// assert_eq!(london.push(ms(30), first), None);
/// assert_eq!(london.push(ms(40), second), Some(packet));
/// ```
#[derive(Debug)]
pub struct Reassembly {
    /// The caller's limit.
    max_bytes: usize,
    /// How many bytes the fragments of all unfinished packets have: never more than the limit.
    kept_bytes: usize,
    unfinished: HashMap<Key, Unfinished>,
    /// Who is the oldest? A hash map does not know. Numbers grow, so the first one here is it, and no packet has to
    /// look through all others to find its place.
    by_age: BTreeMap<u64, Key>,
    next_number: u64,
}

/// What the fragments of one packet have in common (RFC 791 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    source: u32,
    destination: u32,
    protocol: u8,
    identification: u16,
}

/// A packet of which something is missing.
#[derive(Debug)]
struct Unfinished {
    /// Its place in [`Reassembly::by_age`].
    number: u64,
    /// When the first of its fragments came.
    began: Micros,
    /// By their place in the payload. None overlaps another, so their lengths say whether a hole is left.
    pieces: BTreeMap<usize, Piece>,
    /// How many bytes of payload they have together.
    payload_bytes: usize,
    /// How many bytes the whole payload has, once a fragment without MF has come.
    end: Option<usize>,
}

/// A fragment that is kept.
#[derive(Debug)]
struct Piece {
    /// Where in the whole payload its own begins.
    start: usize,
    /// It came without MF.
    is_last: bool,
    /// Header and payload, as they came. Only of the first fragment is the header needed: for the whole packet, or
    /// for the report if the rest does not come. To treat all alike costs 20 bytes a fragment.
    packet: Vec<u8>,
    /// Where in `packet` the payload begins.
    header_bytes: usize,
}

/// What became of a fragment.
enum Added {
    New,
    Duplicate,
    Contradiction,
}

impl Reassembly {
    /// Nothing is kept yet, and never more than so many bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use packets::fragment::Reassembly;
    ///
    /// assert_eq!(Reassembly::new(65_536).poll_timeout(), None);
    /// ```
    pub fn new(max_bytes: usize) -> Self {
        let (unfinished, by_age) = (HashMap::new(), BTreeMap::new());
        Reassembly { max_bytes, kept_bytes: 0, unfinished, by_age, next_number: 0 }
    }

    /// Takes a packet that came at `now`, and gives a whole one if there is one now.
    ///
    /// A packet that is no fragment, with offset 0 and without MF, is whole already: it is given back as it is,
    /// without the bytes behind its total length. It has nothing to do with fragments, so nothing else changes, even
    /// if its identification is that of some. (Where DF is set that is RFC 6864 §4.1.)
    ///
    /// Some things are as if they had never come, and the answer is `None`:
    ///
    /// - bytes that [`parse`](crate::ipv4::parse) refuses;
    /// - a fragment without payload;
    /// - a fragment with MF whose payload is not a multiple of 8 bytes, so that nothing could follow;
    /// - a fragment that goes on where no packet can be: its offset in bytes, its payload and its header have more
    ///   than 65,535 bytes together. (The first fragment's header may be longer than the others', so even fragments
    ///   that are all fine may make a packet that is too long. There is none, then, and they are forgotten.)
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{Ipv4Header, protocol};
    /// use given::time::Micros;
    /// use packets::fragment::{Reassembly, fragment};
    /// use packets::ipv4::emit;
    ///
    /// let packet = emit(&Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407), b"Tokyo to London, hello!!");
    /// let mut london = Reassembly::new(65_536);
    /// assert_eq!(london.push(Micros(0), &packet), Some(packet.clone()));
    ///
    /// for fragment in fragment(&packet, 40).unwrap().iter().rev() {
    ///     let whole = london.push(Micros(0), fragment);
    ///     assert!(whole.is_none() || whole.as_ref() == Some(&packet));
    /// }
    /// assert_eq!(london.poll_timeout(), None);
    /// ```
    pub fn push(&mut self, now: Micros, packet: &[u8]) -> Option<Vec<u8>> {
        let (header, payload) = parse(packet).ok()?;
        let header_bytes = MIN_HEADER_BYTES + header.options.len();
        let packet = &packet[..header_bytes + payload.len()];
        let start = offset_bytes(&header);
        if start == 0 && !header.more_fragments {
            return Some(packet.to_vec());
        }
        let is_whole_units = payload.len().is_multiple_of(UNIT_BYTES) || !header.more_fragments;
        // "Ping of death": a fragment near the highest offset, and longer than what is left of a packet.
        let fits = header_bytes + start + payload.len() <= MAX_PACKET_BYTES;
        if payload.is_empty() || !is_whole_units || !fits {
            return None;
        }
        let key = Key::of(&header);
        // Its time is up, and only the report is still to be fetched.
        if self.unfinished.get(&key).is_some_and(|unfinished| unfinished.deadline() <= now) {
            return None;
        }
        let piece = Piece { start, is_last: !header.more_fragments, packet: packet.to_vec(), header_bytes };
        self.add(now, key, piece)
    }

    fn add(&mut self, now: Micros, key: Key, piece: Piece) -> Option<Vec<u8>> {
        let bytes = piece.packet.len();
        let by_age = &mut self.by_age;
        let unfinished = self.unfinished.entry(key).or_insert_with(|| {
            let number = self.next_number;
            self.next_number += 1;
            by_age.insert(number, key);
            Unfinished { number, began: now, pieces: BTreeMap::new(), payload_bytes: 0, end: None }
        });
        match unfinished.add(piece) {
            Added::Duplicate => return None,
            Added::Contradiction => {
                self.forget(key);
                return None;
            }
            Added::New => self.kept_bytes += bytes,
        }
        if unfinished.is_whole() {
            return self.forget(key)?.packet();
        }
        // Which one goes is a choice. The oldest has waited longest, so the rest of it is the least likely to come.
        // Its sender is not told: there was no time to be up.
        while self.kept_bytes > self.max_bytes
            && let Some((_, oldest)) = self.by_age.first_key_value()
        {
            self.forget(*oldest);
        }
        None
    }

    /// Keeps nothing of this packet any more.
    fn forget(&mut self, key: Key) -> Option<Unfinished> {
        let unfinished = self.unfinished.remove(&key)?;
        self.by_age.remove(&unfinished.number);
        self.kept_bytes -= unfinished.pieces.values().map(|piece| piece.packet.len()).sum::<usize>();
        Some(unfinished)
    }

    /// What is missing of the packet that this fragment belongs to, in order. The fragment itself need not have been
    /// taken, and is not taken now.
    ///
    /// Holes don't touch each other. The last one has no end as long as no fragment without MF has come. Of a packet
    /// of which nothing is kept, everything is missing: from 0 on. So it is for bytes that are no packet.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{Hole, Ipv4Header, protocol};
    /// use given::time::Micros;
    /// use packets::fragment::{Reassembly, fragment};
    /// use packets::ipv4::emit;
    ///
    /// let packet = emit(&Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407), &[b'x'; 40]);
    /// let fragments = fragment(&packet, 28).unwrap(); // 0 to 7, 8 to 15, and so on
    /// let mut london = Reassembly::new(65_536);
    /// assert_eq!(london.holes(&fragments[0]), [Hole { first: 0, last: None }]);
    ///
    /// london.push(Micros(0), &fragments[1]);
    /// let (before, behind) = (Hole { first: 0, last: Some(7) }, Hole { first: 16, last: None });
    /// assert_eq!(london.holes(&fragments[0]), [before, behind]);
    ///
    /// london.push(Micros(0), &fragments[4]);
    /// assert_eq!(london.holes(&fragments[0]), [before, Hole { first: 16, last: Some(31) }]);
    /// ```
    pub fn holes(&self, fragment: &[u8]) -> Vec<Hole> {
        let key = parse(fragment).map(|(header, _)| Key::of(&header));
        match key.ok().and_then(|key| self.unfinished.get(&key)) {
            Some(unfinished) => unfinished.holes(),
            None => vec![Hole { first: 0, last: None }],
        }
    }

    /// When the next packet is to be given up: then [`handle_timeout`](Self::handle_timeout) has something to do.
    /// `None` if nothing is kept.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{Ipv4Header, protocol};
    /// use given::time::Micros;
    /// use packets::fragment::{Reassembly, fragment};
    /// use packets::ipv4::emit;
    ///
    /// let packet = emit(&Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407), &[b'x'; 40]);
    /// let fragments = fragment(&packet, 28).unwrap();
    /// let mut london = Reassembly::new(65_536);
    /// london.push(Micros::from_millis(5), &fragments[1]);
    /// london.push(Micros::from_millis(900), &fragments[0]);
    /// assert_eq!(london.poll_timeout(), Some(Micros::from_millis(60_005)));
    /// ```
    pub fn poll_timeout(&self) -> Option<Micros> {
        self.oldest().map(Unfinished::deadline)
    }

    fn oldest(&self) -> Option<&Unfinished> {
        let (_, key) = self.by_age.first_key_value()?;
        self.unfinished.get(key)
    }

    /// Gives up each packet whose time is up at `now`, and says which senders are to be told.
    ///
    /// A sender is told with an ICMP message that quotes the packet, and its ports stand in the first fragment alone.
    /// So the answer has, for each packet that is given up and has it, the fragment with offset 0, as it came (without
    /// the bytes behind its total length). If it came in several copies, it is the first of them. They are in the order
    /// in which the packets began. For a packet without its first fragment nothing is sent (RFC 792, RFC 1122 §3.3.2).
    ///
    /// It may be asked at any moment, and tells each packet once.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{Ipv4Header, protocol};
    /// use given::time::Micros;
    /// use packets::fragment::{Reassembly, fragment};
    /// use packets::ipv4::emit;
    ///
    /// let packet = emit(&Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407), &[b'x'; 40]);
    /// let fragments = fragment(&packet, 28).unwrap();
    /// let mut london = Reassembly::new(65_536);
    /// london.push(Micros::from_millis(5), &fragments[0]);
    ///
    /// let nobody: Vec<Vec<u8>> = vec![];
    /// assert_eq!(london.handle_timeout(Micros::from_millis(60_004)), nobody);
    /// assert_eq!(london.handle_timeout(Micros::from_millis(60_005)), [fragments[0].clone()]);
    /// assert_eq!(london.handle_timeout(Micros::from_millis(60_006)), nobody);
    /// ```
    pub fn handle_timeout(&mut self, now: Micros) -> Vec<Vec<u8>> {
        let mut firsts = Vec::new();
        while let Some((_, key)) = self.by_age.first_key_value()
            && self.oldest().is_some_and(|oldest| oldest.deadline() <= now)
        {
            let first = self.forget(*key).and_then(|mut unfinished| unfinished.pieces.remove(&0));
            firsts.extend(first.map(|first| first.packet));
        }
        firsts
    }
}

impl Key {
    fn of(header: &Ipv4Header) -> Key {
        let Ipv4Header { source, destination, protocol, identification, .. } = *header;
        Key { source, destination, protocol, identification }
    }
}

impl Unfinished {
    /// Counted from the first fragment, and not from the latest: otherwise one fragment a minute would keep it for ever.
    fn deadline(&self) -> Micros {
        self.began + REASSEMBLY_TIMEOUT
    }

    fn add(&mut self, piece: Piece) -> Added {
        if self.pieces.get(&piece.start).is_some_and(|there| there.says_the_same(&piece)) {
            return Added::Duplicate;
        }
        if self.contradicts(&piece) {
            return Added::Contradiction;
        }
        if piece.is_last {
            self.end = Some(piece.end());
        }
        self.payload_bytes += piece.payload().len();
        self.pieces.insert(piece.start, piece);
        Added::New
    }

    /// Whether it is in the way of what is there. Bytes are not compared: IPv6 forbids any overlap (RFC 8200 §4.5), and
    /// nobody who means well sends one. Old systems took the older copy, or the newer one, or some bytes of each;
    /// whoever knew which could show a firewall one packet and the host behind it another (RFC 1858 §4).
    fn contradicts(&self, piece: &Piece) -> bool {
        let before = self.pieces.range(..=piece.start).next_back();
        let behind = self.pieces.range(piece.start..).next();
        let overlaps = before.is_some_and(|(_, before)| before.end() > piece.start)
            || behind.is_some_and(|(start, _)| piece.end() > *start);
        let goes_on = self.end.is_some_and(|end| piece.end() > end);
        // All that is there must lie before a new end. A second end differs from the first, or they would overlap.
        let ends_too_early = piece.is_last && behind.is_some();
        let ends_again = piece.is_last && self.end.is_some();
        overlaps || goes_on || ends_too_early || ends_again
    }

    fn is_whole(&self) -> bool {
        self.end == Some(self.payload_bytes)
    }

    /// The stretches that no piece covers.
    fn holes(&self) -> Vec<Hole> {
        let mut holes = Vec::new();
        let mut next = 0;
        for piece in self.pieces.values() {
            if next < piece.start {
                holes.push(Hole { first: next, last: Some(piece.start - 1) });
            }
            next = piece.end();
        }
        if self.end.is_none() {
            holes.push(Hole { first: next, last: None });
        }
        holes
    }

    /// The packet, once no hole is left. `None` if it would be too long to be one.
    fn packet(&self) -> Option<Vec<u8>> {
        let (header, _) = parse(&self.pieces.get(&0)?.packet).ok()?;
        let payload: Vec<u8> = self.pieces.values().flat_map(Piece::payload).copied().collect();
        if MIN_HEADER_BYTES + header.options.len() + payload.len() > MAX_PACKET_BYTES {
            return None;
        }
        Some(emit(&Ipv4Header { more_fragments: false, ..header }, &payload))
    }
}

impl Piece {
    fn payload(&self) -> &[u8] {
        &self.packet[self.header_bytes..]
    }

    fn end(&self) -> usize {
        self.start + self.payload().len()
    }

    /// Whether it is the same piece. The headers may differ: one copy may have gone another way.
    fn says_the_same(&self, other: &Piece) -> bool {
        self.is_last == other.is_last && self.payload() == other.payload()
    }
}
