use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::time::Duration;

use given::hello::Line;
use hello::send::send;
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("send", |(port, most, message): (u16, usize, Bytes)| -> Result<Bytes, String> {
            said(connect(port).and_then(|stream| send(&mut Line { stream, most }, &message)))
        })
        // This end has said already that nothing more comes: the first write fails.
        .call("send_too_late", |(port, message): (u16, Bytes)| -> Result<Bytes, String> {
            said(connect(port).and_then(|stream| {
                stream.shutdown(Shutdown::Write)?;
                send(&mut Line { stream, most: 1 }, &message)
            }))
        })
        // Nobody answers, and this end does not wait: the first read fails.
        .call("send_in_vain", |(port, message): (u16, Bytes)| -> Result<Bytes, String> {
            said(connect(port).and_then(|stream| {
                stream.set_read_timeout(Some(Duration::from_millis(10)))?;
                send(&mut Line { stream, most: 1 }, &message)
            }))
        });
}

/// The grader listens on `port`.
fn connect(port: u16) -> io::Result<TcpStream> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

fn said(answer: io::Result<Vec<u8>>) -> Result<Bytes, String> {
    answer.map(Bytes).map_err(|error| error.to_string())
}
