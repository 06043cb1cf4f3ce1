//! What a worker asks of the operating system: limits, and a standard output that nobody else writes to.
//!
//! On Linux all of it; elsewhere the program limits the wall time alone.

#[cfg(target_os = "linux")]
pub(super) use linux::{OUT_OF_TIME, allow, confine, take_stdout};
#[cfg(not(target_os = "linux"))]
pub(super) use other::{OUT_OF_TIME, allow, confine, take_stdout};

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsFd;
    use std::time::Duration;

    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    use nix::sys::signal::Signal;
    use nix::time::{ClockId, clock_gettime};
    use nix::unistd::dup2_stdout;

    /// The signal that ends a process which has used up its processor time.
    pub(in crate::isolate) const OUT_OF_TIME: Option<i32> = Some(Signal::SIGXCPU as i32);

    /// What a worker may write into files, in bytes: its last words, which go to one.
    const LAST_WORDS: u64 = 16 << 20;

    /// Limits this process to so many bytes of address space, without traces of a crash on the disk.
    pub(in crate::isolate) fn confine(memory: u64) -> io::Result<()> {
        limit(Resource::RLIMIT_CORE, 0)?;
        limit(Resource::RLIMIT_FSIZE, LAST_WORDS)?;
        limit(Resource::RLIMIT_AS, memory)
    }

    /// Lowers a limit for good; one that is lower already stays.
    fn limit(resource: Resource, wanted: u64) -> io::Result<()> {
        let (_, most) = getrlimit(resource)?;
        let value = wanted.min(most);
        Ok(setrlimit(resource, value, value)?)
    }

    /// Gives this process so many seconds of processor time from now on. What was allowed before no longer counts.
    pub(in crate::isolate) fn allow(seconds: u64) -> io::Result<()> {
        let used = Duration::from(clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID)?);
        // The system counts whole seconds.
        let end = used.as_secs().saturating_add(1).saturating_add(seconds);
        let (_, most) = getrlimit(Resource::RLIMIT_CPU)?;
        Ok(setrlimit(Resource::RLIMIT_CPU, end.min(most), most)?)
    }

    /// Takes standard output away from everybody else: what a library prints would stand between the answers.
    pub(in crate::isolate) fn take_stdout() -> io::Result<File> {
        let own = io::stdout().as_fd().try_clone_to_owned()?;
        let nowhere = File::options().write(true).open("/dev/null")?;
        dup2_stdout(&nowhere)?;
        Ok(File::from(own))
    }
}

#[cfg(not(target_os = "linux"))]
mod other {
    use std::io::{self, Stdout};

    pub(in crate::isolate) const OUT_OF_TIME: Option<i32> = None;

    pub(in crate::isolate) fn confine(_memory: u64) -> io::Result<()> {
        Ok(())
    }

    pub(in crate::isolate) fn allow(_seconds: u64) -> io::Result<()> {
        Ok(())
    }

    pub(in crate::isolate) fn take_stdout() -> io::Result<Stdout> {
        Ok(io::stdout())
    }
}
