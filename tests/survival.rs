//! An import may be killed at any moment, and may run on any number of threads: the library that
//! comes of it in the end is the same.

use std::hash::{BuildHasher, RandomState};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{Folder, small_plan};

/// Plans, a copy of one under another name, and files that fail.
fn mixed_folder(plans: usize) -> Folder {
    let folder = Folder::new();
    folder.write_plans(plans);
    folder.write("plans/010-copy.txt", small_plan(1));
    folder.write("plans/020-empty.txt", "");
    folder.write("plans/030-letter.txt", "Xin chào.\n");
    folder
}

fn import(folder: &Folder, library: &str, jobs: &str) {
    let run = folder.run(&["import", "plans", "--library", library, "--jobs", jobs]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (Some(1), ""),
        "two files fail"
    );
}

#[test]
fn killed_at_twenty_moments_and_begun_again_it_gives_the_same_export() {
    let folder = mixed_folder(150);
    let start = Instant::now();
    import(&folder, "undisturbed", "2");
    let whole = start.elapsed();
    let expected = folder.exported("undisturbed");
    assert_eq!(expected.lines().count(), 150);

    let random = RandomState::new();
    for round in 0..20_u32 {
        // Twenty slices of the time that an import takes, a random moment in each.
        let part = f64::from(round) + (random.hash_one(round) % 1000) as f64 / 1000.0;
        let moment = whole.mul_f64(part / 20.0);
        let library = format!("killed-{round}");
        let arguments = ["import", "plans", "--jobs", "2", "--library", &library];
        let mut child = folder
            .command(&arguments)
            .spawn()
            .expect("the program starts");
        sleep(moment);
        // SIGKILL; it may have ended by itself.
        let _ = child.kill();
        child.wait().expect("the program ends");
        import(&folder, &library, "2");
        assert!(
            folder.exported(&library) == expected,
            "killed after {moment:?} of {whole:?}"
        );
    }
}

#[test]
fn one_library_killed_again_and_again_gets_there() {
    let folder = mixed_folder(60);
    import(&folder, "undisturbed", "2");
    for round in 0..10 {
        let arguments = ["import", "plans", "--library", "killed"];
        let mut child = folder
            .command(&arguments)
            .spawn()
            .expect("the program starts");
        sleep(Duration::from_millis(5 + 12 * round));
        let _ = child.kill();
        child.wait().expect("the program ends");
    }
    import(&folder, "killed", "2");
    assert!(folder.exported("killed") == folder.exported("undisturbed"));
}

#[test]
fn the_number_of_threads_does_not_show() {
    let folder = mixed_folder(80);
    let mut exports = vec![];
    let mut searches = vec![];
    for jobs in ["1", "2", "4", "7"] {
        import(&folder, jobs, jobs);
        exports.push(folder.exported(jobs));
        let arguments = ["search", "bệnh án", "--limit", "500", "--library", jobs];
        searches.push(folder.run(&arguments).done_with_notes());
    }
    assert!(exports.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(searches.windows(2).all(|pair| pair[0] == pair[1]));
}
