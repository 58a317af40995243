//! A component that queries an SQLite database. Each row is an incremental result, and a cancellation interrupts SQLite.

use std::path::PathBuf;

use eap_runtime::{CancellationToken, Events, Progress, event_async};
use rusqlite::fallible_iterator::FallibleIterator as _;
use rusqlite::types::Value;
use rusqlite::{Batch, Connection, Error, ffi};

/// An SQLite database. Any number of queries run at a time, each on a connection of its own.
pub struct Database {
    path: PathBuf,
    events: Events<Self>,
}

/// The values of a row, in the order of its columns.
pub type Row = Vec<Value>;

/// How many of SQLite's instructions run before it looks at the token.
const INSTRUCTIONS: i32 = 10_000;

impl Database {
    /// The database in the file `path`, which is created when it is first written to.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            events: Events::new(),
        }
    }
}

#[event_async(concurrent)]
impl Database {
    /// Runs the statements of `sql` in one transaction, and returns the number of rows.
    ///
    /// # Errors
    ///
    /// SQLite's own, and an interruption when cancelled. The transaction is rolled back then.
    #[event_async(result = rows)]
    pub fn query(
        &self,
        sql: &str,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<Row>,
    ) -> Result<usize, Error> {
        let mut connection = Connection::open(&self.path)?;
        // It ends the statement that is running. One that starts just after it does not see it, and looks at the token.
        let interrupt = connection.get_interrupt_handle();
        let registration = cancel.register(move || interrupt.interrupt());
        let token = cancel.clone();
        connection.progress_handler(INSTRUCTIONS, Some(move || token.is_cancelled()))?;

        let transaction = connection.transaction()?;
        let mut count = 0;
        let mut statements = Batch::new(&transaction, sql);
        while let Some(mut statement) = statements.next()? {
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|column| row.get(column));
                count += 1;
                progress.report_data(values.collect::<Result<_, _>>()?);
            }
        }

        // A request that comes after this is too late: what is committed must not be reported as cancelled. COMMIT itself is
        // too short to look at the token.
        drop(registration);
        if cancel.is_cancelled() {
            return Err(Error::SqliteFailure(
                ffi::Error::new(ffi::SQLITE_INTERRUPT),
                None,
            ));
        }
        transaction.commit()?;
        Ok(count)
    }
}
