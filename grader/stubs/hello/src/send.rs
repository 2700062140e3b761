//! Sends a message over a real connection, and reads the answer.
//!
//! So far Tokyo and London were two functions. Now they are two programs, with the kernel's TCP between them.
//! TCP cuts, numbers, checks and puts back for us. What it gives to a program is a stream: bytes in order,
//! and at last an end. It does not keep messages apart, and a call may move fewer bytes than you asked for.
//! The [`Line`] you are given moves as few as it is told to, often one.
//!
//! ```text
//! Tokyo                                London
//!   |--- the message ------------------->|
//!   |--- nothing more comes ------------>|   a half-close: this direction has ended
//!   |<------------------ the answer -----|   the other one is still open
//!   |<---------- nothing more comes -----|
//! ```
//!
//! London reads until Tokyo says that nothing more comes, and only then begins to answer. A Tokyo that never
//! says so waits for London, while London waits for Tokyo.
//!
//! Left out: an answer that begins before the message has ended (the chapter `sockets`), many messages over
//! one connection (`sockets` too), and giving up after a while.

use std::io;

use given::hello::Line;

/// Sends the whole message, says that nothing more comes, and gives back the whole answer.
///
/// The three happen in this order. All bytes of `message` are sent, however few [`Line`] takes at a time.
/// Then [`Line::finish`] tells the other side that this was all. The answer is every byte that comes from the
/// other side, however few at a time, until it has finished too. An answer without bytes is one as well. An
/// empty message is no exception: nothing is sent, and the rest happens.
///
/// # Errors
///
/// The first error that the connection reports, just as it is. Nothing more is done after it.
///
/// # Examples
///
/// ```
/// use std::io::{Read, Write};
/// use std::net::{Shutdown, TcpListener, TcpStream};
///
/// use given::hello::Line;
/// use hello::send::send;
///
/// // Both ends of a connection that never leaves this machine.
/// let listener = TcpListener::bind("127.0.0.1:0")?;
/// let tokyo = TcpStream::connect(listener.local_addr()?)?;
/// let (mut london, _) = listener.accept()?;
///
/// // To keep the example short, London's answer is on its way before Tokyo has asked.
/// london.write_all(b"hello, Tokyo")?;
/// london.shutdown(Shutdown::Write)?;
///
/// let mut line = Line { stream: tokyo, most: 1 };
/// assert_eq!(send(&mut line, b"hello, London")?, b"hello, Tokyo");
///
/// let mut heard = String::new();
/// london.read_to_string(&mut heard)?;
/// assert_eq!(heard, "hello, London");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn send(line: &mut Line, message: &[u8]) -> io::Result<Vec<u8>> {
    todo!()
}
