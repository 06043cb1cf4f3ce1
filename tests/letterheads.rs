//! Letterheads, titles and signatures of every layout.
//!
//! A case is a pair of files in `crates/extract/cases/letterheads`: `NAME.txt` is the document,
//! `NAME.tsv` what its metadata must say, a line `field: value` for every value and none for what
//! must be absent. The documents are made up; their form is that of Nghị định 30/2020/NĐ-CP and of
//! Party documents.

use std::fs;

use plan::Metadata;

use crate::support::root;

/// The metadata as the lines of a case.
fn lines(metadata: &Metadata) -> Vec<String> {
    let mut out = vec![];
    for (field, value) in [
        ("kind", &metadata.kind),
        ("number", &metadata.number),
        ("symbol", &metadata.symbol),
        ("issuer", &metadata.issuer),
        ("parent", &metadata.parent),
        ("place", &metadata.place),
        ("issued_on", &metadata.issued_on),
        ("title", &metadata.title),
    ] {
        out.extend(value.iter().map(|value| format!("{field}: {value}")));
    }
    if let Some(province) = &metadata.province {
        out.push(format!(
            "province: {} > {}",
            province.name, province.current_name
        ));
    }
    if let Some(period) = &metadata.period {
        out.push(format!("period: {}-{}", period.first, period.last));
    }
    for basis in &metadata.legal_bases {
        out.push(format!("basis: {}", basis.number));
    }
    for number in &metadata.replaces {
        out.push(format!("replaces: {number}"));
    }
    for recipient in &metadata.recipients {
        out.push(format!("to: {}", recipient.text));
    }
    for signer in &metadata.signers {
        let title = signer.title.as_deref().unwrap_or("-");
        let name = signer.name.as_deref().unwrap_or("-");
        out.push(format!("signer: {title} | {name}"));
    }
    out
}

#[test]
fn letterheads() {
    let folder = root().join("crates/extract/cases/letterheads");
    let mut wrong = vec![];
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the cases") {
        let path = entry.expect("a case").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        count += 1;
        let want = fs::read_to_string(path.with_extension("tsv")).expect("what is expected");
        let want: Vec<&str> = want.lines().collect();
        let plan = ingest::extract_file(&path, ingest::DEFAULT_LIMIT).expect("a plan");
        let got = lines(&plan.metadata);
        if got != want {
            let missing = want.iter().filter(|line| !got.iter().any(|g| g == *line));
            let extra = got.iter().filter(|line| !want.contains(&line.as_str()));
            wrong.push(format!(
                "{}:\n  missing {:?}\n  extra {:?}",
                path.display(),
                missing.collect::<Vec<_>>(),
                extra.collect::<Vec<_>>()
            ));
        }
    }
    assert!(count >= 60, "{count} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
