//! One worker as the program sees it.

use std::fs::File;
use std::io;
use std::process::{self, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::frame::{self, Frame};
use super::message::{BYTES, REQUEST};
use super::verdict::verdict;
use super::{Limits, Program};
use crate::Trouble;

/// How long a worker that closed its output may take to end.
const LEAVE: Duration = Duration::from_secs(2);

/// A worker process. It is killed when this is dropped.
pub(super) struct Child {
    process: process::Child,
    stdin: ChildStdin,
    /// What comes from its standard output. A thread reads it, so that waiting can end.
    answers: Receiver<Frame>,
    /// Its standard error: a file, which takes any amount without anybody listening.
    words: Option<File>,
}

impl Child {
    /// Starts a worker.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub(super) fn start(program: &Program, limits: &Limits) -> io::Result<Child> {
        let words = tempfile::tempfile().ok();
        let last_words = match &words {
            Some(file) => Stdio::from(file.try_clone()?),
            None => Stdio::null(),
        };
        let mut command = Command::new(&program.path);
        command
            .args(&program.arguments)
            .arg(limits.memory.to_string())
            // A trace would push the reason out of its last words.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(last_words);
        apart_from_the_terminal(&mut command);
        let mut process = command.spawn()?;
        let (Some(stdin), Some(mut stdout)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, answers) = sync_channel(1);
        thread::Builder::new()
            .name("answers".to_string())
            .spawn(move || {
                // What is no frame counts as the end: its writer is no worker any more.
                while let Ok(Some(frame)) = frame::read(&mut stdout)
                    && sender.send(frame).is_ok()
                {}
            })?;
        Ok(Child {
            process,
            stdin,
            answers,
            words,
        })
    }

    /// Hands over a request and waits for the answer. After an error the worker is of no more use.
    ///
    /// # Errors
    ///
    /// When it needs more than it may, or ends.
    pub(super) fn ask(
        &mut self,
        request: &[u8],
        bytes: Option<&[u8]>,
        limits: &Limits,
    ) -> Result<Frame, Trouble> {
        let handed = frame::write(&mut self.stdin, REQUEST, request).and_then(|()| match bytes {
            Some(bytes) => frame::write(&mut self.stdin, BYTES, bytes),
            None => Ok(()),
        });
        if handed.is_err() {
            return Err(self.end(limits));
        }
        match self.answers.recv_timeout(limits.wall) {
            Ok(answer) => Ok(answer),
            Err(RecvTimeoutError::Timeout) => Err(Trouble::TooMuchTime(limits.wall)),
            Err(RecvTimeoutError::Disconnected) => Err(self.end(limits)),
        }
    }

    /// Why it ended. Its output is closed, so it is about to.
    fn end(&mut self, limits: &Limits) -> Trouble {
        let begin = Instant::now();
        loop {
            match self.process.try_wait() {
                Ok(Some(status)) => return verdict(status, self.words.as_mut(), limits),
                Ok(None) if begin.elapsed() < LEAVE => thread::sleep(Duration::from_millis(1)),
                Ok(None) => return Trouble::Garbled,
                Err(error) => return Trouble::NoWorker(error),
            }
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Ctrl-C goes to the program, which decides what becomes of the documents in hand.
fn apart_from_the_terminal(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(windows)]
    {
        const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
        std::os::windows::process::CommandExt::creation_flags(command, CREATE_NEW_PROCESS_GROUP);
    }
}
