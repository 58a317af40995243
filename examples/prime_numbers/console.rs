//! The running tests, and the keyboard that starts and cancels them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::process::{self, ExitCode};
use std::rc::Rc;
use std::sync::Arc;

use eap_examples::primes::{CalculatePrimeCompletedEventArgs, PrimeNumberCalculator};
use eap_examples::{say, warn};
use eap_runtime::{AsyncError, TaskId};

use crate::command::{Command, HELP};
use crate::keyboard::{Keyboard, ReadLineCompletedEventArgs};

/// The running tests, as the main thread knows them.
#[derive(Clone)]
pub(crate) struct Console {
    calculator: Arc<PrimeNumberCalculator>,
    tests: Rc<RefCell<Tests>>,
    input: Rc<Input>,
}

/// What has come of the keyboard.
#[derive(Default)]
struct Input {
    /// Some line was wrong.
    had_mistake: Cell<bool>,
    /// Ctrl-D was typed while tests were running.
    ended: Cell<bool>,
}

#[derive(Default)]
struct Tests {
    /// The name of the test that was started last.
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
            input: Rc::default(),
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
            .subscribe_local(move |keyboard, e| this.read(keyboard, e));
        read_on(&keyboard);
        console
    }

    /// Reports mistakes of a script. Who types sees them.
    pub(crate) fn exit_code(&self) -> ExitCode {
        let failed = self.input.had_mistake.get() && !io::stdin().is_terminal();
        ExitCode::from(u8::from(failed))
    }

    fn read(&self, keyboard: &Arc<Keyboard>, e: &ReadLineCompletedEventArgs) {
        match e.line() {
            Ok(Some(line)) => {
                if self.obey(line) {
                    read_on(keyboard);
                }
            }
            Ok(None) => {
                let running = self.tests.borrow().running.len();
                if running > 0 && io::stdin().is_terminal() {
                    // A terminal can be read after its end.
                    warn!("prime_numbers: tests still running: {running}; `cancel` ends them");
                    self.input.ended.set(true);
                    read_on(keyboard);
                }
            }
            Err(error) => self.complain(&error.to_string()),
        }
    }

    fn complain(&self, mistake: &str) {
        self.input.had_mistake.set(true);
        warn!("prime_numbers: {mistake}");
    }

    /// Starts a test of `number`.
    pub(crate) fn test(&self, number: u64) {
        let task = TaskId::new();
        if let Err(error) = self.calculator.calculate_prime_async(number, task) {
            self.complain(&format!("{number}: {error}"));
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

    /// Does what a line says, and returns whether to read on.
    fn obey(&self, line: &str) -> bool {
        match Command::parse(line) {
            Ok(Command::Test(number)) => self.test(number),
            Ok(Command::List) => self.list(),
            Ok(Command::Cancel(name)) => self.cancel(name),
            Ok(Command::CancelAll) => self.calculator.cancel_all(),
            Ok(Command::Help) => HELP.iter().for_each(|line| say!("{line}")),
            Ok(Command::Quit) => {
                self.calculator.cancel_all();
                return false;
            }
            Err(mistake) => self.complain(&mistake),
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

    fn cancel(&self, name: u32) {
        match self.tests.borrow().running.get(&name) {
            Some(test) => self.calculator.calculate_prime_async_cancel(&test.task),
            None => self.complain(&format!("test {name} is not running")),
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
        if tests.running.is_empty() && self.input.ended.get() {
            // The keyboard is being read, and nothing but a line ends that.
            process::exit(0);
        }
    }
}

fn read_on(keyboard: &Arc<Keyboard>) {
    if let Err(error) = keyboard.read_line_async() {
        warn!("prime_numbers: {error}");
    }
}
