//! Port 80, when its two bytes are sent the wrong way round.

fn main() {
    let port: u16 = 80;
    println!("{}", port.swap_bytes());
}
