//! Types of every form, as parameters and as what comes back.

use std::fmt::{Debug, Display};
use std::ops::RangeInclusive;
use std::sync::Arc;

use eap_runtime::{Events, event_async};

use crate::support::{listen, receive};

trait Part {
    type Number;
}

/// Threads can share what implements it, so that references to it can go from one to another.
trait Label: Sync {
    type Text;

    fn label(&self) -> Self::Text;
}

impl Label for char {
    type Text = char;

    fn label(&self) -> char {
        *self
    }
}

/// A type by way of a macro.
macro_rules! list {
    ($item:ty) => { Vec<$item> };
}

#[derive(Default)]
struct Workshop {
    events: Events<Self>,
}

impl Part for Workshop {
    type Number = u64;
}

#[event_async]
impl Workshop {
    const SIZE: usize = 3;

    #[event_async]
    fn impls(
        &self,
        shown: impl Display + Clone,
        list: Vec<impl Display>,
        work: Option<impl FnOnce(u32) -> u32>,
        slice: &[impl Debug],
        (pair, _): (impl Display, u8),
        borrowed: &impl Debug,
        function: impl for<'a> Fn(&'a str) -> &'a str,
        lasting: Vec<&'static impl Label<Text = char>>,
    ) -> String {
        let list: String = list.iter().map(ToString::to_string).collect();
        let worked = work.map(|work| work(1));
        let called = function("called");
        let lasting: String = lasting.into_iter().map(Label::label).collect();
        format!("{shown} {list} {worked:?} {slice:?} {pair} {borrowed:?} {called} {lasting}")
    }

    #[event_async]
    fn objects(
        &self,
        lasting: &(dyn Display + Send + Sync + 'static),
        boxed: Box<dyn FnOnce(u32) -> u32 + Send>,
        function: &dyn for<'a> Fn(&'a str) -> &'a str,
        shared: Arc<dyn Debug + Send + Sync>,
        numbers: &mut dyn Iterator<Item = u32>,
        #[out(init = Box::new(RangeInclusive::contains))] test: &mut Box<
            dyn Fn(&RangeInclusive<u32>, &u32) -> bool + Send,
        >,
    ) -> Box<dyn Display + Send> {
        let first = numbers.next().map(boxed);
        let called = function("called");
        let is_in = test(&(1..=9), &5);
        Box::new(format!("{lasting} {first:?} {called} {shared:?} {is_in}"))
    }

    #[event_async]
    fn functions(
        &self,
        plain: fn(u32) -> u32,
        lasting: for<'a> fn(&'a str) -> &'a str,
        borrowed: &fn() -> u8,
        foreign: extern "C" fn(i32) -> i32,
        parse: fn(&str, u32) -> Result<u32, std::num::ParseIntError>,
    ) -> fn(u32) -> u32 {
        let all = (plain(1), lasting("x"), borrowed(), foreign(-1));
        assert_eq!(all, (2, "x", 7, -1));
        assert_eq!(parse("ff", 16), Ok(255));
        plain
    }

    #[event_async]
    #[expect(unused_braces, reason = "this is about lengths that are written so")]
    fn arrays(
        &self,
        plain: [u8; 2],
        borrowed: &[u8; Self::SIZE],
        nested: &mut [[u8; 2]; 2],
        slice: &[[u8; 1]],
        owned: [String; { 1 + 1 }],
        #[out] sums: &mut [u8; 4],
        none: [(); 0],
    ) -> [u8; Self::SIZE] {
        nested.swap(0, 1);
        let [.., last] = *borrowed;
        let lengths: usize = owned.iter().map(String::len).sum();
        *sums = [
            plain.iter().sum(),
            last,
            slice.concat().iter().sum(),
            u8::try_from(lengths + none.len()).unwrap(),
        ];
        [1; Self::SIZE]
    }

    #[event_async]
    fn tuples(
        &self,
        unit: (),
        one: (u8,),
        borrowed: &(u8, String),
        changed: &mut (u8, (u8, &'static str)),
        #[out] made: &mut (u8, String),
    ) -> ((), (u8,)) {
        changed.1.1 = "changed";
        *made = borrowed.clone();
        (unit, one)
    }

    #[event_async]
    #[expect(unused_parens, reason = "this is about types that are written so")]
    fn parentheses(&self, number: (u8), text: &(str), items: (&mut ([u8]))) -> (usize) {
        items[0] = number;
        text.len()
    }

    #[event_async]
    fn macros(&self, items: list!(u8), text: &list!(char), more: &mut list!(u8)) -> list!(usize) {
        more.extend(&items);
        vec![items.len(), text.len()]
    }

    #[event_async(result = another)]
    fn another(&self, #[out] option: &mut Option<Self>) -> Self {
        *option = Some(Self::default());
        Self::default()
    }

    #[event_async(result = shops)]
    fn own(
        &self,
        other: &Arc<Self>,
        same: Option<Arc<Workshop>>,
        #[out] number: &mut <Self as Part>::Number,
    ) -> Vec<Arc<Self>> {
        *number = 1;
        let other = Arc::clone(other);
        same.into_iter().chain([other]).collect()
    }
}

fn workshop() -> Arc<Workshop> {
    Arc::default()
}

#[test]
fn whatever_has_a_trait_can_be_anywhere_in_a_parameter() {
    let workshop = workshop();
    let texts = listen(workshop.impls_completed(), |_workshop, e| {
        e.result().unwrap().clone()
    });
    let added = 1;
    workshop
        .impls_async(
            1,
            vec!['a', 'b'],
            Some(move |number| number + added),
            vec![1.5],
            ("pair", 0),
            "borrowed",
            str::trim,
            vec![&'x', &'y'],
        )
        .unwrap();
    let expected = r#"1 ab Some(2) [1.5] pair "borrowed" called xy"#;
    assert_eq!(receive(&texts), expected);
}

#[test]
fn trait_objects_can_have_every_bound() {
    let workshop = workshop();
    let results = listen(workshop.objects_completed(), |_workshop, e| {
        let (shown, _numbers, test) = e.results().unwrap();
        (shown.to_string(), test(&(1..=2), &3))
    });
    workshop
        .objects_async(
            Box::new("lasting"),
            Box::new(|number| number + 1),
            Box::new(str::trim),
            Arc::new('s'),
            Box::new(1..),
        )
        .unwrap();
    let expected = "lasting Some(2) called 's' true".to_owned();
    assert_eq!(receive(&results), (expected, false));
}

#[test]
fn pointers_to_functions_are_values() {
    extern "C" fn foreign(number: i32) -> i32 {
        number
    }

    let workshop = workshop();
    let results = listen(workshop.functions_completed(), |_workshop, e| {
        e.result().unwrap()(41)
    });
    workshop
        .functions_async(
            |number| number + 1,
            str::trim,
            || 7,
            foreign,
            u32::from_str_radix,
        )
        .unwrap();
    assert_eq!(receive(&results), 42);
}

#[test]
fn arrays_are_values_and_their_lengths_any_constants() {
    let workshop = workshop();
    let results = listen(workshop.arrays_completed(), |_workshop, e| {
        let (ones, nested, sums) = e.results().unwrap();
        (*ones, *nested, *sums)
    });
    let owned = ["a", "bc"].map(str::to_owned);
    workshop
        .arrays_async(
            [1, 2],
            [3, 4, 5],
            [[1, 2], [3, 4]],
            vec![[6], [1]],
            owned,
            [],
        )
        .unwrap();
    let expected = ([1; 3], [[3, 4], [1, 2]], [3, 5, 7, 3]);
    assert_eq!(receive(&results), expected);
}

#[test]
fn tuples_are_values() {
    let workshop = workshop();
    let results = listen(workshop.tuples_completed(), |_workshop, e| {
        let (result, changed, made) = e.results().unwrap();
        (*result, *changed, made.clone())
    });
    let borrowed = (3, "made".to_owned());
    workshop
        .tuples_async((), (1,), borrowed.clone(), (1, (2, "")))
        .unwrap();
    let expected = (((), (1,)), (1, (2, "changed")), borrowed);
    assert_eq!(receive(&results), expected);
}

#[test]
fn parentheses_around_a_type_are_nothing() {
    let workshop = workshop();
    let results = listen(workshop.parentheses_completed(), |_workshop, e| {
        let (length, items) = e.results().unwrap();
        (*length, items.clone())
    });
    workshop.parentheses_async(9, "four", vec![0, 1]).unwrap();
    assert_eq!(receive(&results), (4, vec![9, 1]));
}

#[test]
fn types_can_be_macros() {
    let workshop = workshop();
    let results = listen(workshop.macros_completed(), |_workshop, e| {
        let (lengths, more) = e.results().unwrap();
        (lengths.clone(), more.clone())
    });
    workshop.macros_async(vec![1], vec!['x'], vec![0]).unwrap();
    assert_eq!(receive(&results), (vec![1, 1], vec![0, 1]));
}

#[test]
fn the_component_can_be_part_of_its_own_operations() {
    let (workshop, other) = (workshop(), workshop());
    let results = listen(workshop.own_completed(), |_workshop, e| {
        let (shops, number) = e.results().unwrap();
        (shops.clone(), *number)
    });
    workshop.own_async(Arc::clone(&other), None).unwrap();
    let (shops, number) = receive(&results);
    assert!(Arc::ptr_eq(&shops[0], &other));
    assert_eq!(number, 1);
}

#[test]
fn the_component_can_be_made_by_its_own_operations() {
    let workshop = workshop();
    let results = listen(workshop.another_completed(), |_workshop, e| {
        let (another, option) = e.results().unwrap();
        another.is_busy() || option.as_ref().is_none_or(Workshop::is_busy)
    });
    workshop.another_async().unwrap();
    assert!(!receive(&results));
}

/// A component whose type has arguments.
#[derive(Default)]
struct Shelf<T> {
    events: Events<Self>,
    content: T,
}

impl Shelf<u16> {
    const BOARDS: usize = 3;
}

#[event_async]
impl Shelf<u16> {
    #[event_async]
    #[expect(unused_braces, reason = "this is about lengths that are written so")]
    fn boards(
        &self,
        #[out] bytes: &mut [u8; { size_of::<Self>() / size_of::<Self>() }],
    ) -> [u16; Self::BOARDS] {
        bytes[0] = 1;
        [self.content; Self::BOARDS]
    }
}

#[test]
fn lengths_can_name_a_component_with_arguments() {
    let shelf = Arc::new(Shelf::default());
    let results = listen(shelf.boards_completed(), |_shelf, e| {
        let (boards, bytes) = e.results().unwrap();
        (*boards, *bytes)
    });
    shelf.boards_async().unwrap();
    assert_eq!(receive(&results), ([0; 3], [1]));
}
