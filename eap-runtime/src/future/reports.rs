//! The reports between a method and the stream of its future.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::task::{Poll, Waker};

use super::wake;
use crate::progress::{ProgressChangedEventArgs, Report};
use crate::sync::{AtomicBool, Mutex, Ordering, lock};

/// The reports that no stream has taken yet.
pub(crate) struct Reports<P> {
    percentage: AtomicU8,
    /// The stream is gone. A report reads this without the lock.
    ignored: AtomicBool,
    state: Mutex<State<P>>,
}

struct State<P> {
    coalesce: bool,
    waiting: VecDeque<ProgressChangedEventArgs<P>>,
    waker: Option<Waker>,
    /// The method has returned.
    closed: bool,
}

impl<P> Reports<P> {
    pub(crate) fn new() -> Self {
        Self {
            percentage: AtomicU8::new(0),
            ignored: AtomicBool::new(false),
            state: Mutex::new(State {
                coalesce: false,
                waiting: VecDeque::new(),
                waker: None,
                closed: false,
            }),
        }
    }

    /// A report that waits is replaced by the next.
    pub(crate) fn coalesce(&self) {
        lock(&self.state).coalesce = true;
    }

    /// Ends the reports.
    pub(crate) fn close(&self) {
        let mut state = lock(&self.state);
        state.closed = true;
        let waker = state.waker.take();
        drop(state);
        wake(waker);
    }

    pub(super) fn poll(&self, waker: &Waker) -> Poll<Option<ProgressChangedEventArgs<P>>> {
        // A waker is the user's code: it is cloned and dropped without the lock.
        let ours = waker.clone();
        let mut state = lock(&self.state);
        if let Some(report) = state.waiting.pop_front() {
            return Poll::Ready(Some(report));
        }
        if state.closed {
            return Poll::Ready(None);
        }
        let before = state.waker.replace(ours);
        drop(state);
        drop(before);
        Poll::Pending
    }

    /// Drops what waits, and what is reported from now on.
    pub(super) fn ignore(&self) {
        self.ignored.store(true, Ordering::Relaxed);
        let mut state = lock(&self.state);
        let waiting = std::mem::take(&mut state.waiting);
        let waker = state.waker.take();
        drop(state);
        drop((waiting, waker));
    }
}

impl<P: Send> Report<P> for Reports<P> {
    fn percentage(&self) -> &AtomicU8 {
        &self.percentage
    }

    fn is_heard(&self, _with_data: bool) -> bool {
        !self.ignored.load(Ordering::Relaxed)
    }

    fn report(self: Arc<Self>, percentage: u8, data: Option<P>) {
        let report = ProgressChangedEventArgs::new(percentage, data, ());
        let mut state = lock(&self.state);
        if state.closed || self.ignored.load(Ordering::Relaxed) {
            drop(state);
            return;
        }
        let replaced = if state.coalesce {
            state.waiting.pop_back()
        } else {
            None
        };
        state.waiting.push_back(report);
        let waker = state.waker.take();
        drop(state);
        drop(replaced);
        wake(waker);
    }
}
