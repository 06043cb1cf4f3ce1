//! What kind of file bytes are, by what stands in them.

use std::fmt;

use memchr::memmem;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Text in any encoding; also bytes that are no other kind that is known.
    Text,
    /// A web page.
    Html,
    /// PDF.
    Pdf,
    /// Word since 2007 (`.docx`, `.docm`, `.dotx`).
    Docx,
    /// Text of OpenOffice and LibreOffice (`.odt`).
    Odt,
    /// A workbook: Excel (`.xlsx`, `.xls`), `.ods`.
    Workbook,
    /// Slides: PowerPoint (`.pptx`, `.ppt`), `.odp`.
    Slides,
    /// A ZIP archive that is none of the above.
    Zip,
    /// Word until 2003 (`.doc`).
    Doc,
    /// An Office file that is encrypted with a password.
    Locked,
    /// An OLE container that is none of the above: a message, a database.
    Ole,
    /// Rich Text Format.
    Rtf,
    /// Word 2003 XML, or a Word file as one XML document.
    WordXml,
    /// A web page with its images in one file (`.mht`).
    Mhtml,
    /// PNG, JPEG, TIFF, GIF, BMP, WebP.
    Image,
    /// A packed file or archive that is no ZIP: gzip, RAR, 7z, xz, bzip2.
    Archive,
}

/// How many of the first bytes are looked at for marks that may stand behind something else.
const HEAD: usize = 1024;

/// First bytes of kinds of files.
const SIGNATURES: [(&[u8], Format); 15] = [
    (b"{\\rtf", Format::Rtf),
    (b"\x89PNG\r\n\x1a\n", Format::Image),
    (b"\xff\xd8\xff", Format::Image),
    (b"II*\0", Format::Image),
    (b"MM\0*", Format::Image),
    (b"GIF87a", Format::Image),
    (b"GIF89a", Format::Image),
    (b"\x1f\x8b\x08", Format::Archive),
    (b"Rar!\x1a\x07", Format::Archive),
    (b"7z\xbc\xaf\x27\x1c", Format::Archive),
    (b"\xfd7zXZ\0", Format::Archive),
    (b"BZh91AY&SY", Format::Archive),
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (OLE, Format::Ole),
];

/// First bytes of an OLE container (`[MS-CFB]` 2.2).
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Names of streams that tell what an OLE container holds, as it writes them (UTF-16).
const STREAMS: [(&str, Format); 6] = [
    ("EncryptedPackage", Format::Locked),
    ("WordDocument", Format::Doc),
    ("Workbook", Format::Workbook),
    ("PowerPoint Document", Format::Slides),
    ("Book", Format::Workbook),
    ("__substg1.0_", Format::Ole),
];

/// What kind of file the bytes are. Looks at marks only: whether the file is sound, its reader finds.
///
/// ```
/// use reader::{Format, format};
/// assert_eq!(format(b"%PDF-1.7\n"), Format::Pdf);
/// assert_eq!(format("KẾ HOẠCH".as_bytes()), Format::Text);
/// ```
pub fn format(bytes: &[u8]) -> Format {
    let head = without_mark(bytes);
    match SIGNATURES.iter().find(|(magic, _)| head.starts_with(magic)) {
        Some((_, Format::Zip)) => packed(head),
        Some((_, Format::Ole)) => ole(head),
        Some((_, format)) => *format,
        // The signature of a PDF may stand behind a little else.
        None if memmem::find(start(bytes, HEAD), b"%PDF-").is_some() => Format::Pdf,
        None if is_bitmap(head) || is_webp(head) => Format::Image,
        None => text(bytes),
    }
}

impl Format {
    /// Media type of files of this kind; `None` for what may be several.
    pub fn media_type(self) -> Option<&'static str> {
        Some(match self {
            Format::Html => "text/html",
            Format::Pdf => "application/pdf",
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::Odt => "application/vnd.oasis.opendocument.text",
            Format::Zip => "application/zip",
            Format::Doc => "application/msword",
            Format::Rtf => "application/rtf",
            Format::WordXml => "application/xml",
            Format::Mhtml => "multipart/related",
            _ => return None,
        })
    }

    /// Whether bytes of this kind are read without anything being unpacked or followed.
    pub fn is_plain(self) -> bool {
        self == Format::Text
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Text => "text",
            Format::Html => "HTML",
            Format::Pdf => "PDF",
            Format::Docx => "Word (.docx)",
            Format::Odt => "OpenDocument text (.odt)",
            Format::Workbook => "Excel",
            Format::Slides => "PowerPoint",
            Format::Zip => "ZIP",
            Format::Doc => "old Word (.doc)",
            Format::Locked => "encrypted Office",
            Format::Ole => "old Office",
            Format::Rtf => "RTF",
            Format::WordXml => "Word XML",
            Format::Mhtml => "MHTML",
            Format::Image => "image",
            Format::Archive => "packed",
        })
    }
}

fn start(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// `BM`, then the size of the file, then two zeros (two reserved fields).
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4])
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// What a ZIP archive holds, by the names in its directory; of one that has lost its end, by the names before its
/// members.
fn packed(bytes: &[u8]) -> Format {
    let mut names = Names::of(bytes).peekable();
    if names.peek().is_none() {
        return torn(bytes);
    }
    let mut content_types = false;
    let mut parts = Format::Zip;
    for name in names {
        content_types |= name == b"[Content_Types].xml";
        let part = match name {
            b"word/document.xml" | b"word/document2.xml" => Format::Docx,
            b"xl/workbook.xml" | b"xl/workbook.bin" => Format::Workbook,
            b"ppt/presentation.xml" => Format::Slides,
            b"mimetype" => open_document(bytes),
            _ => continue,
        };
        if parts == Format::Zip {
            parts = part;
        }
        if content_types && parts != Format::Zip {
            break;
        }
    }
    let open = matches!(parts, Format::Odt) || open_document(bytes) == parts;
    if content_types || open {
        parts
    } else {
        Format::Zip
    }
}

/// What a ZIP archive without directory was, by the names of the parts that are left.
fn torn(bytes: &[u8]) -> Format {
    const FOLDERS: [(&[u8], Format); 3] = [
        (b"word/", Format::Docx),
        (b"xl/", Format::Workbook),
        (b"ppt/", Format::Slides),
    ];
    let names = || memmem::find_iter(bytes, b"PK\x03\x04").filter_map(|at| member_name(bytes, at));
    if !names().any(|name| name == b"[Content_Types].xml") {
        return open_document(bytes);
    }
    let kind = |name: &[u8]| FOLDERS.iter().find(|(folder, _)| name.starts_with(folder));
    names()
        .find_map(kind)
        .map_or(Format::Zip, |(_, format)| *format)
}

/// The name of the member whose header stands at a place (APPNOTE 4.3.7).
fn member_name(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let length = bytes.get(at + 26..at + 28)?;
    let length = usize::from(u16::from_le_bytes(length.try_into().ok()?));
    bytes.get(at + 30..at + 30 + length)
}

/// What an OpenDocument file says of itself: its first entry is `mimetype`, stored as it is
/// (OpenDocument 1.3, part 2, 3.3).
fn open_document(bytes: &[u8]) -> Format {
    const NAME: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.";
    let head = start(bytes, 200);
    let Some(at) = memmem::find(head, NAME) else {
        return Format::Zip;
    };
    let kind = head.get(at + NAME.len()..).unwrap_or_default();
    if kind.starts_with(b"text") {
        Format::Odt
    } else if kind.starts_with(b"spreadsheet") {
        Format::Workbook
    } else if kind.starts_with(b"presentation") {
        Format::Slides
    } else {
        Format::Zip
    }
}

/// The names in the directory of a ZIP archive, as bytes (APPNOTE 4.3.12, 4.3.16).
struct Names<'b> {
    /// The directory, from the next entry on.
    rest: &'b [u8],
}

impl<'b> Names<'b> {
    fn of(bytes: &'b [u8]) -> Names<'b> {
        Names {
            rest: Names::directory(bytes).unwrap_or_default(),
        }
    }

    fn directory(bytes: &'b [u8]) -> Option<&'b [u8]> {
        const END: usize = 22;
        const COMMENT: usize = 0xffff;
        let tail = bytes.len().saturating_sub(END + COMMENT);
        let end = tail + memmem::rfind(bytes.get(tail..)?, b"PK\x05\x06")?;
        let size = u32::from_le_bytes(bytes.get(end + 12..end + 16)?.try_into().ok()?);
        let from = end.checked_sub(usize::try_from(size).ok()?)?;
        bytes.get(from..end)
    }
}

impl<'b> Iterator for Names<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        const ENTRY: usize = 46;
        if !self.rest.starts_with(b"PK\x01\x02") {
            return None;
        }
        let length = |at: usize| {
            let field = self.rest.get(at..at + 2)?;
            Some(usize::from(u16::from_le_bytes(field.try_into().ok()?)))
        };
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let found = self.rest.get(ENTRY..ENTRY + name)?;
        self.rest = self.rest.get(ENTRY + name + extra + comment..)?;
        Some(found)
    }
}

/// What an OLE container holds, by the names of its streams.
fn ole(bytes: &[u8]) -> Format {
    for (name, format) in STREAMS {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // An entry of the directory stands at a multiple of its own length, 128 bytes.
        if memmem::find_iter(bytes, &wide).any(|at| at.is_multiple_of(128)) {
            return format;
        }
    }
    Format::Ole
}

/// What a text is, by how it begins.
fn text(bytes: &[u8]) -> Format {
    let head = beginning(bytes);
    let mut rest = head.trim_start();
    if rest.starts_with("mime-version:") || rest.contains("\nmime-version:") {
        let parts = rest.contains("multipart/related") || rest.contains("content-location:");
        if parts {
            return Format::Mhtml;
        }
    }
    if rest.starts_with("<?xml") {
        if [
            "<w:worddocument",
            "<?mso-application progid=\"word",
            "<pkg:package",
        ]
        .iter()
        .any(|mark| head.contains(mark))
        {
            return Format::WordXml;
        }
        rest = rest
            .split_once("?>")
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, behind)) = comment.split_once("-->") else {
            break;
        };
        rest = behind.trim_start();
    }
    const OPENINGS: [&str; 9] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<table",
        "<div",
        "<style",
    ];
    let opened = OPENINGS.iter().any(|tag| {
        rest.strip_prefix(tag)
            .is_some_and(|behind| behind.starts_with(['>', ' ', '\n', '\r', '\t']))
    });
    if opened { Format::Html } else { Format::Text }
}

/// The first characters of a text, in small letters; of UTF-16 only those of ASCII.
fn beginning(bytes: &[u8]) -> String {
    let head = start(without_mark(bytes), HEAD * 4);
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    head.iter()
        .filter(|&&byte| !wide || (byte != 0 && byte < 0x80))
        .map(|&byte| char::from(byte).to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ZIP archive of empty, stored files with these names.
    fn archive(names: &[&str]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        let from = bytes.len();
        for name in names {
            bytes.extend(b"PK\x01\x02");
            bytes.extend([0; 24]);
            bytes.extend((name.len() as u16).to_le_bytes());
            bytes.extend([0; 16]);
            bytes.extend(name.as_bytes());
        }
        let size = (bytes.len() - from) as u32;
        bytes.extend(b"PK\x05\x06");
        bytes.extend([0; 8]);
        bytes.extend(size.to_le_bytes());
        bytes.extend([0; 6]);
        bytes
    }

    /// The beginning of an archive that has lost its directory.
    fn torn(names: &[&str]) -> Vec<u8> {
        let member = |name: &&str| {
            let mut bytes = b"PK\x03\x04".to_vec();
            bytes.extend([0; 22]);
            bytes.extend((name.len() as u16).to_le_bytes());
            bytes.extend([0; 2]);
            bytes.extend(name.as_bytes());
            bytes
        };
        names.iter().flat_map(member).collect()
    }

    fn container(stream: &str) -> Vec<u8> {
        let mut bytes = OLE.to_vec();
        bytes.resize(1024, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(2048, 0);
        bytes
    }

    #[test]
    fn kinds_of_files() {
        let types = "[Content_Types].xml";
        let odt = b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04";
        let mut odt = odt.to_vec();
        odt.extend(&archive(&["mimetype", "content.xml"])[4..]);
        let wide: Vec<u8> = "\u{feff}<html><body>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let cases: Vec<(Vec<u8>, Format)> = vec![
            (b"".to_vec(), Format::Text),
            ("KẾ HOẠCH".into(), Format::Text),
            (b"%PDF-1.4".to_vec(), Format::Pdf),
            (b"junk\r\n%PDF-1.4".to_vec(), Format::Pdf),
            (archive(&[types, "word/document.xml"]), Format::Docx),
            (archive(&["word/document.xml", types]), Format::Docx),
            (archive(&[types, "xl/workbook.xml"]), Format::Workbook),
            (archive(&[types, "ppt/presentation.xml"]), Format::Slides),
            (archive(&["word/document.xml"]), Format::Zip),
            (archive(&["kh/57.docx", "kh/58.docx"]), Format::Zip),
            (archive(&[]), Format::Zip),
            (b"PK\x03\x04".to_vec(), Format::Zip),
            (
                torn(&[types, "_rels/.rels", "word/styles.xml"]),
                Format::Docx,
            ),
            (torn(&[types, "xl/workbook.xml"]), Format::Workbook),
            (torn(&["word/57.docx", "word/58.docx"]), Format::Zip),
            (odt, Format::Odt),
            (container("WordDocument"), Format::Doc),
            (container("Workbook"), Format::Workbook),
            (container("EncryptedPackage"), Format::Locked),
            (container("Contents"), Format::Ole),
            (b"{\\rtf1\\ansi".to_vec(), Format::Rtf),
            (b"\xef\xbb\xbf{\\rtf1\\ansi".to_vec(), Format::Rtf),
            (b"\x89PNG\r\n\x1a\n".to_vec(), Format::Image),
            (b"GIF89a".to_vec(), Format::Image),
            (b"\x1f\x8b\x08\0".to_vec(), Format::Archive),
            (b"<!DOCTYPE html>\n<html>".to_vec(), Format::Html),
            (b"\xef\xbb\xbf\n<HTML lang=vi>".to_vec(), Format::Html),
            (
                b"<?xml version='1.0'?><!-- a --><html>".to_vec(),
                Format::Html,
            ),
            (wide, Format::Html),
            (b"<div class=a>".to_vec(), Format::Html),
            (b"<divide and rule>".to_vec(), Format::Text),
            (b"1. <p>A</p>".to_vec(), Format::Text),
            (
                b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'>".to_vec(),
                Format::WordXml,
            ),
            (
                b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n".to_vec(),
                Format::Mhtml,
            ),
        ];
        for (bytes, want) in cases {
            assert_eq!(format(&bytes), want, "{}", String::from_utf8_lossy(&bytes));
        }
    }
}
