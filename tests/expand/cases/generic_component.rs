#[event_async(concurrent, user_state = K, multiple_operations, events = 0, crate = crate::eap)]
impl<K, T: Source<U>, U, const N: usize> Cache<K, T, N>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    T::Item: Send,
{
    #[event_async]
    pub fn next(&self, #[cancel] cancel: &CancellationToken) -> Option<T::Item> {
        None
    }

    #[event_async]
    pub fn fill(&self, with: &Self, #[progress(coalesce)] progress: Progress<[u8; N]>) -> Result<(), T::Error> {
        Ok(())
    }
}
