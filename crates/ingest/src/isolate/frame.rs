//! What goes through the pipes: a byte that says what follows, its length, and that many bytes.

use std::io::{self, Read, Write};

/// The longest frame, in bytes. Neither side believes a longer one: it would be the memory of the one that it should
/// protect.
pub(super) const LONGEST: usize = 256 << 20;

/// What a frame holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) tag: u8,
    pub(super) body: Vec<u8>,
}

/// Writes a frame and flushes.
///
/// # Errors
///
/// When the other side is gone, or the body is too long.
pub(super) fn write(out: &mut impl Write, tag: u8, body: &[u8]) -> io::Result<()> {
    if body.len() > LONGEST {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let length = u32::try_from(body.len()).map_err(io::Error::other)?;
    let [a, b, c, d] = length.to_le_bytes();
    out.write_all(&[tag, a, b, c, d])?;
    out.write_all(body)?;
    out.flush()
}

/// Reads a frame; none when the other side has ended between two frames.
///
/// # Errors
///
/// When it ended within one, or sent what is no frame.
pub(super) fn read(input: &mut impl Read) -> io::Result<Option<Frame>> {
    let mut tag = [0];
    loop {
        match input.read(&mut tag) {
            Ok(0) => return Ok(None),
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut body = Vec::with_capacity(length);
    input.take(length as u64).read_to_end(&mut body)?;
    if body.len() < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(Frame { tag: tag[0], body }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_out_as_they_went_in() -> io::Result<()> {
        let mut pipe = vec![];
        write(&mut pipe, b'P', "kế hoạch".as_bytes())?;
        write(&mut pipe, b'T', b"")?;
        let mut input = pipe.as_slice();
        let body = "kế hoạch".as_bytes().to_vec();
        assert_eq!(read(&mut input)?, Some(Frame { tag: b'P', body }));
        let body = vec![];
        assert_eq!(read(&mut input)?, Some(Frame { tag: b'T', body }));
        assert_eq!(read(&mut input)?, None);
        Ok(())
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        let cases: [&[u8]; 3] = [b"P\x05\0\0\0four", b"P\x05", b"Usage: kehoach"];
        for bytes in cases {
            let mut input = bytes;
            assert!(
                read(&mut input).is_err(),
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }
}
