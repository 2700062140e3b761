//! A GitHub of our own on loopback: it answers what a test has written down, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) token: Option<String>,
    pub(crate) body: String,
}

type Answer = (u16, Vec<(String, String)>, Vec<u8>);
/// By what is asked: each answer is given once, but the last one again and again.
type Answers = BTreeMap<String, Vec<Answer>>;

/// A server, and what it knows.
pub(crate) struct GitHub {
    pub(crate) base: String,
    answers: Arc<Mutex<Answers>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl GitHub {
    pub(crate) fn new() -> GitHub {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
        let base = format!("http://{}", listener.local_addr().expect("it is bound"));
        let (answers, asked) = (Arc::<Mutex<Answers>>::default(), Arc::<Mutex<Vec<Asked>>>::default());
        let (known, heard) = (answers.clone(), asked.clone());
        // It ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.expect("a connection"), &known, &heard);
            }
        });
        GitHub { base, answers, asked }
    }

    /// Answers `GET path` with this, where no query that is written down too fits better.
    pub(crate) fn answers(&self, path: &str, value: &Value) -> &Self {
        self.raw(path, 200, &[], value.to_string().as_bytes())
    }

    pub(crate) fn raw(&self, path: &str, status: u16, headers: &[(&str, &str)], body: &[u8]) -> &Self {
        let headers = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        self.answers.lock().expect("no panic").insert(path.into(), vec![(status, headers, body.into())]);
        self
    }

    /// Answers `GET path` with this once, before it goes on with what is written down already.
    pub(crate) fn answers_first(&self, path: &str, value: &Value) -> &Self {
        let mut answers = self.answers.lock().expect("no panic");
        let later = answers.get_mut(path).expect("something is written down");
        later.insert(0, (200, vec![], value.to_string().into_bytes()));
        self
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no panic").clone()
    }

    /// What was written: method, path and the comment's text.
    pub(crate) fn said(&self) -> Vec<(String, String, String)> {
        let wrote = self.asked().into_iter().filter(|asked| asked.method != "GET");
        wrote
            .map(|asked| {
                let body: Value = serde_json::from_str(&asked.body).expect("a comment is JSON");
                (asked.method, asked.path, body["body"].as_str().expect("it has a text").to_owned())
            })
            .collect()
    }
}

fn serve(stream: TcpStream, known: &Mutex<Answers>, heard: &Mutex<Vec<Asked>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        let mut words = first.split_whitespace();
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (mut token, mut len) = (None, 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a header");
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "authorization" => token = Some(value.to_owned()),
                "content-length" => len = value.parse().expect("a number"),
                _ => {}
            }
        }
        let mut body = vec![0; len];
        reader.read_exact(&mut body).expect("a body");
        let body = String::from_utf8(body).expect("text");
        heard.lock().expect("no panic").push(Asked { method: method.into(), path: path.into(), token, body });
        let (status, headers, body) = answer(&mut known.lock().expect("no panic"), method, path);
        let mut out = format!("HTTP/1.1 {status} said\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            out += &format!("{name}: {value}\r\n");
        }
        out += "\r\n";
        let mut stream = &stream;
        if stream.write_all(out.as_bytes()).and_then(|()| stream.write_all(&body)).is_err() {
            return;
        }
    }
}

fn answer(known: &mut Answers, method: &str, path: &str) -> Answer {
    let without_query = path.split('?').next().unwrap_or_default();
    let mut keys = vec![format!("{method} {without_query}"), path.to_owned()];
    if method == "GET" {
        keys.push(without_query.to_owned());
    }
    match keys.iter().find(|key| known.contains_key(*key)).and_then(|key| known.get_mut(key)) {
        Some(found) if found.len() > 1 => found.remove(0),
        Some(found) => found[0].clone(),
        None if method == "GET" => (404, vec![], b"{}".to_vec()),
        None => (201, vec![], json!({ "id": 1 }).to_string().into_bytes()),
    }
}
