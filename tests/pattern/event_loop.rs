//! "Your class will work correctly under any application model, including … Console applications": the loop for a thread
//! that has none.

mod nested;
mod scope;
mod surrounding;

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use eap_runtime::{EventLoop, Events, context, event_async};

use crate::support::{Gate, LIMIT, gate, listen, receive, rest, run};

#[derive(Default)]
struct Printer {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u32)]
impl Printer {
    #[event_async]
    fn print(&self, gate: Gate) {
        gate.pass();
    }
}

/// The user states of the operations whose handlers ran on this thread.
fn printed_pages(printer: &Printer) -> Rc<RefCell<Vec<u32>>> {
    let pages = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&pages);
    printer
        .print_completed()
        .subscribe_local(move |_printer, e| seen.borrow_mut().push(*e.user_state()));
    pages
}

#[test]
fn running_ends_when_all_operations_are_done() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    for page in 0..10 {
        printer.print_async(Gate::open(), page).unwrap();
    }
    event_loop.run();
    pages.borrow_mut().sort_unstable();
    assert_eq!(*pages.borrow(), (0..10).collect::<Vec<_>>());
    assert_eq!(event_loop.outstanding(), 0);
}

#[test]
fn running_goes_on_for_what_handlers_start() {
    let event_loop = EventLoop::new();
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    printer.print_completed().subscribe(|printer, e| {
        if *e.user_state() < 5 {
            printer
                .print_async(Gate::open(), e.user_state() + 1)
                .unwrap();
        }
    });
    {
        let _current = event_loop.enter();
        printer.print_async(Gate::open(), 1).unwrap();
    }
    // The loop is not entered any more: it is its running that makes it current for the handlers.
    assert!(context::current().is_none());
    event_loop.run();
    assert!(context::current().is_none());
    assert_eq!(*pages.borrow(), [1, 2, 3, 4, 5]);
}

#[test]
fn running_with_nothing_to_do_ends_at_once() {
    let event_loop = EventLoop::new();
    assert!(event_loop.run_for(Duration::ZERO));
    assert_eq!(event_loop.poll(), 0);
    let _current = event_loop.enter();
    event_loop.run();
}

#[test]
fn running_for_a_while_tells_whether_all_is_done() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let (key, gate) = gate();
    printer.print_async(gate, 1).unwrap();
    assert!(!event_loop.run_for(Duration::from_millis(1)));
    assert_eq!(event_loop.outstanding(), 1);
    assert!(pages.borrow().is_empty());
    drop(key);
    assert!(event_loop.run_for(LIMIT));
    assert_eq!(*pages.borrow(), [1]);
}

#[test]
fn running_for_ever_and_a_day_is_possible() {
    let event_loop = EventLoop::new();
    event_loop.post(|| ());
    assert!(event_loop.run_for(Duration::MAX));
}

#[test]
fn operations_of_other_threads_are_waited_for_too() {
    let event_loop = EventLoop::new();
    let printer = Arc::new(Printer::default());
    let pages = printed_pages(&printer);
    let (key, gate) = gate();
    let starter = {
        let (printer, context) = (Arc::clone(&printer), event_loop.context());
        thread::spawn(move || {
            let _current = context::set_current(context);
            printer.print_async(gate, 1).unwrap();
        })
    };
    starter.join().unwrap();
    drop(key);
    run(&event_loop);
    assert_eq!(*pages.borrow(), [1]);
}

#[test]
fn callbacks_run_in_the_order_in_which_they_came() {
    let event_loop = EventLoop::new();
    let (sender, order) = mpsc::channel();
    let post_from = |numbers: std::ops::Range<u32>| {
        let (context, sender) = (event_loop.context(), sender.clone());
        let poster = thread::spawn(move || {
            for number in numbers {
                let sender = sender.clone();
                context.post(Box::new(move || sender.send(number).unwrap()));
            }
        });
        poster.join().unwrap();
    };
    post_from(0..10);
    post_from(10..20);
    event_loop.run();
    drop(sender);
    assert_eq!(rest(&order), (0..20).collect::<Vec<_>>());
}

/// Panics when dropped.
struct Sharp;

impl Drop for Sharp {
    fn drop(&mut self) {
        panic!("cut");
    }
}

#[test]
fn a_loop_can_be_dropped_whatever_waits_in_it() {
    let event_loop = EventLoop::new();
    let (sender, receiver) = mpsc::channel::<()>();
    for _ in 0..2 {
        let held = (Sharp, sender.clone());
        event_loop.post(move || drop(held));
    }
    drop(sender);
    drop(event_loop);
    assert!(rest(&receiver).is_empty());
}

#[test]
fn a_handler_that_panics_does_not_end_the_loop() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    printer
        .print_completed()
        .subscribe(|_printer, _e| panic!("out of paper"));
    let pages = printed_pages(&printer);
    printer.print_async(Gate::open(), 1).unwrap();
    run(&event_loop);
    printer.print_async(Gate::open(), 2).unwrap();
    run(&event_loop);
    assert_eq!(*pages.borrow(), [1, 2]);
}

#[test]
fn a_callback_posted_by_hand_may_panic_and_the_loop_can_go_on() {
    let event_loop = EventLoop::new();
    let (sender, ran) = mpsc::channel();
    event_loop.post(|| panic!("out of paper"));
    event_loop.post(move || sender.send(()).unwrap());
    let panicked = catch_unwind(AssertUnwindSafe(|| event_loop.run()));
    let message = panicked.unwrap_err();
    assert_eq!(message.downcast_ref::<&str>(), Some(&"out of paper"));
    run(&event_loop);
    assert_eq!(rest(&ran).len(), 1);
}

#[test]
fn a_handler_can_run_the_loop_until_what_it_started_is_done() {
    let event_loop = Rc::new(EventLoop::new());
    let _current = event_loop.enter();
    let printer = Arc::new(Printer::default());
    let order = Rc::new(RefCell::new(Vec::new()));
    {
        let (event_loop, order) = (Rc::clone(&event_loop), Rc::clone(&order));
        printer
            .print_completed()
            .subscribe_local(move |printer, e| {
                let page = *e.user_state();
                order.borrow_mut().push(format!("{page} begins"));
                if page == 1 {
                    printer.print_async(Gate::open(), 2).unwrap();
                    assert!(event_loop.run_for(LIMIT));
                }
                order.borrow_mut().push(format!("{page} ends"));
            });
    }
    printer.print_async(Gate::open(), 1).unwrap();
    run(&event_loop);
    assert_eq!(
        *order.borrow(),
        ["1 begins", "2 begins", "2 ends", "1 ends"]
    );
}

#[test]
fn sending_from_the_loops_own_thread_runs_the_callback_there_and_then() {
    // On a thread that may wait for itself without end, should it come to that.
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let event_loop = EventLoop::new();
        let here = thread::current().id();
        event_loop.context().send(Box::new(move || {
            sender.send(thread::current().id() == here).unwrap();
        }));
    });
    assert!(receive(&receiver));
}

#[test]
fn sending_from_another_thread_waits_for_the_loop() {
    let (wake, woken) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || wake.send(()).unwrap());
    let context = event_loop.context();
    let (sender, order) = mpsc::channel();
    let sent = thread::spawn(move || {
        let ran = sender.clone();
        context.send(Box::new(move || ran.send("the callback").unwrap()));
        sender.send("the sender").unwrap();
    });
    receive(&woken);
    assert_eq!(event_loop.poll(), 1);
    sent.join().unwrap();
    assert_eq!(rest(&order), ["the callback", "the sender"]);
}

#[test]
fn a_sent_callbacks_panic_is_the_senders() {
    let (wake, woken) = mpsc::channel();
    let event_loop = EventLoop::with_wake(move || wake.send(()).unwrap());
    let context = event_loop.context();
    let sent = thread::spawn(move || context.send(Box::new(|| panic!("return to sender"))));
    receive(&woken);
    assert_eq!(event_loop.poll(), 1);
    let message = sent.join().unwrap_err();
    assert_eq!(message.downcast_ref::<&str>(), Some(&"return to sender"));
}

#[test]
fn what_is_posted_to_a_loop_that_has_ended_is_dropped() {
    let context = EventLoop::new().context();
    let (sender, receiver) = mpsc::channel::<()>();
    context.post(Box::new(move || sender.send(()).unwrap()));
    assert!(rest(&receiver).is_empty());
}

#[test]
fn every_loop_runs_its_own_operations_only() {
    let (first, second) = (EventLoop::new(), EventLoop::new());
    let printer = Arc::new(Printer::default());
    let handled = listen(printer.print_completed(), |_printer, e| *e.user_state());
    let started_in = |event_loop: &EventLoop, page| {
        let _current = event_loop.enter();
        printer.print_async(Gate::open(), page).unwrap();
    };
    started_in(&first, 1);
    started_in(&second, 2);
    run(&first);
    assert_eq!(handled.try_iter().collect::<Vec<_>>(), [1]);
    run(&second);
    assert_eq!(handled.try_iter().collect::<Vec<_>>(), [2]);
}

#[test]
fn a_loop_inside_a_loop_gives_the_thread_back_to_the_outer_one() {
    let outer = EventLoop::new();
    let _current = outer.enter();
    let ran = Rc::new(Cell::new(false));
    {
        let inner = EventLoop::new();
        inner.post(|| ());
        inner.run();
    }
    let printer = Arc::new(Printer::default());
    let seen = Rc::clone(&ran);
    printer
        .print_completed()
        .subscribe_local(move |_printer, _e| seen.set(true));
    printer.print_async(Gate::open(), 1).unwrap();
    run(&outer);
    assert!(ran.get());
}
