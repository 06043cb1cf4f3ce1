//! Sections that give work to bodies though no title says so: in a letter or a directive the units
//! stand under an introducing sentence, and not under `Tổ chức thực hiện`.

use document::LabelKind;

use super::{Form, Outline, Role};
use crate::owner;
use crate::prose::introduces;
use crate::source::Source;
use crate::token::{Kind, Tokens, phrase};

impl Outline<'_> {
    /// Which headings give work to bodies: `2. Giao Sở Xây dựng` beside others of the kind, or
    /// `III. Văn phòng trân trọng đề nghị:`.
    pub(super) fn assignments(&self, source: &Source<'_>) -> Vec<bool> {
        let nodes = &self.nodes;
        let mut found = vec![false; nodes.len()];
        let heads = |id: usize| {
            let numbered = matches!(
                nodes[id].form,
                Form::Label {
                    kind: LabelKind::Roman
                        | LabelKind::Number
                        | LabelKind::Letter
                        | LabelKind::Paren,
                    ..
                }
            );
            numbered && nodes[id].role == Role::Heading
        };
        for id in 1..nodes.len() {
            found[id] = heads(id) && requests(source.tokens(nodes[id].body));
        }
        for node in nodes {
            let headings = node
                .children
                .iter()
                .copied()
                .filter(|&c| nodes[c].role == Role::Heading);
            let units: Vec<usize> = headings
                .clone()
                .filter(|&c| heads(c) && owner::is_unit(source.tokens(nodes[c].body)))
                .collect();
            let Some(&first) = units.first() else {
                continue;
            };
            // What stands before the first of them introduces them, or one of them is an order.
            let introduced = first > 1 && introduces(source.text(nodes[first - 1].body));
            let ordered = || {
                units
                    .iter()
                    .any(|&unit| owner::is_order(source.tokens(nodes[unit].body)))
            };
            if units.len() >= 2 && units.len() * 2 > headings.count() && (introduced || ordered()) {
                for unit in units {
                    found[unit] = true;
                }
            }
        }
        found
    }

    /// Whether no title above a node is telling.
    pub(super) fn untold(&self, id: usize) -> bool {
        let mut at = self.nodes[id].parent;
        while at != 0 {
            let node = &self.nodes[at];
            if node.is_appendix() || !node.title.kinds.is_empty() {
                return false;
            }
            at = node.parent;
        }
        true
    }
}

/// `Văn phòng Chính phủ trân trọng đề nghị:`
fn requests(tokens: Tokens<'_>) -> bool {
    let words = (0..tokens.len())
        .take_while(|&i| tokens.get(i).is_some_and(|t| t.kind == Kind::Word))
        .count();
    let ends = words
        .checked_sub(2)
        .is_some_and(|i| tokens.at(i, phrase!("đề" "nghị")) || tokens.at(i, phrase!("yêu" "cầu")));
    ends && words + 1 == tokens.len() && owner::begins_body(tokens, 0)
}
