//! Writes plans made up for measuring: `bench FOLDER COUNT [SEED]`.

use std::path::PathBuf;
use std::process::ExitCode;

use bench::Generator;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(count)) = (args.next(), args.next().and_then(|n| n.parse().ok()))
    else {
        eprintln!("error: usage: bench FOLDER COUNT [SEED]");
        return ExitCode::from(2);
    };
    let seed = args.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    match write(PathBuf::from(folder), count, seed) {
        Ok(bytes) => {
            println!("{count} plans, {:.1} MB", bytes as f64 / 1e6);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(folder: PathBuf, count: usize, seed: u64) -> std::io::Result<usize> {
    std::fs::create_dir_all(&folder)?;
    let mut generator = Generator::new(seed);
    let mut bytes = 0;
    for _ in 0..count {
        let (name, text) = generator.plan();
        bytes += text.len();
        std::fs::write(folder.join(name), text)?;
    }
    Ok(bytes)
}
