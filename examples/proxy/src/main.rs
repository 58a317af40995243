//! Tests numbers for primality in another process, through a proxy that looks like the local component.
//!
//! ```sh
//! cargo run --release -p eap-proxy -- serve 127.0.0.1:4000
//! cargo run --release -p eap-proxy -- test 127.0.0.1:4000 97 18446744073709551557     # Ctrl-C cancels
//! ```

use std::cell::Cell;
use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use eap_examples::{say, warn};
use eap_proxy::{PrimeNumberProxy, serve};
use eap_runtime::EventLoop;

/// Test numbers for primality on a server.
#[derive(Parser)]
#[command(name = "proxy", version)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the component
    Serve {
        /// Where to listen; port 0 is any free one
        #[arg(default_value = "127.0.0.1:4000")]
        address: SocketAddr,
    },

    /// Test numbers on the server
    Test {
        server: SocketAddr,
        #[arg(required = true)]
        numbers: Vec<u64>,
    },
}

fn main() -> ExitCode {
    let done = match Options::parse().command {
        Command::Serve { address } => listen(address),
        Command::Test { server, numbers } => test(server, numbers),
    };
    done.unwrap_or_else(|error| {
        warn!("proxy: {error}");
        ExitCode::FAILURE
    })
}

fn listen(address: SocketAddr) -> Result<ExitCode, Box<dyn Error>> {
    let listener = TcpListener::bind(address)?;
    say!("listening on {}", listener.local_addr()?);
    serve(&listener)?;
    Ok(ExitCode::SUCCESS)
}

fn test(server: SocketAddr, mut numbers: Vec<u64>) -> Result<ExitCode, Box<dyn Error>> {
    let exit = Rc::new(Cell::new(ExitCode::SUCCESS));
    let code = Rc::clone(&exit);
    // A number is the user state of its test, so that it can be tested once at a time.
    numbers.sort_unstable();
    numbers.dedup();
    EventLoop::scope(|_event_loop| -> Result<(), Box<dyn Error>> {
        let calculator = Arc::new(PrimeNumberProxy::new(server));
        calculator
            .calculate_prime_completed()
            .subscribe_local(move |_calculator, e| match e.results() {
                Ok((true, _)) => say!("{} is prime", e.user_state()),
                Ok((false, divisor)) => say!("{} is divisible by {divisor}", e.user_state()),
                Err(error) => {
                    warn!("proxy: {}: {error}", e.user_state());
                    code.set(ExitCode::FAILURE);
                }
            });
        let canceller = Arc::clone(&calculator);
        ctrlc::set_handler(move || canceller.cancel_all())?;
        for number in numbers {
            calculator.calculate_prime_async(number, number)?;
        }
        Ok(())
    })?;
    Ok(exit.get())
}
