//! The components that more than one of the example programs uses.

pub mod primes;
