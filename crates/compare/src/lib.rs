//! What several plans say, side by side.
//!
//! * [`body`]: which names of leading and partner bodies mean one body.

pub mod body;
mod lexicon;
