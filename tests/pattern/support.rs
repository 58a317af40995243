//! What the tests of several sections need. Nothing here sleeps: a test waits for what it is about, or fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use eap_runtime::context::Callback;
use eap_runtime::{Event, EventLoop, Executor, Job, SynchronizationContext};

/// Far more than anything here takes. What is not there by then never comes.
pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// Sends the test what `look` finds in each raise of the event.
///
/// The channel ends with the component, which drops its handlers.
pub(crate) fn listen<S: 'static, A: 'static, T: Send + 'static>(
    event: &Event<S, A>,
    look: impl Fn(&Arc<S>, &A) -> T + Send + Sync + 'static,
) -> Receiver<T> {
    let (sender, receiver) = mpsc::channel();
    event.subscribe(move |component, e| {
        let _ = sender.send(look(component, e));
    });
    receiver
}

/// Compiles if the value has this type. A function becomes a pointer, with its whole signature.
pub(crate) fn has_type<T>(_value: T) {}

/// The next value.
#[track_caller]
pub(crate) fn receive<T>(receiver: &Receiver<T>) -> T {
    match receiver.recv_timeout(LIMIT) {
        Ok(value) => value,
        Err(error) => panic!("nothing came: {error}"),
    }
}

/// All values until the last sender is gone: with a component's last owner, none can follow.
#[track_caller]
pub(crate) fn rest<T>(receiver: &Receiver<T>) -> Vec<T> {
    let mut values = Vec::new();
    loop {
        match receiver.recv_timeout(LIMIT) {
            Ok(value) => values.push(value),
            Err(RecvTimeoutError::Disconnected) => return values,
            Err(RecvTimeoutError::Timeout) => panic!("a handler is never dropped"),
        }
    }
}

/// Runs the loop until all operations that started there are done.
#[track_caller]
pub(crate) fn run(event_loop: &EventLoop) {
    assert!(event_loop.run_for(LIMIT), "an operation is never done");
}

/// Waits for a state that no event tells of.
#[track_caller]
pub(crate) fn eventually(holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < LIMIT, "it never holds");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// What a method waits at, so that a test can say how long it runs.
pub(crate) struct Gate(Receiver<()>);

/// Opens its gate when dropped.
pub(crate) struct Key(#[expect(dead_code, reason = "it is there to be dropped")] Sender<()>);

/// A closed gate and its key.
pub(crate) fn gate() -> (Key, Gate) {
    let (sender, receiver) = mpsc::channel();
    (Key(sender), Gate(receiver))
}

impl Gate {
    /// One that is open.
    pub(crate) fn open() -> Self {
        gate().1
    }

    /// Waits until the key is dropped.
    #[track_caller]
    pub(crate) fn pass(&self) {
        let opened = self.0.recv_timeout(LIMIT) == Err(RecvTimeoutError::Disconnected);
        assert!(opened, "the gate is never opened");
    }
}

/// A context that leaves its callbacks to the test, to run or to drop, and counts operations.
pub(crate) struct Inbox {
    callbacks: Sender<Callback>,
    started: AtomicUsize,
    completed: AtomicUsize,
}

impl Inbox {
    pub(crate) fn new() -> (Arc<Self>, Receiver<Callback>) {
        let (sender, receiver) = mpsc::channel();
        let inbox = Self {
            callbacks: sender,
            started: AtomicUsize::new(0),
            completed: AtomicUsize::new(0),
        };
        (Arc::new(inbox), receiver)
    }

    pub(crate) fn started(&self) -> usize {
        self.started.load(Ordering::SeqCst)
    }

    pub(crate) fn completed(&self) -> usize {
        self.completed.load(Ordering::SeqCst)
    }
}

impl SynchronizationContext for Inbox {
    fn post(&self, callback: Callback) {
        // What nobody will take any more is dropped.
        let _ = self.callbacks.send(callback);
    }

    fn operation_started(&self) {
        self.started.fetch_add(1, Ordering::SeqCst);
    }

    fn operation_completed(&self) {
        self.completed.fetch_add(1, Ordering::SeqCst);
    }
}

/// An executor that leaves its jobs to the test, to run or to drop.
pub(crate) struct Desk(Sender<Job>);

impl Desk {
    pub(crate) fn new() -> (Self, Receiver<Job>) {
        let (sender, receiver) = mpsc::channel();
        (Self(sender), receiver)
    }
}

impl Executor for Desk {
    fn execute(&self, job: Job) -> Result<(), Job> {
        self.0.send(job).map_err(|refused| refused.0)
    }
}
