//! "Console applications": a main thread that does nothing but run its loop ends by itself when the last operation has
//! completed, however it completes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use eap_runtime::context::set_current;
use eap_runtime::{
    AsyncError, CancellationToken, EventLoop, Events, Executor, Job, Progress, ThreadPool,
    event_async,
};

use crate::support::{LIMIT, listen, receive, rest};

type Method = Box<dyn FnOnce(&CancellationToken, &Progress) -> Result<(), String> + Send>;

#[derive(Default)]
struct Worker {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Worker {
    #[event_async]
    fn work(
        method: Method,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress,
    ) -> Result<(), String> {
        method(cancel, progress)
    }
}

impl Worker {
    fn start(self: &Arc<Self>, user_state: u32) {
        let method: Method = Box::new(|_cancel, _progress| Ok(()));
        self.work_async(method, user_state).unwrap();
    }
}

/// Runs a program whose main function starts something and then only runs its loop. What it returns is its output.
#[track_caller]
fn main_thread<T: Send + 'static>(
    start: impl FnOnce(&EventLoop) -> mpsc::Receiver<T> + Send + 'static,
) -> Vec<T> {
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        let output = start(&event_loop);
        event_loop.run();
        assert_eq!(event_loop.outstanding(), 0);
        sender.send(output).unwrap();
    });
    // No later than this, all has been put out.
    receive(&ended).try_iter().collect()
}

#[test]
fn a_program_without_operations_ends_at_once() {
    let output = main_thread(|_event_loop| mpsc::channel::<()>().1);
    assert!(output.is_empty());
}

#[test]
fn a_program_ends_when_the_last_of_its_operations_has_completed() {
    let mut output = main_thread(|_event_loop| {
        let worker = Arc::new(Worker::default());
        let output = listen(worker.work_completed(), |_worker, e| *e.user_state());
        (0..50).for_each(|user_state| worker.start(user_state));
        output
    });
    output.sort_unstable();
    assert!(output.into_iter().eq(0..50));
}

#[test]
fn a_program_ends_however_its_operations_end() {
    let mut output = main_thread(|_event_loop| {
        let worker = Arc::new(Worker::default());
        let output = listen(worker.work_completed(), |_worker, e| match e.check() {
            Ok(()) => "success",
            Err(AsyncError::Failed(_)) => "failure",
            Err(AsyncError::Panicked(_)) => "panic",
            Err(AsyncError::Cancelled) => "cancellation",
            Err(_) => "another",
        });
        let methods: [Method; 4] = [
            Box::new(|_cancel, _progress| Ok(())),
            Box::new(|_cancel, _progress| Err(String::from("no luck"))),
            Box::new(|_cancel, _progress| panic!("no luck at all")),
            Box::new(|cancel, _progress| {
                assert!(cancel.wait_timeout(LIMIT));
                Ok(())
            }),
        ];
        for (user_state, method) in (0..).zip(methods) {
            worker.work_async(method, user_state).unwrap();
        }
        worker.work_async_cancel(&3);
        output
    });
    output.sort_unstable();
    assert_eq!(output, ["cancellation", "failure", "panic", "success"]);
}

/// Takes every job and runs none.
struct Careless;

impl Executor for Careless {
    fn execute(&self, job: Job) -> Result<(), Job> {
        drop(job);
        Ok(())
    }
}

#[test]
fn a_program_ends_when_its_operations_are_dropped_unrun() {
    let output = main_thread(|_event_loop| {
        let events = Events::with_executor(Careless);
        let worker = Arc::new(Worker { events });
        let output = listen(worker.work_completed(), |_worker, e| {
            matches!(e.error(), Some(AsyncError::Abandoned))
        });
        worker.start(1);
        output
    });
    assert_eq!(output, [true]);
}

#[test]
fn a_program_ends_when_an_operation_is_refused() {
    let output = main_thread(|_event_loop| {
        let stack_size = 1 << (usize::BITS - 2);
        let no_threads = ThreadPool::builder().stack_size(stack_size).build();
        let events = Events::with_executor(no_threads);
        let worker = Arc::new(Worker { events });
        let output = listen(worker.work_completed(), |_worker, _e| ());
        let method: Method = Box::new(|_cancel, _progress| Ok(()));
        worker.work_async(method, 1).unwrap_err();
        output
    });
    assert!(output.is_empty());
}

#[test]
fn a_program_ends_when_its_handlers_panic() {
    let output = main_thread(|_event_loop| {
        let worker = Arc::new(Worker::default());
        worker
            .work_progress_changed()
            .subscribe(|_worker, _e| panic!("out of paper"));
        worker
            .work_completed()
            .subscribe(|_worker, _e| panic!("out of ink"));
        let output = listen(worker.work_completed(), |_worker, e| *e.user_state());
        let method: Method = Box::new(|_cancel, progress| {
            progress.report(50);
            Ok(())
        });
        worker.work_async(method, 1).unwrap();
        output
    });
    assert_eq!(output, [1]);
}

#[test]
fn a_program_that_nobody_listens_to_ends_too() {
    let ran = Arc::new(AtomicBool::new(false));
    let in_method = Arc::clone(&ran);
    main_thread(move |_event_loop| {
        let worker = Arc::new(Worker::default());
        let method: Method = Box::new(move |_cancel, progress| {
            progress.report(50);
            in_method.store(true, Ordering::SeqCst);
            Ok(())
        });
        worker.work_async(method, 1).unwrap();
        mpsc::channel::<()>().1
    });
    assert!(ran.load(Ordering::SeqCst));
}

#[test]
fn a_program_goes_on_for_what_its_handlers_start_and_ends_after_the_last() {
    let output = main_thread(|_event_loop| {
        let worker = Arc::new(Worker::default());
        let output = listen(worker.work_completed(), |_worker, e| *e.user_state());
        worker.work_completed().subscribe(|worker, e| {
            if *e.user_state() < 10 {
                worker.start(e.user_state() + 1);
            }
        });
        worker.start(1);
        output
    });
    assert!(output.into_iter().eq(1..=10));
}

#[test]
fn a_program_waits_for_what_another_thread_has_started_in_its_loop() {
    let output = main_thread(|event_loop| {
        let context = event_loop.context();
        let (sender, output) = mpsc::channel();
        let starter = thread::spawn(move || {
            let _current = set_current(context);
            let worker = Arc::new(Worker::default());
            let started = thread::current().id();
            worker.work_completed().subscribe(move |_worker, _e| {
                sender.send(thread::current().id() == started).unwrap();
            });
            worker.start(1);
        });
        starter.join().unwrap();
        output
    });
    assert_eq!(output, [false]);
}

#[test]
fn every_report_has_been_heard_when_the_program_ends() {
    const REPORTS: u8 = 100;

    let output = main_thread(|_event_loop| {
        let worker = Arc::new(Worker::default());
        let output = listen(worker.work_progress_changed(), |_worker, e| {
            // The method is long done by the time that the last of these runs.
            thread::sleep(Duration::from_micros(100));
            e.progress_percentage()
        });
        let method: Method = Box::new(|_cancel, progress| {
            (0..REPORTS).for_each(|percentage| progress.report(percentage));
            Ok(())
        });
        worker.work_async(method, 1).unwrap();
        output
    });
    assert!(output.into_iter().eq(0..REPORTS));
}

#[test]
fn the_program_does_not_end_before_its_last_handler_has_returned() {
    let (sender, receiver) = mpsc::channel();
    main_thread(move |_event_loop| {
        let worker = Arc::new(Worker::default());
        worker.work_completed().subscribe(move |_worker, _e| {
            thread::sleep(Duration::from_millis(1));
            sender.send("the handler").unwrap();
        });
        worker.start(1);
        mpsc::channel::<()>().1
    });
    assert_eq!(receiver.try_recv(), Ok("the handler"));
    // With the program its component has gone, and the handler with that.
    assert!(rest(&receiver).is_empty());
}
