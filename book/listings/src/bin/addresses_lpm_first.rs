//! Telephone exchanges have routes, too. This one takes the first that fits.

fn main() {
    // ANCHOR: first
    let number = "0207946000";
    let mut routes = [("", "operator"), ("020", "London"), ("0207", "inner London")];

    let first = |routes: &[(&str, &'static str)]| {
        let fits = |(digits, _): &&(&str, &str)| number.starts_with(digits);
        routes.iter().find(fits).map_or("nowhere", |(_, name)| *name)
    };
    print!("{}", first(&routes));
    routes.swap(0, 1);
    print!(", {}", first(&routes));
    routes.reverse();
    println!(", {}", first(&routes));
    // ANCHOR_END: first
}
