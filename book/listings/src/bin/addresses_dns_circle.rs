//! Each byte says at which place to go on. Who may follow it?

// ANCHOR: circle
fn last_place(message: &[u8], start: usize) -> Result<usize, String> {
    let mut here = start;
    loop {
        let next = usize::from(*message.get(here).ok_or("no such place")?);
        match next {
            0 => return Ok(here),
            _ if next < here => here = next,
            _ => return Err(format!("{here} leads to {next}, and that is not back")),
        }
    }
}

fn main() {
    //              place  0  1  2  3  4  5  6
    println!("{:?}", last_place(&[9, 0, 1, 6, 2, 4, 3], 5));
    println!("{:?}", last_place(&[9, 0, 1, 6, 2, 4, 3], 6));
}
// ANCHOR_END: circle
