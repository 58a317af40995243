//! Progress bars: one for each running file and one for the whole.

use std::collections::HashMap;
use std::io::{self, IsTerminal};
use std::path::Path;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::hasher::BytesRead;

/// The bars of a terminal; nothing at all where the output goes elsewhere.
pub(crate) struct Bars {
    lines: MultiProgress,
    whole: ProgressBar,
    files: HashMap<usize, FileBar>,
}

struct FileBar {
    bar: ProgressBar,
    /// What the whole counts for this file so far.
    counted: u64,
    size: u64,
}

impl Bars {
    pub(crate) fn new(total: u64) -> Self {
        let shown = io::stdout().is_terminal() && io::stderr().is_terminal();
        let target = if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let lines = MultiProgress::with_draw_target(target);
        let whole = lines.add(bar(total, "all files"));
        Self {
            lines,
            whole,
            files: HashMap::new(),
        }
    }

    pub(crate) fn begin(&mut self, number: usize, path: &Path, size: u64) {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy();
        let bar = self.lines.insert_before(&self.whole, bar(size, &name));
        let file = FileBar {
            bar,
            counted: 0,
            size,
        };
        self.files.insert(number, file);
    }

    pub(crate) fn advance(&mut self, number: usize, read: &BytesRead) {
        if let Some(file) = self.files.get_mut(&number) {
            file.bar.set_length(read.total.max(read.done));
            file.bar.set_position(read.done);
            let counted = read.done.min(file.size);
            self.whole.inc(counted.saturating_sub(file.counted));
            file.counted = counted;
        }
    }

    pub(crate) fn finish(&mut self, number: usize) {
        if let Some(file) = self.files.remove(&number) {
            file.bar.finish_and_clear();
            self.lines.remove(&file.bar);
            self.whole.inc(file.size.saturating_sub(file.counted));
        }
        if self.files.is_empty() && self.whole.position() >= self.whole.length().unwrap_or(0) {
            self.whole.finish_and_clear();
        }
    }

    pub(crate) fn clear(&self) {
        self.whole.finish_and_clear();
    }

    /// Runs `print` with the bars out of its way.
    pub(crate) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        self.lines.suspend(print)
    }
}

fn bar(length: u64, name: &str) -> ProgressBar {
    // Fits in 80 columns.
    let style = ProgressStyle::with_template(
        "{bytes:>10} of {total_bytes:<10} {bar:20} {percent:>3} % {msg:24!}",
    );
    ProgressBar::new(length)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(name.to_owned())
}
