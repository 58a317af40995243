//! Types that are called like those of the standard library, and lifetimes that bounds need not have.

use std::fmt::Display;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

use crate::support::{listen, receive};

mod geo {
    #[derive(Clone, Debug, Default, PartialEq)]
    pub(crate) struct Path(pub(crate) u8);

    #[derive(Clone, Debug, Default, PartialEq)]
    pub(crate) struct CStr;

    /// A cow that owns itself.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) struct Cow<T>(pub(crate) T);

    pub(crate) mod path {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct Path {
            pub(crate) length: u8,
        }
    }
}

#[derive(Default)]
struct Map {
    events: Events<Self>,
}

#[event_async]
impl Map {
    #[event_async]
    fn namesakes(
        &self,
        path: &geo::Path,
        longest: &mut geo::path::Path,
        #[out] name: &mut geo::CStr,
        file: &std::path::Path,
    ) -> geo::Cow<u8> {
        *name = geo::CStr;
        longest.length = longest.length.max(path.0);
        geo::Cow(u8::from(file.is_absolute()))
    }

    #[event_async]
    fn bounds<'a>(
        &self,
        shown: impl Display + 'a,
        numbers: &mut (dyn Iterator<Item = u8> + 'a),
    ) -> String {
        format!("{shown}{}", numbers.count())
    }
}

/// A component that is called like what cannot be a receiver.
#[derive(Default)]
struct Mutex {
    events: Events<Self>,
}

#[event_async(future)]
impl Mutex {
    #[event_async]
    fn lock(self: &Arc<Mutex>) -> usize {
        Arc::strong_count(self)
    }

    #[event_async]
    fn unlock(self: Arc<Self>) -> usize {
        Arc::strong_count(&self)
    }
}

#[test]
fn a_component_can_be_called_like_a_type_of_the_standard_library() {
    let mutex = Arc::new(Mutex::default());
    assert!(smol::block_on(mutex.lock_future()).unwrap() >= 1);
    assert!(smol::block_on(mutex.unlock_future()).unwrap() >= 2);
}

#[test]
fn types_of_ones_own_can_be_called_like_those_of_the_standard_library() {
    let map = Arc::new(Map::default());
    let results = listen(map.namesakes_completed(), |_map, e| {
        let (cow, longest, name) = e.results().unwrap();
        (cow.clone(), longest.clone(), name.clone())
    });
    let shortest = geo::path::Path { length: 1 };
    map.namesakes_async(geo::Path(7), shortest, "relative")
        .unwrap();
    let longest = geo::path::Path { length: 7 };
    assert_eq!(receive(&results), (geo::Cow(0), longest, geo::CStr));
}

#[test]
fn lifetimes_of_bounds_are_those_of_one_call() {
    let map = Arc::new(Map::default());
    let results = listen(map.bounds_completed(), |_map, e| {
        e.result().unwrap().clone()
    });
    map.bounds_async("shown ", Box::new([1, 2].into_iter()))
        .unwrap();
    assert_eq!(receive(&results), "shown 2");
}

mod indicators {
    /// A progress of another crate, which reports nothing.
    #[derive(Clone, Copy, Debug, Default, PartialEq)]
    pub(crate) struct Progress<T>(pub(crate) T);

    pub(crate) struct CancellationToken;

    pub(crate) mod path {
        pub(crate) struct Path(pub(crate) u8);
    }
}

trait Parse<Input> {
    fn parse(&self, input: Input) -> usize;
}

struct Length;

impl<'a> Parse<&'a [u8]> for Length {
    fn parse(&self, input: &'a [u8]) -> usize {
        input.len()
    }
}

/// A pin of a chip, in one of its states.
struct Pin<State> {
    events: Events<Self>,
    state: State,
}

#[event_async]
impl Pin<bool> {
    #[event_async]
    fn toggle(&self) -> bool {
        !self.state
    }
}

/// Has a parameter that is called like the associated type of its output.
struct Shelf<Item> {
    events: Events<Self>,
    items: Vec<Item>,
}

#[event_async]
impl<Item: Send + Sync + 'static> Shelf<Item> {
    #[event_async]
    fn numbers(&self) -> Box<dyn Iterator<Item = usize> + Send> {
        Box::new(0..self.items.len())
    }

    #[event_async]
    fn others<Output: Send + 'static>(
        &self,
        others: Vec<Output>,
    ) -> Box<dyn std::ops::Add<usize, Output = usize> + Send> {
        Box::new(self.items.len() + others.len())
    }
}

#[derive(Default)]
struct Chart {
    events: Events<Self>,
}

#[event_async]
impl Chart {
    #[event_async(result = sum)]
    fn add_up(
        &self,
        bar: &indicators::Progress<u8>,
        token: indicators::CancellationToken,
        path: indicators::path::Path,
        is_text: impl for<'a> PartialEq<&'a str>,
        parse: &dyn for<'a> Parse<&'a [u8]>,
    ) -> usize {
        let indicators::CancellationToken = token;
        usize::from(bar.0 + path.0) + usize::from(is_text == "text") + parse.parse(&[1, 2])
    }

    #[deprecated = concat!("it is ", "known")]
    #[event_async]
    fn known(&self) -> u8 {
        1
    }
}

#[test]
fn types_of_others_that_are_called_like_the_runtimes_are_arguments() {
    let chart = Arc::new(Chart::default());
    let received = listen(chart.add_up_completed(), |_, e| e.sum().copied().ok());
    let (bar, path) = (indicators::Progress(2), indicators::path::Path(3));
    chart
        .add_up_async(
            bar,
            indicators::CancellationToken,
            path,
            String::from("text"),
            Box::new(Length),
        )
        .unwrap();
    assert_eq!(receive(&received), Some(8));
}

#[test]
fn a_text_that_a_macro_makes_deprecates_as_any_other() {
    let chart = Arc::new(Chart::default());
    #[expect(deprecated)]
    let event = chart.known_completed();
    let received = listen(event, |_, _| ());
    #[expect(deprecated)]
    chart.known_async().unwrap();
    receive(&received);
}

#[test]
fn a_component_can_be_called_like_a_pointer_of_the_standard_library() {
    let pin = Arc::new(Pin {
        events: Events::new(),
        state: false,
    });
    let received = listen(pin.toggle_completed(), |_, e| e.result().copied().ok());
    pin.toggle_async().unwrap();
    assert_eq!(receive(&received), Some(true));
}

#[test]
fn a_parameter_can_be_called_like_an_associated_type_of_an_output() {
    let shelf = Arc::new(Shelf {
        events: Events::new(),
        items: vec!["a", "b"],
    });
    let received = listen(shelf.numbers_completed(), |_, e| e.result().is_ok());
    shelf.numbers_async().unwrap();
    assert!(receive(&received));
    let received = listen(shelf.others_completed(), |_, e| e.result().is_ok());
    shelf.others_async(vec![1]).unwrap();
    assert!(receive(&received));
}
