//! The output: a line for each file, in the order of the files, whichever is done first.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use crate::hasher::Digest;

/// Lines that wait for those before them.
#[derive(Default)]
pub(crate) struct Report {
    next: usize,
    waiting: BTreeMap<usize, Vec<u8>>,
}

impl Report {
    /// Notes that the file of this number has a digest, and returns what can be printed now.
    pub(crate) fn hashed(&mut self, number: usize, path: &Path, digest: &Digest) -> Vec<u8> {
        self.add(number, line(path, digest))
    }

    /// Notes that the file of this number gets no line, and returns what can be printed now.
    pub(crate) fn skipped(&mut self, number: usize) -> Vec<u8> {
        self.add(number, Vec::new())
    }

    fn add(&mut self, number: usize, line: Vec<u8>) -> Vec<u8> {
        self.waiting.insert(number, line);
        let mut printable = Vec::new();
        while let Some(line) = self.waiting.remove(&self.next) {
            printable.extend(line);
            self.next += 1;
        }
        printable
    }
}

/// Writes all of `lines`, to where a pipe may have been closed meanwhile.
pub(crate) fn print(lines: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(lines)?;
    stdout.flush()
}

/// One line as `sha256sum` writes it, for `sha256sum -c` to read.
fn line(path: &Path, digest: &Digest) -> Vec<u8> {
    let name = path.as_os_str().as_encoded_bytes();
    let mut escaped = Vec::with_capacity(name.len());
    for byte in name {
        match byte {
            b'\\' => escaped.extend(b"\\\\"),
            b'\n' => escaped.extend(b"\\n"),
            b'\r' => escaped.extend(b"\\r"),
            byte => escaped.push(*byte),
        }
    }
    // A backslash at the start tells that the name is escaped.
    let mark = if escaped.len() == name.len() {
        ""
    } else {
        "\\"
    };
    let mut line = format!("{mark}{digest}  ").into_bytes();
    line.extend(escaped);
    line.push(b'\n');
    line
}
