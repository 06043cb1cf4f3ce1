//! What several plans say, side by side.
//!
//! * [`body`]: which names of leading and partner bodies mean one body.
//! * [`lineup`]: what provinces promise on a topic, one row each.
//! * [`owners`]: who leads and who takes part, one row a body.
//! * [`version`]: which plans are versions of one another.

pub mod body;
mod card;
mod clause;
mod lexicon;
pub mod lineup;
pub mod owners;
mod topic;
pub mod version;

pub use card::Card;
pub use topic::Topic;
