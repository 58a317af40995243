//! "Optionally Provide Support for Progress Reporting": "Name this event as follows". What a row of the contract's table
//! does not generate is free for methods and types of the client's own.

mod counting;

use std::sync::Arc;

use eap_runtime::{Event, Events, Progress, ProgressChangedEventArgs, TaskId, event_async};

use crate::support::{listen, rest};

/// What a method of the component's own returns that has a name the macro leaves free.
const FREE: &str = "a method of the component's own";

type Percentages<C, S = ()> = fn(&C) -> &Event<C, ProgressChangedEventArgs<(), S>>;
type Results<C, P, S = ()> = fn(&C) -> &Event<C, ProgressChangedEventArgs<P, S>>;

#[derive(Debug, PartialEq)]
struct Prime(u32);

/// The percentages that an event raises until the component is gone.
#[track_caller]
fn heard_of<C: 'static, P: 'static, S: 'static>(
    component: Arc<C>,
    event: Results<C, P, S>,
    start: impl FnOnce(&Arc<C>),
) -> Vec<u8> {
    let heard = listen(event(&component), |_component, e| e.progress_percentage());
    start(&component);
    drop(component);
    rest(&heard)
}

#[test]
fn a_single_operation_has_its_own_event() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress) {
            progress.report(1);
        }
    }

    impl Calculator {
        fn progress_changed() -> &'static str {
            FREE
        }
    }

    let event: Percentages<Calculator> = Calculator::calculate_prime_progress_changed;
    let heard = heard_of(Arc::default(), event, |c| {
        c.calculate_prime_async().unwrap();
    });
    assert_eq!(heard, [1]);
    assert_eq!(Calculator::progress_changed(), FREE);
}

#[test]
fn a_single_operation_with_incremental_results_has_its_own_event() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(concurrent)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.report(1);
            progress.report_with(2, Prime(2));
        }
    }

    impl Calculator {
        fn progress_changed() -> &'static str {
            FREE
        }
    }

    let event: Results<Calculator, Prime, TaskId> = Calculator::calculate_prime_progress_changed;
    let start = |c: &Arc<Calculator>| c.calculate_prime_async(TaskId::new()).unwrap();
    assert_eq!(heard_of(Arc::default(), event, start), [1, 2]);
    assert_eq!(Calculator::progress_changed(), FREE);
}

#[test]
fn a_single_operation_with_more_to_come_has_the_shared_event() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(multiple_operations)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.report(1);
            progress.report_with(2, Prime(2));
        }
    }

    impl Calculator {
        fn calculate_prime_progress_changed() -> &'static str {
            FREE
        }
    }

    // So are the names of the aliases, which only an operation's own event has.
    struct CalculatePrimeProgressChangedEventArgs(&'static str);
    struct CalculatePrimeProgressChangedEventHandler(&'static str);

    let event: Results<Calculator, Prime> = Calculator::progress_changed;
    let heard = heard_of(Arc::default(), event, |c| {
        c.calculate_prime_async().unwrap();
    });
    assert_eq!(heard, [1, 2]);
    assert_eq!(Calculator::calculate_prime_progress_changed(), FREE);
    assert_eq!(CalculatePrimeProgressChangedEventArgs(FREE).0, FREE);
    assert_eq!(CalculatePrimeProgressChangedEventHandler(FREE).0, FREE);
}

#[test]
fn several_operations_with_percentages_share_an_event() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress) {
            progress.report(1);
        }

        #[event_async]
        fn factorize(#[progress] progress: Progress<()>) {
            std::thread::spawn(move || progress.report(2))
                .join()
                .unwrap();
        }
    }

    impl Calculator {
        fn calculate_prime_progress_changed() -> &'static str {
            FREE
        }

        fn factorize_progress_changed() -> &'static str {
            FREE
        }
    }

    let event: Percentages<Calculator> = Calculator::progress_changed;
    let heard = heard_of(Arc::default(), event, |c| {
        c.calculate_prime_async().unwrap();
    });
    assert_eq!(heard, [1]);
    let heard = heard_of(Arc::default(), event, |c| c.factorize_async().unwrap());
    assert_eq!(heard, [2]);
    assert_eq!(Calculator::calculate_prime_progress_changed(), FREE);
    assert_eq!(Calculator::factorize_progress_changed(), FREE);
}

#[test]
fn several_operations_with_the_same_results_share_an_event() {
    #[derive(Default)]
    struct Calculator {
        events: Events<Self>,
    }

    #[event_async(concurrent, user_state = u8)]
    impl Calculator {
        #[event_async]
        fn calculate_prime(#[progress] progress: &Progress<Prime>) {
            progress.report_with(1, Prime(2));
        }

        #[event_async]
        fn factorize(#[progress] progress: &Progress<Prime>) {
            progress.report_with(2, Prime(3));
        }

        #[event_async]
        fn clear() {}
    }

    impl Calculator {
        fn calculate_prime_progress_changed() -> &'static str {
            FREE
        }

        fn factorize_progress_changed() -> &'static str {
            FREE
        }

        fn clear_progress_changed() -> &'static str {
            FREE
        }
    }

    let event: Results<Calculator, Prime, u8> = Calculator::progress_changed;
    let mut heard = heard_of(Arc::default(), event, |c| {
        c.calculate_prime_async(1).unwrap();
        c.factorize_async(2).unwrap();
        c.clear_async(3).unwrap();
    });
    heard.sort_unstable();
    assert_eq!(heard, [1, 2]);
    assert_eq!(Calculator::calculate_prime_progress_changed(), FREE);
    assert_eq!(Calculator::factorize_progress_changed(), FREE);
    assert_eq!(Calculator::clear_progress_changed(), FREE);
}

#[test]
fn the_only_one_of_several_operations_that_reports_has_the_shared_event() {
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
    heard_of(Arc::default(), event, |c| c.clear_async().unwrap());
    assert_eq!(Calculator::calculate_prime_progress_changed(), FREE);
}

#[test]
fn several_operations_with_different_results_have_an_event_each_and_one_for_percentages() {
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

        #[event_async]
        fn factorize(#[progress] progress: &Progress<Vec<u32>>) {
            progress.report(3);
            progress.report_with(4, vec![2, 2]);
        }

        #[event_async]
        fn sum(#[progress] progress: &Progress) {
            progress.report(5);
        }

        #[event_async]
        fn clear() {}
    }

    // The operations without results have no event of their own.
    impl Calculator {
        fn sum_progress_changed() -> &'static str {
            FREE
        }

        fn clear_progress_changed() -> &'static str {
            FREE
        }
    }

    let percentages: Percentages<Calculator> = Calculator::progress_changed;
    let primes: Results<Calculator, Prime> = Calculator::calculate_prime_progress_changed;
    let factors: Results<Calculator, Vec<u32>> = Calculator::factorize_progress_changed;
    let calculate = |c: &Arc<Calculator>| c.calculate_prime_async().unwrap();
    assert_eq!(heard_of(Arc::default(), percentages, calculate), [1]);
    assert_eq!(heard_of(Arc::default(), primes, calculate), [2]);
    let factorize = |c: &Arc<Calculator>| c.factorize_async().unwrap();
    assert_eq!(heard_of(Arc::default(), percentages, factorize), [3]);
    assert_eq!(heard_of(Arc::default(), factors, factorize), [4]);
    let sum = |c: &Arc<Calculator>| c.sum_async().unwrap();
    assert_eq!(heard_of(Arc::default(), percentages, sum), [5]);
    heard_of(Arc::default(), percentages, |c| c.clear_async().unwrap());
    assert_eq!(Calculator::sum_progress_changed(), FREE);
    assert_eq!(Calculator::clear_progress_changed(), FREE);
}
