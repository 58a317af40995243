//! Components and methods with parameters.

use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::hash::{BuildHasher, Hash};
use std::sync::Mutex;

use eap_runtime::{event_async, CancellationToken, Events, Progress};

/// Where values come from.
pub trait Source<K> {
    /// What there is for a key.
    type Value: Clone + Send + Sync;

    /// Why there is none.
    type Error: Send;

    /// Looks for the value.
    ///
    /// # Errors
    ///
    /// There is none.
    fn find(&self, key: &K) -> Result<Self::Value, Self::Error>;
}

/// Keeps what a source has.
#[derive(Debug)]
pub struct Cache<K, T: Source<K>, H, const N: usize> {
    events: Events<Self>,
    source: T,
    values: Mutex<HashMap<K, T::Value, H>>,
}

#[event_async(concurrent, user_state = K)]
impl<K, T, H, const N: usize> Cache<K, T, H, N>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T: Source<K, Value: 'static, Error: 'static> + Send + Sync + 'static,
    H: BuildHasher + Send,
{
    /// Takes what the source has, if need be.
    ///
    /// # Errors
    ///
    /// Those of the source.
    ///
    /// # Panics
    ///
    /// If another operation has.
    #[event_async(result = value)]
    pub fn get(
        &self,
        key: &K,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<T::Value>,
    ) -> Result<T::Value, T::Error> {
        let value = self.source.find(key)?;
        if !cancel.is_cancelled() {
            let mut values = self.values.lock().unwrap();
            drop(values.insert(key.clone(), value.clone()));
        }
        progress.report_with(100, value.clone());
        Ok(value)
    }

    /// The keys, of which there may be few.
    ///
    /// # Panics
    ///
    /// If another operation has.
    #[event_async]
    pub fn keys(&self, #[out(init = [const { None }; N])] keys: &mut [Option<K>; N]) -> usize {
        let values = self.values.lock().unwrap();
        for (to, from) in keys.iter_mut().zip(values.keys()) {
            *to = Some(from.clone());
        }
        values.len()
    }

    /// Forgets all.
    ///
    /// # Panics
    ///
    /// If another operation has.
    #[event_async]
    pub fn clear(&self) {
        self.values.lock().unwrap().clear();
    }

    /// Shows something of its own.
    #[event_async]
    pub fn show<D, const M: usize>(&self, things: &[D; M], last: &impl Display) -> String
    where
        D: Debug + Send,
        K: Debug,
    {
        let Self { events, .. } = self;
        format!("{things:?} {last} {events:?}")
    }

    /// Shows what lives as long as the call.
    #[event_async]
    pub fn show_longest<'a, D: Debug + Send + 'static>(
        &'a self,
        first: &'a D,
        last: &'a str,
    ) -> usize {
        let Self { events, .. } = self;
        let first = format!("{first:?}{events:?}");
        let longest: &str = if first.len() < last.len() {
            last
        } else {
            &first
        };
        longest.len()
    }
}

/// Hands on what comes out of an iterator.
#[derive(Debug)]
pub struct Belt<I: Iterator> {
    events: Events<Self>,
    source: Mutex<I>,
}

#[event_async(begin_end, future)]
impl<I: Iterator<Item: Clone + Send> + Send> Belt<I> {
    /// Takes the next one.
    ///
    /// # Panics
    ///
    /// If another operation has.
    #[event_async(result = item)]
    pub fn take(&self, #[progress] progress: &Progress<I::Item>) -> Option<I::Item> {
        let item = self.source.lock().unwrap().next()?;
        progress.report_with(100, item.clone());
        Some(item)
    }
}
