//! `?` on outcomes: in place of the exception that .NET throws from End and from a result property.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;

use eap_runtime::{
    AsyncError, CancellationToken, Cancelled, Events, InvokeError, event_async, no_callback,
};

use crate::support::{Desk, LIMIT, receive};

/// An error of one's own, as `thiserror` writes them.
#[derive(Debug, thiserror::Error)]
enum ShopError {
    #[error("sold out")]
    SoldOut(#[source] Box<ShopError>),
    #[error("closed")]
    Closed,
    #[error(transparent)]
    Asynchronous(#[from] AsyncError),
}

/// An error that is no `std::error::Error`.
#[derive(Clone, Debug, PartialEq)]
enum Code {
    Known(u8),
    Other(String),
}

impl From<AsyncError> for Code {
    fn from(error: AsyncError) -> Self {
        Self::Other(error.to_string())
    }
}

type BoxError = Box<dyn Error + Send + Sync>;

/// How a method ends.
#[derive(Clone, Copy)]
enum How {
    Well,
    Badly,
    Unexpectedly,
    Cancelled,
}

/// What the test says.
fn end<E>(how: How, cancel: &CancellationToken, failure: impl FnOnce() -> E) -> Result<u32, E> {
    match how {
        How::Well => Ok(7),
        How::Badly => Err(failure()),
        How::Unexpectedly => panic!("the roof came down"),
        How::Cancelled => {
            assert!(cancel.wait_timeout(LIMIT), "nobody cancels");
            Ok(0)
        }
    }
}

#[derive(Default)]
struct Shop {
    events: Events<Self>,
}

#[event_async(concurrent, begin_end, future)]
impl Shop {
    #[event_async]
    fn with_anyhow(how: How, #[cancel] cancel: &CancellationToken) -> anyhow::Result<u32> {
        end(how, cancel, || {
            anyhow::Error::new(ShopError::Closed).context("sold out")
        })
    }

    #[event_async]
    fn with_box(how: How, #[cancel] cancel: &CancellationToken) -> Result<u32, BoxError> {
        end(how, cancel, || {
            ShopError::SoldOut(Box::new(ShopError::Closed)).into()
        })
    }

    #[event_async]
    fn with_io(how: How, #[cancel] cancel: &CancellationToken) -> io::Result<u32> {
        end(how, cancel, || io::Error::other(ShopError::Closed))
    }

    #[event_async]
    fn with_text(how: How, #[cancel] cancel: &CancellationToken) -> Result<u32, String> {
        end(how, cancel, || "sold out".to_owned())
    }

    #[event_async]
    fn with_own(how: How, #[cancel] cancel: &CancellationToken) -> Result<u32, ShopError> {
        end(how, cancel, || {
            ShopError::SoldOut(Box::new(ShopError::Closed))
        })
    }

    #[event_async]
    fn with_code(how: How, #[cancel] cancel: &CancellationToken) -> Result<u32, Code> {
        end(how, cancel, || Code::Known(3))
    }
}

/// All that an error and its sources say.
fn chain(error: &(dyn Error + 'static)) -> Vec<String> {
    let mut said = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        said.push(error.to_string());
        source = error.source();
    }
    said
}

const CANCELLED: &str = "the operation was cancelled";
const PANICKED: &str = "the operation panicked: the roof came down";
const ABANDONED: &str = "the operation was dropped before it ran";
const REJECTED: &str = "the executor did not accept the operation";

/// That an outcome goes with `?` in a function with the method's error, whatever it is, from a future and from its End.
macro_rules! question_mark {
    ($test:ident, $begin:ident, $end:ident, $future:ident, $error:ty, $said:expr, $failed:expr) => {
        #[test]
        fn $test() {
            async fn awaited(shop: &Arc<Shop>, how: How) -> Result<u32, $error> {
                let operation = shop.$future(how);
                if let How::Cancelled = how {
                    operation.cancel();
                }
                Ok(operation.await.map_err(AsyncError::flatten)? + 1)
            }

            fn ended(shop: &Arc<Shop>, how: How) -> Result<u32, $error> {
                let begun = shop.$begin(how, no_callback, ());
                let result = begun.map_err(AsyncError::<Infallible>::from)?;
                if let How::Cancelled = how {
                    result.cancel();
                }
                Ok(shop.$end(result).map_err(AsyncError::flatten)? + 1)
            }

            let said: fn(&$error) -> Vec<String> = $said;
            let failed: &[&str] = &$failed;
            let shop = Arc::new(Shop::default());
            for outcome in [
                ended(&shop, How::Well),
                smol::block_on(awaited(&shop, How::Well)),
            ] {
                assert_eq!(outcome.ok(), Some(8));
            }
            for outcome in [
                ended(&shop, How::Badly),
                smol::block_on(awaited(&shop, How::Badly)),
            ] {
                assert_eq!(said(&outcome.unwrap_err()), failed);
            }
            for outcome in [
                ended(&shop, How::Cancelled),
                smol::block_on(awaited(&shop, How::Cancelled)),
            ] {
                assert_eq!(said(&outcome.unwrap_err()), [CANCELLED]);
            }
            let panicked = smol::block_on(awaited(&shop, How::Unexpectedly));
            assert_eq!(said(&panicked.unwrap_err()), [PANICKED]);

            // An executor that drops the operation, and one that has gone.
            let (desk, jobs) = Desk::new();
            let shop = Arc::new(Shop {
                events: Events::with_executor(desk),
            });
            let future = shop.$future(How::Well);
            drop(receive(&jobs));
            let outcome: Result<u32, $error> = smol::block_on(future).map_err(AsyncError::flatten);
            assert_eq!(said(&outcome.unwrap_err()), [ABANDONED]);
            drop(jobs);
            assert_eq!(said(&ended(&shop, How::Well).unwrap_err()), [REJECTED]);
            let refused = smol::block_on(awaited(&shop, How::Well));
            assert_eq!(said(&refused.unwrap_err()), [REJECTED]);
        }
    };
}

question_mark!(
    it_works_where_the_method_returns_an_anyhow_result,
    begin_with_anyhow,
    end_with_anyhow,
    with_anyhow_future,
    anyhow::Error,
    |error| error.chain().map(ToString::to_string).collect(),
    ["sold out", "closed"]
);

question_mark!(
    it_works_where_the_method_returns_a_boxed_error,
    begin_with_box,
    end_with_box,
    with_box_future,
    BoxError,
    |error| chain(&**error),
    ["sold out", "closed"]
);

question_mark!(
    it_works_where_the_method_returns_an_io_result,
    begin_with_io,
    end_with_io,
    with_io_future,
    io::Error,
    |error| chain(error),
    ["closed"]
);

question_mark!(
    it_works_where_the_method_returns_a_text,
    begin_with_text,
    end_with_text,
    with_text_future,
    String,
    |error| vec![error.clone()],
    ["sold out"]
);

question_mark!(
    it_works_where_the_method_returns_an_error_of_ones_own,
    begin_with_own,
    end_with_own,
    with_own_future,
    ShopError,
    |error| chain(error),
    ["sold out", "closed"]
);

question_mark!(
    it_works_where_the_methods_error_is_no_error,
    begin_with_code,
    end_with_code,
    with_code_future,
    Code,
    |error| match error {
        Code::Known(code) => vec![code.to_string()],
        Code::Other(text) => vec![text.clone()],
    },
    ["3"]
);

#[test]
fn a_start_that_is_refused_goes_with_the_question_mark() {
    fn with_anyhow(error: InvokeError) -> anyhow::Result<()> {
        Err(error)?
    }
    fn with_box(error: InvokeError) -> Result<(), BoxError> {
        Err(error)?
    }
    fn with_io(error: InvokeError) -> io::Result<()> {
        Err(error)?
    }
    fn with_outcome(error: InvokeError) -> Result<(), AsyncError<Code>> {
        Err(error)?
    }

    let error = InvokeError::Busy;
    let text = error.to_string();
    assert_eq!(with_anyhow(error).unwrap_err().to_string(), text);
    assert_eq!(with_box(error).unwrap_err().to_string(), text);
    let io = with_io(error).unwrap_err();
    assert_eq!((io.kind(), io.to_string()), (io::ErrorKind::Other, text));
    assert_eq!(with_outcome(error), Err(AsyncError::Refused(error)));
}

#[test]
fn an_outcome_that_is_an_error_itself_goes_with_the_question_mark() {
    fn with_anyhow(outcome: Result<u32, AsyncError<ShopError>>) -> anyhow::Result<u32> {
        Ok(outcome?)
    }
    fn with_box(outcome: Result<u32, AsyncError<ShopError>>) -> Result<u32, BoxError> {
        Ok(outcome?)
    }
    fn failed() -> Result<u32, AsyncError<ShopError>> {
        let failure = ShopError::SoldOut(Box::new(ShopError::Closed));
        Err(AsyncError::Failed(failure))
    }

    // What it holds speaks for it, once.
    let error = with_anyhow(failed()).unwrap_err();
    let said: Vec<_> = error.chain().map(ToString::to_string).collect();
    assert_eq!(said, ["sold out", "closed"]);
    assert_eq!(
        chain(&*with_box(failed()).unwrap_err()),
        ["sold out", "closed"]
    );
}

#[test]
fn an_io_error_keeps_the_outcome_inside() {
    let error = io::Error::from(AsyncError::Cancelled);
    assert_eq!(error.kind(), io::ErrorKind::Other);
    let inside = error.get_ref().unwrap().downcast_ref::<AsyncError>();
    assert_eq!(inside, Some(&AsyncError::Cancelled));
}

#[test]
fn flattening_gives_the_failure_itself() {
    let failure = Code::Known(9);
    assert_eq!(AsyncError::Failed(failure.clone()).flatten(), failure);
    let failure = io::Error::from(io::ErrorKind::NotFound);
    let error = AsyncError::Failed(failure).flatten();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
}

#[test]
fn mapping_changes_a_failure_and_nothing_else() {
    let map = |error: AsyncError<u8>| error.map(Code::Known);
    assert_eq!(
        map(AsyncError::Failed(3)),
        AsyncError::Failed(Code::Known(3))
    );
    assert_eq!(map(AsyncError::Cancelled), AsyncError::Cancelled);
    assert_eq!(map(AsyncError::Abandoned), AsyncError::Abandoned);
    let refused = AsyncError::Refused(InvokeError::Busy);
    assert_eq!(map(refused), AsyncError::Refused(InvokeError::Busy));
}

#[test]
fn mapping_keeps_the_panic_with_its_payload() {
    let shop = Arc::new(Shop::default());
    let outcome = smol::block_on(shop.with_code_future(How::Unexpectedly));
    match outcome.unwrap_err().map(|_code| "a code") {
        AsyncError::Panicked(panic) => {
            assert_eq!(panic.message(), "the roof came down");
            let payload = panic.take_payload().unwrap();
            assert_eq!(payload.downcast_ref(), Some(&"the roof came down"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_error_is_cloned_where_its_failure_can_be() {
    let failed = AsyncError::Failed(Code::Known(1));
    assert_eq!(failed.clone(), failed);
    let cancelled = AsyncError::<Code>::Cancelled;
    assert_eq!(cancelled.clone(), cancelled);
}

#[test]
fn clones_of_a_panic_share_its_payload() {
    let shop = Arc::new(Shop::default());
    let error = smol::block_on(shop.with_code_future(How::Unexpectedly)).unwrap_err();
    let (AsyncError::Panicked(one), AsyncError::Panicked(other)) = (error.clone(), error) else {
        panic!("it panicked");
    };
    assert_eq!(one.message(), other.message());
    assert!(one.take_payload().is_some());
    assert!(other.take_payload().is_none());
}

#[test]
fn an_error_with_a_failure_that_is_no_error_can_be_printed() {
    struct Shown;

    impl fmt::Display for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.pad("shown")
        }
    }

    assert_eq!(format!("{:>8}", AsyncError::Failed(Shown)), "   shown");
    assert_eq!(
        AsyncError::<Shown>::Cancelled.to_string(),
        Cancelled.to_string()
    );
}
