//! "Optionally Provide Support for Progress Reporting": which operations count for the name of the event.

use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

use super::{FREE, Percentages, Prime, Results, heard_of};
use crate::support::{listen, rest};

#[test]
fn an_operation_that_is_configured_away_counts() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.report_with(1, Prime(2));
        }

        #[cfg(any())]
        #[event_async]
        fn clear() {}
    }

    impl Calculator {
        fn calculate_prime_progress_changed() -> &'static str {
            FREE
        }
    }

    let event: Results<Calculator, Prime> = Calculator::progress_changed;
    let heard = heard_of(Arc::default(), event, |c| {
        c.calculate_prime_async().unwrap();
    });
    assert_eq!(heard, [1]);
    assert_eq!(Calculator::calculate_prime_progress_changed(), FREE);
}

#[test]
fn results_that_are_configured_away_count() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.report(1);
            progress.report_with(2, Prime(2));
        }

        #[cfg(any())]
        #[event_async]
        fn factorize(#[progress] progress: &Progress<Vec<u32>>) {
            progress.report_with(3, vec![2, 2]);
        }
    }

    impl Calculator {
        fn factorize_progress_changed() -> &'static str {
            FREE
        }
    }

    let percentages: Percentages<Calculator> = Calculator::progress_changed;
    let primes: Results<Calculator, Prime> = Calculator::calculate_prime_progress_changed;
    let start = |c: &Arc<Calculator>| c.calculate_prime_async().unwrap();
    assert_eq!(heard_of(Arc::default(), percentages, start), [1]);
    assert_eq!(heard_of(Arc::default(), primes, start), [2]);
    assert_eq!(Calculator::factorize_progress_changed(), FREE);
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
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.on_another_platform();
        }

        #[cfg(not(any()))]
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.report_with(1, Prime(2));
        }
    }

    impl Calculator {
        fn progress_changed() -> &'static str {
            FREE
        }
    }

    let event: Results<Calculator, Prime> = Calculator::calculate_prime_progress_changed;
    let heard = heard_of(Arc::default(), event, |c| {
        c.calculate_prime_async().unwrap();
    });
    assert_eq!(heard, [1]);
    assert_eq!(Calculator::progress_changed(), FREE);
}

#[test]
fn percentages_beside_results_are_different() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.report_with(1, Prime(2));
        }

        #[event_async]
        fn sum(#[progress] progress: &Progress) {
            progress.report(2);
        }
    }

    impl Calculator {
        fn sum_progress_changed() -> &'static str {
            FREE
        }
    }

    let percentages: Percentages<Calculator> = Calculator::progress_changed;
    let primes: Results<Calculator, Prime> = Calculator::calculate_prime_progress_changed;
    let calculate = |c: &Arc<Calculator>| c.calculate_prime_async().unwrap();
    let sum = |c: &Arc<Calculator>| c.sum_async().unwrap();
    assert_eq!(heard_of(Arc::default(), primes, calculate), [1]);
    assert_eq!(heard_of(Arc::default(), percentages, sum), [2]);
    assert_eq!(Calculator::sum_progress_changed(), FREE);
}

#[test]
fn different_results_stay_apart_with_more_operations_to_come() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(multiple_operations)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.report_with(1, Prime(2));
        }

        #[event_async]
        fn factorize(#[progress] progress: &Progress<Vec<u32>>) {
            progress.report_with(2, vec![2, 2]);
        }
    }

    let primes: Results<Calculator, Prime> = Calculator::calculate_prime_progress_changed;
    let factors: Results<Calculator, Vec<u32>> = Calculator::factorize_progress_changed;
    let percentages: Percentages<Calculator> = Calculator::progress_changed;
    let calculate = |c: &Arc<Calculator>| c.calculate_prime_async().unwrap();
    let factorize = |c: &Arc<Calculator>| c.factorize_async().unwrap();
    assert_eq!(heard_of(Arc::default(), primes, calculate), [1]);
    assert_eq!(heard_of(Arc::default(), factors, factorize), [2]);
    assert_eq!(heard_of(Arc::default(), percentages, calculate), []);
}

#[test]
fn a_component_without_progress_has_no_event() {
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
        fn progress_changed() -> &'static str {
            FREE
        }

        fn calculate_prime_progress_changed() -> &'static str {
            FREE
        }
    }

    let calculator = Arc::new(Calculator::default());
    let completed = listen(calculator.calculate_prime_completed(), |_calculator, e| {
        e.check().is_ok()
    });
    calculator.calculate_prime_async().unwrap();
    drop(calculator);
    assert_eq!(rest(&completed), [true]);
    assert_eq!(Calculator::progress_changed(), FREE);
    assert_eq!(Calculator::calculate_prime_progress_changed(), FREE);
}

#[test]
fn the_tables_of_progress_and_cancellation_are_read_apart() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    // Two operations share the progress event, though only one supports cancellation.
    #[event_async]
    impl Calculator {
        #[event_async]
        fn calculate_prime(
            #[cancel] cancel: &CancellationToken,
            #[progress] progress: &Progress,
        ) -> bool {
            progress.report(1);
            cancel.wait_timeout(crate::support::LIMIT)
        }

        #[event_async]
        fn sum(#[progress] progress: &Progress) {
            progress.report(2);
        }
    }

    impl Calculator {
        fn cancel_async() -> &'static str {
            FREE
        }

        fn calculate_prime_progress_changed() -> &'static str {
            FREE
        }
    }

    let cancel: fn(&Calculator) = Calculator::calculate_prime_async_cancel;
    let event: Percentages<Calculator> = Calculator::progress_changed;
    let heard = heard_of(Arc::default(), event, |c| {
        event(c).subscribe(move |c, _e| cancel(c));
        c.calculate_prime_async().unwrap();
    });
    assert_eq!(heard, [1]);
    assert_eq!(Calculator::cancel_async(), FREE);
    assert_eq!(Calculator::calculate_prime_progress_changed(), FREE);
}
