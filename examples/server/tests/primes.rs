//! The server, over loopback.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// Far more than anything here takes. What is not there by then never comes.
const LIMIT: Duration = Duration::from_secs(30);

/// A prime that takes longer than any test: the largest below 2^64.
const LONG: &str = "18446744073709551557";

struct Server {
    address: SocketAddr,
    _runtime: Runtime,
}

impl Server {
    fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async { axum::serve(listener, eap_server::router()).await });
        Self {
            address,
            _runtime: runtime,
        }
    }

    /// Asks, and does not wait for an answer.
    fn ask(&self, path: &str) -> TcpStream {
        let mut connection = TcpStream::connect(self.address).unwrap();
        connection.set_read_timeout(Some(LIMIT)).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: loopback\r\nConnection: close\r\n\r\n");
        connection.write_all(request.as_bytes()).unwrap();
        connection
    }

    /// The status and the body of the answer.
    fn get(&self, path: &str) -> (u16, String) {
        let mut answer = String::new();
        self.ask(path).read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap();
        (status.parse().unwrap(), body.to_owned())
    }

    fn test(&self, numbers: &str) -> Value {
        let (status, body) = self.get(&format!("/primes?numbers={numbers}"));
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    }

    fn counts(&self) -> Value {
        serde_json::from_str(&self.get("/counts").1).unwrap()
    }

    #[track_caller]
    fn waits_for_counts(&self, expected: &Value) {
        let start = Instant::now();
        loop {
            let counts = self.counts();
            if counts == *expected {
                return;
            }
            assert!(start.elapsed() < LIMIT, "{counts} instead of {expected}");
            thread::sleep(Duration::from_millis(1));
        }
    }
}

#[test]
fn every_number_is_answered_for_in_the_order_asked() {
    let server = Server::start();
    assert_eq!(
        server.test("99991,1,100000,2,2147117569"),
        json!([
            {"number": 99_991, "is_prime": true, "first_divisor": 1},
            {"number": 1, "error": "1 is too small: primes begin at 2"},
            {"number": 100_000, "is_prime": false, "first_divisor": 2},
            {"number": 2, "is_prime": true, "first_divisor": 1},
            {"number": 2_147_117_569, "is_prime": false, "first_divisor": 46_337},
        ])
    );
    assert_eq!(
        server.counts(),
        json!({"running": 0, "finished": 5, "cancelled": 0})
    );
}

/// What the server is to answer for a number from 2 on.
fn answer(number: u64) -> Value {
    let divisor = (2..number).find(|divisor| number.is_multiple_of(*divisor));
    json!({
        "number": number,
        "is_prime": divisor.is_none(),
        "first_divisor": divisor.unwrap_or(1),
    })
}

#[test]
fn concurrent_clients_get_their_own_answers() {
    const CLIENTS: u64 = 32;
    const REQUESTS: u64 = 5;
    const NUMBERS: u64 = 20;
    let server = Server::start();
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let server = &server;
            scope.spawn(move || {
                for request in 0..REQUESTS {
                    let first = 2 + 1000 * client + NUMBERS * request;
                    let numbers = first..first + NUMBERS;
                    let list: Vec<_> = numbers.clone().map(|number| number.to_string()).collect();
                    let expected: Value = numbers.map(answer).collect();
                    assert_eq!(server.test(&list.join(",")), expected);
                }
            });
        }
    });
    assert_eq!(
        server.counts(),
        json!({"running": 0, "finished": CLIENTS * REQUESTS * NUMBERS, "cancelled": 0})
    );
}

#[test]
fn a_closed_connection_cancels_what_it_asked_for_and_nothing_else() {
    let server = Server::start();
    let leaves = server.ask(&format!("/primes?numbers={LONG},97,{LONG},{LONG}"));
    let stays = server.ask(&format!("/primes?numbers={LONG}"));
    server.waits_for_counts(&json!({"running": 4, "finished": 1, "cancelled": 0}));

    drop(leaves);
    server.waits_for_counts(&json!({"running": 1, "finished": 1, "cancelled": 3}));
    // The others are served all the while.
    assert_eq!(server.test("97"), json!([answer(97)]));
    server.waits_for_counts(&json!({"running": 1, "finished": 2, "cancelled": 3}));

    drop(stays);
    server.waits_for_counts(&json!({"running": 0, "finished": 2, "cancelled": 4}));
}

#[test]
fn clients_that_all_leave_at_once_leave_nothing_running() {
    let server = Server::start();
    let clients: Vec<_> = (0..16)
        .map(|_| server.ask(&format!("/primes?numbers={LONG},{LONG}")))
        .collect();
    server.waits_for_counts(&json!({"running": 32, "finished": 0, "cancelled": 0}));
    drop(clients);
    server.waits_for_counts(&json!({"running": 0, "finished": 0, "cancelled": 32}));
}

#[test]
fn a_request_that_makes_no_sense_is_told_why() {
    let server = Server::start();
    let (status, body) = server.get("/primes?numbers=97,abc");
    assert_eq!(
        (status, body.as_str()),
        (400, "`abc`: invalid digit found in string")
    );
    let (status, body) = server.get("/primes");
    assert_eq!(status, 400);
    assert!(body.contains("missing field `numbers`"), "{body}");
    let (status, body) = server.get(&format!("/primes?numbers={}", ["2"; 101].join(",")));
    assert_eq!(
        (status, body.as_str()),
        (400, "101 numbers: 100 at a time are enough")
    );
    assert_eq!(
        server.counts(),
        json!({"running": 0, "finished": 0, "cancelled": 0})
    );
}
