//! One request: its tests and their answers.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eap_examples::primes::{CalculatePrimeCompletedEventArgs, PrimeNumberCalculator, parse};
use eap_runtime::{InvokeError, SerialContext, TaskId, ThreadPool};
use serde::Serialize;

use crate::counts::Counts;

/// The tests of a request. Dropped before they are done, it cancels them.
///
/// As many run at a time as there are threads, and each that is done starts the next. So the first tests of every request
/// are ahead of the last ones of those that came before it.
pub(crate) struct Request {
    /// The handlers of this request run here, one at a time; those of others run elsewhere meanwhile.
    context: SerialContext,
    /// A component costs next to nothing, and one of its own has no handlers but this request's.
    calculator: Arc<PrimeNumberCalculator>,
    tests: Arc<Mutex<Tests>>,
    counts: Arc<Counts>,
}

struct Tests {
    /// In the order asked.
    answers: Vec<Answer>,
    /// The indices of those that have not begun.
    waiting: VecDeque<(usize, u64)>,
    running: HashMap<TaskId, usize>,
}

/// The outcome of one number, as the client gets it.
#[derive(Serialize)]
pub(crate) struct Answer {
    number: Number,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Number {
    Number(u64),
    Text(String),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Tested { is_prime: bool, first_divisor: u64 },
    Failed { error: String },
}

/// What is repeated of a text that is not a number.
const MOST_CHARACTERS: usize = 24;

impl Request {
    /// Starts the first tests.
    ///
    /// # Errors
    ///
    /// When one of them could not be started; none goes on then.
    pub(crate) fn start(
        numbers: &[&str],
        pool: Arc<ThreadPool>,
        at_a_time: usize,
        counts: &Arc<Counts>,
    ) -> Result<Self, InvokeError> {
        let tests = Tests::new(numbers);
        counts.accept(tests.waiting.len());
        let request = Self {
            context: SerialContext::new(),
            calculator: Arc::new(PrimeNumberCalculator::with_executor(pool)),
            tests: Arc::new(Mutex::new(tests)),
            counts: Arc::clone(counts),
        };
        request.listen();
        {
            // The guard may not live across an `await`: the next request's code may run on this thread then.
            let _current = request.context.enter();
            let mut tests = lock(&request.tests);
            for _ in 0..at_a_time {
                tests
                    .start_next(&request.calculator)
                    .inspect_err(|_| counts.cancel(1))?;
            }
        }
        Ok(request)
    }

    fn listen(&self) {
        let tests = Arc::clone(&self.tests);
        let counts = Arc::clone(&self.counts);
        self.calculator
            .calculate_prime_completed()
            .subscribe(move |calculator, e| {
                if e.cancelled() {
                    counts.cancel(1);
                } else {
                    counts.finish();
                }
                let mut tests = lock(&tests);
                tests.complete(e);
                // The context of this handler is current, so that the next one is waited for, too.
                if tests.start_next(calculator).is_err() {
                    // Its answer is that it was not tested.
                    counts.cancel(1);
                }
            });
    }

    /// Waits until the last test is done. No thread is blocked meanwhile.
    pub(crate) async fn answers(self) -> Vec<Answer> {
        self.context.done().await;
        std::mem::take(&mut lock(&self.tests).answers)
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        let mut tests = lock(&self.tests);
        self.counts.cancel(tests.waiting.len());
        tests.waiting.clear();
        let running: Vec<_> = tests.running.keys().copied().collect();
        drop(tests);
        for task in running {
            // For one that is done meanwhile, this does nothing.
            self.calculator.calculate_prime_async_cancel(&task);
        }
    }
}

impl Tests {
    fn new(numbers: &[&str]) -> Self {
        let mut tests = Self {
            answers: Vec::with_capacity(numbers.len()),
            waiting: VecDeque::new(),
            running: HashMap::new(),
        };
        for text in numbers {
            tests.answers.push(match parse(text) {
                Ok(number) => {
                    tests.waiting.push_back((tests.answers.len(), number));
                    Answer::new(Number::Number(number), &"not tested")
                }
                Err(error) => Answer::new(Number::Text(shortened(text)), &error),
            });
        }
        tests
    }

    fn start_next(&mut self, calculator: &Arc<PrimeNumberCalculator>) -> Result<(), InvokeError> {
        let Some((index, number)) = self.waiting.pop_front() else {
            return Ok(());
        };
        let task = TaskId::new();
        self.running.insert(task, index);
        let started = calculator.calculate_prime_async(number, task);
        if started.is_err() {
            self.running.remove(&task);
        }
        started
    }

    fn complete(&mut self, e: &CalculatePrimeCompletedEventArgs) {
        let answer = self.running.remove(e.user_state());
        if let Some(answer) = answer.and_then(|index| self.answers.get_mut(index)) {
            answer.outcome = Outcome::of(e);
        }
    }
}

impl Answer {
    fn new(number: Number, error: &dyn ToString) -> Self {
        let error = error.to_string();
        let outcome = Outcome::Failed { error };
        Self { number, outcome }
    }
}

impl Outcome {
    fn of(e: &CalculatePrimeCompletedEventArgs) -> Self {
        match e.results() {
            Ok((is_prime, first_divisor)) => Self::Tested {
                is_prime: *is_prime,
                first_divisor: *first_divisor,
            },
            Err(error) => Self::Failed {
                error: error.to_string(),
            },
        }
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(MOST_CHARACTERS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn lock(tests: &Mutex<Tests>) -> MutexGuard<'_, Tests> {
    tests.lock().unwrap_or_else(PoisonError::into_inner)
}
