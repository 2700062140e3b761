//! The runs of `addr` in the book are what it prints.

#[path = "../../../book/listings/replay.rs"]
mod replay;

#[test]
fn the_runs_of_the_book_are_real() {
    replay::hold("addresses_addr_", 3, "addr", env!("CARGO_BIN_EXE_solution-addr"));
}
