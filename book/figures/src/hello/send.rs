//! A message and its answer over a real connection on this machine.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use given::hello::Line;
use hello::send::send;
use sim::Trace;

use super::{MESSAGE, quoted};
use crate::{Drawing, Figure, Ladder};

/// Who says what, and in which order. There are no times: on real sockets only the order is the same twice.
pub(super) const CONVERSATION: Figure = Figure {
    name: "hello/send/conversation",
    title: "Tokyo sends a message five bytes at a time, says that this was all, and reads the answer",
    draw: || Drawing::Ladder(Ladder { can_be_lost: Vec::new(), trace: |_| conversation() }),
};

/// As many bytes move in one call.
const MOST: usize = 5;

const ANSWER: &[u8] = b"hello, Tokyo";

/// Whoever waits longer than this waits for ever.
const PATIENCE: Duration = Duration::from_secs(3);

/// What London heard, and whether it heard the end.
struct Heard {
    bytes: Vec<u8>,
    finished: bool,
}

fn conversation() -> Trace {
    // A machine without loopback can't have built this course.
    let (heard, answer) = converse().expect("loopback works");
    let mut trace = Trace::new();
    let (tokyo, london) = (trace.actor("Tokyo"), trace.actor("London"));
    for piece in heard.bytes.chunks(MOST) {
        trace.message(tokyo, london, quoted(piece));
    }
    if !heard.finished {
        trace.note(london, "waits for more, or for the end, and hangs up").first_difference();
        return trace;
    }
    trace.message(tokyo, london, "nothing more comes");
    trace.note(london, format!("the message is {}", quoted(&heard.bytes)));
    for piece in ANSWER.chunks(MOST) {
        trace.message(london, tokyo, quoted(piece));
    }
    trace.message(london, tokyo, "nothing more comes");
    trace.note(
        tokyo,
        answer.map_or_else(|error| error.to_string(), |answer| format!("returns {}", quoted(&answer))),
    );
    trace
}

/// Lets `send` talk with a London that answers when the message has ended.
fn converse() -> io::Result<(Heard, io::Result<Vec<u8>>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let stream = TcpStream::connect(listener.local_addr()?)?;
    stream.set_read_timeout(Some(2 * PATIENCE))?;
    let (london, _) = listener.accept()?;
    let london = thread::spawn(|| hear_and_answer(london));
    let answer = send(&mut Line { stream, most: MOST }, MESSAGE);
    let heard = london.join().expect("London does not panic")?;
    Ok((heard, answer))
}

fn hear_and_answer(mut stream: TcpStream) -> io::Result<Heard> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut bytes = Vec::new();
    let finished = stream.read_to_end(&mut bytes).is_ok();
    if finished {
        stream.write_all(ANSWER)?;
        stream.shutdown(Shutdown::Write)?;
    }
    Ok(Heard { bytes, finished })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_arrives_and_its_answer_too() -> io::Result<()> {
        let (heard, answer) = converse()?;
        assert_eq!((heard.bytes.as_slice(), heard.finished), (MESSAGE, true));
        assert_eq!(answer?, ANSWER);
        Ok(())
    }
}
