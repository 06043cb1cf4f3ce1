//! A search for nothing but a filter finds exactly the items that the filter lets through.

use std::collections::BTreeSet;

use plan::SectionKind;
use store::{Filter, ItemKind, Kind, Library, Matcher, Outcome, Part, SearchRequest, SourceRecord};

use crate::support::{documents, root};

/// A library of every document of the corpus and the fixtures that can be read.
fn with_documents() -> (tempfile::TempDir, Library) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let library = Library::open(dir.path()).expect("a library");
    let mut writer = library.writer().expect("a writer");
    for path in ["corpus", "fixtures"]
        .iter()
        .flat_map(|folder| documents(&root().join(folder)))
    {
        if let Ok(plan) = ingest::extract_file(&path, ingest::DEFAULT_LIMIT) {
            let source = SourceRecord {
                sha256: plan.source.sha256.clone(),
                path: path.display().to_string(),
                bytes: plan.source.bytes,
            };
            writer
                .put(&source, Outcome::Done(Box::new(plan)))
                .expect("it is kept");
        }
    }
    writer.finish().expect("it is written");
    (dir, library)
}

fn list(values: &[&str]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn filters() -> Vec<Filter> {
    let with = |change: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    let mut filters = vec![
        Filter::default(),
        with(&|f| f.provinces = list(&["Phú Thọ", "hue"])),
        with(&|f| f.provinces = list(&["Bà Rịa - Vũng Tàu"])),
        with(&|f| f.regions = list(&["ĐBSCL"])),
        with(&|f| f.issuers = list(&["Sở Y tế"])),
        with(&|f| f.issuers = list(&["UBND tỉnh", "tinh uy"])),
        with(&|f| f.years = vec![2025, 2024]),
        with(&|f| f.documents = list(&["57/KH-UBND", "41/kh-syt"])),
        with(&|f| f.documents = list(&["3"])),
        with(&|f| f.cites = list(&["72-NQ/TW"])),
        with(&|f| f.cites = list(&["13/2025/TT-BYT", "407/KH-UBND"])),
        with(&|f| f.kinds = vec![ItemKind::Objective]),
        with(&|f| f.leads = list(&["Sở Y tế"])),
        with(&|f| f.leads = list(&["so y te", "Công an tỉnh"])),
        with(&|f| f.leads = list(&["SYT"])),
        with(&|f| f.partners = list(&["Sở Tài chính"])),
        with(&|f| f.due_before = Some("2025-Q3".to_owned())),
        with(&|f| f.due_after = Some("2026-06".to_owned())),
        with(&|f| {
            f.due_after = Some("2025-06".to_owned());
            f.due_before = Some("2025-10".to_owned());
        }),
        with(&|f| {
            f.due_after = Some("2026".to_owned());
            f.due_before = Some("2025".to_owned());
        }),
        with(&|f| f.overdue_on = Some("2026-01-01".to_owned())),
        with(&|f| f.horizons = list(&["2026"])),
        with(&|f| f.horizons = list(&["2027-2030", "2045"])),
        with(&|f| f.has = vec![Part::Target]),
        with(&|f| f.has = vec![Part::Deadline, Part::Lead]),
        with(&|f| f.lacks = vec![Part::Deadline]),
        with(&|f| f.lacks = vec![Part::Lead, Part::Target]),
        with(&|f| {
            f.regions = list(&["Đồng bằng sông Cửu Long"]);
            f.years = vec![2025];
            f.kinds = vec![ItemKind::Task];
            f.has = vec![Part::Lead];
            f.leads = list(&["Sở"]);
        }),
    ];
    for kind in [
        SectionKind::Purpose,
        SectionKind::Situation,
        SectionKind::Objectives,
        SectionKind::Tasks,
        SectionKind::Funding,
        SectionKind::Organization,
        SectionKind::Appendix,
        SectionKind::Other,
    ] {
        filters.push(with(&|f| f.section_kinds = vec![kind]));
    }
    filters
}

#[test]
fn filters_mean_the_same_in_searches_and_elsewhere() {
    let (_dir, library) = with_documents();
    let mut sizes = BTreeSet::new();
    for filter in filters() {
        let matcher = Matcher::new(&filter).expect("a filter");
        let mut expected = BTreeSet::new();
        for stored in library.plans().expect("plans") {
            let plan = stored.and_then(|stored| stored.read()).expect("a plan");
            let selection = matcher.select(&plan);
            let items = selection.iter().flat_map(|selection| &selection.items);
            expected.extend(items.map(|item| (plan.id.clone(), item.id().to_owned())));
        }
        let request = SearchRequest {
            filter: filter.clone(),
            limit: 100_000,
            ..SearchRequest::default()
        };
        let result = library.search(&request).expect("a result");
        let hits = result.hits.iter();
        let found: BTreeSet<_> = hits
            .map(|hit| (hit.plan.id.clone(), hit.item.id().to_owned()))
            .collect();
        assert_eq!(result.total as usize, found.len(), "{filter:?}");
        assert_eq!(found, expected, "{filter:?}");
        sizes.insert(found.len());
    }
    assert!(
        sizes.len() > 15,
        "filters that tell nothing apart: {sizes:?}"
    );
}

#[test]
fn facets_count_what_pages_show() {
    let (_dir, library) = with_documents();
    for query in ["", "bệnh án", "sở y tế"] {
        let request = SearchRequest {
            limit: 100_000,
            facets: true,
            kinds: Kind::ALL.into(),
            ..SearchRequest::new(query)
        };
        let result = library.search(&request).expect("a result");
        let facets = result.facets.expect("facets");
        let count = |value: &dyn Fn(&store::Hit) -> Vec<String>| {
            let mut counts = std::collections::BTreeMap::new();
            for value in result
                .hits
                .iter()
                .flat_map(|hit| BTreeSet::from_iter(value(hit)))
            {
                *counts.entry(value).or_insert(0_u64) += 1;
            }
            counts
        };
        let told = |counts: &[store::Count]| {
            assert!(counts.is_sorted_by_key(|count| std::cmp::Reverse(count.count)));
            let counts = counts
                .iter()
                .map(|count| (count.value.clone(), count.count));
            counts.collect::<std::collections::BTreeMap<_, _>>()
        };
        let known = |value: Option<&str>| value.map(str::to_owned).into_iter().collect();
        assert_eq!(
            told(&facets.province),
            count(&|hit| known(hit.plan.province.as_ref().map(|p| p.current_name.as_str())))
        );
        assert_eq!(
            told(&facets.year),
            count(&|hit| known(hit.plan.issued_on.as_deref().and_then(|day| day.get(..4))))
        );
        assert_eq!(
            told(&facets.kind),
            count(&|hit| vec![hit.item.kind().as_str().to_owned()])
        );
        assert_eq!(
            told(&facets.document_kind),
            count(&|hit| known(hit.plan.kind.as_deref()))
        );
        let quarter = |day: &str| {
            let month: u32 = day.get(5..7)?.parse().ok()?;
            Some(format!("{}-Q{}", day.get(..4)?, month.div_ceil(3)))
        };
        assert_eq!(
            told(&facets.quarter),
            count(&|hit| {
                let due = hit.item.deadlines().iter().filter_map(|d| d.due.as_deref());
                due.filter_map(quarter).collect()
            })
        );
        let leads: u64 = facets.lead.iter().map(|count| count.count).sum();
        let expected = count(&|hit| {
            hit.item
                .leads()
                .iter()
                .map(|lead| lead.name.clone())
                .collect()
        });
        assert_eq!(leads, expected.values().sum::<u64>());
    }
}

#[test]
fn pages_put_together_are_the_whole() {
    let (_dir, library) = with_documents();
    for query in ["", "bệnh án điện tử", "y te", "\"y tế\" -số"] {
        let request = |limit, offset| SearchRequest {
            limit,
            offset,
            kinds: Kind::ALL.into(),
            ..SearchRequest::new(query)
        };
        let whole = library.search(&request(100_000, 0)).expect("a result");
        let mut pages = Vec::new();
        for offset in (0..whole.hits.len()).step_by(37) {
            let page = library.search(&request(37, offset)).expect("a result");
            assert_eq!(
                (page.total, page.offset, page.limit),
                (whole.total, offset, 37)
            );
            pages.extend(page.hits);
        }
        assert_eq!(pages.len(), whole.hits.len(), "{query}");
        assert!(pages == whole.hits, "{query}");
    }
}
