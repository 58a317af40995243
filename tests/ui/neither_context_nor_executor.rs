use std::sync::Arc;

use eap_runtime::{Delegate, EventLoop, Events, ThreadPool, context, executor, no_callback};

struct Store {
    events: Events<Self>,
}

struct Window;

fn main() {
    let event_loop = EventLoop::new();
    let _current = context::set_current(event_loop);
    let _current = context::set_current(Arc::new(Window));

    let _store = Store {
        events: Events::with_executor(|job| drop(job)),
    };
    executor::set_default(ThreadPool::builder().max_threads(2));

    let _result = (|| 1).begin_invoke((), no_callback, ()).unwrap();
    let _result = (|| 1).begin_invoke((), no_callback(), ());
}
