//! The proxy in this process, and the component in another one.

use std::io::{BufRead as _, BufReader, Lines};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use eap_proxy::PrimeNumberProxy;

/// Far more than anything here takes.
const LIMIT: Duration = Duration::from_secs(90);

/// A prime that takes longer than any test: the largest below 2^64.
const LONG: u64 = 18_446_744_073_709_551_557;

struct Server {
    process: Child,
    address: SocketAddr,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Server {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_proxy"))
            .args(["serve", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.strip_prefix("listening on ").unwrap();
        Self {
            process,
            address: address.parse().unwrap(),
            lines,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The outcome of a number: its first divisor, or an error as text.
type Outcome = (u64, Result<u64, String>);

fn outcomes(proxy: &PrimeNumberProxy) -> mpsc::Receiver<Outcome> {
    let (sender, outcomes) = mpsc::channel();
    proxy
        .calculate_prime_completed()
        .subscribe(move |_proxy, e| {
            let outcome = e.results().map(|(_, divisor)| *divisor);
            let outcome = outcome.map_err(ToString::to_string);
            sender.send((*e.user_state(), outcome)).unwrap();
        });
    outcomes
}

#[test]
fn the_proxy_has_the_answers_and_the_errors_of_the_component() {
    let server = Server::start();
    let proxy = Arc::new(PrimeNumberProxy::new(server.address));
    let outcomes = outcomes(&proxy);

    for number in [97, 2_147_117_569, 1] {
        proxy.calculate_prime_async(number, number).unwrap();
    }

    let mut got = [(); 3].map(|()| outcomes.recv_timeout(LIMIT).unwrap());
    got.sort();
    let too_small = String::from("1 is too small: primes begin at 2");
    assert_eq!(
        got,
        [
            (1, Err(too_small)),
            (97, Ok(1)),
            (2_147_117_569, Ok(46_337))
        ]
    );
}

#[test]
fn progress_crosses_the_wire_and_a_cancellation_ends_the_call_at_both_ends() {
    let mut server = Server::start();
    let proxy = Arc::new(PrimeNumberProxy::new(server.address));
    let (sender, reports) = mpsc::channel();
    proxy
        .calculate_prime_progress_changed()
        .subscribe(move |proxy, e| {
            let latest = e.data().unwrap().value;
            let _ = sender.send((e.progress_percentage(), latest));
            proxy.calculate_prime_async_cancel(e.user_state());
        });
    let outcomes = outcomes(&proxy);

    proxy.calculate_prime_async(LONG, LONG).unwrap();

    let (percentage, latest) = reports.recv_timeout(LIMIT).unwrap();
    assert!(percentage < 100);
    assert!((2..=latest.isqrt()).all(|divisor| latest % divisor != 0));
    let cancelled = String::from("the operation was cancelled");
    assert_eq!(outcomes.recv_timeout(LIMIT), Ok((LONG, Err(cancelled))));
    let line = server.lines.next().unwrap().unwrap();
    assert_eq!(line, format!("{LONG}: cancelled"));
}

#[test]
fn a_server_that_is_gone_is_an_error() {
    let server = Server::start();
    let proxy = Arc::new(PrimeNumberProxy::new(server.address));
    let outcomes = outcomes(&proxy);
    drop(server);

    proxy.calculate_prime_async(97, 97).unwrap();

    let (_, outcome) = outcomes.recv_timeout(LIMIT).unwrap();
    assert!(outcome.unwrap_err().contains("refused"));
}

#[test]
fn the_program_prints_what_the_server_found() {
    let server = Server::start();
    let output = Command::new(env!("CARGO_BIN_EXE_proxy"))
        .args(["test", &server.address.to_string(), "97"])
        .output()
        .unwrap();
    assert_eq!(output.stdout, b"97 is prime\n");
    assert!(output.status.success());
}
