//! {{chapter}}: its exercises, and the question that each asks.
//!
//! | exercise | question |
//! | --- | --- |
//! | [`{{exercise}}`] | How many bits are 1? |

pub mod {{exercise}};
