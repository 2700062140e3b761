//! Every rule of the stubs, as a solution and what becomes of it.
//!
//! Whatever must go is called *hidden* here: items, fields, comments, even the values in bodies. So one look
//! tells whether something leaked, whichever rule the case is about.

mod files;

use super::{StubError, derive};

/// Derives, and holds the result to what is true of every stub.
#[track_caller]
fn derives(solution: &str, stub: &str) {
    let derived = derive(&dedent(solution)).expect("there is a stub");
    assert_eq!(derived, dedent(stub));
    assert!(syn::parse_file(&derived).is_ok(), "does not parse");
    assert!(!derived.to_lowercase().contains("hidden"), "leaks");
    assert!(!derived.contains("\n\n\n"), "has two blank lines in a row");
    assert!(derived.ends_with('\n') && !derived.ends_with("\n\n"), "does not end in one newline");
    assert_eq!(derive(&derived).as_deref(), Ok(derived.as_str()), "the stub of the stub is another");
}

#[track_caller]
fn refuses(solution: &str, message: &str) {
    let error = derive(&dedent(solution)).expect_err("there is no stub");
    assert_eq!(error.to_string(), message);
}

/// Takes away the indentation that a text has because of the test around it.
fn dedent(text: &str) -> String {
    let text = text.trim_start_matches('\n').trim_end_matches(' ');
    let margin = text.len() - text.trim_start().len();
    let line = |line: &str| line.get(margin..).unwrap_or("").to_owned() + "\n";
    text.lines().map(line).collect()
}

// What stays as it is.

#[test]
fn a_library_of_modules_passes_unchanged() {
    let library = "
        //! A chapter.
        //!
        //! With a second paragraph.

        #![warn(missing_docs)]

        pub mod addresses;
        pub mod packets;

        pub use packets::Packet;
        ";
    derives(library, library);
}

#[test]
fn a_file_of_docs_passes_unchanged() {
    derives("//! Nothing here yet.\n", "//! Nothing here yet.\n");
}

#[test]
fn public_data_stays_whole() {
    let data = r#"
        //! Data.

        /// How many.
        pub const MOST: usize = 4 * 256;

        /// A greeting.
        pub static GREETING: &str = "hello";

        /// Bytes, owned.
        pub type Bytes = Vec<u8>;

        /// Open or not.
        #[derive(Clone, Copy, Debug)]
        pub enum State {
            // The order is that of RFC 9293.
            /// Not open.
            Closed,
            /// Open.
            Open { since: u64 }, // milliseconds
        }

        /// A point.
        #[derive(serde::Serialize)]
        pub struct Point {
            /// To the right.
            pub x: i32,
            // Upwards, as in mathematics.
            pub y: i32,
        }

        /// A pair.
        pub struct Pair(pub u8, pub u8);

        /// Nothing.
        pub struct Nothing;
        "#;
    derives(data, data);
}

#[test]
fn exported_macros_stay_whole() {
    derives(
        "
        /// Adds one.
        #[macro_export]
        macro_rules! add_one {
            ($x:expr) => {
                $x + 1
            };
        }

        macro_rules! hidden {
            () => {};
        }
        ",
        "
        /// Adds one.
        #[macro_export]
        macro_rules! add_one {
            ($x:expr) => {
                $x + 1
            };
        }
        ",
    );
}

// Functions.

#[test]
fn a_public_function_keeps_docs_attributes_and_signature() {
    derives(
        r#"
        /// Counts.
        ///
        /// ```
        /// assert_eq!(count(b"ab"), 2);
        /// ```
        #[must_use]
        pub fn count<'a, T>(bytes: &'a [u8], what: T) -> usize
        where
            T: AsRef<[u8]>,
        {
            //! hidden inner docs
            // hidden comment
            let hidden = bytes.len();
            hidden /* hidden */
        }
        "#,
        r#"
        /// Counts.
        ///
        /// ```
        /// assert_eq!(count(b"ab"), 2);
        /// ```
        #[must_use]
        pub fn count<'a, T>(bytes: &'a [u8], what: T) -> usize
        where
            T: AsRef<[u8]>,
        {
            todo!()
        }
        "#,
    );
}

#[test]
fn comments_in_a_signature_stay() {
    derives(
        "
        /// Adds.
        pub const fn add(
            // The first.
            a: u8, /* and */
            b: u8,
        ) -> u8 {
            a + b // hidden
        }
        ",
        "
        /// Adds.
        pub const fn add(
            // The first.
            a: u8, /* and */
            b: u8,
        ) -> u8 {
            todo!()
        }
        ",
    );
}

#[test]
fn text_that_is_not_ascii_is_cut_at_the_right_places() {
    derives(
        r#"
        /// Größe – in «Bytes».
        pub fn größe(text: &str) -> usize {
            let hidden = "日本";
            text.len() + hidden.len()
        }

        /// Ende.
        pub const ENDE: &str = "→";
        "#,
        r#"
        /// Größe – in «Bytes».
        pub fn größe(text: &str) -> usize {
            todo!()
        }

        /// Ende.
        pub const ENDE: &str = "→";
        "#,
    );
}

#[test]
fn parameters_lose_their_mut() {
    derives(
        "
        /// Thing.
        pub struct Thing;

        impl Thing {
            /// Takes itself.
            pub fn take(mut self, mut bytes: Vec<u8>, (mut a, b): (u8, u8), buffer: &mut [u8]) {
                hidden(self, bytes, a, b, buffer);
            }

            /// Lends itself.
            pub fn lend(&mut self) {
                hidden(self);
            }
        }
        ",
        "
        /// Thing.
        pub struct Thing;

        impl Thing {
            /// Takes itself.
            pub fn take(self, bytes: Vec<u8>, (a, b): (u8, u8), buffer: &mut [u8]) {
                todo!()
            }

            /// Lends itself.
            pub fn lend(&mut self) {
                todo!()
            }
        }
        ",
    );
}

#[test]
fn expectations_of_the_compiler_go_with_the_body() {
    derives(
        r#"
        /// Sums.
        #[expect(unused_assignments, reason = "hidden")]
        #[expect(clippy::too_many_arguments, reason = "a header has so many fields")]
        pub fn sum(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
            a + b + c + d + e + f + g + h
        }

        /// Hints.
        #[inline]
        #[expect(unused_mut, reason = "hidden")]
        pub fn hint() {}
        "#,
        r#"
        /// Sums.
        #[expect(clippy::too_many_arguments, reason = "a header has so many fields")]
        pub fn sum(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
            todo!()
        }

        /// Hints.
        #[inline]
        pub fn hint() {
            todo!()
        }
        "#,
    );
}

// Private items.

#[test]
fn private_items_go_with_docs_attributes_and_comments() {
    derives(
        "
        //! Docs.

        // hidden, attached
        /// Hidden docs.
        #[inline]
        fn hidden_function() {}

        /// Public.
        pub const PUBLIC: u8 = 1;

        const HIDDEN: u8 = 2;
        pub(crate) static HIDDEN_STATIC: u8 = 3;
        type Hidden = u8;
        pub(super) trait HiddenTrait {}
        enum HiddenEnum {}
        mod hidden_file;
        mod hidden_module {
            pub fn hidden() {}
        }
        macro_rules! hidden {
            () => {};
        }
        thread_local! {
            static HIDDEN_LOCAL: u8 = 4;
        }

        /// Public, too.
        pub const TOO: u8 = 5;

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn hidden() {}
        }
        ",
        "
        //! Docs.

        /// Public.
        pub const PUBLIC: u8 = 1;

        /// Public, too.
        pub const TOO: u8 = 5;
        ",
    );
}

#[test]
fn what_is_only_for_tests_goes() {
    derives(
        "
        /// Thing.
        pub struct Thing;

        impl Thing {
            /// A hidden hook.
            #[cfg(test)]
            pub fn hidden(&self) {}
        }

        /// A hidden helper.
        #[cfg(test)]
        pub fn hidden() {}

        #[cfg(test)]
        impl std::fmt::Binary for Thing {}
        ",
        "
        /// Thing.
        pub struct Thing;
        ",
    );
}

#[test]
fn blank_lines_are_those_of_the_solution() {
    derives(
        "
        pub mod a;
        mod hidden_b;
        pub mod c;

        fn hidden() {}

        /// One.
        pub const ONE: u8 = 1;
        const HIDDEN: u8 = 0;
        /// Two.
        pub const TWO: u8 = 2;
        ",
        "
        pub mod a;
        pub mod c;

        /// One.
        pub const ONE: u8 = 1;
        /// Two.
        pub const TWO: u8 = 2;
        ",
    );
}

// Comments.

#[test]
fn comments_between_and_above_items_go() {
    derives(
        "
        // A hidden licence.

        //! Docs.
        // hidden, among the docs
        //! More docs.

        // hidden and free

        // hidden and attached
        /// One.
        // hidden, below the docs
        #[allow(dead_code)] // hidden, behind an attribute
        /* hidden, in a /* nested */ block */
        pub const ONE: u8 = 1; // hidden, behind

        /// Thing.
        pub struct Thing;

        impl Thing {
            // hidden at the top

            // hidden and attached
            /// Works.
            pub fn works() {} // hidden, behind

            // hidden at the bottom
        }

        // hidden at the end
        ",
        "
        //! Docs.
        //! More docs.

        /// One.
        #[allow(dead_code)]
        pub const ONE: u8 = 1;

        /// Thing.
        pub struct Thing;

        impl Thing {
            /// Works.
            pub fn works() {
                todo!()
            }
        }
        ",
    );
}

// Implementations.

#[test]
fn private_members_go() {
    derives(
        "
        /// Thing.
        pub struct Thing;

        impl Thing {
            const HIDDEN: u8 = 1;

            /// Most.
            pub const MOST: u8 = 2;

            /// New.
            pub fn new() -> Thing {
                Thing
            }

            fn hidden(&self) -> u8 {
                Self::HIDDEN
            }

            pub(crate) fn hidden_too(&self) {}
        }

        impl Thing {
            fn hidden_all(&self) {}
        }
        ",
        "
        /// Thing.
        pub struct Thing;

        impl Thing {
            /// Most.
            pub const MOST: u8 = 2;

            /// New.
            pub fn new() -> Thing {
                todo!()
            }
        }
        ",
    );
}

#[test]
fn traits_of_public_types_keep_their_signatures() {
    derives(
        r#"
        use std::fmt;

        /// Thing.
        pub struct Thing;

        /// `thing`
        impl fmt::Display for Thing {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("hidden")
            }
        }

        impl std::error::Error for Thing {}

        impl Iterator for Thing {
            type Item = u8;

            /// Never ends.
            #[inline]
            fn next(&mut self) -> Option<u8> {
                Some(hidden())
            }
        }
        "#,
        "
        use std::fmt;

        /// Thing.
        pub struct Thing;

        /// `thing`
        impl fmt::Display for Thing {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                todo!()
            }
        }

        impl std::error::Error for Thing {}

        impl Iterator for Thing {
            type Item = u8;

            /// Never ends.
            #[inline]
            fn next(&mut self) -> Option<u8> {
                todo!()
            }
        }
        ",
    );
}

#[test]
fn implementations_of_and_for_private_items_go() {
    derives(
        "
        use self::hidden_parts::HiddenPart;

        /// Thing.
        pub struct Thing;

        struct Hidden;
        trait HiddenTrait {}
        mod hidden_parts;

        impl Hidden {
            pub fn new() -> Hidden {
                Hidden
            }
        }

        impl Default for Hidden {
            fn default() -> Hidden {
                Hidden
            }
        }

        impl HiddenTrait for Thing {}

        impl From<Hidden> for Thing {
            fn from(_: Hidden) -> Thing {
                Thing
            }
        }

        impl From<HiddenPart> for Thing {
            fn from(_: HiddenPart) -> Thing {
                Thing
            }
        }

        impl From<u8> for Thing {
            fn from(byte: u8) -> Thing {
                Thing
            }
        }
        ",
        "
        /// Thing.
        pub struct Thing;

        impl From<u8> for Thing {
            fn from(byte: u8) -> Thing {
                todo!()
            }
        }
        ",
    );
}

#[test]
fn drop_goes_because_todo_in_it_would_abort() {
    derives(
        "
        /// Thing.
        pub struct Thing;

        impl Drop for Thing {
            fn drop(&mut self) {
                hidden();
            }
        }
        ",
        "
        /// Thing.
        pub struct Thing;
        ",
    );
}

#[test]
fn traits_keep_everything_but_default_bodies() {
    derives(
        "
        /// A device.
        pub trait Device: Send {
            /// What it carries.
            type Packet;

            /// How much it carries.
            const MOST: usize = 1500;

            /// Sends.
            fn send(&mut self, packet: Self::Packet);

            /// Sends two.
            fn send_two(&mut self, mut one: Self::Packet, two: Self::Packet) {
                // hidden
                self.send(one);
                self.send(two);
            }
        }
        ",
        "
        /// A device.
        pub trait Device: Send {
            /// What it carries.
            type Packet;

            /// How much it carries.
            const MOST: usize = 1500;

            /// Sends.
            fn send(&mut self, packet: Self::Packet);

            /// Sends two.
            fn send_two(&mut self, one: Self::Packet, two: Self::Packet) {
                todo!()
            }
        }
        ",
    );
}

#[test]
fn inline_modules_are_derived_inside() {
    derives(
        r#"
        use std::fmt::Debug;
        use std::fmt::Write;

        /// Inner things.
        pub mod inner {
            //! More about them.

            use std::collections::BTreeMap;

            use super::Debug;

            /// Thing.
            pub struct Thing<T> {
                hidden: BTreeMap<u8, T>,
            }

            /// Shows.
            pub fn show(thing: &dyn Debug) -> String {
                let mut hidden = String::new();
                write!(hidden, "{thing:?}").unwrap();
                hidden
            }

            fn hidden() {}
        }

        /// Nothing left.
        pub mod empty {
            fn hidden() {}
        }
        "#,
        "
        use std::fmt::Debug;

        /// Inner things.
        pub mod inner {
            //! More about them.

            use std::marker::PhantomData;

            use super::Debug;

            /// Thing.
            pub struct Thing<T> {
                // Put your own fields here, in place of this one. More types and functions of your own are welcome.
                _yours: PhantomData<T>,
            }

            /// Shows.
            pub fn show(thing: &dyn Debug) -> String {
                todo!()
            }
        }

        /// Nothing left.
        pub mod empty {}
        ",
    );
}

// Structs.

#[test]
fn private_fields_become_one() {
    derives(
        "
        use std::collections::BTreeMap;

        /// Puts bytes in order.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub struct Reassembler {
            // hidden
            /// Hidden docs.
            hidden_pieces: BTreeMap<u64, Vec<u8>>,

            /// How much it holds.
            pub capacity: usize,
            // hidden, above a public field
            /// How much it has given away.
            pub(crate) hidden_next: u64, // hidden, behind
        }
        ",
        "
        use std::marker::PhantomData;

        /// Puts bytes in order.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub struct Reassembler {
            /// How much it holds.
            pub capacity: usize,
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<()>,
        }
        ",
    );
}

#[test]
fn the_one_field_mentions_every_parameter() {
    derives(
        "
        use std::marker::PhantomData;

        /// One lifetime.
        pub struct Lifetime<'a> {
            hidden: &'a str,
        }

        /// One type.
        pub struct Type<T: Clone = u8> {
            hidden: Vec<T>,
        }

        /// Several.
        pub struct Several<'a, 'b: 'a, K, V, const N: usize>
        where
            K: Ord,
        {
            hidden: (&'a str, &'b str, [K; N], V),
        }

        /// Unsized.
        pub struct Unsized<'a, A: ?Sized, B>
        where
            B: ?Sized,
        {
            hidden: (&'a A, &'a B),
        }

        /// Only a constant.
        pub struct Constant<const N: usize> {
            hidden: [u8; N],
        }
        ",
        "
        use std::marker::PhantomData;

        /// One lifetime.
        pub struct Lifetime<'a> {
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<&'a ()>,
        }

        /// One type.
        pub struct Type<T: Clone = u8> {
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<T>,
        }

        /// Several.
        pub struct Several<'a, 'b: 'a, K, V, const N: usize>
        where
            K: Ord,
        {
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<(&'a (), &'b (), K, V)>,
        }

        /// Unsized.
        pub struct Unsized<'a, A: ?Sized, B>
        where
            B: ?Sized,
        {
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<(&'a (), Box<A>, Box<B>)>,
        }

        /// Only a constant.
        pub struct Constant<const N: usize> {
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<()>,
        }
        ",
    );
}

#[test]
fn numbered_fields_keep_their_numbers() {
    derives(
        "
        use std::marker::PhantomData;

        /// A key.
        #[derive(Clone, Copy)]
        pub struct Key([u8; 32]);

        /// A first one that is public.
        pub struct First<T>(pub u8, Hidden<T>, Vec<T>)
        where
            T: Clone;

        /// A last one that is public.
        pub struct Last(Hidden, pub u8);

        struct Hidden;
        ",
        "
        use std::marker::PhantomData;

        /// A key.
        #[derive(Clone, Copy)]
        pub struct Key(PhantomData<()>);

        /// A first one that is public.
        pub struct First<T>(pub u8, PhantomData<T>)
        where
            T: Clone;

        /// A last one that is public.
        pub struct Last(PhantomData<()>, pub u8);
        ",
    );
}

#[test]
fn derives_that_phantom_data_lacks_go() {
    derives(
        "
        use std::marker::PhantomData;

        use given::{Hidden, Wire};

        /// Some stay.
        #[derive(Clone, Hidden, std::fmt::Debug)]
        pub struct Some {
            hidden: u8,
        }

        /// None stays.
        #[derive(Hidden)]
        pub struct None {
            hidden: u8,
        }

        /// Nothing is replaced.
        #[derive(Wire)]
        pub struct Whole {
            pub x: u8,
        }
        ",
        "
        use std::marker::PhantomData;

        use given::Wire;

        /// Some stay.
        #[derive(Clone, Debug)]
        pub struct Some {
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<()>,
        }

        /// None stays.
        pub struct None {
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<()>,
        }

        /// Nothing is replaced.
        #[derive(Wire)]
        pub struct Whole {
            pub x: u8,
        }
        ",
    );
}

#[test]
fn phantom_data_is_imported_among_those_of_std() {
    derives(
        "
        //! Docs.

        use std::fmt;
        use std::io;
        use std::net::Ipv4Addr;

        use given::Chunk;

        /// Thing.
        pub struct Thing {
            pub address: Ipv4Addr,
            pub chunk: Chunk,
            pub result: fmt::Result,
            hidden: io::Result<()>,
        }
        ",
        "
        //! Docs.

        use std::fmt;
        use std::marker::PhantomData;
        use std::net::Ipv4Addr;

        use given::Chunk;

        /// Thing.
        pub struct Thing {
            pub address: Ipv4Addr,
            pub chunk: Chunk,
            pub result: fmt::Result,
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<()>,
        }
        ",
    );
}

#[test]
fn phantom_data_is_imported_before_all_others() {
    derives(
        "
        //! Docs.

        use std::collections::BTreeMap;

        use given::Chunk;

        /// Thing.
        pub struct Thing {
            pub chunk: Chunk,
            hidden: BTreeMap<u8, u8>,
        }
        ",
        "
        //! Docs.

        use std::marker::PhantomData;

        use given::Chunk;

        /// Thing.
        pub struct Thing {
            pub chunk: Chunk,
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<()>,
        }
        ",
    );
}

#[test]
fn phantom_data_is_imported_without_any_others() {
    derives(
        "
        //! Docs.

        /// Thing.
        pub struct Thing {
            hidden: u8,
        }
        ",
        "
        //! Docs.

        use std::marker::PhantomData;

        /// Thing.
        pub struct Thing {
            // Put your own fields here, in place of this one. More types and functions of your own are welcome.
            _yours: PhantomData<()>,
        }
        ",
    );
}

// Given items.

#[test]
fn given_items_stay_whole() {
    let given = r#"
        //! Docs.

        // given
        const MAGIC: u32 = 0x6f6c_6568; // "hello", little-endian

        // given
        // The table of RFC 1071.
        /// A table.
        #[rustfmt::skip]
        static TABLE: [u8; 2] = [
            // low
            1,
            // high
            2,
        ];

        // given
        fn swap(word: u16) -> u16 {
            // Why not?
            let mut swapped = word;
            swapped = swapped.swap_bytes();

            swapped
        }

        // given
        struct Reader<'a> {
            bytes: &'a [u8],
        }

        // given
        impl Reader<'_> {
            fn left(&self) -> usize {
                self.bytes.len()
            }
        }

        /// Thing.
        pub struct Thing;

        impl Thing {
            // given
            /// Complete.
            pub fn complete(&self) -> u8 {
                self.helper()
            }

            // given
            fn helper(&self) -> u8 {
                1 // one
            }
        }

        // given
        mod parts;
        "#;
    derives(given, given);
}

#[test]
fn a_given_type_does_not_make_its_methods_given() {
    derives(
        "
        // given
        struct Reader {
            at: usize,
        }

        impl Reader {
            /// Reads.
            pub fn read(&mut self) -> u8 {
                self.hidden()
            }

            fn hidden(&mut self) -> u8 {
                1
            }
        }
        ",
        "
        // given
        struct Reader {
            at: usize,
        }

        impl Reader {
            /// Reads.
            pub fn read(&mut self) -> u8 {
                todo!()
            }
        }
        ",
    );
}

#[test]
fn given_stands_directly_above() {
    let message =
        "line 1: `// given` keeps nothing; it belongs directly above the docs of an item that can stay";
    refuses("// given\n\nconst HIDDEN: u8 = 1;\n", message);
    let message =
        "line 2: `// given` keeps nothing; it belongs directly above the docs of an item that can stay";
    refuses("/// Docs.\n// given\nconst HIDDEN: u8 = 1;\n", message);
    refuses("mod hidden {\n    // given\n    fn hidden() {}\n}\n", message);
    refuses("const HIDDEN: u8 = 1;\n// given\n", message);
}

#[test]
fn a_comment_that_only_begins_with_given_is_a_comment() {
    derives(
        "
        // given enough hidden time
        fn hidden() {}

        /// Stays.
        pub const STAYS: u8 = 1;
        ",
        "
        /// Stays.
        pub const STAYS: u8 = 1;
        ",
    );
}

// Imports.

#[test]
fn imports_stay_for_names_that_stay() {
    derives(
        "
        use std::collections::{BTreeMap as Hidden, VecDeque};
        use std::fmt::{self, Write as _};
        use std::io::{self, Read};
        use std::net::{Ipv4Addr as V4, SocketAddr};
        use std::{mem, str};

        use given::hello::{Hidden2, Line};
        use given::hidden;
        use super::hidden::*;

        pub use given::hello::Chunk;

        /// Reads `Read`, str::from_utf8 and SocketAddr.
        pub fn read(from: &mut dyn Read, to: &V4, line: Line, hex: &str, mem: u8) -> fmt::Result {
            hidden::mem(mem, hex, Hidden::new(), Hidden2)
        }

        /// Several.
        pub type Several = VecDeque<u8>;
        ",
        "
        use std::collections::VecDeque;
        use std::fmt;
        use std::io::Read;
        use std::net::Ipv4Addr as V4;

        use given::hello::Line;

        pub use given::hello::Chunk;

        /// Reads `Read`, str::from_utf8 and SocketAddr.
        pub fn read(from: &mut dyn Read, to: &V4, line: Line, hex: &str, mem: u8) -> fmt::Result {
            todo!()
        }

        /// Several.
        pub type Several = VecDeque<u8>;
        ",
    );
}

#[test]
fn an_import_of_self_alone_needs_no_braces() {
    derives(
        "
        use std::io::{self, Hidden};
        use std::fmt::{self as f, Hidden2};

        /// Fails.
        pub fn fails() -> (io::Error, f::Error) {
            hidden()
        }
        ",
        "
        use std::io;
        use std::fmt as f;

        /// Fails.
        pub fn fails() -> (io::Error, f::Error) {
            todo!()
        }
        ",
    );
}

#[test]
fn imports_that_stay_whole_keep_their_form() {
    let imports = "
        use std::{
            fmt::{self, Debug},
            io,
        };

        use ::given::Line;

        /// Fails.
        pub fn fails(line: Line, debug: &dyn Debug) -> (io::Error, fmt::Error) {
            todo!()
        }
        ";
    derives(imports, imports);
}

#[test]
fn given_functions_keep_traits_and_globs() {
    derives(
        r#"
        use std::fmt::Write as _;
        use std::hash::Hasher;
        use std::io::{BufRead as _, Read};

        use given::Unknown as _;
        use given::hello::*;
        use given::{LIMIT, limits};

        // given
        fn show(stream: &mut Stream) -> String {
            let mut text = format!("{LIMIT:?}");
            stream.read_exact(&mut [0; limits::MOST]).unwrap();
            writeln!(text, "{:?}", stream).unwrap();
            text
        }

        /// Works.
        pub fn works() {
            hidden().finish()
        }
        "#,
        r#"
        use std::fmt::Write as _;
        use std::io::Read;

        use given::Unknown as _;
        use given::hello::*;
        use given::{LIMIT, limits};

        // given
        fn show(stream: &mut Stream) -> String {
            let mut text = format!("{LIMIT:?}");
            stream.read_exact(&mut [0; limits::MOST]).unwrap();
            writeln!(text, "{:?}", stream).unwrap();
            text
        }

        /// Works.
        pub fn works() {
            todo!()
        }
        "#,
    );
}

#[test]
fn without_given_functions_traits_and_globs_go() {
    derives(
        "
        use std::fmt::Write as _;

        use given::hello::*;
        use given::Unknown as _;

        // given
        struct Reader;

        /// Works.
        pub fn works() {
            hidden()
        }
        ",
        "
        use given::hello::*;

        // given
        struct Reader;

        /// Works.
        pub fn works() {
            todo!()
        }
        ",
    );
    derives("use given::hidden::*;\n\npub mod a;\n", "pub mod a;\n");
}

// What cannot become a stub.

#[test]
fn what_does_not_parse_is_refused_with_its_line() {
    let error = derive("pub fn a() {}\n\npub fun b() {}\n").expect_err("there is no `fun`");
    assert!(error.to_string().starts_with("line 3: does not parse: expected"), "{error}");
    let error = derive("//! Docs.\n\npub fn a() {").expect_err("a brace is missing");
    assert!(matches!(error, StubError::Unparsable { .. }), "{error}");
}

#[test]
fn impl_trait_in_return_position_is_refused() {
    let message = "line 2: `a` is public and returns `impl Trait`; name the type";
    refuses("/// A.\npub fn a() -> impl Iterator<Item = u8> {}\n", message);
    refuses("/// A.\npub fn a() -> Result<(u8, Box<impl Sized>), ()> {}\n", message);
    refuses("// given\n/// A.\npub fn a() -> impl Sized {}\n", &message.replace('2', "3"));
    refuses("impl Thing {\n    #[doc = \"A\"] pub fn a() -> impl Sized {}\n}\n", message);
    refuses("impl Tell for Thing {\n    fn a() -> impl Sized {}\n}\n", message);
    refuses("pub trait Tell {\n    #[doc = \"A\"] fn a() -> impl Sized;\n}\n", message);
}

#[test]
fn impl_trait_elsewhere_is_fine() {
    derives(
        "
        /// Reads.
        pub fn read(from: impl std::io::Read) {}

        fn hidden() -> impl Sized {}
        ",
        "
        /// Reads.
        pub fn read(from: impl std::io::Read) {
            todo!()
        }
        ",
    );
}

#[test]
fn public_functions_need_docs() {
    let message = "line 2: `a` is public and has no docs, which are the learner's specification";
    refuses("\npub fn a() {}\n", message.replace('2', "1").as_str());
    refuses("// given\npub fn a() {}\n", message);
    refuses("#[doc(hidden)]\npub fn a() {}\n", message);
    refuses("impl Thing {\n    pub fn a() {}\n}\n", message);
    refuses("pub trait Tell {\n    fn a();\n}\n", message);
}

#[test]
fn what_stays_must_not_mention_what_goes() {
    let message =
        "line 1: `LIMIT` is private and goes, but what stays mentions it; make it `pub` or `// given`";
    refuses("const LIMIT: u8 = 1;\n/// Most.\npub const MOST: u8 = LIMIT + 1;\n", message);
    refuses("const LIMIT: usize = 1;\n/// A.\npub fn a() -> [u8; self::LIMIT] {}\n", message);
    refuses("const LIMIT: u8 = 1;\n// given\nfn a() {\n    println!(\"{}\", LIMIT);\n}\n", message);

    let message =
        "line 1: `Table` is private and goes, but what stays mentions it; make it `pub` or `// given`";
    refuses("struct Table;\npub enum State {\n    Full(Vec<Table>),\n}\n", message);
    refuses("mod Table;\npub use Table::Row;\n", message);

    let message =
        "line 2: `LIMIT` is private and goes, but what stays mentions it; make it `pub` or `// given`";
    let solution = "
        impl Thing {
            const LIMIT: usize = 1;
            /// A.
            pub fn a() -> [u8; Self::LIMIT] {}
        }
        pub struct Thing;
        ";
    refuses(solution, message);
    refuses(&solution.replace("Self", "Thing"), message);
}

#[test]
fn docs_that_stay_must_not_link_to_what_goes() {
    let message = "line 2: `order` is private and goes, but docs that stay link to it";
    refuses("//! See [`order`].\nfn order() {}\n", message);
    refuses("/// See [`order()`].\nfn order() {}\n/// See [`order()`].\npub const A: u8 = 1;\n", message);
    let member = "/// See [`Thing::order`].\npub struct Thing { order: u8 }\n";
    refuses(member, message);
}

#[test]
fn a_name_that_stays_elsewhere_is_no_mention() {
    derives(
        "
        /// Reads [`header`](https://example.net).
        pub fn read(header: u8) -> [u8; 2] {
            [header; 2]
        }

        // given
        fn twice(header: u8) -> u8 {
            2 * header
        }

        /// A kind.
        pub enum Kind {
            /// With the name of something that goes.
            Header,
        }

        fn header() {}
        struct Header;
        ",
        "
        /// Reads [`header`](https://example.net).
        pub fn read(header: u8) -> [u8; 2] {
            todo!()
        }

        // given
        fn twice(header: u8) -> u8 {
            2 * header
        }

        /// A kind.
        pub enum Kind {
            /// With the name of something that goes.
            Header,
        }
        ",
    );
}

#[test]
fn a_public_field_that_would_move_is_refused() {
    let message =
        "line 2: a public field of `Three` stands behind two private ones and would get another number";
    refuses("/// Three.\npub struct Three(u8, u8, pub u8);\n", message);
}

#[test]
fn errors_say_their_line() {
    let error = derive("\n// given\n").expect_err("keeps nothing");
    assert_eq!(error, StubError::LooseGiven { line: 2 });
    assert_eq!(error.line(), 2);
}
