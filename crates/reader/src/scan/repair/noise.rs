//! What recognition reads where no text is: specks, strokes of a signature, pieces of a seal, remains of borders.
//!
//! A word is text until its form or its place says otherwise: abbreviations, addresses and misread words are no
//! syllables, and a lost word is worse than a doubtful one.

use super::super::words::{DOUBTFUL, Seen};
use super::labels;

/// Takes what is left of borders off a line of a cell; given back.
pub(crate) fn border_remains(words: &mut Vec<Seen>) -> Vec<Seen> {
    let last = words.len().saturating_sub(1);
    let mut out = vec![];
    // A lone sign may be a misread number.
    if let [word] = &words[..]
        && !word.text.chars().all(|c| "|_¦ˆ.:".contains(c))
    {
        return out;
    }
    let signs: Vec<bool> = words.iter().map(|word| is_sign(&word.text)).collect();
    let mut at = 0;
    words.retain(|word| {
        let edge = (at == 0) != (at == last);
        let stroke = matches!(word.text.as_str(), "Ị" | "ị" | "l" | "I" | "i" | "!");
        let dash = matches!(word.text.as_str(), "-" | "–" | "+");
        // No border stands between two words, nor is one read as a dash for sure.
        let between = at > 0 && at < last && !signs[at - 1] && !signs[at + 1];
        let bullet = dash && (at == 0 || between || word.sure >= DASH);
        let keep =
            !(edge && stroke) && (!signs[at] || bullet || matches!(word.text.as_str(), "%" | "&"));
        at += 1;
        if !keep {
            out.push(word.clone());
        }
        keep
    });
    for word in words.iter_mut() {
        let text = word.text.trim_matches(['_', '|', '¦']);
        if !text.is_empty() && text.len() < word.text.len() {
            let text = text.to_owned();
            word.becomes(text);
        }
    }
    out
}

/// Confidence of a dash that ends a line.
const DASH: u8 = 85;

/// Confidence below which a word may be none.
const STRANGE: u8 = 30;

/// Widest gap between two words of a text, and least between a text and what stands beside it by chance, as shares of
/// the size of the letters.
const NEAR: f32 = 1.2;
const APART: f32 = 3.0;

/// Most letters of an abbreviation, and of a scrap.
const ABBREVIATION: usize = 8;
const SCRAP: usize = 4;

/// Takes words that are no text off a line of a page whose letters have this size; given back.
pub(crate) fn noise(words: &mut Vec<Seen>, size: f32) -> Vec<Seen> {
    let mut out = words.split_off(scraps(words, size));
    let keep: Vec<bool> = (0..words.len())
        .map(|at| is_text(words, at, size))
        .collect();
    let mut at = 0;
    words.retain(|word| {
        at += 1;
        if !keep[at - 1] {
            out.push(word.clone());
        }
        keep[at - 1]
    });
    out
}

/// Where the scraps begin at the end of a line, or with it: a few letters, none of them sure, apart from all else.
fn scraps(words: &[Seen], size: f32) -> usize {
    if !words.is_empty() && words.iter().all(|word| is_border(&word.text)) {
        return 0;
    }
    let begins = |&at: &usize| at == 0 || words[at].x0 - words[at - 1].x1 > APART * size;
    let scrap = |&at: &usize| {
        let group = &words[at..];
        let mut count = 0;
        let mut digits = 0;
        for c in group.iter().flat_map(|word| word.text.chars()) {
            count += usize::from(c.is_alphanumeric());
            digits += usize::from(c.is_ascii_digit());
        }
        let doubtful = |word: &Seen| word.sure < DOUBTFUL || is_sign(&word.text);
        count > digits && count <= SCRAP && group.iter().all(doubtful)
    };
    (0..words.len())
        .filter(begins)
        .find(scrap)
        .filter(|&at| at > 0 || !labels::is_label(&words[0].text))
        .unwrap_or(words.len())
}

/// No letter or digit.
fn is_sign(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// What is left of a drawn line.
fn is_border(text: &str) -> bool {
    text.chars().all(|c| "|¦_:;'`~^ˆ¬".contains(c))
}

fn is_text(words: &[Seen], at: usize, size: f32) -> bool {
    let word = &words[at];
    if at == 0 && words.len() > 1 && labels::is_label(&word.text) {
        return true;
    }
    if is_sign(&word.text) {
        let dash = |c| matches!(c, '-' | '–' | '—' | '+' | '•');
        let least = match word.text.chars().all(dash) {
            true if at == 0 || at + 1 < words.len() => 0,
            true => DASH,
            false => DOUBTFUL,
        };
        return word.sure >= least;
    }
    if word.sure >= STRANGE || word.text.chars().any(|c| c.is_ascii_digit()) {
        return true;
    }
    let beside = |other: Option<usize>| {
        let other = other.and_then(|n| words.get(n))?;
        let gap = word.x0.max(other.x0) - word.x1.min(other.x1);
        Some(gap < NEAR * size && other.sure >= DOUBTFUL && !is_sign(&other.text))
    };
    let sides = [beside(at.checked_sub(1)), beside(Some(at + 1))];
    // In the midst of a text that is read for sure.
    if sides == [Some(true); 2] {
        return true;
    }
    let letters: Vec<char> = word.text.chars().filter(|c| c.is_alphabetic()).collect();
    let touches = sides.contains(&Some(true));
    letters.len() > 1 && !is_garbled(&word.text, &letters, touches)
}

/// Whether what was read with little confidence has the form of no word. `touches`: it stands by a word that is read
/// for sure.
fn is_garbled(text: &str, letters: &[char], touches: bool) -> bool {
    let signs = text.chars().filter(|c| !c.is_alphanumeric());
    // What stands in addresses, numbers of documents and abbreviations.
    let inner = signs.clone().filter(|&c| !"()[].,;:/-–@&'\"“”".contains(c));
    let mixed = letters
        .windows(2)
        .any(|w| w[0].is_lowercase() && w[1].is_uppercase());
    let capitals = letters.iter().all(|c| c.is_uppercase());
    let foreign = letters
        .iter()
        .flat_map(|c| c.to_lowercase())
        .any(|c| !c.is_ascii() && !MARKED.contains(c));
    inner.count() > 1
        || signs.count() > letters.len()
        || mixed && !text.contains(['/', '-', '.', '@'])
        || capitals
            && letters.len() > ABBREVIATION
            && !text.contains(['/', '-'])
            && !is_run_together(letters)
        || foreign && !touches
}

/// Letters with marks that Vietnamese has, and the one that is taken for its `đ`.
const MARKED: &str = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđð";

/// Whether letters are syllables without blanks.
fn is_run_together(letters: &[char]) -> bool {
    let low: Vec<char> = letters.iter().flat_map(|c| c.to_lowercase()).collect();
    // Whether syllables end at each place.
    let mut ends = vec![true];
    for end in 1..=low.len() {
        let ended = (end.saturating_sub(SYLLABLE)..end).any(|from| {
            ends[from] && normalize::is_syllable(&low[from..end].iter().collect::<String>())
        });
        ends.push(ended);
    }
    ends[low.len()]
}

/// Most letters of a syllable.
const SYLLABLE: usize = 7;

#[cfg(test)]
mod tests {
    use super::super::tests::{seen, text};
    use super::*;

    #[test]
    fn cells_lose_their_borders() {
        for (read, sure, want) in [
            ("| 2021 - 2025 |", 90, "2021 - 2025"),
            ("2026 - 2030", 20, "2026 - 2030"),
            ("_Nghiên cứu, Ị", 90, "Nghiên cứu,"),
            ("- Sở Y tế :", 90, "- Sở Y tế"),
            ("Lao động -", 90, "Lao động -"),
            ("Lao động -", 20, "Lao động"),
            ("I", 90, "I"),
        ] {
            let mut words = seen(read);
            words.iter_mut().for_each(|word| word.sure = sure);
            border_remains(&mut words);
            assert_eq!(text(&words), want);
        }
    }

    /// Words in braces are read without confidence, a `>` is a wide gap.
    fn line(described: &str) -> Vec<Seen> {
        let mut x0 = 0.0;
        let mut out = vec![];
        for word in described.split(' ') {
            if word == ">" {
                x0 += 100.0;
                continue;
            }
            let inner = word.strip_prefix('{').and_then(|w| w.strip_suffix('}'));
            let text = inner.unwrap_or(word).to_owned();
            let x1 = x0 + 5.0 * text.chars().count() as f32;
            out.push(Seen {
                x0,
                x1,
                text,
                sure: if inner.is_some() { 10 } else { 90 },
                raw: None,
            });
            x0 = x1 + 3.0;
        }
        out
    }

    #[test]
    fn what_has_the_form_of_a_word_stays() {
        for (described, want) in [
            // Abbreviations, numbers of documents, addresses, words without their blank, a misread word.
            ("Văn phòng {(HĐND)}", "Văn phòng (HĐND)"),
            ("{(LGSP),} thực hiện", "(LGSP), thực hiện"),
            ("theo số 12- {QĐ/BCPĐ}", "theo số 12- QĐ/BCPĐ"),
            (
                "gửi về {vanphong(tinh.gov.vn}",
                "gửi về vanphong(tinh.gov.vn",
            ),
            ("{KÉHOẠCH}", "KÉHOẠCH"),
            ("{TỔCHỨCTHỰCHIỆN}", "TỔCHỨCTHỰCHIỆN"),
            ("trật tự {Ølao} thông", "trật tự Ølao thông"),
            ("báo cáo {gíao}", "báo cáo gíao"),
            ("{©)} Rà soát", "©) Rà soát"),
            ("{c)} Rà soát", "c) Rà soát"),
            // A seal, strokes, specks.
            ("{SXETRNDTERDNNCO} PHÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            ("Văn phòng; > {rnmỚfĐy}", "Văn phòng;"),
            ("{NHÖNU} > CÁC NHIỆM VỤ", "CÁC NHIỆM VỤ"),
            ("Lưu: VT. {m}", "Lưu: VT."),
            ("Lưu: VT. > {ỳ} {:}", "Lưu: VT."),
            ("{ỳ}", ""),
            ("|", ""),
            ("1", "1"),
            ("{12}", "12"),
        ] {
            let mut words = line(described);
            let before = words.len();
            let out = noise(&mut words, 12.0);
            assert_eq!(text(&words), want);
            assert_eq!(words.len() + out.len(), before, "what goes is given back");
        }
    }
}
