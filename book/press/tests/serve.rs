//! `cargo book` serves the pages, tells of changes, and answers nobody else.

#[expect(dead_code, reason = "each test uses some of it")]
mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use support::Copy;

#[test]
fn pages_are_served_and_follow_what_is_saved() {
    let copy = Copy::new();
    let server = Server::start(&copy);

    let page = server.get("/hello/cut.html", &[]);
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("/--reload.js") && page.contains("content-security-policy: default-src 'none'"));
    assert!(server.get("/--reload.js", &[]).contains("text/javascript"));
    assert!(server.get("/no/such/page.html", &[]).starts_with("HTTP/1.1 404"));
    assert!(server.get("/../book.toml", &[]).starts_with("HTTP/1.1 404"));
    assert!(server.get("/..%2fbook%2fbook.toml", &[]).starts_with("HTTP/1.1 404"));

    // Another site's page, and a name that leads to this machine.
    assert!(server.get("/", &["Sec-Fetch-Site: cross-site"]).starts_with("HTTP/1.1 403"));
    assert!(server.ask("GET / HTTP/1.1\r\nHost: rebound.example\r\n").starts_with("HTTP/1.1 421"));
    assert!(server.ask("POST / HTTP/1.1\r\nHost: {host}\r\n").starts_with("HTTP/1.1 405"));

    let mut changes = server.open("/--changes");
    copy.append("book/src/hello/cut.md", &[("A new paragraph.", "")]);
    let told = line_with(&mut changes, "data:");
    assert!(told.contains("\"hello/cut.html\"") && !told.contains("\"hello/send.html\""), "{told}");
    assert!(server.get("/hello/cut.html", &[]).contains("A new paragraph."));

    // What is broken is said, and the pages of before stay.
    let mut server = server;
    copy.append("book/src/hello/cut.md", &[("{{#nothing}}", "")]);
    line_with(&mut server.says, "nobody knows `{{#nothing}}`");
    assert!(server.get("/hello/cut.html", &[]).contains("A new paragraph."));
}

struct Server {
    child: Child,
    says: BufReader<std::process::ChildStderr>,
    host: String,
}

impl Server {
    #[expect(clippy::disallowed_methods, reason = "the program under test")]
    fn start(copy: &Copy) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_press"))
            .args(["--port", "0"])
            .env("GRADER_COURSE", copy.root())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the press starts");
        let mut says = BufReader::new(child.stderr.take().expect("its standard error is ours"));
        let line = line_with(&mut says, "http://");
        let host = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
        Server { host: host.to_owned(), child, says }
    }

    fn get(&self, path: &str, headers: &[&str]) -> String {
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {{host}}\r\n{headers}"))
    }

    fn ask(&self, head: &str) -> String {
        let mut stream = self.connect();
        let head = head.replace("{host}", &self.host);
        write!(stream, "{head}Connection: close\r\n\r\n").expect("the server listens");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("the server answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn open(&self, path: &str) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host).expect("the server listens");
        let mut reader = BufReader::new(stream);
        // The head has arrived, so the server knows that we listen.
        line_with(&mut reader, "text/event-stream");
        reader
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).expect("the server is there");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a deadline");
        stream
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first line that holds `what`.
fn line_with(reader: &mut impl BufRead, what: &str) -> String {
    let mut seen = String::new();
    for line in reader.lines() {
        let line = line.unwrap_or_else(|error| panic!("{error}, and no {what} in\n{seen}"));
        if line.contains(what) {
            return line;
        }
        seen += &line;
        seen += "\n";
    }
    panic!("no {what} in\n{seen}");
}
