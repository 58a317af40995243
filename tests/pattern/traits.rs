//! What a Rust programmer expects of types, beside what the pattern says of them.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::Debug;
use std::hash::Hash;
use std::panic::{RefUnwindSafe, UnwindSafe, catch_unwind};
use std::sync::Arc;

use eap_runtime::context::{self, Callback};
use eap_runtime::{
    BackgroundWorker, CancellationToken, Cancelled, DoWorkEventArgs, DoesNotReportProgress,
    DoesNotSupportCancellation, Events, Executor, Job, Panic, PostError, Progress,
    ProgressChangedEventArgs, SerialContext, SynchronizationContext, ThreadPool, ThreadPoolBuilder,
    event_async,
};

use crate::support::{listen, receive};

struct Window;

impl SynchronizationContext for Window {
    fn post(&self, callback: Callback) {
        callback();
    }
}

/// Keeps where its events go, and what runs its methods.
#[derive(Debug)]
struct Settings {
    context: Arc<dyn SynchronizationContext>,
    executor: Box<dyn Executor>,
}

#[derive(Default)]
struct Counter {
    events: Events<Self>,
}

#[event_async]
impl Counter {
    #[event_async]
    fn count(&self) -> u32 {
        1
    }
}

#[test]
fn whatever_is_a_context_can_be_made_current() {
    let window = Arc::new(Window);
    {
        let _current = context::set_current(Arc::clone(&window));
        assert!(context::current().is_some());
    }
    let any: Arc<dyn SynchronizationContext> = window;
    {
        let _current = context::set_current(Arc::clone(&any));
        let current = context::current().unwrap();
        assert!(Arc::ptr_eq(&current, &any), "it is taken as it is");
    }
    let _current = context::set_current(Some(any));
    let _none = context::set_current(None);
    assert!(context::current().is_none());
}

#[test]
fn a_serial_context_is_a_context() {
    let serial = SerialContext::new();
    let counter = Arc::new(Counter::default());
    let counts = listen(counter.count_completed(), |_counter, e| {
        e.result().copied().ok()
    });
    {
        let _current = context::set_current(Arc::new(serial.clone()));
        counter.count_async().unwrap();
    }
    serial.wait();
    assert_eq!(receive(&counts), Some(1));
    let (sender, receiver) = std::sync::mpsc::channel();
    serial.send(Box::new(move || sender.send(()).unwrap()));
    receive(&receiver);
}

#[test]
fn contexts_and_executors_can_be_shown_and_kept_in_a_box() {
    let settings = Settings {
        context: Arc::new(Window),
        executor: Box::new(ThreadPool::new()),
    };
    let shown = format!("{settings:?}");
    assert!(shown.contains("SynchronizationContext") && shown.contains("Executor"));
    drop(settings.context);
    let counter = Arc::new(Counter {
        events: Events::with_executor(settings.executor),
    });
    let counts = listen(counter.count_completed(), |_counter, e| {
        e.result().copied().ok()
    });
    counter.count_async().unwrap();
    assert_eq!(receive(&counts), Some(1));
    let boxed: Box<dyn Executor> = Box::new(ThreadPoolBuilder::default().build());
    assert!(boxed.execute(Job::from_fn(|| {})).is_ok());
}

#[test]
fn a_component_can_be_used_where_panics_are_caught() {
    fn is_unwind_safe<T: UnwindSafe + RefUnwindSafe>() {}

    is_unwind_safe::<Counter>();
    is_unwind_safe::<CancellationToken>();
    is_unwind_safe::<Progress<Box<dyn Debug>>>();

    let counter = Arc::new(Counter::default());
    assert!(catch_unwind(|| counter.is_busy()).is_ok());
}

#[test]
fn what_is_a_value_behaves_like_one() {
    fn is_a_key<T: Clone + Eq + Hash>(value: T) -> usize {
        HashSet::from([value.clone(), value]).len()
    }
    fn is_an_error<T: Error + Send + Sync + 'static>() {}

    assert_eq!(is_a_key(Cancelled), 1);
    assert_eq!(is_a_key(PostError::AlreadyCompleted), 1);
    assert_eq!(is_a_key(DoesNotReportProgress), 1);
    assert_eq!(is_a_key(DoesNotSupportCancellation), 1);
    is_an_error::<Panic>();

    let half = ProgressChangedEventArgs::new(50, Some("half"), ());
    assert_eq!(half.clone(), half);
    assert_ne!(half, ProgressChangedEventArgs::new(50, None, ()));

    let worker = Arc::new(BackgroundWorker::<u32, u32>::do_work(|_worker, e| {
        let kept: DoWorkEventArgs<u32> = e.clone();
        e.into_argument() + kept.argument()
    }));
    let sums = listen(worker.run_worker_completed(), |_worker, e| {
        e.result().copied().ok()
    });
    worker.run_worker_async(21).unwrap();
    assert_eq!(receive(&sums), Some(42));
}
