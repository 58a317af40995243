//! A context out of a closure.

use std::sync::{Arc, Weak};

use super::{Callback, SynchronizationContext, set_current};

/// Makes a context out of a GUI toolkit's "run this on the UI thread".
///
/// `post` gets callbacks of type `Box<dyn FnOnce() + Send>`, which such functions take as they are. While a callback
/// runs, the context is current, so that operations started by a handler come back to it.
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
pub fn from_fn(post: impl Fn(Callback) + Send + Sync + 'static) -> Arc<dyn SynchronizationContext> {
    Arc::new_cyclic(|this| FromFn {
        this: this.clone(),
        post,
    })
}

struct FromFn<F> {
    this: Weak<Self>,
    post: F,
}

impl<F: Fn(Callback) + Send + Sync + 'static> SynchronizationContext for FromFn<F> {
    fn post(&self, callback: Callback) {
        let this = self.this.clone();
        (self.post)(Box::new(move || {
            let context = this
                .upgrade()
                .map(|this| this as Arc<dyn SynchronizationContext>);
            let _current = set_current(context);
            callback();
        }));
    }
}
