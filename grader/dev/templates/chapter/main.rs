//! Answers questions about the chapter {{chapter}}. A module an exercise, a line a function.

mod {{exercise}};

fn main() {
    probe::serve(|table| {
        {{exercise}}::calls(table.exercise("{{exercise}}"));
    });
}
