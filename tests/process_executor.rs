//! The executor is replaceable for the process. A program of its own, for there is no way back to the default one, and
//! other tests rely on it.

use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use eap_runtime::{
    AsyncOperationManager, Events, Executor, Job, PostError, SerialContext, SynchronizationContext,
    ThreadPool, event_async, executor,
};

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
    // Without a context, the callbacks of an operation made by hand run on the process's executor.
    let operation = AsyncOperationManager::create_operation(());
    assert_eq!(operation.post(|| ()), Err(PostError::ContextEnded));
}

/// Takes no jobs.
struct Full;

impl Executor for Full {
    fn execute(&self, job: Job) -> Result<(), Job> {
        Err(job)
    }
}
