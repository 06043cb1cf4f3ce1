//! A grey image: 0 is ink, 255 is paper.

/// A grey image of 8 bits a pixel, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raster {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// The colour of paper.
pub(crate) const PAPER: u8 = 255;

impl Raster {
    /// A blank sheet.
    pub(crate) fn blank(width: usize, height: usize) -> Raster {
        Raster {
            width,
            height,
            pixels: vec![PAPER; width * height],
        }
    }

    /// A pixel; paper outside the image.
    #[cfg(test)]
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        if x < self.width {
            self.pixels
                .get(y * self.width + x)
                .copied()
                .unwrap_or(PAPER)
        } else {
            PAPER
        }
    }

    /// A row of pixels; empty outside the image.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        self.pixels
            .get(y * self.width..(y + 1) * self.width)
            .unwrap_or(&[])
    }

    /// The value that divides ink from paper best (Otsu), within what paper and ink look like.
    pub(crate) fn threshold(&self) -> u8 {
        let mut counts = [0u64; 256];
        for &pixel in &self.pixels {
            counts[usize::from(pixel)] += 1;
        }
        let total: u64 = counts.iter().sum();
        let sum: u64 = counts.iter().enumerate().map(|(v, n)| v as u64 * n).sum();
        let (mut below, mut sum_below) = (0u64, 0u64);
        let (mut best, mut threshold) = (0.0, 128u8);
        for (value, &count) in counts.iter().enumerate() {
            below += count;
            sum_below += value as u64 * count;
            let above = total - below;
            if below == 0 || above == 0 {
                continue;
            }
            let mean_below = sum_below as f64 / below as f64;
            let mean_above = (sum - sum_below) as f64 / above as f64;
            let between = below as f64 * above as f64 * (mean_below - mean_above).powi(2);
            if between > best {
                (best, threshold) = (between, value as u8);
            }
        }
        threshold.clamp(90, 190)
    }

    /// Which pixels are ink.
    pub(crate) fn ink(&self) -> Ink {
        let threshold = self.threshold();
        Ink {
            width: self.width,
            height: self.height,
            dark: self.pixels.iter().map(|&p| p <= threshold).collect(),
        }
    }

    /// The image turned clockwise by so many quarters.
    pub(crate) fn turned(self, quarters: u8) -> Raster {
        let (w, h) = (self.width, self.height);
        match quarters % 4 {
            0 => self,
            2 => Raster {
                pixels: self.pixels.into_iter().rev().collect(),
                ..self
            },
            quarter => {
                let mut out = Raster::blank(h, w);
                for y in 0..h {
                    for x in 0..w {
                        let (to_x, to_y) = if quarter == 1 {
                            (h - 1 - y, x)
                        } else {
                            (y, w - 1 - x)
                        };
                        out.pixels[to_y * h + to_x] = self.pixels[y * w + x];
                    }
                }
                out
            }
        }
    }

    /// The image turned about its middle so that what rises by `slope` runs level.
    pub(crate) fn levelled(&self, slope: f32) -> Raster {
        let mut out = Raster::blank(self.width, self.height);
        let (sin, cos) = slope.atan().sin_cos();
        let (mx, my) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        for y in 0..self.height {
            let dy = y as f32 - my;
            for x in 0..self.width {
                let dx = x as f32 - mx;
                let (fx, fy) = (mx + dx * cos - dy * sin, my + dx * sin + dy * cos);
                if fx < 0.0 || fy < 0.0 {
                    continue;
                }
                let (x0, y0) = (fx as usize, fy as usize);
                if x0 + 1 >= self.width || y0 + 1 >= self.height {
                    continue;
                }
                let (rx, ry) = (fx - x0 as f32, fy - y0 as f32);
                let at = y0 * self.width + x0;
                let p = |i: usize| f32::from(self.pixels[i]);
                let top = p(at) * (1.0 - rx) + p(at + 1) * rx;
                let low = p(at + self.width) * (1.0 - rx) + p(at + self.width + 1) * rx;
                out.pixels[y * self.width + x] = (top * (1.0 - ry) + low * ry + 0.5) as u8;
            }
        }
        out
    }

    /// Lays a piece of another image on this one.
    pub(crate) fn lay(&mut self, from: &Raster, piece: Piece, x: usize, y: usize) {
        for row in 0..piece.height {
            let Some(source) = from
                .row(piece.y + row)
                .get(piece.x..(piece.x + piece.width).min(from.width))
            else {
                return;
            };
            let at = (y + row) * self.width + x;
            let room = self.width.saturating_sub(x).min(source.len());
            if let Some(target) = self.pixels.get_mut(at..at + room) {
                target.copy_from_slice(&source[..room]);
            }
        }
    }

    /// Makes a piece blank.
    pub(crate) fn wipe(&mut self, piece: Piece) {
        for y in piece.y..(piece.y + piece.height).min(self.height) {
            let row = y * self.width;
            let end = (piece.x + piece.width).min(self.width);
            if let Some(pixels) = self.pixels.get_mut(row + piece.x.min(end)..row + end) {
                pixels.fill(PAPER);
            }
        }
    }
}

/// A rectangle of pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

/// Which pixels of an image are ink.
#[derive(Debug, Clone)]
pub(crate) struct Ink {
    pub width: usize,
    pub height: usize,
    pub dark: Vec<bool>,
}

impl Ink {
    pub(crate) fn at(&self, x: usize, y: usize) -> bool {
        x < self.width && self.dark.get(y * self.width + x).copied().unwrap_or(false)
    }

    /// Number of dark pixels in a piece.
    pub(crate) fn count(&self, piece: Piece) -> usize {
        (piece.y..(piece.y + piece.height).min(self.height))
            .map(|y| {
                let end = (piece.x + piece.width).min(self.width);
                let row = &self.dark[y * self.width..(y + 1) * self.width];
                row[piece.x.min(end)..end].iter().filter(|&&d| d).count()
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_quarters_are_a_whole_turn() {
        let raster = Raster {
            width: 3,
            height: 2,
            pixels: vec![1, 2, 3, 4, 5, 6],
        };
        let once = raster.clone().turned(1);
        assert_eq!((once.width, once.height), (2, 3));
        assert_eq!(once.pixels, [4, 1, 5, 2, 6, 3]);
        assert_eq!(once.clone().turned(3), raster);
        assert_eq!(once.turned(1), raster.turned(2));
    }
}
