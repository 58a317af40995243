//! The mailbox under a model checker: whatever the interleaving, reports come in order, and Completed once and last.

use std::sync::{Arc, Mutex, PoisonError};

use loom::thread;

use super::mailbox::Mailbox;
use super::routing::Channel;
use super::{Progress, ProgressChangedEventArgs, Reporting};
use crate::event::Event;
use crate::model::check;

struct Component {
    progress: Event<Self, ProgressChangedEventArgs<(), ()>>,
}

/// What handlers heard. The standard library's lock: it is only for the checks, and no step of the model.
type Heard = Arc<Mutex<Vec<Option<u8>>>>;

fn hear(heard: &Heard, what: Option<u8>) {
    heard
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(what);
}

fn listen() -> (Heard, Arc<Mailbox<Component, (), ()>>) {
    let component = Arc::new(Component {
        progress: Event::new(),
    });
    let heard = Heard::default();
    let handler = Arc::clone(&heard);
    let _ = component
        .progress
        .subscribe(move |_component, e| hear(&handler, Some(e.progress_percentage())));
    let routing = Reporting {
        percentages: None,
        results: |component: &Component| &component.progress,
        coalesce: false,
    };
    let mailbox = Arc::new(Mailbox::new(&routing, &component, (), None));
    (heard, mailbox)
}

fn close(mailbox: &Arc<Mailbox<Component, (), ()>>, heard: &Heard) {
    let heard = Arc::clone(heard);
    // `None` stands for the Completed event.
    let now = mailbox.close(move || hear(&heard, None));
    if let Some(complete) = now {
        complete();
    }
}

fn take(heard: &Heard) -> Vec<Option<u8>> {
    std::mem::take(&mut heard.lock().unwrap_or_else(PoisonError::into_inner))
}

#[test]
fn completed_is_heard_once_and_last_however_late_another_thread_reports() {
    check(|| {
        let (heard, mailbox) = listen();
        let progress: Progress = Channel::progress(&mailbox);
        let reporter = {
            let progress = progress.clone();
            thread::spawn(move || {
                progress.report(1);
                progress.report(2);
            })
        };
        close(&mailbox, &heard);
        reporter.join().unwrap();

        let heard = take(&heard);
        assert_eq!(heard.last(), Some(&None));
        let reports = &heard[..heard.len() - 1];
        assert!([Some(1), Some(2)].starts_with(reports), "{heard:?}");
    });
}

#[test]
fn each_threads_reports_are_heard_in_order_and_before_completed() {
    check(|| {
        let (heard, mailbox) = listen();
        let progress: Progress = Channel::progress(&mailbox);
        let reporter = {
            let progress = progress.clone();
            thread::spawn(move || progress.report(10))
        };
        progress.report(1);
        progress.report(2);
        reporter.join().unwrap();
        close(&mailbox, &heard);

        let heard = take(&heard);
        assert_eq!(heard.len(), 4);
        assert_eq!(heard[3], None);
        let mine: Vec<_> = heard
            .iter()
            .flatten()
            .filter(|report| **report < 10)
            .collect();
        assert_eq!(mine, [&1, &2]);
    });
}
