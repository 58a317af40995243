//! "ASP.NET … applications": a request has no thread of its own, and its handlers still run one at a time.

mod done;
mod wait;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::thread::{self, ThreadId};

use eap_runtime::{
    Events, Executor, Job, SerialContext, SynchronizationContext, ThreadPool, context, event_async,
};

use super::models::Threads;
use crate::support::{Gate, LIMIT, eventually, gate, listen, receive, rest};

/// Any number of operations at a time, told apart by a number.
#[derive(Default)]
struct Clerk {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Clerk {
    #[event_async]
    fn file(&self, gate: Gate) {
        gate.pass();
    }
}

/// Starts an operation of `clerk` in `context`.
fn file(clerk: &Arc<Clerk>, context: &SerialContext, gate: Gate, user_state: u32) {
    let _current = context.enter();
    clerk.file_async(gate, user_state).unwrap();
}

#[track_caller]
fn wait(context: &SerialContext) {
    assert!(context.wait_timeout(LIMIT), "an operation is never done");
}

/// Waits for what has been posted so far.
fn drain(context: &SerialContext) {
    let (sender, receiver) = mpsc::channel();
    let callback = move || sender.send(()).unwrap();
    context.context().post(Box::new(callback));
    receive(&receiver);
}

#[test]
fn callbacks_run_in_the_order_posted() {
    let context = SerialContext::with_executor(Threads).context();
    let (sender, order) = mpsc::channel();
    for number in 0..1000 {
        let sender = sender.clone();
        context.post(Box::new(move || sender.send(number).unwrap()));
    }
    drop(sender);
    assert!(rest(&order).into_iter().eq(0..1000));
}

#[test]
fn callbacks_posted_from_several_threads_keep_the_order_of_each() {
    let context = SerialContext::with_executor(Threads).context();
    let (sender, order) = mpsc::channel();
    thread::scope(|scope| {
        for thread in 0..4 {
            let (context, sender) = (&context, sender.clone());
            scope.spawn(move || {
                for number in 0..250 {
                    let sender = sender.clone();
                    context.post(Box::new(move || sender.send((thread, number)).unwrap()));
                }
            });
        }
    });
    drop(sender);
    let order = rest(&order);
    assert_eq!(order.len(), 1000);
    for thread in 0..4 {
        let of_thread = order.iter().filter(|(other, _)| *other == thread);
        assert!(of_thread.map(|(_, number)| *number).eq(0..250));
    }
}

#[test]
fn handlers_run_one_at_a_time_whichever_worker_posts_them() {
    const OPERATIONS: u32 = 200;

    let request = SerialContext::with_executor(Threads);
    let clerk = Arc::new(Clerk::default());
    let inside = AtomicBool::new(false);
    let handled = listen(clerk.file_completed(), move |_clerk, _e| {
        let alone = !inside.swap(true, Ordering::SeqCst);
        // Long enough for another thread to come in, if it could.
        thread::yield_now();
        inside.store(false, Ordering::SeqCst);
        alone
    });
    for user_state in 0..OPERATIONS {
        file(&clerk, &request, Gate::open(), user_state);
    }
    wait(&request);
    assert_eq!(
        handled.try_iter().collect::<Vec<_>>(),
        [true; OPERATIONS as usize]
    );
}

#[test]
fn handlers_of_different_contexts_run_side_by_side() {
    let requests = [SerialContext::new(), SerialContext::new()];
    let clerk = Arc::new(Clerk::default());
    // Neither gets past before the other is there.
    let both = Barrier::new(2);
    clerk.file_completed().subscribe(move |_clerk, _e| {
        both.wait();
    });
    for (request, user_state) in requests.iter().zip(0..) {
        file(&clerk, request, Gate::open(), user_state);
    }
    for request in &requests {
        wait(request);
    }
}

#[test]
fn there_is_no_fixed_thread() {
    let request = SerialContext::with_executor(Threads);
    let clerk = Arc::new(Clerk::default());
    let handlers = listen(clerk.file_completed(), |_clerk, _e| thread::current().id());
    let handler = |user_state| -> ThreadId {
        file(&clerk, &request, Gate::open(), user_state);
        wait(&request);
        receive(&handlers)
    };
    // A turn at each of them, and a new thread for each turn. The ids are never used again.
    let threads: Vec<_> = (0..100).map(handler).collect();
    assert!(threads.iter().any(|thread| *thread != threads[0]));
}

#[test]
fn a_callback_posted_by_another_runs_after_those_that_wait() {
    let request = SerialContext::new();
    let context = request.context();
    let (sender, order) = mpsc::channel();
    let (key, gate) = gate();
    let (first, inner) = (sender.clone(), Arc::clone(&context));
    context.post(Box::new(move || {
        gate.pass();
        let third = first.clone();
        inner.post(Box::new(move || third.send(3).unwrap()));
        first.send(1).unwrap();
    }));
    context.post(Box::new(move || sender.send(2).unwrap()));
    drop(key);
    assert_eq!(rest(&order), [1, 2, 3]);
}

#[test]
fn a_callback_that_panics_does_not_keep_the_next_from_running() {
    let request = SerialContext::new();
    request.context().post(Box::new(|| panic!("out of paper")));
    drain(&request);
}

#[test]
fn a_handler_that_panics_does_not_keep_the_request_from_ending() {
    let request = SerialContext::new();
    let clerk = Arc::new(Clerk::default());
    clerk
        .file_completed()
        .subscribe(|_clerk, _e| panic!("out of paper"));
    let handled = listen(clerk.file_completed(), |_clerk, e| *e.user_state());
    for user_state in 0..10 {
        file(&clerk, &request, Gate::open(), user_state);
    }
    wait(&request);
    assert_eq!(handled.try_iter().count(), 10);
}

#[test]
fn the_context_is_current_in_its_callbacks_and_nowhere_else() {
    let request = SerialContext::with_executor(ThreadPool::builder().max_threads(1).build());
    let (sender, receiver) = mpsc::channel();
    let here = move || sender.send(context::current().is_some()).unwrap();
    {
        let _current = request.enter();
        context::current().unwrap().post(Box::new(here));
    }
    assert!(context::current().is_none());
    assert!(receive(&receiver));
}

/// Runs each job inside `execute`, on the calling thread.
struct Inline;

impl Executor for Inline {
    fn execute(&self, job: Job) -> Result<(), Job> {
        job.run();
        Ok(())
    }
}

#[test]
fn an_executor_may_run_the_callbacks_there_and_then() {
    let context = SerialContext::with_executor(Inline).context();
    let order = Arc::new(Mutex::new(Vec::new()));
    let (outer, inner) = (Arc::clone(&order), Arc::clone(&order));
    let again = Arc::clone(&context);
    context.post(Box::new(move || {
        again.post(Box::new(move || inner.lock().unwrap().push(2)));
        outer.lock().unwrap().push(1);
    }));
    assert_eq!(*order.lock().unwrap(), [1, 2]);
}

/// Loses its jobs until it is told to pass them on.
struct Careless {
    careful: Arc<AtomicBool>,
    refuses: bool,
    pool: ThreadPool,
}

impl Executor for Careless {
    fn execute(&self, job: Job) -> Result<(), Job> {
        if self.careful.load(Ordering::SeqCst) {
            self.pool.execute(job)
        } else if self.refuses {
            Err(job)
        } else {
            drop(job);
            Ok(())
        }
    }
}

fn lost_turns_release_their_operations_and_later_ones_run(refuses: bool) {
    let careful = Arc::new(AtomicBool::new(false));
    let request = SerialContext::with_executor(Careless {
        careful: Arc::clone(&careful),
        refuses,
        pool: ThreadPool::new(),
    });
    let clerk = Arc::new(Clerk::default());
    let handled = listen(clerk.file_completed(), |_clerk, e| *e.user_state());
    for round in 0..5 {
        // A lost operation counts as done, and its user state is free.
        file(&clerk, &request, Gate::open(), 1);
        wait(&request);
        assert!(handled.try_recv().is_err(), "round {round}");
    }

    careful.store(true, Ordering::SeqCst);
    // The turn that was lost last may still be at it.
    eventually(|| {
        file(&clerk, &request, Gate::open(), 1);
        wait(&request);
        handled.try_recv().is_ok()
    });
    file(&clerk, &request, Gate::open(), 2);
    wait(&request);
    assert_eq!(handled.try_recv(), Ok(2));
}

#[test]
fn an_executor_that_drops_its_turns_releases_their_operations_and_may_recover() {
    lost_turns_release_their_operations_and_later_ones_run(false);
}

#[test]
fn an_executor_that_refuses_its_turns_releases_their_operations_and_may_recover() {
    lost_turns_release_their_operations_and_later_ones_run(true);
}
