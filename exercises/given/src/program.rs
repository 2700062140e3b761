//! What the programs in `src/bin/` share: arguments, exit status, and plain words where an exercise is missing.
//!
//! A program ends with status 0 if it did what it was asked, 1 if it could not, and 2 if it was asked in a way
//! that it does not understand.

use std::env;
use std::fmt;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::Path;
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

/// Runs the program `name`: hands its arguments and its output to `work`, and says how that went. To be called
/// by `main`, once.
///
/// `--help` prints `help`, and so does no argument at all. A `todo!()` that is reached is told as an exercise
/// that is not written yet. Any other panic is told with its place.
pub fn run(
    name: &str,
    help: &str,
    work: impl FnOnce(Arguments, &mut dyn Write) -> Result<(), Failure>,
) -> ExitCode {
    panic::set_hook(Box::new(|info| {
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(in_plain_words(info));
    }));
    let mut out = io::stdout();
    let worked = panic::catch_unwind(AssertUnwindSafe(|| {
        let arguments = Arguments::of_this_program()?;
        if arguments.want_help() { Ok(out.write_all(help.as_bytes())?) } else { work(arguments, &mut out) }
    }));
    let (complaint, status) = match worked {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(failure)) if failure.is_only_the_reader_gone() => return ExitCode::SUCCESS,
        Ok(Err(failure)) => (format!("{name}: {failure}"), failure.status()),
        Err(_) => (format!("{name} {}", last_panic()), ExitCode::FAILURE),
    };
    #[expect(clippy::print_stderr, reason = "this is where programs complain")]
    {
        eprintln!("{complaint}");
    }
    status
}

/// What the last panic said.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

fn last_panic() -> String {
    let panic = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    panic.unwrap_or_else(|| "panicked".to_owned())
}

/// Why a program did not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The arguments make no sense.
    Usage(String),
    /// It did not work.
    Failed(String),
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    /// Whoever read our output, such as `head`, has seen enough.
    fn is_only_the_reader_gone(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    fn status(&self) -> ExitCode {
        match self {
            Failure::Usage(_) => ExitCode::from(2),
            Failure::Failed(_) | Failure::Output(_) => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(message) => write!(f, "{message} (--help says what there is)"),
            Failure::Failed(message) => f.write_str(message),
            Failure::Output(error) => write!(f, "write the output: {error}"),
        }
    }
}

impl std::error::Error for Failure {}

/// So that `?` works behind `writeln!`. Other errors need words that say what was going on.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

/// The arguments of a program. Take what you know out of them; [`Arguments::words`] refuses what is left over.
#[derive(Debug)]
pub struct Arguments {
    /// What may be an option.
    open: Vec<String>,
    /// What stands behind `--`, and is none.
    plain: Vec<String>,
}

impl Arguments {
    fn of_this_program() -> Result<Self, Failure> {
        let words: Result<Vec<String>, _> = env::args_os().skip(1).map(|word| word.into_string()).collect();
        words.map(Self::new).map_err(|word| Failure::Usage(format!("{} is not text", word.display())))
    }

    /// Of the words behind the program's name.
    pub fn new(mut words: Vec<String>) -> Self {
        let end = words.iter().position(|word| word == "--");
        let plain = end.map(|end| words.split_off(end).split_off(1)).unwrap_or_default();
        Self { open: words, plain }
    }

    fn want_help(&self) -> bool {
        let nothing = self.open.is_empty() && self.plain.is_empty();
        nothing || self.open.iter().any(|word| word == "--help" || word == "-h")
    }

    /// Takes out the first word if it is this one.
    pub fn command(&mut self, name: &str) -> bool {
        let is_first = self.open.first().is_some_and(|word| word == name);
        if is_first {
            self.open.remove(0);
        }
        is_first
    }

    /// Takes out `--name`, and says whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let at = self.open.iter().position(|word| word == name);
        at.map(|at| self.open.remove(at)).is_some()
    }

    /// Takes out `--name VALUE` or `--name=VALUE`, if it is there.
    pub fn option<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Result<Option<T>, Failure> {
        let is_it = |word: &String| word == name || is_with_value(word, name);
        let Some(at) = self.open.iter().position(is_it) else { return Ok(None) };
        let word = self.open.remove(at);
        if self.open.iter().any(is_it) {
            return Err(Failure::Usage(format!("{name} is given twice")));
        }
        let value = match word.split_once('=') {
            Some((_, value)) => value.to_owned(),
            None if at < self.open.len() => self.open.remove(at),
            None => return Err(Failure::Usage(format!("{name} needs a value"))),
        };
        let parsed = value.parse().map_err(|error| Failure::Usage(format!("{name} {value}: {error}")));
        parsed.map(Some)
    }

    /// All words that are left, in order. Among them must be no option, because nobody has taken it out.
    pub fn words(self) -> Result<Vec<String>, Failure> {
        match self.open.iter().find(|word| word.len() > 1 && word.starts_with('-')) {
            Some(option) => Err(Failure::Usage(format!("there is no option {option} here"))),
            None => Ok([self.open, self.plain].concat()),
        }
    }
}

fn is_with_value(word: &str, name: &str) -> bool {
    word.strip_prefix(name).is_some_and(|value| value.starts_with('='))
}

/// What a panic means to whoever works through the exercises, behind the name of the program.
fn in_plain_words(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    let Some(place) = info.location() else { return format!("panicked: {message}") };
    let file = place.file().replace('\\', "/");
    let exercise = Path::new(&file).file_stem().unwrap_or_default().display();
    // This is how `todo!()` panics.
    if message.starts_with("not yet implemented") {
        return format!("needs `{exercise}`, which is not written yet: {file}");
    }
    format!("panicked at {file}:{}: {message}", place.line())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Arguments {
        Arguments::new(text.split(' ').map(str::to_owned).collect())
    }

    #[test]
    fn options_stand_anywhere_before_two_hyphens() {
        let mut arguments = arguments("to --size 3 a --keep --seed=4 - -- --size -x");
        assert!(arguments.command("to") && !arguments.command("to"));
        assert_eq!(arguments.option("--size").expect("a number"), Some(3));
        assert_eq!(arguments.option("--seed").expect("a number"), Some(4));
        assert_eq!(arguments.option::<u8>("--other").expect("nothing"), None);
        assert!(arguments.flag("--keep") && !arguments.flag("--keep"));
        assert!(!arguments.want_help());
        assert_eq!(arguments.words().expect("no options"), ["a", "-", "--size", "-x"]);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |text: &str| match arguments(text).option::<u8>("--size") {
            Err(Failure::Usage(message)) => message,
            value => panic!("{text} gives {value:?}"),
        };
        assert_eq!(refused("--size"), "--size needs a value");
        assert_eq!(refused("--size 1 --size=2"), "--size is given twice");
        assert_eq!(refused("--size x"), "--size x: invalid digit found in string");
        let left = arguments("a --size 1").words().expect_err("nobody has taken it out");
        assert_eq!(left.to_string(), "there is no option --size here (--help says what there is)");
    }

    #[test]
    fn help_is_asked_for_with_an_option_or_with_nothing() {
        assert!(arguments("to --help").want_help());
        assert!(arguments("-h").want_help());
        assert!(Arguments::new(Vec::new()).want_help());
        assert!(!arguments("-- --help").want_help());
    }
}
