//! `say`: one terminal says something to another, over the kernel's TCP.
//!
//! Given, to run and to read. Whatever is interesting, the exercises do: [`cut`] cuts the message, [`sum`] and
//! [`intact`] guard each chunk, [`put_back`] puts the message together, [`name_machine`] turns numbers into
//! bytes, and [`send`] sends it all and reads the answer. This is how a chunk travels:
//!
//! ```text
//! +--------+--------+--------+-----+----------
//! | number |   of   | length | sum | bytes ...      the next chunk follows at once
//! +--------+--------+--------+-----+----------
//!     4        4        4       1     length
//! ```
//!
//! Left out: sending the missing chunks again, and other machines than this one. What `listen` hears is not
//! from a friend just because it comes from this machine, so every number in it meets a limit.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use given::hello::{Chunk, Line};
use given::program::{self, Arguments, Failure};
use hello::cut::cut;
use hello::name_machine;
use hello::notice::{intact, sum, unnoticed};
use hello::put_back::put_back;
use hello::send::send;

const HELP: &str = "\
say: one terminal says something to another, in numbered chunks

Usage:
  say listen [--port N] [--keep]
      waits for one message on this machine, and prints it, or what is wrong with it
      --port N    at this port; without it, at one that is free
      --keep      waits for the next message after that, until Ctrl-C

  say to ADDRESS MESSAGE [--size N] [--shuffle SEED] [--damage N] [--swap N]
      cuts the message into chunks, and sends them to the address that `say listen` prints
      --size N        at most so many bytes in a chunk; without it, 4
      --shuffle SEED  in another order; each number makes an order of its own
      --damage N      changes a bit of chunk N on its way
      --swap N        swaps two bytes of chunk N on its way, which the sum does not notice

Try it, in two terminals:
  say listen --port 4000
  say to 127.0.0.1:4000 'hello, London' --shuffle 1

Status: 0 if the message arrived whole, 1 if not, 2 if the arguments make no sense.
";

/// How long we wait for the other side to say more.
const PATIENCE: Duration = Duration::from_secs(3);

/// The most bytes that a connection may bring, headers included.
const MAX_BYTES: u64 = 1 << 20;

/// The most chunks that a message may have. `put_back` looks for each of them.
const MAX_CHUNKS: u32 = 1 << 16;

/// What an answer begins with if the message has arrived whole.
const HEARD: &str = "heard";

fn main() -> ExitCode {
    program::run("say", HELP, |mut arguments, out| {
        if arguments.command("listen") {
            listen(arguments, out)
        } else if arguments.command("to") {
            to(arguments, out)
        } else {
            Err(Failure::Usage("expected `listen` or `to`".to_owned()))
        }
    })
}

fn listen(mut arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let port = arguments.option("--port")?.unwrap_or(0);
    let keep = arguments.flag("--keep");
    if !arguments.words()?.is_empty() {
        return Err(Failure::Usage("`listen` takes options alone".to_owned()));
    }
    let here = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(here).map_err(|error| failed(format!("listen on {here}"), error))?;
    let address = listener.local_addr().map_err(|error| failed("which port is it", error))?;
    writeln!(out, "listening on {address}")?;
    loop {
        let (stream, from) = listener.accept().map_err(|error| failed("wait for somebody", error))?;
        writeln!(out, "{from} speaks")?;
        let heard = hear(stream, out);
        match heard {
            Err(Failure::Failed(message)) if keep => writeln!(out, "{message}")?,
            Ok(()) if keep => {}
            end => return end,
        }
    }
}

/// Hears one message, prints it, and answers.
fn hear(mut stream: TcpStream, out: &mut dyn Write) -> Result<(), Failure> {
    let heard = read_all(&mut stream).and_then(|bytes| message_in(&bytes, out));
    let answer = match &heard {
        Ok(message) => format!("{HEARD} {} bytes", message.len()),
        Err(failure) => failure.to_string(),
    };
    // They may be gone. Whether the message has arrived does not depend on that.
    let _ = stream.write_all(answer.as_bytes());
    writeln!(out, "message: {}", visible(&heard?))?;
    Ok(())
}

/// All that they say, up to the end.
fn read_all(stream: &mut TcpStream) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = stream
        .set_read_timeout(Some(PATIENCE))
        .and_then(|()| Read::take(stream, MAX_BYTES + 1).read_to_end(&mut bytes));
    match read {
        Ok(count) if count as u64 > MAX_BYTES => Err(Failure::Failed("this is too long".to_owned())),
        Ok(_) => Ok(bytes),
        Err(error) if is_timeout(&error) => Err(Failure::Failed(format!(
            "{} bytes came, then nothing for {} s, and no end; does `send` say that nothing more comes?",
            bytes.len(),
            PATIENCE.as_secs()
        ))),
        Err(error) => Err(failed("read what they say", error)),
    }
}

/// The message in these bytes, if all its chunks are there. Prints each chunk.
fn message_in(bytes: &[u8], out: &mut dyn Write) -> Result<Vec<u8>, Failure> {
    let mut arrived: Vec<Chunk> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let packet = parse(&mut rest);
        let (chunk, claimed) = packet.ok_or_else(|| Failure::Failed("it ends within a chunk".to_owned()))?;
        let is_intact = intact(&chunk.bytes, claimed);
        let damage = if is_intact { "" } else { ": damaged, thrown away" };
        writeln!(out, "  {chunk}, sum 0x{claimed:02x}{damage}")?;
        if is_intact {
            check_promise(&chunk, &arrived)?;
            arrived.push(chunk);
        }
    }
    put_back(&arrived).map_err(|missing| Failure::Failed(missing.to_string()))
}

/// What `put_back` relies on, and a stranger need not keep.
fn check_promise(chunk: &Chunk, arrived: &[Chunk]) -> Result<(), Failure> {
    let Chunk { number, of, bytes } = chunk;
    // A number below `of` says that there is at least one.
    let is_kept = *of <= MAX_CHUNKS
        && number < of
        && arrived.first().is_none_or(|first| first.of == *of)
        && arrived.iter().all(|other| other.number != *number || other.bytes == *bytes);
    let broken = || Failure::Failed(format!("{chunk} is no chunk of such a message"));
    is_kept.then_some(()).ok_or_else(broken)
}

fn to(mut arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let size = arguments.option("--size")?.unwrap_or(4);
    let shuffle = arguments.option("--shuffle")?;
    let damage = arguments.option::<usize>("--damage")?;
    let swap = arguments.option::<usize>("--swap")?;
    let words = arguments.words()?;
    let [address, message] = &words[..] else {
        return Err(Failure::Usage("`to` takes an address and a message".to_owned()));
    };
    let address = loopback(address)?;
    if size == 0 {
        return Err(Failure::Usage("--size is at least 1".to_owned()));
    }

    let chunks = cut(message.as_bytes(), size);
    // The sums are of what we mean. The damage comes afterwards.
    let mut packets: Vec<(Chunk, u8)> = chunks.into_iter().map(|it| (it.clone(), sum(&it.bytes))).collect();
    if let Some(number) = damage {
        damage_one(packet_mut(&mut packets, number)?);
    }
    if let Some(number) = swap {
        let (chunk, _) = packet_mut(&mut packets, number)?;
        let swapped = unnoticed(&chunk.bytes);
        chunk.bytes =
            swapped.ok_or_else(|| Failure::Failed(format!("no two bytes of chunk {number} differ")))?;
    }
    if let Some(seed) = shuffle {
        mix(&mut packets, seed);
    }

    for (chunk, sum) in &packets {
        writeln!(out, "  {chunk}, sum 0x{sum:02x}")?;
    }
    let bytes: Vec<u8> = packets.iter().flat_map(|(chunk, sum)| emit(chunk, *sum)).collect();
    let answer = exchange(address, &bytes)?;
    let answer = visible(&answer);
    writeln!(out, "they answer: {answer}")?;
    match answer.split(' ').next() {
        Some(HEARD) => Ok(()),
        _ => Err(Failure::Failed("the message did not arrive whole".to_owned())),
    }
}

/// This machine, and none else: what we send can be read by everybody on the way.
fn loopback(text: &str) -> Result<SocketAddr, Failure> {
    let address: Option<SocketAddr> = text.parse().ok();
    let address = address.ok_or_else(|| {
        Failure::Usage(format!("{text}: expected an address and a port, such as 127.0.0.1:4000"))
    })?;
    if !address.ip().is_loopback() {
        return Err(Failure::Usage(format!("{} is not this machine; 127.0.0.1 is", address.ip())));
    }
    Ok(address)
}

fn exchange(address: SocketAddr, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let stream =
        TcpStream::connect(address).map_err(|error| failed(format!("connect to {address}"), error))?;
    // Longer than they wait for us, so that we hear what they have to say about that.
    stream.set_read_timeout(Some(PATIENCE * 2)).map_err(|error| failed("prepare the connection", error))?;
    // Smaller than a header: what a stingy connection breaks is better broken at once.
    let mut line = Line { stream, most: 8 };
    send(&mut line, bytes).map_err(|error| failed("`send` says", error))
}

/// The header, and the bytes.
fn emit(chunk: &Chunk, sum: u8) -> Vec<u8> {
    let length = chunk.bytes.len() as u32;
    let header = [chunk.number, chunk.of, length].map(name_machine::bytes).concat();
    [&header, &[sum][..], &chunk.bytes].concat()
}

/// Takes one chunk, and the sum that it claims, from the front. `None` if there is not enough.
fn parse(rest: &mut &[u8]) -> Option<(Chunk, u8)> {
    let (number, of, length) = (parse_number(rest)?, parse_number(rest)?, parse_number(rest)?);
    let sum = *rest.split_off_first()?;
    let bytes = rest.split_off(..usize::try_from(length).ok()?)?.to_vec();
    Some((Chunk { number, of, bytes }, sum))
}

fn parse_number(rest: &mut &[u8]) -> Option<u32> {
    let (bytes, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(name_machine::number(*bytes))
}

fn packet_mut(packets: &mut [(Chunk, u8)], number: usize) -> Result<&mut (Chunk, u8), Failure> {
    let count = packets.len();
    let none = || Failure::Usage(format!("there is no chunk {number}: there are {count}, from 0 on"));
    packets.get_mut(number).ok_or_else(none)
}

/// What a wire does to a bit now and then. An empty chunk has nothing but its sum.
fn damage_one((chunk, sum): &mut (Chunk, u8)) {
    *chunk.bytes.first_mut().unwrap_or(sum) ^= 1;
}

/// Another order, the same for the same seed: each place gets one of those that have none yet.
fn mix<T>(items: &mut [T], seed: u64) {
    let mut state = seed;
    for place in (1..items.len()).rev() {
        // A step of SplitMix64: spreads what little differs between two states over all bits.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut random = state;
        random = (random ^ random >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        random = (random ^ random >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        random ^= random >> 31;
        items.swap(place, (random % (place as u64 + 1)) as usize);
    }
}

/// As text that does nothing to a terminal but stand there.
fn visible(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars().map(|it| if it.is_control() { it.escape_default().to_string() } else { it.into() }).collect()
}

fn failed(doing: impl std::fmt::Display, error: io::Error) -> Failure {
    Failure::Failed(format!("{doing}: {error}"))
}

/// Systems differ in what they call it.
fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
