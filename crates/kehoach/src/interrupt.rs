//! Ctrl-C during an import.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Exit, note};

static STOP: AtomicBool = AtomicBool::new(false);

/// From now on the first Ctrl-C (or a polite `kill`) sets the flag that is returned, and the
/// second ends the program at once. Nothing is lost either way: the library keeps each document
/// by itself.
pub(crate) fn stop_flag() -> &'static AtomicBool {
    // Without a handler Ctrl-C ends the program at once, which is safe too.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            process::exit(Exit::Interrupted as i32);
        }
        note("stopping: the documents in hand are kept (again to stop at once)");
    });
    &STOP
}
