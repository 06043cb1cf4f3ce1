//! What a conversion from HTML or Markdown left in a text.
//!
//! Tags and emphasis marks are taken out, their text stays. A tag that breaks a line (`<br>`,
//! `</p>`, `<li>`) becomes [`BREAK`], which ends a line in running text and stands for a line
//! break inside a table cell.

use std::borrow::Cow;

use document::Span;

/// Stands for a line break that a tag made. `normalize` leaves no such character in a text.
pub(crate) const BREAK: char = '\u{2028}';

/// A text without its markup.
pub(crate) struct Clean<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// Lines that were printed all bold, ascending.
    pub bold: Vec<Span>,
    /// The text uses Markdown.
    pub markdown: bool,
    /// Where runs of the text stand in the text before: (new offset, old offset), ascending.
    runs: Vec<(usize, usize)>,
}

impl Clean<'_> {
    /// The offset in the text before that an offset of the clean text comes from.
    pub(crate) fn origin(&self, offset: usize) -> usize {
        let after = self.runs.partition_point(|run| run.0 <= offset);
        match after.checked_sub(1).and_then(|i| self.runs.get(i)) {
            Some((new, old)) => old + (offset - new),
            None => offset,
        }
    }
}

/// Tags whose names are taken out; the second field tells whether they break the line.
const TAGS: [(&str, bool); 34] = [
    ("a", false),
    ("b", false),
    ("big", false),
    ("blockquote", true),
    ("br", true),
    ("center", true),
    ("div", true),
    ("em", false),
    ("font", false),
    ("h1", true),
    ("h2", true),
    ("h3", true),
    ("h4", true),
    ("h5", true),
    ("h6", true),
    ("hr", true),
    ("i", false),
    ("img", false),
    ("li", true),
    ("o:p", false),
    ("ol", true),
    ("p", true),
    ("pre", true),
    ("s", false),
    ("small", false),
    ("span", false),
    ("strong", false),
    ("sub", false),
    ("sup", false),
    ("tt", false),
    ("u", false),
    ("ul", true),
    ("body", true),
    ("html", true),
];

/// Character references that conversions leave.
const ENTITIES: [(&str, &str); 8] = [
    ("&nbsp;", " "),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&ndash;", "–"),
    ("&hellip;", "…"),
];

/// Longest tag that is looked at, in bytes.
const TAG_LIMIT: usize = 400;

/// Takes the markup out of a text.
pub(crate) fn strip(text: &str) -> Clean<'_> {
    let bytes = text.as_bytes();
    let suspicious = memchr::memchr3(b'<', b'*', b'&', bytes).is_some()
        || memchr::memchr2(b'#', b'\\', bytes).is_some()
        || memchr::memmem::find(bytes, b"__").is_some();
    if !suspicious {
        let runs = vec![];
        return Clean {
            text: Cow::Borrowed(text),
            bold: vec![],
            markdown: false,
            runs,
        };
    }
    let mut stripper = Stripper {
        out: String::with_capacity(text.len()),
        runs: vec![],
        bold: vec![],
    };
    let mut markdown = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        markdown |= stripper.line(line, start);
        start += line.len();
    }
    let Stripper { out, runs, bold } = stripper;
    Clean {
        text: Cow::Owned(out),
        bold,
        markdown,
        runs,
    }
}

struct Stripper {
    out: String,
    runs: Vec<(usize, usize)>,
    bold: Vec<Span>,
}

impl Stripper {
    /// Copies `piece`, which stands at `old` in the text before.
    fn copy(&mut self, piece: &str, old: usize) {
        if piece.is_empty() {
            return;
        }
        let new = self.out.len();
        let aligned = match self.runs.last() {
            Some((n, o)) => old as isize - *o as isize == new as isize - *n as isize,
            None => old == new,
        };
        if !aligned {
            self.runs.push((new, old));
        }
        self.out.push_str(piece);
    }

    /// Copies one line without its markup; whether it has Markdown.
    fn line(&mut self, line: &str, start: usize) -> bool {
        let from = self.out.len();
        let mut markdown = false;
        let hashes = line.trim_start().bytes().take_while(|&b| b == b'#').count();
        let mut at = 0;
        let mut heading = false;
        if (1..=6).contains(&hashes) && line.trim_start()[hashes..].starts_with(' ') {
            at = line.len() - line.trim_start().len() + hashes;
            heading = true;
            markdown = true;
        }
        let emphasis = emphasis_marks(line);
        markdown |= !emphasis.is_empty();
        let mut next_mark = emphasis.iter().peekable();
        let all_bold = heading || is_all_bold(line);
        while at < line.len() {
            while next_mark.peek().is_some_and(|m| m.start < at as u32) {
                next_mark.next();
            }
            let rest = &line[at..];
            if let Some(mark) = next_mark.peek()
                && mark.start as usize == at
            {
                at = mark.end as usize;
                next_mark.next();
                continue;
            }
            match rest.as_bytes()[0] {
                b'<' => {
                    if let Some((length, breaks)) = tag(rest) {
                        if breaks {
                            self.soft_break(start + at);
                        }
                        at += length;
                        continue;
                    }
                }
                b'&' => {
                    if let Some((name, value)) = ENTITIES.iter().find(|e| rest.starts_with(e.0)) {
                        self.runs.push((self.out.len(), start + at));
                        self.out.push_str(value);
                        at += name.len();
                        self.runs.push((self.out.len(), start + at));
                        continue;
                    }
                }
                b'\\' => {
                    let escaped = rest[1..]
                        .chars()
                        .next()
                        .filter(|c| "*_#.()-+>[]".contains(*c));
                    if escaped.is_some() {
                        at += 1;
                        self.copy(&line[at..at + 1], start + at);
                        at += 1;
                        continue;
                    }
                }
                _ => {}
            }
            let limit = next_mark.peek().map_or(line.len(), |m| m.start as usize);
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let stop = memchr::memchr3(b'<', b'&', b'\\', &rest.as_bytes()[first..])
                .map_or(line.len(), |i| at + first + i)
                .min(limit);
            self.copy(&line[at..stop], start + at);
            at = stop;
        }
        if all_bold {
            self.bold.push(Span::new(from, self.out.len()));
        }
        markdown
    }

    /// A line break made by a tag; none at the beginning of a line and none twice.
    fn soft_break(&mut self, old: usize) {
        let blank = self.out.trim_end_matches([' ', '\t']);
        if blank.is_empty() || blank.ends_with(['\n', BREAK, '|']) || self.out.ends_with('\t') {
            return;
        }
        self.runs.push((self.out.len(), old));
        self.out.push(BREAK);
        self.runs.push((self.out.len(), old));
    }
}

/// Length of the tag at the start of `rest`, and whether it breaks the line.
fn tag(rest: &str) -> Option<(usize, bool)> {
    let window = &rest.as_bytes()[..rest.len().min(TAG_LIMIT)];
    let end = memchr::memchr(b'>', window)?;
    let inner = rest[1..end].trim_start_matches('/').trim_end_matches('/');
    if inner.starts_with("!--") {
        return Some((end + 1, false));
    }
    let name: &str = inner.split([' ', '\t', '\n']).next()?;
    let breaks = TAGS
        .iter()
        .find(|(tag, _)| tag.eq_ignore_ascii_case(name))?
        .1;
    Some((end + 1, breaks))
}

/// The emphasis marks of a line that come in pairs: `**`, `__`, `***`, `*` round words.
fn emphasis_marks(line: &str) -> Vec<Span> {
    let bytes = line.as_bytes();
    let mut marks = vec![];
    let mut open: Vec<Span> = vec![];
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'*', b'_', &bytes[at..]) {
        let start = at + found;
        let byte = bytes[start];
        let length = bytes[start..].iter().take_while(|&&b| b == byte).count();
        at = start + length;
        if length > 3 || (byte == b'_' && length != 2) {
            continue;
        }
        let before = line[..start].chars().next_back();
        let after = line[at..].chars().next();
        let closes = before.is_some_and(|c| !c.is_whitespace() && c != '|');
        let opens = after.is_some_and(|c| !c.is_whitespace() && c != '|');
        let mark = Span::new(start, at);
        let pair = open
            .iter()
            .rposition(|o| bytes[o.start as usize] == byte && o.len() == length);
        match pair {
            Some(i) if closes => {
                marks.push(open[i]);
                marks.push(mark);
                open.truncate(i);
            }
            _ if opens => open.push(mark),
            _ => {}
        }
    }
    marks.sort_unstable();
    marks
}

/// Whether a whole line stands between two `**`, a label before them aside.
fn is_all_bold(line: &str) -> bool {
    let line = line.trim();
    let Some(open) = line.find("**") else {
        return false;
    };
    let close = line.trim_end_matches([':', '.', ' ']).ends_with("**");
    let label = line[..open].chars().filter(|c| c.is_alphanumeric()).count() <= 4;
    close && label && line.matches("**").count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup() {
        for (text, want) in [
            ("a **(1)** b", "a (1) b"),
            ("2) *Kinh tế số:*", "2) Kinh tế số:"),
            ("điện tử (*đối với hồ sơ*) và", "điện tử (đối với hồ sơ) và"),
            ("* một mục", "* một mục"),
            (
                "20\t<p>Rà soát</p>\tVăn phòng",
                "20\tRà soát\u{2028}\tVăn phòng",
            ),
            ("<ul style=\"list-style-type: none;\"> - A", " - A"),
            ("A;<br>B", "A;\u{2028}B"),
            ("a < b & c", "a < b & c"),
            ("K&amp;C", "K&C"),
            ("## I. MỤC TIÊU", " I. MỤC TIÊU"),
            ("5 * 3 * 2", "5 * 3 * 2"),
            ("<i>tại Quyết định</i> số", "tại Quyết định số"),
            ("1\\. Mục đích", "1. Mục đích"),
        ] {
            assert_eq!(strip(text).text, want, "{text}");
        }
    }

    #[test]
    fn origins_point_back() {
        let text = "a **đậm** &amp; <b>b</b> c";
        let clean = strip(text);
        for (new, c) in clean.text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
            assert_eq!(text[clean.origin(new)..].chars().next(), Some(c));
        }
    }

    #[test]
    fn bold_lines() {
        let text = "**I. MỤC TIÊU**\n1. **Mục đích**\nvà **đậm** nữa";
        let clean = strip(text);
        let bold: Vec<&str> = clean
            .bold
            .iter()
            .map(|s| clean.text[s.range()].trim())
            .collect();
        assert_eq!(bold, ["I. MỤC TIÊU", "1. Mục đích"]);
    }
}
