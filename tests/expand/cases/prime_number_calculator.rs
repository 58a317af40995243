#[event_async(concurrent)]
impl PrimeNumberCalculator {
    /// Tells whether `number` is prime.
    #[event_async(result = is_prime)]
    pub fn calculate_prime(
        &self,
        number: u32,
        #[out] first_divisor: &mut u32,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<LatestPrime>,
    ) -> bool {
        number > 1
    }
}
