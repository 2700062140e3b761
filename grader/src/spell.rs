//! Values spelled as a learner would write them in Rust: `b"hello"`, `[192, 168, 1, 1]`, `Err(Short { .. })`.
//!
//! Cards show them in the form that is read most easily, and `--test` in the form that compiles. Long values are
//! shortened where they are shown, never here.

mod given_types;

use std::fmt::Debug;

pub use probe::{Bytes, Slice};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A value that can be spelled as Rust.
pub trait Spell {
    /// As a card shows it.
    fn spell(&self) -> String;

    /// As an expression of its own type, which compiles where the types of `given` are in scope.
    fn rust(&self) -> String {
        self.spell()
    }

    /// As an argument: of text and lists, learners' functions borrow the contents.
    fn arg(&self) -> String {
        self.rust()
    }
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

spell_like_debug!((), bool, u8, u16, u32, u64, u128, usize, &str);

impl Spell for String {
    fn spell(&self) -> String {
        format!("{self:?}")
    }

    fn rust(&self) -> String {
        format!("String::from({self:?})")
    }

    fn arg(&self) -> String {
        self.spell()
    }
}

impl<T: Spell, const N: usize> Spell for [T; N] {
    fn spell(&self) -> String {
        format!("[{}]", commas(self, T::spell))
    }

    fn rust(&self) -> String {
        format!("[{}]", commas(self, T::rust))
    }
}

impl<T: Spell> Spell for Vec<T> {
    fn spell(&self) -> String {
        format!("[{}]", commas(self, T::spell))
    }

    fn rust(&self) -> String {
        format!("vec![{}]", commas(self, T::rust))
    }

    fn arg(&self) -> String {
        format!("&[{}]", commas(self, T::rust))
    }
}

impl<T: Spell> Spell for Option<T> {
    fn spell(&self) -> String {
        self.as_ref().map_or_else(|| String::from("None"), |value| format!("Some({})", value.spell()))
    }

    fn rust(&self) -> String {
        self.as_ref().map_or_else(|| String::from("None"), |value| format!("Some({})", value.rust()))
    }
}

impl<T: Spell, E: Spell> Spell for Result<T, E> {
    fn spell(&self) -> String {
        match self {
            Ok(value) => format!("Ok({})", value.spell()),
            Err(error) => format!("Err({})", error.spell()),
        }
    }

    fn rust(&self) -> String {
        match self {
            Ok(value) => format!("Ok({})", value.rust()),
            Err(error) => format!("Err({})", error.rust()),
        }
    }
}

impl<A: Spell, B: Spell> Spell for (A, B) {
    fn spell(&self) -> String {
        format!("({}, {})", self.0.spell(), self.1.spell())
    }

    fn rust(&self) -> String {
        format!("({}, {})", self.0.rust(), self.1.rust())
    }
}

/// A value that the learner's function borrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Ref<T>(pub T);

impl<T: Spell> Spell for Ref<T> {
    fn spell(&self) -> String {
        self.0.spell()
    }

    fn rust(&self) -> String {
        format!("&{}", self.0.rust())
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

    fn rust(&self) -> String {
        if self.0.is_empty() {
            String::from("vec![]")
        } else {
            format!("{}.to_vec()", self.spell().trim_start_matches('&'))
        }
    }

    fn arg(&self) -> String {
        self.spell()
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

fn commas<T>(items: &[T], spell: impl Fn(&T) -> String) -> String {
    items.iter().map(spell).collect::<Vec<_>>().join(", ")
}

/// The arguments of one call: a tuple.
pub trait Args {
    /// As they cross the pipe.
    fn json(&self) -> Vec<Value>;
    /// As a card shows them.
    fn spell(&self) -> String;
    /// As Rust that compiles.
    fn rust(&self) -> String;
}

impl Args for () {
    fn json(&self) -> Vec<Value> {
        Vec::new()
    }

    fn spell(&self) -> String {
        String::new()
    }

    fn rust(&self) -> String {
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

            fn rust(&self) -> String {
                [$(self.$index.arg()),*].join(", ")
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
    use given::addresses::Short;

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

    #[test]
    fn what_is_owned_is_spelled_so_that_it_compiles() {
        assert_eq!(Bytes(b"he".to_vec()).rust(), r#"b"he".to_vec()"#);
        assert_eq!(Bytes(vec![0xc0, 1]).rust(), "[0xc0, 0x01].to_vec()");
        assert_eq!(Ok::<_, Short>(vec![String::from("a")]).rust(), r#"Ok(vec![String::from("a")])"#);
        assert_eq!(Args::rust(&(String::from("a"), Ref(1_u8), vec![1_u8])), r#""a", &1, &[1]"#);
        let wide =
            given::addresses::Prefix { family: given::addresses::Family::V4, bits: 0x0a00_0000, len: 8 };
        assert_eq!(wide.rust(), "Prefix { family: Family::V4, bits: 0xa000000, len: 8 }");
    }
}
