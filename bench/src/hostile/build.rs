//! Small PDF files, object by object.

/// A PDF file in the making. Objects are numbered from 1 in the order in which they are added.
pub(super) struct Pdf {
    objects: Vec<Vec<u8>>,
    /// What the trailer says beside `/Size` and `/Root`.
    pub(super) trailer: String,
}

/// Numbers of the objects that every file of [`Pdf::page`] has.
pub(super) const CATALOG: usize = 1;
pub(super) const PAGES: usize = 2;
pub(super) const PAGE: usize = 3;
pub(super) const CONTENT: usize = 4;
pub(super) const FONT: usize = 5;

/// Entries of a page of A4 with the font as `/F`.
pub(super) const PAGE_ENTRIES: &str =
    "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R";
pub(super) const RESOURCES: &str = "/Resources << /Font << /F 5 0 R >> >>";

impl Pdf {
    pub(super) fn new() -> Pdf {
        Pdf {
            objects: vec![],
            trailer: String::new(),
        }
    }

    /// A file of one page with a content stream and Helvetica as `/F`.
    pub(super) fn page(content: &[u8]) -> Pdf {
        let mut pdf = Pdf::new();
        pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
        pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        pdf.add(format!("<< {PAGE_ENTRIES} {RESOURCES} >>"));
        pdf.stream("", content);
        pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        pdf
    }

    /// Adds an object and gives its number.
    pub(super) fn add(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    /// Adds a stream whose dictionary has these entries beside `/Length`.
    pub(super) fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        self.add(stream(entries, data))
    }

    /// Puts another object under a number.
    pub(super) fn set(&mut self, number: usize, body: impl Into<Vec<u8>>) {
        if let Some(object) = number
            .checked_sub(1)
            .and_then(|at| self.objects.get_mut(at))
        {
            *object = body.into();
        }
    }

    /// The number that the next object will have.
    pub(super) fn next(&self) -> usize {
        self.objects.len() + 1
    }

    /// The bytes of the file, with a cross-reference table that is right.
    pub(super) fn finish(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut offsets = vec![];
        for (index, body) in self.objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend(format!("{} 0 obj\n", index + 1).bytes());
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        let size = self.objects.len() + 1;
        out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        for offset in offsets {
            out.extend(format!("{offset:010} 00000 n \n").bytes());
        }
        let trailer = &self.trailer;
        out.extend(
            format!("trailer\n<< /Size {size} /Root {CATALOG} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
                .bytes(),
        );
        out
    }
}

/// A stream object.
pub(super) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut body = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    body.extend(data);
    body.extend(b"\nendstream");
    body
}

/// Content that shows lines of text.
pub(super) fn lines(count: usize) -> Vec<u8> {
    let mut content = String::from("BT /F 11 Tf 14 TL 60 800 Td\n");
    for line in 0..count {
        content.push_str(&format!(
            "({}. Thuc hien nhiem vu duoc giao trong nam 2026) Tj T*\n",
            line + 1
        ));
    }
    content.push_str("ET\n");
    content.into_bytes()
}
