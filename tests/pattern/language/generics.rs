//! Parameters of types and methods, with bounds and defaults wherever Rust has a place for them.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::marker::PhantomData;
use std::ops::Add;
use std::sync::{Arc, Mutex};

use eap_runtime::{CancellationToken, Events, Progress, TaskId, event_async, no_callback};

use crate::support::{listen, receive};

/// Has a parameter of every kind, each with a default.
struct Table<
    K: Ord = u32,
    V = String,
    const ROWS: usize = 2,
    const SORTED: bool = true,
    const SEPARATOR: char = ',',
> where
    V: Display,
{
    events: Events<Self>,
    rows: Mutex<BTreeMap<K, V>>,
}

impl<K: Ord, V, const ROWS: usize, const SORTED: bool, const SEPARATOR: char>
    Table<K, V, ROWS, SORTED, SEPARATOR>
where
    V: Display,
{
    fn new() -> Arc<Self> {
        Arc::new(Self {
            events: Events::new(),
            rows: Mutex::default(),
        })
    }
}

#[event_async]
impl<K: Ord + Clone, V, const ROWS: usize, const SORTED: bool, const SEPARATOR: char>
    Table<K, V, ROWS, SORTED, SEPARATOR>
where
    K: Display + Send + 'static,
    V: Display + Send + 'static,
{
    /// Gives back the key and the first rows.
    #[event_async(result = rows)]
    fn insert(
        &self,
        key: &K,
        value: V,
        #[out(init = [false; ROWS])] first: &mut [bool; ROWS],
    ) -> (K, String) {
        let mut table = self.rows.lock().unwrap();
        table.insert(key.clone(), value);
        first.fill(SORTED);
        let rows = table.iter().take(ROWS);
        let rows = rows.map(|(key, value)| format!("{key}={value}{SEPARATOR}"));
        (key.clone(), rows.collect())
    }
}

#[test]
fn a_component_can_have_parameters_with_defaults() {
    let table: Arc<Table> = Table::new();
    let inserted = listen(table.insert_completed(), |_table, e| {
        let (rows, first) = e.results().unwrap();
        (rows.clone(), *first)
    });
    table.insert_async(7, "seven".to_owned()).unwrap();
    assert_eq!(receive(&inserted), ((7, "7=seven,".to_owned()), [true; 2]));
}

#[test]
fn const_parameters_can_be_flags_and_characters() {
    let table = Table::<u8, i8, 3, false, ';'>::new();
    let inserted = listen(table.insert_completed(), |_table, e| {
        let (rows, first) = e.results().unwrap();
        (rows.clone(), *first)
    });
    table.insert_async(1, -1).unwrap();
    assert_eq!(receive(&inserted), ((1, "1=-1;".to_owned()), [false; 3]));
}

trait Unit {
    const NAME: &'static str;
    type Amount: Add<Output = Self::Amount> + Copy + Debug + Default + Send + 'static;
}

struct Metre;

impl Unit for Metre {
    const NAME: &'static str = "m";
    type Amount = f64;
}

trait Labelled {
    type Label: Clone + Send + 'static;

    fn label(&self) -> Self::Label;
}

/// Adds up amounts, which only the unit has a type for.
struct Tape<U: Unit> {
    events: Events<Self>,
    sum: Mutex<U::Amount>,
}

impl Labelled for Tape<Metre> {
    type Label = &'static str;

    fn label(&self) -> &'static str {
        "a tape"
    }
}

#[event_async]
impl<U: Unit + 'static> Tape<U>
where
    Self: Labelled,
{
    #[event_async(result = sum)]
    fn add(&self, amount: U::Amount, more: &[<U as Unit>::Amount]) -> U::Amount {
        let mut sum = self.sum.lock().unwrap();
        *sum = more.iter().fold(*sum + amount, |sum, more| sum + *more);
        *sum
    }

    #[event_async(result = label)]
    fn read_label(&self) -> <Self as Labelled>::Label {
        self.label()
    }

    #[event_async(result = text)]
    fn describe(&self, #[out(name = sum)] amount: &mut U::Amount) -> Option<String>
    where
        Self: Sized,
        U::Amount: Display,
    {
        *amount = *self.sum.lock().unwrap();
        Some(format!("{amount} {}", U::NAME))
    }
}

impl Tape<Metre> {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            events: Events::new(),
            sum: Mutex::default(),
        })
    }
}

#[test]
fn parameters_and_results_can_be_associated_types() {
    let tape = Tape::new();
    let sums = listen(tape.add_completed(), |_tape, e| *e.sum().unwrap());
    tape.add_async(1.5, vec![2.5, 4.0]).unwrap();
    assert_eq!(receive(&sums).to_string(), "8");
}

#[test]
fn the_impl_block_can_demand_something_of_self() {
    let tape = Tape::new();
    let labels = listen(tape.read_label_completed(), |_tape, e| *e.label().unwrap());
    tape.read_label_async().unwrap();
    assert_eq!(receive(&labels), "a tape");
}

#[test]
fn a_method_can_demand_something_of_self_and_of_associated_types() {
    let tape = Tape::new();
    let texts = listen(tape.describe_completed(), |_tape, e| {
        let (text, sum) = e.results().unwrap();
        (text.clone(), sum.to_string())
    });
    tape.describe_async().unwrap();
    let expected = (Some("0 m".to_owned()), "0".to_owned());
    assert_eq!(receive(&texts), expected);
}

/// Holds something that need not be sized.
struct Screen<T: ?Sized> {
    events: Events<Self>,
    shown: Arc<T>,
}

#[event_async]
impl<T> Screen<T>
where
    T: ?Sized + Display + Send + Sync + 'static,
{
    #[event_async(result = shown)]
    fn show(&self, #[out] text: &mut String) -> Arc<T> {
        *text = self.shown.to_string();
        Arc::clone(&self.shown)
    }
}

#[test]
fn a_parameter_of_the_component_need_not_be_sized() {
    let screen = Arc::new(Screen::<dyn Display + Send + Sync> {
        events: Events::new(),
        shown: Arc::new(1.5),
    });
    let shown = listen(screen.show_completed(), |_screen, e| {
        let (shown, text) = e.results().unwrap();
        (shown.to_string(), text.clone())
    });
    screen.show_async().unwrap();
    assert_eq!(receive(&shown), ("1.5".to_owned(), "1.5".to_owned()));
}

/// Its parameters are only bounded where one is in terms of another.
struct Index<K, L> {
    events: Events<Self>,
    keys: Vec<K>,
    lists: Mutex<L>,
}

#[event_async(concurrent, user_state = K)]
impl<K, L> Index<K, L>
where
    K: Clone + Eq + std::hash::Hash + Send + Sync + 'static,
    L: Extend<K> + Default + Send + 'static,
    for<'a> &'a L: IntoIterator<Item = &'a K>,
    Vec<K>: PartialEq,
    [K]: ToOwned<Owned = Vec<K>>,
{
    #[event_async(result = found)]
    fn find<F: Fn(&K) -> bool + Send>(
        &self,
        is_wanted: F,
        #[progress] progress: &Progress<K>,
        #[cancel] cancel: &CancellationToken,
    ) -> Result<L, K> {
        let mut found = L::default();
        for key in self.keys.iter().filter(|key| is_wanted(key)) {
            if cancel.is_cancelled() {
                return Err(key.clone());
            }
            progress.report_with(100, key.clone());
            found.extend([key.clone()]);
        }
        let copies = (&found).into_iter().cloned();
        self.lists.lock().unwrap().extend(copies);
        Ok(found)
    }
}

#[test]
fn bounds_can_be_on_any_type_and_for_any_lifetime() {
    let index = Arc::new(Index {
        events: Events::new(),
        keys: vec![1, 2, 3],
        lists: Mutex::new(vec![]),
    });
    let reported = listen(index.find_progress_changed(), |_index, e| {
        (*e.user_state(), e.data().copied())
    });
    let found = listen(index.find_completed(), |_index, e| {
        e.found().unwrap().clone()
    });
    index.find_async(|key| *key == 2, 9).unwrap();
    assert_eq!(receive(&reported), (9, Some(2)));
    assert_eq!(receive(&found), [2]);
}

/// It is `Send` and `Sync`, whatever the parameters are. That they are `'static` is said by the struct of the one, and of the
/// other nowhere.
struct Shelf<M: 'static, T> {
    events: Events<Self>,
    marker: PhantomData<fn() -> M>,
    content: Mutex<Option<T>>,
}

#[event_async(begin_end, future)]
impl<M, T: Send> Shelf<M, T>
where
    Self: Send + Sync,
{
    #[event_async(result = before)]
    fn put(&self, thing: T) -> Option<T> {
        let PhantomData = self.marker;
        self.content.lock().unwrap().replace(thing)
    }
}

#[test]
fn that_a_parameter_is_static_need_not_be_written() {
    let shelf = Arc::new(Shelf::<u8, &str> {
        events: Events::new(),
        marker: PhantomData,
        content: Mutex::new(Some("jug")),
    });
    let befores = listen(shelf.put_completed(), |_shelf, e| *e.before().unwrap());
    shelf.put_async("cup").unwrap();
    assert_eq!(receive(&befores), Some("jug"));
    let result = shelf.begin_put("pan", no_callback, ()).unwrap();
    assert_eq!(shelf.end_put(result).unwrap(), Some("cup"));
}

/// Its methods have parameters of their own.
struct Toolbox<T> {
    events: Events<Self>,
    tool: T,
}

#[event_async(concurrent)]
impl<T: Clone + Send + Sync + 'static> Toolbox<T> {
    #[event_async(result = count)]
    fn count<I, F, const LIMIT: usize, const INCLUSIVE: bool>(&self, items: I, counts: F) -> usize
    where
        I: IntoIterator<Item: Debug> + Send,
        F: Fn(&I::Item, &T) -> bool,
        Option<T>: Clone,
        Self: Sized,
    {
        let limit = LIMIT + usize::from(INCLUSIVE);
        let items = items.into_iter().take(limit);
        items.filter(|item| counts(item, &self.tool)).count()
    }

    #[event_async(result = text)]
    fn mix<D: Display>(&self, first: D, second: impl Display, third: &impl Debug) -> String {
        format!("{first} {second} {third:?}")
    }

    #[event_async(result = length)]
    fn longest<'a, 'b: 'a, S>(&self, first: &'a str, second: &'b str, third: &'a S) -> usize
    where
        S: AsRef<str> + ?Sized + 'b,
    {
        let all: [&'a str; 3] = [first, second, third.as_ref()];
        all.map(str::len).into_iter().max().unwrap_or(0)
    }

    #[event_async(result = tool)]
    fn tool(&self) -> T
    where
        T: PartialEq,
    {
        self.tool.clone()
    }
}

fn toolbox<T>(tool: T) -> Arc<Toolbox<T>> {
    let events = Events::new();
    Arc::new(Toolbox { events, tool })
}

#[test]
fn a_method_can_have_bounds_in_every_position() {
    let toolbox = toolbox(2);
    let counts = listen(toolbox.count_completed(), |_toolbox, e| *e.count().unwrap());
    let is_greater = |item: &u32, tool: &u32| item > tool;
    toolbox
        .count_async::<_, _, 3, true>([1, 2, 3, 4, 5], is_greater, TaskId::new())
        .unwrap();
    assert_eq!(receive(&counts), 2);
}

#[test]
fn parameters_with_and_without_names_can_be_mixed() {
    let toolbox = toolbox(());
    let texts = listen(toolbox.mix_completed(), |_toolbox, e| {
        e.text().unwrap().clone()
    });
    toolbox.mix_async(1, "two", '3', TaskId::new()).unwrap();
    assert_eq!(receive(&texts), "1 two '3'");
}

#[test]
fn lifetimes_of_the_call_do_not_outlive_it() {
    let toolbox = toolbox(());
    let lengths = listen(toolbox.longest_completed(), |_toolbox, e| {
        *e.length().unwrap()
    });
    let four = "four".to_owned();
    toolbox
        .longest_async("one", "three", four, TaskId::new())
        .unwrap();
    assert_eq!(receive(&lengths), 5);
}

#[test]
fn a_method_can_demand_something_of_the_components_parameter() {
    let toolbox = toolbox("hammer");
    let tools = listen(toolbox.tool_completed(), |_toolbox, e| *e.tool().unwrap());
    toolbox.tool_async(TaskId::new()).unwrap();
    assert_eq!(receive(&tools), "hammer");
}
