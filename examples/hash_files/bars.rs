//! Progress bars: one for each running file and one for the whole.

use std::collections::HashMap;
use std::io::{self, IsTerminal};
use std::path::Path;

use eap_examples::output::printable;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::terminal::draw_target;

/// The bars on a terminal, which are drawn to standard error.
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
    /// Bars that are hidden unless standard error is a terminal. They are hidden, too, when standard output is a pipe:
    /// whoever reads it may print to the same terminal.
    pub(crate) fn new(total: u64) -> Self {
        let shown = io::stderr().is_terminal() && !stdout_is_a_pipe();
        let target = if shown {
            draw_target()
        } else {
            ProgressDrawTarget::hidden()
        };
        let lines = MultiProgress::with_draw_target(target);
        let whole = lines.add(bar(Some(total), "all files"));
        Self {
            lines,
            whole,
            files: HashMap::new(),
        }
    }

    pub(crate) fn begin(&mut self, number: usize, path: &Path, size: Option<u64>) {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy();
        let bar = bar(size, &printable(&name));
        let bar = self.lines.insert_before(&self.whole, bar);
        // It is drawn before anything is read, which may take a while.
        bar.tick();
        let file = FileBar {
            bar,
            counted: 0,
            size: size.unwrap_or(0),
        };
        self.files.insert(number, file);
    }

    pub(crate) fn advance(&mut self, number: usize, read: u64) {
        if let Some(file) = self.files.get_mut(&number) {
            file.bar.set_position(read);
            let counted = read.min(file.size);
            self.whole.inc(counted.saturating_sub(file.counted));
            file.counted = counted;
        }
    }

    /// Removes the bar of a file that is done, or will be begun again.
    pub(crate) fn finish(&mut self, number: usize, done: bool) {
        if let Some(file) = self.files.remove(&number) {
            file.bar.finish_and_clear();
            self.lines.remove(&file.bar);
            if done {
                self.whole.inc(file.size.saturating_sub(file.counted));
            }
        }
    }

    /// Removes all bars for good.
    pub(crate) fn hide(&self) {
        let _ = self.lines.clear();
        self.lines.set_draw_target(ProgressDrawTarget::hidden());
    }

    /// Runs `print` with the bars out of the way. `MultiProgress::suspend` would panic on a terminal that is gone.
    pub(crate) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        let _ = self.lines.clear();
        let printed = print();
        self.whole.tick();
        printed
    }
}

fn bar(length: Option<u64>, name: &str) -> ProgressBar {
    // Both fit in 76 columns, which leaves `ROOM` of 80.
    let template = match length {
        Some(_) => "{bytes:>10} of {total_bytes:<10} {bar:20} {percent:>3} % {msg:24!}",
        None => "{bytes:>10} {spinner} {msg:24!}",
    };
    let style = ProgressStyle::with_template(template);
    length
        .map_or_else(ProgressBar::no_length, ProgressBar::new)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(name.to_owned())
}

#[cfg(unix)]
fn stdout_is_a_pipe() -> bool {
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::FileTypeExt as _;

    let stdout = io::stdout().as_fd().try_clone_to_owned();
    let metadata = stdout.and_then(|stdout| std::fs::File::from(stdout).metadata());
    metadata.is_ok_and(|metadata| metadata.file_type().is_fifo())
}

#[cfg(not(unix))]
fn stdout_is_a_pipe() -> bool {
    !io::stdout().is_terminal()
}
