//! Understanding: a [`document::Document`] becomes a [`plan::Plan`].
//!
//! [`extract`] is a pure function and cannot fail: what is odd in a document becomes a diagnostic
//! of its plan, and every paragraph and cell is kept in the outline or in a table.
//!
//! The work goes from the outside in:
//!
//! 1. `letterhead` and `closing` take the first and the last lines;
//! 2. `outline` builds the tree of labels between them and decides what is a heading
//!    (`heading`), an introducing line, an item or an attribute line (`attribute`);
//! 3. `item` makes objectives and tasks of the items, and of the rows of tables (`table`);
//! 4. `assemble` writes the record, `check` its diagnostics.
//!
//! The grammars know no context and serve wherever their thing occurs: `deadline`, `target`,
//! `citation`, `owner`, `province`. They read tokens (`token`); their vocabulary stands in
//! `lexicon/`.

mod assemble;
mod attribute;
mod body_name;
mod check;
mod citation;
mod closing;
mod deadline;
mod field;
mod heading;
mod item;
mod letterhead;
mod outline;
mod owner;
mod prose;
mod province;
mod source;
mod table;
mod target;
mod token;

pub use assemble::extract;
