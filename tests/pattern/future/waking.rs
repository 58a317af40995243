//! A future wakes its task when there is something to poll for, and at no other time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Poll, Wake, Waker};

use super::{Camera, bell, block_on, camera, poll};
use crate::support::{Desk, Gate, eventually, gate, receive, rest};

#[test]
fn a_task_is_woken_once() {
    let (waker, rung) = bell();
    let (key, gate) = gate();
    let mut future = camera().wait_future(gate);
    for _ in 0..3 {
        assert!(poll(&mut future, &waker).is_pending());
    }
    assert!(rung.try_recv().is_err());
    drop(key);
    receive(&rung);
    assert!(matches!(poll(&mut future, &waker), Poll::Ready(Ok(()))));
    drop((future, waker));
    assert_eq!(rest(&rung), []);
}

#[test]
fn only_the_task_that_polled_last_is_woken() {
    let (first, first_rung) = bell();
    let (last, last_rung) = bell();
    let (key, gate) = gate();
    let mut future = camera().wait_future(gate);
    assert!(poll(&mut future, &first).is_pending());
    assert!(poll(&mut future, &last).is_pending());
    drop(first);
    // Nobody keeps the first one's waker.
    assert_eq!(rest(&first_rung), []);
    drop(key);
    receive(&last_rung);
    assert!(matches!(poll(&mut future, &last), Poll::Ready(Ok(()))));
    drop((future, last));
    assert_eq!(rest(&last_rung), []);
}

#[test]
fn a_future_that_is_ready_at_its_first_poll_wakes_nobody() {
    let (desk, jobs) = Desk::new();
    let (waker, rung) = bell();
    let mut future = Camera::at(desk).wait_future(Gate::open());
    receive(&jobs).run();
    assert!(matches!(poll(&mut future, &waker), Poll::Ready(Ok(()))));
    drop((future, waker));
    assert_eq!(rest(&rung), []);
}

#[test]
fn a_future_that_is_dropped_wakes_nobody() {
    let (desk, jobs) = Desk::new();
    let (waker, rung) = bell();
    let mut future = Camera::at(desk).wait_future(Gate::open());
    assert!(poll(&mut future, &waker).is_pending());
    drop((future, waker));
    // Its task is let go of at once, and not when the method is done.
    assert_eq!(rest(&rung), []);
    receive(&jobs).run();
}

#[test]
fn a_future_can_move_from_task_to_task() {
    let (key, gate) = gate();
    let mut future = camera().wait_future(gate);
    assert!(poll(&mut future, Waker::noop()).is_pending());
    let task = smol::spawn(future);
    drop(key);
    smol::block_on(task).unwrap();
}

/// Panics when woken.
struct Alarm(AtomicUsize);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
        panic!("in the waker");
    }
}

#[test]
fn a_waker_that_panics_does_no_harm() {
    let alarm = Arc::new(Alarm(AtomicUsize::new(0)));
    let camera = camera();
    let (key, gate) = gate();
    let mut future = camera.wait_future(gate);
    assert!(poll(&mut future, &Arc::clone(&alarm).into()).is_pending());
    drop(key);
    eventually(|| alarm.0.load(Ordering::SeqCst) == 1);
    block_on(future).unwrap();
    block_on(camera.wait_future(Gate::open())).unwrap();
    eventually(|| Arc::strong_count(&camera) == 1);
}
