//! The first reader: what `hayro-interpret` draws.

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page as Source;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, TransformExt, interpret_page,
};

use super::font::Fonts;
use super::page::{Area, Glyph, Page, Rule, Way};

/// Reads pages of one file; fonts are kept from page to page.
pub(crate) struct Interpreter<'p> {
    cache: InterpreterCache<'p>,
    settings: InterpreterSettings,
    pub fonts: Fonts,
}

impl<'p> Interpreter<'p> {
    pub(crate) fn new() -> Interpreter<'p> {
        Interpreter {
            cache: InterpreterCache::new(),
            settings: InterpreterSettings::default(),
            fonts: Fonts::default(),
        }
    }

    /// What a page draws.
    pub(crate) fn page(&mut self, source: &'p Source<'p>) -> Page {
        let (width, height) = source.render_dimensions();
        let transform = source.initial_transform(true).to_kurbo();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(
            transform,
            area,
            &self.cache,
            source.xref(),
            self.settings.clone(),
        );
        let mut collector = Collector {
            page: Page {
                size: (width, height),
                ..Page::default()
            },
            fonts: &mut self.fonts,
        };
        interpret_page(source, &mut context, &mut collector);
        collector.page
    }
}

struct Collector<'f> {
    page: Page,
    fonts: &'f mut Fonts,
}

/// Most glyphs that a page may have; what is drawn beyond them is a bomb, no page.
const GLYPHS: usize = 400_000;

/// Most lines that a page may have.
const RULES: usize = 200_000;

/// Most shapes of the size of letters that are looked at.
const SHAPES: usize = 20_000;

/// Height and width of letters, in points.
const HIGH: std::ops::RangeInclusive<f64> = 2.5..=40.0;
const WIDE: std::ops::RangeInclusive<f64> = 0.5..=50.0;

impl Collector<'_> {
    fn glyph(&mut self, drawn: &Drawn<'_>, transform: Affine, font: u16, hidden: bool) {
        let t = transform.as_coeffs();
        let width = match drawn {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let size = 1000.0 * t[2].hypot(t[3]);
        let advance = f64::from(width.unwrap_or(0.0));
        let origin = transform * Point::ORIGIN;
        let end = transform * Point::new(advance, 0.0);
        // Letters larger than any page, or nowhere, are no letters.
        let sane = |x: f64| x.is_finite() && x.abs() < 1e5;
        if ![origin.x, origin.y, end.x, end.y, size]
            .into_iter()
            .all(sane)
        {
            return;
        }
        // A sideways shear makes italics; the direction of the baseline is what counts.
        let way = match (t[0].abs() >= t[1].abs(), t[0] >= 0.0, t[1] >= 0.0) {
            (true, true, _) => Way::Right,
            (true, false, _) => Way::Left,
            (false, _, true) => Way::Down,
            (false, _, false) => Way::Up,
        };
        let (page_width, page_height) = self.page.size;
        let inside = origin.x > -20.0
            && origin.y > -20.0
            && origin.x < f64::from(page_width) + 20.0
            && origin.y < f64::from(page_height) + 20.0;
        if !inside || self.page.glyphs.len() >= GLYPHS {
            return;
        }
        let id = match drawn {
            Drawn::Outline(outline) => outline.glyph_id().to_u32(),
            Drawn::Type3(_) => 0,
        };
        let mut buffer = [0; 4];
        let owned;
        let chars = match drawn.as_unicode() {
            Some(BfString::Char(c)) => c.encode_utf8(&mut buffer) as &str,
            Some(BfString::String(s)) => {
                owned = s;
                owned.as_str()
            }
            None => match self.fonts.get(font).and_then(|f| f.char_of(id)) {
                Some(c) => c.encode_utf8(&mut buffer) as &str,
                None => {
                    self.page.unknown += 1;
                    if let Some(font) = self.fonts.get_mut(font) {
                        font.unknown += 1;
                    }
                    "\u{fffd}"
                }
            },
        };
        // U+FEFF and their like are drawn as nothing.
        if chars.is_empty() || chars == "\0" || chars == "\u{feff}" {
            return;
        }
        let glyph = Glyph {
            at: 0,
            len: 0,
            way,
            bold: self.fonts.get(font).is_some_and(|f| f.bold),
            hidden,
            font,
            id: u16::try_from(id).unwrap_or(0),
            x0: origin.x as f32,
            x1: end.x as f32,
            y0: origin.y as f32,
            y1: end.y as f32,
            size: size as f32,
        };
        self.page.push(chars, glyph);
    }

    /// A filled or stroked straight line between two points of the page.
    fn segment(&mut self, a: Point, b: Point) {
        let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if self.page.rules.len() >= RULES || !(dx + dy).is_finite() {
            return;
        }
        if dy <= THIN && dx > dy {
            self.page.rules.push(Rule {
                horizontal: true,
                at: ((a.y + b.y) / 2.0) as f32,
                from: a.x.min(b.x) as f32,
                to: a.x.max(b.x) as f32,
            });
        } else if dx <= THIN && dy > dx {
            self.page.rules.push(Rule {
                horizontal: false,
                at: ((a.x + b.x) / 2.0) as f32,
                from: a.y.min(b.y) as f32,
                to: a.y.max(b.y) as f32,
            });
        }
    }

    /// A filled rectangle: a line when it is thin; a background otherwise.
    fn filled(&mut self, rect: Rect) {
        let (w, h) = (rect.width(), rect.height());
        if h <= THIN && w > h {
            let y = (rect.y0 + rect.y1) / 2.0;
            self.segment(Point::new(rect.x0, y), Point::new(rect.x1, y));
        } else if w <= THIN && h > w {
            let x = (rect.x0 + rect.x1) / 2.0;
            self.segment(Point::new(x, rect.y0), Point::new(x, rect.y1));
        }
    }

    /// A filled piece of a path.
    fn piece(&mut self, piece: BezPath, curved: bool, transform: Affine) {
        let area = (transform * piece).control_box();
        self.shape(area);
        if !curved {
            self.filled(area);
        }
    }

    /// A filled shape that a letter may be.
    fn shape(&mut self, rect: Rect) {
        let sized = HIGH.contains(&rect.height()) && WIDE.contains(&rect.width());
        if sized && self.page.shapes.len() < SHAPES {
            self.page.shapes.push(Area {
                x0: rect.x0 as f32,
                y0: rect.y0 as f32,
                x1: rect.x1 as f32,
                y1: rect.y1 as f32,
            });
        }
    }

    fn outline(&mut self, rect: Rect) {
        if rect.height() <= THIN || rect.width() <= THIN {
            return self.filled(rect);
        }
        let corners = [
            Point::new(rect.x0, rect.y0),
            Point::new(rect.x1, rect.y0),
            Point::new(rect.x1, rect.y1),
            Point::new(rect.x0, rect.y1),
        ];
        for i in 0..4 {
            self.segment(corners[i], corners[(i + 1) % 4]);
        }
    }
}

/// Thickest rectangle that is a line, in points.
const THIN: f64 = 2.5;

/// A line in the colour of the paper is not seen.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, a] = color.to_rgba().to_rgba8();
            a == 0 || (r > 250 && g > 250 && b > 250)
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if is_white(&props.paint) {
            return;
        }
        let stroked = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
        if stroked {
            let mut start = Point::ORIGIN;
            let mut last = Point::ORIGIN;
            for element in path.elements() {
                match *element {
                    PathEl::MoveTo(p) => (start, last) = (p, p),
                    PathEl::LineTo(p) => {
                        self.segment(props.transform * last, props.transform * p);
                        last = p;
                    }
                    PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => last = p,
                    PathEl::ClosePath => {
                        self.segment(props.transform * last, props.transform * start);
                        last = start;
                    }
                }
            }
            return;
        }
        // Several rectangles may stand in one path; each is filled by itself.
        let mut piece = BezPath::new();
        let mut curved = false;
        for &element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) && !piece.is_empty() {
                self.piece(std::mem::take(&mut piece), curved, props.transform);
                curved = false;
            }
            curved |= matches!(element, PathEl::CurveTo(..) | PathEl::QuadTo(..));
            piece.push(element);
        }
        if !piece.is_empty() {
            self.piece(piece, curved, props.transform);
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        if is_white(&props.paint) {
            return;
        }
        let rect = props.transform.transform_rect_bbox(*rect);
        match mode {
            DrawMode::Fill(_) => self.filled(rect),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.outline(rect),
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let first = run.glyphs().first();
        let font = first.map_or(0, |glyph| self.fonts.number(glyph));
        let hidden = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), font, hidden);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (w, h) = (f64::from(image.width()), f64::from(image.height()));
        let area = props
            .transform
            .transform_rect_bbox(Rect::new(0.0, 0.0, w, h));
        let size = |a: &Area| (a.x1 - a.x0) * (a.y1 - a.y0);
        let largest = self.page.images.iter().map(size).fold(0.0, f32::max);
        if (area.width() * area.height()) as f32 > largest && area.width() > 1.0 {
            // The longer side of both: the image may be turned on the page.
            let dpi = 72.0 * w.max(h) / area.width().max(area.height());
            self.page.scanned = Some(dpi as f32);
        }
        self.page.images.push(Area {
            x0: area.x0 as f32,
            y0: area.y0 as f32,
            x1: area.x1 as f32,
            y1: area.y1 as f32,
        });
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
