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
    map.namesakes_async(geo::Path(7), shortest, "relative".into())
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
