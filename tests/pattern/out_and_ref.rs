//! "Handling Out and Ref Parameters in Methods": "out parameters to `MethodName` should not be part of `MethodNameAsync`.
//! Instead, they should be part of `MethodNameCompletedEventArgs`", and ref parameters should be part of both.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eap_runtime::{AsyncError, Events, InvokeError, TaskId, event_async};

use crate::support::{has_type, listen, receive};

/// The pattern's own example: `int MethodName(string arg1, ref string arg2, out string arg3)`.
#[derive(Default)]
struct Class {
    events: Events<Self>,
}

#[event_async]
impl Class {
    #[event_async]
    fn method_name(&self, arg1: &str, arg2: &mut String, #[out] arg3: &mut String) -> i32 {
        *arg3 = format!("{arg1} and {arg2}");
        arg2.push_str(", changed");
        42
    }
}

#[test]
fn the_example_of_the_pattern() {
    // Of the args, three accessors, and nothing that could be written to.
    type Accessor<T> =
        for<'a> fn(&'a MethodNameCompletedEventArgs) -> Result<&'a T, &'a AsyncError>;
    has_type::<Accessor<i32>>(MethodNameCompletedEventArgs::result);
    has_type::<Accessor<String>>(MethodNameCompletedEventArgs::arg2);
    has_type::<Accessor<String>>(MethodNameCompletedEventArgs::arg3);

    let class = Arc::new(Class::default());
    let args = listen(class.method_name_completed(), |_class, e| {
        (
            *e.result().unwrap(),
            e.arg2().unwrap().clone(),
            e.arg3().unwrap().clone(),
        )
    });
    let started: Result<(), InvokeError> = class.method_name_async("one", "two".to_owned());
    assert_eq!(started, Ok(()));
    let expected = (42, "two, changed".to_owned(), "one and two".to_owned());
    assert_eq!(receive(&args), expected);
}

#[test]
fn the_synchronous_method_keeps_its_out_and_ref_parameters() {
    let (mut arg2, mut arg3) = ("two".to_owned(), String::new());
    assert_eq!(
        Class::default().method_name("one", &mut arg2, &mut arg3),
        42
    );
    assert_eq!(
        (arg2.as_str(), arg3.as_str()),
        ("two, changed", "one and two")
    );
}

/// What can be done with parameters that come back.
#[derive(Default)]
struct Editor {
    events: Events<Self>,
}

/// A type without a default.
#[derive(Debug, PartialEq, Clone, Copy)]
enum Colour {
    Black,
    Red,
}

trait Brush {
    fn stroke(&mut self);
    fn strokes(&self) -> usize;
}

/// Counts its strokes.
struct Broad(usize);

impl Brush for Broad {
    fn stroke(&mut self) {
        self.0 += 1;
    }

    fn strokes(&self) -> usize {
        self.0
    }
}

#[event_async(concurrent)]
impl Editor {
    #[event_async]
    fn increment(&self, plain: &mut u32, #[inout] marked: &mut u32) {
        *plain += 1;
        *marked += 2;
    }

    #[event_async]
    fn sort(&self, items: &mut [u32]) {
        items.sort_unstable();
    }

    #[event_async]
    fn shout(&self, text: &mut str) {
        text.make_ascii_uppercase();
    }

    #[event_async]
    fn paint(&self, brush: &mut dyn Brush, #[inout] other: &mut (dyn Brush + Send)) {
        brush.stroke();
        brush.stroke();
        other.stroke();
    }

    #[event_async]
    fn shout_paths(&self, path: &mut Path, name: &mut OsStr) {
        path.as_mut_os_str().make_ascii_uppercase();
        name.make_ascii_uppercase();
    }

    #[event_async]
    fn count(&self, text: &str, #[out] words: &mut usize, #[out] letters: &mut Option<usize>) {
        *words = text.split_whitespace().count();
        *letters = Some(text.chars().filter(|c| c.is_alphabetic()).count());
    }

    #[event_async]
    fn leave(&self, #[out] words: &mut Vec<String>, #[out(init = 7)] number: &mut u32) {
        let _ = (words, number);
    }

    #[event_async]
    #[allow(
        unused_qualifications,
        reason = "this is about an option that is an expression"
    )]
    fn colour(
        &self,
        repaint: bool,
        #[out(init = Colour::Black)] colour: &mut Colour,
        #[out(init = self::initial(), name = first)] other: &mut Colour,
    ) {
        if repaint {
            (*colour, *other) = (Colour::Red, Colour::Black);
        }
    }

    #[event_async(result = old_length)]
    fn replace(
        &self,
        #[inout(name = replaced)] text: &mut String,
        from: char,
        #[out(name = hits)] n: &mut usize,
        to: &str,
    ) -> usize {
        let length = text.len();
        *n = text.matches(from).count();
        *text = text.replace(from, to);
        length
    }

    #[event_async]
    fn swap(&self, #[inout(name = pair)] (a, b): &mut (u32, u32)) {
        std::mem::swap(a, b);
    }

    #[event_async(result = rest)]
    fn divide(&self, n: u32, by: u32, #[out] quotient: &mut u32) -> Result<u32, String> {
        *quotient = n.checked_div(by).ok_or("division by zero")?;
        Ok(n % by)
    }

    #[event_async]
    fn validate(&self, text: &mut String) -> Result<(), String> {
        let trimmed = text.trim().to_owned();
        *text = trimmed;
        if text.is_empty() {
            Err("empty".to_owned())
        } else {
            Ok(())
        }
    }

    #[event_async]
    fn fall(&self, #[out] depth: &mut u32) {
        *depth = 1;
        panic!("after depth {depth}");
    }
}

fn initial() -> Colour {
    Colour::Red
}

#[test]
fn what_is_borrowed_mutably_comes_back_marked_or_not() {
    let editor = Arc::new(Editor::default());
    let numbers = listen(editor.increment_completed(), |_editor, e| {
        (*e.plain().unwrap(), *e.marked().unwrap())
    });
    editor.increment_async(1, 1, TaskId::new()).unwrap();
    assert_eq!(receive(&numbers), (2, 3));
}

#[test]
fn a_mutable_slice_comes_back_as_a_vector() {
    let editor = Arc::new(Editor::default());
    let items = listen(editor.sort_completed(), |_editor, e| {
        let items: &Vec<u32> = e.items().unwrap();
        items.clone()
    });
    editor.sort_async(vec![3, 1, 2], TaskId::new()).unwrap();
    assert_eq!(receive(&items), [1, 2, 3]);
}

#[test]
fn mutable_text_comes_back_as_a_string() {
    let editor = Arc::new(Editor::default());
    let texts = listen(editor.shout_completed(), |_editor, e| {
        let text: &String = e.text().unwrap();
        text.clone()
    });
    editor.shout_async("hey", TaskId::new()).unwrap();
    assert_eq!(receive(&texts), "HEY");
}

#[test]
fn a_mutable_trait_object_comes_back_in_its_box() {
    type Accessor = for<'a> fn(
        &'a PaintCompletedEventArgs,
    ) -> Result<&'a Box<dyn Brush + Send>, &'a AsyncError>;
    has_type::<Accessor>(PaintCompletedEventArgs::brush);
    has_type::<Accessor>(PaintCompletedEventArgs::other);

    let editor = Arc::new(Editor::default());
    let strokes = listen(editor.paint_completed(), |_editor, e| {
        let (brush, other) = e.results().unwrap();
        (brush.strokes(), other.strokes())
    });
    let (brush, other) = (Box::new(Broad(10)), Box::new(Broad(20)));
    editor.paint_async(brush, other, TaskId::new()).unwrap();
    assert_eq!(receive(&strokes), (12, 21));
}

#[test]
fn mutable_paths_and_names_come_back_owned() {
    let editor = Arc::new(Editor::default());
    let paths = listen(editor.shout_paths_completed(), |_editor, e| {
        let (path, name): (&PathBuf, &OsString) = e.results().unwrap();
        (path.clone(), name.clone())
    });
    let (path, name) = (PathBuf::from("a/b"), OsString::from("c"));
    editor.shout_paths_async(path, name, TaskId::new()).unwrap();
    assert_eq!(receive(&paths), (PathBuf::from("A/B"), OsString::from("C")));
}

#[test]
fn out_parameters_are_no_parameters_of_the_start() {
    has_type::<fn(&Arc<Editor>, bool, TaskId) -> Result<(), InvokeError>>(Editor::colour_async);

    let editor = Arc::new(Editor::default());
    let counts = listen(editor.count_completed(), |_editor, e| {
        (*e.words().unwrap(), *e.letters().unwrap())
    });
    editor.count_async("two words", TaskId::new()).unwrap();
    assert_eq!(receive(&counts), (2, Some(8)));
}

#[test]
fn an_out_parameter_starts_as_its_default_or_as_said() {
    let editor = Arc::new(Editor::default());
    let left = listen(editor.leave_completed(), |_editor, e| {
        let (words, number) = e.results().unwrap();
        (words.clone(), *number)
    });
    editor.leave_async(TaskId::new()).unwrap();
    assert_eq!(receive(&left), (vec![], 7));
}

#[test]
fn an_out_parameter_without_a_default_starts_as_said() {
    let editor = Arc::new(Editor::default());
    let colours = listen(editor.colour_completed(), |_editor, e| {
        (*e.colour().unwrap(), *e.first().unwrap())
    });
    editor.colour_async(false, TaskId::new()).unwrap();
    assert_eq!(receive(&colours), (Colour::Black, Colour::Red));
    editor.colour_async(true, TaskId::new()).unwrap();
    assert_eq!(receive(&colours), (Colour::Red, Colour::Black));
}

#[test]
fn an_accessor_can_have_a_more_appropriate_name() {
    // The order of the parameters is kept, without those that only come back.
    let editor = Arc::new(Editor::default());
    let replaced = listen(editor.replace_completed(), |_editor, e| {
        let named = (e.old_length().ok(), e.replaced().ok(), e.hits().ok());
        let (old_length, text, hits) = e.results().unwrap();
        assert_eq!(named, (Some(old_length), Some(text), Some(hits)));
        (*old_length, text.clone(), *hits)
    });
    editor
        .replace_async("banana".to_owned(), 'a', "oo", TaskId::new())
        .unwrap();
    assert_eq!(receive(&replaced), (6, "boonoonoo".to_owned(), 3));
}

#[test]
fn a_pattern_in_place_of_a_parameters_name_comes_back_under_the_name_it_is_given() {
    let editor = Arc::new(Editor::default());
    let pairs = listen(editor.swap_completed(), |_editor, e| *e.pair().unwrap());
    editor.swap_async((1, 2), TaskId::new()).unwrap();
    assert_eq!(receive(&pairs), (2, 1));
}

#[test]
fn out_parameters_come_with_the_success_of_a_fallible_method() {
    let editor = Arc::new(Editor::default());
    let divisions = listen(editor.divide_completed(), |_editor, e| match e.results() {
        Ok((rest, quotient)) => Ok((*quotient, *rest)),
        Err(AsyncError::Failed(error)) => Err(error.clone()),
        Err(other) => panic!("{other}"),
    });
    editor.divide_async(17, 5, TaskId::new()).unwrap();
    assert_eq!(receive(&divisions), Ok((3, 2)));
    editor.divide_async(17, 0, TaskId::new()).unwrap();
    assert_eq!(receive(&divisions), Err("division by zero".to_owned()));
}

#[test]
fn a_parameter_that_comes_back_is_the_only_output_of_a_method_without_a_result() {
    let editor = Arc::new(Editor::default());
    let texts = listen(editor.validate_completed(), |_editor, e| match e.text() {
        Ok(text) => Ok(text.clone()),
        Err(AsyncError::Failed(error)) => Err(error.clone()),
        Err(other) => panic!("{other}"),
    });
    editor
        .validate_async(" x ".to_owned(), TaskId::new())
        .unwrap();
    assert_eq!(receive(&texts), Ok("x".to_owned()));
    editor
        .validate_async("  ".to_owned(), TaskId::new())
        .unwrap();
    assert_eq!(receive(&texts), Err("empty".to_owned()));
}

#[test]
fn after_a_panic_out_parameters_cannot_be_read() {
    let editor = Arc::new(Editor::default());
    let depths = listen(editor.fall_completed(), |_editor, e| {
        matches!(e.depth(), Err(AsyncError::Panicked(_)))
    });
    editor.fall_async(TaskId::new()).unwrap();
    assert!(receive(&depths));
}
