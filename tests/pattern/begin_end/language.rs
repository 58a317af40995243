//! `begin_…` and `end_…` for methods and components of every form.

use std::fmt::{Debug, Display};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use eap_runtime::{AsyncError, AsyncStatus, Events, InvokeError, event_async, no_callback};

use super::{AddAsyncResult, calculator};
use crate::support::{LIMIT, has_type};

/// Keeps what it has begun, as a client would.
struct Sums {
    begun: Vec<AddAsyncResult<&'static str>>,
}

#[test]
fn results_have_a_name_to_keep_them_by() {
    let calculator = calculator();
    let mut sums = Sums { begun: Vec::new() };
    for (name, number) in [("one", 1), ("two", 2)] {
        let result = calculator.begin_add(number, 10, no_callback, name).unwrap();
        sums.begun.push(result);
    }
    let ended = sums.begun.into_iter().map(|result| {
        let name = *result.async_state();
        (name, calculator.end_add(result).unwrap())
    });
    assert!(ended.eq([("one", 11), ("two", 12)]));
}

/// Ends whatever was begun, for one who does not look at its state.
fn finish<S>(calculator: &super::Calculator, result: AddAsyncResult<S>) -> u32 {
    calculator.end_add(result).unwrap()
}

/// Has a result without a state, whose type nobody has to spell.
struct Sum {
    begun: AddAsyncResult,
}

#[test]
fn a_state_of_no_interest_need_not_be_named() {
    let calculator = calculator();
    let begun = calculator.begin_add(1, 2, no_callback, ()).unwrap();
    let sum = Sum { begun };
    assert_eq!(finish(&calculator, sum.begun), 3);
    let result = calculator.begin_add(1, 2, no_callback, "state").unwrap();
    assert_eq!(finish(&calculator, result), 3);
}

#[test]
fn results_and_statuses_go_anywhere() {
    fn goes_anywhere<T: Send + Sync + 'static>() {}

    goes_anywhere::<AddAsyncResult<String>>();
    goes_anywhere::<AsyncStatus<String>>();
    goes_anywhere::<eap_runtime::WaitHandle>();
}

/// A component with parameters.
struct Store<K, V, const SIZE: usize> {
    events: Events<Self>,
    entries: Mutex<Vec<(K, V)>>,
}

#[event_async(concurrent, begin_end)]
impl<K, V, const SIZE: usize> Store<K, V, SIZE>
where
    K: PartialEq + Send + 'static,
    V: Clone + Display + Send + 'static,
{
    #[event_async(result = replaced)]
    fn insert(&self, key: K, value: V) -> Option<V> {
        let mut entries = self.entries.lock().unwrap();
        let old = entries.iter().position(|(other, _)| *other == key);
        let old = old.map(|at| entries.remove(at).1);
        entries.push((key, value));
        old
    }

    #[event_async(result = text)]
    fn show<T: Display + Send + 'static>(
        &self,
        before: T,
        after: impl Display + Send + 'static,
        #[out(init = [0; SIZE])] lengths: &mut [usize; SIZE],
    ) -> String {
        let entries = self.entries.lock().unwrap();
        let values: Vec<_> = entries.iter().map(|(_, value)| value.to_string()).collect();
        for (length, value) in lengths.iter_mut().zip(&values) {
            *length = value.len();
        }
        format!("{before}{}{after}", values.concat())
    }
}

#[test]
fn components_and_methods_can_be_generic() {
    let store: Arc<Store<u8, &str, 2>> = Arc::new(Store {
        events: Events::new(),
        entries: Mutex::default(),
    });
    let result = store.begin_insert(1, "one", no_callback, ()).unwrap();
    assert_eq!(store.end_insert(result).unwrap(), None);
    let result = store.begin_insert(1, "first", no_callback, ()).unwrap();
    has_type::<&InsertAsyncResult<u8, &str, 2>>(&result);
    assert_eq!(store.end_insert(result).unwrap(), Some("one"));
    let result = store.begin_show('<', 7, no_callback, ()).unwrap();
    has_type::<&ShowAsyncResult<u8, &str, 2, ()>>(&result);
    assert_eq!(
        store.end_show(result).unwrap(),
        ("<first7".to_owned(), [5, 0])
    );
}

/// Has methods that need nothing of it, and one that needs all.
#[derive(Default)]
struct Shelf {
    events: Events<Self>,
}

#[event_async(begin_end)]
impl Shelf {
    #[event_async]
    fn count(books: &[u8]) -> usize {
        books.len()
    }

    #[event_async]
    fn is_shared(self: &Arc<Self>) -> bool {
        Arc::strong_count(self) > 1
    }

    #[event_async]
    fn owners(self: Arc<Self>) -> usize {
        Arc::strong_count(&self)
    }
}

#[test]
fn a_method_may_have_any_receiver_or_none() {
    let shelf = Arc::new(Shelf::default());
    let result = shelf.begin_count(vec![1, 2, 3], no_callback, ()).unwrap();
    assert_eq!(shelf.end_count(result).unwrap(), 3);
    let result = shelf.begin_is_shared(no_callback, ()).unwrap();
    assert!(shelf.end_is_shared(result).unwrap());
    let result = shelf.begin_owners(no_callback, ()).unwrap();
    assert!(shelf.end_owners(result).unwrap() > 1);
}

/// Whose names are those of what is generated.
#[derive(Default)]
struct Namesake<AsyncState, Returned> {
    events: Events<Self>,
    result: Mutex<Option<(AsyncState, Returned)>>,
}

#[event_async(begin_end)]
impl<AsyncState: Send + 'static, Returned: Send + 'static> Namesake<AsyncState, Returned> {
    #[event_async]
    fn keep<AsyncState_: Debug + Send + 'static>(
        &self,
        callback: AsyncState,
        async_state: Returned,
        result: AsyncState_,
    ) -> String {
        *self.result.lock().unwrap() = Some((callback, async_state));
        format!("{result:?}")
    }

    #[event_async]
    fn r#match(&self, call: bool, this: bool) -> bool {
        call == this
    }
}

#[test]
fn names_of_the_users_do_not_meet_generated_ones() {
    let namesake: Arc<Namesake<u8, char>> = Arc::default();
    let result = namesake.begin_keep(1, '2', "3", no_callback, 4).unwrap();
    assert_eq!(namesake.end_keep(result).unwrap(), "\"3\"");
    assert_eq!(*namesake.result.lock().unwrap(), Some((1, '2')));
    let result = namesake.begin_match(true, false, no_callback, ()).unwrap();
    has_type::<&MatchAsyncResult<u8, char, ()>>(&result);
    assert!(!namesake.end_match(result).unwrap());
}

mod disk {
    use super::{Events, Path, event_async, io};

    /// Public, for another module to use.
    #[derive(Default)]
    pub(super) struct Disk {
        events: Events<Self>,
    }

    type Outcome<T> = io::Result<T>;

    #[event_async]
    impl Disk {
        #[event_async(begin_end)]
        pub(super) fn size(path: &Path, text: &mut str) -> io::Result<u64> {
            text.make_ascii_uppercase();
            std::fs::metadata(path).map(|metadata| metadata.len())
        }

        #[event_async(begin_end, fallible)]
        pub(super) fn remove(path: &Path) -> Outcome<()> {
            std::fs::remove_file(path)
        }
    }
}

#[test]
fn begin_takes_owned_what_the_method_borrows() {
    let disk = Arc::new(disk::Disk::default());
    let here = env!("CARGO_MANIFEST_DIR");
    let result: disk::SizeAsyncResult<()> = disk.begin_size(here, "text", no_callback, ()).unwrap();
    let (size, text): (u64, String) = disk.end_size(result).unwrap();
    assert_eq!(text, "TEXT");
    assert_eq!(size, std::fs::metadata(here).unwrap().len());
}

#[test]
fn a_result_by_any_name_is_taken_apart() {
    let disk = Arc::new(disk::Disk::default());
    let result = disk.begin_remove("no/such/file", no_callback, ()).unwrap();
    match disk.end_remove(result) {
        Err(AsyncError::Failed(error)) => assert_eq!(error.kind(), io::ErrorKind::NotFound),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_begin_gives_depends_on_the_callback() {
    let calculator = calculator();
    has_type::<Result<AddAsyncResult<()>, InvokeError>>(calculator.begin_add(
        1,
        2,
        no_callback,
        (),
    ));
    has_type::<Result<AsyncStatus<()>, InvokeError>>(calculator.begin_add(1, 2, drop, ()));
}

#[test]
fn a_component_can_be_ended_through_whatever_refers_to_it() {
    let calculator = calculator();
    let result = calculator.begin_add(1, 2, no_callback, ()).unwrap();
    assert!(result.async_wait_handle().wait_one_timeout(LIMIT));
    let other = super::Calculator::default();
    // .NET leaves open what another object's End does. Here it is the type that counts, and the outcome is with the result.
    assert_eq!(other.end_add(result).unwrap(), 3);
}
