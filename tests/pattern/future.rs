//! `…_future`: the end of an operation as a `Future`, for programs that have an executor of futures.

mod beside_the_events;
mod dropping;
mod language;
mod progress;
mod waking;

use std::pin::{Pin, pin};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Barrier};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use eap_runtime::{
    AsyncError, CancellationToken, Events, InvokeError, OperationFuture, event_async,
};

use crate::support::{Desk, Gate, LIMIT, gate, receive};

/// Any number of operations at a time.
#[derive(Default)]
struct Camera {
    events: Events<Self>,
}

#[event_async(concurrent, future)]
impl Camera {
    #[event_async(result = picture)]
    fn expose(
        &self,
        gate: Gate,
        name: &str,
        light: &mut u32,
        #[out] grain: &mut u8,
    ) -> Result<String, String> {
        gate.pass();
        if *light == 0 {
            return Err(format!("{name}: too dark"));
        }
        *light -= 1;
        *grain = 7;
        Ok(name.to_uppercase())
    }

    #[event_async]
    fn meet(together: &Arc<Barrier>) -> thread::ThreadId {
        together.wait();
        thread::current().id()
    }

    #[event_async]
    fn wait(&self, gate: Gate) {
        gate.pass();
    }

    #[event_async]
    fn drop_it(&self, message: String) {
        std::panic::panic_any(message);
    }

    /// Sends its token, and runs until it is cancelled.
    #[event_async]
    fn film(tokens: Sender<CancellationToken>, #[cancel] cancel: &CancellationToken) {
        tokens.send(cancel.clone()).unwrap();
        assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
    }
}

fn camera() -> Arc<Camera> {
    Arc::default()
}

impl Camera {
    fn at(desk: Desk) -> Arc<Self> {
        let events = Events::with_executor(desk);
        Arc::new(Self { events })
    }
}

/// A waker written by hand: it sends a message each time it is woken.
struct Bell(Sender<()>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        let _ = self.0.send(());
    }
}

/// A waker, and what tells of its wakes. That ends when the last of its clones is dropped.
fn bell() -> (Waker, Receiver<()>) {
    let (sender, receiver) = mpsc::channel();
    (Arc::new(Bell(sender)).into(), receiver)
}

fn poll<F: Future + Unpin>(future: &mut F, waker: &Waker) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(waker))
}

/// An executor written by hand: it polls when it is woken, and at no other time.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let (waker, rung) = bell();
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        receive(&rung);
    }
}

fn on_tokio<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(future)
}

/// Takes two pictures one after the other, and one that fails.
async fn take_pictures(camera: Arc<Camera>) -> Vec<Result<(String, u32, u8), String>> {
    let mut taken = Vec::new();
    for (name, light) in [("dawn", 10), ("noon", 100), ("night", 0)] {
        let picture = camera.expose_future(Gate::open(), name, light).await;
        taken.push(picture.map_err(|error| error.to_string()));
    }
    taken
}

fn assert_taken(pictures: &[Result<(String, u32, u8), String>]) {
    let expected = [
        Ok(("DAWN".to_owned(), 9, 7)),
        Ok(("NOON".to_owned(), 99, 7)),
        Err("night: too dark".to_owned()),
    ];
    assert_eq!(pictures, expected);
}

#[test]
fn tokio_polls_it() {
    assert_taken(&on_tokio(take_pictures(camera())));
}

#[test]
fn a_tokio_runtime_of_one_thread_polls_it() {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    assert_taken(&runtime.unwrap().block_on(take_pictures(camera())));
}

#[test]
fn it_can_be_spawned() {
    let pictures = on_tokio(async { tokio::spawn(take_pictures(camera())).await });
    assert_taken(&pictures.unwrap());
}

#[test]
fn smols_block_on_polls_it() {
    assert_taken(&smol::block_on(take_pictures(camera())));
}

#[test]
fn smols_executor_polls_it() {
    assert_taken(&smol::block_on(smol::spawn(take_pictures(camera()))));
}

#[test]
fn an_executor_written_by_hand_polls_it() {
    assert_taken(&block_on(take_pictures(camera())));
}

#[test]
fn several_run_at_the_same_time_in_one_task() {
    let camera = camera();
    // Neither method gets past before the other is there.
    let together = Arc::new(Barrier::new(2));
    let first = camera.meet_future(Arc::clone(&together));
    let second = camera.meet_future(together);
    let (first, second) = smol::block_on(smol::future::zip(first, second));
    assert_ne!(first.unwrap(), second.unwrap());
}

#[test]
fn the_operation_starts_with_the_call_and_not_with_the_first_poll() {
    let camera = camera();
    let together = Arc::new(Barrier::new(2));
    let future = camera.meet_future(Arc::clone(&together));
    together.wait();
    assert_ne!(block_on(future).unwrap(), thread::current().id());
}

#[test]
fn the_call_returns_at_once() {
    let camera = camera();
    let (_key, gate) = gate();
    let mut future = camera.wait_future(gate);
    assert!(poll(&mut future, Waker::noop()).is_pending());
}

#[test]
fn it_gives_the_return_value_and_the_ref_and_out_parameters() {
    let future = camera().expose_future(Gate::open(), "dawn", 10);
    let (picture, light, grain) = block_on(future).unwrap();
    assert_eq!((picture.as_str(), light, grain), ("DAWN", 9, 7));
}

#[test]
fn it_gives_the_methods_error() {
    let future = camera().expose_future(Gate::open(), "night", 0);
    match block_on(future) {
        Err(AsyncError::Failed(error)) => assert_eq!(error, "night: too dark"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_panic_of_the_method_is_an_error() {
    let camera = camera();
    match block_on(camera.drop_it_future("broken".to_owned())) {
        Err(AsyncError::Panicked(panic)) => assert_eq!(panic.message(), "broken"),
        other => panic!("{other:?}"),
    }
    block_on(camera.wait_future(Gate::open())).unwrap();
}

#[test]
fn a_panic_can_be_gone_on_with() {
    let future = camera().drop_it_future("broken".to_owned());
    let Err(AsyncError::Panicked(panic)) = block_on(future) else {
        panic!("it always panics");
    };
    let payload = std::panic::catch_unwind(move || panic.resume()).unwrap_err();
    assert_eq!(*payload.downcast::<String>().unwrap(), "broken");
}

#[test]
fn an_operation_that_the_executor_drops_is_abandoned() {
    let (desk, jobs) = Desk::new();
    let future = Camera::at(desk).wait_future(Gate::open());
    drop(receive(&jobs));
    let error = block_on(future).unwrap_err();
    assert!(matches!(error, AsyncError::Abandoned), "{error}");
}

#[test]
fn an_operation_that_the_executor_refuses_is_an_error() {
    let (desk, jobs) = Desk::new();
    drop(jobs);
    let future = Camera::at(desk).wait_future(Gate::open());
    let error = block_on(future).unwrap_err();
    assert!(
        matches!(error, AsyncError::Refused(InvokeError::Rejected)),
        "{error}"
    );
    assert_eq!(error.to_string(), InvokeError::Rejected.to_string());
}

#[test]
fn what_it_gave_it_does_not_give_again() {
    let mut future = camera().wait_future(Gate::open());
    block_on(&mut future).unwrap();
    assert!(poll(&mut future, Waker::noop()).is_pending());
}

#[test]
fn futures_go_anywhere_and_need_no_pin() {
    fn goes_anywhere<T: Send + Sync + Unpin + 'static>() {}

    goes_anywhere::<OperationFuture<Vec<u8>, String, String>>();
}
