//! What a client of `eap-runtime` sees. The tests are in `pattern`, `ui` and `expand`.

/// The code of the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
