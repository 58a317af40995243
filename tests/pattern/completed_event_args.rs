//! "Naming Asynchronous Methods": "ensure that the `MethodNameCompletedEventArgs` class exposes its members as read-only
//! properties", and "it is perfectly acceptable, when feasible and appropriate, to reuse … `AsyncCompletedEventArgs` types".

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::num::ParseIntError;
use std::sync::Arc;

use eap_runtime::{AsyncCompletedEventArgs, AsyncError, Event, EventHandler, Events, event_async};

use crate::support::{has_type, listen, receive};

/// Neither `Debug` nor `Clone` nor anything else.
struct Opaque(u32);

/// A `Result` under another name.
type Outcome<T> = Result<T, ParseIntError>;

#[derive(Default)]
struct Reader {
    events: Events<Self>,
}

#[event_async]
impl Reader {
    #[event_async]
    fn read_nothing(&self) {}

    #[event_async]
    fn read_opaque(&self, number: u32) -> Result<Opaque, Opaque> {
        if number == 0 {
            Err(Opaque(0))
        } else {
            Ok(Opaque(number))
        }
    }

    #[event_async(result = number)]
    fn read_number(&self, text: &str) -> Result<u32, ParseIntError> {
        text.parse()
    }

    /// The same outputs and error, so the same args.
    #[event_async(completed_args = ReadNumberCompletedEventArgs)]
    fn read_number_of_spaces(&self, text: &str) -> Result<u32, ParseIntError> {
        let spaces = text.chars().filter(|c| *c == ' ').count();
        spaces.to_string().parse()
    }

    #[event_async(result = line)]
    fn read_line(&self, number: usize) -> io::Result<String> {
        let line = ["first", "second"].get(number).copied().map(str::to_owned);
        line.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    #[event_async]
    fn read_or_fail(&self, text: &str) -> Result<(), ParseIntError> {
        text.parse::<u32>().map(drop)
    }

    #[event_async]
    fn skip_or_fail(&self) -> io::Result<()> {
        Err(io::ErrorKind::NotSeekable.into())
    }

    #[event_async]
    fn write(&self) -> fmt::Result {
        Err(fmt::Error)
    }

    #[event_async(fallible)]
    fn read_by_another_name(&self, text: &str) -> Outcome<u32> {
        text.parse()
    }

    #[event_async]
    fn read_as_a_value(&self, text: &str) -> Outcome<u32> {
        text.parse()
    }

    #[event_async]
    fn read_twice(&self, text: &str, #[out] spaces: &mut usize) -> Result<u32, ParseIntError> {
        *spaces = text.chars().filter(|c| *c == ' ').count();
        text.trim().parse()
    }
}

#[test]
fn the_accessor_of_a_result_has_the_name_that_was_chosen() {
    let reader = Arc::new(Reader::default());
    let numbers = listen(reader.read_number_completed(), |_reader, e| {
        *e.number().unwrap()
    });
    reader.read_number_async("42").unwrap();
    assert_eq!(receive(&numbers), 42);
}

#[test]
fn accessors_only_lend_what_the_args_hold() {
    has_type::<
        for<'a> fn(
            &'a ReadNumberCompletedEventArgs,
        ) -> Result<&'a u32, &'a AsyncError<ParseIntError>>,
    >(ReadNumberCompletedEventArgs::number);
}

#[test]
fn every_handler_reads_the_same_result() {
    let reader = Arc::new(Reader::default());
    let address = |e: &ReadOpaqueCompletedEventArgs| {
        let result: *const Opaque = e.result().ok().unwrap();
        result.addr()
    };
    let first = listen(reader.read_opaque_completed(), move |_reader, e| address(e));
    let second = listen(reader.read_opaque_completed(), move |_reader, e| address(e));
    reader.read_opaque_async(5).unwrap();
    assert_eq!(receive(&first), receive(&second));
}

#[test]
fn a_result_need_be_nothing_but_owned() {
    let reader = Arc::new(Reader::default());
    let results = listen(reader.read_opaque_completed(), |_reader, e| {
        match e.result() {
            Ok(Opaque(number)) => Ok(*number),
            Err(AsyncError::Failed(Opaque(number))) => Err(*number),
            Err(_) => Err(u32::MAX),
        }
    });
    reader.read_opaque_async(5).unwrap();
    assert_eq!(receive(&results), Ok(5));
    reader.read_opaque_async(0).unwrap();
    assert_eq!(receive(&results), Err(0));
}

#[test]
fn the_args_can_be_printed_whatever_they_hold() {
    let reader = Arc::new(Reader::default());
    let printed = listen(reader.read_opaque_completed(), |_reader, e| {
        format!("{e:?}")
    });
    for number in [5, 0] {
        reader.read_opaque_async(number).unwrap();
        let printed = receive(&printed);
        assert!(
            printed.starts_with("ReadOpaqueCompletedEventArgs"),
            "{printed}"
        );
    }
}

#[test]
fn the_common_args_can_be_printed_too() {
    let reader = Arc::new(Reader::default());
    let printed = listen(reader.read_nothing_completed(), |_reader, e| {
        format!("{e:?}")
    });
    reader.read_nothing_async().unwrap();
    let printed = receive(&printed);
    assert!(printed.starts_with("AsyncCompletedEventArgs"), "{printed}");
}

#[test]
fn methods_with_nothing_to_tell_define_no_args() {
    let reader = Reader::default();
    let _: &Event<Reader, AsyncCompletedEventArgs> = reader.read_nothing_completed();
    let _: &Event<Reader, AsyncCompletedEventArgs<ParseIntError>> = reader.read_or_fail_completed();
    let _: &Event<Reader, AsyncCompletedEventArgs<io::Error>> = reader.skip_or_fail_completed();
    let _: &Event<Reader, AsyncCompletedEventArgs<fmt::Error>> = reader.write_completed();
}

#[test]
fn the_common_args_carry_the_error_of_a_result_without_a_value() {
    let reader = Arc::new(Reader::default());
    let errors = listen(reader.read_or_fail_completed(), |_reader, e| {
        e.error().map(ToString::to_string)
    });
    reader.read_or_fail_async("1").unwrap();
    assert_eq!(receive(&errors), None);
    reader.read_or_fail_async("one").unwrap();
    assert_eq!(
        receive(&errors).as_deref(),
        Some("invalid digit found in string")
    );
}

#[test]
fn all_specific_args_are_common_args_as_well() {
    fn summary<E, S>(e: &AsyncCompletedEventArgs<E, S>) -> (bool, bool) {
        (e.error().is_some(), e.cancelled())
    }

    let reader = Arc::new(Reader::default());
    let summaries = listen(reader.read_line_completed(), |_reader, e| summary(e));
    reader.read_line_async(0).unwrap();
    assert_eq!(receive(&summaries), (false, false));
    reader.read_line_async(9).unwrap();
    assert_eq!(receive(&summaries), (true, false));
}

#[test]
fn an_io_result_is_a_result() {
    let reader = Arc::new(Reader::default());
    let lines = listen(reader.read_line_completed(), |_reader, e| match e.line() {
        Ok(line) => Ok(line.clone()),
        Err(AsyncError::Failed(error)) => Err(error.kind()),
        Err(other) => panic!("{other}"),
    });
    reader.read_line_async(1).unwrap();
    assert_eq!(receive(&lines), Ok("second".to_owned()));
    reader.read_line_async(2).unwrap();
    assert_eq!(receive(&lines), Err(io::ErrorKind::UnexpectedEof));
}

#[test]
fn a_result_under_another_name_is_one_when_the_method_says_so() {
    has_type::<
        for<'a> fn(
            &'a ReadByAnotherNameCompletedEventArgs,
        ) -> Result<&'a u32, &'a AsyncError<ParseIntError>>,
    >(ReadByAnotherNameCompletedEventArgs::result);

    let reader = Arc::new(Reader::default());
    let failed = listen(reader.read_by_another_name_completed(), |_reader, e| {
        matches!(e.result(), Err(AsyncError::Failed(_)))
    });
    reader.read_by_another_name_async("one").unwrap();
    assert!(receive(&failed));
}

#[test]
fn a_result_under_another_name_is_a_value_when_the_method_does_not_say_so() {
    has_type::<
        for<'a> fn(
            &'a ReadAsAValueCompletedEventArgs,
        ) -> Result<&'a Outcome<u32>, &'a AsyncError<Infallible>>,
    >(ReadAsAValueCompletedEventArgs::result);

    let reader = Arc::new(Reader::default());
    let results = listen(reader.read_as_a_value_completed(), |_reader, e| {
        (e.error().is_none(), e.result().unwrap().clone())
    });
    reader.read_as_a_value_async("one").unwrap();
    let (succeeded, result) = receive(&results);
    assert!(succeeded);
    assert!(result.is_err());
}

#[test]
fn two_outputs_can_be_read_at_once() {
    let reader = Arc::new(Reader::default());
    let outputs = listen(reader.read_twice_completed(), |_reader, e| {
        let (result, spaces) = e.results().ok()?;
        assert_eq!(
            (e.result().ok(), e.spaces().ok()),
            (Some(result), Some(spaces))
        );
        Some((*result, *spaces))
    });
    reader.read_twice_async(" 7  ").unwrap();
    assert_eq!(receive(&outputs), Some((7, 3)));
}

#[test]
fn after_an_error_no_output_can_be_read() {
    let reader = Arc::new(Reader::default());
    let failures = listen(reader.read_twice_completed(), |_reader, e| {
        let failed = |error: Option<&AsyncError<_>>| matches!(error, Some(AsyncError::Failed(_)));
        [
            failed(e.result().err()),
            failed(e.spaces().err()),
            failed(e.results().err()),
            failed(e.check().err()),
        ]
    });
    reader.read_twice_async(" seven ").unwrap();
    assert_eq!(receive(&failures), [true; 4]);
}

#[test]
fn args_can_be_reused_and_so_can_their_handlers() {
    has_type::<
        fn(
            Box<ReadNumberOfSpacesCompletedEventHandler>,
        ) -> Box<EventHandler<Reader, ReadNumberCompletedEventArgs>>,
    >(|handler| handler);

    let reader = Arc::new(Reader::default());
    let (sender, numbers) = std::sync::mpsc::channel();
    let handler = move |_reader: &Arc<Reader>, e: &ReadNumberCompletedEventArgs| {
        let _ = sender.send(*e.number().unwrap());
    };
    reader.read_number_completed().subscribe(handler.clone());
    reader.read_number_of_spaces_completed().subscribe(handler);
    reader.read_number_async("12").unwrap();
    assert_eq!(receive(&numbers), 12);
    reader.read_number_of_spaces_async("a b c").unwrap();
    assert_eq!(receive(&numbers), 2);
}

/// Another component, whose operation ends like one of the reader's.
#[derive(Default)]
struct Guesser {
    events: Events<Self>,
}

#[event_async]
impl Guesser {
    #[event_async(completed_args = self::ReadNumberCompletedEventArgs)]
    #[allow(
        unused_qualifications,
        reason = "this is about an option that is a path"
    )]
    fn guess(&self, text: &str) -> Result<u32, ParseIntError> {
        text.replace('?', "0").parse()
    }
}

#[test]
fn args_can_be_reused_by_another_component() {
    let guesser = Arc::new(Guesser::default());
    let numbers = listen(
        guesser.guess_completed(),
        |_guesser, e: &ReadNumberCompletedEventArgs| *e.number().unwrap(),
    );
    guesser.guess_async("4?").unwrap();
    assert_eq!(receive(&numbers), 40);
}
