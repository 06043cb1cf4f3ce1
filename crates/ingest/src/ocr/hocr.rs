//! What Tesseract answers: hOCR, of which the lines and words are read.

use std::sync::LazyLock;

use reader::scan::{RecognisedLine, RecognisedWord};
use regex::Regex;

/// A line or a word: its class, its properties, and for a word its text.
static PIECES: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?s)<span class=['"](?P<class>ocr_line|ocr_header|ocr_caption|ocr_textfloat|ocrx_word)['"][^>]*? title=(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)')[^>]*>(?P<text>.*?)(?:</span>|<span|$)"#;
    Regex::new(pattern).expect("the pattern is a valid regular expression")
});

static TAGS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("<[^>]*>").expect("the pattern is a valid regular expression"));

/// The lines in an answer, those without words left out.
pub(crate) fn lines(hocr: &str) -> Vec<RecognisedLine> {
    let mut out: Vec<RecognisedLine> = vec![];
    let mut at = 0;
    while let Some(found) = PIECES.captures_at(hocr, at) {
        let title = found
            .name("a")
            .or_else(|| found.name("b"))
            .map_or("", |m| m.as_str());
        let [x0, y0, x1, y1] = numbers(title, "bbox");
        if found
            .name("class")
            .is_some_and(|c| c.as_str() == "ocrx_word")
        {
            at = found.get(0).map_or(hocr.len(), |m| m.end());
            let text = found.name("text").map_or("", |m| m.as_str());
            let text = unescaped(&TAGS.replace_all(text, ""));
            let [confidence, ..] = numbers(title, "x_wconf");
            if let Some(line) = out.last_mut()
                && !text.trim().is_empty()
            {
                line.words.push(RecognisedWord {
                    text: text.trim().to_string(),
                    x0,
                    y0,
                    x1,
                    y1,
                    confidence: confidence.clamp(0.0, 100.0) as u8,
                });
            }
        } else {
            // Its words stand within it.
            at = found.name("text").map_or(hocr.len(), |m| m.start());
            let [slope, offset, ..] = numbers(title, "baseline");
            let [size, ..] = numbers(title, "x_size");
            out.push(RecognisedLine {
                y: y1 + offset,
                slope,
                size: if size > 0.0 { size } else { y1 - y0 },
                weight: 0.0,
                words: vec![],
            });
        }
    }
    out.retain(|line| !line.words.is_empty());
    out
}

/// The numbers of a property; what is missing is 0.
fn numbers(title: &str, name: &str) -> [f32; 4] {
    let mut out = [0.0; 4];
    for property in title.split(';') {
        let mut words = property.split_whitespace();
        if words.next() == Some(name) {
            for (slot, word) in out.iter_mut().zip(words) {
                *slot = word.parse().unwrap_or(0.0);
            }
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_words() {
        let hocr = r#"<div class='ocr_page'><p class='ocr_par' lang='vie' title="bbox 0 0 9 9">
  <span class='ocr_line' id='line_1_1' title="bbox 36 92 618 184; baseline 0.003 -11; x_size 44; x_descenders 9; x_ascenders 12">
   <span class='ocrx_word' id='word_1_1' title='bbox 36 92 139 184; x_wconf 92'>Kế</span>
   <span class='ocrx_word' id='word_1_2' title='bbox 150 92 239 184; x_wconf 41'><strong>hoạch &amp; &lt;việc&gt;</strong></span>
  </span>
  <span class='ocr_header' id='line_1_2' title="bbox 36 192 618 284; baseline 0 0; x_size 40">
   <span class='ocrx_word' id='word_1_3' title='bbox 36 192 139 284; x_wconf 0'> </span>
  </span>"#;
        let found = lines(hocr);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].y, found[0].size), (173.0, 44.0));
        let words: Vec<(&str, f32, u8)> = found[0]
            .words
            .iter()
            .map(|w| (w.text.as_str(), w.x0, w.confidence))
            .collect();
        assert_eq!(words, [("Kế", 36.0, 92), ("hoạch & <việc>", 150.0, 41)]);
    }

    #[test]
    fn what_is_no_hocr_gives_nothing() {
        for text in [
            "",
            "<span class='ocr_line' title=\"bbox",
            "Error opening data file",
        ] {
            assert!(lines(text).is_empty(), "{text}");
        }
    }
}
