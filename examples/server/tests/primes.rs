//! The server, over loopback.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use eap_server::{Limits, serve};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// Far more than anything here takes. What is not there by then never comes.
const LIMIT: Duration = Duration::from_secs(30);

/// A prime that takes longer than any test: the largest below 2^64.
const LONG: &str = "18446744073709551557";

/// Reads an answer: its status, its head, and its body, which is always JSON.
fn answer_on(mut connection: TcpStream) -> (u16, String, Value) {
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap();
    let body = serde_json::from_str(body).unwrap();
    (status.parse().unwrap(), head.to_lowercase(), body)
}

struct Server {
    address: SocketAddr,
    _runtime: Runtime,
}

impl Server {
    fn start() -> Self {
        // More threads than the tests have long numbers, on a machine of one core, too.
        Self::with(Limits {
            threads: 8,
            deadline: 2 * LIMIT,
            ..Limits::default()
        })
    }

    fn with(limits: Limits) -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(serve(listener, limits, std::future::pending()));
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

    /// The status, the head and the body of the answer.
    fn get(&self, path: &str) -> (u16, String, Value) {
        answer_on(self.ask(path))
    }

    fn test(&self, numbers: &str) -> Value {
        let (status, _, body) = self.get(&format!("/primes?numbers={numbers}"));
        assert_eq!(status, 200, "{body}");
        body
    }

    fn counts(&self) -> Value {
        self.get("/counts").2
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
fn a_client_that_goes_with_bytes_unread_behind_its_request_is_noticed() {
    let server = Server::start();
    let mut client = server.ask(&format!("/primes?numbers={LONG}"));
    client.write_all(b"GET /more").unwrap();
    server.waits_for_counts(&json!({"running": 1, "finished": 0, "cancelled": 0}));
    drop(client);
    server.waits_for_counts(&json!({"running": 0, "finished": 0, "cancelled": 1}));
}

#[test]
fn a_wrong_number_is_an_error_of_that_number() {
    let server = Server::start();
    let long = "9".repeat(5000);
    let answers = server.test(&format!("97,abc,,{long}"));
    let too_large = "too large: the largest number is 18446744073709551615";
    assert_eq!(
        answers,
        json!([
            answer(97),
            {"number": "abc", "error": "not a whole number"},
            {"number": "", "error": "not a whole number"},
            {"number": format!("{}…", "9".repeat(24)), "error": too_large},
        ])
    );
    assert_eq!(
        server.counts(),
        json!({"running": 0, "finished": 1, "cancelled": 0})
    );
}

#[test]
fn a_request_that_makes_no_sense_is_told_why_in_json() {
    let server = Server::start();
    let (status, head, body) = server.get("/primes");
    assert_eq!(status, 400);
    assert!(head.contains("content-type: application/json"), "{head}");
    assert!(
        body["error"]
            .as_str()
            .unwrap()
            .contains("missing field `numbers`")
    );

    let (status, _, body) = server.get(&format!("/primes?numbers={}", ["2"; 101].join(",")));
    assert_eq!(status, 400);
    let error = "101 numbers: at most 100 are tested at a time";
    assert_eq!(body, json!({"error": error}));

    let (status, _, body) = server.get("/nowhere");
    assert_eq!(
        (status, &body["error"]),
        (404, &json!("try /primes?numbers=97"))
    );

    let mut client = TcpStream::connect(server.address).unwrap();
    client
        .write_all(b"POST /primes HTTP/1.1\r\nHost: loopback\r\nConnection: close\r\n\r\n")
        .unwrap();
    let (status, _, body) = answer_on(client);
    assert_eq!(
        (status, &body["error"]),
        (405, &json!("only GET is allowed"))
    );
}

#[test]
fn a_request_over_the_limit_is_told_to_come_again() {
    let server = Server::with(Limits {
        requests: 1,
        ..Limits::default()
    });
    let first = server.ask(&format!("/primes?numbers={LONG}"));
    server.waits_for_counts(&json!({"running": 1, "finished": 0, "cancelled": 0}));

    let (status, head, body) = server.get("/primes?numbers=97");
    assert_eq!(
        (status, &body["error"]),
        (503, &json!("too many requests at a time"))
    );
    assert!(head.contains("retry-after: 1"), "{head}");

    drop(first);
    server.waits_for_counts(&json!({"running": 0, "finished": 0, "cancelled": 1}));
    assert_eq!(server.test("97"), json!([answer(97)]));
}

#[test]
fn a_request_that_takes_too_long_is_answered_so_and_cancelled() {
    let server = Server::with(Limits {
        deadline: Duration::from_millis(50),
        ..Limits::default()
    });
    let numbers = [LONG; 100].join(",");
    let (status, _, body) = server.get(&format!("/primes?numbers={numbers}"));
    assert_eq!(status, 504);
    assert_eq!(body, json!({"error": "it takes more than 0.05 s"}));
    server.waits_for_counts(&json!({"running": 0, "finished": 0, "cancelled": 100}));
}

#[test]
fn a_head_that_is_never_finished_is_dropped() {
    let server = Server::with(Limits {
        head: Duration::from_millis(50),
        ..Limits::default()
    });
    let mut client = TcpStream::connect(server.address).unwrap();
    client.set_read_timeout(Some(LIMIT)).unwrap();
    client.write_all(b"GET /counts HTTP/1.1\r\nHost:").unwrap();
    let mut answer = Vec::new();
    // Without a limit this would be an error, since nothing has come in time.
    client.read_to_end(&mut answer).unwrap();
}

/// The program as a user runs it.
struct Program {
    process: Child,
    address: SocketAddr,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_server"))
            .arg("127.0.0.1:0")
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap();
        Self {
            process,
            address: address.parse().unwrap(),
        }
    }

    fn ask(&self, path: &str) -> TcpStream {
        let mut connection = TcpStream::connect(self.address).unwrap();
        connection.set_read_timeout(Some(LIMIT)).unwrap();
        write!(
            connection,
            "GET {path} HTTP/1.1\r\nHost: loopback\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        connection
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn requests_of_many_large_numbers_take_no_more_threads_than_cores() {
    let program = Program::start(&["--deadline", "60"]);
    let numbers = [LONG; 100].join(",");
    let _clients = [(); 5].map(|()| program.ask(&format!("/primes?numbers={numbers}")));
    let start = Instant::now();
    while answer_on(program.ask("/counts")).2["running"] != 500 {
        assert!(start.elapsed() < LIMIT);
    }

    let status = std::fs::read_to_string(format!("/proc/{}/status", program.process.id()));
    let status = status.unwrap();
    let threads = status
        .lines()
        .find_map(|line| line.strip_prefix("Threads:"));
    let threads: usize = threads.unwrap().trim().parse().unwrap();
    // Those of the runtime, of the pool, and a few for the handlers.
    let cores = thread::available_parallelism().unwrap().get();
    assert!(threads <= 4 * cores + 4, "{threads} threads");
}

#[test]
#[cfg(unix)]
fn a_signal_lets_requests_end_that_have_begun() {
    for signal in ["-TERM", "-INT"] {
        let mut program = Program::start(&["--deadline", "1"]);
        let client = program.ask(&format!("/primes?numbers={LONG}"));
        let start = Instant::now();
        while answer_on(program.ask("/counts")).2["running"] != 1 {
            assert!(start.elapsed() < LIMIT);
        }

        let kill = Command::new("kill")
            .args([signal, &program.process.id().to_string()])
            .status();
        assert!(kill.unwrap().success());

        assert_eq!(answer_on(client).0, 504);
        assert!(program.process.wait().unwrap().success());
    }
}
