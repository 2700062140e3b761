//! The press: builds, draws, checks and serves the book.
//!
//! mdBook makes pages of Markdown. What a page asks for beyond that, in lines like `{{#figure hello/cut/chunks}}`, is
//! put there by [`Course`], a preprocessor: from the catalogue, from `figures`, from `listings`. The same preprocessor
//! runs in this process and as a command of stock mdBook. [`check`] reads the site that came out, and names what is
//! broken in it with file and line.

pub mod check;
mod directive;
mod markdown;
mod page;
mod problem;
mod quiz;
mod reload;
pub mod serve;
pub mod site;
mod source;
mod words;

pub use page::Course;
pub use problem::{Problem, Problems};
pub use quiz::{Question, questions};
