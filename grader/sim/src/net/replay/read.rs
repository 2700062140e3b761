//! Reads a replay file: a line in words, a word at a time.

use std::fmt;
use std::time::Duration;

use given::time::Micros;

use super::super::fate::Fate;
use super::super::network::{LinkId, Network, NodeId, Port};
use super::super::spell::millis;
use super::super::weather::{Crash, FOREVER, Partition, Split, Weather};
use super::{is_plain, name};

/// The most fates that a file may give a link: a file may come from a stranger.
const MAX_FATES: usize = 1 << 20;

/// Why a text is not the weather of this network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayError {
    /// The line, counted from 1.
    pub line: usize,
    /// What should have stood there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

/// Reads what [`emit`](super::emit) wrote, or somebody by hand.
///
/// # Errors
///
/// [`ReplayError`] says in which line it found what, and what it expected. A link whose fates are said twice, and
/// names that the network does not have, are errors too.
pub fn parse(network: &Network, text: &str) -> Result<Weather, ReplayError> {
    let mut weather = Weather::fair();
    let mut began = false;
    let mut open: Option<LinkId> = None;
    for (number, line) in text.lines().enumerate() {
        let mut reader = Reader { network, line: number + 1, words: words(line) };
        let goes_on = line.starts_with([' ', '\t']);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match open {
            _ if !began => {
                reader.words("sim 1")?;
                began = true;
            }
            Some(link) if goes_on => reader.fates(&mut weather.fates[link.index()])?,
            _ => open = reader.statement(&mut weather)?,
        }
        reader.end()?;
    }
    if began {
        return Ok(weather.trimmed());
    }
    let line = text.lines().count().max(1);
    Err(ReplayError { line, expected: "`sim 1`".into(), found: "the end".into() })
}

/// A line in words: what stands between blanks, with names in quotes kept whole, and `,`, `:` and `.` apart where
/// they do not stand in a number.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => quoted(rest),
            ',' | ':' | '.' => 1,
            _ if first.is_ascii_digit() => {
                rest.find(|character: char| character != '.' && !is_plain(character)).unwrap_or(rest.len())
            }
            _ => rest.find([' ', '\t', ',', ':', '.', '"']).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(length.max(first.len_utf8()));
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words.reverse();
    words
}

/// How many bytes a text in quotes takes.
fn quoted(text: &str) -> usize {
    let mut is_escaped = false;
    for (place, character) in text.char_indices().skip(1) {
        match character {
            '"' if !is_escaped => return place + 1,
            _ => is_escaped = character == '\\' && !is_escaped,
        }
    }
    text.len()
}

/// The words of a line, the next one last.
struct Reader<'a> {
    network: &'a Network,
    line: usize,
    words: Vec<String>,
}

impl Reader<'_> {
    fn statement(&mut self, weather: &mut Weather) -> Result<Option<LinkId>, ReplayError> {
        match self.peek() {
            "link" => return self.link(weather).map(Some),
            "seed" => weather.seed = self.seed()?,
            "cut" => weather.partitions.push(self.cut()?),
            "crash" => weather.crashes.push(self.crash()?),
            _ => return Err(self.error("`link`, `seed`, `cut` or `crash`")),
        }
        Ok(None)
    }

    fn link(&mut self, weather: &mut Weather) -> Result<LinkId, ReplayError> {
        self.words("link")?;
        let before = self.words.clone();
        let link = self.arrow()?;
        if weather.fates.get(link.index()).is_some_and(|fates| !fates.is_empty()) {
            self.words = before;
            return Err(self.error("a link whose fates were not said before"));
        }
        self.words(":")?;
        let mut fates = vec![];
        self.fates(&mut fates)?;
        *weather = std::mem::take(weather).on(link, fates);
        Ok(link)
    }

    fn fates(&mut self, fates: &mut Vec<Fate>) -> Result<(), ReplayError> {
        while !self.words.is_empty() {
            let fate = self.fate()?;
            let count = match self.peek().strip_prefix('x') {
                Some(count) => {
                    let room = MAX_FATES - fates.len();
                    let fits = |count: &usize| *count <= room;
                    let count = count.parse().ok().filter(fits);
                    let count = count.ok_or_else(|| self.error(format!("`x1` to `x{room}`")))?;
                    self.words.pop();
                    count
                }
                None if fates.len() == MAX_FATES => return Err(self.error("no more fates")),
                None => 1,
            };
            fates.extend(std::iter::repeat_n(fate, count));
            if !self.words.is_empty() {
                self.words(",")?;
            }
        }
        Ok(())
    }

    fn fate(&mut self) -> Result<Fate, ReplayError> {
        let Some(word) = self.words.pop() else { return Err(self.error("a fate")) };
        Ok(match word.as_str() {
            "deliver" => Fate::Deliver,
            "delay" => Fate::Delay(self.time()?),
            "drop" => Fate::Drop,
            "dup" if self.peek().starts_with(|first: char| first.is_ascii_digit()) => {
                Fate::Duplicate(self.time()?)
            }
            "dup" => Fate::Duplicate(Duration::ZERO),
            "swap" => Fate::Swap(self.number()?),
            "flip" => Fate::FlipBit(self.number()?),
            "swap-words" => Fate::SwapWords(self.number()?, self.number()?),
            "truncate" => Fate::Truncate(self.number()?),
            "cut" => Fate::Cut(self.number()?),
            "pieces" => Fate::Pieces(self.number()?),
            "join" => Fate::Join,
            "reset" => Fate::Reset,
            _ => {
                self.words.push(word);
                return Err(self.error("a fate, such as `drop` or `delay 30 ms`"));
            }
        })
    }

    fn cut(&mut self) -> Result<Partition, ReplayError> {
        self.words("cut")?;
        let split = if self.peek() == "off" {
            self.words("off")?;
            Split::Nodes(self.list(Self::node)?)
        } else {
            Split::Links(self.list(Self::arrow)?)
        };
        self.words("from")?;
        let from = self.moment()?;
        let until = if self.words.is_empty() {
            FOREVER
        } else {
            self.words("until")?;
            self.moment()?
        };
        Ok(Partition { split, from, until })
    }

    fn crash(&mut self) -> Result<Crash, ReplayError> {
        self.words("crash")?;
        let node = self.node()?;
        self.words("at")?;
        let at = self.moment()?;
        let restart = if self.words.is_empty() {
            None
        } else {
            self.words("restart at")?;
            Some(self.moment()?)
        };
        Ok(Crash { node, at, restart })
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Result<T, ReplayError>) -> Result<Vec<T>, ReplayError> {
        let mut list = vec![one(self)?];
        while self.peek() == "," {
            self.words.pop();
            list.push(one(self)?);
        }
        Ok(list)
    }

    fn arrow(&mut self) -> Result<LinkId, ReplayError> {
        let before = self.words.clone();
        let from = self.port()?;
        self.words("->")?;
        let to = self.port()?;
        let link = self.network.between(from, to);
        link.ok_or_else(|| {
            self.words = before;
            self.error("a link of the network")
        })
    }

    fn port(&mut self) -> Result<Port, ReplayError> {
        // A name that begins with a digit was read as a number: `2.0`.
        if let Some((name, interface)) = self.peek().split_once('.')
            && !name.is_empty()
            && !name.starts_with('"')
        {
            let (name, interface) = (name.to_owned(), interface.to_owned());
            self.words.pop();
            self.words.extend([interface, String::from("."), name]);
        }
        let node = self.node()?;
        self.words(".")?;
        let interface = self.number()? as usize;
        Ok(node.port(interface))
    }

    fn node(&mut self) -> Result<NodeId, ReplayError> {
        let word = self.peek();
        let found = self.network.nodes().find(|node| name(self.network, *node) == word);
        let Some(node) = found else {
            let names: Vec<String> = self.network.nodes().map(|node| name(self.network, node)).collect();
            return Err(self.error(format!("a node: {}", names.join(", "))));
        };
        self.words.pop();
        Ok(node)
    }

    fn seed(&mut self) -> Result<u64, ReplayError> {
        self.words("seed")?;
        let word = self.peek();
        let seed = match word.strip_prefix("0x") {
            Some(digits) => u64::from_str_radix(digits, 16),
            None => word.parse(),
        };
        let seed = seed.map_err(|_| self.error("a number of up to 64 bits"))?;
        self.words.pop();
        Ok(seed)
    }

    fn number(&mut self) -> Result<u32, ReplayError> {
        let number = self.peek().parse().map_err(|_| self.error("a number"))?;
        self.words.pop();
        Ok(number)
    }

    fn time(&mut self) -> Result<Duration, ReplayError> {
        let time = millis(self.peek()).ok_or_else(|| self.error("a time, such as `30 ms`"))?;
        self.words.pop();
        self.words("ms")?;
        Ok(time)
    }

    fn moment(&mut self) -> Result<Micros, ReplayError> {
        let before = self.words.clone();
        let time = self.time()?;
        let micros =
            u64::try_from(time.as_micros()).ok().filter(|_| time.subsec_nanos().is_multiple_of(1000));
        micros.map(Micros).ok_or_else(|| {
            self.words = before;
            self.error("a moment in whole microseconds, such as `1.5 ms`")
        })
    }

    /// These words come next.
    fn words(&mut self, expected: &str) -> Result<(), ReplayError> {
        for word in expected.split(' ') {
            if self.peek() != word {
                return Err(self.error(format!("`{expected}`")));
            }
            self.words.pop();
        }
        Ok(())
    }

    fn end(&self) -> Result<(), ReplayError> {
        if self.words.is_empty() { Ok(()) } else { Err(self.error("the end of the line")) }
    }

    /// The next word, or nothing.
    fn peek(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    fn error(&self, expected: impl Into<String>) -> ReplayError {
        let found = match self.peek() {
            "" => String::from("the end of the line"),
            word => format!("`{}`", word.escape_debug()),
        };
        ReplayError { line: self.line, expected: expected.into(), found }
    }
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ReplayError { line, expected, found } = self;
        write!(f, "line {line}: expected {expected}, found {found}")
    }
}

impl std::error::Error for ReplayError {}
