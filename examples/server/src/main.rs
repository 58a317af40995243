//! Serves tests for primality over HTTP.

use std::io;
use std::net::SocketAddr;
use std::process::{self, ExitCode};
use std::time::Duration;

use clap::Parser;
use eap_examples::{output, warn};
use eap_server::{Limits, serve};
use tokio::net::TcpListener;

/// Test numbers for primality, over HTTP.
///
/// GET /primes?numbers=97,99991 tests numbers, several at a time. Closing the connection cancels the tests.
/// GET /counts answers how many tests are running, have finished, and have been cancelled.
///
/// Ctrl-C and SIGTERM let the requests end that have begun. The second one does not.
#[derive(Parser)]
#[command(name = "server", version)]
struct Options {
    /// Where to listen; port 0 is any free one
    #[arg(default_value = "127.0.0.1:3000")]
    address: SocketAddr,

    /// How many threads compute [default: the number of cores]
    #[arg(short, long)]
    threads: Option<usize>,

    /// How many requests are worked on at a time
    #[arg(short, long)]
    requests: Option<usize>,

    /// How many seconds a request may take
    #[arg(short, long)]
    deadline: Option<u64>,
}

impl Options {
    fn limits(&self) -> Limits {
        let default = Limits::default();
        Limits {
            threads: self.threads.unwrap_or(default.threads),
            requests: self.requests.unwrap_or(default.requests),
            deadline: self.deadline.map_or(default.deadline, Duration::from_secs),
            head: default.head,
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            warn!("server: {}: {error}", options.address);
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> io::Result<()> {
    // Before a client can know the address, so that the first signal is never missed.
    let mut signals = Signals::listen()?;
    let listener = TcpListener::bind(options.address).await?;
    let line = format!("listening on http://{}\n", listener.local_addr()?);
    // It serves all the same when nobody reads this.
    let _ = output::print(line.as_bytes());
    let stop = async move {
        signals.next().await;
        tokio::spawn(async move {
            signals.next().await;
            process::exit(1);
        });
    };
    serve(listener, options.limits(), stop).await
}

/// Ctrl-C, and SIGTERM where there is one.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};

        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
