//! Blocking methods, called in the background, with events for their results, progress and cancellation.
//!
//! Put [`#[event_async]`][event_async] on an inherent `impl` block and on its slow methods. For a method `count`, the macro
//! generates `count_async`, which starts it and returns at once, and `count_completed`, an event that is raised when the method
//! has returned. Handlers run where the program wants them: on the thread of a window, in the loop of a console program. The
//! methods themselves stay as they are. The attribute's page lists all options.
//!
//! ```
//! use std::{fs, io, path::PathBuf, sync::Arc};
//! use eap_runtime::{EventLoop, Events, InvokeError, Progress, event_async};
//!
//! #[derive(Default)]
//! pub struct LineCounter {
//!     events: Events<Self>,
//! }
//!
//! #[event_async]
//! impl LineCounter {
//!     /// Counts the lines of some files.
//!     #[event_async(result = lines)]
//!     pub fn count(&self, files: &[PathBuf], #[progress] progress: &Progress) -> io::Result<usize> {
//!         progress.over(files).map(|file| Ok(fs::read_to_string(file)?.lines().count())).sum()
//!     }
//! }
//!
//! fn main() -> Result<(), InvokeError> {
//!     // Returns when the operation has completed.
//!     EventLoop::scope(|_event_loop| {
//!         let counter = Arc::new(LineCounter::default());
//!         counter.count_progress_changed().subscribe(|_counter, e| {
//!             println!("{} %", e.progress_percentage());
//!         });
//!         counter.count_completed().subscribe(|_counter, e| match e.lines() {
//!             Ok(lines) => println!("{lines} lines"),
//!             Err(error) => println!("{error}"), // the file's error, a panic, a cancellation
//!         });
//!         counter.count_async([PathBuf::from("Cargo.toml"), PathBuf::from("src/lib.rs")])
//!     })
//! }
//! ```
//!
//! [The guide][guide] begins with a first component, and has a chapter for each kind of program and a collection of recipes.
//!
//! # Where things run
//!
//! A method runs on a worker of the [`Executor`], never on the calling thread. The default executor is a [`ThreadPool`] of up to
//! 512 threads, which the process shares; a component can have its own, with another limit.
//!
//! Handlers run in the [`SynchronizationContext`] that was current where the operation was started: an [`EventLoop`], a
//! [`SerialContext`] for a server's request, the thread of a window by [`context::from_fn`]. Without one, they run on the worker.
//!
//! # Other faces
//!
//! An operation can also be started for one callback that owns its outcome (`…_then`), as a future (`…_future`), or with Begin and
//! End. A [`BackgroundWorker`] runs one closure, and a [`Delegate`] calls one, both without a component.
//!
//! # Features
//!
//! | Feature | Adds |
//! | --- | --- |
//! | `derive`, on by default | the attribute [`#[event_async]`][event_async] |
//! | `stream` | [`ProgressStream`] as a `futures_core::Stream`, and [`OperationFuture`] as a `FusedFuture` |
//! | `tokio` | contexts and an executor on a Tokio runtime, in the module `tokio` |
//!
#![doc = concat!("[guide]: ", env!("CARGO_PKG_HOMEPAGE"))]
#![cfg_attr(feature = "derive", doc = "[event_async]: macro@event_async")]
#![cfg_attr(
    not(feature = "derive"),
    doc = "[event_async]: https://docs.rs/eap-derive"
)]
#![cfg_attr(docsrs, feature(doc_cfg))]
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
#[cfg(all(test, loom))]
mod model;
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
#[doc(inline)]
pub use crate::begin_end::{AsyncResult, AsyncStatus, Delegate, WaitHandle, no_callback};
pub use crate::cancel::{CancellationToken, Cancelled, Registration};
#[doc(inline)]
pub use crate::context::{EventLoop, SerialContext, SynchronizationContext};
pub use crate::error::{AsyncError, InvokeError, Panic};
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
