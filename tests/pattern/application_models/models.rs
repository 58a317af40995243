//! The application models: each makes its context, runs a program where it is current, and then does what an application
//! of its kind does until the program's operations are over.

use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use eap_runtime::context::{self, Callback, set_current};
use eap_runtime::tokio::{BlockingExecutor, LocalContext, RuntimeContext};
use eap_runtime::{EventLoop, Executor, Job, SerialContext, SynchronizationContext, ThreadPool};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::LocalSet;

use crate::support::{LIMIT, receive, run};

/// Starts operations, on the executor that it is given.
pub(super) type Program = Box<dyn FnOnce(Arc<dyn Executor>)>;

/// Is there when the last operation's handlers have returned and its component is gone.
pub(super) type Over = oneshot::Receiver<()>;

pub(super) type Model = fn(Program, Over);

fn threads() -> Arc<dyn Executor> {
    Arc::new(ThreadPool::new())
}

pub(super) fn no_context(program: Program, _over: Over) {
    program(threads());
}

pub(super) fn event_loop(program: Program, _over: Over) {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    program(threads());
    run(&event_loop);
}

/// One loop inside another, as in a frame of a game.
pub(super) fn polled_event_loop(program: Program, _over: Over) {
    let (sender, surrounding_loop) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || {
        let _ = sender.send(());
    });
    {
        let _current = event_loop.enter();
        program(threads());
    }
    while event_loop.outstanding() > 0 {
        receive(&surrounding_loop);
        event_loop.poll();
    }
}

/// A toolkit that can have something run on the thread of its windows.
pub(super) fn toolkit(program: Program, _over: Over) {
    let (sender, queue) = mpsc::channel::<Callback>();
    {
        let _current = set_current(context::from_fn(move |callback| {
            let _ = sender.send(callback);
        }));
        program(threads());
    }
    // It ends with the context, which the operations hold.
    while let Ok(callback) = queue.recv() {
        callback();
    }
}

/// A context that runs each callback on a thread of its own, the newest first.
pub(super) fn unordered(program: Program, _over: Over) {
    let stack = Arc::new(Mutex::new(Vec::<Callback>::new()));
    let _current = set_current(context::from_fn(move |callback| {
        stack.lock().unwrap().push(callback);
        let stack = Arc::clone(&stack);
        thread::spawn(move || {
            let newest = stack.lock().unwrap().pop();
            if let Some(callback) = newest {
                callback();
            }
        });
    }));
    program(threads());
}

fn serve(context: &SerialContext, program: Program) {
    {
        let _current = context.enter();
        program(threads());
    }
    assert!(context.wait_timeout(LIMIT), "an operation is never done");
}

pub(super) fn serial_context(program: Program, _over: Over) {
    serve(&SerialContext::new(), program);
}

/// A thread of its own for each turn.
pub(super) struct Threads;

impl Executor for Threads {
    fn execute(&self, job: Job) -> Result<(), Job> {
        thread::spawn(move || job.run());
        Ok(())
    }
}

pub(super) fn serial_context_on_new_threads(program: Program, _over: Over) {
    serve(&SerialContext::with_executor(Threads), program);
}

fn on_runtime(runtime: &Runtime, program: Program, over: Over) {
    let methods = BlockingExecutor::new(runtime.handle().clone());
    {
        let _current = RuntimeContext::new(runtime.handle().clone()).enter();
        program(Arc::new(methods));
    }
    // The sender is dropped, which is what was waited for.
    let _ = runtime.block_on(over);
}

pub(super) fn tokio_runtime(program: Program, over: Over) {
    on_runtime(&Runtime::new().unwrap(), program, over);
}

pub(super) fn tokio_current_thread(program: Program, over: Over) {
    on_runtime(&current_thread_runtime(), program, over);
}

pub(super) fn tokio_local_set(program: Program, over: Over) {
    let runtime = current_thread_runtime();
    let set = LocalSet::new();
    let methods = BlockingExecutor::new(runtime.handle().clone());
    {
        let _current = LocalContext::new(&set).enter();
        program(Arc::new(methods));
    }
    let _ = set.block_on(&runtime, over);
}

/// A runtime whose tasks run only while somebody blocks on it.
pub(super) fn current_thread_runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

/// Waits no longer than [`LIMIT`].
pub(super) async fn limited<T>(future: impl Future<Output = T>) -> T {
    let output = tokio::time::timeout(LIMIT, future).await;
    output.expect("it is never ready")
}

/// Reports each callback that has been posted, and passes everything on.
pub(super) struct Watched {
    inner: Arc<dyn SynchronizationContext>,
    posted: mpsc::Sender<()>,
}

impl Watched {
    pub(super) fn new(inner: Arc<dyn SynchronizationContext>) -> (Arc<Self>, mpsc::Receiver<()>) {
        let (posted, is_posted) = mpsc::channel();
        (Arc::new(Self { inner, posted }), is_posted)
    }
}

impl SynchronizationContext for Watched {
    fn post(&self, callback: Callback) {
        self.inner.post(callback);
        let _ = self.posted.send(());
    }

    fn send(&self, callback: Callback) -> bool {
        self.inner.send(callback)
    }

    fn operation_started(&self) {
        self.inner.operation_started();
    }

    fn operation_completed(&self) {
        self.inner.operation_completed();
    }
}
