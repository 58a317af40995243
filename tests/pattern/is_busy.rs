//! "Optionally Support the `IsBusy` Property": it "allows developers to determine whether a `MethodNameAsync` method is
//! running without catching an exception from the `MethodNameAsync` method".

use std::sync::{Arc, Barrier};
use std::thread;

use eap_runtime::{
    EventLoop, Events, Executor, InvokeError, Job, SynchronizationContext, context, event_async,
};

use crate::support::{Gate, Inbox, gate, listen, receive, rest, run};

/// Two operations, of which one runs at a time.
#[derive(Default)]
struct Scale {
    events: Events<Self>,
}

#[event_async]
impl Scale {
    #[event_async(result = was_busy)]
    fn weigh(&self, gate: Gate) -> bool {
        gate.pass();
        self.is_busy()
    }

    #[event_async]
    fn adjust(&self, by: i32) -> Result<(), String> {
        match by {
            0 => Err("nothing to adjust".to_owned()),
            1.. => Ok(()),
            _ => panic!("it bends"),
        }
    }
}

#[test]
fn a_component_is_busy_from_the_start_of_an_operation() {
    let scale = Arc::new(Scale::default());
    assert!(!scale.is_busy());
    let (_key, closed) = gate();
    scale.weigh_async(closed).unwrap();
    assert!(scale.is_busy());
}

#[test]
fn a_component_is_busy_while_the_method_runs() {
    let scale = Arc::new(Scale::default());
    let busy = listen(scale.weigh_completed(), |_scale, e| *e.was_busy().unwrap());
    scale.weigh_async(Gate::open()).unwrap();
    assert!(receive(&busy));
}

#[test]
fn a_component_is_busy_until_its_first_completed_handler_runs() {
    let (inbox, posted) = Inbox::new();
    let _current = context::set_current(inbox as Arc<dyn SynchronizationContext>);
    let scale = Arc::new(Scale::default());
    let in_handlers = listen(scale.weigh_completed(), |scale, _e| scale.is_busy());
    scale.weigh_async(Gate::open()).unwrap();
    // The method has returned and the event is on its way, so a start would still be too early.
    let callback = receive(&posted);
    assert!(scale.is_busy());
    assert_eq!(scale.weigh_async(Gate::open()), Err(InvokeError::Busy));
    callback();
    assert!(!receive(&in_handlers));
    assert!(!scale.is_busy());
}

#[test]
fn a_busy_component_refuses_to_start_any_of_its_operations() {
    let scale = Arc::new(Scale::default());
    let weighed = listen(scale.weigh_completed(), |_scale, e| e.check().is_ok());
    let adjusted = listen(scale.adjust_completed(), |_scale, _e| ());
    let (key, closed) = gate();
    scale.weigh_async(closed).unwrap();
    assert_eq!(scale.weigh_async(Gate::open()), Err(InvokeError::Busy));
    assert_eq!(scale.adjust_async(1), Err(InvokeError::Busy));
    // Being refused changes nothing for the one that runs.
    assert!(scale.is_busy());
    drop(key);
    drop(scale);
    assert_eq!(rest(&weighed), [true]);
    assert!(rest(&adjusted).is_empty());
}

#[test]
fn an_operation_can_start_whenever_its_component_is_not_busy() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let scale = Arc::new(Scale::default());
    for _ in 0..10 {
        assert!(!scale.is_busy());
        scale.weigh_async(Gate::open()).unwrap();
        run(&event_loop);
    }
}

#[test]
fn a_handler_can_start_the_next_operation() {
    let scale = Arc::new(Scale::default());
    scale.weigh_completed().subscribe(|scale, _e| {
        scale.adjust_async(1).unwrap();
    });
    let adjusted = listen(scale.adjust_completed(), |scale, _e| scale.is_busy());
    scale.weigh_async(Gate::open()).unwrap();
    drop(scale);
    assert_eq!(rest(&adjusted), [false]);
}

#[test]
fn a_component_is_busy_again_when_a_handler_has_started_the_next_operation() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let scale = Arc::new(Scale::default());
    scale.weigh_completed().subscribe(|scale, _e| {
        scale.adjust_async(1).unwrap();
    });
    let after_the_start = listen(scale.weigh_completed(), |scale, _e| scale.is_busy());
    scale.weigh_async(Gate::open()).unwrap();
    run(&event_loop);
    assert!(receive(&after_the_start));
    assert!(!scale.is_busy());
}

#[test]
fn a_failure_leaves_nothing_busy() {
    let scale = Arc::new(Scale::default());
    let adjusted = listen(scale.adjust_completed(), |scale, _e| scale.is_busy());
    scale.adjust_async(0).unwrap();
    assert!(!receive(&adjusted));
}

#[test]
fn a_panic_leaves_nothing_busy() {
    let scale = Arc::new(Scale::default());
    let adjusted = listen(scale.adjust_completed(), |scale, _e| scale.is_busy());
    scale.adjust_async(-1).unwrap();
    assert!(!receive(&adjusted));
}

/// Keeps the one job it is given.
struct Drawer(std::sync::Mutex<Option<Job>>);

impl Executor for Drawer {
    fn execute(&self, job: Job) -> Result<(), Job> {
        *self.0.lock().unwrap() = Some(job);
        Ok(())
    }
}

#[test]
fn an_operation_that_waits_for_its_executor_keeps_the_component_busy() {
    let drawer = Arc::new(Drawer(std::sync::Mutex::default()));
    let scale = Arc::new(Scale {
        events: Events::with_executor(Arc::clone(&drawer)),
    });
    scale.weigh_async(Gate::open()).unwrap();
    assert!(scale.is_busy());
    let job = drawer.0.lock().unwrap().take();
    drop(job);
    assert!(!scale.is_busy());
}

#[test]
fn components_are_busy_each_for_itself() {
    let (one, other) = (Arc::new(Scale::default()), Arc::new(Scale::default()));
    let (_key, closed) = gate();
    one.weigh_async(closed).unwrap();
    assert!(!other.is_busy());
    assert_eq!(other.weigh_async(Gate::open()), Ok(()));
}

#[test]
fn the_synchronous_method_neither_makes_a_component_busy_nor_minds() {
    let scale = Arc::new(Scale::default());
    assert!(!scale.weigh(Gate::open()));
    let (_key, closed) = gate();
    scale.weigh_async(closed).unwrap();
    assert_eq!(scale.adjust(1), Ok(()));
}

#[test]
fn of_many_that_start_at_once_exactly_one_does() {
    const STARTERS: usize = 8;
    let scale = Arc::new(Scale::default());
    let weighed = listen(scale.weigh_completed(), |_scale, _e| ());
    let ready = Arc::new(Barrier::new(STARTERS));
    let (gates, keys): (Vec<_>, Vec<_>) = (0..STARTERS)
        .map(|_| {
            let (key, closed) = gate();
            (closed, key)
        })
        .unzip();
    let starters: Vec<_> = gates
        .into_iter()
        .map(|closed| {
            let (scale, ready) = (Arc::clone(&scale), Arc::clone(&ready));
            thread::spawn(move || {
                ready.wait();
                scale.weigh_async(closed)
            })
        })
        .collect();
    let results: Vec<_> = starters.into_iter().map(|s| s.join().unwrap()).collect();
    let started = results.iter().filter(|result| result.is_ok()).count();
    let refused = results
        .iter()
        .filter(|result| **result == Err(InvokeError::Busy))
        .count();
    assert_eq!((started, refused), (1, STARTERS - 1));
    drop(keys);
    drop(scale);
    assert_eq!(rest(&weighed).len(), 1);
}

/// With many operations at a time there is nothing to ask, so the name is free.
#[derive(Default)]
struct Crowd {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Crowd {
    #[event_async]
    fn cheer(&self) {}

    fn is_busy(&self) -> &'static str {
        if self.cheer_completed().is_empty() {
            "silent"
        } else {
            "heard"
        }
    }
}

#[test]
fn a_component_of_concurrent_operations_has_no_such_property() {
    let crowd = Crowd::default();
    assert_eq!(crowd.is_busy(), "silent");
}
