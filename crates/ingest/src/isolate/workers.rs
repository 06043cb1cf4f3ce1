//! The workers of a program.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use plan::Plan;
use rayon::prelude::*;
use reader::Recognise;
use reader::scan::{PageImage, RecognisedPage};

use super::child::Child;
use super::frame::Frame;
use super::message::{IMAGE, PLAN, Place, Request, TEXT, TROUBLE, Told, WANTED, Want, unpack};
use super::{Limits, wanted};
use crate::Trouble;
use crate::archive::{self, Member, Members};
use crate::file::{self, file_name, read_file, sha256};
use crate::ocr::{Recogniser, Watch};
use crate::office::{self, Office};

/// How a worker is started: a program that calls [`serve`](super::serve) with the number of bytes that is its last argument.
#[derive(Debug, Clone)]
pub struct Program {
    /// The executable file.
    pub path: PathBuf,
    /// The arguments before the number.
    pub arguments: Vec<OsString>,
}

impl Program {
    /// This very program with a subcommand.
    ///
    /// # Errors
    ///
    /// When the system does not tell where it is.
    pub fn this(subcommand: &str) -> io::Result<Program> {
        Ok(Program {
            path: std::env::current_exe()?,
            arguments: vec![subcommand.into()],
        })
    }
}

/// Reads documents: plain text on the thread that asks, everything else in processes of their own.
///
/// May be shared between threads; there are as many processes as threads that ask at the same time. They are started
/// when they are needed, and end when this is dropped.
pub struct Workers {
    program: Program,
    limits: Limits,
    text_too: bool,
    cross_check: bool,
    recogniser: Recogniser,
    office: Office,
    idle: Mutex<Vec<Child>>,
}

/// A document to be read.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) name: &'a str,
    pub(crate) sha256: &'a str,
    pub(crate) origin: Origin<'a>,
}

/// Where a worker gets its bytes from.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'a> {
    /// From a file of at most so many bytes, which it opens itself.
    File { path: &'a str, limit: u64 },
    /// Through its standard input.
    Bytes(&'a [u8]),
}

/// A Plan, and its JSON as the worker wrote it.
pub(crate) struct Made {
    pub(crate) plan: Plan,
    pub(crate) json: String,
}

impl Workers {
    /// None is started yet.
    pub fn new(program: Program, limits: Limits) -> Workers {
        Workers {
            program,
            limits,
            text_too: false,
            cross_check: false,
            recogniser: Recogniser::new(Recognise::Never, None, None),
            office: Office::default(),
            idle: Mutex::default(),
        }
    }

    /// Lets plain text, too, be read in processes of their own.
    pub fn also_for_text(mut self) -> Workers {
        self.text_too = true;
        self
    }

    /// Lets a second reader bear witness about the letters of each page.
    pub fn cross_checked(mut self, yes: bool) -> Workers {
        self.cross_check = yes;
        self
    }

    /// Lets the text of pages be recognised, as far as Tesseract is there. What was recognised is kept in `cache`, if that is
    /// given; `watch` is told how far it is.
    pub fn recognising(
        mut self,
        recognise: Recognise,
        cache: Option<PathBuf>,
        watch: Option<Watch>,
    ) -> Workers {
        self.recogniser = Recogniser::new(recognise, cache, watch);
        self
    }

    /// The Plans of a file of at most `limit` bytes, each with the path of its document: several for an archive.
    pub(crate) fn extract_all(
        &self,
        path: &Path,
        limit: u64,
    ) -> Vec<(PathBuf, Result<Plan, Trouble>)> {
        let bytes = match read_file(path, limit) {
            Ok(bytes) => bytes,
            Err(trouble) => return vec![(path.to_path_buf(), Err(trouble))],
        };
        if !archive::is_archive(&bytes) {
            let plan = self.extract(&bytes, &file_name(path), Some(path), limit);
            return vec![(path.to_path_buf(), plan)];
        }
        let members = Members::of(path, bytes, limit);
        members
            .filter_map(|member| match member {
                Member::Document(path, bytes) => {
                    let plan = self.extract_bytes(&bytes, &file_name(&path));
                    Some((path, plan))
                }
                Member::Trouble(path, trouble) => Some((path, Err(trouble))),
                Member::Other(_) => None,
            })
            .collect()
    }

    /// The Plan of a file of at most `limit` bytes.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or reading it takes more than it may. A file that is read but holds no plan gives
    /// a Plan with the diagnostic [`Code::NoPlan`](plan::Code::NoPlan).
    pub fn extract_file(&self, path: &Path, limit: u64) -> Result<Plan, Trouble> {
        let bytes = read_file(path, limit)?;
        self.extract(&bytes, &file_name(path), Some(path), limit)
    }

    /// The Plan of the bytes of a file called `name`.
    ///
    /// # Errors
    ///
    /// As for [`Workers::extract_file`].
    pub fn extract_bytes(&self, bytes: &[u8], name: &str) -> Result<Plan, Trouble> {
        self.extract(bytes, name, None, u64::MAX)
    }

    fn extract(
        &self,
        bytes: &[u8],
        name: &str,
        path: Option<&Path>,
        limit: u64,
    ) -> Result<Plan, Trouble> {
        let sha256 = &sha256(bytes);
        if !self.reads_apart(bytes) {
            return file::extract_hashed(bytes, name, sha256);
        }
        let origin = match path.and_then(Path::to_str) {
            Some(path) if !self.needs_bytes(bytes) => Origin::File { path, limit },
            _ => Origin::Bytes(bytes),
        };
        let subject = Subject {
            name,
            sha256,
            origin,
        };
        self.make(&subject).map(|made| made.plan)
    }

    /// The normalised text of the bytes of a file, which the spans of its Plan count characters of.
    ///
    /// # Errors
    ///
    /// As for [`Workers::extract_file`].
    pub fn normalised_text(&self, bytes: &[u8]) -> Result<String, Trouble> {
        if !self.reads_apart(bytes) {
            return file::normalised_text(bytes);
        }
        let subject = Subject {
            name: "",
            sha256: "",
            origin: Origin::Bytes(bytes),
        };
        let text = self.ask(Want::Text, &subject)?;
        String::from_utf8(text).map_err(|_| Trouble::Garbled)
    }

    /// Whether a worker reads these bytes.
    pub(crate) fn reads_apart(&self, bytes: &[u8]) -> bool {
        self.text_too || wanted(bytes)
    }

    /// Whether these bytes are converted before a worker reads them.
    pub(crate) fn needs_bytes(&self, bytes: &[u8]) -> bool {
        office::converts(bytes).is_some()
    }

    /// Lets a worker make a Plan.
    pub(crate) fn make(&self, subject: &Subject<'_>) -> Result<Made, Trouble> {
        let json = self.ask(Want::Plan, subject)?;
        let mut json = String::from_utf8(json).map_err(|_| Trouble::Garbled)?;
        let mut plan: Plan = serde_json::from_str(&json).map_err(|_| Trouble::Garbled)?;
        if let Origin::Bytes(bytes) = subject.origin
            && let Some(format) = office::converts(bytes)
        {
            // The record is that of the document, not of what it was converted to.
            plan.source.bytes = bytes.len() as u64;
            if let Some(media_type) = format.media_type() {
                plan.source.media_type = media_type.to_owned();
            }
            json = serde_json::to_string(&plan).map_err(io::Error::from)?;
        }
        Ok(Made { plan, json })
    }

    /// Asks for a Plan or a text, and lets the pages that it needs be recognised first.
    fn ask(&self, want: Want, subject: &Subject<'_>) -> Result<Vec<u8>, Trouble> {
        if let Origin::Bytes(bytes) = subject.origin
            && let Some(format) = office::converts(bytes)
        {
            let converted = self.office.convert(bytes, format, self.limits)?;
            let origin = Origin::Bytes(&converted);
            return self.send(want, &Subject { origin, ..*subject });
        }
        self.send(want, subject)
    }

    /// Asks a worker, and lets the pages that it needs be recognised first.
    fn send(&self, want: Want, subject: &Subject<'_>) -> Result<Vec<u8>, Trouble> {
        let wish = self.recogniser.wish();
        let told = |answer| match answer {
            Err(Trouble::Unrecognised { reason, .. }) => Err(Trouble::Unrecognised {
                reason,
                hint: self.recogniser.hint().to_string(),
            }),
            answer => answer,
        };
        let pages: Vec<u32> = match told(self.ask_with(want, subject, wish, vec![]))? {
            (WANTED, body) => serde_json::from_slice(&body).map_err(|_| Trouble::Garbled)?,
            (_, body) => return Ok(body),
        };
        self.recogniser.expect(pages.len());
        let recognised: Result<Vec<RecognisedPage>, Trouble> = pages
            .par_iter()
            .map(|&page| {
                self.recogniser
                    .page(|turned| self.image(subject, page, turned))
            })
            .collect();
        match self.ask_with(want, subject, wish, recognised?)? {
            (WANTED, _) => Err(Trouble::Garbled),
            (_, body) => Ok(body),
        }
    }

    /// A page as an image.
    fn image(&self, subject: &Subject<'_>, page: u32, turned: u8) -> Result<PageImage, Trouble> {
        let want = Want::Image { page, turned };
        let (_, body) = self.ask_with(want, subject, Recognise::Never, vec![])?;
        unpack(&body).ok_or(Trouble::Garbled)
    }

    fn ask_with(
        &self,
        want: Want,
        subject: &Subject<'_>,
        recognise: Recognise,
        recognised: Vec<RecognisedPage>,
    ) -> Result<(u8, Vec<u8>), Trouble> {
        let (place, bytes) = match subject.origin {
            Origin::File { path, limit } => {
                let path = path.to_owned();
                (Place::File { path, limit }, None)
            }
            Origin::Bytes(bytes) => (Place::Next, Some(bytes)),
        };
        let request = Request {
            want,
            name: subject.name.to_owned(),
            sha256: subject.sha256.to_owned(),
            place,
            seconds: self.limits.cpu.as_secs().max(1),
            cross_check: self.cross_check,
            recognise,
            recognised,
        };
        let request = serde_json::to_vec(&request).map_err(io::Error::from)?;
        self.hand_over(&request, bytes)
    }

    /// Gives a request to a worker that is idle, or to a new one.
    fn hand_over(&self, request: &[u8], bytes: Option<&[u8]>) -> Result<(u8, Vec<u8>), Trouble> {
        // In a statement of its own, so that the lock is not held while the worker works.
        let idle = self.idle().pop();
        if let Some(child) = idle {
            match self.ask_one(child, request, bytes) {
                // Memory that earlier documents left to it, or an end that it met while it was idle, is not this
                // document's doing: only a fresh worker's word counts.
                Err(Trouble::TooMuchMemory(_) | Trouble::Killed(_) | Trouble::Ended(_)) => {}
                answer => return answer,
            }
        }
        let child = Child::start(&self.program, &self.limits).map_err(Trouble::NoWorker)?;
        self.ask_one(child, request, bytes)
    }

    /// Asks a worker, and keeps it if it can be asked again.
    fn ask_one(
        &self,
        mut child: Child,
        request: &[u8],
        bytes: Option<&[u8]>,
    ) -> Result<(u8, Vec<u8>), Trouble> {
        let Frame { tag, body } = child.ask(request, bytes, &self.limits)?;
        let (answer, spent) = match tag {
            PLAN | TEXT | IMAGE | WANTED => (Ok((tag, body)), false),
            TROUBLE => {
                let told: Told = serde_json::from_slice(&body).map_err(|_| Trouble::Garbled)?;
                let spent = told.spent;
                (Err(told.into()), spent)
            }
            _ => return Err(Trouble::Garbled),
        };
        if !spent {
            self.idle().push(child);
        }
        answer
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Child>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
