//! Executors that run a job there and then, later, elsewhere, or never; that panic; and that give back another job.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;

use eap_runtime::context::set_current;
use eap_runtime::{
    AsyncError, CancellationToken, EventLoop, Events, Executor, InvokeError, Job, Progress,
    SynchronizationContext, event_async, no_callback,
};

use crate::support::{Inbox, LIMIT, listen, receive, rest, run};

#[derive(Default)]
struct Mill {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32, begin_end, future, then)]
impl Mill {
    #[event_async(result = flour)]
    fn grind(
        &self,
        corn: u32,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress,
    ) -> u32 {
        progress.report(50);
        let _ = cancel.is_cancelled();
        corn / 2
    }
}

impl Mill {
    fn with(executor: impl Executor + 'static) -> Arc<Self> {
        Arc::new(Self {
            events: Events::with_executor(executor),
        })
    }

    /// Why each operation has no result, or its result.
    fn ground(&self) -> Receiver<(u32, Result<u32, AsyncError>)> {
        listen(self.grind_completed(), |_mill, e| {
            (*e.user_state(), e.flour().copied().map_err(Clone::clone))
        })
    }

    fn is_idle(&self) {
        assert_eq!(self.events.pending(), 0);
        assert!(self.events.wait_idle(LIMIT));
    }
}

/// Runs each job on the calling thread.
struct Inline;

impl Executor for Inline {
    fn execute(&self, job: Job) -> Result<(), Job> {
        job.run();
        Ok(())
    }
}

/// Runs each job on another thread, and returns when it has run.
struct Waiting;

impl Executor for Waiting {
    fn execute(&self, job: Job) -> Result<(), Job> {
        thread::spawn(move || job.run()).join().unwrap();
        Ok(())
    }
}

/// Does this with each job.
struct Doing<F>(F);

impl<F: Fn(Job) -> Result<(), Job> + Send + Sync> Executor for Doing<F> {
    fn execute(&self, job: Job) -> Result<(), Job> {
        self.0(job)
    }
}

#[test]
fn under_an_inline_executor_a_begun_operation_has_completed_synchronously() {
    let mill = Mill::with(Inline);
    let result = mill.begin_grind(8, no_callback, ()).unwrap();
    assert!(result.is_completed() && result.completed_synchronously());
    assert_eq!(mill.end_grind(result), Ok(4));
}

#[test]
fn under_an_inline_executor_the_callback_of_begin_finds_that_it_completed_synchronously() {
    let mill = Mill::with(Inline);
    let (sender, seen) = mpsc::channel();
    let callback = move |result: GrindAsyncResult| {
        let synchronously = result.completed_synchronously();
        sender
            .send((synchronously, thread::current().id()))
            .unwrap();
    };
    let status = mill.begin_grind(8, callback, ()).unwrap();
    assert_eq!(seen.try_recv(), Ok((true, thread::current().id())));
    assert!(status.completed_synchronously());
}

#[test]
fn an_operation_that_is_over_before_begin_returns_but_elsewhere_has_not_completed_synchronously() {
    let mill = Mill::with(Waiting);
    let result = mill.begin_grind(8, no_callback, ()).unwrap();
    assert!(result.is_completed() && !result.completed_synchronously());
    assert_eq!(mill.end_grind(result), Ok(4));
}

#[test]
fn an_operation_that_runs_on_its_beginners_thread_after_begin_has_not_completed_synchronously() {
    let (sender, jobs) = mpsc::channel();
    let mill = Mill::with(Doing(move |job| sender.send(job).map_err(|job| job.0)));
    let result = mill.begin_grind(8, no_callback, ()).unwrap();
    receive(&jobs).run();
    assert!(result.is_completed() && !result.completed_synchronously());
    let result = mill.begin_grind(8, no_callback, ()).unwrap();
    result.cancel();
    assert!(result.is_completed() && !result.completed_synchronously());
}

#[test]
fn a_dropped_operation_has_completed_synchronously_if_begin_had_not_returned() {
    let mill = Mill::with(Doing(|job| {
        drop(job);
        Ok(())
    }));
    let result = mill.begin_grind(8, no_callback, ()).unwrap();
    assert!(result.completed_synchronously());
    assert_eq!(mill.end_grind(result), Err(AsyncError::Abandoned));
}

#[test]
fn under_an_inline_executor_every_face_works() {
    let mill = Mill::with(Inline);
    let ground = mill.ground();
    mill.grind_async(8, 1).unwrap();
    assert_eq!(ground.try_recv(), Ok((1, Ok(4))));
    let future = mill.grind_future(6);
    assert!(future.is_completed());
    assert_eq!(smol::block_on(future), Ok(3));
    let (sender, outcomes) = mpsc::channel();
    let handle = mill.grind_then(4, 1, move |outcome| sender.send(outcome).unwrap());
    assert!(handle.unwrap().is_completed());
    assert_eq!(outcomes.try_recv(), Ok(Ok(2)));
    mill.is_idle();
}

#[test]
fn under_an_inline_executor_a_handler_may_start_the_next_operation() {
    let mill = Mill::with(Inline);
    mill.grind_completed().subscribe(|mill, e| {
        if let (Ok(flour @ 1..), state) = (e.flour().copied(), *e.user_state()) {
            mill.grind_async(flour, state).unwrap();
        }
    });
    let ground = mill.ground();
    mill.grind_async(8, 1).unwrap();
    let ground: Vec<_> = ground.try_iter().collect();
    // Each inside the handlers of the one before.
    assert_eq!(ground, [0, 1, 2, 4].map(|flour| (1, Ok(flour))));
    mill.is_idle();
}

#[test]
fn under_an_inline_executor_the_context_is_told_of_a_start_before_an_end() {
    struct Ordered(Mutex<Vec<&'static str>>);

    impl SynchronizationContext for Ordered {
        fn post(&self, callback: eap_runtime::context::Callback) {
            self.0.lock().unwrap().push("posted");
            callback();
        }

        fn operation_started(&self) {
            self.0.lock().unwrap().push("started");
        }

        fn operation_completed(&self) {
            self.0.lock().unwrap().push("completed");
        }
    }

    let mill = Mill::with(Inline);
    let ordered = Arc::new(Ordered(Mutex::default()));
    let context = Arc::clone(&ordered) as Arc<dyn SynchronizationContext>;
    {
        let _current = set_current(context);
        mill.grind_async(8, 1).unwrap();
    }
    assert_eq!(
        *ordered.0.lock().unwrap(),
        ["started", "posted", "completed"]
    );
}

#[test]
fn a_rejected_operation_tells_its_context_nothing_whatever_its_face() {
    let mill = Mill::with(Doing(Err));
    let ground = mill.ground();
    let (inbox, posted) = Inbox::new();
    let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let rejected = InvokeError::Rejected;
    assert_eq!(mill.grind_async(8, 1), Err(rejected));
    let begun = mill.begin_grind(8, no_callback, ());
    assert_eq!(begun.map(|_result| ()), Err(rejected));
    let outcome = smol::block_on(mill.grind_future(8));
    assert_eq!(outcome, Err(AsyncError::Refused(rejected)));
    let then = mill.grind_then(8, 1, |_outcome| panic!("it did not start"));
    assert_eq!(then.map(|_handle| ()), Err(rejected));
    let then = mill.grind_then_local(8, 1, |_outcome| panic!("it did not start"));
    assert_eq!(then.map(|_handle| ()), Err(rejected));
    assert_eq!((inbox.started(), inbox.completed()), (0, 0));
    assert!(posted.try_recv().is_err() && ground.try_recv().is_err());
    mill.is_idle();
}

#[test]
fn an_executor_that_panics_with_the_job_completes_the_operation() {
    let mill = Mill::with(Doing(|job| {
        let _job = job;
        panic!("an executor")
    }));
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let ground = mill.ground();
    // It was started: who drops the job completes it.
    mill.grind_async(8, 1).unwrap();
    run(&event_loop);
    assert_eq!(ground.try_recv(), Ok((1, Err(AsyncError::Abandoned))));
    let result = mill.begin_grind(8, no_callback, ()).unwrap();
    assert_eq!(mill.end_grind(result), Err(AsyncError::Abandoned));
    let outcome = smol::block_on(mill.grind_future(8));
    assert_eq!(outcome, Err(AsyncError::Abandoned));
    mill.is_idle();
}

#[test]
fn an_executor_that_panics_after_it_has_kept_the_job_may_run_it() {
    let (sender, jobs) = mpsc::channel();
    let mill = Mill::with(Doing(move |job| {
        sender.send(job).unwrap();
        panic!("an executor")
    }));
    let ground = mill.ground();
    mill.grind_async(8, 1).unwrap();
    assert_eq!(mill.events.pending(), 1);
    receive(&jobs).run();
    assert_eq!(ground.try_recv(), Ok((1, Ok(4))));
    mill.is_idle();
}

#[test]
fn an_executor_that_gives_back_another_job_has_kept_the_new_one() {
    let shelf = Arc::new(Mutex::new(None::<Job>));
    let newest = Arc::clone(&shelf);
    let mill = Mill::with(Doing(move |job| {
        match newest.lock().unwrap().replace(job) {
            Some(older) => Err(older),
            None => Ok(()),
        }
    }));
    let ground = mill.ground();
    let (inbox, posted) = Inbox::new();
    {
        let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
        mill.grind_async(8, 1).unwrap();
        mill.grind_async(6, 2).unwrap();
    }
    assert_eq!((inbox.started(), inbox.completed()), (2, 0));
    receive(&posted)();
    assert_eq!(ground.try_recv(), Ok((1, Err(AsyncError::Abandoned))));
    let kept = shelf.lock().unwrap().take();
    kept.unwrap().run();
    receive(&posted)();
    assert_eq!(ground.try_recv(), Ok((2, Ok(3))));
    assert_eq!((inbox.started(), inbox.completed()), (2, 2));
    mill.is_idle();
}

#[test]
fn an_executor_that_gives_back_a_job_of_its_own_has_kept_the_operation() {
    let (sender, jobs) = mpsc::channel();
    let dropped = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&dropped);
    let mill = Mill::with(Doing(move |job| {
        sender.send(job).unwrap();
        let held = Counts(Arc::clone(&counted));
        Err(Job::from_fn(move || drop(held)))
    }));
    let ground = mill.ground();
    mill.grind_async(8, 1).unwrap();
    assert_eq!(dropped.load(Ordering::SeqCst), 1);
    receive(&jobs).run();
    assert_eq!(ground.try_recv(), Ok((1, Ok(4))));
}

/// Counts its drop.
struct Counts(Arc<AtomicUsize>);

impl Drop for Counts {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn an_executor_that_runs_the_job_and_gives_back_another_completes_both_once() {
    let waiting = Arc::new(Mutex::new(Vec::<Job>::new()));
    let kept = Arc::clone(&waiting);
    let mill = Mill::with(Doing(move |job| {
        let mut waiting = kept.lock().unwrap();
        let Some(older) = waiting.pop() else {
            waiting.push(job);
            return Ok(());
        };
        drop(waiting);
        job.run();
        Err(older)
    }));
    let ground = mill.ground();
    mill.grind_async(8, 1).unwrap();
    mill.grind_async(6, 2).unwrap();
    drop(mill);
    let expected = [(2, Ok(3)), (1, Err(AsyncError::Abandoned))];
    assert_eq!(rest(&ground), expected);
}

#[test]
fn operations_of_every_face_complete_when_an_executor_drops_them_after_a_while() {
    let (sender, jobs) = mpsc::channel();
    let mill = Mill::with(Doing(move |job| sender.send(job).map_err(|job| job.0)));
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let ground = mill.ground();
    mill.grind_async(8, 1).unwrap();
    let result = mill.begin_grind(8, no_callback, ()).unwrap();
    let future = mill.grind_future(8);
    let (outcomes, then) = mpsc::channel();
    let handle = mill.grind_then(8, 2, move |outcome| outcomes.send(outcome).unwrap());
    assert_eq!(mill.events.pending(), 4);
    drop(jobs);
    assert_eq!(mill.end_grind(result), Err(AsyncError::Abandoned));
    assert_eq!(smol::block_on(future), Err(AsyncError::Abandoned));
    run(&event_loop);
    assert_eq!(ground.try_recv(), Ok((1, Err(AsyncError::Abandoned))));
    assert_eq!(then.try_recv(), Ok(Err(AsyncError::Abandoned)));
    assert!(handle.unwrap().is_completed());
    mill.is_idle();
}
