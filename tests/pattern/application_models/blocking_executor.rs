//! Feature `tokio`: methods on the threads that a runtime keeps for blocking work.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Barrier};

use eap_runtime::tokio::{BlockingExecutor, RuntimeContext};
use eap_runtime::{AsyncError, Events, InvokeError, event_async};
use tokio::runtime::{Builder, Handle, Runtime};

use crate::support::{Gate, gate, listen, receive, rest};

/// One operation at a time.
struct Press {
    events: Events<Self>,
}

#[event_async]
impl Press {
    /// Whether it runs inside a runtime, and what that says when it is asked from here.
    #[event_async(result = answer)]
    fn print(&self, gate: Gate) -> Option<u32> {
        gate.pass();
        let runtime = Handle::try_current().ok()?;
        // A thread for blocking work may block.
        Some(runtime.block_on(async { 42 }))
    }

    /// Tells that it has begun.
    #[event_async]
    fn hold(&self, begun: Sender<()>, gate: Gate) {
        begun.send(()).unwrap();
        gate.pass();
    }

    #[event_async]
    fn jam(&self) {
        panic!("jammed");
    }
}

/// Any number at a time.
struct Presses {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = usize)]
impl Presses {
    #[event_async]
    fn print_together(&self, together: &Arc<Barrier>) {
        together.wait();
    }
}

fn press(runtime: &Runtime) -> Arc<Press> {
    let executor = BlockingExecutor::new(runtime.handle().clone());
    Arc::new(Press {
        events: Events::with_executor(executor),
    })
}

#[test]
fn methods_run_inside_the_runtime_where_they_may_block() {
    let runtime = Runtime::new().unwrap();
    let press = press(&runtime);
    let printed = listen(press.print_completed(), |_press, e| *e.answer().unwrap());
    press.print_async(Gate::open()).unwrap();
    assert_eq!(receive(&printed), Some(42));
}

#[test]
fn a_task_finds_the_runtime_it_is_in() {
    let runtime = Runtime::new().unwrap();
    let executor = runtime.block_on(async { BlockingExecutor::current() });
    let events = Events::with_executor(executor);
    let press = Arc::new(Press { events });
    let printed = listen(press.print_completed(), |_press, e| *e.answer().unwrap());
    press.print_async(Gate::open()).unwrap();
    assert_eq!(receive(&printed), Some(42));
}

#[test]
fn every_operation_has_a_thread_of_its_own_and_runs_exactly_once() {
    const PRESSES: usize = 50;

    let runtime = Runtime::new().unwrap();
    let executor = BlockingExecutor::new(runtime.handle().clone());
    let presses = Arc::new(Presses {
        events: Events::with_executor(executor),
    });
    let printed = listen(presses.print_together_completed(), |_presses, e| {
        *e.user_state()
    });
    let together = Arc::new(Barrier::new(PRESSES));
    for user_state in 0..PRESSES {
        presses
            .print_together_async(Arc::clone(&together), user_state)
            .unwrap();
    }
    drop(presses);
    let mut printed = rest(&printed);
    printed.sort_unstable();
    assert!(printed.into_iter().eq(0..PRESSES));
}

#[test]
fn a_method_that_panics_is_the_operations_outcome_and_not_the_runtimes() {
    let runtime = Runtime::new().unwrap();
    let press = press(&runtime);
    let jammed = listen(press.jam_completed(), |_press, e| {
        matches!(e.error(), Some(AsyncError::Panicked(_)))
    });
    let printed = listen(press.print_completed(), |_press, e| e.check().is_ok());
    press.jam_async().unwrap();
    assert!(receive(&jammed));
    press.print_async(Gate::open()).unwrap();
    assert!(receive(&printed));
}

/// The outcomes of a press's operations that were abandoned, and whether it was busy then.
#[test]
fn after_the_runtime_has_shut_down_operations_are_rejected() {
    let runtime = Runtime::new().unwrap();
    let press = press(&runtime);
    drop(runtime);
    let completed = listen(press.print_completed(), |_press, _e| ());
    for _ in 0..3 {
        assert_eq!(press.print_async(Gate::open()), Err(InvokeError::Rejected));
        assert!(!press.is_busy());
    }
    drop(press);
    assert!(rest(&completed).is_empty());
}

#[test]
fn a_runtime_that_can_start_no_thread_rejects_operations() {
    // No machine has this much memory for a stack.
    let stack_size = 1 << (usize::BITS - 2);
    let runtime = Builder::new_current_thread()
        .thread_stack_size(stack_size)
        .build()
        .unwrap();
    let press = press(&runtime);
    let completed = listen(press.print_completed(), |_press, _e| ());
    assert_eq!(press.print_async(Gate::open()), Err(InvokeError::Rejected));
    assert!(!press.is_busy());
    drop(press);
    assert!(rest(&completed).is_empty());
}

#[test]
fn a_runtime_that_shuts_down_finishes_what_runs_and_leaves_nothing_pending() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(1)
        .build()
        .unwrap();
    let (runs, waits) = (press(&runtime), press(&runtime));
    let finished = listen(runs.hold_completed(), |_press, e| e.check().is_ok());
    let completed = listen(waits.print_completed(), |press, _e| press.is_busy());
    let (begun, has_begun) = mpsc::channel();
    let (key, gate) = gate();
    runs.hold_async(begun, gate).unwrap();
    receive(&has_begun);
    // Behind the one that has the only thread.
    waits.print_async(Gate::open()).unwrap();
    runtime.shutdown_background();
    drop(key);
    assert!(receive(&finished));
    // Run or abandoned, as the runtime likes.
    drop(waits);
    assert_eq!(rest(&completed), [false]);
}

#[test]
fn methods_and_handlers_can_share_one_runtime() {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(1)
        .build()
        .unwrap();
    let press = press(&runtime);
    let id = runtime.handle().id();
    let inside = listen(press.print_completed(), move |_press, e| {
        Handle::current().id() == id && e.answer().is_ok()
    });
    for _ in 0..10 {
        {
            let _current = RuntimeContext::new(runtime.handle().clone()).enter();
            press.print_async(Gate::open()).unwrap();
        }
        assert!(receive(&inside));
    }
}
