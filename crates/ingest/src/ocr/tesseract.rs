//! Tesseract as a process.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use reader::scan::{Kind, Sheet};

use crate::file::sha256;

/// Language of what is recognised.
const LANGUAGE: &str = "vie";

/// What recognising one sheet may take. A page takes three seconds and 80 MB.
const WALL: Duration = Duration::from_secs(180);
const MEMORY: u64 = 1 << 30;

/// Longest answer, in bytes.
const LONGEST: u64 = 64 << 20;

/// A Tesseract that is there and knows Vietnamese.
#[derive(Debug, Clone)]
pub(crate) struct Tesseract {
    version: String,
}

impl Tesseract {
    /// Looks for it.
    pub(crate) fn find() -> Option<Tesseract> {
        let said = |argument: &str| {
            let output = Command::new("tesseract")
                .arg(argument)
                .stdin(Stdio::null())
                .output()
                .ok()?;
            // Older ones speak on standard error.
            let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.push_str(&String::from_utf8_lossy(&output.stderr));
            output.status.success().then_some(text)
        };
        let version = said("--version")?.lines().next()?.trim().to_string();
        said("--list-langs")?
            .lines()
            .any(|line| line.trim() == LANGUAGE)
            .then_some(Tesseract { version })
    }

    /// Names what it reads on a sheet: the same for the same pixels read in the same way.
    pub(crate) fn key(&self, sheet: &Sheet) -> String {
        let mut content = format!("{} {LANGUAGE} {:?}\n", self.version, arguments(sheet));
        content.push_str(&sha256(&sheet.pixels));
        content.push_str(&format!("\n{} {}", sheet.width, sheet.height));
        sha256(content.as_bytes())
    }

    /// Lets it read a sheet; the answer as hOCR.
    ///
    /// # Errors
    ///
    /// When it cannot be started, fails, or takes more than it may, in words.
    pub(crate) fn read(&self, sheet: &Sheet) -> Result<String, String> {
        let mut child = command(&arguments(sheet))
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Tesseract could not be started: {}", error.kind()))?;
        let answer = talk(&mut child, sheet);
        if answer.is_err() {
            // It may have ended by itself.
            let _ = child.kill();
        }
        let status = child.wait();
        let answer = answer?;
        match status {
            Ok(status) if status.success() => Ok(answer),
            Ok(status) => Err(format!("Tesseract failed ({status})")),
            Err(error) => Err(format!("Tesseract was lost: {}", error.kind())),
        }
    }
}

fn arguments(sheet: &Sheet) -> Vec<String> {
    // 4: a column of text in lines of any size, which finds blocks that stand beside each other too; 6: one block.
    let layout = match sheet.kind {
        Kind::Page => "4",
        Kind::Cells => "6",
    };
    let dpi = sheet.dpi.to_string();
    [
        "stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "--dpi", &dpi, "hocr",
    ]
    .map(str::to_string)
    .to_vec()
}

/// The command with a limit of memory, where there is a shell that can set one.
#[cfg(unix)]
fn command(arguments: &[String]) -> Command {
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!(
            "ulimit -v {}; exec tesseract \"$@\"",
            MEMORY / 1024
        ))
        .arg("sh")
        .args(arguments);
    // Ctrl-C goes to the program, which finishes the documents in hand.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

#[cfg(not(unix))]
fn command(arguments: &[String]) -> Command {
    let _ = MEMORY;
    let mut command = Command::new("tesseract");
    command.args(arguments);
    command
}

/// Hands over the image and waits for the answer.
fn talk(child: &mut Child, sheet: &Sheet) -> Result<String, String> {
    let lost = || "Tesseract gave no answer".to_string();
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(lost());
    };
    thread::scope(|scope| {
        let (sender, answer) = sync_channel(1);
        let listener = scope.spawn(move || {
            let mut text = Vec::new();
            let read = stdout.take(LONGEST).read_to_end(&mut text);
            // Nobody listens any more when it took too long.
            let _ = sender.send(read.map(|_| text));
        });
        let speaker = scope.spawn(move || {
            let head = format!("P5\n{} {}\n255\n", sheet.width, sheet.height);
            // It may end before it has read all; its status says why.
            let _ = stdin
                .write_all(head.as_bytes())
                .and_then(|()| stdin.write_all(&sheet.pixels));
        });
        let answer = match answer.recv_timeout(WALL) {
            Ok(Ok(bytes)) => String::from_utf8(bytes).map_err(|_| lost()),
            Err(RecvTimeoutError::Timeout) => {
                // The threads end with its pipes.
                let _ = child.kill();
                Err(format!("recognition took more than {} s", WALL.as_secs()))
            }
            _ => Err(lost()),
        };
        let _ = (listener.join(), speaker.join());
        answer
    })
}
