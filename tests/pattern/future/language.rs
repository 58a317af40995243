//! `…_future` for methods and components of every form.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::sync::Arc;

use eap_runtime::{AsyncError, Events, OperationFuture, Progress, event_async};
use smol::stream::StreamExt as _;

use super::block_on;
use crate::support::{Gate, has_type, listen, receive};

/// A component with parameters, one of which is what it reports.
struct Feed<T, const SIZE: usize> {
    events: Events<Self>,
    items: Vec<T>,
}

#[event_async(future)]
impl<T: Clone + Send + Sync + 'static, const SIZE: usize> Feed<T, SIZE> {
    #[event_async]
    fn read<U: Display + Send + 'static>(
        &self,
        title: U,
        #[out(init = [None; SIZE])] places: &mut [Option<usize>; SIZE],
        #[progress] progress: &Progress<T>,
    ) -> String {
        for (place, item) in self.items.iter().take(SIZE).enumerate() {
            places[place] = Some(place);
            progress.report_with(100, item.clone());
        }
        title.to_string()
    }
}

#[test]
fn components_and_methods_can_be_generic() {
    let feed: Arc<Feed<&str, 2>> = Arc::new(Feed {
        events: Events::new(),
        items: vec!["one"],
    });
    let mut future = feed.read_future('#');
    let reports = future.progress().filter_map(|e| e.data().copied());
    assert_eq!(smol::block_on(reports.collect::<Vec<_>>()), ["one"]);
    let read = block_on(future).unwrap();
    assert_eq!(read, ("#".to_owned(), [Some(0), None]));
}

/// Has methods with every receiver.
#[derive(Default)]
struct Shelf {
    events: Events<Self>,
}

#[event_async(future)]
impl Shelf {
    #[event_async]
    fn r#type(books: &[u8], mut first: u8) -> Vec<u8> {
        first += 1;
        [&[first], books].concat()
    }

    #[event_async]
    fn is_shared(self: &Arc<Self>) -> bool {
        Arc::strong_count(self) > 1
    }

    #[event_async]
    fn owners(self: Arc<Self>) -> usize {
        Arc::strong_count(&self)
    }

    #[event_async]
    fn open(path: &Path) -> io::Result<()> {
        std::fs::File::open(path).map(drop)
    }
}

#[test]
fn a_method_may_have_any_receiver_or_none() {
    let shelf = Arc::new(Shelf::default());
    let books = block_on(shelf.type_future(vec![2, 3], 0)).unwrap();
    assert_eq!(books, [1, 2, 3]);
    assert!(block_on(shelf.is_shared_future()).unwrap());
    assert!(block_on(shelf.owners_future()).unwrap() > 1);
}

#[test]
fn the_error_of_the_methods_result_is_the_futures() {
    let shelf = Arc::new(Shelf::default());
    let future = shelf.open_future("no/such/file");
    has_type::<&OperationFuture<(), io::Error>>(&future);
    match block_on(future) {
        Err(AsyncError::Failed(error)) => assert_eq!(error.kind(), io::ErrorKind::NotFound),
        other => panic!("{other:?}"),
    }
}

/// Only one of its operations has a future.
#[derive(Default)]
struct Library {
    events: Events<Self>,
}

#[event_async]
impl Library {
    #[event_async(future)]
    fn lend(&self, book: &str) -> usize {
        book.len()
    }

    #[event_async]
    fn buy(&self, gate: Gate) {
        gate.pass();
    }

    fn buy_future() -> &'static str {
        "the name is free"
    }
}

#[test]
fn the_option_on_a_method_is_for_this_method() {
    let library = Arc::new(Library::default());
    assert_eq!(block_on(library.lend_future("Emma")).unwrap(), 4);
    assert_eq!(Library::buy_future(), "the name is free");
    let bought = listen(library.buy_completed(), |_library, _e| ());
    library.buy_async(Gate::open()).unwrap();
    receive(&bought);
}
