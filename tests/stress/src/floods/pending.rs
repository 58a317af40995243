//! Operations that are all pending at a time.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use eap_runtime::{AsyncError, CancellationToken, Events, Executor, InvokeError, Job, event_async};

use crate::tally::{LIMIT, Tally};

/// Keeps the jobs until the flood is at its height.
#[derive(Clone, Default)]
struct Dam(Arc<Mutex<Vec<Job>>>);

impl Dam {
    fn take(&self) -> Vec<Job> {
        mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Executor for Dam {
    fn execute(&self, job: Job) -> Result<(), Job> {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.push(job);
        Ok(())
    }
}

struct Store {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = u64)]
impl Store {
    #[event_async(result = number)]
    fn load(number: u64, #[cancel] cancel: &CancellationToken) -> u64 {
        assert!(
            !cancel.is_cancelled(),
            "a cancelled operation that has not begun never runs"
        );
        number
    }
}

/// Starts `count` operations before the first one runs, cancels every third, and runs the others on two threads.
///
/// # Panics
///
/// Panics if one does not have its one outcome.
pub fn pending(count: u64) {
    let dam = Dam::default();
    let store = Arc::new(Store {
        events: Events::with_executor(dam.clone()),
    });
    let (loaded, cancelled) = (Arc::new(Tally::default()), Arc::new(Tally::default()));
    let (done, stopped) = (Arc::clone(&loaded), Arc::clone(&cancelled));
    store
        .load_completed()
        .subscribe(move |_store, e| match e.number() {
            Ok(number) => {
                assert_eq!(number, e.user_state());
                done.add();
            }
            Err(error) => {
                assert!(matches!(error, AsyncError::Cancelled));
                stopped.add();
            }
        });
    for number in 0..count {
        store.load_async(number, number).expect("the number is new");
    }
    assert_eq!(store.events.pending() as u64, count);
    for number in (0..count).step_by(3) {
        let again = store.load_async(number, number);
        assert!(matches!(again, Err(InvokeError::DuplicateUserState)));
        store.load_async_cancel(&number);
    }
    let mut jobs = dam.take();
    let half = jobs.split_off(jobs.len() / 2);
    thread::scope(|scope| {
        for jobs in [jobs, half] {
            scope.spawn(|| jobs.into_iter().for_each(Job::run));
        }
    });
    assert!(
        store.events.wait_idle(LIMIT),
        "an operation is still pending"
    );
    assert_eq!(cancelled.get(), count.div_ceil(3));
    assert_eq!(loaded.get() + cancelled.get(), count);
}
