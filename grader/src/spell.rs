//! Values spelled as a learner would write them in Rust: `b"hello"`, `[192, 168, 1, 1]`, `Err(Short { .. })`.
//!
//! Cards show them, so that a step can be read and pasted. Long values are shortened where they are shown, never
//! here.

use std::fmt::Debug;

use given::addresses::{AddrError, Family, Prefix, Short, TooWide};
use given::hello::{Chunk, Missing};
pub use probe::{Bytes, Slice};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A value that can be spelled as Rust.
pub trait Spell {
    /// Its spelling.
    fn spell(&self) -> String;
}

/// Types whose `Debug` is how one would write them.
macro_rules! spell_like_debug {
    ($($type:ty),* $(,)?) => {
        $(impl Spell for $type {
            fn spell(&self) -> String {
                format!("{self:?}")
            }
        })*
    };
}

spell_like_debug!(
    (),
    bool,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    String,
    &str,
    AddrError,
    Short,
    TooWide,
    Family,
    Missing
);

impl<T: Spell, const N: usize> Spell for [T; N] {
    fn spell(&self) -> String {
        list("[", self, "]")
    }
}

impl<T: Spell> Spell for Vec<T> {
    fn spell(&self) -> String {
        list("[", self, "]")
    }
}

impl<T: Spell> Spell for Option<T> {
    fn spell(&self) -> String {
        self.as_ref().map_or_else(|| String::from("None"), |value| format!("Some({})", value.spell()))
    }
}

impl<T: Spell, E: Spell> Spell for Result<T, E> {
    fn spell(&self) -> String {
        match self {
            Ok(value) => format!("Ok({})", value.spell()),
            Err(error) => format!("Err({})", error.spell()),
        }
    }
}

impl<A: Spell, B: Spell> Spell for (A, B) {
    fn spell(&self) -> String {
        format!("({}, {})", self.0.spell(), self.1.spell())
    }
}

/// Text where most of it is printable, numbers otherwise; a run of one byte as an array expression.
impl Spell for Bytes {
    fn spell(&self) -> String {
        let bytes = &self.0;
        let printable = bytes.iter().filter(|byte| byte.is_ascii_graphic() || **byte == b' ').count();
        if bytes.len() > 16 && bytes.iter().all(|byte| *byte == bytes[0]) {
            format!("&[{:#04x}; {}]", bytes[0], bytes.len())
        } else if printable * 2 > bytes.len() || bytes.is_empty() {
            format!("b\"{}\"", bytes.escape_ascii())
        } else {
            let numbers: Vec<String> = bytes.iter().map(|byte| format!("{byte:#04x}")).collect();
            format!("&[{}]", numbers.join(", "))
        }
    }
}

impl Spell for Slice {
    fn spell(&self) -> String {
        match self {
            Slice::Span { offset, len } => format!("&input[{offset}..{}]", offset + len),
            Slice::Elsewhere(bytes) => bytes.spell(),
        }
    }
}

impl Spell for Chunk {
    fn spell(&self) -> String {
        let bytes = Bytes(self.bytes.clone()).spell();
        format!("Chunk {{ number: {}, of: {}, bytes: {bytes} }}", self.number, self.of)
    }
}

impl Spell for Prefix {
    fn spell(&self) -> String {
        self.to_string()
    }
}

/// A number that people read in hexadecimal: `0xC0A80101`.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hex(pub u32);

impl Spell for Hex {
    fn spell(&self) -> String {
        format!("{:#010X}", self.0).replacen("0X", "0x", 1)
    }
}

impl Debug for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.spell())
    }
}

/// A 128-bit number, which crosses the pipe as hexadecimal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wide(#[serde(with = "given::hex::number")] pub u128);

impl Spell for Wide {
    fn spell(&self) -> String {
        format!("{:#x}", self.0)
    }
}

fn list<T: Spell>(open: &str, items: &[T], close: &str) -> String {
    let items: Vec<String> = items.iter().map(Spell::spell).collect();
    format!("{open}{}{close}", items.join(", "))
}

/// The arguments of one call: a tuple.
pub trait Args {
    /// As they cross the pipe.
    fn json(&self) -> Vec<Value>;
    /// As Rust.
    fn spell(&self) -> String;
}

impl Args for () {
    fn json(&self) -> Vec<Value> {
        Vec::new()
    }

    fn spell(&self) -> String {
        String::new()
    }
}

macro_rules! args {
    ($($name:ident $index:tt),*) => {
        impl<$($name: Spell + Serialize),*> Args for ($($name,)*) {
            fn json(&self) -> Vec<Value> {
                vec![$(serde_json::to_value(&self.$index).expect("arguments are plain data")),*]
            }

            fn spell(&self) -> String {
                [$(self.$index.spell()),*].join(", ")
            }
        }
    };
}

args!(A 0);
args!(A 0, B 1);
args!(A 0, B 1, C 2);
args!(A 0, B 1, C 2, D 3);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spelled_as_rust() {
        assert_eq!(Bytes(b"he\"y\n".to_vec()).spell(), r#"b"he\"y\n""#);
        assert_eq!(Bytes(vec![0xc0, 0xa8, 1, 1]).spell(), "&[0xc0, 0xa8, 0x01, 0x01]");
        assert_eq!(Bytes(vec![0x61; 1000]).spell(), "&[0x61; 1000]");
        assert_eq!(Bytes(vec![]).spell(), "b\"\"");
        assert_eq!(Hex(0xc0a80101).spell(), "0xC0A80101");
        assert_eq!(Some(Ok::<u8, Short>(1)).spell(), "Some(Ok(1))");
        assert_eq!(Spell::spell(&("a", Wide(1))), "(\"a\", 0x1)");
    }
}
