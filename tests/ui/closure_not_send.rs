use std::cell::Cell;
use std::rc::Rc;

use eap_runtime::{BackgroundWorker, EventLoop, Progress, context};

fn context(count: Rc<Cell<u32>>) {
    let _context = context::from_fn(move |callback| {
        count.set(1);
        callback();
    });
}

fn wake(count: Rc<Cell<u32>>) {
    let _event_loop = EventLoop::with_wake(move || count.set(1));
}

fn progress(count: Rc<Cell<u32>>) {
    let _progress = Progress::<()>::from_fn(move |_, _| count.set(1));
}

fn work(count: Rc<Cell<u32>>) {
    let _worker = BackgroundWorker::<(), ()>::do_work(move |_, _| count.set(1));
}

fn work_that_can_fail(count: Rc<Cell<u32>>) {
    let _worker = BackgroundWorker::<(), u32, (), String>::try_do_work(move |_, _| Ok(count.get()));
}

fn main() {
    context(Rc::default());
    wake(Rc::default());
    progress(Rc::default());
    work(Rc::default());
    work_that_can_fail(Rc::default());
}
