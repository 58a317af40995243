//! The messages in their file, and the memory of which of them are taken.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use redb::{
    Database, Error, ReadableDatabase as _, ReadableTable as _, ReadableTableMetadata as _,
};
use redb::{TableDefinition, TableError};

const MESSAGES: TableDefinition<u64, &str> = TableDefinition::new("messages");

/// A file of messages. A message that is taken stays in the file: only this process knows that it is taken, so that a message
/// whose receiver was killed is there for the next one.
pub(crate) struct Store {
    database: Database,
    taken: Mutex<BTreeSet<u64>>,
    changed: Condvar,
}

impl Store {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let database = Database::create(path)?;
        // So that readers find the table.
        let creation = database.begin_write()?;
        creation.open_table(MESSAGES)?;
        creation.commit()?;
        Ok(Self {
            database,
            taken: Mutex::default(),
            changed: Condvar::new(),
        })
    }

    pub(crate) fn add(&self, body: &str) -> Result<u64, Error> {
        let addition = self.database.begin_write()?;
        let id = {
            let mut messages = addition.open_table(MESSAGES)?;
            let last = messages.last()?.map(|(id, _)| id.value());
            let id = last.map_or(1, |last| last + 1);
            messages.insert(id, body)?;
            id
        };
        addition.commit()?;
        self.wake();
        Ok(id)
    }

    /// Takes the first message that is not taken. `check` is called before each look, and its error ends the wait.
    pub(crate) fn take(
        &self,
        check: impl Fn() -> Result<(), Error>,
    ) -> Result<(u64, String), Error> {
        let mut taken = self.taken();
        loop {
            check()?;
            if let Some((id, body)) = self.first_except(&taken)? {
                taken.insert(id);
                return Ok((id, body));
            }
            let woken = self.changed.wait(taken);
            taken = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(crate) fn remove(&self, id: u64) -> Result<(), Error> {
        let removal = self.database.begin_write()?;
        removal.open_table(MESSAGES)?.remove(id)?;
        Ok(removal.commit()?)
    }

    /// Makes a taken message available, unless it has been removed.
    pub(crate) fn put_back(&self, id: u64) {
        self.taken().remove(&id);
        self.wake();
    }

    pub(crate) fn len(&self) -> Result<u64, Error> {
        Ok(self.messages()?.len()?)
    }

    /// Has whoever waits for a message look again.
    pub(crate) fn wake(&self) {
        // With the lock, nobody is between the look and the wait, where the notification would be lost.
        let _taken = self.taken();
        self.changed.notify_all();
    }

    fn first_except(&self, taken: &BTreeSet<u64>) -> Result<Option<(u64, String)>, Error> {
        for message in self.messages()?.iter()? {
            let (id, body) = message?;
            if !taken.contains(&id.value()) {
                return Ok(Some((id.value(), body.value().to_owned())));
            }
        }
        Ok(None)
    }

    fn messages(&self) -> Result<redb::ReadOnlyTable<u64, &'static str>, Error> {
        let messages = self.database.begin_read()?.open_table(MESSAGES);
        messages.map_err(|error: TableError| error.into())
    }

    fn taken(&self) -> MutexGuard<'_, BTreeSet<u64>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
