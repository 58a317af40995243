//! The component of the pattern's texts: it tests whether a number is prime, and finds primes while it does.

mod number;
mod sieve;

use std::error::Error;
use std::fmt;

use eap_runtime::{CancellationToken, Cancelled, Events, Executor, Progress, event_async};

pub use self::number::{NumberError, parse};
use self::sieve::Sieve;

/// Tests numbers for primality, any number of them at a time.
#[derive(Debug, Default)]
pub struct PrimeNumberCalculator {
    events: Events<Self>,
}

/// The incremental result: the largest prime found so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LatestPrime {
    /// The prime.
    pub value: u64,
}

/// Why a number was not tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestError {
    /// Numbers below 2 are neither prime nor composite.
    TooSmall(u64),
    /// The test was cancelled.
    Cancelled,
}

impl PrimeNumberCalculator {
    /// A calculator whose tests run on `executor`.
    ///
    /// A test computes all the time that it runs. Those of a program share a pool of as many threads as there are cores, so
    /// that other threads have their turn.
    #[must_use]
    pub fn with_executor(executor: impl Executor + 'static) -> Self {
        Self {
            events: Events::with_executor(executor),
        }
    }
}

#[event_async(concurrent)]
impl PrimeNumberCalculator {
    /// Returns whether `number` is prime, and its smallest divisor greater than 1; a prime's counts as 1.
    ///
    /// # Errors
    ///
    /// For numbers under 2, and when cancelled.
    #[event_async(result = is_prime)]
    pub fn calculate_prime(
        &self,
        number: u64,
        #[out(init = 1)] first_divisor: &mut u64,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<LatestPrime>,
    ) -> Result<bool, TestError> {
        if number < 2 {
            return Err(TestError::TooSmall(number));
        }
        let last = number.isqrt();
        let mut sieve = Sieve::up_to(last);
        while let Some(primes) = sieve.next_block() {
            cancel.check()?;
            if let Some(divisor) = primes.iter().find(|prime| number.is_multiple_of(**prime)) {
                *first_divisor = *divisor;
                return Ok(false);
            }
            if let Some(value) = primes.last().copied() {
                progress.report_with(percentage(value, last), LatestPrime { value });
            }
        }
        *first_divisor = 1;
        Ok(true)
    }
}

fn percentage(done: u64, all: u64) -> u8 {
    u8::try_from(u128::from(done) * 100 / u128::from(all.max(1))).unwrap_or(100)
}

impl From<Cancelled> for TestError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl fmt::Display for TestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooSmall(number) => write!(f, "{number} is too small: primes begin at 2"),
            Self::Cancelled => Cancelled.fmt(f),
        }
    }
}

impl Error for TestError {}
