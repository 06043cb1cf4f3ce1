//! Recognition of the text of scanned pages (OCR).
//!
//! Tesseract does it, a process for each sheet of a page (`tesseract`), with limits of memory and time. What it read
//! is kept by the content of the sheet (`cache`), so that no page is recognised twice, also when an import
//! was killed. Which pages need it, and what they look like, a worker says: the document itself is not opened here.

mod cache;
mod hocr;
mod tesseract;

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use reader::Recognise;
use reader::scan::{PageImage, RecognisedLine, RecognisedPage};

use cache::Cache;
use tesseract::Tesseract;

/// Recognises pages, for the documents and threads of a program.
pub(crate) struct Recogniser {
    recognise: Recognise,
    cache: Option<Cache>,
    /// Looked for when the first page needs it.
    tesseract: OnceLock<Option<Tesseract>>,
    watch: Option<Watch>,
    wanted: AtomicU64,
    done: AtomicU64,
}

/// Who is told how many pages are recognised, and of how many so far.
pub type Watch = Box<dyn Fn(u64, u64) + Send + Sync>;

/// How to get what recognition needs.
pub(crate) const INSTALL: &str = "install Tesseract with Vietnamese (Debian, Ubuntu: `apt install tesseract-ocr tesseract-ocr-vie`), then `kehoach retry`";

/// Least mean confidence of a page that may be the right way up.
const UPRIGHT: usize = 55;

/// Fewest words that say so.
const WORDS: usize = 5;

impl Recogniser {
    pub(crate) fn new(recognise: Recognise, cache: Option<PathBuf>, watch: Option<Watch>) -> Self {
        Recogniser {
            recognise,
            cache: cache.map(Cache::new),
            tesseract: OnceLock::new(),
            watch,
            wanted: AtomicU64::new(0),
            done: AtomicU64::new(0),
        }
    }

    /// Which pages are to be recognised, as far as that can be done here.
    pub(crate) fn wish(&self) -> Recognise {
        match self.recognise {
            Recognise::Never => Recognise::Never,
            wish if self.tesseract().is_some() => wish,
            _ => Recognise::Never,
        }
    }

    /// What to do about a document whose pages were not recognised.
    pub(crate) fn hint(&self) -> &'static str {
        match self.recognise {
            Recognise::Never => "let its text be recognised: `--ocr auto`",
            _ => INSTALL,
        }
    }

    /// Pages will be recognised.
    pub(crate) fn expect(&self, pages: usize) {
        self.wanted.fetch_add(pages as u64, Ordering::Relaxed);
        self.tell();
    }

    /// Recognises a page. `image` gives it turned by so many quarters.
    ///
    /// # Errors
    ///
    /// When `image` fails. What goes wrong with the recognition itself is said in the page.
    pub(crate) fn page<E>(
        &self,
        image: impl Fn(u8) -> Result<PageImage, E>,
    ) -> Result<RecognisedPage, E> {
        let mut best = self.read(image(0)?);
        // Upside down or on its side: another turn may be surer.
        if best.trouble.is_none() && !is_upright(&best) {
            for turn in [2, 1, 3] {
                let other = self.read(image(turn)?);
                if sureness(&other) > sureness(&best) {
                    best = other;
                }
                if is_upright(&best) {
                    break;
                }
            }
        }
        self.done.fetch_add(1, Ordering::Relaxed);
        self.tell();
        Ok(best)
    }

    fn read(&self, image: PageImage) -> RecognisedPage {
        let mut page = RecognisedPage {
            frame: image.frame,
            sheets: vec![],
            trouble: None,
        };
        for mut sheet in image.sheets {
            let lines = self.sheet(&sheet);
            sheet.pixels = vec![];
            match lines {
                Ok(lines) => page.sheets.push((sheet, lines)),
                Err(trouble) => page.trouble = Some(trouble),
            }
        }
        page
    }

    fn sheet(&self, sheet: &reader::scan::Sheet) -> Result<Vec<RecognisedLine>, String> {
        let Some(tesseract) = self.tesseract() else {
            return Err("there is no Tesseract".to_string());
        };
        // Nothing to read.
        if sheet.pixels.iter().all(|&p| p > 200) {
            return Ok(vec![]);
        }
        let key = self.cache.as_ref().map(|_| tesseract.key(sheet));
        if let (Some(cache), Some(key)) = (&self.cache, &key)
            && let Some(lines) = cache.get(key)
        {
            return Ok(lines);
        }
        let mut lines = hocr::lines(&tesseract.read(sheet)?);
        reader::scan::weigh(sheet, &mut lines);
        if let (Some(cache), Some(key)) = (&self.cache, &key) {
            cache.put(key, &lines);
        }
        Ok(lines)
    }

    fn tesseract(&self) -> Option<&Tesseract> {
        self.tesseract.get_or_init(Tesseract::find).as_ref()
    }

    fn tell(&self) {
        if let Some(watch) = &self.watch {
            watch(
                self.done.load(Ordering::Relaxed),
                self.wanted.load(Ordering::Relaxed),
            );
        }
    }
}

fn words(page: &RecognisedPage) -> impl Iterator<Item = usize> {
    let lines = page.sheets.iter().flat_map(|(_, lines)| lines);
    lines
        .flat_map(|line| &line.words)
        .filter(|word| word.text.chars().any(char::is_alphabetic))
        .map(|word| usize::from(word.confidence))
}

/// Whether a page reads well, or has nothing to read whichever way it is turned.
fn is_upright(page: &RecognisedPage) -> bool {
    let (count, sum) = words(page).fold((0, 0), |(n, sum), c| (n + 1, sum + c));
    count < WORDS || sum >= UPRIGHT * count
}

/// How much of a page is read surely.
fn sureness(page: &RecognisedPage) -> usize {
    words(page).filter(|&c| c >= 70).count()
}
