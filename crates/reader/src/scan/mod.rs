//! Pages whose letters must be recognised.
//!
//! Recognition runs outside of this crate, and in two steps: [`page_image`] gives a page as sheets, images that a
//! recogniser reads well; what it read comes back as [`RecognisedPage`] through [`Options`](crate::Options) and is laid
//! out like the glyphs of a digital page.
//!
//! 1. `render` draws the page, without red ink; `skew` levels it; `rules` finds its ruling lines and takes them
//!    off; `arrange` cuts out the cells of its tables;
//! 2. `words` puts the words back to where they stood; `weight` tells bold lines from others; `repair` puts right what is misread again and again.

mod arrange;
mod raster;
mod render;
pub(crate) mod repair;
mod rules;
mod skew;
mod weight;
pub(crate) mod words;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use serde::{Deserialize, Serialize};

use crate::ReadError;
use crate::pdf::interpret::Interpreter;
use crate::pdf::page::{Rule, Way};
use arrange::Strip;
use raster::Raster;
pub use weight::weigh;

/// A page made ready for recognition.
#[derive(Debug, Clone, PartialEq)]
pub struct PageImage {
    /// Which page it is, and how its sheets lead back to it.
    pub frame: PageFrame,
    /// What is to be recognised: the page without its tables, then the cells of its tables.
    pub sheets: Vec<Sheet>,
}

/// Which page an image shows, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageFrame {
    /// Number of the page, 1-based.
    pub page: u32,
    /// Quarters by which the page as it is shown was turned clockwise.
    pub turned: u8,
    /// Size of the turned page in points.
    pub(crate) size: (f32, f32),
    /// Its ruling lines.
    pub(crate) rules: Vec<Rule>,
}

/// How a sheet is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A page: blocks of text, some beside each other.
    Page,
    /// Pieces of text below each other.
    Cells,
}

/// A grey image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// How it is to be read.
    pub kind: Kind,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Dots per inch.
    pub dpi: u32,
    /// Bands that come from elsewhere on the page.
    pub(crate) strips: Vec<Strip>,
    /// A byte a pixel, row by row from the top: 0 is ink, 255 paper. Not part of its description.
    #[serde(skip)]
    pub pixels: Vec<u8>,
}

impl Sheet {
    fn of(raster: Raster, kind: Kind, dpi: u32, strips: Vec<Strip>) -> Sheet {
        Sheet {
            kind,
            width: raster.width as u32,
            height: raster.height as u32,
            dpi,
            strips,
            pixels: raster.pixels,
        }
    }
}

/// A page with the words that were recognised on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecognisedPage {
    /// As in [`PageImage`].
    pub frame: PageFrame,
    /// Its sheets without their pixels, each with its lines.
    pub sheets: Vec<(Sheet, Vec<RecognisedLine>)>,
    /// Why some of it could not be recognised.
    pub trouble: Option<String>,
}

/// A line of words on a sheet, from left to right. In pixels, from the top left corner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecognisedLine {
    /// Baseline at its left edge.
    pub y: f32,
    /// How much the baseline sinks a pixel.
    pub slope: f32,
    /// From the bottom of its letters to the top of its high ones.
    pub size: f32,
    /// How wide the strokes of its letters are, as a share of its size; 0 where that is not known.
    pub weight: f32,
    /// Its words.
    pub words: Vec<RecognisedWord>,
}

/// A word on a sheet. In pixels, from the top left corner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecognisedWord {
    /// Its characters.
    pub text: String,
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
    /// How sure the recogniser is, from 0 to 100.
    pub confidence: u8,
}

/// A page of a PDF made ready for recognition: `page` is 1-based, `turned` says by how many quarters it is turned
/// clockwise before it is read.
///
/// # Errors
///
/// When the PDF cannot be read, or has no such page.
pub fn page_image(bytes: &[u8], page: u32, turned: u8) -> Result<PageImage, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => ReadError::Damaged,
    })?;
    let index = (page as usize).checked_sub(1);
    let source = index
        .and_then(|i| pdf.pages().get(i))
        .ok_or(ReadError::NoPages)?;
    let drawn = Interpreter::new().page(source);
    let (raster, dpi) = render::render(source, drawn.scanned);
    let mut raster = raster.turned(turned);
    let slope = skew::slope(&raster, dpi);
    if slope != 0.0 {
        raster = raster.levelled(slope);
    }
    let rules = rules::take(&mut raster, dpi);
    let size = (
        raster.width as f32 * 72.0 / dpi,
        raster.height as f32 * 72.0 / dpi,
    );
    Ok(PageImage {
        sheets: arrange::sheets(raster, &rules, dpi),
        frame: PageFrame {
            page,
            turned: turned % 4,
            size,
            rules,
        },
    })
}

impl PageFrame {
    /// The way in which the text runs on the page as it is shown.
    fn way(&self) -> Way {
        match self.turned {
            1 => Way::Up,
            2 => Way::Left,
            3 => Way::Down,
            _ => Way::Right,
        }
    }
}
