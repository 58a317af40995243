//! The executor is replaceable for the process. A program of its own, for there is no way back to the default one, and
//! other tests rely on it.

use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use eap_runtime::{
    AsyncOperationManager, Events, Executor, Job, Progress, SerialContext, SynchronizationContext,
    ThreadPool, event_async, executor,
};

const LIMIT: Duration = Duration::from_secs(30);

#[derive(Default)]
struct Clock {
    events: Events<Self>,
}

#[event_async]
impl Clock {
    #[event_async(result = thread_name)]
    fn strike() -> Option<String> {
        thread::current().name().map(str::to_owned)
    }
}

/// The name of the thread on which the clock's next operation runs.
fn next_thread(clock: &Arc<Clock>) -> String {
    let (sender, receiver) = mpsc::channel();
    let handler = clock.strike_completed().subscribe(move |_clock, e| {
        let _ = sender.send(e.thread_name().unwrap().clone());
    });
    let _handler = handler.guard();
    clock.strike_async().unwrap();
    let name = receiver.recv_timeout(Duration::from_secs(30)).unwrap();
    name.unwrap_or_default()
}

fn pool(name: &str) -> ThreadPool {
    ThreadPool::builder().thread_name(name).build()
}

#[test]
fn the_processs_executor_serves_every_component_without_one_of_its_own() {
    let clock = Arc::new(Clock::default());
    let own = Arc::new(Clock {
        events: Events::with_executor(pool("own")),
    });
    let before = next_thread(&clock);
    assert_eq!(next_thread(&own), "own");

    // From the next operation on, also of a component that has used the one before.
    executor::set_default(pool("first"));
    assert_ne!(before, "first");
    assert_eq!(next_thread(&clock), "first");
    assert_eq!(next_thread(&Arc::new(Clock::default())), "first");
    assert_eq!(next_thread(&own), "own");

    executor::set_default(pool("second"));
    assert_eq!(next_thread(&clock), "second");

    // The handlers of a `SerialContext` do not wait behind methods.
    executor::set_default(Full);
    let request = SerialContext::new();
    assert!(request.context().send(Box::new(|| ())));
    // Nor do, without a context, the callbacks of an operation made by hand.
    let operation = AsyncOperationManager::create_operation(());
    let (sender, receiver) = mpsc::channel();
    operation.post(move || sender.send(()).unwrap()).unwrap();
    receiver.recv_timeout(LIMIT).unwrap();
    // Nor does what one reporting thread hands over of the reports of others: the only worker runs the method.
    executor::set_default(ThreadPool::builder().max_threads(1).build());
    let busy = Arc::new(Busy::default());
    let (sender, handled) = mpsc::channel();
    busy.work_progress_changed()
        .subscribe(move |_busy, _e| sender.send(()).unwrap());
    let (sender, counts) = mpsc::channel();
    busy.work_completed()
        .subscribe(move |_busy, e| sender.send(*e.result().unwrap()).unwrap());
    busy.work_async(handled).unwrap();
    assert_eq!(counts.recv_timeout(2 * LIMIT), Ok(400));
}

#[derive(Default)]
struct Busy {
    events: Events<Self>,
}

#[event_async]
impl Busy {
    /// Reports from several threads, and returns when all reports have been handled.
    #[event_async]
    #[allow(clippy::needless_pass_by_value, reason = "a receiver cannot be shared")]
    fn work(handled: mpsc::Receiver<()>, #[progress] progress: &Progress) -> usize {
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|percentage| progress.report(percentage)));
            }
        });
        (0..400)
            .take_while(|_| handled.recv_timeout(LIMIT).is_ok())
            .count()
    }
}

/// Takes no jobs.
struct Full;

impl Executor for Full {
    fn execute(&self, job: Job) -> Result<(), Job> {
        Err(job)
    }
}
