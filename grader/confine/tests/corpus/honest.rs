//! Honest programs: what learners write must work under every tier.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

pub(crate) const ALL: [&str; 9] =
    ["threads", "tcp", "udp", "localhost", "tcp6", "clocks", "hash map", "recursion", "print"];

pub(crate) fn run(name: &str, rest: &[&str]) -> ExitCode {
    let done = match name {
        "threads" => threads(),
        "tcp" => tcp("127.0.0.1:0"),
        "tcp6" => tcp("[::1]:0"),
        "udp" => udp(),
        "localhost" => localhost(),
        "clocks" => clocks(),
        "hash map" => hash_map(),
        "recursion" => recursion(),
        "print" => print(),
        // Ways to end, for the test that each is told as it was.
        "exit" => return ExitCode::from(rest[0].parse::<u8>().expect("a status")),
        "abort" => std::process::abort(),
        // On a thread, where a probe runs learner code. On the main thread std finds its stack in /proc, or does not,
        // and then can't tell an overflow from any other bad address.
        "overflow" => {
            thread::spawn(|| deep(0, usize::MAX)).join().map(|_| ()).map_err(|_| io::Error::other("a panic"))
        }
        "signal" => signal(rest[0]),
        "probe" => probe(),
        "forever" => loop {
            thread::park();
        },
        "spin" => loop {
            std::hint::spin_loop();
        },
        _ => Err(io::Error::other("expected the name of an honest program")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// 200 of them at once, each with the stack that std gives.
fn threads() -> io::Result<()> {
    let barrier = std::sync::Barrier::new(200);
    thread::scope(|scope| {
        for _ in 0..200 {
            thread::Builder::new().spawn_scoped(scope, || barrier.wait()).expect("one more thread");
        }
    });
    Ok(())
}

fn tcp(address: &str) -> io::Result<()> {
    let listener = TcpListener::bind(address)?;
    let mut client = TcpStream::connect(listener.local_addr()?)?;
    let (mut server, _) = listener.accept()?;
    client.write_all(b"hello")?;
    let mut bytes = [0; 5];
    server.read_exact(&mut bytes)
}

fn udp() -> io::Result<()> {
    let sockets = [UdpSocket::bind("127.0.0.1:0")?, UdpSocket::bind("127.0.0.1:0")?];
    sockets[0].send_to(b"hello", sockets[1].local_addr()?)?;
    sockets[1].set_read_timeout(Some(Duration::from_secs(5)))?;
    sockets[1].recv_from(&mut [0; 5]).map(drop)
}

fn localhost() -> io::Result<()> {
    let found = ("localhost", 80).to_socket_addrs()?.all(|address| address.ip().is_loopback());
    found.then_some(()).ok_or(io::Error::other("expected loopback"))?;
    let listener = TcpListener::bind("localhost:0")?;
    TcpStream::connect(("localhost", listener.local_addr()?.port())).map(drop)
}

fn clocks() -> io::Result<()> {
    let start = Instant::now();
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_err(io::Error::other)?;
    thread::sleep(Duration::from_millis(2));
    (start.elapsed() >= Duration::from_millis(2))
        .then_some(())
        .ok_or(io::Error::other("expected time to pass"))?;
    thread::available_parallelism().map(drop)
}

fn hash_map() -> io::Result<()> {
    let map: HashMap<u32, u32> = (0..1000).map(|number| (number, number)).collect();
    (map.len() == 1000).then_some(()).ok_or(io::Error::other("expected a thousand"))
}

/// 4 MiB of the 8 that a stack has.
fn recursion() -> io::Result<()> {
    deep(0, 4 << 20);
    Ok(())
}

/// Calls itself until so many bytes of stack lie between here and the first call.
fn deep(first: usize, bytes: usize) -> u8 {
    let frame = std::hint::black_box([1_u8; 1 << 10]);
    let here = (&raw const frame).addr();
    let first = if first == 0 { here } else { first };
    if first - here >= bytes { 0 } else { deep(first, bytes).wrapping_add(frame[here % frame.len()]) }
}

/// As much as a chatty program says, a MiB in all.
fn print() -> io::Result<()> {
    for _ in 0..1000 {
        println!("{}", "x".repeat(512));
        eprintln!("{}", "y".repeat(512));
    }
    Ok(())
}

/// What a grader would find that is confined itself, as in a container.
fn probe() -> io::Result<()> {
    let found = confine::probe(&std::env::current_exe().expect("we were started"), confine::Tier::Strict);
    println!("{} {:?}", found.tier, found.missing);
    Ok(())
}

/// Twice: the first may meet std's handler.
fn signal(number: &str) -> io::Result<()> {
    let signal = number.parse::<i32>().map_err(io::Error::other)?.try_into()?;
    nix::sys::signal::raise(signal)?;
    Ok(nix::sys::signal::raise(signal)?)
}
