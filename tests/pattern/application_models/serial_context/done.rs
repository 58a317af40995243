//! Waiting as a future, for any executor to poll.

use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};

use eap_runtime::SerialContext;
use tokio::runtime::Runtime;

use super::super::models::{current_thread_runtime, limited};
use super::{Clerk, file, wait};
use crate::support::{Gate, gate, listen, receive, rest};

/// Sends a word for each time it is woken, and ends the channel when nobody can wake it any more.
struct Bell(mpsc::Sender<()>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let _ = self.0.send(());
    }
}

fn bell() -> (Waker, mpsc::Receiver<()>) {
    let (sender, rung) = mpsc::channel();
    (Waker::from(Arc::new(Bell(sender))), rung)
}

#[test]
fn with_nothing_outstanding_it_is_ready_at_once() {
    let (waker, _rung) = bell();
    let done = pin!(SerialContext::new().done());
    assert_eq!(done.poll(&mut Context::from_waker(&waker)), Poll::Ready(()));
}

#[test]
fn it_wakes_its_task_when_the_last_operation_is_done() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (key, first) = gate();
    let (last_key, last) = gate();
    file(&clerk, &request, first, 1);
    file(&clerk, &request, last, 2);
    let handled = listen(clerk.file_completed(), |_clerk, _e| ());

    let (waker, rung) = bell();
    let mut task = Context::from_waker(&waker);
    let mut done = pin!(request.done());
    assert_eq!(done.as_mut().poll(&mut task), Poll::Pending);
    drop(key);
    receive(&handled);
    assert_eq!(done.as_mut().poll(&mut task), Poll::Pending);
    assert!(rung.try_recv().is_err());
    drop(last_key);
    receive(&rung);
    assert_eq!(done.poll(&mut task), Poll::Ready(()));
    // Polled twice while it waited, it is woken once.
    drop(waker);
    assert!(rest(&rung).is_empty());
}

#[test]
fn it_wakes_the_task_that_polled_it_last() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    file(&clerk, &request, gate, 1);
    let mut done = pin!(request.done());
    let (before, _rung) = bell();
    let (now, rung) = bell();
    for waker in [&before, &now] {
        let poll = done.as_mut().poll(&mut Context::from_waker(waker));
        assert_eq!(poll, Poll::Pending);
    }
    drop(key);
    receive(&rung);
    assert_eq!(done.poll(&mut Context::from_waker(&now)), Poll::Ready(()));
}

#[test]
fn it_waits_on_when_something_has_started_since_it_was_woken() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (waker, rung) = bell();
    let mut task = Context::from_waker(&waker);
    let mut done = pin!(request.done());
    for round in 1..=3 {
        let (key, gate) = gate();
        file(&clerk, &request, gate, round);
        assert_eq!(done.as_mut().poll(&mut task), Poll::Pending);
        drop(key);
        receive(&rung);
    }
    assert_eq!(done.poll(&mut task), Poll::Ready(()));
}

#[test]
fn dropped_it_leaves_the_others_waiting() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    file(&clerk, &request, gate, 1);
    let (waker, rung) = bell();
    let mut stays = pin!(request.done());
    {
        let mut leaves = Box::pin(request.done());
        let (waker, _rung) = bell();
        let poll = leaves.as_mut().poll(&mut Context::from_waker(&waker));
        assert_eq!(poll, Poll::Pending);
    }
    let poll = stays.as_mut().poll(&mut Context::from_waker(&waker));
    assert_eq!(poll, Poll::Pending);
    drop(key);
    receive(&rung);
    wait(&request);
}

#[test]
fn dropped_it_lets_its_task_go() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    file(&clerk, &request, gate, 1);
    let (waker, rung) = bell();
    {
        let done = pin!(request.done());
        let poll = done.poll(&mut Context::from_waker(&waker));
        assert_eq!(poll, Poll::Pending);
    }
    drop(waker);
    // The operation is still under way, but nobody waits for it.
    assert!(rest(&rung).is_empty());
    drop(key);
}

/// Panics when woken.
struct Alarm;

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        panic!("in the waker");
    }
}

#[test]
fn a_waker_that_panics_does_not_keep_the_others_asleep() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    file(&clerk, &request, gate, 1);
    let alarm = Waker::from(Arc::new(Alarm));
    let (waker, rung) = bell();
    let mut before = pin!(request.done());
    let mut between = pin!(request.done());
    let mut after = pin!(request.done());
    for (done, waker) in [
        (&mut before, &alarm),
        (&mut between, &waker),
        (&mut after, &alarm),
    ] {
        let poll = done.as_mut().poll(&mut Context::from_waker(waker));
        assert_eq!(poll, Poll::Pending);
    }
    drop(key);
    receive(&rung);
}

#[test]
fn it_outlives_its_request() {
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    let done = {
        let request = SerialContext::new();
        file(&clerk, &request, gate, 1);
        request.done()
    };
    drop(key);
    current_thread_runtime().block_on(limited(done));
}

#[test]
fn under_tokio_all_handlers_have_run_when_it_is_ready() {
    let clerk = Arc::new(Clerk::default());
    let handled = listen(clerk.file_completed(), |_clerk, e| *e.user_state());
    let numbers = current_thread_runtime().block_on(async move {
        let request = SerialContext::new();
        for user_state in 0..20 {
            file(&clerk, &request, Gate::open(), user_state);
        }
        limited(request.done()).await;
        handled.try_iter().collect::<Vec<_>>()
    });
    assert_eq!(numbers.len(), 20);
}

#[test]
fn under_tokio_many_tasks_wait_for_requests_of_their_own() {
    let runtime = Runtime::new().unwrap();
    let requests: Vec<_> = (0..50)
        .map(|_| {
            runtime.spawn(async {
                let clerk = Arc::new(Clerk::default());
                let handled = listen(clerk.file_completed(), |_clerk, e| *e.user_state());
                let request = SerialContext::new();
                for user_state in 0..10 {
                    file(&clerk, &request, Gate::open(), user_state);
                }
                request.done().await;
                handled.try_iter().count()
            })
        })
        .collect();
    for request in requests {
        assert_eq!(runtime.block_on(limited(request)).unwrap(), 10);
    }
}

#[test]
fn under_tokio_several_tasks_may_wait_for_one_request() {
    let runtime = Runtime::new().unwrap();
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    let (key, gate) = gate();
    file(&clerk, &request, gate, 1);
    let tasks: Vec<_> = (0..10).map(|_| runtime.spawn(request.done())).collect();
    drop(key);
    for task in tasks {
        runtime.block_on(limited(task)).unwrap();
    }
}
