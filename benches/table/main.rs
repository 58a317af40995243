//! What an operation costs beside its rivals: `cargo bench -p eap-benches --bench table`.
//!
//! `-- 9` takes nine rounds instead of five, and `-- 9 throughput` only the figures whose names begin so. Each value comes from
//! a process of its own, since a process may settle into a good or a bad habit for as long as it runs, and the contenders
//! of a figure take turns.

mod figures;
mod operations;

use std::env;
use std::process::Command;

use crate::figures::{
    burst, call, flight, flight_of_threads, light_load, raise, report, round_trip, threads_left,
};
use crate::operations::{
    Annotated, AnnotatedInLoop, Blocking, ByHand, ByHandCancellable, ByHandInLoop, Cancellable,
    Rayon, Tokio, TwoWorkers,
};

/// What is measured, by its name.
type Named = (&'static str, fn() -> f64);

/// A figure, and the contenders that are measured. The ratios are those of the first one to the others.
struct Figure {
    name: &'static str,
    what: &'static str,
    contenders: &'static [Named],
    /// Whether a single number is not enough: then there are at least 20 processes.
    has_modes: bool,
}

const FIGURES: &[Figure] = &[
    Figure {
        name: "throughput",
        what: "ns an operation, 1,024 in flight",
        contenders: &[
            ("event_async", || flight(&Annotated::new())),
            ("by hand, crossbeam", || {
                flight(&ByHand::new(TwoWorkers::new()))
            }),
            ("by hand, rayon", || flight(&ByHand::new(Rayon))),
            ("by hand, blocking", || flight(&ByHand::new(Blocking))),
            ("by hand, tokio", || flight(&ByHand::new(Tokio::new()))),
        ],
        has_modes: false,
    },
    Figure {
        name: "throughput, cancellable",
        what: "ns a cancellable operation, 1,024 in flight",
        contenders: &[
            ("event_async", || flight(&Cancellable::new())),
            ("by hand, crossbeam", || flight(&ByHandCancellable::new())),
        ],
        has_modes: false,
    },
    Figure {
        name: "throughput, loop",
        what: "ns an operation, 1,024 in flight, handled on the starting thread",
        contenders: &[
            ("event_async, `EventLoop`", || {
                flight(&AnnotatedInLoop::new())
            }),
            ("by hand, channel back", || flight(&ByHandInLoop::new())),
        ],
        has_modes: false,
    },
    Figure {
        name: "throughput, threads",
        what: "ns an operation, 1,024 in flight, started by so many threads",
        contenders: &[
            ("event_async, 8 threads", || {
                flight_of_threads(&Annotated::new(), 8)
            }),
            ("event_async, 4 threads", || {
                flight_of_threads(&Annotated::new(), 4)
            }),
            ("event_async, 2 threads", || {
                flight_of_threads(&Annotated::new(), 2)
            }),
            ("event_async, 1 thread", || {
                flight_of_threads(&Annotated::new(), 1)
            }),
            ("by hand, 8 threads", || {
                flight_of_threads(&ByHand::new(TwoWorkers::new()), 8)
            }),
            ("by hand, 1 thread", || {
                flight_of_threads(&ByHand::new(TwoWorkers::new()), 1)
            }),
        ],
        has_modes: false,
    },
    Figure {
        name: "round trip",
        what: "ns from start to handler, the median of a process with other pools alive",
        contenders: &[
            ("event_async", || round_trip(&Annotated::new())),
            ("by hand, crossbeam", || {
                round_trip(&ByHand::new(TwoWorkers::new()))
            }),
        ],
        has_modes: true,
    },
    Figure {
        name: "light load",
        what: "µs of CPU an operation, one every millisecond",
        contenders: &[
            ("event_async", || light_load(&Annotated::new())),
            ("by hand, tokio", || light_load(&ByHand::new(Tokio::new()))),
            ("by hand, crossbeam", || {
                light_load(&ByHand::new(TwoWorkers::new()))
            }),
        ],
        has_modes: false,
    },
    Figure {
        name: "report, unheard",
        what: "ns a report that nobody listens to",
        contenders: &[("event_async", || report(false))],
        has_modes: false,
    },
    Figure {
        name: "report, heard",
        what: "ns a report to one handler, without a context",
        contenders: &[("event_async", || report(true))],
        has_modes: false,
    },
    Figure {
        name: "raise 1",
        what: "ns to raise an event with 1 handler",
        contenders: &[("raise", || raise(1)), ("loop over boxes", || call(1))],
        has_modes: false,
    },
    Figure {
        name: "raise 10",
        what: "ns to raise an event with 10 handlers",
        contenders: &[("raise", || raise(10)), ("loop over boxes", || call(10))],
        has_modes: false,
    },
    Figure {
        name: "raise 100",
        what: "ns to raise an event with 100 handlers",
        contenders: &[("raise", || raise(100)), ("loop over boxes", || call(100))],
        has_modes: false,
    },
    Figure {
        name: "burst",
        what: "ms for 64 operations that block for a second each, from cold",
        contenders: &[("event_async", burst)],
        has_modes: false,
    },
    Figure {
        name: "threads",
        what: "s after that burst until the threads have ended",
        contenders: &[("event_async", threads_left)],
        has_modes: false,
    },
];

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let child = args.iter().map(String::as_str).collect::<Vec<_>>();
    if let ["measure", figure, contender] = *child {
        let index = |arg: &str| arg.parse::<usize>().expect("an index");
        let (_, measure) = FIGURES[index(figure)].contenders[index(contender)];
        println!("{}", measure());
        return;
    }
    let rounds = args.first().and_then(|rounds| rounds.parse().ok());
    let names = &args[usize::from(rounds.is_some())..];
    for (index, figure) in FIGURES.iter().enumerate() {
        if names.is_empty() || names.iter().any(|name| figure.name.starts_with(name)) {
            compare(index, figure, rounds.unwrap_or(5));
        }
    }
}

fn compare(index: usize, figure: &Figure, rounds: usize) {
    let rounds = if figure.has_modes {
        rounds.max(20)
    } else {
        rounds
    };
    let mut values = vec![Vec::new(); figure.contenders.len()];
    for _ in 0..rounds {
        for (contender, values) in values.iter_mut().enumerate() {
            values.push(measure(index, contender));
        }
    }
    println!("\n{}: {} ({rounds} processes)", figure.name, figure.what);
    println!(
        "  {:<28} {:>9} {:>9} {:>9}    ratio",
        "", "least", "median", "most"
    );
    let mut first = None;
    for ((name, _), mut values) in figure.contenders.iter().zip(values) {
        values.sort_by(f64::total_cmp);
        let (median, most) = (values[values.len() / 2], values[values.len() - 1]);
        print!("  {name:<28} {:>9.1} {median:>9.1} {most:>9.1}", values[0]);
        match first {
            None => first = Some((median, most)),
            Some((own, own_most)) => {
                print!("    {:.2}", own / median);
                if figure.has_modes {
                    print!(", of the most {:.2}", own_most / most);
                }
            }
        }
        println!();
    }
}

/// Measures in a process of its own.
fn measure(figure: usize, contender: usize) -> f64 {
    let program = env::current_exe().expect("this program has a path");
    let mut child = Command::new(program);
    child.args(["measure", &figure.to_string(), &contender.to_string()]);
    let output = child.output().expect("this program can be run").stdout;
    let output = String::from_utf8_lossy(&output);
    output.trim().parse().expect("the program prints a number")
}
