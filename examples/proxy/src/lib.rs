//! A proxy for a component on another machine, and the server that has the component.
//!
//! A client uses [`PrimeNumberProxy`] as it uses the local
//! [`PrimeNumberCalculator`](eap_examples::primes::PrimeNumberCalculator): the methods and the events are the same. On the
//! wire are lines of text, on a connection for each call:
//!
//! ```text
//! client: 1000036000099
//! server: progress 6 65537
//! server: progress 100 1000003
//! server: composite 1000003        (or: prime, or: error and a message)
//! ```

mod server;

use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use eap_examples::primes::LatestPrime;
use eap_runtime::{CancellationToken, Events, Progress, event_async};

pub use crate::server::serve;

/// Tests numbers for primality on a server.
pub struct PrimeNumberProxy {
    server: SocketAddr,
    events: Events<Self>,
}

/// A connection that is being made cannot be cancelled.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);

/// More bytes than any line of the protocol has.
const LONGEST_LINE: u64 = 1024;

impl PrimeNumberProxy {
    /// A proxy for the component that listens at `server`.
    #[must_use]
    pub fn new(server: SocketAddr) -> Self {
        Self {
            server,
            events: Events::new(),
        }
    }
}

#[event_async(concurrent, user_state = u64)]
impl PrimeNumberProxy {
    /// Returns whether `number` is prime, and its smallest divisor greater than 1; a prime's counts as 1.
    ///
    /// # Errors
    ///
    /// The server's own, and those of the connection; also when cancelled, which shuts the connection down.
    #[event_async(result = is_prime)]
    pub fn calculate_prime(
        &self,
        number: u64,
        #[out(init = 1)] first_divisor: &mut u64,
        #[cancel] cancel: &CancellationToken,
        #[progress(coalesce)] progress: &Progress<LatestPrime>,
    ) -> io::Result<bool> {
        let connection = TcpStream::connect_timeout(&self.server, LONGEST_CONNECT)?;
        let other_end = connection.try_clone()?;
        // Whatever read or write is waiting then fails, and the server finds its connection closed.
        let _registration = cancel.register(move || {
            let _ = other_end.shutdown(Shutdown::Both);
        });

        writeln!(&connection, "{number}")?;
        let mut answer = BufReader::new(connection);
        loop {
            let line = read_line(&mut answer)?;
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["progress", percentage, value] => {
                    let latest = LatestPrime {
                        value: parse(value)?,
                    };
                    progress.report_with(parse(percentage)?, latest);
                }
                ["prime"] => {
                    *first_divisor = 1;
                    return Ok(true);
                }
                ["composite", divisor] => {
                    *first_divisor = parse(divisor)?;
                    return Ok(false);
                }
                ["error", ..] => return Err(io::Error::other(line.replacen("error ", "", 1))),
                _ => return Err(malformed(&line)),
            }
        }
    }
}

/// A line of the protocol, without its end. The end of the connection is an error.
fn read_line(connection: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    connection.take(LONGEST_LINE).read_line(&mut line)?;
    match line.strip_suffix('\n') {
        Some(line) => Ok(line.to_owned()),
        None if line.is_empty() => Err(ErrorKind::UnexpectedEof.into()),
        None => Err(malformed(&line)),
    }
}

fn parse<T: std::str::FromStr>(word: &str) -> io::Result<T> {
    word.parse().map_err(|_| malformed(word))
}

fn malformed(text: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("malformed: {text:?}"))
}
