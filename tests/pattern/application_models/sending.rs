//! Posting returns at once, sending waits: the two ways into a context, as .NET's `SynchronizationContext` has them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use eap_runtime::context::{self, Callback, set_current};
use eap_runtime::tokio::{LocalContext, RuntimeContext};
use eap_runtime::{EventLoop, SerialContext, SynchronizationContext};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::LocalSet;

use super::models::current_thread_runtime;
use crate::support::{gate, receive, rest};

/// A context that runs its callbacks on threads other than the test's, while the last field is there.
struct Running {
    context: Arc<dyn SynchronizationContext>,
    _running: Box<dyn Send>,
}

/// Has a thread run a context until the sender that it waits for is dropped.
fn on_a_thread(
    application: impl FnOnce(mpsc::Sender<Arc<dyn SynchronizationContext>>, oneshot::Receiver<()>)
    + Send
    + 'static,
) -> Running {
    let (sender, context) = mpsc::channel();
    let (running, over) = oneshot::channel::<()>();
    thread::spawn(move || application(sender, over));
    Running {
        context: receive(&context),
        _running: Box::new(running),
    }
}

fn event_loop() -> Running {
    on_a_thread(|sender, over| {
        let event_loop = EventLoop::new();
        // As an operation does, it keeps the loop running.
        let context = event_loop.context();
        context.operation_started();
        sender.send(Arc::clone(&context)).unwrap();
        thread::spawn(move || {
            let _ = over.blocking_recv();
            context.operation_completed();
        });
        event_loop.run();
    })
}

fn toolkit() -> Running {
    let (sender, queue) = mpsc::channel::<Callback>();
    thread::spawn(move || {
        while let Ok(callback) = queue.recv() {
            callback();
        }
    });
    Running {
        context: context::from_fn(move |callback| sender.send(callback).unwrap()),
        _running: Box::new(()),
    }
}

fn serial_context() -> Running {
    Running {
        context: SerialContext::new().context(),
        _running: Box::new(()),
    }
}

fn tokio_runtime() -> Running {
    let runtime = Runtime::new().unwrap();
    Running {
        context: RuntimeContext::new(runtime.handle().clone()).context(),
        _running: Box::new(runtime),
    }
}

fn tokio_local_set() -> Running {
    on_a_thread(|sender, over| {
        let set = LocalSet::new();
        sender.send(LocalContext::new(&set).context()).unwrap();
        let _ = set.block_on(&current_thread_runtime(), over);
    })
}

fn posting_returns_before_the_callback_has_run(running: &Running) {
    let (key, gate) = gate();
    let (sender, receiver) = mpsc::channel();
    running.context.post(Box::new(move || {
        gate.pass();
        sender.send(thread::current().id()).unwrap();
    }));
    // The callback can't get past the gate while this thread holds the key.
    drop(key);
    assert_ne!(receive(&receiver), thread::current().id());
}

fn sending_returns_when_the_callback_has_run(running: &Running) {
    for _ in 0..100 {
        let ran = Arc::new(AtomicBool::new(false));
        let in_callback = Arc::clone(&ran);
        let sent = running.context.send(Box::new(move || {
            thread::yield_now();
            in_callback.store(true, Ordering::SeqCst);
        }));
        assert!(sent);
        assert!(ran.load(Ordering::SeqCst));
    }
}

fn a_panic_of_what_is_sent_is_the_senders_and_the_context_goes_on(running: &Running) {
    let context = Arc::clone(&running.context);
    let sent = thread::spawn(move || context.send(Box::new(|| panic!("return to sender"))));
    let message = sent.join().unwrap_err();
    assert_eq!(message.downcast_ref::<&str>(), Some(&"return to sender"));
    sending_returns_when_the_callback_has_run(running);
}

fn sending_from_inside_of_a_callback_runs_there_and_then(running: &Running) {
    let (sender, receiver) = mpsc::channel();
    let context = Arc::clone(&running.context);
    running.context.post(Box::new(move || {
        let outside = thread::current().id();
        context.send(Box::new(move || {
            sender.send((outside, thread::current().id())).unwrap();
        }));
    }));
    let (outside, inside) = receive(&receiver);
    assert_eq!(inside, outside);
}

fn the_context_is_current_in_what_is_sent(running: &Running) {
    let (sender, receiver) = mpsc::channel();
    let context = Arc::clone(&running.context);
    running.context.post(Box::new(move || {
        let _none = set_current(None);
        context.send(Box::new(move || {
            sender.send(context::current().is_some()).unwrap();
        }));
    }));
    assert!(receive(&receiver));
}

fn every_callback_runs_exactly_once(running: &Running) {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for poster in 0..4_u32 {
            let (context, sender) = (&running.context, sender.clone());
            scope.spawn(move || {
                for number in 0..100_u32 {
                    let sender = sender.clone();
                    let callback = Box::new(move || sender.send((poster, number)).unwrap());
                    if number % 10 == 0 {
                        context.send(callback);
                    } else {
                        context.post(callback);
                    }
                }
            });
        }
    });
    drop(sender);
    let mut ran = rest(&receiver);
    ran.sort_unstable();
    let expected = (0..4).flat_map(|poster| (0..100).map(move |number| (poster, number)));
    assert!(ran.into_iter().eq(expected));
}

macro_rules! under {
    ($($running:ident)*) => {$(
        mod $running {
            use super::$running as running;

            #[test]
            fn posting_returns_before_the_callback_has_run() {
                super::posting_returns_before_the_callback_has_run(&running());
            }

            #[test]
            fn sending_returns_when_the_callback_has_run() {
                super::sending_returns_when_the_callback_has_run(&running());
            }

            #[test]
            fn a_panic_of_what_is_sent_is_the_senders_and_the_context_goes_on() {
                super::a_panic_of_what_is_sent_is_the_senders_and_the_context_goes_on(&running());
            }

            #[test]
            fn sending_from_inside_of_a_callback_runs_there_and_then() {
                super::sending_from_inside_of_a_callback_runs_there_and_then(&running());
            }

            #[test]
            fn the_context_is_current_in_what_is_sent() {
                super::the_context_is_current_in_what_is_sent(&running());
            }

            #[test]
            fn every_callback_runs_exactly_once() {
                super::every_callback_runs_exactly_once(&running());
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

#[test]
fn what_is_sent_runs_after_what_was_posted_before_where_a_context_keeps_order() {
    for running in [event_loop(), toolkit(), serial_context(), tokio_local_set()] {
        let order = Arc::new(Mutex::new(Vec::new()));
        for number in 0..100 {
            let order = Arc::clone(&order);
            let callback: Callback = Box::new(move || order.lock().unwrap().push(number));
            if number % 7 == 0 {
                running.context.send(callback);
            } else {
                running.context.post(callback);
            }
        }
        running.context.send(Box::new(|| ()));
        assert!(order.lock().unwrap().iter().copied().eq(0..100));
    }
}
