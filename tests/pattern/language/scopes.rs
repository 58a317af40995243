//! What the names in scope mean is the user's affair: the prelude may be missing, and its names may be taken.

use std::sync::Arc;

use crate::support::{listen, receive};

/// No prelude, and names that mean something else: values and traits that the component deals in.
mod shadowed {
    #![no_implicit_prelude]
    #![allow(unused, reason = "some of the items are there for their names alone")]

    use ::eap_runtime::{CancellationToken, Events, Progress, event_async};

    /// Its user state is called as the prelude calls other things.
    #[derive(
        ::std::clone::Clone,
        ::std::marker::Copy,
        ::std::cmp::PartialEq,
        ::std::cmp::Eq,
        ::std::hash::Hash,
        ::std::fmt::Debug,
    )]
    pub(crate) struct Option(pub(crate) u8);

    #[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::cmp::PartialEq)]
    pub(crate) enum Arc {
        Ok(u8),
        Err,
        Some,
        None,
    }

    pub(crate) use Arc::*;

    pub(crate) type Result<String> = ::core::result::Result<String, Vec>;

    #[derive(::std::fmt::Debug)]
    pub(crate) struct Vec(pub(crate) Option);

    pub(crate) struct Box<Send>(pub(crate) Send);

    pub(crate) trait Default {
        fn default() -> u8 {
            99
        }
    }
    impl Default for u32 {}

    pub(crate) trait Into<T> {}
    pub(crate) trait Sync {}
    pub(crate) trait Send {}
    pub(crate) trait Sized {}
    pub(crate) trait Clone {}
    pub(crate) trait FnOnce {}
    pub(crate) trait Deref {}
    pub(crate) trait Debug {}
    pub(crate) struct Infallible;
    pub(crate) struct AsyncError;
    pub(crate) struct Event;
    pub(crate) struct TaskId;
    pub(crate) struct InvokeError;
    pub(crate) struct EventHandler;

    /// As macros and modules, too.
    macro_rules! unreachable {
        () => {
            not_there!()
        };
    }
    mod core {}
    mod std {}
    mod eap_runtime {}

    pub(crate) struct Component {
        pub(crate) events: Events<Self>,
    }

    #[event_async(concurrent, user_state = Option)]
    impl Component {
        #[event_async(result = length)]
        pub(crate) fn measure(
            &self,
            text: &str,
            arc: Arc,
            boxed: &Box<u8>,
            work: impl ::std::ops::FnOnce(u8) -> u8,
            #[out] made: &mut u32,
            #[out(init = ::std::vec![Ok(1), Some])] list: &mut ::std::vec::Vec<Arc>,
            changed: &mut Option,
            #[cancel] cancel: &CancellationToken,
            #[progress] progress: &Progress<Arc>,
        ) -> Result<usize> {
            progress.report_with(1, arc);
            *made += 1;
            changed.0 = work(boxed.0);
            if cancel.is_cancelled() || text.is_empty() {
                return Result::Err(Vec(Option(1)));
            }
            Result::Ok(text.len())
        }
    }

    /// Its parameters are called as the prelude calls other things.
    pub(crate) struct Pair<Option, String> {
        pub(crate) events: Events<Self>,
        pub(crate) values: (Option, String),
    }

    #[event_async]
    impl<Option, String> Pair<Option, String>
    where
        Option: ::std::clone::Clone + ::std::marker::Send + ::std::marker::Sync + 'static,
        String: ::std::clone::Clone + ::std::marker::Send + ::std::marker::Sync + 'static,
    {
        #[event_async(result = values)]
        pub(crate) fn get<Result: ::std::marker::Sized>(
            &self,
            ignored: Result,
            text: &str,
            #[out] length: &mut usize,
        ) -> (Option, String) {
            *length = text.len();
            ::std::clone::Clone::clone(&self.values)
        }
    }
}

#[test]
fn names_of_the_prelude_can_mean_something_else() {
    use shadowed::Option as State;

    let component = Arc::new(shadowed::Component {
        events: eap_runtime::Events::new(),
    });
    let reported = listen(component.measure_progress_changed(), |_component, e| {
        (*e.user_state(), e.data().cloned())
    });
    let measured = listen(component.measure_completed(), |_component, e| {
        let (length, made, list, changed) = e.results().unwrap();
        (*length, *made, list.clone(), *changed)
    });
    component
        .measure_async(
            "four",
            shadowed::Arc::None,
            shadowed::Box(41),
            |byte| byte + 1,
            State(0),
            State(7),
        )
        .unwrap();
    assert_eq!(receive(&reported), (State(7), Some(shadowed::Arc::None)));
    let list = vec![shadowed::Arc::Ok(1), shadowed::Arc::Some];
    assert_eq!(receive(&measured), (4, 1, list, State(42)));
}

#[test]
fn an_operation_among_such_names_can_be_cancelled() {
    let component = Arc::new(shadowed::Component {
        events: eap_runtime::Events::new(),
    });
    component.measure_async_cancel(&shadowed::Option(7));
    let errors = listen(component.measure_completed(), |_component, e| {
        e.error().is_some()
    });
    component
        .measure_async(
            "",
            shadowed::Arc::None,
            shadowed::Box(41),
            |byte| byte + 1,
            shadowed::Option(0),
            shadowed::Option(7),
        )
        .unwrap();
    assert!(receive(&errors));
}

#[test]
fn type_parameters_can_be_called_like_anything_of_the_prelude() {
    let pair = Arc::new(shadowed::Pair {
        events: eap_runtime::Events::new(),
        values: (1, 'x'),
    });
    let values = listen(pair.get_completed(), |_pair, e| {
        let (values, length) = e.results().unwrap();
        (*values, *length)
    });
    pair.get_async((), "four").unwrap();
    assert_eq!(receive(&values), ((1, 'x'), 4));
}
