//! A durable message queue in a file. A component receives one message after the other, and each is delivered at least once.

mod store;

use std::io;
use std::path::Path;
use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};
use redb::Error;

use crate::store::Store;

/// A queue of messages in a file, which one process at a time has open.
pub struct MessageQueue {
    store: Arc<Store>,
    events: Events<Self>,
}

/// A message that was taken from the queue, and is in the file until it is acknowledged.
///
/// Dropped before that, it is received again. So is a message whose Completed event was never raised, because its event loop
/// has ended, and one whose receiver was killed.
pub struct Message {
    id: u64,
    body: String,
    store: Arc<Store>,
}

impl MessageQueue {
    /// Opens the queue in the file `path`, or creates it.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, is not a queue, or is open in another process.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Ok(Self {
            store: Arc::new(Store::open(path.as_ref())?),
            events: Events::new(),
        })
    }

    /// Puts a message at the end, and returns its number. It is on the disk when this returns.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn send(&self, body: &str) -> Result<u64, Error> {
        self.store.add(body)
    }

    /// How many messages have not been acknowledged.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn len(&self) -> Result<u64, Error> {
        self.store.len()
    }

    /// Whether every message has been acknowledged.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.len()? == 0)
    }
}

#[event_async]
impl MessageQueue {
    /// Takes the first message that nobody has taken, and waits for one if necessary.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, and when cancelled.
    #[event_async(result = message)]
    pub fn receive(&self, #[cancel] cancel: &CancellationToken) -> Result<Message, Error> {
        let store = Arc::clone(&self.store);
        let _registration = cancel.register(move || store.wake());
        let (id, body) = self.store.take(|| {
            let cancelled = |cancelled| Error::Io(io::Error::from(cancelled));
            cancel.check().map_err(cancelled)
        })?;
        Ok(Message {
            id,
            body,
            store: Arc::clone(&self.store),
        })
    }
}

impl Message {
    /// The number that [`MessageQueue::send`] returned.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// What was sent.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Removes the message from the queue, when the work for it is done.
    ///
    /// # Errors
    ///
    /// When the file cannot be written. The message stays in the queue then.
    pub fn acknowledge(&self) -> Result<(), Error> {
        self.store.remove(self.id)
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.store.put_back(self.id);
    }
}
