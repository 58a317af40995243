//! Who is busy, and which user states are taken.

mod idle;
mod key;
mod state;
mod table;

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use self::idle::Idle;
pub(crate) use self::key::Enter;
pub use self::key::{Alone, Key, Keyed, Unkeyed};
pub use self::state::{CarriedState, UserState};
use self::table::{AnyTable, Table};
use crate::cancel::Cancellable;
use crate::deadline::Deadline;
use crate::sync::{Mutex, lock};

/// A pending operation, if it supports cancellation.
pub(crate) type Handle = Option<Arc<dyn Cancellable>>;

/// The operations of a component that have started and not completed.
///
/// No lock is held while the user's code runs, not even a user state's own `Hash`, `Eq`, `Clone` and `Drop`.
pub(crate) struct Pending {
    /// One at a time: the operation.
    alone: Mutex<Option<Handle>>,
    /// Many at a time, by their user states. Its type is known when the first one starts.
    keyed: OnceLock<Box<dyn AnyTable>>,
    /// Many at a time, without user states.
    unkeyed: Mutex<Numbered>,
    idle: Idle,
}

/// Operations by numbers of their own.
#[derive(Default)]
struct Numbered {
    next: u64,
    operations: HashMap<u64, Handle>,
}

impl Pending {
    pub(crate) fn new() -> Self {
        Self {
            alone: Mutex::new(None),
            keyed: OnceLock::new(),
            unkeyed: Mutex::default(),
            idle: Idle::new(),
        }
    }

    fn table<S: UserState>(&self) -> &Table<S> {
        let table = self.keyed.get_or_init(|| Box::new(Table::<S>::new()));
        let Some(table) = table.as_any().downcast_ref() else {
            unreachable!("a component has one type of user state")
        };
        table
    }

    pub(crate) fn is_busy(&self) -> bool {
        lock(&self.alone).is_some()
    }

    /// Returns how many operations are pending.
    pub(crate) fn len(&self) -> usize {
        let alone = usize::from(self.is_busy());
        let keyed = self.keyed.get().map_or(0, |table| table.len());
        let unkeyed = lock(&self.unkeyed).operations.len();
        alone + keyed + unkeyed
    }

    /// Blocks until nothing is pending. `false` on timeout.
    pub(crate) fn wait_idle(&self, timeout: Duration) -> bool {
        self.idle.wait(Deadline::after(timeout), || self.len() == 0)
    }

    /// Returns whether the cancellation of the one operation was requested. This does not count as observed.
    pub(crate) fn is_cancel_requested(&self) -> bool {
        let handle = lock(&self.alone).clone().flatten();
        handle.is_some_and(|operation| operation.cancellation().is_requested())
    }

    /// Requests the cancellation of the one operation.
    pub(crate) fn cancel(&self) {
        let handle = lock(&self.alone).clone().flatten();
        request(handle);
    }

    /// Requests the cancellation of the operation with this user state.
    pub(crate) fn cancel_keyed<S, Q>(&self, user_state: &Q)
    where
        S: UserState + Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        if self.keyed.get().is_some() {
            request(self.table::<S>().find(user_state));
        }
    }

    /// Requests the cancellation of every pending operation.
    pub(crate) fn cancel_all(&self) {
        self.cancel();
        let mut handles = self
            .keyed
            .get()
            .map_or_else(Vec::new, |table| table.handles());
        handles.extend(lock(&self.unkeyed).operations.values().flatten().cloned());
        for handle in handles {
            handle.cancel();
        }
    }
}

fn request(handle: Handle) {
    if let Some(operation) = handle {
        operation.cancel();
    }
}
