//! Searches measured on a library of plans made up by [`Generator`](crate::Generator): the same queries asked of the
//! library and of SQLite FTS5.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use store::{Filter, ItemRef, Library, SearchRequest};

use crate::{BODIES, SCOPES, TOPICS, VERBS};

/// An error of either side.
pub type Failure = Box<dyn std::error::Error>;

/// The classes of queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Words with marks.
    Words,
    /// Words without marks.
    Unmarked,
    /// A phrase.
    Phrase,
    /// Words, in one province and of one kind.
    Filtered,
    /// Words, with counts of all hits.
    Facets,
}

impl Class {
    /// All classes.
    pub const ALL: [Class; 5] = [
        Class::Words,
        Class::Unmarked,
        Class::Phrase,
        Class::Filtered,
        Class::Facets,
    ];

    fn name(self) -> &'static str {
        match self {
            Class::Words => "words",
            Class::Unmarked => "unmarked",
            Class::Phrase => "phrase",
            Class::Filtered => "filtered",
            Class::Facets => "facets",
        }
    }
}

/// A query.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its class.
    pub class: Class,
    /// Its words, with marks.
    pub words: String,
    /// The province of [`Class::Filtered`].
    pub province: &'static str,
}

/// Queries of all classes in turn, always the same: neighbouring words of the sentences, or of the phrases of
/// [`Generator`](crate::Generator) when there are none.
pub fn questions(count: usize, sentences: &[String]) -> Vec<Question> {
    let mut state = 7_u64;
    let mut below = move |n: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let provinces: Vec<&plan::Unit> = plan::province::current_units().collect();
    let lists: [&[&'static str]; 4] = [&TOPICS, &VERBS, &SCOPES, &BODIES];
    (0..count)
        .map(|at| {
            let phrase = match sentences.is_empty() {
                true => {
                    let list = lists[below(lists.len())];
                    list[below(list.len())]
                }
                false => sentences[below(sentences.len())].as_str(),
            };
            let words: Vec<&str> = phrase
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .collect();
            // One to five words of a phrase; now and then with a word of a topic.
            let from = below(words.len());
            let size = 1 + below(5);
            let mut query: Vec<&str> = words.into_iter().skip(from).take(size).collect();
            let class = Class::ALL[at % Class::ALL.len()];
            if below(4) == 0 && class != Class::Phrase {
                query.extend(TOPICS[below(TOPICS.len())].split(' ').next_back());
            }
            Question {
                class,
                words: query.join(" "),
                province: provinces[below(provinces.len())].name,
            }
        })
        .collect()
}

/// Times of each class, and of all.
pub struct Times {
    times: Vec<(Class, Duration)>,
    hits: u64,
}

impl Times {
    /// Prints a line a class: number, median, 99th percentile, longest.
    pub fn print(&self, of: &str) {
        let line = |name: &str, times: Vec<Duration>| {
            let mut times = times;
            times.sort_unstable();
            let at = |share: f64| {
                let place = (times.len() as f64 * share) as usize;
                let time = times.get(place.min(times.len().saturating_sub(1)));
                time.map_or(0.0, |time| time.as_secs_f64() * 1000.0)
            };
            println!(
                "{of} {name:<10} {:>5} queries  median {:>8.2} ms  p99 {:>8.2} ms  longest {:>8.2} ms",
                times.len(),
                at(0.5),
                at(0.99),
                at(1.0)
            );
        };
        for class in Class::ALL {
            let times = self.times.iter().filter(|(of, _)| *of == class);
            line(class.name(), times.map(|(_, time)| *time).collect());
        }
        let found = self
            .times
            .iter()
            .filter(|(class, _)| *class != Class::Facets);
        line("no facets", found.map(|(_, time)| *time).collect());
        println!("{of} {} hits in all", self.hits);
    }
}

/// Asks the library.
///
/// # Errors
///
/// When it cannot be searched.
pub fn ask_library(library: &Library, questions: &[Question]) -> Result<Times, Failure> {
    let mut times = Times {
        times: Vec::new(),
        hits: 0,
    };
    for question in questions {
        let query = match question.class {
            Class::Unmarked => normalize::fold(&question.words),
            Class::Phrase => format!("\"{}\"", question.words),
            _ => question.words.clone(),
        };
        let mut filter = Filter::default();
        if question.class == Class::Filtered {
            filter.provinces = vec![question.province.to_owned()];
            filter.kinds = vec![store::ItemKind::Task];
        }
        let request = SearchRequest {
            filter,
            facets: question.class == Class::Facets,
            ..SearchRequest::new(query)
        };
        let begin = Instant::now();
        let result = library.search(&request)?;
        times.times.push((question.class, begin.elapsed()));
        times.hits += result.total;
    }
    Ok(times)
}

/// Makes a table of FTS5 with the items of a library: text and surroundings once with marks and once folded by the
/// same rules.
///
/// # Errors
///
/// When either cannot be read or written.
pub fn make_fts(library: &Library, path: &Path) -> Result<Connection, Failure> {
    let mut database = Connection::open(path)?;
    database.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         CREATE VIRTUAL TABLE words USING fts5(exact, folded, province UNINDEXED, kind UNINDEXED, lead UNINDEXED,
           tokenize = 'unicode61 remove_diacritics 0');",
    )?;
    let transaction = database.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO words VALUES (?, ?, ?, ?, ?)")?;
        for stored in library.plans()? {
            let plan = stored?.read()?;
            let metadata = &plan.metadata;
            let province = metadata.province.as_ref().map(|p| p.current_name.as_str());
            let items = plan.objectives.iter().map(ItemRef::Objective);
            for item in items.chain(plan.tasks.iter().map(ItemRef::Task)) {
                let mut text = vec![item.text()];
                text.extend(
                    item.path()
                        .iter()
                        .filter_map(|heading| heading.title.as_deref()),
                );
                text.extend(
                    item.leads()
                        .iter()
                        .chain(item.partners())
                        .map(|o| o.text.as_str()),
                );
                text.extend(item.deadlines().iter().map(|d| d.text.as_str()));
                text.extend(
                    [&metadata.title, &metadata.issuer]
                        .into_iter()
                        .filter_map(|t| t.as_deref()),
                );
                let text = text.join(" . ");
                let words = text
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty());
                let exact: Vec<String> = words.map(normalize::key).collect();
                let exact = exact.join(" ");
                let folded = normalize::fold(&exact);
                let lead = item.leads().first().map(|lead| lead.name.as_str());
                insert.execute(params![exact, folded, province, item.kind().as_str(), lead])?;
            }
        }
    }
    transaction.commit()?;
    database.execute_batch("INSERT INTO words(words) VALUES ('optimize');")?;
    Ok(database)
}

/// Asks FTS5: the number of all hits, and the twenty best by BM25.
///
/// # Errors
///
/// When the database cannot be read.
pub fn ask_fts(database: &Connection, questions: &[Question]) -> Result<Times, Failure> {
    let mut times = Times {
        times: Vec::new(),
        hits: 0,
    };
    for question in questions {
        let column = match question.class {
            Class::Unmarked => "folded",
            _ => "exact",
        };
        let words = match question.class {
            Class::Unmarked => normalize::fold(&question.words),
            _ => normalize::key(&question.words),
        };
        let quoted: Vec<String> = words.split(' ').map(|word| format!("\"{word}\"")).collect();
        let query = match question.class {
            Class::Phrase => format!("{column} : \"{words}\""),
            _ => format!("{column} : ({})", quoted.join(" AND ")),
        };
        let narrowed = match question.class {
            Class::Filtered => " AND province = ?2 AND kind = 'task'",
            _ => " AND ?2 = ?2",
        };
        let begin = Instant::now();
        let mut count = database.prepare_cached(&format!(
            "SELECT count(*) FROM words WHERE words MATCH ?1{narrowed}"
        ))?;
        let total: i64 = count.query_row(params![query, question.province], |row| row.get(0))?;
        let mut best = database.prepare_cached(&format!(
            "SELECT rowid, exact FROM words WHERE words MATCH ?1{narrowed} ORDER BY rank LIMIT 20"
        ))?;
        let rows = best.query_map(params![query, question.province], |row| {
            row.get::<_, String>(1)
        })?;
        for row in rows {
            row?;
        }
        if question.class == Class::Facets {
            for facet in ["province", "kind", "lead"] {
                let mut counts = database.prepare_cached(&format!(
                    "SELECT {facet}, count(*) FROM words WHERE words MATCH ?1 GROUP BY 1"
                ))?;
                let rows = counts.query_map(params![query], |row| row.get::<_, i64>(1))?;
                for row in rows {
                    row?;
                }
            }
        }
        times.times.push((question.class, begin.elapsed()));
        times.hits += u64::try_from(total).unwrap_or_default();
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_of_all_classes_and_always_the_same() {
        let (one, two) = (questions(100, &[]), questions(100, &[]));
        assert!(
            one.iter()
                .zip(&two)
                .all(|(a, b)| a.words == b.words && a.class == b.class)
        );
        for class in Class::ALL {
            assert_eq!(
                one.iter()
                    .filter(|question| question.class == class)
                    .count(),
                20
            );
        }
        assert!(one.iter().all(|question| !question.words.is_empty()));
    }
}
