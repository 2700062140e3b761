//! The runs of `dissect` in the book are what it prints.

#[path = "../../../book/listings/replay.rs"]
mod replay;

#[test]
fn the_runs_of_the_book_are_real() {
    replay::hold("packets_dissect_", 2, "dissect", env!("CARGO_BIN_EXE_solution-dissect"));
}
