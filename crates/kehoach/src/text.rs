//! Text for a person: width, wrapping, emphasis.

use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal};

/// How standard output shows text to a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    /// Columns to wrap at; `None` when standard output is no terminal: a line then stays a line,
    /// for the program that reads it.
    width: Option<usize>,
    /// Whether to use colours and bold.
    colour: bool,
}

impl Page {
    /// What standard output is. Colour is off with `NO_COLOR` and on a dumb terminal.
    pub(crate) fn stdout() -> Page {
        let terminal = io::stdout().is_terminal();
        let width = terminal.then(|| {
            terminal_size::terminal_size()
                .map_or(80, |(width, _)| usize::from(width.0))
                .max(40)
        });
        let plain = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || env::var_os("TERM").is_some_and(|term| term == "dumb");
        Page {
            width,
            colour: terminal && !plain,
        }
    }

    /// The same, wrapped at `width` where that is said.
    pub(crate) fn at_width(self, width: Option<usize>) -> Page {
        Page {
            width: width.or(self.width),
            ..self
        }
    }

    /// A page without colours.
    #[cfg(test)]
    pub(crate) fn plain(width: Option<usize>) -> Page {
        Page {
            width,
            colour: false,
        }
    }

    /// Columns to wrap at; `None` where a line stays a line.
    pub(crate) fn width(&self) -> Option<usize> {
        self.width
    }

    /// Words that a text lost: red, or between `[-` and `-]`.
    pub(crate) fn dropped(&self, text: &str) -> String {
        if self.colour {
            self.paint("31", text)
        } else {
            format!("[-{text}-]")
        }
    }

    /// Words that a text gained: green, or between `{+` and `+}`.
    pub(crate) fn added(&self, text: &str) -> String {
        if self.colour {
            self.paint("32", text)
        } else {
            format!("{{+{text}+}}")
        }
    }

    /// Strong: what the eye looks for.
    pub(crate) fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    /// Weak: what the eye may skip.
    pub(crate) fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }

    /// A hit of a search: bold red, or between « and » where there are no colours.
    pub(crate) fn hit(&self, text: &str) -> String {
        if self.colour {
            self.paint("1;31", text)
        } else {
            format!("«{text}»")
        }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_string()
        }
    }

    /// Breaks text into lines of the page's width. The first begins with `first`, the others
    /// with as many blanks.
    pub(crate) fn wrap(&self, first: &str, text: &str) -> String {
        let mut out = String::with_capacity(first.len() + text.len());
        out.push_str(first);
        let Some(width) = self.width else {
            out.push_str(text);
            return out;
        };
        let indent = columns(first);
        let mut column = indent;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let length = columns(word);
            if column > indent {
                if column + 1 + length > width {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', indent));
                    column = indent;
                } else {
                    out.push(' ');
                    column += 1;
                }
            }
            out.push_str(word);
            column += length;
        }
        out
    }
}

/// Text of a document without characters that command a terminal.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect(),
    )
}

/// How much of a text is shown on either side of a place, in columns.
const SIDE: usize = 34;

/// A text as one line, and a line under it that points at a place (in bytes). Of a long text only what stands about it.
pub(crate) fn pointed(text: &str, at: usize) -> String {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let (before, behind) = (clean(before), clean(behind));
    let mut shown = String::new();
    for c in before.chars().rev() {
        if columns(&shown) >= SIDE {
            shown.push('…');
            break;
        }
        shown.push(c);
    }
    let before: String = shown.chars().rev().collect();
    let mut after = String::new();
    for c in behind.chars() {
        if columns(&after) >= SIDE {
            after.push('…');
            break;
        }
        after.push(c);
    }
    format!("  {before}{after}\n  {}^", " ".repeat(columns(&before)))
}

/// Columns that text takes on a terminal: a Vietnamese letter takes one, a combining mark and our
/// own colour codes none.
fn columns(text: &str) -> usize {
    let mut columns = 0;
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '\x1b' => in_code = true,
            'm' if in_code => in_code = false,
            '\u{300}'..='\u{36f}' => {}
            _ if in_code => {}
            _ => columns += 1,
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Page = Page {
        width: Some(20),
        colour: false,
    };

    #[test]
    fn wrapping_keeps_words_whole_and_indents() {
        let wrapped = NARROW.wrap("  - ", "Triển khai Bệnh án điện tử tại các bệnh viện");
        assert_eq!(
            wrapped,
            "  - Triển khai Bệnh\n    án điện tử tại\n    các bệnh viện"
        );
    }

    #[test]
    fn a_caret_stands_under_the_place() {
        assert_eq!(pointed("bệnh \"án", 7), "  bệnh \"án\n       ^");
        let decomposed = "be\u{323}\u{302}nh -";
        assert_eq!(
            pointed(decomposed, decomposed.len() - 1),
            format!("  {decomposed}\n       ^")
        );
        let long = format!("{} -", "bệnh án ".repeat(20));
        let shown = pointed(&long, long.len() - 1);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(columns(lines[0]) < 80 && lines[0].ends_with('-'), "{shown}");
        assert_eq!(columns(lines[0]), columns(lines[1]));
    }

    #[test]
    fn colours_and_marks_take_no_column() {
        assert_eq!(columns("\x1b[1;31mđiện\x1b[0m tử"), 7);
        assert_eq!(columns("e\u{302}\u{323}"), 1);
    }

    #[test]
    fn what_a_document_says_cannot_command_the_terminal() {
        assert_eq!(clean("a\x1b]0;x\x07b"), "a ]0;x b");
    }
}
