//! Gives blocking methods an event-based asynchronous face.
//!
//! Put [`#[event_async]`][event_async] on an inherent `impl` block and on its slow methods. Each of them gets a `…_async` function
//! that returns at once, and a `…_completed` event that is raised when the method has ended, as .NET's Event-based Asynchronous
//! Pattern defines it. The methods themselves stay as they are.
//!
//! ```
//! use std::sync::Arc;
//! use eap_runtime::{EventLoop, Events, InvokeError, TaskId, event_async};
//!
//! #[derive(Default)]
//! pub struct PrimeNumberCalculator {
//!     events: Events<Self>,
//! }
//!
//! #[event_async(concurrent)]
//! impl PrimeNumberCalculator {
//!     /// Tells whether `number` is prime.
//!     #[event_async(result = is_prime)]
//!     pub fn calculate_prime(&self, number: u32, #[out] first_divisor: &mut u32) -> bool {
//!         *first_divisor = (2..number).find(|divisor| number % divisor == 0).unwrap_or(1);
//!         number > 1 && *first_divisor == 1
//!     }
//! }
//!
//! fn main() -> Result<(), InvokeError> {
//!     // Returns when both operations are done.
//!     EventLoop::scope(|_event_loop| {
//!         let calculator = Arc::new(PrimeNumberCalculator::default());
//!         calculator.calculate_prime_completed().subscribe(|_sender, e| match e.results() {
//!             Ok((is_prime, divisor)) => println!("{}: {is_prime}, divisor {divisor}", e.user_state()),
//!             Err(error) => println!("{}: {error}", e.user_state()),
//!         });
//!         calculator.calculate_prime_async(99_991, TaskId::new())?;
//!         calculator.calculate_prime_async(100_000, TaskId::new())
//!     })
//! }
//! ```
//!
//! # Where things run
//!
//! The method runs on a worker of the [`Executor`], never on the calling thread. Its events are raised in the
//! [`SynchronizationContext`] that was current where the operation was started: a window's thread, an [`EventLoop`]. Without
//! one, they are raised on the worker.
//!
//! # Features
//!
//! | feature | adds |
//! | --- | --- |
//! | `derive`, on by default | the attribute |
//! | `stream` | the progress of a future as a `Stream` |
//! | `tokio` | contexts and an executor on a Tokio runtime |
//!
#![cfg_attr(feature = "derive", doc = "[event_async]: macro@event_async")]
#![cfg_attr(
    not(feature = "derive"),
    doc = "[event_async]: https://docs.rs/eap-derive"
)]
#![forbid(unsafe_code)]

mod args;
mod async_operation;
mod background_worker;
pub mod begin_end;
mod cancel;
mod completed;
#[doc(hidden)]
pub mod component;
pub mod context;
mod deadline;
mod error;
pub mod event;
mod events;
pub mod executor;
mod future;
mod initial;
mod local;
mod operation;
mod pending;
mod progress;
mod sync;
mod task_id;
mod then;
#[cfg(feature = "tokio")]
pub mod tokio;
mod unwind;

pub use crate::args::{AsyncCompletedEventArgs, completed_args};
pub use crate::async_operation::{AsyncOperation, AsyncOperationManager, PostError};
pub use crate::background_worker::{
    BackgroundWorker, DoWorkEventArgs, DoesNotReportProgress, DoesNotSupportCancellation,
    RunWorkerCompletedEventArgs, RunningWorker,
};
#[doc(hidden)]
pub use crate::begin_end::{AsyncCallback, AsyncState, CallbackReturn, Invoked, NoCallback};
#[doc(inline)]
pub use crate::begin_end::{AsyncResult, AsyncStatus, Delegate, WaitHandle, no_callback};
pub use crate::cancel::{CancellationToken, Cancelled, Registration};
#[doc(inline)]
pub use crate::context::{EventLoop, SerialContext, SynchronizationContext};
pub use crate::error::{AsyncError, InvokeError, Panic};
#[doc(hidden)]
pub use crate::event::AnyThread;
#[doc(inline)]
pub use crate::event::{Event, EventHandler, EventSource, Subscription, SubscriptionGuard};
pub use crate::events::Events;
#[doc(inline)]
pub use crate::executor::{Executor, Job, ThreadPool, ThreadPoolBuilder};
pub use crate::future::{OperationFuture, ProgressStream};
pub use crate::progress::{Progress, ProgressChangedEventArgs, ProgressOver};
pub use crate::task_id::TaskId;
pub use crate::then::OperationHandle;
#[cfg(feature = "derive")]
#[doc = include_str!("event_async.md")]
pub use eap_derive::event_async;
