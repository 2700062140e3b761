//! `addr`: says all about an address, a prefix or a name.
//!
//! Given, to run and to read. It reads arguments and prints lines; all that it knows about addresses, the
//! exercises know. So it can do a little more with each of them, and says which one it needs. The one thing
//! it does itself is to ask a server: the exercises never touch a socket or a clock.
//!
//! Left out: asking over TCP where an answer was cut, and names that need more than lower case before they
//! are Punycode.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, ErrorKind, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::{Duration, Instant};

use addresses::aggregate::aggregate;
use addresses::dns_msg::{decode_response, encode_query, resolve};
use addresses::dns_name::parse_name;
use addresses::dotted::{binary, dotted, hex, parse_v4};
use addresses::ipv6::{canonical_v6, parse_v6};
use addresses::lpm::RouteTable;
use addresses::prefix::{broadcast, class, contains, hosts, last, mask, network, parent, size, split};
use addresses::punycode::to_ascii;
use given::addresses::{Family, Prefix, Query, RecordType};
use given::program::{self, Arguments, Failure};

const HELP: &str = "\
addr: says all about an address, a prefix or a name

Usage:
  addr ADDRESS                      all its spellings, and what it is for
  addr PREFIX                       its mask, its ends, its hosts, its halves, its parent
  addr plan PREFIX N                cuts the prefix into N equal ones
  addr aggregate PREFIX...          the fewest prefixes that have the same addresses
  addr route ADDRESS PREFIX[=NAME]...
                                    which of these routes is the one for the address
  addr name NAME --server ADDRESS[:PORT] [--type A|AAAA] [--wait MS]
                                    asks a DNS server for the addresses of a name
      --type    A for IPv4, which it is without this option, or AAAA for IPv6
      --wait    how long an answer may take, in milliseconds; without it, 2000

Try it:
  addr 192.168.1.1
  addr 2001:db8::/32
  addr plan 10.0.0.0/16 4
  addr aggregate 10.0.0.0/24 10.0.1.0/24 10.0.1.128/25
  addr route 192.0.2.77 0.0.0.0/0=provider 192.0.2.0/24=lab
  addr name www.example.com --server 192.168.1.1

Status: 0 if it worked, 1 if there is no route or no answer or an exercise is not written, 2 if the arguments
make no sense.
";

/// The most parts that a plan may have: a page or two is all that anybody reads.
const MAX_PARTS: usize = 4096;

/// How often we ask. UDP may lose the query, or the answer.
const TRIES: usize = 3;

fn main() -> ExitCode {
    program::run("addr", HELP, |mut arguments, out| {
        if arguments.command("plan") {
            plan(arguments, out)
        } else if arguments.command("aggregate") {
            fewest(arguments, out)
        } else if arguments.command("route") {
            route(arguments, out)
        } else if arguments.command("name") {
            name(arguments, out)
        } else {
            explain(arguments, out)
        }
    })
}

fn explain(arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    for word in arguments.words()? {
        if word.contains('/') {
            explain_prefix(&word, out)?;
            continue;
        }
        match parse_address(&word)? {
            (Family::V4, address) => explain_v4(address as u32, out)?,
            (Family::V6, address) => explain_v6(address, out)?,
        }
    }
    Ok(())
}

// Each row is printed as soon as it is known, in the order of the exercises. So what is written shows, even if
// what comes next is not.

fn explain_v4(address: u32, out: &mut dyn Write) -> Result<(), Failure> {
    row(out, "number", address)?;
    row(out, "dotted", dotted(address))?;
    row(out, "binary", binary(address))?;
    row(out, "hex", hex(address))?;
    // How a program that knows IPv6 alone names this machine (RFC 4291 §2.5.5.2).
    row(out, "ipv6", canonical_v6(0xffff << 32 | u128::from(address)))?;
    row(out, "range", class(address))
}

fn explain_v6(address: u128, out: &mut dyn Write) -> Result<(), Failure> {
    row(out, "number", address)?;
    row(out, "canonical", canonical_v6(address))?;
    let groups: Vec<String> =
        (0..8).rev().map(|group| format!("{:04x}", (address >> (16 * group)) as u16)).collect();
    row(out, "in full", groups.join(":"))?;
    row(out, "hex", format_args!("0x{address:032X}"))?;
    if address >> 32 == 0xffff {
        row(out, "ipv4", dotted(address as u32))?;
        row(out, "range", class(address as u32))?;
    }
    Ok(())
}

fn explain_prefix(text: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let (family, address, len) = parse_with_length(text)?;
    let prefix = network(family, address, len);
    row(out, "prefix", prefix)?;
    if address != prefix.bits {
        row(out, "has", spelled_with_class(family, address))?;
    }
    row(out, "mask", spelled(family, mask(family, len)))?;
    row(out, "lowest", spelled_with_class(family, prefix.bits))?;
    row(out, "highest", spelled_with_class(family, last(&prefix)))?;
    row(out, "size", size(&prefix).map_or("2 to the 128".to_owned(), |size| size.to_string()))?;
    row(out, "broadcast", or_none(broadcast(&prefix).map(|address| spelled(family, address))))?;
    row(out, "hosts", hosts(&prefix))?;
    row(out, "halves", or_none(split(&prefix).map(|(low, high)| format!("{low} and {high}"))))?;
    row(out, "parent", or_none(parent(&prefix)))
}

fn plan(arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let words = arguments.words()?;
    let [prefix, wanted] = &words[..] else {
        return Err(Failure::Usage("`plan` takes a prefix and a number".to_owned()));
    };
    let prefix = parse_prefix(prefix)?;
    let some = parse_number(wanted).filter(|wanted| (1..=MAX_PARTS).contains(wanted));
    let wrong = || Failure::Usage(format!("{wanted}: expected a number from 1 to {MAX_PARTS}"));
    let wanted = some.ok_or_else(wrong)?;

    let mut parts = vec![prefix];
    while parts.len() < wanted {
        let halves = parts.iter().map(|part| split(part).map(<[Prefix; 2]>::from));
        let halves: Option<Vec<[Prefix; 2]>> = halves.collect();
        let too_small = || Failure::Failed(format!("{prefix} has only {} addresses", parts.len()));
        parts = halves.ok_or_else(too_small)?.into_iter().flatten().collect();
    }
    let got = parts.len();
    let remark = if got == wanted { String::new() } else { format!(": halving never gives {wanted}") };
    writeln!(out, "{prefix} in {got} equal parts{remark}")?;
    table(out, parts.iter().map(|part| [part.to_string(), format!("hosts {}", hosts(part))]))
}

fn fewest(arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let words = arguments.words()?;
    if words.is_empty() {
        return Err(Failure::Usage("`aggregate` takes at least one prefix".to_owned()));
    }
    let prefixes: Result<Vec<Prefix>, Failure> = words.iter().map(|word| parse_prefix(word)).collect();
    for prefix in aggregate(&prefixes?) {
        writeln!(out, "{prefix}")?;
    }
    Ok(())
}

fn route(arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let words = arguments.words()?;
    let Some((address, routes)) = words.split_first().filter(|(_, routes)| !routes.is_empty()) else {
        return Err(Failure::Usage("`route` takes an address, and at least one prefix".to_owned()));
    };
    let (family, address) = parse_address(address)?;
    let mut routes_by_prefix = RouteTable::new();
    for route in routes {
        let (prefix, name) = route.split_once('=').unwrap_or((route, ""));
        let prefix = parse_prefix(prefix)?;
        if routes_by_prefix.insert(prefix, name.to_owned()).is_some() {
            return Err(Failure::Usage(format!("{prefix} is given twice")));
        }
    }

    let found = routes_by_prefix.lookup(family, address);
    let rows = routes_by_prefix.walk().into_iter().map(|(prefix, name)| {
        let remark = if found.is_some_and(|(chosen, _)| chosen == prefix) {
            "has the address, and is the longest that does"
        } else if contains(&prefix, family, address) {
            "has the address"
        } else {
            ""
        };
        [prefix.to_string(), name.clone(), remark.to_owned()]
    });
    table(out, rows)?;
    let address = spelled(family, address);
    let (prefix, name) = found.ok_or_else(|| Failure::Failed(format!("no route to {address}")))?;
    let by = if name.is_empty() { String::new() } else { format!(" to {name}") };
    Ok(writeln!(out, "{address} goes{by} by {prefix}")?)
}

fn name(mut arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let server: Option<Server> = arguments.option("--server")?;
    let qtype: Option<Type> = arguments.option("--type")?;
    let wait: u32 = arguments.option("--wait")?.unwrap_or(2000);
    let words = arguments.words()?;
    let ([text], Some(Server(server))) = (&words[..], server) else {
        return Err(Failure::Usage("`name` takes a name, and --server with an address".to_owned()));
    };
    let qtype = qtype.map_or(RecordType::A, |Type(qtype)| qtype);
    let ascii = in_ascii(text)?;
    let name = parse_name(&ascii).map_err(|error| Failure::Usage(format!("{text}: {error}")))?;

    let query = Query { id: unguessable(), name, qtype };
    writeln!(out, "{query}")?;
    let addresses = ask(&query, server, Duration::from_millis(wait.into()), out)?;
    for address in addresses {
        writeln!(out, "{text} has the address {address}")?;
    }
    Ok(())
}

/// Asks the server, and again if there is no answer, and waits for what answers this query and no other.
fn ask(
    query: &Query,
    server: SocketAddr,
    wait: Duration,
    out: &mut dyn Write,
) -> Result<Vec<IpAddr>, Failure> {
    // A port that the system picks: whoever wants to lie to us has to guess it, as well as the id (RFC 5452
    // §9.2). The socket is not connected, or the system would throw away what comes from elsewhere: that is
    // the exercise's business.
    let anywhere: IpAddr =
        if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((anywhere, 0)).map_err(|error| failed("open a UDP socket", error))?;
    let message = encode_query(query);
    for _ in 0..TRIES {
        socket.send_to(&message, server).map_err(|error| failed(format_args!("send to {server}"), error))?;
        let deadline = now() + wait;
        while let Some((bytes, from)) = receive(&socket, deadline)? {
            let response = match decode_response(&bytes) {
                Ok(response) => response,
                Err(error) => {
                    writeln!(out, "ignored, from {from}: {error}")?;
                    continue;
                }
            };
            match resolve(query, server, from, &response) {
                Err(why) if why.is_about_another_message() => writeln!(out, "ignored, from {from}: {why}")?,
                answer => {
                    writeln!(out, "{response}")?;
                    return answer.map_err(|why| Failure::Failed(format!("{}: {why}", query.name)));
                }
            }
        }
    }
    Err(Failure::Failed(format!("no answer from {server}, asked {TRIES} times")))
}

/// The next message, and where it comes from. `None` if there is none until the deadline.
fn receive(socket: &UdpSocket, deadline: Instant) -> Result<Option<(Vec<u8>, SocketAddr)>, Failure> {
    let left = deadline.saturating_duration_since(now());
    if left.is_zero() {
        return Ok(None);
    }
    let mut bytes = vec![0; 65_535];
    match socket.set_read_timeout(Some(left)).and_then(|()| socket.recv_from(&mut bytes)) {
        Ok((length, from)) => {
            bytes.truncate(length);
            Ok(Some((bytes, from)))
        }
        // Systems differ in what they call it.
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Ok(None),
        Err(error) => Err(failed("receive", error)),
    }
}

#[expect(clippy::disallowed_methods, reason = "a program may ask what time it is; the exercises are told")]
fn now() -> Instant {
    Instant::now()
}

/// The standard library keeps keys for its hash maps that nobody can guess. So it does not know random
/// numbers, and still has some.
fn unguessable() -> u16 {
    RandomState::new().build_hasher().finish() as u16
}

/// The name as it travels: labels in other alphabets as Punycode, behind `xn--`.
fn in_ascii(name: &str) -> Result<String, Failure> {
    let label_in_ascii = |label: &str| {
        if label.is_ascii() {
            return Ok(label.to_owned());
        }
        to_ascii(&label.to_lowercase()).map(|ascii| format!("xn--{ascii}"))
    };
    let labels: Result<Vec<String>, _> = name.split('.').map(label_in_ascii).collect();
    labels.map(|labels| labels.join(".")).map_err(|error| Failure::Usage(format!("{name}: {error}")))
}

/// Where to send a query. DNS servers listen at port 53.
struct Server(SocketAddr);

impl FromStr for Server {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address = text.parse().or_else(|_| text.parse().map(|address: IpAddr| (address, 53).into()));
        address.map(Server).map_err(|_| "expected an address, such as 192.0.2.53 or [2001:db8::53]:5353")
    }
}

struct Type(RecordType);

impl FromStr for Type {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_uppercase().as_str() {
            "A" => Ok(Type(RecordType::A)),
            "AAAA" => Ok(Type(RecordType::AAAA)),
            _ => Err("expected A or AAAA"),
        }
    }
}

/// A colon is what only the texts of IPv6 have.
fn parse_address(text: &str) -> Result<(Family, u128), Failure> {
    let wrong = |error: &dyn fmt::Display| Failure::Usage(format!("{text}: {error}"));
    if text.contains(':') {
        return Ok((Family::V6, parse_v6(text).map_err(|error| wrong(&error))?));
    }
    Ok((Family::V4, parse_v4(text).map_err(|error| wrong(&error))?.into()))
}

/// An address, a slash, and how many of its bits count.
fn parse_with_length(text: &str) -> Result<(Family, u128, u8), Failure> {
    let (address, length) = text
        .split_once('/')
        .ok_or_else(|| Failure::Usage(format!("{text}: expected a prefix, such as 10.0.0.0/8")))?;
    let (family, address) = parse_address(address)?;
    let width = family.width();
    let wrong = || Failure::Usage(format!("{text}: expected a number from 0 to {width} behind the slash"));
    let length = parse_number(length).filter(|length| *length <= width);
    Ok((family, address, length.ok_or_else(wrong)?))
}

/// A prefix that means what it says: 10.0.0.1/8 could be a slip of the pen.
fn parse_prefix(text: &str) -> Result<Prefix, Failure> {
    let (family, address, len) = parse_with_length(text)?;
    let prefix = network(family, address, len);
    if prefix.bits != address {
        return Err(Failure::Usage(format!("{text}: there are ones behind bit {len}; is it {prefix}?")));
    }
    Ok(prefix)
}

/// `parse` would take `+8` as well.
fn parse_number<T: FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn spelled(family: Family, address: u128) -> String {
    match family {
        Family::V4 => dotted(address as u32),
        Family::V6 => canonical_v6(address),
    }
}

/// `class` knows what an address is for, of IPv4 alone.
fn spelled_with_class(family: Family, address: u128) -> String {
    let text = spelled(family, address);
    match family {
        Family::V4 => format!("{text}, {}", class(address as u32)),
        Family::V6 => text,
    }
}

fn or_none(value: Option<impl fmt::Display>) -> String {
    value.map_or("none".to_owned(), |value| value.to_string())
}

fn row(out: &mut dyn Write, title: &str, value: impl fmt::Display) -> Result<(), Failure> {
    Ok(writeln!(out, "{title:<10} {value}")?)
}

/// Rows whose columns stand below one another.
fn table<const N: usize>(
    out: &mut dyn Write,
    rows: impl Iterator<Item = [String; N]>,
) -> Result<(), Failure> {
    let rows: Vec<[String; N]> = rows.collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("  {cell:<width$}"));
        writeln!(out, "{}", cells.collect::<String>().trim_end())?;
    }
    Ok(())
}

fn failed(doing: impl fmt::Display, error: io::Error) -> Failure {
    Failure::Failed(format!("{doing}: {error}"))
}
