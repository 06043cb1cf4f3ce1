//! Forms of a text for comparing: the search fold, the exact key, the form for vocabulary.

use unicode_normalization::UnicodeNormalization;

use crate::compose::{compose_into, may_need_composing};
use crate::letter::{Letter, is_word, letter};
use crate::syllable::Syllable;
use crate::tone::{moved, respell};

/// Folds `text` for searching without marks: lower case, marks off (`đ` → `d`), `i` for `y` where both are
/// written (`kỹ` = `kĩ`, `tỷ` = `tỉ`), one kind of dash and of quotes. NFC and NFD give the same.
///
/// Folding loses meaning (`bạn` = `bàn`): for finding only.
///
/// ```
/// assert_eq!(normalize::fold("Sở Y tế Đồng Tháp"), "so y te dong thap");
/// assert_eq!(normalize::fold("kỹ thuật"), normalize::fold("kĩ thuật"));
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends [`fold`] of `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    strip_into(text, out, true);
}

/// The key of `text` for exact search: NFC, lower case, one placement of the tone (`hoà` → `hòa`, `Qúy` →
/// `quý`), `i` for `y` where both are written, one kind of dash and of quotes. Marks are kept.
///
/// `key(key(x)) == key(x)`, and `fold(key(x)) == fold(x)`.
///
/// ```
/// assert_eq!(normalize::key("Kỹ thuật"), "kĩ thuật");
/// assert_ne!(normalize::key("bạn"), normalize::key("bàn"));
/// ```
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    key_into(text, &mut out);
    out
}

/// Appends [`key`] of `text` to `out`.
pub fn key_into(text: &str, out: &mut String) {
    marked_into(text, out, true);
}

/// The form in which vocabulary is compared: lower case, canonical tone placement, every dash `-`, double
/// quotes `"`, single ones `'`, `…` as three dots, runs of white space one space, none at the ends. Marks and
/// i/y are kept.
pub fn match_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    marked_into(text, &mut out, false);
    single_spaces(out)
}

/// [`match_form`] without marks (`đ` → `d`).
pub fn ascii_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    strip_into(text, &mut out, false);
    single_spaces(out)
}

fn single_spaces(text: String) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.contains('…') {
            out.push_str(&word.replace('…', "..."));
        } else {
            out.push_str(word);
        }
    }
    out
}

/// One kind of dash and of quotes.
#[inline]
fn unify(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
        _ => c,
    }
}

/// Lower case of one character, appended.
#[inline]
fn push_lower(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        out.extend(c.to_lowercase());
    }
}

/// Ends a word: in one of h k l m s t v b qu and y, the y becomes i.
#[inline]
fn end_of_bare_word(out: &mut String, word: Option<Open>, i_for_y: bool) {
    let Some(open) = word else { return };
    let varies = i_for_y
        && match &out.as_bytes()[open.out..] {
            [onset, b'y'] => b"hklmstvb".contains(onset),
            b"quy" => true,
            _ => false,
        };
    if varies {
        out.pop();
        out.push('i');
    }
}

/// A word that is being written.
struct Open {
    /// Where it starts in the text.
    text: usize,
    /// Where it starts in the output.
    out: usize,
}

fn strip_into(text: &str, out: &mut String, i_for_y: bool) {
    let bytes = text.as_bytes();
    let mut word: Option<Open> = None;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphabetic() {
            word.get_or_insert(Open {
                text: at,
                out: out.len(),
            });
            out.push(char::from(byte.to_ascii_lowercase()));
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let next = at + c.len_utf8();
        if let Some(l) = letter(c) {
            word.get_or_insert(Open {
                text: at,
                out: out.len(),
            });
            out.push(char::from(l.bare()));
        } else if ('\u{300}'..='\u{36F}').contains(&c) {
            word.get_or_insert(Open {
                text: at,
                out: out.len(),
            });
        } else if is_word(c) {
            // Marks of other alphabets must come out in canonical order, so the whole word is taken.
            let open = word.get_or_insert(Open {
                text: at,
                out: out.len(),
            });
            let end = text[next..]
                .find(|c| !is_word(c))
                .map_or(text.len(), |i| next + i);
            out.truncate(open.out);
            strip_any(&text[open.text..end], out);
            at = end;
            continue;
        } else {
            end_of_bare_word(out, word.take(), i_for_y);
            if c.is_ascii() {
                out.push(unify(c));
            } else {
                strip_any(&text[at..next], out);
            }
        }
        at = next;
    }
    end_of_bare_word(out, word, i_for_y);
}

fn strip_any(word: &str, out: &mut String) {
    for c in word.chars().flat_map(char::to_lowercase).nfd() {
        match c {
            '\u{300}'..='\u{36F}' => {}
            'đ' | 'ð' | 'ɖ' => out.push('d'),
            _ => out.push(unify(c)),
        }
    }
}

fn marked_into(text: &str, out: &mut String, i_for_y: bool) {
    if may_need_composing(text) {
        let mut composed = String::with_capacity(text.len());
        compose_into(text, &mut composed);
        marked_composed_into(&composed, out, i_for_y);
    } else {
        marked_composed_into(text, out, i_for_y);
    }
}

fn marked_composed_into(text: &str, out: &mut String, i_for_y: bool) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() {
            if bytes[at].is_ascii_alphabetic() {
                at += 1;
            } else if let Some(c) = text[at..]
                .chars()
                .next()
                .filter(|c| !c.is_ascii() && is_word(*c))
            {
                at += c.len_utf8();
            } else {
                break;
            }
        }
        if at > start {
            marked_word_into(&text[start..at], out, i_for_y);
        } else if let Some(c) = text[at..].chars().next() {
            push_lower(unify(c), out);
            at += c.len_utf8();
        }
    }
}

fn marked_word_into(word: &str, out: &mut String, i_for_y: bool) {
    let start = out.len();
    if word.is_ascii() {
        out.push_str(word);
        out[start..].make_ascii_lowercase();
    } else if let Some(mut syllable) = Syllable::read(word) {
        if let Some((from, to)) = moved(&syllable) {
            syllable.tones.swap(from, to);
        }
        for i in 0..syllable.len {
            let (code, tone) = (syllable.codes[i], syllable.tones[i]);
            out.push(
                Letter {
                    code,
                    tone,
                    upper: false,
                }
                .to_char(),
            );
        }
    } else {
        marked_other_into(word, out);
    }
    if i_for_y {
        i_for_lone_y(out, start);
    }
}

/// A word with letters of other alphabets, or longer than a syllable.
fn marked_other_into(word: &str, out: &mut String) {
    let mut lower = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'Ð' | 'ð' | 'Ɖ' | 'ɖ' => lower.push('đ'),
            _ => push_lower(c, &mut lower),
        }
    }
    let start = out.len();
    compose_into(&lower, out);
    if let Some(syllable) = Syllable::read(&out[start..])
        && let Some((from, to)) = moved(&syllable)
    {
        let spelt = respell(&syllable, from, to);
        out.truncate(start);
        out.push_str(&spelt);
    }
}

/// Replaces y by i, with its tone, in a word of one of h k l m s t v b qu and y.
fn i_for_lone_y(out: &mut String, start: usize) {
    let word = &out[start..];
    if word.len() > 6 {
        return;
    }
    let Some(last) = word.chars().next_back() else {
        return;
    };
    let onset = &word[..word.len() - last.len_utf8()];
    let onset_fits = matches!(onset, "h" | "k" | "l" | "m" | "s" | "t" | "v" | "b" | "qu");
    if !onset_fits {
        return;
    }
    let i = match last {
        'y' => 'i',
        'ỳ' => 'ì',
        'ỷ' => 'ỉ',
        'ỹ' => 'ĩ',
        'ý' => 'í',
        'ỵ' => 'ị',
        _ => return,
    };
    out.truncate(out.len() - last.len_utf8());
    out.push(i);
}
