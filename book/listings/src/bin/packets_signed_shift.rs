//! The upper half of a byte that is taken for a number with a sign.

fn main() {
    // ANCHOR: half
    // The byte 0xd5, in a type that has a sign: -43.
    let byte: i8 = 0xd5_u8 as i8;
    // The sign comes down from above: this is no number from 0 to 15.
    let half = byte >> 4;
    println!("the upper half is {half}");

    // `TABLE[half]` does not compile: only a usize is an index. The conversion has to be asked for, and may fail.
    match usize::try_from(half) {
        Ok(index) => println!("look at place {index}"),
        Err(_) => println!("no place in a table"),
    }
    println!("without a sign it is {}", (byte as u8) >> 4);
    // ANCHOR_END: half
}
