//! Appendices that are forms: outlines of reports, sheets to be filled in.

use std::sync::LazyLock;

use super::Outline;
use crate::prose::phrases;
use crate::source::Source;
use crate::token::Word;

static TITLES: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| phrases(include_str!("../../lexicon/form_titles.txt")));

impl Outline<'_> {
    /// The nodes that stand in an appendix which is to be filled in (`Phụ lục II` `ĐỀ CƯƠNG BÁO
    /// CÁO`): what its lines and tables ask for is no task of the plan.
    pub(crate) fn in_forms(&self, source: &Source<'_>) -> Vec<bool> {
        let mut inside = vec![false; self.nodes.len()];
        for (id, node) in self.nodes.iter().enumerate().skip(1) {
            let tokens = source.tokens(node.body);
            inside[id] = inside[node.parent]
                || (node.is_appendix() && TITLES.iter().any(|title| tokens.at(0, title)));
        }
        inside
    }
}
