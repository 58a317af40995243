//! Who is busy, and which user states are taken.

use std::any::Any;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

use crossbeam_utils::CachePadded;
use foldhash::fast::RandomState;

use crate::cancel::Cancellable;
use crate::error::InvokeError;
use crate::events::Component;
use crate::sync::{Mutex, lock};

/// A running operation, as far as others can reach it: by cancelling it, if it supports that.
pub(crate) type Handle = Option<Arc<dyn Cancellable>>;

/// The operations of a component that have started and not completed.
///
/// A component uses the one or the other. No lock is held while the user's code runs, other than the user state's own
/// `Hash` and `Eq`.
pub(crate) struct Pending {
    /// One at a time: the operation.
    alone: Mutex<Option<Handle>>,
    /// Many at a time, once there was one.
    keyed: OnceLock<AnyTable>,
}

/// A [`Table`] of whatever type the user state is.
struct AnyTable {
    table: Box<dyn Any + Send + Sync>,
}

/// The pending operations by their user states.
///
/// A program that starts the next operation when the last one is over needs no hash for it: what it changes then is in one
/// cache line.
#[repr(C)]
struct Table<S> {
    first: Option<(S, Handle)>,
    others: HashMap<S, Handle, RandomState>,
}

type Padded<S> = CachePadded<Mutex<Table<S>>>;

impl<S: Eq + Hash> Table<S> {
    fn new() -> Self {
        Self {
            first: None,
            others: HashMap::default(),
        }
    }

    fn is_first(&self, user_state: &S) -> bool {
        matches!(&self.first, Some((first, _)) if first == user_state)
    }

    /// Gives back what it can't take: the user state may be the user's own code to drop, which is done without the lock.
    fn insert(&mut self, user_state: S, operation: Handle) -> Result<(), (S, Handle)> {
        if self.is_first(&user_state) || self.others.contains_key(&user_state) {
            return Err((user_state, operation));
        }
        if self.first.is_none() {
            self.first = Some((user_state, operation));
        } else {
            self.others.insert(user_state, operation);
        }
        Ok(())
    }

    fn remove(&mut self, user_state: &S) -> Option<(S, Handle)> {
        if self.is_first(user_state) {
            self.first.take()
        } else {
            self.others.remove_entry(user_state)
        }
    }
}

impl Pending {
    pub(crate) fn new() -> Self {
        Self {
            alone: Mutex::new(None),
            keyed: OnceLock::new(),
        }
    }

    fn table<S: UserState>(&self) -> &Mutex<Table<S>> {
        let any = self.keyed.get_or_init(AnyTable::new::<S>);
        let Some(table) = any.table.downcast_ref::<Padded<S>>() else {
            unreachable!("a component has one type of user state")
        };
        table
    }

    pub(crate) fn is_busy(&self) -> bool {
        lock(&self.alone).is_some()
    }

    /// Whether the one operation was asked to end. To look is not to observe.
    pub(crate) fn is_cancel_requested(&self) -> bool {
        let handle = lock(&self.alone).clone().flatten();
        handle.is_some_and(|operation| operation.cancellation().is_requested())
    }

    /// Asks the one operation to end.
    pub(crate) fn cancel(&self) {
        let handle = lock(&self.alone).clone().flatten();
        request(handle);
    }

    /// Asks the operation with this user state to end.
    pub(crate) fn cancel_keyed<S: UserState + Borrow<Q>, Q: ?Sized + Hash + Eq>(
        &self,
        user_state: &Q,
    ) {
        let handle = {
            let table = lock(self.table::<S>());
            match &table.first {
                Some((first, operation)) if first.borrow() == user_state => operation.clone(),
                _ => table.others.get(user_state).cloned().flatten(),
            }
        };
        request(handle);
    }
}

impl AnyTable {
    fn new<S: UserState>() -> Self {
        Self {
            table: Box::new(Padded::<S>::new(Mutex::new(Table::new()))),
        }
    }
}

fn request(handle: Handle) {
    if let Some(operation) = handle {
        operation.cancellation().request();
    }
}

/// How an operation is told from others while it is pending.
pub trait Key {
    /// The user state.
    type State;
}

/// What becomes of a key. Apart from it, for generated code has to see the type of the user state and nothing more.
pub(crate) trait Enter: Key + Send + 'static {
    fn state(&self) -> &Self::State;
    fn enter(&self, pending: &Pending, operation: Handle) -> Result<(), InvokeError>;
    fn leave(self, pending: &Pending) -> Self::State;
}

/// A user state that is only carried along.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the user state of an operation",
    label = "a user state has to be `Clone + Send + Sync + 'static`",
    note = "for a type of your own, write `#[derive(Clone)]`; in place of an `Rc`, take an `Arc`"
)]
pub trait CarriedState: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<S: Clone + Send + Sync + 'static> CarriedState for S {}

/// A user state that tells operations apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot tell operations apart",
    label = "the user state of a `concurrent` component has to be `Clone + Eq + Hash + Send + Sync + 'static`",
    note = "for a type of your own, write `#[derive(Clone, PartialEq, Eq, Hash)]`"
)]
pub trait UserState: CarriedState + Eq + Hash {}

#[diagnostic::do_not_recommend]
impl<S: CarriedState + Eq + Hash> UserState for S {}

/// One operation at a time; the user state is only carried along.
pub struct Alone<S>(pub(crate) S);

impl<S> Key for Alone<S> {
    type State = S;
}

impl<S: CarriedState> Enter for Alone<S> {
    fn state(&self) -> &S {
        &self.0
    }

    fn enter(&self, pending: &Pending, operation: Handle) -> Result<(), InvokeError> {
        let mut alone = lock(&pending.alone);
        if alone.is_some() {
            return Err(InvokeError::Busy);
        }
        *alone = Some(operation);
        Ok(())
    }

    fn leave(self, pending: &Pending) -> S {
        // In a statement of its own, so that the lock is free again when the handle is dropped.
        let handle = lock(&pending.alone).take();
        drop(handle);
        self.0
    }
}

/// Many operations at a time, told apart by the user state.
pub struct Keyed<S>(pub(crate) S);

impl<S> Key for Keyed<S> {
    type State = S;
}

impl<S: UserState> Enter for Keyed<S> {
    fn state(&self) -> &S {
        &self.0
    }

    fn enter(&self, pending: &Pending, operation: Handle) -> Result<(), InvokeError> {
        let key = self.0.clone();
        let taken = lock(pending.table()).insert(key, operation);
        taken.map_err(|_| InvokeError::DuplicateUserState)
    }

    fn leave(self, pending: &Pending) -> S {
        let entry = lock(pending.table::<S>()).remove(&self.0);
        drop(entry);
        self.0
    }
}

/// An operation that no other is told from, beside however many: it takes no place.
pub struct Unkeyed;

impl Key for Unkeyed {
    type State = ();
}

impl Enter for Unkeyed {
    fn state(&self) -> &() {
        &()
    }

    fn enter(&self, _pending: &Pending, _operation: Handle) -> Result<(), InvokeError> {
        Ok(())
    }

    fn leave(self, _pending: &Pending) {}
}

/// An operation's place among the pending ones, given back at the latest when dropped. It keeps the component alive.
pub(crate) struct Place<C: Component, K: Enter> {
    component: Arc<C>,
    key: Option<K>,
}

impl<C: Component, K: Enter> Place<C, K> {
    pub(crate) fn take(component: &Arc<C>, key: K, operation: Handle) -> Result<Self, InvokeError> {
        key.enter(component.events().pending(), operation)?;
        Ok(Self {
            component: Arc::clone(component),
            key: Some(key),
        })
    }

    pub(crate) fn component(&self) -> &Arc<C> {
        &self.component
    }

    /// Gives the place back for the user state; there is one only the first time.
    pub(crate) fn give_back(&mut self) -> Option<K::State> {
        let key = self.key.take()?;
        Some(key.leave(self.component.events().pending()))
    }
}

impl<C: Component, K: Enter> Drop for Place<C, K> {
    fn drop(&mut self) {
        drop(self.give_back());
    }
}
