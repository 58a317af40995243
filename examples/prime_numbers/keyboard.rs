//! The keyboard as a component: waiting for a line blocks, so it is done in the background.

use std::io::{self, BufRead as _};

use eap_runtime::{Events, event_async};

#[derive(Default)]
pub(crate) struct Keyboard {
    events: Events<Self>,
}

#[event_async]
impl Keyboard {
    /// Waits for a line. At the end of the input there is none.
    #[event_async(result = line)]
    pub(crate) fn read_line() -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut line)?;
        // What is not UTF-8 is not a command. Reading goes on after it.
        Ok((read > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
    }
}
