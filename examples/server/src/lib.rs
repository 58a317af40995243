//! A server that tests numbers for primality, several for each request, and cancels those of a client that has gone.

mod client;
mod counts;
mod refusal;
mod request;
mod routes;
mod serve;

use std::num::NonZeroUsize;
use std::thread;
use std::time::Duration;

pub use crate::routes::router;
pub use crate::serve::serve;

/// What keeps a few clients from taking all of the server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many threads compute.
    pub threads: usize,
    /// How many requests are worked on at a time. One more is answered 503, with a Retry-After.
    pub requests: usize,
    /// How long a request may take.
    pub deadline: Duration,
    /// How long a client may take to send the head of a request.
    pub head: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            threads: thread::available_parallelism().map_or(1, NonZeroUsize::get),
            requests: 64,
            deadline: Duration::from_secs(10),
            head: Duration::from_secs(5),
        }
    }
}
