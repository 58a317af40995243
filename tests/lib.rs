//! What a client of `eap-runtime` sees. The tests are in `pattern`, `ui` and `expand`.

pub mod guide;
pub mod toolkits;

/// The code of the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The code of the guide compiles, and runs where there is no toolkit in it.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../docs/guide/src/first-component.md")]
    struct FirstComponent;

    #[doc = include_str!("../docs/guide/src/parameters.md")]
    struct Parameters;

    #[doc = include_str!("../docs/guide/src/results.md")]
    struct Results;

    #[doc = include_str!("../docs/guide/src/cancellation.md")]
    struct Cancellation;

    #[doc = include_str!("../docs/guide/src/progress.md")]
    struct Progress;

    #[doc = include_str!("../docs/guide/src/console.md")]
    struct Console;

    #[doc = include_str!("../docs/guide/src/window.md")]
    struct Window;

    #[doc = include_str!("../docs/guide/src/toolkits.md")]
    struct Toolkits;

    #[doc = include_str!("../docs/guide/src/server.md")]
    struct Server;

    #[doc = include_str!("../docs/guide/src/tokio.md")]
    struct Tokio;

    #[doc = include_str!("../docs/guide/src/many.md")]
    struct Many;

    #[doc = include_str!("../docs/guide/src/faces.md")]
    struct Faces;

    #[doc = include_str!("../docs/guide/src/testing.md")]
    struct Testing;

    #[doc = include_str!("../docs/guide/src/shutdown.md")]
    struct Shutdown;

    #[doc = include_str!("../docs/guide/src/recipes.md")]
    struct Recipes;

    #[doc = include_str!("../docs/guide/src/dotnet.md")]
    struct Dotnet;

    #[doc = include_str!("../docs/guide/src/inside.md")]
    struct Inside;
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
