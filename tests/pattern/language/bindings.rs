//! What stands before the colon of a parameter: names of every kind, patterns and attributes.

use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, TaskId, event_async};

use crate::support::{Gate, gate, listen, receive};

/// Has no name that could go without `r#`.
#[derive(Default)]
struct Keywords {
    r#type: Events<Self>,
}

#[event_async(concurrent, events = r#type)]
impl Keywords {
    #[event_async(result = r#ref)]
    fn r#match(
        &self,
        r#in: u32,
        #[out] r#fn: &mut u32,
        #[inout(name = r#move)] r#mod: &mut u32,
        #[progress] r#yield: &Progress<u32>,
        #[cancel] r#if: &CancellationToken,
        r#loop: Gate,
    ) -> Result<u32, String> {
        r#yield.report_with(0, r#in);
        r#loop.pass();
        r#if.check().map_err(|cancelled| cancelled.to_string())?;
        *r#fn = *r#mod;
        *r#mod = r#in;
        Ok(r#in + 1)
    }
}

#[test]
fn keywords_can_be_names() {
    let keywords = Arc::new(Keywords::default());
    let reported = listen(
        keywords.match_progress_changed(),
        |_keywords, e: &MatchProgressChangedEventArgs| e.data().copied(),
    );
    let matched = listen(
        keywords.match_completed(),
        |_keywords, e: &MatchCompletedEventArgs| {
            (
                *e.r#ref().unwrap(),
                *e.r#fn().unwrap(),
                *e.r#move().unwrap(),
            )
        },
    );
    keywords
        .match_async(1, 2, Gate::open(), TaskId::new())
        .unwrap();
    assert_eq!(receive(&reported), Some(1));
    assert_eq!(receive(&matched), (2, 2, 1));
}

#[test]
fn an_operation_with_a_keyword_for_a_name_can_be_cancelled() {
    let keywords = Arc::new(Keywords::default());
    let cancelled = listen(keywords.match_completed(), |_keywords, e| e.cancelled());
    let (key, closed) = gate();
    let task = TaskId::new();
    keywords.match_async(1, 2, closed, task).unwrap();
    keywords.match_async_cancel(&task);
    drop(key);
    assert!(receive(&cancelled));
}

struct Point {
    x: u32,
    rest: [u32; 3],
}

#[derive(Default)]
struct Patterns {
    events: Events<Self>,
}

#[event_async]
impl Patterns {
    #[event_async(result = sum)]
    fn change<'a>(
        mut self: Arc<Self>,
        mut value: u32,
        mut borrowed: &str,
        mut text: String,
        #[out] mut made: &'a mut u32,
        mut changed: &mut [u32],
        other: &'a mut u32,
    ) -> usize {
        value += 1;
        *made = value;
        made = &mut *other;
        *made += 1;
        changed[0] += 1;
        changed = &mut [];
        borrowed = borrowed.trim();
        text.push_str(borrowed);
        self = Arc::clone(&self);
        text.len() + changed.len() + Arc::strong_count(&self).min(1)
    }

    #[event_async(result = sum)]
    fn take_apart(
        &self,
        Point {
            x,
            rest: [first, ..],
        }: Point,
        whole @ (left, _): (u32, u32),
        (Ok(either) | Err(either)): Result<u32, u32>,
        &lent: &u32,
        &(ref text, (number, ..)): &(String, (u32, u32)),
        ref kept: String,
        ref mut list: Vec<u32>,
        _: (),
        _unused: u32,
        __: u32,
    ) -> u32 {
        list.push(x + first + whole.1 + left + either + lent + number);
        let length = text.len() + kept.len();
        list.iter().sum::<u32>() + u32::try_from(length).unwrap()
    }

    #[event_async(result = number)]
    fn share_names(
        &self,
        this: u32,
        call: u32,
        #[out(name = outputs)] completed: &mut u32,
        #[inout(name = base)] (a, b): &mut (u32, u32),
    ) -> u32 {
        *completed = *a;
        *b = call;
        this
    }
}

#[test]
fn what_a_method_binds_as_mutable_is_its_own_affair() {
    let patterns = Arc::new(Patterns::default());
    let results = listen(patterns.change_completed(), |_patterns, e| {
        let (sum, made, changed, other) = e.results().unwrap();
        (*sum, *made, changed.clone(), *other)
    });
    let text = "text".to_owned();
    patterns
        .change_async(1, " borrowed ", text, vec![10], 20)
        .unwrap();
    assert_eq!(receive(&results), (13, 2, vec![11], 21));
}

#[test]
fn a_method_can_take_its_arguments_apart() {
    let patterns = Arc::new(Patterns::default());
    let sums = listen(patterns.take_apart_completed(), |_patterns, e| {
        *e.sum().unwrap()
    });
    let point = Point {
        x: 1,
        rest: [2, 0, 0],
    };
    let borrowed = ("ab".to_owned(), (64, 0));
    patterns
        .take_apart_async(
            point,
            (4, 8),
            Err(16),
            32,
            borrowed,
            "cd".to_owned(),
            vec![128],
            (),
            0,
            0,
        )
        .unwrap();
    assert_eq!(receive(&sums), 255 + 4);
}

#[test]
fn what_is_taken_apart_can_come_back_under_a_name() {
    let patterns = Arc::new(Patterns::default());
    let results = listen(patterns.share_names_completed(), |_patterns, e| {
        (
            *e.number().unwrap(),
            *e.outputs().unwrap(),
            *e.base().unwrap(),
        )
    });
    patterns.share_names_async(1, 2, (3, 4)).unwrap();
    assert_eq!(receive(&results), (1, 3, (3, 2)));
}

#[derive(Default)]
struct Attributes {
    events: Events<Self>,
}

#[event_async(user_state = u8)]
impl Attributes {
    #[event_async(result = sum)]
    fn add(
        #[allow(unused)] &self,
        #[expect(unused_variables, reason = "it is there for its attribute")] ignored: u32,
        #[allow(non_snake_case)]
        #[inout]
        #[allow(unused_mut)]
        mut Changed: &mut u32,
        #[cfg_attr(all(), allow(unused_variables))] also_ignored: u32,
        #[allow(clippy::needless_pass_by_value)]
        #[cfg_attr(any(), deny(warnings))]
        text: String,
    ) -> usize {
        *Changed += 1;
        text.len()
    }
}

#[test]
fn parameters_can_have_attributes() {
    let attributes = Arc::new(Attributes::default());
    let sums = listen(attributes.add_completed(), |_attributes, e| {
        (*e.sum().unwrap(), *e.Changed().unwrap(), *e.user_state())
    });
    attributes.add_async(0, 1, 0, "four".to_owned(), 9).unwrap();
    assert_eq!(receive(&sums), (4, 2, 9));
}
