//! The keyboard as a component: waiting for a line blocks, so it is done in the background.

use std::io;

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
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line)?;
        Ok((read > 0).then_some(line))
    }
}
