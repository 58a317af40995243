//! "Optionally Support Cancellation": which operations count for the name of the cancellation method.

use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, event_async};

use super::{FREE, assert_cancels, run_until};
use crate::support::{listen, receive};

#[test]
fn only_operations_that_support_cancellation_count() {
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
        fn clear() {}
    }

    impl Calculator {
        fn cancel_async() -> &'static str {
            FREE
        }

        fn clear_async_cancel() -> &'static str {
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
    assert_eq!(Calculator::clear_async_cancel(), FREE);
}

#[test]
fn an_operation_that_is_configured_away_counts() {
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

        #[cfg(any())]
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
    assert_cancels(calculator.calculate_prime_completed(), || {
        calculator.calculate_prime_async().unwrap();
        cancel(&calculator);
    });
    assert_eq!(Calculator::calculate_prime_async_cancel(), FREE);
    assert_eq!(Calculator::factorize_async_cancel(), FREE);
}

#[test]
fn an_operation_written_for_two_configurations_counts_once() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async]
    impl Calculator {
        #[cfg(any())]
        #[event_async]
        fn calculate_prime(#[cancel] cancel: &CancellationToken) {
            cancel.on_another_platform();
        }

        #[cfg(not(any()))]
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
fn a_component_without_cancellation_has_no_name_of_the_table() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(multiple_operations)]
    impl Calculator {
        #[event_async]
        fn calculate_prime() {}
    }

    impl Calculator {
        fn cancel_async() -> &'static str {
            FREE
        }

        fn calculate_prime_async_cancel() -> &'static str {
            FREE
        }
    }

    let calculator = Arc::new(Calculator::default());
    let completed = listen(calculator.calculate_prime_completed(), |_calculator, e| {
        e.cancelled()
    });
    calculator.calculate_prime_async().unwrap();
    assert!(!receive(&completed));
    assert_eq!(Calculator::cancel_async(), FREE);
    assert_eq!(Calculator::calculate_prime_async_cancel(), FREE);
}

#[test]
fn a_user_state_that_is_only_carried_along_is_not_asked_for() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(user_state = String)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[cancel] cancel: &CancellationToken) {
            run_until(cancel);
        }
    }

    let cancel: fn(&Calculator) = Calculator::calculate_prime_async_cancel;
    let calculator = Arc::new(Calculator::default());
    assert_cancels(calculator.calculate_prime_completed(), || {
        let user_state = "carried along".to_owned();
        calculator.calculate_prime_async(user_state).unwrap();
        cancel(&calculator);
    });
}
