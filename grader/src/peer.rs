//! The other end of a conversation: a small, well-behaved program on loopback that the grader runs itself.
//!
//! It knows time only as a bound on waiting; what it records is the order of things, never when they happened.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

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
