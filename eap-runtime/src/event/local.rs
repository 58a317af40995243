//! Handlers that stay on the thread that subscribed them, kept in a map of that thread. What the event's list holds is
//! a `Send` stand-in that finds its handler only there.

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, Weak};
use std::thread;

use super::EventHandler;

thread_local! {
    static KEPT: RefCell<HashMap<u64, Kept>> = RefCell::default();
}

struct Kept {
    /// Always an `Rc<LocalHandler<S, A>>`.
    handler: Box<dyn Any>,
    /// Dead when the stand-in was dropped on another thread, which can't reach this map.
    stand_in: Weak<()>,
}

type LocalHandler<S, A> = dyn Fn(&Arc<S>, &A);

/// Keeps `handler` on this thread and gives its stand-in.
pub(super) fn keep_here<S: 'static, A: 'static>(
    id: u64,
    handler: impl Fn(&Arc<S>, &A) + 'static,
) -> Arc<EventHandler<S, A>> {
    let alive = Arc::new(());
    let handler: Rc<LocalHandler<S, A>> = Rc::new(handler);
    let kept = Kept {
        handler: Box::new(handler),
        stand_in: Arc::downgrade(&alive),
    };
    let orphans = KEPT.try_with(|map| {
        let mut map = map.borrow_mut();
        map.insert(id, kept);
        let orphans: Vec<u64> = map
            .iter()
            .filter(|(_, kept)| kept.stand_in.strong_count() == 0)
            .map(|(id, _)| *id)
            .collect();
        orphans
            .iter()
            .filter_map(|id| map.remove(id))
            .collect::<Vec<_>>()
    });
    // On a thread that is ending there is no map any more, and the handler is gone by now.
    // Outside of the borrow, for what a handler owns may subscribe or unsubscribe when dropped.
    drop(orphans);

    let stand_in = StandIn {
        id,
        home: thread::current(),
        _alive: alive,
    };
    Arc::new(move |sender, args| stand_in.call(sender, args))
}

struct StandIn {
    id: u64,
    home: thread::Thread,
    _alive: Arc<()>,
}

impl StandIn {
    fn call<S: 'static, A: 'static>(&self, sender: &Arc<S>, args: &A) {
        let found = KEPT.try_with(|map| {
            let map = map.borrow();
            let kept = map.get(&self.id)?;
            kept.handler
                .downcast_ref::<Rc<LocalHandler<S, A>>>()
                .cloned()
        });
        if let Ok(Some(handler)) = found {
            handler(sender, args);
        } else {
            // Reported like any handler that fails: by the panic hook, and the other handlers run.
            panic!(
                "a handler from `subscribe_local` stays on thread {home:?}, but its event was raised on thread {here:?}: \
                 start the operation where a context of {home:?} is current",
                home = self.home.name().unwrap_or("<unnamed>"),
                here = thread::current().name().unwrap_or("<unnamed>"),
            );
        }
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        // On another thread there is nothing to find; the handler waits for its own thread's next subscription or end.
        let kept = KEPT.try_with(|map| {
            map.try_borrow_mut()
                .ok()
                .and_then(|mut map| map.remove(&self.id))
        });
        drop(kept);
    }
}
