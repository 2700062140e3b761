//! What the places of a number are worth, if each is worth 35 times the one before, in 32 bits.

fn main() {
    // ANCHOR: overflow
    let mut weight: u32 = 1;
    for place in 1..10 {
        let Some(next) = weight.checked_mul(35) else {
            println!("place {place} would be worth more than 32 bits hold");
            break;
        };
        weight = next;
        println!("place {place} is worth {weight}");
    }
    // ANCHOR_END: overflow
}
