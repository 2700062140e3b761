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

use std::marker::PhantomData;
use std::time::Duration;

use given::packets::{FragmentError, Hole};
use given::time::Micros;

/// How long after its first fragment came a packet is given up (RFC 1122 §3.3.2 recommends 60 to 120 seconds).
pub const REASSEMBLY_TIMEOUT: Duration = Duration::from_secs(60);

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
    todo!()
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
    todo!()
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
    todo!()
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
    // Put your own fields here, in place of this one. More types and functions of your own are welcome.
    _yours: PhantomData<()>,
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
    }
}
