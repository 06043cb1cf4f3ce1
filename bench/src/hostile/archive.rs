//! ZIP archives that mean harm.

use super::package::{self, Part};
use super::{Kind, Random};

/// The kinds.
pub(super) const KINDS: &[Kind] = &[
    ("archive-in-archive", archive_in_archive),
    ("archive-bomb", archive_bomb),
    ("archive-of-bombs", archive_of_bombs),
    ("many-members", many_members),
    ("names-that-climb", names_that_climb),
    ("name-is-no-text", name_is_no_text),
    ("wrong-sizes", wrong_sizes),
    ("wrong-check-sum", wrong_check_sum),
    ("half-an-archive", half_an_archive),
    ("no-members", no_members),
    ("says-it-needs-a-password", says_it_needs_a_password),
];

const TEXT: &[u8] = "1. Triển khai nhiệm vụ\n".as_bytes();

fn archive_in_archive(random: &mut Random) -> Vec<u8> {
    let mut bytes = package::of(&[("a.txt", TEXT)]);
    for _ in 0..20 + random.below(80) {
        bytes = package::of(&[("inner.zip", &bytes), ("a.txt", TEXT)]);
    }
    bytes
}

fn archive_bomb(random: &mut Random) -> Vec<u8> {
    let blanks = vec![b' '; (300 + random.below(100)) << 20];
    package::of(&[("a.txt", &blanks)])
}

/// Archives that each unfold to less than one may, and to a great deal together.
fn archive_of_bombs(random: &mut Random) -> Vec<u8> {
    let blanks = vec![b' '; 7 << 20];
    let inner = package::of(&[("a.txt", &blanks)]);
    let names: Vec<String> = (0..900 + random.below(100))
        .map(|n| format!("{n}.zip"))
        .collect();
    let parts: Vec<Part<'_>> = names
        .iter()
        .map(|name| (name.as_str(), &inner[..]))
        .collect();
    package::of(&parts)
}

fn many_members(_: &mut Random) -> Vec<u8> {
    let names: Vec<String> = (0..20_000).map(|n| format!("{n}.txt")).collect();
    let parts: Vec<Part<'_>> = names.iter().map(|name| (name.as_str(), TEXT)).collect();
    package::of(&parts)
}

fn names_that_climb(_: &mut Random) -> Vec<u8> {
    package::of(&[
        ("../../../../tmp/climbed.txt", TEXT),
        ("/etc/climbed.txt", TEXT),
        ("C:\\climbed.txt", TEXT),
        ("a/./../../b.txt", TEXT),
        ("..", TEXT),
        ("nul\0byte.txt", TEXT),
    ])
}

/// Replaces a piece of an archive wherever it stands.
fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut at = 0;
    while at + from.len() <= bytes.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
            at += to.len();
        } else {
            at += 1;
        }
    }
    bytes
}

fn name_is_no_text(_: &mut Random) -> Vec<u8> {
    patched(
        package::of(&[("aaaa.txt", TEXT)]),
        b"aaaa",
        &[0xff, 0xfe, 0x80, 0xc3],
    )
}

/// Places of a field in the directory's entries (APPNOTE 4.3.12), from their signatures.
fn directory(bytes: &[u8]) -> Vec<usize> {
    (0..bytes.len().saturating_sub(46))
        .filter(|at| bytes[*at..].starts_with(b"PK\x01\x02"))
        .collect()
}

fn with_directory(random: &mut Random, offset: usize, value: &[u8]) -> Vec<u8> {
    let text = TEXT.repeat(1 + random.below(500));
    let mut bytes = package::of(&[("a.txt", &text), ("b.txt", TEXT)]);
    for at in directory(&bytes) {
        bytes[at + offset..at + offset + value.len()].copy_from_slice(value);
    }
    bytes
}

fn wrong_sizes(random: &mut Random) -> Vec<u8> {
    let size = random
        .pick(&[0_u32, 7, 1 << 20, u32::MAX - 1])
        .to_le_bytes();
    with_directory(random, 24, &size)
}

fn wrong_check_sum(random: &mut Random) -> Vec<u8> {
    with_directory(random, 16, &[1, 2, 3, 4])
}

fn says_it_needs_a_password(random: &mut Random) -> Vec<u8> {
    with_directory(random, 8, &[1, 0])
}

fn half_an_archive(random: &mut Random) -> Vec<u8> {
    let text = TEXT.repeat(500 + random.below(500));
    let mut bytes = package::of(&[("a.txt", &text), ("b.txt", &random.bytes(2000))]);
    bytes.truncate(bytes.len() / 2);
    bytes
}

fn no_members(_: &mut Random) -> Vec<u8> {
    package::of(&[])
}
