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

/// A method of an impl block, from a macro of another crate.
#[macro_export]
macro_rules! more {
    ($name:ident) => {
        fn $name(&self) -> u8 {
            1
        }
    };
}
