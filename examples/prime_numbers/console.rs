//! What is typed, and what is printed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use eap_examples::primes::{CalculatePrimeCompletedEventArgs, PrimeNumberCalculator};
use eap_examples::say;
use eap_runtime::{AsyncError, TaskId};

use crate::keyboard::Keyboard;

/// What can be typed.
pub(crate) const COMMANDS: &str =
    "type a number below 2^64, `list`, `cancel N`, `cancel` or `quit`";

/// The running tests, as the main thread knows them.
#[derive(Clone)]
pub(crate) struct Console {
    calculator: Arc<PrimeNumberCalculator>,
    tests: Rc<RefCell<Tests>>,
}

#[derive(Default)]
struct Tests {
    /// The number the next test goes by.
    next: u32,
    running: BTreeMap<u32, Test>,
}

struct Test {
    task: TaskId,
    number: u64,
    percentage: u8,
    latest_prime: u64,
}

impl Tests {
    fn by_task(&mut self, task: TaskId) -> Option<(u32, &mut Test)> {
        self.running
            .iter_mut()
            .find(|(_, test)| test.task == task)
            .map(|(name, test)| (*name, test))
    }
}

impl Console {
    /// Begins to read the keyboard.
    pub(crate) fn start() -> Self {
        let console = Self {
            calculator: Arc::default(),
            tests: Rc::default(),
        };

        let this = console.clone();
        console
            .calculator
            .calculate_prime_progress_changed()
            .subscribe_local(move |_calculator, e| {
                if let Some((_, test)) = this.tests.borrow_mut().by_task(*e.user_state()) {
                    test.percentage = e.progress_percentage();
                    test.latest_prime = e.data().map_or(0, |latest| latest.value);
                }
            });
        let this = console.clone();
        console
            .calculator
            .calculate_prime_completed()
            .subscribe_local(move |_calculator, e| this.completed(e));

        let keyboard = Arc::new(Keyboard::default());
        let this = console.clone();
        keyboard
            .read_line_completed()
            .subscribe_local(move |keyboard, e| match e.line() {
                Ok(Some(line)) => {
                    if this.obey(line.trim()) {
                        read_on(keyboard);
                    }
                }
                Ok(None) => {}
                Err(error) => eprintln!("prime_numbers: {error}"),
            });
        read_on(&keyboard);
        console
    }

    /// Starts a test of `number`.
    pub(crate) fn test(&self, number: u64) {
        let task = TaskId::new();
        if let Err(error) = self.calculator.calculate_prime_async(number, task) {
            eprintln!("prime_numbers: {number}: {error}");
            return;
        }
        let mut tests = self.tests.borrow_mut();
        tests.next += 1;
        let name = tests.next;
        say!("[{name}] {number}: started");
        let test = Test {
            task,
            number,
            percentage: 0,
            latest_prime: 0,
        };
        tests.running.insert(name, test);
    }

    /// Does what a line asks for. `false` when no more lines are wanted.
    fn obey(&self, line: &str) -> bool {
        let mut words = line.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (None, ..) | (Some("list"), None, _) => self.list(),
            (Some("cancel"), None, _) => self.cancel_all(),
            (Some("cancel"), Some(name), None) => self.cancel(name),
            (Some("quit"), None, _) => {
                self.cancel_all();
                return false;
            }
            (Some(number), None, _) if number.parse::<u64>().is_ok() => {
                number
                    .parse()
                    .into_iter()
                    .for_each(|number| self.test(number));
            }
            _ => eprintln!("prime_numbers: {COMMANDS}"),
        }
        true
    }

    fn list(&self) {
        for (name, test) in &self.tests.borrow().running {
            let Test {
                number,
                percentage,
                latest_prime,
                ..
            } = test;
            say!("[{name}] {number}: {percentage} %, latest prime {latest_prime}");
        }
    }

    fn cancel(&self, name: &str) {
        let tests = self.tests.borrow();
        match name
            .parse()
            .ok()
            .and_then(|name: u32| tests.running.get(&name))
        {
            Some(test) => self.calculator.calculate_prime_async_cancel(&test.task),
            None => eprintln!("prime_numbers: no test `{name}` is running"),
        }
    }

    fn cancel_all(&self) {
        for test in self.tests.borrow().running.values() {
            self.calculator.calculate_prime_async_cancel(&test.task);
        }
    }

    fn completed(&self, e: &CalculatePrimeCompletedEventArgs) {
        let mut tests = self.tests.borrow_mut();
        let Some((name, test)) = tests.by_task(*e.user_state()) else {
            return;
        };
        let number = test.number;
        match e.results() {
            Ok((true, _)) => say!("[{name}] {number} is prime"),
            Ok((false, divisor)) => {
                say!("[{name}] {number} is not prime: its first divisor is {divisor}");
            }
            Err(AsyncError::Cancelled) => say!("[{name}] {number}: cancelled"),
            Err(error) => say!("[{name}] {number}: {error}"),
        }
        tests.running.remove(&name);
    }
}

fn read_on(keyboard: &Arc<Keyboard>) {
    if let Err(error) = keyboard.read_line_async() {
        eprintln!("prime_numbers: {error}");
    }
}
