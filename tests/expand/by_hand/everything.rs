//! `cases/everything.rs` as a careful person writes it, with what the runtime offers for components written by hand.

use std::collections::HashMap;
use std::ops::Deref;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fmt, io, thread};

use eap_runtime::{
    AsyncCompletedEventArgs, AsyncError, AsyncOperationManager, CancellationToken, Event,
    EventHandler, EventSource, InvokeError, Progress, ProgressChangedEventArgs, TaskId,
};

use super::Block;

#[derive(Default)]
pub struct Store {
    pending: Mutex<HashMap<TaskId, CancellationToken>>,
    copy_completed: EventSource<Self, CopyCompletedEventArgs>,
    copy_progress_changed: EventSource<Self, CopyProgressChangedEventArgs>,
}

impl Store {
    /// Copies what is stored under `key` behind what `buffer` holds.
    pub fn copy(
        &self,
        key: &str,
        buffer: &mut Vec<u8>,
        checksum: &mut u32,
        cancel: &CancellationToken,
        progress: &Progress<Block>,
    ) -> io::Result<usize> {
        self.copy_blocks(key, buffer, checksum, cancel, progress)
    }

    /// Starts [`copy`](Self::copy) in the background; [`copy_completed`](Self::copy_completed) tells how it ended.
    ///
    /// # Errors
    ///
    /// `DuplicateUserState` while another operation has this user state. Then nothing was started, and no event comes.
    pub fn copy_async(
        self: &Arc<Self>,
        key: impl Into<String>,
        mut buffer: Vec<u8>,
        user_state: TaskId,
    ) -> Result<(), InvokeError> {
        let key = key.into();
        let cancel = CancellationToken::new();
        let mut pending = self.pending();
        if pending.contains_key(&user_state) {
            return Err(InvokeError::DuplicateUserState);
        }
        pending.insert(user_state, cancel.clone());
        drop(pending);
        let operation = Arc::new(AsyncOperationManager::create_operation(user_state));
        let this = Arc::clone(self);
        thread::spawn(move || {
            let progress = {
                let this = Arc::clone(&this);
                let operation = Arc::clone(&operation);
                Progress::from_fn(move |percentage, data| {
                    let e = ProgressChangedEventArgs::new(percentage, data, user_state);
                    let this = Arc::clone(&this);
                    let changed = move || this.copy_progress_changed.raise(&this, &e);
                    // A report that comes too late is nobody's.
                    let _late = operation.post(changed);
                })
            };
            let copied = panic::catch_unwind(AssertUnwindSafe(|| {
                let mut checksum = 0;
                let length = this.copy(&key, &mut buffer, &mut checksum, &cancel, &progress)?;
                Ok((length, buffer, checksum))
            }));
            let outcome = match copied {
                Ok(Ok(outputs)) => Ok(outputs),
                Ok(Err(_error)) if cancel.is_cancelled() => Err(AsyncError::Cancelled),
                Ok(Err(error)) => Err(AsyncError::Failed(error)),
                Err(_panic) => Err(AsyncError::Abandoned),
            };
            let e = CopyCompletedEventArgs::new(outcome, user_state);
            let completed = move || {
                this.pending().remove(&user_state);
                this.copy_completed.raise(&this, &e);
            };
            operation.post_operation_completed(completed).is_ok()
        });
        Ok(())
    }

    /// Raised when an operation started by [`copy_async`](Self::copy_async) is over.
    pub fn copy_completed(&self) -> &Event<Self, CopyCompletedEventArgs> {
        self.copy_completed.event()
    }

    /// Raised when [`copy`](Self::copy) reports progress.
    pub fn copy_progress_changed(&self) -> &Event<Self, CopyProgressChangedEventArgs> {
        self.copy_progress_changed.event()
    }

    /// Requests the cancellation of the `copy` operation with this user state.
    pub fn copy_async_cancel(&self, user_state: &TaskId) {
        let cancel = self.pending().get(user_state).cloned();
        if let Some(cancel) = cancel {
            cancel.cancel();
        }
    }

    fn pending(&self) -> MutexGuard<'_, HashMap<TaskId, CancellationToken>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How an operation started by [`copy_async`](Store::copy_async) ended, and what it gave.
pub struct CopyCompletedEventArgs {
    base: AsyncCompletedEventArgs<io::Error, TaskId>,
    outputs: Option<(usize, Vec<u8>, u32)>,
}

impl CopyCompletedEventArgs {
    fn new(
        outcome: Result<(usize, Vec<u8>, u32), AsyncError<io::Error>>,
        user_state: TaskId,
    ) -> Self {
        let (outputs, outcome) = match outcome {
            Ok(outputs) => (Some(outputs), Ok(())),
            Err(error) => (None, Err(error)),
        };
        let base = AsyncCompletedEventArgs::new(outcome, user_state);
        Self { base, outputs }
    }

    fn outputs(&self) -> Result<&(usize, Vec<u8>, u32), &AsyncError<io::Error>> {
        self.base.check()?;
        Ok(self
            .outputs
            .as_ref()
            .expect("there are outputs without an error"))
    }

    /// What [`copy`](Store::copy) returned.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read.
    pub fn length(&self) -> Result<&usize, &AsyncError<io::Error>> {
        self.outputs().map(|outputs| &outputs.0)
    }

    /// What [`copy`](Store::copy) left in `buffer`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read.
    pub fn buffer(&self) -> Result<&Vec<u8>, &AsyncError<io::Error>> {
        self.outputs().map(|outputs| &outputs.1)
    }

    /// What [`copy`](Store::copy) left in `checksum`.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read.
    pub fn checksum(&self) -> Result<&u32, &AsyncError<io::Error>> {
        self.outputs().map(|outputs| &outputs.2)
    }

    /// All that [`copy`](Store::copy) gave.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read.
    pub fn results(&self) -> Result<(&usize, &Vec<u8>, &u32), &AsyncError<io::Error>> {
        let (length, buffer, checksum) = self.outputs()?;
        Ok((length, buffer, checksum))
    }
}

impl Deref for CopyCompletedEventArgs {
    type Target = AsyncCompletedEventArgs<io::Error, TaskId>;

    fn deref(&self) -> &Self::Target {
        &self.base
    }
}

impl fmt::Debug for CopyCompletedEventArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CopyCompletedEventArgs")
            .field(&self.base)
            .finish()
    }
}

/// A handler of [`copy_completed`](Store::copy_completed).
pub type CopyCompletedEventHandler = EventHandler<Store, CopyCompletedEventArgs>;

/// What [`copy_progress_changed`](Store::copy_progress_changed) tells its handlers.
pub type CopyProgressChangedEventArgs = ProgressChangedEventArgs<Block, TaskId>;

/// A handler of [`copy_progress_changed`](Store::copy_progress_changed).
pub type CopyProgressChangedEventHandler = EventHandler<Store, CopyProgressChangedEventArgs>;
