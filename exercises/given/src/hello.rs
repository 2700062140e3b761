//! Given to the exercises of `hello`.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};

use serde::{Deserialize, Serialize};

/// One numbered piece of a message, as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Chunk {
    /// Which piece this is. The first is 0.
    pub number: u32,
    /// How many pieces the whole message has: at least 1, because even the empty message is sent.
    pub of: u32,
    /// The piece itself.
    #[serde(with = "crate::hex")]
    pub bytes: Vec<u8>,
}

/// `chunk 0 of 3 "he"`
impl fmt::Display for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chunk {} of {} \"{}\"", self.number, self.of, self.bytes.escape_ascii())
    }
}

/// The message can't be put back together yet: these chunks have not arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The numbers of the chunks that are missing, lowest first, each once. Never empty.
    pub numbers: Vec<u32>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "missing chunk")?;
        for (index, number) in self.numbers.iter().enumerate() {
            write!(f, "{} {number}", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for Missing {}

/// One end of a TCP connection, as stingy as TCP may be.
///
/// It is a real [`TcpStream`]. The one thing it adds is a limit on how many bytes a single `read` or `write`
/// moves. An operating system may move fewer bytes than you asked for whenever it likes, and on a busy machine
/// it does; here it happens every time, so that code that forgets about it fails today and not next year.
#[derive(Debug)]
pub struct Line {
    /// The connection underneath.
    pub stream: TcpStream,
    /// At most so many bytes move in one call. At least 1.
    pub most: usize,
}

impl Line {
    /// Says that nothing more will be sent, while the other direction stays open: a *half-close*.
    ///
    /// The other side reads everything sent so far, and then the end of input.
    pub fn finish(&mut self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)
    }
}

/// Reads at most [`Line::most`] bytes at a time; 0 bytes means that the other side has finished.
impl Read for Line {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.most.max(1).min(buffer.len());
        self.stream.read(&mut buffer[..most])
    }
}

/// Takes at most [`Line::most`] bytes at a time, and answers how many it took.
impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let most = self.most.max(1).min(bytes.len());
        self.stream.write(&bytes[..most])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
