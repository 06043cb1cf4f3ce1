//! Why a worker is no more.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::process::ExitStatus;

use super::{Limits, system};
use crate::Trouble;

/// How much of a worker's last words is looked at, in bytes.
const LAST_WORDS: u64 = 64 << 10;

/// What Rust's runtime says before it aborts the process, in memory and in stack.
const NO_MEMORY: &str = "memory allocation of";
const NO_STACK: &str = "overflowed its stack";

/// What the end of a worker means for the document that it had in hand.
pub(super) fn verdict(status: ExitStatus, words: Option<&mut File>, limits: &Limits) -> Trouble {
    let words = words.map(last_words).unwrap_or_default();
    let signal = signal(status);
    if words.contains(NO_MEMORY) {
        Trouble::TooMuchMemory(limits.memory)
    } else if words.contains(NO_STACK) {
        Trouble::TooDeep
    } else if signal.is_some() && signal == system::OUT_OF_TIME {
        Trouble::TooMuchCpu(limits.cpu)
    } else if let Some(signal) = signal {
        Trouble::Killed(signal)
    } else {
        Trouble::Ended(status.code().unwrap_or_default())
    }
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    use std::os::unix::process::ExitStatusExt;
    status.signal()
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}

/// The end of what a worker wrote to standard error.
fn last_words(file: &mut File) -> String {
    let mut words = vec![];
    let length = file.metadata().map(|metadata| metadata.len()).unwrap_or(0);
    let begin = length.saturating_sub(LAST_WORDS);
    // Words that cannot be read are none: the exit status still speaks.
    let _ = file
        .seek(SeekFrom::Start(begin))
        .and_then(|_| file.take(LAST_WORDS).read_to_end(&mut words));
    String::from_utf8_lossy(&words).into_owned()
}
