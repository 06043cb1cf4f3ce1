//! Which item of one plan is which of another.
//!
//! Likeness of two texts is twice the number of words that they share by that of all their words. Items with half of their words
//! in common may be the same; with a third, when label and headings are the same too. Of all such pairs the likest are taken
//! first; of equal ones those that are the same one among the items of their text (rows of joined cells have one text),
//! then those that stand nearest to the same place. Nothing depends on which plan comes first.

use std::collections::HashMap;

use store::ItemRef;

use crate::body::written_out;

/// Likeness in thousandths from which two items may be the same.
const ALIKE: u32 = 500;
/// The same, of items with one label under the same headings.
const ALIKE_IN_PLACE: u32 = 330;
/// What the same label and the same headings add, and another kind takes away.
const SAME_LABEL: u32 = 30;
const SAME_PATH: u32 = 70;
const OTHER_KIND: u32 = 60;
/// What the same bodies and times add: less than anything else, as they are what may have changed.
const SAME_DETAILS: u32 = 10;

/// What of an item is compared.
struct Features {
    /// Numbers of words, sorted.
    words: Vec<u32>,
    label: Option<String>,
    path: String,
    objective: bool,
    /// Bodies, times and products as printed.
    details: Vec<String>,
    /// How many items of the same words stand before it in its plan.
    twin: usize,
}

/// Pairs of places in `a` and `b`, by the place in `a`; each occurs once at most.
pub(crate) fn align(a: &[ItemRef<'_>], b: &[ItemRef<'_>]) -> Vec<(usize, usize)> {
    let mut numbers = HashMap::new();
    let [a, b] = [a, b].map(|items| {
        let mut twins: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut all = Vec::new();
        for item in items {
            let mut features = features(*item, &mut numbers);
            let before = twins.entry(features.words.clone()).or_default();
            features.twin = *before;
            *before += 1;
            all.push(features);
        }
        all
    });
    let mut pairs = Vec::new();
    for (i, left) in a.iter().enumerate() {
        for (j, right) in b.iter().enumerate() {
            if let Some(score) = score(left, right) {
                pairs.push((score, i, j));
            }
        }
    }
    pairs.sort_by_key(|&(score, i, j)| {
        let twins = a[i].twin.abs_diff(b[j].twin);
        (std::cmp::Reverse(score), twins, i.abs_diff(j), i + j)
    });
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
    let mut words: Vec<u32> = written_out(item.text())
        .into_iter()
        .map(|word| {
            let next = numbers.len() as u32;
            *numbers.entry(word).or_insert(next)
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
        details: details(item),
        twin: 0,
    }
}

fn details(item: ItemRef<'_>) -> Vec<String> {
    let owners = item.leads().iter().chain(item.partners());
    let owners = owners.map(|owner| owner.name.as_str());
    let times = item.deadlines().iter().map(|time| time.text.as_str());
    let outputs = item.outputs().iter().map(|output| output.text.as_str());
    let all = owners.chain(times).chain(outputs);
    all.map(normalize::match_form).collect()
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
    if a.details == b.details {
        score += SAME_DETAILS;
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
