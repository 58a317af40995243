//! Feature `tokio`: handlers as tasks of a runtime.

use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::thread;

use eap_runtime::tokio::RuntimeContext;
use eap_runtime::{Events, SynchronizationContext, event_async};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;

use super::models::{Watched, current_thread_runtime, limited};
use crate::support::{Gate, eventually, gate, listen, receive, rest};

/// Any number of operations at a time, told apart by a number.
#[derive(Default)]
struct Reader {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = usize)]
impl Reader {
    #[event_async]
    fn read(&self, gate: Gate) {
        gate.pass();
    }
}

fn context(runtime: &Runtime) -> RuntimeContext {
    RuntimeContext::new(runtime.handle().clone())
}

#[test]
fn handlers_run_inside_the_runtime() {
    let runtime = Runtime::new().unwrap();
    let reader = Arc::new(Reader::default());
    let id = runtime.handle().id();
    let inside = listen(reader.read_completed(), move |_reader, _e| {
        Handle::current().id() == id
    });
    {
        let _current = context(&runtime).enter();
        reader.read_async(Gate::open(), 1).unwrap();
    }
    assert!(receive(&inside));
}

#[test]
fn a_task_finds_the_runtime_it_is_in() {
    let runtime = Runtime::new().unwrap();
    let reader = Arc::new(Reader::default());
    let inside = listen(reader.read_completed(), |_reader, _e| {
        Handle::try_current().is_ok()
    });
    runtime.block_on(async {
        let _current = RuntimeContext::current().enter();
        reader.read_async(Gate::open(), 1).unwrap();
    });
    assert!(receive(&inside));
}

#[test]
fn a_handler_may_spawn_a_task_and_a_task_may_wait_for_a_handler() {
    let runtime = current_thread_runtime();
    let answer = runtime.block_on(async {
        let reader = Arc::new(Reader::default());
        let (sender, receiver) = oneshot::channel();
        let sender = Mutex::new(Some(sender));
        reader.read_completed().subscribe(move |_reader, _e| {
            let sender = sender.lock().unwrap().take().unwrap();
            tokio::spawn(async move { sender.send(42).unwrap() });
        });
        {
            let _current = RuntimeContext::current().enter();
            reader.read_async(Gate::open(), 1).unwrap();
        }
        limited(receiver).await
    });
    assert_eq!(answer, Ok(42));
}

#[test]
fn handlers_of_different_operations_may_run_side_by_side() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let reader = Arc::new(Reader::default());
    // Neither gets past before the other is there.
    let both = Barrier::new(2);
    let handled = listen(reader.read_completed(), move |_reader, _e| {
        both.wait();
    });
    {
        let _current = context(&runtime).enter();
        for user_state in 0..2 {
            reader.read_async(Gate::open(), user_state).unwrap();
        }
    }
    drop(reader);
    assert_eq!(rest(&handled).len(), 2);
}

#[test]
fn a_handler_that_panics_does_not_end_the_runtime() {
    let runtime = current_thread_runtime();
    let reader = Arc::new(Reader::default());
    reader
        .read_completed()
        .subscribe(|_reader, _e| panic!("torn page"));
    let (sender, mut handled) = tokio::sync::mpsc::unbounded_channel();
    reader.read_completed().subscribe(move |_reader, e| {
        let _ = sender.send(*e.user_state());
    });
    runtime.block_on(async {
        for page in 0..10 {
            {
                let _current = RuntimeContext::current().enter();
                reader.read_async(Gate::open(), page).unwrap();
            }
            assert_eq!(limited(handled.recv()).await, Some(page));
        }
    });
}

#[test]
fn a_runtime_that_shuts_down_while_operations_are_under_way_leaves_none_of_them_pending() {
    const OPERATIONS: usize = 100;

    let runtime = Runtime::new().unwrap();
    let reader = Arc::new(Reader::default());
    let handled = listen(reader.read_completed(), |_reader, e| *e.user_state());
    let (keys, gates): (Vec<_>, Vec<_>) = (0..OPERATIONS).map(|_| gate()).unzip();
    {
        let _current = context(&runtime).enter();
        for (gate, user_state) in gates.into_iter().zip(0..) {
            reader.read_async(gate, user_state).unwrap();
        }
    }
    let opener = thread::spawn(move || keys.into_iter().for_each(drop));
    runtime.shutdown_background();
    opener.join().unwrap();

    // Handled or dropped: in the end, each user state is free again.
    for user_state in 0..OPERATIONS {
        eventually(|| reader.read_async(Gate::open(), user_state).is_ok());
    }
    drop(reader);
    let mut times = [0; OPERATIONS];
    for user_state in rest(&handled) {
        times[user_state] += 1;
    }
    // The second one had no context and was handled for sure, the first one once at the most.
    assert!(
        times.iter().all(|times| [1, 2].contains(times)),
        "{times:?}"
    );
}

#[test]
fn a_callback_that_waits_goes_with_its_runtime() {
    let runtime = current_thread_runtime();
    let (context, posted) = Watched::new(context(&runtime).context());
    let (sender, receiver) = mpsc::channel::<()>();
    context.post(Box::new(move || sender.send(()).unwrap()));
    receive(&posted);
    drop(runtime);
    assert!(rest(&receiver).is_empty());
}
