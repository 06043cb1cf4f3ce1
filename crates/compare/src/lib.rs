//! What several plans say, side by side.
//!
//! * [`body`]: which names of leading and partner bodies mean one body.
//! * [`diff`](mod@diff): what changed from one plan to another.
//! * [`lineup`]: what provinces promise on a topic, one row each.
//! * [`owners`]: who leads and who takes part, one row a body.
//! * [`version`]: which plans are versions of one another.

mod align;
pub mod body;
mod card;
mod clause;
pub mod diff;
mod lexicon;
pub mod lineup;
pub mod owners;
mod topic;
pub mod version;

pub use card::Card;
pub use topic::Topic;
