//! What is generated beside the events, for methods and components of the rarer forms.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use eap_runtime::{AsyncError, CancellationToken, Events, Progress, event_async, no_callback};

use crate::support::has_type;

/// Has a method for each of several conditions.
#[derive(Default)]
struct Sensor {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future)]
impl Sensor {
    #[cfg(any())]
    #[event_async]
    fn measure(&self, unit: NotThere) -> NotThere {
        unit
    }

    #[cfg(test)]
    #[event_async]
    fn measure(&self, unit: &str) -> String {
        format!("20 {unit}")
    }

    #[cfg(any())]
    #[event_async]
    fn report(&self) -> NotThere {
        NotThere
    }

    #[event_async]
    fn calibrate(
        &self,
        #[cfg(test)] from: u8,
        #[cfg(any())] to: NotThere,
        #[out] steps: &mut u8,
        #[cfg(test)]
        #[progress]
        progress: &Progress<u8>,
    ) -> u8 {
        progress.report_with(100, from);
        *steps = from / 2;
        from + 1
    }
}

#[test]
fn what_a_condition_leaves_out_is_left_out_everywhere() {
    let sensor = Arc::new(Sensor::default());
    let result = sensor.begin_measure("K", no_callback, ()).unwrap();
    has_type::<&MeasureAsyncResult<()>>(&result);
    assert_eq!(sensor.end_measure(result).unwrap(), "20 K");
    let measured = smol::block_on(sensor.measure_future("C"));
    assert_eq!(measured.unwrap(), "20 C");
}

#[test]
fn parameters_can_be_under_conditions() {
    let sensor = Arc::new(Sensor::default());
    let result = sensor.begin_calibrate(8, no_callback, ()).unwrap();
    has_type::<&CalibrateAsyncResult<()>>(&result);
    assert_eq!(sensor.end_calibrate(result).unwrap(), (9, 4));
    let mut future = sensor.calibrate_future(8);
    let _stream = future.progress();
    assert_eq!(smol::block_on(future).unwrap(), (9, 4));
}

/// Gives itself, in the ways there are.
#[derive(Debug, Default)]
struct Node<T> {
    events: Events<Self>,
    value: T,
}

#[event_async(begin_end, future)]
impl<T: Clone + Default + Send + Sync + 'static> Node<T> {
    #[event_async]
    fn itself(self: Arc<Self>) -> Result<Arc<Self>, Box<Self>> {
        Ok(self)
    }

    #[event_async]
    fn sibling(
        value: T,
        #[out] others: &mut BTreeMap<u8, Self>,
        #[progress] progress: &Progress<Option<Self>>,
    ) -> Self {
        progress.report_with(100, None);
        others.insert(1, Self::default());
        Self {
            events: Events::new(),
            value,
        }
    }
}

#[test]
fn outputs_errors_and_reports_can_be_the_component_itself() {
    let node = Arc::new(Node::<u8>::default());
    let result = node.begin_itself(no_callback, ()).unwrap();
    has_type::<&ItselfAsyncResult<u8, ()>>(&result);
    assert!(Arc::ptr_eq(&node.end_itself(result).unwrap(), &node));
    let itself = smol::block_on(node.itself_future());
    assert!(Arc::ptr_eq(&itself.unwrap(), &node));

    let result = node.begin_sibling(3, no_callback, ()).unwrap();
    has_type::<&SiblingAsyncResult<u8, ()>>(&result);
    let (sibling, others) = node.end_sibling(result).unwrap();
    assert_eq!((sibling.value, others.len()), (3, 1));
    let (sibling, _others) = smol::block_on(node.sibling_future(4)).unwrap();
    assert_eq!(sibling.value, 4);
}

/// Whose methods have lifetimes, bounds and results that are rarely seen.
#[derive(Default)]
struct Oddity {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Oddity {
    #[event_async]
    fn shorten<'a, 'b: 'a, T>(&'a self, text: &'b str, by: &T, _rest: Cow<'static, str>) -> String
    where
        T: Display + Send + 'static,
    {
        format!("{text}-{by}")
    }

    #[event_async]
    fn give_up(&self, why: String) -> ! {
        std::panic::panic_any(why)
    }

    #[event_async(result = first)]
    fn sort(&self, numbers: &mut [u8], visitor: &mut dyn FnMut(u8)) -> Option<u8> {
        numbers.sort_unstable();
        numbers.iter().copied().for_each(visitor);
        numbers.first().copied()
    }

    #[event_async]
    fn pick<const AT: usize, T: Send + 'static>(
        (_left, _right): (T, u8),
        [first, .., last]: [u8; 4],
        #[cancel] _: CancellationToken,
    ) -> [u8; 3] {
        [first, last, u8::try_from(AT).unwrap()]
    }

    #[deprecated = "for a test"]
    #[doc(hidden)]
    #[event_async]
    #[inline]
    fn old(&self) -> &'static str {
        "old"
    }
}

#[test]
fn methods_may_have_lifetimes_and_bounds() {
    let oddity = Arc::new(Oddity::default());
    let result = oddity
        .begin_shorten("a", 'b', "c".into(), no_callback, ())
        .unwrap();
    assert_eq!(oddity.end_shorten(result).unwrap(), "a-b");
    let shortened = oddity.shorten_future("a", 1, Cow::Borrowed("c"));
    assert_eq!(smol::block_on(shortened).unwrap(), "a-1");
}

#[test]
fn a_method_that_never_returns_ends_by_its_panic() {
    let oddity = Arc::new(Oddity::default());
    let given_up = smol::block_on(oddity.give_up_future("enough".to_owned()));
    match given_up {
        Err(AsyncError::Panicked(panic)) => assert_eq!(panic.message(), "enough"),
        other => panic!("{other:?}"),
    }
    let result = oddity
        .begin_give_up("enough".to_owned(), no_callback, ())
        .unwrap();
    let ended = std::panic::AssertUnwindSafe(|| oddity.end_give_up(result));
    assert!(std::panic::catch_unwind(ended).is_err());
}

#[test]
fn what_is_boxed_comes_back_in_its_box() {
    let oddity = Arc::new(Oddity::default());
    let result = oddity
        .begin_sort(vec![3, 1, 2], Box::new(drop), no_callback, ())
        .unwrap();
    let (first, numbers, mut visitor) = oddity.end_sort(result).unwrap();
    assert_eq!((first, numbers), (Some(1), vec![1, 2, 3]));
    visitor(4);
    let sorted = oddity.sort_future(vec![2, 1], Box::new(drop));
    assert_eq!(smol::block_on(sorted).unwrap().1, [1, 2]);
}

#[test]
fn parameters_may_be_patterns_and_constants() {
    let oddity = Arc::new(Oddity::default());
    let result = oddity
        .begin_pick::<7, _, _, _>(("left", 1), [1, 2, 3, 4], no_callback, ())
        .unwrap();
    assert_eq!(oddity.end_pick(result).unwrap(), [1, 4, 7]);
    let picked = oddity.pick_future::<8, _>(((), 1), [1, 2, 3, 4]);
    assert_eq!(smol::block_on(picked).unwrap(), [1, 4, 8]);
}

#[test]
#[expect(
    deprecated,
    reason = "it is the method that is, and so all of its faces"
)]
fn a_deprecated_method_has_deprecated_faces() {
    let oddity = Arc::new(Oddity::default());
    let result = oddity.begin_old(no_callback, ()).unwrap();
    assert_eq!(oddity.end_old(result).unwrap(), "old");
    assert_eq!(smol::block_on(oddity.old_future()).unwrap(), "old");
}

/// Two operations that share their args, and not their ends.
#[derive(Default)]
struct Pair {
    events: Events<Self>,
}

#[event_async(begin_end, future, crate = eap_runtime)]
impl Pair {
    #[event_async]
    fn one(&self) -> u8 {
        1
    }

    #[event_async(completed_args = OneCompletedEventArgs)]
    fn two(&self) -> u8 {
        2
    }
}

#[test]
fn args_that_are_shared_leave_the_ends_apart() {
    let pair = Arc::new(Pair::default());
    let one = pair.begin_one(no_callback, ()).unwrap();
    assert_eq!(pair.end_one(one).unwrap(), 1);
    let two = pair.begin_two(no_callback, ()).unwrap();
    assert_eq!(pair.end_two(two).unwrap(), 2);
    assert_eq!(smol::block_on(pair.two_future()).unwrap(), 2);
}
