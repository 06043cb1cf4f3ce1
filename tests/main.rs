//! The house from outside: the command line in a fresh folder, laws over real documents, golden
//! records, and the rules of the house itself.
//!
//! All of it is one test binary (linking is slow) and belongs to the crate `kehoach`, whose program
//! it runs.
//!
//! | module | what it asks |
//! | --- | --- |
//! | `extract`, `import`, `search`, `compare`, `export` | what a subcommand prints, where, and its exit status |
//! | `formats` | archives, and what LibreOffice converts |
//! | `relevance` | what people search for, and what they must find |
//! | `filters` | a filter means the same in a search and elsewhere; facets and pages add up |
//! | `survival` | an import killed at any moment, and any number of threads, give the same library |
//! | `isolation` | a worker's crash, hang or hunger costs one document; hostile files end with a reason |
//! | `golden` | the records of `corpus/` and `fixtures/` are those that were accepted |
//! | `readme` | the README's commands print what it shows |
//! | `letterheads` | what a letterhead and a closing give |
//! | `laws` | what holds for the record of every document |
//! | `twins` | a plan as PDF or Word file says what its text says |
//! | `page_breaks` | tables of PDFs that break over pages come out whole |
//! | `scans` | a scan says what its text says, as far as recognition reads it; without Tesseract it waits |
//! | `house` | arrows between crates, the map and the tree |

mod compare;
mod export;
mod extract;
mod filters;
mod formats;
mod golden;
mod house;
mod import;
mod isolation;
mod laws;
mod letterheads;
mod page_breaks;
mod readme;
mod relevance;
mod scans;
mod search;
mod support;
mod survival;
mod twins;
