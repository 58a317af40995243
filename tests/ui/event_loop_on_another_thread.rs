use std::sync::Arc;
use std::thread;

use eap_runtime::EventLoop;

fn moved(event_loop: EventLoop) {
    thread::spawn(move || event_loop.run());
}

fn shared(event_loop: Arc<EventLoop>) {
    thread::spawn(move || event_loop.run());
}

fn borrowed(event_loop: &EventLoop) {
    thread::scope(|scope| scope.spawn(|| event_loop.run()).join().is_ok());
}

fn main() {
    let event_loop = Arc::new(EventLoop::new());
    borrowed(&event_loop);
    shared(event_loop);
    moved(EventLoop::new());
}
