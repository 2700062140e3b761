//! Four routers who all speak at once, in rounds, and only by the first rules. The line from B to D has just broken.

const NAMES: [char; 4] = ['A', 'B', 'C', 'D'];

/// RFC 2453, section 3.4.2: all lines cost 1, but that from C to D costs 10. B-D is not here any more.
const LINES: [(usize, usize, u32); 4] = [(0, 1, 1), (0, 2, 1), (1, 2, 1), (2, 3, 10)];

// ANCHOR: rounds
/// How far it is to D's network, and by whom.
type Row = Option<(u32, usize)>;

/// Each router hears its neighbors' rows, and takes the best. It asks nobody where that row comes from.
fn round(before: [Row; 4]) -> [Row; 4] {
    let mut after = [None, None, None, before[3]];
    for (one, other, cost) in LINES {
        for (from, to) in [(one, other), (other, one)] {
            let Some((metric, _)) = before[from] else { continue };
            if after[to].is_none_or(|(best, _)| metric + cost < best) {
                after[to] = Some((metric + cost, from));
            }
        }
    }
    after
}
// ANCHOR_END: rounds

fn main() {
    // As it was: A and C go by B, which has just noticed.
    let mut rows = [Some((3, 1)), None, Some((3, 1)), Some((1, 3))];
    println!("round   A       B       C       D");
    for number in 0..11 {
        let cell = |(place, row): (usize, &Row)| match row {
            None => String::from("-"),
            Some((metric, by)) if *by == place => format!("{metric} here"),
            Some((metric, by)) => format!("{metric} by {}", NAMES[*by]),
        };
        let cells: Vec<String> = rows.iter().enumerate().map(cell).map(|cell| format!("{cell:7}")).collect();
        println!("{number:<7} {}", cells.join(" ").trim_end());
        rows = round(rows);
    }
}
