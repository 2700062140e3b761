//! The program `addr`, as a person runs it. For `addr name`, the peers are a server of the crate
//! `hickory-server`, and liars, all on loopback.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use assert_cmd::Command;
use hickory_proto::op::{Message, Query};
use hickory_proto::rr::rdata::{A, AAAA, CNAME, SOA};
use hickory_proto::rr::{LowerName, Name, RData, Record};
use hickory_server::Server;
use hickory_server::net::runtime::TokioRuntimeProvider;
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneType};

/// What the program prints, what it complains about, and its status.
fn run(arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solution-addr"));
    let output = command.args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    let status = output.status.code().expect("it ends by itself");
    (text(output.stdout), text(output.stderr), status)
}

/// What it prints for arguments that it likes.
fn prints(line: &str) -> String {
    let (stdout, stderr, status) = run(&line.split(' ').collect::<Vec<_>>());
    assert_eq!((stderr.as_str(), status), ("", 0), "addr {line}");
    stdout
}

#[test]
fn help_is_what_it_was() {
    let help = prints("--help");
    insta::assert_snapshot!(help);
    assert_eq!(prints("plan 10.0.0.0/8 -h"), help);
    assert_eq!(run(&[]), (help, String::new(), 0));
}

#[test]
fn what_makes_no_sense_is_refused_with_status_2() {
    for (line, complaint) in [
        ("localhost", "localhost: expected 4 parts between dots, got 1"),
        ("10.0.0.256", "10.0.0.256: octet 4 is more than 255"),
        ("1::2::3", "1::2::3: `::` stands there more than once"),
        ("10.0.0.0/33", "10.0.0.0/33: expected a number from 0 to 32 behind the slash"),
        ("::/+8", "::/+8: expected a number from 0 to 128 behind the slash"),
        ("10.0.0.0/", "10.0.0.0/: expected a number from 0 to 32 behind the slash"),
        ("10.0.0.1 --all", "there is no option --all here"),
        ("plan 10.0.0.0/8", "`plan` takes a prefix and a number"),
        ("plan 10.0.0.1 4", "10.0.0.1: expected a prefix, such as 10.0.0.0/8"),
        ("plan 10.0.0.0/8 0", "0: expected a number from 1 to 4096"),
        ("plan 10.0.0.0/8 4097", "4097: expected a number from 1 to 4096"),
        ("plan 10.0.0.1/8 4", "10.0.0.1/8: there are ones behind bit 8; is it 10.0.0.0/8?"),
        ("aggregate", "`aggregate` takes at least one prefix"),
        ("route 10.0.0.1", "`route` takes an address, and at least one prefix"),
        ("route 10.0.0.1 ::/0=a 10.0.0.0/8=b ::/0=c", "::/0 is given twice"),
        ("name example.com", "`name` takes a name, and --server with an address"),
        ("name --server 127.0.0.1", "`name` takes a name, and --server with an address"),
        ("name a..b --server 127.0.0.1", "a..b: label 2 is empty"),
        ("name a --server 127.0.0.1 --type MX", "--type MX: expected A or AAAA"),
        (
            "name a --server localhost",
            "--server localhost: expected an address, such as 192.0.2.53 or [2001:db8::53]:5353",
        ),
    ] {
        let (stdout, stderr, status) = run(&line.split(' ').collect::<Vec<_>>());
        let expected = format!("addr: {complaint} (--help says what there is)\n");
        assert_eq!((stdout.as_str(), stderr, status), ("", expected, 2), "addr {line}");
    }
}

#[test]
fn an_address_in_all_its_spellings() {
    insta::assert_snapshot!(prints("192.168.1.1 2001:DB8:0::1 ::ffff:a00:1"));
}

#[test]
fn a_prefix_and_what_belongs_to_it() {
    insta::assert_snapshot!(
        ["10.0.0.0/8", "192.0.2.77/26", "192.0.2.4/31", "0.0.0.0/0", "2001:db8::/32", "::/0", "::1/128"]
            .map(prints)
            .join("\n")
    );
}

#[test]
fn a_plan_has_a_power_of_two_of_parts() {
    insta::assert_snapshot!(
        ["plan 10.0.0.0/16 4", "plan 192.0.2.0/24 5", "plan 2001:db8::/32 1"].map(prints).join("\n")
    );
    assert_eq!(prints("plan 10.0.0.0/8 4096").lines().count(), 1 + 4096);
    let (_, stderr, status) = run(&["plan", "10.0.0.0/31", "3"]);
    assert_eq!((stderr.as_str(), status), ("addr: 10.0.0.0/31 has only 2 addresses\n", 1));
}

#[test]
fn the_fewest_prefixes_one_a_line() {
    assert_eq!(
        prints(
            "aggregate 10.0.1.128/25 2001:db8:8000::/33 10.0.0.0/24 2001:db8::/33 10.0.1.0/24 10.0.2.0/24"
        ),
        "10.0.0.0/23\n10.0.2.0/24\n2001:db8::/32\n"
    );
}

#[test]
fn the_longest_prefix_is_the_route() {
    let routes = "192.0.2.0/24=lab 0.0.0.0/0=provider 192.0.2.64/26 ::/0=tunnel";
    insta::assert_snapshot!(
        ["192.0.2.1", "192.0.2.77", "198.51.100.1", "2001:db8::1"]
            .map(|address| prints(&format!("route {address} {routes}")))
            .join("\n")
    );
    let (stdout, stderr, status) = run(&["route", "192.0.2.1", "10.0.0.0/8=a", "::/0"]);
    assert_eq!(stdout, "  10.0.0.0/8  a\n  ::/0\n");
    assert_eq!((stderr.as_str(), status), ("addr: no route to 192.0.2.1\n", 1));
}

/// Runs the work while hickory's server answers at the address that the work is given.
fn with_server(work: impl FnOnce(&str)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_io().build();
    let runtime = runtime.expect("a runtime can be made");
    let address = runtime.block_on(async {
        let socket = tokio::net::UdpSocket::bind("127.0.0.1:0").await.expect("a port is free");
        let address = socket.local_addr().expect("it has an address");
        let mut server = Server::new(catalog());
        server.register_socket(socket);
        runtime.spawn(async move { server.block_until_done().await });
        address
    });
    work(&address.to_string());
}

/// All that the server knows: the zone `example.`, with a chain of aliases in it.
fn catalog() -> Catalog {
    let origin = foreign("example.");
    let mut zone: InMemoryZoneHandler<TokioRuntimeProvider> =
        InMemoryZoneHandler::empty(origin.clone(), ZoneType::Primary, AxfrPolicy::Deny);
    let soa = SOA::new(foreign("ns.example."), foreign("admin.example."), 1, 1, 1, 1, 1);
    let alias = |target| RData::CNAME(CNAME(foreign(target)));
    for (name, data) in [
        ("example.", RData::SOA(soa)),
        ("london.example.", RData::A(A::new(192, 0, 2, 1))),
        ("london.example.", RData::A(A::new(192, 0, 2, 2))),
        ("london.example.", RData::AAAA(AAAA::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1))),
        ("www.example.", alias("web.example.")),
        ("web.example.", alias("farm.example.")),
        ("farm.example.", RData::A(A::new(198, 51, 100, 7))),
        ("xn--bcher-kva.example.", RData::A(A::new(203, 0, 113, 9))),
    ] {
        let record = Record::from_rdata(foreign(name), 300, data);
        assert!(zone.upsert_mut(record, 1), "{name} fits the zone");
    }
    let mut catalog = Catalog::new();
    catalog.upsert(LowerName::new(&origin), vec![Arc::new(zone)]);
    catalog
}

fn foreign(name: &str) -> Name {
    Name::from_ascii(name).expect("the tests spell names well")
}

/// Asks and gives back everything, with the number of the query, which is another one each time, as `ID`.
fn ask(server: &str, arguments: &[&str]) -> (String, String, i32) {
    let (stdout, stderr, status) = run(&[&["name", "--server", server], arguments].concat());
    (without_number(&stdout), stderr, status)
}

fn without_number(stdout: &str) -> String {
    let id = stdout.split([' ', ':']).nth(1).expect("it begins with the query");
    // Only where it stands for itself: it may look like a part of an address.
    let places = [("query ", ":"), ("response ", ":"), ("number ", ",")];
    places.iter().fold(stdout.to_owned(), |text, (before, behind)| {
        text.replace(&format!("{before}{id}{behind}"), &format!("{before}ID{behind}"))
    })
}

#[test]
fn a_server_that_we_did_not_write_answers() {
    with_server(|server| {
        let mut said = String::new();
        for arguments in [
            &["london.example"][..],
            &["LONDON.Example.", "--type", "aaaa"],
            &["www.example"],
            &["bücher.example"],
            &["farm.example", "--type", "AAAA"],
            &["paris.example"],
            &["example.org"],
        ] {
            let (stdout, stderr, status) = ask(server, arguments);
            said += &format!("$ addr name {}\n{stdout}{stderr}status {status}\n\n", arguments.join(" "));
        }
        insta::assert_snapshot!(said);
    });
}

/// The book has three of these lookups. There the number of a query is some number, and the server's port 5353.
#[test]
fn the_book_shows_what_the_server_answers() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../book/listings/runs/addresses_name.txt");
    let book = std::fs::read_to_string(file).expect("the book has these lookups").replace("\r\n", "\n");
    let lookups = book.split("$ cargo grade run addr -- name ").skip(1);
    with_server(|server| {
        for lookup in lookups {
            let (command, expected) = lookup.split_once('\n').expect("it prints something");
            let name = command.strip_suffix(" --server 127.0.0.1:5353").expect("all ask the same server");
            let (stdout, stderr, _) = ask(server, &[name]);
            assert_eq!(without_number(expected).trim_end(), (stdout + &stderr).trim_end(), "{command}");
        }
    });
    assert_eq!(book.matches("$ ").count(), 3, "a command that this test does not know");
}

/// A server of the test's own at this address: it gets each query, and answers however it likes.
fn with_responder(
    address: &str,
    queries: usize,
    respond: impl Fn(&UdpSocket, SocketAddr, Message) + Send + 'static,
    work: impl FnOnce(&str),
) {
    let socket = UdpSocket::bind(address).expect("a port is free");
    // Longer than any query takes to come. Only a program that asks too rarely ever waits for it.
    socket.set_read_timeout(Some(Duration::from_secs(20))).expect("it can be set");
    let server = socket.local_addr().expect("it has an address").to_string();
    let responder = thread::spawn(move || {
        for _ in 0..queries {
            let mut bytes = [0; 512];
            let (length, from) = socket.recv_from(&mut bytes).expect("a query comes");
            respond(&socket, from, Message::from_vec(&bytes[..length]).expect("it is a query"));
        }
    });
    work(&server);
    responder.join().expect("it answers");
}

/// The response that says that the name has this address.
fn response(query: &Message, address: A) -> Message {
    let mut response = Message::response(query.metadata.id, query.metadata.op_code);
    let question = query.queries[0].clone();
    response.add_answer(Record::from_rdata(question.name().clone(), 300, RData::A(address)));
    response.add_query(question);
    response
}

const TRUE: A = A(Ipv4Addr::new(192, 0, 2, 1));
const LIE: A = A(Ipv4Addr::new(203, 0, 113, 66));

#[test]
fn lies_are_ignored_and_the_answer_is_waited_for() {
    let lie_then_answer = |socket: &UdpSocket, from: SocketAddr, query: Message| {
        let send = |socket: &UdpSocket, message: &Message| {
            let bytes = message.to_vec().expect("it can be written");
            socket.send_to(&bytes, from).expect("it can be sent");
        };
        let mut wrong_id = response(&query, LIE);
        wrong_id.metadata.id ^= 1;
        send(socket, &wrong_id);
        socket.send_to(b"not DNS", from).expect("it can be sent");
        send(socket, &query);
        let mut wrong_question = response(&query, LIE);
        wrong_question.queries[0] = Query::query(foreign("paris.example."), query.queries[0].query_type());
        send(socket, &wrong_question);
        // All is right with this one, but for where it comes from.
        send(&UdpSocket::bind("127.0.0.1:0").expect("a port is free"), &response(&query, LIE));
        send(socket, &response(&query, TRUE));
    };
    with_responder("127.0.0.1:0", 1, lie_then_answer, |server| {
        let (stdout, stderr, status) = ask(server, &["london.example"]);
        assert_eq!((stderr.as_str(), status), ("", 0));
        let lines: Vec<&str> = stdout.lines().collect();
        let ignored = format!("ignored, from {server}: ");
        assert_eq!(lines[0], "query ID: london.example. IN A");
        // The number that it has is another one each time.
        assert!(
            lines[1].starts_with(&format!("{ignored}the query has the number ID, this has ")),
            "{stdout}"
        );
        assert_eq!(lines[2], format!("{ignored}the message is too short: needed 2 bytes, 1 left"));
        assert_eq!(lines[3], format!("{ignored}this is not a response to a query like ours"));
        assert_eq!(lines[4], format!("{ignored}this answers another question"));
        let (elsewhere, why) = lines[5].split_once(": ").expect("it says why");
        assert_ne!(format!("{elsewhere}: "), ignored);
        assert!(why.starts_with(&format!("we asked {server}, and this is from ")), "{stdout}");
        assert_eq!(lines.last(), Some(&"london.example has the address 192.0.2.1"));
        assert!(!stdout.contains("203.0.113.66"), "{stdout}");
    });
}

#[test]
fn who_gets_no_answer_asks_again() {
    let asked = AtomicUsize::new(0);
    let answer_the_third = move |socket: &UdpSocket, from: SocketAddr, query: Message| {
        if asked.fetch_add(1, Relaxed) == 2 {
            let bytes = response(&query, TRUE).to_vec().expect("it can be written");
            socket.send_to(&bytes, from).expect("it can be sent");
        }
    };
    with_responder("127.0.0.1:0", 3, answer_the_third, |server| {
        let (stdout, stderr, status) = ask(server, &["london.example", "--wait", "300"]);
        assert_eq!((stderr.as_str(), status), ("", 0));
        assert!(stdout.ends_with("london.example has the address 192.0.2.1\n"), "{stdout}");
    });
}

#[test]
fn who_never_gets_an_answer_gives_up() {
    with_responder(
        "127.0.0.1:0",
        3,
        |_, _, _| (),
        |server| {
            let (stdout, stderr, status) = ask(server, &["london.example", "--wait", "50"]);
            assert_eq!(stdout, "query ID: london.example. IN A\n");
            assert_eq!((stderr, status), (format!("addr: no answer from {server}, asked 3 times\n"), 1));
        },
    );
}

#[test]
fn an_answer_that_was_cut_is_no_answer() {
    let cut = |socket: &UdpSocket, from: SocketAddr, query: Message| {
        let mut response = response(&query, TRUE);
        response.metadata.truncation = true;
        socket.send_to(&response.to_vec().expect("it can be written"), from).expect("it can be sent");
    };
    with_responder("127.0.0.1:0", 1, cut, |server| {
        let (_, stderr, status) = ask(server, &["london.example"]);
        assert_eq!((stderr.as_str(), status), ("addr: london.example.: the response was cut\n", 1));
    });
}

#[test]
fn the_server_may_have_an_ipv6_address() {
    if let Err(error) = UdpSocket::bind("[::1]:0") {
        eprintln!("skipped: this machine has no IPv6 loopback address: {error}");
        return;
    }
    let answer = |socket: &UdpSocket, from: SocketAddr, query: Message| {
        let bytes = response(&query, TRUE).to_vec().expect("it can be written");
        socket.send_to(&bytes, from).expect("it can be sent");
    };
    with_responder("[::1]:0", 1, answer, |server| {
        let (stdout, stderr, status) = ask(server, &["london.example"]);
        assert_eq!((stderr.as_str(), status), ("", 0));
        assert!(stdout.ends_with("london.example has the address 192.0.2.1\n"), "{stdout}");
    });
}

#[test]
fn every_query_has_a_number_of_its_own() {
    // Nobody listens there; what counts is the query. Twice the same is one chance in 65536 each.
    let number = || run(&["name", "a.example", "--server", "127.0.0.1:9", "--wait", "1"]).0;
    let numbers: Vec<String> = (0..4).map(|_| number()).collect();
    assert!(numbers.iter().any(|number| *number != numbers[0]), "{numbers:?}");
}
