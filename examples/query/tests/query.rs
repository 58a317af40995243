//! The component on a real database, and the program as a user runs it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use eap_query::{Database, Row};
use eap_runtime::{CancellationToken, Progress, TaskId};
use rusqlite::types::Value;

/// Far more than anything here takes.
const LIMIT: Duration = Duration::from_secs(90);

/// A query that never ends and never has a row.
const ENDLESS: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

/// Runs SQL on this thread, and returns its rows.
fn query(path: &Path, sql: &str) -> Result<Vec<Row>, rusqlite::Error> {
    let (sender, rows) = mpsc::channel();
    let progress = Progress::from_fn(move |_, row: Option<Row>| sender.send(row).unwrap());
    Database::new(path).query(sql, &CancellationToken::none(), &progress)?;
    drop(progress);
    Ok(rows.iter().flatten().collect())
}

#[test]
fn each_row_is_an_incremental_result() {
    let directory = tempfile::tempdir().unwrap();
    let database = Arc::new(Database::new(directory.path().join("test.db")));
    let (rows, reported) = mpsc::channel();
    database
        .query_progress_changed()
        .subscribe(move |_database, e| rows.send(e.data().cloned()).unwrap());
    let (done, outcome) = mpsc::channel();
    database
        .query_completed()
        .subscribe(move |_database, e| done.send(e.rows().copied().ok()).unwrap());

    let sql = "CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 'one'), (2, NULL); SELECT * FROM t";
    database.query_async(sql.to_owned(), TaskId::new()).unwrap();

    assert_eq!(outcome.recv_timeout(LIMIT), Ok(Some(2)));
    let one = vec![Value::Integer(1), Value::Text(String::from("one"))];
    let two = vec![Value::Integer(2), Value::Null];
    assert_eq!(
        reported.try_iter().collect::<Vec<_>>(),
        [Some(one), Some(two)]
    );
}

#[test]
fn a_cancellation_ends_an_endless_query_and_rolls_its_transaction_back() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("test.db");
    query(&path, "CREATE TABLE t(a); INSERT INTO t VALUES (1)").unwrap();

    let database = Arc::new(Database::new(&path));
    // The row says that the change is made.
    database
        .query_progress_changed()
        .subscribe(|database, e| database.query_async_cancel(e.user_state()));
    let (done, outcome) = mpsc::channel();
    database
        .query_completed()
        .subscribe(move |_database, e| done.send(e.cancelled()).unwrap());
    let sql = format!("UPDATE t SET a = 2; SELECT a FROM t; {ENDLESS}");
    database.query_async(sql, TaskId::new()).unwrap();

    assert_eq!(outcome.recv_timeout(LIMIT), Ok(true));
    let rows = query(&path, "SELECT a FROM t").unwrap();
    assert_eq!(rows, [[Value::Integer(1)]]);
}

#[test]
fn a_cancellation_that_comes_before_the_statement_is_not_lost() {
    let directory = tempfile::tempdir().unwrap();
    let token = CancellationToken::new();
    token.cancel();

    let outcome =
        Database::new(directory.path().join("test.db")).query(ENDLESS, &token, &Progress::none());

    assert_eq!(outcome.unwrap_err().to_string(), "interrupted");
}

#[test]
fn an_error_rolls_the_transaction_back() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("test.db");
    query(&path, "CREATE TABLE t(a)").unwrap();

    query(&path, "INSERT INTO t VALUES (1); SELECT * FROM missing").unwrap_err();

    assert!(query(&path, "SELECT a FROM t").unwrap().is_empty());
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_the_program_and_undoes_what_it_did() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("test.db");
    query(&path, "CREATE TABLE t(a)").unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_query"))
        .arg(&path)
        .arg(format!(
            "INSERT INTO t VALUES (7) RETURNING a, 'tab', 'esc\u{1b}[2J'; {ENDLESS}"
        ))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut row = String::new();
    let mut stdout = BufReader::new(program.stdout.take().unwrap());
    stdout.read_line(&mut row).unwrap();
    assert_eq!(row, "7\ttab\tesc\\033[2J\n");

    let interrupt = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());

    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    let output = program.wait_with_output().unwrap();
    assert_eq!(rest, "");
    assert_eq!(output.status.code(), Some(130));
    assert!(query(&path, "SELECT a FROM t").unwrap().is_empty());
}
