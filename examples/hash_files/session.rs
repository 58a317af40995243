//! One run of the program: which files are under way, and what has been said of them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eap_runtime::AsyncError;

use crate::bars::Bars;
use crate::files::FoundFile;
use crate::hasher::{FileHasher, HashFileCompletedEventArgs};
use crate::report::{Report, print};

/// Hashes files on the thread that starts it. The handlers share its state as an `Rc`: they never leave that thread.
pub(crate) struct Session {
    hasher: Arc<FileHasher>,
    interrupted: Arc<AtomicBool>,
    state: Rc<RefCell<State>>,
}

struct State {
    hasher: Arc<FileHasher>,
    /// Told by Ctrl-C, or by an output that takes no more: no further file is begun.
    interrupted: Arc<AtomicBool>,
    files: Vec<FoundFile>,
    jobs: usize,
    /// The first file that has not begun. A file's place in the list is the user state of its operation.
    next: usize,
    running: BTreeSet<usize>,
    bars: Bars,
    report: Report,
    failed: bool,
    output: io::Result<()>,
}

/// How a run ended.
pub(crate) struct End {
    pub(crate) interrupted: bool,
    pub(crate) failed: bool,
}

impl Session {
    /// Begins with the first `jobs` files. Each that is done makes room for the next.
    pub(crate) fn start(files: Vec<FoundFile>, jobs: usize) -> Self {
        let hasher = Arc::new(FileHasher::default());
        let interrupted = Arc::new(AtomicBool::new(false));
        let state = Rc::new(RefCell::new(State {
            hasher: Arc::clone(&hasher),
            interrupted: Arc::clone(&interrupted),
            bars: Bars::new(files.iter().map(|file| file.size).sum()),
            files,
            jobs,
            next: 0,
            running: BTreeSet::new(),
            report: Report::default(),
            failed: false,
            output: Ok(()),
        }));

        let shared = Rc::clone(&state);
        hasher
            .hash_file_progress_changed()
            .subscribe_local(move |_hasher, e| {
                if let Some(read) = e.data() {
                    shared.borrow_mut().bars.advance(*e.user_state(), read);
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
        Self {
            hasher,
            interrupted,
            state,
        }
    }

    /// What is to be posted to this thread on Ctrl-C: it cancels what is running.
    pub(crate) fn on_interrupt(&self) -> impl Fn() + Clone + Send + 'static {
        let hasher = Arc::clone(&self.hasher);
        let interrupted = Arc::clone(&self.interrupted);
        let files = self.state.borrow().files.len();
        move || {
            interrupted.store(true, Ordering::Relaxed);
            // A request for a file that is done or has not begun does nothing.
            (0..files).for_each(|number| hasher.hash_file_async_cancel(&number));
        }
    }

    /// Tells how it went, once the event loop has nothing more to do.
    pub(crate) fn end(self) -> io::Result<End> {
        let mut state = self.state.borrow_mut();
        state.bars.clear();
        let left = state.files.len() - state.next;
        if left > 0 && state.output.is_ok() {
            eprintln!("hash_files: not begun: {left} more");
        }
        std::mem::replace(&mut state.output, Ok(()))?;
        Ok(End {
            interrupted: state.interrupted.load(Ordering::Relaxed),
            failed: state.failed,
        })
    }
}

impl State {
    fn begin_more(&mut self) {
        while self.running.len() < self.jobs && !self.interrupted.load(Ordering::Relaxed) {
            let number = self.next;
            let Some(file) = self.files.get(number) else {
                return;
            };
            self.next += 1;
            self.bars.begin(number, &file.path, file.size);
            match self.hasher.hash_file_async(file.path.clone(), number) {
                Ok(()) => {
                    self.running.insert(number);
                }
                Err(error) => self.give_up(number, &error.to_string()),
            }
        }
    }

    fn completed(&mut self, e: &HashFileCompletedEventArgs) {
        let number = *e.user_state();
        self.running.remove(&number);
        match e.digest() {
            Ok(digest) => {
                self.bars.finish(number);
                let lines = self.report.hashed(number, &self.files[number].path, digest);
                self.print(&lines);
            }
            Err(AsyncError::Cancelled) => self.give_up(number, "cancelled"),
            Err(error) => self.give_up(number, &error.to_string()),
        }
    }

    /// Says why a file has no digest, unless it was given up because the output takes no more.
    fn give_up(&mut self, number: usize, why: &str) {
        self.failed = true;
        let path = self.files[number].path.display();
        if self.output.is_ok() {
            self.bars.suspend(|| eprintln!("hash_files: {path}: {why}"));
        }
        self.bars.finish(number);
        let lines = self.report.skipped(number);
        self.print(&lines);
    }

    fn print(&mut self, lines: &[u8]) {
        if lines.is_empty() || self.output.is_err() {
            return;
        }
        self.output = self.bars.suspend(|| print(lines));
        if self.output.is_err() {
            // Nobody reads on: what is running may as well stop.
            self.interrupted.store(true, Ordering::Relaxed);
            for number in &self.running {
                self.hasher.hash_file_async_cancel(number);
            }
        }
    }
}
