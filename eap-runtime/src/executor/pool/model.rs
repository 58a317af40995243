//! The pool under a model checker: whatever the interleaving, time-outs included, a job that was taken on is
//! run.
//!
//! A job that is lost leaves the test waiting, which the checker reports as a deadlock.

use std::sync::Arc;
use std::time::Duration;

use loom::sync::{Condvar, Mutex};

use super::workers::{Settings, Workers};
use crate::deadline::Deadline;
use crate::executor::{Job, Work};
use crate::model::check_with;
use crate::sync::FAILING_SPAWNS;

/// A wait for this long may time out at any moment.
const SHORT: Duration = Duration::from_millis(1);

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

    fn add_one(&self) {
        *self.ran.lock().unwrap() += 1;
        self.changed.notify_all();
    }
}

struct Counted<F>(Arc<Tally>, F);

impl<F: FnOnce() + Send> Work for Counted<F> {
    fn run(self: Box<Self>) {
        let Self(tally, before) = *self;
        before();
        tally.add_one();
    }

    fn abandon(self: Box<Self>) {
        panic!("a job that was taken on was not run");
    }

    fn refuse(self: Box<Self>) {}
}

fn pool(core_threads: usize, max_threads: usize, idle_timeout: Duration) -> Arc<Workers> {
    Arc::new(Workers::new(Settings {
        thread_name: String::new(),
        core_threads,
        max_threads,
        idle_timeout,
        stack_size: None,
    }))
}

fn job(tally: &Arc<Tally>) -> Job {
    job_after(tally, || {})
}

fn job_after(tally: &Arc<Tally>, before: impl FnOnce() + Send + 'static) -> Job {
    Job::owned(Box::new(Counted(Arc::clone(tally), before)))
}

fn submit(pool: &Arc<Workers>, tally: &Arc<Tally>) {
    assert!(pool.submit(job(tally)).is_ok());
}

fn shut_down(pool: &Workers) {
    pool.close();
    assert!(pool.join(Deadline::NEVER));
}

fn check(model: impl Fn() + Send + Sync + 'static) {
    check_with(3, model);
}

#[test]
fn a_worker_about_to_park_finds_the_job_or_is_woken() {
    check(|| {
        let pool = pool(1, 1, Duration::MAX);
        let tally = Tally::new();
        submit(&pool, &tally);
        tally.wait_for(1);
        submit(&pool, &tally);
        tally.wait_for(2);
        pool.close();
    });
}

#[test]
fn a_job_that_meets_the_idle_timeout_of_the_only_worker_runs() {
    check(|| {
        let pool = pool(1, 1, SHORT);
        let tally = Tally::new();
        submit(&pool, &tally);
        tally.wait_for(1);
        submit(&pool, &tally);
        tally.wait_for(2);
        pool.close();
    });
}

#[test]
fn two_submitters_and_a_worker_that_times_out_lose_no_job() {
    check(|| {
        let pool = pool(1, 1, SHORT);
        let tally = Tally::new();
        let other = {
            let (pool, tally) = (Arc::clone(&pool), Arc::clone(&tally));
            loom::thread::spawn(move || submit(&pool, &tally))
        };
        submit(&pool, &tally);
        other.join().unwrap();
        tally.wait_for(2);
        pool.close();
    });
}

#[test]
fn jobs_that_wait_for_each_other_get_a_worker_each() {
    check(|| {
        let pool = pool(2, 2, Duration::MAX);
        let (first, second) = (Tally::new(), Tally::new());
        let waits_for = Arc::clone(&second);
        let job = job_after(&first, move || waits_for.wait_for(1));
        assert!(pool.submit(job).is_ok());
        submit(&pool, &second);
        first.wait_for(1);
        pool.close();
    });
}

#[test]
fn a_job_that_waits_behind_a_blocked_one_gets_a_worker_beyond_the_core() {
    check(|| {
        let pool = pool(1, 2, Duration::MAX);
        let (first, second) = (Tally::new(), Tally::new());
        let waits_for = Arc::clone(&second);
        let job = job_after(&first, move || waits_for.wait_for(1));
        assert!(pool.submit(job).is_ok());
        submit(&pool, &second);
        first.wait_for(1);
        pool.close();
    });
}

#[test]
fn a_pool_that_shuts_down_runs_what_waits_and_joins_its_threads() {
    check(|| {
        let pool = pool(1, 1, SHORT);
        let tally = Tally::new();
        submit(&pool, &tally);
        submit(&pool, &tally);
        shut_down(&pool);
        assert_eq!(*tally.ran.lock().unwrap(), 2);
        assert_eq!(pool.threads(), 0);
    });
}

#[test]
fn a_job_submitted_during_the_shutdown_runs_or_comes_back() {
    check(|| {
        let pool = pool(1, 1, SHORT);
        let tally = Tally::new();
        let other = {
            let (pool, tally) = (Arc::clone(&pool), Arc::clone(&tally));
            loom::thread::spawn(move || match pool.submit(job(&tally)) {
                Ok(()) => 1,
                Err(job) => {
                    job.refuse();
                    0
                }
            })
        };
        shut_down(&pool);
        assert_eq!(other.join().unwrap(), *tally.ran.lock().unwrap());
    });
}

#[test]
fn a_pool_that_cannot_spawn_its_first_thread_gives_the_job_back() {
    check(|| {
        let pool = pool(1, 1, Duration::MAX);
        let tally = Tally::new();
        FAILING_SPAWNS.set(1);
        pool.submit(job(&tally)).unwrap_err().refuse();
        submit(&pool, &tally);
        tally.wait_for(1);
        pool.close();
    });
}

#[test]
fn nobody_relies_on_a_thread_that_cannot_be_spawned() {
    check(|| {
        let pool = pool(1, 1, SHORT);
        let tally = Tally::new();
        FAILING_SPAWNS.set(1);
        let submit = |pool: &Arc<Workers>, tally: &Arc<Tally>| match pool.submit(job(tally)) {
            Ok(()) => 1,
            Err(job) => {
                job.refuse();
                0
            }
        };
        let other = {
            let (pool, tally) = (Arc::clone(&pool), Arc::clone(&tally));
            loom::thread::spawn(move || submit(&pool, &tally))
        };
        let taken = submit(&pool, &tally) + other.join().unwrap();
        assert_eq!(taken, 1);
        tally.wait_for(1);
        pool.close();
    });
}

#[test]
fn the_watcher_tries_again_where_a_thread_could_not_be_spawned() {
    check(|| {
        let pool = pool(2, 2, Duration::MAX);
        let (first, second) = (Tally::new(), Tally::new());
        let waits_for = Arc::clone(&second);
        let job = job_after(&first, move || {
            FAILING_SPAWNS.set(0);
            waits_for.wait_for(1);
        });
        assert!(pool.submit(job).is_ok());
        FAILING_SPAWNS.set(1);
        submit(&pool, &second);
        first.wait_for(1);
        pool.close();
    });
}

#[test]
fn jobs_that_come_while_a_worker_spins_and_another_ends_its_job_get_a_worker_each() {
    check_with(2, || {
        let pool = pool(2, 2, Duration::MAX);
        let (before, first, second) = (Tally::new(), Tally::new(), Tally::new());
        submit(&pool, &before);
        submit(&pool, &before);
        before.wait_for(1);
        let waits_for = Arc::clone(&second);
        let job = job_after(&first, move || waits_for.wait_for(1));
        assert!(pool.submit(job).is_ok());
        submit(&pool, &second);
        first.wait_for(1);
        before.wait_for(2);
        pool.close();
    });
}

#[test]
fn a_worker_between_two_jobs_tries_again_where_the_watcher_could_not_be_spawned() {
    check_with(2, || {
        let pool = pool(1, 2, Duration::MAX);
        let (key, first, second) = (Tally::new(), Tally::new(), Tally::new());
        let (started, waits_for) = (Tally::new(), Arc::clone(&key));
        let has_started = Arc::clone(&started);
        let job = job_after(&first, move || {
            has_started.add_one();
            waits_for.wait_for(1);
        });
        assert!(pool.submit(job).is_ok());
        started.wait_for(1);
        // Three submissions fail to spawn it, and so does the worker when it comes for the first of the three jobs.
        FAILING_SPAWNS.set(4);
        submit(&pool, &first);
        let waits_for = Arc::clone(&second);
        let job = job_after(&first, move || waits_for.wait_for(1));
        assert!(pool.submit(job).is_ok());
        submit(&pool, &second);
        key.add_one();
        first.wait_for(3);
        pool.close();
    });
}
