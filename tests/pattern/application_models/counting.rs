//! What a context is told of the operations that are started in it.

use std::sync::{Arc, Mutex, mpsc};

use eap_runtime::context::{Callback, set_current};
use eap_runtime::{Events, Executor, InvokeError, Job, SynchronizationContext, event_async};

use crate::support::{Desk, Inbox, receive, rest};

#[derive(Default)]
struct Counter {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Counter {
    #[event_async]
    fn count(&self) {}
}

/// Takes no jobs.
struct Full;

impl Executor for Full {
    fn execute(&self, job: Job) -> Result<(), Job> {
        Err(job)
    }
}

fn current(inbox: &Arc<Inbox>) -> Arc<dyn SynchronizationContext> {
    Arc::clone(inbox) as _
}

#[test]
fn a_rejected_operation_tells_its_context_nothing() {
    let (inbox, posted) = Inbox::new();
    let counter = Arc::new(Counter {
        events: Events::with_executor(Full),
    });
    let _current = set_current(current(&inbox));
    assert_eq!(counter.count_async(1), Err(InvokeError::Rejected));
    assert_eq!((inbox.started(), inbox.completed()), (0, 0));
    assert!(posted.try_recv().is_err());
}

#[test]
fn an_operation_whose_user_state_is_taken_tells_its_context_nothing() {
    let (desk, jobs) = Desk::new();
    let (inbox, _posted) = Inbox::new();
    let counter = Arc::new(Counter {
        events: Events::with_executor(desk),
    });
    let _current = set_current(current(&inbox));
    counter.count_async(1).unwrap();
    assert_eq!(counter.count_async(1), Err(InvokeError::DuplicateUserState));
    assert_eq!((inbox.started(), inbox.completed()), (1, 0));
    drop(receive(&jobs));
}

#[test]
fn an_abandoned_operation_is_counted_until_its_handlers_have_returned() {
    let (desk, jobs) = Desk::new();
    let (inbox, posted) = Inbox::new();
    let counter = Arc::new(Counter {
        events: Events::with_executor(desk),
    });
    {
        let _current = set_current(current(&inbox));
        counter.count_async(1).unwrap();
    }
    drop(receive(&jobs));
    assert_eq!((inbox.started(), inbox.completed()), (1, 0));
    receive(&posted)();
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
}

/// Sends what it is told, in order.
struct Diary(Mutex<mpsc::Sender<&'static str>>);

impl Diary {
    fn note(&self, note: &'static str) {
        self.0.lock().unwrap().send(note).unwrap();
    }
}

impl SynchronizationContext for Diary {
    fn post(&self, callback: Callback) {
        self.note("posted");
        callback();
    }

    fn operation_started(&self) {
        self.note("started");
    }

    fn operation_completed(&self) {
        self.note("completed");
    }
}

#[test]
fn a_context_is_told_of_the_start_before_the_first_post_and_of_the_end_after_the_last() {
    for _ in 0..100 {
        let (sender, told) = mpsc::channel();
        let counter = Arc::new(Counter::default());
        {
            let _current = set_current(Arc::new(Diary(Mutex::new(sender))));
            counter.count_async(1).unwrap();
        }
        assert_eq!(rest(&told), ["started", "posted", "completed"]);
    }
}
