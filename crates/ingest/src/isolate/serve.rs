//! The worker's side: documents are read as they are asked for, until nobody asks any more.

use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use super::frame::{self, Frame};
use super::message::{
    BYTES, IMAGE, PLAN, Place, REQUEST, Request, TEXT, TROUBLE, Told, WANTED, Want, pack,
};
use super::system;
use crate::{Trouble, file};
use reader::ReadError;

/// Stack of the thread that reads documents, in bytes. It is address space, and becomes memory only where a document
/// is nested so deeply that it is used.
const STACK: usize = 256 << 20;

/// Address space of the program itself and of what its allocator sets aside, in bytes.
const PROGRAM: u64 = 256 << 20;

/// A document to be read, with its bytes if they came along.
type Job = (Request, Option<Vec<u8>>);

/// Serves as a worker of the program that started this process: reads requests from standard input, and writes
/// answers to standard output. `memory` is what one document may take, in bytes.
///
/// Returns when standard input ends, also while a document is being read; the process should then end.
///
/// # Errors
///
/// When the limits cannot be set, or what comes in is no request.
pub fn serve(memory: u64) -> io::Result<()> {
    let out = system::take_stdout()?;
    let (sender, jobs) = sync_channel(1);
    // A thread of its own, for its stack, and so that this one sees the end of standard input at any time.
    thread::Builder::new()
        .name("reader".to_string())
        .stack_size(STACK)
        .spawn(move || work(jobs, out))?;
    let own = PROGRAM + STACK as u64;
    system::confine(memory.saturating_add(own))?;

    let mut input = io::stdin().lock();
    while let Some(Frame { tag, body }) = frame::read(&mut input)? {
        if tag != REQUEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let request: Request = serde_json::from_slice(&body)?;
        let bytes = match request.place {
            Place::File { .. } => None,
            Place::Next => match frame::read(&mut input)? {
                Some(Frame { tag: BYTES, body }) => Some(body),
                _ => return Err(io::ErrorKind::InvalidData.into()),
            },
        };
        if sender.send((request, bytes)).is_err() {
            break;
        }
    }
    Ok(())
}

/// Reads documents until there are no more, nobody listens, or one has left the process unfit for another.
fn work(jobs: Receiver<Job>, mut out: impl Write) {
    for (request, bytes) in jobs {
        let answer = system::allow(request.seconds)
            .map_err(Trouble::NoWorker)
            .and_then(|()| answer(&request, bytes));
        let (tag, body, spent) = match answer {
            Ok((tag, body)) => (tag, body, false),
            Err(trouble) => {
                let told = Told::from(&trouble);
                let body = serde_json::to_vec(&told).unwrap_or_default();
                (TROUBLE, body, told.spent)
            }
        };
        if frame::write(&mut out, tag, &body).is_err() || spent {
            return;
        }
    }
}

fn answer(request: &Request, bytes: Option<Vec<u8>>) -> Result<(u8, Vec<u8>), Trouble> {
    let bytes = match (bytes, &request.place) {
        (Some(bytes), _) => bytes,
        (None, Place::File { path, limit }) => {
            let bytes = file::read_file(Path::new(path), *limit)?;
            // The record would name a content that it is not the record of.
            if file::sha256(&bytes) != request.sha256 {
                return Err(Trouble::Changed);
            }
            bytes
        }
        (None, Place::Next) => return Err(io::Error::from(io::ErrorKind::InvalidData).into()),
    };
    let mut options = reader::Options::default();
    options.cross_check = request.cross_check;
    options.recognise = request.recognise;
    options.recognised = &request.recognised;
    let done = match request.want {
        Want::Plan => file::extract_with(&bytes, &request.name, &request.sha256, options)
            .and_then(|plan| Ok((PLAN, serde_json::to_vec(&plan).map_err(io::Error::from)?))),
        Want::Text => file::text_with(&bytes, options).map(|text| (TEXT, text.into_bytes())),
        Want::Image { page, turned } => {
            file::image(&bytes, page, turned).and_then(|image| Ok((IMAGE, pack(&image)?)))
        }
    };
    let (tag, body) = match done {
        Err(Trouble::Unreadable(ReadError::Unrecognised { pages, .. })) => {
            (WANTED, serde_json::to_vec(&pages).map_err(io::Error::from)?)
        }
        done => done?,
    };
    if body.len() > frame::LONGEST {
        return Err(Trouble::LongRecord);
    }
    Ok((tag, body))
}
