//! "Optionally Provide Support for Returning Incremental Results": "an asynchronous operation can return incremental results
//! prior to completion".

use std::sync::{Arc, mpsc};

use eap_runtime::{EventHandler, Events, Progress, ProgressChangedEventArgs, TaskId, event_async};

use crate::support::{listen, rest};

/// "Single-operation Class": the one event carries the percentages and the results.
mod single {
    use super::*;

    #[derive(Default)]
    struct PrimeNumberCalculator {
        events: Events<Self>,
    }

    struct LatestPrime {
        value: u32,
    }

    #[event_async(concurrent)]
    impl PrimeNumberCalculator {
        /// Counts the primes up to `limit`, and tells each.
        #[event_async(result = count)]
        fn calculate_prime(limit: u32, #[progress] progress: &Progress<LatestPrime>) -> usize {
            let is_prime =
                |number: &u32| (2..*number).all(|divisor| !number.is_multiple_of(divisor));
            let primes = (2..=limit).filter(is_prime);
            let count = primes
                .map(|value| progress.report_with(percent(value, limit), LatestPrime { value }));
            let count = count.count();
            progress.report(100);
            count
        }
    }

    fn percent(done: u32, all: u32) -> u8 {
        u8::try_from(100 * done / all).unwrap_or(100)
    }

    #[test]
    fn results_come_with_their_percentages_and_plain_percentages_without() {
        let calculator = Arc::new(PrimeNumberCalculator::default());
        let heard = listen(
            calculator.calculate_prime_progress_changed(),
            |_calculator, e| (e.progress_percentage(), e.data().map(|latest| latest.value)),
        );
        calculator.calculate_prime_async(10, TaskId::new()).unwrap();
        drop(calculator);
        let expected = [
            (20, Some(2)),
            (30, Some(3)),
            (50, Some(5)),
            (70, Some(7)),
            (100, None),
        ];
        assert_eq!(rest(&heard), expected);
    }

    #[test]
    fn results_come_with_the_user_state_of_their_operation() {
        let calculator = Arc::new(PrimeNumberCalculator::default());
        let heard = listen(
            calculator.calculate_prime_progress_changed(),
            |_calculator, e| (*e.user_state(), e.data().map(|latest| latest.value)),
        );
        let tasks = [TaskId::new(), TaskId::new()];
        calculator.calculate_prime_async(3, tasks[0]).unwrap();
        calculator.calculate_prime_async(5, tasks[1]).unwrap();
        drop(calculator);
        let heard = rest(&heard);
        let of = |task| {
            heard
                .iter()
                .filter(move |(of, _)| *of == task)
                .map(|(_, value)| *value)
        };
        assert!(of(tasks[0]).eq([Some(2), Some(3), None]));
        assert!(of(tasks[1]).eq([Some(2), Some(3), Some(5), None]));
    }

    #[test]
    fn the_final_result_comes_with_the_completed_event_all_the_same() {
        let calculator = Arc::new(PrimeNumberCalculator::default());
        let counts = listen(calculator.calculate_prime_completed(), |_calculator, e| {
            e.count().ok().copied()
        });
        calculator
            .calculate_prime_async(100, TaskId::new())
            .unwrap();
        drop(calculator);
        assert_eq!(rest(&counts), [Some(25)]);
    }

    #[test]
    fn the_event_has_aliases_of_the_patterns_names() {
        fn print(_: &Arc<PrimeNumberCalculator>, e: &CalculatePrimeProgressChangedEventArgs) {
            assert!(e.progress_percentage() <= 100);
        }

        let calculator = Arc::new(PrimeNumberCalculator::default());
        let handler: Box<CalculatePrimeProgressChangedEventHandler> = Box::new(print);
        // They are other names of these types, no types of their own.
        let same: Box<
            EventHandler<PrimeNumberCalculator, ProgressChangedEventArgs<LatestPrime, TaskId>>,
        > = handler;
        let heard = listen(
            calculator.calculate_prime_progress_changed(),
            move |calculator, e| {
                same(calculator, e);
            },
        );
        calculator.calculate_prime_async(2, TaskId::new()).unwrap();
        drop(calculator);
        assert_eq!(rest(&heard).len(), 2);
    }
}

/// "Multiple-operation Class with Homogeneous Incremental Results": one event serves all.
mod homogeneous {
    use super::*;

    #[derive(Default)]
    struct Archive {
        events: Events<Self>,
    }

    #[event_async(concurrent, user_state = &'static str)]
    impl Archive {
        #[event_async]
        fn pack(files: &[&'static str], #[progress] progress: &Progress<&'static str>) {
            for file in files {
                progress.report_with(50, file);
            }
        }

        #[event_async]
        fn unpack(files: Vec<&'static str>, #[progress] progress: Progress<&'static str>) {
            let report = move || {
                for file in files {
                    progress.report_with(60, file);
                }
                progress.report(100);
            };
            report();
        }

        /// Has no incremental results.
        #[event_async]
        fn check() {}
    }

    #[test]
    fn all_operations_report_to_one_event() {
        let archive = Arc::new(Archive::default());
        let heard = listen(archive.progress_changed(), |_archive, e| {
            (*e.user_state(), e.progress_percentage(), e.data().copied())
        });
        archive.pack_async(vec!["a", "b"], "packing").unwrap();
        archive.unpack_async(vec!["c"], "unpacking").unwrap();
        archive.check_async("checking").unwrap();
        drop(archive);
        let mut heard = rest(&heard);
        // The user state tells the operations apart; those of one stay in order.
        heard.sort_by_key(|(user_state, ..)| *user_state);
        let expected = [
            ("packing", 50, Some("a")),
            ("packing", 50, Some("b")),
            ("unpacking", 60, Some("c")),
            ("unpacking", 100, None),
        ];
        assert_eq!(heard, expected);
    }
}

/// "Multiple-operation Class with Heterogeneous Incremental Results": "Separate your incremental result reporting from your
/// progress reporting."
mod heterogeneous {
    use super::*;

    #[derive(Default)]
    struct Library {
        events: Events<Self>,
    }

    #[derive(Clone, Debug, PartialEq)]
    struct Title(&'static str);

    #[event_async(concurrent, user_state = u32)]
    impl Library {
        /// Finds titles.
        #[event_async]
        fn search(#[progress] progress: &Progress<Title>) {
            progress.report(10);
            progress.report_with(20, Title("EAP"));
            progress.report(30);
            progress.report_with(40, Title("APM"));
        }

        /// Counts pages.
        #[event_async]
        fn count_pages(#[progress] progress: &Progress<u64>) {
            progress.report_with(50, 500);
            progress.report(60);
        }

        /// Has percentages only.
        #[event_async]
        fn dust(#[progress] progress: &Progress) {
            progress.report(70);
            progress.report_with(80, ());
        }
    }

    /// What comes by which event, for each operation in order.
    #[derive(Clone, Debug, PartialEq)]
    enum Heard {
        Percentage(u8),
        Title(u8, Option<Title>),
        Pages(u8, Option<u64>),
    }

    fn hear(library: &Library) -> mpsc::Receiver<(u32, Heard)> {
        let (percentages, heard) = mpsc::channel();
        let (titles, pages) = (percentages.clone(), percentages.clone());
        library.progress_changed().subscribe(move |_library, e| {
            let _ = percentages.send((*e.user_state(), Heard::Percentage(e.progress_percentage())));
        });
        library
            .search_progress_changed()
            .subscribe(move |_library, e| {
                let title = Heard::Title(e.progress_percentage(), e.data().cloned());
                let _ = titles.send((*e.user_state(), title));
            });
        library
            .count_pages_progress_changed()
            .subscribe(move |_library, e| {
                let count = Heard::Pages(e.progress_percentage(), e.data().copied());
                let _ = pages.send((*e.user_state(), count));
            });
        heard
    }

    /// All that is heard of one operation.
    fn heard_of(start: impl FnOnce(&Arc<Library>)) -> Vec<(u32, Heard)> {
        let library = Arc::new(Library::default());
        let heard = hear(&library);
        start(&library);
        drop(library);
        rest(&heard)
    }

    #[test]
    fn each_operation_reports_its_results_to_its_own_event() {
        let heard = heard_of(|library| library.search_async(1).unwrap());
        let expected = [
            Heard::Percentage(10),
            Heard::Title(20, Some(Title("EAP"))),
            Heard::Percentage(30),
            Heard::Title(40, Some(Title("APM"))),
        ];
        assert_eq!(heard, expected.map(|heard| (1, heard)));

        let heard = heard_of(|library| library.count_pages_async(2).unwrap());
        let expected = [Heard::Pages(50, Some(500)), Heard::Percentage(60)];
        assert_eq!(heard, expected.map(|heard| (2, heard)));
    }

    #[test]
    fn an_operation_without_results_has_percentages_only() {
        let heard = heard_of(|library| library.dust_async(3).unwrap());
        let expected = [Heard::Percentage(70), Heard::Percentage(80)];
        assert_eq!(heard, expected.map(|heard| (3, heard)));
    }

    #[test]
    fn operations_side_by_side_keep_their_events_apart() {
        let mut heard = heard_of(|library| {
            library.search_async(1).unwrap();
            library.count_pages_async(2).unwrap();
            library.dust_async(3).unwrap();
        });
        heard.sort_by_key(|(user_state, _)| *user_state);
        let user_states: Vec<_> = heard.iter().map(|(user_state, _)| *user_state).collect();
        assert_eq!(user_states, [1, 1, 1, 1, 2, 2, 3, 3]);
        let titles = heard
            .iter()
            .filter(|(_, heard)| matches!(heard, Heard::Title(..)));
        assert!(titles.map(|(user_state, _)| *user_state).eq([1, 1]));
    }

    #[test]
    fn who_listens_to_percentages_only_hears_of_no_results() {
        let library = Arc::new(Library::default());
        let heard = listen(library.progress_changed(), |_library, e| {
            e.progress_percentage()
        });
        library.search_async(1).unwrap();
        drop(library);
        assert_eq!(rest(&heard), [10, 30]);
    }

    #[test]
    fn who_listens_to_results_only_hears_of_no_percentages() {
        let library = Arc::new(Library::default());
        let heard = listen(library.search_progress_changed(), |_library, e| {
            e.data().cloned()
        });
        library.search_async(1).unwrap();
        drop(library);
        assert_eq!(rest(&heard), [Some(Title("EAP")), Some(Title("APM"))]);
    }

    #[test]
    fn the_events_of_each_have_aliases_of_the_patterns_names() {
        let title: Box<SearchProgressChangedEventHandler> =
            Box::new(|_, e: &SearchProgressChangedEventArgs| assert!(e.data().is_some()));
        let _: Box<EventHandler<Library, ProgressChangedEventArgs<Title, u32>>> = title;
        let pages: Box<CountPagesProgressChangedEventHandler> =
            Box::new(|_, e: &CountPagesProgressChangedEventArgs| assert!(e.data().is_some()));
        let _: Box<EventHandler<Library, ProgressChangedEventArgs<u64, u32>>> = pages;
    }
}
