//! The prime number component, and `prime_numbers` as a user runs it.

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
fn every_number_is_prime_or_has_a_first_divisor() {
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

    let mut count = 0;
    for (task, (is_prime, first_divisor)) in receiver.try_iter() {
        let (number, divisor) = numbers[&task];
        assert_eq!(
            (is_prime, first_divisor),
            (divisor == 1, divisor),
            "{number}"
        );
        count += 1;
    }
    assert_eq!(count, OUTCOMES.len());
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
    assert_eq!(program.child.wait().unwrap().code(), Some(1));
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

/// Runs the program with these lines as its input.
fn with_lines(lines: &str) -> std::process::Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_prime_numbers"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(lines.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

#[test]
fn mistakes_are_told_apart_and_fail_a_script() {
    for (line, mistake) in [
        (
            "18446744073709551616",
            "18446744073709551616: too large: the largest number is 18446744073709551615",
        ),
        ("9.7", "9.7: not a whole number"),
        ("-5", "-5: not a whole number"),
        (
            "prime",
            "`prime` is neither a number nor a command: try `help`",
        ),
        ("cancel x", "cancel: `x` is not the number of a test"),
        ("cancel 7", "test 7 is not running"),
    ] {
        let output = with_lines(&format!("{line}\n97\n"));
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error, format!("prime_numbers: {mistake}\n"));
        // The lines after it are obeyed.
        let screen = String::from_utf8(output.stdout).unwrap();
        assert!(screen.ends_with("97 is prime\n"), "{screen}");
        assert_eq!(output.status.code(), Some(1), "{line}");
    }
}

#[test]
fn help_shows_the_commands_and_exit_ends() {
    let output = with_lines("help\nexit\n97\n");
    let screen = String::from_utf8(output.stdout).unwrap();
    assert!(screen.contains("cancel N"), "{screen}");
    assert!(!screen.contains("97"), "{screen}");
    assert!(output.status.success());
}

#[test]
#[cfg(target_os = "linux")]
fn ctrl_d_says_what_it_waits_for_and_the_keyboard_still_cancels() {
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command"])
        .arg(format!("{} {LONG}", env!("CARGO_BIN_EXE_prime_numbers")))
        .arg("/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut keyboard = terminal.stdin.take().unwrap();
    let mut screen = BufReader::new(terminal.stdout.take().unwrap()).lines();
    let mut shows = |text: &str| {
        let mut shown = screen.by_ref().map(Result::unwrap);
        assert!(shown.any(|line| line.contains(text)), "no `{text}`");
    };
    shows("started");
    keyboard.write_all(b"\x04").unwrap();
    shows("tests still running: 1; `cancel` ends them");
    keyboard.write_all(b"cancel\n").unwrap();
    shows(&format!("[1] {LONG}: cancelled"));
    assert!(terminal.wait().unwrap().success());
}
