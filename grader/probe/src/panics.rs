//! Catches the learner's panics, and remembers where they happened and what they said.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

use crate::Panic;

/// Messages are cut to so many characters.
const MAX_MESSAGE_CHARS: usize = 200;

thread_local! {
    static REMEMBERS: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<Panic>> = const { RefCell::new(None) };
}

/// From now on a panic on this thread is remembered instead of printed. Other threads' are still printed.
pub(crate) fn remember_here() {
    REMEMBERS.set(true);
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if REMEMBERS.get() {
            LAST.set(Some(describe(info)));
        } else {
            print(info);
        }
    }));
}

/// Makes a call that may panic.
pub(crate) fn catch<R>(call: impl FnOnce() -> R) -> Result<R, Panic> {
    panic::catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
        // The payload is the learner's, and so is its `Drop`, which could panic again: it is never run.
        std::mem::forget(payload);
        LAST.take().unwrap_or(Panic { at: String::from("unknown"), message: None })
    })
}

fn describe(info: &PanicHookInfo<'_>) -> Panic {
    Panic {
        at: info.location().map_or_else(|| String::from("unknown"), ToString::to_string),
        message: info.payload_as_str().map(|message| message.chars().take(MAX_MESSAGE_CHARS).collect()),
    }
}
