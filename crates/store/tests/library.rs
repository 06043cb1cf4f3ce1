//! What is kept, through kills, damage and other processes.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use store::{Change, ErrorKind, Library, Outcome, SearchRequest, SourceRecord, State};
use support::{deadline, draft, export, fill, library, owner, sha256, texts};

fn sqlite(dir: &Path, sql: &str) {
    rusqlite::Connection::open(dir.join("catalog.sqlite"))
        .unwrap()
        .execute_batch(sql)
        .unwrap();
}

#[test]
fn kept_and_found_again() {
    let first = draft("a.txt").number("57/KH-SYT").task("một").with(|task| {
        task.leads.push(owner("Sở Y tế"));
        task.deadlines.push(deadline("quý I"));
    });
    let (dir, library) = library(&[first]);
    drop(library);
    let library = Library::open_existing(dir.path()).unwrap();
    assert!(library.has(&sha256("a.txt")).unwrap());
    assert!(!library.has(&sha256("b.txt")).unwrap());
    let id = &sha256("a.txt")[..16];
    for wanted in [
        id,
        &id[..5],
        "57/KH-SYT",
        "57/kh-syt",
        " 57 / KH-SYT",
        &sha256("a.txt"),
    ] {
        assert_eq!(library.get(wanted).unwrap().id, id, "{wanted}");
    }
    let status = library.status().unwrap();
    assert_eq!(
        (
            status.documents,
            status.done,
            status.tasks,
            status.owners,
            status.deadlines
        ),
        (1, 1, 1, 1, 1)
    );
    assert_eq!(texts(&library, "một"), ["một"]);
}

#[test]
fn reading_makes_no_library() {
    let dir = tempfile::tempdir().unwrap();
    let error = Library::open_existing(dir.path()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NoLibrary);
    assert_eq!(error.hint(), Some("kehoach import FOLDER makes one"));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn one_content_under_two_paths() {
    let names = |order: [&str; 2]| {
        let dir = tempfile::tempdir().unwrap();
        let library = Library::open(dir.path()).unwrap();
        let mut writer = library.writer().unwrap();
        let draft = draft("a.txt").task("một");
        let changes = order.map(|path| {
            let source = SourceRecord {
                path: path.to_owned(),
                ..draft.source()
            };
            writer
                .put(&source, Outcome::Done(Box::new(draft.plan.clone())))
                .unwrap()
        });
        assert_eq!(changes[0], Change::Added);
        writer.finish().unwrap();
        let sources = library.sources(None).unwrap();
        assert_eq!(sources.len(), 1);
        assert_eq!(sources[0].paths, ["x/a.txt", "y/copy.txt"]);
        let hit = library
            .search(&SearchRequest::new("một"))
            .unwrap()
            .hits
            .remove(0);
        assert_eq!(hit.plan.file_name, "a.txt");
        export(&library)
    };
    assert_eq!(
        names(["x/a.txt", "y/copy.txt"]),
        names(["y/copy.txt", "x/a.txt"])
    );
}

#[test]
fn a_path_can_be_added_without_reading_again() {
    let (_dir, library) = library(&[draft("b.txt").task("một")]);
    let mut writer = library.writer().unwrap();
    assert!(!writer.add_path(&sha256("none"), "a.txt").unwrap());
    assert!(writer.add_path(&sha256("b.txt"), "a/a.txt").unwrap());
    assert_eq!(
        draft("b.txt").task("một").put(&mut writer),
        Change::Unchanged
    );
    writer.finish().unwrap();
    assert_eq!(
        library.get(&sha256("b.txt")).unwrap().source.file_name,
        "a.txt"
    );
    let hit = library
        .search(&SearchRequest::new("một"))
        .unwrap()
        .hits
        .remove(0);
    assert_eq!(hit.plan.file_name, "a.txt");
}

#[test]
fn outcomes() {
    let (_dir, library) = library(&[]);
    let mut writer = library.writer().unwrap();
    let draft = draft("a.txt").task("một");
    let mut put = |outcome: Outcome| writer.put(&draft.source(), outcome).unwrap();
    let done = || Outcome::Done(Box::new(draft.plan.clone()));
    assert_eq!(
        put(Outcome::Waiting("needs text recognition".to_owned())),
        Change::Added
    );
    assert_eq!(
        put(Outcome::Failed("is encrypted".to_owned())),
        Change::Updated
    );
    assert_eq!(
        put(Outcome::Failed("is encrypted".to_owned())),
        Change::Unchanged
    );
    let status = library.status().unwrap();
    assert_eq!((status.documents, status.failed, status.done), (1, 1, 0));
    assert_eq!(status.troubles[0].reason.as_deref(), Some("is encrypted"));
    assert_eq!(status.troubles[0].paths, ["plans/a.txt"]);
    assert_eq!(put(done()), Change::Updated);
    assert_eq!(put(done()), Change::Unchanged);
    assert_eq!(
        put(Outcome::Failed("took too long".to_owned())),
        Change::Kept
    );
    assert_eq!(
        library.state(&draft.plan.source.sha256).unwrap(),
        Some(State::Done)
    );
    let mut other = draft.plan.clone();
    other.tasks[0].text = "hai".to_owned();
    assert_eq!(put(Outcome::Done(Box::new(other))), Change::Updated);
    writer.finish().unwrap();
    assert_eq!(texts(&library, "hai"), ["hai"]);
    assert!(texts(&library, "một").is_empty());
}

#[test]
fn a_plan_must_belong_to_its_source() {
    let (_dir, library) = library(&[]);
    let mut writer = library.writer().unwrap();
    let plan = Box::new(draft("a.txt").plan);
    let error = writer
        .put(&draft("b.txt").source(), Outcome::Done(plan))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
}

#[test]
fn ids_and_numbers_that_several_have() {
    let drafts = || [draft("a.txt").number("1/KH"), draft("b.txt").number("1/KH")];
    let (_dir, library) = library(&drafts());
    let error = library.get("1/KH").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
    assert!(error.hint().unwrap().contains(&drafts()[0].id()));
    assert_eq!(library.find("1/KH").unwrap().len(), 2);
    for none in ["9/KH", "", "zz", "%", "ffffffffffffffff"] {
        assert_eq!(
            library.get(none).unwrap_err().kind(),
            ErrorKind::NoPlan,
            "{none}"
        );
    }
}

#[test]
fn taken_out() {
    let drafts = || {
        [
            draft("a.txt").number("1/KH").task("một"),
            draft("b.txt").task("một hai"),
        ]
    };
    let (dir, library) = library(&drafts());
    let mut writer = library.writer().unwrap();
    assert_eq!(writer.remove("1/KH").unwrap().id, drafts()[0].id());
    // Killed before the commit.
    drop(writer);
    drop(library);
    let library = Library::open_existing(dir.path()).unwrap();
    assert_eq!(texts(&library, "một"), ["một hai"]);
    assert_eq!(library.status().unwrap().documents, 1);
    fill(&library, &drafts());
    assert_eq!(texts(&library, "một").len(), 2);
}

#[test]
fn killed_before_the_commit() {
    let (dir, library) = library(&[draft("a.txt").task("một")]);
    let mut writer = library.writer().unwrap();
    draft("b.txt").task("một hai").put(&mut writer);
    draft("c.txt").task("một ba").put(&mut writer);
    assert_eq!(texts(&library, "một"), ["một"], "not committed");
    drop(writer);
    drop(library);
    let library = Library::open_existing(dir.path()).unwrap();
    assert_eq!(texts(&library, "một").len(), 3);
}

/// Folder that the child of the next test writes to.
const CHILD: &str = "STORE_TEST_CHILD";

/// The child puts documents without end and tells each; the parent kills it, and finds what it was told.
#[test]
fn killed_by_the_system() {
    if let Ok(folder) = std::env::var(CHILD) {
        let library = Library::open(folder).unwrap();
        let mut writer = library.writer().unwrap();
        for n in 0.. {
            draft(&format!("{n}.txt")).task("một").put(&mut writer);
            if n % 40 == 39 {
                writer.commit().unwrap();
            }
            // Not `println!`, which the harness keeps back.
            writeln!(std::io::stderr(), "put {n}").unwrap();
        }
    }
    for enough in [1, 45, 100] {
        let dir = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed_by_the_system", "--nocapture"])
            .env(CHILD, dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let told = lines
            .filter(|line| line.as_ref().unwrap().starts_with("put "))
            .take(enough)
            .count();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(told, enough);
        let library = Library::open_existing(dir.path()).unwrap();
        let kept = library.status().unwrap().documents;
        assert!(kept >= enough as u64, "{kept} of {enough}");
        assert_eq!(
            library.search(&SearchRequest::new("một")).unwrap().total,
            kept
        );
        // The lock went with the process.
        fill(&library, &[draft("next.txt").task("hai")]);
        assert_eq!(texts(&library, "hai"), ["hai"]);
    }
}

/// What happens to the folder of a library, and that it finds the same afterwards.
#[test]
fn the_index_mends_itself() {
    let newest = |dir: &Path, end: &str| {
        let files = fs::read_dir(dir.join("index"))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.to_string_lossy().ends_with(end))
            .max()
            .unwrap()
    };
    type Harm = Box<dyn Fn(&Path)>;
    let mut harms: Vec<(String, Harm)> = vec![
        (
            "gone".into(),
            Box::new(|dir| fs::remove_dir_all(dir.join("index")).unwrap()),
        ),
        (
            "empty folder".into(),
            Box::new(|dir| {
                fs::remove_dir_all(dir.join("index")).unwrap();
                fs::create_dir(dir.join("index")).unwrap();
            }),
        ),
        (
            "a file in its place".into(),
            Box::new(|dir| {
                fs::remove_dir_all(dir.join("index")).unwrap();
                fs::write(dir.join("index"), "?").unwrap();
            }),
        ),
        (
            "no meta".into(),
            Box::new(|dir| fs::write(dir.join("index/meta.json"), "{}").unwrap()),
        ),
        (
            "left over from a build".into(),
            Box::new(|dir| {
                fs::create_dir(dir.join("index.new")).unwrap();
                fs::create_dir(dir.join("index.old")).unwrap();
                fs::remove_dir_all(dir.join("index")).unwrap();
            }),
        ),
        (
            "behind".into(),
            Box::new(|dir| {
                let meta = dir.join("index/meta.json");
                let text = fs::read_to_string(&meta).unwrap();
                fs::write(
                    &meta,
                    text.replace("\\\"revision\\\":2", "\\\"revision\\\":1"),
                )
                .unwrap();
            }),
        ),
        (
            "newer than the catalogue".into(),
            Box::new(|dir| {
                sqlite(
                    dir,
                    "UPDATE library SET revision = 1; UPDATE plan SET revision = 1",
                );
            }),
        ),
        (
            "of another library".into(),
            Box::new(|dir| sqlite(dir, "UPDATE library SET name = 'other'")),
        ),
        (
            "other rules for words".into(),
            Box::new(|dir| {
                let meta = dir.join("index/meta.json");
                let text = fs::read_to_string(&meta).unwrap();
                fs::write(&meta, text.replace("ipv6", "ipv 6")).unwrap();
            }),
        ),
    ];
    for end in ["term", "idx", "pos", "store", "fast", "fieldnorm"] {
        harms.push((
            format!("{end} gone"),
            Box::new(move |dir| fs::remove_file(newest(dir, end)).unwrap()),
        ));
        harms.push((
            format!("{end} cut"),
            Box::new(move |dir| {
                let path = newest(dir, end);
                let bytes = fs::read(&path).unwrap();
                fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
            }),
        ));
        harms.push((
            format!("{end} zeroed"),
            Box::new(move |dir| {
                let path = newest(dir, end);
                let bytes = fs::read(&path).unwrap();
                fs::write(&path, vec![0; bytes.len()]).unwrap();
            }),
        ));
    }
    for (name, harm) in harms {
        for write in [false, true] {
            let (dir, library) =
                library(&[draft("a.txt").task("một"), draft("b.txt").task("một hai")]);
            let before = library.search(&SearchRequest::new("một")).unwrap();
            assert_eq!(before.total, 2);
            drop(library);
            harm(dir.path());
            let library = Library::open_existing(dir.path()).unwrap();
            if write {
                fill(&library, &[draft("c.txt").task("ba")]);
                assert_eq!(texts(&library, "ba"), ["ba"], "{name}");
            }
            assert_eq!(
                texts(&library, "một"),
                ["một", "một hai"],
                "{name}, write: {write}"
            );
            assert!(
                !dir.path().join("index.new").exists() && !dir.path().join("index.old").exists(),
                "{name}"
            );
        }
    }
}

#[test]
fn made_anew_on_demand() {
    let (_dir, library) = library(&[draft("a.txt").task("một")]);
    let mut writer = library.writer().unwrap();
    draft("b.txt").task("một hai").put(&mut writer);
    writer.rebuild_index().unwrap();
    draft("c.txt").task("một ba").put(&mut writer);
    writer.finish().unwrap();
    assert_eq!(texts(&library, "một").len(), 3);
}

#[test]
fn two_writers() {
    let (dir, library) = library(&[draft("a.txt").task("một")]);
    let mut writer = library.writer().unwrap();
    let other = Library::open(dir.path()).unwrap();
    let error = other.writer().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::InUse);
    assert_eq!(error.to_string(), "the library is in use by another import");
    assert!(error.hint().is_some());
    // Readers go on, with what the writer has committed.
    assert_eq!(texts(&other, "một"), ["một"]);
    draft("b.txt").task("một hai").put(&mut writer);
    assert_eq!(other.status().unwrap().documents, 2);
    writer.commit().unwrap();
    assert_eq!(texts(&other, "một").len(), 2);
    writer.finish().unwrap();
    other.writer().unwrap();
}

#[test]
fn an_export_sees_one_moment() {
    let (_dir, library) = library(&[draft("a.txt").task("một"), draft("b.txt").task("hai")]);
    let plans = library.plans().unwrap();
    let mut writer = library.writer().unwrap();
    writer.remove(&draft("a.txt").id()).unwrap();
    draft("c.txt").put(&mut writer);
    writer.finish().unwrap();
    assert_eq!(plans.count(), 2);
    let now: Vec<_> = library
        .plans()
        .unwrap()
        .map(|plan| plan.unwrap().read().unwrap())
        .collect();
    assert_eq!(now.len(), 2);
}

#[test]
fn a_library_of_the_future() {
    let (dir, library) = library(&[]);
    drop(library);
    sqlite(dir.path(), "PRAGMA user_version = 99");
    for result in [
        Library::open(dir.path()),
        Library::open_existing(dir.path()),
    ] {
        let error = result.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::TooNew);
        assert!(error.hint().is_some());
    }
}

#[test]
fn a_file_that_is_no_catalogue() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("catalog.sqlite"),
        "no database, but a text ".repeat(100),
    )
    .unwrap();
    let error = Library::open(dir.path()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Damaged, "{error}");
    assert!(error.hint().is_some());
    let dir = tempfile::tempdir().unwrap();
    sqlite(dir.path(), "CREATE TABLE books (title TEXT)");
    assert_eq!(
        Library::open(dir.path()).err().unwrap().kind(),
        ErrorKind::Damaged
    );
}

#[test]
fn errors_speak_plainly() {
    let (dir, library) = library(&[]);
    let writer = library.writer().unwrap();
    let errors = [
        library.get("1/KH").err().unwrap(),
        library.search(&SearchRequest::new("…")).err().unwrap(),
        Library::open(dir.path()).unwrap().writer().err().unwrap(),
        Library::open_existing(dir.path().join("none"))
            .err()
            .unwrap(),
    ];
    for error in errors {
        let message = error.to_string();
        assert!(
            message.starts_with(char::is_lowercase) && !message.ends_with('.'),
            "{message}"
        );
        assert!(error.hint().is_some(), "{message}");
    }
    drop(writer);
}

#[test]
fn readers_in_threads() {
    let (_dir, library) = library(&[draft("a.txt").task("một")]);
    let mut writer = library.writer().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert!(!texts(&library, "một").is_empty());
                    assert!(library.status().unwrap().documents >= 1);
                }
            });
        }
        for n in 0..20 {
            draft(&format!("{n}.txt")).task("một nữa").put(&mut writer);
            writer.commit().unwrap();
        }
    });
    writer.finish().unwrap();
    assert_eq!(texts(&library, "một").len(), 21);
}
