//! Both ends of a connection, and a reader with room for two bytes.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};

fn main() -> io::Result<()> {
    // ANCHOR: connect
    // Port 0 asks for any port that is free.
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut tokyo = TcpStream::connect(listener.local_addr()?)?;
    let (mut london, _) = listener.accept()?;
    // ANCHOR_END: connect
    // ANCHOR: read
    tokyo.write_all(b"hello")?;
    tokyo.shutdown(Shutdown::Write)?;

    let mut buffer = [0; 2];
    loop {
        let count = london.read(&mut buffer)?;
        println!("read {count}: {:?}", buffer[..count].escape_ascii().to_string());
        if count == 0 {
            return Ok(());
        }
    }
    // ANCHOR_END: read
}
