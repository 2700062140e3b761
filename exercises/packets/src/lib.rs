//! packets: its exercises, and the question that each asks.
//!
//! | exercise | question |
//! | --- | --- |
//! | [`line_code`] | How many bits are 1? |
//! | [`checksum`] | How many bits are 1? |

pub mod line_code;

pub mod checksum;
