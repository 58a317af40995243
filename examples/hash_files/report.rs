//! The output: a line for each file, in the order of the files, whichever is done first.

use std::collections::BTreeMap;

/// Lines that wait for those before them.
#[derive(Default)]
pub(crate) struct Report {
    next: usize,
    waiting: BTreeMap<usize, Vec<u8>>,
    /// Nothing waits any more, since some files will never be done.
    released: bool,
}

impl Report {
    /// Notes that the file of this number is done, and returns what can be printed now. The line of a file without a digest
    /// is empty.
    pub(crate) fn add(&mut self, number: usize, line: Vec<u8>) -> Vec<u8> {
        if self.released {
            return line;
        }
        self.waiting.insert(number, line);
        let mut printable = Vec::new();
        while let Some(line) = self.waiting.remove(&self.next) {
            printable.extend(line);
            self.next += 1;
        }
        printable
    }

    /// Gives up the order: returns the lines that wait, and lets those that come pass.
    pub(crate) fn release(&mut self) -> Vec<u8> {
        self.released = true;
        std::mem::take(&mut self.waiting)
            .into_values()
            .flatten()
            .collect()
    }
}
