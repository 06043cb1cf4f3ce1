//! Ruling lines of a scanned page.
//!
//! A line is a long run of ink that is thin all along. Scanners break lines and printers make them faint, so that a
//! run may have small gaps; the bars of letters stand on stems, which are not thin.

use super::raster::{Ink, PAPER, Raster};
use crate::pdf::page::Rule;

/// Thickest line, in points.
const THICK: f32 = 3.0;

/// Widest gap in a run, in points.
const GAP: f32 = 0.4;

/// Shortest run that may be a piece of a line, in points: longer than any letter is wide or high.
const ACROSS: f32 = 20.0;
const DOWN: f32 = 20.0;

/// Shortest line, in points.
const SHORTEST: f32 = 24.0;

/// How far two pieces of one line may lie apart sideways and lengthwise, in points.
const ASIDE: f32 = 1.2;
const APART: f32 = 8.0;

/// Least share of a run that is thin.
const THIN: f32 = 0.85;

/// A run of ink: a piece of a line, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    /// Its row when it runs across, else its column.
    at: f32,
    from: usize,
    to: usize,
}

/// Finds the lines of a page and takes them off the image. In points.
pub(crate) fn take(raster: &mut Raster, dpi: f32) -> Vec<Rule> {
    let ink = raster.ink();
    let mut out = vec![];
    for horizontal in [true, false] {
        let view = View {
            ink: &ink,
            horizontal,
        };
        let runs = view.runs(dpi);
        let lines = join(&runs, dpi);
        let scale = 72.0 / dpi;
        let long = |run: &&Run| (run.to - run.from) as f32 * scale >= SHORTEST;
        for line in lines.iter().filter(long) {
            out.push(Rule {
                horizontal,
                at: (line.at + 0.5) * scale,
                from: line.from as f32 * scale,
                to: line.to as f32 * scale,
            });
        }
        let kept: Vec<Run> = lines.iter().filter(long).copied().collect();
        for line in &kept {
            view.wipe(line, dpi, raster);
        }
    }
    out
}

/// The ink, seen so that the lines in question run along x.
struct View<'i> {
    ink: &'i Ink,
    horizontal: bool,
}

impl View<'_> {
    fn length(&self) -> usize {
        if self.horizontal {
            self.ink.width
        } else {
            self.ink.height
        }
    }

    fn breadth(&self) -> usize {
        if self.horizontal {
            self.ink.height
        } else {
            self.ink.width
        }
    }

    fn at(&self, along: usize, aside: usize) -> bool {
        if self.horizontal {
            self.ink.at(along, aside)
        } else {
            self.ink.at(aside, along)
        }
    }

    /// How thick the ink is at a pixel, and where its middle lies, no further looked at than `most` to either side.
    fn thickness(&self, along: usize, aside: usize, most: usize) -> (usize, f32) {
        let mut low = aside;
        while low > 0 && aside - low < most && self.at(along, low - 1) {
            low -= 1;
        }
        let mut high = aside;
        while high - aside < most && self.at(along, high + 1) {
            high += 1;
        }
        (high - low + 1, (low + high) as f32 / 2.0)
    }

    /// Long thin runs.
    fn runs(&self, dpi: f32) -> Vec<Run> {
        let pixels = |points: f32| (points * dpi / 72.0).round() as usize;
        let gap = pixels(GAP).max(1);
        let shortest = pixels(if self.horizontal { ACROSS } else { DOWN });
        let thick = pixels(THICK).max(2);
        let mut out: Vec<Run> = vec![];
        for aside in 0..self.breadth() {
            let mut start = None;
            let mut last = 0;
            for along in 0..=self.length() {
                if along < self.length() && self.at(along, aside) {
                    if start.is_none() {
                        start = Some(along);
                    }
                    last = along;
                } else if let Some(from) = start
                    && (along == self.length() || along - last > gap)
                {
                    start = None;
                    if last + 1 - from >= shortest {
                        out.extend(self.thin(from, last + 1, aside, thick));
                    }
                }
            }
        }
        out
    }

    /// The run, if it is thin.
    fn thin(&self, from: usize, to: usize, aside: usize, thick: usize) -> Option<Run> {
        let (mut seen, mut thin, mut middle) = (0usize, 0usize, 0.0f64);
        for along in (from..to).filter(|&along| self.at(along, aside)) {
            let (thickness, centre) = self.thickness(along, aside, thick + 1);
            seen += 1;
            if thickness <= thick {
                thin += 1;
                middle += f64::from(centre);
            }
        }
        let enough = thin as f32 >= THIN * seen as f32 && thin > 0;
        enough.then(|| Run {
            at: (middle / thin as f64) as f32,
            from,
            to,
        })
    }

    /// Takes a line off the image; what crosses it stays.
    fn wipe(&self, line: &Run, dpi: f32, raster: &mut Raster) {
        let thick = (THICK * dpi / 72.0).round().max(2.0) as usize;
        let reach = (ASIDE * dpi / 72.0).ceil() as usize;
        let middle = line.at.round().max(0.0) as usize;
        for along in line.from.saturating_sub(1)..line.to + 1 {
            let near = (0..=reach).flat_map(|n| [middle.saturating_sub(n), middle + n]);
            let Some(aside) = near.into_iter().find(|&aside| self.at(along, aside)) else {
                continue;
            };
            let (thickness, centre) = self.thickness(along, aside, thick + 1);
            if thickness > thick {
                continue;
            }
            // A pixel more at either side: the grey edge of the ink.
            let half = (thickness as f32 / 2.0).ceil() as usize + 1;
            let centre = centre.round() as usize;
            for aside in centre.saturating_sub(half)..=centre + half {
                let (x, y) = if self.horizontal {
                    (along, aside)
                } else {
                    (aside, along)
                };
                if x < raster.width && y < raster.height {
                    raster.pixels[y * raster.width + x] = PAPER;
                }
            }
        }
    }
}

/// Joins the runs that are pieces of one line.
fn join(runs: &[Run], dpi: f32) -> Vec<Run> {
    let aside = ASIDE * dpi / 72.0;
    let apart = (APART * dpi / 72.0) as usize;
    let mut sorted = runs.to_vec();
    sorted.sort_by(|a, b| a.from.cmp(&b.from).then(a.at.total_cmp(&b.at)));
    // Each line with the place of its end, which may lie a little aside from its beginning.
    let mut lines: Vec<(Run, f32, f32)> = vec![];
    for run in sorted {
        let length = (run.to - run.from) as f32;
        let near = lines
            .iter_mut()
            .rev()
            .find(|(line, end, _)| (end - run.at).abs() <= aside && run.from <= line.to + apart);
        match near {
            Some((line, end, weight)) => {
                line.at = (line.at * *weight + run.at * length) / (*weight + length);
                *weight += length;
                if run.to >= line.to {
                    line.to = run.to;
                    *end = run.at;
                }
            }
            None => lines.push((run, run.at, length)),
        }
    }
    lines.into_iter().map(|(line, ..)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(raster: &mut Raster, x: std::ops::Range<usize>, y: std::ops::Range<usize>) {
        for y in y {
            for x in x.clone() {
                raster.pixels[y * raster.width + x] = 10;
            }
        }
    }

    #[test]
    fn lines_are_found_and_letters_stay() {
        let mut raster = Raster::blank(800, 600);
        // A line across with a break, one down, and a word whose letters stand on one line.
        draw(&mut raster, 100..400, 200..203);
        draw(&mut raster, 408..700, 201..204);
        draw(&mut raster, 100..102, 200..500);
        for letter in 0..12 {
            let x = 300 + letter * 16;
            draw(&mut raster, x..x + 14, 330..333);
            draw(&mut raster, x + 4..x + 10, 300..330);
        }
        let rules = take(&mut raster, 200.0);
        let told: Vec<(bool, i32, i32, i32)> = rules
            .iter()
            .map(|r| (r.horizontal, r.at as i32, r.from as i32, r.to as i32))
            .collect();
        assert_eq!(told, [(true, 72, 36, 252), (false, 36, 72, 180)]);
        assert_eq!(raster.at(250, 201), PAPER);
        assert_eq!(raster.at(306, 310), 10, "letters stay");
    }
}
