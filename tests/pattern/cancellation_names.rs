//! "Optionally Support Cancellation": the table of the cancellation method's signatures. "Do not define multiple methods
//! from the table above in the same class": so the other names are free for methods of the component's own.

mod counting;

use std::convert::Infallible;
use std::sync::Arc;

use eap_runtime::{AsyncCompletedEventArgs, CancellationToken, Event, Events, TaskId, event_async};

use crate::support::{LIMIT, listen, receive};

/// What a method of the component's own returns that has a name the macro leaves free.
const FREE: &str = "a method of the component's own";

/// Runs until it is asked to end.
fn run_until(cancel: &CancellationToken) {
    let cancelled = cancel.wait_timeout(LIMIT);
    assert!(cancelled, "it is never cancelled");
}

/// Starts an operation and asks it to end.
#[track_caller]
fn assert_cancels<C: 'static, S: 'static>(
    completed: &Event<C, AsyncCompletedEventArgs<Infallible, S>>,
    start_and_cancel: impl FnOnce(),
) {
    let cancelled = listen(completed, |_component, e| e.cancelled());
    start_and_cancel();
    assert!(receive(&cancelled));
}

#[test]
fn one_operation_many_at_a_time_has_its_own_name_and_a_user_state() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(concurrent)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }
    }

    impl Calculator {
        fn cancel_async() -> &'static str {
            FREE
        }
    }

    let cancel: fn(&Calculator, &TaskId) = Calculator::calculate_prime_async_cancel;
    let calculator = Arc::new(Calculator::default());
    assert_cancels(calculator.calculate_prime_completed(), || {
        let task = TaskId::new();
        calculator.calculate_prime_async(task).unwrap();
        cancel(&calculator, &task);
    });
    assert_eq!(Calculator::cancel_async(), FREE);
}

#[test]
fn one_operation_at_a_time_has_its_own_name_and_no_user_state() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }
    }

    impl Calculator {
        fn cancel_async() -> &'static str {
            FREE
        }
    }

    let cancel: fn(&Calculator) = Calculator::calculate_prime_async_cancel;
    let calculator = Arc::new(Calculator::default());
    assert_cancels(calculator.calculate_prime_completed(), || {
        calculator.calculate_prime_async().unwrap();
        cancel(&calculator);
    });
    assert_eq!(Calculator::cancel_async(), FREE);
}

#[test]
fn several_operations_many_at_a_time_share_one_name_and_are_told_apart() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(concurrent, user_state = String)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }

        #[event_async]
        fn factorize(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }
    }

    impl Calculator {
        fn calculate_prime_async_cancel() -> &'static str {
            FREE
        }

        fn factorize_async_cancel() -> &'static str {
            FREE
        }
    }

    let cancel: fn(&Calculator, &String) = Calculator::cancel_async;
    let calculator = Arc::new(Calculator::default());
    let [prime, factors] = ["prime", "factors"].map(str::to_owned);
    assert_cancels(calculator.calculate_prime_completed(), || {
        calculator.calculate_prime_async(prime.clone()).unwrap();
        calculator.factorize_async(factors.clone()).unwrap();
        cancel(&calculator, &prime);
    });
    assert_cancels(calculator.factorize_completed(), || {
        cancel(&calculator, &factors);
    });
    assert_eq!(Calculator::calculate_prime_async_cancel(), FREE);
    assert_eq!(Calculator::factorize_async_cancel(), FREE);
}

#[test]
fn several_operations_one_at_a_time_share_one_name() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }

        #[event_async]
        fn factorize(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }
    }

    impl Calculator {
        fn calculate_prime_async_cancel() -> &'static str {
            FREE
        }

        fn factorize_async_cancel() -> &'static str {
            FREE
        }
    }

    let cancel: fn(&Calculator) = Calculator::cancel_async;
    let calculator = Arc::new(Calculator::default());
    assert_cancels(calculator.factorize_completed(), || {
        calculator.factorize_async().unwrap();
        cancel(&calculator);
    });
    assert_eq!(Calculator::calculate_prime_async_cancel(), FREE);
    assert_eq!(Calculator::factorize_async_cancel(), FREE);
}

#[test]
fn one_operation_many_at_a_time_with_more_to_come_has_the_shared_name() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(concurrent, multiple_operations)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }
    }

    impl Calculator {
        fn calculate_prime_async_cancel() -> &'static str {
            FREE
        }
    }

    let cancel: fn(&Calculator, &TaskId) = Calculator::cancel_async;
    let calculator = Arc::new(Calculator::default());
    assert_cancels(calculator.calculate_prime_completed(), || {
        let task = TaskId::new();
        calculator.calculate_prime_async(task).unwrap();
        cancel(&calculator, &task);
    });
    assert_eq!(Calculator::calculate_prime_async_cancel(), FREE);
}

#[test]
fn one_operation_at_a_time_with_more_to_come_has_the_shared_name() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(multiple_operations)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }
    }

    impl Calculator {
        fn calculate_prime_async_cancel() -> &'static str {
            FREE
        }
    }

    let cancel: fn(&Calculator) = Calculator::cancel_async;
    let calculator = Arc::new(Calculator::default());
    assert_cancels(calculator.calculate_prime_completed(), || {
        calculator.calculate_prime_async().unwrap();
        cancel(&calculator);
    });
    assert_eq!(Calculator::calculate_prime_async_cancel(), FREE);
}
