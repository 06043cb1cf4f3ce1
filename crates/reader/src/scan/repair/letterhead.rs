//! What is written by hand into a letterhead.
//!
//! Handwriting is misread; the number and the day are left out then, so that they are missing rather than wrong. What is
//! printed stays, and so does a number in running text.

use super::super::words::{DOUBTFUL, Seen};

/// Least confidence of the number of a document: print is read more surely than handwriting.
const SURE: u8 = 70;

/// Words in which the number of a document stands at the beginning of a line.
const FIRST: usize = 5;

/// Leaves out what is written by hand on a line in the upper part of a page.
pub(crate) fn handwriting(words: &mut Vec<Seen>) {
    number(words);
    day(words);
}

/// What follows `Số` in a word that begins with it, however that was read.
fn behind_number_word(text: &str) -> Option<&str> {
    let mut chars = text.char_indices();
    let (_, s) = chars.next()?;
    let (at, o) = chars.next()?;
    let rest = &text[at + o.len_utf8()..];
    let folded = normalize::fold(&format!("{s}{o}"));
    // `Sở` begins the name of a body.
    let horned = "ơờớởỡợ".contains(o.to_lowercase().next()?);
    let short = rest.chars().count() <= 2;
    let divided = rest.chars().next().is_some_and(|c| !c.is_alphanumeric());
    (folded == "so" && !horned && (short || divided))
        .then(|| rest.trim_start_matches([':', '.', ' ']))
}

/// The parts of a word with the symbol of a document: what stands before the slash, and what begins with it.
fn symbol(text: &str) -> Option<(&str, &str)> {
    let at = text.find('/')?;
    let capitals = text[at + 1..].chars().take(2);
    (capitals.filter(|c| c.is_uppercase()).count() == 2).then(|| text.split_at(at))
}

/// `KH` of `12-KH/TU`: the kind of a document stands before the slash where bodies of the Party number theirs.
fn is_kind(text: &str) -> bool {
    let letters = text.chars().count();
    (1..=4).contains(&letters)
        && text.chars().all(char::is_alphabetic)
        && text.chars().next().is_some_and(char::is_uppercase)
}

/// `12`, `12a`, `12-KH`.
fn is_number(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = &text[digits..];
    let letter = rest.chars().count() <= 1 && rest.chars().all(|c| c.is_ascii_lowercase());
    (1..=5).contains(&digits) && (letter || is_kind(rest.trim_start_matches(['-', '–'])))
}

fn number(words: &mut [Seen]) {
    let Some(glued) = words.first().and_then(|w| behind_number_word(&w.text)) else {
        return;
    };
    let places = 0..words.len().min(FIRST);
    let Some(at) = places.clone().find(|&at| match at {
        0 => symbol(glued).is_some(),
        _ => symbol(&words[at].text).is_some(),
    }) else {
        return;
    };
    // In running text more follows than a place and a date.
    let behind = &words[at + 1..];
    let dated = behind
        .windows(2)
        .any(|w| w[0].text.ends_with(',') && normalize::fold(&w[1].text).starts_with("ngay"));
    if !behind.is_empty() && !dated {
        return;
    }
    let mut printed = glued.to_owned();
    words[1..=at].iter().for_each(|w| printed += &w.text);
    // Of the words that the number stands in.
    let holds = |n: usize| match n {
        0 => !glued.is_empty(),
        n if n == at => !words[n].text.starts_with('/'),
        _ => true,
    };
    let sure = (0..=at).all(|n| words[n].sure >= SURE || !holds(n));
    let Some((before, after)) = symbol(&printed) else {
        return;
    };
    if before.is_empty() || (sure && is_number(before)) {
        return;
    }
    let kind = before
        .rsplit_once(['-', '–'])
        .map(|(_, kind)| kind)
        .filter(|kind| is_kind(kind));
    let left = kind.map_or(after.to_owned(), |kind| format!("-{kind}{after}"));
    let label = "Số:".to_owned();
    if at == 0 {
        words[0].becomes(label + &left);
        return;
    }
    if words[0].text != label {
        words[0].becomes(label);
    }
    for word in words[1..at].iter_mut() {
        word.becomes(String::new());
    }
    words[at].becomes(left);
}

fn day(words: &mut Vec<Seen>) {
    let begins = |w: &Seen, what: &str| normalize::fold(&w.text).starts_with(what);
    let Some(day) = words.iter().position(|w| begins(w, "ngay")) else {
        return;
    };
    // A place and a comma stand before the day of a letterhead.
    if day > 0 && !words[day - 1].text.ends_with([',', '.']) {
        return;
    }
    divide(words, day);
    let find = |what: &str| words.iter().position(|w| begins(w, what));
    let (Some(month), Some(year)) = (find("thang"), find("nam")) else {
        return;
    };
    if !(day < month && month < year && year + 2 == words.len()) {
        return;
    }
    let text = &words[day].text;
    let digits = text.chars().any(|c| c.is_ascii_digit());
    if text.chars().count() > 4 && (!digits || words[day].sure < SURE) {
        let text = text.chars().take(4).collect();
        words[day].becomes(text);
    }
    for at in (day + 1..month).chain(month + 1..year) {
        let number = words[at].text.chars().all(|c| c.is_ascii_digit());
        if !number || words[at].sure < DOUBTFUL {
            words[at].becomes(String::new());
        }
    }
}

/// Makes two words of `ngày` and `tháng` that handwriting joined.
fn divide(words: &mut Vec<Seen>, at: usize) {
    let word = &words[at];
    let chars: Vec<char> = word.text.chars().collect();
    let ends = normalize::fold(&word.text).ends_with("thang");
    let Some(from) = chars.len().checked_sub(5).filter(|&n| ends && n >= 4) else {
        return;
    };
    let step = (word.x1 - word.x0) / chars.len() as f32;
    let mut month = word.clone();
    month.x0 = word.x0 + step * from as f32;
    month.text = chars[from..].iter().collect();
    let (x1, text) = (month.x0 - step, chars[..4].iter().collect());
    words[at].x1 = x1;
    words[at].becomes(text);
    words.insert(at + 1, month);
}

#[cfg(test)]
mod tests {
    use super::super::tests::{seen, text};
    use super::*;

    #[test]
    fn handwriting_is_left_out() {
        for (read, want) in [
            ("Số: JÁAC/KH-ĐHTĐ", "Số: /KH-ĐHTĐ"),
            ("sóÄ “X) /KH-SYT", "Số:  /KH-SYT"),
            (
                "Số:⁄7. /CT-UBND Kon Tum, ngày 5 tháng 6 năm 2024",
                "Số: /CT-UBND Kon Tum, ngày 5 tháng 6 năm 2024",
            ),
            ("Số:⁄7./CT-UBND", "Số:/CT-UBND"),
            ("Số: JÁ-KH/TU", "Số: -KH/TU"),
            (
                "Cần Thơ, ngày)Š tháng |Ö năm 2025",
                "Cần Thơ, ngày tháng  năm 2025",
            ),
            ("Huế, ngày<2Õtháng đ5 năm 2025", "Huế, ngày tháng  năm 2025"),
        ] {
            let mut words = seen(read);
            handwriting(&mut words);
            assert_eq!(text(&words), want);
        }
    }

    #[test]
    fn print_and_running_text_stay() {
        for read in [
            "Số: 12/KH-UBND",
            "Số:12/KH-UBND",
            "Số: /KH-UBND Huế, ngày tháng 3 năm 2026",
            "Số 15 -KH/BTC Sơn La, ngày 3 tháng 4 năm 2024",
            "Số 15 - KH/BTC",
            "Số 31-CTr/TU",
            "số 5467/QĐ-BYT ngày",
            "số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ",
            "số §5/QĐ-TTg ngày 3 tháng 4 năm 2024 của Thủ tướng",
            "Sở Y tế 12x5/KH-SYT",
            "Huế, ngày 3 tháng 10 năm 2025",
            "trước ngày l5x tháng 12 năm 2025",
        ] {
            let mut words = seen(read);
            handwriting(&mut words);
            assert_eq!(text(&words), read);
        }
    }

    #[test]
    fn a_number_that_is_not_sure_is_handwriting() {
        let mut words = seen("Số: 32/KH-UBND");
        words[1].sure = 41;
        handwriting(&mut words);
        assert_eq!(text(&words), "Số: /KH-UBND");
        // The symbol is no part of it.
        let mut words = seen("Số: 32 /KH-UBND");
        words[2].sure = 41;
        handwriting(&mut words);
        assert_eq!(text(&words), "Số: 32 /KH-UBND");
    }
}
