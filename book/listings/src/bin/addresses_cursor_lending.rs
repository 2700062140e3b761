//! Lends words out of a text, one after the other.

// ANCHOR: words
struct Words<'a> {
    text: &'a str,
}

impl<'a> Words<'a> {
    fn word(&mut self) -> &'a str {
        let (word, rest) = self.text.split_once(' ').unwrap_or((self.text, ""));
        self.text = rest;
        word
    }
}

fn second_word(text: &str) -> &str {
    let mut words = Words { text };
    words.word();
    words.word()
} // `words` ends here. What it lent lives on in `text`.
// ANCHOR_END: words

fn main() {
    println!("{}", second_word("to London please"));
}
