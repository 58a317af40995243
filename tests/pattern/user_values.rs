//! What the runtime drops of the user's may panic when it is dropped: no loop ends by it, no worker, and no process.

mod faces;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use eap_runtime::context::{Callback, set_current};
use eap_runtime::{
    CancellationToken, EventLoop, Events, Executor, Job, Progress, SynchronizationContext,
    ThreadPool, event_async,
};

use crate::support::{Desk, Gate, Inbox, LIMIT, eventually, gate, receive};

/// Panics when it is dropped while it is armed, during another panic too.
#[derive(Debug)]
struct Sharp(Arc<AtomicBool>);

impl Drop for Sharp {
    fn drop(&mut self) {
        assert!(!self.0.load(Ordering::SeqCst), "cut");
    }
}

impl Clone for Sharp {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Makes values that panic when they are dropped until this is dropped.
struct Forge(Arc<AtomicBool>);

impl Forge {
    fn new() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    fn sharp(&self) -> Sharp {
        Sharp(Arc::clone(&self.0))
    }
}

impl Drop for Forge {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// A user state like them.
type State = Sharp;

#[derive(Clone, Copy)]
enum How {
    Well,
    Badly,
    Unexpectedly,
}

const HOWS: [How; 3] = [How::Well, How::Badly, How::Unexpectedly];

/// A component with one such field.
struct Kitchen {
    events: Events<Self>,
    _sharp: Option<Sharp>,
}

#[event_async(user_state = State, begin_end, future, then)]
impl Kitchen {
    #[event_async]
    fn cut(
        how: How,
        gate: Gate,
        sharp: Sharp,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<Sharp>,
    ) -> Result<Sharp, Sharp> {
        let for_callback = sharp.clone();
        let _registration = cancel.register(move || {
            let _ = &for_callback;
        });
        progress.report_with(1, sharp.clone());
        progress.report_with(2, sharp.clone());
        gate.pass();
        let result = sharp.clone();
        // Each case has one drop that panics at a time inside of the method, which is not the runtime's.
        std::mem::forget(sharp);
        match how {
            How::Well => Ok(result),
            How::Badly => Err(result),
            How::Unexpectedly => std::panic::panic_any(result),
        }
    }
}

impl Kitchen {
    fn with(forge: &Forge, executor: impl Executor + 'static) -> Arc<Self> {
        let kitchen = Arc::new(Self {
            events: Events::with_executor(executor),
            _sharp: Some(forge.sharp()),
        });
        // Two of each: the second must not panic while the first unwinds.
        for _ in 0..2 {
            let (progress, completed) = (forge.sharp(), forge.sharp());
            kitchen
                .cut_progress_changed()
                .subscribe(move |_kitchen, _e| {
                    let _ = &progress;
                    panic!("a handler");
                });
            kitchen.cut_completed().subscribe(move |_kitchen, _e| {
                let _ = &completed;
                panic!("a handler");
            });
        }
        kitchen
    }
}

/// A pool of one worker.
fn pool() -> Arc<ThreadPool> {
    Arc::new(ThreadPool::builder().max_threads(1).build())
}

/// That the one worker of this pool still works.
fn works(pool: &ThreadPool) {
    let (sender, done) = mpsc::channel();
    let job = Job::from_fn(move || sender.send(()).unwrap());
    assert!(pool.execute(job).is_ok());
    receive(&done);
}

/// A context that panics when it is dropped.
struct Framed {
    inbox: Arc<Inbox>,
    _sharp: Sharp,
}

impl SynchronizationContext for Framed {
    fn post(&self, callback: Callback) {
        self.inbox.post(callback);
    }
}

#[test]
fn no_worker_ends_by_an_operation_without_a_context() {
    for how in HOWS {
        let (forge, pool) = (Forge::new(), pool());
        let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
        let (key, gate) = gate();
        kitchen
            .cut_async(how, gate, forge.sharp(), forge.sharp())
            .unwrap();
        let component = Arc::downgrade(&kitchen);
        drop(kitchen);
        drop(key);
        works(&pool);
        eventually(|| component.strong_count() == 0);
        assert_eq!(pool.threads(), 1);
    }
}

#[test]
fn no_loop_ends_by_an_operation_that_it_runs() {
    for how in HOWS {
        let (forge, pool) = (Forge::new(), pool());
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
        let (key, gate) = gate();
        kitchen
            .cut_async(how, gate, forge.sharp(), forge.sharp())
            .unwrap();
        // The loop has the last reference to all of it.
        drop((key, kitchen));
        let ran = catch_unwind(AssertUnwindSafe(|| event_loop.run_for(LIMIT)));
        assert!(ran.unwrap());
        works(&pool);
    }
}

#[test]
fn no_request_panics_that_completes_an_operation() {
    let (forge, pool) = (Forge::new(), pool());
    let (desk, jobs) = Desk::new();
    let (inbox, posted) = Inbox::new();
    let kitchen = Kitchen::with(&forge, desk);
    {
        let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
        kitchen
            .cut_async(How::Well, Gate::open(), forge.sharp(), forge.sharp())
            .unwrap();
    }
    let requested = catch_unwind(AssertUnwindSafe(|| kitchen.cut_async_cancel()));
    assert!(requested.is_ok());
    drop(kitchen);
    let ran = catch_unwind(AssertUnwindSafe(|| receive(&posted)()));
    assert!(ran.is_ok());
    receive(&jobs).run();
    works(&pool);
}

#[test]
fn no_context_panics_that_drops_the_callbacks_of_an_operation() {
    for how in HOWS {
        let (forge, pool) = (Forge::new(), pool());
        let (inbox, posted) = Inbox::new();
        let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
        {
            let framed = Arc::new(Framed {
                inbox: Arc::clone(&inbox),
                _sharp: forge.sharp(),
            });
            let context = Arc::clone(&framed) as Arc<dyn SynchronizationContext>;
            let _current = set_current(context);
            kitchen
                .cut_async(how, Gate::open(), forge.sharp(), forge.sharp())
                .unwrap();
            // The operation has the last one.
            std::mem::forget(Arc::clone(&framed));
        }
        // A report, which replaced another, and the Completed event.
        works(&pool);
        drop(kitchen);
        let callbacks: Vec<_> = posted.try_iter().collect();
        let dropped = catch_unwind(AssertUnwindSafe(|| drop(callbacks)));
        assert!(dropped.is_ok());
        works(&pool);
    }
}

#[test]
fn no_worker_ends_by_a_context_that_panics() {
    struct Broken {
        _sharp: Sharp,
    }

    impl SynchronizationContext for Broken {
        fn post(&self, callback: Callback) {
            let _callback = callback;
            panic!("a context");
        }
    }

    for how in HOWS {
        let (forge, pool) = (Forge::new(), pool());
        let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
        {
            let broken = Arc::new(Broken {
                _sharp: forge.sharp(),
            });
            let _kept = std::mem::ManuallyDrop::new(Arc::clone(&broken));
            let _current = set_current(broken as Arc<dyn SynchronizationContext>);
            kitchen
                .cut_async(how, Gate::open(), forge.sharp(), forge.sharp())
                .unwrap();
        }
        assert!(kitchen.events.wait_idle(LIMIT));
        drop(catch_unwind(AssertUnwindSafe(|| drop(kitchen))));
        works(&pool);
    }
}

#[test]
fn no_executor_panics_that_drops_an_operation() {
    let (forge, event_loop) = (Forge::new(), EventLoop::new());
    let (desk, jobs) = Desk::new();
    let kitchen = Kitchen::with(&forge, desk);
    let _current = event_loop.enter();
    kitchen
        .cut_async(How::Well, Gate::open(), forge.sharp(), forge.sharp())
        .unwrap();
    let job = receive(&jobs);
    let dropped = catch_unwind(AssertUnwindSafe(|| drop(job)));
    assert!(dropped.is_ok());
    drop(kitchen);
    let ran = catch_unwind(AssertUnwindSafe(|| event_loop.run_for(LIMIT)));
    assert!(ran.unwrap());
}

#[test]
fn no_start_panics_that_is_refused() {
    let forge = Forge::new();
    let (desk, jobs) = Desk::new();
    let kitchen = Kitchen::with(&forge, desk);
    let first = kitchen.cut_async(How::Well, Gate::open(), forge.sharp(), forge.sharp());
    assert!(first.is_ok());
    let starts: [Box<dyn Fn() -> bool>; 4] = [
        Box::new(|| {
            let (argument, state) = (forge.sharp(), forge.sharp());
            let started = kitchen.cut_async(How::Well, Gate::open(), argument, state);
            started.is_err()
        }),
        Box::new(|| {
            let held = forge.sharp();
            let callback = move |_result: CutAsyncResult<Sharp>| drop(held);
            let (argument, state) = (forge.sharp(), forge.sharp());
            let begun = kitchen.begin_cut(How::Well, Gate::open(), argument, callback, state);
            begun.is_err()
        }),
        Box::new(|| {
            let future = kitchen.cut_future(How::Well, Gate::open(), forge.sharp());
            smol::block_on(future).is_err()
        }),
        Box::new(|| {
            let held = forge.sharp();
            let callback = move |_outcome| drop(held);
            let (argument, state) = (forge.sharp(), forge.sharp());
            let started = kitchen.cut_then(How::Well, Gate::open(), argument, state, callback);
            started.is_err()
        }),
    ];
    let all_refused = || {
        for start in &starts {
            let refused = catch_unwind(AssertUnwindSafe(start));
            assert!(refused.unwrap());
        }
    };
    // Busy at first; then the executor takes nothing any more.
    all_refused();
    drop(receive(&jobs));
    assert!(kitchen.events.wait_idle(LIMIT));
    drop(jobs);
    all_refused();
    // No context is current.
    let held = forge.sharp();
    let callback = move |_outcome| drop(held);
    let (argument, state) = (forge.sharp(), forge.sharp());
    let started = catch_unwind(AssertUnwindSafe(|| {
        kitchen.cut_then_local(How::Well, Gate::open(), argument, state, callback)
    }));
    assert!(started.unwrap().is_err());
    drop(starts);
    drop(catch_unwind(AssertUnwindSafe(|| drop(kitchen))));
}
