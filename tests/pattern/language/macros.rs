//! Components that come out of `macro_rules!`, with every kind of fragment in every place that takes it.

use std::sync::Arc;

use eap_runtime::{Events, TaskId, event_async};

use crate::support::{has_type, listen, receive};

/// The runtime as this crate hands it on to users of its macros.
pub(crate) mod runtime {
    pub(crate) use eap_runtime::*;
}

/// Everything but the body is a fragment.
macro_rules! store {
    (
        $(#[$of_struct:meta])* $vis:vis struct $name:ident<$($parameter:ident $(: $bound:path)?),*>;
        $(#[$of_method:meta])* fn $method:ident<$lifetime:lifetime>(
            $first:ident: &$again:lifetime $borrowed:ty,
            $pattern:pat => $value:ty,
            $out:ident: $made:ty = $init:expr,
        ) -> $returns:ty $body:block
        state: $state:ty, field: $field:ident, result: $result:ident, limit: $limit:literal
    ) => {
        $(#[$of_struct])*
        $vis struct $name<$($parameter),*> {
            $field: Events<Self>,
            limit: [(); $limit],
            items: Vec<($($parameter,)*)>,
        }

        #[event_async(concurrent, user_state = $state, events = $field)]
        impl<$($parameter: Send + Sync + 'static $(+ $bound)?),*> $name<$($parameter),*> {
            $(#[$of_method])*
            #[event_async(result = $result)]
            $vis fn $method<$lifetime>(
                &$again self,
                $first: &$again $borrowed,
                $pattern: $value,
                #[out(init = $init)] $out: &mut $made,
            ) -> Result<$returns, String> {
                *$out += self.items.len() + self.limit.len();
                Ok($body)
            }
        }
    };
}

store! {
    /// Has parameters.
    #[derive(Default)]
    pub(super) struct Pairs<K, V: Default>;

    /// Looks something up.
    #[allow(clippy::useless_vec)]
    fn look_up<'a>(key: &'a str, (low, high) => (usize, usize), count: usize = 1 + 1,) -> Vec<usize> {
        vec![low + key.len(), high]
    }
    state: &'static str, field: pending, result: found, limit: 5
}

#[test]
fn every_part_of_a_component_can_be_a_fragment() {
    let pairs = Arc::new(Pairs::<u8, char> {
        items: vec![(1, 'a')],
        ..Pairs::default()
    });
    let found = listen(pairs.look_up_completed(), |_pairs, e| {
        let (found, count) = e.results().unwrap();
        (*e.user_state(), found.clone(), *count)
    });
    pairs.look_up_async("key", (3, 4), "state").unwrap();
    assert_eq!(receive(&found), ("state", vec![6, 4], 8));
}

/// What is between the braces is handed on as tokens, the attributes with it.
macro_rules! as_written {
    ($($tokens:tt)*) => { $($tokens)* };
}

as_written! {
    #[derive(Default)]
    struct Written {
        events: Events<Self>,
    }

    #[event_async]
    impl Written {
        #[event_async(result = length)]
        fn read(&self, text: &str, #[out] more: &mut usize) -> usize {
            *more = text.len() + 1;
            text.len()
        }
    }
}

#[test]
fn a_component_can_pass_through_a_macro_as_tokens() {
    let written = Arc::new(Written::default());
    let lengths = listen(written.read_completed(), |_written, e| {
        let (length, more) = e.results().unwrap();
        (*length, *more)
    });
    written.read_async("four").unwrap();
    assert_eq!(receive(&lengths), (4, 5));
}

/// The attributes are fragments themselves.
macro_rules! annotated {
    ($of_impl:meta, $name:ident, $of_method:meta, $method:ident, $of_parameter:meta, $item:item) => {
        $item

        #[$of_impl]
        impl $name {
            #[$of_method]
            fn $method(&self, #[$of_parameter] length: &mut usize) -> u8 {
                *length += 1;
                8
            }
        }
    };
}

annotated! {
    event_async(user_state = u32), Annotated, event_async(result = byte), read_byte, out(name = size, init = 10),
    #[derive(Default)]
    struct Annotated {
        events: Events<Self>,
    }
}

#[test]
fn the_attributes_can_be_fragments() {
    let annotated = Arc::new(Annotated::default());
    let read = listen(annotated.read_byte_completed(), |_annotated, e| {
        (*e.byte().unwrap(), *e.size().unwrap(), *e.user_state())
    });
    annotated.read_byte_async(3).unwrap();
    assert_eq!(receive(&read), (8, 11, 3));
}

/// The macro has names of its own, which are others than its caller's.
macro_rules! named {
    ($name:ident, $key:ident: $ty:ty, $used:expr) => {
        #[derive(Default)]
        struct $name {
            events: Events<Self>,
        }

        #[event_async(concurrent)]
        impl $name {
            #[event_async]
            fn subtract(&self, key: $ty, $key: $ty, this: $ty, user_state: $ty) -> $ty {
                (key - $used) * this + user_state
            }
        }
    };
}

named!(Difference, key: i32, key);

#[test]
fn names_of_a_macro_are_others_than_its_callers() {
    has_type::<
        fn(&Arc<Difference>, i32, i32, i32, i32, TaskId) -> Result<(), eap_runtime::InvokeError>,
    >(Difference::subtract_async);

    let difference = Arc::new(Difference::default());
    let results = listen(difference.subtract_completed(), |_difference, e| {
        *e.result().unwrap()
    });
    difference
        .subtract_async(50, 8, 1, 0, TaskId::new())
        .unwrap();
    assert_eq!(receive(&results), 42);
}

/// As a crate would write it whose users do not depend on the runtime.
macro_rules! handed_on {
    ($name:ident) => {
        #[derive(Default)]
        struct $name {
            events: $crate::language::macros::runtime::Events<Self>,
        }

        #[$crate::language::macros::runtime::event_async(crate = $crate::language::macros::runtime)]
        impl $name {
            #[event_async]
            fn answer(&self) -> u8 {
                42
            }
        }
    };
}

mod elsewhere {
    handed_on!(Answers);

    #[test]
    fn the_runtime_can_be_where_a_macro_says() {
        let answers = std::sync::Arc::new(Answers::default());
        let received = crate::support::listen(answers.answer_completed(), |_answers, e| {
            *e.result().unwrap()
        });
        answers.answer_async().unwrap();
        assert_eq!(crate::support::receive(&received), 42);
    }
}

/// One component for each line.
macro_rules! each {
    ($($module:ident: $ty:ty, $($state:ident)?;)*) => {
        $(mod $module {
            use eap_runtime::{Events, event_async};

            #[derive(Default)]
            pub(super) struct Component {
                events: Events<Self>,
            }

            #[event_async($(user_state = $state)?)]
            impl Component {
                #[event_async]
                pub(super) fn make(&self, #[cfg(all())] value: $ty, #[cfg(any())] value: &$ty) -> Option<$ty> {
                    Some(value)
                }
            }
        })*
    };
}

each! {
    numbers: u32,;
    texts: String, char;
}

#[test]
fn a_macro_can_make_many_components() {
    let numbers = Arc::new(numbers::Component::default());
    let made = listen(numbers.make_completed(), |_numbers, e| *e.result().unwrap());
    numbers.make_async(1).unwrap();
    assert_eq!(receive(&made), Some(1));

    let texts = Arc::new(texts::Component::default());
    let made = listen(texts.make_completed(), |_texts, e| {
        e.result().unwrap().clone()
    });
    texts.make_async("text".to_owned(), 'x').unwrap();
    assert_eq!(receive(&made).as_deref(), Some("text"));
}
