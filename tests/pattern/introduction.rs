//! "Implementing the Event-based Asynchronous Pattern": "your class will work correctly under any application model,
//! including ASP.NET, Console applications, and Windows Forms applications".

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, ThreadId};

use eap_runtime::context::{self, Callback};
use eap_runtime::{EventLoop, Events, InvokeError, SynchronizationContext, event_async};

use crate::support::{Gate, Inbox, eventually, gate, listen, receive, rest, run};

/// Knows on which threads its operations run. Any number at a time, told apart by a number.
#[derive(Default)]
struct Telephone {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Telephone {
    #[event_async(result = thread)]
    fn call(&self, gate: Gate) -> ThreadId {
        gate.pass();
        thread::current().id()
    }
}

/// One operation at a time.
#[derive(Default)]
struct Letterbox {
    events: Events<Self>,
}

#[event_async]
impl Letterbox {
    #[event_async]
    fn deliver(&self, gate: Gate) {
        gate.pass();
    }
}

/// Where each operation of a telephone ran, and where its handler did.
fn threads(telephone: &Telephone) -> Receiver<(ThreadId, ThreadId)> {
    listen(telephone.call_completed(), |_telephone, e| {
        (*e.thread().unwrap(), thread::current().id())
    })
}

#[test]
fn without_a_context_handlers_run_on_the_worker_itself() {
    let telephone = Arc::new(Telephone::default());
    let threads = threads(&telephone);
    telephone.call_async(Gate::open(), 1).unwrap();
    let (method, handler) = receive(&threads);
    assert_eq!(method, handler);
    assert_ne!(handler, thread::current().id());
}

#[test]
fn in_a_console_program_handlers_run_on_the_thread_of_its_loop() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let telephone = Arc::new(Telephone::default());
    let threads = threads(&telephone);
    telephone.call_async(Gate::open(), 1).unwrap();
    run(&event_loop);
    let (method, handler) = receive(&threads);
    assert_eq!(handler, thread::current().id());
    assert_ne!(method, handler);
}

/// What a toolkit offers: a thread with a queue, and a function that has something run there.
fn user_interface() -> (ThreadId, impl Fn(Callback) + Send + Sync + 'static) {
    let (sender, queue) = mpsc::channel::<Callback>();
    let thread = thread::spawn(move || {
        while let Ok(callback) = queue.recv() {
            callback();
        }
    });
    let invoke = move |callback| {
        let _ = sender.send(callback);
    };
    (thread.thread().id(), invoke)
}

#[test]
fn in_a_window_handlers_run_on_the_thread_of_the_toolkit() {
    let (ui_thread, invoke) = user_interface();
    let _current = context::set_current(context::from_fn(invoke));
    let telephone = Arc::new(Telephone::default());
    let threads = threads(&telephone);
    telephone.call_async(Gate::open(), 1).unwrap();
    let (method, handler) = receive(&threads);
    assert_eq!(handler, ui_thread);
    assert_ne!(method, ui_thread);
}

#[test]
fn what_a_handler_in_a_window_starts_comes_back_to_the_window() {
    let (ui_thread, invoke) = user_interface();
    let _current = context::set_current(context::from_fn(invoke));
    let telephone = Arc::new(Telephone::default());
    let threads = threads(&telephone);
    telephone.call_completed().subscribe(|telephone, e| {
        if *e.user_state() == 1 {
            telephone.call_async(Gate::open(), 2).unwrap();
        }
    });
    telephone.call_async(Gate::open(), 1).unwrap();
    receive(&threads);
    let (_method, second_handler) = receive(&threads);
    assert_eq!(second_handler, ui_thread);
}

#[test]
fn the_context_counts_that_is_current_at_the_start() {
    let (at_subscription, at_subscription_posted) = Inbox::new();
    let (at_start, at_start_posted) = Inbox::new();
    let telephone = Arc::new(Telephone::default());
    let threads = {
        let _current = context::set_current(at_subscription as Arc<dyn SynchronizationContext>);
        threads(&telephone)
    };
    {
        let _current = context::set_current(at_start as Arc<dyn SynchronizationContext>);
        telephone.call_async(Gate::open(), 1).unwrap();
    }
    // None is current any more while the method runs and its event is posted.
    receive(&at_start_posted)();
    assert_eq!(receive(&threads).1, thread::current().id());
    assert!(rest(&at_subscription_posted).is_empty());
}

#[test]
fn each_operation_has_the_context_it_was_started_in() {
    let telephone = Arc::new(Telephone::default());
    let handlers = listen(telephone.call_completed(), |_telephone, e| {
        (*e.user_state(), thread::current().id())
    });
    let windows = [1, 2].map(|user_state| {
        let telephone = Arc::clone(&telephone);
        thread::spawn(move || {
            let event_loop = EventLoop::new();
            let _current = event_loop.enter();
            telephone.call_async(Gate::open(), user_state).unwrap();
            run(&event_loop);
            (user_state, thread::current().id())
        })
    });
    let mut expected = windows.map(|window| window.join().unwrap());
    let mut handled = [receive(&handlers), receive(&handlers)];
    expected.sort_by_key(|(user_state, _)| *user_state);
    handled.sort_by_key(|(user_state, _)| *user_state);
    assert_eq!(handled, expected);
}

#[test]
fn the_previous_context_comes_back_when_the_guard_is_dropped() {
    let post_to = |sender: Sender<Callback>| {
        context::from_fn(move |callback| {
            let _ = sender.send(callback);
        })
    };
    let post_here = || context::current().unwrap().post(Box::new(|| ()));
    let (outer, outer_posted) = mpsc::channel();
    let (inner, inner_posted) = mpsc::channel();

    assert!(context::current().is_none());
    {
        let _outer = context::set_current(post_to(outer));
        {
            let _inner = context::set_current(post_to(inner));
            post_here();
            {
                let _none = context::set_current(None);
                assert!(context::current().is_none());
            }
            post_here();
        }
        assert_eq!(rest(&inner_posted).len(), 2);
        post_here();
    }
    assert_eq!(rest(&outer_posted).len(), 1);
    assert!(context::current().is_none());
}

#[test]
fn the_context_of_one_thread_is_not_that_of_another() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let elsewhere = thread::spawn(|| context::current().is_none());
    assert!(elsewhere.join().unwrap());
}

#[test]
fn sending_waits_until_the_callback_has_run() {
    let (ui_thread, invoke) = user_interface();
    let window = context::from_fn(invoke);
    let (sender, receiver) = mpsc::channel();
    window.send(Box::new(move || {
        let _ = sender.send(thread::current().id());
    }));
    // No waiting here: it is there.
    assert_eq!(receiver.try_recv(), Ok(ui_thread));
}

#[test]
fn sending_to_a_context_that_drops_the_callback_does_not_wait_for_ever() {
    let (inbox, posted) = Inbox::new();
    drop(posted);
    let (sender, receiver) = mpsc::channel::<()>();
    inbox.send(Box::new(move || {
        let _ = sender.send(());
    }));
    assert!(rest(&receiver).is_empty());
}

#[test]
fn a_context_is_told_when_an_operation_starts_and_when_its_last_handler_has_returned() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let letterbox = Arc::new(Letterbox::default());
    let seen = Arc::clone(&inbox);
    let in_handler = listen(letterbox.deliver_completed(), move |_letterbox, _e| {
        (seen.started(), seen.completed())
    });

    letterbox.deliver_async(Gate::open()).unwrap();
    assert_eq!((inbox.started(), inbox.completed()), (1, 0));
    let callback = receive(&posted);
    assert_eq!((inbox.started(), inbox.completed()), (1, 0));
    callback();
    assert_eq!(receive(&in_handler), (1, 0));
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));
}

#[test]
fn a_start_that_is_refused_counts_for_nothing() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let letterbox = Arc::new(Letterbox::default());
    let (key, gate) = gate();
    letterbox.deliver_async(gate).unwrap();
    assert_eq!(
        letterbox.deliver_async(Gate::open()),
        Err(InvokeError::Busy)
    );
    assert_eq!(inbox.started() - inbox.completed(), 1);
    drop(key);
    receive(&posted)();
    assert_eq!(inbox.started(), inbox.completed());
}

#[test]
fn a_context_that_drops_the_callback_leaves_nothing_busy() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let letterbox = Arc::new(Letterbox::default());
    let handled = listen(letterbox.deliver_completed(), |_letterbox, _e| ());

    letterbox.deliver_async(Gate::open()).unwrap();
    let callback = receive(&posted);
    assert!(letterbox.is_busy());
    drop(callback);
    assert!(!letterbox.is_busy());
    assert_eq!((inbox.started(), inbox.completed()), (1, 1));

    // It kept its component alive, and no longer does.
    drop(letterbox);
    assert!(rest(&handled).is_empty());
}

#[test]
fn a_context_that_drops_the_callback_leaves_no_user_state_taken() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(Arc::clone(&inbox) as Arc<dyn SynchronizationContext>);
    let telephone = Arc::new(Telephone::default());
    telephone.call_async(Gate::open(), 1).unwrap();
    drop(receive(&posted));
    telephone.call_async(Gate::open(), 1).unwrap();
    receive(&posted)();
    assert_eq!((inbox.started(), inbox.completed()), (2, 2));
}

#[test]
fn an_operation_outlives_the_loop_it_was_started_in() {
    let letterbox = Arc::new(Letterbox::default());
    let handled = listen(letterbox.deliver_completed(), |_letterbox, _e| ());
    let (key, gate) = gate();
    {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        letterbox.deliver_async(gate).unwrap();
    }
    assert!(letterbox.is_busy());
    drop(key);
    eventually(|| !letterbox.is_busy());
    drop(letterbox);
    assert!(rest(&handled).is_empty());
}

#[test]
fn a_loop_that_ends_releases_the_operations_that_waited_for_it() {
    let telephone = Arc::new(Telephone::default());
    let handled = listen(telephone.call_completed(), |_telephone, e| *e.user_state());
    let (sender, woken) = mpsc::channel();
    {
        let event_loop = EventLoop::with_wake(move || {
            let _ = sender.send(());
        });
        let _current = event_loop.enter();
        telephone.call_async(Gate::open(), 1).unwrap();
        receive(&woken);
    }
    // At once, for the callback was there and has been dropped with the loop.
    telephone.call_async(Gate::open(), 1).unwrap();
    drop(telephone);
    assert_eq!(rest(&handled), [1]);
}
