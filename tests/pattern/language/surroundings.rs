//! What stands beside and around the methods of a component: calls of macros, items under conditions, extension traits.

use std::sync::Arc;

use eap_runtime::{Events, event_async};

use crate::support::{listen, receive};

/// Has a macro call behind a body, and a counterpart of a generated function under the opposite condition.
#[derive(Default)]
struct Store {
    events: Events<Self>,
    limit: u32,
}

#[event_async]
impl Store {
    #[event_async(result = bytes)]
    fn load(&self) -> u8 {
        8
    }
    ::eap_tests::more!(size);

    #[event_async]
    fn save(
        &self,
        first: &str,
        #[out(init = self.limit + u32::try_from(first.len()).unwrap())] limit: &mut u32,
    ) {
        *limit += 1 + u32::try_from(first.len()).unwrap();
    }

    #[event_async]
    fn count(#[out(init = vec![self.limit])] limits: &mut Vec<u32>) {
        limits.push(1);
    }
}

#[test]
fn a_macro_call_can_follow_a_body() {
    let store = Arc::new(Store::default());
    let loaded = listen(store.load_completed(), |store, e| {
        e.bytes().copied().unwrap() + store.size()
    });
    store.load_async().unwrap();
    assert_eq!(receive(&loaded), 9);
}

#[test]
fn an_output_can_start_with_something_of_the_component() {
    let store = Arc::new(Store {
        limit: 7,
        ..Store::default()
    });
    let saved = listen(store.save_completed(), |_, e| e.limit().copied().unwrap());
    store.save_async("ab").unwrap();
    assert_eq!(receive(&saved), 12);
    let counted = listen(store.count_completed(), |_, e| e.limits().cloned().unwrap());
    store.count_async().unwrap();
    assert_eq!(receive(&counted), [7, 1]);
}

/// Runs one operation at a time where there is one at all.
#[derive(Default)]
struct Engine {
    events: Events<Self>,
}

#[event_async]
impl Engine {
    #[cfg(any())]
    #[event_async]
    fn start(&self) {}

    #[cfg(not(any()))]
    fn is_busy(&self) -> bool {
        self.events.pending_operations() == 7
    }
}

trait Pending {
    fn pending_operations(&self) -> u8;
}

impl Pending for Events<Engine> {
    fn pending_operations(&self) -> u8 {
        7
    }
}

#[test]
fn a_generated_name_is_free_where_it_is_not_generated() {
    assert!(Engine::default().is_busy());
}

/// Methods that any value has, and takes itself with, under names that generated code calls.
mod extensions {
    #[allow(
        dead_code,
        clippy::iter_not_returning_iterator,
        clippy::wrong_self_convention,
        reason = "it is there for its names"
    )]
    pub(super) trait Everything: Sized {
        fn get(self) {}
        fn outputs(self) {}
        fn base(self) {}
        fn fmt_as(self) {}
        fn events(self) {}
        fn event(self) {}
        fn token(self) {}
        fn progress(self) {}
        fn completed(self) {}
        fn start(self) {}
        fn iter(self) {}
        fn borrowed(self) {}
        fn as_ref(self) {}
        fn as_deref(self) {}
        fn clone(self) {}
    }

    impl<T> Everything for T {}
}

mod extended {
    use std::borrow::Cow;

    use eap_runtime::{CancellationToken, Events, Progress, event_async};

    #[allow(unused_imports)]
    use super::extensions::Everything;

    #[derive(Default)]
    pub(super) struct Component {
        events: Events<Self>,
    }

    #[event_async(begin_end, future)]
    impl Component {
        #[event_async(result = length)]
        pub(super) fn measure(
            &self,
            name: Option<&str>,
            number: Option<&u8>,
            names: &[&str],
            cow: Cow<'_, str>,
            all: &mut [u8],
            #[out] copy: &mut String,
            #[cancel] cancel: &CancellationToken,
            #[progress] progress: &Progress,
        ) -> Result<usize, String> {
            progress.report(100);
            cancel.check().map_err(|cancelled| cancelled.to_string())?;
            *copy = cow.into_owned();
            all.reverse();
            let names: usize = names.iter().copied().map(str::len).sum();
            Ok(names + name.map_or(0, str::len) + usize::from(number.copied().unwrap_or(0)))
        }
    }
}

#[test]
fn methods_of_extension_traits_are_not_called() {
    let component = Arc::new(extended::Component::default());
    let measured = listen(component.measure_completed(), |_, e| {
        let (length, all, copy) = e.results().unwrap();
        (
            *length,
            all.clone(),
            copy.clone(),
            format!("{e:?}").is_empty(),
            e.cancelled(),
        )
    });
    let names = vec![String::from("a"), String::from("bc")];
    component
        .measure_async(Some("four".into()), Some(5), names, "cow", [1, 2])
        .unwrap();
    assert_eq!(
        receive(&measured),
        (12, vec![2, 1], String::from("cow"), false, false)
    );
}
