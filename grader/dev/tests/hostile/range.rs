//! The course that is attacked. It exists only here, because no chapter has all these shapes yet.
//!
//! Chapter `range`: `plain` computes, `ruled` keeps a house rule, `shout` answers with text, `server` serves over TCP,
//! `uses` stands on `plain`. Chapter `liar`: `answer` writes on the grader's own line itself, as code would that had taken
//! over its process. Chapter `air`, which has UDP: `echo` sends itself a datagram, `busy` runs tokio.

use std::path::Path;

use dev::submissions::write;
use grader::catalogue::{Banned, Chapter, Course, HouseRule};
use grader::peer::visit;
use grader::script::call;
use grader::spell::Bytes;
use grader::trial::{Trial, Trouble, Verdict, ensure};
use proptest::prelude::*;

use crate::toy::{self, check, exercise};

static CHAPTERS: &[Chapter] = &[
    Chapter {
        name: "range",
        title: "where it is tried",
        needs: &[],
        exercises: &[
            exercise("plain", &[], &[check("doubles", doubles), check("again", again)]),
            exercise("ruled", &[], &[check("parses", parses)]),
            exercise("shout", &[], &[check("shouts", shouts)]),
            exercise("server", &[], &[check("serves", serves)]),
            exercise("uses", &["plain"], &[check("fourfold", fourfold)]),
        ],
        udp: false,
        house_rules: &[HouseRule {
            exercises: &["ruled"],
            banned: Banned::Type("std::net::Ipv4Addr"),
            reason: "the exercise is to read addresses yourself",
        }],
    },
    Chapter {
        name: "liar",
        title: "a process that is the learner's whole",
        needs: &[],
        exercises: &[exercise("answer", &[], &[check("doubles", doubles)])],
        udp: false,
        house_rules: &[],
    },
    Chapter {
        name: "air",
        title: "with datagrams",
        needs: &[],
        exercises: &[
            exercise("echo", &[], &[check("comes_back", comes_back)]),
            exercise("busy", &[], &[check("adds_up", adds_up)]),
        ],
        udp: true,
        house_rules: &[],
    },
];

fn doubles(trial: &mut Trial<'_>) -> Verdict {
    let right = |x: &u32| x.wrapping_mul(2);
    trial.law(
        [1, 2],
        any::<u32>(),
        |x| call("double", (*x,)),
        |x, seen| seen.returns(right(x), &[]).map(drop),
    )
}

/// The same once more, on other inputs.
fn again(trial: &mut Trial<'_>) -> Verdict {
    doubles(trial)
}

fn fourfold(trial: &mut Trial<'_>) -> Verdict {
    let right = |x: &u32| x.wrapping_mul(4);
    trial.law([1], any::<u32>(), |x| call("fourfold", (*x,)), |x, seen| seen.returns(right(x), &[]).map(drop))
}

fn parses(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        [[127, 0, 0, 1]],
        any::<[u8; 4]>(),
        |bytes| call("parse", (bytes.map(|byte| byte.to_string()).join("."),)),
        |bytes, seen| seen.returns(u32::from_be_bytes(*bytes), &[]).map(drop),
    )
}

fn shouts(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        [String::from("quiet")],
        "[a-z]{1,40}",
        |text| call("shout", (text.clone(),)),
        |text, seen| seen.returns(text.to_uppercase(), &[]).map(drop),
    )
}

fn serves(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(3);
    trial.story([vec![b'x']], Some(proptest::collection::vec(any::<u8>(), 0..40)), |said, talk| {
        // Nobody listens there any more, and the learner's code may.
        let port = talk.peer()?.port();
        talk.ask(&call("serve", (port,)).of_the_probe(), |seen| seen.value::<()>())?;
        let answer = visit(port, said);
        talk.note(
            format!("a client says {} bytes", said.len()),
            format!("{} bytes", answer.as_ref().map_or(0, Vec::len)),
        );
        let answer = answer.map_err(|why| Trouble::new(why.to_string()))?;
        let right: Vec<u8> = said.iter().rev().copied().collect();
        let said = String::from_utf8_lossy(&answer);
        ensure(answer == right, || {
            Trouble::new(format!("expected the same bytes, the last one first, and saw:\n{said}"))
        })
    })
}

fn comes_back(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(3);
    trial.law(
        [Bytes(vec![1, 2, 3])],
        proptest::collection::vec(any::<u8>(), 1..100).prop_map(Bytes),
        |bytes| call("echo", (bytes.clone(),)),
        |bytes, seen| seen.returns(bytes.clone(), &[]).map(drop),
    )
}

fn adds_up(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(3);
    trial.law(
        [10],
        1..100_u32,
        |most| call("sum", (*most,)),
        |most, seen| seen.returns((1..=*most).sum::<u32>(), &[]).map(drop),
    )
}

/// The exercises: chapter, name, what is asked of it, and what is right.
pub(crate) const EXERCISES: &[(&str, &str, &str, &str)] = &[
    ("range", "plain", "pub fn double(x: u32) -> u32", "{ x.wrapping_mul(2) }"),
    (
        "range",
        "ruled",
        "pub fn parse(text: &str) -> u32",
        "{ text.split('.').fold(0, |sum, part| sum << 8 | part.parse::<u32>().unwrap_or(0)) }",
    ),
    ("range", "shout", "pub fn shout(text: &str) -> String", "{ text.to_uppercase() }"),
    (
        "range",
        "server",
        "pub fn serve(port: u16)",
        "{
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind((\"127.0.0.1\", port)).unwrap();
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        let mut said = Vec::new();
        stream.read_to_end(&mut said).unwrap();
        said.reverse();
        stream.write_all(&said).unwrap();
    }
}",
    ),
    ("range", "uses", "pub fn fourfold(x: u32) -> u32", "{ crate::plain::double(crate::plain::double(x)) }"),
    (
        "liar",
        "answer",
        "pub fn answer(question: &str) -> Vec<u8>",
        "{
    let id = question.split('\"').nth(3).unwrap();
    let answers: Vec<String> = question
        .split(\"\\\"args\\\":[\")
        .skip(1)
        .map(|call| call.split(']').next().unwrap().parse::<u32>().unwrap().wrapping_mul(2))
        .map(|value| format!(\"{{\\\"value\\\":{value}}}\"))
        .collect();
    format!(\"{{\\\"id\\\":\\\"{id}\\\",\\\"answers\\\":[{}]}}\\n\", answers.join(\",\")).into_bytes()
}",
    ),
    (
        "air",
        "echo",
        "pub fn echo(bytes: &[u8]) -> Vec<u8>",
        "{
    let socket = std::net::UdpSocket::bind(\"127.0.0.1:0\").unwrap();
    socket.join_multicast_v4(&std::net::Ipv4Addr::new(239, 1, 2, 3), &std::net::Ipv4Addr::LOCALHOST).unwrap();
    let own = socket.local_addr().unwrap();
    socket.send_to(bytes, own).unwrap();
    let mut buffer = [0; 200];
    let (count, from) = socket.recv_from(&mut buffer).unwrap();
    assert_eq!(from, own);
    buffer[..count].to_vec()
}",
    ),
    (
        "air",
        "busy",
        "pub fn sum(most: u32) -> u32",
        "{
    use given::tokio;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async move {
        let _signals = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::user_defined1()).unwrap();
        let listener = tokio::net::TcpListener::bind(\"localhost:0\").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (client, server) = tokio::join!(tokio::net::TcpStream::connect(address), listener.accept());
        let (_client, _server) = (client.unwrap(), server.unwrap());
        let parts: Vec<_> = (1..=most)
            .map(|part| {
                tokio::spawn(async move {
                    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                    tokio::task::spawn_blocking(move || part).await.unwrap()
                })
            })
            .collect();
        let mut sum = 0;
        for part in parts {
            sum += part.await.unwrap();
        }
        sum
    })
}",
    ),
];

const PROBE: &str = r#"
fn main() {
    probe::serve(|table| {
        table.exercise("plain").call("double", |(x,): (u32,)| -> u32 { range::plain::double(x) });
        table.exercise("ruled").call("parse", |(text,): (String,)| -> u32 { range::ruled::parse(&text) });
        table.exercise("shout").call("shout", |(text,): (String,)| -> String { range::shout::shout(&text) });
        table.exercise("server").call("serve", |(port,): (u16,)| {
            std::thread::spawn(move || range::server::serve(port));
        });
        table.exercise("uses").call("fourfold", |(x,): (u32,)| -> u32 { range::uses::fourfold(x) });
    });
}
"#;

const LIAR_PROBE: &str = r#"
use std::io::{Write, stdin, stdout};

fn main() {
    for question in stdin().lines() {
        let question = question.unwrap();
        let id = question.split('"').nth(3).unwrap();
        eprint!("{}", probe::end_of_print(id));
        stdout().write_all(&liar::answer::answer(&question)).unwrap();
        stdout().flush().unwrap();
    }
}
"#;

const AIR_PROBE: &str = r#"
fn main() {
    probe::serve(|table| {
        table
            .exercise("echo")
            .call("echo", |(bytes,): (probe::Bytes,)| probe::Bytes(air::echo::echo(&bytes.0)));
        table.exercise("busy").call("sum", |(most,): (u32,)| -> u32 { air::busy::sum(most) });
    });
}
"#;

/// Makes the course in a folder.
pub(crate) fn make(root: &Path) -> Course {
    let real = grader::checks::course().root;
    toy::found(root);
    let put = |path: &str, text: &str| write(&root.join(path), text).expect("it can be written");
    let read = |path: &str| std::fs::read_to_string(real.join(path)).expect("it is there");
    // As a chapter on asynchronous sockets will have it.
    let tokio = "tokio = { version = \"1.47\", default-features = false, \
                 features = [\"macros\", \"net\", \"rt-multi-thread\", \"signal\", \"time\"] }\n";
    put("exercises/given/Cargo.toml", &(read("exercises/given/Cargo.toml") + tokio));
    put("exercises/given/src/lib.rs", &(read("exercises/given/src/lib.rs") + "\npub use tokio;\n"));
    for chapter in CHAPTERS {
        let own = || EXERCISES.iter().filter(|(name, ..)| *name == chapter.name);
        let modules: String = own().map(|(_, name, ..)| format!("pub mod {name};\n")).collect();
        for (tree, written) in [("solutions", true), ("grader/stubs", false)] {
            put(&format!("{tree}/{}/src/lib.rs", chapter.name), &modules);
            for (_, name, head, body) in own() {
                let body = if written { body } else { "{ todo!() }" };
                put(&format!("{tree}/{}/src/{name}.rs", chapter.name), &format!("{head} {body}\n"));
            }
        }
    }
    put("grader/probes/range/src/main.rs", PROBE);
    put("grader/probes/liar/src/main.rs", LIAR_PROBE);
    put("grader/probes/air/src/main.rs", AIR_PROBE);
    Course { root: root.to_owned(), chapters: CHAPTERS }
}
