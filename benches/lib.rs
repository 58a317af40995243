//! What an operation costs beside its rivals: `cargo bench -p eap-benches`. See `README.md` for the figures.
