//! Reporting progress, from inside a method.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Instant;

use eap_runtime::{Events, Progress, TaskId, event_async};

const REPORTS: u32 = 1_000_000;

#[derive(Default)]
struct Reporter {
    events: Events<Self>,
    sum: AtomicU64,
}

#[event_async(concurrent)]
impl Reporter {
    #[event_async(result = nanoseconds)]
    fn measure(#[progress] progress: &Progress) -> f64 {
        let begin = Instant::now();
        for index in 0..REPORTS {
            progress.report((index % 100) as u8);
        }
        begin.elapsed().as_secs_f64() * 1e9 / f64::from(REPORTS)
    }
}

/// Nanoseconds a report, without a context.
pub(crate) fn report(is_heard: bool) -> f64 {
    let reporter = Arc::new(Reporter::default());
    if is_heard {
        reporter
            .measure_progress_changed()
            .subscribe(|reporter, e| {
                let sum = reporter.sum.load(Ordering::Relaxed) + u64::from(e.progress_percentage());
                reporter.sum.store(sum, Ordering::Relaxed);
            });
    }
    let (sender, receiver) = mpsc::channel();
    reporter.measure_completed().subscribe(move |_reporter, e| {
        let _ = sender.send(e.nanoseconds().copied().unwrap_or(f64::NAN));
    });
    assert!(reporter.measure_async(TaskId::new()).is_ok());
    receiver.recv().unwrap_or(f64::NAN)
}
