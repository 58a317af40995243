//! The very expressions that one hands the method are arguments of `…_async`, `begin_…` and `…_future`, too.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, InvokeError, event_async, no_callback};

use crate::support::{Gate, gate, has_type, listen, receive};

#[derive(Default)]
struct Shelf {
    events: Events<Self>,
}

#[event_async(begin_end, future)]
impl Shelf {
    #[event_async]
    fn name(&self, text: &str, path: &Path, os: &OsStr, c: &CStr, bytes: &[u8]) -> usize {
        text.len() + path.as_os_str().len() + os.len() + c.count_bytes() + bytes.len()
    }

    #[event_async]
    fn fill(&self, text: &mut str, bytes: &mut [u8]) {
        text.make_ascii_uppercase();
        bytes.fill(1);
    }

    #[event_async]
    fn choose(
        &self,
        text: Option<&str>,
        path: Option<&Path>,
        list: Option<&[u8]>,
        map: Option<&HashMap<u8, u8>>,
    ) -> usize {
        let length = path.map_or(0, |path| path.as_os_str().len()) + list.map_or(0, <[u8]>::len);
        length + text.map_or(0, str::len) + map.map_or(0, HashMap::len)
    }

    #[event_async]
    fn list(&self, texts: &[&str], paths: &[&Path], lists: &[&[u8]], numbers: &[&u8]) -> usize {
        let lists: usize = lists.iter().map(|list| list.len()).sum();
        texts.concat().len() + paths.len() + lists + numbers.len()
    }

    #[event_async]
    fn borrow(
        &self,
        text: Cow<'_, str>,
        list: Cow<'_, [u8]>,
        number: Cow<'_, u32>,
        lasting: Cow<'static, str>,
    ) -> usize {
        text.len() + list.len() + usize::try_from(*number).unwrap() + lasting.len()
    }
}

#[test]
#[allow(
    clippy::needless_borrows_for_generic_args,
    reason = "the expressions are those that the method takes"
)]
fn what_the_method_takes_is_taken_as_it_is() {
    let shelf = Arc::new(Shelf::default());
    let here = [shelf.name("a", Path::new("b"), OsStr::new("c"), c"d", &[1, 2])];
    let future = shelf.name_future("a", Path::new("b"), OsStr::new("c"), c"d", &[1, 2]);
    assert_eq!(smol::block_on(future).unwrap(), here[0]);
    let result = shelf.begin_name(
        "a",
        Path::new("b"),
        OsStr::new("c"),
        c"d",
        &[1, 2],
        no_callback,
        (),
    );
    assert_eq!(shelf.end_name(result.unwrap()).unwrap(), here[0]);
    let named = listen(shelf.name_completed(), |_, e| *e.result().unwrap());
    shelf
        .name_async("a", Path::new("b"), OsStr::new("c"), c"d", &[1, 2])
        .unwrap();
    assert_eq!(receive(&named), here[0]);
}

#[test]
fn what_is_owned_is_taken_as_well() {
    let shelf = Arc::new(Shelf::default());
    let (path, os) = (PathBuf::from("b"), OsString::from("c"));
    let future = shelf.name_future(String::from("a"), path, os, CString::from(c"d"), vec![1]);
    assert_eq!(smol::block_on(future).unwrap(), 5);
}

#[test]
fn what_is_borrowed_mutably_comes_back() {
    let shelf = Arc::new(Shelf::default());
    let filled = smol::block_on(shelf.fill_future("text", [0; 2])).unwrap();
    assert_eq!(filled, (String::from("TEXT"), vec![1, 1]));
}

#[test]
fn an_option_holds_what_is_owned() {
    has_type::<
        fn(
            &Arc<Shelf>,
            Option<String>,
            Option<PathBuf>,
            Option<Vec<u8>>,
            Option<HashMap<u8, u8>>,
        ) -> Result<(), InvokeError>,
    >(Shelf::choose_async);
    let shelf = Arc::new(Shelf::default());
    let future = shelf.choose_future(
        Some("text".into()),
        None,
        Some(vec![1]),
        Some(HashMap::new()),
    );
    assert_eq!(smol::block_on(future).unwrap(), 5);
}

#[test]
fn a_list_holds_what_is_owned() {
    has_type::<
        fn(
            &Arc<Shelf>,
            Vec<String>,
            Vec<PathBuf>,
            Vec<Vec<u8>>,
            Vec<u8>,
        ) -> Result<(), InvokeError>,
    >(Shelf::list_async);
    let shelf = Arc::new(Shelf::default());
    let future = shelf.list_future(
        vec!["ab".into()],
        vec!["c".into()],
        vec![vec![1, 2]],
        vec![3],
    );
    assert_eq!(smol::block_on(future).unwrap(), 6);
}

#[test]
fn a_cow_is_taken_as_what_it_owns() {
    let shelf = Arc::new(Shelf::default());
    let future = shelf.borrow_future(
        Cow::Borrowed("ab"),
        Cow::Owned(vec![1]),
        3,
        Cow::Borrowed("c"),
    );
    assert_eq!(smol::block_on(future).unwrap(), 7);
    assert_eq!(
        smol::block_on(shelf.borrow_future("ab", [1], 3, "c".into())).unwrap(),
        7
    );
}

/// Its operations are distinguished by names.
#[derive(Default)]
struct Queue {
    events: Events<Self>,
}

#[event_async(concurrent, user_state = String)]
impl Queue {
    #[event_async]
    fn wait(&self, gate: Gate, #[cancel] cancel: &CancellationToken) {
        gate.pass();
        let _ = cancel.check();
    }
}

#[test]
fn an_operation_is_cancelled_by_a_borrowed_user_state() {
    let queue = Arc::new(Queue::default());
    let cancelled = listen(queue.wait_completed(), |_, e| {
        (e.user_state().clone(), e.cancelled())
    });
    let (key, closed) = gate();
    queue.wait_async(closed, String::from("name")).unwrap();
    queue.wait_async_cancel("another");
    queue.wait_async_cancel("name");
    drop(key);
    assert_eq!(receive(&cancelled), (String::from("name"), true));
    queue.wait_async_cancel(&String::from("name"));
}
