//! "Naming Asynchronous Methods": "for each synchronous method `MethodName` … define a `MethodNameAsync` method that returns
//! void, takes the same parameters as the `MethodName` method, accepts multiple invocations".

use std::collections::HashSet;
use std::convert::Infallible;
use std::hash::Hash;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use eap_runtime::{
    AsyncCompletedEventArgs, AsyncError, Event, EventHandler, EventLoop, Events, InvokeError,
    TaskId, event_async,
};

use crate::support::{Gate, gate, has_type, listen, receive, rest, run};

/// Any number of operations at once, distinguished by a `TaskId`.
#[derive(Default)]
struct Calculator {
    events: Events<Self>,
}

#[event_async(concurrent)]
impl Calculator {
    /// The sum of the numbers from 1 to `last`.
    #[event_async]
    fn add_up(&self, last: u64, gate: Gate) -> u64 {
        gate.pass();
        (1..=last).sum()
    }

    #[event_async]
    fn warm_up(&self) {}

    #[event_async]
    fn r#match(&self, a: u32, b: u32) -> bool {
        a == b
    }
}

/// One operation at a time, each with a note that comes back with it.
#[derive(Default)]
struct Clerk {
    events: Events<Self>,
}

#[event_async(user_state = Option<&'static str>)]
impl Clerk {
    #[event_async]
    fn stamp(&self, gate: Gate) {
        gate.pass();
    }
}

/// Told apart by a type of the component's own.
#[derive(Default)]
struct Library {
    events: Events<Self>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
enum Request {
    Book(String),
    Seat(u32),
}

#[event_async(concurrent, user_state = Request)]
impl Library {
    #[event_async]
    fn lend(&self, gate: Gate) {
        gate.pass();
    }

    #[event_async]
    fn reserve(&self, gate: Gate) {
        gate.pass();
    }
}

#[test]
fn a_method_gets_a_function_that_starts_it_and_an_event() {
    // The whole signatures: nothing is added to the parameters but the user state, and there is no result but whether it
    // started.
    has_type::<fn(&Arc<Calculator>, u64, Gate, TaskId) -> Result<(), InvokeError>>(
        Calculator::add_up_async,
    );
    has_type::<fn(&Calculator) -> &Event<Calculator, AddUpCompletedEventArgs>>(
        Calculator::add_up_completed,
    );
}

#[test]
fn a_method_with_a_result_gets_args_that_deliver_it() {
    has_type::<for<'a> fn(&'a AddUpCompletedEventArgs) -> Result<&'a u64, &'a AsyncError>>(
        AddUpCompletedEventArgs::result,
    );
    has_type::<fn(&AddUpCompletedEventArgs) -> &AsyncCompletedEventArgs<Infallible, TaskId>>(|e| e);
}

#[test]
fn a_method_without_a_result_gets_the_common_args_themselves() {
    has_type::<fn(&Calculator) -> &Event<Calculator, AsyncCompletedEventArgs<Infallible, TaskId>>>(
        Calculator::warm_up_completed,
    );
}

#[test]
fn the_name_of_a_raw_identifier_loses_its_prefix() {
    let calculator = Arc::new(Calculator::default());
    let matched = listen(
        calculator.match_completed(),
        |_calculator, e: &MatchCompletedEventArgs| *e.result().unwrap(),
    );
    calculator.match_async(1, 1, TaskId::new()).unwrap();
    assert!(receive(&matched));
}

#[test]
fn the_synchronous_method_is_still_there() {
    let calculator = Calculator::default();
    assert_eq!(calculator.add_up(100, Gate::open()), 5050);
    assert!(!calculator.r#match(1, 2));
}

#[test]
fn starting_says_only_whether_it_started() {
    let calculator = Arc::new(Calculator::default());
    let sums = listen(calculator.add_up_completed(), |_calculator, e| {
        *e.result().unwrap()
    });
    assert_eq!(
        calculator.add_up_async(100, Gate::open(), TaskId::new()),
        Ok(())
    );
    assert_eq!(receive(&sums), 5050);
}

#[test]
fn several_invocations_run_at_the_same_time() {
    let calculator = Arc::new(Calculator::default());
    let sums = listen(calculator.add_up_completed(), |_calculator, e| {
        *e.result().unwrap()
    });
    let (key, first_gate) = gate();
    calculator
        .add_up_async(1, first_gate, TaskId::new())
        .unwrap();
    calculator
        .add_up_async(2, Gate::open(), TaskId::new())
        .unwrap();
    // The second is done while the first runs.
    assert_eq!(receive(&sums), 3);
    drop(key);
    assert_eq!(receive(&sums), 1);
}

#[test]
fn the_user_state_tells_the_invocations_apart() {
    let event_loop = EventLoop::new();
    let _current = event_loop.enter();
    let calculator = Arc::new(Calculator::default());
    let sums = listen(calculator.add_up_completed(), |_calculator, e| {
        (*e.user_state(), *e.result().unwrap())
    });
    let started: Vec<_> = (0..20).map(|last| (TaskId::new(), last)).collect();
    for (task, last) in &started {
        calculator.add_up_async(*last, Gate::open(), *task).unwrap();
    }
    run(&event_loop);
    drop(calculator);
    let sums: HashSet<_> = rest(&sums).into_iter().collect();
    let sum = |last: u64| last * (last + 1) / 2;
    let expected: HashSet<_> = started
        .iter()
        .map(|(task, last)| (*task, sum(*last)))
        .collect();
    assert_eq!(sums, expected);
}

#[test]
fn the_user_state_is_delivered_to_every_handler() {
    let library = Arc::new(Library::default());
    let first = listen(library.lend_completed(), |_library, e| {
        e.user_state().clone()
    });
    let second = listen(library.lend_completed(), |_library, e| {
        e.user_state().clone()
    });
    let request = Request::Book("Emma".to_owned());
    library.lend_async(Gate::open(), request.clone()).unwrap();
    assert_eq!(receive(&first), request);
    assert_eq!(receive(&second), request);
}

#[test]
fn the_sender_is_delivered_to_every_handler() {
    let library = Arc::new(Library::default());
    let senders = listen(library.lend_completed(), |library, _e| Arc::clone(library));
    library.lend_async(Gate::open(), Request::Seat(1)).unwrap();
    assert!(Arc::ptr_eq(&receive(&senders), &library));
}

#[test]
fn a_user_state_that_is_taken_is_refused_and_the_first_operation_goes_on() {
    let library = Arc::new(Library::default());
    let lent = listen(library.lend_completed(), |_library, e| {
        e.user_state().clone()
    });
    let (key, closed) = gate();
    library.lend_async(closed, Request::Seat(1)).unwrap();
    let again = library.lend_async(Gate::open(), Request::Seat(1));
    assert_eq!(again, Err(InvokeError::DuplicateUserState));
    library.lend_async(Gate::open(), Request::Seat(2)).unwrap();
    assert_eq!(receive(&lent), Request::Seat(2));
    drop(key);
    drop(library);
    assert_eq!(rest(&lent), [Request::Seat(1)]);
}

#[test]
fn a_user_state_tells_the_operations_of_all_methods_apart() {
    let library = Arc::new(Library::default());
    let (_key, closed) = gate();
    library.lend_async(closed, Request::Seat(1)).unwrap();
    let other = library.reserve_async(Gate::open(), Request::Seat(1));
    assert_eq!(other, Err(InvokeError::DuplicateUserState));
}

#[test]
fn user_states_are_told_apart_within_their_component_only() {
    let (one, other) = (Arc::new(Library::default()), Arc::new(Library::default()));
    let (_key, closed) = gate();
    one.lend_async(closed, Request::Seat(1)).unwrap();
    assert_eq!(other.lend_async(Gate::open(), Request::Seat(1)), Ok(()));
}

/// Leaves the type of the user state to its clients.
#[derive(Default)]
struct Counter<K> {
    events: Events<Self>,
    counted: Mutex<Vec<K>>,
}

#[event_async(concurrent, user_state = K)]
impl<K: Clone + Eq + Hash + Send + Sync + 'static> Counter<K> {
    #[event_async]
    fn count(&self, gate: Gate) -> usize {
        gate.pass();
        self.counted.lock().unwrap().len()
    }
}

#[test]
fn the_type_of_the_user_state_can_be_a_parameter() {
    let counter = Arc::new(Counter::<String>::default());
    let ended = listen(counter.count_completed(), |_counter, e| {
        e.user_state().clone()
    });
    let (key, closed) = gate();
    counter.count_async(closed, "one".to_owned()).unwrap();
    let again = counter.count_async(Gate::open(), "one".to_owned());
    assert_eq!(again, Err(InvokeError::DuplicateUserState));
    drop(key);
    drop(counter);
    assert_eq!(rest(&ended), ["one"]);
}

#[test]
fn a_user_state_can_be_used_again_when_its_operation_is_over() {
    let library = Arc::new(Library::default());
    let lent = listen(library.lend_completed(), |_library, _e| ());
    for _ in 0..10 {
        library.lend_async(Gate::open(), Request::Seat(1)).unwrap();
        receive(&lent);
    }
}

#[test]
fn without_concurrent_operations_the_user_state_is_only_carried_along() {
    let clerk = Arc::new(Clerk::default());
    let stamped = listen(clerk.stamp_completed(), |_clerk, e| *e.user_state());
    for note in [Some("urgent"), None, Some("urgent")] {
        clerk.stamp_async(Gate::open(), note).unwrap();
        assert_eq!(receive(&stamped), note);
    }
}

#[test]
fn one_at_a_time_is_a_matter_of_the_component_and_not_of_user_states() {
    let clerk = Arc::new(Clerk::default());
    let (_key, closed) = gate();
    clerk.stamp_async(closed, Some("first")).unwrap();
    let second = clerk.stamp_async(Gate::open(), Some("second"));
    assert_eq!(second, Err(InvokeError::Busy));
}

#[test]
fn the_handler_has_a_name_to_declare_it_by() {
    has_type::<
        fn(
            Box<AddUpCompletedEventHandler>,
        ) -> Box<EventHandler<Calculator, AddUpCompletedEventArgs>>,
    >(|handler| handler);

    let calculator = Arc::new(Calculator::default());
    let (sender, sums) = mpsc::channel();
    let handler: Box<AddUpCompletedEventHandler> = Box::new(move |_calculator, e| {
        let _ = sender.send(*e.result().unwrap());
    });
    calculator.add_up_completed().subscribe(handler);
    calculator
        .add_up_async(3, Gate::open(), TaskId::new())
        .unwrap();
    assert_eq!(receive(&sums), 6);
}

#[test]
fn the_handler_of_a_method_without_a_result_has_a_name_too() {
    let calculator = Arc::new(Calculator::default());
    let (sender, warm) = mpsc::channel();
    let handler: Arc<WarmUpCompletedEventHandler> = Arc::new(move |_calculator, e| {
        let _ = sender.send(e.check().is_ok());
    });
    let shared = Arc::clone(&handler);
    calculator
        .warm_up_completed()
        .subscribe(move |calculator, e| shared(calculator, e));
    calculator.warm_up_async(TaskId::new()).unwrap();
    assert!(receive(&warm));
}

#[test]
fn no_two_task_ids_are_equal() {
    let ids: HashSet<_> = (0..1000).map(|_| TaskId::new()).collect();
    assert_eq!(ids.len(), 1000);
    assert_ne!(TaskId::default(), TaskId::default());
}
