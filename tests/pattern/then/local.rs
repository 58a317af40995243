//! `…_then_local`: a callback that owns what stays on its thread, such as a widget.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::{self, ThreadId};

use eap_runtime::context::{self, Callback, set_current};
use eap_runtime::{AsyncError, EventLoop, InvokeError, SynchronizationContext, TaskId};

use super::Disk;
use crate::support::{Desk, Gate, Inbox, eventually, gate, receive, run};

/// A part of a window: neither `Send` nor `Sync`.
#[derive(Clone, Default)]
struct Label(Rc<RefCell<String>>);

impl Label {
    fn set(&self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    fn text(&self) -> String {
        self.0.borrow().clone()
    }
}

/// Tells on which thread it is dropped. It is not `Send` either.
struct Farewell(mpsc::Sender<ThreadId>, Rc<()>);

impl Drop for Farewell {
    fn drop(&mut self) {
        let _ = self.0.send(thread::current().id());
    }
}

fn farewell() -> (Farewell, mpsc::Receiver<ThreadId>) {
    let (sender, dropped) = mpsc::channel();
    (Farewell(sender, Rc::new(())), dropped)
}

#[test]
fn a_widget_is_set_on_its_thread() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let disk = Arc::new(Disk::default());
    let label = Label::default();
    let shown = label.clone();
    disk.open_then_local("a file", TaskId::new(), move |outcome| {
        let (file, size) = outcome.unwrap();
        shown.set(&format!("{size} bytes, {}", file.0.len()));
    })
    .unwrap();
    run(&event_loop);
    assert_eq!(label.text(), "6 bytes, 6");
    // What the callback owned is gone with it.
    assert_eq!(Rc::strong_count(&label.0), 1);
}

#[test]
fn it_needs_a_context() {
    let disk = Arc::new(Disk::default());
    let (held, dropped) = farewell();
    let started = disk.check_then_local(Gate::open(), TaskId::new(), move |_outcome| {
        drop(held);
        panic!("it did not start");
    });
    assert_eq!(started.map(|_handle| ()), Err(InvokeError::NoContext));
    assert_eq!(dropped.try_recv(), Ok(thread::current().id()));
    assert_eq!(disk.events.pending(), 0);
    assert!(InvokeError::NoContext.to_string().contains("context"));
}

#[test]
fn it_needs_a_context_before_anything_else() {
    let disk = Arc::new(Disk::default());
    let (_key, gate) = gate();
    let task = TaskId::new();
    disk.check_async(gate, task).unwrap();
    let started = disk.check_then_local(Gate::open(), task, drop);
    assert_eq!(started.map(|_handle| ()), Err(InvokeError::NoContext));
    let _none = set_current(None);
    let started = disk.check_then_local(Gate::open(), TaskId::new(), drop);
    assert_eq!(started.map(|_handle| ()), Err(InvokeError::NoContext));
}

#[test]
fn its_operation_is_cancelled_through_its_handle() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let disk = Arc::new(Disk::default());
    let label = Label::default();
    let shown = label.clone();
    let (begun, running) = mpsc::channel();
    let handle = disk.format_then_local(begun, TaskId::new(), move |outcome| {
        assert_eq!(outcome, Err(AsyncError::Cancelled));
        shown.set("cancelled");
    });
    receive(&running);
    handle.unwrap().cancel();
    run(&event_loop);
    assert_eq!(label.text(), "cancelled");
}

/// A context that runs its callbacks on a thread of its own.
fn elsewhere() -> Arc<dyn SynchronizationContext> {
    let (sender, callbacks) = mpsc::channel::<Callback>();
    thread::Builder::new()
        .name("elsewhere".to_owned())
        .spawn(move || callbacks.into_iter().for_each(|callback| callback()))
        .unwrap();
    context::from_fn(move |callback| {
        let _ = sender.send(callback);
    })
}

#[test]
fn in_a_context_of_another_thread_it_does_not_run_and_what_it_owns_is_dropped_at_home() {
    let disk = Arc::new(Disk::default());
    let (held, dropped) = farewell();
    let handle = {
        let _current = set_current(elsewhere());
        disk.check_then_local(Gate::open(), TaskId::new(), move |_outcome| {
            let _held = &held;
            unreachable!("it stays on its thread");
        })
    };
    let handle = handle.unwrap();
    eventually(|| handle.is_completed());
    assert_eq!(disk.events.pending(), 0);
    // Where this thread comes by.
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    eventually(|| {
        event_loop.poll();
        dropped.try_recv() == Ok(thread::current().id())
    });
}

#[test]
fn in_a_context_of_another_thread_it_is_reported_like_a_panic() {
    // The hook is the process's, and other tests panic, too.
    let reports = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&reports);
    let home = thread::current().name().unwrap().to_owned();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let message = info.payload_as_str().unwrap_or_default();
        let names = message.contains("then_local") && message.contains("elsewhere");
        if names && message.contains(&home) {
            counted.fetch_add(1, Ordering::SeqCst);
        } else {
            before(info);
        }
    }));
    let disk = Arc::new(Disk::default());
    let handle = {
        let _current = set_current(elsewhere());
        disk.check_then_local(Gate::open(), TaskId::new(), drop)
    };
    assert!(handle.is_ok());
    eventually(|| reports.load(Ordering::SeqCst) == 1);
}

#[test]
fn what_it_owns_is_dropped_at_home_when_the_context_drops_it_elsewhere() {
    let (inbox, posted) = Inbox::new();
    let disk = Arc::new(Disk::default());
    let (held, dropped) = farewell();
    {
        let _current = set_current(inbox as Arc<dyn SynchronizationContext>);
        let callback = move |_outcome| drop(held);
        disk.check_then_local(Gate::open(), TaskId::new(), callback)
            .unwrap();
    }
    let callback = receive(&posted);
    thread::spawn(move || drop(callback)).join().unwrap();
    assert!(dropped.try_recv().is_err());
    assert_eq!(disk.events.pending(), 0);
    EventLoop::new().poll();
    assert_eq!(dropped.try_recv(), Ok(thread::current().id()));
}

#[test]
fn what_it_owns_is_dropped_at_once_when_its_start_is_rejected() {
    let (desk, jobs) = Desk::new();
    drop(jobs);
    let disk = Arc::new(Disk {
        events: eap_runtime::Events::with_executor(desk),
    });
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let (held, dropped) = farewell();
    let callback = move |_outcome| drop(held);
    let started = disk.check_then_local(Gate::open(), TaskId::new(), callback);
    assert_eq!(started.map(|_handle| ()), Err(InvokeError::Rejected));
    assert_eq!(dropped.try_recv(), Ok(thread::current().id()));
}

#[test]
fn it_may_start_the_next_one() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let disk = Arc::new(Disk::default());
    let label = Label::default();
    let (first, component) = (label.clone(), Arc::clone(&disk));
    let callback = move |_outcome| {
        first.set("one ");
        let second = first.clone();
        component
            .check_then_local(Gate::open(), TaskId::new(), move |_outcome| {
                second.set("two");
            })
            .unwrap();
    };
    disk.check_then_local(Gate::open(), TaskId::new(), callback)
        .unwrap();
    run(&event_loop);
    assert_eq!(label.text(), "one two");
}

#[test]
fn in_a_loop_that_has_ended_it_is_dropped_at_home() {
    let disk = Arc::new(Disk::default());
    let (held, dropped) = farewell();
    let (key, gate) = gate();
    {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        let callback = move |_outcome| drop(held);
        disk.check_then_local(gate, TaskId::new(), callback)
            .unwrap();
    }
    drop(key);
    let other_loop = EventLoop::new();
    eventually(|| {
        other_loop.poll();
        dropped.try_recv() == Ok(thread::current().id())
    });
    assert_eq!(disk.events.pending(), 0);
}
