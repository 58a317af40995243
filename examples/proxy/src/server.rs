//! The other end of the wire: it calls the component for each connection.

use std::io::{self, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

use eap_examples::primes::{LatestPrime, PrimeNumberCalculator, TestError};
use eap_examples::{say, warn};
use eap_runtime::{CancellationToken, Progress};

use crate::{parse, read_line};

/// Serves the component on a thread for each connection, and prints how each call ended.
///
/// # Errors
///
/// When no connection can be accepted any more.
pub fn serve(listener: &TcpListener) -> io::Result<()> {
    for connection in listener.incoming() {
        let connection = connection?;
        thread::Builder::new().spawn(move || {
            if let Err(error) = answer(&connection) {
                warn!("proxy: {error}");
            }
        })?;
    }
    Ok(())
}

fn answer(connection: &TcpStream) -> io::Result<()> {
    let mut question = BufReader::new(connection.try_clone()?);
    let number = parse(&read_line(&mut question)?)?;

    // A client sends nothing more. What is read is the end of its connection: it has cancelled, or has the answer.
    let cancel = CancellationToken::new();
    let canceller = cancel.clone();
    let hang_up = thread::Builder::new().spawn(move || {
        let _ = question.read(&mut [0]);
        canceller.cancel();
    })?;

    let wire = connection.try_clone()?;
    let progress = Progress::from_fn(move |percentage, latest: Option<LatestPrime>| {
        if let Some(LatestPrime { value }) = latest {
            // A client that is gone is noticed by the read.
            let _ = writeln!(&wire, "progress {percentage} {value}");
        }
    });
    let mut divisor = 1;
    let calculator = PrimeNumberCalculator::default();
    let line = match calculator.calculate_prime(number, &mut divisor, &cancel, &progress) {
        Ok(true) => String::from("prime"),
        Ok(false) => format!("composite {divisor}"),
        Err(TestError::Cancelled) => {
            say!("{number}: cancelled");
            return Ok(());
        }
        Err(error) => format!("error {error}"),
    };
    say!("{number}: {line}");
    writeln!(&*connection, "{line}")?;
    connection.shutdown(Shutdown::Write)?;
    let _ = hang_up.join();
    Ok(())
}
