//! Answers questions about the chapter addresses. A module an exercise, a line a function.

mod cursor;
mod dotted;
mod lpm;

fn main() {
    probe::serve(|table| {
        dotted::calls(table.exercise("dotted"));
        cursor::calls(table.exercise("cursor"));
        lpm::calls(table.exercise("lpm"));
    });
}
