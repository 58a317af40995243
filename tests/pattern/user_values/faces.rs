//! What waits for an outcome beside the events: results, futures, callbacks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::task::{Context, Wake, Waker};

use eap_runtime::no_callback;

use super::{CutAsyncResult, Forge, HOWS, How, Kitchen, Sharp, pool, works};
use crate::support::{LIMIT, gate, receive};

fn explode() {
    panic!("a callback");
}

#[test]
fn no_worker_ends_by_an_outcome_that_a_callback_of_begin_leaves() {
    for how in HOWS {
        let (forge, pool) = (Forge::new(), pool());
        let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
        let held = forge.sharp();
        let callback = move |_result: CutAsyncResult<Sharp>| {
            let _held = std::mem::ManuallyDrop::new(held);
            explode();
        };
        let (key, gate) = gate();
        let (argument, state) = (forge.sharp(), forge.sharp());
        let status = kitchen.begin_cut(how, gate, argument, callback, state);
        drop(catch_unwind(AssertUnwindSafe(|| drop(status))));
        drop(kitchen);
        drop(key);
        works(&pool);
        assert_eq!(pool.threads(), 1);
    }
}

#[test]
fn no_worker_ends_by_an_outcome_that_nobody_waits_for() {
    for how in HOWS {
        let (forge, pool) = (Forge::new(), pool());
        let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
        let (key, gate) = gate();
        kitchen.cut_future(how, gate, forge.sharp()).detach();
        drop(kitchen);
        drop(key);
        works(&pool);
        assert_eq!(pool.threads(), 1);
    }
}

#[test]
fn no_worker_ends_by_a_callback_that_leaves_its_outcome() {
    for how in HOWS {
        let (forge, pool) = (Forge::new(), pool());
        let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
        let (key, gate) = gate();
        let callback = |outcome| drop(outcome);
        let (argument, state) = (forge.sharp(), forge.sharp());
        kitchen
            .cut_then(how, gate, argument, state, callback)
            .unwrap();
        drop(kitchen);
        drop(key);
        works(&pool);
        assert_eq!(pool.threads(), 1);
    }
}

#[test]
fn dropping_a_future_drops_what_was_reported_without_a_panic() {
    let (forge, pool) = (Forge::new(), pool());
    let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
    let (key, gate) = gate();
    let mut future = kitchen.cut_future(How::Well, gate, forge.sharp());
    let stream = future.progress();
    let dropped = catch_unwind(AssertUnwindSafe(|| drop(stream)));
    assert!(dropped.is_ok());
    drop(key);
    let _outcome = std::mem::ManuallyDrop::new(smol::block_on(&mut future));
    drop(catch_unwind(AssertUnwindSafe(|| drop(kitchen))));
    works(&pool);
}

/// A waker that panics when it is dropped.
struct SharpWaker {
    _sharp: Sharp,
    woken: Sender<()>,
}

impl Wake for SharpWaker {
    fn wake(self: Arc<Self>) {
        let _ = self.woken.send(());
    }
}

#[test]
fn no_worker_ends_by_the_waker_of_a_future() {
    let (forge, pool) = (Forge::new(), pool());
    let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
    let (woken, is_woken) = mpsc::channel();
    let waker = Waker::from(Arc::new(SharpWaker {
        _sharp: forge.sharp(),
        woken,
    }));
    let (key, gate) = gate();
    let mut future = kitchen.cut_future(How::Badly, gate, forge.sharp());
    let polled = std::pin::pin!(&mut future).poll(&mut Context::from_waker(&waker));
    assert!(polled.is_pending());
    // The operation has the last one.
    drop(waker);
    drop(key);
    receive(&is_woken);
    works(&pool);
    assert_eq!(pool.threads(), 1);
    let _outcome = std::mem::ManuallyDrop::new(smol::block_on(&mut future));
    drop(catch_unwind(AssertUnwindSafe(|| drop(kitchen))));
}

#[test]
fn no_worker_ends_by_the_async_state_of_an_operation_that_nobody_ends() {
    let (forge, pool) = (Forge::new(), pool());
    let kitchen = Kitchen::with(&forge, Arc::clone(&pool));
    let (key, gate) = gate();
    let (argument, state) = (forge.sharp(), forge.sharp());
    let result = kitchen.begin_cut(How::Well, gate, argument, no_callback, state);
    let result = result.unwrap();
    let handle = result.async_wait_handle();
    drop(result);
    drop(key);
    assert!(handle.wait_one_timeout(LIMIT));
    // The handle has the last one, and it is the test's.
    works(&pool);
    drop(catch_unwind(AssertUnwindSafe(|| drop(handle))));
    drop(catch_unwind(AssertUnwindSafe(|| drop(kitchen))));
    works(&pool);
}
