//! A context made from a closure.

use std::cell::RefCell;
use std::ptr;
use std::sync::{Arc, Weak};

use super::{Callback, SynchronizationContext, post_and_wait, run_here};
use crate::event::AnyThread;

thread_local! {
    /// The contexts whose callbacks run on this thread, one inside another. Only ever compared.
    static INSIDE: RefCell<Vec<*const ()>> = const { RefCell::new(Vec::new()) };
}

/// Makes a context from a GUI toolkit's function that runs a closure on the UI thread.
///
/// `post` gets callbacks of type `Box<dyn FnOnce() + Send>`, which such functions take as they are. While a callback
/// runs, the context is current, so that the events of operations that a handler starts come back to it.
///
/// `send` from inside a callback calls the closure directly. From elsewhere on the UI thread it would block for ever, since a
/// closure cannot tell which thread it is on.
///
/// ```
/// use std::sync::mpsc;
/// use eap_runtime::context;
///
/// # fn invoke_on_ui_thread(callback: impl FnOnce() + Send + 'static) { callback() }
/// let context = context::from_fn(|callback| invoke_on_ui_thread(callback));
/// let (sender, receiver) = mpsc::channel();
/// context.post(Box::new(move || sender.send(context::current().is_some()).unwrap()));
/// assert!(receiver.recv()?);
/// # Ok::<(), mpsc::RecvError>(())
/// ```
pub fn from_fn(post: impl Fn(Callback) + AnyThread + 'static) -> Arc<dyn SynchronizationContext> {
    Arc::new_cyclic(|this| FromFn {
        this: this.clone(),
        post,
    })
}

struct FromFn<F> {
    this: Weak<Self>,
    post: F,
}

impl<F> FromFn<F> {
    fn id(&self) -> *const () {
        ptr::from_ref(self).cast()
    }
}

/// Marks this thread as inside a context's callback. A thread that is ending cannot be marked any more.
struct Inside;

impl Inside {
    fn enter(id: *const ()) -> Self {
        let _ = INSIDE.try_with(|inside| inside.borrow_mut().push(id));
        Self
    }

    fn is(id: *const ()) -> bool {
        INSIDE
            .try_with(|inside| inside.borrow().contains(&id))
            .unwrap_or(false)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let _ = INSIDE.try_with(|inside| inside.borrow_mut().pop());
    }
}

impl<F: Fn(Callback) + Send + Sync + 'static> SynchronizationContext for FromFn<F> {
    fn post(&self, callback: Callback) {
        let this = self.this.clone();
        (self.post)(Box::new(move || {
            let _inside = Inside::enter(this.as_ptr().cast());
            run_here(&this, callback);
        }));
    }

    fn send(&self, callback: Callback) -> bool {
        if Inside::is(self.id()) {
            run_here(&self.this, callback);
            return true;
        }
        post_and_wait(self, callback)
    }
}
