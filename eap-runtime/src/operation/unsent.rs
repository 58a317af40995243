//! What there is to say of a component that cannot go to another thread, and nothing more.
//!
//! It has to be `Sync` and `Send`, and a field that makes it lack the one mostly makes it lack the other. The compiler would
//! tell of both. So `Component` asks for `Sync`, and the start of an operation for `Send`, but only of what is `Sync`. Traits
//! can't make a difference there. Method calls can: what has no `start` for the component at hand is dereferenced, in search
//! of one.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use super::start::{Call, Ready};
use super::way::Lead;
use crate::pending::Key;
use crate::progress::Routing;

impl<C, K, R, W> Deref for Ready<'_, C, K, R, W> {
    type Target = Unsent<C, K, R, W>;

    fn deref(&self) -> &Self::Target {
        &Unsent(Unshared(PhantomData))
    }
}

/// An operation of a component that is not `Send`. There is none in a program that compiles.
pub struct Unsent<C, K, R, W>(Unshared<C, K, R, W>);

#[allow(private_bounds)]
impl<C: Sync, K: Key, R: Routing, W> Unsent<C, K, R, W> {
    /// What the compiler complains of.
    #[must_use]
    pub fn start<O, E>(
        &self,
        _: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> Result<O, E>,
    ) -> W::Started
    where
        C: Send,
        W: Lead<C, K::State, O, E>,
    {
        unreachable!("what is `Send` has another `start`")
    }
}

impl<C, K, R, W> Deref for Unsent<C, K, R, W> {
    type Target = Unshared<C, K, R, W>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// An operation of a component that is not `Sync`, of which the compiler has complained already.
pub struct Unshared<C, K, R, W>(PhantomData<fn(C, K, R, W)>);

#[allow(private_bounds)]
impl<C, K: Key, R: Routing, W> Unshared<C, K, R, W> {
    /// What the compiler keeps silent about.
    #[must_use]
    pub fn start<O, E>(
        &self,
        _: impl FnOnce(&Arc<C>, &Call<'_, R::Data>) -> Result<O, E>,
    ) -> W::Started
    where
        W: Lead<C, K::State, O, E>,
    {
        unreachable!("every component is `Sync`")
    }
}
