//! A document with what every part of the extraction asks of it: tokens, characters, places.

use document::{Document, Span};
use plan::{PageBox, Provenance};

use crate::token::{Token, Tokens, lex};

/// A document under extraction.
pub(crate) struct Source<'d> {
    /// The document.
    pub document: &'d Document,
    tokens: Vec<Token>,
    /// Number of characters before each block of [`STRIDE`] bytes.
    chars: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'d> Source<'d> {
    pub(crate) fn new(document: &'d Document) -> Source<'d> {
        let text = document.text.as_bytes();
        let mut tokens = Vec::with_capacity(text.len() / 5);
        lex(&document.text, &mut tokens);
        let mut chars = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for block in text.chunks(STRIDE) {
            chars.push(count);
            count += heads(block);
        }
        Source {
            document,
            tokens,
            chars,
        }
    }

    /// The tokens inside a span.
    pub(crate) fn tokens(&self, span: Span) -> Tokens<'_> {
        Tokens::new(&self.document.text, &self.tokens).within(span)
    }

    /// The text of a span.
    pub(crate) fn text(&self, span: Span) -> &'d str {
        self.document.slice(span)
    }

    /// The text of a span on one line: line ends are blanks.
    pub(crate) fn line(&self, span: Span) -> String {
        self.text(span).replace('\n', " ")
    }

    /// The whole text.
    pub(crate) fn text_all(&self) -> &'d str {
        &self.document.text
    }

    /// The place of a span, in characters.
    pub(crate) fn place(&self, span: Span) -> Provenance {
        Provenance {
            page: self.document.page(span.start),
            span: plan::Span {
                start: self.char(span.start),
                end: self.char(span.end),
            },
            boxes: self.boxes(span),
            element: self.document.element(span.start).map(str::to_owned),
        }
    }

    /// Boxes of the lines that a span stands on, each as wide as the span's words on it.
    fn boxes(&self, span: Span) -> Vec<PageBox> {
        let mut out: Vec<PageBox> = vec![];
        for word in self.document.words(span) {
            match out.last_mut() {
                Some(last)
                    if last.page == word.page
                        && last.y0 == word.y0
                        && last.y1 == word.y1
                        && last.x0 <= word.x0 =>
                {
                    last.x1 = last.x1.max(word.x1);
                }
                _ => out.push(PageBox {
                    page: word.page,
                    x0: word.x0,
                    y0: word.y0,
                    x1: word.x1,
                    y1: word.y1,
                }),
            }
        }
        out
    }

    /// Text and place of a span.
    pub(crate) fn quote(&self, span: Span) -> (String, Provenance) {
        (self.text(span).to_owned(), self.place(span))
    }

    fn char(&self, offset: u32) -> u32 {
        let block = offset as usize / STRIDE;
        let Some(&before) = self.chars.get(block) else {
            let last = self.chars.len().saturating_sub(1);
            let rest = &self.document.text.as_bytes()[last * STRIDE..];
            return self.chars.last().copied().unwrap_or(0) + heads(rest);
        };
        before + heads(&self.document.text.as_bytes()[block * STRIDE..offset as usize])
    }
}

/// How many characters begin in the bytes.
fn heads(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from(b & 0xc0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        let text = "Ủy ban nhân dân tỉnh Thừa Thiên Huế ".repeat(9);
        let document = Document {
            text: text.clone(),
            ..Document::default()
        };
        let source = Source::new(&document);
        for (chars, (bytes, _)) in text.char_indices().enumerate() {
            assert_eq!(source.char(bytes as u32), chars as u32);
        }
        assert_eq!(source.char(text.len() as u32), text.chars().count() as u32);
    }
}
