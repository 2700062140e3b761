//! Prints figures as the book has them: those that are named, or all. For their authors, and for the tests.

#[expect(clippy::print_stdout, reason = "an example that shows something")]
fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let is_asked =
        |figure: &&figures::Figure| names.is_empty() || names.iter().any(|name| name == figure.name);
    for figure in figures::all().filter(is_asked) {
        println!("{}\n{}", figure.name, figures::html(figure));
    }
}
