//! Which item of one plan is which of another.
//!
//! Likeness of two texts is twice the number of words that they share by that of all their words. Items with half of their words
//! in common may be the same; with a third, when label and headings are the same too. Of all such pairs the likest are taken
//! first; equal ones by how near they stand to the same place. Nothing depends on which plan comes first.

use std::collections::HashMap;

use store::ItemRef;

/// Likeness in thousandths from which two items may be the same.
const ALIKE: u32 = 500;
/// The same, of items with one label under the same headings.
const ALIKE_IN_PLACE: u32 = 330;
/// What the same label and the same headings add, and another kind takes away.
const SAME_LABEL: u32 = 30;
const SAME_PATH: u32 = 70;
const OTHER_KIND: u32 = 60;

/// What of an item is compared.
struct Features {
    /// Numbers of words, sorted.
    words: Vec<u32>,
    label: Option<String>,
    path: String,
    objective: bool,
}

/// Pairs of places in `a` and `b`, by the place in `a`; each occurs once at most.
pub(crate) fn align(a: &[ItemRef<'_>], b: &[ItemRef<'_>]) -> Vec<(usize, usize)> {
    let mut numbers = HashMap::new();
    let a: Vec<Features> = a.iter().map(|item| features(*item, &mut numbers)).collect();
    let b: Vec<Features> = b.iter().map(|item| features(*item, &mut numbers)).collect();
    let mut pairs = Vec::new();
    for (i, left) in a.iter().enumerate() {
        for (j, right) in b.iter().enumerate() {
            if let Some(score) = score(left, right) {
                pairs.push((score, i, j));
            }
        }
    }
    pairs.sort_by_key(|&(score, i, j)| (std::cmp::Reverse(score), i.abs_diff(j), i + j));
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut aligned = Vec::new();
    for (_, i, j) in pairs {
        if !used_a[i] && !used_b[j] {
            used_a[i] = true;
            used_b[j] = true;
            aligned.push((i, j));
        }
    }
    aligned.sort_unstable();
    aligned
}

fn features(item: ItemRef<'_>, numbers: &mut HashMap<String, u32>) -> Features {
    let key = normalize::key(item.text());
    let mut words: Vec<u32> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let next = numbers.len() as u32;
            *numbers.entry(word.to_owned()).or_insert(next)
        })
        .collect();
    words.sort_unstable();
    let titles = item.path().iter().filter_map(|h| h.title.as_deref());
    let titles: Vec<String> = titles.map(normalize::match_form).collect();
    Features {
        words,
        label: item.label().map(normalize::match_form),
        path: titles.join("\n"),
        objective: item.kind() == store::ItemKind::Objective,
    }
}

/// How well two items fit, in thousandths; none when they cannot be the same.
fn score(a: &Features, b: &Features) -> Option<u32> {
    let all = a.words.len() + b.words.len();
    // Not worth counting when even the shorter one's words are too few.
    if all == 0 || a.words.len().min(b.words.len()) * 6 < all {
        return None;
    }
    let likeness = (2000 * shared(&a.words, &b.words) / all) as u32;
    let same_label = a.label.is_some() && a.label == b.label;
    let same_path = a.path == b.path;
    let least = if same_label && same_path {
        ALIKE_IN_PLACE
    } else {
        ALIKE
    };
    if likeness < least {
        return None;
    }
    let mut score = likeness + OTHER_KIND;
    if same_label {
        score += SAME_LABEL;
    }
    if same_path {
        score += SAME_PATH;
    }
    if a.objective != b.objective {
        score -= OTHER_KIND;
    }
    Some(score)
}

/// Number of words in both of two sorted lists.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}
