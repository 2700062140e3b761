//! Puts all prefixes into a tree, one bit a step, and reads the whole branches off it. Nothing is ever sorted.

use given::addresses::{Family, Prefix};

enum Tree {
    Nothing,
    Everything,
    Halves(Box<[Tree; 2]>),
}

pub fn aggregate(prefixes: &[Prefix]) -> Vec<Prefix> {
    let mut found = Vec::new();
    for family in [Family::V4, Family::V6] {
        let of_family = prefixes.iter().filter(|prefix| prefix.family == family);
        let tree = of_family.fold(Tree::Nothing, |tree, prefix| tree.with(prefix, 0));
        tree.read(Prefix { family, bits: 0, len: 0 }, &mut found);
    }
    found
}

/// The bit behind the first `depth`.
fn place(family: Family, depth: u8) -> u128 {
    1 << (family.width() - 1 - depth)
}

impl Tree {
    fn with(self, prefix: &Prefix, depth: u8) -> Tree {
        if depth == prefix.len {
            return Tree::Everything;
        }
        let mut halves = match self {
            Tree::Everything => return Tree::Everything,
            Tree::Nothing => Box::new([Tree::Nothing, Tree::Nothing]),
            Tree::Halves(halves) => halves,
        };
        let half = &mut halves[usize::from(prefix.bits & place(prefix.family, depth) != 0)];
        *half = std::mem::replace(half, Tree::Nothing).with(prefix, depth + 1);
        match *halves {
            [Tree::Everything, Tree::Everything] => Tree::Everything,
            _ => Tree::Halves(halves),
        }
    }

    fn read(&self, here: Prefix, found: &mut Vec<Prefix>) {
        match self {
            Tree::Nothing => {}
            Tree::Everything => found.push(here),
            Tree::Halves(halves) => {
                let low = Prefix { len: here.len + 1, ..here };
                halves[0].read(low, found);
                halves[1].read(Prefix { bits: here.bits | place(here.family, here.len), ..low }, found);
            }
        }
    }
}
