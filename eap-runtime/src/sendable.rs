//! What there is to say of a component that cannot go to another thread, once and nothing more.
//!
//! It has to be `Sync` and `Send`, and a field that makes it lack the one mostly makes it lack the other. The compiler would
//! tell of both, and that for each operation. So `Component` asks for `Sync`, and its `events` for `Send`, but only of what is
//! `Sync`; the start of an operation does not ask again. Traits can't make a difference there. Method calls can: what has no
//! method of a name for the component at hand is dereferenced, in search of one.
//!
//! The compiler also tells of a method of the same name on what there is to dereference, wherever a call of the first one is
//! wrong. So what is found there is a trait object's method, or that of a call which demands nothing else.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use crate::async_result::AsyncResult;
use crate::event::Event;
use crate::operation::{Call, Lead, Raise, Start, ToFuture, ToResult};
use crate::pending::Key;
use crate::progress::{Routing, Streamed};

/// A component that has to be `Send`.
pub struct Sendable<'a, C>(&'a C);

impl<'a, C> Sendable<'a, C> {
    #[inline]
    pub(crate) fn new(component: &'a C) -> Self {
        Self(component)
    }
}

impl<'a, C: Sync> Sendable<'a, C> {
    /// The component.
    #[inline]
    #[must_use]
    pub fn get(&self) -> &'a C
    where
        C: Send,
    {
        self.0
    }
}

impl<'a, C> Deref for Sendable<'a, C> {
    type Target = dyn Unshared<'a, C> + 'a;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A component that is not `Sync`, of which the compiler has complained already.
pub trait Unshared<'a, C> {
    /// What the compiler keeps silent about.
    #[must_use]
    fn get(&self) -> &'a C;
}

impl<'a, C> Unshared<'a, C> for &'a C {
    fn get(&self) -> &'a C {
        self
    }
}

impl<C, K, R> Deref for Start<'_, C, K, R> {
    type Target = Halted<C, K, R>;

    fn deref(&self) -> &Self::Target {
        &Halted(PhantomData)
    }
}

/// An operation of a component of which the compiler has complained already.
pub struct Halted<C, K, R>(PhantomData<fn(C, K, R)>);

impl<C, K, R> Halted<C, K, R> {
    /// What the compiler keeps silent about.
    #[must_use]
    pub fn completed<A>(&self, _: fn(&C) -> &Event<C, A>) -> HaltedStart<C, K, R, Raise<C, A>> {
        HaltedStart(PhantomData)
    }

    /// What the compiler keeps silent about.
    #[must_use]
    pub fn begin<M, O, E, S, F, B>(&self, _: F, _: S) -> HaltedStart<C, K, R, ToResult<F, M, S>>
    where
        F: FnOnce(AsyncResult<M, O, E, S>) -> B,
    {
        HaltedStart(PhantomData)
    }

    /// What the compiler keeps silent about.
    #[allow(private_bounds)]
    #[must_use]
    pub fn future(&self) -> HaltedStart<C, K, R, ToFuture<R::Data>>
    where
        R: Streamed,
    {
        HaltedStart(PhantomData)
    }
}

/// The same, where it lacks nothing but its method.
pub struct HaltedStart<C, K, R, W>(PhantomData<fn(C, K, R, W)>);

#[allow(private_bounds)]
impl<C, K: Key, R: Routing, W> HaltedStart<C, K, R, W> {
    /// What the compiler keeps silent about.
    #[must_use]
    pub fn start<O>(&self, _: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> O) -> W::Started
    where
        W: Lead<C, K::State, O, Infallible>,
    {
        unreachable!("every component is `Send`")
    }

    /// What the compiler keeps silent about.
    #[must_use]
    pub fn try_start<O, E>(
        &self,
        _: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> Result<O, E>,
    ) -> W::Started
    where
        W: Lead<C, K::State, O, E>,
    {
        unreachable!("every component is `Send`")
    }
}
