//! What recognition contributes to a document: whole pages, and how sure it was of them.

use document::{Document, Letters, Remark};

use super::page::Page;
use super::quality::Quality;
use crate::scan::RecognisedPage;
use crate::scan::repair::Labels;
use crate::scan::words::{self, Doubt};
use crate::{Options, ReadError, Recognise};

/// The pages of a document that are recognised.
pub(crate) struct Recognition<'r> {
    recognise: Recognise,
    given: &'r [RecognisedPage],
    /// Pages that lack their words.
    pub wanted: Vec<u32>,
    doubts: Vec<Doubt>,
    labels: Labels,
    /// Words that are no text, by page.
    left_out: Vec<(u32, Vec<String>)>,
    /// Pages that were recognised, and digital ones with text.
    pages: [usize; 2],
    words: usize,
    confidence: usize,
}

/// Most doubtful words that are told one by one.
const TOLD: usize = 40;

/// Most words of a page that are shown of those left out.
const SHOWN: usize = 20;

impl<'r> Recognition<'r> {
    pub(crate) fn new(options: &Options<'r>) -> Recognition<'r> {
        Recognition {
            recognise: options.recognise,
            given: options.recognised,
            wanted: vec![],
            doubts: vec![],
            labels: Labels::default(),
            left_out: vec![],
            pages: [0, 0],
            words: 0,
            confidence: 0,
        }
    }

    /// The page as recognised, if it was; else the page as it is drawn.
    pub(crate) fn take(&mut self, number: u32, page: Page) -> (Page, bool) {
        let Some(given) = self.given.iter().find(|g| g.frame.page == number) else {
            if self.recognise == Recognise::Always {
                self.wanted.push(number);
            }
            self.pages[1] += usize::from(!page.glyphs.is_empty());
            return (page, false);
        };
        let placed = words::place(given, &mut self.labels);
        self.pages[0] += 1;
        self.words += placed.words;
        self.confidence += placed.confidence;
        self.doubts.extend(placed.doubts);
        if !placed.noise.is_empty() {
            self.left_out.push((number, placed.noise));
        }
        (placed.page, true)
    }

    /// Takes note of a page that cannot be read.
    pub(crate) fn judge(&mut self, number: u32, quality: Quality) -> Quality {
        if self.recognise == Recognise::Auto && quality != Quality::Good {
            self.wanted.push(number);
        }
        quality
    }

    /// # Errors
    ///
    /// When pages lack their words.
    pub(crate) fn complete(&mut self, of: usize) -> Result<(), ReadError> {
        let pages = std::mem::take(&mut self.wanted);
        if pages.is_empty() {
            Ok(())
        } else {
            Err(ReadError::Unrecognised { pages, of })
        }
    }

    /// Where the letters of the document come from.
    pub(crate) fn letters(&self) -> Letters {
        match self.pages {
            [0, _] => Letters::Digital,
            [_, 0] => Letters::Recognised,
            _ => Letters::Mixed,
        }
    }

    /// How sure recognition was: of all, and of doubtful words.
    pub(crate) fn remarks(&self, document: &Document) -> Vec<Remark> {
        if self.pages[0] == 0 {
            return vec![];
        }
        let mean = self.confidence.checked_div(self.words).unwrap_or(0);
        let mut out = vec![Remark {
            code: "text_recognised",
            message: format!(
                "the text of {} pages was recognised (OCR): {} words, of which {} are doubtful; mean confidence {mean} of 100",
                self.pages[0],
                self.words,
                self.doubts.len(),
            ),
            span: None,
        }];
        for page in self.given {
            out.extend(page.trouble.iter().map(|trouble| Remark {
                code: "text_damaged",
                message: format!("page {}: {trouble}", page.frame.page),
                span: None,
            }));
        }
        for (page, words) in &self.left_out {
            let shown: Vec<&str> = words.iter().take(SHOWN).map(String::as_str).collect();
            let more = match words.len().saturating_sub(SHOWN) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            out.push(Remark {
                code: "text_doubtful",
                message: format!(
                    "page {page}: left out as no text: `{}`{more}",
                    shown.join("` `")
                ),
                span: None,
            });
        }
        let mut told = 0;
        for doubt in &self.doubts {
            // Marks without a letter are specks more often than not.
            if told == TOLD || !doubt.text.chars().any(char::is_alphanumeric) {
                continue;
            }
            let span = document
                .boxes
                .iter()
                .find(|b| {
                    let (x, y) = doubt.at;
                    b.page == doubt.page && b.x0 <= x && x <= b.x1 && b.y0 <= y && y <= b.y1
                })
                .map(|b| b.span);
            if span.is_none() {
                continue;
            }
            told += 1;
            out.push(Remark {
                code: "text_doubtful",
                message: match &doubt.meant {
                    Some(meant) => format!(
                        "page {}: `{}` was recognised, and taken for `{meant}`",
                        doubt.page, doubt.text
                    ),
                    None => format!(
                        "page {}: `{}` was recognised with confidence {} of 100",
                        doubt.page, doubt.text, doubt.confidence
                    ),
                },
                span,
            });
        }
        out
    }
}
