//! A context that refuses one callback: it alone is lost, and whoever posted it learns so.

use std::sync::{Arc, Mutex, mpsc};

use eap_runtime::context::{Callback, set_current};
use eap_runtime::{
    AsyncOperationManager, Executor, Job, PostError, SerialContext, SynchronizationContext,
};

/// Holds one callback at a time, and refuses others meanwhile.
#[derive(Default)]
struct OnePlace(Mutex<Option<Callback>>);

impl SynchronizationContext for OnePlace {
    fn post(&self, callback: Callback) {
        let mut place = self.0.lock().unwrap();
        if place.is_none() {
            *place = Some(callback);
        } else {
            // Outside of the lock: the drop of a callback is user code.
            drop(place);
            drop(callback);
        }
    }
}

#[test]
fn the_callback_that_was_refused_is_the_one_that_does_not_run() {
    let context = Arc::new(OnePlace::default());
    let (ran, numbers) = mpsc::channel();
    let _current = set_current(Arc::clone(&context) as Arc<dyn SynchronizationContext>);
    let operation = AsyncOperationManager::create_operation(());
    let post = |number: u32| {
        let ran = ran.clone();
        operation.post(move || ran.send(number).unwrap())
    };
    assert_eq!(post(1), Ok(()));
    assert_eq!(post(2), Err(PostError::ContextEnded));
    let callback = context.0.lock().unwrap().take().unwrap();
    callback();
    assert_eq!(numbers.try_iter().collect::<Vec<_>>(), [1]);
}

/// Keeps its jobs, up to a number.
struct Limited {
    jobs: Mutex<Vec<Job>>,
    most: usize,
}

impl Executor for Limited {
    fn execute(&self, job: Job) -> Result<(), Job> {
        let mut jobs = self.jobs.lock().unwrap();
        if jobs.len() < self.most {
            jobs.push(job);
            Ok(())
        } else {
            Err(job)
        }
    }
}

#[test]
fn a_refused_callback_costs_no_other_operation_its_own() {
    let executor = Arc::new(Limited {
        jobs: Mutex::default(),
        most: 2,
    });
    let context = SerialContext::with_executor(Arc::clone(&executor));
    let (ran, numbers) = mpsc::channel();
    for number in 1..=4 {
        let ran = ran.clone();
        context.post(Box::new(move || ran.send(number).unwrap()));
    }
    let jobs = std::mem::take(&mut *executor.jobs.lock().unwrap());
    for job in jobs {
        job.run();
    }
    assert_eq!(numbers.try_iter().collect::<Vec<_>>(), [1, 2]);
}
