//! Reads the data of a TXT record: strings, each behind a byte that says how long it is.

// ANCHOR: txt
fn print_strings(mut data: &[u8]) {
    while let [length, behind @ ..] = data {
        let length = usize::from(*length);
        let Some(string) = behind.get(..length) else {
            println!("{length} bytes are promised, and {} are there", behind.len());
            return;
        };
        println!("{}", String::from_utf8_lossy(string));
        data = &behind[length..];
    }
}
// ANCHOR_END: txt

fn main() {
    // The message ends before the last string does. What stands behind it in memory is nobody's business.
    let memory = *b"\x05hello\x05world\x28secret: 1234";
    let message = &memory[..15];
    print_strings(message);
}
