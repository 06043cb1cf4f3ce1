//! A page of a PDF becomes a grey image.

use hayro::hayro_interpret::{InterpreterSettings, RenderContent};
use hayro::hayro_syntax::page::Page as Source;
use hayro::{PixmapSettings, RenderCache, RenderSettings, vello_cpu};

use super::raster::Raster;

/// Resolution of a page that is drawn, in dots per inch: where recognition reads print of the usual size well.
const DRAWN: f32 = 200.0;

/// Least and most resolution of a page that is an image; what lies between is taken as it is, so that no pixel is
/// resampled.
const LEAST: f32 = 150.0;
const MOST: f32 = 300.0;

/// Most pixels of an image: A3 at the most resolution.
const PIXELS: f32 = 18e6;

/// The image of a page, and its resolution. `scanned` is the resolution of the image that the page is, if it is one.
pub(crate) fn render(source: &Source<'_>, scanned: Option<f32>) -> (Raster, f32) {
    let (width, height) = source.render_dimensions();
    let wanted = scanned.map_or(DRAWN, |dpi| dpi.clamp(LEAST, MOST));
    let area = (width * height).max(1.0) / (72.0 * 72.0);
    let longest = width.max(height).max(1.0) / 72.0;
    let dpi = wanted
        .min((PIXELS / area).sqrt())
        .min(f32::from(i16::MAX) / longest);
    let interpreter = InterpreterSettings {
        // Without what a signing program prints over the page.
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let pixmap = hayro::render(
        source,
        &RenderCache::new(),
        &interpreter,
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: dpi / 72.0,
            y_scale: dpi / 72.0,
            bg_color: vello_cpu::color::palette::css::WHITE,
        },
    );
    let pixels = pixmap
        .data_as_u8_slice()
        .chunks_exact(4)
        .map(|rgba| grey(rgba[0], rgba[1], rgba[2]));
    let raster = Raster {
        width: usize::from(pixmap.width()),
        height: usize::from(pixmap.height()),
        pixels: pixels.collect(),
    };
    (raster, dpi)
}

/// How bright a colour is; red ink is as good as none, for seals are red and stand over text.
fn grey(red: u8, green: u8, blue: u8) -> u8 {
    let (r, g, b) = (u32::from(red), u32::from(green), u32::from(blue));
    let bright = ((299 * r + 587 * g + 114 * b) / 1000) as u8;
    bright.max(red)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_is_paper_and_blue_is_ink() {
        assert!(grey(230, 60, 60) > 200);
        assert!(grey(40, 40, 200) < 90);
        assert!(grey(30, 30, 30) < 40);
        // Print under a seal.
        assert!(grey(70, 20, 20) < 90);
    }
}
