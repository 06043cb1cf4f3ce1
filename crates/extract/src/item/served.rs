//! Which items an attribute line serves.

use rustc_hash::FxHashMap;

use crate::outline::{Outline, Role};

/// The attribute lines of each item.
pub(super) fn attributes_of(outline: &Outline<'_>) -> FxHashMap<usize, Vec<usize>> {
    let mut out: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    let mut behind: FxHashMap<usize, usize> = FxHashMap::default();
    for (id, node) in outline.nodes.iter().enumerate().skip(1) {
        if node.role != Role::Attribute {
            continue;
        }
        for item in served(outline, id, &mut behind) {
            out.entry(item).or_default().push(id);
        }
    }
    out
}

/// The items that an attribute line serves: the last one before it, or all of them when it
/// stands at a higher level than they do. `behind` is the last attribute line under each node.
fn served(outline: &Outline<'_>, id: usize, behind: &mut FxHashMap<usize, usize>) -> Vec<usize> {
    let node = &outline.nodes[id];
    let parent = node.parent;
    let last = behind.insert(parent, id).unwrap_or(0);
    let siblings = &outline.nodes[parent].children;
    let before = |from: usize| {
        siblings
            .iter()
            .copied()
            .filter(move |&s| s < id && s > from)
            .filter(|&s| !matches!(outline.nodes[s].role, Role::Attribute | Role::Plain))
    };
    // Lines of one block serve the same items: the block begins behind the last other node.
    let block = siblings
        .iter()
        .rev()
        .skip_while(|&&s| s >= id)
        .find(|&&s| outline.nodes[s].role != Role::Attribute)
        .copied();
    let first_of_block = block.is_none_or(|b| last <= b);
    let from = if first_of_block {
        last
    } else {
        start_of_block(outline, siblings, block)
    };
    let items = |nodes: Vec<usize>| -> Vec<usize> {
        let mut out = vec![];
        nodes
            .into_iter()
            .for_each(|n| collect_items(outline, n, &mut out));
        out
    };
    if outline.nodes[parent].role == Role::Item {
        let mut all = vec![parent];
        all.extend(items(before(0).collect()));
        return all;
    }
    let Some(previous) = before(0).next_back() else {
        // Under a heading, before its items: all of them.
        return items(siblings.iter().copied().filter(|&s| s > id).collect());
    };
    let other = &outline.nodes[previous];
    match other.role {
        Role::Item if (node.is_unlabelled() && other.is_bullet()) || node.bullet_outside(other) => {
            items(before(from).collect())
        }
        Role::Item => {
            // The item's own parts stand before the block.
            vec![previous]
        }
        Role::Intro | Role::Heading => items(vec![previous]),
        _ => vec![],
    }
}

/// The last attribute line before the block that ends the siblings up to `block`.
fn start_of_block(outline: &Outline<'_>, siblings: &[usize], block: Option<usize>) -> usize {
    let Some(block) = block else { return 0 };
    siblings
        .iter()
        .rev()
        .copied()
        .skip_while(|&s| s > block)
        .find(|&s| outline.nodes[s].role == Role::Attribute)
        .unwrap_or(0)
}

fn collect_items(outline: &Outline<'_>, id: usize, out: &mut Vec<usize>) {
    if outline.nodes[id].role == Role::Item {
        out.push(id);
    }
    for &child in &outline.nodes[id].children {
        collect_items(outline, child, out);
    }
}
