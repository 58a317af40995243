//! The component: a blocking method that hashes one file, with an event-based asynchronous face.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::str::FromStr;

use eap_runtime::{CancellationToken, Events, Progress, event_async};
use sha2::{Digest as _, Sha256};

/// Hashes files in the background, several at a time.
#[derive(Default)]
pub(crate) struct FileHasher {
    events: Events<Self>,
}

/// How far a file has been read.
pub(crate) struct BytesRead(pub(crate) u64);

/// A SHA-256, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digest([u8; 32]);

/// What is read at a time: large enough for the disk, and small enough that a cancellation is observed soon.
const CHUNK: usize = 256 * 1024;

#[event_async(concurrent, user_state = usize)]
impl FileHasher {
    /// Hashes the file at `path`, or standard input if that is `-`.
    #[event_async(result = digest)]
    pub(crate) fn hash_file(
        path: &Path,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<BytesRead>,
    ) -> io::Result<Digest> {
        let (mut file, total): (Box<dyn Read>, u64) = if path == Path::new("-") {
            (Box::new(io::stdin()), 0)
        } else {
            let file = File::open(path)?;
            let total = file.metadata()?.len();
            (Box::new(file), total)
        };
        let mut done = 0;
        let mut hash = Sha256::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            cancel.check()?;
            let read = match file.read(&mut chunk) {
                Ok(0) => return Ok(Digest(hash.finalize().into())),
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hash.update(&chunk[..read]);
            done += read as u64;
            // A file may grow meanwhile, and those of `/proc` say that they are empty: that counts as 100 %.
            progress.report_of_with(done, total, BytesRead(done));
        }
    }
}

impl FileHasher {
    pub(crate) fn cancel_all(&self) {
        self.events.cancel_all();
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The text is not 64 hexadecimal digits.
pub(crate) struct NotADigest;

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let is_digest = text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_digest {
            return Err(NotADigest);
        }
        let mut digest = [0; 32];
        for (byte, at) in digest.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| NotADigest)?;
        }
        Ok(Self(digest))
    }
}
