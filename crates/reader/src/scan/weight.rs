//! How bold a line is printed: the width of its strokes.

use super::{RecognisedLine, Sheet};

/// Pixels darker than this are ink.
const INK: u8 = 128;

/// Measures the strokes of lines that were recognised on a sheet.
///
/// A stroke's width is the length of a run of ink across it; runs along the bars of letters are longer, and left out.
pub fn weigh(sheet: &Sheet, lines: &mut [RecognisedLine]) {
    let width = sheet.width as usize;
    for line in lines {
        let mut lengths = [0u32; 64];
        for word in &line.words {
            let (x0, x1) = (
                word.x0.max(0.0) as usize,
                (word.x1.max(0.0) as usize).min(width),
            );
            for y in word.y0.max(0.0) as usize..word.y1.max(0.0) as usize {
                let row = sheet.pixels.get(y * width + x0..y * width + x1.max(x0));
                let mut run = 0usize;
                for &pixel in row.unwrap_or(&[]).iter().chain(&[255]) {
                    if pixel < INK {
                        run += 1;
                    } else if run > 0 {
                        lengths[run.min(63)] += 1;
                        run = 0;
                    }
                }
            }
        }
        line.weight = stroke(&lengths) / line.size.max(1.0);
    }
}

/// The usual length of a run: the mean of those that are no longer than twice the middle one.
fn stroke(lengths: &[u32; 64]) -> f32 {
    let total: u32 = lengths.iter().sum();
    let mut seen = 0;
    let middle = lengths.iter().position(|&n| {
        seen += n;
        seen * 2 >= total
    });
    let most = middle.unwrap_or(0) * 2;
    let counted = || lengths.iter().enumerate().take(most + 1);
    let count: u32 = counted().map(|(_, n)| n).sum();
    let sum: u32 = counted().map(|(length, n)| length as u32 * n).sum();
    if count == 0 {
        0.0
    } else {
        sum as f32 / count as f32
    }
}
