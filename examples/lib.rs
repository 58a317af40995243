//! What more than one of the example programs uses.

pub mod output;
pub mod primes;
