//! Sentences of documents, for plans whose words are as common as they are in print.

use std::fs;
use std::path::Path;

use document::Block;

/// Shortest and longest sentence that is taken, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 40..=400;

/// The paragraphs of the documents in a folder and below, without their labels, sorted, each once. What cannot be
/// read is passed over.
pub fn read(folder: &Path) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false => add(&path, &mut sentences),
            }
        }
    }
    sentences.sort_unstable();
    sentences.dedup();
    sentences
}

fn add(path: &Path, sentences: &mut Vec<String>) {
    let Some(document) = fs::read(path).ok().and_then(|b| reader::read(&b).ok()) else {
        return;
    };
    for block in &document.blocks {
        if let Block::Paragraph(paragraph) = block {
            let text = document.slice(paragraph.body);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = text.trim_end_matches(['.', ';', ':', ',', '/']);
            // Lines that look like parts of a letterhead or of a table of contents are no sentences.
            if LENGTHS.contains(&text.len()) && text.chars().any(char::is_lowercase) {
                sentences.push(text.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_no_labels_and_stand_once() {
        let folder = std::env::temp_dir().join(format!("bench-sentences-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        let text = "1. Triển khai hồ sơ sức khỏe điện tử cho người dân.\n\n- Ngắn.\n\n\
                    2. Triển khai hồ sơ sức khỏe điện tử cho người dân.\n";
        fs::write(folder.join("a.txt"), text).expect("a file for the test");
        let found = read(&folder);
        fs::remove_dir_all(&folder).expect("the folder of the test");
        assert_eq!(found, ["Triển khai hồ sơ sức khỏe điện tử cho người dân"]);
    }
}
