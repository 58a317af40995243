//! The component that the guide's page on faces describes, for the blocks of that page which use it.

use eap_runtime::{CancellationToken, Cancelled, Events, Progress, event_async};

/// Hashes bytes.
#[derive(Default)]
pub struct Hasher {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future, then)]
impl Hasher {
    /// Hashes `data`.
    ///
    /// # Errors
    ///
    /// If it is cancelled.
    #[event_async(result = hash)]
    pub fn hash(
        &self,
        data: &[u8],
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress,
    ) -> Result<u64, Cancelled> {
        let mut hash = 0_u64;
        for chunk in progress.over(data.chunks(4096)) {
            cancel.check()?;
            hash = chunk.iter().fold(hash, |hash, byte| {
                hash.wrapping_mul(31).wrapping_add(u64::from(*byte))
            });
        }
        Ok(hash)
    }
}
