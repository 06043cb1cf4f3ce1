//! A fresh folder with the program in it, and the documents to ask about.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder
        .ancestors()
        .nth(2)
        .expect("a crate stands two folders deep")
        .to_path_buf()
}

/// A plan that is small but whole; `seed` makes it another document.
pub(crate) fn small_plan(seed: usize) -> String {
    format!(
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nSố: {seed}/KH-UBND\n\n\
         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n\
         Lào Cai, ngày 05 tháng 3 năm 2026\n\n\
         KẾ HOẠCH\nTriển khai Bệnh án điện tử năm 2026\n\n\
         I. MỤC TIÊU\n\
         - Đến hết năm 2026, {percent}% bệnh viện công lập triển khai Bệnh án điện tử.\n\n\
         II. NHIỆM VỤ\n\
         1. Nâng cấp hạ tầng công nghệ thông tin tại các bệnh viện.\n\
         - Chủ trì: Sở Y tế.\n\
         - Phối hợp: Sở Khoa học và Công nghệ.\n\
         - Thời gian: trước ngày 30/6/2026.\n\
         2. Tập huấn sử dụng Bệnh án điện tử cho nhân viên y tế, đợt {seed}.\n\
         - Chủ trì: Sở Y tế.\n\
         - Thời gian: Quý III/2026.\n\n\
         III. TỔ CHỨC THỰC HIỆN\n\
         Giao Sở Y tế chủ trì, theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n",
        percent = 50 + seed % 50,
    )
}

/// A fresh folder to run the program in.
pub(crate) struct Folder {
    folder: TempDir,
}

/// What a run of the program gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Standard output, of a run that went well.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(
            (self.status, self.stderr.as_str()),
            (Some(0), ""),
            "{}",
            self.stdout
        );
        self.stdout
    }

    /// Standard output, of a run that went well and said something on standard error.
    #[track_caller]
    pub(crate) fn done_with_notes(self) -> String {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        self.stdout
    }

    /// Exit status and standard error, of a run that printed no result.
    #[track_caller]
    pub(crate) fn failed(self) -> (Option<i32>, String) {
        assert_eq!(self.stdout, "");
        (self.status, self.stderr)
    }
}

impl Folder {
    pub(crate) fn new() -> Folder {
        Folder {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    /// Writes small plans `plans/000.txt`, `plans/001.txt`, ….
    pub(crate) fn write_plans(&self, count: usize) {
        for index in 0..count {
            self.write(&format!("plans/{index:03}.txt"), small_plan(index + 1));
        }
    }

    /// The program, about to run in this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kehoach"));
        command
            .current_dir(self.path())
            .args(arguments)
            .env_remove("KEHOACH_LIBRARY")
            .env_remove("KEHOACH_OCR_CACHE");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        finished(
            self.command(arguments)
                .output()
                .expect("the program starts"),
        )
    }

    /// Runs the program with text on its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        stdin.write_all(input).expect("the program reads its input");
        drop(stdin);
        finished(child.wait_with_output().expect("the program ends"))
    }

    /// What a library holds, as the program exports it.
    pub(crate) fn exported(&self, library: &str) -> String {
        self.run(&["export", "--library", library]).done()
    }
}

fn finished(output: Output) -> Run {
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
    }
}

/// Documents of a folder of the repository or beside it: files at any depth, sorted, without
/// those that speak about the documents (README, gold records, lists, scripts), and without
/// PDFs and Word files, which have tests of their own.
pub(crate) fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = files(folder);
    found.retain(|path| !ends_in(path, "pdf") && !ends_in(path, "docx"));
    found
}

/// The PDFs of a folder, sorted.
pub(crate) fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let mut found = files(folder);
    found.retain(|path| ends_in(path, "pdf"));
    found
}

/// The Word files of a folder, sorted.
pub(crate) fn word_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = files(folder);
    found.retain(|path| ends_in(path, "docx"));
    found
}

fn ends_in(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|end| end == wanted)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    collect(folder, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let about = path.extension().is_some_and(|end| {
            ["json", "tsv", "py", "toml"]
                .iter()
                .any(|other| end == *other)
        }) || path.file_name().is_some_and(|name| name == "README.md");
        if path.is_dir() {
            collect(&path, found);
        } else if !about {
            found.push(path);
        }
    }
}

/// The folder of shared documents beside the repository; says so when it is not there.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: ../shared is absent");
    None
}
