//! The component: a blocking method that hashes one file, with an event-based asynchronous face.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use eap_runtime::{CancellationToken, Events, Progress, event_async};
use sha2::{Digest as _, Sha256};

/// Hashes files in the background, several at a time.
#[derive(Default)]
pub(crate) struct FileHasher {
    events: Events<Self>,
}

/// How far a file has been read.
pub(crate) struct BytesRead {
    pub(crate) done: u64,
    /// As the file system told when the file was opened.
    pub(crate) total: u64,
}

/// A SHA-256, shown as 64 hexadecimal digits.
pub(crate) struct Digest([u8; 32]);

/// What is read at a time: large enough for the disk, small enough to heed a cancellation at once.
const CHUNK: usize = 256 * 1024;

#[event_async(concurrent, user_state = usize)]
impl FileHasher {
    /// Hashes the file at `path`.
    #[event_async(result = digest)]
    pub(crate) fn hash_file(
        path: &Path,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<BytesRead>,
    ) -> io::Result<Digest> {
        let mut file = File::open(path)?;
        let total = file.metadata()?.len();
        let mut done = 0;
        let mut hash = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            cancel.check()?;
            let read = match file.read(&mut chunk) {
                Ok(0) => return Ok(Digest(hash.finalize().into())),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hash.update(&chunk[..read]);
            done += read as u64;
            progress.report_with(percentage(done, total), BytesRead { done, total });
        }
    }
}

/// A file may grow while it is read, and some, such as those of `/proc`, say that they are empty.
fn percentage(done: u64, total: u64) -> u8 {
    let percentage = u128::from(done) * 100 / u128::from(total.max(1));
    u8::try_from(percentage).map_or(100, |percentage| percentage.min(100))
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
