//! How the compiler comes to say once that a component cannot go to another thread.
//!
//! A component has to be `Sync` and `Send`, and a field that makes it lack the one mostly makes it lack the other. So
//! [`Component`](crate::component::Component) asks for `Sync` alone; where there is nothing to say of that, its `events` asks
//! for `Send`; and what starts an operation asks for `Send`, too, but keeps silent without it. Traits cannot tell these cases
//! apart. Method calls can: what has no method for the type at hand is dereferenced, in search of one that has.

#![allow(
    private_bounds,
    reason = "what is public here is so for generated code, and what it deals in is the runtime's own"
)]

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use crate::operation::{Call, Lead, Ready};
use crate::pending::Key;
use crate::progress::Routing;

/// A component that has to be `Send`.
pub struct Sent<'a, C>(pub &'a C);

impl<'a, C: Send> Sent<'a, C> {
    /// The component.
    #[must_use]
    #[inline]
    pub fn get(self) -> &'a C {
        self.0
    }
}

/// A component with type parameters. What to demand of them is told all at once.
#[must_use]
#[inline]
pub fn sent<C: Send>(component: &C) -> &C {
    component
}

impl<'a, C> Deref for Sent<'a, C> {
    type Target = Unsent<'a, C>;

    fn deref(&self) -> &Self::Target {
        &Unsent(PhantomData)
    }
}

/// A component that is not `Send`. There is none in a program that compiles.
pub struct Unsent<'a, C>(PhantomData<fn(&'a C)>);

impl<'a, C: Sync> Unsent<'a, C> {
    /// What the compiler complains of.
    #[must_use]
    pub fn get(&self) -> &'a C
    where
        C: Send,
    {
        unreachable!("what is `Send` has another `get`")
    }
}

impl<'a, C> Deref for Unsent<'a, C> {
    type Target = Unshared<'a, C>;

    fn deref(&self) -> &Self::Target {
        &Unshared(PhantomData)
    }
}

/// A component that is neither `Send` nor `Sync`. That it is not `Sync` is told where it is made a component.
pub struct Unshared<'a, C>(PhantomData<fn(&'a C)>);

impl<'a, C> Unshared<'a, C> {
    /// What the compiler keeps silent about.
    #[must_use]
    pub fn get(&self) -> &'a C {
        unreachable!("every component is `Sync`")
    }
}

impl<C, K, R, W> Deref for Ready<'_, C, K, R, W> {
    type Target = Unstarted<C, K, R, W>;

    fn deref(&self) -> &Self::Target {
        &Unstarted(PhantomData)
    }
}

/// An operation of a component that is not `Send`.
pub struct Unstarted<C, K, R, W>(PhantomData<fn(C, K, R, W)>);

impl<C, K: Key, R: Routing, W> Unstarted<C, K, R, W> {
    /// What the compiler keeps silent about, and takes the types of closures from all the same.
    #[must_use]
    pub fn start<O, E>(
        &self,
        _: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> Result<O, E>,
    ) -> W::Started
    where
        W: Lead<C, K::State, O, E>,
    {
        unreachable!("every component is `Send`")
    }
}
