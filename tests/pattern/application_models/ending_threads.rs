//! A thread that ends drops what it kept for itself, and some of it may be operations: by then, most of what a thread has
//! is gone.

use std::cell::RefCell;
use std::sync::{Arc, mpsc};
use std::thread;

use eap_runtime::context::{self, set_current};
use eap_runtime::{
    AsyncError, Events, Executor, Job, SerialContext, SynchronizationContext, event_async,
};

use crate::support::{listen, receive, rest};

#[derive(Default)]
struct Lamp {
    events: Events<Self>,
}

#[event_async]
impl Lamp {
    #[event_async]
    fn shine(&self) {}
}

thread_local! {
    static KEPT: RefCell<Vec<Job>> = const { RefCell::new(Vec::new()) };
}

/// Keeps every job until its thread ends.
struct Keeping;

impl Executor for Keeping {
    fn execute(&self, job: Job) -> Result<(), Job> {
        KEPT.with_borrow_mut(|kept| kept.push(job));
        Ok(())
    }
}

fn an_operation_that_a_thread_drops_at_its_end_completes(
    context: Option<Arc<dyn SynchronizationContext>>,
) {
    let (sender, started) = mpsc::channel();
    let thread = thread::spawn(move || {
        // Thread locals go in the reverse order of their first use, so the jobs outlive all others.
        KEPT.with_borrow(Vec::len);
        let lamp = Arc::new(Lamp {
            events: Events::with_executor(Keeping),
        });
        let shone = listen(lamp.shine_completed(), |_lamp, e| {
            matches!(e.check(), Err(AsyncError::Abandoned))
        });
        if let Some(context) = &context {
            context.send(Box::new(|| ()));
        }
        let _current = set_current(context);
        lamp.shine_async().unwrap();
        sender.send(shone).unwrap();
    });
    let shone = receive(&started);
    assert_eq!(rest(&shone), [true]);
    thread.join().unwrap();
}

#[test]
fn without_a_context() {
    an_operation_that_a_thread_drops_at_its_end_completes(None);
}

#[test]
fn in_a_context_that_runs_its_callbacks_there_and_then() {
    let context = context::from_fn(|callback| callback());
    an_operation_that_a_thread_drops_at_its_end_completes(Some(context));
}

#[test]
fn in_a_context_of_other_threads() {
    let context = SerialContext::new().context();
    an_operation_that_a_thread_drops_at_its_end_completes(Some(context));
}
