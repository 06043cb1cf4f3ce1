//! How far the text of a page is from level.
//!
//! Level lines of text pile their ink up on few rows; the slope for which they do so most is that of
//! the page (a projection profile). Text that stands upright on a page lying on its side piles it up on few columns.

use super::raster::Raster;

/// Steepest slope that is looked for, as a tangent: about 4 degrees. More is a page laid on crooked, which nobody
/// publishes.
const STEEPEST: f32 = 0.07;

/// First and last step of the search.
const COARSE: f32 = 0.005;
const FINE: f32 = 0.000_7;

/// Slopes that need no levelling: a line of a page rises by less than a pixel and a half.
const LEVEL: f32 = 0.001;

/// How much more the ink of upright text piles up on columns than on rows.
const UPRIGHT: f64 = 1.5;

/// Resolution at which slopes are looked for, in dots per inch.
const DPI: f32 = 90.0;

/// Most dark pixels that are looked at.
const POINTS: usize = 60_000;

/// The slope of a page's text, as a tangent: positive when lines sink to the right; 0 when it needs no levelling.
pub(crate) fn slope(raster: &Raster, dpi: f32) -> f32 {
    let points = points(raster, dpi);
    if points.len() < 200 {
        return 0.0;
    }
    let extent = raster.width.max(raster.height) as f32 * (DPI / dpi).min(1.0);
    let bins = (extent * 1.3) as usize + 64;
    let mut best = (0.0, 0.0);
    let mut profile = vec![0u32; bins];
    for across in [true, false] {
        let mut at = |slope: f32| score(&points, slope, across, &mut profile);
        let mut found = search(&mut at, 0.0, STEEPEST, COARSE);
        found = search(&mut at, found.0, COARSE, FINE);
        // The gaps between words of level text pile up a little, too.
        let bar = if across { 1.0 } else { UPRIGHT };
        if found.1 > best.1 * bar {
            best = found;
        }
    }
    if best.0.abs() < LEVEL { 0.0 } else { best.0 }
}

fn search(score: &mut impl FnMut(f32) -> f64, middle: f32, room: f32, step: f32) -> (f32, f64) {
    let steps = (room / step).round() as i32;
    let mut best = (middle, f64::MIN);
    // From the middle outwards: of equal slopes the least.
    for i in 0..=2 * steps {
        let n = if i % 2 == 0 { i / 2 } else { -(i + 1) / 2 };
        let slope = middle + n as f32 * step;
        let found = score(slope);
        if found > best.1 {
            best = (slope, found);
        }
    }
    best
}

/// How much the ink piles up along lines of a slope.
fn score(points: &[(f32, f32)], slope: f32, across: bool, profile: &mut [u32]) -> f64 {
    profile.fill(0);
    let shift = profile.len() as f32 * 0.1;
    for &(x, y) in points {
        let at = if across { y - x * slope } else { x + y * slope };
        if let Some(bin) = profile.get_mut((at + shift).max(0.0) as usize) {
            *bin += 1;
        }
    }
    profile
        .windows(2)
        .map(|w| (f64::from(w[0]) - f64::from(w[1])).powi(2))
        .sum()
}

/// Dark pixels at the resolution of the search.
fn points(raster: &Raster, dpi: f32) -> Vec<(f32, f32)> {
    let threshold = raster.threshold();
    let step = ((dpi / DPI) as usize).max(1);
    // Edges are shadows of the scanner's lid more often than text.
    let (edge_x, edge_y) = (raster.width / 40, raster.height / 40);
    let mut out = vec![];
    for y in (edge_y..raster.height.saturating_sub(edge_y)).step_by(step) {
        let row = raster.row(y);
        for x in (edge_x..raster.width.saturating_sub(edge_x)).step_by(step) {
            if row.get(x).is_some_and(|&p| p <= threshold) {
                out.push((x as f32 / step as f32, y as f32 / step as f32));
            }
        }
    }
    if out.len() > POINTS {
        let every = out.len() / POINTS + 1;
        out = out.into_iter().step_by(every).collect();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of words that sink by a slope.
    fn page(slope: f32) -> Raster {
        let mut raster = Raster::blank(1200, 1600);
        for line in 0..30 {
            for x in 100..1100 {
                if ((x + line * 13) / 7) % 3 == 2 {
                    continue;
                }
                for thick in 0..12 {
                    let y = 150.0 + line as f32 * 45.0 + thick as f32 + x as f32 * slope;
                    raster.pixels[y as usize * 1200 + x] = 0;
                }
            }
        }
        raster
    }

    #[test]
    fn slopes_are_found_and_levelled() {
        for slope_in in [0.0, 0.01, -0.02, 0.035] {
            let raster = page(slope_in);
            let found = slope(&raster, 150.0);
            assert!((found - slope_in).abs() < 0.0015, "{slope_in}: {found}");
            if found != 0.0 {
                let left = slope(&raster.levelled(found), 150.0);
                assert!(left.abs() < 0.0015, "{slope_in}: {left} is left");
            }
        }
    }
}
