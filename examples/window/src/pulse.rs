//! Whether the window's thread is free: how many frames it draws, and the longest time between two of them.

use std::time::{Duration, Instant};

pub(crate) struct Pulse {
    frames: u64,
    /// The last beat, if a calculation was running then: only then does every frame request the next.
    last_busy: Option<Instant>,
    longest_pause: Duration,
}

impl Pulse {
    pub(crate) fn new() -> Self {
        Self {
            frames: 0,
            last_busy: None,
            longest_pause: Duration::ZERO,
        }
    }

    /// Counts a frame.
    pub(crate) fn beat(&mut self, busy: bool) {
        self.frames += 1;
        if let Some(last) = self.last_busy {
            self.longest_pause = self.longest_pause.max(last.elapsed());
        }
        self.last_busy = busy.then(Instant::now);
    }

    pub(crate) fn frames(&self) -> u64 {
        self.frames
    }

    /// The longest time between two frames while a calculation was running.
    pub(crate) fn longest_pause(&self) -> Duration {
        self.longest_pause
    }
}
