//! Sends and reads with loops of its own.

use std::io::{self, ErrorKind, Read, Write};

use given::hello::Line;

/// Sends the whole message and gives back the whole answer.
pub fn send(line: &mut Line, message: &[u8]) -> io::Result<Vec<u8>> {
    let mut sent = 0;
    while sent < message.len() {
        match line.write(&message[sent..]) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => sent += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    line.finish()?;
    let mut answer = Vec::new();
    let mut buffer = [0; 7];
    loop {
        match line.read(&mut buffer) {
            Ok(0) => return Ok(answer),
            Ok(count) => answer.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
