//! The runs of `cities` and `dissect` in the book are what they print.

#[path = "../../../book/listings/replay.rs"]
mod replay;

#[test]
fn the_runs_of_the_book_are_real() {
    replay::hold("packets_cities_", 4, "cities", env!("CARGO_BIN_EXE_solution-cities"));
    replay::hold("packets_dissect_", 2, "dissect", env!("CARGO_BIN_EXE_solution-dissect"));
}
