//! "If you are writing a class with some operations that may incur noticeable delays": what kinds of class and method can
//! be given an asynchronous face, and what of them carries over to it.

mod pending;

use std::any::type_name;
use std::collections::VecDeque;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use eap_runtime::{Events, InvokeError, TaskId, event_async};

use crate::support::{Gate, gate, listen, receive};

/// Has a method of every receiver.
struct Account {
    events: Events<Self>,
    balance: i64,
}

impl Account {
    fn with(balance: i64) -> Arc<Self> {
        let events = Events::new();
        Arc::new(Self { events, balance })
    }
}

#[event_async]
impl Account {
    const CURRENCY: &str = "EUR";

    #[event_async]
    fn balance(&self) -> i64 {
        self.balance
    }

    #[event_async]
    fn owners(self: &Arc<Self>) -> usize {
        Arc::strong_count(self)
    }

    #[event_async]
    fn share(self: Arc<Self>) -> Arc<Self> {
        self
    }

    #[event_async]
    fn currency() -> String {
        Self::CURRENCY.to_owned()
    }

    /// Not annotated, so it stays as it is and nothing comes of it.
    fn is_overdrawn(&self) -> bool {
        self.balance < 0
    }

    #[event_async]
    fn sign(&self) -> Option<bool> {
        (self.balance != 0).then(|| !self.is_overdrawn())
    }
}

#[test]
fn a_method_takes_self_by_reference() {
    let account = Account::with(100);
    let balance = listen(account.balance_completed(), |_account, e| {
        *e.result().unwrap()
    });
    account.balance_async().unwrap();
    assert_eq!(receive(&balance), 100);
}

#[test]
fn a_method_takes_a_reference_to_the_owner() {
    let account = Account::with(100);
    assert_eq!(account.owners(), 1);
    let owners = listen(account.owners_completed(), |_account, e| {
        *e.result().unwrap()
    });
    account.owners_async().unwrap();
    assert!(receive(&owners) > 1);
}

#[test]
fn a_method_takes_a_share_of_the_component() {
    let account = Account::with(100);
    let shares = listen(account.share_completed(), |_account, e| {
        Arc::clone(e.result().unwrap())
    });
    account.share_async().unwrap();
    assert!(Arc::ptr_eq(&receive(&shares), &account));
}

#[test]
fn a_function_of_the_component_is_started_like_its_methods() {
    let account = Account::with(100);
    let currency = listen(account.currency_completed(), |_account, e| {
        e.result().unwrap().clone()
    });
    account.currency_async().unwrap();
    assert_eq!(receive(&currency), Account::currency());
}

#[test]
fn a_method_calls_the_others_of_its_impl_block() {
    let account = Account::with(-5);
    let sign = listen(account.sign_completed(), |_account, e| *e.result().unwrap());
    account.sign_async().unwrap();
    assert_eq!(receive(&sign), Some(false));
}

/// The struct itself asks nothing of its parameters.
struct Ring<T, const N: usize> {
    events: Events<Self>,
    items: Mutex<VecDeque<T>>,
}

impl<T, const N: usize> Ring<T, N> {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            events: Events::new(),
            items: Mutex::default(),
        })
    }
}

#[event_async]
impl<T, const N: usize> Ring<T, N>
where
    T: Clone + Send + Sync + 'static,
{
    /// Gives back what falls out.
    #[event_async(result = fallen)]
    fn push(&self, item: T) -> Option<T> {
        let mut items = self.items.lock().unwrap();
        items.push_back(item);
        if items.len() > N {
            items.pop_front()
        } else {
            None
        }
    }

    #[event_async]
    fn capacity(&self) -> usize {
        N
    }

    #[event_async]
    fn copy(&self, #[out(init = [const { None }; N])] to: &mut [Option<T>; N]) {
        for (to, from) in to.iter_mut().zip(&*self.items.lock().unwrap()) {
            *to = Some(from.clone());
        }
    }

    #[event_async]
    fn clear(&self) {
        self.items.lock().unwrap().clear();
    }
}

#[test]
fn a_component_can_have_type_and_const_parameters() {
    let ring = Ring::<String, 2>::new();
    let fallen = listen(ring.push_completed(), |_ring, e| {
        e.fallen().unwrap().clone()
    });
    for item in ["a", "b", "c"] {
        ring.push_async(item.to_owned()).unwrap();
        let expected = (item == "c").then(|| "a".to_owned());
        assert_eq!(receive(&fallen), expected);
    }

    let copies = listen(ring.copy_completed(), |_ring, e| e.to().unwrap().clone());
    ring.copy_async().unwrap();
    let expected = ["b", "c"].map(|item| Some(item.to_owned()));
    assert_eq!(receive(&copies), expected);
}

#[test]
fn methods_that_do_not_use_the_parameters_work_all_the_same() {
    let ring = Ring::<u8, 7>::new();
    let capacity = listen(ring.capacity_completed(), |_ring, e| *e.result().unwrap());
    let cleared = listen(ring.clear_completed(), |_ring, e| e.check().is_ok());
    ring.capacity_async().unwrap();
    assert_eq!(receive(&capacity), 7);
    ring.clear_async().unwrap();
    assert!(receive(&cleared));
}

#[test]
fn the_handlers_of_a_generic_component_have_names() {
    let ring = Ring::<u8, 1>::new();
    let (sender, fallen) = mpsc::channel();
    let handler: Box<PushCompletedEventHandler<u8, 1>> = Box::new(move |_ring, e| {
        let _ = sender.send(*e.fallen().unwrap());
    });
    ring.push_completed().subscribe(handler);
    ring.push_async(1).unwrap();
    assert_eq!(receive(&fallen), None);
}

#[test]
fn a_client_can_be_generic_in_the_component() {
    fn push_twice<T: Clone + Send + Sync + 'static>(item: T) -> Option<T> {
        let ring = Ring::<T, 1>::new();
        let fallen = listen(
            ring.push_completed(),
            |_ring, e: &PushCompletedEventArgs<T>| e.fallen().ok().cloned().flatten(),
        );
        ring.push_async(item.clone()).unwrap();
        receive(&fallen);
        ring.push_async(item).unwrap();
        receive(&fallen)
    }

    assert_eq!(push_twice("again"), Some("again"));
}

/// Results that are named by way of a parameter.
struct Source<I: Iterator> {
    events: Events<Self>,
    items: Mutex<I>,
}

#[event_async]
impl<I> Source<I>
where
    I: Iterator + Send + 'static,
    I::Item: Clone + Send + 'static,
{
    #[event_async(result = item)]
    fn read(&self) -> Option<I::Item> {
        self.items.lock().unwrap().next()
    }
}

#[test]
fn a_result_can_be_an_associated_type_of_a_parameter() {
    let source = Arc::new(Source {
        events: Events::new(),
        items: Mutex::new("xy".chars()),
    });
    let items = listen(source.read_completed(), |_source, e| *e.item().unwrap());
    for expected in [Some('x'), Some('y'), None] {
        source.read_async().unwrap();
        assert_eq!(receive(&items), expected);
    }
}

/// Its operations are generic, each in its own way.
#[derive(Default)]
struct Toolbox {
    events: Events<Self>,
}

#[event_async]
impl Toolbox {
    #[event_async]
    fn find<T: FromStr + PartialEq>(&self, texts: &[String], wanted: T) -> Result<usize, String>
    where
        T::Err: Display,
    {
        for (position, text) in texts.iter().enumerate() {
            if text.parse::<T>().map_err(|error| error.to_string())? == wanted {
                return Ok(position);
            }
        }
        Err("not found".to_owned())
    }

    #[event_async(result = name)]
    fn name<T>(&self) -> &'static str {
        type_name::<T>()
    }

    #[event_async(result = sum)]
    fn sum<const N: usize>(&self, items: [u32; N]) -> u32 {
        items.iter().sum()
    }

    #[event_async]
    fn call(&self, work: impl FnOnce(u32) -> u32, with: u32) -> u32 {
        work(with)
    }

    #[event_async]
    fn longest<'a>(&self, a: &'a str, b: &'a str) -> usize {
        let longest: &'a str = if a.len() < b.len() { b } else { a };
        longest.len()
    }
}

#[test]
fn a_method_can_have_type_parameters() {
    let toolbox = Arc::new(Toolbox::default());
    let found = listen(toolbox.find_completed(), |_toolbox, e| {
        e.result().ok().copied()
    });
    let texts = ["1", "1.50", "1.5"].map(str::to_owned).to_vec();
    toolbox.find_async(texts.clone(), 1.5).unwrap();
    assert_eq!(receive(&found), Some(1));
    toolbox.find_async(texts.clone(), "1.5".to_owned()).unwrap();
    assert_eq!(receive(&found), Some(2));
    toolbox.find_async(texts, 2_u8).unwrap();
    assert_eq!(receive(&found), None);
}

#[test]
fn a_type_parameter_that_no_argument_shows_can_be_given() {
    let toolbox = Arc::new(Toolbox::default());
    let names = listen(toolbox.name_completed(), |_toolbox, e| *e.name().unwrap());
    toolbox.name_async::<Toolbox>().unwrap();
    assert_eq!(receive(&names), type_name::<Toolbox>());
}

#[test]
fn a_method_can_have_const_parameters() {
    let toolbox = Arc::new(Toolbox::default());
    let sums = listen(toolbox.sum_completed(), |_toolbox, e| *e.sum().unwrap());
    toolbox.sum_async([1, 2, 3]).unwrap();
    assert_eq!(receive(&sums), 6);
}

#[test]
fn a_method_can_take_a_closure() {
    let toolbox = Arc::new(Toolbox::default());
    let results = listen(toolbox.call_completed(), |_toolbox, e| *e.result().unwrap());
    let offset = 40;
    toolbox
        .call_async(move |number| number + offset, 2)
        .unwrap();
    assert_eq!(receive(&results), 42);
}

#[test]
fn a_method_can_have_lifetimes() {
    let toolbox = Arc::new(Toolbox::default());
    let lengths = listen(toolbox.longest_completed(), |_toolbox, e| {
        *e.result().unwrap()
    });
    toolbox.longest_async("one", "three").unwrap();
    assert_eq!(receive(&lengths), 5);
}

/// Its fields have no names.
struct Numbered(u32, Events<Self>);

#[event_async(events = 1, concurrent)]
impl Numbered {
    #[event_async]
    fn number(&self, gate: Gate) -> u32 {
        gate.pass();
        self.0
    }
}

#[derive(Default)]
struct Renamed {
    /// Something else that is called so.
    #[expect(dead_code, reason = "it is there for its name")]
    events: Vec<String>,
    asynchronous: Events<Self>,
}

#[event_async(events = asynchronous)]
impl Renamed {
    #[event_async]
    fn work(&self, gate: Gate) {
        gate.pass();
    }
}

#[test]
fn the_events_may_be_in_a_tuples_field() {
    let numbered = Arc::new(Numbered(7, Events::new()));
    let numbers = listen(numbered.number_completed(), |_numbered, e| {
        *e.result().unwrap()
    });
    numbered.number_async(Gate::open(), TaskId::new()).unwrap();
    assert_eq!(receive(&numbers), 7);
}

#[test]
fn the_events_may_be_in_a_field_of_another_name() {
    let renamed = Arc::new(Renamed::default());
    let (_key, closed) = gate();
    renamed.work_async(closed).unwrap();
    assert_eq!(renamed.work_async(Gate::open()), Err(InvokeError::Busy));
}
