//! The pending operations of a concurrent component, by their user states.
//!
//! The user's `Hash`, `Eq`, `Clone` and `Drop` run outside of the lock. So an entry is found by the hash of its user state,
//! which is computed before, and leaves by that hash and its number. Only where two hashes are equal are user states
//! compared: then the entry's moves into an `Arc`, to be compared after the lock is released.

use std::any::Any;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hash, Hasher};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::Handle;
use super::state::UserState;
use crate::cancel::Cancellable;
use crate::error::InvokeError;
use crate::sync::{Mutex, lock};
use crate::unwind::{self, Guarded};

pub(super) struct Table<S> {
    hasher: RandomState,
    entries: Mutex<Entries<S>>,
}

struct Entries<S> {
    next: u64,
    len: usize,
    buckets: HashMap<u64, Bucket<S>, BuildHasherDefault<Hashed>>,
}

/// The entries whose user states have the same hash: nearly always one.
struct Bucket<S> {
    first: Entry<S>,
    others: Vec<Entry<S>>,
}

struct Entry<S> {
    number: u64,
    user_state: Option<Stored<S>>,
    operation: Handle,
}

enum Stored<S> {
    Inline(S),
    Shared(Arc<S>),
}

/// Where an operation's entry is.
#[derive(Clone, Copy)]
pub(crate) struct Ticket {
    hash: u64,
    number: u64,
}

/// A candidate for an equal user state, to be compared outside of the lock.
struct Candidate<S> {
    number: u64,
    user_state: Guarded<Arc<S>>,
    operation: Handle,
}

impl<S> Candidate<S> {
    /// Compares user states, which may panic.
    fn is<Q>(&self, other: &Q) -> Result<bool, ()>
    where
        S: Borrow<Q>,
        Q: Eq + ?Sized,
    {
        let Some(user_state) = self.user_state.as_ref() else {
            return Ok(false);
        };
        unwind::catch(|| (**user_state).borrow() == other).map_err(unwind::discard)
    }
}

impl<S> Entry<S> {
    fn candidate(&mut self) -> Option<Candidate<S>> {
        let user_state = match self.user_state.take()? {
            Stored::Inline(user_state) => Arc::new(user_state),
            Stored::Shared(user_state) => user_state,
        };
        self.user_state = Some(Stored::Shared(Arc::clone(&user_state)));
        Some(Candidate {
            number: self.number,
            user_state: Guarded::new(user_state),
            operation: self.operation.clone(),
        })
    }
}

impl<S> Entries<S> {
    fn candidates(&mut self, hash: u64) -> Vec<Candidate<S>> {
        let Some(bucket) = self.buckets.get_mut(&hash) else {
            return Vec::new();
        };
        let others = bucket.others.iter_mut();
        std::iter::once(&mut bucket.first)
            .chain(others)
            .filter_map(Entry::candidate)
            .collect()
    }

    fn insert(&mut self, hash: u64, user_state: S, operation: Handle) -> Ticket {
        let number = self.next;
        self.next += 1;
        self.len += 1;
        let entry = Entry {
            number,
            user_state: Some(Stored::Inline(user_state)),
            operation,
        };
        match self.buckets.entry(hash) {
            Slot::Occupied(bucket) => bucket.into_mut().others.push(entry),
            Slot::Vacant(slot) => {
                slot.insert(Bucket {
                    first: entry,
                    others: Vec::new(),
                });
            }
        }
        Ticket { hash, number }
    }

    fn remove(&mut self, ticket: Ticket) -> Option<Entry<S>> {
        let Slot::Occupied(mut slot) = self.buckets.entry(ticket.hash) else {
            return None;
        };
        let bucket = slot.get_mut();
        let is_ours = |entry: &Entry<S>| entry.number == ticket.number;
        let removed = if is_ours(&bucket.first) {
            match bucket.others.pop() {
                Some(other) => std::mem::replace(&mut bucket.first, other),
                None => slot.remove().first,
            }
        } else {
            let at = bucket.others.iter().position(is_ours)?;
            bucket.others.swap_remove(at)
        };
        self.len -= 1;
        Some(removed)
    }
}

impl<S: UserState> Table<S> {
    pub(super) fn new() -> Self {
        Self {
            hasher: RandomState::default(),
            entries: Mutex::new(Entries {
                next: 0,
                len: 0,
                buckets: HashMap::default(),
            }),
        }
    }

    /// Adds an operation, unless another one has an equal user state.
    pub(super) fn insert(&self, user_state: &S, operation: Handle) -> Result<Ticket, InvokeError> {
        let prepared = unwind::catch(|| (self.hasher.hash_one(user_state), user_state.clone()));
        let Ok((hash, entry)) = prepared.map_err(unwind::discard) else {
            return Err(InvokeError::Rejected);
        };
        // Entries with smaller numbers have been compared.
        let mut compared = 0;
        loop {
            // The candidates that came while others were compared.
            let candidates = {
                let mut entries = lock(&self.entries);
                let mut candidates = entries.candidates(hash);
                candidates.retain(|candidate| candidate.number >= compared);
                if candidates.is_empty() {
                    return Ok(entries.insert(hash, entry, operation));
                }
                compared = entries.next;
                candidates
            };
            let mut comparisons = candidates.iter().map(|candidate| candidate.is(&entry));
            let refused = comparisons.find_map(|is_equal| match is_equal {
                Ok(false) => None,
                Ok(true) => Some(InvokeError::DuplicateUserState),
                Err(()) => Some(InvokeError::Rejected),
            });
            if let Some(error) = refused {
                unwind::contain(|| drop(entry));
                return Err(error);
            }
        }
    }

    /// Finds the operation with this user state.
    pub(super) fn find<Q>(&self, user_state: &Q) -> Handle
    where
        S: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let hash = unwind::catch(|| self.hasher.hash_one(user_state));
        let hash = hash.map_err(unwind::discard).ok()?;
        let candidates = lock(&self.entries).candidates(hash);
        let mut candidates = candidates.into_iter();
        let found = candidates.find(|candidate| candidate.is(user_state) == Ok(true));
        found.and_then(|found| found.operation)
    }

    pub(super) fn remove(&self, ticket: Ticket) {
        let removed = lock(&self.entries).remove(ticket);
        unwind::contain(|| drop(removed));
    }
}

/// A table, whatever the type of its user states.
pub(super) trait AnyTable: Send + Sync {
    fn as_any(&self) -> &dyn Any;

    fn len(&self) -> usize;

    /// The operations that support cancellation.
    fn handles(&self) -> Vec<Arc<dyn Cancellable>>;
}

impl<S: UserState> AnyTable for Table<S> {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn len(&self) -> usize {
        lock(&self.entries).len
    }

    fn handles(&self) -> Vec<Arc<dyn Cancellable>> {
        let entries = lock(&self.entries);
        let all = entries.buckets.values();
        all.flat_map(|bucket| std::iter::once(&bucket.first).chain(&bucket.others))
            .filter_map(|entry| entry.operation.clone())
            .collect()
    }
}

/// The hash of what is hashed already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
