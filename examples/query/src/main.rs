//! Runs SQL on an SQLite database and prints the rows as they come. Ctrl-C ends the query and undoes what it has done.
//!
//! ```sh
//! cargo run --release -p eap-query -- :memory: "VALUES (1, 'one'), (2, 'two')"
//! ```

use std::cell::Cell;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

use clap::Parser;
use eap_examples::{say, warn};
use eap_query::{Database, Row};
use eap_runtime::{AsyncError, EventLoop, TaskId};
use rusqlite::types::Value;

/// Run SQL on an SQLite database, and print the rows.
#[derive(Parser)]
#[command(name = "query", version)]
struct Options {
    /// The file of the database
    database: PathBuf,

    /// One or more statements, which run in one transaction
    sql: String,
}

/// The exit code of a program that Ctrl-C ended, as shells report it.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    run(Options::parse()).unwrap_or_else(|error| {
        warn!("query: {error}");
        ExitCode::FAILURE
    })
}

fn run(options: Options) -> Result<ExitCode, Box<dyn Error>> {
    let exit = Rc::new(Cell::new(0));
    let code = Rc::clone(&exit);
    EventLoop::scope(|_event_loop| -> Result<(), Box<dyn Error>> {
        let database = Arc::new(Database::new(options.database));
        database.query_progress_changed().subscribe(|_database, e| {
            if let Some(row) = e.data() {
                say!("{}", line(row));
            }
        });
        database
            .query_completed()
            .subscribe_local(move |_database, e| match e.rows() {
                Ok(_) => {}
                Err(AsyncError::Cancelled) => {
                    warn!("query: cancelled, nothing is changed");
                    code.set(INTERRUPTED);
                }
                Err(error) => {
                    warn!("query: {error}");
                    code.set(1);
                }
            });

        let task = TaskId::new();
        let canceller = Arc::clone(&database);
        ctrlc::set_handler(move || canceller.query_async_cancel(&task))?;
        Ok(database.query_async(options.sql, task)?)
    })?;
    Ok(ExitCode::from(exit.get()))
}

fn line(row: &Row) -> String {
    let columns = row.iter().map(|value| match value {
        Value::Null => String::from("NULL"),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => format!("({} bytes)", bytes.len()),
    });
    columns.collect::<Vec<_>>().join("\t")
}
