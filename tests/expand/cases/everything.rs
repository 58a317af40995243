// One operation with everything: any number at a time, a result, an `Err`, what goes in and comes back, an `#[out]`
// parameter, cancellation and progress.
#[event_async(concurrent)]
impl Store {
    /// Copies what is stored under `key` behind what `buffer` holds.
    #[event_async(result = length)]
    pub fn copy(
        &self,
        key: &str,
        buffer: &mut Vec<u8>,
        #[out] checksum: &mut u32,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<Block>,
    ) -> io::Result<usize> {
        self.copy_blocks(key, buffer, checksum, cancel, progress)
    }
}
