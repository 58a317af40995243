//! "Implementing the Event-based Asynchronous Pattern": "If implemented with helper classes like `AsyncOperationManager`,
//! your class will work correctly under any application model".

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use eap_runtime::context::Callback;
use eap_runtime::{
    AsyncCompletedEventArgs, AsyncError, AsyncOperation, AsyncOperationManager, Event, EventLoop,
    EventSource, PostError, ProgressChangedEventArgs, SynchronizationContext, context,
};

use crate::support::{Inbox, listen, receive, rest, run};

/// An operation whose callbacks and whose end the test sees to.
fn operation_in_inbox() -> (AsyncOperation<u32>, Arc<Inbox>, Receiver<Callback>) {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    (AsyncOperationManager::create_operation(7), inbox, posted)
}

#[test]
fn an_operation_keeps_the_state_its_user_supplied() {
    let operation = AsyncOperationManager::create_operation(String::from("download"));
    assert_eq!(operation.user_supplied_state(), "download");
}

#[test]
fn the_context_counts_that_is_current_when_the_operation_is_created() {
    let (operation, _inbox, posted) = operation_in_inbox();
    let (sender, ran) = mpsc::channel();
    assert!(AsyncOperationManager::synchronization_context().is_none());
    operation.post(move || sender.send(()).unwrap()).unwrap();
    let callback = receive(&posted);
    assert!(ran.try_recv().is_err());
    callback();
    assert_eq!(ran.try_recv(), Ok(()));
}

#[test]
fn an_operation_knows_the_context_it_was_created_in() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let current = AsyncOperationManager::synchronization_context().unwrap();
    let operation = AsyncOperationManager::create_operation(());
    let _none = context::set_current(None);
    let captured = operation.synchronization_context().unwrap();
    assert!(Arc::ptr_eq(captured, &current));
}

#[test]
fn without_a_context_what_is_posted_runs_on_a_worker_and_never_inside_post() {
    let operation = AsyncOperationManager::create_operation(());
    assert!(operation.synchronization_context().is_none());
    let here = thread::current().id();
    let (sender, ran) = mpsc::channel();
    // The callbacks take a lock that their poster holds.
    let held = Arc::new(Mutex::new(()));
    let note = || {
        let (held, sender) = (Arc::clone(&held), sender.clone());
        move || {
            drop(held.lock().unwrap());
            sender.send(thread::current().id()).unwrap();
        }
    };
    let guard = held.lock().unwrap();
    operation.post(note()).unwrap();
    operation.post_operation_completed(note()).unwrap();
    drop((guard, sender));
    let ran = rest(&ran);
    assert_eq!(ran.len(), 2);
    assert!(!ran.contains(&here));
}

#[test]
fn without_a_context_what_is_posted_runs_in_order() {
    let operation = AsyncOperationManager::create_operation(());
    let (sender, ran) = mpsc::channel();
    for number in 0..1000 {
        let sender = sender.clone();
        operation
            .post(move || sender.send(number).unwrap())
            .unwrap();
    }
    drop((operation, sender));
    assert!(rest(&ran).into_iter().eq(0..1000));
}

#[test]
fn what_is_posted_runs_in_the_loop_of_the_creator() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let operation = AsyncOperationManager::create_operation(());
    let (sender, ran) = mpsc::channel();
    let poster = thread::spawn(move || {
        let note = move || sender.send(thread::current().id()).unwrap();
        operation.post_operation_completed(note)
    });
    run(&event_loop);
    assert_eq!(poster.join().unwrap(), Ok(()));
    assert_eq!(rest(&ran), [thread::current().id()]);
}

#[test]
fn nothing_can_be_posted_after_completion() {
    let (operation, _inbox, posted) = operation_in_inbox();
    operation.post_operation_completed(|| ()).unwrap();
    receive(&posted)();
    assert_eq!(
        operation.post(|| unreachable!()),
        Err(PostError::AlreadyCompleted)
    );
    drop(operation);
    assert!(rest_of(posted).is_empty());
}

#[test]
fn an_operation_completes_once_however_it_is_tried_again() {
    for first in [
        (|operation| operation.post_operation_completed(|| ())) as fn(&AsyncOperation) -> _,
        AsyncOperation::operation_completed,
    ] {
        let operation = AsyncOperationManager::create_operation(());
        assert_eq!(first(&operation), Ok(()));
        let again = operation.post_operation_completed(|| unreachable!());
        assert_eq!(again, Err(PostError::AlreadyCompleted));
        assert_eq!(
            operation.operation_completed(),
            Err(PostError::AlreadyCompleted)
        );
    }
}

#[test]
fn a_callback_that_comes_too_late_is_dropped() {
    let operation = AsyncOperationManager::create_operation(());
    operation.operation_completed().unwrap();
    let held = Arc::new(());
    let holds = Arc::clone(&held);
    operation.post(move || drop(holds)).unwrap_err();
    assert_eq!(Arc::strong_count(&held), 1);
}

#[test]
fn of_many_threads_that_complete_an_operation_one_does() {
    const THREADS: usize = 8;
    let (operation, inbox, posted) = operation_in_inbox();
    let ready = Barrier::new(THREADS);
    let completed = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    ready.wait();
                    operation.post_operation_completed(|| ()).is_ok()
                })
            })
            .collect();
        let done = threads.into_iter().map(|thread| thread.join().unwrap());
        done.filter(|completed| *completed).count()
    });
    assert_eq!(completed, 1);
    drop(operation);
    for callback in rest_of(posted) {
        callback();
    }
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
}

#[test]
fn an_operation_that_is_dropped_uncompleted_tells_its_context_once() {
    let (operation, inbox, posted) = operation_in_inbox();
    assert_eq!((inbox.started(), inbox.completed()), (1, 0));
    drop(operation);
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
    assert!(rest_of(posted).is_empty());
}

#[test]
fn an_operation_that_is_dropped_completed_has_told_its_context_before() {
    let (operation, inbox, _posted) = operation_in_inbox();
    operation.operation_completed().unwrap();
    assert_eq!(inbox.completed(), 1);
    drop(operation);
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
}

#[test]
fn a_loop_does_not_wait_for_an_operation_that_was_dropped() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let operation = AsyncOperationManager::create_operation(());
    thread::spawn(move || drop(operation));
    run(&event_loop);
}

#[test]
fn the_context_is_told_when_the_last_callback_has_returned() {
    let (operation, inbox, posted) = operation_in_inbox();
    let (sender, counted) = mpsc::channel();
    let seen = Arc::clone(&inbox);
    let note = move || sender.send(seen.completed()).unwrap();
    operation.post_operation_completed(note).unwrap();
    drop(operation);
    assert_eq!(inbox.completed(), 0);
    receive(&posted)();
    assert_eq!(receive(&counted), 0);
    assert_eq!(inbox.completed(), 1);
}

#[test]
fn a_completion_without_a_callback_waits_for_those_that_were_posted() {
    let (operation, inbox, posted) = operation_in_inbox();
    operation.post(|| ()).unwrap();
    operation.operation_completed().unwrap();
    assert_eq!(inbox.completed(), 0);
    receive(&posted)();
    assert_eq!(inbox.completed(), 1);
}

#[test]
fn a_context_that_drops_a_callback_is_told_of_the_end_all_the_same() {
    let (operation, inbox, posted) = operation_in_inbox();
    operation.post(|| unreachable!()).unwrap();
    operation
        .post_operation_completed(|| unreachable!())
        .unwrap();
    assert_eq!(inbox.completed(), 0);
    drop(receive(&posted));
    assert_eq!(inbox.completed(), 0);
    drop(receive(&posted));
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
}

#[test]
fn a_context_that_panics_is_told_of_the_end_all_the_same() {
    struct Broken(mpsc::Sender<()>);

    impl SynchronizationContext for Broken {
        fn post(&self, _callback: Callback) {
            panic!("it takes nothing");
        }

        fn operation_completed(&self) {
            self.0.send(()).unwrap();
        }
    }

    let (sender, completed) = mpsc::channel();
    let broken: Arc<dyn SynchronizationContext> = Arc::new(Broken(sender));
    let operation = {
        let _current = context::set_current(broken);
        AsyncOperationManager::create_operation(())
    };
    assert_eq!(
        operation.post_operation_completed(|| ()),
        Err(PostError::ContextEnded)
    );
    drop(operation);
    assert_eq!(rest(&completed).len(), 1);
}

#[test]
fn callbacks_keep_their_order_in_a_context_that_runs_them_side_by_side() {
    let side_by_side = context::from_fn(|callback| drop(thread::spawn(callback)));
    let (sender, ran) = mpsc::channel();
    {
        let _current = context::set_current(side_by_side);
        let operation = AsyncOperationManager::create_operation(());
        for number in 0..200 {
            let sender = sender.clone();
            operation
                .post(move || sender.send(number).unwrap())
                .unwrap();
        }
        let last = move || sender.send(200).unwrap();
        operation.post_operation_completed(last).unwrap();
    }
    assert_eq!(rest(&ran), (0..=200).collect::<Vec<_>>());
}

#[test]
fn without_a_context_a_callback_posted_by_another_waits_until_that_has_returned() {
    let operation = Arc::new(AsyncOperationManager::create_operation(()));
    let (sender, ran) = mpsc::channel();
    let (inner, last) = (Arc::clone(&operation), sender.clone());
    let outer = move || {
        let note = move || last.send("last").unwrap();
        inner.post_operation_completed(note).unwrap();
        sender.send("outer").unwrap();
    };
    operation.post(outer).unwrap();
    assert_eq!(rest(&ran), ["outer", "last"]);
}

#[test]
fn a_panic_of_a_callback_ends_there() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let operation = AsyncOperationManager::create_operation(());
    let (sender, ran) = mpsc::channel();
    operation.post(|| panic!("a callback")).unwrap();
    operation
        .post_operation_completed(move || sender.send(()).unwrap())
        .unwrap();
    run(&event_loop);
    assert_eq!(rest(&ran).len(), 1);
}

/// All that has been posted to an inbox whose operation is over.
fn rest_of(posted: Receiver<Callback>) -> Vec<Callback> {
    posted.try_iter().collect()
}

/// A component as one writes it by hand: its device calls back on a thread of its own.
#[derive(Default)]
struct Scanner {
    scan_completed: EventSource<Self, ScanCompletedEventArgs>,
    scan_progress_changed: EventSource<Self, ProgressChangedEventArgs<char, u32>>,
}

struct ScanCompletedEventArgs {
    page: String,
    base: AsyncCompletedEventArgs<&'static str, u32>,
}

impl ScanCompletedEventArgs {
    fn page(&self) -> Result<&str, &AsyncError<&'static str>> {
        self.base.check().map(|()| &*self.page)
    }
}

impl Scanner {
    fn scan_completed(&self) -> &Event<Self, ScanCompletedEventArgs> {
        self.scan_completed.event()
    }

    fn scan_progress_changed(&self) -> &Event<Self, ProgressChangedEventArgs<char, u32>> {
        self.scan_progress_changed.event()
    }

    fn scan_async(self: &Arc<Self>, original: &'static str, user_state: u32) {
        let operation = AsyncOperationManager::create_operation(user_state);
        let scanner = Arc::clone(self);
        thread::spawn(move || scanner.scan(original, &operation));
    }

    fn scan(self: Arc<Self>, original: &str, operation: &AsyncOperation<u32>) {
        let user_state = *operation.user_supplied_state();
        for letter in original.chars() {
            let scanner = Arc::clone(&self);
            let e = ProgressChangedEventArgs::new(255, Some(letter), user_state);
            operation
                .post(move || scanner.scan_progress_changed.raise(&scanner, &e))
                .unwrap();
        }
        let outcome = if original.is_empty() {
            Err(AsyncError::Failed("no paper"))
        } else {
            Ok(())
        };
        let e = ScanCompletedEventArgs {
            page: original.to_owned(),
            base: AsyncCompletedEventArgs::new(outcome, user_state),
        };
        operation
            .post_operation_completed(move || self.scan_completed.raise(&self, &e))
            .unwrap();
    }
}

#[test]
fn a_component_written_by_hand_raises_its_events_where_its_client_wants_them() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let scanner = Arc::new(Scanner::default());
    let completed = listen(scanner.scan_completed(), |_scanner, e| {
        (*e.base.user_state(), thread::current().id())
    });
    scanner.scan_async("eap", 1);
    run(&event_loop);
    assert_eq!(receive(&completed), (1, thread::current().id()));
}

#[test]
fn a_component_written_by_hand_tells_its_operations_apart() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let scanner = Arc::new(Scanner::default());
    let completed = listen(scanner.scan_completed(), |_scanner, e| {
        let page = e.page().map(str::to_owned).map_err(ToString::to_string);
        (*e.base.user_state(), page)
    });
    scanner.scan_async("page", 1);
    scanner.scan_async("", 2);
    run(&event_loop);
    let mut ends = [receive(&completed), receive(&completed)];
    ends.sort();
    assert_eq!(ends, [(1, Ok("page".into())), (2, Err("no paper".into()))]);
}

#[test]
fn a_component_written_by_hand_reports_in_order_and_not_past_a_hundred() {
    let scanner = Arc::new(Scanner::default());
    let letters = listen(scanner.scan_progress_changed(), |_scanner, e| {
        assert_eq!((e.progress_percentage(), *e.user_state()), (100, 1));
        *e.data().unwrap()
    });
    scanner.scan_async("letters", 1);
    drop(scanner);
    assert_eq!(rest(&letters).into_iter().collect::<String>(), "letters");
}

#[test]
fn an_event_source_raises_with_its_sender_and_its_handlers_come_and_go() {
    let source = EventSource::<String, u32>::default();
    let heard = listen(source.event(), |sender, e| format!("{sender}{e}"));
    let passing = source.event().subscribe(|_sender, _e| panic!("a handler"));
    source.raise(&Arc::new("x".into()), &1);
    passing.unsubscribe();
    assert_eq!(source.event().len(), 1);
    source.raise(&Arc::new("y".into()), &2);
    drop(source);
    assert_eq!(rest(&heard), ["x1", "y2"]);
}
