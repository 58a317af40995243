//! Feature `tokio`: handlers on the thread of a `LocalSet`, where `!Send` things live.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, mpsc};
use std::thread;

use eap_runtime::tokio::LocalContext;
use eap_runtime::{Events, context, event_async};
use tokio::sync::Notify;
use tokio::task::{LocalSet, spawn_local};

use super::models::{current_thread_runtime, limited};
use crate::support::{Gate, gate};

/// Any number of operations at a time, told apart by a number.
#[derive(Default)]
struct Reader {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Reader {
    #[event_async]
    fn read(&self, gate: Gate) {
        gate.pass();
    }
}

/// Runs a program on a local set.
fn on_a_local_set<T>(program: impl Future<Output = T>) -> T {
    LocalSet::new().block_on(&current_thread_runtime(), limited(program))
}

/// What has been read, and a way to wait for more.
#[derive(Default)]
struct Pages {
    numbers: RefCell<Vec<u32>>,
    turned: Notify,
}

impl Pages {
    fn of(reader: &Reader) -> Rc<Self> {
        let pages = Rc::new(Self::default());
        let seen = Rc::clone(&pages);
        reader.read_completed().subscribe_local(move |_reader, e| {
            seen.numbers.borrow_mut().push(*e.user_state());
            seen.turned.notify_one();
        });
        pages
    }

    async fn wait_for(&self, count: usize) {
        while self.numbers.borrow().len() < count {
            self.turned.notified().await;
        }
    }
}

#[test]
fn handlers_may_own_what_is_not_send() {
    let numbers = on_a_local_set(async {
        let reader = Arc::new(Reader::default());
        let pages = Pages::of(&reader);
        {
            let _current = LocalContext::current().enter();
            for page in 0..10 {
                reader.read_async(Gate::open(), page).unwrap();
            }
        }
        pages.wait_for(10).await;
        pages.numbers.take()
    });
    assert_eq!(numbers.len(), 10);
}

#[test]
fn handlers_run_between_the_tasks_of_the_set() {
    on_a_local_set(async {
        let reader = Arc::new(Reader::default());
        let pages = Pages::of(&reader);
        let (key, gate) = gate();
        {
            let _current = LocalContext::current().enter();
            reader.read_async(gate, 1).unwrap();
        }
        // A task of the set is what the operation waits for: the set has to go on meanwhile.
        spawn_local(async move { drop(key) });
        pages.wait_for(1).await;
    });
}

#[test]
fn a_handler_may_spawn_a_task_on_the_set() {
    on_a_local_set(async {
        let reader = Arc::new(Reader::default());
        let spawned = Rc::new((Cell::new(false), Notify::new()));
        let seen = Rc::clone(&spawned);
        reader.read_completed().subscribe_local(move |_reader, _e| {
            let seen = Rc::clone(&seen);
            spawn_local(async move {
                seen.0.set(true);
                seen.1.notify_one();
            });
        });
        {
            let _current = LocalContext::current().enter();
            reader.read_async(Gate::open(), 1).unwrap();
        }
        spawned.1.notified().await;
        assert!(spawned.0.get());
    });
}

#[test]
fn what_handlers_start_comes_back_to_the_set() {
    let numbers = on_a_local_set(async {
        let reader = Arc::new(Reader::default());
        let pages = Pages::of(&reader);
        reader.read_completed().subscribe(|reader, e| {
            if *e.user_state() < 10 {
                reader.read_async(Gate::open(), e.user_state() + 1).unwrap();
            }
        });
        {
            let _current = LocalContext::current().enter();
            reader.read_async(Gate::open(), 1).unwrap();
        }
        pages.wait_for(10).await;
        pages.numbers.take()
    });
    assert!(numbers.into_iter().eq(1..=10));
}

#[test]
fn a_callback_that_panics_does_not_keep_the_next_from_running() {
    on_a_local_set(async {
        let context = LocalContext::current().context();
        context.post(Box::new(|| panic!("torn page")));
        let (sender, receiver) = tokio::sync::oneshot::channel();
        context.post(Box::new(move || {
            sender.send(context::current().is_some()).unwrap();
        }));
        assert_eq!(receiver.await, Ok(true));
    });
}

#[test]
fn what_is_sent_on_the_sets_thread_runs_there_and_then_even_before_the_set_is_driven() {
    let set = LocalSet::new();
    let context = LocalContext::new(&set).context();
    let (sender, receiver) = mpsc::channel();
    let inner = Arc::clone(&context);
    context.send(Box::new(move || {
        inner.send(Box::new(move || {
            sender.send(thread::current().id()).unwrap();
        }));
    }));
    assert_eq!(receiver.try_recv(), Ok(thread::current().id()));
}

#[test]
fn the_set_can_end_when_nobody_uses_its_context_any_more() {
    let set = LocalSet::new();
    let reader = Arc::new(Reader::default());
    {
        let _current = LocalContext::new(&set).enter();
        reader.read_async(Gate::open(), 1).unwrap();
    }
    // A set that is awaited waits for all of its tasks, and so for that of the context.
    current_thread_runtime().block_on(limited(set));
}
