//! Owners in cells and attribute values.

use super::cooperation::MANNER;
use super::list;
use super::name::begins_body;
use super::sentence::{add, names};
use super::{Named, Roles};
use crate::attribute::{Attribute, attributes};
use crate::token::{Kind, Tokens, Word, phrase, w};

/// The owners of a cell or an attribute value that holds nothing else.
///
/// `breaks` are byte offsets of the line breaks inside; a break separates only where each line is
/// a body by itself. A cell that points to a document (`Theo phân công tại Quyết định …`) or says
/// nothing (`Không`, `nt`) gives none.
pub(crate) fn in_field(tokens: Tokens<'_>, breaks: &[u32]) -> Vec<Named> {
    if points_elsewhere(tokens) {
        return vec![];
    }
    let mut from = usize::from(tokens.is(0, w!("giao")));
    if tokens.at(from, phrase!("cho")) {
        from += 1;
    }
    list::split(tokens, from..tokens.len(), breaks)
}

/// The owners of a cell or an attribute value that may hold lead and partners together:
/// `Sở Y tế chủ trì, phối hợp với Sở Tài chính`; `Chủ trì: A; Phối hợp: B, C`.
///
/// Where nothing in it says who takes part, this is [`in_field`].
pub(crate) fn in_mixed_field(tokens: Tokens<'_>, breaks: &[u32]) -> Roles {
    let mut roles = Roles::default();
    let labelled = attributes(tokens);
    if !labelled.is_empty() {
        for (attribute, range) in labelled {
            let value = tokens.slice(range);
            match attribute {
                Attribute::Lead => add(&mut roles.leads, in_field(value, breaks)),
                Attribute::Partner => add(&mut roles.partners, in_field(value, breaks)),
                Attribute::LeadAndPartner => {
                    let both = unlabelled(value, breaks);
                    add(&mut roles.leads, both.leads);
                    add(&mut roles.partners, both.partners);
                }
                _ => {}
            }
        }
        return roles;
    }
    unlabelled(tokens, breaks)
}

/// Lead and partners told apart by verbs: `Sở Y tế chủ trì, phối hợp với Sở Tài chính`.
fn unlabelled(tokens: Tokens<'_>, breaks: &[u32]) -> Roles {
    let Some(at) = tokens.find(0, phrase!("phối" "hợp")) else {
        return Roles {
            leads: in_field(tokens, breaks),
            partners: vec![],
        };
    };
    let mut roles = Roles::default();
    let mut object = at + 2;
    while tokens.is_any(object, &MANNER) && !begins_body(tokens, object)
        || tokens.at(object, phrase!("thực" "hiện")) && object + 2 < tokens.len()
        || tokens.is_any(object, &[w!(":"), w!("hiện")])
    {
        object += 1;
    }
    if object < tokens.len() && tokens.get(object).is_some_and(|t| t.kind == Kind::Word) {
        roles.leads = lead_part(tokens, at, breaks);
        roles.partners = in_field(tokens.slice(object..tokens.len()), breaks);
        return roles;
    }
    // `Sở Y tế chủ trì; Sở Tài chính, Sở Nội vụ phối hợp`
    let cut = (0..at).rev().find(|&k| tokens.at(k, phrase!("chủ" "trì")));
    if let Some(cut) = cut {
        roles.leads = lead_part(tokens, cut, breaks);
        roles.partners = names(tokens, cut + 2..at);
    } else {
        roles.partners = in_field(tokens.slice(0..at), breaks);
    }
    roles
}

/// The owners before token `end`, without `chủ trì`.
fn lead_part(tokens: Tokens<'_>, end: usize, breaks: &[u32]) -> Vec<Named> {
    let mut owners = in_field(tokens.slice(0..end), breaks);
    for owner in &mut owners {
        owner.span = owner.name;
    }
    owners
}

/// Whether a cell names nobody itself.
fn points_elsewhere(tokens: Tokens<'_>) -> bool {
    const SILENT: [Word; 5] = [w!("không"), w!("nt"), w!("x"), w!("n"), w!("chưa")];
    tokens.is_any(0, &[w!("theo"), w!("như"), w!("xem")])
        || tokens.at(0, phrase!("thực" "hiện" "theo"))
        || tokens.at(0, phrase!("chi" "tiết"))
        || tokens.len() <= 2 && tokens.is_any(0, &SILENT)
}
