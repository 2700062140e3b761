use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::time::Duration;

use given::hello::Line;
use hello::send::send;
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("send", |(port, most, message): (u16, usize, Bytes)| -> Result<Bytes, String> {
            let stream = connect(port).map_err(|error| error.to_string())?;
            send(&mut Line { stream, most }, &message).map(Bytes).map_err(|error| error.to_string())
        })
        // This end has said already that nothing more comes: the first write fails.
        .call("send_too_late", |(port, message): (u16, Bytes)| -> Result<Bytes, String> {
            let stream = impatient(port).map_err(kind)?;
            stream.shutdown(Shutdown::Write).map_err(kind)?;
            send(&mut Line { stream, most: 1 }, &message).map(Bytes).map_err(kind)
        })
        // Nobody answers, and this end does not wait: the first read fails.
        .call("send_in_vain", |(port, message): (u16, Bytes)| -> Result<Bytes, String> {
            let stream = impatient(port).map_err(kind)?;
            send(&mut Line { stream, most: 1 }, &message).map(Bytes).map_err(kind)
        });
}

/// The grader listens on `port`.
fn connect(port: u16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// A connection on which reading fails when nothing comes.
fn impatient(port: u16) -> io::Result<TcpStream> {
    let stream = connect(port)?;
    stream.set_read_timeout(Some(Duration::from_millis(10)))?;
    Ok(stream)
}

/// Which error it is, in a word that is the same on every system.
fn kind(error: io::Error) -> String {
    format!("{:?}", error.kind())
}
