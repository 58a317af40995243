//! The files: made up, the same every time.

use std::fmt::Write as _;
use std::time::Duration;

use sha2::{Digest as _, Sha256};

/// A file to serve.
#[derive(Clone, Copy, Debug)]
pub struct File {
    length: usize,
    pub(super) pause: Duration,
    pub(super) fault: Option<Fault>,
}

/// What is wrong with the way a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The byte in the middle is another one.
    WrongByte,
    /// The server hangs up after one half.
    Truncated,
    /// The server sends one half, and nothing more until the client hangs up.
    Stalled,
    /// The server does not say how long the file is.
    Unmeasured,
}

impl File {
    /// A file of `length` bytes.
    #[must_use]
    pub fn new(length: usize) -> Self {
        Self {
            length,
            pause: Duration::ZERO,
            fault: None,
        }
    }

    /// Has the server pause before each piece of it that it sends.
    #[must_use]
    pub fn slow(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Has something go wrong on its way.
    #[must_use]
    pub fn with(mut self, fault: Fault) -> Self {
        self.fault = Some(fault);
        self
    }

    /// How many bytes it has.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// What is in it: noise, in which a byte that is lost, doubled or moved is noticed.
    #[must_use]
    pub fn content(&self) -> Vec<u8> {
        let mut state = 0x9E37_79B9_u32;
        let noise = || {
            // A xorshift generator.
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[1]
        };
        std::iter::repeat_with(noise).take(self.length).collect()
    }

    /// The SHA-256 of its content, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        sha256(&self.content())
    }

    /// What is sent of it, fault and all.
    pub(super) fn sent(&self) -> Vec<u8> {
        let mut content = self.content();
        let half = self.length / 2;
        match self.fault {
            Some(Fault::WrongByte) => {
                if let Some(byte) = content.get_mut(half) {
                    *byte ^= 1;
                }
            }
            Some(Fault::Truncated | Fault::Stalled) => content.truncate(half),
            Some(Fault::Unmeasured) | None => {}
        }
        content
    }
}

/// The SHA-256 of `bytes`, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(bytes) {
        // To a string, it does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
