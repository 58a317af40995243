//! A loop that is run from inside one of its own callbacks: by a modal dialog, or by a handler that waits.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, mpsc};

use eap_runtime::context::{self, Callback, set_current};
use eap_runtime::{
    AsyncOperationManager, EventLoop, EventSource, Events, Progress, SynchronizationContext,
    event_async,
};

use super::{Printer, printed_pages};
use crate::support::{Gate, LIMIT, gate, rest, run};

/// A copier that reports each page.
#[derive(Default)]
struct Copier {
    events: Events<Self>,
}

#[event_async]
impl Copier {
    #[event_async]
    fn copy(&self, pages: u8, #[progress] progress: &Progress) {
        for page in 1..=pages {
            progress.report(page);
        }
    }
}

/// Posts a callback that runs `work` on the loop's thread, where it need not be `Send`.
fn post_local(event_loop: &EventLoop, work: impl Fn() + 'static) {
    let source = Arc::new(EventSource::<(), ()>::new());
    source.event().subscribe_local(move |_sender, ()| work());
    event_loop.post(move || source.raise(&Arc::new(()), &()));
}

#[test]
fn a_loop_run_inside_a_posted_callback_waits_for_every_operation() {
    let event_loop = Rc::new(EventLoop::new());
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let (key, gate) = gate();
    printer.print_async(gate, 1).unwrap();
    let key = RefCell::new(Some(key));
    let (inner, printed) = (Rc::clone(&event_loop), Rc::clone(&pages));
    let checked = Rc::new(RefCell::new(false));
    let checks = Rc::clone(&checked);
    post_local(&event_loop, move || {
        drop(key.take());
        assert!(inner.run_for(LIMIT));
        *checks.borrow_mut() = *printed.borrow() == [1];
    });
    run(&event_loop);
    assert!(*checked.borrow());
}

#[test]
fn a_loop_run_inside_a_progress_handler_runs_the_operations_later_events() {
    let event_loop = Rc::new(EventLoop::new());
    let _current = event_loop.enter();
    let copier = Arc::new(Copier::default());
    let order = Rc::new(RefCell::new(Vec::new()));
    let (inner, log) = (Rc::clone(&event_loop), Rc::clone(&order));
    copier
        .copy_progress_changed()
        .subscribe_local(move |_copier, e| {
            let page = e.progress_percentage();
            log.borrow_mut().push(format!("page {page}"));
            if page == 1 {
                // A dialog that waits until all is copied.
                assert!(inner.run_for(LIMIT));
                log.borrow_mut().push("dialog closed".to_owned());
            }
        });
    let log = Rc::clone(&order);
    copier
        .copy_completed()
        .subscribe_local(move |_copier, _e| log.borrow_mut().push("completed".to_owned()));
    copier.copy_async(3).unwrap();
    run(&event_loop);
    assert_eq!(
        *order.borrow(),
        ["page 1", "page 2", "page 3", "completed", "dialog closed"]
    );
}

#[test]
fn a_loop_run_inside_a_completed_handler_waits_for_every_other_operation() {
    let event_loop = Rc::new(EventLoop::new());
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let (key, gate) = gate();
    let key = RefCell::new(Some(key));
    let (inner, printed) = (Rc::clone(&event_loop), Rc::clone(&pages));
    let checked = Rc::new(RefCell::new(false));
    let checks = Rc::clone(&checked);
    printer
        .print_completed()
        .subscribe_local(move |_printer, e| {
            if *e.user_state() == 1 {
                drop(key.take());
                assert!(inner.run_for(LIMIT));
                *checks.borrow_mut() = *printed.borrow() == [1, 2];
            }
        });
    printer.print_async(gate, 2).unwrap();
    printer.print_async(Gate::open(), 1).unwrap();
    run(&event_loop);
    assert!(*checked.borrow());
}

#[test]
fn loops_run_inside_completed_handlers_one_inside_another_all_end() {
    let event_loop = Rc::new(EventLoop::new());
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let inner = Rc::clone(&event_loop);
    printer
        .print_completed()
        .subscribe_local(move |printer, e| {
            if *e.user_state() < 4 {
                printer
                    .print_async(Gate::open(), e.user_state() + 1)
                    .unwrap();
                assert!(inner.run_for(LIMIT));
            }
        });
    printer.print_async(Gate::open(), 1).unwrap();
    run(&event_loop);
    assert_eq!(*pages.borrow(), [1, 2, 3, 4]);
}

#[test]
fn a_loop_run_inside_a_handler_of_another_loop_waits_for_its_own_operations() {
    let outer = EventLoop::new();
    let inner = Rc::new(EventLoop::new());
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let (other, seen) = (Rc::clone(&inner), Rc::clone(&pages));
    let checked = Rc::new(RefCell::new(false));
    let checks = Rc::clone(&checked);
    printer
        .print_completed()
        .subscribe_local(move |printer, e| {
            if *e.user_state() == 1 {
                let _current = other.enter();
                printer.print_async(Gate::open(), 2).unwrap();
                assert!(other.run_for(LIMIT));
                *checks.borrow_mut() = *seen.borrow() == [1, 2];
            }
        });
    let _current = outer.enter();
    printer.print_async(Gate::open(), 1).unwrap();
    run(&outer);
    assert!(*checked.borrow());
}

#[test]
fn a_loop_run_inside_a_callback_of_an_operation_made_by_hand_runs_its_later_ones() {
    let event_loop = Rc::new(EventLoop::new());
    let _current = event_loop.enter();
    let operation = Arc::new(AsyncOperationManager::create_operation(()));
    let (sender, order) = mpsc::channel();
    let source = Arc::new(EventSource::<(), ()>::new());
    let (inner, log) = (Rc::clone(&event_loop), sender.clone());
    source.event().subscribe_local(move |_sender, ()| {
        assert!(inner.run_for(LIMIT));
        log.send("dialog closed").unwrap();
    });
    {
        let source = Arc::clone(&source);
        operation
            .post(move || source.raise(&Arc::new(()), &()))
            .unwrap();
    }
    operation
        .post_operation_completed(move || sender.send("completed").unwrap())
        .unwrap();
    run(&event_loop);
    drop(source);
    assert_eq!(rest(&order), ["completed", "dialog closed"]);
}

/// A context that passes everything on to another one.
struct Through(Arc<dyn SynchronizationContext>);

impl SynchronizationContext for Through {
    fn post(&self, callback: Callback) {
        self.0.post(callback);
    }

    fn operation_started(&self) {
        self.0.operation_started();
    }

    fn operation_completed(&self) {
        self.0.operation_completed();
    }
}

#[test]
fn a_loop_run_inside_a_completed_handler_leaves_an_operation_that_came_through_another_context() {
    let event_loop = Rc::new(EventLoop::new());
    let printer = Arc::new(Printer::default());
    let inner = Rc::clone(&event_loop);
    printer
        .print_completed()
        .subscribe_local(move |_printer, _e| assert!(inner.run_for(LIMIT)));
    let pages = printed_pages(&printer);
    {
        let _current = set_current(Arc::new(Through(event_loop.context())));
        printer.print_async(Gate::open(), 1).unwrap();
    }
    run(&event_loop);
    assert_eq!(*pages.borrow(), [1]);
}

#[test]
fn a_loop_run_inside_a_handler_whose_operation_it_does_not_count_waits_for_all_that_it_counts() {
    let event_loop = Rc::new(EventLoop::new());
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let (key, gate) = gate();
    {
        let _current = event_loop.enter();
        printer.print_async(gate, 1).unwrap();
    }
    // This one posts to the loop, but is not counted there.
    let context = event_loop.context();
    let uncounted = context::from_fn(move |callback| context.post(callback));
    let _current = set_current(uncounted);
    let checked = Rc::new(RefCell::new(false));
    let (inner, checks, printed) = (
        Rc::clone(&event_loop),
        Rc::clone(&checked),
        Rc::clone(&pages),
    );
    let key = RefCell::new(Some(key));
    printer
        .print_completed()
        .subscribe_local(move |_printer, e| {
            if *e.user_state() == 2 {
                drop(key.take());
                assert!(inner.run_for(LIMIT));
                *checks.borrow_mut() = printed.borrow().contains(&1);
            }
        });
    printer.print_async(Gate::open(), 2).unwrap();
    run(&event_loop);
    assert!(*checked.borrow());
}
