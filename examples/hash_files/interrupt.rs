//! Ctrl-C as an event on the thread of an event loop.

use std::io;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eap_runtime::{Event, EventLoop, EventSource};

/// The exit code of a program that Ctrl-C ended, as shells report it.
pub(crate) const INTERRUPTED: u8 = 130;

/// Raises an event at the first Ctrl-C. The second one ends the program.
#[derive(Default)]
pub(crate) struct Interrupt {
    pressed: EventSource<Self, ()>,
}

impl Interrupt {
    /// Takes care of Ctrl-C from now on. The event is raised in `event_loop`.
    pub(crate) fn listen(event_loop: &EventLoop) -> io::Result<Arc<Self>> {
        let interrupt = Arc::new(Self::default());
        let (raised, context) = (Arc::clone(&interrupt), event_loop.context());
        let pressed_before = AtomicBool::new(false);
        // This runs on a thread of its own, also while the main thread is blocked.
        ctrlc::set_handler(move || {
            if pressed_before.swap(true, Ordering::Relaxed) {
                process::exit(INTERRUPTED.into());
            }
            let raised = Arc::clone(&raised);
            context.post(Box::new(move || raised.pressed.raise(&raised, &())));
        })
        .map_err(io::Error::other)?;
        Ok(interrupt)
    }

    pub(crate) fn pressed(&self) -> &Event<Self, ()> {
        self.pressed.event()
    }
}
