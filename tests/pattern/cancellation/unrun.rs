//! An operation that is cancelled before it began: it never runs, its arguments go at once, and nobody waits for a worker
//! that would only have thrown it away.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, Weak};

use eap_runtime::context::{self, set_current};
use eap_runtime::{
    AsyncError, CancellationToken, EventLoop, Events, Executor, InvokeError, Job, Progress,
    SynchronizationContext, TaskId, ThreadPool, event_async, no_callback,
};

use crate::support::{Desk, Gate, Inbox, Key, gate, listen, receive, rest, run};

/// Counts as many as there are clones.
type Held = Arc<()>;

#[derive(Default)]
struct Queue {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future, then)]
impl Queue {
    #[event_async]
    fn occupy(gate: Gate) {
        gate.pass();
    }

    #[event_async]
    fn serve(held: Held, #[cancel] cancel: &CancellationToken) -> usize {
        let _ = cancel.is_cancelled();
        Arc::strong_count(&held)
    }

    #[event_async]
    fn announce(held: Held, #[cancel] cancel: &CancellationToken, #[progress] progress: &Progress) {
        progress.report(1);
        let _ = (held, cancel.is_cancelled());
    }
}

impl Queue {
    /// One whose only worker is occupied until the key is dropped.
    fn occupied() -> (Arc<Self>, Key) {
        let pool = ThreadPool::builder().max_threads(1).build();
        let queue = Arc::new(Self {
            events: Events::with_executor(pool),
        });
        let (key, gate) = gate();
        let _current = set_current(None);
        queue.occupy_async(gate, TaskId::new()).unwrap();
        (queue, key)
    }

    fn by_hand() -> (Arc<Self>, Receiver<Job>) {
        let (desk, jobs) = Desk::new();
        let events = Events::with_executor(desk);
        (Arc::new(Self { events }), jobs)
    }
}

/// That nobody else has it any more.
fn is_released(held: &Held) {
    assert_eq!(Arc::strong_count(held), 1);
}

#[test]
fn without_a_context_its_arguments_are_dropped_at_once() {
    let (queue, _key) = Queue::occupied();
    let held = Held::default();
    let task = TaskId::new();
    queue.serve_async(Arc::clone(&held), task).unwrap();
    queue.cancel_async(&task);
    is_released(&held);
}

#[test]
fn without_a_context_its_completed_event_waits_for_a_worker() {
    let (queue, key) = Queue::occupied();
    let served = listen(queue.serve_completed(), |_queue, e| e.cancelled());
    let task = TaskId::new();
    queue.serve_async(Held::default(), task).unwrap();
    queue.cancel_async(&task);
    assert_eq!(served.try_recv(), Err(mpsc::TryRecvError::Empty));
    drop(key);
    assert!(receive(&served));
}

#[test]
fn in_a_loop_it_completes_while_the_worker_is_occupied() {
    let (queue, _key) = Queue::occupied();
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let served = listen(queue.serve_completed(), |_queue, e| e.cancelled());
    let announced = listen(queue.announce_completed(), |_queue, e| e.cancelled());
    let held = Held::default();
    let tasks = [TaskId::new(), TaskId::new()];
    queue.serve_async(Arc::clone(&held), tasks[0]).unwrap();
    queue.announce_async(Arc::clone(&held), tasks[1]).unwrap();
    for task in &tasks {
        queue.cancel_async(task);
    }
    is_released(&held);
    run(&event_loop);
    assert_eq!(served.try_recv(), Ok(true));
    assert_eq!(announced.try_recv(), Ok(true));
}

#[test]
fn its_events_are_raised_in_its_context_and_not_in_that_of_the_request() {
    let (queue, _key) = Queue::occupied();
    let (inbox, posted) = Inbox::new();
    let served = listen(queue.serve_completed(), |_queue, _e| {
        std::thread::current().id()
    });
    let task = TaskId::new();
    {
        let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
        queue.serve_async(Held::default(), task).unwrap();
    }
    let canceller = Arc::clone(&queue);
    let request = move || canceller.cancel_async(&task);
    std::thread::spawn(request).join().unwrap();
    assert!(served.try_recv().is_err());
    receive(&posted)();
    assert_eq!(served.try_recv(), Ok(std::thread::current().id()));
}

#[test]
fn its_future_is_ready_while_the_worker_is_occupied() {
    let (queue, _key) = Queue::occupied();
    let held = Held::default();
    let future = queue.serve_future(Arc::clone(&held));
    future.cancel();
    is_released(&held);
    assert!(future.is_completed());
    assert_eq!(smol::block_on(future), Err(AsyncError::Cancelled));
}

#[test]
fn dropping_its_future_drops_its_arguments_while_the_worker_is_occupied() {
    let (queue, _key) = Queue::occupied();
    let held = Held::default();
    drop(queue.serve_future(Arc::clone(&held)));
    is_released(&held);
    assert_eq!(queue.events.pending(), 1);
}

#[test]
fn its_progress_stream_ends_while_the_worker_is_occupied() {
    let (queue, _key) = Queue::occupied();
    let mut future = queue.announce_future(Held::default());
    let mut stream = future.progress();
    future.cancel();
    assert!(smol::block_on(stream.next()).is_none());
    assert_eq!(smol::block_on(future), Err(AsyncError::Cancelled));
}

#[test]
fn its_end_returns_while_the_worker_is_occupied() {
    let (queue, _key) = Queue::occupied();
    let held = Held::default();
    let result = queue.begin_serve(Arc::clone(&held), no_callback, ());
    let result = result.unwrap();
    result.cancel();
    is_released(&held);
    assert!(result.is_completed() && !result.completed_synchronously());
    assert_eq!(queue.end_serve(result), Err(AsyncError::Cancelled));
}

#[test]
fn its_callback_of_begin_waits_for_a_worker_and_its_arguments_do_not() {
    let (queue, key) = Queue::occupied();
    let held = Held::default();
    let (sender, results) = mpsc::channel();
    let callback = move |result| sender.send((result, std::thread::current().id())).unwrap();
    let begun = queue.begin_serve(Arc::clone(&held), callback, ());
    let status = begun.unwrap();
    status.cancel();
    is_released(&held);
    assert!(results.try_recv().is_err());
    drop(key);
    let (result, thread) = receive(&results);
    assert_ne!(thread, std::thread::current().id());
    assert_eq!(queue.end_serve(result), Err(AsyncError::Cancelled));
}

#[test]
fn its_then_callback_runs_in_its_loop_while_the_worker_is_occupied() {
    let (queue, _key) = Queue::occupied();
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let held = Held::default();
    let (sender, outcomes) = mpsc::channel();
    let callback = move |outcome| sender.send(outcome).unwrap();
    let handle = queue.serve_then(Arc::clone(&held), TaskId::new(), callback);
    let handle = handle.unwrap();
    handle.cancel();
    is_released(&held);
    assert!(!handle.is_completed());
    run(&event_loop);
    assert!(handle.is_completed());
    assert_eq!(outcomes.try_recv(), Ok(Err(AsyncError::Cancelled)));
}

#[test]
fn cancelling_everything_completes_all_that_have_not_begun() {
    let (queue, key) = Queue::occupied();
    let event_loop = EventLoop::new();
    let held = Held::default();
    let result = queue.begin_serve(Arc::clone(&held), no_callback, ());
    let future = queue.serve_future(Arc::clone(&held));
    let served = listen(queue.serve_completed(), |_queue, e| e.cancelled());
    let without_context = {
        let _current = set_current(None);
        queue.serve_async(Arc::clone(&held), TaskId::new())
    };
    let _current = event_loop.enter();
    let in_loop = queue.serve_async(Arc::clone(&held), TaskId::new());
    assert_eq!((without_context, in_loop), (Ok(()), Ok(())));
    queue.events.cancel_all();
    is_released(&held);
    assert_eq!(queue.end_serve(result.unwrap()), Err(AsyncError::Cancelled));
    assert_eq!(smol::block_on(future), Err(AsyncError::Cancelled));
    run(&event_loop);
    assert!(receive(&served));
    drop(key);
    assert!(receive(&served));
}

#[test]
fn the_job_that_the_executor_still_has_does_nothing() {
    type End = fn(Job);
    let ends: [End; 2] = [Job::run, drop];
    for end in ends {
        let (queue, jobs) = Queue::by_hand();
        let (inbox, posted) = Inbox::new();
        let served = listen(queue.serve_completed(), |_queue, e| e.cancelled());
        let task = TaskId::new();
        {
            let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
            queue.serve_async(Held::default(), task).unwrap();
        }
        queue.cancel_async(&task);
        receive(&posted)();
        end(receive(&jobs));
        drop(queue);
        assert_eq!(rest(&served), [true]);
        assert_eq!((inbox.started(), inbox.completed()), (1, 1));
        assert!(posted.try_recv().is_err());
    }
}

#[test]
fn its_user_state_is_free_when_its_completed_handler_runs() {
    let (queue, _key) = Queue::occupied();
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let restarts = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&restarts);
    queue.serve_completed().subscribe(move |queue, e| {
        if count.fetch_add(1, Ordering::SeqCst) == 0 {
            queue.serve_async(Held::default(), *e.user_state()).unwrap();
            queue.cancel_async(e.user_state());
        }
    });
    let task = TaskId::new();
    queue.serve_async(Held::default(), task).unwrap();
    queue.cancel_async(&task);
    run(&event_loop);
    assert_eq!(restarts.load(Ordering::SeqCst), 2);
}

/// Requests the cancellation of everything while a job is being submitted.
struct Hasty {
    queue: Arc<std::sync::OnceLock<Arc<Queue>>>,
    jobs: mpsc::Sender<Job>,
    accepts: bool,
}

impl Executor for Hasty {
    fn execute(&self, job: Job) -> Result<(), Job> {
        if let Some(queue) = self.queue.get() {
            queue.events.cancel_all();
        }
        if self.accepts {
            self.jobs.send(job).map_err(|refused| refused.0)
        } else {
            Err(job)
        }
    }
}

fn hasty(accepts: bool) -> (Arc<Queue>, Receiver<Job>) {
    let (sender, jobs) = mpsc::channel();
    let itself = Arc::default();
    let executor = Hasty {
        queue: Arc::clone(&itself),
        jobs: sender,
        accepts,
    };
    let queue = Arc::new(Queue {
        events: Events::with_executor(executor),
    });
    let _ = itself.set(Arc::clone(&queue));
    (queue, jobs)
}

#[test]
fn a_request_that_comes_while_it_is_being_submitted_is_not_lost() {
    let (queue, _jobs) = hasty(true);
    let held = Held::default();
    let future = queue.serve_future(Arc::clone(&held));
    is_released(&held);
    assert_eq!(smol::block_on(future), Err(AsyncError::Cancelled));
}

#[test]
fn a_request_that_comes_while_it_is_refused_completes_nothing() {
    let (queue, _jobs) = hasty(false);
    let (inbox, posted) = Inbox::new();
    let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let held = Held::default();
    let refused = queue.serve_async(Arc::clone(&held), TaskId::new());
    assert_eq!(refused, Err(InvokeError::Rejected));
    is_released(&held);
    assert_eq!((inbox.started(), inbox.completed()), (0, 0));
    assert!(posted.try_recv().is_err());
    assert!(context::current().is_some());
}

#[test]
fn a_request_beside_the_begin_ends_it_once_whichever_comes_first() {
    let queue = Arc::new(Queue::default());
    for _ in 0..2000 {
        let future = queue.serve_future(Held::default());
        let canceller = Arc::clone(&queue);
        let request = std::thread::spawn(move || canceller.events.cancel_all());
        match smol::block_on(future) {
            Ok(1) | Err(AsyncError::Cancelled) => {}
            other => panic!("{other:?}"),
        }
        request.join().unwrap();
        assert_eq!(queue.events.pending(), 0);
    }
}

/// Requests the cancellation of what is submitted, and runs it there and then.
struct CancelsAndRuns(Arc<Mutex<Weak<Fragile>>>);

impl Executor for CancelsAndRuns {
    fn execute(&self, job: Job) -> Result<(), Job> {
        let fragile = self.0.lock().unwrap().upgrade();
        fragile.unwrap().hold_async_cancel();
        job.run();
        Ok(())
    }
}

struct Fragile {
    events: Events<Self>,
}

/// Panics when dropped.
struct Grenade;

impl Drop for Grenade {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

#[event_async]
impl Fragile {
    #[event_async]
    fn hold(grenade: Grenade, #[cancel] cancel: &CancellationToken) {
        std::mem::forget(grenade);
        let _ = cancel.is_cancelled();
    }
}

#[test]
fn a_request_during_the_submission_completes_an_operation_whose_argument_panics_when_dropped() {
    let this = Arc::default();
    let fragile = Arc::new(Fragile {
        events: Events::with_executor(CancelsAndRuns(Arc::clone(&this))),
    });
    *this.lock().unwrap() = Arc::downgrade(&fragile);
    let cancelled = listen(fragile.hold_completed(), |_, e| e.cancelled());
    fragile.hold_async(Grenade).unwrap();
    assert!(receive(&cancelled));
}
