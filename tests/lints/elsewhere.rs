//! A component that finds its runtime and its events in other places than most.

use crate::elsewhere::facade::{event_async, Events, TaskId};

/// Hands the runtime on.
pub mod facade {
    pub use eap_runtime::*;
}

/// Has no field that is called `events`.
#[derive(Debug, Default)]
pub struct Client {
    pending: Events<Self>,
}

#[event_async(concurrent, events = pending, user_state = TaskId, crate = crate::elsewhere::facade)]
impl Client {
    /// Greets.
    #[event_async(result = greeting)]
    pub fn greet(&self, name: &str, #[out] length: &mut usize) -> String {
        *length = name.len() + usize::from(self.greet_completed().is_empty());
        format!("hello, {name}")
    }
}

/// Has a field without a name.
#[derive(Debug, Default)]
pub struct Number(u32, Events<Self>);

#[event_async(events = 1)]
impl Number {
    /// Doubles it.
    #[event_async]
    pub fn double(&self) -> u32 {
        self.0 * 2 + u32::from(self.is_busy())
    }
}
