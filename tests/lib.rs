//! What a client of `eap-runtime` sees. The tests are in `pattern`, `ui` and `expand`.

pub mod toolkits;

/// The code of the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The code of the guide compiles, and runs where there is no toolkit in it. What `server.md` and `faces.md` have
/// is compiled with their examples.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../docs/guide/console.md")]
    struct Console;

    #[doc = include_str!("../docs/guide/window.md")]
    struct Window;

    #[doc = include_str!("../docs/guide/tokio.md")]
    struct Tokio;

    #[doc = include_str!("../docs/guide/other-toolkits.md")]
    struct OtherToolkits;
}

/// Trait objects without `dyn` are right up to edition 2018.
///
/// ```edition2018
/// #![allow(bare_trait_objects)]
/// use eap_runtime::{EventLoop, Events, event_async};
/// use std::sync::Arc;
///
/// #[derive(Default)]
/// struct Store {
///     events: Events<Self>,
/// }
///
/// #[event_async]
/// impl Store {
///     #[event_async]
///     fn count(&self, keep: Box<Fn(u8) -> bool + Send>, all: &Fn(u8) -> bool, some: Vec<Box<Fn() + Send>>) -> usize {
///         some.len() + (0..9).filter(|key| keep(*key) && all(*key)).count()
///     }
///
///     #[event_async]
///     fn next(&self, keys: Box<Iterator<Item = u8> + Send>) -> Option<u8> {
///         { keys }.next()
///     }
/// }
///
/// let event_loop = EventLoop::new();
/// let _current = event_loop.enter();
/// let store = Arc::new(Store::default());
/// store.count_completed().subscribe(|_, e| assert_eq!(*e.result().unwrap(), 3));
/// store.count_async(Box::new(|key| key > 1), Box::new(|key| key < 5), Vec::new()).unwrap();
/// event_loop.run();
/// store.next_completed().subscribe(|_, e| assert_eq!(*e.result().unwrap(), Some(1)));
/// store.next_async(Box::new(1..3)).unwrap();
/// event_loop.run();
/// ```
#[cfg(doctest)]
struct Edition2018;
