//! Every row of the table of parameters.

use std::ffi::{CStr, OsStr};
use std::fmt::{Debug, Display, Write};
use std::path::Path;
use std::sync::Arc;

use eap_runtime::{event_async, Events};

/// What is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// In millimetres.
    pub width: u32,
}

/// Has a parameter of every kind.
#[derive(Debug, Default)]
pub struct Printer {
    events: Events<Self>,
}

#[event_async(user_state = u64)]
impl Printer {
    /// Takes what is only read.
    #[event_async]
    pub fn print(
        &self,
        copies: u32,
        paper: &Paper,
        text: &str,
        lines: &[String],
        object: &dyn Display,
        objects: &(dyn Debug + Send + Sync),
    ) -> String {
        let Self { events } = self;
        format!("{copies}{paper:?}{text}{lines:?}{object}{objects:?}{events:?}")
    }

    /// Takes what is read from elsewhere.
    #[event_async]
    pub fn print_file(&self, path: &Path, os: &OsStr, c: &CStr, lasting: &'static str) -> String {
        let Self { events } = self;
        format!("{}{}{c:?}{lasting}{events:?}", path.display(), os.display())
    }

    /// Takes what has no name.
    #[event_async]
    pub fn apply(&self, work: impl FnOnce(u32) -> u32, to: &impl Debug, _: u8, _unused: u8) -> u32 {
        let Self { events } = self;
        work(u32::from(format!("{to:?}{events:?}").is_empty()))
    }

    /// Takes what comes back.
    #[event_async]
    pub fn scan(
        &self,
        paper: &mut Paper,
        #[inout(name = title)] text: &mut str,
        bytes: &mut [u8],
        object: &mut (dyn Write + Sync),
        #[out] lines: &mut u32,
        #[out(name = list, init = Vec::with_capacity(8))] words: &mut Vec<String>,
    ) {
        let Self { events } = self;
        paper.width = u32::from(format!("{events:?}").is_empty());
        text.make_ascii_lowercase();
        bytes.fill(0);
        *lines = u32::from(object.write_str("line").is_ok());
        words.push(text.to_owned());
    }

    /// Takes many, with names of a letter.
    #[event_async]
    pub fn mix(&self, a: u8, b: u8, c: u8, mut d: u8, (low, high): (u8, u8)) -> u8 {
        let Self { events } = self;
        d ^= u8::from(format!("{events:?}").is_empty());
        a ^ b ^ c ^ d ^ low ^ high
    }

    /// Takes what is large, or small.
    #[event_async]
    pub fn weigh(&self, large: [u64; 64], small: &u8, shared: &Arc<Paper>) -> u64 {
        let Self { events } = self;
        let width = u64::from(shared.width) + u64::from(*small);
        large.iter().sum::<u64>() + width + u64::from(format!("{events:?}").is_empty())
    }
}
