//! The second reader: what `pdf-extract` draws. It shares no code with the first, so that it can
//! read some files that the first cannot, and bear witness where both can.
//!
//! It does not see `/Rotate`, the lines that Word draws, nor which text is hidden; its pages are
//! good for letters, less so for tables.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{ColorSpace, MediaBox, OutputDev, OutputError, Path, PathOp, Transform};

use super::page::{Glyph, Page, Rule, Way};

/// The pages of a file; `None` when this reader cannot read it.
pub(crate) fn pages(bytes: &[u8]) -> Option<Vec<Page>> {
    // It gives up on what it does not know by panicking. Nothing it leaves behind is used.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let document = pdf_extract::Document::load_mem(bytes).ok()?;
        let mut collector = Collector::default();
        pdf_extract::output_doc(&document, &mut collector).ok()?;
        Some(collector.pages)
    }));
    read.ok().flatten().filter(|pages| !pages.is_empty())
}

#[derive(Default)]
struct Collector {
    pages: Vec<Page>,
    /// Lower left corner of the page.
    corner: (f64, f64),
    height: f64,
}

impl Collector {
    /// A point of user space on the page, origin at its top left.
    fn point(&self, t: &Transform, x: f64, y: f64) -> (f32, f32) {
        let px = t.m11 * x + t.m21 * y + t.m31 - self.corner.0;
        let py = t.m12 * x + t.m22 * y + t.m32 - self.corner.1;
        (px as f32, (self.height - py) as f32)
    }

    fn segment(&mut self, a: (f32, f32), b: (f32, f32)) {
        let (dx, dy) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        if dy <= 2.5 && dx > dy {
            page.rules.push(Rule {
                horizontal: true,
                at: (a.1 + b.1) / 2.0,
                from: a.0.min(b.0),
                to: a.0.max(b.0),
            });
        } else if dx <= 2.5 && dy > dx {
            page.rules.push(Rule {
                horizontal: false,
                at: (a.0 + b.0) / 2.0,
                from: a.1.min(b.1),
                to: a.1.max(b.1),
            });
        }
    }

    fn path(&mut self, t: &Transform, path: &Path) {
        let mut start = (0.0, 0.0);
        let mut last = (0.0, 0.0);
        for op in &path.ops {
            match *op {
                PathOp::MoveTo(x, y) => {
                    last = self.point(t, x, y);
                    start = last;
                }
                PathOp::LineTo(x, y) => {
                    let next = self.point(t, x, y);
                    self.segment(last, next);
                    last = next;
                }
                PathOp::CurveTo(.., x, y) => last = self.point(t, x, y),
                PathOp::Rect(x, y, w, h) => {
                    let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
                    let corners = corners.map(|(x, y)| self.point(t, x, y));
                    for i in 0..4 {
                        self.segment(corners[i], corners[(i + 1) % 4]);
                    }
                }
                PathOp::Close => {
                    self.segment(last, start);
                    last = start;
                }
            }
        }
    }
}

impl OutputDev for Collector {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.corner = (media.llx, media.lly);
        self.height = media.ury - media.lly;
        self.pages.push(Page {
            size: ((media.urx - media.llx) as f32, self.height as f32),
            ..Page::default()
        });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        t: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let (x0, y0) = self.point(t, 0.0, 0.0);
        let (x1, y1) = self.point(t, width * font_size, 0.0);
        let size = (font_size * t.m21.hypot(t.m22)) as f32;
        let (dx, dy) = (x1 - x0, y1 - y0);
        let way = match (dx.abs() >= dy.abs(), dx >= 0.0, dy >= 0.0) {
            (true, true, _) => Way::Right,
            (true, false, _) => Way::Left,
            (false, _, true) => Way::Down,
            (false, _, false) => Way::Up,
        };
        let glyph = Glyph {
            at: 0,
            len: 0,
            way,
            bold: false,
            hidden: false,
            font: 0,
            id: 0,
            x0,
            x1,
            y0,
            y1,
            size,
        };
        let Some(page) = self.pages.last_mut() else {
            return Ok(());
        };
        if text.is_empty() {
            page.unknown += 1;
        } else if x0.is_finite() && y0.is_finite() {
            page.push(text, glyph);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(
        &mut self,
        t: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.path(t, path);
        Ok(())
    }

    fn fill(
        &mut self,
        t: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        // A filled area is a line only when it is thin; its long sides then stand for it.
        let thin = path.ops.iter().all(|op| match *op {
            PathOp::Rect(_, _, w, h) => w.abs() <= 2.5 || h.abs() <= 2.5,
            _ => true,
        });
        if thin {
            self.path(t, path);
        }
        Ok(())
    }
}
