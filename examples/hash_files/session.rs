//! One run of the program: which files are being hashed, and what has been printed of them.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::io::{self, IsTerminal as _};
use std::rc::Rc;
use std::sync::Arc;

use eap_examples::output::{print, quoted};
use eap_examples::warn;
use eap_runtime::AsyncError;

use crate::bars::Bars;
use crate::files::File;
use crate::hasher::{Digest, FileHasher, HashFileCompletedEventArgs};
use crate::interrupt::Interrupt;
use crate::report::Report;
use crate::sums;

/// Hashes files on the thread that starts it. The handlers share its state as an `Rc`: they never leave that thread.
pub(crate) struct Session {
    state: Rc<RefCell<State>>,
}

struct State {
    hasher: Arc<FileHasher>,
    files: Vec<File>,
    jobs: usize,
    /// The files that have not begun. A file's index in the list is the user state of its operation.
    waiting: VecDeque<usize>,
    running: BTreeSet<usize>,
    bars: Bars,
    report: Report,
    end: End,
    said_what_is_awaited: bool,
    /// An error once it takes no more.
    output: io::Result<()>,
    terminal: bool,
}

/// How a run ended.
#[derive(Default)]
pub(crate) struct End {
    pub(crate) interrupted: bool,
    pub(crate) failed: bool,
    mismatched: usize,
}

impl Session {
    /// Begins with the first `jobs` files. Each that is done makes room for the next.
    pub(crate) fn start(files: Vec<File>, jobs: usize) -> Self {
        let hasher = Arc::new(FileHasher::default());
        let state = Rc::new(RefCell::new(State {
            hasher: Arc::clone(&hasher),
            bars: Bars::new(files.iter().filter_map(|file| file.size).sum()),
            waiting: (0..files.len()).collect(),
            files,
            jobs,
            running: BTreeSet::new(),
            report: Report::default(),
            end: End::default(),
            said_what_is_awaited: false,
            output: Ok(()),
            terminal: io::stdout().is_terminal(),
        }));

        let shared = Rc::clone(&state);
        hasher
            .hash_file_progress_changed()
            .subscribe_local(move |_hasher, e| {
                if let Some(read) = e.data() {
                    shared.borrow_mut().bars.advance(*e.user_state(), read.0);
                }
            });
        let shared = Rc::clone(&state);
        hasher
            .hash_file_completed()
            .subscribe_local(move |_hasher, e| {
                let mut state = shared.borrow_mut();
                state.completed(e);
                state.begin_more();
            });

        state.borrow_mut().begin_more();
        Self { state }
    }

    /// Has Ctrl-C cancel what is running, and print what is done.
    pub(crate) fn stop_at(&self, interrupt: &Interrupt) {
        let shared = Rc::clone(&self.state);
        interrupt.pressed().subscribe_local(move |_interrupt, ()| {
            let mut state = shared.borrow_mut();
            state.end.interrupted = true;
            state.stop();
        });
    }

    /// Says once which files keep the program from ending, such as a pipe that nobody writes to.
    pub(crate) fn say_what_is_awaited(&self) {
        let mut state = self.state.borrow_mut();
        if state.end.interrupted && !state.said_what_is_awaited {
            state.said_what_is_awaited = true;
            let names = state
                .running
                .iter()
                .map(|number| quoted(&state.files[*number].path));
            let names = names.collect::<Vec<_>>().join(", ");
            warn!("hash_files: waiting for {names}; Ctrl-C again does not wait");
        }
    }

    /// Says how it went, once the event loop has nothing more to do.
    pub(crate) fn end(self) -> io::Result<End> {
        let mut state = self.state.borrow_mut();
        state.bars.hide();
        std::mem::replace(&mut state.output, Ok(()))?;
        let (mismatched, all) = (state.end.mismatched, state.files.len());
        if mismatched > 0 {
            warn!("hash_files: WARNING: {mismatched} of {all} checksums did NOT match");
        }
        let left = state.waiting.len();
        if left > 0 {
            warn!("hash_files: not begun: {left} more");
        }
        Ok(std::mem::take(&mut state.end))
    }
}

impl State {
    fn begin_more(&mut self) {
        while self.running.len() < self.jobs && !self.is_stopped() {
            let Some(number) = self.waiting.pop_front() else {
                return;
            };
            let file = &self.files[number];
            self.bars.begin(number, &file.path, file.size);
            match self.hasher.hash_file_async(&file.path, number) {
                Ok(()) => {
                    self.running.insert(number);
                }
                Err(error) => self.fail(number, &error.to_string()),
            }
        }
    }

    fn is_stopped(&self) -> bool {
        self.end.interrupted || self.output.is_err()
    }

    fn completed(&mut self, e: &HashFileCompletedEventArgs) {
        let number = *e.user_state();
        self.running.remove(&number);
        match e.digest() {
            Ok(digest) => {
                self.bars.finish(number, true);
                let line = self.line(number, digest);
                let lines = self.report.add(number, line);
                self.print(&lines);
            }
            Err(AsyncError::Failed(error))
                if is_out_of_descriptors(error) && !self.running.is_empty() =>
            {
                self.wait_for_descriptors(number);
            }
            Err(AsyncError::Cancelled) => self.give_up(number, "cancelled", Vec::new()),
            Err(error) => self.fail(number, &error.to_string()),
        }
    }

    /// The line of a file: its digest, or whether that is the expected one.
    fn line(&mut self, number: usize, digest: &Digest) -> Vec<u8> {
        let file = &self.files[number];
        let name = file.path.as_os_str();
        match &file.expected {
            None => sums::line(name, digest),
            Some(expected) if expected == digest => sums::verdict(name, "OK"),
            Some(_) => {
                self.end.failed = true;
                self.end.mismatched += 1;
                sums::verdict(name, "FAILED")
            }
        }
    }

    /// Has a file begin again when another one is done, and no more files at a time than there are descriptors for.
    fn wait_for_descriptors(&mut self, number: usize) {
        self.bars.finish(number, false);
        self.waiting.push_front(number);
        self.jobs = self.running.len();
    }

    fn fail(&mut self, number: usize, why: &str) {
        let file = &self.files[number];
        let line = match file.expected {
            None => Vec::new(),
            Some(_) => sums::verdict(file.path.as_os_str(), "FAILED open or read"),
        };
        self.give_up(number, why, line);
    }

    /// Says why a file has no digest, unless it was given up because the output takes no more.
    fn give_up(&mut self, number: usize, why: &str, line: Vec<u8>) {
        self.end.failed = true;
        if self.output.is_ok() {
            let path = quoted(&self.files[number].path);
            self.bars.suspend(|| warn!("hash_files: {path}: {why}"));
        }
        self.bars.finish(number, true);
        let lines = self.report.add(number, line);
        self.print(&lines);
    }

    fn print(&mut self, lines: &[u8]) {
        if lines.is_empty() || self.output.is_err() {
            return;
        }
        self.output = self.bars.suspend(|| {
            if self.terminal {
                print(&sums::for_terminal(lines))
            } else {
                print(lines)
            }
        });
        if self.output.is_err() {
            // Nobody reads on.
            self.stop();
        }
    }

    /// Cancels what is running, and prints what is done.
    fn stop(&mut self) {
        self.hasher.cancel_all();
        self.bars.hide();
        let lines = self.report.release();
        self.print(&lines);
    }
}

fn is_out_of_descriptors(error: &io::Error) -> bool {
    // EMFILE and ENFILE, which are the same on every Unix.
    cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24))
}
