//! Two of the cases written by hand, to hold what is generated against: `figures` counts both. That they work is shown
//! here.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::trivially_copy_pass_by_ref,
    reason = "a library would be public, all of it used by somebody, and a user state passed by reference"
)]

mod everything;
mod plain;

use std::io;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use eap_runtime::{CancellationToken, InvokeError, Progress, TaskId};

/// What is reported of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block(usize);

impl plain::Store {
    fn find(&self, key: &str) -> Vec<u8> {
        assert!(self.is_busy() || key.is_empty());
        key.bytes().rev().collect()
    }
}

impl everything::Store {
    #[expect(clippy::unused_self, reason = "a store has something stored")]
    fn copy_blocks(
        &self,
        key: &str,
        buffer: &mut Vec<u8>,
        checksum: &mut u32,
        cancel: &CancellationToken,
        progress: &Progress<Block>,
    ) -> io::Result<usize> {
        progress.report_with(50, Block(key.len()));
        if key.is_empty() {
            let _cancelled = cancel.wait_timeout(Duration::from_mins(1));
        }
        cancel.check()?;
        buffer.extend(key.bytes());
        *checksum = key.bytes().map(u32::from).sum();
        Ok(key.len())
    }
}

fn receive<T>(receiver: &mpsc::Receiver<T>) -> T {
    let long = Duration::from_mins(1);
    receiver.recv_timeout(long).expect("the event is raised")
}

#[test]
fn the_plain_component_written_by_hand_works() {
    let store = Arc::new(plain::Store::default());
    let (sender, receiver) = mpsc::channel();
    store.load_completed().subscribe(move |store, e| {
        let loaded = e.result().map_err(ToString::to_string).cloned();
        let _ = sender.send((loaded, store.is_busy()));
    });
    store.load_async("abc").expect("nothing is pending");
    assert_eq!(receive(&receiver), (Ok(b"cba".to_vec()), false));
}

#[test]
fn the_component_with_everything_written_by_hand_works() {
    let store = Arc::new(everything::Store::default());
    let (sender, receiver) = mpsc::channel();
    let reports = sender.clone();
    store.copy_progress_changed().subscribe(move |_, e| {
        let _ = reports.send(format!("{} {:?}", e.progress_percentage(), e.data()));
    });
    store.copy_completed().subscribe(move |_, e| {
        let _ = sender.send(format!("{:?} {}", e.results().ok(), e.cancelled()));
    });
    store
        .copy_async("ab", vec![1], TaskId::new())
        .expect("it is the only one");
    assert_eq!(receive(&receiver), "50 Some(Block(2))");
    assert_eq!(receive(&receiver), "Some((2, [1, 97, 98], 195)) false");

    let task = TaskId::new();
    store
        .copy_async("", vec![], task)
        .expect("the user state is new");
    assert_eq!(
        store.copy_async("", vec![], task),
        Err(InvokeError::DuplicateUserState)
    );
    store.copy_async_cancel(&task);
    assert_eq!(receive(&receiver), "50 Some(Block(0))");
    assert_eq!(receive(&receiver), "None true");
}
