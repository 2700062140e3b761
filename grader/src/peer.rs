//! The other end of a conversation: a small, well-behaved program on loopback that the grader runs itself. It listens
//! ([`Peer`]), or it visits a server of the learner's ([`visit`]).
//!
//! It knows time only as a bound on waiting; what it records is the order of things, never when they happened.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddrV4, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long the peer waits for the next byte, or for the end, before it hangs up.
const PATIENCE: Duration = Duration::from_secs(2);

/// A listener on a port of 127.0.0.1.
#[derive(Debug)]
pub struct Peer {
    listener: TcpListener,
}

/// When the peer answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// After the other side has said that nothing more comes.
    End,
    /// After so many bytes, or after the end if it comes before.
    Bytes(usize),
}

/// What the peer saw of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// All that arrived.
    pub bytes: Vec<u8>,
    /// Whether the other side said that nothing more comes.
    pub finished: bool,
}

impl Peer {
    /// Listens on this port, or on one that is free where it is 0.
    pub fn listen(port: u16) -> io::Result<Peer> {
        Ok(Peer { listener: TcpListener::bind((Ipv4Addr::LOCALHOST, port))? })
    }

    /// The port to connect to.
    pub fn port(&self) -> u16 {
        self.listener.local_addr().map_or(0, |address| address.port())
    }

    /// Accepts one connection, reads until its end, or until so many bytes are there, and then answers, one byte
    /// at a time.
    ///
    /// Nobody may connect at all; then [`Heard`] is empty once [`Listening::heard`] asks for it.
    pub fn answer(self, until: Until, answer: Vec<u8>) -> Listening {
        let port = self.port();
        Listening { port, thread: thread::spawn(move || self.serve(until, &answer)) }
    }

    fn serve(self, until: Until, answer: &[u8]) -> Heard {
        let mut heard = Heard { bytes: vec![], finished: false };
        if let Ok((mut stream, _)) = self.listener.accept() {
            let _ = converse(&mut stream, until, answer, &mut heard);
        }
        heard
    }
}

/// A conversation that is going on.
#[derive(Debug)]
pub struct Listening {
    port: u16,
    thread: JoinHandle<Heard>,
}

impl Listening {
    /// Waits until the conversation is over. The learner's side has returned or is dead by now, so its end of
    /// the connection is closed.
    pub fn heard(self) -> Heard {
        // If nobody ever connected the peer still waits for somebody: this is somebody, with nothing to say.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        self.thread.join().unwrap_or(Heard { bytes: vec![], finished: false })
    }
}

/// How long a server may take until it listens.
const TO_LISTEN: Duration = Duration::from_secs(2);
/// How long a visit may take from then on, all of it.
const TO_SERVE: Duration = Duration::from_secs(3);
/// A server's answer has at most so many bytes: 8 MiB.
pub const MAX_ANSWER_BYTES: usize = 8 << 20;

/// How a server failed its visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unserved {
    /// Nobody listens on the port of 127.0.0.1.
    NobodyListens,
    /// It can be reached by other addresses than 127.0.0.1.
    ListensElsewhere,
    /// The answer did not end in time. So many bytes had come.
    NoEnd(usize),
    /// The answer is longer than [`MAX_ANSWER_BYTES`].
    TooLong,
    /// The connection broke after so many bytes.
    Broke(usize, io::ErrorKind),
}

impl fmt::Display for Unserved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unserved::NobodyListens => {
                write!(f, "nobody listens on that port of 127.0.0.1 within {} s", TO_LISTEN.as_secs())
            }
            Unserved::ListensElsewhere => f.write_str("it listens on more addresses than 127.0.0.1"),
            Unserved::NoEnd(bytes) => {
                write!(f, "the answer did not end within {} s, after {bytes} bytes of it", TO_SERVE.as_secs())
            }
            Unserved::TooLong => write!(f, "the answer is longer than {} MiB", MAX_ANSWER_BYTES >> 20),
            Unserved::Broke(bytes, kind) => {
                write!(f, "the connection broke after {bytes} bytes of the answer: {kind}")
            }
        }
    }
}

/// Visits the learner's server on this port: says this and that no more comes, and reads the answer to its end.
pub fn visit(port: u16, say: &[u8]) -> Result<Vec<u8>, Unserved> {
    let mut stream = reach(port)?;
    // On Linux all of 127.0.0.0/8 leads here; elsewhere this address is nobody's, and nothing is learned.
    if connect(Ipv4Addr::new(127, 0, 0, 2), port).is_ok() {
        return Err(Unserved::ListensElsewhere);
    }
    let deadline = now() + TO_SERVE;
    let mut answer = Vec::new();
    let result = exchange(&mut stream, say, deadline, &mut answer);
    match result.map_err(|error| error.kind()) {
        Ok(()) if answer.len() > MAX_ANSWER_BYTES => Err(Unserved::TooLong),
        Ok(()) => Ok(answer),
        Err(io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Err(Unserved::NoEnd(answer.len())),
        Err(kind) => Err(Unserved::Broke(answer.len(), kind)),
    }
}

fn exchange(stream: &mut TcpStream, say: &[u8], deadline: Instant, answer: &mut Vec<u8>) -> io::Result<()> {
    stream.set_write_timeout(Some(TO_SERVE))?;
    stream.write_all(say)?;
    stream.shutdown(Shutdown::Write)?;
    let mut buffer = [0; 64 << 10];
    while answer.len() <= MAX_ANSWER_BYTES {
        // Zero would mean: for ever.
        let left = deadline.saturating_duration_since(now()).max(Duration::from_millis(1));
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut buffer)? {
            0 => break,
            count => answer.extend_from_slice(&buffer[..count]),
        }
        if now() >= deadline {
            return Err(io::ErrorKind::TimedOut.into());
        }
    }
    Ok(())
}

/// Connects as soon as somebody listens.
fn reach(port: u16) -> Result<TcpStream, Unserved> {
    let deadline = now() + TO_LISTEN;
    while now() < deadline {
        if let Ok(stream) = connect(Ipv4Addr::LOCALHOST, port) {
            return Ok(stream);
        }
        #[expect(clippy::disallowed_methods, reason = "no event says that another process listens")]
        thread::sleep(Duration::from_millis(5));
    }
    Err(Unserved::NobodyListens)
}

fn connect(address: Ipv4Addr, port: u16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&SocketAddrV4::new(address, port).into(), TO_LISTEN)?;
    // Where nobody listens, a connection may meet itself: both its ends are the same one.
    if stream.local_addr()? == stream.peer_addr()? {
        return Err(io::ErrorKind::ConnectionRefused.into());
    }
    Ok(stream)
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "bounds how long this room waits")]
    Instant::now()
}

fn converse(stream: &mut TcpStream, until: Until, answer: &[u8], heard: &mut Heard) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut buffer = [0; 4096];
    let enough = |heard: &Heard| matches!(until, Until::Bytes(count) if heard.bytes.len() >= count);
    while !enough(heard) && !heard.finished {
        match stream.read(&mut buffer)? {
            0 => heard.finished = true,
            count => heard.bytes.extend_from_slice(&buffer[..count]),
        }
    }
    for byte in answer {
        stream.write_all(&[*byte])?;
    }
    stream.shutdown(Shutdown::Write)?;
    // The other side closes last, so that nothing it has not read yet is thrown away by a reset.
    while let count @ 1.. = stream.read(&mut buffer)? {
        heard.bytes.extend_from_slice(&buffer[..count]);
    }
    Ok(())
}
