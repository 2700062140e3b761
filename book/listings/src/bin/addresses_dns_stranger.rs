//! A socket that waits for a datagram takes it from anybody.

use std::net::UdpSocket;

fn main() -> std::io::Result<()> {
    // ANCHOR: stranger
    let [you, server, stranger] = [(); 3].map(|()| UdpSocket::bind("127.0.0.1:0"));
    let (you, server, stranger) = (you?, server?, stranger?);
    you.send_to(b"where is london.example?", server.local_addr()?)?;

    // The stranger is quicker than the server, and need not have seen the question.
    stranger.send_to(b"203.0.113.66", you.local_addr()?)?;
    server.send_to(b"192.0.2.1", you.local_addr()?)?;

    let mut bytes = [0; 512];
    for _ in 0..2 {
        let (length, from) = you.recv_from(&mut bytes)?;
        let answer = String::from_utf8_lossy(&bytes[..length]);
        println!("{answer}, from the server: {}", from == server.local_addr()?);
    }
    // ANCHOR_END: stranger
    Ok(())
}
