//! The program `say`, as two people run it in two terminals. The peer is the kernel's TCP.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Stdio};

use assert_cmd::Command;

const SAY: &str = env!("CARGO_BIN_EXE_solution-say");

/// What the program prints, what it complains about, and its status.
fn run(arguments: &[&str]) -> (String, String, i32) {
    let output = Command::new(SAY).args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    let status = output.status.code().expect("it ends by itself");
    (text(output.stdout), text(output.stderr), status)
}

/// `say listen` in the other terminal. Dropped, it ends.
struct Listener {
    child: Child,
    stdout: BufReader<ChildStdout>,
    address: String,
}

impl Listener {
    fn start(options: &[&str]) -> Listener {
        #[expect(clippy::disallowed_methods, reason = "assert_cmd waits for the end, and this is to go on")]
        let command = &mut std::process::Command::new(SAY);
        command.arg("listen").args(options).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("its output is a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("it says where it listens");
        let address = line.trim_end().strip_prefix("listening on ").expect("it begins with that").to_owned();
        Listener { child, stdout, address }
    }

    /// What it prints about one message and goes on, but for the port of the other side, which is another one
    /// each time.
    fn heard(&mut self) -> String {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            self.stdout.read_line(&mut line).expect("it prints text");
            lines.push(line.trim_end_matches('\n').to_owned());
            // The last line is the only one that is neither this nor a chunk.
            if !line.starts_with("127.0.0.1:") && !line.starts_with("  chunk ") {
                return lines[1..].join("\n");
            }
        }
    }

    /// The same of one that ends after the message, and what it complains about, and its status.
    fn end(mut self) -> (String, String, i32) {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).expect("it prints text");
        let errors = self.child.stderr.as_mut().expect("its errors are a pipe");
        errors.read_to_string(&mut stderr).expect("it complains in text");
        let status = self.child.wait().expect("it can be waited for").code().expect("it ends by itself");
        let (_speaker, heard) = stdout.split_once('\n').expect("it says who speaks");
        (heard.to_owned(), stderr, status)
    }

    /// Says these bytes, and gives back the answer.
    fn tell(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.write_all(bytes).expect("it reads");
        stream.shutdown(Shutdown::Write).expect("it is still there");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers in text");
        answer
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn help_is_what_it_was() {
    let (stdout, stderr, status) = run(&["--help"]);
    assert_eq!((stderr.as_str(), status), ("", 0));
    insta::assert_snapshot!(stdout);
    assert_eq!(run(&[]), (stdout.clone(), String::new(), 0));
    assert_eq!(run(&["to", "-h"]), (stdout, String::new(), 0));
}

#[test]
fn what_makes_no_sense_is_refused_with_status_2() {
    for (arguments, complaint) in [
        (&["shout"][..], "expected `listen` or `to`"),
        (&["listen", "now"], "`listen` takes options alone"),
        (&["listen", "--port", "70000"], "--port 70000: number too large to fit in target type"),
        (&["listen", "--size", "1"], "there is no option --size here"),
        (&["to", "127.0.0.1:1"], "`to` takes an address and a message"),
        (&["to", "127.0.0.1", "hi"], "127.0.0.1: expected an address and a port, such as 127.0.0.1:4000"),
        (
            &["to", "localhost:4000", "hi"],
            "localhost:4000: expected an address and a port, such as 127.0.0.1:4000",
        ),
        (&["to", "192.0.2.1:4000", "hi"], "192.0.2.1 is not this machine; 127.0.0.1 is"),
        (&["to", "127.0.0.1:1", "hi", "--size", "0"], "--size is at least 1"),
        (&["to", "127.0.0.1:1", "hi", "--size"], "--size needs a value"),
        (&["to", "127.0.0.1:1", "hi", "--damage", "1"], "there is no chunk 1: there are 1, from 0 on"),
    ] {
        let (stdout, stderr, status) = run(arguments);
        let expected = format!("say: {complaint} (--help says what there is)\n");
        assert_eq!((stdout.as_str(), stderr, status), ("", expected, 2), "{arguments:?}");
    }
}

#[test]
fn a_message_arrives_in_any_order_and_any_size() {
    let mut listener = Listener::start(&["--keep"]);
    for (message, options) in [
        ("hello, London", &[][..]),
        ("hello, London", &["--shuffle", "1"]),
        ("hello, London", &["--shuffle=18446744073709551615", "--size=1"]),
        ("hello, London", &["--size", "1000"]),
        ("grüß dich, 東京", &["--size", "1", "--shuffle", "2"]),
        ("", &[]),
    ] {
        let (stdout, stderr, status) = run(&[&["to", &listener.address, message], options].concat());
        assert_eq!((stderr.as_str(), status), ("", 0), "{options:?}");
        let heard = listener.heard();
        assert!(heard.ends_with(&format!("\nmessage: {message}")), "{heard}");
        assert!(stdout.ends_with(&format!("\nthey answer: heard {} bytes\n", message.len())), "{stdout}");
    }
}

#[test]
fn both_sides_tell_of_each_chunk_in_the_order_in_which_it_travels() {
    let listener = Listener::start(&[]);
    let (stdout, _, _) = run(&["to", &listener.address, "hello, London", "--shuffle", "1"]);
    assert_eq!(
        stdout,
        "  chunk 2 of 4 \"ondo\", sum 0xb0\n  chunk 0 of 4 \"hell\", sum 0xa5\n  chunk 3 of 4 \"n\", sum 0x6e\n  \
         chunk 1 of 4 \"o, L\", sum 0x07\nthey answer: heard 13 bytes\n"
    );
    let chunks = stdout.strip_suffix("they answer: heard 13 bytes\n").expect("that was the end");
    assert_eq!(listener.end(), (format!("{chunks}message: hello, London\n"), String::new(), 0));
}

#[test]
fn a_damaged_chunk_is_thrown_away_and_missing() {
    let listener = Listener::start(&[]);
    let (stdout, stderr, status) = run(&["to", &listener.address, "hello!", "--size", "2", "--damage", "1"]);
    assert!(stdout.ends_with("\nthey answer: missing chunk 1\n"), "{stdout}");
    assert_eq!((stderr.as_str(), status), ("say: the message did not arrive whole\n", 1));
    let heard = "  chunk 0 of 3 \"he\", sum 0xcd\n  chunk 1 of 3 \"ml\", sum 0xd8: damaged, thrown away\n  \
                 chunk 2 of 3 \"o!\", sum 0x90\n";
    assert_eq!(listener.end(), (heard.to_owned(), "say: missing chunk 1\n".to_owned(), 1));
}

#[test]
fn an_empty_chunk_can_be_damaged_too() {
    let mut listener = Listener::start(&["--keep"]);
    let (stdout, _, status) = run(&["to", &listener.address, "", "--damage", "0"]);
    assert_eq!((stdout.lines().last(), status), (Some("they answer: missing chunk 0"), 1));
    assert_eq!(listener.heard(), "  chunk 0 of 1 \"\", sum 0x01: damaged, thrown away\nmissing chunk 0");
}

#[test]
fn swapped_bytes_are_not_noticed() {
    let listener = Listener::start(&[]);
    let (_, stderr, status) = run(&["to", &listener.address, "hello", "--swap", "0"]);
    assert_eq!((stderr.as_str(), status), ("", 0));
    let (heard, _, status) = listener.end();
    assert!(heard.ends_with("\nmessage: ehllo\n"), "{heard}");
    assert_eq!(status, 0);

    let (_, stderr, status) = run(&["to", "127.0.0.1:1", "oooo", "--swap", "0"]);
    assert_eq!((stderr.as_str(), status), ("say: no two bytes of chunk 0 differ\n", 1));
}

#[test]
fn a_message_does_nothing_to_the_terminal() {
    let mut listener = Listener::start(&["--keep"]);
    run(&["to", &listener.address, "\u{1b}[2J\u{9b}1m\n", "--size", "99"]);
    assert!(listener.heard().ends_with("\nmessage: \\u{1b}[2J\\u{9b}1m\\n"));
}

#[test]
fn strangers_are_told_what_is_wrong_and_the_next_one_is_heard() {
    let mut listener = Listener::start(&["--keep"]);
    let chunk = |number: u32, of: u32, bytes: &[u8]| {
        let sum = bytes.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte));
        let numbers = [number, of, bytes.len() as u32].map(u32::to_be_bytes).concat();
        [&numbers, &[sum][..], bytes].concat()
    };
    let endless = [[0, 1, u32::MAX].map(u32::to_be_bytes).concat(), vec![0; 99]].concat();
    for (bytes, answer) in [
        (vec![], "missing chunk 0"),
        (b"GET / HTTP/1.0\r\n\r\n".to_vec(), "it ends within a chunk"),
        (chunk(0, 2, b"a"), "missing chunk 1"),
        (chunk(0, 1, b"abc")[..15].to_vec(), "it ends within a chunk"),
        (endless, "it ends within a chunk"),
        (chunk(0, 0, b"a"), "chunk 0 of 0 \"a\" is no chunk of such a message"),
        (chunk(1, 1, b"a"), "chunk 1 of 1 \"a\" is no chunk of such a message"),
        (chunk(0, u32::MAX, b"a"), "chunk 0 of 4294967295 \"a\" is no chunk of such a message"),
        ([chunk(0, 2, b"a"), chunk(1, 3, b"b")].concat(), "chunk 1 of 3 \"b\" is no chunk of such a message"),
        ([chunk(0, 1, b"a"), chunk(0, 1, b"b")].concat(), "chunk 0 of 1 \"b\" is no chunk of such a message"),
        ([chunk(0, 1, b"a"), chunk(0, 1, b"a")].concat(), "heard 1 bytes"),
    ] {
        assert_eq!(listener.tell(&bytes), answer, "{}", bytes.escape_ascii());
        let heard = listener.heard();
        let last = heard.lines().last().expect("it says something");
        assert_eq!(last, if answer == "heard 1 bytes" { "message: a" } else { answer });
    }
}

#[test]
fn who_never_ends_is_told_so() {
    let listener = Listener::start(&[]);
    let mut stream = TcpStream::connect(&listener.address).expect("it listens");
    stream.write_all(b"hello").expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers in text");
    let expected = "5 bytes came, then nothing for 3 s, and no end; does `send` say that nothing more comes?";
    assert_eq!(answer, expected);
    assert_eq!(listener.end(), (String::new(), format!("say: {expected}\n"), 1));
}

#[test]
fn nobody_there_and_a_port_that_is_taken_are_status_1() -> io::Result<()> {
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let port = taken.local_addr()?.port();
    let (_, stderr, status) = run(&["listen", "--port", &port.to_string()]);
    assert!(stderr.starts_with(&format!("say: listen on 127.0.0.1:{port}: ")), "{stderr}");
    assert_eq!(status, 1);

    // A port that somebody has, and at which nobody listens.
    let client = TcpStream::connect(taken.local_addr()?)?;
    let address = client.local_addr()?.to_string();
    let (_, stderr, status) = run(&["to", &address, "hi"]);
    assert!(stderr.starts_with(&format!("say: connect to {address}: ")), "{stderr}");
    assert_eq!(status, 1);
    Ok(())
}
