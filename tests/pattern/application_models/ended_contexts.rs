//! A context that has ended runs no handler any more: an operation that waited for it, or comes later, is released.

use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use eap_runtime::context::{self, set_current};
use eap_runtime::tokio::{LocalContext, RuntimeContext};
use eap_runtime::{
    AsyncOperationManager, EventLoop, Events, Executor, Job, PostError, Progress, SerialContext,
    SynchronizationContext, event_async,
};
use tokio::task::LocalSet;

use super::models::{Watched, current_thread_runtime};
use crate::support::{Gate, eventually, gate, listen, receive, rest};

/// One operation at a time.
#[derive(Default)]
struct Letterbox {
    events: Events<Self>,
}

#[event_async]
impl Letterbox {
    #[event_async]
    fn deliver(&self, gate: Gate, #[progress] progress: &Progress<Arc<()>>, parcel: Arc<()>) {
        progress.report_with(1, Arc::clone(&parcel));
        gate.pass();
        progress.report_with(2, parcel);
    }
}

/// Any number at a time.
#[derive(Default)]
struct Telephone {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Telephone {
    #[event_async]
    fn call(&self, gate: Gate) {
        gate.pass();
    }
}

/// A context that runs nothing, and what ends it.
type Idle = fn() -> (Arc<dyn SynchronizationContext>, Box<dyn FnOnce()>);

fn event_loop() -> (Arc<dyn SynchronizationContext>, Box<dyn FnOnce()>) {
    let event_loop = EventLoop::new();
    (event_loop.context(), Box::new(move || drop(event_loop)))
}

fn toolkit() -> (Arc<dyn SynchronizationContext>, Box<dyn FnOnce()>) {
    let (sender, queue) = mpsc::channel();
    let context = context::from_fn(move |callback| {
        let _ = sender.send(callback);
    });
    (context, Box::new(move || drop(queue)))
}

fn tokio_runtime() -> (Arc<dyn SynchronizationContext>, Box<dyn FnOnce()>) {
    let runtime = current_thread_runtime();
    let context = RuntimeContext::new(runtime.handle().clone()).context();
    (context, Box::new(move || drop(runtime)))
}

fn tokio_local_set() -> (Arc<dyn SynchronizationContext>, Box<dyn FnOnce()>) {
    let set = LocalSet::new();
    (
        LocalContext::new(&set).context(),
        Box::new(move || drop(set)),
    )
}

/// Keeps its jobs, until it is told to drop them all.
#[derive(Default)]
struct Hoard(Mutex<Option<Vec<Job>>>);

impl Executor for Hoard {
    fn execute(&self, job: Job) -> Result<(), Job> {
        if let Some(jobs) = &mut *self.0.lock().unwrap() {
            jobs.push(job);
            return Ok(());
        }
        Err(job)
    }
}

fn serial_context() -> (Arc<dyn SynchronizationContext>, Box<dyn FnOnce()>) {
    let hoard = Arc::new(Hoard(Mutex::new(Some(Vec::new()))));
    let context = SerialContext::with_executor(Arc::clone(&hoard)).context();
    let end = move || {
        let jobs = hoard.0.lock().unwrap().take();
        drop(jobs);
    };
    (context, Box::new(end))
}

fn what_waited_is_dropped_and_its_operation_released(idle: Idle) {
    let (context, end) = idle();
    let (context, posted) = Watched::new(context);
    let letterbox = Arc::new(Letterbox::default());
    let handled = listen(letterbox.deliver_completed(), |_letterbox, _e| ());
    let parcel = Arc::new(());
    {
        let _current = set_current(Arc::clone(&context) as Arc<dyn SynchronizationContext>);
        letterbox
            .deliver_async(Gate::open(), Arc::clone(&parcel))
            .unwrap();
    }
    receive(&posted);
    assert!(letterbox.is_busy());

    end();
    // At once: what was dropped was all that the operation had.
    assert!(!letterbox.is_busy());
    drop(letterbox);
    assert!(rest(&handled).is_empty());
    eventually(|| Arc::strong_count(&parcel) == 1);
    eventually(|| Arc::strong_count(&context) == 1);
}

fn an_operation_that_completes_later_is_released(idle: Idle) {
    let (context, end) = idle();
    let letterbox = Arc::new(Letterbox::default());
    let handled = listen(letterbox.deliver_completed(), |_letterbox, _e| ());
    let reported = listen(letterbox.deliver_progress_changed(), |_letterbox, _e| ());
    let parcel = Arc::new(());
    let (key, gate) = gate();
    {
        let _current = set_current(Arc::clone(&context));
        letterbox.deliver_async(gate, Arc::clone(&parcel)).unwrap();
    }
    end();
    assert!(letterbox.is_busy());
    drop(key);
    eventually(|| !letterbox.is_busy());
    drop(letterbox);
    assert!(rest(&handled).is_empty());
    assert!(rest(&reported).is_empty());
    eventually(|| Arc::strong_count(&parcel) == 1);
    eventually(|| Arc::strong_count(&context) == 1);
}

fn an_operation_that_starts_later_is_released(idle: Idle) {
    let (context, end) = idle();
    end();
    let telephone = Arc::new(Telephone::default());
    let handled = listen(telephone.call_completed(), |_telephone, _e| ());
    let call = || {
        let _current = set_current(Arc::clone(&context));
        telephone.call_async(Gate::open(), 1)
    };
    for _ in 0..10 {
        // Until the one before it is released, its user state is taken.
        eventually(|| call().is_ok());
    }
    drop(telephone);
    assert!(rest(&handled).is_empty());
}

fn what_is_sent_later_is_dropped_and_its_sender_told(idle: Idle) {
    let (context, end) = idle();
    end();
    let (sender, receiver) = mpsc::channel::<()>();
    // On the loop's own thread there is nothing to wait for.
    let sent = thread::spawn(move || context.send(Box::new(move || sender.send(()).unwrap())));
    assert!(rest(&receiver).is_empty());
    assert!(!sent.join().unwrap());
}

fn an_operation_made_by_hand_is_told_that_its_callbacks_are_dropped(idle: Idle) {
    let (context, end) = idle();
    let operation = {
        let _current = set_current(context);
        AsyncOperationManager::create_operation(())
    };
    operation.post(|| unreachable!()).unwrap();
    end();
    let ended = Err(PostError::ContextEnded);
    assert_eq!(operation.post(|| unreachable!()), ended);
    assert_eq!(operation.post_operation_completed(|| unreachable!()), ended);
    // It is completed all the same.
    let completed = Err(PostError::AlreadyCompleted);
    assert_eq!(operation.post(|| unreachable!()), completed);
    assert_eq!(operation.operation_completed(), completed);
}

/// A thread that posts at that moment finds that the context is there or has ended.
fn what_is_posted_while_it_ends_is_dropped(idle: Idle) {
    for _ in 0..20 {
        let (context, end) = idle();
        let (sender, receiver) = mpsc::channel::<()>();
        let (begun, has_begun) = mpsc::channel();
        let poster = thread::spawn(move || {
            for number in 0..200 {
                // Each holds the context, as the callbacks of operations do.
                let held = (Arc::clone(&context), sender.clone());
                context.post(Box::new(move || drop(held)));
                if number == 100 {
                    begun.send(()).unwrap();
                }
            }
        });
        receive(&has_begun);
        end();
        poster.join().unwrap();
        assert!(rest(&receiver).is_empty());
    }
}

macro_rules! under {
    ($($idle:ident)*) => {$(
        mod $idle {
            use super::$idle as idle;

            #[test]
            fn what_waited_is_dropped_and_its_operation_released() {
                super::what_waited_is_dropped_and_its_operation_released(idle);
            }

            #[test]
            fn an_operation_that_completes_later_is_released() {
                super::an_operation_that_completes_later_is_released(idle);
            }

            #[test]
            fn an_operation_that_starts_later_is_released() {
                super::an_operation_that_starts_later_is_released(idle);
            }

            #[test]
            fn an_operation_made_by_hand_is_told_that_its_callbacks_are_dropped() {
                super::an_operation_made_by_hand_is_told_that_its_callbacks_are_dropped(idle);
            }

            #[test]
            fn what_is_posted_while_it_ends_is_dropped() {
                super::what_is_posted_while_it_ends_is_dropped(idle);
            }

            #[test]
            fn what_is_sent_later_is_dropped_and_its_sender_told() {
                super::what_is_sent_later_is_dropped_and_its_sender_told(idle);
            }
        }
    )*};
}

under! {
    event_loop
    toolkit
    serial_context
    tokio_runtime
    tokio_local_set
}
