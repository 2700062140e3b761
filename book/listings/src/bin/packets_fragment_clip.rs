//! How many bytes of a fragment are new, if those before `next` are there already.

// ANCHOR: clip
fn new_bytes(start: isize, end: isize, next: isize) -> isize {
    end - start.max(next)
}
// ANCHOR_END: clip

fn main() {
    // The neighbor reaches into it: bytes 16 to 23 are new.
    println!("8 to 23 behind 16: {} bytes", new_bytes(8, 24, 16));
    // It lies inside of what is there.
    let none = new_bytes(8, 20, 24);
    println!("8 to 19 behind 24: {none} bytes");
    // Here the conversion has to be written down, and `try_from` would refuse it.
    println!("as a length: {} bytes", none as usize);
}
