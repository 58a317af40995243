//! Serves tests for primality over HTTP.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use tokio::net::TcpListener;

/// Test numbers for primality, over HTTP.
///
/// GET /primes?numbers=97,99991 tests numbers, several at a time; who closes the connection cancels the tests.
/// GET /counts tells how many tests are running, have finished, and have been cancelled.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Where to listen; port 0 is any free one
    #[arg(default_value = "127.0.0.1:3000")]
    address: SocketAddr,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Options { address } = Options::parse();
    match serve(address).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("server: {address}: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(address: SocketAddr) -> io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    let at = listener.local_addr()?;
    // Who started it need not listen: then it serves all the same.
    let _ = writeln!(io::stdout(), "listening on http://{at}");
    axum::serve(listener, eap_server::router()).await
}
