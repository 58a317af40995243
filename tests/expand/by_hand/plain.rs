//! `cases/plain.rs` as a careful person writes it, with what the runtime offers for components written by hand.

use std::fmt;
use std::ops::Deref;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use eap_runtime::{
    AsyncCompletedEventArgs, AsyncError, AsyncOperationManager, Event, EventHandler, EventSource,
    InvokeError,
};

#[derive(Default)]
pub struct Store {
    pending: AtomicBool,
    load_completed: EventSource<Self, LoadCompletedEventArgs>,
}

impl Store {
    /// Loads what is stored under `key`.
    pub fn load(&self, key: &str) -> Vec<u8> {
        self.find(key)
    }

    /// Starts [`load`](Self::load) in the background; [`load_completed`](Self::load_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `Busy` while another operation is pending. Then nothing was started, and no event comes.
    pub fn load_async(self: &Arc<Self>, key: impl Into<String>) -> Result<(), InvokeError> {
        let key = key.into();
        if self.pending.swap(true, Ordering::AcqRel) {
            return Err(InvokeError::Busy);
        }
        let operation = AsyncOperationManager::create_operation(());
        let this = Arc::clone(self);
        thread::spawn(move || {
            let loaded = panic::catch_unwind(AssertUnwindSafe(|| this.load(&key)));
            let e = LoadCompletedEventArgs::new(loaded.map_err(|_panic| AsyncError::Abandoned));
            let completed = move || {
                this.pending.store(false, Ordering::Release);
                this.load_completed.raise(&this, &e);
            };
            operation.post_operation_completed(completed).is_ok()
        });
        Ok(())
    }

    /// Raised when an operation started by [`load_async`](Self::load_async) is over.
    pub fn load_completed(&self) -> &Event<Self, LoadCompletedEventArgs> {
        self.load_completed.event()
    }

    /// Whether a `load` operation is pending.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.pending.load(Ordering::Acquire)
    }
}

/// How an operation started by [`load_async`](Store::load_async) ended, and what it gave.
pub struct LoadCompletedEventArgs {
    base: AsyncCompletedEventArgs,
    result: Option<Vec<u8>>,
}

impl LoadCompletedEventArgs {
    fn new(outcome: Result<Vec<u8>, AsyncError>) -> Self {
        let (result, outcome) = match outcome {
            Ok(result) => (Some(result), Ok(())),
            Err(error) => (None, Err(error)),
        };
        let base = AsyncCompletedEventArgs::new(outcome, ());
        Self { base, result }
    }

    /// What [`load`](Store::load) returned.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read.
    pub fn result(&self) -> Result<&Vec<u8>, &AsyncError> {
        self.base.check()?;
        Ok(self
            .result
            .as_ref()
            .expect("there is a result without an error"))
    }
}

impl Deref for LoadCompletedEventArgs {
    type Target = AsyncCompletedEventArgs;

    fn deref(&self) -> &Self::Target {
        &self.base
    }
}

impl fmt::Debug for LoadCompletedEventArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LoadCompletedEventArgs")
            .field(&self.base)
            .finish()
    }
}

/// A handler of [`load_completed`](Store::load_completed).
pub type LoadCompletedEventHandler = EventHandler<Store, LoadCompletedEventArgs>;
