//! The crew under a model checker: whatever the interleaving, a job that was taken on is run.
//!
//! A wake-up that gets lost leaves the worker asleep and the test waiting, which the checker reports as a deadlock.

use std::sync::Arc;
use std::time::Duration;

use loom::sync::{Condvar, Mutex};

use super::ThreadPoolBuilder;
use super::crew::Crew;
use crate::executor::{Job, Work};

/// Counts the jobs that ran, for a test to wait for.
struct Tally {
    ran: Mutex<usize>,
    changed: Condvar,
}

impl Tally {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            ran: Mutex::new(0),
            changed: Condvar::new(),
        })
    }

    fn wait_for(&self, jobs: usize) {
        let mut ran = self.ran.lock().unwrap();
        while *ran < jobs {
            ran = self.changed.wait(ran).unwrap();
        }
    }
}

struct Counted(Arc<Tally>);

impl Work for Counted {
    fn run(self: Box<Self>) {
        *self.0.ran.lock().unwrap() += 1;
        self.0.changed.notify_all();
    }

    fn abandon(self: Box<Self>) {
        panic!("a job that was taken on was not run");
    }

    fn refuse(self: Box<Self>) {}
}

fn crew(threads: usize) -> Arc<Crew> {
    Arc::new(Crew::new(ThreadPoolBuilder {
        thread_name: String::new(),
        core_threads: threads,
        // No more than the core: the watcher is about time, and the model has none.
        max_threads: threads,
        idle_timeout: Duration::MAX,
        stack_size: None,
    }))
}

fn submit(crew: &Arc<Crew>, tally: &Arc<Tally>) {
    let job = Job::owned(Box::new(Counted(Arc::clone(tally))));
    assert!(crew.take_on(job).is_ok());
}

fn check(model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(3);
    builder.check(model);
}

#[test]
fn a_worker_on_its_way_to_sleep_finds_the_job_or_is_woken() {
    check(|| {
        let crew = crew(1);
        let tally = Tally::new();
        submit(&crew, &tally);
        tally.wait_for(1);
        submit(&crew, &tally);
        tally.wait_for(2);
        crew.close();
    });
}

#[test]
fn two_submitters_and_one_worker_lose_no_job() {
    check(|| {
        let crew = crew(1);
        let tally = Tally::new();
        let other = {
            let (crew, tally) = (Arc::clone(&crew), Arc::clone(&tally));
            loom::thread::spawn(move || submit(&crew, &tally))
        };
        submit(&crew, &tally);
        other.join().unwrap();
        tally.wait_for(2);
        crew.close();
    });
}

#[test]
fn a_worker_that_takes_a_job_calls_another_for_the_next() {
    check(|| {
        let crew = crew(2);
        let tally = Tally::new();
        submit(&crew, &tally);
        submit(&crew, &tally);
        tally.wait_for(2);
        crew.close();
    });
}

#[test]
fn a_pool_that_is_closed_finishes_what_waits() {
    check(|| {
        let crew = crew(1);
        let tally = Tally::new();
        submit(&crew, &tally);
        crew.close();
        tally.wait_for(1);
    });
}
