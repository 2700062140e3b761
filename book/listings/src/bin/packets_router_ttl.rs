//! What becomes of a time to live that is counted down without a question.

fn main() {
    for ttl in [2_u8, 1, 0] {
        println!("{ttl} becomes {}", ttl.wrapping_sub(1));
    }
}
