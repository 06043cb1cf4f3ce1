//! Appendices that are forms: outlines of reports, sheets to be filled in.

use std::sync::LazyLock;

use super::{Node, Outline};
use crate::prose::{is_caps, phrases, word_count};
use crate::source::Source;
use crate::token::{Word, w};

static TITLES: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| phrases(include_str!("../../lexicon/form_titles.txt")));

impl Outline<'_> {
    /// The nodes that stand in an appendix which is to be filled in (`Phụ lục II` `ĐỀ CƯƠNG BÁO
    /// CÁO`), or behind the line that heads a form (`Mẫu số 01`, `PHIẾU KHẢO SÁT`) up to the next appendix: what
    /// their lines and tables ask for is no task of the plan.
    pub(crate) fn in_forms(&self, source: &Source<'_>) -> Vec<bool> {
        let mut inside = vec![false; self.nodes.len()];
        let mut numbered = false;
        for (id, node) in self.nodes.iter().enumerate().skip(1) {
            let tokens = source.tokens(node.body);
            numbered = !node.is_appendix() && (numbered || is_form_title(source, node));
            inside[id] = numbered
                || inside[node.parent]
                || (node.is_appendix() && TITLES.iter().any(|title| tokens.at(0, title)));
        }
        inside
    }
}

/// Longest line that numbers a form, in tokens: `Mẫu số 01/BC-SYT (kèm theo Kế hoạch)`.
const NUMBER: usize = 8;

/// Longest title of a sheet, in words.
const TITLE_WORDS: usize = 20;

/// `Mẫu số 01`, `Biểu mẫu 2`, `PHIẾU KHẢO SÁT` alone on a line.
fn is_form_title(source: &Source<'_>, node: &Node<'_>) -> bool {
    let tokens = source.tokens(node.body);
    let from = usize::from(tokens.is(0, w!("biểu")));
    let behind = from + 1 + usize::from(tokens.is(from + 1, w!("số")));
    let number =
        tokens.len() <= NUMBER && tokens.is(from, w!("mẫu")) && tokens.number(behind).is_some();
    let sheet = tokens.is(0, w!("phiếu"))
        && word_count(tokens) <= TITLE_WORDS
        && is_caps(source.text(node.body));
    node.is_unlabelled() && (number || sheet)
}
