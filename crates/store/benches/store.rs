//! What a library costs: putting plans, making the index anew, searching.
//!
//! The plans are made up of common words of real plans, drawn by a fixed rule: 100 items of about 40 syllables each.

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use divan::{Bencher, counter::ItemsCount};
use store::{Library, SearchRequest};
use support::{Draft, draft, fill, heading, owner};

fn main() {
    divan::main();
}

const ITEMS: usize = 100;

const WORDS: &[&str] = &[
    "triển khai",
    "bệnh án điện tử",
    "chuyển đổi số",
    "y tế",
    "cơ sở dữ liệu",
    "nâng cao",
    "chất lượng",
    "và",
    "các",
    "đơn vị",
    "thực hiện",
    "công tác",
    "của",
    "đào tạo",
    "hạ tầng",
    "an toàn thông tin",
    "người dân",
    "dịch vụ công",
    "trực tuyến",
    "kế hoạch",
    "báo cáo",
    "tỉnh",
    "xã",
    "phường",
    "bệnh viện",
    "trạm",
    "khám bệnh, chữa bệnh",
    "theo",
    "Nghị quyết 57-NQ/TW",
    "Đề án 06",
    "đạt 100%",
    "trên 80%",
    "hoàn thành",
    "quý IV/2025",
    "phối hợp",
    "BAĐT",
    "CNTT",
    "khoa học",
    "công nghệ",
    "đổi mới sáng tạo",
    "nhân lực",
    "kinh phí",
    "giám sát",
    "kiểm tra",
    "tuyên truyền",
];

const PROVINCES: &[&str] = &[
    "Hà Nội",
    "Phú Thọ",
    "Lào Cai",
    "Cần Thơ",
    "Cà Mau",
    "Ninh Bình",
    "Huế",
];

fn plans(count: usize) -> Vec<Draft> {
    let mut state = 42_u64;
    let mut next = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut sentence = move |words: usize| {
        // Two draws, the lesser wins: the first words are common, the last rare.
        (0..words)
            .map(|_| WORDS[next(WORDS.len()).min(next(WORDS.len()))])
            .collect::<Vec<_>>()
            .join(" ")
    };
    let plan = |n: usize| {
        let mut plan = draft(&format!("{n}.txt"))
            .province(PROVINCES[n % PROVINCES.len()], "2025-09-01")
            .number(&format!("{n}/KH-UBND"))
            .title(&sentence(8));
        for item in 0..ITEMS {
            plan = match item % 4 {
                0 => plan.objective(&sentence(16)),
                _ => plan.task(&sentence(16)).with(|task| {
                    task.path.push(heading("II.", "NHIỆM VỤ, GIẢI PHÁP"));
                    task.leads.push(owner("Sở Y tế"));
                }),
            };
        }
        plan
    };
    (0..count).map(plan).collect()
}

/// Plans of the library that is searched: `STORE_BENCH_PLANS`, or 300.
static LIBRARY: LazyLock<(tempfile::TempDir, Library)> = LazyLock::new(|| {
    let count = std::env::var("STORE_BENCH_PLANS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(300);
    support::library(&plans(count))
});

#[divan::bench(sample_count = 5)]
fn put_50_plans(bencher: Bencher) {
    let plans = plans(50);
    bencher
        .counter(ItemsCount::new(50 * ITEMS))
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_values(|dir| {
            fill(&Library::open(dir.path()).unwrap(), &plans);
            dir
        });
}

#[divan::bench(sample_count = 5)]
fn make_index_anew(bencher: Bencher) {
    let (_, library) = &*LIBRARY;
    let items = library.status().unwrap();
    bencher
        .counter(ItemsCount::new(items.objectives + items.tasks))
        .bench(|| library.writer().unwrap().rebuild_index().unwrap());
}

#[divan::bench(sample_count = 30, args = [
    "", "bệnh án điện tử", "benh an dien tu", "bệnh an dien tử", "\"bệnh án điện tử\"", "57-NQ/TW", "BAĐT",
    "y te", "đào tạo nhân lực công nghệ thông tin cho các trạm y tế xã",
])]
fn search(bencher: Bencher, query: &str) {
    let (_, library) = &*LIBRARY;
    let request = SearchRequest::new(query);
    bencher.bench(|| library.search(&request).unwrap());
}

#[divan::bench(sample_count = 5)]
fn export(bencher: Bencher) {
    let (_, library) = &*LIBRARY;
    bencher.bench(|| {
        library
            .plans()
            .unwrap()
            .map(|plan| plan.unwrap().json.len())
            .sum::<usize>()
    });
}
