//! The ways to report: of how many so many are done, data alone, and an iterator that reports as it goes.

use std::sync::{Arc, Mutex};

use eap_runtime::{Events, Progress, event_async};

use crate::support::{listen, rest};

type Heard = Arc<Mutex<Vec<(u8, Option<&'static str>)>>>;

/// What is reported to a synchronous caller.
fn log() -> (Progress<&'static str>, Heard) {
    let heard = Heard::default();
    let log = Arc::clone(&heard);
    let progress = Progress::from_fn(move |percentage, data| {
        log.lock().unwrap().push((percentage, data));
    });
    (progress, heard)
}

fn percentages(heard: &Heard) -> Vec<u8> {
    let heard = std::mem::take(&mut *heard.lock().unwrap());
    heard
        .into_iter()
        .map(|(percentage, _data)| percentage)
        .collect()
}

#[test]
fn so_many_of_so_many_is_a_percentage_that_is_rounded_down() {
    let (progress, heard) = log();
    for done in 0..=6 {
        progress.report_of(done, 6);
    }
    assert_eq!(percentages(&heard), [0, 16, 33, 50, 66, 83, 100]);
}

#[test]
fn the_numbers_may_be_of_any_integer_types() {
    let (progress, heard) = log();
    progress.report_of(1_u8, 4_usize);
    progress.report_of(1_u64, 4_i32);
    progress.report_of(1_i128, 4_u128);
    progress.report_of(1_isize, 4_i8);
    progress.report_of(u64::MAX / 4, u64::MAX);
    progress.report_of(i64::MAX / 4, i64::MAX);
    assert_eq!(percentages(&heard), [25, 25, 25, 25, 24, 24]);
}

#[test]
fn the_largest_numbers_do_not_overflow() {
    let (progress, heard) = log();
    progress.report_of(u64::MAX, u64::MAX);
    progress.report_of(u128::MAX, u128::MAX);
    progress.report_of(i128::MAX, i128::MAX);
    progress.report_of(i128::MAX - 1, i128::MAX);
    progress.report_of(i128::MIN, i128::MAX);
    progress.report_of(1, i128::MAX);
    assert_eq!(percentages(&heard), [100, 100, 100, 99, 0, 0]);
}

#[test]
fn a_total_of_nothing_counts_as_done() {
    let (progress, heard) = log();
    progress.report_of(0, 0);
    progress.report_of(5, 0);
    assert_eq!(percentages(&heard), [100, 100]);
}

#[test]
fn more_than_all_counts_as_all_and_less_than_nothing_as_nothing() {
    let (progress, heard) = log();
    progress.report_of(7, 6);
    progress.report_of(-1, 6);
    assert_eq!(percentages(&heard), [100, 0]);
}

#[test]
fn so_many_of_so_many_can_carry_data() {
    let (progress, heard) = log();
    progress.report_of_with(1, 2, "half");
    assert_eq!(*heard.lock().unwrap(), [(50, Some("half"))]);
}

#[test]
fn with_data_alone_the_percentage_stays() {
    let (progress, heard) = log();
    progress.report_data("none yet");
    progress.report(30);
    progress.report_data("a");
    progress.report_of_with(1, 2, "b");
    progress.report_data("c");
    progress.clone().report_data("d");
    progress.report(130);
    progress.report_data("e");
    let expected = [
        (0, Some("none yet")),
        (30, None),
        (30, Some("a")),
        (50, Some("b")),
        (50, Some("c")),
        (50, Some("d")),
        (100, None),
        (100, Some("e")),
    ];
    assert_eq!(*heard.lock().unwrap(), expected);
}

#[test]
fn to_report_to_nobody_does_nothing() {
    let progress = Progress::none();
    progress.report_of(1, 2);
    progress.report_of_with(1, 2, "half");
    progress.report_data("data");
    assert_eq!(progress.over([1, 2, 3]).sum::<i32>(), 6);
}

#[test]
fn an_iterator_reports_after_each_item() {
    let (progress, heard) = log();
    let mut between = Vec::new();
    for item in progress.over(["a", "b", "c", "d"]) {
        between.push((item, heard.lock().unwrap().len()));
    }
    // Before the first item nothing is done.
    assert_eq!(between, [("a", 0), ("b", 1), ("c", 2), ("d", 3)]);
    assert_eq!(percentages(&heard), [25, 50, 75, 100]);
}

#[test]
fn an_iterator_reports_each_percentage_once() {
    let (progress, heard) = log();
    assert_eq!(progress.over(0..1000).count(), 1000);
    assert_eq!(percentages(&heard), (0..=100).collect::<Vec<_>>());
}

#[test]
fn an_iterator_that_is_left_early_reports_what_is_done() {
    let (progress, heard) = log();
    for item in progress.over(1..11) {
        if item == 4 {
            break;
        }
    }
    assert_eq!(percentages(&heard), [10, 20, 30]);
}

#[test]
fn an_iterator_without_items_reports_nothing() {
    let (progress, heard) = log();
    assert_eq!(progress.over(Vec::<u8>::new()).next(), None);
    assert!(percentages(&heard).is_empty());
}

#[test]
fn an_iterator_that_is_asked_again_after_its_end_reports_nothing_more() {
    let (progress, heard) = log();
    let mut items = progress.over([1, 2]);
    while items.next().is_some() {}
    assert_eq!(items.next(), None);
    assert_eq!(percentages(&heard), [50, 100]);
}

#[test]
fn an_iterator_knows_its_length_and_takes_borrowed_items() {
    let (progress, _heard) = log();
    let items = vec!["a".to_owned(), "b".to_owned()];
    let mut over = progress.over(&items);
    assert_eq!(over.len(), 2);
    over.next();
    assert_eq!((over.len(), over.size_hint()), (1, (1, Some(1))));
    let mut mutable = items.clone();
    for item in progress.over(&mut mutable) {
        item.push('!');
    }
    assert_eq!(mutable, ["a!", "b!"]);
}

#[derive(Default)]
struct Copier {
    events: Events<Self>,
}

#[event_async]
impl Copier {
    #[event_async]
    fn copy(&self, files: &[&str], #[progress] progress: &Progress<String>) {
        for file in progress.over(files) {
            progress.report_data((*file).to_owned());
        }
        progress.report_of_with(files.len(), files.len(), "all".to_owned());
    }
}

#[test]
fn all_ways_to_report_raise_events() {
    let copier = Arc::new(Copier::default());
    let heard = listen(copier.copy_progress_changed(), |_copier, e| {
        (e.progress_percentage(), e.data().cloned())
    });
    copier
        .copy_async(vec!["a".to_owned(), "b".to_owned()])
        .unwrap();
    drop(copier);
    let data = |data: &str| Some(data.to_owned());
    let expected = [
        (0, data("a")),
        (50, None),
        (50, data("b")),
        (100, None),
        (100, data("all")),
    ];
    assert_eq!(rest(&heard), expected);
}
