//! Primes in ascending order, a block at a time, by the sieve of Eratosthenes.

/// How many numbers a block spans. A block is the work between two looks at a cancellation.
const BLOCK: u64 = 1 << 16;

pub(super) struct Sieve {
    /// The first number of the next block.
    next: u64,
    last: u64,
    /// The primes up to the root of `last`: every other number up to it is a multiple of one of them.
    small: Vec<u64>,
}

impl Sieve {
    /// The primes from 2 to `last`, both included.
    pub(super) fn up_to(last: u64) -> Self {
        Self {
            next: 2,
            last,
            small: small_primes(last.isqrt()),
        }
    }

    /// The primes of the next block; `None` after the last one. A block may be without any.
    pub(super) fn next_block(&mut self) -> Option<Vec<u64>> {
        if self.next > self.last {
            return None;
        }
        let first = self.next;
        let end = self.last.min(first + (BLOCK - 1));
        self.next = end + 1;

        let mut composite = vec![false; usize::try_from(end - first).map_or(0, |span| span + 1)];
        for prime in &self.small {
            let square = prime * prime;
            let multiple = square.max(first.next_multiple_of(*prime));
            let multiples = (multiple..=end).step_by(usize::try_from(*prime).unwrap_or(usize::MAX));
            for multiple in multiples {
                if let Some(mark) = usize::try_from(multiple - first)
                    .ok()
                    .and_then(|at| composite.get_mut(at))
                {
                    *mark = true;
                }
            }
        }
        let primes = (first..)
            .zip(composite)
            .filter_map(|(number, composite)| (!composite).then_some(number));
        Some(primes.collect())
    }
}

/// The primes up to `last`, found by trial: `last` is at most the fourth root of 2^64.
fn small_primes(last: u64) -> Vec<u64> {
    let mut primes: Vec<u64> = Vec::new();
    for number in 2..=last {
        let mut divisors = primes
            .iter()
            .take_while(|prime| **prime * **prime <= number);
        if !divisors.any(|prime| number.is_multiple_of(*prime)) {
            primes.push(number);
        }
    }
    primes
}
