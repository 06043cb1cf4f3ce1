//! The words of a name.

use super::table::Tables;

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// As compared.
    pub(super) text: String,
    /// Byte offset in the printed name.
    pub(super) at: usize,
    /// As printed.
    pub(super) printed: String,
}

/// The words of a name. `KH&CN`, `KH-TC` are one, `bệnh-Sở` are two; `&` alone is `và`.
pub(super) fn tokens(name: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    for clump in name.split_inclusive(|c: char| c.is_whitespace() || ",;:()/“”\"".contains(c)) {
        let start = at;
        at += clump.len();
        let end = clump.trim_end_matches(|c: char| c.is_whitespace() || ",;:()/“”\".".contains(c));
        if end.is_empty() {
            if clump.starts_with('/') {
                push(&mut out, "/", start);
            }
        } else if is_short(end) {
            push(&mut out, end, start);
        } else {
            let mut offset = start;
            for part in end.split_inclusive(is_joint) {
                let word = part.trim_end_matches(is_joint);
                if !word.is_empty() {
                    push(&mut out, word, offset);
                }
                if part.ends_with('&') {
                    push(&mut out, "và", offset);
                }
                offset += part.len();
            }
        }
        if clump.ends_with('/') && !end.is_empty() {
            push(&mut out, "/", at);
        }
    }
    out
}

fn push(out: &mut Vec<Token>, printed: &str, at: usize) {
    out.push(Token {
        text: normalize::key(printed),
        at,
        printed: printed.to_owned(),
    });
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '−' | '&' | '+')
}

/// Whether a clump of letters may be a short form: capitals, with nothing but joints between.
fn is_short(clump: &str) -> bool {
    let mut letters = 0;
    for c in clump.chars() {
        if c.is_alphabetic() {
            letters += 1;
            if !c.is_uppercase() {
                return false;
            }
        } else if !(is_joint(c) || c == '.') {
            return false;
        }
    }
    letters >= 2
}

/// Writes short forms out and returns how many there were.
pub(super) fn expand(words: &mut Vec<Token>, tables: &Tables) -> usize {
    let mut count = 0;
    let alone = words.len() == 1;
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        if !is_short(&word.printed) {
            at += 1;
            continue;
        }
        let before = (at > 0).then(|| words[at - 1].text.clone());
        let offset = word.at;
        let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
        let full = tables.full(&bare(&word.printed), before.as_deref(), alone);
        let mut new = Vec::new();
        match full {
            Some(full) => {
                count += 1;
                new.extend(full.iter().map(|text| text.as_str().to_owned()));
            }
            None => {
                // `NVY&ATVSTP`: each part for itself.
                for part in word.printed.split(is_joint).filter(|part| !part.is_empty()) {
                    match tables.full(&bare(part), before.as_deref(), false) {
                        Some(full) => {
                            count += 1;
                            new.extend(full.iter().cloned());
                        }
                        None => new.push(normalize::key(part)),
                    }
                }
            }
        }
        let length = new.len();
        let new = new.into_iter().map(|text| Token {
            printed: String::new(),
            at: offset,
            text,
        });
        words.splice(at..=at, new);
        at += length.max(1);
    }
    count
}
