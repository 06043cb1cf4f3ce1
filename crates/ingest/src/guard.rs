//! A panic while one document is read must not cost the others.
//!
//! [`guard`] runs a closure and turns its panic into a message. While it runs, the panic hook
//! keeps silent on this thread (the message is the document's, and a trace between the lines of a
//! report helps nobody); on every other thread the hook that was there before speaks as always.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Runs `work`; a panic becomes `Err` with its message and its place in the source.
pub(crate) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(install_hook);
    GUARDED.set(true);
    // What `work` borrows is dropped or never looked at again after a panic, so no half-changed
    // value is seen.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|_| {
        MESSAGE
            .take()
            .unwrap_or_else(|| "a panic without a message".to_string())
    })
}

fn install_hook() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !GUARDED.get() {
            return previous(info);
        }
        let payload = info.payload();
        let words = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("a panic without a message");
        let place = info
            .location()
            .map(|at| format!(" ({}:{})", at.file(), at.line()));
        MESSAGE.set(Some(format!("{words}{}", place.unwrap_or_default())));
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message_and_the_next_closure_runs() {
        let message = guard(|| -> u32 { panic!("bad row {}", 7) }).unwrap_err();
        assert!(
            message.starts_with("bad row 7 (") && message.contains("guard.rs:"),
            "{message}"
        );
        assert_eq!(guard(|| 3), Ok(3));
    }
}
