//! Files that mean harm, or were harmed: any number of them, always the same for one seed.
//!
//! A kind of file is a function that makes one, with a random choice within the kind. [`files`] goes through the kinds
//! in turn, so that a few dozen files already have one of each.

mod archive;
mod build;
mod content;
mod deflate;
mod font;
mod markup;
mod package;
mod structure;
mod word;

/// A file that means harm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hostile {
    /// Its number and kind, as a file name by which its format is known: `007-page-tree-cycle.pdf`.
    pub name: String,
    /// Its kind: `page-tree-cycle`.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A kind of file: its name, and what makes one.
type Kind = (&'static str, fn(&mut Random) -> Vec<u8>);

/// What the names of some kinds end in.
const ENDS: [(&str, &[Kind]); 7] = [
    ("pdf", structure::KINDS),
    ("pdf", content::KINDS),
    ("pdf", font::KINDS),
    ("docx", word::KINDS),
    ("zip", archive::KINDS),
    ("html", markup::PAGES),
    ("rtf", markup::RICH),
];

/// How many kinds there are.
pub fn kinds() -> usize {
    ENDS.iter().map(|(_, kinds)| kinds.len()).sum()
}

/// Makes `count` files, one at a time: some take megabytes.
pub fn files(seed: u64, count: usize) -> impl Iterator<Item = Hostile> {
    let mut random = Random { state: seed };
    let kinds: Vec<(&str, Kind)> = ENDS
        .iter()
        .flat_map(|(end, kinds)| kinds.iter().map(move |kind| (*end, *kind)))
        .collect();
    (0..count).map(move |number| {
        let (end, (kind, make)) = kinds[number % kinds.len()];
        let mut bytes = make(&mut random);
        if end == "pdf" && !bytes.is_empty() {
            // No two files are copies of each other.
            bytes.extend(format!("%{number}\n").bytes());
        }
        Hostile {
            name: format!("{number:03}-{kind}.{end}"),
            kind,
            bytes,
        }
    })
}

/// Random numbers, always the same for one seed (SplitMix64).
struct Random {
    state: u64,
}

impl Random {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.state;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_the_same_for_one_seed_and_of_many_kinds() {
        let kinds = kinds();
        let once: Vec<_> = files(7, kinds + 3).collect();
        assert!(
            once.iter()
                .eq(files(7, kinds + 3).collect::<Vec<_>>().iter())
        );
        assert!(
            once.iter()
                .ne(files(8, kinds + 3).collect::<Vec<_>>().iter())
        );
        let names: std::collections::BTreeSet<_> = once.iter().map(|file| file.kind).collect();
        assert_eq!(names.len(), kinds, "every kind has a name of its own");
    }
}
