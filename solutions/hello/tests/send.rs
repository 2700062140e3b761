//! `send` over real connections of the loopback interface: the peer is the kernel's TCP.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use given::hello::Line;
use hello::send::send;
use proptest::prelude::*;

/// Long enough for any machine. Only a broken `send` ever waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Both ends of a fresh connection.
fn connection() -> io::Result<(TcpStream, TcpStream)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let tokyo = TcpStream::connect(listener.local_addr()?)?;
    let (london, _) = listener.accept()?;
    for stream in [&tokyo, &london] {
        stream.set_read_timeout(Some(PATIENCE))?;
    }
    Ok((tokyo, london))
}

/// London reads until Tokyo has finished, then answers with the message backwards, a piece at a time.
fn answer_backwards(mut london: TcpStream, piece: usize) -> JoinHandle<io::Result<()>> {
    thread::spawn(move || {
        let mut message = Vec::new();
        london.read_to_end(&mut message)?;
        message.reverse();
        message.chunks(piece).try_for_each(|piece| london.write_all(piece))
    })
}

/// What comes back for this message, over a line that moves at most so many bytes in one call.
fn exchange(message: &[u8], most: usize, piece: usize) -> io::Result<Vec<u8>> {
    let (tokyo, london) = connection()?;
    let london = answer_backwards(london, piece);
    let answer = send(&mut Line { stream: tokyo, most }, message);
    london.join().expect("London does not panic")?;
    answer
}

#[test]
fn one_byte_at_a_time_loses_nothing() -> io::Result<()> {
    let message: Vec<u8> = (0..=255).cycle().take(2_000).collect();
    let backwards: Vec<u8> = message.iter().rev().copied().collect();
    assert_eq!(exchange(&message, 1, 1)?, backwards);
    Ok(())
}

#[test]
fn a_long_message_needs_many_calls() -> io::Result<()> {
    let message: Vec<u8> = (0..=250).cycle().take(1 << 20).collect();
    let backwards: Vec<u8> = message.iter().rev().copied().collect();
    for most in [4096, usize::MAX] {
        assert_eq!(exchange(&message, most, 1 << 20)?, backwards);
    }
    Ok(())
}

#[test]
fn the_empty_message_is_finished_too() -> io::Result<()> {
    assert_eq!(exchange(b"", 1, 1)?, b"");
    Ok(())
}

#[test]
fn an_answer_that_is_there_already_is_read_to_its_end() -> io::Result<()> {
    let (tokyo, mut london) = connection()?;
    london.write_all(b"hello, Tokyo")?;
    london.shutdown(Shutdown::Write)?;
    let mut line = Line { stream: tokyo, most: 5 };
    assert_eq!(send(&mut line, b"hello, London")?, b"hello, Tokyo");
    let mut heard = Vec::new();
    london.read_to_end(&mut heard)?;
    assert_eq!(heard, b"hello, London");
    Ok(())
}

#[test]
fn an_error_while_writing_is_passed_on() -> io::Result<()> {
    let (tokyo, _london) = connection()?;
    tokyo.shutdown(Shutdown::Write)?;
    let error = send(&mut Line { stream: tokyo, most: 1 }, b"hello").expect_err("this direction is closed");
    assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    Ok(())
}

#[test]
fn an_error_while_reading_is_passed_on() -> io::Result<()> {
    let (tokyo, _london) = connection()?;
    // London never answers, and a stream in this mode says so instead of waiting.
    tokyo.set_nonblocking(true)?;
    let error = send(&mut Line { stream: tokyo, most: 1 }, b"hello").expect_err("nothing is there to read");
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
    Ok(())
}

proptest! {
    // Each case opens a connection of its own, and one that fails may wait for `PATIENCE`: don't shrink.
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn any_message_gets_its_whole_answer(message: Vec<u8>, most in 1_usize..20, piece in 1_usize..20) {
        let backwards: Vec<u8> = message.iter().rev().copied().collect();
        prop_assert_eq!(exchange(&message, most, piece)?, backwards);
    }
}
