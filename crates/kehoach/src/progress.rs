//! A line on the terminal while an import goes on.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

use crate::text::clean;

/// Shows an import on standard error; nothing when that is no terminal.
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar that shows itself when the number of files is known.
    pub(crate) fn new() -> Bar {
        if !io::stderr().is_terminal() {
            return Bar {
                bar: ProgressBar::hidden(),
            };
        }
        let bar = ProgressBar::new(0);
        let template = "{bar:24} {pos}/{len} files, {per_sec}, {eta} left  {wide_msg:.dim}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Bar { bar }
    }

    /// What shows how far the recognition of pages is.
    pub(crate) fn pages(&self) -> ingest::Watch {
        let bar = self.bar.clone();
        let start = Instant::now();
        Box::new(move |done, wanted| {
            if bar.is_hidden() {
                return;
            }
            let left = match done {
                0 => String::new(),
                _ => {
                    let each = start.elapsed().as_secs_f64() / done as f64;
                    let seconds = each * wanted.saturating_sub(done) as f64;
                    format!(", {} left", HumanDuration(Duration::from_secs_f64(seconds)))
                }
            };
            bar.set_message(format!("{done}/{wanted} pages recognised{left}"));
        })
    }

    /// Takes the bar off the terminal.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}

impl ingest::Progress for Bar {
    fn found(&self, files: u64) {
        self.bar.set_length(files);
    }

    fn done(&self, path: &Path, _bytes: u64) {
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            self.bar
                .set_message(clean(&path.to_string_lossy()).into_owned());
        }
    }
}
