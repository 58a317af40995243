//! "Takes the same parameters as the `MethodName` method": since the operation outlives the call, `…_async` owns what the
//! method borrows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::fmt::{Debug, Display};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use eap_runtime::{Events, InvokeError, event_async};

use crate::support::{has_type, listen, receive};

/// Has a method for each kind of parameter.
#[derive(Default)]
struct Post {
    events: Events<Self>,
}

/// Neither `Clone` nor `Sync`.
struct Parcel(Box<dyn Fn() -> u32 + Send>);

/// Sized, and borrowed by the method.
#[derive(Debug, PartialEq)]
struct Stamp(u32);

#[event_async(user_state = &'static str)]
impl Post {
    #[event_async]
    fn take_value(&self, parcel: Parcel, number: u32) -> u32 {
        (parcel.0)() + number
    }

    #[event_async]
    fn take_reference(&self, stamp: &Stamp, map: &BTreeMap<u8, String>) -> String {
        format!("{stamp:?} {map:?}")
    }

    #[event_async]
    fn take_text(&self, text: &str) -> String {
        text.to_owned()
    }

    #[event_async]
    fn take_names(&self, path: &Path, os: &OsStr, c: &CStr) -> bool {
        path.as_os_str() == os && c.to_str().ok() == os.to_str()
    }

    #[event_async]
    fn take_slices(&self, stamps: &[Stamp], bytes: &[u8]) -> usize {
        stamps.len() * bytes.len()
    }

    #[event_async]
    fn take_object(&self, object: &dyn Display) -> String {
        object.to_string()
    }

    #[event_async]
    fn take_objects(
        &self,
        send: &(dyn Display + Send),
        both: &(dyn Debug + Send + Sync),
    ) -> String {
        format!("{send} {both:?}")
    }

    #[event_async]
    fn take_static(&self, text: &'static str, numbers: &'static [u32]) -> (&'static str, u32) {
        (text, numbers.iter().sum())
    }

    #[event_async]
    fn take_patterns(&self, (a, b): (u32, u32), [c, ..]: [u32; 3], mut d: u32, _: u32) -> u32 {
        d *= 1000;
        a + 10 * b + 100 * c + d
    }

    #[event_async]
    #[expect(clippy::ptr_arg, reason = "the table has such parameters, too")]
    fn take_references_to_owned_text(&self, text: &String, items: &Vec<u8>) -> usize {
        text.len() + items.len()
    }

    #[event_async]
    fn take_impl(&self, value: impl Display, by_reference: &impl Debug) -> String {
        format!("{value} {by_reference:?}")
    }

    #[event_async]
    #[expect(
        unused_qualifications,
        reason = "this is about types that are written so"
    )]
    fn take_std_paths(&self, path: &std::path::Path, text: &std::primitive::str) -> usize {
        path.as_os_str().len() + text.len()
    }

    #[event_async]
    fn take_pointers(&self, shared: &Arc<Stamp>, back: Sender<Arc<Stamp>>) {
        let _ = back.send(Arc::clone(shared));
    }

    #[event_async]
    fn take_all(
        &self,
        first: u8,
        second: &str,
        third: &mut u8,
        fourth: &[u8],
        #[out] fifth: &mut u8,
    ) {
        *fifth = first + *third + fourth[0];
        *third = u8::try_from(second.len()).unwrap();
    }
}

#[test]
fn a_value_is_moved_to_the_method() {
    let post = Arc::new(Post::default());
    let sums = listen(post.take_value_completed(), |_post, e| *e.result().unwrap());
    let parcel = Parcel(Box::new(|| 40));
    post.take_value_async(parcel, 2, "").unwrap();
    assert_eq!(receive(&sums), 42);
}

#[test]
fn what_is_borrowed_is_taken_by_value() {
    has_type::<fn(&Arc<Post>, Stamp, BTreeMap<u8, String>, &'static str) -> Result<(), InvokeError>>(
        Post::take_reference_async,
    );

    let post = Arc::new(Post::default());
    let texts = listen(post.take_reference_completed(), |_post, e| {
        e.result().unwrap().clone()
    });
    let map = BTreeMap::from([(1, "one".to_owned())]);
    post.take_reference_async(Stamp(5), map, "").unwrap();
    assert_eq!(receive(&texts), r#"Stamp(5) {1: "one"}"#);
}

#[test]
fn text_is_taken_as_whatever_becomes_a_string() {
    let post = Arc::new(Post::default());
    let texts = listen(post.take_text_completed(), |_post, e| {
        e.result().unwrap().clone()
    });
    let taken = |start: &dyn Fn() -> Result<(), InvokeError>| {
        start().unwrap();
        receive(&texts)
    };
    assert_eq!(
        taken(&|| post.take_text_async("a literal", "")),
        "a literal"
    );
    assert_eq!(
        taken(&|| post.take_text_async(String::from("owned"), "")),
        "owned"
    );
    assert_eq!(
        taken(&|| post.take_text_async(Cow::Borrowed("a cow"), "")),
        "a cow"
    );
    assert_eq!(
        taken(&|| post.take_text_async(Box::<str>::from("boxed"), "")),
        "boxed"
    );
    assert_eq!(taken(&|| post.take_text_async('c', "")), "c");
}

#[test]
fn text_need_not_live_as_long_as_the_operation() {
    let post = Arc::new(Post::default());
    let texts = listen(post.take_text_completed(), |_post, e| {
        e.result().unwrap().clone()
    });
    {
        let short_lived = format!("{}-lived", "short");
        post.take_text_async(short_lived.as_str(), "").unwrap();
    }
    assert_eq!(receive(&texts), "short-lived");
}

#[test]
fn paths_and_foreign_text_are_taken_owned() {
    has_type::<fn(&Arc<Post>, PathBuf, OsString, CString, &'static str) -> Result<(), InvokeError>>(
        Post::take_names_async,
    );

    let post = Arc::new(Post::default());
    let equal = listen(post.take_names_completed(), |_post, e| *e.result().unwrap());
    let (path, os, c) = (
        PathBuf::from("name"),
        OsString::from("name"),
        c"name".to_owned(),
    );
    post.take_names_async(path, os, c, "").unwrap();
    assert!(receive(&equal));
}

#[test]
fn slices_are_taken_as_vectors() {
    has_type::<fn(&Arc<Post>, Vec<Stamp>, Vec<u8>, &'static str) -> Result<(), InvokeError>>(
        Post::take_slices_async,
    );

    let post = Arc::new(Post::default());
    let products = listen(post.take_slices_completed(), |_post, e| {
        *e.result().unwrap()
    });
    post.take_slices_async(vec![Stamp(1), Stamp(2)], vec![1, 2, 3], "")
        .unwrap();
    assert_eq!(receive(&products), 6);
}

#[test]
fn trait_objects_are_taken_in_boxes() {
    has_type::<fn(&Arc<Post>, Box<dyn Display + Send>, &'static str) -> Result<(), InvokeError>>(
        Post::take_object_async,
    );

    let post = Arc::new(Post::default());
    let texts = listen(post.take_object_completed(), |_post, e| {
        e.result().unwrap().clone()
    });
    post.take_object_async(Box::new(12.5), "").unwrap();
    assert_eq!(receive(&texts), "12.5");
}

#[test]
fn trait_objects_keep_their_other_bounds() {
    has_type::<
        fn(
            &Arc<Post>,
            Box<dyn Display + Send>,
            Box<dyn Debug + Send + Sync>,
            &'static str,
        ) -> Result<(), InvokeError>,
    >(Post::take_objects_async);

    let post = Arc::new(Post::default());
    let texts = listen(post.take_objects_completed(), |_post, e| {
        e.result().unwrap().clone()
    });
    post.take_objects_async(Box::new("a"), Box::new("b"), "")
        .unwrap();
    assert_eq!(receive(&texts), r#"a "b""#);
}

#[test]
fn what_lives_for_ever_is_taken_as_it_is() {
    has_type::<fn(&Arc<Post>, &'static str, &'static [u32], &'static str) -> Result<(), InvokeError>>(
        Post::take_static_async,
    );

    let post = Arc::new(Post::default());
    let results = listen(post.take_static_completed(), |_post, e| {
        *e.result().unwrap()
    });
    post.take_static_async("for ever", &[1, 2, 3], "").unwrap();
    assert_eq!(receive(&results), ("for ever", 6));
}

#[test]
fn a_pattern_in_place_of_a_name_takes_the_whole_value() {
    let post = Arc::new(Post::default());
    let results = listen(post.take_patterns_completed(), |_post, e| {
        *e.result().unwrap()
    });
    post.take_patterns_async((1, 2), [3, 0, 0], 4, 9, "")
        .unwrap();
    assert_eq!(receive(&results), 4321);
}

#[test]
fn references_to_owned_types_are_nothing_special() {
    has_type::<fn(&Arc<Post>, String, Vec<u8>, &'static str) -> Result<(), InvokeError>>(
        Post::take_references_to_owned_text_async,
    );

    let post = Arc::new(Post::default());
    let lengths = listen(
        post.take_references_to_owned_text_completed(),
        |_post, e| *e.result().unwrap(),
    );
    post.take_references_to_owned_text_async("ab".to_owned(), vec![0], "")
        .unwrap();
    assert_eq!(receive(&lengths), 3);
}

#[test]
fn whatever_has_a_trait_is_taken_as_such() {
    let post = Arc::new(Post::default());
    let texts = listen(post.take_impl_completed(), |_post, e| {
        e.result().unwrap().clone()
    });
    post.take_impl_async(1, 'c', "").unwrap();
    assert_eq!(receive(&texts), "1 'c'");
    post.take_impl_async(String::from("text"), Stamp(1), "")
        .unwrap();
    assert_eq!(receive(&texts), "text Stamp(1)");
}

#[test]
fn types_are_known_by_their_full_paths_too() {
    let post = Arc::new(Post::default());
    let lengths = listen(post.take_std_paths_completed(), |_post, e| {
        *e.result().unwrap()
    });
    post.take_std_paths_async(PathBuf::from("ab"), "abc", "")
        .unwrap();
    assert_eq!(receive(&lengths), 5);
}

#[test]
fn a_shared_pointer_is_moved_and_not_what_it_points_to() {
    let post = Arc::new(Post::default());
    let (sender, back) = mpsc::channel();
    let stamp = Arc::new(Stamp(1));
    post.take_pointers_async(Arc::clone(&stamp), sender, "")
        .unwrap();
    assert!(Arc::ptr_eq(&receive(&back), &stamp));
}

#[test]
fn the_order_is_kept_and_the_user_state_is_the_last() {
    let post = Arc::new(Post::default());
    let results = listen(post.take_all_completed(), |_post, e| {
        let (third, fifth) = e.results().unwrap();
        (*e.user_state(), *third, *fifth)
    });
    post.take_all_async(1, "four", 2, vec![3], "the last")
        .unwrap();
    assert_eq!(receive(&results), ("the last", 4, 6));
}
