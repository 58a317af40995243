//! The calculations, running and finished, as the window's thread knows them.

use std::cell::{Ref, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eap_examples::primes::{CalculatePrimeCompletedEventArgs, PrimeNumberCalculator};
use eap_runtime::{AsyncError, TaskId, ThreadPool};

use crate::log::Log;

/// Starts and cancels calculations, and keeps their list up to date by the component's events.
///
/// A calculation computes all the time. They share a pool of a few threads, so that the window's has its turn.
pub(crate) struct Calculations {
    calculator: Arc<PrimeNumberCalculator>,
    /// Shared with the handlers, which never leave this thread.
    list: Rc<RefCell<Vec<Calculation>>>,
    /// How many were started.
    count: u32,
    log: Log,
}

pub(crate) struct Calculation {
    pub(crate) task: TaskId,
    /// Its name in the log.
    pub(crate) name: u32,
    pub(crate) number: u64,
    pub(crate) percentage: u8,
    pub(crate) latest_prime: Option<u64>,
    pub(crate) state: State,
    started: Instant,
}

pub(crate) enum State {
    /// For a thread of the pool. It runs when it reports for the first time.
    Waiting,
    Running,
    /// The cancellation is requested, and not completed.
    Cancelling,
    Finished {
        outcome: Outcome,
        took: Duration,
    },
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) waiting: usize,
    pub(crate) running: usize,
    pub(crate) finished: usize,
}

impl Counts {
    pub(crate) fn unfinished(self) -> usize {
        self.waiting + self.running
    }
}

pub(crate) enum Outcome {
    Prime,
    FirstDivisor(u64),
    Cancelled,
    Error(String),
}

impl Calculations {
    /// Subscribes to the component's events, which come to the event loop that is current on this thread.
    pub(crate) fn new(threads: usize, log: Log) -> Self {
        let pool = ThreadPool::builder()
            .core_threads(threads)
            .max_threads(threads);
        let calculator = Arc::new(PrimeNumberCalculator::with_executor(pool.build()));
        let list: Rc<RefCell<Vec<Calculation>>> = Rc::default();

        let shared = Rc::clone(&list);
        calculator
            .calculate_prime_progress_changed()
            .subscribe_local(move |_calculator, e| {
                if let Some(calculation) = by_task(&mut shared.borrow_mut(), *e.user_state()) {
                    let latest_prime = e.data().map(|latest| latest.value);
                    calculation.advance(e.progress_percentage(), latest_prime, log);
                }
            });
        let shared = Rc::clone(&list);
        calculator
            .calculate_prime_completed()
            .subscribe_local(move |_calculator, e| {
                if let Some(calculation) = by_task(&mut shared.borrow_mut(), *e.user_state()) {
                    calculation.finish(Outcome::of(e), log);
                }
            });

        Self {
            calculator,
            list,
            count: 0,
            log,
        }
    }

    pub(crate) fn start(&mut self, number: u64) {
        self.count += 1;
        let mut calculation = Calculation {
            task: TaskId::new(),
            name: self.count,
            number,
            percentage: 0,
            latest_prime: None,
            state: State::Waiting,
            started: Instant::now(),
        };
        let started = self
            .calculator
            .calculate_prime_async(number, calculation.task);
        match started {
            Ok(()) => self
                .log
                .say(format_args!("[{}] {number}: started", calculation.name)),
            Err(error) => calculation.finish(Outcome::Error(error.to_string()), self.log),
        }
        self.list.borrow_mut().push(calculation);
    }

    pub(crate) fn cancel(&self, task: TaskId) {
        if let Some(calculation) = by_task(&mut self.list.borrow_mut(), task) {
            calculation.state = State::Cancelling;
        }
        // The event of one that waits comes at once, and that of one that runs when it has looked at its token.
        self.calculator.calculate_prime_async_cancel(&task);
    }

    pub(crate) fn cancel_all(&self) {
        for calculation in self.list.borrow_mut().iter_mut() {
            if !calculation.is_finished() {
                calculation.state = State::Cancelling;
            }
        }
        self.calculator.cancel_all();
    }

    pub(crate) fn forget_finished(&self) {
        self.list
            .borrow_mut()
            .retain(|calculation| !calculation.is_finished());
        self.log
            .say(format_args!("cleared, {} left", self.list().len()));
    }

    /// In the order they were started.
    pub(crate) fn list(&self) -> Ref<'_, [Calculation]> {
        Ref::map(self.list.borrow(), Vec::as_slice)
    }

    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for calculation in self.list().iter() {
            match calculation.state {
                State::Waiting => counts.waiting += 1,
                State::Running | State::Cancelling => counts.running += 1,
                State::Finished { .. } => counts.finished += 1,
            }
        }
        counts
    }
}

fn by_task(list: &mut [Calculation], task: TaskId) -> Option<&mut Calculation> {
    list.iter_mut().find(|calculation| calculation.task == task)
}

impl Calculation {
    pub(crate) fn is_finished(&self) -> bool {
        matches!(self.state, State::Finished { .. })
    }

    /// How long ago it was started, or how long it took.
    pub(crate) fn time(&self) -> Duration {
        match self.state {
            State::Finished { took, .. } => took,
            State::Waiting | State::Running | State::Cancelling => self.started.elapsed(),
        }
    }

    fn advance(&mut self, percentage: u8, latest_prime: Option<u64>, log: Log) {
        if let State::Waiting = self.state {
            self.state = State::Running;
        }
        let tenth = percentage / 10 * 10;
        if tenth > self.percentage {
            log.say(format_args!("[{}] {}: {tenth} %", self.name, self.number));
        }
        self.percentage = percentage;
        self.latest_prime = latest_prime;
    }

    fn finish(&mut self, outcome: Outcome, log: Log) {
        let Self { name, number, .. } = self;
        match &outcome {
            Outcome::Prime => {
                // The last report said how far it was, not that it was done.
                self.percentage = 100;
                log.say(format_args!("[{name}] {number} is prime"));
            }
            Outcome::FirstDivisor(divisor) => log.say(format_args!(
                "[{name}] {number} is not prime: its first divisor is {divisor}"
            )),
            Outcome::Cancelled => log.say(format_args!("[{name}] {number}: cancelled")),
            Outcome::Error(error) => log.say(format_args!("[{name}] {number}: {error}")),
        }
        self.state = State::Finished {
            outcome,
            took: self.started.elapsed(),
        };
    }
}

impl Outcome {
    fn of(e: &CalculatePrimeCompletedEventArgs) -> Self {
        match e.results() {
            Ok((true, _)) => Self::Prime,
            Ok((false, divisor)) => Self::FirstDivisor(*divisor),
            Err(AsyncError::Cancelled) => Self::Cancelled,
            Err(error) => Self::Error(error.to_string()),
        }
    }
}
