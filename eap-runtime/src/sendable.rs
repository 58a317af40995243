//! What there is to say of a component that cannot go to another thread, once and nothing more.
//!
//! It has to be `Sync` and `Send`, and a field that makes it lack the one mostly makes it lack the other. The compiler would
//! tell of both, and that for each operation. So `Component` asks for `Sync`, and its `events` for `Send`, but only of what is
//! `Sync`; the start of an operation does not ask again. Traits can't make a difference there. Method calls can: what has no method of
//! a name for the component at hand is dereferenced, in search of one.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use crate::operation::{Call, Lead, Ready};
use crate::pending::Key;
use crate::progress::Routing;

/// A component that has to be `Send`.
pub struct Sendable<'a, C>(Unsent<'a, C>);

impl<'a, C> Sendable<'a, C> {
    #[inline]
    pub(crate) fn new(component: &'a C) -> Self {
        Self(Unsent(Unshared(component)))
    }
}

impl<'a, C: Send + Sync> Sendable<'a, C> {
    /// The component.
    #[inline]
    #[must_use]
    pub fn get(&self) -> &'a C {
        self.0.0.0
    }
}

impl<'a, C> Deref for Sendable<'a, C> {
    type Target = Unsent<'a, C>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A component that is not `Send`. There is none in a program that compiles.
pub struct Unsent<'a, C>(Unshared<'a, C>);

impl<'a, C: Sync> Unsent<'a, C> {
    /// What the compiler complains of.
    #[must_use]
    pub fn get(&self) -> &'a C
    where
        C: Send,
    {
        self.0.0
    }
}

impl<'a, C> Deref for Unsent<'a, C> {
    type Target = Unshared<'a, C>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A component that is not `Sync`, of which the compiler has complained already.
pub struct Unshared<'a, C>(&'a C);

impl<'a, C> Unshared<'a, C> {
    /// What the compiler keeps silent about.
    #[must_use]
    pub fn get(&self) -> &'a C {
        self.0
    }
}

impl<C, K, R, W> Deref for Ready<'_, C, K, R, W> {
    type Target = Halted<C, K, R, W>;

    fn deref(&self) -> &Self::Target {
        &Halted(PhantomData)
    }
}

/// An operation of a component of which the compiler has complained already.
pub struct Halted<C, K, R, W>(PhantomData<fn(C, K, R, W)>);

#[allow(private_bounds)]
impl<C, K: Key, R: Routing, W> Halted<C, K, R, W> {
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
