//! The default pool beside others: throughput, round trip, light load and growth. `cargo bench -p eap-benches --bench
//! pools`, with `-- 20` for twenty rounds.
//!
//! Each figure comes from a process of its own, and the pools take turns, since a pool may settle into a good or a bad
//! habit for as long as its process runs.

mod rivals;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::rivals::{Blocking, ByHand, Eap, Pool, Rayon, RustyPool, Threadpool, Tokio};

const POOLS: [&str; 7] = [
    "eap",
    "by hand",
    "rayon",
    "rusty_pool",
    "threadpool",
    "blocking",
    "tokio",
];

const FIGURES: [(&str, &str); 4] = [
    ("throughput", "ns a job, 1,024 in flight"),
    ("round trip", "ns, the median of a process"),
    ("light load", "µs of CPU a job, one every millisecond"),
    ("growth", "ms for 64 jobs that block for 200 ms each"),
];

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match &*args {
        [figure, pool] => println!("{}", measure_pool(figure, pool)),
        [rounds] => compare(rounds.parse().expect("the argument is a number of rounds")),
        _ => compare(5),
    }
}

fn compare(rounds: usize) {
    for (figure, unit) in FIGURES {
        let mut found = BTreeMap::<_, Vec<f64>>::new();
        for pool in POOLS.repeat(rounds) {
            found.entry(pool).or_default().push(run(figure, pool));
        }
        println!(
            "{figure}: {unit}\n  {:<12} {:>9} {:>9}",
            "", "median", "worst"
        );
        for pool in POOLS {
            let values = found.get_mut(pool).expect("each pool was measured");
            values.sort_by(f64::total_cmp);
            let (median, worst) = (values[values.len() / 2], values[values.len() - 1]);
            println!("  {pool:<12} {median:>9.1} {worst:>9.1}");
        }
    }
}

/// Measures in a fresh process.
fn run(figure: &str, pool: &str) -> f64 {
    let program = env::current_exe().expect("this program has a path");
    let output = Command::new(program).args([figure, pool]).output();
    let output = output.expect("this program can be run").stdout;
    let output = String::from_utf8_lossy(&output);
    output.trim().parse().expect("the program prints a number")
}

fn measure_pool(figure: &str, pool: &str) -> f64 {
    match pool {
        "eap" => measure(figure, &Eap::default()),
        "by hand" => measure(figure, &ByHand::default()),
        "rayon" => measure(figure, &Rayon),
        "rusty_pool" => measure(figure, &RustyPool::default()),
        "threadpool" => measure(figure, &Threadpool::default()),
        "blocking" => measure(figure, &Blocking),
        "tokio" => measure(figure, &Tokio::default()),
        _ => panic!("{pool} is not one of {POOLS:?}"),
    }
}

fn measure(figure: &str, pool: &impl Pool) -> f64 {
    match figure {
        "throughput" => throughput(pool),
        "round trip" => round_trip(pool),
        "light load" => light_load(pool),
        "growth" => growth(pool),
        _ => panic!("{figure} is not one of {FIGURES:?}"),
    }
}

/// Submits a job that counts itself as done after `before`.
fn submit(pool: &impl Pool, done: &Arc<AtomicU64>, before: impl FnOnce() + Send + 'static) {
    let done = Arc::clone(done);
    pool.submit(move || {
        before();
        done.fetch_add(1, Ordering::Release);
    });
}

fn throughput(pool: &impl Pool) -> f64 {
    const JOBS: u32 = 500_000;
    let done = Arc::new(AtomicU64::new(0));
    let begin = Instant::now();
    for job in 0..JOBS {
        while u64::from(job) > done.load(Ordering::Acquire) + 1024 {
            thread::yield_now();
        }
        submit(pool, &done, || ());
    }
    while done.load(Ordering::Acquire) < u64::from(JOBS) {
        thread::yield_now();
    }
    begin.elapsed().as_secs_f64() * 1e9 / f64::from(JOBS)
}

fn round_trip(pool: &impl Pool) -> f64 {
    const TRIPS: u64 = 100_000;
    let done = Arc::new(AtomicU64::new(0));
    let trip = |trips| {
        let begin = Instant::now();
        submit(pool, &done, || ());
        while done.load(Ordering::Acquire) < trips {
            std::hint::spin_loop();
        }
        begin.elapsed().as_secs_f64() * 1e9
    };
    let mut trips: Vec<f64> = (1..=TRIPS).map(trip).collect();
    trips.sort_by(f64::total_cmp);
    trips[trips.len() / 2]
}

fn light_load(pool: &impl Pool) -> f64 {
    const JOBS: u32 = 2_000;
    let done = Arc::new(AtomicU64::new(0));
    let before = cpu_time();
    for _ in 0..JOBS {
        submit(pool, &done, || ());
        thread::sleep(Duration::from_millis(1));
    }
    cpu_time().saturating_sub(before).as_secs_f64() * 1e6 / f64::from(JOBS)
}

/// What all threads of this process have used, on Linux; zero elsewhere.
fn cpu_time() -> Duration {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten();
    let used = threads.flatten().filter_map(|thread| {
        let line = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        line.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(used.sum())
}

fn growth(pool: &impl Pool) -> f64 {
    const JOBS: u64 = 64;
    let done = Arc::new(AtomicU64::new(0));
    let begin = Instant::now();
    for _ in 0..JOBS {
        submit(pool, &done, || thread::sleep(Duration::from_millis(200)));
    }
    while done.load(Ordering::Acquire) < JOBS {
        thread::sleep(Duration::from_millis(1));
    }
    begin.elapsed().as_secs_f64() * 1e3
}
