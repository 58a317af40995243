//! `…_then`: a callback for one operation, which owns the outcome.

mod beside_the_events;
mod local;

use std::io::{self, Read, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Weak};
use std::thread;

use eap_runtime::context::{self, set_current};
use eap_runtime::{
    AsyncError, CancellationToken, EventLoop, Events, InvokeError, OperationHandle, Progress,
    SynchronizationContext, TaskId, event_async,
};

use crate::support::{Desk, Gate, Inbox, LIMIT, eventually, gate, has_type, listen, receive, run};

/// What a method opens: it can be moved, and not cloned.
#[derive(Debug)]
struct File(Vec<u8>);

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&self.0[..]).read(buffer)
    }
}

/// Any number of operations at a time.
#[derive(Default)]
struct Disk {
    events: Events<Self>,
}

#[event_async(concurrent, then)]
impl Disk {
    #[event_async(result = file)]
    fn open(&self, name: &str, #[out] size: &mut usize) -> io::Result<File> {
        if name.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let mut content = Vec::new();
        content.write_all(name.as_bytes())?;
        *size = content.len();
        Ok(File(content))
    }

    #[event_async]
    fn check(&self, gate: Gate, #[progress] progress: &Progress<&'static str>) -> thread::ThreadId {
        progress.report_with(1, "checking");
        gate.pass();
        thread::current().id()
    }

    /// Runs until it is cancelled.
    #[event_async]
    fn format(begun: Sender<()>, #[cancel] cancel: &CancellationToken) {
        begun.send(()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }

    #[event_async]
    fn crash(&self, message: &str) {
        std::panic::panic_any(message.to_owned());
    }
}

type OpenOutcome = Result<(File, usize), AsyncError<io::Error>>;

/// Starts one and gives its outcome.
fn open(disk: &Arc<Disk>, name: &str) -> Receiver<OpenOutcome> {
    let (sender, outcome) = mpsc::channel();
    let callback = move |outcome: OpenOutcome| sender.send(outcome).unwrap();
    let handle = disk.open_then(name, TaskId::new(), callback);
    has_type::<Result<OperationHandle, InvokeError>>(handle);
    outcome
}

#[test]
fn the_callback_owns_what_the_method_opened() {
    let disk = Arc::new(Disk::default());
    let (mut file, size) = receive(&open(&disk, "a file")).unwrap();
    let mut content = String::new();
    assert_eq!(
        file.by_ref().take(6).read_to_string(&mut content).unwrap(),
        size
    );
    assert_eq!(content, "a file");
}

#[test]
fn the_callback_owns_the_error() {
    let disk = Arc::new(Disk::default());
    let outcome = receive(&open(&disk, "")).map_err(AsyncError::flatten);
    assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::NotFound);
}

#[test]
fn the_callback_gets_the_panic_with_its_payload() {
    let disk = Arc::new(Disk::default());
    let (sender, outcomes) = mpsc::channel();
    let callback = move |outcome| sender.send(outcome).unwrap();
    disk.crash_then("head", TaskId::new(), callback).unwrap();
    let AsyncError::Panicked(panic) = receive(&outcomes).unwrap_err() else {
        panic!("the method panics");
    };
    assert_eq!(panic.message(), "head");
    assert!(panic.take_payload().unwrap().is::<String>());
}

#[test]
fn the_callback_may_consume_what_it_captures() {
    let disk = Arc::new(Disk::default());
    let (sender, receiver) = mpsc::channel();
    let captured = Box::new(7);
    disk.check_then(Gate::open(), TaskId::new(), move |_outcome| {
        sender.send(*captured).unwrap();
        drop(sender);
    })
    .unwrap();
    assert_eq!(receive(&receiver), 7);
}

#[test]
fn the_callback_runs_in_the_loop_where_the_operation_was_started() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let disk = Arc::new(Disk::default());
    let (sender, threads) = mpsc::channel();
    disk.check_then(Gate::open(), TaskId::new(), move |outcome| {
        let in_context = context::current().is_some();
        sender
            .send((outcome, thread::current().id(), in_context))
            .unwrap();
    })
    .unwrap();
    // The loop waits for it.
    run(&event_loop);
    let (worker, thread, in_context) = threads.try_recv().unwrap();
    assert_eq!((thread, in_context), (thread::current().id(), true));
    assert_ne!(worker.unwrap(), thread);
}

#[test]
fn without_a_context_the_callback_runs_on_the_worker() {
    let disk = Arc::new(Disk::default());
    let (sender, threads) = mpsc::channel();
    disk.check_then(Gate::open(), TaskId::new(), move |outcome| {
        sender.send((outcome, thread::current().id())).unwrap();
    })
    .unwrap();
    let (worker, thread) = receive(&threads);
    assert_eq!(worker.unwrap(), thread);
}

#[test]
fn a_loop_waits_until_the_callback_has_returned_and_for_what_it_starts() {
    let (inbox, posted) = Inbox::new();
    let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let disk = Arc::new(Disk::default());
    let (sender, counts) = mpsc::channel();
    let (counting, component) = (Arc::clone(&inbox), Arc::clone(&disk));
    disk.check_then(Gate::open(), TaskId::new(), move |_outcome| {
        sender
            .send(counting.started() - counting.completed())
            .unwrap();
        let next = component.check_then(Gate::open(), TaskId::new(), drop);
        assert!(next.is_ok());
    })
    .unwrap();
    assert_eq!((inbox.started(), inbox.completed()), (1, 0));
    receive(&posted)();
    assert_eq!(receive(&counts), 1);
    assert_eq!((inbox.started(), inbox.completed()), (2, 1));
    receive(&posted)();
    assert_eq!((inbox.started(), inbox.completed()), (2, 2));
}

#[test]
fn the_handle_cancels_one_operation_of_a_concurrent_component() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let disk = Arc::new(Disk::default());
    let (begun, running) = mpsc::channel();
    let (outcomes, ended) = mpsc::channel();
    let handles = [1, 2].map(|number| {
        let outcomes = outcomes.clone();
        let callback = move |outcome| outcomes.send((number, outcome)).unwrap();
        let handle = disk.format_then(begun.clone(), TaskId::new(), callback);
        receive(&running);
        handle.unwrap()
    });
    handles[1].cancel();
    eventually(|| event_loop.poll() > 0);
    assert_eq!(
        handles.each_ref().map(OperationHandle::is_completed),
        [false, true]
    );
    handles[0].cancel();
    run(&event_loop);
    let ended: Vec<_> = ended.try_iter().collect();
    assert!(ended.contains(&(1, Err(AsyncError::Cancelled))));
    assert!(ended.contains(&(2, Err(AsyncError::Cancelled))));
    assert!(handles.iter().all(OperationHandle::is_completed));
}

#[test]
fn the_operation_is_cancelled_by_its_user_state_as_well() {
    let disk = Arc::new(Disk::default());
    let (begun, running) = mpsc::channel();
    let (outcomes, ended) = mpsc::channel();
    let task = TaskId::new();
    let callback = move |outcome| outcomes.send(outcome).unwrap();
    disk.format_then(begun, task, callback).unwrap();
    receive(&running);
    disk.format_async_cancel(&task);
    assert_eq!(receive(&ended), Err(AsyncError::Cancelled));
}

#[test]
fn the_handle_says_completed_just_before_the_callback_runs() {
    let (inbox, posted) = Inbox::new();
    let disk = Arc::new(Disk::default());
    let (key, gate) = gate();
    let (handles, handle_in_callback) = mpsc::channel::<OperationHandle>();
    let (sender, seen) = mpsc::channel();
    let handle = {
        let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
        let callback = move |_outcome| {
            let handle = receive(&handle_in_callback);
            sender.send(handle.is_completed()).unwrap();
        };
        disk.check_then(gate, TaskId::new(), callback).unwrap()
    };
    handles.send(handle.clone()).unwrap();
    assert!(!handle.is_completed());
    drop(key);
    let callback = receive(&posted);
    assert!(!handle.is_completed());
    callback();
    assert!(receive(&seen));
    assert!(handle.is_completed());
}

#[test]
fn the_operation_is_over_when_the_callback_runs() {
    let disk = Arc::new(Disk::default());
    let (sender, pending) = mpsc::channel();
    let component = Arc::clone(&disk);
    let callback = move |_outcome| sender.send(component.events.pending()).unwrap();
    disk.check_then(Gate::open(), TaskId::new(), callback)
        .unwrap();
    assert_eq!(receive(&pending), 0);
}

#[test]
fn when_the_callback_runs_nobody_else_has_the_component() {
    let mut disk = Arc::new(Disk::default());
    let (sender, outcomes) = mpsc::channel();
    for _ in 0..2000 {
        let sender = sender.clone();
        disk.check_then(Gate::open(), TaskId::new(), move |outcome| {
            sender.send(outcome).unwrap();
        })
        .unwrap();
        receive(&outcomes).unwrap();
        assert!(Arc::get_mut(&mut disk).is_some());
    }
}

#[test]
fn dropping_the_handle_lets_the_operation_run_on() {
    let disk = Arc::new(Disk::default());
    let (key, gate) = gate();
    let (sender, outcomes) = mpsc::channel();
    let callback = move |outcome| sender.send(outcome).unwrap();
    drop(disk.check_then(gate, TaskId::new(), callback).unwrap());
    drop(key);
    assert!(receive(&outcomes).is_ok());
}

#[test]
fn a_callback_that_panics_leaves_nothing_taken() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let disk = Arc::new(Disk::default());
    let task = TaskId::new();
    for _ in 0..2 {
        let callback = |_outcome| panic!("a callback");
        disk.check_then(Gate::open(), task, callback).unwrap();
        run(&event_loop);
        assert_eq!(disk.events.pending(), 0);
    }
}

#[test]
fn a_loop_for_tests_resumes_the_panic_of_a_callback() {
    let event_loop = EventLoop::new().resume_handler_panics();
    let _current = event_loop.enter();
    let disk = Arc::new(Disk::default());
    let callback = |_outcome| panic!("an assertion");
    disk.check_then(Gate::open(), TaskId::new(), callback)
        .unwrap();
    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| event_loop.run()));
    assert_eq!(ran.unwrap_err().downcast_ref(), Some(&"an assertion"));
}

#[test]
fn a_context_that_drops_the_callback_drops_what_that_owns_and_leaves_nothing_taken() {
    let (inbox, posted) = Inbox::new();
    let _current = set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let disk = Arc::new(Disk::default());
    let owned = Arc::new(());
    let held = Arc::clone(&owned);
    let task = TaskId::new();
    let callback = move |_outcome| drop(held);
    let handle = disk.check_then(Gate::open(), task, callback).unwrap();
    drop(receive(&posted));
    assert!(handle.is_completed());
    assert_eq!(Arc::strong_count(&owned), 1);
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
    assert_eq!(disk.events.pending(), 0);
    disk.check_then(Gate::open(), task, drop).unwrap();
    let component: Weak<Disk> = Arc::downgrade(&disk);
    drop((disk, handle));
    drop(receive(&posted));
    assert_eq!(component.strong_count(), 0);
}

#[test]
fn a_start_that_is_refused_drops_the_callback_and_never_runs_it() {
    let (executor, jobs) = Desk::new();
    let disk = Arc::new(Disk {
        events: Events::with_executor(executor),
    });
    let task = TaskId::new();
    disk.check_then(Gate::open(), task, drop).unwrap();
    let owned = Arc::new(());
    let start = || {
        let held = Arc::clone(&owned);
        let callback = move |_outcome| {
            drop(held);
            panic!("it did not start");
        };
        let started = disk.check_then(Gate::open(), task, callback);
        started.map(|_handle| ())
    };
    assert_eq!(start(), Err(InvokeError::DuplicateUserState));
    assert_eq!(Arc::strong_count(&owned), 1);
    drop(jobs);
    assert!(disk.events.wait_idle(LIMIT));
    assert_eq!(start(), Err(InvokeError::Rejected));
    assert_eq!(Arc::strong_count(&owned), 1);
}

#[test]
fn an_error_goes_on_with_the_question_mark() {
    fn size(outcome: OpenOutcome) -> anyhow::Result<usize> {
        let (_file, size) = outcome.map_err(AsyncError::flatten)?;
        Ok(size)
    }

    let disk = Arc::new(Disk::default());
    assert_eq!(size(receive(&open(&disk, "abc"))).unwrap(), 3);
    assert!(size(receive(&open(&disk, ""))).is_err());
}

#[test]
fn progress_is_raised_before_the_callback_and_completed_is_not_raised() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let disk = Arc::new(Disk::default());
    let (sender, heard) = mpsc::channel();
    let progress = sender.clone();
    disk.progress_changed()
        .subscribe(move |_disk, e| progress.send(e.data().copied().unwrap_or("?")).unwrap());
    let completed = listen(disk.check_completed(), |_disk, _e| ());
    disk.check_then(Gate::open(), TaskId::new(), move |_outcome| {
        sender.send("called back").unwrap();
    })
    .unwrap();
    run(&event_loop);
    let heard: Vec<_> = heard.try_iter().collect();
    assert_eq!(heard, ["checking", "called back"]);
    assert!(completed.try_recv().is_err());
}
