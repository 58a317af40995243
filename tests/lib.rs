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

/// A method of an impl block, from a macro of another crate.
#[macro_export]
macro_rules! more {
    ($name:ident) => {
        fn $name(&self) -> u8 {
            1
        }
    };
}
