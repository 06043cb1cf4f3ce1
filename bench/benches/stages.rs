//! Bytes a second of each stage, on plans made up for measuring.
//!
//! What is measured: `normalize` (bytes to clean text), `read` (bytes to a document; normalising
//! is part of it), `extract` (a document to a plan). One thread. Run with
//! `cargo bench -p bench`.

use bench::Generator;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

fn texts() -> Vec<String> {
    let mut generator = Generator::new(1);
    (0..200).map(|_| generator.plan().1).collect()
}

fn size(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

#[divan::bench]
fn normalize(bencher: Bencher) {
    let texts = texts();
    bencher.counter(size(&texts)).bench_local(|| {
        texts
            .iter()
            .filter_map(|t| normalize::normalize(t.as_bytes()).ok())
            .count()
    });
}

#[divan::bench]
fn read(bencher: Bencher) {
    let texts = texts();
    bencher.counter(size(&texts)).bench_local(|| {
        texts
            .iter()
            .filter_map(|t| reader::read(t.as_bytes()).ok())
            .count()
    });
}

#[divan::bench]
fn extract(bencher: Bencher) {
    let texts = texts();
    let documents: Vec<_> = texts
        .iter()
        .filter_map(|t| reader::read(t.as_bytes()).ok())
        .collect();
    bencher.counter(size(&texts)).bench_local(|| {
        let plans = documents
            .iter()
            .map(|d| extract::extract(d, plan::Source::default()));
        plans.map(|plan| plan.tasks.len()).sum::<usize>()
    });
}
