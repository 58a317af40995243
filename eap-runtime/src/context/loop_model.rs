//! The contexts with a queue under a model checker: no wake-up is lost, and no callback runs twice or is lost.

use std::sync::Arc;

use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use super::{EventLoop, SerialContext, SynchronizationContext};
use crate::executor::{Executor, Job};
use crate::model::{Task, check, check_with};
use crate::sync::{Mutex, lock};

type Count = Arc<AtomicUsize>;

/// Posts a callback that counts itself, and completes the operation.
fn complete(context: &Arc<dyn SynchronizationContext>, ran: &Count) {
    let counted = Arc::clone(ran);
    context.post(Box::new(move || {
        counted.fetch_add(1, Ordering::Relaxed);
    }));
    context.operation_completed();
}

fn complete_elsewhere(
    context: &Arc<dyn SynchronizationContext>,
    ran: &Count,
) -> thread::JoinHandle<()> {
    let (context, ran) = (Arc::clone(context), Arc::clone(ran));
    thread::spawn(move || complete(&context, &ran))
}

#[test]
fn a_loop_runs_until_the_operation_is_done_and_its_handlers_have_run() {
    check(|| {
        let (event_loop, ran) = (EventLoop::new(), Count::default());
        let context = event_loop.context();
        context.operation_started();
        let worker = complete_elsewhere(&context, &ran);
        event_loop.run();
        assert_eq!(ran.load(Ordering::Relaxed), 1);
        assert_eq!(event_loop.outstanding(), 0);
        worker.join().unwrap();
    });
}

#[test]
fn a_loop_runs_until_the_last_of_two_operations_is_done() {
    check_with(3, || {
        let (event_loop, ran) = (EventLoop::new(), Count::default());
        let context = event_loop.context();
        let workers = [(); 2].map(|()| {
            context.operation_started();
            complete_elsewhere(&context, &ran)
        });
        event_loop.run();
        assert_eq!(ran.load(Ordering::Relaxed), 2);
        workers.map(|worker| worker.join().unwrap());
    });
}

#[test]
fn a_callback_posted_while_the_loop_ends_is_dropped_once() {
    check(|| {
        let (event_loop, ran) = (EventLoop::new(), Count::default());
        let context = event_loop.context();
        let worker = complete_elsewhere(&context, &ran);
        drop(event_loop);
        worker.join().unwrap();
        assert_eq!(ran.load(Ordering::Relaxed), 0);
        // Nobody holds the callback any more.
        assert_eq!(Arc::strong_count(&ran), 1);
    });
}

#[test]
fn a_surrounding_loop_is_woken_for_each_callback_and_for_the_end() {
    check_with(3, || {
        let (surrounding, ran) = (Arc::new(Task::default()), Count::default());
        let woken = Arc::clone(&surrounding);
        let event_loop = EventLoop::with_wake(move || std::task::Wake::wake_by_ref(&woken));
        let context = event_loop.context();
        let workers = [(); 2].map(|()| {
            context.operation_started();
            complete_elsewhere(&context, &ran)
        });
        while event_loop.outstanding() > 0 || ran.load(Ordering::Relaxed) < 2 {
            surrounding.sleep();
            event_loop.poll();
        }
        workers.map(|worker| worker.join().unwrap());
    });
}

/// Runs each job on a thread of the model.
struct Threads;

impl Executor for Threads {
    fn execute(&self, job: Job) -> Result<(), Job> {
        thread::spawn(move || job.run());
        Ok(())
    }
}

#[test]
fn a_serial_context_runs_its_callbacks_one_at_a_time_and_in_order() {
    check_with(3, || {
        let request = SerialContext::with_executor(Threads);
        let context = request.context();
        let (inside, ran) = (
            Arc::new(AtomicUsize::new(0)),
            Arc::new(Mutex::new(Vec::new())),
        );
        for number in 0..2 {
            context.operation_started();
            let (inside, ran, done) = (inside.clone(), ran.clone(), context.clone());
            context.post(Box::new(move || {
                assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "one at a time");
                lock(&ran).push(number);
                inside.fetch_sub(1, Ordering::SeqCst);
                done.operation_completed();
            }));
        }
        // A wake-up that is lost is a deadlock here, for the model has no clock.
        request.wait();
        assert_eq!(*lock(&ran), [0, 1]);
    });
}

#[test]
fn a_task_that_waits_for_a_serial_context_is_woken() {
    check_with(3, || {
        let (request, ran) = (SerialContext::with_executor(Threads), Count::default());
        let context = request.context();
        context.operation_started();
        let worker = complete_elsewhere(&context, &ran);
        let mut done = request.done();
        Arc::new(Task::default()).run(|waker| {
            let mut context = std::task::Context::from_waker(waker);
            Future::poll(std::pin::Pin::new(&mut done), &mut context)
        });
        assert_eq!(request.outstanding(), 0);
        worker.join().unwrap();
    });
}
