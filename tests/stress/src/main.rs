//! Runs one flood and prints what it costs, as a row of a table.
//!
//! `eap-stress` lists the floods; `eap-stress FLOOD [DIVISOR]` runs one, of a size divided by the divisor.

use std::env;
use std::process::ExitCode;

use eap_stress::figures::measure;
use eap_stress::floods;

/// A flood's name, what it is, and how to run it, divided.
type Row = (&'static str, &'static str, fn(u64));

const FLOODS: [Row; 7] = [
    ("operations", "10 million operations from 8 threads", |by| {
        floods::operations(10_000_000 / by, 8);
    }),
    ("pending", "100,000 operations pending at a time", |by| {
        floods::pending(100_000 / by);
    }),
    ("reports", "a million reports against a slow loop", |by| {
        floods::reports(1_000_000 / by);
    }),
    (
        "coalesced",
        "a million reports against a slow loop, with `coalesce`",
        |by| floods::coalesced_reports(1_000_000 / by),
    ),
    (
        "handlers",
        "10,000 handlers, 1,000 raises, while others come and go",
        |by| floods::handlers(10_000 / by, 1_000 / by),
    ),
    (
        "components",
        "1,000 components of 100 operations, dropped at once",
        |by| floods::components(1_000 / by, 100),
    ),
    ("futures", "400,000 futures dropped at every moment", |by| {
        floods::futures(200_000 / by);
    }),
];

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(name) = arguments.next() else {
        for (name, what, _) in FLOODS {
            println!("{name:<12} {what}");
        }
        return ExitCode::SUCCESS;
    };
    let divisor = arguments
        .next()
        .map_or(Some(1), |by| by.parse().ok().filter(|by| *by > 0));
    let flood = FLOODS.into_iter().find(|flood| flood.0 == name);
    let (Some((_, what, run)), Some(divisor)) = (flood, divisor) else {
        eprintln!("usage: eap-stress [FLOOD [DIVISOR]]; `eap-stress` lists the floods");
        return ExitCode::FAILURE;
    };
    let figures = measure(|| run(divisor));
    #[allow(
        clippy::cast_precision_loss,
        reason = "a memory of 2⁵² KiB is far away"
    )]
    let memory = figures.peak_memory as f64 / 1024.0;
    let time = figures.time.as_secs_f64();
    println!(
        "| {what} | {time:.2} s | {memory:.0} MiB | {} |",
        figures.peak_threads
    );
    ExitCode::SUCCESS
}
