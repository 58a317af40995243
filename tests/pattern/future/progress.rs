//! What the method reports, as a stream beside its future.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::task::{Context, Poll, Waker};

use eap_runtime::{
    CancellationToken, Events, OperationFuture, Progress, ProgressChangedEventArgs, ProgressStream,
    event_async,
};
use smol::stream::StreamExt as _;

use super::{bell, block_on, camera, on_tokio, poll};
use crate::support::{Desk, Key, LIMIT, gate, receive, rest};

/// What is reported: each report shares it, so that a test can tell how many there are.
type Data = Arc<str>;

type Running = OperationFuture<(), Infallible, Data>;

/// What a test has the method report.
type Script = Box<dyn FnOnce(&Progress<Data>, &CancellationToken) + Send>;

#[derive(Default)]
struct Reporter {
    events: Events<Self>,
}

#[event_async(concurrent, future)]
impl Reporter {
    #[event_async]
    fn report(
        &self,
        script: Script,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<Data>,
    ) {
        script(progress, cancel);
    }

    #[event_async]
    fn hurry(&self, to: u8, #[progress(coalesce)] progress: &Progress<Data>) {
        (1..=to).for_each(|number| progress.report_with(number, text(number)));
    }

    /// Gives its `Progress` away.
    #[event_async]
    fn lend(&self, to: Sender<Progress<Data>>, #[progress] progress: Progress<Data>) {
        to.send(progress).unwrap();
    }
}

fn reporter() -> Arc<Reporter> {
    Arc::default()
}

fn text(number: u8) -> Data {
    number.to_string().into()
}

fn counting_to(last: u8) -> Script {
    Box::new(move |progress, _cancel| {
        (1..=last).for_each(|number| progress.report_with(number, text(number)));
    })
}

fn look(e: ProgressChangedEventArgs<Data>) -> (u8, Option<String>) {
    (e.progress_percentage(), e.data().map(ToString::to_string))
}

/// An operation that runs until the key is dropped, and what it reports with.
fn running() -> (Running, Progress<Data>, Key) {
    let (lend, receiver) = mpsc::channel();
    let (key, gate) = gate();
    let script: Script = Box::new(move |progress, _cancel| {
        lend.send(progress.clone()).unwrap();
        gate.pass();
    });
    let future = reporter().report_future(script);
    (future, receive(&receiver), key)
}

/// Polls the stream once.
fn next(stream: &mut ProgressStream<Data>) -> Poll<Option<(u8, Option<String>)>> {
    let polled = stream.poll_next(&mut Context::from_waker(Waker::noop()));
    polled.map(|report| report.map(look))
}

fn counted_to(last: u8) -> Vec<(u8, Option<String>)> {
    (1..=last)
        .map(|number| (number, Some(number.to_string())))
        .collect()
}

#[test]
fn reports_come_in_their_order() {
    let mut future = reporter().report_future(counting_to(100));
    let reports = future.progress().map(look);
    let (reports, ended) = smol::block_on(smol::future::zip(reports.collect::<Vec<_>>(), future));
    assert_eq!(reports, counted_to(100));
    ended.unwrap();
}

#[test]
fn a_stream_can_be_polled_without_the_trait() {
    let mut future = reporter().report_future(counting_to(5));
    let mut stream = future.progress();
    let mut reports = Vec::new();
    block_on(async {
        while let Some(e) = poll_fn(|context| stream.poll_next(context)).await {
            reports.push(look(e));
        }
        future.await.unwrap();
    });
    assert_eq!(reports, counted_to(5));
}

#[test]
fn a_stream_can_be_awaited_without_the_trait() {
    let mut future = reporter().report_future(counting_to(5));
    let mut stream = future.progress();
    let mut reports = Vec::new();
    block_on(async {
        while let Some(e) = ProgressStream::next(&mut stream).await {
            reports.push(look(e));
        }
        assert!(ProgressStream::next(&mut stream).await.is_none());
        future.await.unwrap();
    });
    assert_eq!(reports, counted_to(5));
}

#[test]
fn a_wait_for_the_next_report_that_is_given_up_loses_none() {
    let (mut future, progress, key) = running();
    let mut stream = future.progress();
    for number in 1..=3 {
        {
            let mut waiting = pin!(ProgressStream::next(&mut stream));
            let mut context = Context::from_waker(Waker::noop());
            assert!(waiting.as_mut().poll(&mut context).is_pending());
        }
        progress.report_with(number, text(number));
        let report = block_on(ProgressStream::next(&mut stream));
        assert_eq!(report.map(look), Some((number, Some(number.to_string()))));
    }
    drop(key);
    assert!(block_on(ProgressStream::next(&mut stream)).is_none());
    block_on(future).unwrap();
}

#[test]
fn the_stream_may_belong_to_another_task() {
    let reports = on_tokio(async {
        let mut future = reporter().report_future(counting_to(100));
        let reports = tokio::spawn(future.progress().map(look).collect::<Vec<_>>());
        future.await.unwrap();
        reports.await.unwrap()
    });
    assert_eq!(reports, counted_to(100));
}

#[test]
fn percentages_come_without_data_between_the_results() {
    let script: Script = Box::new(|progress, _cancel| {
        progress.report(1);
        progress.report_with(2, "two".into());
        progress.report(200);
    });
    let mut future = reporter().report_future(script);
    let reports: Vec<_> = smol::block_on(future.progress().map(look).collect());
    let two = (2, Some("two".to_owned()));
    assert_eq!(reports, [(1, None), two, (100, None)]);
}

#[test]
fn the_stream_has_ended_when_the_future_is_ready() {
    let mut future = reporter().report_future(counting_to(3));
    let mut stream = future.progress();
    block_on(future).unwrap();
    // What was not polled for in time is still there, and then nothing more is to come.
    for report in counted_to(3) {
        assert_eq!(next(&mut stream), Poll::Ready(Some(report)));
    }
    assert_eq!(next(&mut stream), Poll::Ready(None));
    assert_eq!(next(&mut stream), Poll::Ready(None));
}

#[test]
fn a_stream_that_coalesces_keeps_the_last_report() {
    let mut future = reporter().hurry_future(100);
    let mut stream = future.progress();
    block_on(future).unwrap();
    let last = (100, Some("100".to_owned()));
    assert_eq!(next(&mut stream), Poll::Ready(Some(last)));
    assert_eq!(next(&mut stream), Poll::Ready(None));
}

#[test]
fn what_is_reported_before_the_stream_is_taken_is_not_lost() {
    let (desk, jobs) = Desk::new();
    let events = Events::with_executor(desk);
    let reporter = Arc::new(Reporter { events });
    let mut future = reporter.report_future(counting_to(3));
    receive(&jobs).run();
    let reports: Vec<_> = smol::block_on(future.progress().map(look).collect());
    assert_eq!(reports, counted_to(3));
}

#[test]
fn a_stream_that_is_taken_after_the_first_poll_ends_at_once() {
    let (mut future, progress, key) = running();
    assert!(poll(&mut future, Waker::noop()).is_pending());
    progress.report(1);
    assert_eq!(next(&mut future.progress()), Poll::Ready(None));
    drop(key);
    block_on(future).unwrap();
}

#[test]
fn a_second_stream_ends_at_once() {
    let mut future = reporter().report_future(counting_to(3));
    let first = future.progress();
    assert_eq!(next(&mut future.progress()), Poll::Ready(None));
    let reports: Vec<_> = smol::block_on(first.map(look).collect());
    assert_eq!(reports, counted_to(3));
}

#[test]
fn the_stream_of_a_method_that_reports_nothing_ends_at_once() {
    let (_key, gate) = gate();
    let mut stream = camera().wait_future(gate).progress();
    let polled = stream.poll_next(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(None)));
}

#[test]
fn the_stream_of_a_refused_operation_ends_at_once() {
    let (desk, jobs) = Desk::new();
    drop(jobs);
    let events = Events::with_executor(desk);
    let reporter = Arc::new(Reporter { events });
    let mut future = reporter.report_future(counting_to(3));
    assert_eq!(next(&mut future.progress()), Poll::Ready(None));
    assert!(block_on(future).is_err());
}

#[test]
fn the_stream_ends_however_the_operation_does() {
    let (desk, jobs) = Desk::new();
    let events = Events::with_executor(desk);
    let reporter = Arc::new(Reporter { events });
    let panics: Script = Box::new(|progress, _cancel| {
        progress.report(1);
        panic!("after a report");
    });
    let mut panicked = reporter.report_future(panics);
    let mut stream = panicked.progress();
    receive(&jobs).run();
    assert_eq!(next(&mut stream), Poll::Ready(Some((1, None))));
    assert_eq!(next(&mut stream), Poll::Ready(None));
    assert!(block_on(panicked).is_err());

    let mut abandoned = reporter.report_future(counting_to(3));
    let mut stream = abandoned.progress();
    assert_eq!(next(&mut stream), Poll::Pending);
    drop(receive(&jobs));
    assert_eq!(next(&mut stream), Poll::Ready(None));
    assert!(block_on(abandoned).is_err());
}

#[test]
fn the_stream_outlives_a_future_that_is_dropped() {
    let (sender, receiver) = mpsc::channel();
    let script: Script = Box::new(move |progress, cancel| {
        progress.report(1);
        sender.send(()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
        progress.report(2);
    });
    let mut future = reporter().report_future(script);
    let stream = future.progress();
    receive(&receiver);
    drop(future);
    let reports: Vec<_> = smol::block_on(stream.map(look).collect());
    assert_eq!(reports, [(1, None), (2, None)]);
}

#[test]
fn a_late_report_is_not_heard() {
    let (to, lent) = mpsc::channel();
    let mut future = reporter().lend_future(to);
    let mut stream = future.progress();
    let progress = receive(&lent);
    block_on(future).unwrap();
    progress.report(1);
    assert_eq!(next(&mut stream), Poll::Ready(None));
}

#[test]
fn a_stream_that_is_dropped_leaves_no_reports() {
    let (mut future, progress, _key) = running();
    let data = text(1);
    let stream = future.progress();
    progress.report_with(1, Arc::clone(&data));
    assert_eq!(Arc::strong_count(&data), 2);
    drop(stream);
    progress.report_with(2, Arc::clone(&data));
    assert_eq!(Arc::strong_count(&data), 1);
}

#[test]
fn a_future_that_is_polled_without_a_stream_keeps_no_reports() {
    let (mut future, progress, _key) = running();
    let data = text(1);
    progress.report_with(1, Arc::clone(&data));
    assert_eq!(Arc::strong_count(&data), 2);
    assert!(poll(&mut future, Waker::noop()).is_pending());
    progress.report_with(2, Arc::clone(&data));
    assert_eq!(Arc::strong_count(&data), 1);
}

#[test]
fn a_future_that_is_dropped_without_a_stream_keeps_no_reports() {
    let (future, progress, _key) = running();
    let data = text(1);
    progress.report_with(1, Arc::clone(&data));
    drop(future);
    progress.report_with(2, Arc::clone(&data));
    assert_eq!(Arc::strong_count(&data), 1);
}

#[test]
fn a_task_that_waits_for_reports_is_woken_once_for_each_and_for_the_end() {
    let (waker, rung) = bell();
    let (mut future, progress, key) = running();
    let mut stream = future.progress();
    let mut wait = || {
        stream
            .poll_next(&mut Context::from_waker(&waker))
            .map(|_e| ())
    };
    assert!(wait().is_pending());
    progress.report(1);
    receive(&rung);
    // Nobody waits for this one, so nobody is woken.
    progress.report(2);
    assert!(wait().is_ready() && wait().is_ready());
    assert!(wait().is_pending());
    drop(key);
    receive(&rung);
    assert!(wait().is_ready());
    drop((stream, waker));
    assert_eq!(rest(&rung), []);
}
