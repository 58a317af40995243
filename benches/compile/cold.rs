//! The build of a crate with one dependency, from nothing.

use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::{median, write_package};

/// Odd, so that one of them is the median.
const ROUNDS: usize = 3;

/// Prints the CPU time of builds with `async-trait` and with `eap-runtime`.
pub(crate) fn compare(root: &Path) -> io::Result<()> {
    let mut times = [const { Vec::new() }; 2];
    for _ in 0..ROUNDS {
        times[0].push(build(
            root,
            "cold-async-trait",
            Some("async-trait = \"0.1\""),
        )?);
        times[1].push(build(root, "cold-eap-runtime", None)?);
    }
    let [rival, own] = times.map(|times| median(times).as_secs_f64());
    println!("cold build, s of CPU (median of {ROUNDS})");
    println!("{:<40} {rival:.2}", "async-trait");
    println!(
        "{:<40} {own:.2}, {:.2} times as long",
        "eap-runtime",
        own / rival
    );
    Ok(())
}

/// How much CPU `cargo build` takes for a crate and all that it depends on. Only on Linux; zero elsewhere.
fn build(root: &Path, name: &str, dependency: Option<&str>) -> io::Result<Duration> {
    let package = write_package(root, name, dependency, "")?;
    let target = root.join("cold-target");
    if target.exists() {
        std::fs::remove_dir_all(&target)?;
    }
    let before = children_cpu();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--manifest-path"]);
    cargo.arg(package.join("Cargo.toml"));
    cargo.env("CARGO_TARGET_DIR", target);
    cargo.env("CARGO_INCREMENTAL", "0");
    let status = cargo.status()?;
    if status.success() {
        Ok(children_cpu().saturating_sub(before))
    } else {
        Err(io::Error::other(format!("{name}: {status}")))
    }
}

/// What the children of this process have used that have ended, and theirs.
fn children_cpu() -> Duration {
    const TICKS_A_SECOND: u64 = 100;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program may have spaces, and ends in a parenthesis: what follows is counted from field 3.
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    let ticks: u64 = fields.skip(13).take(2).flat_map(str::parse::<u64>).sum();
    Duration::from_millis(ticks * 1000 / TICKS_A_SECOND)
}
