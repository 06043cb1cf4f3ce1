//! Formats that LibreOffice turns into Word files: old Word, RTF, OpenDocument text.
//!
//! LibreOffice runs without a window in a process group of its own, with a profile and folders that are gone
//! afterwards, one conversion at a time, within limits of memory, processor time and time.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use reader::Format;
use tempfile::TempDir;

use crate::isolate::Limits;
use crate::{Trouble, file};

/// Names the program, where it is not found on the path.
const VARIABLE: &str = "KEHOACH_SOFFICE";

/// What it is called.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];

/// How often a running conversion is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Largest Word file that is taken from a conversion, in bytes.
const LARGEST: u64 = 200_000_000;

/// Address space that LibreOffice takes for itself, in bytes: it converts a short document within 700 MB.
#[cfg(target_os = "linux")]
const OWN: u64 = 1 << 30;

/// Converts documents.
#[derive(Debug, Default)]
pub(crate) struct Office {
    program: OnceLock<Option<PathBuf>>,
    /// The profile of the conversions before: making one takes seconds. Who has it converts.
    profile: Mutex<Option<TempDir>>,
}

/// The end of a name by which LibreOffice is told the format; `None` for formats that it is not asked for.
fn end_of_name(format: Format) -> Option<&'static str> {
    match format {
        Format::Doc => Some("doc"),
        Format::Rtf => Some("rtf"),
        Format::Odt => Some("odt"),
        Format::WordXml => Some("xml"),
        _ => None,
    }
}

/// Whether bytes are read through LibreOffice.
pub(crate) fn converts(bytes: &[u8]) -> Option<Format> {
    let format = reader::format(bytes);
    end_of_name(format).map(|_| format)
}

impl Office {
    /// The Word file that a document becomes.
    ///
    /// # Errors
    ///
    /// When LibreOffice is not installed, cannot read the document, or takes too long.
    pub(crate) fn convert(
        &self,
        bytes: &[u8],
        format: Format,
        limits: Limits,
    ) -> Result<Vec<u8>, Trouble> {
        let program = self.program.get_or_init(find).as_deref();
        let program = program.ok_or(Trouble::NoOffice(format))?;
        let mut profile = self.profile.lock().unwrap_or_else(PoisonError::into_inner);
        let own = match profile.take() {
            Some(own) => own,
            None => tempfile::tempdir().map_err(Trouble::NoWorker)?,
        };
        let folder = tempfile::tempdir().map_err(Trouble::NoWorker)?;
        let source = folder
            .path()
            .join("document")
            .with_extension(end_of_name(format).unwrap_or_default());
        std::fs::write(&source, bytes).map_err(Trouble::NoWorker)?;
        let out = folder.path().join("out");
        let command = confined(program, limits);
        let child = start(command, own.path(), &source, &out).map_err(Trouble::NoWorker)?;
        wait(child, limits.wall)?;
        let made = file::read_file(&out.join("document.docx"), LARGEST);
        // After a failure the profile is made anew: it may be locked or damaged.
        let made = made.map_err(|_| Trouble::NotConverted(format))?;
        *profile = Some(own);
        Ok(made)
    }
}

/// The program, where the variable or the path says.
fn find() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        return Some(PathBuf::from(named)).filter(|path| path.is_file());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|candidate| candidate.is_file())
}

/// The program, with limits for it and all that it starts. The shell lowers its own before it becomes the program;
/// limits that are lower already stay.
#[cfg(target_os = "linux")]
fn confined(program: &Path, limits: Limits) -> Command {
    const SCRIPT: &str =
        r#"ulimit -c 0; ulimit -v "$1"; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec "$@""#;
    // Units of POSIX `ulimit`: KiB, seconds, blocks of 512 bytes.
    let memory = limits.memory.saturating_add(OWN) >> 10;
    let blocks = LARGEST / 512;
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", SCRIPT, "sh"])
        .arg(memory.to_string())
        .arg(limits.cpu.as_secs().max(1).to_string())
        .arg(blocks.to_string())
        .arg(program);
    command
}

#[cfg(not(target_os = "linux"))]
fn confined(program: &Path, _limits: Limits) -> Command {
    Command::new(program)
}

fn start(mut command: Command, profile: &Path, source: &Path, out: &Path) -> io::Result<Child> {
    let mut installation = OsString::from("-env:UserInstallation=file://");
    installation.push(profile);
    command
        .arg(installation)
        .args(["--headless", "--norestore", "--nolockcheck", "--nodefault"])
        .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(out)
        .arg(source)
        .env("HOME", profile)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

fn wait(mut child: Child, time: Duration) -> Result<(), Trouble> {
    let begin = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) if begin.elapsed() < time => thread::sleep(LOOK),
            Ok(None) => {
                kill(&mut child);
                return Err(Trouble::TooMuchTime(time));
            }
            Err(error) => {
                kill(&mut child);
                return Err(Trouble::NoWorker(error));
            }
        }
    }
}

/// Kills a program with all that it started.
fn kill(child: &mut Child) {
    #[cfg(target_os = "linux")]
    if let Ok(group) = i32::try_from(child.id()) {
        use nix::sys::signal::{Signal, killpg};
        // It may have ended by itself.
        let _ = killpg(nix::unistd::Pid::from_raw(group), Signal::SIGKILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_through_it() {
        assert_eq!(converts(b"{\\rtf1 a}"), Some(Format::Rtf));
        assert_eq!(converts(b"%PDF-1.7"), None);
        assert_eq!(converts("KẾ HOẠCH".as_bytes()), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_has_limits_and_one_that_makes_nothing_is_told() -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir()?;
        let script = |name: &str, text: &str| -> io::Result<PathBuf> {
            let path = folder.path().join(name);
            std::fs::write(&path, text)?;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
            Ok(path)
        };
        let told = |program: PathBuf| {
            let office = Office::default();
            let _ = office.program.set(Some(program));
            let limits = Limits {
                wall: Duration::from_secs(1),
                ..Limits::default()
            };
            let made = office.convert(b"{\\rtf1}", Format::Rtf, limits);
            made.map_err(|trouble| trouble.to_string())
        };
        let begin = Instant::now();
        let hangs = told(script("hangs", "#!/bin/sh\nsleep 60 & wait\n")?);
        assert_eq!(hangs, Err("reading it took more than 1 s".to_string()));
        assert!(begin.elapsed() < Duration::from_secs(20));
        let lazy = told(script("lazy", "#!/bin/sh\nexit 0\n")?);
        let lazy_told = Err("LibreOffice cannot read the RTF file".to_string());
        assert_eq!(lazy, lazy_told);
        // 1 GiB for a document, 1 GiB for LibreOffice itself; a minute of processor time.
        #[cfg(target_os = "linux")]
        {
            let looks = "#!/bin/sh\n[ \"$(ulimit -v) $(ulimit -t)\" = '2097152 60' ] || sleep 60\n";
            assert_eq!(told(script("looks", looks)?), lazy_told);
        }
        Ok(())
    }
}
