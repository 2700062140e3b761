//! The runtime of a probe: the small program that links one chapter of one submission and answers questions
//! about it.
//!
//! A probe reads one [`Question`] a line, makes the calls it lists, and writes one reply a line. It never
//! compares, it is never told an expected answer, and it decides nothing: whatever runs in this process may be
//! hostile, so the judge is another process. A person can play the judge by hand:
//!
//! ```text
//! $ echo '{"id":"1","calls":[{"call":"name_machine/number","args":[[192,168,1,1]]}]}' | probe-hello
//! {"id":"1","answers":[{"value":3232235777}]}
//! ```
//!
//! What learner code prints goes to standard error. After the calls of a question the runtime writes a line
//! there too, [`end_of_print`], so that the judge knows which print belongs to which question.

mod bytes;
mod panics;
mod platform;
mod table;

use std::io::{self, BufRead, BufReader, Write};
use std::thread;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use bytes::{Bytes, Slice};
pub use table::Table;

/// One line from the judge.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    /// 128 fresh random bits as text. The reply repeats them, so that it can't have been written earlier.
    pub id: String,
    /// The calls, made in this order.
    pub calls: Vec<Call>,
}

/// One call of the learner's public interface.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// For a method, the number of the object; for a constructor, the number that the object gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<u32>,
    /// `<exercise>/<function>` or `<exercise>/<Type>::<method>`.
    pub call: String,
    /// The arguments in order.
    pub args: Vec<Value>,
}

/// One line to the judge.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reply {
    /// The question's id.
    pub id: String,
    /// One answer a call, in order; they stop at the first that is not a value.
    pub answers: Vec<Answer>,
}

/// How one call went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It returned.
    Value(Value),
    /// It panicked.
    Panic(Panic),
    /// The judge asked for something that this probe doesn't know: a mistake of ours, never the learner's.
    Unknown(String),
}

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panic {
    /// `path:line:column`.
    pub at: String,
    /// The first 200 characters of the message; `None` where the payload is not text.
    pub message: Option<String>,
}

/// A question or a reply is at most so many bytes long, its line end included: 1 MiB.
pub const MAX_LINE_BYTES: usize = 1 << 20;

/// Learner code runs on a thread with a stack of 16 MiB, so that honest recursion has room on every platform.
const STACK_BYTES: usize = 16 << 20;

/// The line that the runtime prints on standard error after the calls of question `id`.
pub fn end_of_print(id: &str) -> String {
    format!("\u{1e}{id}\n")
}

/// Runs a probe: answers questions until there are no more.
///
/// `register` names the calls that can be asked for, once, at the start.
pub fn serve(register: fn(&mut Table)) {
    let (questions, replies) = match platform::private_streams() {
        Ok(streams) => streams,
        Err(error) => fail(&format!("set up the probe: {error}")),
    };
    let served = thread::Builder::new().name("learner".into()).stack_size(STACK_BYTES).spawn(move || {
        panics::remember_here();
        let mut table = Table::default();
        register(&mut table);
        answer_all(&mut table, BufReader::new(questions), replies)
    });
    match served.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => {}
        Ok(Ok(Err(error))) => fail(&format!("read a question: {error}")),
        Ok(Err(_)) => fail("the thread that answers ended early"),
        Err(error) => fail(&format!("start a thread: {error}")),
    }
}

fn answer_all(table: &mut Table, mut questions: impl BufRead, mut replies: impl Write) -> io::Result<()> {
    let mut line = String::new();
    loop {
        line.clear();
        if questions.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let Question { id, calls } = serde_json::from_str(&line)?;
        let answers = table.answer(calls);
        // Print comes before the reply: when the judge has the reply, the print is on its way already.
        io::stdout().flush()?;
        io::stderr().write_all(end_of_print(&id).as_bytes())?;
        let mut text = serde_json::to_vec(&Reply { id, answers })?;
        text.push(b'\n');
        replies.write_all(&text)?;
        replies.flush()?;
    }
}

/// Ends the probe with a message. Only for what is not the learner's doing.
fn fail(message: &str) -> ! {
    let _ = writeln!(io::stderr(), "probe: {message}");
    #[expect(clippy::disallowed_methods, reason = "a probe that can't run has nothing else to say")]
    std::process::exit(70)
}
