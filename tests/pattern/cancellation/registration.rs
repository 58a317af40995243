//! A registered callback unblocks a blocking call. After its registration has been dropped it neither runs nor will run.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use eap_runtime::{CancellationToken, Registration};

use crate::support::{gate, receive};

/// A token with a callback that waits at a gate, and the registration.
fn waiting_callback() -> (
    CancellationToken,
    Registration,
    mpsc::Receiver<()>,
    crate::support::Key,
) {
    let token = CancellationToken::new();
    let (begun, has_begun) = mpsc::channel();
    let (key, gate) = gate();
    let registration = token.register(move || {
        begun.send(()).unwrap();
        gate.pass();
    });
    (token, registration, has_begun, key)
}

#[test]
fn dropping_it_waits_for_its_callback_on_another_thread() {
    let (token, registration, has_begun, key) = waiting_callback();
    let canceller = thread::spawn(move || token.cancel());
    receive(&has_begun);
    let (sender, dropped) = mpsc::channel();
    let dropper = thread::spawn(move || {
        drop(registration);
        sender.send(()).unwrap();
    });
    // However long it takes: it is not dropped before the callback has returned.
    let early = dropped.recv_timeout(Duration::from_millis(50));
    assert_eq!(early, Err(RecvTimeoutError::Timeout));
    drop(key);
    receive(&dropped);
    dropper.join().unwrap();
    canceller.join().unwrap();
}

#[test]
fn after_the_drop_its_callback_is_not_running_however_close_the_request_comes() {
    for _ in 0..2000 {
        let token = CancellationToken::new();
        let dropped = Arc::new(AtomicBool::new(false));
        let late = Arc::new(AtomicUsize::new(0));
        let registration = {
            let (dropped, late) = (Arc::clone(&dropped), Arc::clone(&late));
            token.register(move || {
                thread::yield_now();
                late.fetch_add(
                    usize::from(dropped.load(Ordering::SeqCst)),
                    Ordering::SeqCst,
                );
            })
        };
        let canceller = thread::spawn(move || token.cancel());
        drop(registration);
        dropped.store(true, Ordering::SeqCst);
        canceller.join().unwrap();
        assert_eq!(late.load(Ordering::SeqCst), 0);
    }
}

#[test]
fn dropping_it_inside_its_own_callback_does_not_wait() {
    let token = CancellationToken::new();
    let held = Arc::new(Mutex::new(None::<Registration>));
    let own = Arc::clone(&held);
    let (sender, ran) = mpsc::channel();
    let registration = token.register(move || {
        let registration = own.lock().unwrap().take();
        drop(registration);
        sender.send(()).unwrap();
    });
    *held.lock().unwrap() = Some(registration);
    let canceller = thread::spawn(move || token.cancel());
    receive(&ran);
    canceller.join().unwrap();
}

#[test]
fn dropping_another_one_inside_a_callback_keeps_that_from_running() {
    let token = CancellationToken::new();
    let held = Arc::new(Mutex::new(None::<Registration>));
    let other = Arc::clone(&held);
    let _first = token.register(move || drop(other.lock().unwrap().take()));
    let ran = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ran);
    let second = token.register(move || flag.store(true, Ordering::SeqCst));
    *held.lock().unwrap() = Some(second);
    token.cancel();
    assert!(!ran.load(Ordering::SeqCst));
}

#[test]
fn dropping_it_waits_for_no_other_callback() {
    let (token, _waiting, has_begun, key) = waiting_callback();
    let other = token.register(|| ());
    let canceller = thread::spawn(move || token.cancel());
    receive(&has_begun);
    let (sender, dropped) = mpsc::channel();
    let dropper = thread::spawn(move || {
        drop(other);
        sender.send(()).unwrap();
    });
    receive(&dropped);
    drop(key);
    dropper.join().unwrap();
    canceller.join().unwrap();
}

#[test]
fn dropping_it_returns_after_a_callback_that_panics() {
    let token = CancellationToken::new();
    let (begun, has_begun) = mpsc::channel();
    let (key, gate) = gate();
    let registration = token.register(move || {
        begun.send(()).unwrap();
        gate.pass();
        panic!("a callback");
    });
    let canceller = thread::spawn(move || token.cancel());
    receive(&has_begun);
    let (sender, dropped) = mpsc::channel();
    let dropper = thread::spawn(move || {
        drop(registration);
        sender.send(()).unwrap();
    });
    drop(key);
    receive(&dropped);
    dropper.join().unwrap();
    canceller.join().unwrap();
}

#[test]
fn its_callback_is_dropped_with_it_where_that_uses_the_token() {
    struct Registers(CancellationToken, Arc<OnceLock<()>>);

    impl Drop for Registers {
        fn drop(&mut self) {
            // A lock held here would be held by this very thread.
            drop(self.0.register(|| ()));
            self.1.get_or_init(|| ());
        }
    }

    let token = CancellationToken::new();
    let dropped = Arc::new(OnceLock::new());
    let captured = Registers(token.clone(), Arc::clone(&dropped));
    let registration = token.register(move || {
        let _ = &captured;
    });
    drop(registration);
    assert!(dropped.get().is_some());
}

#[test]
fn a_callback_that_panics_when_it_is_dropped_does_no_harm() {
    struct Sharp;

    impl Drop for Sharp {
        fn drop(&mut self) {
            panic!("cut");
        }
    }

    let token = CancellationToken::new();
    let sharp = Sharp;
    let registration = token.register(move || {
        let _ = &sharp;
    });
    // Not even where the method that registered it panics itself.
    let method = thread::spawn(move || {
        let _registration = registration;
        panic!("a method");
    });
    assert!(method.join().is_err());
    token.cancel();
}

#[test]
fn any_number_are_dropped_in_any_order() {
    // With work for each that grew with their number, this would not end in time.
    const MANY: usize = 200_000;
    let token = CancellationToken::new();
    let register = || (0..MANY).map(|_| token.register(|| panic!("nobody cancels")));
    let mut newest_first: Vec<_> = register().collect();
    while let Some(newest) = newest_first.pop() {
        drop(newest);
    }
    for oldest in register().collect::<Vec<_>>() {
        drop(oldest);
    }
    token.cancel();
}
