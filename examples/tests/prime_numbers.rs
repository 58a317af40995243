//! The prime number component, and `prime_numbers` as one runs it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, mpsc};

use eap_examples::primes::{PrimeNumberCalculator, TestError};
use eap_runtime::{AsyncError, CancellationToken, EventLoop, Progress, TaskId};

/// Numbers with their outcome: the first divisor, which is 1 for a prime.
const OUTCOMES: [(u64, u64); 10] = [
    (2, 1),
    (3, 1),
    (4, 2),
    (9, 3),
    (25, 5),
    (97, 1),
    (99_991, 1),
    (100_000, 2),
    (2_147_117_569, 46_337),
    (2_147_483_647, 1),
];

#[test]
fn every_number_is_told_prime_or_not_with_its_first_divisor() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let calculator = Arc::new(PrimeNumberCalculator::default());
    let (sender, receiver) = mpsc::channel();
    calculator
        .calculate_prime_completed()
        .subscribe(move |_calculator, e| {
            let outcome = e.results().map(|(is_prime, divisor)| (*is_prime, *divisor));
            sender.send((*e.user_state(), outcome.unwrap())).unwrap();
        });

    let mut numbers = HashMap::new();
    for (number, divisor) in OUTCOMES {
        let task = TaskId::new();
        numbers.insert(task, (number, divisor));
        calculator.calculate_prime_async(number, task).unwrap();
    }
    event_loop.run();

    let mut told = 0;
    for (task, (is_prime, first_divisor)) in receiver.try_iter() {
        let (number, divisor) = numbers[&task];
        assert_eq!(
            (is_prime, first_divisor),
            (divisor == 1, divisor),
            "{number}"
        );
        told += 1;
    }
    assert_eq!(told, OUTCOMES.len());
}

#[test]
fn a_number_under_2_is_an_error() {
    for number in [0, 1] {
        let event_loop = EventLoop::new();
        let _current = event_loop.enter();
        let calculator = Arc::new(PrimeNumberCalculator::default());
        let (sender, receiver) = mpsc::channel();
        calculator
            .calculate_prime_completed()
            .subscribe(move |_calculator, e| {
                let too_small = matches!(e.is_prime(), Err(AsyncError::Failed(TestError::TooSmall(n))) if *n == number);
                sender.send(too_small).unwrap();
            });

        calculator
            .calculate_prime_async(number, TaskId::new())
            .unwrap();
        event_loop.run();

        assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [true]);
    }
}

#[test]
fn the_incremental_results_are_ascending_primes() {
    let (sender, receiver) = mpsc::channel();
    let progress =
        Progress::from_fn(move |percentage, latest| sender.send((percentage, latest)).unwrap());
    let calculator = PrimeNumberCalculator::default();

    let mut divisor = 0;
    // The square of a prime of some millions, so that several blocks are sieved.
    let number = 4_999_999_u64 * 4_999_999;
    let is_prime =
        calculator.calculate_prime(number, &mut divisor, &CancellationToken::none(), &progress);

    assert_eq!((is_prime, divisor), (Ok(false), 4_999_999));
    drop(progress);
    let reports: Vec<_> = receiver.iter().collect();
    assert!(reports.len() > 50);
    assert!(reports.is_sorted_by_key(|(percentage, _)| *percentage));
    for (_, latest) in reports {
        let latest = latest.unwrap().value;
        assert!(
            (2..=latest.isqrt()).all(|divisor| latest % divisor != 0),
            "{latest}"
        );
    }
}

/// A prime that takes longer than any test: the largest below 2^64.
const LONG: &str = "18446744073709551557";

struct Program {
    child: Child,
    keyboard: ChildStdin,
    screen: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Program {
    fn start(numbers: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_prime_numbers"))
            .args(numbers)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            keyboard: child.stdin.take().unwrap(),
            screen: BufReader::new(child.stdout.take().unwrap()).lines(),
            child,
        }
    }

    fn types(&mut self, line: &str) {
        writeln!(self.keyboard, "{line}").unwrap();
    }

    fn shows(&mut self, line: &str) {
        let shown = self
            .screen
            .by_ref()
            .find(|shown| shown.as_ref().unwrap() == line);
        assert!(shown.is_some(), "the program ended without `{line}`");
    }
}

#[test]
fn one_test_is_cancelled_from_the_keyboard_while_the_others_go_on() {
    let mut program = Program::start(&[LONG, LONG]);
    program.shows(&format!("[2] {LONG}: started"));

    program.types("cancel 1");
    program.shows(&format!("[1] {LONG}: cancelled"));
    program.types("99991");
    program.shows("[3] 99991 is prime");
    program.types("quit");
    program.shows(&format!("[2] {LONG}: cancelled"));
    assert!(program.screen.next().is_none());
    assert!(program.child.wait().unwrap().success());
}

#[test]
fn a_line_that_is_not_utf_8_is_no_command_and_the_next_one_is() {
    let mut program = Program::start(&[]);
    program.keyboard.write_all(b"\xff\xfe\n").unwrap();
    program.types("97");
    program.shows("[1] 97 is prime");
    drop(program.keyboard);
    assert!(program.child.wait().unwrap().success());
}

#[test]
fn a_screen_that_is_gone_ends_the_program_without_a_panic() {
    let (reader, screen) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_prime_numbers"))
        .arg(LONG)
        .stdin(Stdio::piped())
        .stdout(screen)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_program_ends_with_its_input_once_the_tests_are_done() {
    let mut program = Program::start(&["2147117569", "1"]);
    drop(program.keyboard);

    let mut screen: Vec<String> = program.screen.by_ref().map(Result::unwrap).collect();
    assert!(program.child.wait().unwrap().success());
    screen.sort();
    assert_eq!(
        screen,
        [
            "[1] 2147117569 is not prime: its first divisor is 46337",
            "[1] 2147117569: started",
            "[2] 1: 1 is too small: primes begin at 2",
            "[2] 1: started",
        ]
    );
}
