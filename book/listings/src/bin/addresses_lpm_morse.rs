//! Morse code as a tree: a dot leads left, a dash leads right, and a letter is where the way ends.

// ANCHOR: morse
struct Node {
    letter: char,
    dot: Option<Box<Node>>,
    dash: Option<Box<Node>>,
}

fn leaf(letter: char) -> Option<Box<Node>> {
    Some(Box::new(Node { letter, dot: None, dash: None }))
}

fn read(root: &Node, signs: &str) -> Option<char> {
    let mut node = root;
    for sign in signs.chars() {
        node = if sign == '.' { node.dot.as_deref()? } else { node.dash.as_deref()? };
    }
    Some(node.letter)
}

fn main() {
    let e = Node { letter: 'E', dot: leaf('I'), dash: leaf('A') };
    let t = Node { letter: 'T', dot: leaf('N'), dash: leaf('M') };
    let root = Node { letter: ' ', dot: Some(Box::new(e)), dash: Some(Box::new(t)) };
    for signs in ["-", ".-", "-.", "...."] {
        println!("{signs} {}", read(&root, signs).unwrap_or('?'));
    }
} // `root` goes, and with it all that it owns.
// ANCHOR_END: morse
