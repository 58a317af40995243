//! The component: a blocking method, with `begin_hash_file` and `end_hash_file` beside its event.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use eap_runtime::{Events, event_async};
use sha2::{Digest as _, Sha256};

/// Hashes files in the background, any number at a time.
#[derive(Default)]
pub(crate) struct FileHasher {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end)]
impl FileHasher {
    /// Returns the SHA-256 of the file at `path`, in hexadecimal digits, and its size in bytes.
    #[event_async(result = digest)]
    pub(crate) fn hash_file(path: &Path, #[out] size: &mut usize) -> io::Result<String> {
        let mut file = File::open(path)?;
        let mut hash = Sha256::new();
        let mut chunk = vec![0; 256 * 1024];
        loop {
            let read = match file.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hash.update(&chunk[..read]);
            *size += read;
        }
        let mut digits = String::new();
        for byte in hash.finalize() {
            let _ = write!(digits, "{byte:02x}");
        }
        Ok(digits)
    }
}
