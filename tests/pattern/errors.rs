//! The `Error` of "`AsyncCompletedEventArgs`", and what takes the place of exceptions: why an operation has no result, and
//! why one did not start.

mod question_mark;

use std::any::Any;
use std::error::Error;
use std::num::ParseIntError;
use std::panic::panic_any;
use std::sync::{Arc, Mutex};

use eap_runtime::{AsyncError, Events, Executor, InvokeError, Job, event_async};

use crate::support::{listen, receive, rest};

#[derive(Default)]
struct Parser {
    events: Events<Self>,
}

#[derive(Debug, PartialEq)]
struct Payload(u32);

/// What dropping does when it goes wrong.
struct Explosive;

impl Drop for Explosive {
    fn drop(&mut self) {
        panic!("and the payload panics too");
    }
}

#[event_async]
impl Parser {
    #[event_async(result = number)]
    fn parse(&self, text: &str) -> Result<u32, ParseIntError> {
        text.parse()
    }

    #[event_async]
    fn panic_with_text(&self) -> u32 {
        panic!("out of numbers")
    }

    #[event_async]
    fn panic_with_format(&self, number: u32) -> Result<u32, ParseIntError> {
        panic!("{number} is no number")
    }

    #[event_async]
    fn panic_with_value(&self) {
        panic_any(Payload(7));
    }

    #[event_async]
    fn panic_with_explosive(&self) {
        panic_any(Explosive);
    }
}

#[test]
fn a_success_has_no_error() {
    let parser = Arc::new(Parser::default());
    let ends = listen(parser.parse_completed(), |_parser, e| {
        (
            e.error().is_none(),
            e.cancelled(),
            e.check().is_ok(),
            e.number().is_ok(),
        )
    });
    parser.parse_async("1").unwrap();
    assert_eq!(receive(&ends), (true, false, true, true));
}

#[test]
fn the_error_of_a_method_is_delivered() {
    let parser = Arc::new(Parser::default());
    let errors = listen(parser.parse_completed(), |_parser, e| match e.error() {
        Some(AsyncError::Failed(error)) => Some(error.clone()),
        _ => None,
    });
    parser.parse_async("x").unwrap();
    assert_eq!(receive(&errors), Some("x".parse::<u32>().unwrap_err()));
}

#[test]
fn a_failure_is_not_a_cancellation() {
    let parser = Arc::new(Parser::default());
    let cancelled = listen(parser.parse_completed(), |_parser, e| e.cancelled());
    parser.parse_async("x").unwrap();
    assert!(!receive(&cancelled));
}

#[test]
fn a_chain_of_errors_says_nothing_twice() {
    let parser = Arc::new(Parser::default());
    let texts = listen(parser.parse_completed(), |_parser, e| {
        let error: &dyn Error = e.error().unwrap();
        (error.to_string(), error.source().is_none())
    });
    parser.parse_async("x").unwrap();
    // A `ParseIntError` has no source.
    let expected = ("invalid digit found in string".to_owned(), true);
    assert_eq!(receive(&texts), expected);
}

#[test]
fn checking_passes_the_error_on() {
    fn handle(e: &ParseCompletedEventArgs) -> Result<u32, &AsyncError<ParseIntError>> {
        e.check()?;
        Ok(*e.number()? + 1)
    }

    let parser = Arc::new(Parser::default());
    let handled = listen(parser.parse_completed(), |_parser, e| {
        handle(e).map_err(ToString::to_string)
    });
    parser.parse_async("41").unwrap();
    assert_eq!(receive(&handled), Ok(42));
    parser.parse_async("x").unwrap();
    assert!(receive(&handled).is_err());
}

#[test]
fn a_panic_is_delivered_with_its_message() {
    let parser = Arc::new(Parser::default());
    let messages = listen(parser.panic_with_text_completed(), |_parser, e| {
        match e.error() {
            Some(AsyncError::Panicked(panic)) => panic.message().to_owned(),
            other => format!("{other:?}"),
        }
    });
    parser.panic_with_text_async().unwrap();
    assert_eq!(receive(&messages), "out of numbers");
}

#[test]
fn a_panic_is_no_failure_and_leaves_no_result() {
    let parser = Arc::new(Parser::default());
    let ends = listen(parser.panic_with_format_completed(), |_parser, e| {
        let error = e.result().unwrap_err();
        let panicked = matches!(error, AsyncError::Panicked(_));
        (
            panicked,
            e.cancelled(),
            error.source().is_none(),
            error.to_string(),
        )
    });
    parser.panic_with_format_async(13).unwrap();
    let (panicked, cancelled, without_source, text) = receive(&ends);
    assert!(panicked && !cancelled && without_source);
    assert!(text.contains("13 is no number"), "{text}");
}

#[test]
fn a_panic_is_delivered_with_its_payload() {
    let parser = Arc::new(Parser::default());
    let payloads = listen(parser.panic_with_value_completed(), |_parser, e| {
        match e.error() {
            Some(AsyncError::Panicked(panic)) => panic.take_payload(),
            _ => None,
        }
    });
    parser.panic_with_value_async().unwrap();
    let payload: Box<dyn Any + Send> = receive(&payloads).unwrap();
    assert_eq!(payload.downcast_ref(), Some(&Payload(7)));
}

#[test]
fn the_first_handler_to_ask_gets_the_payload_and_all_get_the_message() {
    let parser = Arc::new(Parser::default());
    let take = |e: &PanicWithTextCompletedEventArgs| match e.error() {
        Some(AsyncError::Panicked(panic)) => {
            (panic.take_payload().is_some(), panic.message().to_owned())
        }
        other => panic!("{other:?}"),
    };
    let first = listen(parser.panic_with_text_completed(), move |_parser, e| {
        take(e)
    });
    let second = listen(parser.panic_with_text_completed(), move |_parser, e| {
        take(e)
    });
    parser.panic_with_text_async().unwrap();
    assert_eq!(receive(&first), (true, "out of numbers".to_owned()));
    assert_eq!(receive(&second), (false, "out of numbers".to_owned()));
}

#[test]
fn a_payload_that_panics_when_dropped_harms_nobody() {
    let parser = Arc::new(Parser::default());
    let ends = listen(parser.panic_with_explosive_completed(), |parser, e| {
        (
            matches!(e.error(), Some(AsyncError::Panicked(_))),
            parser.is_busy(),
        )
    });
    for _ in 0..2 {
        parser.panic_with_explosive_async().unwrap();
        assert_eq!(receive(&ends), (true, false));
    }
    drop(parser);
    assert!(rest(&ends).is_empty());
}

/// Keeps the last job it was given.
#[derive(Default)]
struct Drawer(Mutex<Option<Job>>);

impl Executor for Drawer {
    fn execute(&self, job: Job) -> Result<(), Job> {
        *self.0.lock().unwrap() = Some(job);
        Ok(())
    }
}

#[test]
fn an_operation_that_is_dropped_later_completes_as_abandoned_then() {
    let drawer = Arc::new(Drawer::default());
    let parser = Arc::new(Parser {
        events: Events::with_executor(Arc::clone(&drawer)),
    });
    let ends = listen(parser.parse_completed(), |_parser, e| {
        let error = e.number().unwrap_err();
        assert!(matches!(e.error(), Some(AsyncError::Abandoned)));
        assert!(matches!(e.check(), Err(AsyncError::Abandoned)));
        (
            matches!(error, AsyncError::Abandoned),
            error.source().is_none(),
            e.cancelled(),
        )
    });
    parser.parse_async("1").unwrap();
    assert!(ends.try_recv().is_err());
    let job = drawer.0.lock().unwrap().take();
    drop(job);
    assert_eq!(receive(&ends), (true, true, false));
}

#[test]
fn every_way_to_end_says_something_of_its_own() {
    let failed = AsyncError::Failed("x".parse::<u32>().unwrap_err());
    let texts = [failed, AsyncError::Cancelled, AsyncError::Abandoned].map(|e| e.to_string());
    assert!(texts.iter().all(|text| !text.is_empty()));
    assert_ne!(texts[0], texts[1]);
    assert_ne!(texts[1], texts[2]);
    assert_ne!(texts[2], texts[0]);
}

#[test]
fn errors_are_errors_like_any_other() {
    // As `anyhow` and its like ask.
    fn boxed(error: impl Error + Send + Sync + 'static) -> Box<dyn Error + Send + Sync> {
        error.into()
    }

    let error = boxed(AsyncError::<ParseIntError>::Cancelled);
    assert!(error.is::<AsyncError<ParseIntError>>());
    let error = boxed(AsyncError::<std::convert::Infallible>::Abandoned);
    assert!(error.source().is_none());
    let error = boxed(InvokeError::Rejected);
    assert_eq!(error.downcast_ref(), Some(&InvokeError::Rejected));
}

#[test]
fn a_refused_start_says_why() {
    let texts = [
        InvokeError::Busy,
        InvokeError::DuplicateUserState,
        InvokeError::Rejected,
    ]
    .map(|error| error.to_string());
    assert!(texts[0].contains("running"), "{}", texts[0]);
    assert!(texts[1].contains("user state"), "{}", texts[1]);
    assert!(texts[2].contains("executor"), "{}", texts[2]);
}

#[test]
fn errors_can_be_compared_unless_they_are_panics() {
    let failed = |text: &str| AsyncError::Failed(text.parse::<u32>().unwrap_err());
    assert_eq!(failed("x"), failed("y"));
    assert_ne!(failed("x"), failed(""));
    assert_ne!(failed("x"), AsyncError::Cancelled);
    assert_eq!(AsyncError::<()>::Cancelled, AsyncError::Cancelled);
    assert_ne!(AsyncError::<()>::Cancelled, AsyncError::Abandoned);

    let parser = Arc::new(Parser::default());
    let same = listen(parser.panic_with_text_completed(), |_parser, e| {
        e.error() == e.error()
    });
    parser.panic_with_text_async().unwrap();
    assert!(!receive(&same));
}

#[test]
fn a_refusal_becomes_an_error_like_the_others() {
    let error: AsyncError<ParseIntError> = InvokeError::Busy.into();
    assert_eq!(error, AsyncError::Refused(InvokeError::Busy));
}
