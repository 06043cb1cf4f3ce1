//! Why a file cannot be drawn: what its structure tells.

use lopdf::Document;

use crate::ReadError;

/// The reason for a file that the first reader cannot load.
pub(crate) fn reason(bytes: &[u8]) -> ReadError {
    match Document::load_mem(bytes) {
        Ok(document) if document.is_encrypted() => ReadError::Encrypted,
        Ok(document) if document.get_pages().is_empty() => ReadError::NoPages,
        Ok(_) | Err(_) => ReadError::Damaged,
    }
}
