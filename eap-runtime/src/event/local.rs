//! Handlers that stay on the thread that subscribed them.

use std::sync::Arc;
use std::thread;

use super::EventHandler;
use crate::local::Local;

/// Keeps `handler` on this thread, and returns a stand-in for the event's list, which finds it only here.
pub(super) fn keep_here<S: 'static, A: 'static>(
    handler: impl Fn(&Arc<S>, &A) + 'static,
) -> Arc<EventHandler<S, A>> {
    let handler = Local::new(handler);
    Arc::new(move |sender, args| {
        let called = handler.with(|handler| handler(sender, args));
        // Reported like any handler that fails: by the panic hook, and the other handlers run.
        assert!(
            called.is_some(),
            "a handler from `subscribe_local` stays on thread {home:?}, but its event was raised on thread {here:?}: \
             start the operation where a context of {home:?} is current",
            home = handler.home_name(),
            here = thread::current().name().unwrap_or("<unnamed>"),
        );
    })
}
