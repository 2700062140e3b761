//! Domain names: as people write them, as they travel, and back.
//!
//! Nobody in Tokyo remembers London's number. People remember `www.london.example`, and the Domain Name
//! System, the DNS, knows the number. Such a name is a row of *labels*. They lead through a tree, from the
//! leaf to the root: `www` is one of the children of `london`, which is one of the children of `example`. The
//! root has an empty label, which nobody writes.
//!
//! On its way a name has no dots. Before each label stands a byte that says how long it is (RFC 1035 §3.1).
//!
//! ```text
//! text     www.london.example
//!
//! bytes    03 w w w 06 l o n d o n 07 e x a m p l e 00
//!          |        |              |                '- the root: here the name ends
//!          |        |              '- a label of 7 bytes
//!          |        '- a label of 6 bytes
//!          '- a label of 3 bytes
//! ```
//!
//! A message often has names with the same end. The end need not be sent again: a *pointer* may stand in its
//! place and say where in the message to read on (RFC 1035 §4.1.4).
//!
//! ```text
//! place    12              16                    23                      31
//!          +----+-+-+-+----+----+-+-+-+-+-+-+----+----+-+-+-+-+-+-+-+----+----+
//!          | 03  w w w     | 06  l o n d o n     | 07  e x a m p l e     | 00 |   www.london.example
//!          +----+-+-+-+----+----+-+-+-+-+-+-+----+----+-+-+-+-+-+-+-+----+----+
//!                          ^
//!                          '-----.
//! place    45                50  |   52
//!          +----+-+-+-+-+----+-------+
//!          | 04  m a i l     | C0 10 |                                            mail.london.example
//!          +----+-+-+-+-+----+-------+
//!                                    ^ here the next field begins
//! ```
//!
//! The first two bits of a byte say what begins with it:
//!
//! ```text
//! 00000000             the root: the name ends
//! 00LLLLLL             a label: LLLLLL bytes follow, 1 to 63
//! 11PPPPPP PPPPPPPP    a pointer: at the place PPPPPP PPPPPPPP, 0 to 16383, the name goes on
//! 01......             reserved
//! 10......             reserved
//! ```
//!
//! A pointer in a message is like a pointer in memory: a number that says where something is. Who follows it
//! believes the sender. One that leads to itself has kept many programs busy for ever. RFC 1035 §4.1.4 speaks
//! of a "prior" occurrence of the name, so here a pointer that does not lead back is an error.
//!
//! Left out: to write pointers (nobody has to), text with escapes such as `\.` for a dot within a label (RFC
//! 1035 §5.1), and other alphabets than the Latin one (see the exercise `punycode`).

use given::addresses::{Name, NameError};

/// The most bytes that a label can have (RFC 1035 §2.3.4). Six bits hold no larger number.
pub const MAX_LABEL: usize = 63;

/// The most bytes that a name can take in a message, all of it spelled out: its labels, the length before
/// each, and the zero at the end (RFC 1035 §2.3.4).
pub const MAX_NAME: usize = 255;

/// Reads a domain name as people write it: labels with a dot between each two.
///
/// A dot at the end may be there or not, and changes nothing. `.` alone is the root, which has no labels.
///
/// In a label may stand every visible ASCII character, `!` to `~`, but the dot and the backslash. Upper case
/// stays upper case. The names of machines are stricter, with letters, digits and hyphens alone. But the DNS
/// has other names too, such as `_dns.resolver.arpa`, and RFC 2181 §11 forbids it to be choosy.
///
/// # Errors
///
/// One dot at the end is taken off first. Then the labels are looked at from left to right, and the first
/// wrong one decides. Labels are counted from 1. Where several of these are true of it, the one that stands
/// first in this list is the answer:
///
/// 1. [`NameError::EmptyLabel`]: there is nothing in it. The empty text is one empty label.
/// 2. [`NameError::NotPlain`]: something in it is not a visible ASCII character, or is a backslash.
/// 3. [`NameError::LabelTooLong`]: it has more than [`MAX_LABEL`] bytes.
///
/// If all labels are right, there is one more: [`NameError::NameTooLong`] if the name takes more than
/// [`MAX_NAME`] bytes in a message. So many are what [`encode_name`] would write.
///
/// # Examples
///
/// ```
/// use addresses::dns_name::parse_name;
/// use given::addresses::{Name, NameError};
///
/// let name = Name { labels: vec![b"www".to_vec(), b"London".to_vec(), b"example".to_vec()] };
/// assert_eq!(parse_name("www.London.example"), Ok(name.clone()));
/// assert_eq!(parse_name("www.London.example."), Ok(name));
/// assert_eq!(parse_name("."), Ok(Name { labels: vec![] }));
///
/// assert_eq!(parse_name(""), Err(NameError::EmptyLabel { label: 1 }));
/// assert_eq!(parse_name("www..example"), Err(NameError::EmptyLabel { label: 2 }));
/// assert_eq!(parse_name("www.zürich.example"), Err(NameError::NotPlain { label: 2 }));
/// assert_eq!(parse_name(&"a".repeat(64)), Err(NameError::LabelTooLong { label: 1, bytes: 64 }));
/// ```
pub fn parse_name(text: &str) -> Result<Name, NameError> {
    todo!()
}

/// Writes a name as it travels: before each label a byte that says how long it is, and a zero at the end.
///
/// All of it is spelled out: there are no pointers.
///
/// The caller promises that no label is empty or longer than [`MAX_LABEL`], as it is with every name that
/// [`parse_name`] or [`decode_name`] gave.
///
/// # Examples
///
/// ```
/// use addresses::dns_name::{encode_name, parse_name};
///
/// assert_eq!(encode_name(&parse_name("London.example")?), b"\x06London\x07example\x00");
/// assert_eq!(encode_name(&parse_name(".")?), b"\x00");
/// # Ok::<(), given::addresses::NameError>(())
/// ```
pub fn encode_name(name: &Name) -> Vec<u8> {
    todo!()
}

/// Reads the name that begins at the place `at` of a message, and says where the next field begins.
///
/// The message is whole, from its first byte, which is place 0: that is what pointers count from. Of all its
/// bytes only those of the name matter. Labels are taken as they are, whatever their bytes.
///
/// The place where the next field begins is behind the zero that ends the name. If the name has a pointer, it
/// is behind the first pointer: two bytes are all that this takes up, wherever it leads.
///
/// What begins at `at` is a *run*: labels, one after the other, up to the zero or the pointer that ends them.
/// It may have no labels at all. Where a pointer leads to, another run begins, and the name goes on there. It
/// may end in a pointer, too, and there is no limit on how many pointers a name has. The rule for each of
/// them is that it leads to an earlier run: one that begins before the first byte of the run with the pointer,
/// and ends before it.
///
/// # Errors
///
/// The way leads through the bytes in the order of the name, and the first thing that is wrong decides:
///
/// - [`NameError::Truncated`] where the message ends before the name does, or a run that a pointer leads to
///   does not end before the run with the pointer. The message may be empty, and `at` may be anything.
/// - [`NameError::PointerNotPrior`] if a pointer leads to the first byte of its own run, or behind it.
/// - [`NameError::ReservedBits`] if there should be a label, and the byte there begins with the bits 01 or
///   10.
/// - [`NameError::NameTooLong`] at the label with which the name takes more than [`MAX_NAME`] bytes, all of
///   it spelled out, with the zero that is still to come. If that label is cut off, too, both errors are right.
///
/// # Examples
///
/// The two names of the picture above, the first of them at place 0:
///
/// ```
/// use addresses::dns_name::{decode_name, parse_name};
/// use given::addresses::NameError;
///
/// let message = b"\x03www\x06london\x07example\x00\x04mail\xC0\x04";
/// assert_eq!(decode_name(message, 0), Ok((parse_name("www.london.example")?, 20)));
/// assert_eq!(decode_name(message, 4), Ok((parse_name("london.example")?, 20)));
/// assert_eq!(decode_name(message, 20), Ok((parse_name("mail.london.example")?, 27)));
/// assert_eq!(decode_name(message, 25), Ok((parse_name("london.example")?, 27)));
///
/// assert_eq!(decode_name(&message[..19], 0), Err(NameError::Truncated));
/// assert_eq!(decode_name(b"\x03www\xC0\x00", 0), Err(NameError::PointerNotPrior { at: 4, target: 0 }));
/// # Ok::<(), NameError>(())
/// ```
pub fn decode_name(message: &[u8], at: usize) -> Result<(Name, usize), NameError> {
    todo!()
}

/// Are these the same name to the DNS?
///
/// They are if they have the same labels in the same order, where upper and lower case of the ASCII letters
/// `A` to `Z` are the same (RFC 1035 §2.3.3, RFC 4343 §3). No other bytes have a case: 0xC4 and 0xE4 are
/// different, although some alphabets have `Ä` and `ä` there.
///
/// # Examples
///
/// ```
/// use addresses::dns_name::{parse_name, same_name};
///
/// assert!(same_name(&parse_name("www.london.example")?, &parse_name("WWW.London.EXAMPLE.")?));
/// assert!(!same_name(&parse_name("london.example")?, &parse_name("www.london.example")?));
/// # Ok::<(), given::addresses::NameError>(())
/// ```
pub fn same_name(one: &Name, other: &Name) -> bool {
    todo!()
}
