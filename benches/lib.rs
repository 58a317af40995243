//! What an operation and a build cost beside their rivals: `cargo bench -p eap-benches`. See `README.md` for the figures.
