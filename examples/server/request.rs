//! One request: the tests it asks for, and what comes of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use eap_examples::primes::{CalculatePrimeCompletedEventArgs, PrimeNumberCalculator};
use eap_runtime::{InvokeError, SerialContext, TaskId};
use serde::Serialize;

use crate::counts::Counts;

/// The tests of a request. Dropped before they are done, it cancels them.
pub(crate) struct Request {
    /// The handlers of this request run here, one at a time; those of others run elsewhere meanwhile.
    context: SerialContext,
    /// A component costs next to nothing, and one of its own has no handlers but this request's.
    calculator: Arc<PrimeNumberCalculator>,
    /// In the order asked.
    tests: Vec<(TaskId, u64)>,
    outcomes: Arc<Mutex<HashMap<TaskId, Outcome>>>,
}

/// What the client is told of a number.
#[derive(Serialize)]
pub(crate) struct Answer {
    number: u64,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    Tested { is_prime: bool, first_divisor: u64 },
    Failed { error: String },
}

impl Request {
    /// Starts a test of each number.
    ///
    /// # Errors
    ///
    /// When one of them could not be started; none goes on then.
    pub(crate) fn start(numbers: &[u64], counts: &Arc<Counts>) -> Result<Self, InvokeError> {
        let mut request = Self {
            context: SerialContext::new(),
            calculator: Arc::default(),
            tests: Vec::new(),
            outcomes: Arc::default(),
        };
        request.listen(counts);

        // The guard may not live across an `await`: the next request's code may run on this thread then.
        let _current = request.context.enter();
        for number in numbers {
            let task = TaskId::new();
            counts.started();
            if let Err(error) = request.calculator.calculate_prime_async(*number, task) {
                counts.completed(true);
                return Err(error);
            }
            request.tests.push((task, *number));
        }
        Ok(request)
    }

    fn listen(&self, counts: &Arc<Counts>) {
        let outcomes = Arc::clone(&self.outcomes);
        let counts = Arc::clone(counts);
        self.calculator
            .calculate_prime_completed()
            .subscribe(move |_calculator, e| {
                counts.completed(e.cancelled());
                // Never waited for: another handler of this request does not run now.
                let mut outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
                outcomes.insert(*e.user_state(), Outcome::of(e));
            });
    }

    /// Waits until the last test is done. No thread is blocked meanwhile.
    pub(crate) async fn answers(self) -> Vec<Answer> {
        self.context.done().await;
        let mut outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        let answers = self.tests.iter().map(|(task, number)| Answer {
            number: *number,
            outcome: outcomes.remove(task).unwrap_or_else(Outcome::unknown),
        });
        answers.collect()
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        // A request to cancel comes too late for those that are done, and does nothing.
        for (task, _) in &self.tests {
            self.calculator.calculate_prime_async_cancel(task);
        }
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

    /// The context could not run the handler.
    fn unknown() -> Self {
        Self::Failed {
            error: String::from("the server is out of threads"),
        }
    }
}
