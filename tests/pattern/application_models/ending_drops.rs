//! What the runtime drops of the user's may panic: no loop ends by it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};

use eap_runtime::context::{self, Callback, set_current};
use eap_runtime::{
    AsyncOperationManager, EventLoop, Events, Progress, SynchronizationContext, event_async,
};

use crate::support::{Gate, Inbox, LIMIT, gate, receive};

/// Panics when dropped, unless that would be during another panic.
#[derive(Clone)]
struct Sharp;

impl Drop for Sharp {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("cut");
        }
    }
}

#[derive(Default)]
struct Drawer {
    events: Events<Self>,
}

#[event_async(user_state = Arc<Sharp>)]
impl Drawer {
    #[event_async]
    fn open(&self, gate: Gate, #[progress] progress: &Progress) {
        progress.report(1);
        gate.pass();
    }
}

#[test]
fn a_loop_goes_on_when_the_handlers_and_the_user_state_that_it_drops_panic() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let drawer = Arc::new(Drawer::default());
    let (held, sharp) = (Sharp, Arc::new(Sharp));
    drawer
        .open_progress_changed()
        .subscribe(move |_drawer, _e| {
            let _held = &held;
        });
    let (key, gate) = gate();
    drawer.open_async(gate, sharp).unwrap();
    drop((key, drawer));
    // The loop has the last reference to all of it.
    let ran = catch_unwind(AssertUnwindSafe(|| event_loop.run_for(LIMIT)));
    assert!(ran.unwrap());
}

#[test]
fn a_loop_goes_on_when_a_callback_made_by_hand_owns_what_panics() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let operation = AsyncOperationManager::create_operation(());
    let held = Sharp;
    operation
        .post_operation_completed(move || drop(held))
        .unwrap();
    let ran = catch_unwind(AssertUnwindSafe(|| event_loop.run_for(LIMIT)));
    assert!(ran.unwrap());
}

/// A context that drops what it owns when the last operation lets it go.
struct Framed {
    inbox: Arc<Inbox>,
    _held: Sharp,
}

impl SynchronizationContext for Framed {
    fn post(&self, callback: Callback) {
        self.inbox.post(callback);
    }
}

#[test]
fn a_callback_does_not_panic_when_the_context_that_it_drops_does() {
    let (inbox, posted) = Inbox::new();
    let operation = {
        let context: Arc<dyn SynchronizationContext> = Arc::new(Framed {
            inbox,
            _held: Sharp,
        });
        let _current = set_current(context);
        AsyncOperationManager::create_operation(())
    };
    operation.post_operation_completed(|| ()).unwrap();
    let callback = receive(&posted);
    drop(operation);
    callback();
}

#[test]
fn a_toolkits_loop_goes_on_when_the_closure_of_its_context_panics_as_it_is_dropped() {
    let (sender, queue) = mpsc::channel::<Callback>();
    let held = Sharp;
    let context = context::from_fn(move |callback| {
        let _held = &held;
        sender.send(callback).unwrap();
    });
    context.post(Box::new(move || ()));
    let callback = receive(&queue);
    drop(catch_unwind(AssertUnwindSafe(|| drop(context))));
    callback();
}
