//! What a reader of a plan should know about its form.

use plan::{Citation, Code, Diagnostic, Metadata, Severity};

use crate::citation;
use crate::field;
use crate::outline::{Outline, Role};
use crate::prose::is_pointer;
use crate::source::Source;
use crate::token::w;

/// Checks numbering, references and letterhead.
pub(crate) fn all(
    source: &Source<'_>,
    outline: &Outline<'_>,
    metadata: &Metadata,
    out: &mut Vec<Diagnostic>,
) {
    labels(source, outline, out);
    appendices(source, outline, out);
    citations(source, outline, &metadata.legal_bases, out);
    letterhead(metadata, out);
}

/// Labels that repeat, skip or run backwards among siblings of one form.
fn labels(source: &Source<'_>, outline: &Outline<'_>, out: &mut Vec<Diagnostic>) {
    for node in &outline.nodes {
        let mut last: Option<usize> = None;
        for &child in &node.children {
            let node = &outline.nodes[child];
            let (Some(label), Some(&number)) = (node.label, node.numbers.last()) else {
                continue;
            };
            if node.repaired {
                out.push(Diagnostic {
                    code: Code::LabelDamaged,
                    severity: Severity::Info,
                    message: format!("`{}` lost a bracket", source.text(label)),
                    provenance: Some(source.place(label)),
                });
            }
            let before = last.map(|l| &outline.nodes[l]);
            last = Some(child);
            let Some(before) = before.filter(|b| b.same_form(node)) else {
                continue;
            };
            let Some(&previous) = before.numbers.last() else {
                continue;
            };
            let text = source.text(label);
            let (code, message) = if number == previous {
                (Code::LabelRepeated, format!("`{text}` is printed twice"))
            } else if number < previous {
                (
                    Code::LabelOutOfOrder,
                    format!("`{text}` stands behind a higher number"),
                )
            } else if number > previous + 1 {
                (Code::LabelSkipped, format!("`{text}` skips a number"))
            } else {
                continue;
            };
            out.push(Diagnostic {
                code,
                severity: Severity::Info,
                message,
                provenance: Some(source.place(label)),
            });
        }
    }
}

/// Pointers to an appendix that the file does not hold.
fn appendices(source: &Source<'_>, outline: &Outline<'_>, out: &mut Vec<Diagnostic>) {
    if outline
        .nodes
        .iter()
        .any(|n| n.is_appendix() || n.role == Role::Table)
    {
        return;
    }
    for node in outline.nodes.iter().skip(1) {
        let tokens = source.tokens(node.body);
        let names = (0..tokens.len()).find(|&i| tokens.at(i, &[w!("phụ"), w!("lục")]));
        let points = is_pointer(tokens)
            || (node.role == Role::Heading && (0..tokens.len()).any(|i| tokens.is(i, w!("("))));
        if let Some(at) = names.filter(|_| points) {
            out.push(Diagnostic {
                code: Code::AppendixMissing,
                severity: Severity::Warning,
                message: "the text points to an appendix that the file does not hold".to_owned(),
                provenance: Some(source.place(tokens.span(at..tokens.len()))),
            });
        }
    }
}

/// Citations that are odd, or close to a legal basis but not equal to one.
fn citations(
    source: &Source<'_>,
    outline: &Outline<'_>,
    bases: &[Citation],
    out: &mut Vec<Diagnostic>,
) {
    let numbers: Vec<&str> = bases.iter().map(|b| b.number.as_str()).collect();
    for node in outline.nodes.iter().skip(1).filter(|n| n.table.is_none()) {
        for cited in &citation::find(source.tokens(node.body)) {
            field::diagnose_citation(source, cited, out);
            if let Some(near) = citation::close_to(&cited.number, &numbers) {
                out.push(Diagnostic {
                    code: Code::CitationMistyped,
                    severity: Severity::Warning,
                    message: format!(
                        "{} is close to the legal basis {}",
                        cited.number, numbers[near]
                    ),
                    provenance: Some(source.place(cited.number_span)),
                });
            }
        }
    }
}

fn letterhead(metadata: &Metadata, out: &mut Vec<Diagnostic>) {
    let place = |field: &str| metadata.provenance.get(field).cloned();
    let mut add = |code, severity, message: &str, provenance| {
        let message = message.to_owned();
        out.push(Diagnostic {
            code,
            severity,
            message,
            provenance,
        });
    };
    let bare = metadata.symbol.is_none() && metadata.issued_on.is_none();
    if bare {
        add(
            Code::LetterheadMissing,
            Severity::Warning,
            "no number and no date line were found",
            None,
        );
    }
    if metadata.symbol.is_some() && metadata.number.is_none() {
        add(
            Code::NumberBlank,
            Severity::Warning,
            "the number of the document is left blank",
            place("symbol"),
        );
    }
    if metadata
        .issued_on
        .as_ref()
        .is_some_and(|date| date.len() < 10)
    {
        add(
            Code::DateIncomplete,
            Severity::Warning,
            "the date of the document lacks its day or month",
            place("issued_on"),
        );
    }
    if metadata.province.is_none() {
        add(
            Code::ProvinceUnknown,
            Severity::Info,
            "nothing names a province",
            None,
        );
    }
    for signer in metadata.signers.iter().filter(|s| s.title.is_none()) {
        add(
            Code::SignerAmbiguous,
            Severity::Warning,
            "a name without a title stands at the signature",
            Some(signer.provenance.clone()),
        );
    }
}
